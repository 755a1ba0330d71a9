module @vqbit_decode attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %codes: tensor<8x3xi32> {mhlo.sharding = "{devices=[8,1]<=[8]}"},
      %codebook: tensor<12x16xf32> {mhlo.sharding = "{replicated}"},
      %sim_map: tensor<16x16xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<8x3x16xbf16> {jax.result_info = "quantized", mhlo.sharding = "{devices=[8,1,1]<=[8]}"},
      tensor<i32> {jax.result_info = "invalid_codes", mhlo.sharding = "{replicated}"}) {
    %mapped_entries.3 = "stablehlo.dot_general"(%codebook, %sim_map) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<12x16xf32>, tensor<16x16xf32>) -> tensor<12x16xf32>
    %4 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %5 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %6 = "stablehlo.constant"() <{value = dense<11> : tensor<i32>}> : () -> tensor<i32>
    %7 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %8 = "stablehlo.compare"(%codes, %5) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi1>
    %9 = "stablehlo.compare"(%codes, %7) <{comparison_direction = #stablehlo<comparison_direction LE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi1>
    %10 = "stablehlo.and"(%8, %9) : (tensor<8x3xi1>, tensor<8x3xi1>) -> tensor<8x3xi1>
    %11 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %12 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %13 = "stablehlo.compare"(%codes, %12) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi1>
    %14 = "stablehlo.or"(%10, %13) : (tensor<8x3xi1>, tensor<8x3xi1>) -> tensor<8x3xi1>
    %15 = "stablehlo.not"(%14) : (tensor<8x3xi1>) -> tensor<8x3xi1>
    %16 = "stablehlo.convert"(%15) : (tensor<8x3xi1>) -> tensor<8x3xi32>
    %invalid_codes.17 = "stablehlo.reduce"(%16, %4) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<8x3xi32>, tensor<i32>) -> tensor<i32>
    %18 = "stablehlo.reduce_precision"(%mapped_entries.3) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %19 = "stablehlo.convert"(%18) : (tensor<12x16xf32>) -> tensor<12x16xbf16>
    %20 = "stablehlo.clamp"(%5, %codes, %7) : (tensor<8x3xi32>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %21 = "stablehlo.gather"(%19, %20) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<12x16xbf16>, tensor<8x3xi32>) -> tensor<8x3x16xbf16>
    %22 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %23 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x3x16xbf16>
    %24 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi1>) -> tensor<8x3x16xi1>
    %25 = "stablehlo.select"(%24, %21, %23) : (tensor<8x3x16xi1>, tensor<8x3x16xbf16>, tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    "func.return"(%25, %invalid_codes.17) : (tensor<8x3x16xbf16>, tensor<i32>) -> ()
  }
}
