module @manual_region attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %x: tensor<8x16xf32> {mhlo.sharding = "{replicated}"},
      %i: tensor<16xi32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<4x16xf32> {jax.result_info = "result0", mhlo.sharding = "{replicated}"},
      tensor<16xf32> {jax.result_info = "result1", mhlo.sharding = "{replicated}"},
      tensor<8x16xf32> {jax.result_info = "result2", mhlo.sharding = "{replicated}"},
      tensor<8x16xf32> {jax.result_info = "result3", mhlo.sharding = "{replicated}"},
      tensor<8x16xf32> {jax.result_info = "result4", mhlo.sharding = "{replicated}"},
      tensor<8x16xf32> {jax.result_info = "result5", mhlo.sharding = "{replicated}"},
      tensor<16xi32> {jax.result_info = "result6", mhlo.sharding = "{replicated}"}) {
    %device.2.shard0.whole = "stablehlo.custom_call"(%x) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,4]<=[8]}"} : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %device.2.shard0 = "stablehlo.custom_call"(%device.2.shard0.whole) <{call_target_name = "SPMDFullToShardShape"}> {mhlo.sharding = "{manual}"} : (tensor<8x16xf32>) -> tensor<4x4xf32>
    %device.2.shard1.whole = "stablehlo.custom_call"(%i) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[8]<=[2,4]T(1,0)}"} : (tensor<16xi32>) -> tensor<16xi32>
    %device.2.shard1 = "stablehlo.custom_call"(%device.2.shard1.whole) <{call_target_name = "SPMDFullToShardShape"}> {mhlo.sharding = "{manual}"} : (tensor<16xi32>) -> tensor<2xi32>
    %device.2.r2 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %device.2.r3 = "stablehlo.reduce"(%device.2.shard0, %device.2.r2) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %device.2.r4 = "stablehlo.all_reduce"(%device.2.shard0) <{channel_handle = #stablehlo.channel_handle<handle = 1, type = 1>, replica_groups = dense<[[0, 4], [1, 5], [2, 6], [3, 7]]> : tensor<4x2xi64>, use_global_device_ids}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %device.2.r5 = "stablehlo.all_reduce"(%device.2.r3) <{channel_handle = #stablehlo.channel_handle<handle = 2, type = 1>, replica_groups = dense<[[0, 4], [1, 5], [2, 6], [3, 7]]> : tensor<4x2xi64>, use_global_device_ids}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4xf32>) -> tensor<4xf32>
    %device.2.r6 = "stablehlo.all_gather"(%device.2.r5) <{all_gather_dim = 0 : i64, channel_handle = #stablehlo.channel_handle<handle = 3, type = 1>, replica_groups = dense<[[0, 1, 2, 3], [4, 5, 6, 7]]> : tensor<2x4xi64>, use_global_device_ids}> : (tensor<4xf32>) -> tensor<16xf32>
    %device.2.r7 = "stablehlo.reduce_scatter"(%device.2.shard0) <{channel_handle = #stablehlo.channel_handle<handle = 4, type = 1>, replica_groups = dense<[[0, 1, 2, 3], [4, 5, 6, 7]]> : tensor<2x4xi64>, use_global_device_ids, scatter_dimension = 0 : i64}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x4xf32>) -> tensor<1x4xf32>
    %device.2.r8 = "stablehlo.all_gather"(%device.2.r7) <{all_gather_dim = 1 : i64, channel_handle = #stablehlo.channel_handle<handle = 5, type = 1>, replica_groups = dense<[[0, 1, 2, 3], [4, 5, 6, 7]]> : tensor<2x4xi64>, use_global_device_ids}> : (tensor<1x4xf32>) -> tensor<1x16xf32>
    %device.2.r9 = "stablehlo.all_to_all"(%device.2.shard0) <{concat_dimension = 1 : i64, channel_handle = #stablehlo.channel_handle<handle = 6, type = 1>, replica_groups = dense<[[0, 1, 2, 3], [4, 5, 6, 7]]> : tensor<2x4xi64>, split_count = 4 : i64, split_dimension = 1 : i64}> : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %device.2.r10 = "stablehlo.collective_permute"(%device.2.shard0) <{channel_handle = #stablehlo.channel_handle<handle = 7, type = 1>, source_target_pairs = dense<[[0, 4], [4, 1], [7, 0]]> : tensor<3x2xi64>}> : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %device.2.r11 = "stablehlo.partition_id"() : () -> tensor<ui32>
    %device.2.r12 = "stablehlo.convert"(%device.2.r11) : (tensor<ui32>) -> tensor<i32>
    %device.2.r13 = "stablehlo.constant"() <{value = dense<4> : tensor<i32>}> : () -> tensor<i32>
    %device.2.r14 = "stablehlo.remainder"(%device.2.r12, %device.2.r13) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %device.2.r15 = "stablehlo.constant"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
    %device.2.r16 = "stablehlo.divide"(%device.2.r12, %device.2.r13) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %device.2.r17 = "stablehlo.remainder"(%device.2.r16, %device.2.r15) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %device.2.r18 = "stablehlo.multiply"(%device.2.r14, %device.2.r15) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %device.2.r19 = "stablehlo.add"(%device.2.r18, %device.2.r17) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %device.2.r20 = "stablehlo.broadcast_in_dim"(%device.2.r19) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2xi32>
    %device.2.r21 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %device.2.r22:3 = "stablehlo.while"(%device.2.r21, %device.2.shard1, %device.2.r20) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<2xi32>, %arg.2: tensor<2xi32>):
      %r.3 = "stablehlo.constant"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
      %r.4 = "stablehlo.compare"(%arg.0, %r.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.4) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<2xi32>, %arg.2: tensor<2xi32>):
      %r.3 = "stablehlo.all_reduce"(%arg.1) <{channel_handle = #stablehlo.channel_handle<handle = 8, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
      ^bb0(%arg2.0: tensor<i32>, %arg2.1: tensor<i32>):
        %r2.2 = "stablehlo.maximum"(%arg2.0, %arg2.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
        "stablehlo.return"(%r2.2) : (tensor<i32>) -> ()
      }) : (tensor<2xi32>) -> tensor<2xi32>
      %r.4 = "stablehlo.add"(%r.3, %arg.2) : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
      %r.5 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.6 = "stablehlo.add"(%arg.0, %r.5) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.6, %r.4, %arg.2) : (tensor<i32>, tensor<2xi32>, tensor<2xi32>) -> ()
    }) : (tensor<i32>, tensor<2xi32>, tensor<2xi32>) -> (tensor<i32>, tensor<2xi32>, tensor<2xi32>)
    %device.2.0.shard = "stablehlo.custom_call"(%device.2.r4) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %device.2.0 = "stablehlo.custom_call"(%device.2.0.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{devices=[1,4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<4x4xf32>) -> tensor<4x16xf32>
    %device.2.1.shard = "stablehlo.custom_call"(%device.2.r6) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<16xf32>) -> tensor<16xf32>
    %device.2.1 = "stablehlo.custom_call"(%device.2.1.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{replicated}"} : (tensor<16xf32>) -> tensor<16xf32>
    %device.2.2.shard = "stablehlo.custom_call"(%device.2.shard0) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %device.2.2 = "stablehlo.custom_call"(%device.2.2.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{devices=[2,4]<=[8]}"} : (tensor<4x4xf32>) -> tensor<8x16xf32>
    %device.2.3.shard = "stablehlo.custom_call"(%device.2.r8) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<1x16xf32>) -> tensor<1x16xf32>
    %device.2.3 = "stablehlo.custom_call"(%device.2.3.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{devices=[8,1]<=[8]}"} : (tensor<1x16xf32>) -> tensor<8x16xf32>
    %device.2.4.shard = "stablehlo.custom_call"(%device.2.r9) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %device.2.4 = "stablehlo.custom_call"(%device.2.4.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{devices=[2,4]<=[8]}"} : (tensor<4x4xf32>) -> tensor<8x16xf32>
    %device.2.5.shard = "stablehlo.custom_call"(%device.2.r10) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<4x4xf32>) -> tensor<4x4xf32>
    %device.2.5 = "stablehlo.custom_call"(%device.2.5.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{devices=[2,4]<=[8]}"} : (tensor<4x4xf32>) -> tensor<8x16xf32>
    %device.2.6.shard = "stablehlo.custom_call"(%device.2.r22#1) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<2xi32>) -> tensor<2xi32>
    %device.2.6 = "stablehlo.custom_call"(%device.2.6.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{devices=[8]<=[2,4]T(1,0)}"} : (tensor<2xi32>) -> tensor<16xi32>
    "func.return"(%device.2.0, %device.2.1, %device.2.2, %device.2.3, %device.2.4, %device.2.5, %device.2.6) : (tensor<4x16xf32>, tensor<16xf32>, tensor<8x16xf32>, tensor<8x16xf32>, tensor<8x16xf32>, tensor<8x16xf32>, tensor<16xi32>) -> ()
  }
}
