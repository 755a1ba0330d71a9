module @reduce_precision attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %x: tensor<4xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<4xf32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"}) {
    %1 = "stablehlo.reduce_precision"(%x) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4xf32>) -> tensor<4xf32>
    "func.return"(%1) : (tensor<4xf32>) -> ()
  }
}
