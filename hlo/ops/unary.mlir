module @unary attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %x: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      %flag: tensor<4xi1> {sdy.sharding = #sdy.sharding<@mesh, [{}]>}) -> (
      tensor<4xf32> {jax.result_info = "result0", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result1", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result2", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result3", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xi1> {jax.result_info = "result4", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result5", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result6", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result7", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result8", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xi1> {jax.result_info = "result9", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result10", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result11", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result12", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result13", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xf32> {jax.result_info = "result14", sdy.sharding = #sdy.sharding<@mesh, [{}]>}) {
    %2 = "stablehlo.abs"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %3 = "stablehlo.exponential"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %4 = "stablehlo.exponential_minus_one"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %5 = "stablehlo.floor"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %6 = "stablehlo.is_finite"(%x) : (tensor<4xf32>) -> tensor<4xi1>
    %7 = "stablehlo.log"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %8 = "stablehlo.log_plus_one"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %9 = "stablehlo.logistic"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %10 = "stablehlo.negate"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %11 = "stablehlo.not"(%flag) : (tensor<4xi1>) -> tensor<4xi1>
    %12 = "stablehlo.round_nearest_even"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %13 = "stablehlo.rsqrt"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %14 = "stablehlo.sign"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %15 = "stablehlo.sqrt"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    %16 = "stablehlo.tanh"(%x) : (tensor<4xf32>) -> tensor<4xf32>
    "func.return"(%2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %14, %15, %16) : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xi1>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xi1>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> ()
  }
}
