module @vqbit_update attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      %codebook: tensor<64x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>, tf.aliasing_output = 14 : i32},
      %cluster_size: tensor<64xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}]>, tf.aliasing_output = 15 : i32},
      %embed_sum: tensor<64x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>, tf.aliasing_output = 16 : i32}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      tensor<8x4xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>},
      tensor<f32> {jax.result_info = "commitment_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "mse", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "perplexity", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_usage", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "compression_ratio", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<i32> {jax.result_info = "nonfinite_rows", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<i32> {jax.result_info = "dead_entries", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "max_share", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "relative_error", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "entropy", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<64x16xf32> {jax.result_info = "codebook", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>},
      tensor<64xf32> {jax.result_info = "cluster_size", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}]>},
      tensor<64x16xf32> {jax.result_info = "embed_sum", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>}) {
    %device.4:17 = "sdy.manual_computation"(%inputs, %codebook, %cluster_size, %embed_sum) <{in_shardings = #sdy.sharding_per_value<[<@mesh, [{"data", "model"}, {}, {}]>, <@mesh, [{"data", "model"}, {}]>, <@mesh, [{"data", "model"}]>, <@mesh, [{"data", "model"}, {}]>]>, manual_axes = #sdy<manual_axes{"data", "model"}>, out_shardings = #sdy.sharding_per_value<[<@mesh, [{"data", "model"}, {}, {}]>, <@mesh, [{"data", "model"}, {}]>, <@mesh, []>, <@mesh, []>, <@mesh, []>, <@mesh, []>, <@mesh, []>, <@mesh, []>, <@mesh, []>, <@mesh, []>, <@mesh, []>, <@mesh, []>, <@mesh, []>, <@mesh, []>, <@mesh, [{"data", "model"}, {}]>, <@mesh, [{"data", "model"}]>, <@mesh, [{"data", "model"}, {}]>]>}> ({
    ^bb0(%device.4.shard0: tensor<1x4x16xbf16>, %device.4.shard1: tensor<8x16xf32>, %device.4.shard2: tensor<8xf32>, %device.4.shard3: tensor<8x16xf32>):
      %device.4.r4 = "stablehlo.reduce_precision"(%device.4.shard1) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
      %device.4.r5 = "stablehlo.convert"(%device.4.r4) : (tensor<8x16xf32>) -> tensor<8x16xbf16>
      %device.4.r6 = "stablehlo.all_gather"(%device.4.r5) <{all_gather_dim = 0 : i64, channel_handle = #stablehlo.channel_handle<handle = 1, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> : (tensor<8x16xbf16>) -> tensor<64x16xbf16>
      %device.4.r7 = "stablehlo.convert"(%device.4.r6) : (tensor<64x16xbf16>) -> tensor<64x16xf32>
      %device.4.r8 = "stablehlo.reduce_precision"(%device.4.r7) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<64x16xf32>) -> tensor<64x16xf32>
      %device.4.r9 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %device.4.r10 = "stablehlo.multiply"(%device.4.r8, %device.4.r8) : (tensor<64x16xf32>, tensor<64x16xf32>) -> tensor<64x16xf32>
      %device.4.r11 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r12 = "stablehlo.reduce"(%device.4.r10, %device.4.r11) <{dimensions = array<i64: 1>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<64x16xf32>, tensor<f32>) -> tensor<64xf32>
      %device.4.r13 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r14 = "stablehlo.broadcast_in_dim"(%device.4.r13) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
      %device.4.half_norms.15 = "stablehlo.multiply"(%device.4.r12, %device.4.r14) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
      %device.4.products.16 = "stablehlo.dot_general"(%device.4.shard0, %device.4.r6) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<1x4x16xbf16>, tensor<64x16xbf16>) -> tensor<1x4x64xf32>
      %device.4.r17 = "stablehlo.broadcast_in_dim"(%device.4.half_norms.15) <{broadcast_dimensions = array<i64: 2>}> : (tensor<64xf32>) -> tensor<1x4x64xf32>
      %device.4.scores.18 = "stablehlo.subtract"(%device.4.r17, %device.4.products.16) : (tensor<1x4x64xf32>, tensor<1x4x64xf32>) -> tensor<1x4x64xf32>
      %device.4.r19 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<1x4x64xi32>
      %device.4.r20 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r21 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
      %device.4.r22:2 = "stablehlo.reduce"(%device.4.scores.18, %device.4.r19, %device.4.r20, %device.4.r21) <{dimensions = array<i64: 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<i32>, %arg2.2: tensor<f32>, %arg2.3: tensor<i32>):
        %r2.4 = "stablehlo.compare"(%arg2.0, %arg2.2) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
        %r2.5 = "stablehlo.compare"(%arg2.2, %arg2.2) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
        %r2.6 = "stablehlo.compare"(%arg2.0, %arg2.2) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
        %r2.7 = "stablehlo.compare"(%arg2.1, %arg2.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
        %r2.8 = "stablehlo.and"(%r2.6, %r2.7) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.9 = "stablehlo.or"(%r2.4, %r2.5) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.10 = "stablehlo.or"(%r2.9, %r2.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        %r2.11 = "stablehlo.select"(%r2.10, %arg2.0, %arg2.2) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
        %r2.12 = "stablehlo.select"(%r2.10, %arg2.1, %arg2.3) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
        "stablehlo.return"(%r2.11, %r2.12) : (tensor<f32>, tensor<i32>) -> ()
      }) : (tensor<1x4x64xf32>, tensor<1x4x64xi32>, tensor<f32>, tensor<i32>) -> (tensor<1x4xf32>, tensor<1x4xi32>)
      %device.4.r23 = "stablehlo.is_finite"(%device.4.r22#0) : (tensor<1x4xf32>) -> tensor<1x4xi1>
      %device.4.r24 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
      %device.4.r25 = "stablehlo.broadcast_in_dim"(%device.4.r24) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x4xi32>
      %device.4.nearest.26 = "stablehlo.select"(%device.4.r23, %device.4.r22#1, %device.4.r25) : (tensor<1x4xi1>, tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
      %device.4.r27 = "stablehlo.broadcast_in_dim"(%device.4.r9) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x4xi32>
      %device.4.r28 = "stablehlo.compare"(%device.4.nearest.26, %device.4.r27) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi1>
      %device.4.codes.29 = "stablehlo.select"(%device.4.r28, %device.4.nearest.26, %device.4.r25) : (tensor<1x4xi1>, tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
      %device.4.r30 = "stablehlo.broadcast_in_dim"(%device.4.codes.29) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x4xi32>) -> tensor<1x4x64xi32>
      %device.4.assignments.31 = "stablehlo.compare"(%device.4.r30, %device.4.r19) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<1x4x64xi32>, tensor<1x4x64xi32>) -> tensor<1x4x64xi1>
      %device.4.r32 = "stablehlo.constant"() <{value = dense<63> : tensor<i32>}> : () -> tensor<i32>
      %device.4.r33 = "stablehlo.broadcast_in_dim"(%device.4.r32) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x4xi32>
      %device.4.r34 = "stablehlo.clamp"(%device.4.r27, %device.4.codes.29, %device.4.r33) : (tensor<1x4xi32>, tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
      %device.4.r35 = "stablehlo.gather"(%device.4.r6, %device.4.r34) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<64x16xbf16>, tensor<1x4xi32>) -> tensor<1x4x16xbf16>
      %device.4.r36 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
      %device.4.r37 = "stablehlo.broadcast_in_dim"(%device.4.r36) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<1x4x16xbf16>
      %device.4.r38 = "stablehlo.broadcast_in_dim"(%device.4.r28) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x4xi1>) -> tensor<1x4x16xi1>
      %device.4.quantized.39 = "stablehlo.select"(%device.4.r38, %device.4.r35, %device.4.r37) : (tensor<1x4x16xi1>, tensor<1x4x16xbf16>, tensor<1x4x16xbf16>) -> tensor<1x4x16xbf16>
      %device.4.valid_inputs.40 = "stablehlo.select"(%device.4.r38, %device.4.shard0, %device.4.r37) : (tensor<1x4x16xi1>, tensor<1x4x16xbf16>, tensor<1x4x16xbf16>) -> tensor<1x4x16xbf16>
      %device.4.r41 = "stablehlo.convert"(%device.4.assignments.31) : (tensor<1x4x64xi1>) -> tensor<1x4x64xf32>
      %device.4.counts.42 = "stablehlo.reduce"(%device.4.r41, %device.4.r11) <{dimensions = array<i64: 0, 1>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<1x4x64xf32>, tensor<f32>) -> tensor<64xf32>
      %device.4.r43 = "stablehlo.all_reduce"(%device.4.counts.42) <{channel_handle = #stablehlo.channel_handle<handle = 2, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<64xf32>) -> tensor<64xf32>
      %device.4.r44 = "stablehlo.reduce"(%device.4.r43, %device.4.r11) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
      %device.4.r45 = "stablehlo.convert"(%device.4.valid_inputs.40) : (tensor<1x4x16xbf16>) -> tensor<1x4x16xf32>
      %device.4.r46 = "stablehlo.convert"(%device.4.quantized.39) : (tensor<1x4x16xbf16>) -> tensor<1x4x16xf32>
      %device.4.r47 = "stablehlo.subtract"(%device.4.r45, %device.4.r46) : (tensor<1x4x16xf32>, tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
      %device.4.r48 = "stablehlo.multiply"(%device.4.r47, %device.4.r47) : (tensor<1x4x16xf32>, tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
      %device.4.r49 = "stablehlo.reduce"(%device.4.r48, %device.4.r11) <{dimensions = array<i64: 0, 1, 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<1x4x16xf32>, tensor<f32>) -> tensor<f32>
      %device.4.r50 = "stablehlo.all_reduce"(%device.4.r49) <{channel_handle = #stablehlo.channel_handle<handle = 3, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<f32>) -> tensor<f32>
      %device.4.r51 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r52 = "stablehlo.divide"(%device.4.r50, %device.4.r51) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r53 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r54 = "stablehlo.maximum"(%device.4.r44, %device.4.r53) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.mean_squared_error.55 = "stablehlo.divide"(%device.4.r52, %device.4.r54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r56 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r57 = "stablehlo.multiply"(%device.4.r56, %device.4.mean_squared_error.55) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r58 = "stablehlo.multiply"(%device.4.r11, %device.4.mean_squared_error.55) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.loss.59 = "stablehlo.add"(%device.4.r57, %device.4.r58) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r60 = "stablehlo.constant"() <{value = dense<4.266666793823242e1> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r61 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r62 = "stablehlo.broadcast_in_dim"(%device.4.r61) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
      %device.4.r63 = "stablehlo.maximum"(%device.4.r43, %device.4.r62) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
      %device.4.r64 = "stablehlo.log"(%device.4.r63) : (tensor<64xf32>) -> tensor<64xf32>
      %device.4.r65 = "stablehlo.multiply"(%device.4.r43, %device.4.r64) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
      %device.4.r66 = "stablehlo.reduce"(%device.4.r65, %device.4.r11) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
      %device.4.r67 = "stablehlo.maximum"(%device.4.r44, %device.4.r61) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r68 = "stablehlo.divide"(%device.4.r66, %device.4.r67) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r69 = "stablehlo.log"(%device.4.r67) : (tensor<f32>) -> tensor<f32>
      %device.4.r70 = "stablehlo.subtract"(%device.4.r69, %device.4.r68) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.entropy.71 = "stablehlo.maximum"(%device.4.r70, %device.4.r11) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.perplexity.72 = "stablehlo.exponential"(%device.4.entropy.71) : (tensor<f32>) -> tensor<f32>
      %device.4.r73 = "stablehlo.broadcast_in_dim"(%device.4.r11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
      %device.4.r74 = "stablehlo.compare"(%device.4.r43, %device.4.r73) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
      %device.4.r75 = "stablehlo.convert"(%device.4.r74) : (tensor<64xi1>) -> tensor<64xf32>
      %device.4.r76 = "stablehlo.reduce"(%device.4.r75, %device.4.r11) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
      %device.4.r77 = "stablehlo.constant"() <{value = dense<6.4e1> : tensor<f32>}> : () -> tensor<f32>
      %device.4.codebook_usage.78 = "stablehlo.divide"(%device.4.r76, %device.4.r77) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r79 = "stablehlo.subtract"(%device.4.r77, %device.4.r76) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.dead_entries.80 = "stablehlo.convert"(%device.4.r79) : (tensor<f32>) -> tensor<i32>
      %device.4.r81 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r82 = "stablehlo.reduce"(%device.4.r43, %device.4.r81) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.maximum"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
      %device.4.max_share.83 = "stablehlo.divide"(%device.4.r82, %device.4.r54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r84 = "stablehlo.multiply"(%device.4.r45, %device.4.r45) : (tensor<1x4x16xf32>, tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
      %device.4.r85 = "stablehlo.reduce"(%device.4.r84, %device.4.r11) <{dimensions = array<i64: 0, 1, 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<1x4x16xf32>, tensor<f32>) -> tensor<f32>
      %device.4.r86 = "stablehlo.all_reduce"(%device.4.r85) <{channel_handle = #stablehlo.channel_handle<handle = 4, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<f32>) -> tensor<f32>
      %device.4.r87 = "stablehlo.divide"(%device.4.r50, %device.4.r86) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r88 = "stablehlo.compare"(%device.4.r50, %device.4.r11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %device.4.relative_error.89 = "stablehlo.select"(%device.4.r88, %device.4.r11, %device.4.r87) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r90 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r91 = "stablehlo.subtract"(%device.4.r90, %device.4.r44) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.nonfinite_rows.92 = "stablehlo.convert"(%device.4.r91) : (tensor<f32>) -> tensor<i32>
      %device.4.r93 = "stablehlo.convert"(%device.4.assignments.31) : (tensor<1x4x64xi1>) -> tensor<1x4x64xbf16>
      %device.4.sums.94 = "stablehlo.dot_general"(%device.4.r93, %device.4.valid_inputs.40) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<1x4x64xbf16>, tensor<1x4x16xbf16>) -> tensor<64x16xf32>
      %device.4.r95 = "stablehlo.reduce_scatter"(%device.4.sums.94) <{channel_handle = #stablehlo.channel_handle<handle = 5, type = 1>, replica_groups = dense<[[0, 4], [1, 5], [2, 6], [3, 7]]> : tensor<4x2xi64>, use_global_device_ids, scatter_dimension = 0 : i64}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<64x16xf32>) -> tensor<32x16xf32>
      %device.4.sums.96 = "stablehlo.reduce_scatter"(%device.4.r95) <{channel_handle = #stablehlo.channel_handle<handle = 6, type = 1>, replica_groups = dense<[[0, 1, 2, 3], [4, 5, 6, 7]]> : tensor<2x4xi64>, use_global_device_ids, scatter_dimension = 0 : i64}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<32x16xf32>) -> tensor<8x16xf32>
      %device.4.r97 = "stablehlo.partition_id"() : () -> tensor<ui32>
      %device.4.r98 = "stablehlo.convert"(%device.4.r97) : (tensor<ui32>) -> tensor<i32>
      %device.4.r99 = "stablehlo.constant"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
      %device.4.r100 = "stablehlo.constant"() <{value = dense<4> : tensor<i32>}> : () -> tensor<i32>
      %device.4.r101 = "stablehlo.divide"(%device.4.r98, %device.4.r100) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %device.4.r102 = "stablehlo.remainder"(%device.4.r101, %device.4.r99) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %device.4.r103 = "stablehlo.remainder"(%device.4.r98, %device.4.r100) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %device.4.r104 = "stablehlo.multiply"(%device.4.r102, %device.4.r100) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %device.4.r105 = "stablehlo.add"(%device.4.r104, %device.4.r103) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %device.4.r106 = "stablehlo.constant"() <{value = dense<8> : tensor<i32>}> : () -> tensor<i32>
      %device.4.r107 = "stablehlo.multiply"(%device.4.r105, %device.4.r106) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %device.4.r108 = "stablehlo.dynamic_slice"(%device.4.r43, %device.4.r107) <{slice_sizes = array<i64: 8>}> : (tensor<64xf32>, tensor<i32>) -> tensor<8xf32>
      %device.4.r109 = "stablehlo.reduce"(%device.4.shard2, %device.4.r11) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
      %device.4.r110 = "stablehlo.all_reduce"(%device.4.r109) <{channel_handle = #stablehlo.channel_handle<handle = 7, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<f32>) -> tensor<f32>
      %device.4.r111 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r112 = "stablehlo.broadcast_in_dim"(%device.4.r111) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
      %device.4.r113 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r114 = "stablehlo.broadcast_in_dim"(%device.4.r113) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
      %device.4.r115 = "stablehlo.multiply"(%device.4.r112, %device.4.shard2) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
      %device.4.r116 = "stablehlo.multiply"(%device.4.r114, %device.4.r108) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
      %device.4.new_cluster_size.117 = "stablehlo.add"(%device.4.r115, %device.4.r116) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
      %device.4.r118 = "stablehlo.broadcast_in_dim"(%device.4.r111) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
      %device.4.r119 = "stablehlo.broadcast_in_dim"(%device.4.r113) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
      %device.4.r120 = "stablehlo.multiply"(%device.4.r118, %device.4.shard3) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
      %device.4.r121 = "stablehlo.multiply"(%device.4.r119, %device.4.sums.96) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
      %device.4.new_embed_sum.122 = "stablehlo.add"(%device.4.r120, %device.4.r121) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
      %device.4.r123 = "stablehlo.multiply"(%device.4.r111, %device.4.r110) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r124 = "stablehlo.multiply"(%device.4.r113, %device.4.r44) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r125 = "stablehlo.add"(%device.4.r123, %device.4.r124) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r126 = "stablehlo.constant"() <{value = dense<6.399999838322401e-4> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r127 = "stablehlo.add"(%device.4.r125, %device.4.r126) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r128 = "stablehlo.divide"(%device.4.r125, %device.4.r127) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r129 = "stablehlo.broadcast_in_dim"(%device.4.r128) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
      %device.4.r130 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r131 = "stablehlo.broadcast_in_dim"(%device.4.r130) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
      %device.4.r132 = "stablehlo.add"(%device.4.new_cluster_size.117, %device.4.r131) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
      %device.4.smoothed_counts.133 = "stablehlo.multiply"(%device.4.r132, %device.4.r129) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
      %device.4.r134 = "stablehlo.broadcast_in_dim"(%device.4.r11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
      %device.4.r135 = "stablehlo.compare"(%device.4.r108, %device.4.r134) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
      %device.4.r136 = "stablehlo.select"(%device.4.r135, %device.4.smoothed_counts.133, %device.4.new_cluster_size.117) : (tensor<8xi1>, tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
      %device.4.r137 = "stablehlo.broadcast_in_dim"(%device.4.r61) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
      %device.4.r138 = "stablehlo.compare"(%device.4.r136, %device.4.r137) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
      %device.4.r139 = "stablehlo.broadcast_in_dim"(%device.4.r136) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xf32>) -> tensor<8x16xf32>
      %device.4.r140 = "stablehlo.divide"(%device.4.new_embed_sum.122, %device.4.r139) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
      %device.4.r141 = "stablehlo.broadcast_in_dim"(%device.4.r138) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xi1>) -> tensor<8x16xi1>
      %device.4.new_codebook.142 = "stablehlo.select"(%device.4.r141, %device.4.r140, %device.4.shard1) : (tensor<8x16xi1>, tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
      "sdy.return"(%device.4.quantized.39, %device.4.codes.29, %device.4.mean_squared_error.55, %device.4.mean_squared_error.55, %device.4.loss.59, %device.4.mean_squared_error.55, %device.4.perplexity.72, %device.4.codebook_usage.78, %device.4.r60, %device.4.nonfinite_rows.92, %device.4.dead_entries.80, %device.4.max_share.83, %device.4.relative_error.89, %device.4.entropy.71, %device.4.new_codebook.142, %device.4.new_cluster_size.117, %device.4.new_embed_sum.122) : (tensor<1x4x16xbf16>, tensor<1x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<8x16xf32>, tensor<8xf32>, tensor<8x16xf32>) -> ()
    }) : (tensor<8x4x16xbf16>, tensor<64x16xf32>, tensor<64xf32>, tensor<64x16xf32>) -> (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<64x16xf32>, tensor<64xf32>, tensor<64x16xf32>)
    "func.return"(%device.4#0, %device.4#1, %device.4#2, %device.4#3, %device.4#4, %device.4#5, %device.4#6, %device.4#7, %device.4#8, %device.4#9, %device.4#10, %device.4#11, %device.4#12, %device.4#13, %device.4#14, %device.4#15, %device.4#16) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<64x16xf32>, tensor<64xf32>, tensor<64x16xf32>) -> ()
  }
}
