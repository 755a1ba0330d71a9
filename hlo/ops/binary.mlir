module @binary attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %x: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      %y: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      %p: tensor<4xi1> {sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      %q: tensor<4xi1> {sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      %u: tensor<4xui32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      %v: tensor<4xui32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>}) -> (
      tensor<4xf32> {jax.result_info = "result0", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xi1> {jax.result_info = "result1", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result2", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result3", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result4", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result5", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xi1> {jax.result_info = "result6", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result7", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xui32> {jax.result_info = "result8", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xui32> {jax.result_info = "result9", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xui32> {jax.result_info = "result10", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xui32> {jax.result_info = "result11", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result12", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xui32> {jax.result_info = "result13", sdy.sharding = #sdy.sharding<@mesh, [{}]>}) {
    %6 = "stablehlo.add"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %7 = "stablehlo.and"(%p, %q) : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
    %8 = "stablehlo.divide"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %9 = "stablehlo.maximum"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %10 = "stablehlo.minimum"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %11 = "stablehlo.multiply"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %12 = "stablehlo.or"(%p, %q) : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
    %13 = "stablehlo.power"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %14 = "stablehlo.remainder"(%u, %v) : (tensor<4xui32>, tensor<4xui32>) -> tensor<4xui32>
    %15 = "stablehlo.shift_left"(%u, %v) : (tensor<4xui32>, tensor<4xui32>) -> tensor<4xui32>
    %16 = "stablehlo.shift_right_arithmetic"(%u, %v) : (tensor<4xui32>, tensor<4xui32>) -> tensor<4xui32>
    %17 = "stablehlo.shift_right_logical"(%u, %v) : (tensor<4xui32>, tensor<4xui32>) -> tensor<4xui32>
    %18 = "stablehlo.subtract"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %19 = "stablehlo.xor"(%u, %v) : (tensor<4xui32>, tensor<4xui32>) -> tensor<4xui32>
    "func.return"(%6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19) : (tensor<4xf32>, tensor<4xi1>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xi1>, tensor<4xf32>, tensor<4xui32>, tensor<4xui32>, tensor<4xui32>, tensor<4xui32>, tensor<4xf32>, tensor<4xui32>) -> ()
  }
}
