module @vqbit_update attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<4x8x8xbf16> {mhlo.sharding = "{devices=[4,1,1]<=[4]}"},
      %seed: tensor<ui32> {mhlo.sharding = "{replicated}"},
      %codebook: tensor<16x8xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 17 : i32},
      %cluster_size: tensor<16xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 18 : i32},
      %embed_sum: tensor<16x8xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 19 : i32},
      %usage: tensor<16xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 20 : i32},
      %steps: tensor<i32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 21 : i32}) -> (
      tensor<4x8x8xbf16> {jax.result_info = "quantized", mhlo.sharding = "{devices=[4,1,1]<=[4]}"},
      tensor<4x8xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[4,1]<=[4]}"},
      tensor<f32> {jax.result_info = "commitment_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "mse", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "perplexity", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_usage", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "compression_ratio", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "nonfinite_rows", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "dead_entries", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "max_share", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "relative_error", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "entropy", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "restarted_entries", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "usage_perplexity", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "usage_entropy", mhlo.sharding = "{replicated}"},
      tensor<16x8xf32> {jax.result_info = "codebook", mhlo.sharding = "{replicated}"},
      tensor<16xf32> {jax.result_info = "cluster_size", mhlo.sharding = "{replicated}"},
      tensor<16x8xf32> {jax.result_info = "embed_sum", mhlo.sharding = "{replicated}"},
      tensor<16xf32> {jax.result_info = "usage", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "steps", mhlo.sharding = "{replicated}"}) {
    %7 = "stablehlo.is_finite"(%inputs) : (tensor<4x8x8xbf16>) -> tensor<4x8x8xi1>
    %8 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.9 = "stablehlo.reduce"(%7, %8) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<4x8x8xi1>, tensor<i1>) -> tensor<4x8xi1>
    %10 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x8xf32>) -> tensor<16x8xf32>
    %11 = "stablehlo.convert"(%10) : (tensor<16x8xf32>) -> tensor<16x8xbf16>
    %12 = "stablehlo.multiply"(%10, %10) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %13 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %14 = "stablehlo.reduce"(%12, %13) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16x8xf32>, tensor<f32>) -> tensor<16xf32>
    %15 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %16 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %half_norms.17 = "stablehlo.multiply"(%14, %16) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %products.18 = "stablehlo.dot_general"(%inputs, %11) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x8x8xbf16>, tensor<16x8xbf16>) -> tensor<4x8x16xf32>
    %19 = "stablehlo.broadcast_in_dim"(%half_norms.17) <{broadcast_dimensions = array<i64: 2>}> : (tensor<16xf32>) -> tensor<4x8x16xf32>
    %scores.20 = "stablehlo.subtract"(%19, %products.18) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %21 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x8x16xi32>
    %22 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %23 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %24:2 = "stablehlo.reduce"(%scores.20, %21, %22, %23) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<i32>, %arg.2: tensor<f32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.2) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.2, %arg.2) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.2) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.8 = "stablehlo.and"(%r.6, %r.7) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.or"(%r.4, %r.5) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.9, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.select"(%r.10, %arg.0, %arg.2) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.12 = "stablehlo.select"(%r.10, %arg.1, %arg.3) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.11, %r.12) : (tensor<f32>, tensor<i32>) -> ()
    }) : (tensor<4x8x16xf32>, tensor<4x8x16xi32>, tensor<f32>, tensor<i32>) -> (tensor<4x8xf32>, tensor<4x8xi32>)
    %25 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8xf32>
    %26 = "stablehlo.compare"(%24#0, %25) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
    %27 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %28 = "stablehlo.broadcast_in_dim"(%27) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %nearest.29 = "stablehlo.select"(%26, %24#1, %28) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %30 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %31 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %codes.32 = "stablehlo.select"(%valid.9, %nearest.29, %31) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %33 = "stablehlo.constant"() <{value = dense<15> : tensor<i32>}> : () -> tensor<i32>
    %34 = "stablehlo.broadcast_in_dim"(%33) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %35 = "stablehlo.clamp"(%28, %codes.32, %34) : (tensor<4x8xi32>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %36 = "stablehlo.gather"(%11, %35) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<16x8xbf16>, tensor<4x8xi32>) -> tensor<4x8x8xbf16>
    %37 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %38 = "stablehlo.broadcast_in_dim"(%37) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x8x8xbf16>
    %39 = "stablehlo.broadcast_in_dim"(%valid.9) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x8xi1>) -> tensor<4x8x8xi1>
    %quantized.40 = "stablehlo.select"(%39, %36, %38) : (tensor<4x8x8xi1>, tensor<4x8x8xbf16>, tensor<4x8x8xbf16>) -> tensor<4x8x8xbf16>
    %valid_inputs.41 = "stablehlo.select"(%39, %inputs, %38) : (tensor<4x8x8xi1>, tensor<4x8x8xbf16>, tensor<4x8x8xbf16>) -> tensor<4x8x8xbf16>
    %42 = "stablehlo.broadcast_in_dim"(%codes.32) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x8xi32>) -> tensor<4x8x16xi32>
    %assignments.43 = "stablehlo.compare"(%42, %21) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x8x16xi32>, tensor<4x8x16xi32>) -> tensor<4x8x16xi1>
    %44 = "stablehlo.convert"(%assignments.43) : (tensor<4x8x16xi1>) -> tensor<4x8x16xf32>
    %counts.45 = "stablehlo.reduce"(%44, %13) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x16xf32>, tensor<f32>) -> tensor<16xf32>
    %46 = "stablehlo.reduce"(%counts.45, %13) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %47 = "stablehlo.convert"(%valid_inputs.41) : (tensor<4x8x8xbf16>) -> tensor<4x8x8xf32>
    %48 = "stablehlo.convert"(%quantized.40) : (tensor<4x8x8xbf16>) -> tensor<4x8x8xf32>
    %49 = "stablehlo.subtract"(%47, %48) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %50 = "stablehlo.multiply"(%49, %49) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %51 = "stablehlo.reduce"(%50, %13) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x8xf32>, tensor<f32>) -> tensor<f32>
    %52 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %53 = "stablehlo.divide"(%51, %52) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %54 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %55 = "stablehlo.maximum"(%46, %54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.56 = "stablehlo.divide"(%53, %55) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %57 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %58 = "stablehlo.multiply"(%57, %mean_squared_error.56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %59 = "stablehlo.multiply"(%13, %mean_squared_error.56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.60 = "stablehlo.add"(%58, %59) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %61 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %62 = "stablehlo.multiply"(%47, %47) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %63 = "stablehlo.reduce"(%62, %13) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x8xf32>, tensor<f32>) -> tensor<f32>
    %64 = "stablehlo.divide"(%51, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %65 = "stablehlo.compare"(%51, %13) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.66 = "stablehlo.select"(%65, %13, %64) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %67 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %68 = "stablehlo.broadcast_in_dim"(%67) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %69 = "stablehlo.maximum"(%counts.45, %68) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %70 = "stablehlo.log"(%69) : (tensor<16xf32>) -> tensor<16xf32>
    %71 = "stablehlo.multiply"(%counts.45, %70) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %72 = "stablehlo.reduce"(%71, %13) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %73 = "stablehlo.maximum"(%46, %67) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %74 = "stablehlo.divide"(%72, %73) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.log"(%73) : (tensor<f32>) -> tensor<f32>
    %76 = "stablehlo.subtract"(%75, %74) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.77 = "stablehlo.maximum"(%76, %13) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.78 = "stablehlo.exponential"(%entropy.77) : (tensor<f32>) -> tensor<f32>
    %79 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %80 = "stablehlo.compare"(%counts.45, %79) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %81 = "stablehlo.convert"(%80) : (tensor<16xi1>) -> tensor<16xf32>
    %82 = "stablehlo.reduce"(%81, %13) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %83 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.84 = "stablehlo.divide"(%82, %83) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %85 = "stablehlo.subtract"(%61, %46) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.86 = "stablehlo.convert"(%85) : (tensor<f32>) -> tensor<i32>
    %87 = "stablehlo.subtract"(%83, %82) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.88 = "stablehlo.convert"(%87) : (tensor<f32>) -> tensor<i32>
    %89 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %90 = "stablehlo.reduce"(%counts.45, %89) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %max_share.91 = "stablehlo.divide"(%90, %55) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %92 = "stablehlo.convert"(%assignments.43) : (tensor<4x8x16xi1>) -> tensor<4x8x16xbf16>
    %sums.93 = "stablehlo.dot_general"(%92, %valid_inputs.41) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x8x16xbf16>, tensor<4x8x8xbf16>) -> tensor<16x8xf32>
    %94 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %95 = "stablehlo.broadcast_in_dim"(%94) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %96 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %97 = "stablehlo.broadcast_in_dim"(%96) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %98 = "stablehlo.multiply"(%95, %cluster_size) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %99 = "stablehlo.multiply"(%97, %counts.45) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %new_cluster_size.100 = "stablehlo.add"(%98, %99) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %101 = "stablehlo.broadcast_in_dim"(%94) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %102 = "stablehlo.broadcast_in_dim"(%96) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %103 = "stablehlo.multiply"(%101, %embed_sum) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %104 = "stablehlo.multiply"(%102, %sums.93) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %new_embed_sum.105 = "stablehlo.add"(%103, %104) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %106 = "stablehlo.reduce"(%new_cluster_size.100, %13) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %107 = "stablehlo.constant"() <{value = dense<1.5999999595806003e-4> : tensor<f32>}> : () -> tensor<f32>
    %108 = "stablehlo.add"(%106, %107) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %109 = "stablehlo.divide"(%106, %108) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %110 = "stablehlo.broadcast_in_dim"(%109) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %111 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %112 = "stablehlo.broadcast_in_dim"(%111) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %113 = "stablehlo.add"(%new_cluster_size.100, %112) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %smoothed_counts.114 = "stablehlo.multiply"(%113, %110) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %115 = "stablehlo.select"(%80, %smoothed_counts.114, %new_cluster_size.100) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %116 = "stablehlo.compare"(%115, %68) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %117 = "stablehlo.broadcast_in_dim"(%115) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xf32>) -> tensor<16x8xf32>
    %118 = "stablehlo.divide"(%new_embed_sum.105, %117) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %119 = "stablehlo.broadcast_in_dim"(%116) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xi1>) -> tensor<16x8xi1>
    %new_codebook.120 = "stablehlo.select"(%119, %118, %codebook) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %121 = "stablehlo.constant"() <{value = dense<6.25e-2> : tensor<f32>}> : () -> tensor<f32>
    %122 = "stablehlo.multiply"(%106, %121) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %123 = "stablehlo.broadcast_in_dim"(%122) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %124 = "stablehlo.multiply"(%123, %16) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %dead.125 = "stablehlo.compare"(%new_cluster_size.100, %124) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %126 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    %127 = "stablehlo.constant"() <{value = dense<10> : tensor<i32>}> : () -> tensor<i32>
    %128 = "stablehlo.add"(%steps, %126) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %129 = "stablehlo.remainder"(%128, %127) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %130 = "stablehlo.compare"(%129, %27) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %131 = "stablehlo.broadcast_in_dim"(%130) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<16xi1>
    %132 = "stablehlo.and"(%dead.125, %131) : (tensor<16xi1>, tensor<16xi1>) -> tensor<16xi1>
    %133 = "stablehlo.compare"(%new_cluster_size.100, %124) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %134 = "stablehlo.convert"(%133) : (tensor<16xi1>) -> tensor<16xi32>
    %135 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<16xi32>
    %136:2 = "stablehlo.sort"(%134, %135) <{dimension = 0 : i64, is_stable = false}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>, %arg.2: tensor<i32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.8 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.4, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.or"(%r.5, %r.9) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.12 = "stablehlo.compare"(%r.10, %r.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.13 = "stablehlo.compare"(%arg.2, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.14 = "stablehlo.select"(%r.12, %r.13, %r.10) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.14) : (tensor<i1>) -> ()
    }) : (tensor<16xi32>, tensor<16xi32>) -> (tensor<16xi32>, tensor<16xi32>)
    %137:2 = "stablehlo.sort"(%136#1, %135) <{dimension = 0 : i64, is_stable = false}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>, %arg.2: tensor<i32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.8 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.4, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.or"(%r.5, %r.9) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.12 = "stablehlo.compare"(%r.10, %r.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.13 = "stablehlo.compare"(%arg.2, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.14 = "stablehlo.select"(%r.12, %r.13, %r.10) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.14) : (tensor<i1>) -> ()
    }) : (tensor<16xi32>, tensor<16xi32>) -> (tensor<16xi32>, tensor<16xi32>)
    %138 = "stablehlo.convert"(%steps) : (tensor<i32>) -> tensor<ui32>
    %139 = "stablehlo.constant"() <{value = dense<0> : tensor<ui32>}> : () -> tensor<ui32>
    %140 = "stablehlo.constant"() <{value = dense<466688986> : tensor<ui32>}> : () -> tensor<ui32>
    %141 = "stablehlo.xor"(%seed, %138) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %142 = "stablehlo.xor"(%141, %140) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %143 = "stablehlo.add"(%139, %seed) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %144 = "stablehlo.add"(%139, %138) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %145 = "stablehlo.add"(%143, %144) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %146 = "stablehlo.constant"() <{value = dense<13> : tensor<ui32>}> : () -> tensor<ui32>
    %147 = "stablehlo.constant"() <{value = dense<19> : tensor<ui32>}> : () -> tensor<ui32>
    %148 = "stablehlo.shift_left"(%144, %146) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %149 = "stablehlo.shift_right_logical"(%144, %147) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %150 = "stablehlo.or"(%148, %149) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %151 = "stablehlo.xor"(%150, %145) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %152 = "stablehlo.add"(%145, %151) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %153 = "stablehlo.constant"() <{value = dense<15> : tensor<ui32>}> : () -> tensor<ui32>
    %154 = "stablehlo.constant"() <{value = dense<17> : tensor<ui32>}> : () -> tensor<ui32>
    %155 = "stablehlo.shift_left"(%151, %153) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %156 = "stablehlo.shift_right_logical"(%151, %154) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %157 = "stablehlo.or"(%155, %156) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %158 = "stablehlo.xor"(%157, %152) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %159 = "stablehlo.add"(%152, %158) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %160 = "stablehlo.constant"() <{value = dense<26> : tensor<ui32>}> : () -> tensor<ui32>
    %161 = "stablehlo.constant"() <{value = dense<6> : tensor<ui32>}> : () -> tensor<ui32>
    %162 = "stablehlo.shift_left"(%158, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %163 = "stablehlo.shift_right_logical"(%158, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %164 = "stablehlo.or"(%162, %163) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %165 = "stablehlo.xor"(%164, %159) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %166 = "stablehlo.add"(%159, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %167 = "stablehlo.shift_left"(%165, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %168 = "stablehlo.shift_right_logical"(%165, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %169 = "stablehlo.or"(%167, %168) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %170 = "stablehlo.xor"(%169, %166) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %171 = "stablehlo.add"(%166, %138) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %172 = "stablehlo.constant"() <{value = dense<1> : tensor<ui32>}> : () -> tensor<ui32>
    %173 = "stablehlo.add"(%142, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %174 = "stablehlo.add"(%170, %173) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %175 = "stablehlo.add"(%171, %174) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %176 = "stablehlo.shift_left"(%174, %154) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %177 = "stablehlo.shift_right_logical"(%174, %153) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %178 = "stablehlo.or"(%176, %177) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %179 = "stablehlo.xor"(%178, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %180 = "stablehlo.add"(%175, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %181 = "stablehlo.constant"() <{value = dense<29> : tensor<ui32>}> : () -> tensor<ui32>
    %182 = "stablehlo.constant"() <{value = dense<3> : tensor<ui32>}> : () -> tensor<ui32>
    %183 = "stablehlo.shift_left"(%179, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %184 = "stablehlo.shift_right_logical"(%179, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %185 = "stablehlo.or"(%183, %184) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %186 = "stablehlo.xor"(%185, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %187 = "stablehlo.add"(%180, %186) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %188 = "stablehlo.constant"() <{value = dense<16> : tensor<ui32>}> : () -> tensor<ui32>
    %189 = "stablehlo.shift_left"(%186, %188) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %190 = "stablehlo.shift_right_logical"(%186, %188) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %191 = "stablehlo.or"(%189, %190) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %192 = "stablehlo.xor"(%191, %187) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %193 = "stablehlo.add"(%187, %192) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %194 = "stablehlo.constant"() <{value = dense<24> : tensor<ui32>}> : () -> tensor<ui32>
    %195 = "stablehlo.constant"() <{value = dense<8> : tensor<ui32>}> : () -> tensor<ui32>
    %196 = "stablehlo.shift_left"(%192, %194) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %197 = "stablehlo.shift_right_logical"(%192, %195) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %198 = "stablehlo.or"(%196, %197) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %199 = "stablehlo.xor"(%198, %193) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %200 = "stablehlo.add"(%193, %142) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %201 = "stablehlo.constant"() <{value = dense<2> : tensor<ui32>}> : () -> tensor<ui32>
    %202 = "stablehlo.add"(%seed, %201) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %203 = "stablehlo.add"(%199, %202) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %204 = "stablehlo.add"(%200, %203) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %205 = "stablehlo.shift_left"(%203, %146) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %206 = "stablehlo.shift_right_logical"(%203, %147) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %207 = "stablehlo.or"(%205, %206) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %208 = "stablehlo.xor"(%207, %204) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %209 = "stablehlo.add"(%204, %208) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %210 = "stablehlo.shift_left"(%208, %153) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %211 = "stablehlo.shift_right_logical"(%208, %154) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %212 = "stablehlo.or"(%210, %211) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %213 = "stablehlo.xor"(%212, %209) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %214 = "stablehlo.add"(%209, %213) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %215 = "stablehlo.shift_left"(%213, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %216 = "stablehlo.shift_right_logical"(%213, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %217 = "stablehlo.or"(%215, %216) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %218 = "stablehlo.xor"(%217, %214) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %219 = "stablehlo.add"(%214, %218) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %220 = "stablehlo.shift_left"(%218, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %221 = "stablehlo.shift_right_logical"(%218, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %222 = "stablehlo.or"(%220, %221) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %223 = "stablehlo.xor"(%222, %219) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %224 = "stablehlo.add"(%219, %seed) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %225 = "stablehlo.add"(%138, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %226 = "stablehlo.add"(%223, %225) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %227 = "stablehlo.add"(%224, %226) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %228 = "stablehlo.shift_left"(%226, %154) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %229 = "stablehlo.shift_right_logical"(%226, %153) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %230 = "stablehlo.or"(%228, %229) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %231 = "stablehlo.xor"(%230, %227) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %232 = "stablehlo.add"(%227, %231) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %233 = "stablehlo.shift_left"(%231, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %234 = "stablehlo.shift_right_logical"(%231, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %235 = "stablehlo.or"(%233, %234) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %236 = "stablehlo.xor"(%235, %232) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %237 = "stablehlo.add"(%232, %236) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %238 = "stablehlo.shift_left"(%236, %188) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %239 = "stablehlo.shift_right_logical"(%236, %188) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %240 = "stablehlo.or"(%238, %239) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %241 = "stablehlo.xor"(%240, %237) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %242 = "stablehlo.add"(%237, %241) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %243 = "stablehlo.shift_left"(%241, %194) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %244 = "stablehlo.shift_right_logical"(%241, %195) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %245 = "stablehlo.or"(%243, %244) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %246 = "stablehlo.xor"(%245, %242) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %247 = "stablehlo.add"(%242, %138) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %248 = "stablehlo.constant"() <{value = dense<4> : tensor<ui32>}> : () -> tensor<ui32>
    %249 = "stablehlo.add"(%142, %248) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %250 = "stablehlo.add"(%246, %249) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %251 = "stablehlo.add"(%247, %250) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %252 = "stablehlo.shift_left"(%250, %146) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %253 = "stablehlo.shift_right_logical"(%250, %147) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %254 = "stablehlo.or"(%252, %253) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %255 = "stablehlo.xor"(%254, %251) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %256 = "stablehlo.add"(%251, %255) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %257 = "stablehlo.shift_left"(%255, %153) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %258 = "stablehlo.shift_right_logical"(%255, %154) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %259 = "stablehlo.or"(%257, %258) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %260 = "stablehlo.xor"(%259, %256) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %261 = "stablehlo.add"(%256, %260) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %262 = "stablehlo.shift_left"(%260, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %263 = "stablehlo.shift_right_logical"(%260, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %264 = "stablehlo.or"(%262, %263) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %265 = "stablehlo.xor"(%264, %261) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %266 = "stablehlo.add"(%261, %265) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %267 = "stablehlo.shift_left"(%265, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %268 = "stablehlo.shift_right_logical"(%265, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %269 = "stablehlo.or"(%267, %268) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %270 = "stablehlo.xor"(%269, %266) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %271 = "stablehlo.add"(%266, %142) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %272 = "stablehlo.constant"() <{value = dense<5> : tensor<ui32>}> : () -> tensor<ui32>
    %273 = "stablehlo.add"(%seed, %272) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %274 = "stablehlo.add"(%270, %273) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %275 = "stablehlo.xor"(%271, %274) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %276 = "stablehlo.xor"(%275, %140) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %277 = "stablehlo.add"(%139, %271) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %278 = "stablehlo.add"(%139, %274) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %279 = "stablehlo.add"(%277, %278) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %280 = "stablehlo.shift_left"(%278, %146) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %281 = "stablehlo.shift_right_logical"(%278, %147) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %282 = "stablehlo.or"(%280, %281) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %283 = "stablehlo.xor"(%282, %279) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %284 = "stablehlo.add"(%279, %283) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %285 = "stablehlo.shift_left"(%283, %153) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %286 = "stablehlo.shift_right_logical"(%283, %154) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %287 = "stablehlo.or"(%285, %286) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %288 = "stablehlo.xor"(%287, %284) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %289 = "stablehlo.add"(%284, %288) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %290 = "stablehlo.shift_left"(%288, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %291 = "stablehlo.shift_right_logical"(%288, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %292 = "stablehlo.or"(%290, %291) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %293 = "stablehlo.xor"(%292, %289) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %294 = "stablehlo.add"(%289, %293) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %295 = "stablehlo.shift_left"(%293, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %296 = "stablehlo.shift_right_logical"(%293, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %297 = "stablehlo.or"(%295, %296) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %298 = "stablehlo.xor"(%297, %294) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %299 = "stablehlo.add"(%294, %274) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %300 = "stablehlo.add"(%276, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %301 = "stablehlo.add"(%298, %300) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %302 = "stablehlo.add"(%299, %301) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %303 = "stablehlo.shift_left"(%301, %154) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %304 = "stablehlo.shift_right_logical"(%301, %153) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %305 = "stablehlo.or"(%303, %304) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %306 = "stablehlo.xor"(%305, %302) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %307 = "stablehlo.add"(%302, %306) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %308 = "stablehlo.shift_left"(%306, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %309 = "stablehlo.shift_right_logical"(%306, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %310 = "stablehlo.or"(%308, %309) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %311 = "stablehlo.xor"(%310, %307) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %312 = "stablehlo.add"(%307, %311) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %313 = "stablehlo.shift_left"(%311, %188) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %314 = "stablehlo.shift_right_logical"(%311, %188) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %315 = "stablehlo.or"(%313, %314) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %316 = "stablehlo.xor"(%315, %312) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %317 = "stablehlo.add"(%312, %316) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %318 = "stablehlo.shift_left"(%316, %194) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %319 = "stablehlo.shift_right_logical"(%316, %195) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %320 = "stablehlo.or"(%318, %319) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %321 = "stablehlo.xor"(%320, %317) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %322 = "stablehlo.add"(%317, %276) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %323 = "stablehlo.add"(%271, %201) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %324 = "stablehlo.add"(%321, %323) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %325 = "stablehlo.add"(%322, %324) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %326 = "stablehlo.shift_left"(%324, %146) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %327 = "stablehlo.shift_right_logical"(%324, %147) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %328 = "stablehlo.or"(%326, %327) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %329 = "stablehlo.xor"(%328, %325) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %330 = "stablehlo.add"(%325, %329) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %331 = "stablehlo.shift_left"(%329, %153) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %332 = "stablehlo.shift_right_logical"(%329, %154) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %333 = "stablehlo.or"(%331, %332) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %334 = "stablehlo.xor"(%333, %330) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %335 = "stablehlo.add"(%330, %334) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %336 = "stablehlo.shift_left"(%334, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %337 = "stablehlo.shift_right_logical"(%334, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %338 = "stablehlo.or"(%336, %337) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %339 = "stablehlo.xor"(%338, %335) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %340 = "stablehlo.add"(%335, %339) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %341 = "stablehlo.shift_left"(%339, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %342 = "stablehlo.shift_right_logical"(%339, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %343 = "stablehlo.or"(%341, %342) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %344 = "stablehlo.xor"(%343, %340) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %345 = "stablehlo.add"(%340, %271) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %346 = "stablehlo.add"(%274, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %347 = "stablehlo.add"(%344, %346) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %348 = "stablehlo.add"(%345, %347) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %349 = "stablehlo.shift_left"(%347, %154) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %350 = "stablehlo.shift_right_logical"(%347, %153) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %351 = "stablehlo.or"(%349, %350) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %352 = "stablehlo.xor"(%351, %348) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %353 = "stablehlo.add"(%348, %352) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %354 = "stablehlo.shift_left"(%352, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %355 = "stablehlo.shift_right_logical"(%352, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %356 = "stablehlo.or"(%354, %355) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %357 = "stablehlo.xor"(%356, %353) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %358 = "stablehlo.add"(%353, %357) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %359 = "stablehlo.shift_left"(%357, %188) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %360 = "stablehlo.shift_right_logical"(%357, %188) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %361 = "stablehlo.or"(%359, %360) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %362 = "stablehlo.xor"(%361, %358) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %363 = "stablehlo.add"(%358, %362) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %364 = "stablehlo.shift_left"(%362, %194) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %365 = "stablehlo.shift_right_logical"(%362, %195) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %366 = "stablehlo.or"(%364, %365) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %367 = "stablehlo.xor"(%366, %363) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %368 = "stablehlo.add"(%363, %274) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %369 = "stablehlo.add"(%276, %248) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %370 = "stablehlo.add"(%367, %369) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %371 = "stablehlo.add"(%368, %370) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %372 = "stablehlo.shift_left"(%370, %146) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %373 = "stablehlo.shift_right_logical"(%370, %147) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %374 = "stablehlo.or"(%372, %373) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %375 = "stablehlo.xor"(%374, %371) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %376 = "stablehlo.add"(%371, %375) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %377 = "stablehlo.shift_left"(%375, %153) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %378 = "stablehlo.shift_right_logical"(%375, %154) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %379 = "stablehlo.or"(%377, %378) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %380 = "stablehlo.xor"(%379, %376) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %381 = "stablehlo.add"(%376, %380) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %382 = "stablehlo.shift_left"(%380, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %383 = "stablehlo.shift_right_logical"(%380, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %384 = "stablehlo.or"(%382, %383) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %385 = "stablehlo.xor"(%384, %381) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %386 = "stablehlo.add"(%381, %385) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %387 = "stablehlo.shift_left"(%385, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %388 = "stablehlo.shift_right_logical"(%385, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %389 = "stablehlo.or"(%387, %388) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %390 = "stablehlo.xor"(%389, %386) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %391 = "stablehlo.add"(%386, %276) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %392 = "stablehlo.add"(%271, %272) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %393 = "stablehlo.add"(%390, %392) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %394 = "stablehlo.broadcast_in_dim"(%139) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %395 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<4x8xui32>
    %396 = "stablehlo.broadcast_in_dim"(%172) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %397 = "stablehlo.multiply"(%395, %396) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %398 = "stablehlo.add"(%394, %397) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %399 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<4x8xui32>
    %400 = "stablehlo.broadcast_in_dim"(%195) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %401 = "stablehlo.multiply"(%399, %400) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %402 = "stablehlo.add"(%398, %401) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %403 = "stablehlo.xor"(%391, %393) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %404 = "stablehlo.xor"(%403, %140) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %405 = "stablehlo.broadcast_in_dim"(%391) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %406 = "stablehlo.add"(%394, %405) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %407 = "stablehlo.broadcast_in_dim"(%393) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %408 = "stablehlo.add"(%402, %407) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %409 = "stablehlo.add"(%406, %408) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %410 = "stablehlo.broadcast_in_dim"(%146) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %411 = "stablehlo.broadcast_in_dim"(%147) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %412 = "stablehlo.shift_left"(%408, %410) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %413 = "stablehlo.shift_right_logical"(%408, %411) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %414 = "stablehlo.or"(%412, %413) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %415 = "stablehlo.xor"(%414, %409) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %416 = "stablehlo.add"(%409, %415) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %417 = "stablehlo.broadcast_in_dim"(%153) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %418 = "stablehlo.broadcast_in_dim"(%154) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %419 = "stablehlo.shift_left"(%415, %417) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %420 = "stablehlo.shift_right_logical"(%415, %418) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %421 = "stablehlo.or"(%419, %420) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %422 = "stablehlo.xor"(%421, %416) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %423 = "stablehlo.add"(%416, %422) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %424 = "stablehlo.broadcast_in_dim"(%160) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %425 = "stablehlo.broadcast_in_dim"(%161) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %426 = "stablehlo.shift_left"(%422, %424) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %427 = "stablehlo.shift_right_logical"(%422, %425) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %428 = "stablehlo.or"(%426, %427) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %429 = "stablehlo.xor"(%428, %423) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %430 = "stablehlo.add"(%423, %429) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %431 = "stablehlo.shift_left"(%429, %425) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %432 = "stablehlo.shift_right_logical"(%429, %424) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %433 = "stablehlo.or"(%431, %432) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %434 = "stablehlo.xor"(%433, %430) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %435 = "stablehlo.add"(%430, %407) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %436 = "stablehlo.add"(%404, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %437 = "stablehlo.broadcast_in_dim"(%436) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %438 = "stablehlo.add"(%434, %437) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %439 = "stablehlo.add"(%435, %438) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %440 = "stablehlo.shift_left"(%438, %418) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %441 = "stablehlo.shift_right_logical"(%438, %417) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %442 = "stablehlo.or"(%440, %441) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %443 = "stablehlo.xor"(%442, %439) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %444 = "stablehlo.add"(%439, %443) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %445 = "stablehlo.broadcast_in_dim"(%181) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %446 = "stablehlo.broadcast_in_dim"(%182) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %447 = "stablehlo.shift_left"(%443, %445) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %448 = "stablehlo.shift_right_logical"(%443, %446) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %449 = "stablehlo.or"(%447, %448) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %450 = "stablehlo.xor"(%449, %444) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %451 = "stablehlo.add"(%444, %450) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %452 = "stablehlo.broadcast_in_dim"(%188) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %453 = "stablehlo.shift_left"(%450, %452) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %454 = "stablehlo.shift_right_logical"(%450, %452) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %455 = "stablehlo.or"(%453, %454) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %456 = "stablehlo.xor"(%455, %451) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %457 = "stablehlo.add"(%451, %456) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %458 = "stablehlo.broadcast_in_dim"(%194) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %459 = "stablehlo.shift_left"(%456, %458) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %460 = "stablehlo.shift_right_logical"(%456, %400) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %461 = "stablehlo.or"(%459, %460) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %462 = "stablehlo.xor"(%461, %457) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %463 = "stablehlo.broadcast_in_dim"(%404) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %464 = "stablehlo.add"(%457, %463) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %465 = "stablehlo.add"(%391, %201) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %466 = "stablehlo.broadcast_in_dim"(%465) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %467 = "stablehlo.add"(%462, %466) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %468 = "stablehlo.add"(%464, %467) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %469 = "stablehlo.shift_left"(%467, %410) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %470 = "stablehlo.shift_right_logical"(%467, %411) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %471 = "stablehlo.or"(%469, %470) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %472 = "stablehlo.xor"(%471, %468) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %473 = "stablehlo.add"(%468, %472) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %474 = "stablehlo.shift_left"(%472, %417) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %475 = "stablehlo.shift_right_logical"(%472, %418) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %476 = "stablehlo.or"(%474, %475) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %477 = "stablehlo.xor"(%476, %473) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %478 = "stablehlo.add"(%473, %477) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %479 = "stablehlo.shift_left"(%477, %424) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %480 = "stablehlo.shift_right_logical"(%477, %425) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %481 = "stablehlo.or"(%479, %480) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %482 = "stablehlo.xor"(%481, %478) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %483 = "stablehlo.add"(%478, %482) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %484 = "stablehlo.shift_left"(%482, %425) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %485 = "stablehlo.shift_right_logical"(%482, %424) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %486 = "stablehlo.or"(%484, %485) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %487 = "stablehlo.xor"(%486, %483) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %488 = "stablehlo.add"(%483, %405) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %489 = "stablehlo.add"(%393, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %490 = "stablehlo.broadcast_in_dim"(%489) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %491 = "stablehlo.add"(%487, %490) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %492 = "stablehlo.add"(%488, %491) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %493 = "stablehlo.shift_left"(%491, %418) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %494 = "stablehlo.shift_right_logical"(%491, %417) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %495 = "stablehlo.or"(%493, %494) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %496 = "stablehlo.xor"(%495, %492) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %497 = "stablehlo.add"(%492, %496) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %498 = "stablehlo.shift_left"(%496, %445) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %499 = "stablehlo.shift_right_logical"(%496, %446) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %500 = "stablehlo.or"(%498, %499) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %501 = "stablehlo.xor"(%500, %497) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %502 = "stablehlo.add"(%497, %501) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %503 = "stablehlo.shift_left"(%501, %452) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %504 = "stablehlo.shift_right_logical"(%501, %452) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %505 = "stablehlo.or"(%503, %504) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %506 = "stablehlo.xor"(%505, %502) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %507 = "stablehlo.add"(%502, %506) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %508 = "stablehlo.shift_left"(%506, %458) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %509 = "stablehlo.shift_right_logical"(%506, %400) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %510 = "stablehlo.or"(%508, %509) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %511 = "stablehlo.xor"(%510, %507) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %512 = "stablehlo.add"(%507, %407) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %513 = "stablehlo.add"(%404, %248) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %514 = "stablehlo.broadcast_in_dim"(%513) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %515 = "stablehlo.add"(%511, %514) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %516 = "stablehlo.add"(%512, %515) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %517 = "stablehlo.shift_left"(%515, %410) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %518 = "stablehlo.shift_right_logical"(%515, %411) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %519 = "stablehlo.or"(%517, %518) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %520 = "stablehlo.xor"(%519, %516) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %521 = "stablehlo.add"(%516, %520) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %522 = "stablehlo.shift_left"(%520, %417) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %523 = "stablehlo.shift_right_logical"(%520, %418) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %524 = "stablehlo.or"(%522, %523) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %525 = "stablehlo.xor"(%524, %521) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %526 = "stablehlo.add"(%521, %525) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %527 = "stablehlo.shift_left"(%525, %424) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %528 = "stablehlo.shift_right_logical"(%525, %425) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %529 = "stablehlo.or"(%527, %528) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %530 = "stablehlo.xor"(%529, %526) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %531 = "stablehlo.add"(%526, %530) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %532 = "stablehlo.shift_left"(%530, %425) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %533 = "stablehlo.shift_right_logical"(%530, %424) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %534 = "stablehlo.or"(%532, %533) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %535 = "stablehlo.xor"(%534, %531) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %536 = "stablehlo.add"(%531, %463) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %537 = "stablehlo.add"(%391, %272) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %538 = "stablehlo.broadcast_in_dim"(%537) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %539 = "stablehlo.add"(%535, %538) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %540 = "stablehlo.xor"(%536, %539) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %541 = "stablehlo.shift_right_logical"(%540, %396) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %542 = "stablehlo.constant"() <{value = dense<4294967295> : tensor<ui32>}> : () -> tensor<ui32>
    %543 = "stablehlo.broadcast_in_dim"(%542) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %544 = "stablehlo.select"(%valid.9, %541, %543) : (tensor<4x8xi1>, tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %545 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<4x8xi32>
    %546:2 = "stablehlo.sort"(%544, %545) <{dimension = 1 : i64, is_stable = false}> ({
    ^bb0(%arg.0: tensor<ui32>, %arg.1: tensor<ui32>, %arg.2: tensor<i32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.8 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.4, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.or"(%r.5, %r.9) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.12 = "stablehlo.compare"(%r.10, %r.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.13 = "stablehlo.compare"(%arg.2, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.14 = "stablehlo.select"(%r.12, %r.13, %r.10) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.14) : (tensor<i1>) -> ()
    }) : (tensor<4x8xui32>, tensor<4x8xi32>) -> (tensor<4x8xui32>, tensor<4x8xi32>)
    %547 = "stablehlo.slice"(%546#0) <{limit_indices = array<i64: 4, 8>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xui32>) -> tensor<4x8xui32>
    %548 = "stablehlo.slice"(%546#1) <{limit_indices = array<i64: 4, 8>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xi32>) -> tensor<4x8xi32>
    %549 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<4x8xi32>
    %550 = "stablehlo.constant"() <{value = dense<8> : tensor<i32>}> : () -> tensor<i32>
    %551 = "stablehlo.broadcast_in_dim"(%550) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %552 = "stablehlo.multiply"(%549, %551) : (tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %553 = "stablehlo.add"(%548, %552) : (tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %554 = "stablehlo.reshape"(%547) : (tensor<4x8xui32>) -> tensor<32xui32>
    %555 = "stablehlo.reshape"(%553) : (tensor<4x8xi32>) -> tensor<32xi32>
    %556 = "stablehlo.custom_call"(%554) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<32xui32>) -> tensor<32xui32>
    %557 = "stablehlo.custom_call"(%555) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<32xi32>) -> tensor<32xi32>
    %558 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<32xi32>
    %559:3 = "stablehlo.sort"(%556, %558, %557) <{dimension = 0 : i64, is_stable = false}> ({
    ^bb0(%arg.0: tensor<ui32>, %arg.1: tensor<ui32>, %arg.2: tensor<i32>, %arg.3: tensor<i32>, %arg.4: tensor<i32>, %arg.5: tensor<i32>):
      %r.6 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.8 = "stablehlo.compare"(%arg.0, %arg.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.9 = "stablehlo.compare"(%arg.1, %arg.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.10 = "stablehlo.compare"(%r.8, %r.9) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.compare"(%r.8, %r.9) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.12 = "stablehlo.or"(%r.6, %r.10) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.13 = "stablehlo.or"(%r.7, %r.11) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.14 = "stablehlo.compare"(%r.12, %r.13) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.15 = "stablehlo.compare"(%arg.2, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.16 = "stablehlo.select"(%r.14, %r.15, %r.12) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.16) : (tensor<i1>) -> ()
    }) : (tensor<32xui32>, tensor<32xi32>, tensor<32xi32>) -> (tensor<32xui32>, tensor<32xi32>, tensor<32xi32>)
    %560 = "stablehlo.slice"(%559#0) <{limit_indices = array<i64: 16>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<32xui32>) -> tensor<16xui32>
    %561 = "stablehlo.slice"(%559#2) <{limit_indices = array<i64: 16>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<32xi32>) -> tensor<16xi32>
    %562 = "stablehlo.broadcast_in_dim"(%542) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<16xui32>
    %563 = "stablehlo.compare"(%560, %562) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<16xui32>, tensor<16xui32>) -> tensor<16xi1>
    %564 = "stablehlo.convert"(%563) : (tensor<16xi1>) -> tensor<16xi32>
    %565 = "stablehlo.reduce"(%564, %27) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<16xi32>, tensor<i32>) -> tensor<i32>
    %566 = "stablehlo.reshape"(%561) : (tensor<16xi32>) -> tensor<16x1xi32>
    %567 = "stablehlo.broadcast_in_dim"(%550) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16x1xi32>
    %568 = "stablehlo.remainder"(%566, %567) : (tensor<16x1xi32>, tensor<16x1xi32>) -> tensor<16x1xi32>
    %569 = "stablehlo.divide"(%566, %567) : (tensor<16x1xi32>, tensor<16x1xi32>) -> tensor<16x1xi32>
    %570 = "stablehlo.constant"() <{value = dense<4> : tensor<i32>}> : () -> tensor<i32>
    %571 = "stablehlo.broadcast_in_dim"(%570) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16x1xi32>
    %572 = "stablehlo.remainder"(%569, %571) : (tensor<16x1xi32>, tensor<16x1xi32>) -> tensor<16x1xi32>
    %573 = "stablehlo.concatenate"(%572, %568) <{dimension = 1 : i64}> : (tensor<16x1xi32>, tensor<16x1xi32>) -> tensor<16x2xi32>
    %574 = "stablehlo.gather"(%valid_inputs.41, %573) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0, 1], start_index_map = [0, 1], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 8>}> : (tensor<4x8x8xbf16>, tensor<16x2xi32>) -> tensor<16x8xbf16>
    %picked_tokens.575 = "stablehlo.convert"(%574) : (tensor<16x8xbf16>) -> tensor<16x8xf32>
    %576 = "stablehlo.broadcast_in_dim"(%565) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16xi32>
    %577 = "stablehlo.compare"(%137#1, %576) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi1>
    %578 = "stablehlo.and"(%132, %577) : (tensor<16xi1>, tensor<16xi1>) -> tensor<16xi1>
    %579 = "stablehlo.broadcast_in_dim"(%33) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16xi32>
    %580 = "stablehlo.minimum"(%137#1, %579) : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi32>
    %581 = "stablehlo.reshape"(%580) : (tensor<16xi32>) -> tensor<1x16xi32>
    %582 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<1x16xi1>
    %583 = "stablehlo.broadcast_in_dim"(%27) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x16xi32>
    %584 = "stablehlo.broadcast_in_dim"(%33) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x16xi32>
    %585 = "stablehlo.clamp"(%583, %581, %584) : (tensor<1x16xi32>, tensor<1x16xi32>, tensor<1x16xi32>) -> tensor<1x16xi32>
    %586 = "stablehlo.gather"(%picked_tokens.575, %585) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<16x8xf32>, tensor<1x16xi32>) -> tensor<1x16x8xf32>
    %587 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x16x8xf32>
    %588 = "stablehlo.broadcast_in_dim"(%582) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x16xi1>) -> tensor<1x16x8xi1>
    %589 = "stablehlo.select"(%588, %586, %587) : (tensor<1x16x8xi1>, tensor<1x16x8xf32>, tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
    %590 = "stablehlo.reshape"(%589) : (tensor<1x16x8xf32>) -> tensor<16x8xf32>
    %591 = "stablehlo.broadcast_in_dim"(%123) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xf32>) -> tensor<16x8xf32>
    %592 = "stablehlo.multiply"(%590, %591) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %593 = "stablehlo.broadcast_in_dim"(%578) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xi1>) -> tensor<16x8xi1>
    %594 = "stablehlo.select"(%593, %590, %new_codebook.120) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %595 = "stablehlo.select"(%578, %123, %new_cluster_size.100) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %596 = "stablehlo.select"(%593, %592, %new_embed_sum.105) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %597 = "stablehlo.convert"(%578) : (tensor<16xi1>) -> tensor<16xi32>
    %restarted_entries.598 = "stablehlo.reduce"(%597, %27) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<16xi32>, tensor<i32>) -> tensor<i32>
    %599 = "stablehlo.broadcast_in_dim"(%55) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %600 = "stablehlo.divide"(%counts.45, %599) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %601 = "stablehlo.multiply"(%95, %usage) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %602 = "stablehlo.multiply"(%97, %600) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %603 = "stablehlo.add"(%601, %602) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %604 = "stablehlo.compare"(%46, %13) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %605 = "stablehlo.broadcast_in_dim"(%604) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<16xi1>
    %new_usage.606 = "stablehlo.select"(%605, %603, %usage) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %607 = "stablehlo.maximum"(%new_usage.606, %68) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %608 = "stablehlo.log"(%607) : (tensor<16xf32>) -> tensor<16xf32>
    %609 = "stablehlo.multiply"(%new_usage.606, %608) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %610 = "stablehlo.reduce"(%609, %13) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %611 = "stablehlo.reduce"(%new_usage.606, %13) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %612 = "stablehlo.maximum"(%611, %67) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %613 = "stablehlo.divide"(%610, %612) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %614 = "stablehlo.log"(%612) : (tensor<f32>) -> tensor<f32>
    %615 = "stablehlo.subtract"(%614, %613) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.616 = "stablehlo.maximum"(%615, %13) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.617 = "stablehlo.exponential"(%entropy.616) : (tensor<f32>) -> tensor<f32>
    "func.return"(%quantized.40, %codes.32, %mean_squared_error.56, %mean_squared_error.56, %loss.60, %mean_squared_error.56, %perplexity.78, %codebook_usage.84, %61, %nonfinite_rows.86, %dead_entries.88, %max_share.91, %relative_error.66, %entropy.77, %restarted_entries.598, %perplexity.617, %entropy.616, %594, %595, %596, %new_usage.606, %128) : (tensor<4x8x8xbf16>, tensor<4x8xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<16x8xf32>, tensor<16xf32>, tensor<16x8xf32>, tensor<16xf32>, tensor<i32>) -> ()
  }
}
