module @vqbit_quantize attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1]>
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %codebook: tensor<6x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      tensor<8x4xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>},
      tensor<f32> {jax.result_info = "commitment_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "mse", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "perplexity", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_usage", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "compression_ratio", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<i32> {jax.result_info = "nonfinite_rows", sdy.sharding = #sdy.sharding<@mesh, []>}) {
    %2 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %3 = "stablehlo.convert"(%2) : (tensor<6x16xf32>) -> tensor<6x16xbf16>
    %4 = "stablehlo.multiply"(%2, %2) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %5 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %6 = "stablehlo.reduce"(%4, %5) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %7 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %8 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %half_norms_9 = "stablehlo.multiply"(%6, %8) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %10 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xi1>
    %11 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid_12 = "stablehlo.reduce"(%10, %11) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg0: tensor<i1>, %arg1: tensor<i1>):
      %r2 = "stablehlo.and"(%arg0, %arg1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %products_13 = "stablehlo.dot_general"(%inputs, %3) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x16xbf16>, tensor<6x16xbf16>) -> tensor<8x4x6xf32>
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
    %31 = "stablehlo.gather"(%3, %30) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %32 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %33 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %34 = "stablehlo.broadcast_in_dim"(%valid_12) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized_35 = "stablehlo.select"(%34, %31, %33) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %valid_inputs_36 = "stablehlo.select"(%34, %inputs, %33) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %37 = "stablehlo.broadcast_in_dim"(%codes_27) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x6xi32>
    %assignments_38 = "stablehlo.compare"(%37, %16) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x6xi32>, tensor<8x4x6xi32>) -> tensor<8x4x6xi1>
    %39 = "stablehlo.convert"(%assignments_38) : (tensor<8x4x6xi1>) -> tensor<8x4x6xf32>
    %counts_40 = "stablehlo.reduce"(%39, %5) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<6xf32>
    %41 = "stablehlo.reduce"(%counts_40, %5) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %42 = "stablehlo.convert"(%valid_inputs_36) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %43 = "stablehlo.convert"(%quantized_35) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %44 = "stablehlo.subtract"(%42, %43) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %45 = "stablehlo.multiply"(%44, %44) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %46 = "stablehlo.reduce"(%45, %5) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %47 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %48 = "stablehlo.divide"(%46, %47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %49 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %50 = "stablehlo.maximum"(%41, %49) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error_51 = "stablehlo.divide"(%48, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %52 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %53 = "stablehlo.multiply"(%52, %mean_squared_error_51) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %54 = "stablehlo.multiply"(%5, %mean_squared_error_51) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss_55 = "stablehlo.add"(%53, %54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %56 = "stablehlo.broadcast_in_dim"(%49) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %57 = "stablehlo.maximum"(%counts_40, %56) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %58 = "stablehlo.log"(%57) : (tensor<6xf32>) -> tensor<6xf32>
    %59 = "stablehlo.multiply"(%counts_40, %58) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %60 = "stablehlo.reduce"(%59, %5) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %61 = "stablehlo.divide"(%60, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %62 = "stablehlo.log"(%50) : (tensor<f32>) -> tensor<f32>
    %63 = "stablehlo.subtract"(%62, %61) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %64 = "stablehlo.maximum"(%63, %5) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity_65 = "stablehlo.exponential"(%64) : (tensor<f32>) -> tensor<f32>
    %66 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %67 = "stablehlo.compare"(%counts_40, %66) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %68 = "stablehlo.convert"(%67) : (tensor<6xi1>) -> tensor<6xf32>
    %69 = "stablehlo.reduce"(%68, %5) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg0: tensor<f32>, %arg1: tensor<f32>):
      %r2 = "stablehlo.add"(%arg0, %arg1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %70 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage_71 = "stablehlo.divide"(%69, %70) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %72 = "stablehlo.constant"() <{value = dense<8.533333587646484e1> : tensor<f32>}> : () -> tensor<f32>
    %73 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %74 = "stablehlo.subtract"(%73, %41) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows_75 = "stablehlo.convert"(%74) : (tensor<f32>) -> tensor<i32>
    "func.return"(%quantized_35, %codes_27, %mean_squared_error_51, %mean_squared_error_51, %loss_55, %mean_squared_error_51, %perplexity_65, %codebook_usage_71, %72, %nonfinite_rows_75) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>) -> ()
  }
}
