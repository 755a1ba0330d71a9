module @constant attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main() -> (
      tensor<3xf32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"},
      tensor<i1> {jax.result_info = "result1", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "result2", mhlo.sharding = "{replicated}"},
      tensor<ui8> {jax.result_info = "result3", mhlo.sharding = "{replicated}"},
      tensor<ui32> {jax.result_info = "result4", mhlo.sharding = "{replicated}"},
      tensor<bf16> {jax.result_info = "result5", mhlo.sharding = "{replicated}"},
      tensor<ui32> {jax.result_info = "result6", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "result7", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "result8", mhlo.sharding = "{replicated}"},
      tensor<bf16> {jax.result_info = "result9", mhlo.sharding = "{replicated}"},
      tensor<f64> {jax.result_info = "result10", mhlo.sharding = "{replicated}"}) {
    %0 = "stablehlo.constant"() <{value = dense<[1.0, 1.0000000149011612e-1, -0.0]> : tensor<3xf32>}> : () -> tensor<3xf32>
    %1 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %2 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    %3 = "stablehlo.constant"() <{value = dense<1> : tensor<ui8>}> : () -> tensor<ui8>
    %4 = "stablehlo.constant"() <{value = dense<1> : tensor<ui32>}> : () -> tensor<ui32>
    %5 = "stablehlo.constant"() <{value = dense<1.0> : tensor<bf16>}> : () -> tensor<bf16>
    %6 = "stablehlo.constant"() <{value = dense<4294967295> : tensor<ui32>}> : () -> tensor<ui32>
    %7 = "stablehlo.constant"() <{value = dense<-2147483648> : tensor<i32>}> : () -> tensor<i32>
    %8 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %9 = "stablehlo.constant"() <{value = dense<0xFF80> : tensor<bf16>}> : () -> tensor<bf16>
    %10 = "stablehlo.constant"() <{value = dense<1.0e-1> : tensor<f64>}> : () -> tensor<f64>
    "func.return"(%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10) : (tensor<3xf32>, tensor<i1>, tensor<i32>, tensor<ui8>, tensor<ui32>, tensor<bf16>, tensor<ui32>, tensor<i32>, tensor<f32>, tensor<bf16>, tensor<f64>) -> ()
  }
}
