module @select attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %p: tensor<4xi1> {mhlo.sharding = "{replicated}"},
      %x: tensor<4xf32> {mhlo.sharding = "{replicated}"},
      %y: tensor<4xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<4xf32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"}) {
    %3 = "stablehlo.select"(%p, %x, %y) : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    "func.return"(%3) : (tensor<4xf32>) -> ()
  }
}
