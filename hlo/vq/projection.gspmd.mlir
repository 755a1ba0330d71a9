module @vqbit_quantize attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x3x24xbf16> {mhlo.sharding = "{devices=[2,1,1,4]<=[8] last_tile_dim_replicate}"},
      %codebook: tensor<12x16xf32> {mhlo.sharding = "{devices=[1,4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"},
      %project_in: tensor<24x16xf32> {mhlo.sharding = "{devices=[1,4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"},
      %project_in_bias: tensor<16xf32> {mhlo.sharding = "{devices=[4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"},
      %project_out: tensor<16x24xf32> {mhlo.sharding = "{devices=[4,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"},
      %project_out_bias: tensor<24xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<8x3x24xbf16> {jax.result_info = "quantized", mhlo.sharding = "{devices=[2,1,1,4]<=[8] last_tile_dim_replicate}"},
      tensor<8x3xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[2,1,4]<=[8] last_tile_dim_replicate}"},
      tensor<f32> {jax.result_info = "commitment_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "mse", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "perplexity", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_usage", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "compression_ratio", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "nonfinite_rows", mhlo.sharding = "{replicated}"}) {
    %6 = "stablehlo.reduce_precision"(%project_in) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<24x16xf32>) -> tensor<24x16xf32>
    %7 = "stablehlo.convert"(%6) : (tensor<24x16xf32>) -> tensor<24x16xbf16>
    %8 = "stablehlo.dot_general"(%inputs, %7) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x3x24xbf16>, tensor<24x16xbf16>) -> tensor<8x3x16xf32>
    %9 = "stablehlo.broadcast_in_dim"(%project_in_bias) <{broadcast_dimensions = array<i64: 2>}> : (tensor<16xf32>) -> tensor<8x3x16xf32>
    %10 = "stablehlo.add"(%8, %9) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %11 = "stablehlo.reduce_precision"(%10) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %12 = "stablehlo.convert"(%11) : (tensor<8x3x16xf32>) -> tensor<8x3x16xbf16>
    %13 = "stablehlo.custom_call"(%12) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,4]<=[8]}"} : (tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    %14 = "stablehlo.is_finite"(%13) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xi1>
    %15 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.16 = "stablehlo.reduce"(%14, %15) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x3x16xi1>, tensor<i1>) -> tensor<8x3xi1>
    %17 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %18 = "stablehlo.convert"(%17) : (tensor<12x16xf32>) -> tensor<12x16xbf16>
    %19 = "stablehlo.multiply"(%17, %17) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %20 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %21 = "stablehlo.reduce"(%19, %20) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12x16xf32>, tensor<f32>) -> tensor<12xf32>
    %22 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %23 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %half_norms.24 = "stablehlo.multiply"(%21, %23) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %products.25 = "stablehlo.dot_general"(%13, %18) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x3x16xbf16>, tensor<12x16xbf16>) -> tensor<8x3x12xf32>
    %26 = "stablehlo.broadcast_in_dim"(%half_norms.24) <{broadcast_dimensions = array<i64: 2>}> : (tensor<12xf32>) -> tensor<8x3x12xf32>
    %scores.27 = "stablehlo.subtract"(%26, %products.25) : (tensor<8x3x12xf32>, tensor<8x3x12xf32>) -> tensor<8x3x12xf32>
    %28 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x3x12xi32>
    %29 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %30 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %31:2 = "stablehlo.reduce"(%scores.27, %28, %29, %30) <{dimensions = array<i64: 2>}> ({
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
    }) : (tensor<8x3x12xf32>, tensor<8x3x12xi32>, tensor<f32>, tensor<i32>) -> (tensor<8x3xf32>, tensor<8x3xi32>)
    %32 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x3xf32>
    %33 = "stablehlo.compare"(%31#0, %32) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x3xf32>, tensor<8x3xf32>) -> tensor<8x3xi1>
    %34 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %35 = "stablehlo.broadcast_in_dim"(%34) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %nearest.36 = "stablehlo.select"(%33, %31#1, %35) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %37 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %38 = "stablehlo.broadcast_in_dim"(%37) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %codes.39 = "stablehlo.select"(%valid.16, %nearest.36, %38) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %40 = "stablehlo.constant"() <{value = dense<11> : tensor<i32>}> : () -> tensor<i32>
    %41 = "stablehlo.broadcast_in_dim"(%40) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %42 = "stablehlo.clamp"(%35, %codes.39, %41) : (tensor<8x3xi32>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %43 = "stablehlo.gather"(%18, %42) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<12x16xbf16>, tensor<8x3xi32>) -> tensor<8x3x16xbf16>
    %44 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %45 = "stablehlo.broadcast_in_dim"(%44) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x3x16xbf16>
    %46 = "stablehlo.broadcast_in_dim"(%valid.16) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi1>) -> tensor<8x3x16xi1>
    %quantized.47 = "stablehlo.select"(%46, %43, %45) : (tensor<8x3x16xi1>, tensor<8x3x16xbf16>, tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    %valid_inputs.48 = "stablehlo.select"(%46, %13, %45) : (tensor<8x3x16xi1>, tensor<8x3x16xbf16>, tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    %49 = "stablehlo.broadcast_in_dim"(%codes.39) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi32>) -> tensor<8x3x12xi32>
    %assignments.50 = "stablehlo.compare"(%49, %28) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x3x12xi32>, tensor<8x3x12xi32>) -> tensor<8x3x12xi1>
    %51 = "stablehlo.convert"(%assignments.50) : (tensor<8x3x12xi1>) -> tensor<8x3x12xf32>
    %counts.52 = "stablehlo.reduce"(%51, %20) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %53 = "stablehlo.reduce"(%counts.52, %20) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %54 = "stablehlo.reduce_precision"(%project_out) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x24xf32>) -> tensor<16x24xf32>
    %55 = "stablehlo.convert"(%54) : (tensor<16x24xf32>) -> tensor<16x24xbf16>
    %56 = "stablehlo.dot_general"(%quantized.47, %55) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x3x16xbf16>, tensor<16x24xbf16>) -> tensor<8x3x24xf32>
    %57 = "stablehlo.broadcast_in_dim"(%project_out_bias) <{broadcast_dimensions = array<i64: 2>}> : (tensor<24xf32>) -> tensor<8x3x24xf32>
    %58 = "stablehlo.add"(%56, %57) : (tensor<8x3x24xf32>, tensor<8x3x24xf32>) -> tensor<8x3x24xf32>
    %59 = "stablehlo.reduce_precision"(%58) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x3x24xf32>) -> tensor<8x3x24xf32>
    %60 = "stablehlo.convert"(%59) : (tensor<8x3x24xf32>) -> tensor<8x3x24xbf16>
    %61 = "stablehlo.broadcast_in_dim"(%44) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x3x24xbf16>
    %62 = "stablehlo.broadcast_in_dim"(%valid.16) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi1>) -> tensor<8x3x24xi1>
    %63 = "stablehlo.select"(%62, %60, %61) : (tensor<8x3x24xi1>, tensor<8x3x24xbf16>, tensor<8x3x24xbf16>) -> tensor<8x3x24xbf16>
    %64 = "stablehlo.convert"(%valid_inputs.48) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xf32>
    %65 = "stablehlo.convert"(%quantized.47) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xf32>
    %66 = "stablehlo.subtract"(%64, %65) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %67 = "stablehlo.multiply"(%66, %66) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %68 = "stablehlo.reduce"(%67, %20) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x16xf32>, tensor<f32>) -> tensor<f32>
    %69 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %70 = "stablehlo.divide"(%68, %69) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %71 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %72 = "stablehlo.maximum"(%53, %71) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.73 = "stablehlo.divide"(%70, %72) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %74 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %75 = "stablehlo.multiply"(%74, %mean_squared_error.73) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %76 = "stablehlo.multiply"(%20, %mean_squared_error.73) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.77 = "stablehlo.add"(%75, %76) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %78 = "stablehlo.constant"() <{value = dense<9.6e1> : tensor<f32>}> : () -> tensor<f32>
    %79 = "stablehlo.broadcast_in_dim"(%71) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %80 = "stablehlo.maximum"(%counts.52, %79) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %81 = "stablehlo.log"(%80) : (tensor<12xf32>) -> tensor<12xf32>
    %82 = "stablehlo.multiply"(%counts.52, %81) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %83 = "stablehlo.reduce"(%82, %20) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %84 = "stablehlo.divide"(%83, %72) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %85 = "stablehlo.log"(%72) : (tensor<f32>) -> tensor<f32>
    %86 = "stablehlo.subtract"(%85, %84) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %87 = "stablehlo.maximum"(%86, %20) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.88 = "stablehlo.exponential"(%87) : (tensor<f32>) -> tensor<f32>
    %89 = "stablehlo.broadcast_in_dim"(%20) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %90 = "stablehlo.compare"(%counts.52, %89) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xi1>
    %91 = "stablehlo.convert"(%90) : (tensor<12xi1>) -> tensor<12xf32>
    %92 = "stablehlo.reduce"(%91, %20) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %93 = "stablehlo.constant"() <{value = dense<1.2e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.94 = "stablehlo.divide"(%92, %93) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %95 = "stablehlo.constant"() <{value = dense<2.4e1> : tensor<f32>}> : () -> tensor<f32>
    %96 = "stablehlo.subtract"(%95, %53) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.97 = "stablehlo.convert"(%96) : (tensor<f32>) -> tensor<i32>
    "func.return"(%63, %codes.39, %mean_squared_error.73, %mean_squared_error.73, %loss.77, %mean_squared_error.73, %perplexity.88, %codebook_usage.94, %78, %nonfinite_rows.97) : (tensor<8x3x24xbf16>, tensor<8x3xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>) -> ()
  }
}
