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
    %29 = "stablehlo.reshape"(%28) : (tensor<6x16xf32>) -> tensor<6x8x2xf32>
    %30 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %31 = "stablehlo.reduce"(%29, %30) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x8x2xf32>, tensor<f32>) -> tensor<6x8xf32>
    %32 = "stablehlo.transpose"(%31) <{permutation = array<i64: 1, 0>}> : (tensor<6x8xf32>) -> tensor<8x6xf32>
    %33 = "stablehlo.custom_call"(%32) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<8x6xf32>) -> tensor<8x6xf32>
    %34 = "stablehlo.slice"(%33) <{limit_indices = array<i64: 1, 6>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<8x6xf32>) -> tensor<1x6xf32>
    %35 = "stablehlo.slice"(%33) <{limit_indices = array<i64: 2, 6>, start_indices = array<i64: 1, 0>, strides = array<i64: 1, 1>}> : (tensor<8x6xf32>) -> tensor<1x6xf32>
    %36 = "stablehlo.slice"(%33) <{limit_indices = array<i64: 3, 6>, start_indices = array<i64: 2, 0>, strides = array<i64: 1, 1>}> : (tensor<8x6xf32>) -> tensor<1x6xf32>
    %37 = "stablehlo.slice"(%33) <{limit_indices = array<i64: 4, 6>, start_indices = array<i64: 3, 0>, strides = array<i64: 1, 1>}> : (tensor<8x6xf32>) -> tensor<1x6xf32>
    %38 = "stablehlo.slice"(%33) <{limit_indices = array<i64: 5, 6>, start_indices = array<i64: 4, 0>, strides = array<i64: 1, 1>}> : (tensor<8x6xf32>) -> tensor<1x6xf32>
    %39 = "stablehlo.slice"(%33) <{limit_indices = array<i64: 6, 6>, start_indices = array<i64: 5, 0>, strides = array<i64: 1, 1>}> : (tensor<8x6xf32>) -> tensor<1x6xf32>
    %40 = "stablehlo.slice"(%33) <{limit_indices = array<i64: 7, 6>, start_indices = array<i64: 6, 0>, strides = array<i64: 1, 1>}> : (tensor<8x6xf32>) -> tensor<1x6xf32>
    %41 = "stablehlo.slice"(%33) <{limit_indices = array<i64: 8, 6>, start_indices = array<i64: 7, 0>, strides = array<i64: 1, 1>}> : (tensor<8x6xf32>) -> tensor<1x6xf32>
    %42 = "stablehlo.add"(%34, %35) : (tensor<1x6xf32>, tensor<1x6xf32>) -> tensor<1x6xf32>
    %43 = "stablehlo.add"(%36, %37) : (tensor<1x6xf32>, tensor<1x6xf32>) -> tensor<1x6xf32>
    %44 = "stablehlo.add"(%38, %39) : (tensor<1x6xf32>, tensor<1x6xf32>) -> tensor<1x6xf32>
    %45 = "stablehlo.add"(%40, %41) : (tensor<1x6xf32>, tensor<1x6xf32>) -> tensor<1x6xf32>
    %46 = "stablehlo.add"(%42, %43) : (tensor<1x6xf32>, tensor<1x6xf32>) -> tensor<1x6xf32>
    %47 = "stablehlo.add"(%44, %45) : (tensor<1x6xf32>, tensor<1x6xf32>) -> tensor<1x6xf32>
    %48 = "stablehlo.add"(%46, %47) : (tensor<1x6xf32>, tensor<1x6xf32>) -> tensor<1x6xf32>
    %49 = "stablehlo.reshape"(%48) : (tensor<1x6xf32>) -> tensor<6xf32>
    %50 = "stablehlo.custom_call"(%49) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6xf32>) -> tensor<6xf32>
    %51 = "stablehlo.sqrt"(%50) : (tensor<6xf32>) -> tensor<6xf32>
    %52 = "stablehlo.constant"() <{value = dense<9.999999974752427e-7> : tensor<f32>}> : () -> tensor<f32>
    %53 = "stablehlo.broadcast_in_dim"(%52) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %54 = "stablehlo.maximum"(%51, %53) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %55 = "stablehlo.broadcast_in_dim"(%54) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %directions.56 = "stablehlo.divide"(%27, %55) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %57 = "stablehlo.reduce_precision"(%directions.56) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %58 = "stablehlo.convert"(%57) : (tensor<6x16xf32>) -> tensor<6x16xbf16>
    %59 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %60 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %61 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %62 = "stablehlo.broadcast_in_dim"(%61) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %63 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %valid_inputs.64 = "stablehlo.select"(%63, %15, %62) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %65 = "stablehlo.convert"(%valid_inputs.64) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %66 = "stablehlo.abs"(%65) : (tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %67 = "stablehlo.reduce"(%66, %21) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %68 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %69 = "stablehlo.maximum"(%67, %68) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %70 = "stablehlo.broadcast_in_dim"(%69) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %71 = "stablehlo.divide"(%65, %70) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %72 = "stablehlo.multiply"(%71, %71) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %73 = "stablehlo.reshape"(%72) : (tensor<8x4x16xf32>) -> tensor<8x4x8x2xf32>
    %74 = "stablehlo.reduce"(%73, %30) <{dimensions = array<i64: 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8x2xf32>, tensor<f32>) -> tensor<8x4x8xf32>
    %75 = "stablehlo.transpose"(%74) <{permutation = array<i64: 2, 0, 1>}> : (tensor<8x4x8xf32>) -> tensor<8x8x4xf32>
    %76 = "stablehlo.custom_call"(%75) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,2,1,4]<=[8] last_tile_dim_replicate}"} : (tensor<8x8x4xf32>) -> tensor<8x8x4xf32>
    %77 = "stablehlo.slice"(%76) <{limit_indices = array<i64: 1, 8, 4>, start_indices = array<i64: 0, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<8x8x4xf32>) -> tensor<1x8x4xf32>
    %78 = "stablehlo.slice"(%76) <{limit_indices = array<i64: 2, 8, 4>, start_indices = array<i64: 1, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<8x8x4xf32>) -> tensor<1x8x4xf32>
    %79 = "stablehlo.slice"(%76) <{limit_indices = array<i64: 3, 8, 4>, start_indices = array<i64: 2, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<8x8x4xf32>) -> tensor<1x8x4xf32>
    %80 = "stablehlo.slice"(%76) <{limit_indices = array<i64: 4, 8, 4>, start_indices = array<i64: 3, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<8x8x4xf32>) -> tensor<1x8x4xf32>
    %81 = "stablehlo.slice"(%76) <{limit_indices = array<i64: 5, 8, 4>, start_indices = array<i64: 4, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<8x8x4xf32>) -> tensor<1x8x4xf32>
    %82 = "stablehlo.slice"(%76) <{limit_indices = array<i64: 6, 8, 4>, start_indices = array<i64: 5, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<8x8x4xf32>) -> tensor<1x8x4xf32>
    %83 = "stablehlo.slice"(%76) <{limit_indices = array<i64: 7, 8, 4>, start_indices = array<i64: 6, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<8x8x4xf32>) -> tensor<1x8x4xf32>
    %84 = "stablehlo.slice"(%76) <{limit_indices = array<i64: 8, 8, 4>, start_indices = array<i64: 7, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<8x8x4xf32>) -> tensor<1x8x4xf32>
    %85 = "stablehlo.add"(%77, %78) : (tensor<1x8x4xf32>, tensor<1x8x4xf32>) -> tensor<1x8x4xf32>
    %86 = "stablehlo.add"(%79, %80) : (tensor<1x8x4xf32>, tensor<1x8x4xf32>) -> tensor<1x8x4xf32>
    %87 = "stablehlo.add"(%81, %82) : (tensor<1x8x4xf32>, tensor<1x8x4xf32>) -> tensor<1x8x4xf32>
    %88 = "stablehlo.add"(%83, %84) : (tensor<1x8x4xf32>, tensor<1x8x4xf32>) -> tensor<1x8x4xf32>
    %89 = "stablehlo.add"(%85, %86) : (tensor<1x8x4xf32>, tensor<1x8x4xf32>) -> tensor<1x8x4xf32>
    %90 = "stablehlo.add"(%87, %88) : (tensor<1x8x4xf32>, tensor<1x8x4xf32>) -> tensor<1x8x4xf32>
    %91 = "stablehlo.add"(%89, %90) : (tensor<1x8x4xf32>, tensor<1x8x4xf32>) -> tensor<1x8x4xf32>
    %92 = "stablehlo.reshape"(%91) : (tensor<1x8x4xf32>) -> tensor<8x4xf32>
    %93 = "stablehlo.custom_call"(%92) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,4]<=[8] last_tile_dim_replicate}"} : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %94 = "stablehlo.sqrt"(%93) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %95 = "stablehlo.broadcast_in_dim"(%52) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %96 = "stablehlo.maximum"(%94, %95) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %97 = "stablehlo.broadcast_in_dim"(%96) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %directions.98 = "stablehlo.divide"(%71, %97) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %99 = "stablehlo.reduce_precision"(%directions.98) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %100 = "stablehlo.convert"(%99) : (tensor<8x4x16xf32>) -> tensor<8x4x16xbf16>
    %101 = "stablehlo.reshape"(%100) : (tensor<8x4x16xbf16>) -> tensor<8x4x8x2xbf16>
    %102 = "stablehlo.transpose"(%101) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<8x4x8x2xbf16>) -> tensor<8x8x4x2xbf16>
    %103 = "stablehlo.custom_call"(%102) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2,1,1]<=[2,4]T(1,0)}"} : (tensor<8x8x4x2xbf16>) -> tensor<8x8x4x2xbf16>
    %104 = "stablehlo.reshape"(%58) : (tensor<6x16xbf16>) -> tensor<6x8x2xbf16>
    %105 = "stablehlo.transpose"(%104) <{permutation = array<i64: 1, 0, 2>}> : (tensor<6x8x2xbf16>) -> tensor<8x6x2xbf16>
    %106 = "stablehlo.custom_call"(%105) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<8x6x2xbf16>) -> tensor<8x6x2xbf16>
    %107 = "stablehlo.dot_general"(%103, %106) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x8x4x2xbf16>, tensor<8x6x2xbf16>) -> tensor<8x8x4x6xf32>
    %products_of_blocks.108 = "stablehlo.custom_call"(%107) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2,1,1]<=[2,4]T(1,0)}"} : (tensor<8x8x4x6xf32>) -> tensor<8x8x4x6xf32>
    %109 = "stablehlo.custom_call"(%products_of_blocks.108) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,8,1,1]<=[8]}"} : (tensor<8x8x4x6xf32>) -> tensor<8x8x4x6xf32>
    %110 = "stablehlo.slice"(%109) <{limit_indices = array<i64: 1, 8, 4, 6>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %111 = "stablehlo.slice"(%109) <{limit_indices = array<i64: 2, 8, 4, 6>, start_indices = array<i64: 1, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %112 = "stablehlo.slice"(%109) <{limit_indices = array<i64: 3, 8, 4, 6>, start_indices = array<i64: 2, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %113 = "stablehlo.slice"(%109) <{limit_indices = array<i64: 4, 8, 4, 6>, start_indices = array<i64: 3, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %114 = "stablehlo.slice"(%109) <{limit_indices = array<i64: 5, 8, 4, 6>, start_indices = array<i64: 4, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %115 = "stablehlo.slice"(%109) <{limit_indices = array<i64: 6, 8, 4, 6>, start_indices = array<i64: 5, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %116 = "stablehlo.slice"(%109) <{limit_indices = array<i64: 7, 8, 4, 6>, start_indices = array<i64: 6, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %117 = "stablehlo.slice"(%109) <{limit_indices = array<i64: 8, 8, 4, 6>, start_indices = array<i64: 7, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %118 = "stablehlo.add"(%110, %111) : (tensor<1x8x4x6xf32>, tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %119 = "stablehlo.add"(%112, %113) : (tensor<1x8x4x6xf32>, tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %120 = "stablehlo.add"(%114, %115) : (tensor<1x8x4x6xf32>, tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %121 = "stablehlo.add"(%116, %117) : (tensor<1x8x4x6xf32>, tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %122 = "stablehlo.add"(%118, %119) : (tensor<1x8x4x6xf32>, tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %123 = "stablehlo.add"(%120, %121) : (tensor<1x8x4x6xf32>, tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %124 = "stablehlo.add"(%122, %123) : (tensor<1x8x4x6xf32>, tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %products.125 = "stablehlo.reshape"(%124) : (tensor<1x8x4x6xf32>) -> tensor<8x4x6xf32>
    %126 = "stablehlo.broadcast_in_dim"(%60) <{broadcast_dimensions = array<i64: 2>}> : (tensor<6xf32>) -> tensor<8x4x6xf32>
    %scores.127 = "stablehlo.subtract"(%126, %products.125) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %128 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<6xi32>
    %129 = "stablehlo.broadcast_in_dim"(%128) <{broadcast_dimensions = array<i64: 2>}> : (tensor<6xi32>) -> tensor<8x4x6xi32>
    %130 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %131 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %132:2 = "stablehlo.reduce"(%scores.127, %129, %130, %131) <{dimensions = array<i64: 2>}> ({
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
    %133 = "stablehlo.broadcast_in_dim"(%130) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %134 = "stablehlo.compare"(%132#0, %133) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %135 = "stablehlo.broadcast_in_dim"(%59) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %136 = "stablehlo.select"(%134, %132#1, %135) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %nearest.137 = "stablehlo.custom_call"(%136) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,4]<=[8] last_tile_dim_replicate}"} : (tensor<8x4xi32>) -> tensor<8x4xi32>
    %138 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %139 = "stablehlo.broadcast_in_dim"(%138) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes.140 = "stablehlo.select"(%19, %nearest.137, %139) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %141 = "stablehlo.broadcast_in_dim"(%codes.140) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x6xi32>
    %142 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %assignments.143 = "stablehlo.compare"(%141, %142) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x6xi32>, tensor<8x4x6xi32>) -> tensor<8x4x6xi1>
    %144 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %145 = "stablehlo.broadcast_in_dim"(%144) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %146 = "stablehlo.clamp"(%135, %codes.140, %145) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %147 = "stablehlo.gather"(%58, %146) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %quantized.148 = "stablehlo.select"(%63, %147, %62) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %149 = "stablehlo.convert"(%d_quantized) : (tensor<8x4x12xbf16>) -> tensor<8x4x12xf32>
    %150 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x12xf32>
    %151 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x12xi1>
    %152 = "stablehlo.select"(%151, %149, %150) : (tensor<8x4x12xi1>, tensor<8x4x12xf32>, tensor<8x4x12xf32>) -> tensor<8x4x12xf32>
    %153 = "stablehlo.reduce_precision"(%project_out) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x12xf32>) -> tensor<16x12xf32>
    %154 = "stablehlo.convert"(%153) : (tensor<16x12xf32>) -> tensor<16x12xbf16>
    %155 = "stablehlo.convert"(%quantized.148) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %156 = "stablehlo.convert"(%154) : (tensor<16x12xbf16>) -> tensor<16x12xf32>
    %157 = "stablehlo.dot_general"(%152, %156) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x12xf32>, tensor<16x12xf32>) -> tensor<8x4x16xf32>
    %d_project_out.158 = "stablehlo.dot_general"(%155, %152) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x16xf32>, tensor<8x4x12xf32>) -> tensor<16x12xf32>
    %159 = "stablehlo.reduce"(%152, %30) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x12xf32>, tensor<f32>) -> tensor<12xf32>
    %160 = "stablehlo.convert"(%assignments.143) : (tensor<8x4x6xi1>) -> tensor<8x4x6xf32>
    %counts.161 = "stablehlo.reduce"(%160, %30) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<6xf32>
    %162 = "stablehlo.reduce"(%counts.161, %30) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %163 = "stablehlo.maximum"(%162, %23) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %164 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %165 = "stablehlo.convert"(%100) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %166 = "stablehlo.subtract"(%165, %155) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %167 = "stablehlo.subtract"(%155, %165) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %168 = "stablehlo.reshape"(%assignments.143) : (tensor<8x4x6xi1>) -> tensor<2x4x1x4x6xi1>
    %169 = "stablehlo.transpose"(%168) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x4x1x4x6xi1>) -> tensor<2x1x4x4x6xi1>
    %170 = "stablehlo.reshape"(%167) : (tensor<8x4x16xf32>) -> tensor<2x4x1x4x16xf32>
    %171 = "stablehlo.transpose"(%170) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x4x1x4x16xf32>) -> tensor<2x1x4x4x16xf32>
    %172 = "stablehlo.convert"(%169) : (tensor<2x1x4x4x6xi1>) -> tensor<2x1x4x4x6xf32>
    %sums.173 = "stablehlo.dot_general"(%172, %171) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<2x1x4x4x6xf32>, tensor<2x1x4x4x16xf32>) -> tensor<2x1x6x16xf32>
    %174 = "stablehlo.custom_call"(%sums.173) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,1,4]<=[8]}"} : (tensor<2x1x6x16xf32>) -> tensor<2x1x6x16xf32>
    %175 = "stablehlo.add"(%164, %166) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %sums.176 = "stablehlo.reduce"(%174, %30) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x1x6x16xf32>, tensor<f32>) -> tensor<6x16xf32>
    %177 = "stablehlo.divide"(%d_loss, %163) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %178 = "stablehlo.divide"(%177, %23) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %179 = "stablehlo.constant"() <{value = dense<3.125e-2> : tensor<f32>}> : () -> tensor<f32>
    %180 = "stablehlo.multiply"(%178, %179) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %181 = "stablehlo.broadcast_in_dim"(%180) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %182 = "stablehlo.multiply"(%181, %175) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %183 = "stablehlo.add"(%157, %182) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %184 = "stablehlo.constant"() <{value = dense<6.25e-2> : tensor<f32>}> : () -> tensor<f32>
    %185 = "stablehlo.multiply"(%178, %184) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %186 = "stablehlo.broadcast_in_dim"(%185) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %187 = "stablehlo.multiply"(%186, %sums.176) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %188 = "stablehlo.reduce"(%72, %30) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %189 = "stablehlo.sqrt"(%188) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %190 = "stablehlo.maximum"(%189, %95) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %191 = "stablehlo.broadcast_in_dim"(%190) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %directions.192 = "stablehlo.divide"(%71, %191) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %193 = "stablehlo.multiply"(%189, %69) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %194 = "stablehlo.multiply"(%directions.192, %183) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %195 = "stablehlo.reduce"(%194, %30) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %196 = "stablehlo.broadcast_in_dim"(%195) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %197 = "stablehlo.multiply"(%directions.192, %196) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %198 = "stablehlo.subtract"(%183, %197) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %199 = "stablehlo.compare"(%193, %95) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %200 = "stablehlo.select"(%199, %193, %95) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %201 = "stablehlo.broadcast_in_dim"(%200) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %202 = "stablehlo.divide"(%198, %201) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %203 = "stablehlo.broadcast_in_dim"(%199) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %204 = "stablehlo.select"(%203, %202, %164) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %205 = "stablehlo.reduce"(%28, %30) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %206 = "stablehlo.sqrt"(%205) : (tensor<6xf32>) -> tensor<6xf32>
    %207 = "stablehlo.maximum"(%206, %53) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %208 = "stablehlo.broadcast_in_dim"(%207) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %directions.209 = "stablehlo.divide"(%27, %208) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %210 = "stablehlo.multiply"(%206, %25) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %211 = "stablehlo.multiply"(%directions.209, %187) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %212 = "stablehlo.reduce"(%211, %30) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %213 = "stablehlo.broadcast_in_dim"(%212) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %214 = "stablehlo.multiply"(%directions.209, %213) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %215 = "stablehlo.subtract"(%187, %214) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %216 = "stablehlo.compare"(%210, %53) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %217 = "stablehlo.select"(%216, %210, %53) : (tensor<6xi1>, tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %218 = "stablehlo.broadcast_in_dim"(%217) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %219 = "stablehlo.divide"(%215, %218) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %220 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %221 = "stablehlo.broadcast_in_dim"(%216) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xi1>) -> tensor<6x16xi1>
    %d_codebook.222 = "stablehlo.select"(%221, %219, %220) : (tensor<6x16xi1>, tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %223 = "stablehlo.select"(%63, %204, %164) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %224 = "stablehlo.broadcast_in_dim"(%61) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x12xbf16>
    %225 = "stablehlo.select"(%151, %inputs, %224) : (tensor<8x4x12xi1>, tensor<8x4x12xbf16>, tensor<8x4x12xbf16>) -> tensor<8x4x12xbf16>
    %226 = "stablehlo.convert"(%225) : (tensor<8x4x12xbf16>) -> tensor<8x4x12xf32>
    %227 = "stablehlo.convert"(%9) : (tensor<12x16xbf16>) -> tensor<12x16xf32>
    %228 = "stablehlo.dot_general"(%223, %227) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x16xf32>, tensor<12x16xf32>) -> tensor<8x4x12xf32>
    %d_project_in.229 = "stablehlo.dot_general"(%226, %223) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x12xf32>, tensor<8x4x16xf32>) -> tensor<12x16xf32>
    %230 = "stablehlo.reduce"(%223, %30) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<16xf32>
    %d_inputs.231 = "stablehlo.convert"(%228) : (tensor<8x4x12xf32>) -> tensor<8x4x12xbf16>
    "func.return"(%d_inputs.231, %d_codebook.222, %d_project_in.229, %230, %d_project_out.158, %159) : (tensor<8x4x12xbf16>, tensor<6x16xf32>, tensor<12x16xf32>, tensor<16xf32>, tensor<16x12xf32>, tensor<12xf32>) -> ()
  }
}
