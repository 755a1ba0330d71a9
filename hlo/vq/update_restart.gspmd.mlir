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
    %7 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %8 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x8xf32>) -> tensor<16x8xf32>
    %9 = "stablehlo.convert"(%8) : (tensor<16x8xf32>) -> tensor<16x8xbf16>
    %10 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %11 = "stablehlo.multiply"(%8, %8) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %12 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %13 = "stablehlo.reduce"(%11, %12) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16x8xf32>, tensor<f32>) -> tensor<16xf32>
    %14 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %15 = "stablehlo.broadcast_in_dim"(%14) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %half_norms.16 = "stablehlo.multiply"(%13, %15) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %products.17 = "stablehlo.dot_general"(%inputs, %9) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x8x8xbf16>, tensor<16x8xbf16>) -> tensor<4x8x16xf32>
    %18 = "stablehlo.broadcast_in_dim"(%half_norms.16) <{broadcast_dimensions = array<i64: 2>}> : (tensor<16xf32>) -> tensor<4x8x16xf32>
    %scores.19 = "stablehlo.subtract"(%18, %products.17) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %20 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x8x16xi32>
    %21 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %22 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %23:2 = "stablehlo.reduce"(%scores.19, %20, %21, %22) <{dimensions = array<i64: 2>}> ({
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
    %24 = "stablehlo.is_finite"(%23#0) : (tensor<4x8xf32>) -> tensor<4x8xi1>
    %25 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %26 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %nearest.27 = "stablehlo.select"(%24, %23#1, %26) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %28 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %29 = "stablehlo.compare"(%nearest.27, %28) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi1>
    %codes.30 = "stablehlo.select"(%29, %nearest.27, %26) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %31 = "stablehlo.broadcast_in_dim"(%codes.30) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x8xi32>) -> tensor<4x8x16xi32>
    %assignments.32 = "stablehlo.compare"(%31, %20) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x8x16xi32>, tensor<4x8x16xi32>) -> tensor<4x8x16xi1>
    %33 = "stablehlo.constant"() <{value = dense<15> : tensor<i32>}> : () -> tensor<i32>
    %34 = "stablehlo.broadcast_in_dim"(%33) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %35 = "stablehlo.clamp"(%28, %codes.30, %34) : (tensor<4x8xi32>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %36 = "stablehlo.gather"(%9, %35) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<16x8xbf16>, tensor<4x8xi32>) -> tensor<4x8x8xbf16>
    %37 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %38 = "stablehlo.broadcast_in_dim"(%37) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x8x8xbf16>
    %39 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x8xi1>) -> tensor<4x8x8xi1>
    %quantized.40 = "stablehlo.select"(%39, %36, %38) : (tensor<4x8x8xi1>, tensor<4x8x8xbf16>, tensor<4x8x8xbf16>) -> tensor<4x8x8xbf16>
    %valid_inputs.41 = "stablehlo.select"(%39, %inputs, %38) : (tensor<4x8x8xi1>, tensor<4x8x8xbf16>, tensor<4x8x8xbf16>) -> tensor<4x8x8xbf16>
    %42 = "stablehlo.convert"(%assignments.32) : (tensor<4x8x16xi1>) -> tensor<4x8x16xf32>
    %counts.43 = "stablehlo.reduce"(%42, %12) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x16xf32>, tensor<f32>) -> tensor<16xf32>
    %44 = "stablehlo.reduce"(%counts.43, %12) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %45 = "stablehlo.convert"(%valid_inputs.41) : (tensor<4x8x8xbf16>) -> tensor<4x8x8xf32>
    %46 = "stablehlo.convert"(%quantized.40) : (tensor<4x8x8xbf16>) -> tensor<4x8x8xf32>
    %47 = "stablehlo.subtract"(%45, %46) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %48 = "stablehlo.multiply"(%47, %47) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %49 = "stablehlo.reduce"(%48, %12) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x8xf32>, tensor<f32>) -> tensor<f32>
    %50 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %51 = "stablehlo.divide"(%49, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %52 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %53 = "stablehlo.maximum"(%44, %52) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.54 = "stablehlo.divide"(%51, %53) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %55 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %56 = "stablehlo.multiply"(%55, %mean_squared_error.54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %57 = "stablehlo.multiply"(%12, %mean_squared_error.54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.58 = "stablehlo.add"(%56, %57) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %59 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %60 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %61 = "stablehlo.broadcast_in_dim"(%60) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %62 = "stablehlo.maximum"(%counts.43, %61) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %63 = "stablehlo.log"(%62) : (tensor<16xf32>) -> tensor<16xf32>
    %64 = "stablehlo.multiply"(%counts.43, %63) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %65 = "stablehlo.reduce"(%64, %12) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %66 = "stablehlo.maximum"(%44, %60) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %67 = "stablehlo.divide"(%65, %66) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %68 = "stablehlo.log"(%66) : (tensor<f32>) -> tensor<f32>
    %69 = "stablehlo.subtract"(%68, %67) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.70 = "stablehlo.maximum"(%69, %12) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.71 = "stablehlo.exponential"(%entropy.70) : (tensor<f32>) -> tensor<f32>
    %72 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %73 = "stablehlo.compare"(%counts.43, %72) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %74 = "stablehlo.convert"(%73) : (tensor<16xi1>) -> tensor<16xf32>
    %75 = "stablehlo.reduce"(%74, %12) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %76 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.77 = "stablehlo.divide"(%75, %76) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %78 = "stablehlo.subtract"(%76, %75) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.79 = "stablehlo.convert"(%78) : (tensor<f32>) -> tensor<i32>
    %80 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %81 = "stablehlo.reduce"(%counts.43, %80) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %max_share.82 = "stablehlo.divide"(%81, %53) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %83 = "stablehlo.multiply"(%45, %45) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %84 = "stablehlo.reduce"(%83, %12) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x8xf32>, tensor<f32>) -> tensor<f32>
    %85 = "stablehlo.divide"(%49, %84) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %86 = "stablehlo.compare"(%49, %12) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.87 = "stablehlo.select"(%86, %12, %85) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %88 = "stablehlo.subtract"(%59, %44) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.89 = "stablehlo.convert"(%88) : (tensor<f32>) -> tensor<i32>
    %90 = "stablehlo.broadcast_in_dim"(%53) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %91 = "stablehlo.divide"(%counts.43, %90) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %92 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %93 = "stablehlo.broadcast_in_dim"(%92) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %94 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %95 = "stablehlo.broadcast_in_dim"(%94) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %96 = "stablehlo.multiply"(%93, %usage) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %97 = "stablehlo.multiply"(%95, %91) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %98 = "stablehlo.add"(%96, %97) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %99 = "stablehlo.compare"(%44, %12) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %100 = "stablehlo.broadcast_in_dim"(%99) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<16xi1>
    %new_usage.101 = "stablehlo.select"(%100, %98, %usage) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %102 = "stablehlo.maximum"(%new_usage.101, %61) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %103 = "stablehlo.log"(%102) : (tensor<16xf32>) -> tensor<16xf32>
    %104 = "stablehlo.multiply"(%new_usage.101, %103) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %105 = "stablehlo.reduce"(%104, %12) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %106 = "stablehlo.reduce"(%new_usage.101, %12) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %107 = "stablehlo.maximum"(%106, %60) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %108 = "stablehlo.divide"(%105, %107) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %109 = "stablehlo.log"(%107) : (tensor<f32>) -> tensor<f32>
    %110 = "stablehlo.subtract"(%109, %108) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.111 = "stablehlo.maximum"(%110, %12) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.112 = "stablehlo.exponential"(%entropy.111) : (tensor<f32>) -> tensor<f32>
    %113 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    %114 = "stablehlo.add"(%steps, %113) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %115 = "stablehlo.convert"(%assignments.32) : (tensor<4x8x16xi1>) -> tensor<4x8x16xbf16>
    %sums.116 = "stablehlo.dot_general"(%115, %valid_inputs.41) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x8x16xbf16>, tensor<4x8x8xbf16>) -> tensor<16x8xf32>
    %117 = "stablehlo.multiply"(%93, %cluster_size) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %118 = "stablehlo.multiply"(%95, %counts.43) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %new_cluster_size.119 = "stablehlo.add"(%117, %118) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %120 = "stablehlo.broadcast_in_dim"(%92) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %121 = "stablehlo.broadcast_in_dim"(%94) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %122 = "stablehlo.multiply"(%120, %embed_sum) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %123 = "stablehlo.multiply"(%121, %sums.116) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %new_embed_sum.124 = "stablehlo.add"(%122, %123) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %125 = "stablehlo.reduce"(%new_cluster_size.119, %12) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %126 = "stablehlo.constant"() <{value = dense<1.5999999595806003e-4> : tensor<f32>}> : () -> tensor<f32>
    %127 = "stablehlo.add"(%125, %126) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %128 = "stablehlo.divide"(%125, %127) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %129 = "stablehlo.broadcast_in_dim"(%128) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %130 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %131 = "stablehlo.broadcast_in_dim"(%130) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %132 = "stablehlo.add"(%new_cluster_size.119, %131) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %smoothed_counts.133 = "stablehlo.multiply"(%132, %129) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %134 = "stablehlo.select"(%73, %smoothed_counts.133, %new_cluster_size.119) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %135 = "stablehlo.compare"(%134, %61) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %136 = "stablehlo.broadcast_in_dim"(%134) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xf32>) -> tensor<16x8xf32>
    %137 = "stablehlo.divide"(%new_embed_sum.124, %136) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %138 = "stablehlo.broadcast_in_dim"(%135) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xi1>) -> tensor<16x8xi1>
    %new_codebook.139 = "stablehlo.select"(%138, %137, %codebook) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %140 = "stablehlo.constant"() <{value = dense<6.25e-2> : tensor<f32>}> : () -> tensor<f32>
    %141 = "stablehlo.multiply"(%125, %140) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %142 = "stablehlo.broadcast_in_dim"(%141) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %143 = "stablehlo.constant"() <{value = dense<4.9999237060546875e-1> : tensor<f32>}> : () -> tensor<f32>
    %144 = "stablehlo.broadcast_in_dim"(%143) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %145 = "stablehlo.multiply"(%142, %144) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %dead.146 = "stablehlo.compare"(%new_cluster_size.119, %145) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %147 = "stablehlo.constant"() <{value = dense<10> : tensor<i32>}> : () -> tensor<i32>
    %148 = "stablehlo.remainder"(%114, %147) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %149 = "stablehlo.compare"(%148, %10) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %150 = "stablehlo.broadcast_in_dim"(%149) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<16xi1>
    %151 = "stablehlo.and"(%dead.146, %150) : (tensor<16xi1>, tensor<16xi1>) -> tensor<16xi1>
    %152 = "stablehlo.compare"(%new_cluster_size.119, %145) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %153 = "stablehlo.convert"(%152) : (tensor<16xi1>) -> tensor<16xi32>
    %154 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<16xi32>
    %155:2 = "stablehlo.sort"(%153, %154) <{dimension = 0 : i64, is_stable = false}> ({
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
    %156:2 = "stablehlo.sort"(%155#1, %154) <{dimension = 0 : i64, is_stable = false}> ({
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
    %157 = "stablehlo.convert"(%steps) : (tensor<i32>) -> tensor<ui32>
    %158 = "stablehlo.constant"() <{value = dense<0> : tensor<ui32>}> : () -> tensor<ui32>
    %159 = "stablehlo.constant"() <{value = dense<466688986> : tensor<ui32>}> : () -> tensor<ui32>
    %160 = "stablehlo.xor"(%seed, %157) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %161 = "stablehlo.xor"(%160, %159) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %162 = "stablehlo.add"(%158, %seed) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %163 = "stablehlo.add"(%158, %157) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %164 = "stablehlo.add"(%162, %163) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %165 = "stablehlo.constant"() <{value = dense<13> : tensor<ui32>}> : () -> tensor<ui32>
    %166 = "stablehlo.constant"() <{value = dense<19> : tensor<ui32>}> : () -> tensor<ui32>
    %167 = "stablehlo.shift_left"(%163, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %168 = "stablehlo.shift_right_logical"(%163, %166) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %169 = "stablehlo.or"(%167, %168) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %170 = "stablehlo.xor"(%169, %164) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %171 = "stablehlo.add"(%164, %170) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %172 = "stablehlo.constant"() <{value = dense<15> : tensor<ui32>}> : () -> tensor<ui32>
    %173 = "stablehlo.constant"() <{value = dense<17> : tensor<ui32>}> : () -> tensor<ui32>
    %174 = "stablehlo.shift_left"(%170, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %175 = "stablehlo.shift_right_logical"(%170, %173) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %176 = "stablehlo.or"(%174, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %177 = "stablehlo.xor"(%176, %171) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %178 = "stablehlo.add"(%171, %177) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %179 = "stablehlo.constant"() <{value = dense<26> : tensor<ui32>}> : () -> tensor<ui32>
    %180 = "stablehlo.constant"() <{value = dense<6> : tensor<ui32>}> : () -> tensor<ui32>
    %181 = "stablehlo.shift_left"(%177, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %182 = "stablehlo.shift_right_logical"(%177, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %183 = "stablehlo.or"(%181, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %184 = "stablehlo.xor"(%183, %178) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %185 = "stablehlo.add"(%178, %184) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %186 = "stablehlo.shift_left"(%184, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %187 = "stablehlo.shift_right_logical"(%184, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %188 = "stablehlo.or"(%186, %187) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %189 = "stablehlo.xor"(%188, %185) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %190 = "stablehlo.add"(%185, %157) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %191 = "stablehlo.constant"() <{value = dense<1> : tensor<ui32>}> : () -> tensor<ui32>
    %192 = "stablehlo.add"(%161, %191) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %193 = "stablehlo.add"(%189, %192) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %194 = "stablehlo.add"(%190, %193) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %195 = "stablehlo.shift_left"(%193, %173) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %196 = "stablehlo.shift_right_logical"(%193, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %197 = "stablehlo.or"(%195, %196) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %198 = "stablehlo.xor"(%197, %194) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %199 = "stablehlo.add"(%194, %198) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %200 = "stablehlo.constant"() <{value = dense<29> : tensor<ui32>}> : () -> tensor<ui32>
    %201 = "stablehlo.constant"() <{value = dense<3> : tensor<ui32>}> : () -> tensor<ui32>
    %202 = "stablehlo.shift_left"(%198, %200) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %203 = "stablehlo.shift_right_logical"(%198, %201) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %204 = "stablehlo.or"(%202, %203) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %205 = "stablehlo.xor"(%204, %199) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %206 = "stablehlo.add"(%199, %205) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %207 = "stablehlo.constant"() <{value = dense<16> : tensor<ui32>}> : () -> tensor<ui32>
    %208 = "stablehlo.shift_left"(%205, %207) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %209 = "stablehlo.shift_right_logical"(%205, %207) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %210 = "stablehlo.or"(%208, %209) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %211 = "stablehlo.xor"(%210, %206) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %212 = "stablehlo.add"(%206, %211) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %213 = "stablehlo.constant"() <{value = dense<24> : tensor<ui32>}> : () -> tensor<ui32>
    %214 = "stablehlo.constant"() <{value = dense<8> : tensor<ui32>}> : () -> tensor<ui32>
    %215 = "stablehlo.shift_left"(%211, %213) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %216 = "stablehlo.shift_right_logical"(%211, %214) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %217 = "stablehlo.or"(%215, %216) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %218 = "stablehlo.xor"(%217, %212) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %219 = "stablehlo.add"(%212, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %220 = "stablehlo.constant"() <{value = dense<2> : tensor<ui32>}> : () -> tensor<ui32>
    %221 = "stablehlo.add"(%seed, %220) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %222 = "stablehlo.add"(%218, %221) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %223 = "stablehlo.add"(%219, %222) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %224 = "stablehlo.shift_left"(%222, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %225 = "stablehlo.shift_right_logical"(%222, %166) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %226 = "stablehlo.or"(%224, %225) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %227 = "stablehlo.xor"(%226, %223) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %228 = "stablehlo.add"(%223, %227) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %229 = "stablehlo.shift_left"(%227, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %230 = "stablehlo.shift_right_logical"(%227, %173) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %231 = "stablehlo.or"(%229, %230) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %232 = "stablehlo.xor"(%231, %228) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %233 = "stablehlo.add"(%228, %232) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %234 = "stablehlo.shift_left"(%232, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %235 = "stablehlo.shift_right_logical"(%232, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %236 = "stablehlo.or"(%234, %235) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %237 = "stablehlo.xor"(%236, %233) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %238 = "stablehlo.add"(%233, %237) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %239 = "stablehlo.shift_left"(%237, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %240 = "stablehlo.shift_right_logical"(%237, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %241 = "stablehlo.or"(%239, %240) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %242 = "stablehlo.xor"(%241, %238) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %243 = "stablehlo.add"(%238, %seed) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %244 = "stablehlo.add"(%157, %201) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %245 = "stablehlo.add"(%242, %244) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %246 = "stablehlo.add"(%243, %245) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %247 = "stablehlo.shift_left"(%245, %173) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %248 = "stablehlo.shift_right_logical"(%245, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %249 = "stablehlo.or"(%247, %248) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %250 = "stablehlo.xor"(%249, %246) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %251 = "stablehlo.add"(%246, %250) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %252 = "stablehlo.shift_left"(%250, %200) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %253 = "stablehlo.shift_right_logical"(%250, %201) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %254 = "stablehlo.or"(%252, %253) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %255 = "stablehlo.xor"(%254, %251) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %256 = "stablehlo.add"(%251, %255) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %257 = "stablehlo.shift_left"(%255, %207) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %258 = "stablehlo.shift_right_logical"(%255, %207) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %259 = "stablehlo.or"(%257, %258) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %260 = "stablehlo.xor"(%259, %256) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %261 = "stablehlo.add"(%256, %260) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %262 = "stablehlo.shift_left"(%260, %213) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %263 = "stablehlo.shift_right_logical"(%260, %214) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %264 = "stablehlo.or"(%262, %263) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %265 = "stablehlo.xor"(%264, %261) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %266 = "stablehlo.add"(%261, %157) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %267 = "stablehlo.constant"() <{value = dense<4> : tensor<ui32>}> : () -> tensor<ui32>
    %268 = "stablehlo.add"(%161, %267) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %269 = "stablehlo.add"(%265, %268) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %270 = "stablehlo.add"(%266, %269) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %271 = "stablehlo.shift_left"(%269, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %272 = "stablehlo.shift_right_logical"(%269, %166) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %273 = "stablehlo.or"(%271, %272) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %274 = "stablehlo.xor"(%273, %270) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %275 = "stablehlo.add"(%270, %274) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %276 = "stablehlo.shift_left"(%274, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %277 = "stablehlo.shift_right_logical"(%274, %173) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %278 = "stablehlo.or"(%276, %277) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %279 = "stablehlo.xor"(%278, %275) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %280 = "stablehlo.add"(%275, %279) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %281 = "stablehlo.shift_left"(%279, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %282 = "stablehlo.shift_right_logical"(%279, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %283 = "stablehlo.or"(%281, %282) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %284 = "stablehlo.xor"(%283, %280) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %285 = "stablehlo.add"(%280, %284) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %286 = "stablehlo.shift_left"(%284, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %287 = "stablehlo.shift_right_logical"(%284, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %288 = "stablehlo.or"(%286, %287) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %289 = "stablehlo.xor"(%288, %285) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %290 = "stablehlo.add"(%285, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %291 = "stablehlo.constant"() <{value = dense<5> : tensor<ui32>}> : () -> tensor<ui32>
    %292 = "stablehlo.add"(%seed, %291) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %293 = "stablehlo.add"(%289, %292) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %294 = "stablehlo.convert"(%10) : (tensor<i32>) -> tensor<ui32>
    %295 = "stablehlo.xor"(%290, %293) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %296 = "stablehlo.xor"(%295, %159) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %297 = "stablehlo.add"(%158, %290) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %298 = "stablehlo.add"(%294, %293) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %299 = "stablehlo.add"(%297, %298) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %300 = "stablehlo.shift_left"(%298, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %301 = "stablehlo.shift_right_logical"(%298, %166) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %302 = "stablehlo.or"(%300, %301) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %303 = "stablehlo.xor"(%302, %299) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %304 = "stablehlo.add"(%299, %303) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %305 = "stablehlo.shift_left"(%303, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %306 = "stablehlo.shift_right_logical"(%303, %173) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %307 = "stablehlo.or"(%305, %306) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %308 = "stablehlo.xor"(%307, %304) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %309 = "stablehlo.add"(%304, %308) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %310 = "stablehlo.shift_left"(%308, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %311 = "stablehlo.shift_right_logical"(%308, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %312 = "stablehlo.or"(%310, %311) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %313 = "stablehlo.xor"(%312, %309) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %314 = "stablehlo.add"(%309, %313) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %315 = "stablehlo.shift_left"(%313, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %316 = "stablehlo.shift_right_logical"(%313, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %317 = "stablehlo.or"(%315, %316) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %318 = "stablehlo.xor"(%317, %314) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %319 = "stablehlo.add"(%314, %293) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %320 = "stablehlo.add"(%296, %191) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %321 = "stablehlo.add"(%318, %320) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %322 = "stablehlo.add"(%319, %321) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %323 = "stablehlo.shift_left"(%321, %173) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %324 = "stablehlo.shift_right_logical"(%321, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %325 = "stablehlo.or"(%323, %324) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %326 = "stablehlo.xor"(%325, %322) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %327 = "stablehlo.add"(%322, %326) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %328 = "stablehlo.shift_left"(%326, %200) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %329 = "stablehlo.shift_right_logical"(%326, %201) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %330 = "stablehlo.or"(%328, %329) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %331 = "stablehlo.xor"(%330, %327) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %332 = "stablehlo.add"(%327, %331) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %333 = "stablehlo.shift_left"(%331, %207) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %334 = "stablehlo.shift_right_logical"(%331, %207) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %335 = "stablehlo.or"(%333, %334) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %336 = "stablehlo.xor"(%335, %332) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %337 = "stablehlo.add"(%332, %336) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %338 = "stablehlo.shift_left"(%336, %213) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %339 = "stablehlo.shift_right_logical"(%336, %214) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %340 = "stablehlo.or"(%338, %339) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %341 = "stablehlo.xor"(%340, %337) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %342 = "stablehlo.add"(%337, %296) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %343 = "stablehlo.add"(%290, %220) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %344 = "stablehlo.add"(%341, %343) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %345 = "stablehlo.add"(%342, %344) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %346 = "stablehlo.shift_left"(%344, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %347 = "stablehlo.shift_right_logical"(%344, %166) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %348 = "stablehlo.or"(%346, %347) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %349 = "stablehlo.xor"(%348, %345) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %350 = "stablehlo.add"(%345, %349) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %351 = "stablehlo.shift_left"(%349, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %352 = "stablehlo.shift_right_logical"(%349, %173) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %353 = "stablehlo.or"(%351, %352) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %354 = "stablehlo.xor"(%353, %350) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %355 = "stablehlo.add"(%350, %354) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %356 = "stablehlo.shift_left"(%354, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %357 = "stablehlo.shift_right_logical"(%354, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %358 = "stablehlo.or"(%356, %357) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %359 = "stablehlo.xor"(%358, %355) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %360 = "stablehlo.add"(%355, %359) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %361 = "stablehlo.shift_left"(%359, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %362 = "stablehlo.shift_right_logical"(%359, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %363 = "stablehlo.or"(%361, %362) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %364 = "stablehlo.xor"(%363, %360) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %365 = "stablehlo.add"(%360, %290) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %366 = "stablehlo.add"(%293, %201) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %367 = "stablehlo.add"(%364, %366) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %368 = "stablehlo.add"(%365, %367) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %369 = "stablehlo.shift_left"(%367, %173) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %370 = "stablehlo.shift_right_logical"(%367, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %371 = "stablehlo.or"(%369, %370) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %372 = "stablehlo.xor"(%371, %368) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %373 = "stablehlo.add"(%368, %372) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %374 = "stablehlo.shift_left"(%372, %200) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %375 = "stablehlo.shift_right_logical"(%372, %201) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %376 = "stablehlo.or"(%374, %375) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %377 = "stablehlo.xor"(%376, %373) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %378 = "stablehlo.add"(%373, %377) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %379 = "stablehlo.shift_left"(%377, %207) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %380 = "stablehlo.shift_right_logical"(%377, %207) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %381 = "stablehlo.or"(%379, %380) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %382 = "stablehlo.xor"(%381, %378) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %383 = "stablehlo.add"(%378, %382) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %384 = "stablehlo.shift_left"(%382, %213) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %385 = "stablehlo.shift_right_logical"(%382, %214) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %386 = "stablehlo.or"(%384, %385) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %387 = "stablehlo.xor"(%386, %383) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %388 = "stablehlo.add"(%383, %293) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %389 = "stablehlo.add"(%296, %267) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %390 = "stablehlo.add"(%387, %389) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %391 = "stablehlo.add"(%388, %390) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %392 = "stablehlo.shift_left"(%390, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %393 = "stablehlo.shift_right_logical"(%390, %166) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %394 = "stablehlo.or"(%392, %393) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %395 = "stablehlo.xor"(%394, %391) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %396 = "stablehlo.add"(%391, %395) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %397 = "stablehlo.shift_left"(%395, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %398 = "stablehlo.shift_right_logical"(%395, %173) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %399 = "stablehlo.or"(%397, %398) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %400 = "stablehlo.xor"(%399, %396) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %401 = "stablehlo.add"(%396, %400) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %402 = "stablehlo.shift_left"(%400, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %403 = "stablehlo.shift_right_logical"(%400, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %404 = "stablehlo.or"(%402, %403) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %405 = "stablehlo.xor"(%404, %401) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %406 = "stablehlo.add"(%401, %405) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %407 = "stablehlo.shift_left"(%405, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %408 = "stablehlo.shift_right_logical"(%405, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %409 = "stablehlo.or"(%407, %408) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %410 = "stablehlo.xor"(%409, %406) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %411 = "stablehlo.add"(%406, %296) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %412 = "stablehlo.add"(%290, %291) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %413 = "stablehlo.add"(%410, %412) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %414 = "stablehlo.broadcast_in_dim"(%158) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %415 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<4x8xui32>
    %416 = "stablehlo.broadcast_in_dim"(%191) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %417 = "stablehlo.multiply"(%415, %416) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %418 = "stablehlo.add"(%414, %417) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %419 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<4x8xui32>
    %420 = "stablehlo.broadcast_in_dim"(%214) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %421 = "stablehlo.multiply"(%419, %420) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %422 = "stablehlo.add"(%418, %421) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %423 = "stablehlo.xor"(%411, %413) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %424 = "stablehlo.xor"(%423, %159) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %425 = "stablehlo.broadcast_in_dim"(%411) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %426 = "stablehlo.add"(%414, %425) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %427 = "stablehlo.broadcast_in_dim"(%413) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %428 = "stablehlo.add"(%422, %427) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %429 = "stablehlo.add"(%426, %428) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %430 = "stablehlo.broadcast_in_dim"(%165) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %431 = "stablehlo.broadcast_in_dim"(%166) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %432 = "stablehlo.shift_left"(%428, %430) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %433 = "stablehlo.shift_right_logical"(%428, %431) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %434 = "stablehlo.or"(%432, %433) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %435 = "stablehlo.xor"(%434, %429) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %436 = "stablehlo.add"(%429, %435) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %437 = "stablehlo.broadcast_in_dim"(%172) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %438 = "stablehlo.broadcast_in_dim"(%173) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %439 = "stablehlo.shift_left"(%435, %437) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %440 = "stablehlo.shift_right_logical"(%435, %438) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %441 = "stablehlo.or"(%439, %440) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %442 = "stablehlo.xor"(%441, %436) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %443 = "stablehlo.add"(%436, %442) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %444 = "stablehlo.broadcast_in_dim"(%179) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %445 = "stablehlo.broadcast_in_dim"(%180) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %446 = "stablehlo.shift_left"(%442, %444) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %447 = "stablehlo.shift_right_logical"(%442, %445) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %448 = "stablehlo.or"(%446, %447) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %449 = "stablehlo.xor"(%448, %443) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %450 = "stablehlo.add"(%443, %449) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %451 = "stablehlo.shift_left"(%449, %445) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %452 = "stablehlo.shift_right_logical"(%449, %444) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %453 = "stablehlo.or"(%451, %452) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %454 = "stablehlo.xor"(%453, %450) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %455 = "stablehlo.add"(%450, %427) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %456 = "stablehlo.add"(%424, %191) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %457 = "stablehlo.broadcast_in_dim"(%456) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %458 = "stablehlo.add"(%454, %457) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %459 = "stablehlo.add"(%455, %458) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %460 = "stablehlo.shift_left"(%458, %438) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %461 = "stablehlo.shift_right_logical"(%458, %437) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %462 = "stablehlo.or"(%460, %461) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %463 = "stablehlo.xor"(%462, %459) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %464 = "stablehlo.add"(%459, %463) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %465 = "stablehlo.broadcast_in_dim"(%200) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %466 = "stablehlo.broadcast_in_dim"(%201) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %467 = "stablehlo.shift_left"(%463, %465) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %468 = "stablehlo.shift_right_logical"(%463, %466) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %469 = "stablehlo.or"(%467, %468) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %470 = "stablehlo.xor"(%469, %464) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %471 = "stablehlo.add"(%464, %470) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %472 = "stablehlo.broadcast_in_dim"(%207) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %473 = "stablehlo.shift_left"(%470, %472) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %474 = "stablehlo.shift_right_logical"(%470, %472) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %475 = "stablehlo.or"(%473, %474) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %476 = "stablehlo.xor"(%475, %471) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %477 = "stablehlo.add"(%471, %476) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %478 = "stablehlo.broadcast_in_dim"(%213) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %479 = "stablehlo.shift_left"(%476, %478) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %480 = "stablehlo.shift_right_logical"(%476, %420) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %481 = "stablehlo.or"(%479, %480) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %482 = "stablehlo.xor"(%481, %477) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %483 = "stablehlo.broadcast_in_dim"(%424) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %484 = "stablehlo.add"(%477, %483) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %485 = "stablehlo.add"(%411, %220) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %486 = "stablehlo.broadcast_in_dim"(%485) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %487 = "stablehlo.add"(%482, %486) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %488 = "stablehlo.add"(%484, %487) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %489 = "stablehlo.shift_left"(%487, %430) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %490 = "stablehlo.shift_right_logical"(%487, %431) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %491 = "stablehlo.or"(%489, %490) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %492 = "stablehlo.xor"(%491, %488) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %493 = "stablehlo.add"(%488, %492) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %494 = "stablehlo.shift_left"(%492, %437) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %495 = "stablehlo.shift_right_logical"(%492, %438) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %496 = "stablehlo.or"(%494, %495) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %497 = "stablehlo.xor"(%496, %493) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %498 = "stablehlo.add"(%493, %497) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %499 = "stablehlo.shift_left"(%497, %444) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %500 = "stablehlo.shift_right_logical"(%497, %445) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %501 = "stablehlo.or"(%499, %500) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %502 = "stablehlo.xor"(%501, %498) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %503 = "stablehlo.add"(%498, %502) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %504 = "stablehlo.shift_left"(%502, %445) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %505 = "stablehlo.shift_right_logical"(%502, %444) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %506 = "stablehlo.or"(%504, %505) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %507 = "stablehlo.xor"(%506, %503) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %508 = "stablehlo.add"(%503, %425) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %509 = "stablehlo.add"(%413, %201) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %510 = "stablehlo.broadcast_in_dim"(%509) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %511 = "stablehlo.add"(%507, %510) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %512 = "stablehlo.add"(%508, %511) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %513 = "stablehlo.shift_left"(%511, %438) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %514 = "stablehlo.shift_right_logical"(%511, %437) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %515 = "stablehlo.or"(%513, %514) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %516 = "stablehlo.xor"(%515, %512) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %517 = "stablehlo.add"(%512, %516) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %518 = "stablehlo.shift_left"(%516, %465) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %519 = "stablehlo.shift_right_logical"(%516, %466) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %520 = "stablehlo.or"(%518, %519) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %521 = "stablehlo.xor"(%520, %517) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %522 = "stablehlo.add"(%517, %521) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %523 = "stablehlo.shift_left"(%521, %472) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %524 = "stablehlo.shift_right_logical"(%521, %472) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %525 = "stablehlo.or"(%523, %524) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %526 = "stablehlo.xor"(%525, %522) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %527 = "stablehlo.add"(%522, %526) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %528 = "stablehlo.shift_left"(%526, %478) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %529 = "stablehlo.shift_right_logical"(%526, %420) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %530 = "stablehlo.or"(%528, %529) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %531 = "stablehlo.xor"(%530, %527) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %532 = "stablehlo.add"(%527, %427) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %533 = "stablehlo.add"(%424, %267) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %534 = "stablehlo.broadcast_in_dim"(%533) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %535 = "stablehlo.add"(%531, %534) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %536 = "stablehlo.add"(%532, %535) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %537 = "stablehlo.shift_left"(%535, %430) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %538 = "stablehlo.shift_right_logical"(%535, %431) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %539 = "stablehlo.or"(%537, %538) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %540 = "stablehlo.xor"(%539, %536) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %541 = "stablehlo.add"(%536, %540) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %542 = "stablehlo.shift_left"(%540, %437) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %543 = "stablehlo.shift_right_logical"(%540, %438) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %544 = "stablehlo.or"(%542, %543) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %545 = "stablehlo.xor"(%544, %541) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %546 = "stablehlo.add"(%541, %545) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %547 = "stablehlo.shift_left"(%545, %444) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %548 = "stablehlo.shift_right_logical"(%545, %445) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %549 = "stablehlo.or"(%547, %548) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %550 = "stablehlo.xor"(%549, %546) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %551 = "stablehlo.add"(%546, %550) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %552 = "stablehlo.shift_left"(%550, %445) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %553 = "stablehlo.shift_right_logical"(%550, %444) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %554 = "stablehlo.or"(%552, %553) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %555 = "stablehlo.xor"(%554, %551) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %556 = "stablehlo.add"(%551, %483) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %557 = "stablehlo.add"(%411, %291) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %558 = "stablehlo.broadcast_in_dim"(%557) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %559 = "stablehlo.add"(%555, %558) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %560 = "stablehlo.xor"(%556, %559) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %561 = "stablehlo.shift_right_logical"(%560, %416) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %562 = "stablehlo.constant"() <{value = dense<4294967295> : tensor<ui32>}> : () -> tensor<ui32>
    %563 = "stablehlo.broadcast_in_dim"(%562) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %564 = "stablehlo.select"(%29, %561, %563) : (tensor<4x8xi1>, tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %565 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<4x8xi32>
    %566:2 = "stablehlo.sort"(%564, %565) <{dimension = 1 : i64, is_stable = false}> ({
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
    %567 = "stablehlo.slice"(%566#0) <{limit_indices = array<i64: 4, 8>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xui32>) -> tensor<4x8xui32>
    %568 = "stablehlo.slice"(%566#1) <{limit_indices = array<i64: 4, 8>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xi32>) -> tensor<4x8xi32>
    %569 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<4x8xi32>
    %570 = "stablehlo.constant"() <{value = dense<8> : tensor<i32>}> : () -> tensor<i32>
    %571 = "stablehlo.broadcast_in_dim"(%570) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %572 = "stablehlo.multiply"(%569, %571) : (tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %573 = "stablehlo.add"(%568, %572) : (tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %574 = "stablehlo.reshape"(%567) : (tensor<4x8xui32>) -> tensor<32xui32>
    %575 = "stablehlo.reshape"(%573) : (tensor<4x8xi32>) -> tensor<32xi32>
    %576 = "stablehlo.custom_call"(%574) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<32xui32>) -> tensor<32xui32>
    %577 = "stablehlo.custom_call"(%575) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<32xi32>) -> tensor<32xi32>
    %578 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<32xi32>
    %579:3 = "stablehlo.sort"(%576, %578, %577) <{dimension = 0 : i64, is_stable = false}> ({
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
    %580 = "stablehlo.slice"(%579#0) <{limit_indices = array<i64: 16>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<32xui32>) -> tensor<16xui32>
    %581 = "stablehlo.slice"(%579#2) <{limit_indices = array<i64: 16>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<32xi32>) -> tensor<16xi32>
    %582 = "stablehlo.broadcast_in_dim"(%562) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<16xui32>
    %583 = "stablehlo.compare"(%580, %582) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<16xui32>, tensor<16xui32>) -> tensor<16xi1>
    %584 = "stablehlo.convert"(%583) : (tensor<16xi1>) -> tensor<16xi32>
    %585 = "stablehlo.reduce"(%584, %10) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<16xi32>, tensor<i32>) -> tensor<i32>
    %586 = "stablehlo.reshape"(%581) : (tensor<16xi32>) -> tensor<16x1xi32>
    %587 = "stablehlo.broadcast_in_dim"(%570) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16x1xi32>
    %588 = "stablehlo.remainder"(%586, %587) : (tensor<16x1xi32>, tensor<16x1xi32>) -> tensor<16x1xi32>
    %589 = "stablehlo.divide"(%586, %587) : (tensor<16x1xi32>, tensor<16x1xi32>) -> tensor<16x1xi32>
    %590 = "stablehlo.constant"() <{value = dense<4> : tensor<i32>}> : () -> tensor<i32>
    %591 = "stablehlo.broadcast_in_dim"(%590) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16x1xi32>
    %592 = "stablehlo.remainder"(%589, %591) : (tensor<16x1xi32>, tensor<16x1xi32>) -> tensor<16x1xi32>
    %593 = "stablehlo.concatenate"(%592, %588) <{dimension = 1 : i64}> : (tensor<16x1xi32>, tensor<16x1xi32>) -> tensor<16x2xi32>
    %594 = "stablehlo.gather"(%valid_inputs.41, %593) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0, 1], start_index_map = [0, 1], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 8>}> : (tensor<4x8x8xbf16>, tensor<16x2xi32>) -> tensor<16x8xbf16>
    %picked_tokens.595 = "stablehlo.convert"(%594) : (tensor<16x8xbf16>) -> tensor<16x8xf32>
    %596 = "stablehlo.broadcast_in_dim"(%585) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16xi32>
    %597 = "stablehlo.compare"(%156#1, %596) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi1>
    %598 = "stablehlo.and"(%151, %597) : (tensor<16xi1>, tensor<16xi1>) -> tensor<16xi1>
    %599 = "stablehlo.broadcast_in_dim"(%33) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16xi32>
    %600 = "stablehlo.minimum"(%156#1, %599) : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi32>
    %601 = "stablehlo.reshape"(%600) : (tensor<16xi32>) -> tensor<1x16xi32>
    %602 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<1x16xi1>
    %603 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x16xi32>
    %604 = "stablehlo.broadcast_in_dim"(%33) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x16xi32>
    %605 = "stablehlo.clamp"(%603, %601, %604) : (tensor<1x16xi32>, tensor<1x16xi32>, tensor<1x16xi32>) -> tensor<1x16xi32>
    %606 = "stablehlo.gather"(%picked_tokens.595, %605) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<16x8xf32>, tensor<1x16xi32>) -> tensor<1x16x8xf32>
    %607 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x16x8xf32>
    %608 = "stablehlo.broadcast_in_dim"(%602) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x16xi1>) -> tensor<1x16x8xi1>
    %609 = "stablehlo.select"(%608, %606, %607) : (tensor<1x16x8xi1>, tensor<1x16x8xf32>, tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
    %610 = "stablehlo.reshape"(%609) : (tensor<1x16x8xf32>) -> tensor<16x8xf32>
    %611 = "stablehlo.broadcast_in_dim"(%142) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xf32>) -> tensor<16x8xf32>
    %612 = "stablehlo.multiply"(%610, %611) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %613 = "stablehlo.broadcast_in_dim"(%598) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xi1>) -> tensor<16x8xi1>
    %614 = "stablehlo.select"(%613, %610, %new_codebook.139) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %615 = "stablehlo.select"(%598, %142, %new_cluster_size.119) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %616 = "stablehlo.select"(%613, %612, %new_embed_sum.124) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %617 = "stablehlo.convert"(%598) : (tensor<16xi1>) -> tensor<16xi32>
    %restarted_entries.618 = "stablehlo.reduce"(%617, %10) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<16xi32>, tensor<i32>) -> tensor<i32>
    "func.return"(%quantized.40, %codes.30, %mean_squared_error.54, %mean_squared_error.54, %loss.58, %mean_squared_error.54, %perplexity.71, %codebook_usage.77, %59, %nonfinite_rows.89, %dead_entries.79, %max_share.82, %relative_error.87, %entropy.70, %restarted_entries.618, %perplexity.112, %entropy.111, %614, %615, %616, %new_usage.101, %114) : (tensor<4x8x8xbf16>, tensor<4x8xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<16x8xf32>, tensor<16xf32>, tensor<16x8xf32>, tensor<16xf32>, tensor<i32>) -> ()
  }
}
