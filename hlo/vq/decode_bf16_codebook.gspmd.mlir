module @vqbit_decode attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %codes: tensor<8x4xi32> {mhlo.sharding = "{devices=[4,1]<=[4]}"},
      %codebook_bf16: tensor<16x8xbf16> {mhlo.sharding = "{replicated}"}) -> (
      tensor<8x4x8xbf16> {jax.result_info = "quantized", mhlo.sharding = "{devices=[4,1,1]<=[4]}"},
      tensor<i32> {jax.result_info = "invalid_codes", mhlo.sharding = "{replicated}"}) {
    %2 = "stablehlo.convert"(%codebook_bf16) : (tensor<16x8xbf16>) -> tensor<16x8xf32>
    %3 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %4 = "stablehlo.broadcast_in_dim"(%3) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %5 = "stablehlo.constant"() <{value = dense<15> : tensor<i32>}> : () -> tensor<i32>
    %6 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %7 = "stablehlo.compare"(%codes, %4) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %8 = "stablehlo.compare"(%codes, %6) <{comparison_direction = #stablehlo<comparison_direction LE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %9 = "stablehlo.and"(%7, %8) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %10 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %11 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %12 = "stablehlo.compare"(%codes, %11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %13 = "stablehlo.or"(%9, %12) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %14 = "stablehlo.not"(%13) : (tensor<8x4xi1>) -> tensor<8x4xi1>
    %15 = "stablehlo.convert"(%14) : (tensor<8x4xi1>) -> tensor<8x4xi32>
    %invalid_codes.16 = "stablehlo.reduce"(%15, %3) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<8x4xi32>, tensor<i32>) -> tensor<i32>
    %17 = "stablehlo.reduce_precision"(%2) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x8xf32>) -> tensor<16x8xf32>
    %18 = "stablehlo.convert"(%17) : (tensor<16x8xf32>) -> tensor<16x8xbf16>
    %19 = "stablehlo.clamp"(%4, %codes, %6) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %20 = "stablehlo.gather"(%18, %19) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<16x8xbf16>, tensor<8x4xi32>) -> tensor<8x4x8xbf16>
    %21 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %22 = "stablehlo.broadcast_in_dim"(%21) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x8xbf16>
    %23 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x8xi1>
    %24 = "stablehlo.select"(%23, %20, %22) : (tensor<8x4x8xi1>, tensor<8x4x8xbf16>, tensor<8x4x8xbf16>) -> tensor<8x4x8xbf16>
    "func.return"(%24, %invalid_codes.16) : (tensor<8x4x8xbf16>, tensor<i32>) -> ()
  }
}
