module @vqbit_encode attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1]>
  func.func public @main(
      %inputs: tensor<8x4x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %codebook: tensor<6x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) -> (
      tensor<8x4xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>}) {
    %2 = "stablehlo.multiply"(%codebook, %codebook) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %3 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %4 = "stablehlo.reduce"(%2, %3) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %5 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %6 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %half_norms_7 = "stablehlo.multiply"(%4, %6) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %8 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x16xf32>) -> tensor<8x4x16xi1>
    %9 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid_10 = "stablehlo.reduce"(%8, %9) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg0: tensor<i1>, %arg1: tensor<i1>):
      %r2 = "stablehlo.and"(%arg0, %arg1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %products_11 = "stablehlo.dot_general"(%inputs, %codebook) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x16xf32>, tensor<6x16xf32>) -> tensor<8x4x6xf32>
    %12 = "stablehlo.broadcast_in_dim"(%half_norms_7) <{broadcast_dimensions = array<i64: 2>}> : (tensor<6xf32>) -> tensor<8x4x6xf32>
    %scores_13 = "stablehlo.subtract"(%12, %products_11) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %14 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %15 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %16 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %17:2 = "stablehlo.reduce"(%scores_13, %14, %15, %16) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<i32>, %arg2: tensor<f32>, %arg3: tensor<i32>):
      %r4 = "stablehlo.compare"(%arg0, %arg2) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r5 = "stablehlo.compare"(%arg2, %arg2) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r6 = "stablehlo.compare"(%arg0, %arg2) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r7 = "stablehlo.compare"(%arg1, %arg3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r8 = "stablehlo.and"(%r6, %r7) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r9 = "stablehlo.or"(%r4, %r5) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r10 = "stablehlo.or"(%r9, %r8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r11 = "stablehlo.select"(%r10, %arg0, %arg2) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r12 = "stablehlo.select"(%r10, %arg1, %arg3) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r11, %r12) : (tensor<f32>, tensor<i32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<8x4x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<8x4xf32>, tensor<8x4xi32>)
    %18 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %19 = "stablehlo.compare"(%17#0, %18) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %20 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %21 = "stablehlo.broadcast_in_dim"(%20) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest_22 = "stablehlo.select"(%19, %17#1, %21) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %23 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %24 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes_25 = "stablehlo.select"(%valid_10, %nearest_22, %24) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    "func.return"(%codes_25) : (tensor<8x4xi32>) -> ()
  }
}
