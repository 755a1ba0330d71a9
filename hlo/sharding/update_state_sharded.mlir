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
      %device.4.r4 = "stablehlo.is_finite"(%device.4.shard0) : (tensor<1x4x16xbf16>) -> tensor<1x4x16xi1>
      %device.4.r5 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
      %device.4.valid.6 = "stablehlo.reduce"(%device.4.r4, %device.4.r5) <{dimensions = array<i64: 2>}> ({
      ^bb0(%arg2.0: tensor<i1>, %arg2.1: tensor<i1>):
        %r2.2 = "stablehlo.and"(%arg2.0, %arg2.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
        "stablehlo.return"(%r2.2) : (tensor<i1>) -> ()
      }) : (tensor<1x4x16xi1>, tensor<i1>) -> tensor<1x4xi1>
      %device.4.r7 = "stablehlo.reduce_precision"(%device.4.shard1) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
      %device.4.r8 = "stablehlo.convert"(%device.4.r7) : (tensor<8x16xf32>) -> tensor<8x16xbf16>
      %device.4.r9 = "stablehlo.all_gather"(%device.4.r8) <{all_gather_dim = 0 : i64, channel_handle = #stablehlo.channel_handle<handle = 1, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> : (tensor<8x16xbf16>) -> tensor<64x16xbf16>
      %device.4.r10 = "stablehlo.convert"(%device.4.r9) : (tensor<64x16xbf16>) -> tensor<64x16xf32>
      %device.4.r11 = "stablehlo.reduce_precision"(%device.4.r10) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<64x16xf32>) -> tensor<64x16xf32>
      %device.4.r12 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %device.4.r13 = "stablehlo.multiply"(%device.4.r11, %device.4.r11) : (tensor<64x16xf32>, tensor<64x16xf32>) -> tensor<64x16xf32>
      %device.4.r14 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r15 = "stablehlo.reduce"(%device.4.r13, %device.4.r14) <{dimensions = array<i64: 1>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<64x16xf32>, tensor<f32>) -> tensor<64xf32>
      %device.4.r16 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r17 = "stablehlo.broadcast_in_dim"(%device.4.r16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
      %device.4.half_norms.18 = "stablehlo.multiply"(%device.4.r15, %device.4.r17) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
      %device.4.products.19 = "stablehlo.dot_general"(%device.4.shard0, %device.4.r9) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<1x4x16xbf16>, tensor<64x16xbf16>) -> tensor<1x4x64xf32>
      %device.4.r20 = "stablehlo.broadcast_in_dim"(%device.4.half_norms.18) <{broadcast_dimensions = array<i64: 2>}> : (tensor<64xf32>) -> tensor<1x4x64xf32>
      %device.4.scores.21 = "stablehlo.subtract"(%device.4.r20, %device.4.products.19) : (tensor<1x4x64xf32>, tensor<1x4x64xf32>) -> tensor<1x4x64xf32>
      %device.4.r22 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<1x4x64xi32>
      %device.4.r23 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r24 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
      %device.4.r25:2 = "stablehlo.reduce"(%device.4.scores.21, %device.4.r22, %device.4.r23, %device.4.r24) <{dimensions = array<i64: 2>}> ({
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
      %device.4.r26 = "stablehlo.broadcast_in_dim"(%device.4.r23) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x4xf32>
      %device.4.r27 = "stablehlo.compare"(%device.4.r25#0, %device.4.r26) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xi1>
      %device.4.r28 = "stablehlo.broadcast_in_dim"(%device.4.r12) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x4xi32>
      %device.4.nearest.29 = "stablehlo.select"(%device.4.r27, %device.4.r25#1, %device.4.r28) : (tensor<1x4xi1>, tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
      %device.4.r30 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
      %device.4.r31 = "stablehlo.broadcast_in_dim"(%device.4.r30) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x4xi32>
      %device.4.codes.32 = "stablehlo.select"(%device.4.valid.6, %device.4.nearest.29, %device.4.r31) : (tensor<1x4xi1>, tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
      %device.4.r33 = "stablehlo.broadcast_in_dim"(%device.4.codes.32) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x4xi32>) -> tensor<1x4x64xi32>
      %device.4.assignments.34 = "stablehlo.compare"(%device.4.r33, %device.4.r22) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<1x4x64xi32>, tensor<1x4x64xi32>) -> tensor<1x4x64xi1>
      %device.4.r35 = "stablehlo.constant"() <{value = dense<63> : tensor<i32>}> : () -> tensor<i32>
      %device.4.r36 = "stablehlo.broadcast_in_dim"(%device.4.r35) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x4xi32>
      %device.4.r37 = "stablehlo.clamp"(%device.4.r28, %device.4.codes.32, %device.4.r36) : (tensor<1x4xi32>, tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
      %device.4.r38 = "stablehlo.gather"(%device.4.r9, %device.4.r37) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<64x16xbf16>, tensor<1x4xi32>) -> tensor<1x4x16xbf16>
      %device.4.r39 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
      %device.4.r40 = "stablehlo.broadcast_in_dim"(%device.4.r39) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<1x4x16xbf16>
      %device.4.r41 = "stablehlo.broadcast_in_dim"(%device.4.valid.6) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x4xi1>) -> tensor<1x4x16xi1>
      %device.4.quantized.42 = "stablehlo.select"(%device.4.r41, %device.4.r38, %device.4.r40) : (tensor<1x4x16xi1>, tensor<1x4x16xbf16>, tensor<1x4x16xbf16>) -> tensor<1x4x16xbf16>
      %device.4.valid_inputs.43 = "stablehlo.select"(%device.4.r41, %device.4.shard0, %device.4.r40) : (tensor<1x4x16xi1>, tensor<1x4x16xbf16>, tensor<1x4x16xbf16>) -> tensor<1x4x16xbf16>
      %device.4.r44 = "stablehlo.convert"(%device.4.assignments.34) : (tensor<1x4x64xi1>) -> tensor<1x4x64xf32>
      %device.4.counts.45 = "stablehlo.reduce"(%device.4.r44, %device.4.r14) <{dimensions = array<i64: 0, 1>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<1x4x64xf32>, tensor<f32>) -> tensor<64xf32>
      %device.4.r46 = "stablehlo.all_reduce"(%device.4.counts.45) <{channel_handle = #stablehlo.channel_handle<handle = 2, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<64xf32>) -> tensor<64xf32>
      %device.4.r47 = "stablehlo.reduce"(%device.4.r46, %device.4.r14) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
      %device.4.r48 = "stablehlo.convert"(%device.4.valid_inputs.43) : (tensor<1x4x16xbf16>) -> tensor<1x4x16xf32>
      %device.4.r49 = "stablehlo.convert"(%device.4.quantized.42) : (tensor<1x4x16xbf16>) -> tensor<1x4x16xf32>
      %device.4.r50 = "stablehlo.subtract"(%device.4.r48, %device.4.r49) : (tensor<1x4x16xf32>, tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
      %device.4.r51 = "stablehlo.multiply"(%device.4.r50, %device.4.r50) : (tensor<1x4x16xf32>, tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
      %device.4.r52 = "stablehlo.reduce"(%device.4.r51, %device.4.r14) <{dimensions = array<i64: 0, 1, 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<1x4x16xf32>, tensor<f32>) -> tensor<f32>
      %device.4.r53 = "stablehlo.all_reduce"(%device.4.r52) <{channel_handle = #stablehlo.channel_handle<handle = 3, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<f32>) -> tensor<f32>
      %device.4.r54 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r55 = "stablehlo.divide"(%device.4.r53, %device.4.r54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r56 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r57 = "stablehlo.maximum"(%device.4.r47, %device.4.r56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.mean_squared_error.58 = "stablehlo.divide"(%device.4.r55, %device.4.r57) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r59 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r60 = "stablehlo.multiply"(%device.4.r59, %device.4.mean_squared_error.58) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r61 = "stablehlo.multiply"(%device.4.r14, %device.4.mean_squared_error.58) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.loss.62 = "stablehlo.add"(%device.4.r60, %device.4.r61) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r63 = "stablehlo.constant"() <{value = dense<4.266666793823242e1> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r64 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r65 = "stablehlo.broadcast_in_dim"(%device.4.r64) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
      %device.4.r66 = "stablehlo.maximum"(%device.4.r46, %device.4.r65) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
      %device.4.r67 = "stablehlo.log"(%device.4.r66) : (tensor<64xf32>) -> tensor<64xf32>
      %device.4.r68 = "stablehlo.multiply"(%device.4.r46, %device.4.r67) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
      %device.4.r69 = "stablehlo.reduce"(%device.4.r68, %device.4.r14) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
      %device.4.r70 = "stablehlo.maximum"(%device.4.r47, %device.4.r64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r71 = "stablehlo.divide"(%device.4.r69, %device.4.r70) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r72 = "stablehlo.log"(%device.4.r70) : (tensor<f32>) -> tensor<f32>
      %device.4.r73 = "stablehlo.subtract"(%device.4.r72, %device.4.r71) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.entropy.74 = "stablehlo.maximum"(%device.4.r73, %device.4.r14) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.perplexity.75 = "stablehlo.exponential"(%device.4.entropy.74) : (tensor<f32>) -> tensor<f32>
      %device.4.r76 = "stablehlo.broadcast_in_dim"(%device.4.r14) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
      %device.4.r77 = "stablehlo.compare"(%device.4.r46, %device.4.r76) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
      %device.4.r78 = "stablehlo.convert"(%device.4.r77) : (tensor<64xi1>) -> tensor<64xf32>
      %device.4.r79 = "stablehlo.reduce"(%device.4.r78, %device.4.r14) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
      %device.4.r80 = "stablehlo.constant"() <{value = dense<6.4e1> : tensor<f32>}> : () -> tensor<f32>
      %device.4.codebook_usage.81 = "stablehlo.divide"(%device.4.r79, %device.4.r80) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r82 = "stablehlo.subtract"(%device.4.r80, %device.4.r79) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.dead_entries.83 = "stablehlo.convert"(%device.4.r82) : (tensor<f32>) -> tensor<i32>
      %device.4.r84 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r85 = "stablehlo.reduce"(%device.4.r46, %device.4.r84) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.maximum"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
      %device.4.max_share.86 = "stablehlo.divide"(%device.4.r85, %device.4.r57) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r87 = "stablehlo.multiply"(%device.4.r48, %device.4.r48) : (tensor<1x4x16xf32>, tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
      %device.4.r88 = "stablehlo.reduce"(%device.4.r87, %device.4.r14) <{dimensions = array<i64: 0, 1, 2>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<1x4x16xf32>, tensor<f32>) -> tensor<f32>
      %device.4.r89 = "stablehlo.all_reduce"(%device.4.r88) <{channel_handle = #stablehlo.channel_handle<handle = 4, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<f32>) -> tensor<f32>
      %device.4.r90 = "stablehlo.divide"(%device.4.r53, %device.4.r89) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r91 = "stablehlo.compare"(%device.4.r53, %device.4.r14) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %device.4.relative_error.92 = "stablehlo.select"(%device.4.r91, %device.4.r14, %device.4.r90) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r93 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r94 = "stablehlo.subtract"(%device.4.r93, %device.4.r47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.nonfinite_rows.95 = "stablehlo.convert"(%device.4.r94) : (tensor<f32>) -> tensor<i32>
      %device.4.r96 = "stablehlo.convert"(%device.4.assignments.34) : (tensor<1x4x64xi1>) -> tensor<1x4x64xbf16>
      %device.4.sums.97 = "stablehlo.dot_general"(%device.4.r96, %device.4.valid_inputs.43) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<1x4x64xbf16>, tensor<1x4x16xbf16>) -> tensor<64x16xf32>
      %device.4.r98 = "stablehlo.all_reduce"(%device.4.sums.97) <{channel_handle = #stablehlo.channel_handle<handle = 5, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<64x16xf32>) -> tensor<64x16xf32>
      %device.4.r99 = "stablehlo.partition_id"() : () -> tensor<ui32>
      %device.4.r100 = "stablehlo.convert"(%device.4.r99) : (tensor<ui32>) -> tensor<i32>
      %device.4.r101 = "stablehlo.constant"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
      %device.4.r102 = "stablehlo.constant"() <{value = dense<4> : tensor<i32>}> : () -> tensor<i32>
      %device.4.r103 = "stablehlo.divide"(%device.4.r100, %device.4.r102) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %device.4.r104 = "stablehlo.remainder"(%device.4.r103, %device.4.r101) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %device.4.r105 = "stablehlo.remainder"(%device.4.r100, %device.4.r102) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %device.4.r106 = "stablehlo.multiply"(%device.4.r104, %device.4.r102) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %device.4.r107 = "stablehlo.add"(%device.4.r106, %device.4.r105) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %device.4.r108 = "stablehlo.constant"() <{value = dense<8> : tensor<i32>}> : () -> tensor<i32>
      %device.4.r109 = "stablehlo.multiply"(%device.4.r107, %device.4.r108) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %device.4.sums.110 = "stablehlo.dynamic_slice"(%device.4.r98, %device.4.r109, %device.4.r12) <{slice_sizes = array<i64: 8, 16>}> : (tensor<64x16xf32>, tensor<i32>, tensor<i32>) -> tensor<8x16xf32>
      %device.4.r111 = "stablehlo.dynamic_slice"(%device.4.r46, %device.4.r109) <{slice_sizes = array<i64: 8>}> : (tensor<64xf32>, tensor<i32>) -> tensor<8xf32>
      %device.4.r112 = "stablehlo.reduce"(%device.4.shard2, %device.4.r14) <{dimensions = array<i64: 0>}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
      %device.4.r113 = "stablehlo.all_reduce"(%device.4.r112) <{channel_handle = #stablehlo.channel_handle<handle = 6, type = 1>, replica_groups = dense<[[0, 1, 2, 3, 4, 5, 6, 7]]> : tensor<1x8xi64>, use_global_device_ids}> ({
      ^bb0(%arg2.0: tensor<f32>, %arg2.1: tensor<f32>):
        %r2.2 = "stablehlo.add"(%arg2.0, %arg2.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
        "stablehlo.return"(%r2.2) : (tensor<f32>) -> ()
      }) : (tensor<f32>) -> tensor<f32>
      %device.4.r114 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r115 = "stablehlo.broadcast_in_dim"(%device.4.r114) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
      %device.4.r116 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r117 = "stablehlo.broadcast_in_dim"(%device.4.r116) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
      %device.4.r118 = "stablehlo.multiply"(%device.4.r115, %device.4.shard2) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
      %device.4.r119 = "stablehlo.multiply"(%device.4.r117, %device.4.r111) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
      %device.4.new_cluster_size.120 = "stablehlo.add"(%device.4.r118, %device.4.r119) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
      %device.4.r121 = "stablehlo.broadcast_in_dim"(%device.4.r114) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
      %device.4.r122 = "stablehlo.broadcast_in_dim"(%device.4.r116) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
      %device.4.r123 = "stablehlo.multiply"(%device.4.r121, %device.4.shard3) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
      %device.4.r124 = "stablehlo.multiply"(%device.4.r122, %device.4.sums.110) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
      %device.4.new_embed_sum.125 = "stablehlo.add"(%device.4.r123, %device.4.r124) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
      %device.4.r126 = "stablehlo.multiply"(%device.4.r114, %device.4.r113) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r127 = "stablehlo.multiply"(%device.4.r116, %device.4.r47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r128 = "stablehlo.add"(%device.4.r126, %device.4.r127) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r129 = "stablehlo.constant"() <{value = dense<6.399999838322401e-4> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r130 = "stablehlo.add"(%device.4.r128, %device.4.r129) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r131 = "stablehlo.divide"(%device.4.r128, %device.4.r130) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %device.4.r132 = "stablehlo.broadcast_in_dim"(%device.4.r131) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
      %device.4.r133 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
      %device.4.r134 = "stablehlo.broadcast_in_dim"(%device.4.r133) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
      %device.4.r135 = "stablehlo.add"(%device.4.new_cluster_size.120, %device.4.r134) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
      %device.4.smoothed_counts.136 = "stablehlo.multiply"(%device.4.r135, %device.4.r132) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
      %device.4.r137 = "stablehlo.broadcast_in_dim"(%device.4.r14) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
      %device.4.r138 = "stablehlo.compare"(%device.4.r111, %device.4.r137) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
      %device.4.r139 = "stablehlo.select"(%device.4.r138, %device.4.smoothed_counts.136, %device.4.new_cluster_size.120) : (tensor<8xi1>, tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
      %device.4.r140 = "stablehlo.broadcast_in_dim"(%device.4.r64) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
      %device.4.r141 = "stablehlo.compare"(%device.4.r139, %device.4.r140) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
      %device.4.r142 = "stablehlo.broadcast_in_dim"(%device.4.r139) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xf32>) -> tensor<8x16xf32>
      %device.4.r143 = "stablehlo.divide"(%device.4.new_embed_sum.125, %device.4.r142) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
      %device.4.r144 = "stablehlo.broadcast_in_dim"(%device.4.r141) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xi1>) -> tensor<8x16xi1>
      %device.4.new_codebook.145 = "stablehlo.select"(%device.4.r144, %device.4.r143, %device.4.shard1) : (tensor<8x16xi1>, tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
      "sdy.return"(%device.4.quantized.42, %device.4.codes.32, %device.4.mean_squared_error.58, %device.4.mean_squared_error.58, %device.4.loss.62, %device.4.mean_squared_error.58, %device.4.perplexity.75, %device.4.codebook_usage.81, %device.4.r63, %device.4.nonfinite_rows.95, %device.4.dead_entries.83, %device.4.max_share.86, %device.4.relative_error.92, %device.4.entropy.74, %device.4.new_codebook.145, %device.4.new_cluster_size.120, %device.4.new_embed_sum.125) : (tensor<1x4x16xbf16>, tensor<1x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<8x16xf32>, tensor<8xf32>, tensor<8x16xf32>) -> ()
    }) : (tensor<8x4x16xbf16>, tensor<64x16xf32>, tensor<64xf32>, tensor<64x16xf32>) -> (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<64x16xf32>, tensor<64xf32>, tensor<64x16xf32>)
    "func.return"(%device.4#0, %device.4#1, %device.4#2, %device.4#3, %device.4#4, %device.4#5, %device.4#6, %device.4#7, %device.4#8, %device.4#9, %device.4#10, %device.4#11, %device.4#12, %device.4#13, %device.4#14, %device.4#15, %device.4#16) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<64x16xf32>, tensor<64xf32>, tensor<64x16xf32>) -> ()
  }
}
