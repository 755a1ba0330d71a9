module @concatenate attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %x: tensor<2x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      %y: tensor<4x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) -> (
      tensor<6x3xf32> {jax.result_info = "result0", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) {
    %2 = "stablehlo.concatenate"(%x, %y) <{dimension = 0 : i64}> : (tensor<2x3xf32>, tensor<4x3xf32>) -> tensor<6x3xf32>
    "func.return"(%2) : (tensor<6x3xf32>) -> ()
  }
}
