module @dynamic_slice attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %x: tensor<4x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      %i: tensor<i32> {sdy.sharding = #sdy.sharding<@mesh, []>},
      %j: tensor<i32> {sdy.sharding = #sdy.sharding<@mesh, []>}) -> (
      tensor<1x8xf32> {jax.result_info = "result0", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<4x8xf32> {jax.result_info = "result1", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) {
    %3 = "stablehlo.dynamic_slice"(%x, %i, %j) <{slice_sizes = array<i64: 1, 8>}> : (tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8xf32>
    %4 = "stablehlo.dynamic_update_slice"(%x, %3, %j, %i) : (tensor<4x8xf32>, tensor<1x8xf32>, tensor<i32>, tensor<i32>) -> tensor<4x8xf32>
    "func.return"(%3, %4) : (tensor<1x8xf32>, tensor<4x8xf32>) -> ()
  }
}
