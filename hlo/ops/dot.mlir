module @dot attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %x: tensor<2x5x8xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>},
      %c: tensor<3x8xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      %y: tensor<2x8x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>},
      %z: tensor<2x4x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>}) -> (
      tensor<2x5x3xf32> {jax.result_info = "result0", sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>},
      tensor<2x4x4xf32> {jax.result_info = "result1", sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>}) {
    %4 = "stablehlo.dot_general"(%x, %c) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x5x8xbf16>, tensor<3x8xbf16>) -> tensor<2x5x3xf32>
    %5 = "stablehlo.dot_general"(%y, %z) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<2x8x4xf32>, tensor<2x4x8xf32>) -> tensor<2x4x4xf32>
    "func.return"(%4, %5) : (tensor<2x5x3xf32>, tensor<2x4x4xf32>) -> ()
  }
}
