module @vqbit_update attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {mhlo.sharding = "{devices=[8,1,1]<=[8]}"},
      %codebook: tensor<8x16xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 14 : i32},
      %cluster_size: tensor<8xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 15 : i32},
      %embed_sum: tensor<8x16xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 16 : i32},
      %pending_counts: tensor<8x8xf32> {mhlo.sharding = "{devices=[8,1]<=[8]}", tf.aliasing_output = 17 : i32},
      %pending_sums: tensor<8x8x16xf32> {mhlo.sharding = "{devices=[8,1,1]<=[8]}", tf.aliasing_output = 18 : i32},
      %pending_steps: tensor<i32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 19 : i32}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", mhlo.sharding = "{devices=[8,1,1]<=[8]}"},
      tensor<8x4xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[8,1]<=[8]}"},
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
      tensor<8x16xf32> {jax.result_info = "codebook", mhlo.sharding = "{replicated}"},
      tensor<8xf32> {jax.result_info = "cluster_size", mhlo.sharding = "{replicated}"},
      tensor<8x16xf32> {jax.result_info = "embed_sum", mhlo.sharding = "{replicated}"},
      tensor<8x8xf32> {jax.result_info = "pending_counts", mhlo.sharding = "{devices=[8,1]<=[8]}"},
      tensor<8x8x16xf32> {jax.result_info = "pending_sums", mhlo.sharding = "{devices=[8,1,1]<=[8]}"},
      tensor<i32> {jax.result_info = "pending_steps", mhlo.sharding = "{replicated}"}) {
    %7 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %8 = "stablehlo.convert"(%7) : (tensor<8x16xf32>) -> tensor<8x16xbf16>
    %9 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %10 = "stablehlo.multiply"(%7, %7) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %11 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %12 = "stablehlo.reduce"(%10, %11) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
    %13 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %14 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %half_norms.15 = "stablehlo.multiply"(%12, %14) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %products.16 = "stablehlo.dot_general"(%inputs, %8) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x16xbf16>, tensor<8x16xbf16>) -> tensor<8x4x8xf32>
    %17 = "stablehlo.broadcast_in_dim"(%half_norms.15) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xf32>) -> tensor<8x4x8xf32>
    %scores.18 = "stablehlo.subtract"(%17, %products.16) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %19 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x8xi32>
    %20 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %21 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %22:2 = "stablehlo.reduce"(%scores.18, %19, %20, %21) <{dimensions = array<i64: 2>}> ({
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
    }) : (tensor<8x4x8xf32>, tensor<8x4x8xi32>, tensor<f32>, tensor<i32>) -> (tensor<8x4xf32>, tensor<8x4xi32>)
    %23 = "stablehlo.is_finite"(%22#0) : (tensor<8x4xf32>) -> tensor<8x4xi1>
    %24 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %25 = "stablehlo.broadcast_in_dim"(%24) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest.26 = "stablehlo.select"(%23, %22#1, %25) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %27 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %28 = "stablehlo.compare"(%nearest.26, %27) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %codes.29 = "stablehlo.select"(%28, %nearest.26, %25) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %30 = "stablehlo.broadcast_in_dim"(%codes.29) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x8xi32>
    %assignments.31 = "stablehlo.compare"(%30, %19) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x8xi32>, tensor<8x4x8xi32>) -> tensor<8x4x8xi1>
    %32 = "stablehlo.constant"() <{value = dense<7> : tensor<i32>}> : () -> tensor<i32>
    %33 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %34 = "stablehlo.clamp"(%27, %codes.29, %33) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %35 = "stablehlo.gather"(%8, %34) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<8x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %36 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %37 = "stablehlo.broadcast_in_dim"(%36) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %38 = "stablehlo.broadcast_in_dim"(%28) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized.39 = "stablehlo.select"(%38, %35, %37) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %valid_inputs.40 = "stablehlo.select"(%38, %inputs, %37) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %41 = "stablehlo.reshape"(%assignments.31) : (tensor<8x4x8xi1>) -> tensor<8x1x1x4x8xi1>
    %42 = "stablehlo.transpose"(%41) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<8x1x1x4x8xi1>) -> tensor<8x1x1x4x8xi1>
    %43 = "stablehlo.convert"(%42) : (tensor<8x1x1x4x8xi1>) -> tensor<8x1x1x4x8xf32>
    %counts.44 = "stablehlo.reduce"(%43, %11) <{dimensions = array<i64: 2, 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x1x1x4x8xf32>, tensor<f32>) -> tensor<8x1x8xf32>
    %45 = "stablehlo.custom_call"(%counts.44) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[8,1,1]<=[8]}"} : (tensor<8x1x8xf32>) -> tensor<8x1x8xf32>
    %counts.46 = "stablehlo.reduce"(%45, %11) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x1x8xf32>, tensor<f32>) -> tensor<8xf32>
    %47 = "stablehlo.reduce"(%counts.46, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %48 = "stablehlo.convert"(%valid_inputs.40) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %49 = "stablehlo.convert"(%quantized.39) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %50 = "stablehlo.subtract"(%48, %49) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %51 = "stablehlo.multiply"(%50, %50) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %52 = "stablehlo.reduce"(%51, %11) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %53 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %54 = "stablehlo.divide"(%52, %53) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %55 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %56 = "stablehlo.maximum"(%47, %55) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.57 = "stablehlo.divide"(%54, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %58 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %59 = "stablehlo.multiply"(%58, %mean_squared_error.57) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %60 = "stablehlo.multiply"(%11, %mean_squared_error.57) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.61 = "stablehlo.add"(%59, %60) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %62 = "stablehlo.constant"() <{value = dense<8.533333587646484e1> : tensor<f32>}> : () -> tensor<f32>
    %63 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %64 = "stablehlo.broadcast_in_dim"(%63) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %65 = "stablehlo.maximum"(%counts.46, %64) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %66 = "stablehlo.log"(%65) : (tensor<8xf32>) -> tensor<8xf32>
    %67 = "stablehlo.multiply"(%counts.46, %66) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %68 = "stablehlo.reduce"(%67, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %69 = "stablehlo.maximum"(%47, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %70 = "stablehlo.divide"(%68, %69) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %71 = "stablehlo.log"(%69) : (tensor<f32>) -> tensor<f32>
    %72 = "stablehlo.subtract"(%71, %70) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.73 = "stablehlo.maximum"(%72, %11) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.74 = "stablehlo.exponential"(%entropy.73) : (tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %76 = "stablehlo.compare"(%counts.46, %75) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
    %77 = "stablehlo.convert"(%76) : (tensor<8xi1>) -> tensor<8xf32>
    %78 = "stablehlo.reduce"(%77, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %79 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.80 = "stablehlo.divide"(%78, %79) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %81 = "stablehlo.subtract"(%79, %78) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.82 = "stablehlo.convert"(%81) : (tensor<f32>) -> tensor<i32>
    %83 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %84 = "stablehlo.reduce"(%counts.46, %83) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %max_share.85 = "stablehlo.divide"(%84, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %86 = "stablehlo.multiply"(%48, %48) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %87 = "stablehlo.reduce"(%86, %11) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %88 = "stablehlo.divide"(%52, %87) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %89 = "stablehlo.compare"(%52, %11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.90 = "stablehlo.select"(%89, %11, %88) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %91 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %92 = "stablehlo.subtract"(%91, %47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.93 = "stablehlo.convert"(%92) : (tensor<f32>) -> tensor<i32>
    %94 = "stablehlo.reduce"(%pending_counts, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x8xf32>, tensor<f32>) -> tensor<8xf32>
    %95 = "stablehlo.reduce"(%pending_sums, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x8x16xf32>, tensor<f32>) -> tensor<8x16xf32>
    %96 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %97 = "stablehlo.broadcast_in_dim"(%96) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %98 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %99 = "stablehlo.broadcast_in_dim"(%98) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %100 = "stablehlo.multiply"(%97, %cluster_size) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %101 = "stablehlo.multiply"(%99, %94) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %new_cluster_size.102 = "stablehlo.add"(%100, %101) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %103 = "stablehlo.broadcast_in_dim"(%96) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %104 = "stablehlo.broadcast_in_dim"(%98) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %105 = "stablehlo.multiply"(%103, %embed_sum) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %106 = "stablehlo.multiply"(%104, %95) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %new_embed_sum.107 = "stablehlo.add"(%105, %106) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %108 = "stablehlo.reduce"(%new_cluster_size.102, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %109 = "stablehlo.constant"() <{value = dense<7.999999797903001e-5> : tensor<f32>}> : () -> tensor<f32>
    %110 = "stablehlo.add"(%108, %109) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %111 = "stablehlo.divide"(%108, %110) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %112 = "stablehlo.broadcast_in_dim"(%111) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %113 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %114 = "stablehlo.broadcast_in_dim"(%113) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %115 = "stablehlo.add"(%new_cluster_size.102, %114) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %smoothed_counts.116 = "stablehlo.multiply"(%115, %112) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %117 = "stablehlo.compare"(%94, %75) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
    %118 = "stablehlo.select"(%117, %smoothed_counts.116, %new_cluster_size.102) : (tensor<8xi1>, tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %119 = "stablehlo.compare"(%118, %64) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
    %120 = "stablehlo.broadcast_in_dim"(%118) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xf32>) -> tensor<8x16xf32>
    %121 = "stablehlo.divide"(%new_embed_sum.107, %120) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %122 = "stablehlo.broadcast_in_dim"(%119) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xi1>) -> tensor<8x16xi1>
    %new_codebook.123 = "stablehlo.select"(%122, %121, %codebook) : (tensor<8x16xi1>, tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %124 = "stablehlo.compare"(%pending_steps, %9) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %125 = "stablehlo.broadcast_in_dim"(%124) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<8x16xi1>
    %126 = "stablehlo.select"(%125, %new_codebook.123, %codebook) : (tensor<8x16xi1>, tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %127 = "stablehlo.broadcast_in_dim"(%124) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<8xi1>
    %128 = "stablehlo.select"(%127, %new_cluster_size.102, %cluster_size) : (tensor<8xi1>, tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %129 = "stablehlo.select"(%125, %new_embed_sum.107, %embed_sum) : (tensor<8x16xi1>, tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %130 = "stablehlo.transpose"(%45) <{permutation = array<i64: 0, 1, 2>}> : (tensor<8x1x8xf32>) -> tensor<8x1x8xf32>
    %131 = "stablehlo.reshape"(%130) : (tensor<8x1x8xf32>) -> tensor<8x8xf32>
    %132 = "stablehlo.custom_call"(%131) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[8,1]<=[8]}"} : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %133 = "stablehlo.reshape"(%valid_inputs.40) : (tensor<8x4x16xbf16>) -> tensor<8x1x1x4x16xbf16>
    %134 = "stablehlo.transpose"(%133) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<8x1x1x4x16xbf16>) -> tensor<8x1x1x4x16xbf16>
    %135 = "stablehlo.convert"(%42) : (tensor<8x1x1x4x8xi1>) -> tensor<8x1x1x4x8xbf16>
    %sums.136 = "stablehlo.dot_general"(%135, %134) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x1x1x4x8xbf16>, tensor<8x1x1x4x16xbf16>) -> tensor<8x1x8x16xf32>
    %137 = "stablehlo.custom_call"(%sums.136) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[8,1,1,1]<=[8]}"} : (tensor<8x1x8x16xf32>) -> tensor<8x1x8x16xf32>
    %138 = "stablehlo.transpose"(%137) <{permutation = array<i64: 0, 1, 2, 3>}> : (tensor<8x1x8x16xf32>) -> tensor<8x1x8x16xf32>
    %139 = "stablehlo.reshape"(%138) : (tensor<8x1x8x16xf32>) -> tensor<8x8x16xf32>
    %140 = "stablehlo.custom_call"(%139) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[8,1,1]<=[8]}"} : (tensor<8x8x16xf32>) -> tensor<8x8x16xf32>
    %141 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    "func.return"(%quantized.39, %codes.29, %mean_squared_error.57, %mean_squared_error.57, %loss.61, %mean_squared_error.57, %perplexity.74, %codebook_usage.80, %62, %nonfinite_rows.93, %dead_entries.82, %max_share.85, %relative_error.90, %entropy.73, %126, %128, %129, %132, %140, %141) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<8x16xf32>, tensor<8xf32>, tensor<8x16xf32>, tensor<8x8xf32>, tensor<8x8x16xf32>, tensor<i32>) -> ()
  }
}
