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
    %14 = "stablehlo.is_finite"(%13) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xi1>
    %15 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.16 = "stablehlo.reduce"(%14, %15) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x3x16xi1>, tensor<i1>) -> tensor<8x3xi1>
    %17 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %18 = "stablehlo.convert"(%17) : (tensor<12x16xf32>) -> tensor<12x16xbf16>
    %19 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %20 = "stablehlo.multiply"(%17, %17) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %21 = "stablehlo.reshape"(%20) : (tensor<12x16xf32>) -> tensor<12x8x2xf32>
    %22 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %23 = "stablehlo.reduce"(%21, %22) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12x8x2xf32>, tensor<f32>) -> tensor<12x8xf32>
    %24 = "stablehlo.custom_call"(%23) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<12x8xf32>) -> tensor<12x8xf32>
    %25 = "stablehlo.slice"(%24) <{limit_indices = array<i64: 12, 1>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<12x8xf32>) -> tensor<12x1xf32>
    %26 = "stablehlo.slice"(%24) <{limit_indices = array<i64: 12, 2>, start_indices = array<i64: 0, 1>, strides = array<i64: 1, 1>}> : (tensor<12x8xf32>) -> tensor<12x1xf32>
    %27 = "stablehlo.slice"(%24) <{limit_indices = array<i64: 12, 3>, start_indices = array<i64: 0, 2>, strides = array<i64: 1, 1>}> : (tensor<12x8xf32>) -> tensor<12x1xf32>
    %28 = "stablehlo.slice"(%24) <{limit_indices = array<i64: 12, 4>, start_indices = array<i64: 0, 3>, strides = array<i64: 1, 1>}> : (tensor<12x8xf32>) -> tensor<12x1xf32>
    %29 = "stablehlo.slice"(%24) <{limit_indices = array<i64: 12, 5>, start_indices = array<i64: 0, 4>, strides = array<i64: 1, 1>}> : (tensor<12x8xf32>) -> tensor<12x1xf32>
    %30 = "stablehlo.slice"(%24) <{limit_indices = array<i64: 12, 6>, start_indices = array<i64: 0, 5>, strides = array<i64: 1, 1>}> : (tensor<12x8xf32>) -> tensor<12x1xf32>
    %31 = "stablehlo.slice"(%24) <{limit_indices = array<i64: 12, 7>, start_indices = array<i64: 0, 6>, strides = array<i64: 1, 1>}> : (tensor<12x8xf32>) -> tensor<12x1xf32>
    %32 = "stablehlo.slice"(%24) <{limit_indices = array<i64: 12, 8>, start_indices = array<i64: 0, 7>, strides = array<i64: 1, 1>}> : (tensor<12x8xf32>) -> tensor<12x1xf32>
    %33 = "stablehlo.add"(%25, %26) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %34 = "stablehlo.add"(%27, %28) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %35 = "stablehlo.add"(%29, %30) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %36 = "stablehlo.add"(%31, %32) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %37 = "stablehlo.add"(%33, %34) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %38 = "stablehlo.add"(%35, %36) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %39 = "stablehlo.add"(%37, %38) : (tensor<12x1xf32>, tensor<12x1xf32>) -> tensor<12x1xf32>
    %40 = "stablehlo.reshape"(%39) : (tensor<12x1xf32>) -> tensor<12xf32>
    %41 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %42 = "stablehlo.broadcast_in_dim"(%41) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %half_norms.43 = "stablehlo.multiply"(%40, %42) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %44 = "stablehlo.reshape"(%13) : (tensor<8x3x16xbf16>) -> tensor<8x3x8x2xbf16>
    %45 = "stablehlo.transpose"(%44) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<8x3x8x2xbf16>) -> tensor<8x8x3x2xbf16>
    %46 = "stablehlo.custom_call"(%45) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2,1,1]<=[2,4]T(1,0)}"} : (tensor<8x8x3x2xbf16>) -> tensor<8x8x3x2xbf16>
    %47 = "stablehlo.reshape"(%18) : (tensor<12x16xbf16>) -> tensor<12x8x2xbf16>
    %48 = "stablehlo.transpose"(%47) <{permutation = array<i64: 1, 0, 2>}> : (tensor<12x8x2xbf16>) -> tensor<8x12x2xbf16>
    %49 = "stablehlo.custom_call"(%48) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<8x12x2xbf16>) -> tensor<8x12x2xbf16>
    %50 = "stablehlo.dot_general"(%46, %49) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x8x3x2xbf16>, tensor<8x12x2xbf16>) -> tensor<8x8x3x12xf32>
    %products_of_blocks.51 = "stablehlo.custom_call"(%50) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2,1,1]<=[2,4]T(1,0)}"} : (tensor<8x8x3x12xf32>) -> tensor<8x8x3x12xf32>
    %52 = "stablehlo.custom_call"(%products_of_blocks.51) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,8,1,1]<=[8]}"} : (tensor<8x8x3x12xf32>) -> tensor<8x8x3x12xf32>
    %53 = "stablehlo.slice"(%52) <{limit_indices = array<i64: 1, 8, 3, 12>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %54 = "stablehlo.slice"(%52) <{limit_indices = array<i64: 2, 8, 3, 12>, start_indices = array<i64: 1, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %55 = "stablehlo.slice"(%52) <{limit_indices = array<i64: 3, 8, 3, 12>, start_indices = array<i64: 2, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %56 = "stablehlo.slice"(%52) <{limit_indices = array<i64: 4, 8, 3, 12>, start_indices = array<i64: 3, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %57 = "stablehlo.slice"(%52) <{limit_indices = array<i64: 5, 8, 3, 12>, start_indices = array<i64: 4, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %58 = "stablehlo.slice"(%52) <{limit_indices = array<i64: 6, 8, 3, 12>, start_indices = array<i64: 5, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %59 = "stablehlo.slice"(%52) <{limit_indices = array<i64: 7, 8, 3, 12>, start_indices = array<i64: 6, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %60 = "stablehlo.slice"(%52) <{limit_indices = array<i64: 8, 8, 3, 12>, start_indices = array<i64: 7, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %61 = "stablehlo.add"(%53, %54) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %62 = "stablehlo.add"(%55, %56) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %63 = "stablehlo.add"(%57, %58) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %64 = "stablehlo.add"(%59, %60) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %65 = "stablehlo.add"(%61, %62) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %66 = "stablehlo.add"(%63, %64) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %67 = "stablehlo.add"(%65, %66) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %products.68 = "stablehlo.reshape"(%67) : (tensor<1x8x3x12xf32>) -> tensor<8x3x12xf32>
    %69 = "stablehlo.broadcast_in_dim"(%half_norms.43) <{broadcast_dimensions = array<i64: 2>}> : (tensor<12xf32>) -> tensor<8x3x12xf32>
    %scores.70 = "stablehlo.subtract"(%69, %products.68) : (tensor<8x3x12xf32>, tensor<8x3x12xf32>) -> tensor<8x3x12xf32>
    %71 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x3x12xi32>
    %72 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %73 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %74:2 = "stablehlo.reduce"(%scores.70, %71, %72, %73) <{dimensions = array<i64: 2>}> ({
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
    %75 = "stablehlo.broadcast_in_dim"(%72) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x3xf32>
    %76 = "stablehlo.compare"(%74#0, %75) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x3xf32>, tensor<8x3xf32>) -> tensor<8x3xi1>
    %77 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %nearest.78 = "stablehlo.select"(%76, %74#1, %77) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %79 = "stablehlo.custom_call"(%nearest.78) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,4]<=[8] last_tile_dim_replicate}"} : (tensor<8x3xi32>) -> tensor<8x3xi32>
    %80 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %81 = "stablehlo.broadcast_in_dim"(%80) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %codes.82 = "stablehlo.select"(%valid.16, %79, %81) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %83 = "stablehlo.broadcast_in_dim"(%codes.82) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi32>) -> tensor<8x3x12xi32>
    %assignments.84 = "stablehlo.compare"(%83, %71) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x3x12xi32>, tensor<8x3x12xi32>) -> tensor<8x3x12xi1>
    %85 = "stablehlo.constant"() <{value = dense<11> : tensor<i32>}> : () -> tensor<i32>
    %86 = "stablehlo.broadcast_in_dim"(%85) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %87 = "stablehlo.clamp"(%77, %codes.82, %86) : (tensor<8x3xi32>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %88 = "stablehlo.gather"(%18, %87) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<12x16xbf16>, tensor<8x3xi32>) -> tensor<8x3x16xbf16>
    %89 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %90 = "stablehlo.broadcast_in_dim"(%89) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x3x16xbf16>
    %91 = "stablehlo.broadcast_in_dim"(%valid.16) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi1>) -> tensor<8x3x16xi1>
    %quantized.92 = "stablehlo.select"(%91, %88, %90) : (tensor<8x3x16xi1>, tensor<8x3x16xbf16>, tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    %valid_inputs.93 = "stablehlo.select"(%91, %13, %90) : (tensor<8x3x16xi1>, tensor<8x3x16xbf16>, tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    %94 = "stablehlo.convert"(%assignments.84) : (tensor<8x3x12xi1>) -> tensor<8x3x12xf32>
    %counts.95 = "stablehlo.reduce"(%94, %22) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %96 = "stablehlo.reduce"(%counts.95, %22) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %97 = "stablehlo.reduce_precision"(%project_out) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x24xf32>) -> tensor<16x24xf32>
    %98 = "stablehlo.convert"(%97) : (tensor<16x24xf32>) -> tensor<16x24xbf16>
    %99 = "stablehlo.dot_general"(%quantized.92, %98) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x3x16xbf16>, tensor<16x24xbf16>) -> tensor<8x3x24xf32>
    %100 = "stablehlo.broadcast_in_dim"(%project_out_bias) <{broadcast_dimensions = array<i64: 2>}> : (tensor<24xf32>) -> tensor<8x3x24xf32>
    %101 = "stablehlo.add"(%99, %100) : (tensor<8x3x24xf32>, tensor<8x3x24xf32>) -> tensor<8x3x24xf32>
    %102 = "stablehlo.reduce_precision"(%101) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x3x24xf32>) -> tensor<8x3x24xf32>
    %103 = "stablehlo.convert"(%102) : (tensor<8x3x24xf32>) -> tensor<8x3x24xbf16>
    %104 = "stablehlo.broadcast_in_dim"(%89) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x3x24xbf16>
    %105 = "stablehlo.broadcast_in_dim"(%valid.16) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi1>) -> tensor<8x3x24xi1>
    %106 = "stablehlo.select"(%105, %103, %104) : (tensor<8x3x24xi1>, tensor<8x3x24xbf16>, tensor<8x3x24xbf16>) -> tensor<8x3x24xbf16>
    %107 = "stablehlo.convert"(%valid_inputs.93) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xf32>
    %108 = "stablehlo.convert"(%quantized.92) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xf32>
    %109 = "stablehlo.subtract"(%107, %108) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %110 = "stablehlo.multiply"(%109, %109) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %111 = "stablehlo.reduce"(%110, %22) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x16xf32>, tensor<f32>) -> tensor<f32>
    %112 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %113 = "stablehlo.divide"(%111, %112) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %114 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %115 = "stablehlo.maximum"(%96, %114) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.116 = "stablehlo.divide"(%113, %115) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %117 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %118 = "stablehlo.multiply"(%117, %mean_squared_error.116) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %119 = "stablehlo.multiply"(%22, %mean_squared_error.116) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.120 = "stablehlo.add"(%118, %119) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %121 = "stablehlo.constant"() <{value = dense<9.6e1> : tensor<f32>}> : () -> tensor<f32>
    %122 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %123 = "stablehlo.broadcast_in_dim"(%122) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %124 = "stablehlo.maximum"(%counts.95, %123) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %125 = "stablehlo.log"(%124) : (tensor<12xf32>) -> tensor<12xf32>
    %126 = "stablehlo.multiply"(%counts.95, %125) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %127 = "stablehlo.reduce"(%126, %22) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %128 = "stablehlo.maximum"(%96, %122) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %129 = "stablehlo.divide"(%127, %128) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %130 = "stablehlo.log"(%128) : (tensor<f32>) -> tensor<f32>
    %131 = "stablehlo.subtract"(%130, %129) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.132 = "stablehlo.maximum"(%131, %22) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.133 = "stablehlo.exponential"(%entropy.132) : (tensor<f32>) -> tensor<f32>
    %134 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %135 = "stablehlo.compare"(%counts.95, %134) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xi1>
    %136 = "stablehlo.convert"(%135) : (tensor<12xi1>) -> tensor<12xf32>
    %137 = "stablehlo.reduce"(%136, %22) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %138 = "stablehlo.constant"() <{value = dense<1.2e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.139 = "stablehlo.divide"(%137, %138) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %140 = "stablehlo.subtract"(%138, %137) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.141 = "stablehlo.convert"(%140) : (tensor<f32>) -> tensor<i32>
    %142 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %143 = "stablehlo.reduce"(%counts.95, %142) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %max_share.144 = "stablehlo.divide"(%143, %115) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %145 = "stablehlo.multiply"(%107, %107) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %146 = "stablehlo.reduce"(%145, %22) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x16xf32>, tensor<f32>) -> tensor<f32>
    %147 = "stablehlo.divide"(%111, %146) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %148 = "stablehlo.compare"(%111, %22) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.149 = "stablehlo.select"(%148, %22, %147) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %150 = "stablehlo.constant"() <{value = dense<2.4e1> : tensor<f32>}> : () -> tensor<f32>
    %151 = "stablehlo.subtract"(%150, %96) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.152 = "stablehlo.convert"(%151) : (tensor<f32>) -> tensor<i32>
    "func.return"(%106, %codes.82, %mean_squared_error.116, %mean_squared_error.116, %loss.120, %mean_squared_error.116, %perplexity.133, %codebook_usage.139, %121, %nonfinite_rows.152, %dead_entries.141, %max_share.144, %relative_error.149, %entropy.132) : (tensor<8x3x24xbf16>, tensor<8x3xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>) -> ()
  }
}
