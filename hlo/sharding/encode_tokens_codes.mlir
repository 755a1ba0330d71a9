module @vqbit_encode attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %codebook: tensor<8x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}) -> (
      tensor<8x4xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>}) {
    %2 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %3 = "stablehlo.convert"(%2) : (tensor<8x16xf32>) -> tensor<8x16xbf16>
    %4 = "sdy.sharding_constraint"(%3) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<8x16xbf16>) -> tensor<8x16xbf16>
    %5 = "sdy.sharding_constraint"(%2) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %6 = "stablehlo.multiply"(%5, %5) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %7 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %8 = "stablehlo.reduce"(%6, %7) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
    %9 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %10 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %half_norms_11 = "stablehlo.multiply"(%8, %10) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %12 = "sdy.sharding_constraint"(%half_norms_11) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<8xf32>) -> tensor<8xf32>
    %13 = "sdy.sharding_constraint"(%4) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<8x16xbf16>) -> tensor<8x16xbf16>
    %14 = "sdy.sharding_constraint"(%12) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<8xf32>) -> tensor<8xf32>
    %15 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xi1>
    %16 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid_17 = "stablehlo.reduce"(%15, %16) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg0: tensor<i1>, %arg1: tensor<i1>):
      %r2 = "stablehlo.and"(%arg0, %arg1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %products_18 = "stablehlo.dot_general"(%inputs, %13) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x16xbf16>, tensor<8x16xbf16>) -> tensor<8x4x8xf32>
    %19 = "stablehlo.broadcast_in_dim"(%14) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xf32>) -> tensor<8x4x8xf32>
    %scores_20 = "stablehlo.subtract"(%19, %products_18) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %21 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x8xi32>
    %22 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %23 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %24:2 = "stablehlo.reduce"(%scores_20, %21, %22, %23) <{dimensions = array<i64: 2>}> ({
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
    }) : (tensor<8x4x8xf32>, tensor<8x4x8xi32>, tensor<f32>, tensor<i32>) -> (tensor<8x4xf32>, tensor<8x4xi32>)
    %25 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %26 = "stablehlo.compare"(%24#0, %25) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %27 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %28 = "stablehlo.broadcast_in_dim"(%27) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest_29 = "stablehlo.select"(%26, %24#1, %28) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %30 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %31 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes_32 = "stablehlo.select"(%valid_17, %nearest_29, %31) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    "func.return"(%codes_32) : (tensor<8x4xi32>) -> ()
  }
}
