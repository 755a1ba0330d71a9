module @concatenate attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %x: tensor<2x3xf32> {mhlo.sharding = "{replicated}"},
      %y: tensor<4x3xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<6x3xf32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"}) {
    %2 = "stablehlo.concatenate"(%x, %y) <{dimension = 0 : i64}> : (tensor<2x3xf32>, tensor<4x3xf32>) -> tensor<6x3xf32>
    "func.return"(%2) : (tensor<6x3xf32>) -> ()
  }
}
