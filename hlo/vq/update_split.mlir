module @vqbit_update attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<4x8x8xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      %codebook: tensor<16x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 15 : i32},
      %cluster_size: tensor<16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tf.aliasing_output = 16 : i32},
      %embed_sum: tensor<16x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 17 : i32}) -> (
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
      tensor<16x8xf32> {jax.result_info = "codebook", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<16xf32> {jax.result_info = "cluster_size", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<16x8xf32> {jax.result_info = "embed_sum", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) {
    %4 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %5 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x8xf32>) -> tensor<16x8xf32>
    %6 = "stablehlo.convert"(%5) : (tensor<16x8xf32>) -> tensor<16x8xbf16>
    %7 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %8 = "stablehlo.multiply"(%5, %5) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %9 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %10 = "stablehlo.reduce"(%8, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16x8xf32>, tensor<f32>) -> tensor<16xf32>
    %11 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %12 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %half_norms.13 = "stablehlo.multiply"(%10, %12) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %products.14 = "stablehlo.dot_general"(%inputs, %6) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x8x8xbf16>, tensor<16x8xbf16>) -> tensor<4x8x16xf32>
    %15 = "stablehlo.broadcast_in_dim"(%half_norms.13) <{broadcast_dimensions = array<i64: 2>}> : (tensor<16xf32>) -> tensor<4x8x16xf32>
    %scores.16 = "stablehlo.subtract"(%15, %products.14) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %17 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x8x16xi32>
    %18 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %19 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %20:2 = "stablehlo.reduce"(%scores.16, %17, %18, %19) <{dimensions = array<i64: 2>}> ({
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
    %21 = "stablehlo.is_finite"(%20#0) : (tensor<4x8xf32>) -> tensor<4x8xi1>
    %22 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %23 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %nearest.24 = "stablehlo.select"(%21, %20#1, %23) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %25 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %26 = "stablehlo.compare"(%nearest.24, %25) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi1>
    %codes.27 = "stablehlo.select"(%26, %nearest.24, %23) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %28 = "stablehlo.broadcast_in_dim"(%codes.27) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x8xi32>) -> tensor<4x8x16xi32>
    %assignments.29 = "stablehlo.compare"(%28, %17) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x8x16xi32>, tensor<4x8x16xi32>) -> tensor<4x8x16xi1>
    %30 = "stablehlo.constant"() <{value = dense<15> : tensor<i32>}> : () -> tensor<i32>
    %31 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %32 = "stablehlo.clamp"(%25, %codes.27, %31) : (tensor<4x8xi32>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %33 = "stablehlo.gather"(%6, %32) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<16x8xbf16>, tensor<4x8xi32>) -> tensor<4x8x8xbf16>
    %34 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %35 = "stablehlo.broadcast_in_dim"(%34) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x8x8xbf16>
    %36 = "stablehlo.broadcast_in_dim"(%26) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x8xi1>) -> tensor<4x8x8xi1>
    %quantized.37 = "stablehlo.select"(%36, %33, %35) : (tensor<4x8x8xi1>, tensor<4x8x8xbf16>, tensor<4x8x8xbf16>) -> tensor<4x8x8xbf16>
    %valid_inputs.38 = "stablehlo.select"(%36, %inputs, %35) : (tensor<4x8x8xi1>, tensor<4x8x8xbf16>, tensor<4x8x8xbf16>) -> tensor<4x8x8xbf16>
    %39 = "stablehlo.convert"(%assignments.29) : (tensor<4x8x16xi1>) -> tensor<4x8x16xf32>
    %counts.40 = "stablehlo.reduce"(%39, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x16xf32>, tensor<f32>) -> tensor<16xf32>
    %41 = "stablehlo.reduce"(%counts.40, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %42 = "stablehlo.convert"(%valid_inputs.38) : (tensor<4x8x8xbf16>) -> tensor<4x8x8xf32>
    %43 = "stablehlo.convert"(%quantized.37) : (tensor<4x8x8xbf16>) -> tensor<4x8x8xf32>
    %44 = "stablehlo.subtract"(%42, %43) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %45 = "stablehlo.multiply"(%44, %44) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %46 = "stablehlo.reduce"(%45, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x8xf32>, tensor<f32>) -> tensor<f32>
    %47 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %48 = "stablehlo.divide"(%46, %47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %49 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %50 = "stablehlo.maximum"(%41, %49) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.51 = "stablehlo.divide"(%48, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %52 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %53 = "stablehlo.multiply"(%52, %mean_squared_error.51) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %54 = "stablehlo.multiply"(%9, %mean_squared_error.51) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.55 = "stablehlo.add"(%53, %54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %56 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %57 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %58 = "stablehlo.broadcast_in_dim"(%57) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %59 = "stablehlo.maximum"(%counts.40, %58) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %60 = "stablehlo.log"(%59) : (tensor<16xf32>) -> tensor<16xf32>
    %61 = "stablehlo.multiply"(%counts.40, %60) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %62 = "stablehlo.reduce"(%61, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %63 = "stablehlo.maximum"(%41, %57) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %64 = "stablehlo.divide"(%62, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %65 = "stablehlo.log"(%63) : (tensor<f32>) -> tensor<f32>
    %66 = "stablehlo.subtract"(%65, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.67 = "stablehlo.maximum"(%66, %9) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.68 = "stablehlo.exponential"(%entropy.67) : (tensor<f32>) -> tensor<f32>
    %69 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %70 = "stablehlo.compare"(%counts.40, %69) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %71 = "stablehlo.convert"(%70) : (tensor<16xi1>) -> tensor<16xf32>
    %72 = "stablehlo.reduce"(%71, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %73 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.74 = "stablehlo.divide"(%72, %73) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.subtract"(%73, %72) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.76 = "stablehlo.convert"(%75) : (tensor<f32>) -> tensor<i32>
    %77 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %78 = "stablehlo.reduce"(%counts.40, %77) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %max_share.79 = "stablehlo.divide"(%78, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %80 = "stablehlo.multiply"(%42, %42) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %81 = "stablehlo.reduce"(%80, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x8xf32>, tensor<f32>) -> tensor<f32>
    %82 = "stablehlo.divide"(%46, %81) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %83 = "stablehlo.compare"(%46, %9) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.84 = "stablehlo.select"(%83, %9, %82) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %85 = "stablehlo.subtract"(%56, %41) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.86 = "stablehlo.convert"(%85) : (tensor<f32>) -> tensor<i32>
    %87 = "stablehlo.convert"(%assignments.29) : (tensor<4x8x16xi1>) -> tensor<4x8x16xbf16>
    %sums.88 = "stablehlo.dot_general"(%87, %valid_inputs.38) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x8x16xbf16>, tensor<4x8x8xbf16>) -> tensor<16x8xf32>
    %89 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %90 = "stablehlo.broadcast_in_dim"(%89) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %91 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %92 = "stablehlo.broadcast_in_dim"(%91) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %93 = "stablehlo.multiply"(%90, %cluster_size) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %94 = "stablehlo.multiply"(%92, %counts.40) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %new_cluster_size.95 = "stablehlo.add"(%93, %94) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %96 = "stablehlo.broadcast_in_dim"(%89) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %97 = "stablehlo.broadcast_in_dim"(%91) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %98 = "stablehlo.multiply"(%96, %embed_sum) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %99 = "stablehlo.multiply"(%97, %sums.88) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %new_embed_sum.100 = "stablehlo.add"(%98, %99) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %101 = "stablehlo.reduce"(%new_cluster_size.95, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %102 = "stablehlo.constant"() <{value = dense<1.5999999595806003e-4> : tensor<f32>}> : () -> tensor<f32>
    %103 = "stablehlo.add"(%101, %102) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %104 = "stablehlo.divide"(%101, %103) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %105 = "stablehlo.broadcast_in_dim"(%104) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %106 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %107 = "stablehlo.broadcast_in_dim"(%106) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %108 = "stablehlo.add"(%new_cluster_size.95, %107) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %smoothed_counts.109 = "stablehlo.multiply"(%108, %105) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %110 = "stablehlo.select"(%70, %smoothed_counts.109, %new_cluster_size.95) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %111 = "stablehlo.compare"(%110, %58) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %112 = "stablehlo.broadcast_in_dim"(%110) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xf32>) -> tensor<16x8xf32>
    %113 = "stablehlo.divide"(%new_embed_sum.100, %112) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %114 = "stablehlo.broadcast_in_dim"(%111) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xi1>) -> tensor<16x8xi1>
    %new_codebook.115 = "stablehlo.select"(%114, %113, %codebook) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %116 = "stablehlo.constant"() <{value = dense<6.25e-2> : tensor<f32>}> : () -> tensor<f32>
    %117 = "stablehlo.multiply"(%101, %116) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %118 = "stablehlo.broadcast_in_dim"(%117) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %119 = "stablehlo.constant"() <{value = dense<2.4999618530273438e-1> : tensor<f32>}> : () -> tensor<f32>
    %120 = "stablehlo.broadcast_in_dim"(%119) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %121 = "stablehlo.multiply"(%118, %120) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %dead.122 = "stablehlo.compare"(%new_cluster_size.95, %121) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %123 = "stablehlo.compare"(%new_cluster_size.95, %121) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %124 = "stablehlo.convert"(%123) : (tensor<16xi1>) -> tensor<16xi32>
    %125 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<16xi32>
    %126:2 = "stablehlo.sort"(%124, %125) <{dimension = 0 : i64, is_stable = false}> ({
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
    %127:2 = "stablehlo.sort"(%126#1, %125) <{dimension = 0 : i64, is_stable = false}> ({
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
    %128 = "stablehlo.broadcast_in_dim"(%18) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %129 = "stablehlo.negate"(%new_cluster_size.95) : (tensor<16xf32>) -> tensor<16xf32>
    %130 = "stablehlo.select"(%dead.122, %128, %129) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %131:2 = "stablehlo.sort"(%130, %125) <{dimension = 0 : i64, is_stable = false}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>, %arg.2: tensor<i32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.8 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.4, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.or"(%r.5, %r.9) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.12 = "stablehlo.compare"(%r.10, %r.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.13 = "stablehlo.compare"(%arg.2, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.14 = "stablehlo.select"(%r.12, %r.13, %r.10) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.14) : (tensor<i1>) -> ()
    }) : (tensor<16xf32>, tensor<16xi32>) -> (tensor<16xf32>, tensor<16xi32>)
    %132:2 = "stablehlo.sort"(%131#1, %125) <{dimension = 0 : i64, is_stable = false}> ({
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
    %133 = "stablehlo.convert"(%dead.122) : (tensor<16xi1>) -> tensor<16xi32>
    %134 = "stablehlo.reduce"(%133, %7) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<16xi32>, tensor<i32>) -> tensor<i32>
    %135 = "stablehlo.not"(%dead.122) : (tensor<16xi1>) -> tensor<16xi1>
    %136 = "stablehlo.convert"(%135) : (tensor<16xi1>) -> tensor<16xi32>
    %137 = "stablehlo.reduce"(%136, %7) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<16xi32>, tensor<i32>) -> tensor<i32>
    %138 = "stablehlo.minimum"(%134, %137) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %139 = "stablehlo.broadcast_in_dim"(%138) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16xi32>
    %140 = "stablehlo.compare"(%127#1, %139) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi1>
    %141 = "stablehlo.and"(%dead.122, %140) : (tensor<16xi1>, tensor<16xi1>) -> tensor<16xi1>
    %142 = "stablehlo.compare"(%132#1, %139) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi1>
    %143 = "stablehlo.and"(%135, %142) : (tensor<16xi1>, tensor<16xi1>) -> tensor<16xi1>
    %144 = "stablehlo.reshape"(%131#1) : (tensor<16xi32>) -> tensor<16x1xi32>
    %145 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16xi32>
    %146 = "stablehlo.minimum"(%127#1, %145) : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi32>
    %147 = "stablehlo.reshape"(%146) : (tensor<16xi32>) -> tensor<1x16xi32>
    %148 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<1x16xi1>
    %149 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x16xi32>
    %150 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x16xi32>
    %151 = "stablehlo.clamp"(%149, %147, %150) : (tensor<1x16xi32>, tensor<1x16xi32>, tensor<1x16xi32>) -> tensor<1x16xi32>
    %152 = "stablehlo.gather"(%144, %151) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1>}> : (tensor<16x1xi32>, tensor<1x16xi32>) -> tensor<1x16x1xi32>
    %153 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x16x1xi32>
    %154 = "stablehlo.broadcast_in_dim"(%148) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x16xi1>) -> tensor<1x16x1xi1>
    %155 = "stablehlo.select"(%154, %152, %153) : (tensor<1x16x1xi1>, tensor<1x16x1xi32>, tensor<1x16x1xi32>) -> tensor<1x16x1xi32>
    %156 = "stablehlo.reshape"(%155) : (tensor<1x16x1xi32>) -> tensor<16x1xi32>
    %157 = "stablehlo.reshape"(%156) : (tensor<16x1xi32>) -> tensor<16xi32>
    %158 = "stablehlo.select"(%141, %157, %125) : (tensor<16xi1>, tensor<16xi32>, tensor<16xi32>) -> tensor<16xi32>
    %159 = "stablehlo.or"(%141, %143) : (tensor<16xi1>, tensor<16xi1>) -> tensor<16xi1>
    %160 = "stablehlo.broadcast_in_dim"(%49) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %161 = "stablehlo.select"(%159, %12, %160) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %162 = "stablehlo.reshape"(%new_cluster_size.95) : (tensor<16xf32>) -> tensor<16x1xf32>
    %163 = "stablehlo.minimum"(%158, %145) : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi32>
    %164 = "stablehlo.reshape"(%163) : (tensor<16xi32>) -> tensor<1x16xi32>
    %165 = "stablehlo.clamp"(%149, %164, %150) : (tensor<1x16xi32>, tensor<1x16xi32>, tensor<1x16xi32>) -> tensor<1x16xi32>
    %166 = "stablehlo.gather"(%162, %165) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1>}> : (tensor<16x1xf32>, tensor<1x16xi32>) -> tensor<1x16x1xf32>
    %167 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x16x1xf32>
    %168 = "stablehlo.select"(%154, %166, %167) : (tensor<1x16x1xi1>, tensor<1x16x1xf32>, tensor<1x16x1xf32>) -> tensor<1x16x1xf32>
    %169 = "stablehlo.reshape"(%168) : (tensor<1x16x1xf32>) -> tensor<16x1xf32>
    %170 = "stablehlo.reshape"(%169) : (tensor<16x1xf32>) -> tensor<16xf32>
    %171 = "stablehlo.multiply"(%170, %161) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %172 = "stablehlo.gather"(%new_codebook.115, %165) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<16x8xf32>, tensor<1x16xi32>) -> tensor<1x16x8xf32>
    %173 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x16x8xf32>
    %174 = "stablehlo.broadcast_in_dim"(%148) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x16xi1>) -> tensor<1x16x8xi1>
    %175 = "stablehlo.select"(%174, %172, %173) : (tensor<1x16x8xi1>, tensor<1x16x8xf32>, tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
    %176 = "stablehlo.reshape"(%175) : (tensor<1x16x8xf32>) -> tensor<16x8xf32>
    %177 = "stablehlo.gather"(%new_embed_sum.100, %165) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<16x8xf32>, tensor<1x16xi32>) -> tensor<1x16x8xf32>
    %178 = "stablehlo.select"(%174, %177, %173) : (tensor<1x16x8xi1>, tensor<1x16x8xf32>, tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
    %179 = "stablehlo.reshape"(%178) : (tensor<1x16x8xf32>) -> tensor<16x8xf32>
    %180 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<16x8xi32>
    %181 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16x8xi32>
    %182 = "stablehlo.constant"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
    %183 = "stablehlo.broadcast_in_dim"(%182) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16x8xi32>
    %184 = "stablehlo.remainder"(%180, %183) : (tensor<16x8xi32>, tensor<16x8xi32>) -> tensor<16x8xi32>
    %185 = "stablehlo.compare"(%184, %181) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<16x8xi32>, tensor<16x8xi32>) -> tensor<16x8xi1>
    %186 = "stablehlo.broadcast_in_dim"(%141) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xi1>) -> tensor<16x8xi1>
    %187 = "stablehlo.broadcast_in_dim"(%143) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xi1>) -> tensor<16x8xi1>
    %188 = "stablehlo.broadcast_in_dim"(%49) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %189 = "stablehlo.constant"() <{value = dense<1.0009765625> : tensor<f32>}> : () -> tensor<f32>
    %190 = "stablehlo.broadcast_in_dim"(%189) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %191 = "stablehlo.constant"() <{value = dense<9.990234375e-1> : tensor<f32>}> : () -> tensor<f32>
    %192 = "stablehlo.broadcast_in_dim"(%191) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %193 = "stablehlo.select"(%185, %190, %192) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %194 = "stablehlo.select"(%185, %192, %190) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %195 = "stablehlo.select"(%187, %194, %188) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %196 = "stablehlo.select"(%186, %193, %195) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %197 = "stablehlo.multiply"(%176, %196) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %198 = "stablehlo.broadcast_in_dim"(%161) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xf32>) -> tensor<16x8xf32>
    %199 = "stablehlo.multiply"(%179, %198) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %200 = "stablehlo.multiply"(%199, %196) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %201 = "stablehlo.convert"(%141) : (tensor<16xi1>) -> tensor<16xi32>
    %restarted_entries.202 = "stablehlo.reduce"(%201, %7) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<16xi32>, tensor<i32>) -> tensor<i32>
    "func.return"(%quantized.37, %codes.27, %mean_squared_error.51, %mean_squared_error.51, %loss.55, %mean_squared_error.51, %perplexity.68, %codebook_usage.74, %56, %nonfinite_rows.86, %dead_entries.76, %max_share.79, %relative_error.84, %entropy.67, %restarted_entries.202, %197, %171, %200) : (tensor<4x8x8xbf16>, tensor<4x8xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<16x8xf32>, tensor<16xf32>, tensor<16x8xf32>) -> ()
  }
}
