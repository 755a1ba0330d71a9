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
      tensor<i32> {jax.result_info = "nonfinite_rows", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "dead_entries", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "max_share", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "relative_error", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "entropy", mhlo.sharding = "{replicated}"}) {
    %6 = "stablehlo.reduce_precision"(%project_in) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<24x16xf32>) -> tensor<24x16xf32>
    %7 = "stablehlo.convert"(%6) : (tensor<24x16xf32>) -> tensor<24x16xbf16>
    %8 = "stablehlo.dot_general"(%inputs, %7) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x3x24xbf16>, tensor<24x16xbf16>) -> tensor<8x3x16xf32>
    %9 = "stablehlo.broadcast_in_dim"(%project_in_bias) <{broadcast_dimensions = array<i64: 2>}> : (tensor<16xf32>) -> tensor<8x3x16xf32>
    %10 = "stablehlo.add"(%8, %9) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %11 = "stablehlo.reduce_precision"(%10) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %12 = "stablehlo.convert"(%11) : (tensor<8x3x16xf32>) -> tensor<8x3x16xbf16>
    %13 = "stablehlo.custom_call"(%12) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,4]<=[8]}"} : (tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    %14 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %15 = "stablehlo.convert"(%14) : (tensor<12x16xf32>) -> tensor<12x16xbf16>
    %16 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %17 = "stablehlo.multiply"(%14, %14) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %18 = "stablehlo.reshape"(%17) : (tensor<12x16xf32>) -> tensor<12x8x2xf32>
    %19 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %20 = "stablehlo.reduce"(%18, %19) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12x8x2xf32>, tensor<f32>) -> tensor<12x8xf32>
    %21 = "stablehlo.transpose"(%20) <{permutation = array<i64: 1, 0>}> : (tensor<12x8xf32>) -> tensor<8x12xf32>
    %22 = "stablehlo.custom_call"(%21) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<8x12xf32>) -> tensor<8x12xf32>
    %23 = "stablehlo.slice"(%22) <{limit_indices = array<i64: 1, 12>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %24 = "stablehlo.slice"(%22) <{limit_indices = array<i64: 2, 12>, start_indices = array<i64: 1, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %25 = "stablehlo.slice"(%22) <{limit_indices = array<i64: 3, 12>, start_indices = array<i64: 2, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %26 = "stablehlo.slice"(%22) <{limit_indices = array<i64: 4, 12>, start_indices = array<i64: 3, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %27 = "stablehlo.slice"(%22) <{limit_indices = array<i64: 5, 12>, start_indices = array<i64: 4, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %28 = "stablehlo.slice"(%22) <{limit_indices = array<i64: 6, 12>, start_indices = array<i64: 5, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %29 = "stablehlo.slice"(%22) <{limit_indices = array<i64: 7, 12>, start_indices = array<i64: 6, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %30 = "stablehlo.slice"(%22) <{limit_indices = array<i64: 8, 12>, start_indices = array<i64: 7, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %31 = "stablehlo.add"(%23, %24) : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<1x12xf32>
    %32 = "stablehlo.add"(%25, %26) : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<1x12xf32>
    %33 = "stablehlo.add"(%27, %28) : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<1x12xf32>
    %34 = "stablehlo.add"(%29, %30) : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<1x12xf32>
    %35 = "stablehlo.add"(%31, %32) : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<1x12xf32>
    %36 = "stablehlo.add"(%33, %34) : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<1x12xf32>
    %37 = "stablehlo.add"(%35, %36) : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<1x12xf32>
    %38 = "stablehlo.reshape"(%37) : (tensor<1x12xf32>) -> tensor<12xf32>
    %39 = "stablehlo.custom_call"(%38) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<12xf32>) -> tensor<12xf32>
    %40 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %41 = "stablehlo.broadcast_in_dim"(%40) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %half_norms.42 = "stablehlo.multiply"(%39, %41) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %43 = "stablehlo.reshape"(%13) : (tensor<8x3x16xbf16>) -> tensor<8x3x8x2xbf16>
    %44 = "stablehlo.transpose"(%43) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<8x3x8x2xbf16>) -> tensor<8x8x3x2xbf16>
    %45 = "stablehlo.custom_call"(%44) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2,1,1]<=[2,4]T(1,0)}"} : (tensor<8x8x3x2xbf16>) -> tensor<8x8x3x2xbf16>
    %46 = "stablehlo.reshape"(%15) : (tensor<12x16xbf16>) -> tensor<12x8x2xbf16>
    %47 = "stablehlo.transpose"(%46) <{permutation = array<i64: 1, 0, 2>}> : (tensor<12x8x2xbf16>) -> tensor<8x12x2xbf16>
    %48 = "stablehlo.custom_call"(%47) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<8x12x2xbf16>) -> tensor<8x12x2xbf16>
    %49 = "stablehlo.dot_general"(%45, %48) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x8x3x2xbf16>, tensor<8x12x2xbf16>) -> tensor<8x8x3x12xf32>
    %products_of_blocks.50 = "stablehlo.custom_call"(%49) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2,1,1]<=[2,4]T(1,0)}"} : (tensor<8x8x3x12xf32>) -> tensor<8x8x3x12xf32>
    %51 = "stablehlo.custom_call"(%products_of_blocks.50) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,8,1,1]<=[8]}"} : (tensor<8x8x3x12xf32>) -> tensor<8x8x3x12xf32>
    %52 = "stablehlo.slice"(%51) <{limit_indices = array<i64: 1, 8, 3, 12>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %53 = "stablehlo.slice"(%51) <{limit_indices = array<i64: 2, 8, 3, 12>, start_indices = array<i64: 1, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %54 = "stablehlo.slice"(%51) <{limit_indices = array<i64: 3, 8, 3, 12>, start_indices = array<i64: 2, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %55 = "stablehlo.slice"(%51) <{limit_indices = array<i64: 4, 8, 3, 12>, start_indices = array<i64: 3, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %56 = "stablehlo.slice"(%51) <{limit_indices = array<i64: 5, 8, 3, 12>, start_indices = array<i64: 4, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %57 = "stablehlo.slice"(%51) <{limit_indices = array<i64: 6, 8, 3, 12>, start_indices = array<i64: 5, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %58 = "stablehlo.slice"(%51) <{limit_indices = array<i64: 7, 8, 3, 12>, start_indices = array<i64: 6, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %59 = "stablehlo.slice"(%51) <{limit_indices = array<i64: 8, 8, 3, 12>, start_indices = array<i64: 7, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %60 = "stablehlo.add"(%52, %53) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %61 = "stablehlo.add"(%54, %55) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %62 = "stablehlo.add"(%56, %57) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %63 = "stablehlo.add"(%58, %59) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %64 = "stablehlo.add"(%60, %61) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %65 = "stablehlo.add"(%62, %63) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %66 = "stablehlo.add"(%64, %65) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %products.67 = "stablehlo.reshape"(%66) : (tensor<1x8x3x12xf32>) -> tensor<8x3x12xf32>
    %68 = "stablehlo.broadcast_in_dim"(%half_norms.42) <{broadcast_dimensions = array<i64: 2>}> : (tensor<12xf32>) -> tensor<8x3x12xf32>
    %scores.69 = "stablehlo.subtract"(%68, %products.67) : (tensor<8x3x12xf32>, tensor<8x3x12xf32>) -> tensor<8x3x12xf32>
    %70 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<12xi32>
    %71 = "stablehlo.broadcast_in_dim"(%70) <{broadcast_dimensions = array<i64: 2>}> : (tensor<12xi32>) -> tensor<8x3x12xi32>
    %72 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %73 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %74:2 = "stablehlo.reduce"(%scores.69, %71, %72, %73) <{dimensions = array<i64: 2>}> ({
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
    %75 = "stablehlo.is_finite"(%74#0) : (tensor<8x3xf32>) -> tensor<8x3xi1>
    %76 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %77 = "stablehlo.broadcast_in_dim"(%76) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %78 = "stablehlo.select"(%75, %74#1, %77) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %nearest.79 = "stablehlo.custom_call"(%78) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,4]<=[8] last_tile_dim_replicate}"} : (tensor<8x3xi32>) -> tensor<8x3xi32>
    %80 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %81 = "stablehlo.compare"(%nearest.79, %80) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi1>
    %codes.82 = "stablehlo.select"(%81, %nearest.79, %77) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %83 = "stablehlo.broadcast_in_dim"(%codes.82) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi32>) -> tensor<8x3x12xi32>
    %84 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x3x12xi32>
    %assignments.85 = "stablehlo.compare"(%83, %84) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x3x12xi32>, tensor<8x3x12xi32>) -> tensor<8x3x12xi1>
    %86 = "stablehlo.constant"() <{value = dense<11> : tensor<i32>}> : () -> tensor<i32>
    %87 = "stablehlo.broadcast_in_dim"(%86) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %88 = "stablehlo.clamp"(%80, %codes.82, %87) : (tensor<8x3xi32>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %89 = "stablehlo.gather"(%15, %88) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<12x16xbf16>, tensor<8x3xi32>) -> tensor<8x3x16xbf16>
    %90 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %91 = "stablehlo.broadcast_in_dim"(%90) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x3x16xbf16>
    %92 = "stablehlo.broadcast_in_dim"(%81) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi1>) -> tensor<8x3x16xi1>
    %quantized.93 = "stablehlo.select"(%92, %89, %91) : (tensor<8x3x16xi1>, tensor<8x3x16xbf16>, tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    %valid_inputs.94 = "stablehlo.select"(%92, %13, %91) : (tensor<8x3x16xi1>, tensor<8x3x16xbf16>, tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    %95 = "stablehlo.convert"(%assignments.85) : (tensor<8x3x12xi1>) -> tensor<8x3x12xf32>
    %counts.96 = "stablehlo.reduce"(%95, %19) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %97 = "stablehlo.reduce"(%counts.96, %19) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %98 = "stablehlo.reduce_precision"(%project_out) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x24xf32>) -> tensor<16x24xf32>
    %99 = "stablehlo.convert"(%98) : (tensor<16x24xf32>) -> tensor<16x24xbf16>
    %100 = "stablehlo.dot_general"(%quantized.93, %99) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x3x16xbf16>, tensor<16x24xbf16>) -> tensor<8x3x24xf32>
    %101 = "stablehlo.broadcast_in_dim"(%project_out_bias) <{broadcast_dimensions = array<i64: 2>}> : (tensor<24xf32>) -> tensor<8x3x24xf32>
    %102 = "stablehlo.add"(%100, %101) : (tensor<8x3x24xf32>, tensor<8x3x24xf32>) -> tensor<8x3x24xf32>
    %103 = "stablehlo.reduce_precision"(%102) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x3x24xf32>) -> tensor<8x3x24xf32>
    %104 = "stablehlo.convert"(%103) : (tensor<8x3x24xf32>) -> tensor<8x3x24xbf16>
    %105 = "stablehlo.broadcast_in_dim"(%90) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x3x24xbf16>
    %106 = "stablehlo.broadcast_in_dim"(%81) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi1>) -> tensor<8x3x24xi1>
    %107 = "stablehlo.select"(%106, %104, %105) : (tensor<8x3x24xi1>, tensor<8x3x24xbf16>, tensor<8x3x24xbf16>) -> tensor<8x3x24xbf16>
    %108 = "stablehlo.convert"(%valid_inputs.94) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xf32>
    %109 = "stablehlo.convert"(%quantized.93) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xf32>
    %110 = "stablehlo.subtract"(%108, %109) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %111 = "stablehlo.multiply"(%110, %110) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %112 = "stablehlo.reduce"(%111, %19) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x16xf32>, tensor<f32>) -> tensor<f32>
    %113 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %114 = "stablehlo.divide"(%112, %113) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %115 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %116 = "stablehlo.maximum"(%97, %115) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.117 = "stablehlo.divide"(%114, %116) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %118 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %119 = "stablehlo.multiply"(%118, %mean_squared_error.117) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %120 = "stablehlo.multiply"(%19, %mean_squared_error.117) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.121 = "stablehlo.add"(%119, %120) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %122 = "stablehlo.constant"() <{value = dense<9.6e1> : tensor<f32>}> : () -> tensor<f32>
    %123 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %124 = "stablehlo.broadcast_in_dim"(%123) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %125 = "stablehlo.maximum"(%counts.96, %124) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %126 = "stablehlo.log"(%125) : (tensor<12xf32>) -> tensor<12xf32>
    %127 = "stablehlo.multiply"(%counts.96, %126) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %128 = "stablehlo.reduce"(%127, %19) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %129 = "stablehlo.maximum"(%97, %123) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %130 = "stablehlo.divide"(%128, %129) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %131 = "stablehlo.log"(%129) : (tensor<f32>) -> tensor<f32>
    %132 = "stablehlo.subtract"(%131, %130) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.133 = "stablehlo.maximum"(%132, %19) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.134 = "stablehlo.exponential"(%entropy.133) : (tensor<f32>) -> tensor<f32>
    %135 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %136 = "stablehlo.compare"(%counts.96, %135) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xi1>
    %137 = "stablehlo.convert"(%136) : (tensor<12xi1>) -> tensor<12xf32>
    %138 = "stablehlo.reduce"(%137, %19) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %139 = "stablehlo.constant"() <{value = dense<1.2e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.140 = "stablehlo.divide"(%138, %139) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %141 = "stablehlo.subtract"(%139, %138) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.142 = "stablehlo.convert"(%141) : (tensor<f32>) -> tensor<i32>
    %143 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %144 = "stablehlo.reduce"(%counts.96, %143) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %max_share.145 = "stablehlo.divide"(%144, %116) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %146 = "stablehlo.multiply"(%108, %108) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %147 = "stablehlo.reduce"(%146, %19) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x16xf32>, tensor<f32>) -> tensor<f32>
    %148 = "stablehlo.divide"(%112, %147) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %149 = "stablehlo.compare"(%112, %19) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.150 = "stablehlo.select"(%149, %19, %148) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %151 = "stablehlo.constant"() <{value = dense<2.4e1> : tensor<f32>}> : () -> tensor<f32>
    %152 = "stablehlo.subtract"(%151, %97) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.153 = "stablehlo.convert"(%152) : (tensor<f32>) -> tensor<i32>
    "func.return"(%107, %codes.82, %mean_squared_error.117, %mean_squared_error.117, %loss.121, %mean_squared_error.117, %perplexity.134, %codebook_usage.140, %122, %nonfinite_rows.153, %dead_entries.142, %max_share.145, %relative_error.150, %entropy.133) : (tensor<8x3x24xbf16>, tensor<8x3xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>) -> ()
  }
}
