module @bitcast_convert attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %x: tensor<4xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<4xui32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"},
      tensor<4xi32> {jax.result_info = "result1", mhlo.sharding = "{replicated}"}) {
    %1 = "stablehlo.bitcast_convert"(%x) : (tensor<4xf32>) -> tensor<4xui32>
    %2 = "stablehlo.bitcast_convert"(%1) : (tensor<4xui32>) -> tensor<4xi32>
    "func.return"(%1, %2) : (tensor<4xui32>, tensor<4xi32>) -> ()
  }
}
