module @dynamic_slice attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %x: tensor<4x8xf32> {mhlo.sharding = "{replicated}"},
      %i: tensor<i32> {mhlo.sharding = "{replicated}"},
      %j: tensor<i32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<1x8xf32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"},
      tensor<4x8xf32> {jax.result_info = "result1", mhlo.sharding = "{replicated}"}) {
    %3 = "stablehlo.dynamic_slice"(%x, %i, %j) <{slice_sizes = array<i64: 1, 8>}> : (tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8xf32>
    %4 = "stablehlo.dynamic_update_slice"(%x, %3, %j, %i) : (tensor<4x8xf32>, tensor<1x8xf32>, tensor<i32>, tensor<i32>) -> tensor<4x8xf32>
    "func.return"(%3, %4) : (tensor<1x8xf32>, tensor<4x8xf32>) -> ()
  }
}
