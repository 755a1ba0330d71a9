module @vqbit_update attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<3x4x2x6xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"data", "model"}, {}, {}]>},
      %codebook: tensor<3x4x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>, tf.aliasing_output = 14 : i32},
      %cluster_size: tensor<3x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 15 : i32},
      %embed_sum: tensor<3x4x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>, tf.aliasing_output = 16 : i32}) -> (
      tensor<3x4x2x6xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{}, {"data", "model"}, {}, {}]>},
      tensor<3x4x2xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{}, {"data", "model"}, {}]>},
      tensor<3xf32> {jax.result_info = "commitment_loss", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<3xf32> {jax.result_info = "codebook_loss", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<3xf32> {jax.result_info = "loss", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<3xf32> {jax.result_info = "mse", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<3xf32> {jax.result_info = "perplexity", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<3xf32> {jax.result_info = "codebook_usage", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<3xf32> {jax.result_info = "compression_ratio", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<3xi32> {jax.result_info = "nonfinite_rows", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<3xi32> {jax.result_info = "dead_entries", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<3xf32> {jax.result_info = "max_share", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<3xf32> {jax.result_info = "relative_error", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<3xf32> {jax.result_info = "entropy", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<3x4x6xf32> {jax.result_info = "codebook", sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>},
      tensor<3x4xf32> {jax.result_info = "cluster_size", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<3x4x6xf32> {jax.result_info = "embed_sum", sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>}) {
    %4 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %5 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<3x4x2x6xbf16>
    %6 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %7 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<3x4x2xi32>
    %8 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %9 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<3xf32>
    %10 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<3xi32>
    %11 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<3x4x6xf32>
    %12 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<3x4xf32>
    %13:22 = "stablehlo.while"(%6, %inputs, %codebook, %cluster_size, %embed_sum, %5, %7, %9, %9, %9, %9, %9, %9, %9, %10, %10, %9, %9, %9, %11, %12, %11) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<3x4x2x6xbf16>, %arg.2: tensor<3x4x6xf32>, %arg.3: tensor<3x4xf32>, %arg.4: tensor<3x4x6xf32>, %arg.5: tensor<3x4x2x6xbf16>, %arg.6: tensor<3x4x2xi32>, %arg.7: tensor<3xf32>, %arg.8: tensor<3xf32>, %arg.9: tensor<3xf32>, %arg.10: tensor<3xf32>, %arg.11: tensor<3xf32>, %arg.12: tensor<3xf32>, %arg.13: tensor<3xf32>, %arg.14: tensor<3xi32>, %arg.15: tensor<3xi32>, %arg.16: tensor<3xf32>, %arg.17: tensor<3xf32>, %arg.18: tensor<3xf32>, %arg.19: tensor<3x4x6xf32>, %arg.20: tensor<3x4xf32>, %arg.21: tensor<3x4x6xf32>):
      %r.22 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
      %r.23 = "stablehlo.compare"(%arg.0, %r.22) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.23) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<3x4x2x6xbf16>, %arg.2: tensor<3x4x6xf32>, %arg.3: tensor<3x4xf32>, %arg.4: tensor<3x4x6xf32>, %arg.5: tensor<3x4x2x6xbf16>, %arg.6: tensor<3x4x2xi32>, %arg.7: tensor<3xf32>, %arg.8: tensor<3xf32>, %arg.9: tensor<3xf32>, %arg.10: tensor<3xf32>, %arg.11: tensor<3xf32>, %arg.12: tensor<3xf32>, %arg.13: tensor<3xf32>, %arg.14: tensor<3xi32>, %arg.15: tensor<3xi32>, %arg.16: tensor<3xf32>, %arg.17: tensor<3xf32>, %arg.18: tensor<3xf32>, %arg.19: tensor<3x4x6xf32>, %arg.20: tensor<3x4xf32>, %arg.21: tensor<3x4x6xf32>):
      %r.22 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.23 = "stablehlo.dynamic_slice"(%arg.1, %arg.0, %r.22, %r.22, %r.22) <{slice_sizes = array<i64: 1, 4, 2, 6>}> : (tensor<3x4x2x6xbf16>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x4x2x6xbf16>
      %r.24 = "stablehlo.reshape"(%r.23) : (tensor<1x4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.25 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.22, %r.22) <{slice_sizes = array<i64: 1, 4, 6>}> : (tensor<3x4x6xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x4x6xf32>
      %r.26 = "stablehlo.reshape"(%r.25) : (tensor<1x4x6xf32>) -> tensor<4x6xf32>
      %r.27 = "stablehlo.dynamic_slice"(%arg.3, %arg.0, %r.22) <{slice_sizes = array<i64: 1, 4>}> : (tensor<3x4xf32>, tensor<i32>, tensor<i32>) -> tensor<1x4xf32>
      %r.28 = "stablehlo.reshape"(%r.27) : (tensor<1x4xf32>) -> tensor<4xf32>
      %r.29 = "stablehlo.dynamic_slice"(%arg.4, %arg.0, %r.22, %r.22) <{slice_sizes = array<i64: 1, 4, 6>}> : (tensor<3x4x6xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x4x6xf32>
      %r.30 = "stablehlo.reshape"(%r.29) : (tensor<1x4x6xf32>) -> tensor<4x6xf32>
      %r.31 = "sdy.sharding_constraint"(%r.24) <{sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>}> : (tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.32 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
      %r.33 = "stablehlo.broadcast_in_dim"(%r.32) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<4x2xi1>
      %r.34 = "stablehlo.reduce_precision"(%r.26) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x6xf32>) -> tensor<4x6xf32>
      %r.35 = "stablehlo.convert"(%r.34) : (tensor<4x6xf32>) -> tensor<4x6xbf16>
      %r.36 = "stablehlo.multiply"(%r.34, %r.34) : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
      %r.37 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.38 = "stablehlo.reduce"(%r.36, %r.37) <{dimensions = array<i64: 1>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x6xf32>, tensor<f32>) -> tensor<4xf32>
      %r.39 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
      %r.40 = "stablehlo.broadcast_in_dim"(%r.39) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.41 = "stablehlo.multiply"(%r.38, %r.40) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.42 = "stablehlo.dot_general"(%r.31, %r.35) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x2x6xbf16>, tensor<4x6xbf16>) -> tensor<4x2x4xf32>
      %r.43 = "stablehlo.broadcast_in_dim"(%r.41) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<4x2x4xf32>
      %r.44 = "stablehlo.subtract"(%r.43, %r.42) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.45 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x2x4xi32>
      %r.46 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
      %r.47 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
      %r.48:2 = "stablehlo.reduce"(%r.44, %r.45, %r.46, %r.47) <{dimensions = array<i64: 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<i32>, %arg2.2: tensor<f32>, %arg2.3: tensor<i32>):
        %r2.4 = "stablehlo.compare"(%arg2.0, %arg2.2) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
        %r2.5 = "stablehlo.compare"(%arg2.2, %arg2.2) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
        %r2.6 = "stablehlo.compare"(%arg2.0, %arg2.2) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
        %r2.7 = "stablehlo.compare"(%arg2.1, %arg2.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
        %r2.8 = "stablehlo.and"(%r2.6, %r2.7) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.9 = "stablehlo.or"(%r2.4, %r2.5) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.10 = "stablehlo.or"(%r2.9, %r2.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.11 = "stablehlo.select"(%r2.10, %arg2.0, %arg2.2) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
        %r2.12 = "stablehlo.select"(%r2.10, %arg2.1, %arg2.3) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
        "stablehlo.return"(%r2.11, %r2.12) : (tensor<f32>, tensor<i32>) -> ()
      }) : (tensor<4x2x4xf32>, tensor<4x2x4xi32>, tensor<f32>, tensor<i32>) -> (tensor<4x2xf32>, tensor<4x2xi32>)
      %r.49 = "stablehlo.is_finite"(%r.48#0) : (tensor<4x2xf32>) -> tensor<4x2xi1>
      %r.50 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
      %r.51 = "stablehlo.broadcast_in_dim"(%r.50) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.52 = "stablehlo.select"(%r.49, %r.48#1, %r.51) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.53 = "stablehlo.broadcast_in_dim"(%r.22) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.54 = "stablehlo.compare"(%r.52, %r.53) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi1>
      %r.55 = "stablehlo.select"(%r.54, %r.52, %r.51) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.56 = "stablehlo.broadcast_in_dim"(%r.55) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi32>) -> tensor<4x2x4xi32>
      %r.57 = "stablehlo.compare"(%r.56, %r.45) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2x4xi32>, tensor<4x2x4xi32>) -> tensor<4x2x4xi1>
      %r.58 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
      %r.59 = "stablehlo.broadcast_in_dim"(%r.58) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.60 = "stablehlo.clamp"(%r.53, %r.55, %r.59) : (tensor<4x2xi32>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.61 = "stablehlo.gather"(%r.35, %r.60) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 6>}> : (tensor<4x6xbf16>, tensor<4x2xi32>) -> tensor<4x2x6xbf16>
      %r.62 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
      %r.63 = "stablehlo.broadcast_in_dim"(%r.62) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x2x6xbf16>
      %r.64 = "stablehlo.broadcast_in_dim"(%r.54) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
      %r.65 = "stablehlo.select"(%r.64, %r.61, %r.63) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.66 = "stablehlo.select"(%r.64, %r.31, %r.63) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.67 = "stablehlo.convert"(%r.57) : (tensor<4x2x4xi1>) -> tensor<4x2x4xf32>
      %r.68 = "stablehlo.reduce"(%r.67, %r.37) <{dimensions = array<i64: 0, 1>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x2x4xf32>, tensor<f32>) -> tensor<4xf32>
      %r.69 = "stablehlo.reduce"(%r.68, %r.37) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
      %r.70 = "stablehlo.convert"(%r.66) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
      %r.71 = "stablehlo.convert"(%r.65) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
      %r.72 = "stablehlo.subtract"(%r.70, %r.71) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.73 = "stablehlo.multiply"(%r.72, %r.72) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.74 = "stablehlo.reduce"(%r.73, %r.37) <{dimensions = array<i64: 0, 1, 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x2x6xf32>, tensor<f32>) -> tensor<f32>
      %r.75 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
      %r.76 = "stablehlo.divide"(%r.74, %r.75) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.77 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
      %r.78 = "stablehlo.maximum"(%r.69, %r.77) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.79 = "stablehlo.divide"(%r.76, %r.78) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.80 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
      %r.81 = "stablehlo.multiply"(%r.80, %r.79) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.82 = "stablehlo.multiply"(%r.37, %r.79) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.83 = "stablehlo.add"(%r.81, %r.82) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.84 = "stablehlo.constant"() <{value = dense<4.8e1> : tensor<f32>}> : () -> tensor<f32>
      %r.85 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
      %r.86 = "stablehlo.broadcast_in_dim"(%r.85) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.87 = "stablehlo.maximum"(%r.68, %r.86) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.88 = "stablehlo.log"(%r.87) : (tensor<4xf32>) -> tensor<4xf32>
      %r.89 = "stablehlo.multiply"(%r.68, %r.88) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.90 = "stablehlo.reduce"(%r.89, %r.37) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
      %r.91 = "stablehlo.maximum"(%r.69, %r.85) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.92 = "stablehlo.divide"(%r.90, %r.91) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.93 = "stablehlo.log"(%r.91) : (tensor<f32>) -> tensor<f32>
      %r.94 = "stablehlo.subtract"(%r.93, %r.92) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.95 = "stablehlo.maximum"(%r.94, %r.37) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.96 = "stablehlo.exponential"(%r.95) : (tensor<f32>) -> tensor<f32>
      %r.97 = "stablehlo.broadcast_in_dim"(%r.37) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.98 = "stablehlo.compare"(%r.68, %r.97) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
      %r.99 = "stablehlo.convert"(%r.98) : (tensor<4xi1>) -> tensor<4xf32>
      %r.100 = "stablehlo.reduce"(%r.99, %r.37) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
      %r.101 = "stablehlo.constant"() <{value = dense<4.0> : tensor<f32>}> : () -> tensor<f32>
      %r.102 = "stablehlo.divide"(%r.100, %r.101) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.103 = "stablehlo.subtract"(%r.101, %r.100) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.104 = "stablehlo.convert"(%r.103) : (tensor<f32>) -> tensor<i32>
      %r.105 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
      %r.106 = "stablehlo.reduce"(%r.68, %r.105) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.maximum"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
      %r.107 = "stablehlo.divide"(%r.106, %r.78) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.108 = "stablehlo.multiply"(%r.70, %r.70) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.109 = "stablehlo.reduce"(%r.108, %r.37) <{dimensions = array<i64: 0, 1, 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x2x6xf32>, tensor<f32>) -> tensor<f32>
      %r.110 = "stablehlo.divide"(%r.74, %r.109) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.111 = "stablehlo.compare"(%r.74, %r.37) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.112 = "stablehlo.select"(%r.111, %r.37, %r.110) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.113 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
      %r.114 = "stablehlo.subtract"(%r.113, %r.69) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.115 = "stablehlo.convert"(%r.114) : (tensor<f32>) -> tensor<i32>
      %r.116 = "stablehlo.convert"(%r.57) : (tensor<4x2x4xi1>) -> tensor<4x2x4xbf16>
      %r.117 = "stablehlo.dot_general"(%r.116, %r.66) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x2x4xbf16>, tensor<4x2x6xbf16>) -> tensor<4x6xf32>
      %r.118 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
      %r.119 = "stablehlo.broadcast_in_dim"(%r.118) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.120 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
      %r.121 = "stablehlo.broadcast_in_dim"(%r.120) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.122 = "stablehlo.multiply"(%r.119, %r.28) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.123 = "stablehlo.multiply"(%r.121, %r.68) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.124 = "stablehlo.add"(%r.122, %r.123) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.125 = "stablehlo.broadcast_in_dim"(%r.118) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x6xf32>
      %r.126 = "stablehlo.broadcast_in_dim"(%r.120) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x6xf32>
      %r.127 = "stablehlo.multiply"(%r.125, %r.30) : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
      %r.128 = "stablehlo.multiply"(%r.126, %r.117) : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
      %r.129 = "stablehlo.add"(%r.127, %r.128) : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
      %r.130 = "stablehlo.reduce"(%r.124, %r.37) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
      %r.131 = "stablehlo.constant"() <{value = dense<3.9999998989515007e-5> : tensor<f32>}> : () -> tensor<f32>
      %r.132 = "stablehlo.add"(%r.130, %r.131) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.133 = "stablehlo.divide"(%r.130, %r.132) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.134 = "stablehlo.broadcast_in_dim"(%r.133) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.135 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
      %r.136 = "stablehlo.broadcast_in_dim"(%r.135) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.137 = "stablehlo.add"(%r.124, %r.136) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.138 = "stablehlo.multiply"(%r.137, %r.134) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.139 = "stablehlo.select"(%r.98, %r.138, %r.124) : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.140 = "stablehlo.compare"(%r.139, %r.86) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
      %r.141 = "stablehlo.broadcast_in_dim"(%r.139) <{broadcast_dimensions = array<i64: 0>}> : (tensor<4xf32>) -> tensor<4x6xf32>
      %r.142 = "stablehlo.divide"(%r.129, %r.141) : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
      %r.143 = "stablehlo.broadcast_in_dim"(%r.140) <{broadcast_dimensions = array<i64: 0>}> : (tensor<4xi1>) -> tensor<4x6xi1>
      %r.144 = "stablehlo.select"(%r.143, %r.142, %r.26) : (tensor<4x6xi1>, tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
      %r.145 = "sdy.sharding_constraint"(%r.65) <{sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>}> : (tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.146 = "sdy.sharding_constraint"(%r.55) <{sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>}> : (tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.147 = "stablehlo.reshape"(%r.145) : (tensor<4x2x6xbf16>) -> tensor<1x4x2x6xbf16>
      %r.148 = "stablehlo.dynamic_update_slice"(%arg.5, %r.147, %arg.0, %r.22, %r.22, %r.22) : (tensor<3x4x2x6xbf16>, tensor<1x4x2x6xbf16>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<3x4x2x6xbf16>
      %r.149 = "stablehlo.reshape"(%r.146) : (tensor<4x2xi32>) -> tensor<1x4x2xi32>
      %r.150 = "stablehlo.dynamic_update_slice"(%arg.6, %r.149, %arg.0, %r.22, %r.22) : (tensor<3x4x2xi32>, tensor<1x4x2xi32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<3x4x2xi32>
      %r.151 = "stablehlo.reshape"(%r.79) : (tensor<f32>) -> tensor<1xf32>
      %r.152 = "stablehlo.dynamic_update_slice"(%arg.7, %r.151, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.153 = "stablehlo.dynamic_update_slice"(%arg.8, %r.151, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.154 = "stablehlo.reshape"(%r.83) : (tensor<f32>) -> tensor<1xf32>
      %r.155 = "stablehlo.dynamic_update_slice"(%arg.9, %r.154, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.156 = "stablehlo.dynamic_update_slice"(%arg.10, %r.151, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.157 = "stablehlo.reshape"(%r.96) : (tensor<f32>) -> tensor<1xf32>
      %r.158 = "stablehlo.dynamic_update_slice"(%arg.11, %r.157, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.159 = "stablehlo.reshape"(%r.102) : (tensor<f32>) -> tensor<1xf32>
      %r.160 = "stablehlo.dynamic_update_slice"(%arg.12, %r.159, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.161 = "stablehlo.reshape"(%r.84) : (tensor<f32>) -> tensor<1xf32>
      %r.162 = "stablehlo.dynamic_update_slice"(%arg.13, %r.161, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.163 = "stablehlo.reshape"(%r.115) : (tensor<i32>) -> tensor<1xi32>
      %r.164 = "stablehlo.dynamic_update_slice"(%arg.14, %r.163, %arg.0) : (tensor<3xi32>, tensor<1xi32>, tensor<i32>) -> tensor<3xi32>
      %r.165 = "stablehlo.reshape"(%r.104) : (tensor<i32>) -> tensor<1xi32>
      %r.166 = "stablehlo.dynamic_update_slice"(%arg.15, %r.165, %arg.0) : (tensor<3xi32>, tensor<1xi32>, tensor<i32>) -> tensor<3xi32>
      %r.167 = "stablehlo.reshape"(%r.107) : (tensor<f32>) -> tensor<1xf32>
      %r.168 = "stablehlo.dynamic_update_slice"(%arg.16, %r.167, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.169 = "stablehlo.reshape"(%r.112) : (tensor<f32>) -> tensor<1xf32>
      %r.170 = "stablehlo.dynamic_update_slice"(%arg.17, %r.169, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.171 = "stablehlo.reshape"(%r.95) : (tensor<f32>) -> tensor<1xf32>
      %r.172 = "stablehlo.dynamic_update_slice"(%arg.18, %r.171, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.173 = "stablehlo.reshape"(%r.144) : (tensor<4x6xf32>) -> tensor<1x4x6xf32>
      %r.174 = "stablehlo.dynamic_update_slice"(%arg.19, %r.173, %arg.0, %r.22, %r.22) : (tensor<3x4x6xf32>, tensor<1x4x6xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<3x4x6xf32>
      %r.175 = "stablehlo.reshape"(%r.124) : (tensor<4xf32>) -> tensor<1x4xf32>
      %r.176 = "stablehlo.dynamic_update_slice"(%arg.20, %r.175, %arg.0, %r.22) : (tensor<3x4xf32>, tensor<1x4xf32>, tensor<i32>, tensor<i32>) -> tensor<3x4xf32>
      %r.177 = "stablehlo.reshape"(%r.129) : (tensor<4x6xf32>) -> tensor<1x4x6xf32>
      %r.178 = "stablehlo.dynamic_update_slice"(%arg.21, %r.177, %arg.0, %r.22, %r.22) : (tensor<3x4x6xf32>, tensor<1x4x6xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<3x4x6xf32>
      %r.179 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.180 = "stablehlo.add"(%arg.0, %r.179) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.180, %arg.1, %arg.2, %arg.3, %arg.4, %r.148, %r.150, %r.152, %r.153, %r.155, %r.156, %r.158, %r.160, %r.162, %r.164, %r.166, %r.168, %r.170, %r.172, %r.174, %r.176, %r.178) : (tensor<i32>, tensor<3x4x2x6xbf16>, tensor<3x4x6xf32>, tensor<3x4xf32>, tensor<3x4x6xf32>, tensor<3x4x2x6xbf16>, tensor<3x4x2xi32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xi32>, tensor<3xi32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3x4x6xf32>, tensor<3x4xf32>, tensor<3x4x6xf32>) -> ()
    }) : (tensor<i32>, tensor<3x4x2x6xbf16>, tensor<3x4x6xf32>, tensor<3x4xf32>, tensor<3x4x6xf32>, tensor<3x4x2x6xbf16>, tensor<3x4x2xi32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xi32>, tensor<3xi32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3x4x6xf32>, tensor<3x4xf32>, tensor<3x4x6xf32>) -> (tensor<i32>, tensor<3x4x2x6xbf16>, tensor<3x4x6xf32>, tensor<3x4xf32>, tensor<3x4x6xf32>, tensor<3x4x2x6xbf16>, tensor<3x4x2xi32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xi32>, tensor<3xi32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3x4x6xf32>, tensor<3x4xf32>, tensor<3x4x6xf32>)
    "func.return"(%13#5, %13#6, %13#7, %13#8, %13#9, %13#10, %13#11, %13#12, %13#13, %13#14, %13#15, %13#16, %13#17, %13#18, %13#19, %13#20, %13#21) : (tensor<3x4x2x6xbf16>, tensor<3x4x2xi32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xi32>, tensor<3xi32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3x4x6xf32>, tensor<3x4xf32>, tensor<3x4x6xf32>) -> ()
  }
}
