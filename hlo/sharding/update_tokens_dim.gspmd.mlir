module @vqbit_update attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {mhlo.sharding = "{devices=[2,1,4]<=[8]}"},
      %codebook: tensor<8x16xf32> {mhlo.sharding = "{devices=[1,4,2]<=[2,4]T(1,0) last_tile_dim_replicate}", tf.aliasing_output = 10 : i32},
      %cluster_size: tensor<8xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 11 : i32},
      %embed_sum: tensor<8x16xf32> {mhlo.sharding = "{devices=[1,4,2]<=[2,4]T(1,0) last_tile_dim_replicate}", tf.aliasing_output = 12 : i32}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", mhlo.sharding = "{devices=[2,1,4]<=[8]}"},
      tensor<8x4xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[2,1,4]<=[8] last_tile_dim_replicate}"},
      tensor<f32> {jax.result_info = "commitment_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "mse", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "perplexity", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_usage", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "compression_ratio", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "nonfinite_rows", mhlo.sharding = "{replicated}"},
      tensor<8x16xf32> {jax.result_info = "codebook", mhlo.sharding = "{devices=[1,4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"},
      tensor<8xf32> {jax.result_info = "cluster_size", mhlo.sharding = "{replicated}"},
      tensor<8x16xf32> {jax.result_info = "embed_sum", mhlo.sharding = "{devices=[1,4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"}) {
    %4 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %5 = "stablehlo.convert"(%4) : (tensor<8x16xf32>) -> tensor<8x16xbf16>
    %6 = "stablehlo.multiply"(%4, %4) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %7 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %8 = "stablehlo.reduce"(%6, %7) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
    %9 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %10 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %half_norms_11 = "stablehlo.multiply"(%8, %10) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %12 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xi1>
    %13 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid_14 = "stablehlo.reduce"(%12, %13) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg0: tensor<i1>, %arg1: tensor<i1>):
      %r2 = "stablehlo.and"(%arg0, %arg1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %products_15 = "stablehlo.dot_general"(%inputs, %5) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x16xbf16>, tensor<8x16xbf16>) -> tensor<8x4x8xf32>
    %16 = "stablehlo.broadcast_in_dim"(%half_norms_11) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xf32>) -> tensor<8x4x8xf32>
    %scores_17 = "stablehlo.subtract"(%16, %products_15) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %18 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x8xi32>
    %19 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %20 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %21:2 = "stablehlo.reduce"(%scores_17, %18, %19, %20) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<i32>, %arg2: tensor<f32>, %arg3: tensor<i32>):
      %r4 = "stablehlo.compare"(%arg0, %arg2) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r5 = "stablehlo.compare"(%arg2, %arg2) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r6 = "stablehlo.compare"(%arg0, %arg2) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r7 = "stablehlo.compare"(%arg1, %arg3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r8 = "stablehlo.and"(%r6, %r7) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r9 = "stablehlo.or"(%r4, %r5) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r10 = "stablehlo.or"(%r9, %r8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r11 = "stablehlo.select"(%r10, %arg0, %arg2) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r12 = "stablehlo.select"(%r10, %arg1, %arg3) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r11, %r12) : (tensor<f32>, tensor<i32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<8x4x8xi32>, tensor<f32>, tensor<i32>) -> (tensor<8x4xf32>, tensor<8x4xi32>)
    %22 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %23 = "stablehlo.compare"(%21#0, %22) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %24 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %25 = "stablehlo.broadcast_in_dim"(%24) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest_26 = "stablehlo.select"(%23, %21#1, %25) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %27 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %28 = "stablehlo.broadcast_in_dim"(%27) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes_29 = "stablehlo.select"(%valid_14, %nearest_26, %28) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %30 = "stablehlo.constant"() <{value = dense<7> : tensor<i32>}> : () -> tensor<i32>
    %31 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %32 = "stablehlo.clamp"(%25, %codes_29, %31) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %33 = "stablehlo.gather"(%5, %32) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<8x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %34 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %35 = "stablehlo.broadcast_in_dim"(%34) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %36 = "stablehlo.broadcast_in_dim"(%valid_14) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized_37 = "stablehlo.select"(%36, %33, %35) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %valid_inputs_38 = "stablehlo.select"(%36, %inputs, %35) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %39 = "stablehlo.broadcast_in_dim"(%codes_29) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x8xi32>
    %assignments_40 = "stablehlo.compare"(%39, %18) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x8xi32>, tensor<8x4x8xi32>) -> tensor<8x4x8xi1>
    %41 = "stablehlo.convert"(%assignments_40) : (tensor<8x4x8xi1>) -> tensor<8x4x8xf32>
    %counts_42 = "stablehlo.reduce"(%41, %7) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %43 = "stablehlo.reduce"(%counts_42, %7) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %44 = "stablehlo.convert"(%valid_inputs_38) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %45 = "stablehlo.convert"(%quantized_37) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %46 = "stablehlo.subtract"(%44, %45) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %47 = "stablehlo.multiply"(%46, %46) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %48 = "stablehlo.reduce"(%47, %7) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %49 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %50 = "stablehlo.divide"(%48, %49) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %51 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %52 = "stablehlo.maximum"(%43, %51) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error_53 = "stablehlo.divide"(%50, %52) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %54 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %55 = "stablehlo.multiply"(%54, %mean_squared_error_53) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %56 = "stablehlo.multiply"(%7, %mean_squared_error_53) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss_57 = "stablehlo.add"(%55, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %58 = "stablehlo.broadcast_in_dim"(%51) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %59 = "stablehlo.maximum"(%counts_42, %58) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %60 = "stablehlo.log"(%59) : (tensor<8xf32>) -> tensor<8xf32>
    %61 = "stablehlo.multiply"(%counts_42, %60) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %62 = "stablehlo.reduce"(%61, %7) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %63 = "stablehlo.divide"(%62, %52) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %64 = "stablehlo.log"(%52) : (tensor<f32>) -> tensor<f32>
    %65 = "stablehlo.subtract"(%64, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %66 = "stablehlo.maximum"(%65, %7) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity_67 = "stablehlo.exponential"(%66) : (tensor<f32>) -> tensor<f32>
    %68 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %69 = "stablehlo.compare"(%counts_42, %68) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
    %70 = "stablehlo.convert"(%69) : (tensor<8xi1>) -> tensor<8xf32>
    %71 = "stablehlo.reduce"(%70, %7) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %72 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage_73 = "stablehlo.divide"(%71, %72) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %74 = "stablehlo.constant"() <{value = dense<8.533333587646484e1> : tensor<f32>}> : () -> tensor<f32>
    %75 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %76 = "stablehlo.subtract"(%75, %43) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows_77 = "stablehlo.convert"(%76) : (tensor<f32>) -> tensor<i32>
    %78 = "stablehlo.convert"(%assignments_40) : (tensor<8x4x8xi1>) -> tensor<8x4x8xbf16>
    %sums_79 = "stablehlo.dot_general"(%78, %valid_inputs_38) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x8xbf16>, tensor<8x4x16xbf16>) -> tensor<8x16xf32>
    %80 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %81 = "stablehlo.broadcast_in_dim"(%80) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %82 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %83 = "stablehlo.broadcast_in_dim"(%82) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %84 = "stablehlo.multiply"(%81, %cluster_size) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %85 = "stablehlo.multiply"(%83, %counts_42) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %new_cluster_size_86 = "stablehlo.add"(%84, %85) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %87 = "stablehlo.broadcast_in_dim"(%80) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %88 = "stablehlo.broadcast_in_dim"(%82) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %89 = "stablehlo.multiply"(%87, %embed_sum) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %90 = "stablehlo.multiply"(%88, %sums_79) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %new_embed_sum_91 = "stablehlo.add"(%89, %90) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %92 = "stablehlo.reduce"(%new_cluster_size_86, %7) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %93 = "stablehlo.constant"() <{value = dense<7.999999797903001e-5> : tensor<f32>}> : () -> tensor<f32>
    %94 = "stablehlo.add"(%92, %93) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %95 = "stablehlo.divide"(%92, %94) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %96 = "stablehlo.broadcast_in_dim"(%95) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %97 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %98 = "stablehlo.broadcast_in_dim"(%97) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %99 = "stablehlo.add"(%new_cluster_size_86, %98) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %smoothed_counts_100 = "stablehlo.multiply"(%99, %96) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %101 = "stablehlo.broadcast_in_dim"(%smoothed_counts_100) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xf32>) -> tensor<8x16xf32>
    %102 = "stablehlo.divide"(%new_embed_sum_91, %101) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %103 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %104 = "stablehlo.compare"(%101, %103) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xi1>
    %new_codebook_105 = "stablehlo.select"(%104, %102, %codebook) : (tensor<8x16xi1>, tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    "func.return"(%quantized_37, %codes_29, %mean_squared_error_53, %mean_squared_error_53, %loss_57, %mean_squared_error_53, %perplexity_67, %codebook_usage_73, %74, %nonfinite_rows_77, %new_codebook_105, %new_cluster_size_86, %new_embed_sum_91) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<8x16xf32>, tensor<8xf32>, tensor<8x16xf32>) -> ()
  }
}
