module @vqbit_decode attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %codes: tensor<8x4xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>},
      %codebook: tensor<16x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      tensor<i32> {jax.result_info = "invalid_codes", sdy.sharding = #sdy.sharding<@mesh, []>}) {
    %device.2:2 = "sdy.manual_computation"(%codes, %codebook) <{in_shardings = #sdy.sharding_per_value<[<@mesh, [{"data", "model"}, {}]>, <@mesh, [{"model"}, {}]>]>, manual_axes = #sdy<manual_axes{"data", "model"}>, out_shardings = #sdy.sharding_per_value<[<@mesh, [{"data", "model"}, {}, {}]>, <@mesh, []>]>}> ({
    ^bb0(%device.2.shard0: tensor<1x4xi32>, %device.2.shard1: tensor<4x16xf32>):
      %device.2.r2 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %device.2.r3 = "stablehlo.broadcast_in_dim"(%device.2.r2) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x4xi32>
      %device.2.r4 = "stablehlo.constant"() <{value = dense<15> : tensor<i32>}> : () -> tensor<i32>
      %device.2.r5 = "stablehlo.broadcast_in_dim"(%device.2.r4) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x4xi32>
      %device.2.r6 = "stablehlo.compare"(%device.2.shard0, %device.2.r3) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi1>
      %device.2.r7 = "stablehlo.compare"(%device.2.shard0, %device.2.r5) <{comparison_direction = #stablehlo<comparison_direction LE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi1>
      %device.2.r8 = "stablehlo.and"(%device.2.r6, %device.2.r7) : (tensor<1x4xi1>, tensor<1x4xi1>) -> tensor<1x4xi1>
      %device.2.r9 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
      %device.2.r10 = "stablehlo.broadcast_in_dim"(%device.2.r9) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x4xi32>
      %device.2.r11 = "stablehlo.compare"(%device.2.shard0, %device.2.r10) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi1>
      %device.2.r12 = "stablehlo.or"(%device.2.r8, %device.2.r11) : (tensor<1x4xi1>, tensor<1x4xi1>) -> tensor<1x4xi1>
      %device.2.r13 = "stablehlo.not"(%device.2.r12) : (tensor<1x4xi1>) -> tensor<1x4xi1>
      %device.2.r14 = "stablehlo.convert"(%device.2.r13) : (tensor<1x4xi1>) -> tensor<1x4xi32>
      %device.2.invalid_codes.15 = "stablehlo.reduce"(%device.2.r14, %device.2.r2) <{dimensions = array<i64: 0, 1>}> ({
      ^bb0(%arg2.0: tensor<i32>, %arg2.1: tensor<i32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
        "stablehlo.return"(%r2.2) : (tensor<i32>) -> ()
      }) : (tensor<1x4xi32>, tensor<i32>) -> tensor<i32>
      %device.2.r16 = "stablehlo.all_reduce"(%device.2.invalid_codes.15) <{channel_handle = #stablehlo.channel_handle<handle = 1, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
      ^bb0(%arg2.0: tensor<i32>, %arg2.1: tensor<i32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
        "stablehlo.return"(%r2.2) : (tensor<i32>) -> ()
      }) : (tensor<i32>) -> tensor<i32>
      %device.2.r17 = "stablehlo.reduce_precision"(%device.2.shard1) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x16xf32>) -> tensor<4x16xf32>
      %device.2.r18 = "stablehlo.convert"(%device.2.r17) : (tensor<4x16xf32>) -> tensor<4x16xbf16>
      %device.2.r19 = "stablehlo.all_gather"(%device.2.r18) <{all_gather_dim = 0 : i64, channel_handle = #stablehlo.channel_handle<handle = 2, type = 1>, replica_groups = dense<[[0, 1, 2, 3], [4, 5, 6, 7]]> : tensor<2x4xi64>, use_global_device_ids}> : (tensor<4x16xbf16>) -> tensor<16x16xbf16>
      %device.2.r20 = "stablehlo.clamp"(%device.2.r3, %device.2.shard0, %device.2.r5) : (tensor<1x4xi32>, tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
      %device.2.r21 = "stablehlo.gather"(%device.2.r19, %device.2.r20) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<16x16xbf16>, tensor<1x4xi32>) -> tensor<1x4x16xbf16>
      %device.2.r22 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
      %device.2.r23 = "stablehlo.broadcast_in_dim"(%device.2.r22) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<1x4x16xbf16>
      %device.2.r24 = "stablehlo.broadcast_in_dim"(%device.2.r8) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x4xi1>) -> tensor<1x4x16xi1>
      %device.2.r25 = "stablehlo.select"(%device.2.r24, %device.2.r21, %device.2.r23) : (tensor<1x4x16xi1>, tensor<1x4x16xbf16>, tensor<1x4x16xbf16>) -> tensor<1x4x16xbf16>
      "sdy.return"(%device.2.r25, %device.2.r16) : (tensor<1x4x16xbf16>, tensor<i32>) -> ()
    }) : (tensor<8x4xi32>, tensor<16x16xf32>) -> (tensor<8x4x16xbf16>, tensor<i32>)
    "func.return"(%device.2#0, %device.2#1) : (tensor<8x4x16xbf16>, tensor<i32>) -> ()
  }
}
