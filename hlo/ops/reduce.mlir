module @reduce attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %x: tensor<2x3xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      %p: tensor<2x3xi1> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) -> (
      tensor<f32> {jax.result_info = "result0", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<2xi1> {jax.result_info = "result1", sdy.sharding = #sdy.sharding<@mesh, [{}]>}) {
    %2 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %3 = "stablehlo.reduce"(%x, %2) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x3xf32>, tensor<f32>) -> tensor<f32>
    %4 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %5 = "stablehlo.reduce"(%p, %4) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<2x3xi1>, tensor<i1>) -> tensor<2xi1>
    "func.return"(%3, %5) : (tensor<f32>, tensor<2xi1>) -> ()
  }
}
