module @reduce attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %x: tensor<2x3xf32> {mhlo.sharding = "{replicated}"},
      %p: tensor<2x3xi1> {mhlo.sharding = "{replicated}"}) -> (
      tensor<f32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"},
      tensor<2xf32> {jax.result_info = "result1", mhlo.sharding = "{replicated}"},
      tensor<3xf32> {jax.result_info = "result2", mhlo.sharding = "{replicated}"},
      tensor<2xi1> {jax.result_info = "result3", mhlo.sharding = "{replicated}"},
      tensor<i1> {jax.result_info = "result4", mhlo.sharding = "{replicated}"}) {
    %2 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %3 = "stablehlo.reduce"(%x, %2) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x3xf32>, tensor<f32>) -> tensor<f32>
    %4 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %5 = "stablehlo.reduce"(%x, %4) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
    %6 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %7 = "stablehlo.reduce"(%x, %6) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.minimum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x3xf32>, tensor<f32>) -> tensor<3xf32>
    %8 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %9 = "stablehlo.reduce"(%p, %8) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<2x3xi1>, tensor<i1>) -> tensor<2xi1>
    %10 = "stablehlo.constant"() <{value = dense<false> : tensor<i1>}> : () -> tensor<i1>
    %11 = "stablehlo.reduce"(%p, %10) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.or"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<2x3xi1>, tensor<i1>) -> tensor<i1>
    "func.return"(%3, %5, %7, %9, %11) : (tensor<f32>, tensor<2xf32>, tensor<3xf32>, tensor<2xi1>, tensor<i1>) -> ()
  }
}
