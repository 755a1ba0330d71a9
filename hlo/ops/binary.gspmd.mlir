module @binary attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %x: tensor<4xf32> {mhlo.sharding = "{replicated}"},
      %y: tensor<4xf32> {mhlo.sharding = "{replicated}"},
      %p: tensor<4xi1> {mhlo.sharding = "{replicated}"},
      %q: tensor<4xi1> {mhlo.sharding = "{replicated}"}) -> (
      tensor<4xf32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"},
      tensor<4xi1> {jax.result_info = "result1", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "result2", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "result3", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "result4", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "result5", mhlo.sharding = "{replicated}"},
      tensor<4xi1> {jax.result_info = "result6", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "result7", mhlo.sharding = "{replicated}"}) {
    %4 = "stablehlo.add"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %5 = "stablehlo.and"(%p, %q) : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
    %6 = "stablehlo.divide"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %7 = "stablehlo.maximum"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %8 = "stablehlo.minimum"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %9 = "stablehlo.multiply"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %10 = "stablehlo.or"(%p, %q) : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
    %11 = "stablehlo.subtract"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    "func.return"(%4, %5, %6, %7, %8, %9, %10, %11) : (tensor<4xf32>, tensor<4xi1>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xi1>, tensor<4xf32>) -> ()
  }
}
