module @vqbit_update attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {mhlo.sharding = "{devices=[8,1,1]<=[8]}"},
      %codebook: tensor<64x16xf32> {mhlo.sharding = "{devices=[8,1]<=[2,4]T(1,0)}", tf.aliasing_output = 14 : i32},
      %cluster_size: tensor<64xf32> {mhlo.sharding = "{devices=[8]<=[2,4]T(1,0)}", tf.aliasing_output = 15 : i32},
      %embed_sum: tensor<64x16xf32> {mhlo.sharding = "{devices=[8,1]<=[2,4]T(1,0)}", tf.aliasing_output = 16 : i32}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", mhlo.sharding = "{devices=[8,1,1]<=[8]}"},
      tensor<8x4xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[8,1]<=[8]}"},
      tensor<f32> {jax.result_info = "commitment_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "mse", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "perplexity", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_usage", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "compression_ratio", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "nonfinite_rows", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "dead_entries", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "max_share", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "relative_error", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "entropy", mhlo.sharding = "{replicated}"},
      tensor<64x16xf32> {jax.result_info = "codebook", mhlo.sharding = "{devices=[8,1]<=[2,4]T(1,0)}"},
      tensor<64xf32> {jax.result_info = "cluster_size", mhlo.sharding = "{devices=[8]<=[2,4]T(1,0)}"},
      tensor<64x16xf32> {jax.result_info = "embed_sum", mhlo.sharding = "{devices=[8,1]<=[2,4]T(1,0)}"}) {
    %device.4.shard0.whole = "stablehlo.custom_call"(%inputs) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[8,1,1]<=[8]}"} : (tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %device.4.shard0 = "stablehlo.custom_call"(%device.4.shard0.whole) <{call_target_name = "SPMDFullToShardShape"}> {mhlo.sharding = "{manual}"} : (tensor<8x4x16xbf16>) -> tensor<1x4x16xbf16>
    %device.4.shard1.whole = "stablehlo.custom_call"(%codebook) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[8,1]<=[2,4]T(1,0)}"} : (tensor<64x16xf32>) -> tensor<64x16xf32>
    %device.4.shard1 = "stablehlo.custom_call"(%device.4.shard1.whole) <{call_target_name = "SPMDFullToShardShape"}> {mhlo.sharding = "{manual}"} : (tensor<64x16xf32>) -> tensor<8x16xf32>
    %device.4.shard2.whole = "stablehlo.custom_call"(%cluster_size) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[8]<=[2,4]T(1,0)}"} : (tensor<64xf32>) -> tensor<64xf32>
    %device.4.shard2 = "stablehlo.custom_call"(%device.4.shard2.whole) <{call_target_name = "SPMDFullToShardShape"}> {mhlo.sharding = "{manual}"} : (tensor<64xf32>) -> tensor<8xf32>
    %device.4.shard3.whole = "stablehlo.custom_call"(%embed_sum) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[8,1]<=[2,4]T(1,0)}"} : (tensor<64x16xf32>) -> tensor<64x16xf32>
    %device.4.shard3 = "stablehlo.custom_call"(%device.4.shard3.whole) <{call_target_name = "SPMDFullToShardShape"}> {mhlo.sharding = "{manual}"} : (tensor<64x16xf32>) -> tensor<8x16xf32>
    %device.4.r4 = "stablehlo.is_finite"(%device.4.shard0) : (tensor<1x4x16xbf16>) -> tensor<1x4x16xi1>
    %device.4.r5 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %device.4.valid.6 = "stablehlo.reduce"(%device.4.r4, %device.4.r5) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<1x4x16xi1>, tensor<i1>) -> tensor<1x4xi1>
    %device.4.r7 = "stablehlo.reduce_precision"(%device.4.shard1) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %device.4.r8 = "stablehlo.convert"(%device.4.r7) : (tensor<8x16xf32>) -> tensor<8x16xbf16>
    %device.4.r9 = "stablehlo.all_gather"(%device.4.r8) <{all_gather_dim = 0 : i64, channel_handle = #stablehlo.channel_handle<handle = 1, type = 1>, replica_groups = dense<[[0, 4], [1, 5], [2, 6], [3, 7]]> : tensor<4x2xi64>, use_global_device_ids}> : (tensor<8x16xbf16>) -> tensor<16x16xbf16>
    %device.4.r10 = "stablehlo.convert"(%device.4.r9) : (tensor<16x16xbf16>) -> tensor<16x16xf32>
    %device.4.r11 = "stablehlo.reduce_precision"(%device.4.r10) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x16xf32>) -> tensor<16x16xf32>
    %device.4.r12 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %device.4.r13 = "stablehlo.multiply"(%device.4.r11, %device.4.r11) : (tensor<16x16xf32>, tensor<16x16xf32>) -> tensor<16x16xf32>
    %device.4.r14 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %device.4.r15 = "stablehlo.reduce"(%device.4.r13, %device.4.r14) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16x16xf32>, tensor<f32>) -> tensor<16xf32>
    %device.4.r16 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %device.4.r17 = "stablehlo.broadcast_in_dim"(%device.4.r16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %device.4.half_norms.18 = "stablehlo.multiply"(%device.4.r15, %device.4.r17) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %device.4.r19 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %device.4.r20 = "stablehlo.broadcast_in_dim"(%device.4.r19) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<1x4x16xbf16>
    %device.4.r21 = "stablehlo.broadcast_in_dim"(%device.4.valid.6) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x4xi1>) -> tensor<1x4x16xi1>
    %device.4.valid_inputs.22 = "stablehlo.select"(%device.4.r21, %device.4.shard0, %device.4.r20) : (tensor<1x4x16xi1>, tensor<1x4x16xbf16>, tensor<1x4x16xbf16>) -> tensor<1x4x16xbf16>
    %device.4.tokens_of_part.23 = "stablehlo.all_gather"(%device.4.valid_inputs.22) <{all_gather_dim = 0 : i64, channel_handle = #stablehlo.channel_handle<handle = 2, type = 1>, replica_groups = dense<[[0, 1, 2, 3], [4, 5, 6, 7]]> : tensor<2x4xi64>, use_global_device_ids}> : (tensor<1x4x16xbf16>) -> tensor<4x4x16xbf16>
    %device.4.products.24 = "stablehlo.dot_general"(%device.4.tokens_of_part.23, %device.4.r9) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x4x16xbf16>, tensor<16x16xbf16>) -> tensor<4x4x16xf32>
    %device.4.r25 = "stablehlo.broadcast_in_dim"(%device.4.half_norms.18) <{broadcast_dimensions = array<i64: 2>}> : (tensor<16xf32>) -> tensor<4x4x16xf32>
    %device.4.scores.26 = "stablehlo.subtract"(%device.4.r25, %device.4.products.24) : (tensor<4x4x16xf32>, tensor<4x4x16xf32>) -> tensor<4x4x16xf32>
    %device.4.r27 = "stablehlo.partition_id"() : () -> tensor<ui32>
    %device.4.r28 = "stablehlo.convert"(%device.4.r27) : (tensor<ui32>) -> tensor<i32>
    %device.4.r29 = "stablehlo.constant"() <{value = dense<4> : tensor<i32>}> : () -> tensor<i32>
    %device.4.r30 = "stablehlo.remainder"(%device.4.r28, %device.4.r29) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %device.4.r31 = "stablehlo.constant"() <{value = dense<16> : tensor<i32>}> : () -> tensor<i32>
    %device.4.r32 = "stablehlo.multiply"(%device.4.r30, %device.4.r31) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %device.4.r33 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x4x16xi32>
    %device.4.r34 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %device.4.r35 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %device.4.r36:2 = "stablehlo.reduce"(%device.4.scores.26, %device.4.r33, %device.4.r34, %device.4.r35) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<i32>, %arg.2: tensor<f32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.2) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.2, %arg.2) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.2) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.8 = "stablehlo.and"(%r.6, %r.7) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.or"(%r.4, %r.5) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.9, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.select"(%r.10, %arg.0, %arg.2) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.12 = "stablehlo.select"(%r.10, %arg.1, %arg.3) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.11, %r.12) : (tensor<f32>, tensor<i32>) -> ()
    }) : (tensor<4x4x16xf32>, tensor<4x4x16xi32>, tensor<f32>, tensor<i32>) -> (tensor<4x4xf32>, tensor<4x4xi32>)
    %device.4.r37 = "stablehlo.broadcast_in_dim"(%device.4.r34) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x4xf32>
    %device.4.r38 = "stablehlo.compare"(%device.4.r36#0, %device.4.r37) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xi1>
    %device.4.r39 = "stablehlo.broadcast_in_dim"(%device.4.r12) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x4xi32>
    %device.4.r40 = "stablehlo.select"(%device.4.r38, %device.4.r36#1, %device.4.r39) : (tensor<4x4xi1>, tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi32>
    %device.4.r41 = "stablehlo.broadcast_in_dim"(%device.4.r32) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x4xi32>
    %device.4.r42 = "stablehlo.add"(%device.4.r40, %device.4.r41) : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi32>
    %device.4.r43 = "stablehlo.bitcast_convert"(%device.4.r36#0) : (tensor<4x4xf32>) -> tensor<4x4xi32>
    %device.4.r44 = "stablehlo.reshape"(%device.4.r43) : (tensor<4x4xi32>) -> tensor<1x4x4xi32>
    %device.4.r45 = "stablehlo.reshape"(%device.4.r42) : (tensor<4x4xi32>) -> tensor<1x4x4xi32>
    %device.4.r46 = "stablehlo.concatenate"(%device.4.r44, %device.4.r45) <{dimension = 0 : i64}> : (tensor<1x4x4xi32>, tensor<1x4x4xi32>) -> tensor<2x4x4xi32>
    %device.4.r47 = "stablehlo.reshape"(%device.4.r46) : (tensor<2x4x4xi32>) -> tensor<1x2x4x4xi32>
    %device.4.minima.48 = "stablehlo.all_gather"(%device.4.r47) <{all_gather_dim = 0 : i64, channel_handle = #stablehlo.channel_handle<handle = 3, type = 1>, replica_groups = dense<[[0, 1, 2, 3], [4, 5, 6, 7]]> : tensor<2x4xi64>, use_global_device_ids}> : (tensor<1x2x4x4xi32>) -> tensor<4x2x4x4xi32>
    %device.4.r49 = "stablehlo.slice"(%device.4.minima.48) <{limit_indices = array<i64: 4, 1, 4, 4>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<4x2x4x4xi32>) -> tensor<4x1x4x4xi32>
    %device.4.r50 = "stablehlo.reshape"(%device.4.r49) : (tensor<4x1x4x4xi32>) -> tensor<4x4x4xi32>
    %device.4.r51 = "stablehlo.slice"(%device.4.minima.48) <{limit_indices = array<i64: 4, 2, 4, 4>, start_indices = array<i64: 0, 1, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<4x2x4x4xi32>) -> tensor<4x1x4x4xi32>
    %device.4.r52 = "stablehlo.reshape"(%device.4.r51) : (tensor<4x1x4x4xi32>) -> tensor<4x4x4xi32>
    %device.4.r53 = "stablehlo.bitcast_convert"(%device.4.r50) : (tensor<4x4x4xi32>) -> tensor<4x4x4xf32>
    %device.4.r54:2 = "stablehlo.reduce"(%device.4.r53, %device.4.r52, %device.4.r34, %device.4.r35) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<i32>, %arg.2: tensor<f32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.2) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.2, %arg.2) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.2) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.8 = "stablehlo.and"(%r.6, %r.7) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.or"(%r.4, %r.5) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.9, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.select"(%r.10, %arg.0, %arg.2) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.12 = "stablehlo.select"(%r.10, %arg.1, %arg.3) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.11, %r.12) : (tensor<f32>, tensor<i32>) -> ()
    }) : (tensor<4x4x4xf32>, tensor<4x4x4xi32>, tensor<f32>, tensor<i32>) -> (tensor<4x4xf32>, tensor<4x4xi32>)
    %device.4.r55 = "stablehlo.compare"(%device.4.r54#0, %device.4.r37) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xi1>
    %device.4.nearest.56 = "stablehlo.select"(%device.4.r55, %device.4.r54#1, %device.4.r39) : (tensor<4x4xi1>, tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi32>
    %device.4.r57 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    %device.4.r58 = "stablehlo.multiply"(%device.4.r30, %device.4.r57) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %device.4.r59 = "stablehlo.dynamic_slice"(%device.4.nearest.56, %device.4.r58, %device.4.r12) <{slice_sizes = array<i64: 1, 4>}> : (tensor<4x4xi32>, tensor<i32>, tensor<i32>) -> tensor<1x4xi32>
    %device.4.r60 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %device.4.r61 = "stablehlo.broadcast_in_dim"(%device.4.r60) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x4xi32>
    %device.4.codes.62 = "stablehlo.select"(%device.4.valid.6, %device.4.r59, %device.4.r61) : (tensor<1x4xi1>, tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
    %device.4.r63 = "stablehlo.subtract"(%device.4.nearest.56, %device.4.r41) : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi32>
    %device.4.r64 = "stablehlo.constant"() <{value = dense<15> : tensor<i32>}> : () -> tensor<i32>
    %device.4.r65 = "stablehlo.broadcast_in_dim"(%device.4.r64) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x4xi32>
    %device.4.r66 = "stablehlo.compare"(%device.4.r63, %device.4.r39) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %device.4.r67 = "stablehlo.compare"(%device.4.r63, %device.4.r65) <{comparison_direction = #stablehlo<comparison_direction LE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %device.4.r68 = "stablehlo.and"(%device.4.r66, %device.4.r67) : (tensor<4x4xi1>, tensor<4x4xi1>) -> tensor<4x4xi1>
    %device.4.r69 = "stablehlo.clamp"(%device.4.r39, %device.4.r63, %device.4.r65) : (tensor<4x4xi32>, tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi32>
    %device.4.r70 = "stablehlo.gather"(%device.4.r9, %device.4.r69) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<16x16xbf16>, tensor<4x4xi32>) -> tensor<4x4x16xbf16>
    %device.4.r71 = "stablehlo.constant"() <{value = dense<-0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %device.4.r72 = "stablehlo.broadcast_in_dim"(%device.4.r71) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x4x16xbf16>
    %device.4.r73 = "stablehlo.broadcast_in_dim"(%device.4.r68) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x4xi1>) -> tensor<4x4x16xi1>
    %device.4.r74 = "stablehlo.select"(%device.4.r73, %device.4.r70, %device.4.r72) : (tensor<4x4x16xi1>, tensor<4x4x16xbf16>, tensor<4x4x16xbf16>) -> tensor<4x4x16xbf16>
    %device.4.r75 = "stablehlo.reduce_scatter"(%device.4.r74) <{channel_handle = #stablehlo.channel_handle<handle = 4, type = 1>, replica_groups = dense<[[0, 1, 2, 3], [4, 5, 6, 7]]> : tensor<2x4xi64>, use_global_device_ids, scatter_dimension = 0 : i64}> ({
    ^bb0(%arg.0: tensor<bf16>, %arg.1: tensor<bf16>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<bf16>, tensor<bf16>) -> tensor<bf16>
      "stablehlo.return"(%r.2) : (tensor<bf16>) -> ()
    }) : (tensor<4x4x16xbf16>) -> tensor<1x4x16xbf16>
    %device.4.quantized.76 = "stablehlo.select"(%device.4.r21, %device.4.r75, %device.4.r20) : (tensor<1x4x16xi1>, tensor<1x4x16xbf16>, tensor<1x4x16xbf16>) -> tensor<1x4x16xbf16>
    %device.4.r77 = "stablehlo.broadcast_in_dim"(%device.4.codes.62) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x4xi32>) -> tensor<1x4x64xi32>
    %device.4.r78 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<1x4x64xi32>
    %device.4.assignments.79 = "stablehlo.compare"(%device.4.r77, %device.4.r78) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<1x4x64xi32>, tensor<1x4x64xi32>) -> tensor<1x4x64xi1>
    %device.4.r80 = "stablehlo.broadcast_in_dim"(%device.4.r63) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x4xi32>) -> tensor<4x4x16xi32>
    %device.4.assignments.81 = "stablehlo.compare"(%device.4.r80, %device.4.r33) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x4x16xi32>, tensor<4x4x16xi32>) -> tensor<4x4x16xi1>
    %device.4.r82 = "stablehlo.convert"(%device.4.assignments.79) : (tensor<1x4x64xi1>) -> tensor<1x4x64xf32>
    %device.4.counts.83 = "stablehlo.reduce"(%device.4.r82, %device.4.r14) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1x4x64xf32>, tensor<f32>) -> tensor<64xf32>
    %device.4.r84 = "stablehlo.all_reduce"(%device.4.counts.83) <{channel_handle = #stablehlo.channel_handle<handle = 5, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<64xf32>) -> tensor<64xf32>
    %device.4.r85 = "stablehlo.reduce"(%device.4.r84, %device.4.r14) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
    %device.4.r86 = "stablehlo.convert"(%device.4.valid_inputs.22) : (tensor<1x4x16xbf16>) -> tensor<1x4x16xf32>
    %device.4.r87 = "stablehlo.convert"(%device.4.quantized.76) : (tensor<1x4x16xbf16>) -> tensor<1x4x16xf32>
    %device.4.r88 = "stablehlo.subtract"(%device.4.r86, %device.4.r87) : (tensor<1x4x16xf32>, tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
    %device.4.r89 = "stablehlo.multiply"(%device.4.r88, %device.4.r88) : (tensor<1x4x16xf32>, tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
    %device.4.r90 = "stablehlo.reduce"(%device.4.r89, %device.4.r14) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1x4x16xf32>, tensor<f32>) -> tensor<f32>
    %device.4.r91 = "stablehlo.all_reduce"(%device.4.r90) <{channel_handle = #stablehlo.channel_handle<handle = 6, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<f32>) -> tensor<f32>
    %device.4.r92 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %device.4.r93 = "stablehlo.divide"(%device.4.r91, %device.4.r92) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r94 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %device.4.r95 = "stablehlo.maximum"(%device.4.r85, %device.4.r94) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.mean_squared_error.96 = "stablehlo.divide"(%device.4.r93, %device.4.r95) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r97 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %device.4.r98 = "stablehlo.multiply"(%device.4.r97, %device.4.mean_squared_error.96) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r99 = "stablehlo.multiply"(%device.4.r14, %device.4.mean_squared_error.96) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.loss.100 = "stablehlo.add"(%device.4.r98, %device.4.r99) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r101 = "stablehlo.constant"() <{value = dense<4.266666793823242e1> : tensor<f32>}> : () -> tensor<f32>
    %device.4.r102 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %device.4.r103 = "stablehlo.broadcast_in_dim"(%device.4.r102) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
    %device.4.r104 = "stablehlo.maximum"(%device.4.r84, %device.4.r103) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %device.4.r105 = "stablehlo.log"(%device.4.r104) : (tensor<64xf32>) -> tensor<64xf32>
    %device.4.r106 = "stablehlo.multiply"(%device.4.r84, %device.4.r105) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %device.4.r107 = "stablehlo.reduce"(%device.4.r106, %device.4.r14) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
    %device.4.r108 = "stablehlo.maximum"(%device.4.r85, %device.4.r102) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r109 = "stablehlo.divide"(%device.4.r107, %device.4.r108) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r110 = "stablehlo.log"(%device.4.r108) : (tensor<f32>) -> tensor<f32>
    %device.4.r111 = "stablehlo.subtract"(%device.4.r110, %device.4.r109) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.entropy.112 = "stablehlo.maximum"(%device.4.r111, %device.4.r14) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.perplexity.113 = "stablehlo.exponential"(%device.4.entropy.112) : (tensor<f32>) -> tensor<f32>
    %device.4.r114 = "stablehlo.broadcast_in_dim"(%device.4.r14) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
    %device.4.r115 = "stablehlo.compare"(%device.4.r84, %device.4.r114) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %device.4.r116 = "stablehlo.convert"(%device.4.r115) : (tensor<64xi1>) -> tensor<64xf32>
    %device.4.r117 = "stablehlo.reduce"(%device.4.r116, %device.4.r14) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
    %device.4.r118 = "stablehlo.constant"() <{value = dense<6.4e1> : tensor<f32>}> : () -> tensor<f32>
    %device.4.codebook_usage.119 = "stablehlo.divide"(%device.4.r117, %device.4.r118) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r120 = "stablehlo.subtract"(%device.4.r118, %device.4.r117) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.dead_entries.121 = "stablehlo.convert"(%device.4.r120) : (tensor<f32>) -> tensor<i32>
    %device.4.r122 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %device.4.r123 = "stablehlo.reduce"(%device.4.r84, %device.4.r122) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
    %device.4.max_share.124 = "stablehlo.divide"(%device.4.r123, %device.4.r95) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r125 = "stablehlo.multiply"(%device.4.r86, %device.4.r86) : (tensor<1x4x16xf32>, tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
    %device.4.r126 = "stablehlo.reduce"(%device.4.r125, %device.4.r14) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1x4x16xf32>, tensor<f32>) -> tensor<f32>
    %device.4.r127 = "stablehlo.all_reduce"(%device.4.r126) <{channel_handle = #stablehlo.channel_handle<handle = 7, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<f32>) -> tensor<f32>
    %device.4.r128 = "stablehlo.divide"(%device.4.r91, %device.4.r127) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r129 = "stablehlo.compare"(%device.4.r91, %device.4.r14) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %device.4.relative_error.130 = "stablehlo.select"(%device.4.r129, %device.4.r14, %device.4.r128) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r131 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %device.4.r132 = "stablehlo.subtract"(%device.4.r131, %device.4.r85) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.nonfinite_rows.133 = "stablehlo.convert"(%device.4.r132) : (tensor<f32>) -> tensor<i32>
    %device.4.r134 = "stablehlo.convert"(%device.4.assignments.81) : (tensor<4x4x16xi1>) -> tensor<4x4x16xbf16>
    %device.4.sums.135 = "stablehlo.dot_general"(%device.4.r134, %device.4.tokens_of_part.23) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x4x16xbf16>, tensor<4x4x16xbf16>) -> tensor<16x16xf32>
    %device.4.sums.136 = "stablehlo.reduce_scatter"(%device.4.sums.135) <{channel_handle = #stablehlo.channel_handle<handle = 8, type = 1>, replica_groups = dense<[[0, 4], [1, 5], [2, 6], [3, 7]]> : tensor<4x2xi64>, use_global_device_ids, scatter_dimension = 0 : i64}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16x16xf32>) -> tensor<8x16xf32>
    %device.4.r137 = "stablehlo.constant"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
    %device.4.r138 = "stablehlo.divide"(%device.4.r28, %device.4.r29) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %device.4.r139 = "stablehlo.remainder"(%device.4.r138, %device.4.r137) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %device.4.r140 = "stablehlo.multiply"(%device.4.r30, %device.4.r137) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %device.4.r141 = "stablehlo.add"(%device.4.r140, %device.4.r139) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %device.4.r142 = "stablehlo.constant"() <{value = dense<8> : tensor<i32>}> : () -> tensor<i32>
    %device.4.r143 = "stablehlo.multiply"(%device.4.r141, %device.4.r142) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %device.4.r144 = "stablehlo.dynamic_slice"(%device.4.r84, %device.4.r143) <{slice_sizes = array<i64: 8>}> : (tensor<64xf32>, tensor<i32>) -> tensor<8xf32>
    %device.4.r145 = "stablehlo.reduce"(%device.4.shard2, %device.4.r14) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %device.4.r146 = "stablehlo.all_reduce"(%device.4.r145) <{channel_handle = #stablehlo.channel_handle<handle = 9, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<f32>) -> tensor<f32>
    %device.4.r147 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %device.4.r148 = "stablehlo.broadcast_in_dim"(%device.4.r147) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %device.4.r149 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %device.4.r150 = "stablehlo.broadcast_in_dim"(%device.4.r149) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %device.4.r151 = "stablehlo.multiply"(%device.4.r148, %device.4.shard2) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %device.4.r152 = "stablehlo.multiply"(%device.4.r150, %device.4.r144) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %device.4.new_cluster_size.153 = "stablehlo.add"(%device.4.r151, %device.4.r152) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %device.4.r154 = "stablehlo.broadcast_in_dim"(%device.4.r147) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %device.4.r155 = "stablehlo.broadcast_in_dim"(%device.4.r149) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %device.4.r156 = "stablehlo.multiply"(%device.4.r154, %device.4.shard3) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %device.4.r157 = "stablehlo.multiply"(%device.4.r155, %device.4.sums.136) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %device.4.new_embed_sum.158 = "stablehlo.add"(%device.4.r156, %device.4.r157) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %device.4.r159 = "stablehlo.multiply"(%device.4.r147, %device.4.r146) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r160 = "stablehlo.multiply"(%device.4.r149, %device.4.r85) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r161 = "stablehlo.add"(%device.4.r159, %device.4.r160) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r162 = "stablehlo.constant"() <{value = dense<6.399999838322401e-4> : tensor<f32>}> : () -> tensor<f32>
    %device.4.r163 = "stablehlo.add"(%device.4.r161, %device.4.r162) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r164 = "stablehlo.divide"(%device.4.r161, %device.4.r163) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %device.4.r165 = "stablehlo.broadcast_in_dim"(%device.4.r164) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %device.4.r166 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %device.4.r167 = "stablehlo.broadcast_in_dim"(%device.4.r166) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %device.4.r168 = "stablehlo.add"(%device.4.new_cluster_size.153, %device.4.r167) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %device.4.smoothed_counts.169 = "stablehlo.multiply"(%device.4.r168, %device.4.r165) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %device.4.r170 = "stablehlo.broadcast_in_dim"(%device.4.r14) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %device.4.r171 = "stablehlo.compare"(%device.4.r144, %device.4.r170) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
    %device.4.r172 = "stablehlo.select"(%device.4.r171, %device.4.smoothed_counts.169, %device.4.new_cluster_size.153) : (tensor<8xi1>, tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %device.4.r173 = "stablehlo.broadcast_in_dim"(%device.4.r102) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %device.4.r174 = "stablehlo.compare"(%device.4.r172, %device.4.r173) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
    %device.4.r175 = "stablehlo.broadcast_in_dim"(%device.4.r172) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xf32>) -> tensor<8x16xf32>
    %device.4.r176 = "stablehlo.divide"(%device.4.new_embed_sum.158, %device.4.r175) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %device.4.r177 = "stablehlo.broadcast_in_dim"(%device.4.r174) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xi1>) -> tensor<8x16xi1>
    %device.4.new_codebook.178 = "stablehlo.select"(%device.4.r177, %device.4.r176, %device.4.shard1) : (tensor<8x16xi1>, tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %device.4.0.shard = "stablehlo.custom_call"(%device.4.quantized.76) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<1x4x16xbf16>) -> tensor<1x4x16xbf16>
    %device.4.0 = "stablehlo.custom_call"(%device.4.0.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{devices=[8,1,1]<=[8]}"} : (tensor<1x4x16xbf16>) -> tensor<8x4x16xbf16>
    %device.4.1.shard = "stablehlo.custom_call"(%device.4.codes.62) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<1x4xi32>) -> tensor<1x4xi32>
    %device.4.1 = "stablehlo.custom_call"(%device.4.1.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{devices=[8,1]<=[8]}"} : (tensor<1x4xi32>) -> tensor<8x4xi32>
    %device.4.2.shard = "stablehlo.custom_call"(%device.4.mean_squared_error.96) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<f32>) -> tensor<f32>
    %device.4.2 = "stablehlo.custom_call"(%device.4.2.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{replicated}"} : (tensor<f32>) -> tensor<f32>
    %device.4.3.shard = "stablehlo.custom_call"(%device.4.mean_squared_error.96) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<f32>) -> tensor<f32>
    %device.4.3 = "stablehlo.custom_call"(%device.4.3.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{replicated}"} : (tensor<f32>) -> tensor<f32>
    %device.4.4.shard = "stablehlo.custom_call"(%device.4.loss.100) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<f32>) -> tensor<f32>
    %device.4.4 = "stablehlo.custom_call"(%device.4.4.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{replicated}"} : (tensor<f32>) -> tensor<f32>
    %device.4.5.shard = "stablehlo.custom_call"(%device.4.mean_squared_error.96) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<f32>) -> tensor<f32>
    %device.4.5 = "stablehlo.custom_call"(%device.4.5.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{replicated}"} : (tensor<f32>) -> tensor<f32>
    %device.4.6.shard = "stablehlo.custom_call"(%device.4.perplexity.113) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<f32>) -> tensor<f32>
    %device.4.6 = "stablehlo.custom_call"(%device.4.6.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{replicated}"} : (tensor<f32>) -> tensor<f32>
    %device.4.7.shard = "stablehlo.custom_call"(%device.4.codebook_usage.119) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<f32>) -> tensor<f32>
    %device.4.7 = "stablehlo.custom_call"(%device.4.7.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{replicated}"} : (tensor<f32>) -> tensor<f32>
    %device.4.8.shard = "stablehlo.custom_call"(%device.4.r101) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<f32>) -> tensor<f32>
    %device.4.8 = "stablehlo.custom_call"(%device.4.8.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{replicated}"} : (tensor<f32>) -> tensor<f32>
    %device.4.9.shard = "stablehlo.custom_call"(%device.4.nonfinite_rows.133) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<i32>) -> tensor<i32>
    %device.4.9 = "stablehlo.custom_call"(%device.4.9.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{replicated}"} : (tensor<i32>) -> tensor<i32>
    %device.4.10.shard = "stablehlo.custom_call"(%device.4.dead_entries.121) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<i32>) -> tensor<i32>
    %device.4.10 = "stablehlo.custom_call"(%device.4.10.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{replicated}"} : (tensor<i32>) -> tensor<i32>
    %device.4.11.shard = "stablehlo.custom_call"(%device.4.max_share.124) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<f32>) -> tensor<f32>
    %device.4.11 = "stablehlo.custom_call"(%device.4.11.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{replicated}"} : (tensor<f32>) -> tensor<f32>
    %device.4.12.shard = "stablehlo.custom_call"(%device.4.relative_error.130) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<f32>) -> tensor<f32>
    %device.4.12 = "stablehlo.custom_call"(%device.4.12.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{replicated}"} : (tensor<f32>) -> tensor<f32>
    %device.4.13.shard = "stablehlo.custom_call"(%device.4.entropy.112) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<f32>) -> tensor<f32>
    %device.4.13 = "stablehlo.custom_call"(%device.4.13.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{replicated}"} : (tensor<f32>) -> tensor<f32>
    %device.4.14.shard = "stablehlo.custom_call"(%device.4.new_codebook.178) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %device.4.14 = "stablehlo.custom_call"(%device.4.14.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{devices=[8,1]<=[2,4]T(1,0)}"} : (tensor<8x16xf32>) -> tensor<64x16xf32>
    %device.4.15.shard = "stablehlo.custom_call"(%device.4.new_cluster_size.153) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<8xf32>) -> tensor<8xf32>
    %device.4.15 = "stablehlo.custom_call"(%device.4.15.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{devices=[8]<=[2,4]T(1,0)}"} : (tensor<8xf32>) -> tensor<64xf32>
    %device.4.16.shard = "stablehlo.custom_call"(%device.4.new_embed_sum.158) <{call_target_name = "Sharding"}> {mhlo.sharding = "{manual}"} : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %device.4.16 = "stablehlo.custom_call"(%device.4.16.shard) <{call_target_name = "SPMDShardToFullShape"}> {mhlo.sharding = "{devices=[8,1]<=[2,4]T(1,0)}"} : (tensor<8x16xf32>) -> tensor<64x16xf32>
    "func.return"(%device.4.0, %device.4.1, %device.4.2, %device.4.3, %device.4.4, %device.4.5, %device.4.6, %device.4.7, %device.4.8, %device.4.9, %device.4.10, %device.4.11, %device.4.12, %device.4.13, %device.4.14, %device.4.15, %device.4.16) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<64x16xf32>, tensor<64xf32>, tensor<64x16xf32>) -> ()
  }
}
