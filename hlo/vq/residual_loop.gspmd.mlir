module @vqbit_update attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<4x2x6xbf16> {mhlo.sharding = "{devices=[2,1,1,2]<=[4] last_tile_dim_replicate}"},
      %codebook: tensor<8x4x6xf32> {mhlo.sharding = "{devices=[1,2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}", tf.aliasing_output = 10 : i32},
      %cluster_size: tensor<8x4xf32> {mhlo.sharding = "{devices=[1,2,2]<=[2,2]T(1,0) last_tile_dim_replicate}", tf.aliasing_output = 11 : i32},
      %embed_sum: tensor<8x4x6xf32> {mhlo.sharding = "{devices=[1,2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}", tf.aliasing_output = 12 : i32}) -> (
      tensor<4x2x6xbf16> {jax.result_info = "quantized", mhlo.sharding = "{devices=[2,1,1,2]<=[4] last_tile_dim_replicate}"},
      tensor<4x2x8xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[2,1,1,2]<=[4] last_tile_dim_replicate}"},
      tensor<f32> {jax.result_info = "commitment_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "mse", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "perplexity", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_usage", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "compression_ratio", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "nonfinite_rows", mhlo.sharding = "{replicated}"},
      tensor<8x4x6xf32> {jax.result_info = "codebook", mhlo.sharding = "{devices=[1,2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"},
      tensor<8x4xf32> {jax.result_info = "cluster_size", mhlo.sharding = "{devices=[1,2,2]<=[2,2]T(1,0) last_tile_dim_replicate}"},
      tensor<8x4x6xf32> {jax.result_info = "embed_sum", mhlo.sharding = "{devices=[1,2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"}) {
    %4 = "stablehlo.is_finite"(%inputs) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xi1>
    %5 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.6 = "stablehlo.reduce"(%4, %5) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<4x2x6xi1>, tensor<i1>) -> tensor<4x2xi1>
    %7 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %8 = "stablehlo.convert"(%7) : (tensor<8x4x6xf32>) -> tensor<8x4x6xbf16>
    %9 = "stablehlo.custom_call"(%8) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"} : (tensor<8x4x6xbf16>) -> tensor<8x4x6xbf16>
    %10 = "stablehlo.custom_call"(%7) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"} : (tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %11 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %12 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x2x6xbf16>
    %13 = "stablehlo.broadcast_in_dim"(%valid.6) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
    %valid_inputs.14 = "stablehlo.select"(%13, %inputs, %12) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
    %15 = "stablehlo.convert"(%valid_inputs.14) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
    %16 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %17 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x6xf32>
    %18 = "stablehlo.multiply"(%10, %10) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %19 = "stablehlo.reduce"(%18, %16) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<8x4xf32>
    %20 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %21 = "stablehlo.broadcast_in_dim"(%20) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %half_norms.22 = "stablehlo.multiply"(%19, %21) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %23 = "stablehlo.custom_call"(%half_norms.22) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,2,2]<=[2,2]T(1,0) last_tile_dim_replicate}"} : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %24 = "stablehlo.custom_call"(%9) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"} : (tensor<8x4x6xbf16>) -> tensor<8x4x6xbf16>
    %25 = "stablehlo.custom_call"(%23) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,2,2]<=[2,2]T(1,0) last_tile_dim_replicate}"} : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %26 = "stablehlo.custom_call"(%9) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<8x4x6xbf16>) -> tensor<8x4x6xbf16>
    %27 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %28 = "stablehlo.broadcast_in_dim"(%27) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2x8xi32>
    %29 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x2x1x1xf32>
    %30 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x2x1x4xf32>
    %31 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x2x1x4x6xf32>
    %32:11 = "stablehlo.while"(%27, %24, %25, %26, %valid.6, %15, %17, %28, %29, %30, %31) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8x4x6xbf16>, %arg.2: tensor<8x4xf32>, %arg.3: tensor<8x4x6xbf16>, %arg.4: tensor<4x2xi1>, %arg.5: tensor<4x2x6xf32>, %arg.6: tensor<4x2x6xf32>, %arg.7: tensor<4x2x8xi32>, %arg.8: tensor<8x2x1x1xf32>, %arg.9: tensor<8x2x1x4xf32>, %arg.10: tensor<8x2x1x4x6xf32>):
      %r.11 = "stablehlo.constant"() <{value = dense<8> : tensor<i32>}> : () -> tensor<i32>
      %r.12 = "stablehlo.compare"(%arg.0, %r.11) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.12) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8x4x6xbf16>, %arg.2: tensor<8x4xf32>, %arg.3: tensor<8x4x6xbf16>, %arg.4: tensor<4x2xi1>, %arg.5: tensor<4x2x6xf32>, %arg.6: tensor<4x2x6xf32>, %arg.7: tensor<4x2x8xi32>, %arg.8: tensor<8x2x1x1xf32>, %arg.9: tensor<8x2x1x4xf32>, %arg.10: tensor<8x2x1x4x6xf32>):
      %r.11 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.12 = "stablehlo.dynamic_slice"(%arg.1, %arg.0, %r.11, %r.11) <{slice_sizes = array<i64: 1, 4, 6>}> : (tensor<8x4x6xbf16>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x4x6xbf16>
      %r.13 = "stablehlo.reshape"(%r.12) : (tensor<1x4x6xbf16>) -> tensor<4x6xbf16>
      %r.14 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.11) <{slice_sizes = array<i64: 1, 4>}> : (tensor<8x4xf32>, tensor<i32>, tensor<i32>) -> tensor<1x4xf32>
      %r.15 = "stablehlo.reshape"(%r.14) : (tensor<1x4xf32>) -> tensor<4xf32>
      %r.16 = "stablehlo.dynamic_slice"(%arg.3, %arg.0, %r.11, %r.11) <{slice_sizes = array<i64: 1, 4, 6>}> : (tensor<8x4x6xbf16>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x4x6xbf16>
      %r.17 = "stablehlo.reshape"(%r.16) : (tensor<1x4x6xbf16>) -> tensor<4x6xbf16>
      %r.18 = "stablehlo.reduce_precision"(%arg.5) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.19 = "stablehlo.convert"(%r.18) : (tensor<4x2x6xf32>) -> tensor<4x2x6xbf16>
      %r.20 = "stablehlo.dot_general"(%r.19, %r.13) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x2x6xbf16>, tensor<4x6xbf16>) -> tensor<4x2x4xf32>
      %r.21 = "stablehlo.broadcast_in_dim"(%r.15) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<4x2x4xf32>
      %r.22 = "stablehlo.subtract"(%r.21, %r.20) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
      %r.23 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x2x4xi32>
      %r.24 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
      %r.25 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
      %r.26:2 = "stablehlo.reduce"(%r.22, %r.23, %r.24, %r.25) <{dimensions = array<i64: 2>}> ({
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
      %r.27 = "stablehlo.broadcast_in_dim"(%r.24) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2xf32>
      %r.28 = "stablehlo.compare"(%r.26#0, %r.27) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xi1>
      %r.29 = "stablehlo.broadcast_in_dim"(%r.11) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.30 = "stablehlo.select"(%r.28, %r.26#1, %r.29) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.31 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
      %r.32 = "stablehlo.broadcast_in_dim"(%r.31) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.33 = "stablehlo.select"(%arg.4, %r.30, %r.32) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.34 = "stablehlo.custom_call"(%r.17) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<4x6xbf16>) -> tensor<4x6xbf16>
      %r.35 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
      %r.36 = "stablehlo.broadcast_in_dim"(%r.35) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.37 = "stablehlo.clamp"(%r.29, %r.33, %r.36) : (tensor<4x2xi32>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.38 = "stablehlo.gather"(%r.34, %r.37) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 6>}> : (tensor<4x6xbf16>, tensor<4x2xi32>) -> tensor<4x2x6xbf16>
      %r.39 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
      %r.40 = "stablehlo.broadcast_in_dim"(%r.39) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x2x6xbf16>
      %r.41 = "stablehlo.broadcast_in_dim"(%arg.4) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
      %r.42 = "stablehlo.select"(%r.41, %r.38, %r.40) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.43 = "stablehlo.select"(%r.41, %r.19, %r.40) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.44 = "stablehlo.broadcast_in_dim"(%r.33) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi32>) -> tensor<4x2x4xi32>
      %r.45 = "stablehlo.compare"(%r.44, %r.23) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2x4xi32>, tensor<4x2x4xi32>) -> tensor<4x2x4xi1>
      %r.46 = "stablehlo.convert"(%r.42) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
      %r.47 = "stablehlo.subtract"(%arg.5, %r.46) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.48 = "stablehlo.compare"(%arg.0, %r.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.49 = "stablehlo.broadcast_in_dim"(%r.48) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<4x2x6xi1>
      %r.50 = "stablehlo.add"(%arg.6, %r.46) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.51 = "stablehlo.select"(%r.49, %r.46, %r.50) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.52 = "stablehlo.convert"(%r.43) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
      %r.53 = "stablehlo.subtract"(%r.52, %r.46) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.54 = "stablehlo.multiply"(%r.53, %r.53) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.55 = "stablehlo.reshape"(%r.54) : (tensor<4x2x6xf32>) -> tensor<2x2x1x2x1x6xf32>
      %r.56 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.57 = "stablehlo.reduce"(%r.55, %r.56) <{dimensions = array<i64: 1, 3, 5>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<2x2x1x2x1x6xf32>, tensor<f32>) -> tensor<2x1x1xf32>
      %r.58 = "stablehlo.custom_call"(%r.57) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,1,2]<=[4] last_tile_dim_replicate}"} : (tensor<2x1x1xf32>) -> tensor<2x1x1xf32>
      %r.59 = "stablehlo.reshape"(%r.45) : (tensor<4x2x4xi1>) -> tensor<2x2x1x2x4xi1>
      %r.60 = "stablehlo.transpose"(%r.59) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x2x1x2x4xi1>) -> tensor<2x1x2x2x4xi1>
      %r.61 = "stablehlo.convert"(%r.60) : (tensor<2x1x2x2x4xi1>) -> tensor<2x1x2x2x4xf32>
      %r.62 = "stablehlo.reduce"(%r.61, %r.56) <{dimensions = array<i64: 2, 3>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<2x1x2x2x4xf32>, tensor<f32>) -> tensor<2x1x4xf32>
      %r.63 = "stablehlo.custom_call"(%r.62) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,2]<=[4]}"} : (tensor<2x1x4xf32>) -> tensor<2x1x4xf32>
      %r.64 = "stablehlo.reshape"(%r.43) : (tensor<4x2x6xbf16>) -> tensor<2x2x1x2x6xbf16>
      %r.65 = "stablehlo.transpose"(%r.64) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x2x1x2x6xbf16>) -> tensor<2x1x2x2x6xbf16>
      %r.66 = "stablehlo.convert"(%r.60) : (tensor<2x1x2x2x4xi1>) -> tensor<2x1x2x2x4xbf16>
      %r.67 = "stablehlo.dot_general"(%r.66, %r.65) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x1x2x2x4xbf16>, tensor<2x1x2x2x6xbf16>) -> tensor<2x1x4x6xf32>
      %r.68 = "stablehlo.custom_call"(%r.67) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,2,1]<=[4]}"} : (tensor<2x1x4x6xf32>) -> tensor<2x1x4x6xf32>
      %r.69 = "stablehlo.reshape"(%r.33) : (tensor<4x2xi32>) -> tensor<4x2x1xi32>
      %r.70 = "stablehlo.dynamic_update_slice"(%arg.7, %r.69, %r.11, %r.11, %arg.0) : (tensor<4x2x8xi32>, tensor<4x2x1xi32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<4x2x8xi32>
      %r.71 = "stablehlo.reshape"(%r.58) : (tensor<2x1x1xf32>) -> tensor<1x2x1x1xf32>
      %r.72 = "stablehlo.dynamic_update_slice"(%arg.8, %r.71, %arg.0, %r.11, %r.11, %r.11) : (tensor<8x2x1x1xf32>, tensor<1x2x1x1xf32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<8x2x1x1xf32>
      %r.73 = "stablehlo.reshape"(%r.63) : (tensor<2x1x4xf32>) -> tensor<1x2x1x4xf32>
      %r.74 = "stablehlo.dynamic_update_slice"(%arg.9, %r.73, %arg.0, %r.11, %r.11, %r.11) : (tensor<8x2x1x4xf32>, tensor<1x2x1x4xf32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<8x2x1x4xf32>
      %r.75 = "stablehlo.reshape"(%r.68) : (tensor<2x1x4x6xf32>) -> tensor<1x2x1x4x6xf32>
      %r.76 = "stablehlo.dynamic_update_slice"(%arg.10, %r.75, %arg.0, %r.11, %r.11, %r.11, %r.11) : (tensor<8x2x1x4x6xf32>, tensor<1x2x1x4x6xf32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<8x2x1x4x6xf32>
      %r.77 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.78 = "stablehlo.add"(%arg.0, %r.77) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.78, %arg.1, %arg.2, %arg.3, %arg.4, %r.47, %r.51, %r.70, %r.72, %r.74, %r.76) : (tensor<i32>, tensor<8x4x6xbf16>, tensor<8x4xf32>, tensor<8x4x6xbf16>, tensor<4x2xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<4x2x8xi32>, tensor<8x2x1x1xf32>, tensor<8x2x1x4xf32>, tensor<8x2x1x4x6xf32>) -> ()
    }) : (tensor<i32>, tensor<8x4x6xbf16>, tensor<8x4xf32>, tensor<8x4x6xbf16>, tensor<4x2xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<4x2x8xi32>, tensor<8x2x1x1xf32>, tensor<8x2x1x4xf32>, tensor<8x2x1x4x6xf32>) -> (tensor<i32>, tensor<8x4x6xbf16>, tensor<8x4xf32>, tensor<8x4x6xbf16>, tensor<4x2xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<4x2x8xi32>, tensor<8x2x1x1xf32>, tensor<8x2x1x4xf32>, tensor<8x2x1x4x6xf32>)
    %33 = "stablehlo.reduce"(%32#8, %16) <{dimensions = array<i64: 0, 1, 2, 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x2x1x1xf32>, tensor<f32>) -> tensor<f32>
    %34 = "stablehlo.reduce"(%32#9, %16) <{dimensions = array<i64: 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x2x1x4xf32>, tensor<f32>) -> tensor<8x4xf32>
    %counts.35 = "stablehlo.custom_call"(%34) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,2,2]<=[2,2]T(1,0) last_tile_dim_replicate}"} : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %36 = "stablehlo.reduce"(%32#10, %16) <{dimensions = array<i64: 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x2x1x4x6xf32>, tensor<f32>) -> tensor<8x4x6xf32>
    %sums.37 = "stablehlo.custom_call"(%36) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"} : (tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %38 = "stablehlo.reduce_precision"(%32#6) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %39 = "stablehlo.convert"(%38) : (tensor<4x2x6xf32>) -> tensor<4x2x6xbf16>
    %40 = "stablehlo.convert"(%valid.6) : (tensor<4x2xi1>) -> tensor<4x2xf32>
    %41 = "stablehlo.reduce"(%40, %16) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x2xf32>, tensor<f32>) -> tensor<f32>
    %42 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
    %43 = "stablehlo.divide"(%33, %42) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %44 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %45 = "stablehlo.maximum"(%41, %44) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.46 = "stablehlo.divide"(%43, %45) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %47 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %48 = "stablehlo.divide"(%mean_squared_error.46, %47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %49 = "stablehlo.convert"(%39) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
    %50 = "stablehlo.subtract"(%15, %49) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %51 = "stablehlo.multiply"(%50, %50) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %52 = "stablehlo.reduce"(%51, %16) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x2x6xf32>, tensor<f32>) -> tensor<f32>
    %53 = "stablehlo.divide"(%52, %42) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.54 = "stablehlo.divide"(%53, %45) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %55 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %56 = "stablehlo.multiply"(%55, %48) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %57 = "stablehlo.multiply"(%16, %48) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.58 = "stablehlo.add"(%56, %57) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %59 = "stablehlo.broadcast_in_dim"(%44) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %60 = "stablehlo.maximum"(%counts.35, %59) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %61 = "stablehlo.log"(%60) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %62 = "stablehlo.multiply"(%counts.35, %61) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %63 = "stablehlo.reduce"(%62, %16) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<8xf32>
    %64 = "stablehlo.reduce"(%counts.35, %16) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<8xf32>
    %65 = "stablehlo.broadcast_in_dim"(%44) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %66 = "stablehlo.maximum"(%64, %65) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %67 = "stablehlo.divide"(%63, %66) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %68 = "stablehlo.log"(%66) : (tensor<8xf32>) -> tensor<8xf32>
    %69 = "stablehlo.subtract"(%68, %67) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %70 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %71 = "stablehlo.maximum"(%69, %70) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %72 = "stablehlo.exponential"(%71) : (tensor<8xf32>) -> tensor<8xf32>
    %73 = "stablehlo.reduce"(%72, %16) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %perplexity.74 = "stablehlo.divide"(%73, %47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %76 = "stablehlo.compare"(%counts.35, %75) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %77 = "stablehlo.convert"(%76) : (tensor<8x4xi1>) -> tensor<8x4xf32>
    %78 = "stablehlo.reduce"(%77, %16) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %79 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.80 = "stablehlo.divide"(%78, %79) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %81 = "stablehlo.subtract"(%47, %41) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.82 = "stablehlo.convert"(%81) : (tensor<f32>) -> tensor<i32>
    %83 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %84 = "stablehlo.broadcast_in_dim"(%83) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %85 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %86 = "stablehlo.broadcast_in_dim"(%85) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %87 = "stablehlo.multiply"(%84, %cluster_size) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %88 = "stablehlo.multiply"(%86, %counts.35) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %new_cluster_size.89 = "stablehlo.add"(%87, %88) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %90 = "stablehlo.broadcast_in_dim"(%83) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x6xf32>
    %91 = "stablehlo.broadcast_in_dim"(%85) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x6xf32>
    %92 = "stablehlo.multiply"(%90, %embed_sum) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %93 = "stablehlo.multiply"(%91, %sums.37) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %new_embed_sum.94 = "stablehlo.add"(%92, %93) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %95 = "stablehlo.reduce"(%new_cluster_size.89, %16) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<8xf32>
    %96 = "stablehlo.constant"() <{value = dense<3.9999998989515007e-5> : tensor<f32>}> : () -> tensor<f32>
    %97 = "stablehlo.broadcast_in_dim"(%96) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %98 = "stablehlo.add"(%95, %97) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %99 = "stablehlo.divide"(%95, %98) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %100 = "stablehlo.broadcast_in_dim"(%99) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xf32>) -> tensor<8x4xf32>
    %101 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %102 = "stablehlo.broadcast_in_dim"(%101) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %103 = "stablehlo.add"(%new_cluster_size.89, %102) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %smoothed_counts.104 = "stablehlo.multiply"(%103, %100) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %105 = "stablehlo.select"(%76, %smoothed_counts.104, %new_cluster_size.89) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %106 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %107 = "stablehlo.broadcast_in_dim"(%106) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %108 = "stablehlo.compare"(%105, %107) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %109 = "stablehlo.broadcast_in_dim"(%105) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x6xf32>
    %110 = "stablehlo.divide"(%new_embed_sum.94, %109) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %111 = "stablehlo.broadcast_in_dim"(%108) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x6xi1>
    %new_codebook.112 = "stablehlo.select"(%111, %110, %codebook) : (tensor<8x4x6xi1>, tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    "func.return"(%39, %32#7, %48, %48, %loss.58, %mean_squared_error.54, %perplexity.74, %codebook_usage.80, %42, %nonfinite_rows.82, %new_codebook.112, %new_cluster_size.89, %new_embed_sum.94) : (tensor<4x2x6xbf16>, tensor<4x2x8xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<8x4x6xf32>, tensor<8x4xf32>, tensor<8x4x6xf32>) -> ()
  }
}
