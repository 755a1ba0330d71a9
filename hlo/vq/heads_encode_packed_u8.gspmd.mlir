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
    %11 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %12 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x4xf32>) -> tensor<6x4xf32>
    %13 = "stablehlo.convert"(%12) : (tensor<6x4xf32>) -> tensor<6x4xbf16>
    %14 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<6x4xbf16>) -> tensor<2x6x4xbf16>
    %15 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<6x4xf32>) -> tensor<2x6x4xf32>
    %16 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %17 = "stablehlo.multiply"(%15, %15) : (tensor<2x6x4xf32>, tensor<2x6x4xf32>) -> tensor<2x6x4xf32>
    %18 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %19 = "stablehlo.reduce"(%17, %18) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6x4xf32>, tensor<f32>) -> tensor<2x6xf32>
    %20 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %21 = "stablehlo.broadcast_in_dim"(%20) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %half_norms.22 = "stablehlo.multiply"(%19, %21) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %23 = "stablehlo.reshape"(%10) : (tensor<4x4x8xbf16>) -> tensor<4x4x2x4xbf16>
    %24 = "stablehlo.transpose"(%23) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<4x4x2x4xbf16>) -> tensor<2x4x4x4xbf16>
    %products.25 = "stablehlo.dot_general"(%24, %14) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x4x4x4xbf16>, tensor<2x6x4xbf16>) -> tensor<2x4x4x6xf32>
    %26 = "stablehlo.broadcast_in_dim"(%half_norms.22) <{broadcast_dimensions = array<i64: 0, 3>}> : (tensor<2x6xf32>) -> tensor<2x4x4x6xf32>
    %scores.27 = "stablehlo.subtract"(%26, %products.25) : (tensor<2x4x4x6xf32>, tensor<2x4x4x6xf32>) -> tensor<2x4x4x6xf32>
    %28 = "stablehlo.iota"() <{iota_dimension = 3 : i64}> : () -> tensor<2x4x4x6xi32>
    %29 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %30 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %31:2 = "stablehlo.reduce"(%scores.27, %28, %29, %30) <{dimensions = array<i64: 3>}> ({
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
    %32 = "stablehlo.is_finite"(%31#0) : (tensor<2x4x4xf32>) -> tensor<2x4x4xi1>
    %33 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %34 = "stablehlo.broadcast_in_dim"(%33) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x4xi32>
    %nearest.35 = "stablehlo.select"(%32, %31#1, %34) : (tensor<2x4x4xi1>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %36 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x4xi32>
    %37 = "stablehlo.compare"(%nearest.35, %36) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi1>
    %38 = "stablehlo.reduce"(%37, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<2x4x4xi1>, tensor<i1>) -> tensor<4x4xi1>
    %39 = "stablehlo.broadcast_in_dim"(%38) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<4x4xi1>) -> tensor<2x4x4xi1>
    %codes.40 = "stablehlo.select"(%39, %nearest.35, %34) : (tensor<2x4x4xi1>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %41 = "stablehlo.transpose"(%codes.40) <{permutation = array<i64: 1, 2, 0>}> : (tensor<2x4x4xi32>) -> tensor<4x4x2xi32>
    %42 = "stablehlo.reshape"(%41) : (tensor<4x4x2xi32>) -> tensor<4x8xi32>
    %43 = "stablehlo.bitcast_convert"(%42) : (tensor<4x8xi32>) -> tensor<4x8xui32>
    %44 = "stablehlo.broadcast_in_dim"(%43) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x8xui32>) -> tensor<4x8x3xui32>
    %45 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x8x3xui32>
    %46 = "stablehlo.shift_right_logical"(%44, %45) : (tensor<4x8x3xui32>, tensor<4x8x3xui32>) -> tensor<4x8x3xui32>
    %47 = "stablehlo.constant"() <{value = dense<1> : tensor<ui32>}> : () -> tensor<ui32>
    %48 = "stablehlo.broadcast_in_dim"(%47) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x3xui32>
    %49 = "stablehlo.and"(%46, %48) : (tensor<4x8x3xui32>, tensor<4x8x3xui32>) -> tensor<4x8x3xui32>
    %50 = "stablehlo.reshape"(%49) : (tensor<4x8x3xui32>) -> tensor<4x24xui32>
    %51 = "stablehlo.reshape"(%50) : (tensor<4x24xui32>) -> tensor<4x3x8xui32>
    %52 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x3x8xui32>
    %53 = "stablehlo.shift_left"(%51, %52) : (tensor<4x3x8xui32>, tensor<4x3x8xui32>) -> tensor<4x3x8xui32>
    %54 = "stablehlo.constant"() <{value = dense<0> : tensor<ui32>}> : () -> tensor<ui32>
    %55 = "stablehlo.reduce"(%53, %54) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<ui32>, %arg.1: tensor<ui32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      "stablehlo.return"(%r.2) : (tensor<ui32>) -> ()
    }) : (tensor<4x3x8xui32>, tensor<ui32>) -> tensor<4x3xui32>
    %packed_codes.56 = "stablehlo.convert"(%55) : (tensor<4x3xui32>) -> tensor<4x3xui8>
    "func.return"(%packed_codes.56) : (tensor<4x3xui8>) -> ()
  }
}
