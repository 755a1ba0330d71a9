module @binary attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %x: tensor<4xf32> {mhlo.sharding = "{replicated}"},
      %y: tensor<4xf32> {mhlo.sharding = "{replicated}"},
      %p: tensor<4xi1> {mhlo.sharding = "{replicated}"},
      %q: tensor<4xi1> {mhlo.sharding = "{replicated}"},
      %u: tensor<4xui32> {mhlo.sharding = "{replicated}"},
      %v: tensor<4xui32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<4xf32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"},
      tensor<4xi1> {jax.result_info = "result1", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "result2", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "result3", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "result4", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "result5", mhlo.sharding = "{replicated}"},
      tensor<4xi1> {jax.result_info = "result6", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "result7", mhlo.sharding = "{replicated}"},
      tensor<4xui32> {jax.result_info = "result8", mhlo.sharding = "{replicated}"},
      tensor<4xui32> {jax.result_info = "result9", mhlo.sharding = "{replicated}"},
      tensor<4xui32> {jax.result_info = "result10", mhlo.sharding = "{replicated}"},
      tensor<4xui32> {jax.result_info = "result11", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "result12", mhlo.sharding = "{replicated}"},
      tensor<4xui32> {jax.result_info = "result13", mhlo.sharding = "{replicated}"}) {
    %6 = "stablehlo.add"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %7 = "stablehlo.and"(%p, %q) : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
    %8 = "stablehlo.divide"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %9 = "stablehlo.maximum"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %10 = "stablehlo.minimum"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %11 = "stablehlo.multiply"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %12 = "stablehlo.or"(%p, %q) : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
    %13 = "stablehlo.power"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %14 = "stablehlo.remainder"(%u, %v) : (tensor<4xui32>, tensor<4xui32>) -> tensor<4xui32>
    %15 = "stablehlo.shift_left"(%u, %v) : (tensor<4xui32>, tensor<4xui32>) -> tensor<4xui32>
    %16 = "stablehlo.shift_right_arithmetic"(%u, %v) : (tensor<4xui32>, tensor<4xui32>) -> tensor<4xui32>
    %17 = "stablehlo.shift_right_logical"(%u, %v) : (tensor<4xui32>, tensor<4xui32>) -> tensor<4xui32>
    %18 = "stablehlo.subtract"(%x, %y) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %19 = "stablehlo.xor"(%u, %v) : (tensor<4xui32>, tensor<4xui32>) -> tensor<4xui32>
    "func.return"(%6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16, %17, %18, %19) : (tensor<4xf32>, tensor<4xi1>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xi1>, tensor<4xf32>, tensor<4xui32>, tensor<4xui32>, tensor<4xui32>, tensor<4xui32>, tensor<4xf32>, tensor<4xui32>) -> ()
  }
}
