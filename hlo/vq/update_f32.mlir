module @vqbit_update attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1]>
  func.func public @main(
      %inputs: tensor<8x4x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %codebook: tensor<6x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 10 : i32},
      %cluster_size: tensor<6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tf.aliasing_output = 11 : i32},
      %embed_sum: tensor<6x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 12 : i32}) -> (
      tensor<8x4x16xf32> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      tensor<8x4xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>},
      tensor<f32> {jax.result_info = "commitment_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "mse", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "perplexity", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_usage", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "compression_ratio", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<i32> {jax.result_info = "nonfinite_rows", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<6x16xf32> {jax.result_info = "codebook", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<6xf32> {jax.result_info = "cluster_size", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<6x16xf32> {jax.result_info = "embed_sum", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) {
    %4 = "stablehlo.multiply"(%codebook, %codebook) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %5 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %6 = "stablehlo.reduce"(%4, %5) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %7 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %8 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %half_norms_9 = "stablehlo.multiply"(%6, %8) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %10 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x16xf32>) -> tensor<8x4x16xi1>
    %11 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid_12 = "stablehlo.reduce"(%10, %11) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg0: tensor<i1>, %arg1: tensor<i1>):
      %r2 = "stablehlo.and"(%arg0, %arg1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %products_13 = "stablehlo.dot_general"(%inputs, %codebook) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x16xf32>, tensor<6x16xf32>) -> tensor<8x4x6xf32>
    %14 = "stablehlo.broadcast_in_dim"(%half_norms_9) <{broadcast_dimensions = array<i64: 2>}> : (tensor<6xf32>) -> tensor<8x4x6xf32>
    %scores_15 = "stablehlo.subtract"(%14, %products_13) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %16 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %17 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %18 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %19:2 = "stablehlo.reduce"(%scores_15, %16, %17, %18) <{dimensions = array<i64: 2>}> ({
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
    }) : (tensor<8x4x6xf32>, tensor<8x4x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<8x4xf32>, tensor<8x4xi32>)
    %20 = "stablehlo.broadcast_in_dim"(%17) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %21 = "stablehlo.compare"(%19#0, %20) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %22 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %23 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest_24 = "stablehlo.select"(%21, %19#1, %23) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %25 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %26 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes_27 = "stablehlo.select"(%valid_12, %nearest_24, %26) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %28 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %29 = "stablehlo.broadcast_in_dim"(%28) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %30 = "stablehlo.clamp"(%23, %codes_27, %29) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %31 = "stablehlo.gather"(%codebook, %30) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xf32>, tensor<8x4xi32>) -> tensor<8x4x16xf32>
    %32 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %33 = "stablehlo.broadcast_in_dim"(%valid_12) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized_34 = "stablehlo.select"(%33, %31, %32) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %valid_inputs_35 = "stablehlo.select"(%33, %inputs, %32) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %36 = "stablehlo.broadcast_in_dim"(%codes_27) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x6xi32>
    %assignments_37 = "stablehlo.compare"(%36, %16) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x6xi32>, tensor<8x4x6xi32>) -> tensor<8x4x6xi1>
    %38 = "stablehlo.convert"(%assignments_37) : (tensor<8x4x6xi1>) -> tensor<8x4x6xf32>
    %counts_39 = "stablehlo.reduce"(%38, %5) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<6xf32>
    %40 = "stablehlo.reduce"(%counts_39, %5) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %41 = "stablehlo.subtract"(%valid_inputs_35, %quantized_34) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %42 = "stablehlo.multiply"(%41, %41) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %43 = "stablehlo.reduce"(%42, %5) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %44 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %45 = "stablehlo.divide"(%43, %44) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %46 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %47 = "stablehlo.maximum"(%40, %46) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error_48 = "stablehlo.divide"(%45, %47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %49 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %50 = "stablehlo.multiply"(%49, %mean_squared_error_48) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %51 = "stablehlo.multiply"(%5, %mean_squared_error_48) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss_52 = "stablehlo.add"(%50, %51) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %53 = "stablehlo.broadcast_in_dim"(%46) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %54 = "stablehlo.maximum"(%counts_39, %53) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %55 = "stablehlo.log"(%54) : (tensor<6xf32>) -> tensor<6xf32>
    %56 = "stablehlo.multiply"(%counts_39, %55) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %57 = "stablehlo.reduce"(%56, %5) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %58 = "stablehlo.divide"(%57, %47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %59 = "stablehlo.log"(%47) : (tensor<f32>) -> tensor<f32>
    %60 = "stablehlo.subtract"(%59, %58) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %61 = "stablehlo.maximum"(%60, %5) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity_62 = "stablehlo.exponential"(%61) : (tensor<f32>) -> tensor<f32>
    %63 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %64 = "stablehlo.compare"(%counts_39, %63) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %65 = "stablehlo.convert"(%64) : (tensor<6xi1>) -> tensor<6xf32>
    %66 = "stablehlo.reduce"(%65, %5) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %67 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage_68 = "stablehlo.divide"(%66, %67) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %69 = "stablehlo.constant"() <{value = dense<1.706666717529297e2> : tensor<f32>}> : () -> tensor<f32>
    %70 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %71 = "stablehlo.subtract"(%70, %40) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows_72 = "stablehlo.convert"(%71) : (tensor<f32>) -> tensor<i32>
    %sums_73 = "stablehlo.dot_general"(%38, %valid_inputs_35) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x6xf32>, tensor<8x4x16xf32>) -> tensor<6x16xf32>
    %74 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %75 = "stablehlo.broadcast_in_dim"(%74) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %76 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %77 = "stablehlo.broadcast_in_dim"(%76) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %78 = "stablehlo.multiply"(%75, %cluster_size) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %79 = "stablehlo.multiply"(%77, %counts_39) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %new_cluster_size_80 = "stablehlo.add"(%78, %79) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %81 = "stablehlo.broadcast_in_dim"(%74) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %82 = "stablehlo.broadcast_in_dim"(%76) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %83 = "stablehlo.multiply"(%81, %embed_sum) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %84 = "stablehlo.multiply"(%82, %sums_73) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %new_embed_sum_85 = "stablehlo.add"(%83, %84) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %86 = "stablehlo.reduce"(%new_cluster_size_80, %5) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %87 = "stablehlo.constant"() <{value = dense<5.999999848427251e-5> : tensor<f32>}> : () -> tensor<f32>
    %88 = "stablehlo.add"(%86, %87) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %89 = "stablehlo.divide"(%86, %88) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %90 = "stablehlo.broadcast_in_dim"(%89) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %91 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %92 = "stablehlo.broadcast_in_dim"(%91) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %93 = "stablehlo.add"(%new_cluster_size_80, %92) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %smoothed_counts_94 = "stablehlo.multiply"(%93, %90) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %95 = "stablehlo.broadcast_in_dim"(%smoothed_counts_94) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %96 = "stablehlo.divide"(%new_embed_sum_85, %95) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %97 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %98 = "stablehlo.compare"(%95, %97) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xi1>
    %new_codebook_99 = "stablehlo.select"(%98, %96, %codebook) : (tensor<6x16xi1>, tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    "func.return"(%quantized_34, %codes_27, %mean_squared_error_48, %mean_squared_error_48, %loss_52, %mean_squared_error_48, %perplexity_62, %codebook_usage_68, %69, %nonfinite_rows_72, %new_codebook_99, %new_cluster_size_80, %new_embed_sum_85) : (tensor<8x4x16xf32>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<6x16xf32>, tensor<6xf32>, tensor<6x16xf32>) -> ()
  }
}
