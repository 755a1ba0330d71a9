module @select attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %p: tensor<4xi1> {sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      %x: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      %y: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>}) -> (
      tensor<4xf32> {jax.result_info = "result0", sdy.sharding = #sdy.sharding<@mesh, [{}]>}) {
    %3 = "stablehlo.select"(%p, %x, %y) : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    "func.return"(%3) : (tensor<4xf32>) -> ()
  }
}
