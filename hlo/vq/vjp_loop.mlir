module @vqbit_vjp attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<4x2x6xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %d_quantized: tensor<4x2x6xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %d_loss: tensor<f32> {sdy.sharding = #sdy.sharding<@mesh, []>},
      %codebook: tensor<8x5x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>}) -> (
      tensor<4x2x6xbf16> {jax.result_info = "d_inputs", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      tensor<8x5x6xf32> {jax.result_info = "d_codebook", sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>}) {
    %4 = "stablehlo.is_finite"(%inputs) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xi1>
    %5 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.6 = "stablehlo.reduce"(%4, %5) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<4x2x6xi1>, tensor<i1>) -> tensor<4x2xi1>
    %7 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x5x6xf32>) -> tensor<8x5x6xf32>
    %8 = "stablehlo.convert"(%7) : (tensor<8x5x6xf32>) -> tensor<8x5x6xbf16>
    %9 = "sdy.sharding_constraint"(%8) <{sharding = #sdy.sharding<@mesh, [{}, {}, {}]>}> : (tensor<8x5x6xbf16>) -> tensor<8x5x6xbf16>
    %10 = "sdy.sharding_constraint"(%7) <{sharding = #sdy.sharding<@mesh, [{}, {}, {}]>}> : (tensor<8x5x6xf32>) -> tensor<8x5x6xf32>
    %11 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %12 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x2x6xbf16>
    %13 = "stablehlo.broadcast_in_dim"(%valid.6) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
    %valid_inputs.14 = "stablehlo.select"(%13, %inputs, %12) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
    %15 = "stablehlo.convert"(%valid_inputs.14) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
    %16 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %17 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x6xf32>
    %18 = "stablehlo.multiply"(%10, %10) : (tensor<8x5x6xf32>, tensor<8x5x6xf32>) -> tensor<8x5x6xf32>
    %19 = "stablehlo.reduce"(%18, %16) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x5x6xf32>, tensor<f32>) -> tensor<8x5xf32>
    %20 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %21 = "stablehlo.broadcast_in_dim"(%20) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x5xf32>
    %half_norms.22 = "stablehlo.multiply"(%19, %21) : (tensor<8x5xf32>, tensor<8x5xf32>) -> tensor<8x5xf32>
    %23 = "sdy.sharding_constraint"(%half_norms.22) <{sharding = #sdy.sharding<@mesh, [{}, {}]>}> : (tensor<8x5xf32>) -> tensor<8x5xf32>
    %24 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x1x6xbf16>
    %25 = "stablehlo.concatenate"(%9, %24) <{dimension = 1 : i64}> : (tensor<8x5x6xbf16>, tensor<8x1x6xbf16>) -> tensor<8x6x6xbf16>
    %26 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %27 = "stablehlo.broadcast_in_dim"(%26) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x1xf32>
    %28 = "stablehlo.concatenate"(%23, %27) <{dimension = 1 : i64}> : (tensor<8x5xf32>, tensor<8x1xf32>) -> tensor<8x6xf32>
    %29 = "sdy.sharding_constraint"(%25) <{sharding = #sdy.sharding<@mesh, [{}, {"model"}, {}]>}> : (tensor<8x6x6xbf16>) -> tensor<8x6x6xbf16>
    %30 = "sdy.sharding_constraint"(%28) <{sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}> : (tensor<8x6xf32>) -> tensor<8x6xf32>
    %31 = "sdy.sharding_constraint"(%9) <{sharding = #sdy.sharding<@mesh, [{}, {}, {}]>}> : (tensor<8x5x6xbf16>) -> tensor<8x5x6xbf16>
    %32 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %33 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2x8xi32>
    %34 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x2x1x1xf32>
    %35 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x2x1x5xf32>
    %36 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x2x1x5x6xf32>
    %37:11 = "stablehlo.while"(%32, %29, %30, %31, %valid.6, %15, %17, %33, %34, %35, %36) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8x6x6xbf16>, %arg.2: tensor<8x6xf32>, %arg.3: tensor<8x5x6xbf16>, %arg.4: tensor<4x2xi1>, %arg.5: tensor<4x2x6xf32>, %arg.6: tensor<4x2x6xf32>, %arg.7: tensor<4x2x8xi32>, %arg.8: tensor<8x2x1x1xf32>, %arg.9: tensor<8x2x1x5xf32>, %arg.10: tensor<8x2x1x5x6xf32>):
      %r.11 = "stablehlo.constant"() <{value = dense<8> : tensor<i32>}> : () -> tensor<i32>
      %r.12 = "stablehlo.compare"(%arg.0, %r.11) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.12) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8x6x6xbf16>, %arg.2: tensor<8x6xf32>, %arg.3: tensor<8x5x6xbf16>, %arg.4: tensor<4x2xi1>, %arg.5: tensor<4x2x6xf32>, %arg.6: tensor<4x2x6xf32>, %arg.7: tensor<4x2x8xi32>, %arg.8: tensor<8x2x1x1xf32>, %arg.9: tensor<8x2x1x5xf32>, %arg.10: tensor<8x2x1x5x6xf32>):
      %r.11 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.12 = "stablehlo.dynamic_slice"(%arg.1, %arg.0, %r.11, %r.11) <{slice_sizes = array<i64: 1, 6, 6>}> : (tensor<8x6x6xbf16>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x6x6xbf16>
      %r.13 = "stablehlo.reshape"(%r.12) : (tensor<1x6x6xbf16>) -> tensor<6x6xbf16>
      %r.14 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.11) <{slice_sizes = array<i64: 1, 6>}> : (tensor<8x6xf32>, tensor<i32>, tensor<i32>) -> tensor<1x6xf32>
      %r.15 = "stablehlo.reshape"(%r.14) : (tensor<1x6xf32>) -> tensor<6xf32>
      %r.16 = "stablehlo.dynamic_slice"(%arg.3, %arg.0, %r.11, %r.11) <{slice_sizes = array<i64: 1, 5, 6>}> : (tensor<8x5x6xbf16>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x5x6xbf16>
      %r.17 = "stablehlo.reshape"(%r.16) : (tensor<1x5x6xbf16>) -> tensor<5x6xbf16>
      %r.18 = "stablehlo.reduce_precision"(%arg.5) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.19 = "stablehlo.convert"(%r.18) : (tensor<4x2x6xf32>) -> tensor<4x2x6xbf16>
      %r.20 = "stablehlo.dot_general"(%r.19, %r.13) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x2x6xbf16>, tensor<6x6xbf16>) -> tensor<4x2x6xf32>
      %r.21 = "stablehlo.broadcast_in_dim"(%r.15) <{broadcast_dimensions = array<i64: 2>}> : (tensor<6xf32>) -> tensor<4x2x6xf32>
      %r.22 = "stablehlo.subtract"(%r.21, %r.20) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.23 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x2x6xi32>
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
      }) : (tensor<4x2x6xf32>, tensor<4x2x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<4x2xf32>, tensor<4x2xi32>)
      %r.27 = "stablehlo.broadcast_in_dim"(%r.24) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2xf32>
      %r.28 = "stablehlo.compare"(%r.26#0, %r.27) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xi1>
      %r.29 = "stablehlo.broadcast_in_dim"(%r.11) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.30 = "stablehlo.select"(%r.28, %r.26#1, %r.29) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.31 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
      %r.32 = "stablehlo.broadcast_in_dim"(%r.31) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.33 = "stablehlo.select"(%arg.4, %r.30, %r.32) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.34 = "stablehlo.broadcast_in_dim"(%r.33) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi32>) -> tensor<4x2x5xi32>
      %r.35 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x2x5xi32>
      %r.36 = "stablehlo.compare"(%r.34, %r.35) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2x5xi32>, tensor<4x2x5xi32>) -> tensor<4x2x5xi1>
      %r.37 = "sdy.sharding_constraint"(%r.17) <{sharding = #sdy.sharding<@mesh, [{}, {}]>}> : (tensor<5x6xbf16>) -> tensor<5x6xbf16>
      %r.38 = "stablehlo.constant"() <{value = dense<4> : tensor<i32>}> : () -> tensor<i32>
      %r.39 = "stablehlo.broadcast_in_dim"(%r.38) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.40 = "stablehlo.clamp"(%r.29, %r.33, %r.39) : (tensor<4x2xi32>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.41 = "stablehlo.gather"(%r.37, %r.40) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 6>}> : (tensor<5x6xbf16>, tensor<4x2xi32>) -> tensor<4x2x6xbf16>
      %r.42 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
      %r.43 = "stablehlo.broadcast_in_dim"(%r.42) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x2x6xbf16>
      %r.44 = "stablehlo.broadcast_in_dim"(%arg.4) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
      %r.45 = "stablehlo.select"(%r.44, %r.41, %r.43) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.46 = "stablehlo.select"(%r.44, %r.19, %r.43) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.47 = "stablehlo.convert"(%r.45) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
      %r.48 = "stablehlo.subtract"(%arg.5, %r.47) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.49 = "stablehlo.compare"(%arg.0, %r.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.50 = "stablehlo.broadcast_in_dim"(%r.49) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<4x2x6xi1>
      %r.51 = "stablehlo.add"(%arg.6, %r.47) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.52 = "stablehlo.select"(%r.50, %r.47, %r.51) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.53 = "stablehlo.convert"(%r.46) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
      %r.54 = "stablehlo.subtract"(%r.53, %r.47) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.55 = "stablehlo.multiply"(%r.54, %r.54) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.56 = "stablehlo.reshape"(%r.55) : (tensor<4x2x6xf32>) -> tensor<2x2x1x2x1x6xf32>
      %r.57 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.58 = "stablehlo.reduce"(%r.56, %r.57) <{dimensions = array<i64: 1, 3, 5>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<2x2x1x2x1x6xf32>, tensor<f32>) -> tensor<2x1x1xf32>
      %r.59 = "sdy.sharding_constraint"(%r.58) <{sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>}> : (tensor<2x1x1xf32>) -> tensor<2x1x1xf32>
      %r.60 = "stablehlo.reshape"(%r.36) : (tensor<4x2x5xi1>) -> tensor<2x2x1x2x5xi1>
      %r.61 = "stablehlo.transpose"(%r.60) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x2x1x2x5xi1>) -> tensor<2x1x2x2x5xi1>
      %r.62 = "stablehlo.convert"(%r.61) : (tensor<2x1x2x2x5xi1>) -> tensor<2x1x2x2x5xf32>
      %r.63 = "stablehlo.reduce"(%r.62, %r.57) <{dimensions = array<i64: 2, 3>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<2x1x2x2x5xf32>, tensor<f32>) -> tensor<2x1x5xf32>
      %r.64 = "sdy.sharding_constraint"(%r.63) <{sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>}> : (tensor<2x1x5xf32>) -> tensor<2x1x5xf32>
      %r.65 = "stablehlo.reshape"(%r.46) : (tensor<4x2x6xbf16>) -> tensor<2x2x1x2x6xbf16>
      %r.66 = "stablehlo.transpose"(%r.65) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x2x1x2x6xbf16>) -> tensor<2x1x2x2x6xbf16>
      %r.67 = "stablehlo.convert"(%r.61) : (tensor<2x1x2x2x5xi1>) -> tensor<2x1x2x2x5xbf16>
      %r.68 = "stablehlo.dot_general"(%r.67, %r.66) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x1x2x2x5xbf16>, tensor<2x1x2x2x6xbf16>) -> tensor<2x1x5x6xf32>
      %r.69 = "sdy.sharding_constraint"(%r.68) <{sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}, {}]>}> : (tensor<2x1x5x6xf32>) -> tensor<2x1x5x6xf32>
      %r.70 = "stablehlo.reshape"(%r.33) : (tensor<4x2xi32>) -> tensor<4x2x1xi32>
      %r.71 = "stablehlo.dynamic_update_slice"(%arg.7, %r.70, %r.11, %r.11, %arg.0) : (tensor<4x2x8xi32>, tensor<4x2x1xi32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<4x2x8xi32>
      %r.72 = "stablehlo.reshape"(%r.59) : (tensor<2x1x1xf32>) -> tensor<1x2x1x1xf32>
      %r.73 = "stablehlo.dynamic_update_slice"(%arg.8, %r.72, %arg.0, %r.11, %r.11, %r.11) : (tensor<8x2x1x1xf32>, tensor<1x2x1x1xf32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<8x2x1x1xf32>
      %r.74 = "stablehlo.reshape"(%r.64) : (tensor<2x1x5xf32>) -> tensor<1x2x1x5xf32>
      %r.75 = "stablehlo.dynamic_update_slice"(%arg.9, %r.74, %arg.0, %r.11, %r.11, %r.11) : (tensor<8x2x1x5xf32>, tensor<1x2x1x5xf32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<8x2x1x5xf32>
      %r.76 = "stablehlo.reshape"(%r.69) : (tensor<2x1x5x6xf32>) -> tensor<1x2x1x5x6xf32>
      %r.77 = "stablehlo.dynamic_update_slice"(%arg.10, %r.76, %arg.0, %r.11, %r.11, %r.11, %r.11) : (tensor<8x2x1x5x6xf32>, tensor<1x2x1x5x6xf32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<8x2x1x5x6xf32>
      %r.78 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.79 = "stablehlo.add"(%arg.0, %r.78) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.79, %arg.1, %arg.2, %arg.3, %arg.4, %r.48, %r.52, %r.71, %r.73, %r.75, %r.77) : (tensor<i32>, tensor<8x6x6xbf16>, tensor<8x6xf32>, tensor<8x5x6xbf16>, tensor<4x2xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<4x2x8xi32>, tensor<8x2x1x1xf32>, tensor<8x2x1x5xf32>, tensor<8x2x1x5x6xf32>) -> ()
    }) : (tensor<i32>, tensor<8x6x6xbf16>, tensor<8x6xf32>, tensor<8x5x6xbf16>, tensor<4x2xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<4x2x8xi32>, tensor<8x2x1x1xf32>, tensor<8x2x1x5xf32>, tensor<8x2x1x5x6xf32>) -> (tensor<i32>, tensor<8x6x6xbf16>, tensor<8x6xf32>, tensor<8x5x6xbf16>, tensor<4x2xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<4x2x8xi32>, tensor<8x2x1x1xf32>, tensor<8x2x1x5xf32>, tensor<8x2x1x5x6xf32>)
    %38 = "stablehlo.convert"(%d_quantized) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
    %39 = "stablehlo.convert"(%valid.6) : (tensor<4x2xi1>) -> tensor<4x2xf32>
    %40 = "stablehlo.reduce"(%39, %16) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x2xf32>, tensor<f32>) -> tensor<f32>
    %41 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %42 = "stablehlo.maximum"(%40, %41) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %43 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x2x1x6x6xf32>
    %44:12 = "stablehlo.while"(%32, %29, %30, %31, %37#7, %valid.6, %42, %15, %17, %17, %36, %43) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8x6x6xbf16>, %arg.2: tensor<8x6xf32>, %arg.3: tensor<8x5x6xbf16>, %arg.4: tensor<4x2x8xi32>, %arg.5: tensor<4x2xi1>, %arg.6: tensor<f32>, %arg.7: tensor<4x2x6xf32>, %arg.8: tensor<4x2x6xf32>, %arg.9: tensor<4x2x6xf32>, %arg.10: tensor<8x2x1x5x6xf32>, %arg.11: tensor<8x2x1x6x6xf32>):
      %r.12 = "stablehlo.constant"() <{value = dense<8> : tensor<i32>}> : () -> tensor<i32>
      %r.13 = "stablehlo.compare"(%arg.0, %r.12) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.13) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8x6x6xbf16>, %arg.2: tensor<8x6xf32>, %arg.3: tensor<8x5x6xbf16>, %arg.4: tensor<4x2x8xi32>, %arg.5: tensor<4x2xi1>, %arg.6: tensor<f32>, %arg.7: tensor<4x2x6xf32>, %arg.8: tensor<4x2x6xf32>, %arg.9: tensor<4x2x6xf32>, %arg.10: tensor<8x2x1x5x6xf32>, %arg.11: tensor<8x2x1x6x6xf32>):
      %r.12 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.13 = "stablehlo.dynamic_slice"(%arg.1, %arg.0, %r.12, %r.12) <{slice_sizes = array<i64: 1, 6, 6>}> : (tensor<8x6x6xbf16>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x6x6xbf16>
      %r.14 = "stablehlo.reshape"(%r.13) : (tensor<1x6x6xbf16>) -> tensor<6x6xbf16>
      %r.15 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.12) <{slice_sizes = array<i64: 1, 6>}> : (tensor<8x6xf32>, tensor<i32>, tensor<i32>) -> tensor<1x6xf32>
      %r.16 = "stablehlo.reshape"(%r.15) : (tensor<1x6xf32>) -> tensor<6xf32>
      %r.17 = "stablehlo.dynamic_slice"(%arg.3, %arg.0, %r.12, %r.12) <{slice_sizes = array<i64: 1, 5, 6>}> : (tensor<8x5x6xbf16>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<1x5x6xbf16>
      %r.18 = "stablehlo.reshape"(%r.17) : (tensor<1x5x6xbf16>) -> tensor<5x6xbf16>
      %r.19 = "stablehlo.dynamic_slice"(%arg.4, %r.12, %r.12, %arg.0) <{slice_sizes = array<i64: 4, 2, 1>}> : (tensor<4x2x8xi32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<4x2x1xi32>
      %r.20 = "stablehlo.reshape"(%r.19) : (tensor<4x2x1xi32>) -> tensor<4x2xi32>
      %r.21 = "stablehlo.reduce_precision"(%arg.7) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.22 = "stablehlo.convert"(%r.21) : (tensor<4x2x6xf32>) -> tensor<4x2x6xbf16>
      %r.23 = "stablehlo.broadcast_in_dim"(%r.12) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.24 = "stablehlo.constant"() <{value = dense<4> : tensor<i32>}> : () -> tensor<i32>
      %r.25 = "stablehlo.broadcast_in_dim"(%r.24) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.26 = "stablehlo.compare"(%r.20, %r.23) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi1>
      %r.27 = "stablehlo.compare"(%r.20, %r.25) <{comparison_direction = #stablehlo<comparison_direction LE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi1>
      %r.28 = "stablehlo.and"(%r.26, %r.27) : (tensor<4x2xi1>, tensor<4x2xi1>) -> tensor<4x2xi1>
      %r.29 = "stablehlo.and"(%arg.5, %r.28) : (tensor<4x2xi1>, tensor<4x2xi1>) -> tensor<4x2xi1>
      %r.30 = "stablehlo.dot_general"(%r.22, %r.14) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x2x6xbf16>, tensor<6x6xbf16>) -> tensor<4x2x6xf32>
      %r.31 = "stablehlo.broadcast_in_dim"(%r.16) <{broadcast_dimensions = array<i64: 2>}> : (tensor<6xf32>) -> tensor<4x2x6xf32>
      %r.32 = "stablehlo.subtract"(%r.31, %r.30) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.33 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
      %r.34 = "stablehlo.broadcast_in_dim"(%r.33) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
      %r.35 = "stablehlo.select"(%r.29, %r.20, %r.34) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.36 = "stablehlo.broadcast_in_dim"(%r.35) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi32>) -> tensor<4x2x5xi32>
      %r.37 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x2x5xi32>
      %r.38 = "stablehlo.compare"(%r.36, %r.37) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2x5xi32>, tensor<4x2x5xi32>) -> tensor<4x2x5xi1>
      %r.39 = "sdy.sharding_constraint"(%r.18) <{sharding = #sdy.sharding<@mesh, [{}, {}]>}> : (tensor<5x6xbf16>) -> tensor<5x6xbf16>
      %r.40 = "stablehlo.clamp"(%r.23, %r.35, %r.25) : (tensor<4x2xi32>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
      %r.41 = "stablehlo.gather"(%r.39, %r.40) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 6>}> : (tensor<5x6xbf16>, tensor<4x2xi32>) -> tensor<4x2x6xbf16>
      %r.42 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
      %r.43 = "stablehlo.broadcast_in_dim"(%r.42) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x2x6xbf16>
      %r.44 = "stablehlo.broadcast_in_dim"(%r.29) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
      %r.45 = "stablehlo.select"(%r.44, %r.41, %r.43) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.46 = "stablehlo.select"(%r.44, %r.22, %r.43) : (tensor<4x2x6xi1>, tensor<4x2x6xbf16>, tensor<4x2x6xbf16>) -> tensor<4x2x6xbf16>
      %r.47 = "stablehlo.convert"(%r.45) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
      %r.48 = "stablehlo.subtract"(%arg.7, %r.47) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.49 = "stablehlo.convert"(%r.46) : (tensor<4x2x6xbf16>) -> tensor<4x2x6xf32>
      %r.50 = "stablehlo.subtract"(%r.49, %r.47) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.51 = "stablehlo.subtract"(%r.47, %r.49) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.52 = "stablehlo.reshape"(%r.38) : (tensor<4x2x5xi1>) -> tensor<2x2x1x2x5xi1>
      %r.53 = "stablehlo.transpose"(%r.52) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x2x1x2x5xi1>) -> tensor<2x1x2x2x5xi1>
      %r.54 = "stablehlo.reshape"(%r.51) : (tensor<4x2x6xf32>) -> tensor<2x2x1x2x6xf32>
      %r.55 = "stablehlo.transpose"(%r.54) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x2x1x2x6xf32>) -> tensor<2x1x2x2x6xf32>
      %r.56 = "stablehlo.convert"(%r.53) : (tensor<2x1x2x2x5xi1>) -> tensor<2x1x2x2x5xf32>
      %r.57 = "stablehlo.dot_general"(%r.56, %r.55) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<2x1x2x2x5xf32>, tensor<2x1x2x2x6xf32>) -> tensor<2x1x5x6xf32>
      %r.58 = "sdy.sharding_constraint"(%r.57) <{sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}, {}]>}> : (tensor<2x1x5x6xf32>) -> tensor<2x1x5x6xf32>
      %r.59 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
      %r.60 = "stablehlo.reduce"(%r.32, %r.59) <{dimensions = array<i64: 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.minimum"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x2x6xf32>, tensor<f32>) -> tensor<4x2xf32>
      %r.61 = "stablehlo.broadcast_in_dim"(%r.60) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xf32>) -> tensor<4x2x6xf32>
      %r.62 = "stablehlo.subtract"(%r.32, %r.61) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.63 = "stablehlo.constant"() <{value = dense<-2.8867512941360474e-1> : tensor<f32>}> : () -> tensor<f32>
      %r.64 = "stablehlo.broadcast_in_dim"(%r.63) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x6xf32>
      %r.65 = "stablehlo.multiply"(%r.62, %r.64) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.66 = "stablehlo.exponential"(%r.65) : (tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.67 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.68 = "stablehlo.reduce"(%r.66, %r.67) <{dimensions = array<i64: 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x2x6xf32>, tensor<f32>) -> tensor<4x2xf32>
      %r.69 = "stablehlo.log"(%r.68) : (tensor<4x2xf32>) -> tensor<4x2xf32>
      %r.70 = "stablehlo.broadcast_in_dim"(%r.69) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xf32>) -> tensor<4x2x6xf32>
      %r.71 = "stablehlo.subtract"(%r.65, %r.70) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.72 = "stablehlo.exponential"(%r.71) : (tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.73 = "stablehlo.constant"() <{value = dense<-1.0e4> : tensor<f32>}> : () -> tensor<f32>
      %r.74 = "stablehlo.broadcast_in_dim"(%r.73) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x6xf32>
      %r.75 = "stablehlo.maximum"(%r.71, %r.74) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.76 = "stablehlo.broadcast_in_dim"(%r.67) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x6xf32>
      %r.77 = "stablehlo.select"(%r.44, %r.72, %r.76) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.78 = "stablehlo.select"(%r.44, %r.75, %r.76) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.79 = "stablehlo.reduce"(%r.77, %r.67) <{dimensions = array<i64: 0, 1>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x2x6xf32>, tensor<f32>) -> tensor<6xf32>
      %r.80 = "stablehlo.broadcast_in_dim"(%arg.6) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
      %r.81 = "stablehlo.divide"(%r.79, %r.80) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
      %r.82 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
      %r.83 = "stablehlo.broadcast_in_dim"(%r.82) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
      %r.84 = "stablehlo.maximum"(%r.81, %r.83) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
      %r.85 = "stablehlo.log"(%r.84) : (tensor<6xf32>) -> tensor<6xf32>
      %r.86 = "stablehlo.broadcast_in_dim"(%r.85) <{broadcast_dimensions = array<i64: 2>}> : (tensor<6xf32>) -> tensor<4x2x6xf32>
      %r.87 = "stablehlo.subtract"(%r.86, %r.78) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.88 = "stablehlo.multiply"(%r.77, %r.87) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.89 = "stablehlo.reduce"(%r.88, %r.67) <{dimensions = array<i64: 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4x2x6xf32>, tensor<f32>) -> tensor<4x2xf32>
      %r.90 = "stablehlo.broadcast_in_dim"(%r.89) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xf32>) -> tensor<4x2x6xf32>
      %r.91 = "stablehlo.subtract"(%r.87, %r.90) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.92 = "stablehlo.multiply"(%r.77, %r.91) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.93 = "stablehlo.convert"(%r.14) : (tensor<6x6xbf16>) -> tensor<6x6xf32>
      %r.94 = "stablehlo.dot_general"(%r.92, %r.93) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<4x2x6xf32>, tensor<6x6xf32>) -> tensor<4x2x6xf32>
      %r.95 = "stablehlo.reshape"(%r.92) : (tensor<4x2x6xf32>) -> tensor<2x2x1x2x6xf32>
      %r.96 = "stablehlo.transpose"(%r.95) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x2x1x2x6xf32>) -> tensor<2x1x2x2x6xf32>
      %r.97 = "stablehlo.reshape"(%r.49) : (tensor<4x2x6xf32>) -> tensor<2x2x1x2x6xf32>
      %r.98 = "stablehlo.transpose"(%r.97) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x2x1x2x6xf32>) -> tensor<2x1x2x2x6xf32>
      %r.99 = "stablehlo.dot_general"(%r.96, %r.98) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<2x1x2x2x6xf32>, tensor<2x1x2x2x6xf32>) -> tensor<2x1x6x6xf32>
      %r.100 = "stablehlo.reduce"(%r.96, %r.67) <{dimensions = array<i64: 2, 3>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<2x1x2x2x6xf32>, tensor<f32>) -> tensor<2x1x6xf32>
      %r.101 = "stablehlo.broadcast_in_dim"(%r.100) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x1x6xf32>) -> tensor<2x1x6x6xf32>
      %r.102 = "stablehlo.broadcast_in_dim"(%r.93) <{broadcast_dimensions = array<i64: 2, 3>}> : (tensor<6x6xf32>) -> tensor<2x1x6x6xf32>
      %r.103 = "stablehlo.multiply"(%r.101, %r.102) : (tensor<2x1x6x6xf32>, tensor<2x1x6x6xf32>) -> tensor<2x1x6x6xf32>
      %r.104 = "stablehlo.subtract"(%r.99, %r.103) : (tensor<2x1x6x6xf32>, tensor<2x1x6x6xf32>) -> tensor<2x1x6x6xf32>
      %r.105 = "sdy.sharding_constraint"(%r.104) <{sharding = #sdy.sharding<@mesh, [{"data"}, {}, {"model"}, {}]>}> : (tensor<2x1x6x6xf32>) -> tensor<2x1x6x6xf32>
      %r.106 = "stablehlo.add"(%arg.8, %r.50) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.107 = "stablehlo.add"(%arg.9, %r.94) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
      %r.108 = "stablehlo.reshape"(%r.58) : (tensor<2x1x5x6xf32>) -> tensor<1x2x1x5x6xf32>
      %r.109 = "stablehlo.dynamic_update_slice"(%arg.10, %r.108, %arg.0, %r.12, %r.12, %r.12, %r.12) : (tensor<8x2x1x5x6xf32>, tensor<1x2x1x5x6xf32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<8x2x1x5x6xf32>
      %r.110 = "stablehlo.reshape"(%r.105) : (tensor<2x1x6x6xf32>) -> tensor<1x2x1x6x6xf32>
      %r.111 = "stablehlo.dynamic_update_slice"(%arg.11, %r.110, %arg.0, %r.12, %r.12, %r.12, %r.12) : (tensor<8x2x1x6x6xf32>, tensor<1x2x1x6x6xf32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<8x2x1x6x6xf32>
      %r.112 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.113 = "stablehlo.add"(%arg.0, %r.112) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.113, %arg.1, %arg.2, %arg.3, %arg.4, %arg.5, %arg.6, %r.48, %r.106, %r.107, %r.109, %r.111) : (tensor<i32>, tensor<8x6x6xbf16>, tensor<8x6xf32>, tensor<8x5x6xbf16>, tensor<4x2x8xi32>, tensor<4x2xi1>, tensor<f32>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<8x2x1x5x6xf32>, tensor<8x2x1x6x6xf32>) -> ()
    }) : (tensor<i32>, tensor<8x6x6xbf16>, tensor<8x6xf32>, tensor<8x5x6xbf16>, tensor<4x2x8xi32>, tensor<4x2xi1>, tensor<f32>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<8x2x1x5x6xf32>, tensor<8x2x1x6x6xf32>) -> (tensor<i32>, tensor<8x6x6xbf16>, tensor<8x6xf32>, tensor<8x5x6xbf16>, tensor<4x2x8xi32>, tensor<4x2xi1>, tensor<f32>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<4x2x6xf32>, tensor<8x2x1x5x6xf32>, tensor<8x2x1x6x6xf32>)
    %45 = "stablehlo.reduce"(%44#10, %16) <{dimensions = array<i64: 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x2x1x5x6xf32>, tensor<f32>) -> tensor<8x5x6xf32>
    %sums.46 = "sdy.sharding_constraint"(%45) <{sharding = #sdy.sharding<@mesh, [{}, {}, {}]>}> : (tensor<8x5x6xf32>) -> tensor<8x5x6xf32>
    %47 = "stablehlo.reduce"(%44#11, %16) <{dimensions = array<i64: 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x2x1x6x6xf32>, tensor<f32>) -> tensor<8x6x6xf32>
    %48 = "stablehlo.slice"(%47) <{limit_indices = array<i64: 8, 5, 6>, start_indices = array<i64: 0, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<8x6x6xf32>) -> tensor<8x5x6xf32>
    %49 = "stablehlo.divide"(%d_loss, %42) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %50 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %51 = "stablehlo.divide"(%49, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %52 = "stablehlo.constant"() <{value = dense<8.33333358168602e-2> : tensor<f32>}> : () -> tensor<f32>
    %53 = "stablehlo.multiply"(%51, %52) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %54 = "stablehlo.broadcast_in_dim"(%53) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x6xf32>
    %55 = "stablehlo.multiply"(%54, %44#8) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %56 = "stablehlo.add"(%38, %55) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %57 = "stablehlo.constant"() <{value = dense<1.666666716337204e-1> : tensor<f32>}> : () -> tensor<f32>
    %58 = "stablehlo.multiply"(%51, %57) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %59 = "stablehlo.broadcast_in_dim"(%58) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x5x6xf32>
    %60 = "stablehlo.multiply"(%59, %sums.46) : (tensor<8x5x6xf32>, tensor<8x5x6xf32>) -> tensor<8x5x6xf32>
    %61 = "stablehlo.constant"() <{value = dense<1.0825317353010178e-2> : tensor<f32>}> : () -> tensor<f32>
    %62 = "stablehlo.multiply"(%49, %61) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %63 = "stablehlo.broadcast_in_dim"(%62) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x6xf32>
    %64 = "stablehlo.multiply"(%63, %44#9) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %65 = "stablehlo.add"(%56, %64) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %66 = "stablehlo.broadcast_in_dim"(%62) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x5x6xf32>
    %67 = "stablehlo.multiply"(%66, %48) : (tensor<8x5x6xf32>, tensor<8x5x6xf32>) -> tensor<8x5x6xf32>
    %68 = "stablehlo.add"(%60, %67) : (tensor<8x5x6xf32>, tensor<8x5x6xf32>) -> tensor<8x5x6xf32>
    %69 = "stablehlo.select"(%13, %65, %17) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %d_inputs.70 = "stablehlo.convert"(%69) : (tensor<4x2x6xf32>) -> tensor<4x2x6xbf16>
    %d_codebook.71 = "sdy.sharding_constraint"(%68) <{sharding = #sdy.sharding<@mesh, [{}, {}, {}]>}> : (tensor<8x5x6xf32>) -> tensor<8x5x6xf32>
    "func.return"(%d_inputs.70, %d_codebook.71) : (tensor<4x2x6xbf16>, tensor<8x5x6xf32>) -> ()
  }
}
