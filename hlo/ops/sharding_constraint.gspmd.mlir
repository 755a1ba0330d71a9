module @sharding_constraint attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %x: tensor<8x16xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<8x16xf32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"},
      tensor<8x16xf32> {jax.result_info = "result1", mhlo.sharding = "{replicated}"},
      tensor<8x16xf32> {jax.result_info = "result2", mhlo.sharding = "{replicated}"},
      tensor<8x16xf32> {jax.result_info = "result3", mhlo.sharding = "{replicated}"}) {
    %1 = "stablehlo.custom_call"(%x) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,4]<=[8]}"} : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %2 = "stablehlo.custom_call"(%x) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %3 = "stablehlo.custom_call"(%x) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,8]<=[8]}"} : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %4 = "stablehlo.custom_call"(%x) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<8x16xf32>) -> tensor<8x16xf32>
    "func.return"(%1, %2, %3, %4) : (tensor<8x16xf32>, tensor<8x16xf32>, tensor<8x16xf32>, tensor<8x16xf32>) -> ()
  }
}
