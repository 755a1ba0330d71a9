module @vqbit_decode attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %codes: tensor<8x4xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>},
      %codebook_int8: tensor<16x8xi8> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      %codebook_scale: tensor<16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>}) -> (
      tensor<8x4x8xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      tensor<i32> {jax.result_info = "invalid_codes", sdy.sharding = #sdy.sharding<@mesh, []>}) {
    %3 = "stablehlo.convert"(%codebook_int8) : (tensor<16x8xi8>) -> tensor<16x8xf32>
    %4 = "stablehlo.broadcast_in_dim"(%codebook_scale) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xf32>) -> tensor<16x8xf32>
    %5 = "stablehlo.multiply"(%3, %4) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %6 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %7 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %8 = "stablehlo.constant"() <{value = dense<15> : tensor<i32>}> : () -> tensor<i32>
    %9 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %10 = "stablehlo.compare"(%codes, %7) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %11 = "stablehlo.compare"(%codes, %9) <{comparison_direction = #stablehlo<comparison_direction LE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %12 = "stablehlo.and"(%10, %11) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %13 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %14 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %15 = "stablehlo.compare"(%codes, %14) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %16 = "stablehlo.or"(%12, %15) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %17 = "stablehlo.not"(%16) : (tensor<8x4xi1>) -> tensor<8x4xi1>
    %18 = "stablehlo.convert"(%17) : (tensor<8x4xi1>) -> tensor<8x4xi32>
    %invalid_codes.19 = "stablehlo.reduce"(%18, %6) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<8x4xi32>, tensor<i32>) -> tensor<i32>
    %20 = "stablehlo.reduce_precision"(%5) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x8xf32>) -> tensor<16x8xf32>
    %21 = "stablehlo.convert"(%20) : (tensor<16x8xf32>) -> tensor<16x8xbf16>
    %22 = "stablehlo.clamp"(%7, %codes, %9) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %23 = "stablehlo.gather"(%21, %22) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<16x8xbf16>, tensor<8x4xi32>) -> tensor<8x4x8xbf16>
    %24 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %25 = "stablehlo.broadcast_in_dim"(%24) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x8xbf16>
    %26 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x8xi1>
    %27 = "stablehlo.select"(%26, %23, %25) : (tensor<8x4x8xi1>, tensor<8x4x8xbf16>, tensor<8x4x8xbf16>) -> tensor<8x4x8xbf16>
    "func.return"(%27, %invalid_codes.19) : (tensor<8x4x8xbf16>, tensor<i32>) -> ()
  }
}
