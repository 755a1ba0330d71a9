module @vqbit_update attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<3x4x2x6xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"data", "model"}, {}, {}]>},
      %codebook: tensor<3x4x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>, tf.aliasing_output = 10 : i32},
      %cluster_size: tensor<3x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 11 : i32},
      %embed_sum: tensor<3x4x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>, tf.aliasing_output = 12 : i32}) -> (
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
    %13:18 = "stablehlo.while"(%6, %inputs, %codebook, %cluster_size, %embed_sum, %5, %7, %9, %9, %9, %9, %9, %9, %9, %10, %11, %12, %11) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<3x4x2x6xbf16>, %arg.2: tensor<3x4x6xf32>, %arg.3: tensor<3x4xf32>, %arg.4: tensor<3x4x6xf32>, %arg.5: tensor<3x4x2x6xbf16>, %arg.6: tensor<3x4x2xi32>, %arg.7: tensor<3xf32>, %arg.8: tensor<3xf32>, %arg.9: tensor<3xf32>, %arg.10: tensor<3xf32>, %arg.11: tensor<3xf32>, %arg.12: tensor<3xf32>, %arg.13: tensor<3xf32>, %arg.14: tensor<3xi32>, %arg.15: tensor<3x4x6xf32>, %arg.16: tensor<3x4xf32>, %arg.17: tensor<3x4x6xf32>):
      %r.18 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
      %r.19 = "stablehlo.compare"(%arg.0, %r.18) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.19) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<3x4x2x6xbf16>, %arg.2: tensor<3x4x6xf32>, %arg.3: tensor<3x4xf32>, %arg.4: tensor<3x4x6xf32>, %arg.5: tensor<3x4x2x6xbf16>, %arg.6: tensor<3x4x2xi32>, %arg.7: tensor<3xf32>, %arg.8: tensor<3xf32>, %arg.9: tensor<3xf32>, %arg.10: tensor<3xf32>, %arg.11: tensor<3xf32>, %arg.12: tensor<3xf32>, %arg.13: tensor<3xf32>, %arg.14: tensor<3xi32>, %arg.15: tensor<3x4x6xf32>, %arg.16: tensor<3x4xf32>, %arg.17: tensor<3x4x6xf32>):
      %r.18 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.19 = "stablehlo.dynamic_slice"(%arg.1, %arg.0, %r.18, %r.18, %r.18) <{slice_sizes = array<i64: 1, 4, 2, 6>}> : (tensor<3x4x2x6xbf16>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x4x2x6xbf16>
      %r.20 = "stablehlo.reshape"(%r.19) : (tensor<1x4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.21 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.18, %r.18) <{slice_sizes = array<i64: 1, 4, 6>}> : (tensor<3x4x6xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x4x6xf32>
      %r.22 = "stablehlo.reshape"(%r.21) : (tensor<1x4x6xf32>) -> tensor<4x6xf32>
      %r.23 = "stablehlo.dynamic_slice"(%arg.3, %arg.0, %r.18) <{slice_sizes = array<i64: 1, 4>}> : (tensor<3x4xf32>, tensor<i32>, tensor<i32>) -> tensor<1x4xf32>
      %r.24 = "stablehlo.reshape"(%r.23) : (tensor<1x4xf32>) -> tensor<4xf32>
      %r.25 = "stablehlo.dynamic_slice"(%arg.4, %arg.0, %r.18, %r.18) <{slice_sizes = array<i64: 1, 4, 6>}> : (tensor<3x4x6xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x4x6xf32>
      %r.26 = "stablehlo.reshape"(%r.25) : (tensor<1x4x6xf32>) -> tensor<4x6xf32>
      %r.27 = "sdy.sharding_constraint"(%r.20) <{sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>}> : (tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.28 = "stablehlo.is_finite"(%r.27) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xi1>
      %r.29 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
      %r.30 = "stablehlo.reduce"(%r.28, %r.29) <{dimensions = array<i64: 2>}> ({
      ^bb0(%arg2.0: tensor<i1>, %arg2.1: tensor<i1>):
        %r2.2 = "stablehlo.and"(%arg2.0, %arg2.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        "stablehlo.return"(%r2.2) : (tensor<i1>) -> ()
      }) : (tensor<4x2x6xi1>, tensor<i1>) -> tensor<4x2xi1>
      %r.31 = "stablehlo.reduce_precision"(%r.22) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x6xf32>) -> tensor<4x6xf32>
      %r.32 = "stablehlo.convert"(%r.31) : (tensor<4x6xf32>) -> tensor<4x6xbf16>
      %r.33 = "stablehlo.multiply"(%r.31, %r.31) : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
      %r.34 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.35 = "stablehlo.reduce"(%r.33, %r.34) <{dimensions = array<i64: 1>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x6xf32>, tensor<f32>) -> tensor<4xf32>
      %r.36 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
      %r.37 = "stablehlo.broadcast_in_dim"(%r.36) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.38 = "stablehlo.multiply"(%r.35, %r.37) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.39 = "stablehlo.dot_general"(%r.27, %r.32) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x2x6xbf16>, tensor<4x6xbf16>) -> tensor<4x2x4xf32>
      %r.40 = "stablehlo.broadcast_in_dim"(%r.38) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<4x2x4xf32>
      %r.41 = "stablehlo.subtract"(%r.40, %r.39) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.42 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x2x4xi32>
      %r.43 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
      %r.44 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
      %r.45:2 = "stablehlo.reduce"(%r.41, %r.42, %r.43, %r.44) <{dimensions = array<i64: 2>}> ({
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
      %r.46 = "stablehlo.broadcast_in_dim"(%r.43) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2xf32>
      %r.47 = "stablehlo.compare"(%r.45#0, %r.46) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xi1>
      %r.48 = "stablehlo.broadcast_in_dim"(%r.18) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.49 = "stablehlo.select"(%r.47, %r.45#1, %r.48) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.50 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
      %r.51 = "stablehlo.broadcast_in_dim"(%r.50) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.52 = "stablehlo.select"(%r.30, %r.49, %r.51) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.53 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
      %r.54 = "stablehlo.broadcast_in_dim"(%r.53) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.55 = "stablehlo.clamp"(%r.48, %r.52, %r.54) : (tensor<4x2xi32>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.56 = "stablehlo.gather"(%r.32, %r.55) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 6>}> : (tensor<4x6xbf16>, tensor<4x2xi32>) -> tensor<4x2x6xbf16>
      %r.57 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
      %r.58 = "stablehlo.broadcast_in_dim"(%r.57) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x2x6xbf16>
      %r.59 = "stablehlo.broadcast_in_dim"(%r.30) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
      %r.60 = "stablehlo.select"(%r.59, %r.56, %r.58) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.61 = "stablehlo.select"(%r.59, %r.27, %r.58) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.62 = "stablehlo.broadcast_in_dim"(%r.52) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi32>) -> tensor<4x2x4xi32>
      %r.63 = "stablehlo.compare"(%r.62, %r.42) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2x4xi32>, tensor<4x2x4xi32>) -> tensor<4x2x4xi1>
      %r.64 = "stablehlo.convert"(%r.63) : (tensor<4x2x4xi1>) -> tensor<4x2x4xf32>
      %r.65 = "stablehlo.reduce"(%r.64, %r.34) <{dimensions = array<i64: 0, 1>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x2x4xf32>, tensor<f32>) -> tensor<4xf32>
      %r.66 = "stablehlo.reduce"(%r.65, %r.34) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
      %r.67 = "stablehlo.convert"(%r.61) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
      %r.68 = "stablehlo.convert"(%r.60) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
      %r.69 = "stablehlo.subtract"(%r.67, %r.68) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.70 = "stablehlo.multiply"(%r.69, %r.69) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.71 = "stablehlo.reduce"(%r.70, %r.34) <{dimensions = array<i64: 0, 1, 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x2x6xf32>, tensor<f32>) -> tensor<f32>
      %r.72 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
      %r.73 = "stablehlo.divide"(%r.71, %r.72) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.74 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
      %r.75 = "stablehlo.maximum"(%r.66, %r.74) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.76 = "stablehlo.divide"(%r.73, %r.75) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.77 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
      %r.78 = "stablehlo.multiply"(%r.77, %r.76) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.79 = "stablehlo.multiply"(%r.34, %r.76) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.80 = "stablehlo.add"(%r.78, %r.79) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.81 = "stablehlo.constant"() <{value = dense<4.8e1> : tensor<f32>}> : () -> tensor<f32>
      %r.82 = "stablehlo.broadcast_in_dim"(%r.74) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.83 = "stablehlo.maximum"(%r.65, %r.82) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.84 = "stablehlo.log"(%r.83) : (tensor<4xf32>) -> tensor<4xf32>
      %r.85 = "stablehlo.multiply"(%r.65, %r.84) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.86 = "stablehlo.reduce"(%r.85, %r.34) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
      %r.87 = "stablehlo.divide"(%r.86, %r.75) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.88 = "stablehlo.log"(%r.75) : (tensor<f32>) -> tensor<f32>
      %r.89 = "stablehlo.subtract"(%r.88, %r.87) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.90 = "stablehlo.maximum"(%r.89, %r.34) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.91 = "stablehlo.exponential"(%r.90) : (tensor<f32>) -> tensor<f32>
      %r.92 = "stablehlo.broadcast_in_dim"(%r.34) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.93 = "stablehlo.compare"(%r.65, %r.92) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
      %r.94 = "stablehlo.convert"(%r.93) : (tensor<4xi1>) -> tensor<4xf32>
      %r.95 = "stablehlo.reduce"(%r.94, %r.34) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
      %r.96 = "stablehlo.constant"() <{value = dense<4.0> : tensor<f32>}> : () -> tensor<f32>
      %r.97 = "stablehlo.divide"(%r.95, %r.96) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.98 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
      %r.99 = "stablehlo.subtract"(%r.98, %r.66) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.100 = "stablehlo.convert"(%r.99) : (tensor<f32>) -> tensor<i32>
      %r.101 = "stablehlo.convert"(%r.63) : (tensor<4x2x4xi1>) -> tensor<4x2x4xbf16>
      %r.102 = "stablehlo.dot_general"(%r.101, %r.61) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x2x4xbf16>, tensor<4x2x6xbf16>) -> tensor<4x6xf32>
      %r.103 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
      %r.104 = "stablehlo.broadcast_in_dim"(%r.103) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.105 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
      %r.106 = "stablehlo.broadcast_in_dim"(%r.105) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.107 = "stablehlo.multiply"(%r.104, %r.24) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.108 = "stablehlo.multiply"(%r.106, %r.65) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.109 = "stablehlo.add"(%r.107, %r.108) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.110 = "stablehlo.broadcast_in_dim"(%r.103) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x6xf32>
      %r.111 = "stablehlo.broadcast_in_dim"(%r.105) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x6xf32>
      %r.112 = "stablehlo.multiply"(%r.110, %r.26) : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
      %r.113 = "stablehlo.multiply"(%r.111, %r.102) : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
      %r.114 = "stablehlo.add"(%r.112, %r.113) : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
      %r.115 = "stablehlo.reduce"(%r.109, %r.34) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
      %r.116 = "stablehlo.constant"() <{value = dense<3.9999998989515007e-5> : tensor<f32>}> : () -> tensor<f32>
      %r.117 = "stablehlo.add"(%r.115, %r.116) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.118 = "stablehlo.divide"(%r.115, %r.117) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.119 = "stablehlo.broadcast_in_dim"(%r.118) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.120 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
      %r.121 = "stablehlo.broadcast_in_dim"(%r.120) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.122 = "stablehlo.add"(%r.109, %r.121) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.123 = "stablehlo.multiply"(%r.122, %r.119) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.124 = "stablehlo.select"(%r.93, %r.123, %r.109) : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.125 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
      %r.126 = "stablehlo.broadcast_in_dim"(%r.125) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.127 = "stablehlo.compare"(%r.124, %r.126) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
      %r.128 = "stablehlo.broadcast_in_dim"(%r.124) <{broadcast_dimensions = array<i64: 0>}> : (tensor<4xf32>) -> tensor<4x6xf32>
      %r.129 = "stablehlo.divide"(%r.114, %r.128) : (tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
      %r.130 = "stablehlo.broadcast_in_dim"(%r.127) <{broadcast_dimensions = array<i64: 0>}> : (tensor<4xi1>) -> tensor<4x6xi1>
      %r.131 = "stablehlo.select"(%r.130, %r.129, %r.22) : (tensor<4x6xi1>, tensor<4x6xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
      %r.132 = "sdy.sharding_constraint"(%r.60) <{sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>}> : (tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.133 = "sdy.sharding_constraint"(%r.52) <{sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>}> : (tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.134 = "stablehlo.reshape"(%r.132) : (tensor<4x2x6xbf16>) -> tensor<1x4x2x6xbf16>
      %r.135 = "stablehlo.dynamic_update_slice"(%arg.5, %r.134, %arg.0, %r.18, %r.18, %r.18) : (tensor<3x4x2x6xbf16>, tensor<1x4x2x6xbf16>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<3x4x2x6xbf16>
      %r.136 = "stablehlo.reshape"(%r.133) : (tensor<4x2xi32>) -> tensor<1x4x2xi32>
      %r.137 = "stablehlo.dynamic_update_slice"(%arg.6, %r.136, %arg.0, %r.18, %r.18) : (tensor<3x4x2xi32>, tensor<1x4x2xi32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<3x4x2xi32>
      %r.138 = "stablehlo.reshape"(%r.76) : (tensor<f32>) -> tensor<1xf32>
      %r.139 = "stablehlo.dynamic_update_slice"(%arg.7, %r.138, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.140 = "stablehlo.dynamic_update_slice"(%arg.8, %r.138, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.141 = "stablehlo.reshape"(%r.80) : (tensor<f32>) -> tensor<1xf32>
      %r.142 = "stablehlo.dynamic_update_slice"(%arg.9, %r.141, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.143 = "stablehlo.dynamic_update_slice"(%arg.10, %r.138, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.144 = "stablehlo.reshape"(%r.91) : (tensor<f32>) -> tensor<1xf32>
      %r.145 = "stablehlo.dynamic_update_slice"(%arg.11, %r.144, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.146 = "stablehlo.reshape"(%r.97) : (tensor<f32>) -> tensor<1xf32>
      %r.147 = "stablehlo.dynamic_update_slice"(%arg.12, %r.146, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.148 = "stablehlo.reshape"(%r.81) : (tensor<f32>) -> tensor<1xf32>
      %r.149 = "stablehlo.dynamic_update_slice"(%arg.13, %r.148, %arg.0) : (tensor<3xf32>, tensor<1xf32>, tensor<i32>) -> tensor<3xf32>
      %r.150 = "stablehlo.reshape"(%r.100) : (tensor<i32>) -> tensor<1xi32>
      %r.151 = "stablehlo.dynamic_update_slice"(%arg.14, %r.150, %arg.0) : (tensor<3xi32>, tensor<1xi32>, tensor<i32>) -> tensor<3xi32>
      %r.152 = "stablehlo.reshape"(%r.131) : (tensor<4x6xf32>) -> tensor<1x4x6xf32>
      %r.153 = "stablehlo.dynamic_update_slice"(%arg.15, %r.152, %arg.0, %r.18, %r.18) : (tensor<3x4x6xf32>, tensor<1x4x6xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<3x4x6xf32>
      %r.154 = "stablehlo.reshape"(%r.109) : (tensor<4xf32>) -> tensor<1x4xf32>
      %r.155 = "stablehlo.dynamic_update_slice"(%arg.16, %r.154, %arg.0, %r.18) : (tensor<3x4xf32>, tensor<1x4xf32>, tensor<i32>, tensor<i32>) -> tensor<3x4xf32>
      %r.156 = "stablehlo.reshape"(%r.114) : (tensor<4x6xf32>) -> tensor<1x4x6xf32>
      %r.157 = "stablehlo.dynamic_update_slice"(%arg.17, %r.156, %arg.0, %r.18, %r.18) : (tensor<3x4x6xf32>, tensor<1x4x6xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<3x4x6xf32>
      %r.158 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.159 = "stablehlo.add"(%arg.0, %r.158) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.159, %arg.1, %arg.2, %arg.3, %arg.4, %r.135, %r.137, %r.139, %r.140, %r.142, %r.143, %r.145, %r.147, %r.149, %r.151, %r.153, %r.155, %r.157) : (tensor<i32>, tensor<3x4x2x6xbf16>, tensor<3x4x6xf32>, tensor<3x4xf32>, tensor<3x4x6xf32>, tensor<3x4x2x6xbf16>, tensor<3x4x2xi32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xi32>, tensor<3x4x6xf32>, tensor<3x4xf32>, tensor<3x4x6xf32>) -> ()
    }) : (tensor<i32>, tensor<3x4x2x6xbf16>, tensor<3x4x6xf32>, tensor<3x4xf32>, tensor<3x4x6xf32>, tensor<3x4x2x6xbf16>, tensor<3x4x2xi32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xi32>, tensor<3x4x6xf32>, tensor<3x4xf32>, tensor<3x4x6xf32>) -> (tensor<i32>, tensor<3x4x2x6xbf16>, tensor<3x4x6xf32>, tensor<3x4xf32>, tensor<3x4x6xf32>, tensor<3x4x2x6xbf16>, tensor<3x4x2xi32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xi32>, tensor<3x4x6xf32>, tensor<3x4xf32>, tensor<3x4x6xf32>)
    "func.return"(%13#5, %13#6, %13#7, %13#8, %13#9, %13#10, %13#11, %13#12, %13#13, %13#14, %13#15, %13#16, %13#17) : (tensor<3x4x2x6xbf16>, tensor<3x4x2xi32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xi32>, tensor<3x4x6xf32>, tensor<3x4xf32>, tensor<3x4x6xf32>) -> ()
  }
}
