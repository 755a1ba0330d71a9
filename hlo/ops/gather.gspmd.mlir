module @gather attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %x: tensor<5x3xf32> {mhlo.sharding = "{replicated}"},
      %i: tensor<2x4xi32> {mhlo.sharding = "{replicated}"},
      %y: tensor<2x5x3xf32> {mhlo.sharding = "{replicated}"},
      %j: tensor<2x4xi32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<2x4x3xf32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"},
      tensor<2x4x3xf32> {jax.result_info = "result1", mhlo.sharding = "{replicated}"}) {
    %4 = "stablehlo.gather"(%x, %i) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 3>}> : (tensor<5x3xf32>, tensor<2x4xi32>) -> tensor<2x4x3xf32>
    %5 = "stablehlo.gather"(%y, %j) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 3>}> : (tensor<2x5x3xf32>, tensor<2x4xi32>) -> tensor<2x4x3xf32>
    "func.return"(%4, %5) : (tensor<2x4x3xf32>, tensor<2x4x3xf32>) -> ()
  }
}
