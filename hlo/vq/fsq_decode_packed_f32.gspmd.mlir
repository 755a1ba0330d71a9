module @vqbit_decode attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %packed_codes: tensor<8x2xui32> {mhlo.sharding = "{devices=[4,1]<=[4]}"}) -> (
      tensor<8x5x3xf32> {jax.result_info = "quantized", mhlo.sharding = "{devices=[4,1,1]<=[4]}"},
      tensor<i32> {jax.result_info = "invalid_codes", mhlo.sharding = "{replicated}"}) {
    %1 = "stablehlo.broadcast_in_dim"(%packed_codes) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x2xui32>) -> tensor<8x2x32xui32>
    %2 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x2x32xui32>
    %3 = "stablehlo.shift_right_logical"(%1, %2) : (tensor<8x2x32xui32>, tensor<8x2x32xui32>) -> tensor<8x2x32xui32>
    %4 = "stablehlo.constant"() <{value = dense<1> : tensor<ui32>}> : () -> tensor<ui32>
    %5 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<8x2x32xui32>
    %6 = "stablehlo.and"(%3, %5) : (tensor<8x2x32xui32>, tensor<8x2x32xui32>) -> tensor<8x2x32xui32>
    %7 = "stablehlo.reshape"(%6) : (tensor<8x2x32xui32>) -> tensor<8x64xui32>
    %8 = "stablehlo.slice"(%7) <{limit_indices = array<i64: 8, 40>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<8x64xui32>) -> tensor<8x40xui32>
    %9 = "stablehlo.reshape"(%8) : (tensor<8x40xui32>) -> tensor<8x5x8xui32>
    %10 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x5x8xui32>
    %11 = "stablehlo.shift_left"(%9, %10) : (tensor<8x5x8xui32>, tensor<8x5x8xui32>) -> tensor<8x5x8xui32>
    %12 = "stablehlo.constant"() <{value = dense<0> : tensor<ui32>}> : () -> tensor<ui32>
    %13 = "stablehlo.reduce"(%11, %12) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<ui32>, %arg.1: tensor<ui32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      "stablehlo.return"(%r.2) : (tensor<ui32>) -> ()
    }) : (tensor<8x5x8xui32>, tensor<ui32>) -> tensor<8x5xui32>
    %14 = "stablehlo.bitcast_convert"(%13) : (tensor<8x5xui32>) -> tensor<8x5xi32>
    %15 = "stablehlo.constant"() <{value = dense<255> : tensor<i32>}> : () -> tensor<i32>
    %16 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x5xi32>
    %17 = "stablehlo.compare"(%14, %16) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x5xi32>, tensor<8x5xi32>) -> tensor<8x5xi1>
    %18 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %19 = "stablehlo.broadcast_in_dim"(%18) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x5xi32>
    %20 = "stablehlo.select"(%17, %19, %14) : (tensor<8x5xi1>, tensor<8x5xi32>, tensor<8x5xi32>) -> tensor<8x5xi32>
    %21 = "stablehlo.reshape"(%20) : (tensor<8x5xi32>) -> tensor<8x5xi32>
    %22 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %23 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x5xi32>
    %24 = "stablehlo.constant"() <{value = dense<239> : tensor<i32>}> : () -> tensor<i32>
    %25 = "stablehlo.broadcast_in_dim"(%24) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x5xi32>
    %26 = "stablehlo.compare"(%21, %23) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x5xi32>, tensor<8x5xi32>) -> tensor<8x5xi1>
    %27 = "stablehlo.compare"(%21, %25) <{comparison_direction = #stablehlo<comparison_direction LE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x5xi32>, tensor<8x5xi32>) -> tensor<8x5xi1>
    %28 = "stablehlo.and"(%26, %27) : (tensor<8x5xi1>, tensor<8x5xi1>) -> tensor<8x5xi1>
    %29 = "stablehlo.compare"(%21, %19) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x5xi32>, tensor<8x5xi32>) -> tensor<8x5xi1>
    %30 = "stablehlo.or"(%28, %29) : (tensor<8x5xi1>, tensor<8x5xi1>) -> tensor<8x5xi1>
    %31 = "stablehlo.not"(%30) : (tensor<8x5xi1>) -> tensor<8x5xi1>
    %32 = "stablehlo.convert"(%31) : (tensor<8x5xi1>) -> tensor<8x5xi32>
    %invalid_codes.33 = "stablehlo.reduce"(%32, %22) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<8x5xi32>, tensor<i32>) -> tensor<i32>
    %34 = "stablehlo.select"(%28, %21, %23) : (tensor<8x5xi1>, tensor<8x5xi32>, tensor<8x5xi32>) -> tensor<8x5xi32>
    %35 = "stablehlo.broadcast_in_dim"(%34) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x5xi32>) -> tensor<8x5x3xi32>
    %36 = "stablehlo.constant"() <{value = dense<[8, 6, 5]> : tensor<3xi32>}> : () -> tensor<3xi32>
    %37 = "stablehlo.broadcast_in_dim"(%36) <{broadcast_dimensions = array<i64: 2>}> : (tensor<3xi32>) -> tensor<8x5x3xi32>
    %38 = "stablehlo.constant"() <{value = dense<[1, 8, 48]> : tensor<3xi32>}> : () -> tensor<3xi32>
    %39 = "stablehlo.broadcast_in_dim"(%38) <{broadcast_dimensions = array<i64: 2>}> : (tensor<3xi32>) -> tensor<8x5x3xi32>
    %40 = "stablehlo.divide"(%35, %39) : (tensor<8x5x3xi32>, tensor<8x5x3xi32>) -> tensor<8x5x3xi32>
    %41 = "stablehlo.remainder"(%40, %37) : (tensor<8x5x3xi32>, tensor<8x5x3xi32>) -> tensor<8x5x3xi32>
    %42 = "stablehlo.constant"() <{value = dense<[1, 1, 1]> : tensor<3xi32>}> : () -> tensor<3xi32>
    %43 = "stablehlo.broadcast_in_dim"(%42) <{broadcast_dimensions = array<i64: 2>}> : (tensor<3xi32>) -> tensor<8x5x3xi32>
    %44 = "stablehlo.constant"() <{value = dense<[4, 3, 2]> : tensor<3xi32>}> : () -> tensor<3xi32>
    %45 = "stablehlo.broadcast_in_dim"(%44) <{broadcast_dimensions = array<i64: 2>}> : (tensor<3xi32>) -> tensor<8x5x3xi32>
    %46 = "stablehlo.constant"() <{value = dense<[2.5e-1, 3.333333432674408e-1, 5.0e-1]> : tensor<3xf32>}> : () -> tensor<3xf32>
    %47 = "stablehlo.broadcast_in_dim"(%46) <{broadcast_dimensions = array<i64: 2>}> : (tensor<3xf32>) -> tensor<8x5x3xf32>
    %48 = "stablehlo.multiply"(%41, %43) : (tensor<8x5x3xi32>, tensor<8x5x3xi32>) -> tensor<8x5x3xi32>
    %49 = "stablehlo.subtract"(%48, %45) : (tensor<8x5x3xi32>, tensor<8x5x3xi32>) -> tensor<8x5x3xi32>
    %50 = "stablehlo.convert"(%49) : (tensor<8x5x3xi32>) -> tensor<8x5x3xf32>
    %51 = "stablehlo.multiply"(%50, %47) : (tensor<8x5x3xf32>, tensor<8x5x3xf32>) -> tensor<8x5x3xf32>
    %52 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %53 = "stablehlo.broadcast_in_dim"(%52) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x5x3xf32>
    %54 = "stablehlo.broadcast_in_dim"(%28) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x5xi1>) -> tensor<8x5x3xi1>
    %55 = "stablehlo.select"(%54, %51, %53) : (tensor<8x5x3xi1>, tensor<8x5x3xf32>, tensor<8x5x3xf32>) -> tensor<8x5x3xf32>
    "func.return"(%55, %invalid_codes.33) : (tensor<8x5x3xf32>, tensor<i32>) -> ()
  }
}
