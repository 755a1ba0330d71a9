module @vqbit_update attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<4x2x6xbf16> {mhlo.sharding = "{devices=[4,1,1]<=[4]}"},
      %seed: tensor<ui32> {mhlo.sharding = "{replicated}"},
      %codebook: tensor<8x4x6xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 16 : i32},
      %cluster_size: tensor<8x4xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 17 : i32},
      %embed_sum: tensor<8x4x6xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 18 : i32},
      %steps: tensor<i32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 19 : i32}) -> (
      tensor<4x2x6xbf16> {jax.result_info = "quantized", mhlo.sharding = "{devices=[4,1,1]<=[4]}"},
      tensor<4x2x8xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[4,1,1]<=[4]}"},
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
      tensor<f32> {jax.result_info = "diversity_loss", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "restarted_entries", mhlo.sharding = "{replicated}"},
      tensor<8x4x6xf32> {jax.result_info = "codebook", mhlo.sharding = "{replicated}"},
      tensor<8x4xf32> {jax.result_info = "cluster_size", mhlo.sharding = "{replicated}"},
      tensor<8x4x6xf32> {jax.result_info = "embed_sum", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "steps", mhlo.sharding = "{replicated}"}) {
    %6 = "stablehlo.is_finite"(%inputs) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xi1>
    %7 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.8 = "stablehlo.reduce"(%6, %7) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<4x2x6xi1>, tensor<i1>) -> tensor<4x2xi1>
    %9 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %10 = "stablehlo.convert"(%9) : (tensor<8x4x6xf32>) -> tensor<8x4x6xbf16>
    %11 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %12 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x2x6xbf16>
    %13 = "stablehlo.broadcast_in_dim"(%valid.8) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
    %valid_inputs.14 = "stablehlo.select"(%13, %inputs, %12) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
    %15 = "stablehlo.convert"(%valid_inputs.14) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
    %16 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %17 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x6xf32>
    %18 = "stablehlo.multiply"(%9, %9) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %19 = "stablehlo.reduce"(%18, %16) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<8x4xf32>
    %20 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %21 = "stablehlo.broadcast_in_dim"(%20) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %half_norms.22 = "stablehlo.multiply"(%19, %21) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %23 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %24 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2x8xi32>
    %25 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x1x1xf32>
    %26 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x1x4xf32>
    %27 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x1x4x6xf32>
    %28:10 = "stablehlo.while"(%23, %10, %half_norms.22, %valid.8, %15, %17, %24, %25, %26, %27) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8x4x6xbf16>, %arg.2: tensor<8x4xf32>, %arg.3: tensor<4x2xi1>, %arg.4: tensor<4x2x6xf32>, %arg.5: tensor<4x2x6xf32>, %arg.6: tensor<4x2x8xi32>, %arg.7: tensor<8x4x1x1xf32>, %arg.8: tensor<8x4x1x4xf32>, %arg.9: tensor<8x4x1x4x6xf32>):
      %r.10 = "stablehlo.constant"() <{value = dense<8> : tensor<i32>}> : () -> tensor<i32>
      %r.11 = "stablehlo.compare"(%arg.0, %r.10) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.11) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8x4x6xbf16>, %arg.2: tensor<8x4xf32>, %arg.3: tensor<4x2xi1>, %arg.4: tensor<4x2x6xf32>, %arg.5: tensor<4x2x6xf32>, %arg.6: tensor<4x2x8xi32>, %arg.7: tensor<8x4x1x1xf32>, %arg.8: tensor<8x4x1x4xf32>, %arg.9: tensor<8x4x1x4x6xf32>):
      %r.10 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.11 = "stablehlo.dynamic_slice"(%arg.1, %arg.0, %r.10, %r.10) <{slice_sizes = array<i64: 1, 4, 6>}> : (tensor<8x4x6xbf16>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x4x6xbf16>
      %r.12 = "stablehlo.reshape"(%r.11) : (tensor<1x4x6xbf16>) -> tensor<4x6xbf16>
      %r.13 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.10) <{slice_sizes = array<i64: 1, 4>}> : (tensor<8x4xf32>, tensor<i32>, tensor<i32>) -> tensor<1x4xf32>
      %r.14 = "stablehlo.reshape"(%r.13) : (tensor<1x4xf32>) -> tensor<4xf32>
      %r.15 = "stablehlo.reduce_precision"(%arg.4) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.16 = "stablehlo.convert"(%r.15) : (tensor<4x2x6xf32>) -> tensor<4x2x6xbf16>
      %r.17 = "stablehlo.dot_general"(%r.16, %r.12) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x2x6xbf16>, tensor<4x6xbf16>) -> tensor<4x2x4xf32>
      %r.18 = "stablehlo.broadcast_in_dim"(%r.14) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<4x2x4xf32>
      %r.19 = "stablehlo.subtract"(%r.18, %r.17) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.20 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x2x4xi32>
      %r.21 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
      %r.22 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
      %r.23:2 = "stablehlo.reduce"(%r.19, %r.20, %r.21, %r.22) <{dimensions = array<i64: 2>}> ({
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
      %r.24 = "stablehlo.broadcast_in_dim"(%r.21) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2xf32>
      %r.25 = "stablehlo.compare"(%r.23#0, %r.24) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xi1>
      %r.26 = "stablehlo.broadcast_in_dim"(%r.10) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.27 = "stablehlo.select"(%r.25, %r.23#1, %r.26) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.28 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
      %r.29 = "stablehlo.broadcast_in_dim"(%r.28) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.30 = "stablehlo.select"(%arg.3, %r.27, %r.29) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.31 = "stablehlo.broadcast_in_dim"(%r.30) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi32>) -> tensor<4x2x4xi32>
      %r.32 = "stablehlo.compare"(%r.31, %r.20) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2x4xi32>, tensor<4x2x4xi32>) -> tensor<4x2x4xi1>
      %r.33 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
      %r.34 = "stablehlo.broadcast_in_dim"(%r.33) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.35 = "stablehlo.clamp"(%r.26, %r.30, %r.34) : (tensor<4x2xi32>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.36 = "stablehlo.gather"(%r.12, %r.35) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 6>}> : (tensor<4x6xbf16>, tensor<4x2xi32>) -> tensor<4x2x6xbf16>
      %r.37 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
      %r.38 = "stablehlo.broadcast_in_dim"(%r.37) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x2x6xbf16>
      %r.39 = "stablehlo.broadcast_in_dim"(%arg.3) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
      %r.40 = "stablehlo.select"(%r.39, %r.36, %r.38) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.41 = "stablehlo.select"(%r.39, %r.16, %r.38) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.42 = "stablehlo.convert"(%r.40) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
      %r.43 = "stablehlo.subtract"(%arg.4, %r.42) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.44 = "stablehlo.compare"(%arg.0, %r.10) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.45 = "stablehlo.broadcast_in_dim"(%r.44) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<4x2x6xi1>
      %r.46 = "stablehlo.add"(%arg.5, %r.42) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.47 = "stablehlo.select"(%r.45, %r.42, %r.46) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.48 = "stablehlo.convert"(%r.41) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
      %r.49 = "stablehlo.subtract"(%r.48, %r.42) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.50 = "stablehlo.multiply"(%r.49, %r.49) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.51 = "stablehlo.reshape"(%r.50) : (tensor<4x2x6xf32>) -> tensor<4x1x1x2x1x6xf32>
      %r.52 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.53 = "stablehlo.reduce"(%r.51, %r.52) <{dimensions = array<i64: 1, 3, 5>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x1x1x2x1x6xf32>, tensor<f32>) -> tensor<4x1x1xf32>
      %r.54 = "stablehlo.custom_call"(%r.53) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,1]<=[4]}"} : (tensor<4x1x1xf32>) -> tensor<4x1x1xf32>
      %r.55 = "stablehlo.reshape"(%r.32) : (tensor<4x2x4xi1>) -> tensor<4x1x1x2x4xi1>
      %r.56 = "stablehlo.transpose"(%r.55) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<4x1x1x2x4xi1>) -> tensor<4x1x1x2x4xi1>
      %r.57 = "stablehlo.convert"(%r.56) : (tensor<4x1x1x2x4xi1>) -> tensor<4x1x1x2x4xf32>
      %r.58 = "stablehlo.reduce"(%r.57, %r.52) <{dimensions = array<i64: 2, 3>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x1x1x2x4xf32>, tensor<f32>) -> tensor<4x1x4xf32>
      %r.59 = "stablehlo.custom_call"(%r.58) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,1]<=[4]}"} : (tensor<4x1x4xf32>) -> tensor<4x1x4xf32>
      %r.60 = "stablehlo.reshape"(%r.41) : (tensor<4x2x6xbf16>) -> tensor<4x1x1x2x6xbf16>
      %r.61 = "stablehlo.transpose"(%r.60) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<4x1x1x2x6xbf16>) -> tensor<4x1x1x2x6xbf16>
      %r.62 = "stablehlo.convert"(%r.56) : (tensor<4x1x1x2x4xi1>) -> tensor<4x1x1x2x4xbf16>
      %r.63 = "stablehlo.dot_general"(%r.62, %r.61) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x1x1x2x4xbf16>, tensor<4x1x1x2x6xbf16>) -> tensor<4x1x4x6xf32>
      %r.64 = "stablehlo.custom_call"(%r.63) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,1,1]<=[4]}"} : (tensor<4x1x4x6xf32>) -> tensor<4x1x4x6xf32>
      %r.65 = "stablehlo.reshape"(%r.30) : (tensor<4x2xi32>) -> tensor<4x2x1xi32>
      %r.66 = "stablehlo.dynamic_update_slice"(%arg.6, %r.65, %r.10, %r.10, %arg.0) : (tensor<4x2x8xi32>, tensor<4x2x1xi32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<4x2x8xi32>
      %r.67 = "stablehlo.reshape"(%r.54) : (tensor<4x1x1xf32>) -> tensor<1x4x1x1xf32>
      %r.68 = "stablehlo.dynamic_update_slice"(%arg.7, %r.67, %arg.0, %r.10, %r.10, %r.10) : (tensor<8x4x1x1xf32>, tensor<1x4x1x1xf32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<8x4x1x1xf32>
      %r.69 = "stablehlo.reshape"(%r.59) : (tensor<4x1x4xf32>) -> tensor<1x4x1x4xf32>
      %r.70 = "stablehlo.dynamic_update_slice"(%arg.8, %r.69, %arg.0, %r.10, %r.10, %r.10) : (tensor<8x4x1x4xf32>, tensor<1x4x1x4xf32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<8x4x1x4xf32>
      %r.71 = "stablehlo.reshape"(%r.64) : (tensor<4x1x4x6xf32>) -> tensor<1x4x1x4x6xf32>
      %r.72 = "stablehlo.dynamic_update_slice"(%arg.9, %r.71, %arg.0, %r.10, %r.10, %r.10, %r.10) : (tensor<8x4x1x4x6xf32>, tensor<1x4x1x4x6xf32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<8x4x1x4x6xf32>
      %r.73 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.74 = "stablehlo.add"(%arg.0, %r.73) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.74, %arg.1, %arg.2, %arg.3, %r.43, %r.47, %r.66, %r.68, %r.70, %r.72) : (tensor<i32>, tensor<8x4x6xbf16>, tensor<8x4xf32>, tensor<4x2xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<4x2x8xi32>, tensor<8x4x1x1xf32>, tensor<8x4x1x4xf32>, tensor<8x4x1x4x6xf32>) -> ()
    }) : (tensor<i32>, tensor<8x4x6xbf16>, tensor<8x4xf32>, tensor<4x2xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<4x2x8xi32>, tensor<8x4x1x1xf32>, tensor<8x4x1x4xf32>, tensor<8x4x1x4x6xf32>) -> (tensor<i32>, tensor<8x4x6xbf16>, tensor<8x4xf32>, tensor<4x2xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<4x2x8xi32>, tensor<8x4x1x1xf32>, tensor<8x4x1x4xf32>, tensor<8x4x1x4x6xf32>)
    %29 = "stablehlo.reduce"(%28#7, %16) <{dimensions = array<i64: 0, 1, 2, 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x1x1xf32>, tensor<f32>) -> tensor<f32>
    %30 = "stablehlo.reduce_precision"(%28#5) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %31 = "stablehlo.convert"(%30) : (tensor<4x2x6xf32>) -> tensor<4x2x6xbf16>
    %counts.32 = "stablehlo.reduce"(%28#8, %16) <{dimensions = array<i64: 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x1x4xf32>, tensor<f32>) -> tensor<8x4xf32>
    %33 = "stablehlo.convert"(%valid.8) : (tensor<4x2xi1>) -> tensor<4x2xf32>
    %34 = "stablehlo.reduce"(%33, %16) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x2xf32>, tensor<f32>) -> tensor<f32>
    %35 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %36 = "stablehlo.maximum"(%34, %35) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %37 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %38:8 = "stablehlo.while"(%23, %10, %half_norms.22, %28#6, %valid.8, %36, %15, %37) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8x4x6xbf16>, %arg.2: tensor<8x4xf32>, %arg.3: tensor<4x2x8xi32>, %arg.4: tensor<4x2xi1>, %arg.5: tensor<f32>, %arg.6: tensor<4x2x6xf32>, %arg.7: tensor<8xf32>):
      %r.8 = "stablehlo.constant"() <{value = dense<8> : tensor<i32>}> : () -> tensor<i32>
      %r.9 = "stablehlo.compare"(%arg.0, %r.8) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.9) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8x4x6xbf16>, %arg.2: tensor<8x4xf32>, %arg.3: tensor<4x2x8xi32>, %arg.4: tensor<4x2xi1>, %arg.5: tensor<f32>, %arg.6: tensor<4x2x6xf32>, %arg.7: tensor<8xf32>):
      %r.8 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.9 = "stablehlo.dynamic_slice"(%arg.1, %arg.0, %r.8, %r.8) <{slice_sizes = array<i64: 1, 4, 6>}> : (tensor<8x4x6xbf16>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x4x6xbf16>
      %r.10 = "stablehlo.reshape"(%r.9) : (tensor<1x4x6xbf16>) -> tensor<4x6xbf16>
      %r.11 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.8) <{slice_sizes = array<i64: 1, 4>}> : (tensor<8x4xf32>, tensor<i32>, tensor<i32>) -> tensor<1x4xf32>
      %r.12 = "stablehlo.reshape"(%r.11) : (tensor<1x4xf32>) -> tensor<4xf32>
      %r.13 = "stablehlo.dynamic_slice"(%arg.3, %r.8, %r.8, %arg.0) <{slice_sizes = array<i64: 4, 2, 1>}> : (tensor<4x2x8xi32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<4x2x1xi32>
      %r.14 = "stablehlo.reshape"(%r.13) : (tensor<4x2x1xi32>) -> tensor<4x2xi32>
      %r.15 = "stablehlo.reduce_precision"(%arg.6) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.16 = "stablehlo.convert"(%r.15) : (tensor<4x2x6xf32>) -> tensor<4x2x6xbf16>
      %r.17 = "stablehlo.broadcast_in_dim"(%r.8) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.18 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
      %r.19 = "stablehlo.broadcast_in_dim"(%r.18) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.20 = "stablehlo.compare"(%r.14, %r.17) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi1>
      %r.21 = "stablehlo.compare"(%r.14, %r.19) <{comparison_direction = #stablehlo<comparison_direction LE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi1>
      %r.22 = "stablehlo.and"(%r.20, %r.21) : (tensor<4x2xi1>, tensor<4x2xi1>) -> tensor<4x2xi1>
      %r.23 = "stablehlo.and"(%arg.4, %r.22) : (tensor<4x2xi1>, tensor<4x2xi1>) -> tensor<4x2xi1>
      %r.24 = "stablehlo.dot_general"(%r.16, %r.10) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x2x6xbf16>, tensor<4x6xbf16>) -> tensor<4x2x4xf32>
      %r.25 = "stablehlo.broadcast_in_dim"(%r.12) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<4x2x4xf32>
      %r.26 = "stablehlo.subtract"(%r.25, %r.24) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.27 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
      %r.28 = "stablehlo.broadcast_in_dim"(%r.27) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.29 = "stablehlo.select"(%r.23, %r.14, %r.28) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.30 = "stablehlo.broadcast_in_dim"(%r.29) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi32>) -> tensor<4x2x4xi32>
      %r.31 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x2x4xi32>
      %r.32 = "stablehlo.compare"(%r.30, %r.31) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2x4xi32>, tensor<4x2x4xi32>) -> tensor<4x2x4xi1>
      %r.33 = "stablehlo.clamp"(%r.17, %r.29, %r.19) : (tensor<4x2xi32>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.34 = "stablehlo.gather"(%r.10, %r.33) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 6>}> : (tensor<4x6xbf16>, tensor<4x2xi32>) -> tensor<4x2x6xbf16>
      %r.35 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
      %r.36 = "stablehlo.broadcast_in_dim"(%r.35) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x2x6xbf16>
      %r.37 = "stablehlo.broadcast_in_dim"(%r.23) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
      %r.38 = "stablehlo.select"(%r.37, %r.34, %r.36) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.39 = "stablehlo.select"(%r.37, %r.16, %r.36) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.40 = "stablehlo.convert"(%r.38) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
      %r.41 = "stablehlo.subtract"(%arg.6, %r.40) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.42 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
      %r.43 = "stablehlo.reduce"(%r.26, %r.42) <{dimensions = array<i64: 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.minimum"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x2x4xf32>, tensor<f32>) -> tensor<4x2xf32>
      %r.44 = "stablehlo.broadcast_in_dim"(%r.43) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xf32>) -> tensor<4x2x4xf32>
      %r.45 = "stablehlo.subtract"(%r.26, %r.44) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.46 = "stablehlo.constant"() <{value = dense<-2.8867512941360474e-1> : tensor<f32>}> : () -> tensor<f32>
      %r.47 = "stablehlo.broadcast_in_dim"(%r.46) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x4xf32>
      %r.48 = "stablehlo.multiply"(%r.45, %r.47) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.49 = "stablehlo.exponential"(%r.48) : (tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.50 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.51 = "stablehlo.reduce"(%r.49, %r.50) <{dimensions = array<i64: 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x2x4xf32>, tensor<f32>) -> tensor<4x2xf32>
      %r.52 = "stablehlo.log"(%r.51) : (tensor<4x2xf32>) -> tensor<4x2xf32>
      %r.53 = "stablehlo.broadcast_in_dim"(%r.52) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xf32>) -> tensor<4x2x4xf32>
      %r.54 = "stablehlo.subtract"(%r.48, %r.53) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.55 = "stablehlo.exponential"(%r.54) : (tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.56 = "stablehlo.constant"() <{value = dense<-1.0e4> : tensor<f32>}> : () -> tensor<f32>
      %r.57 = "stablehlo.broadcast_in_dim"(%r.56) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x4xf32>
      %r.58 = "stablehlo.maximum"(%r.54, %r.57) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.59 = "stablehlo.broadcast_in_dim"(%r.50) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x4xf32>
      %r.60 = "stablehlo.broadcast_in_dim"(%r.23) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x4xi1>
      %r.61 = "stablehlo.select"(%r.60, %r.55, %r.59) : (tensor<4x2x4xi1>, tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.62 = "stablehlo.select"(%r.60, %r.58, %r.59) : (tensor<4x2x4xi1>, tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.63 = "stablehlo.reduce"(%r.61, %r.50) <{dimensions = array<i64: 0, 1>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x2x4xf32>, tensor<f32>) -> tensor<4xf32>
      %r.64 = "stablehlo.broadcast_in_dim"(%arg.5) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.65 = "stablehlo.divide"(%r.63, %r.64) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.66 = "stablehlo.multiply"(%r.61, %r.62) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.67 = "stablehlo.reduce"(%r.66, %r.50) <{dimensions = array<i64: 0, 1, 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x2x4xf32>, tensor<f32>) -> tensor<f32>
      %r.68 = "stablehlo.divide"(%r.67, %arg.5) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.69 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
      %r.70 = "stablehlo.broadcast_in_dim"(%r.69) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
      %r.71 = "stablehlo.maximum"(%r.65, %r.70) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.72 = "stablehlo.log"(%r.71) : (tensor<4xf32>) -> tensor<4xf32>
      %r.73 = "stablehlo.multiply"(%r.65, %r.72) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      %r.74 = "stablehlo.reduce"(%r.73, %r.50) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
      %r.75 = "stablehlo.subtract"(%r.74, %r.68) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.76 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
      %r.77 = "stablehlo.divide"(%r.75, %r.76) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.78 = "stablehlo.reshape"(%r.77) : (tensor<f32>) -> tensor<1xf32>
      %r.79 = "stablehlo.dynamic_update_slice"(%arg.7, %r.78, %arg.0) : (tensor<8xf32>, tensor<1xf32>, tensor<i32>) -> tensor<8xf32>
      %r.80 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.81 = "stablehlo.add"(%arg.0, %r.80) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.81, %arg.1, %arg.2, %arg.3, %arg.4, %arg.5, %r.41, %r.79) : (tensor<i32>, tensor<8x4x6xbf16>, tensor<8x4xf32>, tensor<4x2x8xi32>, tensor<4x2xi1>, tensor<f32>, tensor<4x2x6xf32>, tensor<8xf32>) -> ()
    }) : (tensor<i32>, tensor<8x4x6xbf16>, tensor<8x4xf32>, tensor<4x2x8xi32>, tensor<4x2xi1>, tensor<f32>, tensor<4x2x6xf32>, tensor<8xf32>) -> (tensor<i32>, tensor<8x4x6xbf16>, tensor<8x4xf32>, tensor<4x2x8xi32>, tensor<4x2xi1>, tensor<f32>, tensor<4x2x6xf32>, tensor<8xf32>)
    %39 = "stablehlo.reduce"(%38#7, %16) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %40 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %diversity_loss.41 = "stablehlo.divide"(%39, %40) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %42 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
    %43 = "stablehlo.divide"(%29, %42) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.44 = "stablehlo.divide"(%43, %36) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %45 = "stablehlo.divide"(%mean_squared_error.44, %40) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %46 = "stablehlo.convert"(%31) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
    %47 = "stablehlo.subtract"(%15, %46) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %48 = "stablehlo.multiply"(%47, %47) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %49 = "stablehlo.reduce"(%48, %16) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x2x6xf32>, tensor<f32>) -> tensor<f32>
    %50 = "stablehlo.divide"(%49, %42) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.51 = "stablehlo.divide"(%50, %36) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %52 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %53 = "stablehlo.multiply"(%52, %45) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %54 = "stablehlo.multiply"(%16, %45) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %55 = "stablehlo.constant"() <{value = dense<1.0000000149011612e-1> : tensor<f32>}> : () -> tensor<f32>
    %56 = "stablehlo.multiply"(%55, %diversity_loss.41) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %57 = "stablehlo.add"(%53, %54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.58 = "stablehlo.add"(%57, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %59 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %60 = "stablehlo.broadcast_in_dim"(%59) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %61 = "stablehlo.maximum"(%counts.32, %60) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %62 = "stablehlo.log"(%61) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %63 = "stablehlo.multiply"(%counts.32, %62) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %64 = "stablehlo.reduce"(%63, %16) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<8xf32>
    %65 = "stablehlo.reduce"(%counts.32, %16) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<8xf32>
    %66 = "stablehlo.broadcast_in_dim"(%59) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %67 = "stablehlo.maximum"(%65, %66) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %68 = "stablehlo.divide"(%64, %67) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %69 = "stablehlo.log"(%67) : (tensor<8xf32>) -> tensor<8xf32>
    %70 = "stablehlo.subtract"(%69, %68) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %71 = "stablehlo.maximum"(%70, %37) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %72 = "stablehlo.exponential"(%71) : (tensor<8xf32>) -> tensor<8xf32>
    %73 = "stablehlo.reduce"(%72, %16) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %perplexity.74 = "stablehlo.divide"(%73, %40) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %76 = "stablehlo.compare"(%counts.32, %75) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %77 = "stablehlo.convert"(%76) : (tensor<8x4xi1>) -> tensor<8x4xf32>
    %78 = "stablehlo.reduce"(%77, %16) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %79 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.80 = "stablehlo.divide"(%78, %79) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %81 = "stablehlo.subtract"(%79, %78) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.82 = "stablehlo.convert"(%81) : (tensor<f32>) -> tensor<i32>
    %83 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %84 = "stablehlo.reduce"(%counts.32, %83) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<8xf32>
    %85 = "stablehlo.broadcast_in_dim"(%35) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %86 = "stablehlo.maximum"(%65, %85) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %87 = "stablehlo.divide"(%84, %86) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %88 = "stablehlo.reduce"(%87, %16) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %max_share.89 = "stablehlo.divide"(%88, %40) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %90 = "stablehlo.reduce"(%71, %16) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %entropy.91 = "stablehlo.divide"(%90, %40) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %92 = "stablehlo.multiply"(%15, %15) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %93 = "stablehlo.reduce"(%92, %16) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x2x6xf32>, tensor<f32>) -> tensor<f32>
    %94 = "stablehlo.divide"(%49, %93) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %95 = "stablehlo.compare"(%49, %16) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.96 = "stablehlo.select"(%95, %16, %94) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %97 = "stablehlo.subtract"(%40, %34) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.98 = "stablehlo.convert"(%97) : (tensor<f32>) -> tensor<i32>
    %99 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    %100 = "stablehlo.add"(%steps, %99) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %sums.101 = "stablehlo.reduce"(%28#9, %16) <{dimensions = array<i64: 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x1x4x6xf32>, tensor<f32>) -> tensor<8x4x6xf32>
    %102 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %103 = "stablehlo.broadcast_in_dim"(%102) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %104 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %105 = "stablehlo.broadcast_in_dim"(%104) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %106 = "stablehlo.multiply"(%103, %cluster_size) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %107 = "stablehlo.multiply"(%105, %counts.32) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %new_cluster_size.108 = "stablehlo.add"(%106, %107) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %109 = "stablehlo.broadcast_in_dim"(%102) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x6xf32>
    %110 = "stablehlo.broadcast_in_dim"(%104) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x6xf32>
    %111 = "stablehlo.multiply"(%109, %embed_sum) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %112 = "stablehlo.multiply"(%110, %sums.101) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %new_embed_sum.113 = "stablehlo.add"(%111, %112) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %114 = "stablehlo.reduce"(%new_cluster_size.108, %16) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<8xf32>
    %115 = "stablehlo.constant"() <{value = dense<3.9999998989515007e-5> : tensor<f32>}> : () -> tensor<f32>
    %116 = "stablehlo.broadcast_in_dim"(%115) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %117 = "stablehlo.add"(%114, %116) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %118 = "stablehlo.divide"(%114, %117) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %119 = "stablehlo.broadcast_in_dim"(%118) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xf32>) -> tensor<8x4xf32>
    %120 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %121 = "stablehlo.broadcast_in_dim"(%120) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %122 = "stablehlo.add"(%new_cluster_size.108, %121) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %smoothed_counts.123 = "stablehlo.multiply"(%122, %119) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %124 = "stablehlo.select"(%76, %smoothed_counts.123, %new_cluster_size.108) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %125 = "stablehlo.compare"(%124, %60) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %126 = "stablehlo.broadcast_in_dim"(%124) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x6xf32>
    %127 = "stablehlo.divide"(%new_embed_sum.113, %126) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %128 = "stablehlo.broadcast_in_dim"(%125) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x6xi1>
    %new_codebook.129 = "stablehlo.select"(%128, %127, %codebook) : (tensor<8x4x6xi1>, tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %130 = "stablehlo.broadcast_in_dim"(%52) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %131 = "stablehlo.multiply"(%114, %130) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %132 = "stablehlo.broadcast_in_dim"(%131) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xf32>) -> tensor<8x4xf32>
    %133 = "stablehlo.constant"() <{value = dense<4.9999237060546875e-1> : tensor<f32>}> : () -> tensor<f32>
    %134 = "stablehlo.broadcast_in_dim"(%133) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %135 = "stablehlo.multiply"(%132, %134) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %dead.136 = "stablehlo.compare"(%new_cluster_size.108, %135) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %137 = "stablehlo.compare"(%new_cluster_size.108, %135) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %138 = "stablehlo.convert"(%137) : (tensor<8x4xi1>) -> tensor<8x4xi32>
    %139 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<8x4xi32>
    %140:2 = "stablehlo.sort"(%138, %139) <{dimension = 1 : i64, is_stable = false}> ({
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
    }) : (tensor<8x4xi32>, tensor<8x4xi32>) -> (tensor<8x4xi32>, tensor<8x4xi32>)
    %141:2 = "stablehlo.sort"(%140#1, %139) <{dimension = 1 : i64, is_stable = false}> ({
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
    }) : (tensor<8x4xi32>, tensor<8x4xi32>) -> (tensor<8x4xi32>, tensor<8x4xi32>)
    %142 = "stablehlo.convert"(%steps) : (tensor<i32>) -> tensor<ui32>
    %143 = "stablehlo.constant"() <{value = dense<0> : tensor<ui32>}> : () -> tensor<ui32>
    %144 = "stablehlo.constant"() <{value = dense<466688986> : tensor<ui32>}> : () -> tensor<ui32>
    %145 = "stablehlo.xor"(%seed, %142) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %146 = "stablehlo.xor"(%145, %144) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %147 = "stablehlo.add"(%143, %seed) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %148 = "stablehlo.add"(%143, %142) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %149 = "stablehlo.add"(%147, %148) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %150 = "stablehlo.constant"() <{value = dense<13> : tensor<ui32>}> : () -> tensor<ui32>
    %151 = "stablehlo.constant"() <{value = dense<19> : tensor<ui32>}> : () -> tensor<ui32>
    %152 = "stablehlo.shift_left"(%148, %150) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %153 = "stablehlo.shift_right_logical"(%148, %151) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %154 = "stablehlo.or"(%152, %153) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %155 = "stablehlo.xor"(%154, %149) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %156 = "stablehlo.add"(%149, %155) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %157 = "stablehlo.constant"() <{value = dense<15> : tensor<ui32>}> : () -> tensor<ui32>
    %158 = "stablehlo.constant"() <{value = dense<17> : tensor<ui32>}> : () -> tensor<ui32>
    %159 = "stablehlo.shift_left"(%155, %157) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %160 = "stablehlo.shift_right_logical"(%155, %158) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %161 = "stablehlo.or"(%159, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %162 = "stablehlo.xor"(%161, %156) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %163 = "stablehlo.add"(%156, %162) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %164 = "stablehlo.constant"() <{value = dense<26> : tensor<ui32>}> : () -> tensor<ui32>
    %165 = "stablehlo.constant"() <{value = dense<6> : tensor<ui32>}> : () -> tensor<ui32>
    %166 = "stablehlo.shift_left"(%162, %164) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %167 = "stablehlo.shift_right_logical"(%162, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %168 = "stablehlo.or"(%166, %167) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %169 = "stablehlo.xor"(%168, %163) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %170 = "stablehlo.add"(%163, %169) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %171 = "stablehlo.shift_left"(%169, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %172 = "stablehlo.shift_right_logical"(%169, %164) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %173 = "stablehlo.or"(%171, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %174 = "stablehlo.xor"(%173, %170) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %175 = "stablehlo.add"(%170, %142) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %176 = "stablehlo.constant"() <{value = dense<1> : tensor<ui32>}> : () -> tensor<ui32>
    %177 = "stablehlo.add"(%146, %176) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %178 = "stablehlo.add"(%174, %177) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %179 = "stablehlo.add"(%175, %178) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %180 = "stablehlo.shift_left"(%178, %158) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %181 = "stablehlo.shift_right_logical"(%178, %157) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %182 = "stablehlo.or"(%180, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %183 = "stablehlo.xor"(%182, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %184 = "stablehlo.add"(%179, %183) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %185 = "stablehlo.constant"() <{value = dense<29> : tensor<ui32>}> : () -> tensor<ui32>
    %186 = "stablehlo.constant"() <{value = dense<3> : tensor<ui32>}> : () -> tensor<ui32>
    %187 = "stablehlo.shift_left"(%183, %185) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %188 = "stablehlo.shift_right_logical"(%183, %186) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %189 = "stablehlo.or"(%187, %188) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %190 = "stablehlo.xor"(%189, %184) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %191 = "stablehlo.add"(%184, %190) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %192 = "stablehlo.constant"() <{value = dense<16> : tensor<ui32>}> : () -> tensor<ui32>
    %193 = "stablehlo.shift_left"(%190, %192) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %194 = "stablehlo.shift_right_logical"(%190, %192) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %195 = "stablehlo.or"(%193, %194) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %196 = "stablehlo.xor"(%195, %191) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %197 = "stablehlo.add"(%191, %196) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %198 = "stablehlo.constant"() <{value = dense<24> : tensor<ui32>}> : () -> tensor<ui32>
    %199 = "stablehlo.constant"() <{value = dense<8> : tensor<ui32>}> : () -> tensor<ui32>
    %200 = "stablehlo.shift_left"(%196, %198) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %201 = "stablehlo.shift_right_logical"(%196, %199) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %202 = "stablehlo.or"(%200, %201) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %203 = "stablehlo.xor"(%202, %197) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %204 = "stablehlo.add"(%197, %146) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %205 = "stablehlo.constant"() <{value = dense<2> : tensor<ui32>}> : () -> tensor<ui32>
    %206 = "stablehlo.add"(%seed, %205) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %207 = "stablehlo.add"(%203, %206) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %208 = "stablehlo.add"(%204, %207) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %209 = "stablehlo.shift_left"(%207, %150) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %210 = "stablehlo.shift_right_logical"(%207, %151) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %211 = "stablehlo.or"(%209, %210) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %212 = "stablehlo.xor"(%211, %208) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %213 = "stablehlo.add"(%208, %212) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %214 = "stablehlo.shift_left"(%212, %157) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %215 = "stablehlo.shift_right_logical"(%212, %158) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %216 = "stablehlo.or"(%214, %215) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %217 = "stablehlo.xor"(%216, %213) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %218 = "stablehlo.add"(%213, %217) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %219 = "stablehlo.shift_left"(%217, %164) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %220 = "stablehlo.shift_right_logical"(%217, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %221 = "stablehlo.or"(%219, %220) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %222 = "stablehlo.xor"(%221, %218) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %223 = "stablehlo.add"(%218, %222) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %224 = "stablehlo.shift_left"(%222, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %225 = "stablehlo.shift_right_logical"(%222, %164) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %226 = "stablehlo.or"(%224, %225) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %227 = "stablehlo.xor"(%226, %223) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %228 = "stablehlo.add"(%223, %seed) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %229 = "stablehlo.add"(%142, %186) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %230 = "stablehlo.add"(%227, %229) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %231 = "stablehlo.add"(%228, %230) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %232 = "stablehlo.shift_left"(%230, %158) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %233 = "stablehlo.shift_right_logical"(%230, %157) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %234 = "stablehlo.or"(%232, %233) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %235 = "stablehlo.xor"(%234, %231) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %236 = "stablehlo.add"(%231, %235) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %237 = "stablehlo.shift_left"(%235, %185) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %238 = "stablehlo.shift_right_logical"(%235, %186) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %239 = "stablehlo.or"(%237, %238) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %240 = "stablehlo.xor"(%239, %236) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %241 = "stablehlo.add"(%236, %240) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %242 = "stablehlo.shift_left"(%240, %192) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %243 = "stablehlo.shift_right_logical"(%240, %192) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %244 = "stablehlo.or"(%242, %243) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %245 = "stablehlo.xor"(%244, %241) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %246 = "stablehlo.add"(%241, %245) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %247 = "stablehlo.shift_left"(%245, %198) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %248 = "stablehlo.shift_right_logical"(%245, %199) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %249 = "stablehlo.or"(%247, %248) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %250 = "stablehlo.xor"(%249, %246) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %251 = "stablehlo.add"(%246, %142) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %252 = "stablehlo.constant"() <{value = dense<4> : tensor<ui32>}> : () -> tensor<ui32>
    %253 = "stablehlo.add"(%146, %252) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %254 = "stablehlo.add"(%250, %253) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %255 = "stablehlo.add"(%251, %254) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %256 = "stablehlo.shift_left"(%254, %150) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %257 = "stablehlo.shift_right_logical"(%254, %151) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %258 = "stablehlo.or"(%256, %257) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %259 = "stablehlo.xor"(%258, %255) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %260 = "stablehlo.add"(%255, %259) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %261 = "stablehlo.shift_left"(%259, %157) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %262 = "stablehlo.shift_right_logical"(%259, %158) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %263 = "stablehlo.or"(%261, %262) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %264 = "stablehlo.xor"(%263, %260) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %265 = "stablehlo.add"(%260, %264) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %266 = "stablehlo.shift_left"(%264, %164) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %267 = "stablehlo.shift_right_logical"(%264, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %268 = "stablehlo.or"(%266, %267) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %269 = "stablehlo.xor"(%268, %265) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %270 = "stablehlo.add"(%265, %269) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %271 = "stablehlo.shift_left"(%269, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %272 = "stablehlo.shift_right_logical"(%269, %164) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %273 = "stablehlo.or"(%271, %272) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %274 = "stablehlo.xor"(%273, %270) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %275 = "stablehlo.add"(%270, %146) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %276 = "stablehlo.constant"() <{value = dense<5> : tensor<ui32>}> : () -> tensor<ui32>
    %277 = "stablehlo.add"(%seed, %276) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %278 = "stablehlo.add"(%274, %277) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %279 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x6xf32>
    %280 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8xi32>
    %281:10 = "stablehlo.while"(%23, %10, %half_norms.22, %28#6, %valid.8, %275, %278, %15, %279, %280) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8x4x6xbf16>, %arg.2: tensor<8x4xf32>, %arg.3: tensor<4x2x8xi32>, %arg.4: tensor<4x2xi1>, %arg.5: tensor<ui32>, %arg.6: tensor<ui32>, %arg.7: tensor<4x2x6xf32>, %arg.8: tensor<8x4x6xf32>, %arg.9: tensor<8xi32>):
      %r.10 = "stablehlo.constant"() <{value = dense<8> : tensor<i32>}> : () -> tensor<i32>
      %r.11 = "stablehlo.compare"(%arg.0, %r.10) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.11) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8x4x6xbf16>, %arg.2: tensor<8x4xf32>, %arg.3: tensor<4x2x8xi32>, %arg.4: tensor<4x2xi1>, %arg.5: tensor<ui32>, %arg.6: tensor<ui32>, %arg.7: tensor<4x2x6xf32>, %arg.8: tensor<8x4x6xf32>, %arg.9: tensor<8xi32>):
      %r.10 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.11 = "stablehlo.dynamic_slice"(%arg.1, %arg.0, %r.10, %r.10) <{slice_sizes = array<i64: 1, 4, 6>}> : (tensor<8x4x6xbf16>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x4x6xbf16>
      %r.12 = "stablehlo.reshape"(%r.11) : (tensor<1x4x6xbf16>) -> tensor<4x6xbf16>
      %r.13 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.10) <{slice_sizes = array<i64: 1, 4>}> : (tensor<8x4xf32>, tensor<i32>, tensor<i32>) -> tensor<1x4xf32>
      %r.14 = "stablehlo.reshape"(%r.13) : (tensor<1x4xf32>) -> tensor<4xf32>
      %r.15 = "stablehlo.dynamic_slice"(%arg.3, %r.10, %r.10, %arg.0) <{slice_sizes = array<i64: 4, 2, 1>}> : (tensor<4x2x8xi32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<4x2x1xi32>
      %r.16 = "stablehlo.reshape"(%r.15) : (tensor<4x2x1xi32>) -> tensor<4x2xi32>
      %r.17 = "stablehlo.reduce_precision"(%arg.7) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.18 = "stablehlo.convert"(%r.17) : (tensor<4x2x6xf32>) -> tensor<4x2x6xbf16>
      %r.19 = "stablehlo.broadcast_in_dim"(%r.10) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.20 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
      %r.21 = "stablehlo.broadcast_in_dim"(%r.20) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.22 = "stablehlo.compare"(%r.16, %r.19) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi1>
      %r.23 = "stablehlo.compare"(%r.16, %r.21) <{comparison_direction = #stablehlo<comparison_direction LE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi1>
      %r.24 = "stablehlo.and"(%r.22, %r.23) : (tensor<4x2xi1>, tensor<4x2xi1>) -> tensor<4x2xi1>
      %r.25 = "stablehlo.and"(%arg.4, %r.24) : (tensor<4x2xi1>, tensor<4x2xi1>) -> tensor<4x2xi1>
      %r.26 = "stablehlo.dot_general"(%r.18, %r.12) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x2x6xbf16>, tensor<4x6xbf16>) -> tensor<4x2x4xf32>
      %r.27 = "stablehlo.broadcast_in_dim"(%r.14) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<4x2x4xf32>
      %r.28 = "stablehlo.subtract"(%r.27, %r.26) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.29 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
      %r.30 = "stablehlo.broadcast_in_dim"(%r.29) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.31 = "stablehlo.select"(%r.25, %r.16, %r.30) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.32 = "stablehlo.broadcast_in_dim"(%r.31) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi32>) -> tensor<4x2x4xi32>
      %r.33 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x2x4xi32>
      %r.34 = "stablehlo.compare"(%r.32, %r.33) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2x4xi32>, tensor<4x2x4xi32>) -> tensor<4x2x4xi1>
      %r.35 = "stablehlo.clamp"(%r.19, %r.31, %r.21) : (tensor<4x2xi32>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.36 = "stablehlo.gather"(%r.12, %r.35) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 6>}> : (tensor<4x6xbf16>, tensor<4x2xi32>) -> tensor<4x2x6xbf16>
      %r.37 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
      %r.38 = "stablehlo.broadcast_in_dim"(%r.37) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x2x6xbf16>
      %r.39 = "stablehlo.broadcast_in_dim"(%r.25) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
      %r.40 = "stablehlo.select"(%r.39, %r.36, %r.38) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.41 = "stablehlo.select"(%r.39, %r.18, %r.38) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.42 = "stablehlo.convert"(%r.40) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
      %r.43 = "stablehlo.subtract"(%arg.7, %r.42) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.44 = "stablehlo.convert"(%arg.0) : (tensor<i32>) -> tensor<ui32>
      %r.45 = "stablehlo.constant"() <{value = dense<0> : tensor<ui32>}> : () -> tensor<ui32>
      %r.46 = "stablehlo.constant"() <{value = dense<466688986> : tensor<ui32>}> : () -> tensor<ui32>
      %r.47 = "stablehlo.xor"(%arg.5, %arg.6) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.48 = "stablehlo.xor"(%r.47, %r.46) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.49 = "stablehlo.add"(%r.45, %arg.5) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.50 = "stablehlo.add"(%r.44, %arg.6) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.51 = "stablehlo.add"(%r.49, %r.50) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.52 = "stablehlo.constant"() <{value = dense<13> : tensor<ui32>}> : () -> tensor<ui32>
      %r.53 = "stablehlo.constant"() <{value = dense<19> : tensor<ui32>}> : () -> tensor<ui32>
      %r.54 = "stablehlo.shift_left"(%r.50, %r.52) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.55 = "stablehlo.shift_right_logical"(%r.50, %r.53) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.56 = "stablehlo.or"(%r.54, %r.55) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.57 = "stablehlo.xor"(%r.56, %r.51) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.58 = "stablehlo.add"(%r.51, %r.57) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.59 = "stablehlo.constant"() <{value = dense<15> : tensor<ui32>}> : () -> tensor<ui32>
      %r.60 = "stablehlo.constant"() <{value = dense<17> : tensor<ui32>}> : () -> tensor<ui32>
      %r.61 = "stablehlo.shift_left"(%r.57, %r.59) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.62 = "stablehlo.shift_right_logical"(%r.57, %r.60) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.63 = "stablehlo.or"(%r.61, %r.62) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.64 = "stablehlo.xor"(%r.63, %r.58) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.65 = "stablehlo.add"(%r.58, %r.64) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.66 = "stablehlo.constant"() <{value = dense<26> : tensor<ui32>}> : () -> tensor<ui32>
      %r.67 = "stablehlo.constant"() <{value = dense<6> : tensor<ui32>}> : () -> tensor<ui32>
      %r.68 = "stablehlo.shift_left"(%r.64, %r.66) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.69 = "stablehlo.shift_right_logical"(%r.64, %r.67) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.70 = "stablehlo.or"(%r.68, %r.69) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.71 = "stablehlo.xor"(%r.70, %r.65) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.72 = "stablehlo.add"(%r.65, %r.71) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.73 = "stablehlo.shift_left"(%r.71, %r.67) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.74 = "stablehlo.shift_right_logical"(%r.71, %r.66) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.75 = "stablehlo.or"(%r.73, %r.74) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.76 = "stablehlo.xor"(%r.75, %r.72) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.77 = "stablehlo.add"(%r.72, %arg.6) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.78 = "stablehlo.constant"() <{value = dense<1> : tensor<ui32>}> : () -> tensor<ui32>
      %r.79 = "stablehlo.add"(%r.48, %r.78) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.80 = "stablehlo.add"(%r.76, %r.79) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.81 = "stablehlo.add"(%r.77, %r.80) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.82 = "stablehlo.shift_left"(%r.80, %r.60) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.83 = "stablehlo.shift_right_logical"(%r.80, %r.59) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.84 = "stablehlo.or"(%r.82, %r.83) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.85 = "stablehlo.xor"(%r.84, %r.81) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.86 = "stablehlo.add"(%r.81, %r.85) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.87 = "stablehlo.constant"() <{value = dense<29> : tensor<ui32>}> : () -> tensor<ui32>
      %r.88 = "stablehlo.constant"() <{value = dense<3> : tensor<ui32>}> : () -> tensor<ui32>
      %r.89 = "stablehlo.shift_left"(%r.85, %r.87) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.90 = "stablehlo.shift_right_logical"(%r.85, %r.88) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.91 = "stablehlo.or"(%r.89, %r.90) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.92 = "stablehlo.xor"(%r.91, %r.86) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.93 = "stablehlo.add"(%r.86, %r.92) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.94 = "stablehlo.constant"() <{value = dense<16> : tensor<ui32>}> : () -> tensor<ui32>
      %r.95 = "stablehlo.shift_left"(%r.92, %r.94) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.96 = "stablehlo.shift_right_logical"(%r.92, %r.94) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.97 = "stablehlo.or"(%r.95, %r.96) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.98 = "stablehlo.xor"(%r.97, %r.93) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.99 = "stablehlo.add"(%r.93, %r.98) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.100 = "stablehlo.constant"() <{value = dense<24> : tensor<ui32>}> : () -> tensor<ui32>
      %r.101 = "stablehlo.constant"() <{value = dense<8> : tensor<ui32>}> : () -> tensor<ui32>
      %r.102 = "stablehlo.shift_left"(%r.98, %r.100) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.103 = "stablehlo.shift_right_logical"(%r.98, %r.101) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.104 = "stablehlo.or"(%r.102, %r.103) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.105 = "stablehlo.xor"(%r.104, %r.99) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.106 = "stablehlo.add"(%r.99, %r.48) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.107 = "stablehlo.constant"() <{value = dense<2> : tensor<ui32>}> : () -> tensor<ui32>
      %r.108 = "stablehlo.add"(%arg.5, %r.107) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.109 = "stablehlo.add"(%r.105, %r.108) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.110 = "stablehlo.add"(%r.106, %r.109) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.111 = "stablehlo.shift_left"(%r.109, %r.52) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.112 = "stablehlo.shift_right_logical"(%r.109, %r.53) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.113 = "stablehlo.or"(%r.111, %r.112) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.114 = "stablehlo.xor"(%r.113, %r.110) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.115 = "stablehlo.add"(%r.110, %r.114) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.116 = "stablehlo.shift_left"(%r.114, %r.59) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.117 = "stablehlo.shift_right_logical"(%r.114, %r.60) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.118 = "stablehlo.or"(%r.116, %r.117) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.119 = "stablehlo.xor"(%r.118, %r.115) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.120 = "stablehlo.add"(%r.115, %r.119) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.121 = "stablehlo.shift_left"(%r.119, %r.66) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.122 = "stablehlo.shift_right_logical"(%r.119, %r.67) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.123 = "stablehlo.or"(%r.121, %r.122) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.124 = "stablehlo.xor"(%r.123, %r.120) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.125 = "stablehlo.add"(%r.120, %r.124) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.126 = "stablehlo.shift_left"(%r.124, %r.67) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.127 = "stablehlo.shift_right_logical"(%r.124, %r.66) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.128 = "stablehlo.or"(%r.126, %r.127) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.129 = "stablehlo.xor"(%r.128, %r.125) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.130 = "stablehlo.add"(%r.125, %arg.5) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.131 = "stablehlo.add"(%arg.6, %r.88) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.132 = "stablehlo.add"(%r.129, %r.131) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.133 = "stablehlo.add"(%r.130, %r.132) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.134 = "stablehlo.shift_left"(%r.132, %r.60) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.135 = "stablehlo.shift_right_logical"(%r.132, %r.59) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.136 = "stablehlo.or"(%r.134, %r.135) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.137 = "stablehlo.xor"(%r.136, %r.133) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.138 = "stablehlo.add"(%r.133, %r.137) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.139 = "stablehlo.shift_left"(%r.137, %r.87) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.140 = "stablehlo.shift_right_logical"(%r.137, %r.88) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.141 = "stablehlo.or"(%r.139, %r.140) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.142 = "stablehlo.xor"(%r.141, %r.138) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.143 = "stablehlo.add"(%r.138, %r.142) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.144 = "stablehlo.shift_left"(%r.142, %r.94) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.145 = "stablehlo.shift_right_logical"(%r.142, %r.94) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.146 = "stablehlo.or"(%r.144, %r.145) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.147 = "stablehlo.xor"(%r.146, %r.143) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.148 = "stablehlo.add"(%r.143, %r.147) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.149 = "stablehlo.shift_left"(%r.147, %r.100) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.150 = "stablehlo.shift_right_logical"(%r.147, %r.101) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.151 = "stablehlo.or"(%r.149, %r.150) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.152 = "stablehlo.xor"(%r.151, %r.148) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.153 = "stablehlo.add"(%r.148, %arg.6) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.154 = "stablehlo.constant"() <{value = dense<4> : tensor<ui32>}> : () -> tensor<ui32>
      %r.155 = "stablehlo.add"(%r.48, %r.154) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.156 = "stablehlo.add"(%r.152, %r.155) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.157 = "stablehlo.add"(%r.153, %r.156) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.158 = "stablehlo.shift_left"(%r.156, %r.52) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.159 = "stablehlo.shift_right_logical"(%r.156, %r.53) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.160 = "stablehlo.or"(%r.158, %r.159) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.161 = "stablehlo.xor"(%r.160, %r.157) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.162 = "stablehlo.add"(%r.157, %r.161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.163 = "stablehlo.shift_left"(%r.161, %r.59) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.164 = "stablehlo.shift_right_logical"(%r.161, %r.60) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.165 = "stablehlo.or"(%r.163, %r.164) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.166 = "stablehlo.xor"(%r.165, %r.162) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.167 = "stablehlo.add"(%r.162, %r.166) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.168 = "stablehlo.shift_left"(%r.166, %r.66) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.169 = "stablehlo.shift_right_logical"(%r.166, %r.67) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.170 = "stablehlo.or"(%r.168, %r.169) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.171 = "stablehlo.xor"(%r.170, %r.167) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.172 = "stablehlo.add"(%r.167, %r.171) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.173 = "stablehlo.shift_left"(%r.171, %r.67) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.174 = "stablehlo.shift_right_logical"(%r.171, %r.66) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.175 = "stablehlo.or"(%r.173, %r.174) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.176 = "stablehlo.xor"(%r.175, %r.172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.177 = "stablehlo.add"(%r.172, %r.48) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.178 = "stablehlo.constant"() <{value = dense<5> : tensor<ui32>}> : () -> tensor<ui32>
      %r.179 = "stablehlo.add"(%arg.5, %r.178) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.180 = "stablehlo.add"(%r.176, %r.179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.181 = "stablehlo.broadcast_in_dim"(%r.45) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.182 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<4x2xui32>
      %r.183 = "stablehlo.broadcast_in_dim"(%r.78) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.184 = "stablehlo.multiply"(%r.182, %r.183) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.185 = "stablehlo.add"(%r.181, %r.184) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.186 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<4x2xui32>
      %r.187 = "stablehlo.broadcast_in_dim"(%r.107) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.188 = "stablehlo.multiply"(%r.186, %r.187) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.189 = "stablehlo.add"(%r.185, %r.188) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.190 = "stablehlo.xor"(%r.177, %r.180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.191 = "stablehlo.xor"(%r.190, %r.46) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.192 = "stablehlo.broadcast_in_dim"(%r.177) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.193 = "stablehlo.add"(%r.181, %r.192) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.194 = "stablehlo.broadcast_in_dim"(%r.180) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.195 = "stablehlo.add"(%r.189, %r.194) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.196 = "stablehlo.add"(%r.193, %r.195) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.197 = "stablehlo.broadcast_in_dim"(%r.52) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.198 = "stablehlo.broadcast_in_dim"(%r.53) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.199 = "stablehlo.shift_left"(%r.195, %r.197) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.200 = "stablehlo.shift_right_logical"(%r.195, %r.198) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.201 = "stablehlo.or"(%r.199, %r.200) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.202 = "stablehlo.xor"(%r.201, %r.196) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.203 = "stablehlo.add"(%r.196, %r.202) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.204 = "stablehlo.broadcast_in_dim"(%r.59) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.205 = "stablehlo.broadcast_in_dim"(%r.60) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.206 = "stablehlo.shift_left"(%r.202, %r.204) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.207 = "stablehlo.shift_right_logical"(%r.202, %r.205) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.208 = "stablehlo.or"(%r.206, %r.207) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.209 = "stablehlo.xor"(%r.208, %r.203) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.210 = "stablehlo.add"(%r.203, %r.209) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.211 = "stablehlo.broadcast_in_dim"(%r.66) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.212 = "stablehlo.broadcast_in_dim"(%r.67) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.213 = "stablehlo.shift_left"(%r.209, %r.211) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.214 = "stablehlo.shift_right_logical"(%r.209, %r.212) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.215 = "stablehlo.or"(%r.213, %r.214) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.216 = "stablehlo.xor"(%r.215, %r.210) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.217 = "stablehlo.add"(%r.210, %r.216) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.218 = "stablehlo.shift_left"(%r.216, %r.212) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.219 = "stablehlo.shift_right_logical"(%r.216, %r.211) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.220 = "stablehlo.or"(%r.218, %r.219) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.221 = "stablehlo.xor"(%r.220, %r.217) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.222 = "stablehlo.add"(%r.217, %r.194) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.223 = "stablehlo.add"(%r.191, %r.78) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.224 = "stablehlo.broadcast_in_dim"(%r.223) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.225 = "stablehlo.add"(%r.221, %r.224) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.226 = "stablehlo.add"(%r.222, %r.225) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.227 = "stablehlo.shift_left"(%r.225, %r.205) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.228 = "stablehlo.shift_right_logical"(%r.225, %r.204) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.229 = "stablehlo.or"(%r.227, %r.228) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.230 = "stablehlo.xor"(%r.229, %r.226) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.231 = "stablehlo.add"(%r.226, %r.230) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.232 = "stablehlo.broadcast_in_dim"(%r.87) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.233 = "stablehlo.broadcast_in_dim"(%r.88) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.234 = "stablehlo.shift_left"(%r.230, %r.232) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.235 = "stablehlo.shift_right_logical"(%r.230, %r.233) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.236 = "stablehlo.or"(%r.234, %r.235) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.237 = "stablehlo.xor"(%r.236, %r.231) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.238 = "stablehlo.add"(%r.231, %r.237) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.239 = "stablehlo.broadcast_in_dim"(%r.94) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.240 = "stablehlo.shift_left"(%r.237, %r.239) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.241 = "stablehlo.shift_right_logical"(%r.237, %r.239) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.242 = "stablehlo.or"(%r.240, %r.241) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.243 = "stablehlo.xor"(%r.242, %r.238) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.244 = "stablehlo.add"(%r.238, %r.243) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.245 = "stablehlo.broadcast_in_dim"(%r.100) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.246 = "stablehlo.broadcast_in_dim"(%r.101) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.247 = "stablehlo.shift_left"(%r.243, %r.245) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.248 = "stablehlo.shift_right_logical"(%r.243, %r.246) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.249 = "stablehlo.or"(%r.247, %r.248) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.250 = "stablehlo.xor"(%r.249, %r.244) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.251 = "stablehlo.broadcast_in_dim"(%r.191) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.252 = "stablehlo.add"(%r.244, %r.251) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.253 = "stablehlo.add"(%r.177, %r.107) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.254 = "stablehlo.broadcast_in_dim"(%r.253) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.255 = "stablehlo.add"(%r.250, %r.254) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.256 = "stablehlo.add"(%r.252, %r.255) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.257 = "stablehlo.shift_left"(%r.255, %r.197) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.258 = "stablehlo.shift_right_logical"(%r.255, %r.198) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.259 = "stablehlo.or"(%r.257, %r.258) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.260 = "stablehlo.xor"(%r.259, %r.256) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.261 = "stablehlo.add"(%r.256, %r.260) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.262 = "stablehlo.shift_left"(%r.260, %r.204) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.263 = "stablehlo.shift_right_logical"(%r.260, %r.205) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.264 = "stablehlo.or"(%r.262, %r.263) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.265 = "stablehlo.xor"(%r.264, %r.261) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.266 = "stablehlo.add"(%r.261, %r.265) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.267 = "stablehlo.shift_left"(%r.265, %r.211) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.268 = "stablehlo.shift_right_logical"(%r.265, %r.212) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.269 = "stablehlo.or"(%r.267, %r.268) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.270 = "stablehlo.xor"(%r.269, %r.266) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.271 = "stablehlo.add"(%r.266, %r.270) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.272 = "stablehlo.shift_left"(%r.270, %r.212) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.273 = "stablehlo.shift_right_logical"(%r.270, %r.211) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.274 = "stablehlo.or"(%r.272, %r.273) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.275 = "stablehlo.xor"(%r.274, %r.271) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.276 = "stablehlo.add"(%r.271, %r.192) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.277 = "stablehlo.add"(%r.180, %r.88) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.278 = "stablehlo.broadcast_in_dim"(%r.277) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.279 = "stablehlo.add"(%r.275, %r.278) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.280 = "stablehlo.add"(%r.276, %r.279) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.281 = "stablehlo.shift_left"(%r.279, %r.205) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.282 = "stablehlo.shift_right_logical"(%r.279, %r.204) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.283 = "stablehlo.or"(%r.281, %r.282) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.284 = "stablehlo.xor"(%r.283, %r.280) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.285 = "stablehlo.add"(%r.280, %r.284) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.286 = "stablehlo.shift_left"(%r.284, %r.232) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.287 = "stablehlo.shift_right_logical"(%r.284, %r.233) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.288 = "stablehlo.or"(%r.286, %r.287) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.289 = "stablehlo.xor"(%r.288, %r.285) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.290 = "stablehlo.add"(%r.285, %r.289) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.291 = "stablehlo.shift_left"(%r.289, %r.239) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.292 = "stablehlo.shift_right_logical"(%r.289, %r.239) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.293 = "stablehlo.or"(%r.291, %r.292) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.294 = "stablehlo.xor"(%r.293, %r.290) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.295 = "stablehlo.add"(%r.290, %r.294) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.296 = "stablehlo.shift_left"(%r.294, %r.245) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.297 = "stablehlo.shift_right_logical"(%r.294, %r.246) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.298 = "stablehlo.or"(%r.296, %r.297) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.299 = "stablehlo.xor"(%r.298, %r.295) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.300 = "stablehlo.add"(%r.295, %r.194) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.301 = "stablehlo.add"(%r.191, %r.154) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.302 = "stablehlo.broadcast_in_dim"(%r.301) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.303 = "stablehlo.add"(%r.299, %r.302) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.304 = "stablehlo.add"(%r.300, %r.303) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.305 = "stablehlo.shift_left"(%r.303, %r.197) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.306 = "stablehlo.shift_right_logical"(%r.303, %r.198) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.307 = "stablehlo.or"(%r.305, %r.306) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.308 = "stablehlo.xor"(%r.307, %r.304) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.309 = "stablehlo.add"(%r.304, %r.308) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.310 = "stablehlo.shift_left"(%r.308, %r.204) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.311 = "stablehlo.shift_right_logical"(%r.308, %r.205) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.312 = "stablehlo.or"(%r.310, %r.311) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.313 = "stablehlo.xor"(%r.312, %r.309) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.314 = "stablehlo.add"(%r.309, %r.313) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.315 = "stablehlo.shift_left"(%r.313, %r.211) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.316 = "stablehlo.shift_right_logical"(%r.313, %r.212) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.317 = "stablehlo.or"(%r.315, %r.316) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.318 = "stablehlo.xor"(%r.317, %r.314) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.319 = "stablehlo.add"(%r.314, %r.318) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.320 = "stablehlo.shift_left"(%r.318, %r.212) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.321 = "stablehlo.shift_right_logical"(%r.318, %r.211) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.322 = "stablehlo.or"(%r.320, %r.321) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.323 = "stablehlo.xor"(%r.322, %r.319) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.324 = "stablehlo.add"(%r.319, %r.251) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.325 = "stablehlo.add"(%r.177, %r.178) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      %r.326 = "stablehlo.broadcast_in_dim"(%r.325) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.327 = "stablehlo.add"(%r.323, %r.326) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.328 = "stablehlo.xor"(%r.324, %r.327) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.329 = "stablehlo.shift_right_logical"(%r.328, %r.183) : (tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.330 = "stablehlo.constant"() <{value = dense<4294967295> : tensor<ui32>}> : () -> tensor<ui32>
      %r.331 = "stablehlo.broadcast_in_dim"(%r.330) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x2xui32>
      %r.332 = "stablehlo.select"(%arg.4, %r.329, %r.331) : (tensor<4x2xi1>, tensor<4x2xui32>, tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.333 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<4x2xi32>
      %r.334:2 = "stablehlo.sort"(%r.332, %r.333) <{dimension = 1 : i64, is_stable = false}> ({
      ^bb0(%arg2.0: tensor<ui32>, %arg2.1: tensor<ui32>, %arg2.2: tensor<i32>, %arg2.3: tensor<i32>):
        %r2.4 = "stablehlo.compare"(%arg2.0, %arg2.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
        %r2.5 = "stablehlo.compare"(%arg2.0, %arg2.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
        %r2.6 = "stablehlo.compare"(%arg2.0, %arg2.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
        %r2.7 = "stablehlo.compare"(%arg2.1, %arg2.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
        %r2.8 = "stablehlo.compare"(%r2.6, %r2.7) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.9 = "stablehlo.compare"(%r2.6, %r2.7) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.10 = "stablehlo.or"(%r2.4, %r2.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.11 = "stablehlo.or"(%r2.5, %r2.9) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.12 = "stablehlo.compare"(%r2.10, %r2.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.13 = "stablehlo.compare"(%arg2.2, %arg2.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
        %r2.14 = "stablehlo.select"(%r2.12, %r2.13, %r2.10) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
        "stablehlo.return"(%r2.14) : (tensor<i1>) -> ()
      }) : (tensor<4x2xui32>, tensor<4x2xi32>) -> (tensor<4x2xui32>, tensor<4x2xi32>)
      %r.335 = "stablehlo.slice"(%r.334#0) <{limit_indices = array<i64: 4, 2>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<4x2xui32>) -> tensor<4x2xui32>
      %r.336 = "stablehlo.slice"(%r.334#1) <{limit_indices = array<i64: 4, 2>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.337 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<4x2xi32>
      %r.338 = "stablehlo.constant"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
      %r.339 = "stablehlo.broadcast_in_dim"(%r.338) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.340 = "stablehlo.multiply"(%r.337, %r.339) : (tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.341 = "stablehlo.add"(%r.336, %r.340) : (tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.342 = "stablehlo.reshape"(%r.335) : (tensor<4x2xui32>) -> tensor<8xui32>
      %r.343 = "stablehlo.reshape"(%r.341) : (tensor<4x2xi32>) -> tensor<8xi32>
      %r.344 = "stablehlo.custom_call"(%r.342) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<8xui32>) -> tensor<8xui32>
      %r.345 = "stablehlo.custom_call"(%r.343) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<8xi32>) -> tensor<8xi32>
      %r.346 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<8xi32>
      %r.347:3 = "stablehlo.sort"(%r.344, %r.346, %r.345) <{dimension = 0 : i64, is_stable = false}> ({
      ^bb0(%arg2.0: tensor<ui32>, %arg2.1: tensor<ui32>, %arg2.2: tensor<i32>, %arg2.3: tensor<i32>, %arg2.4: tensor<i32>, %arg2.5: tensor<i32>):
        %r2.6 = "stablehlo.compare"(%arg2.0, %arg2.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
        %r2.7 = "stablehlo.compare"(%arg2.0, %arg2.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
        %r2.8 = "stablehlo.compare"(%arg2.0, %arg2.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
        %r2.9 = "stablehlo.compare"(%arg2.1, %arg2.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
        %r2.10 = "stablehlo.compare"(%r2.8, %r2.9) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.11 = "stablehlo.compare"(%r2.8, %r2.9) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.12 = "stablehlo.or"(%r2.6, %r2.10) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.13 = "stablehlo.or"(%r2.7, %r2.11) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.14 = "stablehlo.compare"(%r2.12, %r2.13) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.15 = "stablehlo.compare"(%arg2.2, %arg2.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
        %r2.16 = "stablehlo.select"(%r2.14, %r2.15, %r2.12) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
        "stablehlo.return"(%r2.16) : (tensor<i1>) -> ()
      }) : (tensor<8xui32>, tensor<8xi32>, tensor<8xi32>) -> (tensor<8xui32>, tensor<8xi32>, tensor<8xi32>)
      %r.348 = "stablehlo.slice"(%r.347#0) <{limit_indices = array<i64: 4>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<8xui32>) -> tensor<4xui32>
      %r.349 = "stablehlo.slice"(%r.347#2) <{limit_indices = array<i64: 4>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<8xi32>) -> tensor<4xi32>
      %r.350 = "stablehlo.broadcast_in_dim"(%r.330) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4xui32>
      %r.351 = "stablehlo.compare"(%r.348, %r.350) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<4xui32>, tensor<4xui32>) -> tensor<4xi1>
      %r.352 = "stablehlo.convert"(%r.351) : (tensor<4xi1>) -> tensor<4xi32>
      %r.353 = "stablehlo.reduce"(%r.352, %r.10) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<i32>, %arg2.1: tensor<i32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
        "stablehlo.return"(%r2.2) : (tensor<i32>) -> ()
      }) : (tensor<4xi32>, tensor<i32>) -> tensor<i32>
      %r.354 = "stablehlo.reshape"(%r.349) : (tensor<4xi32>) -> tensor<4x1xi32>
      %r.355 = "stablehlo.broadcast_in_dim"(%r.338) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x1xi32>
      %r.356 = "stablehlo.remainder"(%r.354, %r.355) : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x1xi32>
      %r.357 = "stablehlo.divide"(%r.354, %r.355) : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x1xi32>
      %r.358 = "stablehlo.constant"() <{value = dense<4> : tensor<i32>}> : () -> tensor<i32>
      %r.359 = "stablehlo.broadcast_in_dim"(%r.358) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x1xi32>
      %r.360 = "stablehlo.remainder"(%r.357, %r.359) : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x1xi32>
      %r.361 = "stablehlo.divide"(%r.357, %r.359) : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x1xi32>
      %r.362 = "stablehlo.concatenate"(%r.360, %r.356) <{dimension = 1 : i64}> : (tensor<4x1xi32>, tensor<4x1xi32>) -> tensor<4x2xi32>
      %r.363 = "stablehlo.gather"(%r.41, %r.362) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0, 1], start_index_map = [0, 1], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 6>}> : (tensor<4x2x6xbf16>, tensor<4x2xi32>) -> tensor<4x6xbf16>
      %r.364 = "stablehlo.convert"(%r.363) : (tensor<4x6xbf16>) -> tensor<4x6xf32>
      %r.365 = "stablehlo.reshape"(%r.364) : (tensor<4x6xf32>) -> tensor<1x4x6xf32>
      %r.366 = "stablehlo.dynamic_update_slice"(%arg.8, %r.365, %arg.0, %r.10, %r.10) : (tensor<8x4x6xf32>, tensor<1x4x6xf32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<8x4x6xf32>
      %r.367 = "stablehlo.reshape"(%r.353) : (tensor<i32>) -> tensor<1xi32>
      %r.368 = "stablehlo.dynamic_update_slice"(%arg.9, %r.367, %arg.0) : (tensor<8xi32>, tensor<1xi32>, tensor<i32>) -> tensor<8xi32>
      %r.369 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.370 = "stablehlo.add"(%arg.0, %r.369) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.370, %arg.1, %arg.2, %arg.3, %arg.4, %arg.5, %arg.6, %r.43, %r.366, %r.368) : (tensor<i32>, tensor<8x4x6xbf16>, tensor<8x4xf32>, tensor<4x2x8xi32>, tensor<4x2xi1>, tensor<ui32>, tensor<ui32>, tensor<4x2x6xf32>, tensor<8x4x6xf32>, tensor<8xi32>) -> ()
    }) : (tensor<i32>, tensor<8x4x6xbf16>, tensor<8x4xf32>, tensor<4x2x8xi32>, tensor<4x2xi1>, tensor<ui32>, tensor<ui32>, tensor<4x2x6xf32>, tensor<8x4x6xf32>, tensor<8xi32>) -> (tensor<i32>, tensor<8x4x6xbf16>, tensor<8x4xf32>, tensor<4x2x8xi32>, tensor<4x2xi1>, tensor<ui32>, tensor<ui32>, tensor<4x2x6xf32>, tensor<8x4x6xf32>, tensor<8xi32>)
    %282 = "stablehlo.broadcast_in_dim"(%281#9) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xi32>) -> tensor<8x4xi32>
    %283 = "stablehlo.compare"(%141#1, %282) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %284 = "stablehlo.and"(%dead.136, %283) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %285 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
    %286 = "stablehlo.broadcast_in_dim"(%285) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %287 = "stablehlo.minimum"(%141#1, %286) : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %288 = "stablehlo.reshape"(%287) : (tensor<8x4xi32>) -> tensor<8x1x4xi32>
    %289 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<8x1x4xi1>
    %290 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x1x4xi32>
    %291 = "stablehlo.broadcast_in_dim"(%285) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x1x4xi32>
    %292 = "stablehlo.clamp"(%290, %288, %291) : (tensor<8x1x4xi32>, tensor<8x1x4xi32>, tensor<8x1x4xi32>) -> tensor<8x1x4xi32>
    %293 = "stablehlo.gather"(%281#8, %292) <{dimension_numbers = #stablehlo.gather<offset_dims = [3], collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 3>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 6>}> : (tensor<8x4x6xf32>, tensor<8x1x4xi32>) -> tensor<8x1x4x6xf32>
    %294 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x1x4x6xf32>
    %295 = "stablehlo.broadcast_in_dim"(%289) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<8x1x4xi1>) -> tensor<8x1x4x6xi1>
    %296 = "stablehlo.select"(%295, %293, %294) : (tensor<8x1x4x6xi1>, tensor<8x1x4x6xf32>, tensor<8x1x4x6xf32>) -> tensor<8x1x4x6xf32>
    %297 = "stablehlo.reshape"(%296) : (tensor<8x1x4x6xf32>) -> tensor<8x4x6xf32>
    %298 = "stablehlo.broadcast_in_dim"(%132) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x6xf32>
    %299 = "stablehlo.multiply"(%297, %298) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %300 = "stablehlo.broadcast_in_dim"(%284) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x6xi1>
    %301 = "stablehlo.select"(%300, %297, %new_codebook.129) : (tensor<8x4x6xi1>, tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %302 = "stablehlo.select"(%284, %132, %new_cluster_size.108) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %303 = "stablehlo.select"(%300, %299, %new_embed_sum.113) : (tensor<8x4x6xi1>, tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %304 = "stablehlo.convert"(%284) : (tensor<8x4xi1>) -> tensor<8x4xi32>
    %restarted_entries.305 = "stablehlo.reduce"(%304, %23) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<8x4xi32>, tensor<i32>) -> tensor<i32>
    "func.return"(%31, %28#6, %45, %45, %loss.58, %mean_squared_error.51, %perplexity.74, %codebook_usage.80, %42, %nonfinite_rows.98, %dead_entries.82, %max_share.89, %relative_error.96, %entropy.91, %diversity_loss.41, %restarted_entries.305, %301, %302, %303, %100) : (tensor<4x2x6xbf16>, tensor<4x2x8xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<8x4x6xf32>, tensor<8x4xf32>, tensor<8x4x6xf32>, tensor<i32>) -> ()
  }
}
