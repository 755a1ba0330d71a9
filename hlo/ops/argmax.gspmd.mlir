module @argmax attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %x: tensor<2x3xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<2xi32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"}) {
    %1 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<2x3xi32>
    %2 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %3 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %4:2 = "stablehlo.reduce"(%x, %1, %2, %3) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<i32>, %arg.2: tensor<f32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.2) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.2, %arg.2) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.2) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.8 = "stablehlo.and"(%r.6, %r.7) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.or"(%r.4, %r.5) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.9, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.select"(%r.10, %arg.0, %arg.2) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.12 = "stablehlo.select"(%r.10, %arg.1, %arg.3) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.11, %r.12) : (tensor<f32>, tensor<i32>) -> ()
    }) : (tensor<2x3xf32>, tensor<2x3xi32>, tensor<f32>, tensor<i32>) -> (tensor<2xf32>, tensor<2xi32>)
    %5 = "stablehlo.broadcast_in_dim"(%2) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %6 = "stablehlo.compare"(%4#0, %5) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>
    %7 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %8 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2xi32>
    %9 = "stablehlo.select"(%6, %4#1, %8) : (tensor<2xi1>, tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
    "func.return"(%9) : (tensor<2xi32>) -> ()
  }
}
