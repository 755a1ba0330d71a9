module @while attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %x: tensor<4xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<4xf32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"}) {
    %1 = "stablehlo.while"(%x) ({
    ^bb0(%arg.0: tensor<4xf32>):
      %r.1 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.2 = "stablehlo.reduce"(%arg.0, %r.1) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
      %r.3 = "stablehlo.constant"() <{value = dense<1.0e2> : tensor<f32>}> : () -> tensor<f32>
      %r.4 = "stablehlo.compare"(%r.2, %r.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      "stablehlo.return"(%r.4) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<4xf32>):
      %r.1 = "stablehlo.add"(%arg.0, %arg.0) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      "stablehlo.return"(%r.1) : (tensor<4xf32>) -> ()
    }) : (tensor<4xf32>) -> tensor<4xf32>
    "func.return"(%1) : (tensor<4xf32>) -> ()
  }
}
