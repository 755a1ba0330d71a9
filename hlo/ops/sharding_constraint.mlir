module @sharding_constraint attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %x: tensor<8x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) -> (
      tensor<8x16xf32> {jax.result_info = "result0", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<8x16xf32> {jax.result_info = "result1", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<8x16xf32> {jax.result_info = "result2", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<8x16xf32> {jax.result_info = "result3", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) {
    %1 = "sdy.sharding_constraint"(%x) <{sharding = #sdy.sharding<@mesh, [{"data"}, {"model"}]>}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %2 = "sdy.sharding_constraint"(%x) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %3 = "sdy.sharding_constraint"(%x) <{sharding = #sdy.sharding<@mesh, [{}, {"data", "model"}]>}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %4 = "sdy.sharding_constraint"(%x) <{sharding = #sdy.sharding<@mesh, [{}, {}]>}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    "func.return"(%1, %2, %3, %4) : (tensor<8x16xf32>, tensor<8x16xf32>, tensor<8x16xf32>, tensor<8x16xf32>) -> ()
  }
}
