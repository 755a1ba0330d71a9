module @vqbit_update attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {mhlo.sharding = "{devices=[2,1,1,4]<=[8] last_tile_dim_replicate}"},
      %codebook: tensor<6x16xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 10 : i32},
      %cluster_size: tensor<6xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 11 : i32},
      %embed_sum: tensor<6x16xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 12 : i32}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", mhlo.sharding = "{devices=[2,1,1,4]<=[8] last_tile_dim_replicate}"},
      tensor<8x4xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[2,1,4]<=[8] last_tile_dim_replicate}"},
      tensor<f32> {jax.result_info = "commitment_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "mse", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "perplexity", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_usage", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "compression_ratio", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "nonfinite_rows", mhlo.sharding = "{replicated}"},
      tensor<6x16xf32> {jax.result_info = "codebook", mhlo.sharding = "{replicated}"},
      tensor<6xf32> {jax.result_info = "cluster_size", mhlo.sharding = "{replicated}"},
      tensor<6x16xf32> {jax.result_info = "embed_sum", mhlo.sharding = "{replicated}"}) {
    %4 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %5 = "stablehlo.convert"(%4) : (tensor<6x16xf32>) -> tensor<6x16xbf16>
    %6 = "stablehlo.custom_call"(%5) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6x16xbf16>) -> tensor<6x16xbf16>
    %7 = "stablehlo.custom_call"(%4) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %8 = "stablehlo.multiply"(%7, %7) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %9 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %10 = "stablehlo.reduce"(%8, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %11 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %12 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %half_norms_13 = "stablehlo.multiply"(%10, %12) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %14 = "stablehlo.custom_call"(%half_norms_13) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6xf32>) -> tensor<6xf32>
    %15 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %16 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<2x16xbf16>
    %17 = "stablehlo.concatenate"(%6, %16) <{dimension = 0 : i64}> : (tensor<6x16xbf16>, tensor<2x16xbf16>) -> tensor<8x16xbf16>
    %18 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %19 = "stablehlo.broadcast_in_dim"(%18) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %20 = "stablehlo.concatenate"(%14, %19) <{dimension = 0 : i64}> : (tensor<6xf32>, tensor<2xf32>) -> tensor<8xf32>
    %21 = "stablehlo.custom_call"(%17) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<8x16xbf16>) -> tensor<8x16xbf16>
    %22 = "stablehlo.custom_call"(%20) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<8xf32>) -> tensor<8xf32>
    %23 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xi1>
    %24 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid_25 = "stablehlo.reduce"(%23, %24) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg0: tensor<i1>, %arg1: tensor<i1>):
      %r2 = "stablehlo.and"(%arg0, %arg1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %products_26 = "stablehlo.dot_general"(%inputs, %21) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x16xbf16>, tensor<8x16xbf16>) -> tensor<8x4x8xf32>
    %27 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xf32>) -> tensor<8x4x8xf32>
    %scores_28 = "stablehlo.subtract"(%27, %products_26) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %29 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x8xi32>
    %30 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %31:2 = "stablehlo.reduce"(%scores_28, %29, %18, %30) <{dimensions = array<i64: 2>}> ({
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
    %32 = "stablehlo.broadcast_in_dim"(%18) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %33 = "stablehlo.compare"(%31#0, %32) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %34 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %35 = "stablehlo.broadcast_in_dim"(%34) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest_36 = "stablehlo.select"(%33, %31#1, %35) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %37 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %38 = "stablehlo.broadcast_in_dim"(%37) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes_39 = "stablehlo.select"(%valid_25, %nearest_36, %38) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %40 = "stablehlo.custom_call"(%6) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6x16xbf16>) -> tensor<6x16xbf16>
    %41 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %42 = "stablehlo.broadcast_in_dim"(%41) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %43 = "stablehlo.clamp"(%35, %codes_39, %42) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %44 = "stablehlo.gather"(%40, %43) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %45 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %46 = "stablehlo.broadcast_in_dim"(%valid_25) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized_47 = "stablehlo.select"(%46, %44, %45) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %valid_inputs_48 = "stablehlo.select"(%46, %inputs, %45) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %49 = "stablehlo.broadcast_in_dim"(%codes_39) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x6xi32>
    %50 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %assignments_51 = "stablehlo.compare"(%49, %50) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x6xi32>, tensor<8x4x6xi32>) -> tensor<8x4x6xi1>
    %52 = "stablehlo.convert"(%assignments_51) : (tensor<8x4x6xi1>) -> tensor<8x4x6xf32>
    %counts_53 = "stablehlo.reduce"(%52, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<6xf32>
    %54 = "stablehlo.custom_call"(%counts_53) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6xf32>) -> tensor<6xf32>
    %55 = "stablehlo.reduce"(%54, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %56 = "stablehlo.convert"(%valid_inputs_48) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %57 = "stablehlo.convert"(%quantized_47) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %58 = "stablehlo.subtract"(%56, %57) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %59 = "stablehlo.multiply"(%58, %58) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %60 = "stablehlo.reduce"(%59, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %61 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %62 = "stablehlo.divide"(%60, %61) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %63 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %64 = "stablehlo.maximum"(%55, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error_65 = "stablehlo.divide"(%62, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %66 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %67 = "stablehlo.multiply"(%66, %mean_squared_error_65) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %68 = "stablehlo.multiply"(%9, %mean_squared_error_65) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss_69 = "stablehlo.add"(%67, %68) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %70 = "stablehlo.broadcast_in_dim"(%63) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %71 = "stablehlo.maximum"(%54, %70) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %72 = "stablehlo.log"(%71) : (tensor<6xf32>) -> tensor<6xf32>
    %73 = "stablehlo.multiply"(%54, %72) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %74 = "stablehlo.reduce"(%73, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.divide"(%74, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %76 = "stablehlo.log"(%64) : (tensor<f32>) -> tensor<f32>
    %77 = "stablehlo.subtract"(%76, %75) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %78 = "stablehlo.maximum"(%77, %9) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity_79 = "stablehlo.exponential"(%78) : (tensor<f32>) -> tensor<f32>
    %80 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %81 = "stablehlo.compare"(%54, %80) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %82 = "stablehlo.convert"(%81) : (tensor<6xi1>) -> tensor<6xf32>
    %83 = "stablehlo.reduce"(%82, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %84 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage_85 = "stablehlo.divide"(%83, %84) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %86 = "stablehlo.constant"() <{value = dense<8.533333587646484e1> : tensor<f32>}> : () -> tensor<f32>
    %87 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %88 = "stablehlo.subtract"(%87, %55) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows_89 = "stablehlo.convert"(%88) : (tensor<f32>) -> tensor<i32>
    %90 = "stablehlo.convert"(%assignments_51) : (tensor<8x4x6xi1>) -> tensor<8x4x6xbf16>
    %sums_91 = "stablehlo.dot_general"(%90, %valid_inputs_48) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x6xbf16>, tensor<8x4x16xbf16>) -> tensor<6x16xf32>
    %92 = "stablehlo.custom_call"(%sums_91) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %93 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %94 = "stablehlo.broadcast_in_dim"(%93) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %95 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %96 = "stablehlo.broadcast_in_dim"(%95) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %97 = "stablehlo.multiply"(%94, %cluster_size) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %98 = "stablehlo.multiply"(%96, %54) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %new_cluster_size_99 = "stablehlo.add"(%97, %98) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %100 = "stablehlo.broadcast_in_dim"(%93) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %101 = "stablehlo.broadcast_in_dim"(%95) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %102 = "stablehlo.multiply"(%100, %embed_sum) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %103 = "stablehlo.multiply"(%101, %92) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %new_embed_sum_104 = "stablehlo.add"(%102, %103) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %105 = "stablehlo.reduce"(%new_cluster_size_99, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %106 = "stablehlo.constant"() <{value = dense<5.999999848427251e-5> : tensor<f32>}> : () -> tensor<f32>
    %107 = "stablehlo.add"(%105, %106) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %108 = "stablehlo.divide"(%105, %107) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %109 = "stablehlo.broadcast_in_dim"(%108) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %110 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %111 = "stablehlo.broadcast_in_dim"(%110) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %112 = "stablehlo.add"(%new_cluster_size_99, %111) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %smoothed_counts_113 = "stablehlo.multiply"(%112, %109) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %114 = "stablehlo.broadcast_in_dim"(%smoothed_counts_113) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %115 = "stablehlo.divide"(%new_embed_sum_104, %114) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %116 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %117 = "stablehlo.compare"(%114, %116) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xi1>
    %new_codebook_118 = "stablehlo.select"(%117, %115, %codebook) : (tensor<6x16xi1>, tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    "func.return"(%quantized_47, %codes_39, %mean_squared_error_65, %mean_squared_error_65, %loss_69, %mean_squared_error_65, %perplexity_79, %codebook_usage_85, %86, %nonfinite_rows_89, %new_codebook_118, %new_cluster_size_99, %new_embed_sum_104) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<6x16xf32>, tensor<6xf32>, tensor<6x16xf32>) -> ()
  }
}
