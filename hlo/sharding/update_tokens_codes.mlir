module @vqbit_update attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %codebook: tensor<8x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tf.aliasing_output = 10 : i32},
      %cluster_size: tensor<8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tf.aliasing_output = 11 : i32},
      %embed_sum: tensor<8x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tf.aliasing_output = 12 : i32}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      tensor<8x4xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>},
      tensor<f32> {jax.result_info = "commitment_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "mse", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "perplexity", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_usage", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "compression_ratio", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<i32> {jax.result_info = "nonfinite_rows", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<8x16xf32> {jax.result_info = "codebook", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>},
      tensor<8xf32> {jax.result_info = "cluster_size", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>},
      tensor<8x16xf32> {jax.result_info = "embed_sum", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}) {
    %4 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %5 = "stablehlo.convert"(%4) : (tensor<8x16xf32>) -> tensor<8x16xbf16>
    %6 = "sdy.sharding_constraint"(%5) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<8x16xbf16>) -> tensor<8x16xbf16>
    %7 = "sdy.sharding_constraint"(%4) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %8 = "stablehlo.multiply"(%7, %7) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %9 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %10 = "stablehlo.reduce"(%8, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
    %11 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %12 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %half_norms_13 = "stablehlo.multiply"(%10, %12) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %14 = "sdy.sharding_constraint"(%half_norms_13) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<8xf32>) -> tensor<8xf32>
    %15 = "sdy.sharding_constraint"(%6) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<8x16xbf16>) -> tensor<8x16xbf16>
    %16 = "sdy.sharding_constraint"(%14) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<8xf32>) -> tensor<8xf32>
    %17 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xi1>
    %18 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid_19 = "stablehlo.reduce"(%17, %18) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg0: tensor<i1>, %arg1: tensor<i1>):
      %r2 = "stablehlo.and"(%arg0, %arg1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %products_20 = "stablehlo.dot_general"(%inputs, %15) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x16xbf16>, tensor<8x16xbf16>) -> tensor<8x4x8xf32>
    %21 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xf32>) -> tensor<8x4x8xf32>
    %scores_22 = "stablehlo.subtract"(%21, %products_20) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %23 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x8xi32>
    %24 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %25 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %26:2 = "stablehlo.reduce"(%scores_22, %23, %24, %25) <{dimensions = array<i64: 2>}> ({
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
    %27 = "stablehlo.broadcast_in_dim"(%24) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %28 = "stablehlo.compare"(%26#0, %27) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %29 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %30 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest_31 = "stablehlo.select"(%28, %26#1, %30) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %32 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %33 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes_34 = "stablehlo.select"(%valid_19, %nearest_31, %33) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %35 = "sdy.sharding_constraint"(%6) <{sharding = #sdy.sharding<@mesh, [{}, {}]>}> : (tensor<8x16xbf16>) -> tensor<8x16xbf16>
    %36 = "stablehlo.constant"() <{value = dense<7> : tensor<i32>}> : () -> tensor<i32>
    %37 = "stablehlo.broadcast_in_dim"(%36) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %38 = "stablehlo.clamp"(%30, %codes_34, %37) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %39 = "stablehlo.gather"(%35, %38) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<8x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %40 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %41 = "stablehlo.broadcast_in_dim"(%40) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %42 = "stablehlo.broadcast_in_dim"(%valid_19) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized_43 = "stablehlo.select"(%42, %39, %41) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %valid_inputs_44 = "stablehlo.select"(%42, %inputs, %41) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %45 = "stablehlo.broadcast_in_dim"(%codes_34) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x8xi32>
    %assignments_46 = "stablehlo.compare"(%45, %23) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x8xi32>, tensor<8x4x8xi32>) -> tensor<8x4x8xi1>
    %47 = "stablehlo.convert"(%assignments_46) : (tensor<8x4x8xi1>) -> tensor<8x4x8xf32>
    %counts_48 = "stablehlo.reduce"(%47, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %49 = "sdy.sharding_constraint"(%counts_48) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<8xf32>) -> tensor<8xf32>
    %50 = "stablehlo.reduce"(%49, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %51 = "stablehlo.convert"(%valid_inputs_44) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %52 = "stablehlo.convert"(%quantized_43) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %53 = "stablehlo.subtract"(%51, %52) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %54 = "stablehlo.multiply"(%53, %53) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %55 = "stablehlo.reduce"(%54, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %56 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %57 = "stablehlo.divide"(%55, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %58 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %59 = "stablehlo.maximum"(%50, %58) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error_60 = "stablehlo.divide"(%57, %59) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %61 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %62 = "stablehlo.multiply"(%61, %mean_squared_error_60) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %63 = "stablehlo.multiply"(%9, %mean_squared_error_60) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss_64 = "stablehlo.add"(%62, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %65 = "stablehlo.broadcast_in_dim"(%58) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %66 = "stablehlo.maximum"(%49, %65) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %67 = "stablehlo.log"(%66) : (tensor<8xf32>) -> tensor<8xf32>
    %68 = "stablehlo.multiply"(%49, %67) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %69 = "stablehlo.reduce"(%68, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %70 = "stablehlo.divide"(%69, %59) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %71 = "stablehlo.log"(%59) : (tensor<f32>) -> tensor<f32>
    %72 = "stablehlo.subtract"(%71, %70) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %73 = "stablehlo.maximum"(%72, %9) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity_74 = "stablehlo.exponential"(%73) : (tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %76 = "stablehlo.compare"(%49, %75) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
    %77 = "stablehlo.convert"(%76) : (tensor<8xi1>) -> tensor<8xf32>
    %78 = "stablehlo.reduce"(%77, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %79 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage_80 = "stablehlo.divide"(%78, %79) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %81 = "stablehlo.constant"() <{value = dense<8.533333587646484e1> : tensor<f32>}> : () -> tensor<f32>
    %82 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %83 = "stablehlo.subtract"(%82, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows_84 = "stablehlo.convert"(%83) : (tensor<f32>) -> tensor<i32>
    %85 = "stablehlo.convert"(%assignments_46) : (tensor<8x4x8xi1>) -> tensor<8x4x8xbf16>
    %sums_86 = "stablehlo.dot_general"(%85, %valid_inputs_44) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x8xbf16>, tensor<8x4x16xbf16>) -> tensor<8x16xf32>
    %87 = "sdy.sharding_constraint"(%sums_86) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %88 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %89 = "stablehlo.broadcast_in_dim"(%88) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %90 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %91 = "stablehlo.broadcast_in_dim"(%90) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %92 = "stablehlo.multiply"(%89, %cluster_size) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %93 = "stablehlo.multiply"(%91, %49) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %new_cluster_size_94 = "stablehlo.add"(%92, %93) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %95 = "stablehlo.broadcast_in_dim"(%88) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %96 = "stablehlo.broadcast_in_dim"(%90) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %97 = "stablehlo.multiply"(%95, %embed_sum) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %98 = "stablehlo.multiply"(%96, %87) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %new_embed_sum_99 = "stablehlo.add"(%97, %98) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %100 = "stablehlo.reduce"(%new_cluster_size_94, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %101 = "stablehlo.constant"() <{value = dense<7.999999797903001e-5> : tensor<f32>}> : () -> tensor<f32>
    %102 = "stablehlo.add"(%100, %101) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %103 = "stablehlo.divide"(%100, %102) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %104 = "stablehlo.broadcast_in_dim"(%103) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %105 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %106 = "stablehlo.broadcast_in_dim"(%105) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %107 = "stablehlo.add"(%new_cluster_size_94, %106) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %smoothed_counts_108 = "stablehlo.multiply"(%107, %104) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %109 = "stablehlo.broadcast_in_dim"(%smoothed_counts_108) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xf32>) -> tensor<8x16xf32>
    %110 = "stablehlo.divide"(%new_embed_sum_99, %109) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %111 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %112 = "stablehlo.compare"(%109, %111) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xi1>
    %new_codebook_113 = "stablehlo.select"(%112, %110, %codebook) : (tensor<8x16xi1>, tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    "func.return"(%quantized_43, %codes_34, %mean_squared_error_60, %mean_squared_error_60, %loss_64, %mean_squared_error_60, %perplexity_74, %codebook_usage_80, %81, %nonfinite_rows_84, %new_codebook_113, %new_cluster_size_94, %new_embed_sum_99) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<8x16xf32>, tensor<8xf32>, tensor<8x16xf32>) -> ()
  }
}
