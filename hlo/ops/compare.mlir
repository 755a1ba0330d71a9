module @compare attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %x: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      %y: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      %i: tensor<4xi32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      %j: tensor<4xi32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>}) -> (
      tensor<4xi1> {jax.result_info = "result0", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xi1> {jax.result_info = "result1", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xi1> {jax.result_info = "result2", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xi1> {jax.result_info = "result3", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xi1> {jax.result_info = "result4", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4xi1> {jax.result_info = "result5", sdy.sharding = #sdy.sharding<@mesh, [{}]>}) {
    %4 = "stablehlo.compare"(%x, %y) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    %5 = "stablehlo.compare"(%x, %y) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    %6 = "stablehlo.compare"(%x, %y) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    %7 = "stablehlo.compare"(%i, %j) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %8 = "stablehlo.compare"(%i, %j) <{comparison_direction = #stablehlo<comparison_direction LE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    %9 = "stablehlo.compare"(%i, %j) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi1>
    "func.return"(%4, %5, %6, %7, %8, %9) : (tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>) -> ()
  }
}
