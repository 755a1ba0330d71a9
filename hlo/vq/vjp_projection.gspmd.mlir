module @vqbit_vjp attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x12xbf16> {mhlo.sharding = "{devices=[2,1,1,4]<=[8] last_tile_dim_replicate}"},
      %mask: tensor<8x4xi1> {mhlo.sharding = "{devices=[2,1,4]<=[8] last_tile_dim_replicate}"},
      %d_quantized: tensor<8x4x12xbf16> {mhlo.sharding = "{devices=[2,1,1,4]<=[8] last_tile_dim_replicate}"},
      %d_loss: tensor<f32> {mhlo.sharding = "{replicated}"},
      %codebook: tensor<6x16xf32> {mhlo.sharding = "{devices=[1,4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"},
      %project_in: tensor<12x16xf32> {mhlo.sharding = "{devices=[1,4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"},
      %project_in_bias: tensor<16xf32> {mhlo.sharding = "{devices=[4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"},
      %project_out: tensor<16x12xf32> {mhlo.sharding = "{devices=[4,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"}) -> (
      tensor<8x4x12xbf16> {jax.result_info = "d_inputs", mhlo.sharding = "{devices=[2,1,1,4]<=[8] last_tile_dim_replicate}"},
      tensor<6x16xf32> {jax.result_info = "d_codebook", mhlo.sharding = "{devices=[1,4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"},
      tensor<12x16xf32> {jax.result_info = "d_project_in", mhlo.sharding = "{devices=[1,4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"},
      tensor<16xf32> {jax.result_info = "d_project_in_bias", mhlo.sharding = "{devices=[4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"},
      tensor<16x12xf32> {jax.result_info = "d_project_out", mhlo.sharding = "{devices=[4,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"},
      tensor<12xf32> {jax.result_info = "d_project_out_bias", mhlo.sharding = "{replicated}"}) {
    %8 = "stablehlo.reduce_precision"(%project_in) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %9 = "stablehlo.convert"(%8) : (tensor<12x16xf32>) -> tensor<12x16xbf16>
    %10 = "stablehlo.dot_general"(%inputs, %9) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x12xbf16>, tensor<12x16xbf16>) -> tensor<8x4x16xf32>
    %11 = "stablehlo.broadcast_in_dim"(%project_in_bias) <{broadcast_dimensions = array<i64: 2>}> : (tensor<16xf32>) -> tensor<8x4x16xf32>
    %12 = "stablehlo.add"(%10, %11) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %13 = "stablehlo.reduce_precision"(%12) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %14 = "stablehlo.convert"(%13) : (tensor<8x4x16xf32>) -> tensor<8x4x16xbf16>
    %15 = "stablehlo.custom_call"(%14) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,4]<=[8]}"} : (tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %16 = "stablehlo.is_finite"(%15) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xi1>
    %17 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.18 = "stablehlo.reduce"(%16, %17) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %19 = "stablehlo.and"(%valid.18, %mask) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %20 = "stablehlo.abs"(%codebook) : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %21 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %22 = "stablehlo.reduce"(%20, %21) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %23 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %24 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %25 = "stablehlo.maximum"(%22, %24) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %26 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %27 = "stablehlo.divide"(%codebook, %26) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %28 = "stablehlo.multiply"(%27, %27) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %29 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %30 = "stablehlo.reduce"(%28, %29) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %31 = "stablehlo.sqrt"(%30) : (tensor<6xf32>) -> tensor<6xf32>
    %32 = "stablehlo.constant"() <{value = dense<9.999999974752427e-7> : tensor<f32>}> : () -> tensor<f32>
    %33 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %34 = "stablehlo.maximum"(%31, %33) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %35 = "stablehlo.broadcast_in_dim"(%34) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %directions.36 = "stablehlo.divide"(%27, %35) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %37 = "stablehlo.multiply"(%31, %25) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %38 = "stablehlo.reduce_precision"(%directions.36) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %39 = "stablehlo.convert"(%38) : (tensor<6x16xf32>) -> tensor<6x16xbf16>
    %40 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %41 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %42 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %43 = "stablehlo.broadcast_in_dim"(%42) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %44 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %valid_inputs.45 = "stablehlo.select"(%44, %15, %43) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %46 = "stablehlo.convert"(%valid_inputs.45) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %47 = "stablehlo.abs"(%46) : (tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %48 = "stablehlo.reduce"(%47, %21) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %49 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %50 = "stablehlo.maximum"(%48, %49) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %51 = "stablehlo.broadcast_in_dim"(%50) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %52 = "stablehlo.divide"(%46, %51) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %53 = "stablehlo.multiply"(%52, %52) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %54 = "stablehlo.reduce"(%53, %29) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %55 = "stablehlo.sqrt"(%54) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %56 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %57 = "stablehlo.maximum"(%55, %56) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %58 = "stablehlo.broadcast_in_dim"(%57) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %directions.59 = "stablehlo.divide"(%52, %58) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %60 = "stablehlo.multiply"(%55, %50) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %61 = "stablehlo.reduce_precision"(%directions.59) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %62 = "stablehlo.convert"(%61) : (tensor<8x4x16xf32>) -> tensor<8x4x16xbf16>
    %products.63 = "stablehlo.dot_general"(%62, %39) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x16xbf16>, tensor<6x16xbf16>) -> tensor<8x4x6xf32>
    %64 = "stablehlo.broadcast_in_dim"(%41) <{broadcast_dimensions = array<i64: 2>}> : (tensor<6xf32>) -> tensor<8x4x6xf32>
    %scores.65 = "stablehlo.subtract"(%64, %products.63) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %66 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %67 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %68 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %69:2 = "stablehlo.reduce"(%scores.65, %66, %67, %68) <{dimensions = array<i64: 2>}> ({
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
    }) : (tensor<8x4x6xf32>, tensor<8x4x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<8x4xf32>, tensor<8x4xi32>)
    %70 = "stablehlo.broadcast_in_dim"(%67) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %71 = "stablehlo.compare"(%69#0, %70) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %72 = "stablehlo.broadcast_in_dim"(%40) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest.73 = "stablehlo.select"(%71, %69#1, %72) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %74 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %75 = "stablehlo.broadcast_in_dim"(%74) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes.76 = "stablehlo.select"(%19, %nearest.73, %75) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %77 = "stablehlo.broadcast_in_dim"(%codes.76) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x6xi32>
    %assignments.78 = "stablehlo.compare"(%77, %66) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x6xi32>, tensor<8x4x6xi32>) -> tensor<8x4x6xi1>
    %79 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %80 = "stablehlo.broadcast_in_dim"(%79) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %81 = "stablehlo.clamp"(%72, %codes.76, %80) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %82 = "stablehlo.gather"(%39, %81) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %quantized.83 = "stablehlo.select"(%44, %82, %43) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %84 = "stablehlo.convert"(%d_quantized) : (tensor<8x4x12xbf16>) -> tensor<8x4x12xf32>
    %85 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x12xf32>
    %86 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x12xi1>
    %87 = "stablehlo.select"(%86, %84, %85) : (tensor<8x4x12xi1>, tensor<8x4x12xf32>, tensor<8x4x12xf32>) -> tensor<8x4x12xf32>
    %88 = "stablehlo.reduce_precision"(%project_out) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x12xf32>) -> tensor<16x12xf32>
    %89 = "stablehlo.convert"(%88) : (tensor<16x12xf32>) -> tensor<16x12xbf16>
    %90 = "stablehlo.convert"(%quantized.83) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %91 = "stablehlo.convert"(%89) : (tensor<16x12xbf16>) -> tensor<16x12xf32>
    %92 = "stablehlo.dot_general"(%87, %91) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x12xf32>, tensor<16x12xf32>) -> tensor<8x4x16xf32>
    %d_project_out.93 = "stablehlo.dot_general"(%90, %87) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x16xf32>, tensor<8x4x12xf32>) -> tensor<16x12xf32>
    %94 = "stablehlo.reduce"(%87, %29) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x12xf32>, tensor<f32>) -> tensor<12xf32>
    %95 = "stablehlo.convert"(%assignments.78) : (tensor<8x4x6xi1>) -> tensor<8x4x6xf32>
    %counts.96 = "stablehlo.reduce"(%95, %29) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<6xf32>
    %97 = "stablehlo.reduce"(%counts.96, %29) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %98 = "stablehlo.maximum"(%97, %23) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %99 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %100 = "stablehlo.convert"(%62) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %101 = "stablehlo.subtract"(%100, %90) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %102 = "stablehlo.subtract"(%90, %100) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %103 = "stablehlo.reshape"(%assignments.78) : (tensor<8x4x6xi1>) -> tensor<2x4x1x4x6xi1>
    %104 = "stablehlo.transpose"(%103) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x4x1x4x6xi1>) -> tensor<2x1x4x4x6xi1>
    %105 = "stablehlo.reshape"(%102) : (tensor<8x4x16xf32>) -> tensor<2x4x1x4x16xf32>
    %106 = "stablehlo.transpose"(%105) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x4x1x4x16xf32>) -> tensor<2x1x4x4x16xf32>
    %107 = "stablehlo.convert"(%104) : (tensor<2x1x4x4x6xi1>) -> tensor<2x1x4x4x6xf32>
    %sums.108 = "stablehlo.dot_general"(%107, %106) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<2x1x4x4x6xf32>, tensor<2x1x4x4x16xf32>) -> tensor<2x1x6x16xf32>
    %109 = "stablehlo.custom_call"(%sums.108) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,1,4]<=[8]}"} : (tensor<2x1x6x16xf32>) -> tensor<2x1x6x16xf32>
    %110 = "stablehlo.add"(%99, %101) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %sums.111 = "stablehlo.reduce"(%109, %29) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x1x6x16xf32>, tensor<f32>) -> tensor<6x16xf32>
    %112 = "stablehlo.divide"(%d_loss, %98) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %113 = "stablehlo.divide"(%112, %23) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %114 = "stablehlo.constant"() <{value = dense<3.125e-2> : tensor<f32>}> : () -> tensor<f32>
    %115 = "stablehlo.multiply"(%113, %114) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %116 = "stablehlo.broadcast_in_dim"(%115) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %117 = "stablehlo.multiply"(%116, %110) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %118 = "stablehlo.add"(%92, %117) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %119 = "stablehlo.constant"() <{value = dense<6.25e-2> : tensor<f32>}> : () -> tensor<f32>
    %120 = "stablehlo.multiply"(%113, %119) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %121 = "stablehlo.broadcast_in_dim"(%120) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %122 = "stablehlo.multiply"(%121, %sums.111) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %123 = "stablehlo.multiply"(%directions.59, %118) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %124 = "stablehlo.reduce"(%123, %29) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %125 = "stablehlo.broadcast_in_dim"(%124) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %126 = "stablehlo.multiply"(%directions.59, %125) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %127 = "stablehlo.subtract"(%118, %126) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %128 = "stablehlo.compare"(%60, %56) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %129 = "stablehlo.select"(%128, %60, %56) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %130 = "stablehlo.broadcast_in_dim"(%129) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %131 = "stablehlo.divide"(%127, %130) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %132 = "stablehlo.broadcast_in_dim"(%128) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %133 = "stablehlo.select"(%132, %131, %99) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %134 = "stablehlo.multiply"(%directions.36, %122) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %135 = "stablehlo.reduce"(%134, %29) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %136 = "stablehlo.broadcast_in_dim"(%135) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %137 = "stablehlo.multiply"(%directions.36, %136) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %138 = "stablehlo.subtract"(%122, %137) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %139 = "stablehlo.compare"(%37, %33) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %140 = "stablehlo.select"(%139, %37, %33) : (tensor<6xi1>, tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %141 = "stablehlo.broadcast_in_dim"(%140) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %142 = "stablehlo.divide"(%138, %141) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %143 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %144 = "stablehlo.broadcast_in_dim"(%139) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xi1>) -> tensor<6x16xi1>
    %d_codebook.145 = "stablehlo.select"(%144, %142, %143) : (tensor<6x16xi1>, tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %146 = "stablehlo.select"(%44, %133, %99) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %147 = "stablehlo.broadcast_in_dim"(%42) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x12xbf16>
    %148 = "stablehlo.select"(%86, %inputs, %147) : (tensor<8x4x12xi1>, tensor<8x4x12xbf16>, tensor<8x4x12xbf16>) -> tensor<8x4x12xbf16>
    %149 = "stablehlo.convert"(%148) : (tensor<8x4x12xbf16>) -> tensor<8x4x12xf32>
    %150 = "stablehlo.convert"(%9) : (tensor<12x16xbf16>) -> tensor<12x16xf32>
    %151 = "stablehlo.dot_general"(%146, %150) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x16xf32>, tensor<12x16xf32>) -> tensor<8x4x12xf32>
    %d_project_in.152 = "stablehlo.dot_general"(%149, %146) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x12xf32>, tensor<8x4x16xf32>) -> tensor<12x16xf32>
    %153 = "stablehlo.reduce"(%146, %29) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<16xf32>
    %d_inputs.154 = "stablehlo.convert"(%151) : (tensor<8x4x12xf32>) -> tensor<8x4x12xbf16>
    "func.return"(%d_inputs.154, %d_codebook.145, %d_project_in.152, %153, %d_project_out.93, %94) : (tensor<8x4x12xbf16>, tensor<6x16xf32>, tensor<12x16xf32>, tensor<16xf32>, tensor<16x12xf32>, tensor<12xf32>) -> ()
  }
}
