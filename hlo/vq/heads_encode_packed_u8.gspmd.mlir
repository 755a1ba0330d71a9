module @vqbit_encode attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<4x4x6xbf16> {mhlo.sharding = "{devices=[4,1,1]<=[4]}"},
      %codebook: tensor<6x4xf32> {mhlo.sharding = "{replicated}"},
      %project_in: tensor<6x8xf32> {mhlo.sharding = "{replicated}"},
      %project_in_bias: tensor<8xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<4x3xui8> {jax.result_info = "packed_codes", mhlo.sharding = "{devices=[4,1]<=[4]}"}) {
    %4 = "stablehlo.reduce_precision"(%project_in) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x8xf32>) -> tensor<6x8xf32>
    %5 = "stablehlo.convert"(%4) : (tensor<6x8xf32>) -> tensor<6x8xbf16>
    %6 = "stablehlo.dot_general"(%inputs, %5) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x4x6xbf16>, tensor<6x8xbf16>) -> tensor<4x4x8xf32>
    %7 = "stablehlo.broadcast_in_dim"(%project_in_bias) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xf32>) -> tensor<4x4x8xf32>
    %8 = "stablehlo.add"(%6, %7) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %9 = "stablehlo.reduce_precision"(%8) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %10 = "stablehlo.convert"(%9) : (tensor<4x4x8xf32>) -> tensor<4x4x8xbf16>
    %11 = "stablehlo.is_finite"(%10) : (tensor<4x4x8xbf16>) -> tensor<4x4x8xi1>
    %12 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.13 = "stablehlo.reduce"(%11, %12) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<4x4x8xi1>, tensor<i1>) -> tensor<4x4xi1>
    %14 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x4xf32>) -> tensor<6x4xf32>
    %15 = "stablehlo.convert"(%14) : (tensor<6x4xf32>) -> tensor<6x4xbf16>
    %16 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<6x4xbf16>) -> tensor<2x6x4xbf16>
    %17 = "stablehlo.broadcast_in_dim"(%14) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<6x4xf32>) -> tensor<2x6x4xf32>
    %18 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %19 = "stablehlo.multiply"(%17, %17) : (tensor<2x6x4xf32>, tensor<2x6x4xf32>) -> tensor<2x6x4xf32>
    %20 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %21 = "stablehlo.reduce"(%19, %20) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6x4xf32>, tensor<f32>) -> tensor<2x6xf32>
    %22 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %23 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %half_norms.24 = "stablehlo.multiply"(%21, %23) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %25 = "stablehlo.reshape"(%10) : (tensor<4x4x8xbf16>) -> tensor<4x4x2x4xbf16>
    %26 = "stablehlo.transpose"(%25) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<4x4x2x4xbf16>) -> tensor<2x4x4x4xbf16>
    %products.27 = "stablehlo.dot_general"(%26, %16) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x4x4x4xbf16>, tensor<2x6x4xbf16>) -> tensor<2x4x4x6xf32>
    %28 = "stablehlo.broadcast_in_dim"(%half_norms.24) <{broadcast_dimensions = array<i64: 0, 3>}> : (tensor<2x6xf32>) -> tensor<2x4x4x6xf32>
    %scores.29 = "stablehlo.subtract"(%28, %products.27) : (tensor<2x4x4x6xf32>, tensor<2x4x4x6xf32>) -> tensor<2x4x4x6xf32>
    %30 = "stablehlo.iota"() <{iota_dimension = 3 : i64}> : () -> tensor<2x4x4x6xi32>
    %31 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %32 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %33:2 = "stablehlo.reduce"(%scores.29, %30, %31, %32) <{dimensions = array<i64: 3>}> ({
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
    }) : (tensor<2x4x4x6xf32>, tensor<2x4x4x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<2x4x4xf32>, tensor<2x4x4xi32>)
    %34 = "stablehlo.broadcast_in_dim"(%31) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4x4xf32>
    %35 = "stablehlo.compare"(%33#0, %34) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x4x4xf32>, tensor<2x4x4xf32>) -> tensor<2x4x4xi1>
    %36 = "stablehlo.broadcast_in_dim"(%18) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x4xi32>
    %nearest.37 = "stablehlo.select"(%35, %33#1, %36) : (tensor<2x4x4xi1>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %38 = "stablehlo.broadcast_in_dim"(%valid.13) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<4x4xi1>) -> tensor<2x4x4xi1>
    %39 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %40 = "stablehlo.broadcast_in_dim"(%39) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x4xi32>
    %codes.41 = "stablehlo.select"(%38, %nearest.37, %40) : (tensor<2x4x4xi1>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %42 = "stablehlo.transpose"(%codes.41) <{permutation = array<i64: 1, 2, 0>}> : (tensor<2x4x4xi32>) -> tensor<4x4x2xi32>
    %43 = "stablehlo.reshape"(%42) : (tensor<4x4x2xi32>) -> tensor<4x8xi32>
    %44 = "stablehlo.bitcast_convert"(%43) : (tensor<4x8xi32>) -> tensor<4x8xui32>
    %45 = "stablehlo.broadcast_in_dim"(%44) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x8xui32>) -> tensor<4x8x3xui32>
    %46 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x8x3xui32>
    %47 = "stablehlo.shift_right_logical"(%45, %46) : (tensor<4x8x3xui32>, tensor<4x8x3xui32>) -> tensor<4x8x3xui32>
    %48 = "stablehlo.constant"() <{value = dense<1> : tensor<ui32>}> : () -> tensor<ui32>
    %49 = "stablehlo.broadcast_in_dim"(%48) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x3xui32>
    %50 = "stablehlo.and"(%47, %49) : (tensor<4x8x3xui32>, tensor<4x8x3xui32>) -> tensor<4x8x3xui32>
    %51 = "stablehlo.reshape"(%50) : (tensor<4x8x3xui32>) -> tensor<4x24xui32>
    %52 = "stablehlo.reshape"(%51) : (tensor<4x24xui32>) -> tensor<4x3x8xui32>
    %53 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x3x8xui32>
    %54 = "stablehlo.shift_left"(%52, %53) : (tensor<4x3x8xui32>, tensor<4x3x8xui32>) -> tensor<4x3x8xui32>
    %55 = "stablehlo.constant"() <{value = dense<0> : tensor<ui32>}> : () -> tensor<ui32>
    %56 = "stablehlo.reduce"(%54, %55) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<ui32>, %arg.1: tensor<ui32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      "stablehlo.return"(%r.2) : (tensor<ui32>) -> ()
    }) : (tensor<4x3x8xui32>, tensor<ui32>) -> tensor<4x3xui32>
    %packed_codes.57 = "stablehlo.convert"(%56) : (tensor<4x3xui32>) -> tensor<4x3xui8>
    "func.return"(%packed_codes.57) : (tensor<4x3xui8>) -> ()
  }
}
