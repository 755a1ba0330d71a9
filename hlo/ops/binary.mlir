module @binary attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %x: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      %y: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      %p: tensor<4xi1> {sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      %q: tensor<4xi1> {sdy.sharding = #sdy.sharding<@mesh, [{}]>}) -> (
      tensor<4xf32> {jax.result_info = "result0", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xi1> {jax.result_info = "result1", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result2", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result3", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result4", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result5", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xi1> {jax.result_info = "result6", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result7", sdy.sharding = #sdy.sharding<@mesh, [{}]>}) {
    %4 = "stablehlo.add"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %5 = "stablehlo.and"(%p, %q) : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
    %6 = "stablehlo.divide"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %7 = "stablehlo.maximum"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %8 = "stablehlo.minimum"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %9 = "stablehlo.multiply"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %10 = "stablehlo.or"(%p, %q) : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
    %11 = "stablehlo.subtract"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    "func.return"(%4, %5, %6, %7, %8, %9, %10, %11) : (tensor<4xf32>, tensor<4xi1>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xi1>, tensor<4xf32>) -> ()
  }
}
