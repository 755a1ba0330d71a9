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
    %24 = "stablehlo.transpose"(%23) <{permutation = array<i64: 1, 0>}> : (tensor<12x8xf32>) -> tensor<8x12xf32>
    %25 = "stablehlo.custom_call"(%24) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<8x12xf32>) -> tensor<8x12xf32>
    %26 = "stablehlo.slice"(%25) <{limit_indices = array<i64: 1, 12>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %27 = "stablehlo.slice"(%25) <{limit_indices = array<i64: 2, 12>, start_indices = array<i64: 1, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %28 = "stablehlo.slice"(%25) <{limit_indices = array<i64: 3, 12>, start_indices = array<i64: 2, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %29 = "stablehlo.slice"(%25) <{limit_indices = array<i64: 4, 12>, start_indices = array<i64: 3, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %30 = "stablehlo.slice"(%25) <{limit_indices = array<i64: 5, 12>, start_indices = array<i64: 4, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %31 = "stablehlo.slice"(%25) <{limit_indices = array<i64: 6, 12>, start_indices = array<i64: 5, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %32 = "stablehlo.slice"(%25) <{limit_indices = array<i64: 7, 12>, start_indices = array<i64: 6, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %33 = "stablehlo.slice"(%25) <{limit_indices = array<i64: 8, 12>, start_indices = array<i64: 7, 0>, strides = array<i64: 1, 1>}> : (tensor<8x12xf32>) -> tensor<1x12xf32>
    %34 = "stablehlo.add"(%26, %27) : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<1x12xf32>
    %35 = "stablehlo.add"(%28, %29) : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<1x12xf32>
    %36 = "stablehlo.add"(%30, %31) : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<1x12xf32>
    %37 = "stablehlo.add"(%32, %33) : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<1x12xf32>
    %38 = "stablehlo.add"(%34, %35) : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<1x12xf32>
    %39 = "stablehlo.add"(%36, %37) : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<1x12xf32>
    %40 = "stablehlo.add"(%38, %39) : (tensor<1x12xf32>, tensor<1x12xf32>) -> tensor<1x12xf32>
    %41 = "stablehlo.reshape"(%40) : (tensor<1x12xf32>) -> tensor<12xf32>
    %42 = "stablehlo.custom_call"(%41) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<12xf32>) -> tensor<12xf32>
    %43 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %44 = "stablehlo.broadcast_in_dim"(%43) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %half_norms.45 = "stablehlo.multiply"(%42, %44) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %46 = "stablehlo.reshape"(%13) : (tensor<8x3x16xbf16>) -> tensor<8x3x8x2xbf16>
    %47 = "stablehlo.transpose"(%46) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<8x3x8x2xbf16>) -> tensor<8x8x3x2xbf16>
    %48 = "stablehlo.custom_call"(%47) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2,1,1]<=[2,4]T(1,0)}"} : (tensor<8x8x3x2xbf16>) -> tensor<8x8x3x2xbf16>
    %49 = "stablehlo.reshape"(%18) : (tensor<12x16xbf16>) -> tensor<12x8x2xbf16>
    %50 = "stablehlo.transpose"(%49) <{permutation = array<i64: 1, 0, 2>}> : (tensor<12x8x2xbf16>) -> tensor<8x12x2xbf16>
    %51 = "stablehlo.custom_call"(%50) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<8x12x2xbf16>) -> tensor<8x12x2xbf16>
    %52 = "stablehlo.dot_general"(%48, %51) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x8x3x2xbf16>, tensor<8x12x2xbf16>) -> tensor<8x8x3x12xf32>
    %products_of_blocks.53 = "stablehlo.custom_call"(%52) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2,1,1]<=[2,4]T(1,0)}"} : (tensor<8x8x3x12xf32>) -> tensor<8x8x3x12xf32>
    %54 = "stablehlo.custom_call"(%products_of_blocks.53) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,8,1,1]<=[8]}"} : (tensor<8x8x3x12xf32>) -> tensor<8x8x3x12xf32>
    %55 = "stablehlo.slice"(%54) <{limit_indices = array<i64: 1, 8, 3, 12>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %56 = "stablehlo.slice"(%54) <{limit_indices = array<i64: 2, 8, 3, 12>, start_indices = array<i64: 1, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %57 = "stablehlo.slice"(%54) <{limit_indices = array<i64: 3, 8, 3, 12>, start_indices = array<i64: 2, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %58 = "stablehlo.slice"(%54) <{limit_indices = array<i64: 4, 8, 3, 12>, start_indices = array<i64: 3, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %59 = "stablehlo.slice"(%54) <{limit_indices = array<i64: 5, 8, 3, 12>, start_indices = array<i64: 4, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %60 = "stablehlo.slice"(%54) <{limit_indices = array<i64: 6, 8, 3, 12>, start_indices = array<i64: 5, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %61 = "stablehlo.slice"(%54) <{limit_indices = array<i64: 7, 8, 3, 12>, start_indices = array<i64: 6, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %62 = "stablehlo.slice"(%54) <{limit_indices = array<i64: 8, 8, 3, 12>, start_indices = array<i64: 7, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %63 = "stablehlo.add"(%55, %56) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %64 = "stablehlo.add"(%57, %58) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %65 = "stablehlo.add"(%59, %60) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %66 = "stablehlo.add"(%61, %62) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %67 = "stablehlo.add"(%63, %64) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %68 = "stablehlo.add"(%65, %66) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %69 = "stablehlo.add"(%67, %68) : (tensor<1x8x3x12xf32>, tensor<1x8x3x12xf32>) -> tensor<1x8x3x12xf32>
    %products.70 = "stablehlo.reshape"(%69) : (tensor<1x8x3x12xf32>) -> tensor<8x3x12xf32>
    %71 = "stablehlo.broadcast_in_dim"(%half_norms.45) <{broadcast_dimensions = array<i64: 2>}> : (tensor<12xf32>) -> tensor<8x3x12xf32>
    %scores.72 = "stablehlo.subtract"(%71, %products.70) : (tensor<8x3x12xf32>, tensor<8x3x12xf32>) -> tensor<8x3x12xf32>
    %73 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<12xi32>
    %74 = "stablehlo.broadcast_in_dim"(%73) <{broadcast_dimensions = array<i64: 2>}> : (tensor<12xi32>) -> tensor<8x3x12xi32>
    %75 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %76 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %77:2 = "stablehlo.reduce"(%scores.72, %74, %75, %76) <{dimensions = array<i64: 2>}> ({
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
    %78 = "stablehlo.broadcast_in_dim"(%75) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x3xf32>
    %79 = "stablehlo.compare"(%77#0, %78) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x3xf32>, tensor<8x3xf32>) -> tensor<8x3xi1>
    %80 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %81 = "stablehlo.select"(%79, %77#1, %80) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %nearest.82 = "stablehlo.custom_call"(%81) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,4]<=[8] last_tile_dim_replicate}"} : (tensor<8x3xi32>) -> tensor<8x3xi32>
    %83 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %84 = "stablehlo.broadcast_in_dim"(%83) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %codes.85 = "stablehlo.select"(%valid.16, %nearest.82, %84) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %86 = "stablehlo.broadcast_in_dim"(%codes.85) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi32>) -> tensor<8x3x12xi32>
    %87 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x3x12xi32>
    %assignments.88 = "stablehlo.compare"(%86, %87) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x3x12xi32>, tensor<8x3x12xi32>) -> tensor<8x3x12xi1>
    %89 = "stablehlo.constant"() <{value = dense<11> : tensor<i32>}> : () -> tensor<i32>
    %90 = "stablehlo.broadcast_in_dim"(%89) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %91 = "stablehlo.clamp"(%80, %codes.85, %90) : (tensor<8x3xi32>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %92 = "stablehlo.gather"(%18, %91) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<12x16xbf16>, tensor<8x3xi32>) -> tensor<8x3x16xbf16>
    %93 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %94 = "stablehlo.broadcast_in_dim"(%93) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x3x16xbf16>
    %95 = "stablehlo.broadcast_in_dim"(%valid.16) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi1>) -> tensor<8x3x16xi1>
    %quantized.96 = "stablehlo.select"(%95, %92, %94) : (tensor<8x3x16xi1>, tensor<8x3x16xbf16>, tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    %valid_inputs.97 = "stablehlo.select"(%95, %13, %94) : (tensor<8x3x16xi1>, tensor<8x3x16xbf16>, tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    %98 = "stablehlo.convert"(%assignments.88) : (tensor<8x3x12xi1>) -> tensor<8x3x12xf32>
    %counts.99 = "stablehlo.reduce"(%98, %22) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %100 = "stablehlo.reduce"(%counts.99, %22) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %101 = "stablehlo.reduce_precision"(%project_out) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x24xf32>) -> tensor<16x24xf32>
    %102 = "stablehlo.convert"(%101) : (tensor<16x24xf32>) -> tensor<16x24xbf16>
    %103 = "stablehlo.dot_general"(%quantized.96, %102) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x3x16xbf16>, tensor<16x24xbf16>) -> tensor<8x3x24xf32>
    %104 = "stablehlo.broadcast_in_dim"(%project_out_bias) <{broadcast_dimensions = array<i64: 2>}> : (tensor<24xf32>) -> tensor<8x3x24xf32>
    %105 = "stablehlo.add"(%103, %104) : (tensor<8x3x24xf32>, tensor<8x3x24xf32>) -> tensor<8x3x24xf32>
    %106 = "stablehlo.reduce_precision"(%105) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x3x24xf32>) -> tensor<8x3x24xf32>
    %107 = "stablehlo.convert"(%106) : (tensor<8x3x24xf32>) -> tensor<8x3x24xbf16>
    %108 = "stablehlo.broadcast_in_dim"(%93) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x3x24xbf16>
    %109 = "stablehlo.broadcast_in_dim"(%valid.16) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi1>) -> tensor<8x3x24xi1>
    %110 = "stablehlo.select"(%109, %107, %108) : (tensor<8x3x24xi1>, tensor<8x3x24xbf16>, tensor<8x3x24xbf16>) -> tensor<8x3x24xbf16>
    %111 = "stablehlo.convert"(%valid_inputs.97) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xf32>
    %112 = "stablehlo.convert"(%quantized.96) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xf32>
    %113 = "stablehlo.subtract"(%111, %112) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %114 = "stablehlo.multiply"(%113, %113) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %115 = "stablehlo.reduce"(%114, %22) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x16xf32>, tensor<f32>) -> tensor<f32>
    %116 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %117 = "stablehlo.divide"(%115, %116) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %118 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %119 = "stablehlo.maximum"(%100, %118) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.120 = "stablehlo.divide"(%117, %119) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %121 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %122 = "stablehlo.multiply"(%121, %mean_squared_error.120) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %123 = "stablehlo.multiply"(%22, %mean_squared_error.120) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.124 = "stablehlo.add"(%122, %123) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %125 = "stablehlo.constant"() <{value = dense<9.6e1> : tensor<f32>}> : () -> tensor<f32>
    %126 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %127 = "stablehlo.broadcast_in_dim"(%126) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %128 = "stablehlo.maximum"(%counts.99, %127) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %129 = "stablehlo.log"(%128) : (tensor<12xf32>) -> tensor<12xf32>
    %130 = "stablehlo.multiply"(%counts.99, %129) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %131 = "stablehlo.reduce"(%130, %22) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %132 = "stablehlo.maximum"(%100, %126) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %133 = "stablehlo.divide"(%131, %132) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %134 = "stablehlo.log"(%132) : (tensor<f32>) -> tensor<f32>
    %135 = "stablehlo.subtract"(%134, %133) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.136 = "stablehlo.maximum"(%135, %22) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.137 = "stablehlo.exponential"(%entropy.136) : (tensor<f32>) -> tensor<f32>
    %138 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %139 = "stablehlo.compare"(%counts.99, %138) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xi1>
    %140 = "stablehlo.convert"(%139) : (tensor<12xi1>) -> tensor<12xf32>
    %141 = "stablehlo.reduce"(%140, %22) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %142 = "stablehlo.constant"() <{value = dense<1.2e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.143 = "stablehlo.divide"(%141, %142) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %144 = "stablehlo.subtract"(%142, %141) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.145 = "stablehlo.convert"(%144) : (tensor<f32>) -> tensor<i32>
    %146 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %147 = "stablehlo.reduce"(%counts.99, %146) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %max_share.148 = "stablehlo.divide"(%147, %119) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %149 = "stablehlo.multiply"(%111, %111) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %150 = "stablehlo.reduce"(%149, %22) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x16xf32>, tensor<f32>) -> tensor<f32>
    %151 = "stablehlo.divide"(%115, %150) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %152 = "stablehlo.compare"(%115, %22) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.153 = "stablehlo.select"(%152, %22, %151) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %154 = "stablehlo.constant"() <{value = dense<2.4e1> : tensor<f32>}> : () -> tensor<f32>
    %155 = "stablehlo.subtract"(%154, %100) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.156 = "stablehlo.convert"(%155) : (tensor<f32>) -> tensor<i32>
    "func.return"(%110, %codes.85, %mean_squared_error.120, %mean_squared_error.120, %loss.124, %mean_squared_error.120, %perplexity.137, %codebook_usage.143, %125, %nonfinite_rows.156, %dead_entries.145, %max_share.148, %relative_error.153, %entropy.136) : (tensor<8x3x24xbf16>, tensor<8x3xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>) -> ()
  }
}
