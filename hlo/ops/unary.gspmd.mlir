module @unary attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %x: tensor<4xf32> {mhlo.sharding = "{replicated}"},
      %flag: tensor<4xi1> {mhlo.sharding = "{replicated}"}) -> (
      tensor<4xf32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"},
      tensor<4xi1> {jax.result_info = "result1", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "result2", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "result3", mhlo.sharding = "{replicated}"},
      tensor<4xi1> {jax.result_info = "result4", mhlo.sharding = "{replicated}"}) {
    %2 = "stablehlo.exponential"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %3 = "stablehlo.is_finite"(%x) : (tensor<4xf32>) -> tensor<4xi1>
    %4 = "stablehlo.log"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %5 = "stablehlo.negate"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %6 = "stablehlo.not"(%flag) : (tensor<4xi1>) -> tensor<4xi1>
    "func.return"(%2, %3, %4, %5, %6) : (tensor<4xf32>, tensor<4xi1>, tensor<4xf32>, tensor<4xf32>, tensor<4xi1>) -> ()
  }
}
