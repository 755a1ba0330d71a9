module @vqbit_update attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<4x8x8xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      %seed: tensor<ui32> {sdy.sharding = #sdy.sharding<@mesh, []>},
      %codebook: tensor<16x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 17 : i32},
      %cluster_size: tensor<16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tf.aliasing_output = 18 : i32},
      %embed_sum: tensor<16x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 19 : i32},
      %usage: tensor<16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tf.aliasing_output = 20 : i32},
      %steps: tensor<i32> {sdy.sharding = #sdy.sharding<@mesh, []>, tf.aliasing_output = 21 : i32}) -> (
      tensor<4x8x8xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      tensor<4x8xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>},
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
      tensor<i32> {jax.result_info = "restarted_entries", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "usage_perplexity", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "usage_entropy", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<16x8xf32> {jax.result_info = "codebook", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<16xf32> {jax.result_info = "cluster_size", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<16x8xf32> {jax.result_info = "embed_sum", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<16xf32> {jax.result_info = "usage", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<i32> {jax.result_info = "steps", sdy.sharding = #sdy.sharding<@mesh, []>}) {
    %7 = "stablehlo.is_finite"(%inputs) : (tensor<4x8x8xbf16>) -> tensor<4x8x8xi1>
    %8 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.9 = "stablehlo.reduce"(%7, %8) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<4x8x8xi1>, tensor<i1>) -> tensor<4x8xi1>
    %10 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x8xf32>) -> tensor<16x8xf32>
    %11 = "stablehlo.convert"(%10) : (tensor<16x8xf32>) -> tensor<16x8xbf16>
    %12 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %13 = "stablehlo.multiply"(%10, %10) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %14 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %15 = "stablehlo.reduce"(%13, %14) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16x8xf32>, tensor<f32>) -> tensor<16xf32>
    %16 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %17 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %half_norms.18 = "stablehlo.multiply"(%15, %17) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %products.19 = "stablehlo.dot_general"(%inputs, %11) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x8x8xbf16>, tensor<16x8xbf16>) -> tensor<4x8x16xf32>
    %20 = "stablehlo.broadcast_in_dim"(%half_norms.18) <{broadcast_dimensions = array<i64: 2>}> : (tensor<16xf32>) -> tensor<4x8x16xf32>
    %scores.21 = "stablehlo.subtract"(%20, %products.19) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %22 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x8x16xi32>
    %23 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %24 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %25:2 = "stablehlo.reduce"(%scores.21, %22, %23, %24) <{dimensions = array<i64: 2>}> ({
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
    }) : (tensor<4x8x16xf32>, tensor<4x8x16xi32>, tensor<f32>, tensor<i32>) -> (tensor<4x8xf32>, tensor<4x8xi32>)
    %26 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8xf32>
    %27 = "stablehlo.compare"(%25#0, %26) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
    %28 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %nearest.29 = "stablehlo.select"(%27, %25#1, %28) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %30 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %31 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %codes.32 = "stablehlo.select"(%valid.9, %nearest.29, %31) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %33 = "stablehlo.broadcast_in_dim"(%codes.32) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x8xi32>) -> tensor<4x8x16xi32>
    %assignments.34 = "stablehlo.compare"(%33, %22) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x8x16xi32>, tensor<4x8x16xi32>) -> tensor<4x8x16xi1>
    %35 = "stablehlo.constant"() <{value = dense<15> : tensor<i32>}> : () -> tensor<i32>
    %36 = "stablehlo.broadcast_in_dim"(%35) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %37 = "stablehlo.clamp"(%28, %codes.32, %36) : (tensor<4x8xi32>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %38 = "stablehlo.gather"(%11, %37) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<16x8xbf16>, tensor<4x8xi32>) -> tensor<4x8x8xbf16>
    %39 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %40 = "stablehlo.broadcast_in_dim"(%39) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x8x8xbf16>
    %41 = "stablehlo.broadcast_in_dim"(%valid.9) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x8xi1>) -> tensor<4x8x8xi1>
    %quantized.42 = "stablehlo.select"(%41, %38, %40) : (tensor<4x8x8xi1>, tensor<4x8x8xbf16>, tensor<4x8x8xbf16>) -> tensor<4x8x8xbf16>
    %valid_inputs.43 = "stablehlo.select"(%41, %inputs, %40) : (tensor<4x8x8xi1>, tensor<4x8x8xbf16>, tensor<4x8x8xbf16>) -> tensor<4x8x8xbf16>
    %44 = "stablehlo.convert"(%assignments.34) : (tensor<4x8x16xi1>) -> tensor<4x8x16xf32>
    %counts.45 = "stablehlo.reduce"(%44, %14) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x16xf32>, tensor<f32>) -> tensor<16xf32>
    %46 = "stablehlo.reduce"(%counts.45, %14) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %47 = "stablehlo.convert"(%valid_inputs.43) : (tensor<4x8x8xbf16>) -> tensor<4x8x8xf32>
    %48 = "stablehlo.convert"(%quantized.42) : (tensor<4x8x8xbf16>) -> tensor<4x8x8xf32>
    %49 = "stablehlo.subtract"(%47, %48) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %50 = "stablehlo.multiply"(%49, %49) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %51 = "stablehlo.reduce"(%50, %14) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x8xf32>, tensor<f32>) -> tensor<f32>
    %52 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %53 = "stablehlo.divide"(%51, %52) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %54 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %55 = "stablehlo.maximum"(%46, %54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.56 = "stablehlo.divide"(%53, %55) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %57 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %58 = "stablehlo.multiply"(%57, %mean_squared_error.56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %59 = "stablehlo.multiply"(%14, %mean_squared_error.56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.60 = "stablehlo.add"(%58, %59) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %61 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %62 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %63 = "stablehlo.broadcast_in_dim"(%62) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %64 = "stablehlo.maximum"(%counts.45, %63) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %65 = "stablehlo.log"(%64) : (tensor<16xf32>) -> tensor<16xf32>
    %66 = "stablehlo.multiply"(%counts.45, %65) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %67 = "stablehlo.reduce"(%66, %14) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %68 = "stablehlo.maximum"(%46, %62) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %69 = "stablehlo.divide"(%67, %68) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %70 = "stablehlo.log"(%68) : (tensor<f32>) -> tensor<f32>
    %71 = "stablehlo.subtract"(%70, %69) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.72 = "stablehlo.maximum"(%71, %14) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.73 = "stablehlo.exponential"(%entropy.72) : (tensor<f32>) -> tensor<f32>
    %74 = "stablehlo.broadcast_in_dim"(%14) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %75 = "stablehlo.compare"(%counts.45, %74) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %76 = "stablehlo.convert"(%75) : (tensor<16xi1>) -> tensor<16xf32>
    %77 = "stablehlo.reduce"(%76, %14) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %78 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.79 = "stablehlo.divide"(%77, %78) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %80 = "stablehlo.subtract"(%78, %77) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.81 = "stablehlo.convert"(%80) : (tensor<f32>) -> tensor<i32>
    %82 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %83 = "stablehlo.reduce"(%counts.45, %82) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %max_share.84 = "stablehlo.divide"(%83, %55) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %85 = "stablehlo.multiply"(%47, %47) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %86 = "stablehlo.reduce"(%85, %14) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x8xf32>, tensor<f32>) -> tensor<f32>
    %87 = "stablehlo.divide"(%51, %86) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %88 = "stablehlo.compare"(%51, %14) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.89 = "stablehlo.select"(%88, %14, %87) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %90 = "stablehlo.subtract"(%61, %46) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.91 = "stablehlo.convert"(%90) : (tensor<f32>) -> tensor<i32>
    %92 = "stablehlo.broadcast_in_dim"(%55) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %93 = "stablehlo.divide"(%counts.45, %92) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %94 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %95 = "stablehlo.broadcast_in_dim"(%94) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %96 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %97 = "stablehlo.broadcast_in_dim"(%96) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %98 = "stablehlo.multiply"(%95, %usage) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %99 = "stablehlo.multiply"(%97, %93) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %100 = "stablehlo.add"(%98, %99) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %101 = "stablehlo.compare"(%46, %14) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %102 = "stablehlo.broadcast_in_dim"(%101) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<16xi1>
    %new_usage.103 = "stablehlo.select"(%102, %100, %usage) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %104 = "stablehlo.maximum"(%new_usage.103, %63) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %105 = "stablehlo.log"(%104) : (tensor<16xf32>) -> tensor<16xf32>
    %106 = "stablehlo.multiply"(%new_usage.103, %105) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %107 = "stablehlo.reduce"(%106, %14) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %108 = "stablehlo.reduce"(%new_usage.103, %14) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %109 = "stablehlo.maximum"(%108, %62) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %110 = "stablehlo.divide"(%107, %109) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %111 = "stablehlo.log"(%109) : (tensor<f32>) -> tensor<f32>
    %112 = "stablehlo.subtract"(%111, %110) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.113 = "stablehlo.maximum"(%112, %14) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.114 = "stablehlo.exponential"(%entropy.113) : (tensor<f32>) -> tensor<f32>
    %115 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    %116 = "stablehlo.add"(%steps, %115) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %117 = "stablehlo.convert"(%assignments.34) : (tensor<4x8x16xi1>) -> tensor<4x8x16xbf16>
    %sums.118 = "stablehlo.dot_general"(%117, %valid_inputs.43) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x8x16xbf16>, tensor<4x8x8xbf16>) -> tensor<16x8xf32>
    %119 = "stablehlo.multiply"(%95, %cluster_size) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %120 = "stablehlo.multiply"(%97, %counts.45) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %new_cluster_size.121 = "stablehlo.add"(%119, %120) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %122 = "stablehlo.broadcast_in_dim"(%94) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %123 = "stablehlo.broadcast_in_dim"(%96) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %124 = "stablehlo.multiply"(%122, %embed_sum) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %125 = "stablehlo.multiply"(%123, %sums.118) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %new_embed_sum.126 = "stablehlo.add"(%124, %125) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %127 = "stablehlo.reduce"(%new_cluster_size.121, %14) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %128 = "stablehlo.constant"() <{value = dense<1.5999999595806003e-4> : tensor<f32>}> : () -> tensor<f32>
    %129 = "stablehlo.add"(%127, %128) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %130 = "stablehlo.divide"(%127, %129) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %131 = "stablehlo.broadcast_in_dim"(%130) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %132 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %133 = "stablehlo.broadcast_in_dim"(%132) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %134 = "stablehlo.add"(%new_cluster_size.121, %133) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %smoothed_counts.135 = "stablehlo.multiply"(%134, %131) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %136 = "stablehlo.select"(%75, %smoothed_counts.135, %new_cluster_size.121) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %137 = "stablehlo.compare"(%136, %63) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %138 = "stablehlo.broadcast_in_dim"(%136) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xf32>) -> tensor<16x8xf32>
    %139 = "stablehlo.divide"(%new_embed_sum.126, %138) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %140 = "stablehlo.broadcast_in_dim"(%137) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xi1>) -> tensor<16x8xi1>
    %new_codebook.141 = "stablehlo.select"(%140, %139, %codebook) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %142 = "stablehlo.constant"() <{value = dense<6.25e-2> : tensor<f32>}> : () -> tensor<f32>
    %143 = "stablehlo.multiply"(%127, %142) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %144 = "stablehlo.broadcast_in_dim"(%143) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %145 = "stablehlo.constant"() <{value = dense<4.9999237060546875e-1> : tensor<f32>}> : () -> tensor<f32>
    %146 = "stablehlo.broadcast_in_dim"(%145) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %147 = "stablehlo.multiply"(%144, %146) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %dead.148 = "stablehlo.compare"(%new_cluster_size.121, %147) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %149 = "stablehlo.constant"() <{value = dense<10> : tensor<i32>}> : () -> tensor<i32>
    %150 = "stablehlo.remainder"(%116, %149) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %151 = "stablehlo.compare"(%150, %12) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %152 = "stablehlo.broadcast_in_dim"(%151) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<16xi1>
    %153 = "stablehlo.and"(%dead.148, %152) : (tensor<16xi1>, tensor<16xi1>) -> tensor<16xi1>
    %154 = "stablehlo.compare"(%new_cluster_size.121, %147) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %155 = "stablehlo.convert"(%154) : (tensor<16xi1>) -> tensor<16xi32>
    %156 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<16xi32>
    %157:2 = "stablehlo.sort"(%155, %156) <{dimension = 0 : i64, is_stable = false}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>, %arg.2: tensor<i32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.8 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.4, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.or"(%r.5, %r.9) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.12 = "stablehlo.compare"(%r.10, %r.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.13 = "stablehlo.compare"(%arg.2, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.14 = "stablehlo.select"(%r.12, %r.13, %r.10) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.14) : (tensor<i1>) -> ()
    }) : (tensor<16xi32>, tensor<16xi32>) -> (tensor<16xi32>, tensor<16xi32>)
    %158:2 = "stablehlo.sort"(%157#1, %156) <{dimension = 0 : i64, is_stable = false}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>, %arg.2: tensor<i32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.8 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.4, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.or"(%r.5, %r.9) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.12 = "stablehlo.compare"(%r.10, %r.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.13 = "stablehlo.compare"(%arg.2, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.14 = "stablehlo.select"(%r.12, %r.13, %r.10) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.14) : (tensor<i1>) -> ()
    }) : (tensor<16xi32>, tensor<16xi32>) -> (tensor<16xi32>, tensor<16xi32>)
    %159 = "stablehlo.convert"(%steps) : (tensor<i32>) -> tensor<ui32>
    %160 = "stablehlo.constant"() <{value = dense<0> : tensor<ui32>}> : () -> tensor<ui32>
    %161 = "stablehlo.constant"() <{value = dense<466688986> : tensor<ui32>}> : () -> tensor<ui32>
    %162 = "stablehlo.xor"(%seed, %159) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %163 = "stablehlo.xor"(%162, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %164 = "stablehlo.add"(%160, %seed) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %165 = "stablehlo.add"(%160, %159) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %166 = "stablehlo.add"(%164, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %167 = "stablehlo.constant"() <{value = dense<13> : tensor<ui32>}> : () -> tensor<ui32>
    %168 = "stablehlo.constant"() <{value = dense<19> : tensor<ui32>}> : () -> tensor<ui32>
    %169 = "stablehlo.shift_left"(%165, %167) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %170 = "stablehlo.shift_right_logical"(%165, %168) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %171 = "stablehlo.or"(%169, %170) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %172 = "stablehlo.xor"(%171, %166) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %173 = "stablehlo.add"(%166, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %174 = "stablehlo.constant"() <{value = dense<15> : tensor<ui32>}> : () -> tensor<ui32>
    %175 = "stablehlo.constant"() <{value = dense<17> : tensor<ui32>}> : () -> tensor<ui32>
    %176 = "stablehlo.shift_left"(%172, %174) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %177 = "stablehlo.shift_right_logical"(%172, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %178 = "stablehlo.or"(%176, %177) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %179 = "stablehlo.xor"(%178, %173) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %180 = "stablehlo.add"(%173, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %181 = "stablehlo.constant"() <{value = dense<26> : tensor<ui32>}> : () -> tensor<ui32>
    %182 = "stablehlo.constant"() <{value = dense<6> : tensor<ui32>}> : () -> tensor<ui32>
    %183 = "stablehlo.shift_left"(%179, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %184 = "stablehlo.shift_right_logical"(%179, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %185 = "stablehlo.or"(%183, %184) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %186 = "stablehlo.xor"(%185, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %187 = "stablehlo.add"(%180, %186) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %188 = "stablehlo.shift_left"(%186, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %189 = "stablehlo.shift_right_logical"(%186, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %190 = "stablehlo.or"(%188, %189) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %191 = "stablehlo.xor"(%190, %187) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %192 = "stablehlo.add"(%187, %159) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %193 = "stablehlo.constant"() <{value = dense<1> : tensor<ui32>}> : () -> tensor<ui32>
    %194 = "stablehlo.add"(%163, %193) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %195 = "stablehlo.add"(%191, %194) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %196 = "stablehlo.add"(%192, %195) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %197 = "stablehlo.shift_left"(%195, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %198 = "stablehlo.shift_right_logical"(%195, %174) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %199 = "stablehlo.or"(%197, %198) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %200 = "stablehlo.xor"(%199, %196) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %201 = "stablehlo.add"(%196, %200) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %202 = "stablehlo.constant"() <{value = dense<29> : tensor<ui32>}> : () -> tensor<ui32>
    %203 = "stablehlo.constant"() <{value = dense<3> : tensor<ui32>}> : () -> tensor<ui32>
    %204 = "stablehlo.shift_left"(%200, %202) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %205 = "stablehlo.shift_right_logical"(%200, %203) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %206 = "stablehlo.or"(%204, %205) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %207 = "stablehlo.xor"(%206, %201) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %208 = "stablehlo.add"(%201, %207) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %209 = "stablehlo.constant"() <{value = dense<16> : tensor<ui32>}> : () -> tensor<ui32>
    %210 = "stablehlo.shift_left"(%207, %209) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %211 = "stablehlo.shift_right_logical"(%207, %209) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %212 = "stablehlo.or"(%210, %211) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %213 = "stablehlo.xor"(%212, %208) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %214 = "stablehlo.add"(%208, %213) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %215 = "stablehlo.constant"() <{value = dense<24> : tensor<ui32>}> : () -> tensor<ui32>
    %216 = "stablehlo.constant"() <{value = dense<8> : tensor<ui32>}> : () -> tensor<ui32>
    %217 = "stablehlo.shift_left"(%213, %215) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %218 = "stablehlo.shift_right_logical"(%213, %216) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %219 = "stablehlo.or"(%217, %218) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %220 = "stablehlo.xor"(%219, %214) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %221 = "stablehlo.add"(%214, %163) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %222 = "stablehlo.constant"() <{value = dense<2> : tensor<ui32>}> : () -> tensor<ui32>
    %223 = "stablehlo.add"(%seed, %222) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %224 = "stablehlo.add"(%220, %223) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %225 = "stablehlo.add"(%221, %224) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %226 = "stablehlo.shift_left"(%224, %167) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %227 = "stablehlo.shift_right_logical"(%224, %168) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %228 = "stablehlo.or"(%226, %227) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %229 = "stablehlo.xor"(%228, %225) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %230 = "stablehlo.add"(%225, %229) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %231 = "stablehlo.shift_left"(%229, %174) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %232 = "stablehlo.shift_right_logical"(%229, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %233 = "stablehlo.or"(%231, %232) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %234 = "stablehlo.xor"(%233, %230) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %235 = "stablehlo.add"(%230, %234) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %236 = "stablehlo.shift_left"(%234, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %237 = "stablehlo.shift_right_logical"(%234, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %238 = "stablehlo.or"(%236, %237) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %239 = "stablehlo.xor"(%238, %235) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %240 = "stablehlo.add"(%235, %239) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %241 = "stablehlo.shift_left"(%239, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %242 = "stablehlo.shift_right_logical"(%239, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %243 = "stablehlo.or"(%241, %242) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %244 = "stablehlo.xor"(%243, %240) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %245 = "stablehlo.add"(%240, %seed) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %246 = "stablehlo.add"(%159, %203) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %247 = "stablehlo.add"(%244, %246) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %248 = "stablehlo.add"(%245, %247) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %249 = "stablehlo.shift_left"(%247, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %250 = "stablehlo.shift_right_logical"(%247, %174) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %251 = "stablehlo.or"(%249, %250) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %252 = "stablehlo.xor"(%251, %248) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %253 = "stablehlo.add"(%248, %252) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %254 = "stablehlo.shift_left"(%252, %202) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %255 = "stablehlo.shift_right_logical"(%252, %203) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %256 = "stablehlo.or"(%254, %255) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %257 = "stablehlo.xor"(%256, %253) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %258 = "stablehlo.add"(%253, %257) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %259 = "stablehlo.shift_left"(%257, %209) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %260 = "stablehlo.shift_right_logical"(%257, %209) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %261 = "stablehlo.or"(%259, %260) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %262 = "stablehlo.xor"(%261, %258) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %263 = "stablehlo.add"(%258, %262) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %264 = "stablehlo.shift_left"(%262, %215) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %265 = "stablehlo.shift_right_logical"(%262, %216) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %266 = "stablehlo.or"(%264, %265) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %267 = "stablehlo.xor"(%266, %263) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %268 = "stablehlo.add"(%263, %159) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %269 = "stablehlo.constant"() <{value = dense<4> : tensor<ui32>}> : () -> tensor<ui32>
    %270 = "stablehlo.add"(%163, %269) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %271 = "stablehlo.add"(%267, %270) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %272 = "stablehlo.add"(%268, %271) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %273 = "stablehlo.shift_left"(%271, %167) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %274 = "stablehlo.shift_right_logical"(%271, %168) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %275 = "stablehlo.or"(%273, %274) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %276 = "stablehlo.xor"(%275, %272) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %277 = "stablehlo.add"(%272, %276) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %278 = "stablehlo.shift_left"(%276, %174) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %279 = "stablehlo.shift_right_logical"(%276, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %280 = "stablehlo.or"(%278, %279) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %281 = "stablehlo.xor"(%280, %277) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %282 = "stablehlo.add"(%277, %281) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %283 = "stablehlo.shift_left"(%281, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %284 = "stablehlo.shift_right_logical"(%281, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %285 = "stablehlo.or"(%283, %284) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %286 = "stablehlo.xor"(%285, %282) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %287 = "stablehlo.add"(%282, %286) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %288 = "stablehlo.shift_left"(%286, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %289 = "stablehlo.shift_right_logical"(%286, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %290 = "stablehlo.or"(%288, %289) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %291 = "stablehlo.xor"(%290, %287) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %292 = "stablehlo.add"(%287, %163) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %293 = "stablehlo.constant"() <{value = dense<5> : tensor<ui32>}> : () -> tensor<ui32>
    %294 = "stablehlo.add"(%seed, %293) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %295 = "stablehlo.add"(%291, %294) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %296 = "stablehlo.convert"(%12) : (tensor<i32>) -> tensor<ui32>
    %297 = "stablehlo.xor"(%292, %295) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %298 = "stablehlo.xor"(%297, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %299 = "stablehlo.add"(%160, %292) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %300 = "stablehlo.add"(%296, %295) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %301 = "stablehlo.add"(%299, %300) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %302 = "stablehlo.shift_left"(%300, %167) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %303 = "stablehlo.shift_right_logical"(%300, %168) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %304 = "stablehlo.or"(%302, %303) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %305 = "stablehlo.xor"(%304, %301) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %306 = "stablehlo.add"(%301, %305) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %307 = "stablehlo.shift_left"(%305, %174) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %308 = "stablehlo.shift_right_logical"(%305, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %309 = "stablehlo.or"(%307, %308) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %310 = "stablehlo.xor"(%309, %306) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %311 = "stablehlo.add"(%306, %310) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %312 = "stablehlo.shift_left"(%310, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %313 = "stablehlo.shift_right_logical"(%310, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %314 = "stablehlo.or"(%312, %313) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %315 = "stablehlo.xor"(%314, %311) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %316 = "stablehlo.add"(%311, %315) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %317 = "stablehlo.shift_left"(%315, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %318 = "stablehlo.shift_right_logical"(%315, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %319 = "stablehlo.or"(%317, %318) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %320 = "stablehlo.xor"(%319, %316) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %321 = "stablehlo.add"(%316, %295) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %322 = "stablehlo.add"(%298, %193) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %323 = "stablehlo.add"(%320, %322) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %324 = "stablehlo.add"(%321, %323) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %325 = "stablehlo.shift_left"(%323, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %326 = "stablehlo.shift_right_logical"(%323, %174) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %327 = "stablehlo.or"(%325, %326) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %328 = "stablehlo.xor"(%327, %324) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %329 = "stablehlo.add"(%324, %328) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %330 = "stablehlo.shift_left"(%328, %202) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %331 = "stablehlo.shift_right_logical"(%328, %203) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %332 = "stablehlo.or"(%330, %331) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %333 = "stablehlo.xor"(%332, %329) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %334 = "stablehlo.add"(%329, %333) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %335 = "stablehlo.shift_left"(%333, %209) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %336 = "stablehlo.shift_right_logical"(%333, %209) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %337 = "stablehlo.or"(%335, %336) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %338 = "stablehlo.xor"(%337, %334) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %339 = "stablehlo.add"(%334, %338) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %340 = "stablehlo.shift_left"(%338, %215) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %341 = "stablehlo.shift_right_logical"(%338, %216) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %342 = "stablehlo.or"(%340, %341) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %343 = "stablehlo.xor"(%342, %339) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %344 = "stablehlo.add"(%339, %298) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %345 = "stablehlo.add"(%292, %222) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %346 = "stablehlo.add"(%343, %345) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %347 = "stablehlo.add"(%344, %346) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %348 = "stablehlo.shift_left"(%346, %167) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %349 = "stablehlo.shift_right_logical"(%346, %168) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %350 = "stablehlo.or"(%348, %349) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %351 = "stablehlo.xor"(%350, %347) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %352 = "stablehlo.add"(%347, %351) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %353 = "stablehlo.shift_left"(%351, %174) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %354 = "stablehlo.shift_right_logical"(%351, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %355 = "stablehlo.or"(%353, %354) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %356 = "stablehlo.xor"(%355, %352) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %357 = "stablehlo.add"(%352, %356) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %358 = "stablehlo.shift_left"(%356, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %359 = "stablehlo.shift_right_logical"(%356, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %360 = "stablehlo.or"(%358, %359) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %361 = "stablehlo.xor"(%360, %357) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %362 = "stablehlo.add"(%357, %361) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %363 = "stablehlo.shift_left"(%361, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %364 = "stablehlo.shift_right_logical"(%361, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %365 = "stablehlo.or"(%363, %364) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %366 = "stablehlo.xor"(%365, %362) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %367 = "stablehlo.add"(%362, %292) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %368 = "stablehlo.add"(%295, %203) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %369 = "stablehlo.add"(%366, %368) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %370 = "stablehlo.add"(%367, %369) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %371 = "stablehlo.shift_left"(%369, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %372 = "stablehlo.shift_right_logical"(%369, %174) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %373 = "stablehlo.or"(%371, %372) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %374 = "stablehlo.xor"(%373, %370) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %375 = "stablehlo.add"(%370, %374) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %376 = "stablehlo.shift_left"(%374, %202) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %377 = "stablehlo.shift_right_logical"(%374, %203) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %378 = "stablehlo.or"(%376, %377) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %379 = "stablehlo.xor"(%378, %375) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %380 = "stablehlo.add"(%375, %379) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %381 = "stablehlo.shift_left"(%379, %209) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %382 = "stablehlo.shift_right_logical"(%379, %209) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %383 = "stablehlo.or"(%381, %382) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %384 = "stablehlo.xor"(%383, %380) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %385 = "stablehlo.add"(%380, %384) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %386 = "stablehlo.shift_left"(%384, %215) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %387 = "stablehlo.shift_right_logical"(%384, %216) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %388 = "stablehlo.or"(%386, %387) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %389 = "stablehlo.xor"(%388, %385) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %390 = "stablehlo.add"(%385, %295) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %391 = "stablehlo.add"(%298, %269) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %392 = "stablehlo.add"(%389, %391) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %393 = "stablehlo.add"(%390, %392) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %394 = "stablehlo.shift_left"(%392, %167) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %395 = "stablehlo.shift_right_logical"(%392, %168) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %396 = "stablehlo.or"(%394, %395) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %397 = "stablehlo.xor"(%396, %393) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %398 = "stablehlo.add"(%393, %397) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %399 = "stablehlo.shift_left"(%397, %174) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %400 = "stablehlo.shift_right_logical"(%397, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %401 = "stablehlo.or"(%399, %400) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %402 = "stablehlo.xor"(%401, %398) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %403 = "stablehlo.add"(%398, %402) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %404 = "stablehlo.shift_left"(%402, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %405 = "stablehlo.shift_right_logical"(%402, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %406 = "stablehlo.or"(%404, %405) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %407 = "stablehlo.xor"(%406, %403) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %408 = "stablehlo.add"(%403, %407) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %409 = "stablehlo.shift_left"(%407, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %410 = "stablehlo.shift_right_logical"(%407, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %411 = "stablehlo.or"(%409, %410) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %412 = "stablehlo.xor"(%411, %408) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %413 = "stablehlo.add"(%408, %298) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %414 = "stablehlo.add"(%292, %293) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %415 = "stablehlo.add"(%412, %414) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %416 = "stablehlo.broadcast_in_dim"(%160) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %417 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<4x8xui32>
    %418 = "stablehlo.broadcast_in_dim"(%193) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %419 = "stablehlo.multiply"(%417, %418) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %420 = "stablehlo.add"(%416, %419) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %421 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<4x8xui32>
    %422 = "stablehlo.broadcast_in_dim"(%216) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %423 = "stablehlo.multiply"(%421, %422) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %424 = "stablehlo.add"(%420, %423) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %425 = "stablehlo.xor"(%413, %415) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %426 = "stablehlo.xor"(%425, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %427 = "stablehlo.broadcast_in_dim"(%413) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %428 = "stablehlo.add"(%416, %427) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %429 = "stablehlo.broadcast_in_dim"(%415) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %430 = "stablehlo.add"(%424, %429) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %431 = "stablehlo.add"(%428, %430) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %432 = "stablehlo.broadcast_in_dim"(%167) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %433 = "stablehlo.broadcast_in_dim"(%168) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %434 = "stablehlo.shift_left"(%430, %432) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %435 = "stablehlo.shift_right_logical"(%430, %433) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %436 = "stablehlo.or"(%434, %435) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %437 = "stablehlo.xor"(%436, %431) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %438 = "stablehlo.add"(%431, %437) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %439 = "stablehlo.broadcast_in_dim"(%174) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %440 = "stablehlo.broadcast_in_dim"(%175) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %441 = "stablehlo.shift_left"(%437, %439) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %442 = "stablehlo.shift_right_logical"(%437, %440) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %443 = "stablehlo.or"(%441, %442) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %444 = "stablehlo.xor"(%443, %438) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %445 = "stablehlo.add"(%438, %444) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %446 = "stablehlo.broadcast_in_dim"(%181) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %447 = "stablehlo.broadcast_in_dim"(%182) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %448 = "stablehlo.shift_left"(%444, %446) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %449 = "stablehlo.shift_right_logical"(%444, %447) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %450 = "stablehlo.or"(%448, %449) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %451 = "stablehlo.xor"(%450, %445) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %452 = "stablehlo.add"(%445, %451) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %453 = "stablehlo.shift_left"(%451, %447) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %454 = "stablehlo.shift_right_logical"(%451, %446) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %455 = "stablehlo.or"(%453, %454) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %456 = "stablehlo.xor"(%455, %452) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %457 = "stablehlo.add"(%452, %429) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %458 = "stablehlo.add"(%426, %193) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %459 = "stablehlo.broadcast_in_dim"(%458) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %460 = "stablehlo.add"(%456, %459) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %461 = "stablehlo.add"(%457, %460) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %462 = "stablehlo.shift_left"(%460, %440) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %463 = "stablehlo.shift_right_logical"(%460, %439) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %464 = "stablehlo.or"(%462, %463) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %465 = "stablehlo.xor"(%464, %461) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %466 = "stablehlo.add"(%461, %465) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %467 = "stablehlo.broadcast_in_dim"(%202) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %468 = "stablehlo.broadcast_in_dim"(%203) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %469 = "stablehlo.shift_left"(%465, %467) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %470 = "stablehlo.shift_right_logical"(%465, %468) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %471 = "stablehlo.or"(%469, %470) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %472 = "stablehlo.xor"(%471, %466) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %473 = "stablehlo.add"(%466, %472) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %474 = "stablehlo.broadcast_in_dim"(%209) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %475 = "stablehlo.shift_left"(%472, %474) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %476 = "stablehlo.shift_right_logical"(%472, %474) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %477 = "stablehlo.or"(%475, %476) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %478 = "stablehlo.xor"(%477, %473) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %479 = "stablehlo.add"(%473, %478) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %480 = "stablehlo.broadcast_in_dim"(%215) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %481 = "stablehlo.shift_left"(%478, %480) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %482 = "stablehlo.shift_right_logical"(%478, %422) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %483 = "stablehlo.or"(%481, %482) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %484 = "stablehlo.xor"(%483, %479) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %485 = "stablehlo.broadcast_in_dim"(%426) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %486 = "stablehlo.add"(%479, %485) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %487 = "stablehlo.add"(%413, %222) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %488 = "stablehlo.broadcast_in_dim"(%487) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %489 = "stablehlo.add"(%484, %488) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %490 = "stablehlo.add"(%486, %489) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %491 = "stablehlo.shift_left"(%489, %432) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %492 = "stablehlo.shift_right_logical"(%489, %433) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %493 = "stablehlo.or"(%491, %492) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %494 = "stablehlo.xor"(%493, %490) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %495 = "stablehlo.add"(%490, %494) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %496 = "stablehlo.shift_left"(%494, %439) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %497 = "stablehlo.shift_right_logical"(%494, %440) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %498 = "stablehlo.or"(%496, %497) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %499 = "stablehlo.xor"(%498, %495) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %500 = "stablehlo.add"(%495, %499) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %501 = "stablehlo.shift_left"(%499, %446) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %502 = "stablehlo.shift_right_logical"(%499, %447) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %503 = "stablehlo.or"(%501, %502) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %504 = "stablehlo.xor"(%503, %500) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %505 = "stablehlo.add"(%500, %504) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %506 = "stablehlo.shift_left"(%504, %447) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %507 = "stablehlo.shift_right_logical"(%504, %446) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %508 = "stablehlo.or"(%506, %507) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %509 = "stablehlo.xor"(%508, %505) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %510 = "stablehlo.add"(%505, %427) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %511 = "stablehlo.add"(%415, %203) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %512 = "stablehlo.broadcast_in_dim"(%511) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %513 = "stablehlo.add"(%509, %512) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %514 = "stablehlo.add"(%510, %513) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %515 = "stablehlo.shift_left"(%513, %440) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %516 = "stablehlo.shift_right_logical"(%513, %439) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %517 = "stablehlo.or"(%515, %516) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %518 = "stablehlo.xor"(%517, %514) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %519 = "stablehlo.add"(%514, %518) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %520 = "stablehlo.shift_left"(%518, %467) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %521 = "stablehlo.shift_right_logical"(%518, %468) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %522 = "stablehlo.or"(%520, %521) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %523 = "stablehlo.xor"(%522, %519) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %524 = "stablehlo.add"(%519, %523) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %525 = "stablehlo.shift_left"(%523, %474) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %526 = "stablehlo.shift_right_logical"(%523, %474) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %527 = "stablehlo.or"(%525, %526) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %528 = "stablehlo.xor"(%527, %524) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %529 = "stablehlo.add"(%524, %528) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %530 = "stablehlo.shift_left"(%528, %480) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %531 = "stablehlo.shift_right_logical"(%528, %422) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %532 = "stablehlo.or"(%530, %531) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %533 = "stablehlo.xor"(%532, %529) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %534 = "stablehlo.add"(%529, %429) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %535 = "stablehlo.add"(%426, %269) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %536 = "stablehlo.broadcast_in_dim"(%535) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %537 = "stablehlo.add"(%533, %536) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %538 = "stablehlo.add"(%534, %537) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %539 = "stablehlo.shift_left"(%537, %432) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %540 = "stablehlo.shift_right_logical"(%537, %433) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %541 = "stablehlo.or"(%539, %540) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %542 = "stablehlo.xor"(%541, %538) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %543 = "stablehlo.add"(%538, %542) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %544 = "stablehlo.shift_left"(%542, %439) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %545 = "stablehlo.shift_right_logical"(%542, %440) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %546 = "stablehlo.or"(%544, %545) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %547 = "stablehlo.xor"(%546, %543) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %548 = "stablehlo.add"(%543, %547) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %549 = "stablehlo.shift_left"(%547, %446) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %550 = "stablehlo.shift_right_logical"(%547, %447) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %551 = "stablehlo.or"(%549, %550) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %552 = "stablehlo.xor"(%551, %548) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %553 = "stablehlo.add"(%548, %552) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %554 = "stablehlo.shift_left"(%552, %447) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %555 = "stablehlo.shift_right_logical"(%552, %446) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %556 = "stablehlo.or"(%554, %555) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %557 = "stablehlo.xor"(%556, %553) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %558 = "stablehlo.add"(%553, %485) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %559 = "stablehlo.add"(%413, %293) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %560 = "stablehlo.broadcast_in_dim"(%559) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %561 = "stablehlo.add"(%557, %560) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %562 = "stablehlo.xor"(%558, %561) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %563 = "stablehlo.shift_right_logical"(%562, %418) : (tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %564 = "stablehlo.constant"() <{value = dense<4294967295> : tensor<ui32>}> : () -> tensor<ui32>
    %565 = "stablehlo.broadcast_in_dim"(%564) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8xui32>
    %566 = "stablehlo.select"(%valid.9, %563, %565) : (tensor<4x8xi1>, tensor<4x8xui32>, tensor<4x8xui32>) -> tensor<4x8xui32>
    %567 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<4x8xi32>
    %568:2 = "stablehlo.sort"(%566, %567) <{dimension = 1 : i64, is_stable = false}> ({
    ^bb0(%arg.0: tensor<ui32>, %arg.1: tensor<ui32>, %arg.2: tensor<i32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.8 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.4, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.or"(%r.5, %r.9) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.12 = "stablehlo.compare"(%r.10, %r.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.13 = "stablehlo.compare"(%arg.2, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.14 = "stablehlo.select"(%r.12, %r.13, %r.10) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.14) : (tensor<i1>) -> ()
    }) : (tensor<4x8xui32>, tensor<4x8xi32>) -> (tensor<4x8xui32>, tensor<4x8xi32>)
    %569 = "stablehlo.slice"(%568#0) <{limit_indices = array<i64: 4, 8>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xui32>) -> tensor<4x8xui32>
    %570 = "stablehlo.slice"(%568#1) <{limit_indices = array<i64: 4, 8>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xi32>) -> tensor<4x8xi32>
    %571 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<4x8xi32>
    %572 = "stablehlo.constant"() <{value = dense<8> : tensor<i32>}> : () -> tensor<i32>
    %573 = "stablehlo.broadcast_in_dim"(%572) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %574 = "stablehlo.multiply"(%571, %573) : (tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %575 = "stablehlo.add"(%570, %574) : (tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %576 = "stablehlo.reshape"(%569) : (tensor<4x8xui32>) -> tensor<32xui32>
    %577 = "stablehlo.reshape"(%575) : (tensor<4x8xi32>) -> tensor<32xi32>
    %578 = "sdy.sharding_constraint"(%576) <{sharding = #sdy.sharding<@mesh, [{}]>}> : (tensor<32xui32>) -> tensor<32xui32>
    %579 = "sdy.sharding_constraint"(%577) <{sharding = #sdy.sharding<@mesh, [{}]>}> : (tensor<32xi32>) -> tensor<32xi32>
    %580 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<32xi32>
    %581:3 = "stablehlo.sort"(%578, %580, %579) <{dimension = 0 : i64, is_stable = false}> ({
    ^bb0(%arg.0: tensor<ui32>, %arg.1: tensor<ui32>, %arg.2: tensor<i32>, %arg.3: tensor<i32>, %arg.4: tensor<i32>, %arg.5: tensor<i32>):
      %r.6 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.8 = "stablehlo.compare"(%arg.0, %arg.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.9 = "stablehlo.compare"(%arg.1, %arg.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<ui32>, tensor<ui32>) -> tensor<i1>
      %r.10 = "stablehlo.compare"(%r.8, %r.9) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.compare"(%r.8, %r.9) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.12 = "stablehlo.or"(%r.6, %r.10) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.13 = "stablehlo.or"(%r.7, %r.11) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.14 = "stablehlo.compare"(%r.12, %r.13) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.15 = "stablehlo.compare"(%arg.2, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.16 = "stablehlo.select"(%r.14, %r.15, %r.12) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.16) : (tensor<i1>) -> ()
    }) : (tensor<32xui32>, tensor<32xi32>, tensor<32xi32>) -> (tensor<32xui32>, tensor<32xi32>, tensor<32xi32>)
    %582 = "stablehlo.slice"(%581#0) <{limit_indices = array<i64: 16>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<32xui32>) -> tensor<16xui32>
    %583 = "stablehlo.slice"(%581#2) <{limit_indices = array<i64: 16>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<32xi32>) -> tensor<16xi32>
    %584 = "stablehlo.broadcast_in_dim"(%564) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<16xui32>
    %585 = "stablehlo.compare"(%582, %584) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<16xui32>, tensor<16xui32>) -> tensor<16xi1>
    %586 = "stablehlo.convert"(%585) : (tensor<16xi1>) -> tensor<16xi32>
    %587 = "stablehlo.reduce"(%586, %12) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<16xi32>, tensor<i32>) -> tensor<i32>
    %588 = "stablehlo.reshape"(%583) : (tensor<16xi32>) -> tensor<16x1xi32>
    %589 = "stablehlo.broadcast_in_dim"(%572) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16x1xi32>
    %590 = "stablehlo.remainder"(%588, %589) : (tensor<16x1xi32>, tensor<16x1xi32>) -> tensor<16x1xi32>
    %591 = "stablehlo.divide"(%588, %589) : (tensor<16x1xi32>, tensor<16x1xi32>) -> tensor<16x1xi32>
    %592 = "stablehlo.constant"() <{value = dense<4> : tensor<i32>}> : () -> tensor<i32>
    %593 = "stablehlo.broadcast_in_dim"(%592) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16x1xi32>
    %594 = "stablehlo.remainder"(%591, %593) : (tensor<16x1xi32>, tensor<16x1xi32>) -> tensor<16x1xi32>
    %595 = "stablehlo.concatenate"(%594, %590) <{dimension = 1 : i64}> : (tensor<16x1xi32>, tensor<16x1xi32>) -> tensor<16x2xi32>
    %596 = "stablehlo.gather"(%valid_inputs.43, %595) <{dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0, 1], start_index_map = [0, 1], index_vector_dim = 1>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 8>}> : (tensor<4x8x8xbf16>, tensor<16x2xi32>) -> tensor<16x8xbf16>
    %picked_tokens.597 = "stablehlo.convert"(%596) : (tensor<16x8xbf16>) -> tensor<16x8xf32>
    %598 = "stablehlo.broadcast_in_dim"(%587) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16xi32>
    %599 = "stablehlo.compare"(%158#1, %598) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi1>
    %600 = "stablehlo.and"(%153, %599) : (tensor<16xi1>, tensor<16xi1>) -> tensor<16xi1>
    %601 = "stablehlo.broadcast_in_dim"(%35) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16xi32>
    %602 = "stablehlo.minimum"(%158#1, %601) : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi32>
    %603 = "stablehlo.reshape"(%602) : (tensor<16xi32>) -> tensor<1x16xi32>
    %604 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<1x16xi1>
    %605 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x16xi32>
    %606 = "stablehlo.broadcast_in_dim"(%35) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x16xi32>
    %607 = "stablehlo.clamp"(%605, %603, %606) : (tensor<1x16xi32>, tensor<1x16xi32>, tensor<1x16xi32>) -> tensor<1x16xi32>
    %608 = "stablehlo.gather"(%picked_tokens.597, %607) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<16x8xf32>, tensor<1x16xi32>) -> tensor<1x16x8xf32>
    %609 = "stablehlo.broadcast_in_dim"(%14) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x16x8xf32>
    %610 = "stablehlo.broadcast_in_dim"(%604) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x16xi1>) -> tensor<1x16x8xi1>
    %611 = "stablehlo.select"(%610, %608, %609) : (tensor<1x16x8xi1>, tensor<1x16x8xf32>, tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
    %612 = "stablehlo.reshape"(%611) : (tensor<1x16x8xf32>) -> tensor<16x8xf32>
    %613 = "stablehlo.broadcast_in_dim"(%144) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xf32>) -> tensor<16x8xf32>
    %614 = "stablehlo.multiply"(%612, %613) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %615 = "stablehlo.broadcast_in_dim"(%600) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xi1>) -> tensor<16x8xi1>
    %616 = "stablehlo.select"(%615, %612, %new_codebook.141) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %617 = "stablehlo.select"(%600, %144, %new_cluster_size.121) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %618 = "stablehlo.select"(%615, %614, %new_embed_sum.126) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %619 = "stablehlo.convert"(%600) : (tensor<16xi1>) -> tensor<16xi32>
    %restarted_entries.620 = "stablehlo.reduce"(%619, %12) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<16xi32>, tensor<i32>) -> tensor<i32>
    "func.return"(%quantized.42, %codes.32, %mean_squared_error.56, %mean_squared_error.56, %loss.60, %mean_squared_error.56, %perplexity.73, %codebook_usage.79, %61, %nonfinite_rows.91, %dead_entries.81, %max_share.84, %relative_error.89, %entropy.72, %restarted_entries.620, %perplexity.114, %entropy.113, %616, %617, %618, %new_usage.103, %116) : (tensor<4x8x8xbf16>, tensor<4x8xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<16x8xf32>, tensor<16xf32>, tensor<16x8xf32>, tensor<16xf32>, tensor<i32>) -> ()
  }
}
