module @repeat attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %x: tensor<8x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      %turns: tensor<i32> {sdy.sharding = #sdy.sharding<@mesh, []>}) -> (
      tensor<8x16xf32> {jax.result_info = "result0", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<8x16xf32> {jax.result_info = "result1", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) {
    %2 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %3 = "stablehlo.broadcast_in_dim"(%2) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %4 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %5:4 = "stablehlo.while"(%4, %turns, %x, %3) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>, %arg.2: tensor<8x16xf32>, %arg.3: tensor<8x16xf32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.4) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>, %arg.2: tensor<8x16xf32>, %arg.3: tensor<8x16xf32>):
      %r.4 = "sdy.sharding_constraint"(%arg.2) <{sharding = #sdy.sharding<@mesh, [{"data"}, {}]>}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
      %r.5 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<8x16xi32>
      %r.6 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
      %r.7 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
      %r.8:2 = "stablehlo.reduce"(%r.4, %r.5, %r.6, %r.7) <{dimensions = array<i64: 1>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<i32>, %arg2.2: tensor<f32>, %arg2.3: tensor<i32>):
        %r2.4 = "stablehlo.compare"(%arg2.0, %arg2.2) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
        %r2.5 = "stablehlo.compare"(%arg2.2, %arg2.2) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
        %r2.6 = "stablehlo.compare"(%arg2.0, %arg2.2) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
        %r2.7 = "stablehlo.compare"(%arg2.1, %arg2.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
        %r2.8 = "stablehlo.and"(%r2.6, %r2.7) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.9 = "stablehlo.or"(%r2.4, %r2.5) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.10 = "stablehlo.or"(%r2.9, %r2.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.11 = "stablehlo.select"(%r2.10, %arg2.0, %arg2.2) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
        %r2.12 = "stablehlo.select"(%r2.10, %arg2.1, %arg2.3) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
        "stablehlo.return"(%r2.11, %r2.12) : (tensor<f32>, tensor<i32>) -> ()
      }) : (tensor<8x16xf32>, tensor<8x16xi32>, tensor<f32>, tensor<i32>) -> (tensor<8xf32>, tensor<8xi32>)
      %r.9 = "stablehlo.broadcast_in_dim"(%r.6) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
      %r.10 = "stablehlo.compare"(%r.8#0, %r.9) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
      %r.11 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.12 = "stablehlo.broadcast_in_dim"(%r.11) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8xi32>
      %r.13 = "stablehlo.select"(%r.10, %r.8#1, %r.12) : (tensor<8xi1>, tensor<8xi32>, tensor<8xi32>) -> tensor<8xi32>
      %r.14 = "stablehlo.convert"(%r.13) : (tensor<8xi32>) -> tensor<8xf32>
      %r.15 = "stablehlo.broadcast_in_dim"(%r.14) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xf32>) -> tensor<8x16xf32>
      %r.16:2 = "stablehlo.sort"(%r.4, %r.5) <{dimension = 1 : i64, is_stable = false}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>, %arg2.2: tensor<i32>, %arg2.3: tensor<i32>):
        %r2.4 = "stablehlo.compare"(%arg2.0, %arg2.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
        %r2.5 = "stablehlo.compare"(%arg2.0, %arg2.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
        %r2.6 = "stablehlo.compare"(%arg2.0, %arg2.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
        %r2.7 = "stablehlo.compare"(%arg2.1, %arg2.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
        %r2.8 = "stablehlo.compare"(%r2.6, %r2.7) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.9 = "stablehlo.compare"(%r2.6, %r2.7) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.10 = "stablehlo.or"(%r2.4, %r2.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.11 = "stablehlo.or"(%r2.5, %r2.9) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.12 = "stablehlo.compare"(%r2.10, %r2.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.13 = "stablehlo.compare"(%arg2.2, %arg2.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
        %r2.14 = "stablehlo.select"(%r2.12, %r2.13, %r2.10) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
        "stablehlo.return"(%r2.14) : (tensor<i1>) -> ()
      }) : (tensor<8x16xf32>, tensor<8x16xi32>) -> (tensor<8x16xf32>, tensor<8x16xi32>)
      %r.17:3 = "stablehlo.while"(%r.11, %arg.3, %r.15) ({
      ^bb0(%arg2.0: tensor<i32>, %arg2.1: tensor<8x16xf32>, %arg2.2: tensor<8x16xf32>):
        %r2.3 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
        %r2.4 = "stablehlo.compare"(%arg2.0, %r2.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
        "stablehlo.return"(%r2.4) : (tensor<i1>) -> ()
      }, {
      ^bb0(%arg2.0: tensor<i32>, %arg2.1: tensor<8x16xf32>, %arg2.2: tensor<8x16xf32>):
        %r2.3 = "stablehlo.add"(%arg2.1, %arg2.2) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
        %r2.4 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
        %r2.5 = "stablehlo.add"(%arg2.0, %r2.4) : (tensor<i32>, tensor<i32>) -> tensor<i32>
        "stablehlo.return"(%r2.5, %r2.3, %arg2.2) : (tensor<i32>, tensor<8x16xf32>, tensor<8x16xf32>) -> ()
      }) : (tensor<i32>, tensor<8x16xf32>, tensor<8x16xf32>) -> (tensor<i32>, tensor<8x16xf32>, tensor<8x16xf32>)
      %r.18 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.19 = "stablehlo.add"(%arg.0, %r.18) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.19, %arg.1, %r.16#0, %r.17#1) : (tensor<i32>, tensor<i32>, tensor<8x16xf32>, tensor<8x16xf32>) -> ()
    }) : (tensor<i32>, tensor<i32>, tensor<8x16xf32>, tensor<8x16xf32>) -> (tensor<i32>, tensor<i32>, tensor<8x16xf32>, tensor<8x16xf32>)
    "func.return"(%5#2, %5#3) : (tensor<8x16xf32>, tensor<8x16xf32>) -> ()
  }
}
