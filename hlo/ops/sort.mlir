module @sort attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %key: tensor<2x5xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      %value: tensor<2x5xui32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) -> (
      tensor<2x5xf32> {jax.result_info = "result0", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<2x5xi32> {jax.result_info = "result1", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<2x5xui32> {jax.result_info = "result2", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<2x5xui32> {jax.result_info = "result3", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) {
    %2 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<2x5xi32>
    %3:3 = "stablehlo.sort"(%key, %2, %value) <{dimension = 1 : i64, is_stable = false}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>, %arg.2: tensor<i32>, %arg.3: tensor<i32>, %arg.4: tensor<ui32>, %arg.5: tensor<ui32>):
      %r.6 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.8 = "stablehlo.compare"(%arg.0, %arg.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.9 = "stablehlo.compare"(%arg.1, %arg.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.10 = "stablehlo.compare"(%r.8, %r.9) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.compare"(%r.8, %r.9) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.12 = "stablehlo.or"(%r.6, %r.10) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.13 = "stablehlo.or"(%r.7, %r.11) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.14 = "stablehlo.compare"(%r.12, %r.13) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.15 = "stablehlo.compare"(%arg.2, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.16 = "stablehlo.select"(%r.14, %r.15, %r.12) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.16) : (tensor<i1>) -> ()
    }) : (tensor<2x5xf32>, tensor<2x5xi32>, tensor<2x5xui32>) -> (tensor<2x5xf32>, tensor<2x5xi32>, tensor<2x5xui32>)
    %4 = "stablehlo.sort"(%value) <{dimension = 0 : i64, is_stable = true}> ({
    ^bb0(%arg.0: tensor<ui32>, %arg.1: tensor<ui32>):
      %r.2 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<2x5xui32>) -> tensor<2x5xui32>
    "func.return"(%3#0, %3#1, %3#2, %4) : (tensor<2x5xf32>, tensor<2x5xi32>, tensor<2x5xui32>, tensor<2x5xui32>) -> ()
  }
}
