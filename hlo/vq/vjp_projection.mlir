module @vqbit_vjp attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %inputs: tensor<8x4x12xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %mask: tensor<8x4xi1> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>},
      %d_quantized: tensor<8x4x12xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %d_loss: tensor<f32> {sdy.sharding = #sdy.sharding<@mesh, []>},
      %codebook: tensor<6x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>},
      %project_in: tensor<12x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>},
      %project_in_bias: tensor<16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>},
      %project_out: tensor<16x12xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}) -> (
      tensor<8x4x12xbf16> {jax.result_info = "d_inputs", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      tensor<6x16xf32> {jax.result_info = "d_codebook", sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>},
      tensor<12x16xf32> {jax.result_info = "d_project_in", sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>},
      tensor<16xf32> {jax.result_info = "d_project_in_bias", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>},
      tensor<16x12xf32> {jax.result_info = "d_project_out", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>},
      tensor<12xf32> {jax.result_info = "d_project_out_bias", sdy.sharding = #sdy.sharding<@mesh, [{}]>}) {
    %8 = "stablehlo.reduce_precision"(%project_in) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %9 = "stablehlo.convert"(%8) : (tensor<12x16xf32>) -> tensor<12x16xbf16>
    %10 = "stablehlo.dot_general"(%inputs, %9) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x12xbf16>, tensor<12x16xbf16>) -> tensor<8x4x16xf32>
    %11 = "stablehlo.broadcast_in_dim"(%project_in_bias) <{broadcast_dimensions = array<i64: 2>}> : (tensor<16xf32>) -> tensor<8x4x16xf32>
    %12 = "stablehlo.add"(%10, %11) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %13 = "stablehlo.reduce_precision"(%12) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %14 = "stablehlo.convert"(%13) : (tensor<8x4x16xf32>) -> tensor<8x4x16xbf16>
    %15 = "sdy.sharding_constraint"(%14) <{sharding = #sdy.sharding<@mesh, [{"data"}, {}, {"model"}]>}> : (tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
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
    %32 = "sdy.sharding_constraint"(%31) <{sharding = #sdy.sharding<@mesh, [{}, {}]>}> : (tensor<6x8xf32>) -> tensor<6x8xf32>
    %33 = "stablehlo.slice"(%32) <{limit_indices = array<i64: 6, 1>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<6x8xf32>) -> tensor<6x1xf32>
    %34 = "stablehlo.slice"(%32) <{limit_indices = array<i64: 6, 2>, start_indices = array<i64: 0, 1>, strides = array<i64: 1, 1>}> : (tensor<6x8xf32>) -> tensor<6x1xf32>
    %35 = "stablehlo.slice"(%32) <{limit_indices = array<i64: 6, 3>, start_indices = array<i64: 0, 2>, strides = array<i64: 1, 1>}> : (tensor<6x8xf32>) -> tensor<6x1xf32>
    %36 = "stablehlo.slice"(%32) <{limit_indices = array<i64: 6, 4>, start_indices = array<i64: 0, 3>, strides = array<i64: 1, 1>}> : (tensor<6x8xf32>) -> tensor<6x1xf32>
    %37 = "stablehlo.slice"(%32) <{limit_indices = array<i64: 6, 5>, start_indices = array<i64: 0, 4>, strides = array<i64: 1, 1>}> : (tensor<6x8xf32>) -> tensor<6x1xf32>
    %38 = "stablehlo.slice"(%32) <{limit_indices = array<i64: 6, 6>, start_indices = array<i64: 0, 5>, strides = array<i64: 1, 1>}> : (tensor<6x8xf32>) -> tensor<6x1xf32>
    %39 = "stablehlo.slice"(%32) <{limit_indices = array<i64: 6, 7>, start_indices = array<i64: 0, 6>, strides = array<i64: 1, 1>}> : (tensor<6x8xf32>) -> tensor<6x1xf32>
    %40 = "stablehlo.slice"(%32) <{limit_indices = array<i64: 6, 8>, start_indices = array<i64: 0, 7>, strides = array<i64: 1, 1>}> : (tensor<6x8xf32>) -> tensor<6x1xf32>
    %41 = "stablehlo.add"(%33, %34) : (tensor<6x1xf32>, tensor<6x1xf32>) -> tensor<6x1xf32>
    %42 = "stablehlo.add"(%35, %36) : (tensor<6x1xf32>, tensor<6x1xf32>) -> tensor<6x1xf32>
    %43 = "stablehlo.add"(%37, %38) : (tensor<6x1xf32>, tensor<6x1xf32>) -> tensor<6x1xf32>
    %44 = "stablehlo.add"(%39, %40) : (tensor<6x1xf32>, tensor<6x1xf32>) -> tensor<6x1xf32>
    %45 = "stablehlo.add"(%41, %42) : (tensor<6x1xf32>, tensor<6x1xf32>) -> tensor<6x1xf32>
    %46 = "stablehlo.add"(%43, %44) : (tensor<6x1xf32>, tensor<6x1xf32>) -> tensor<6x1xf32>
    %47 = "stablehlo.add"(%45, %46) : (tensor<6x1xf32>, tensor<6x1xf32>) -> tensor<6x1xf32>
    %48 = "stablehlo.reshape"(%47) : (tensor<6x1xf32>) -> tensor<6xf32>
    %49 = "stablehlo.sqrt"(%48) : (tensor<6xf32>) -> tensor<6xf32>
    %50 = "stablehlo.constant"() <{value = dense<9.999999974752427e-7> : tensor<f32>}> : () -> tensor<f32>
    %51 = "stablehlo.broadcast_in_dim"(%50) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %52 = "stablehlo.maximum"(%49, %51) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %53 = "stablehlo.broadcast_in_dim"(%52) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %directions.54 = "stablehlo.divide"(%27, %53) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %55 = "stablehlo.reduce_precision"(%directions.54) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %56 = "stablehlo.convert"(%55) : (tensor<6x16xf32>) -> tensor<6x16xbf16>
    %57 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %58 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %59 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %60 = "stablehlo.broadcast_in_dim"(%59) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %61 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %valid_inputs.62 = "stablehlo.select"(%61, %15, %60) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %63 = "stablehlo.convert"(%valid_inputs.62) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %64 = "stablehlo.abs"(%63) : (tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %65 = "stablehlo.reduce"(%64, %21) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %66 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %67 = "stablehlo.maximum"(%65, %66) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %68 = "stablehlo.broadcast_in_dim"(%67) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %69 = "stablehlo.divide"(%63, %68) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %70 = "stablehlo.multiply"(%69, %69) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %71 = "stablehlo.reshape"(%70) : (tensor<8x4x16xf32>) -> tensor<8x4x8x2xf32>
    %72 = "stablehlo.reduce"(%71, %30) <{dimensions = array<i64: 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8x2xf32>, tensor<f32>) -> tensor<8x4x8xf32>
    %73 = "sdy.sharding_constraint"(%72) <{sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>}> : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %74 = "stablehlo.slice"(%73) <{limit_indices = array<i64: 8, 4, 1>, start_indices = array<i64: 0, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<8x4x8xf32>) -> tensor<8x4x1xf32>
    %75 = "stablehlo.slice"(%73) <{limit_indices = array<i64: 8, 4, 2>, start_indices = array<i64: 0, 0, 1>, strides = array<i64: 1, 1, 1>}> : (tensor<8x4x8xf32>) -> tensor<8x4x1xf32>
    %76 = "stablehlo.slice"(%73) <{limit_indices = array<i64: 8, 4, 3>, start_indices = array<i64: 0, 0, 2>, strides = array<i64: 1, 1, 1>}> : (tensor<8x4x8xf32>) -> tensor<8x4x1xf32>
    %77 = "stablehlo.slice"(%73) <{limit_indices = array<i64: 8, 4, 4>, start_indices = array<i64: 0, 0, 3>, strides = array<i64: 1, 1, 1>}> : (tensor<8x4x8xf32>) -> tensor<8x4x1xf32>
    %78 = "stablehlo.slice"(%73) <{limit_indices = array<i64: 8, 4, 5>, start_indices = array<i64: 0, 0, 4>, strides = array<i64: 1, 1, 1>}> : (tensor<8x4x8xf32>) -> tensor<8x4x1xf32>
    %79 = "stablehlo.slice"(%73) <{limit_indices = array<i64: 8, 4, 6>, start_indices = array<i64: 0, 0, 5>, strides = array<i64: 1, 1, 1>}> : (tensor<8x4x8xf32>) -> tensor<8x4x1xf32>
    %80 = "stablehlo.slice"(%73) <{limit_indices = array<i64: 8, 4, 7>, start_indices = array<i64: 0, 0, 6>, strides = array<i64: 1, 1, 1>}> : (tensor<8x4x8xf32>) -> tensor<8x4x1xf32>
    %81 = "stablehlo.slice"(%73) <{limit_indices = array<i64: 8, 4, 8>, start_indices = array<i64: 0, 0, 7>, strides = array<i64: 1, 1, 1>}> : (tensor<8x4x8xf32>) -> tensor<8x4x1xf32>
    %82 = "stablehlo.add"(%74, %75) : (tensor<8x4x1xf32>, tensor<8x4x1xf32>) -> tensor<8x4x1xf32>
    %83 = "stablehlo.add"(%76, %77) : (tensor<8x4x1xf32>, tensor<8x4x1xf32>) -> tensor<8x4x1xf32>
    %84 = "stablehlo.add"(%78, %79) : (tensor<8x4x1xf32>, tensor<8x4x1xf32>) -> tensor<8x4x1xf32>
    %85 = "stablehlo.add"(%80, %81) : (tensor<8x4x1xf32>, tensor<8x4x1xf32>) -> tensor<8x4x1xf32>
    %86 = "stablehlo.add"(%82, %83) : (tensor<8x4x1xf32>, tensor<8x4x1xf32>) -> tensor<8x4x1xf32>
    %87 = "stablehlo.add"(%84, %85) : (tensor<8x4x1xf32>, tensor<8x4x1xf32>) -> tensor<8x4x1xf32>
    %88 = "stablehlo.add"(%86, %87) : (tensor<8x4x1xf32>, tensor<8x4x1xf32>) -> tensor<8x4x1xf32>
    %89 = "stablehlo.reshape"(%88) : (tensor<8x4x1xf32>) -> tensor<8x4xf32>
    %90 = "stablehlo.sqrt"(%89) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %91 = "stablehlo.broadcast_in_dim"(%50) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %92 = "stablehlo.maximum"(%90, %91) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %93 = "stablehlo.broadcast_in_dim"(%92) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %directions.94 = "stablehlo.divide"(%69, %93) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %95 = "stablehlo.reduce_precision"(%directions.94) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %96 = "stablehlo.convert"(%95) : (tensor<8x4x16xf32>) -> tensor<8x4x16xbf16>
    %97 = "stablehlo.reshape"(%96) : (tensor<8x4x16xbf16>) -> tensor<8x4x8x2xbf16>
    %98 = "stablehlo.transpose"(%97) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<8x4x8x2xbf16>) -> tensor<8x8x4x2xbf16>
    %99 = "sdy.sharding_constraint"(%98) <{sharding = #sdy.sharding<@mesh, [{"model"}, {"data"}, {}, {}]>}> : (tensor<8x8x4x2xbf16>) -> tensor<8x8x4x2xbf16>
    %100 = "stablehlo.reshape"(%56) : (tensor<6x16xbf16>) -> tensor<6x8x2xbf16>
    %101 = "stablehlo.transpose"(%100) <{permutation = array<i64: 1, 0, 2>}> : (tensor<6x8x2xbf16>) -> tensor<8x6x2xbf16>
    %102 = "sdy.sharding_constraint"(%101) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}, {}]>}> : (tensor<8x6x2xbf16>) -> tensor<8x6x2xbf16>
    %103 = "stablehlo.dot_general"(%99, %102) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x8x4x2xbf16>, tensor<8x6x2xbf16>) -> tensor<8x8x4x6xf32>
    %products_of_blocks.104 = "sdy.sharding_constraint"(%103) <{sharding = #sdy.sharding<@mesh, [{"model"}, {"data"}, {}, {}]>}> : (tensor<8x8x4x6xf32>) -> tensor<8x8x4x6xf32>
    %105 = "sdy.sharding_constraint"(%products_of_blocks.104) <{sharding = #sdy.sharding<@mesh, [{}, {"data", "model"}, {}, {}]>}> : (tensor<8x8x4x6xf32>) -> tensor<8x8x4x6xf32>
    %106 = "stablehlo.slice"(%105) <{limit_indices = array<i64: 1, 8, 4, 6>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %107 = "stablehlo.slice"(%105) <{limit_indices = array<i64: 2, 8, 4, 6>, start_indices = array<i64: 1, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %108 = "stablehlo.slice"(%105) <{limit_indices = array<i64: 3, 8, 4, 6>, start_indices = array<i64: 2, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %109 = "stablehlo.slice"(%105) <{limit_indices = array<i64: 4, 8, 4, 6>, start_indices = array<i64: 3, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %110 = "stablehlo.slice"(%105) <{limit_indices = array<i64: 5, 8, 4, 6>, start_indices = array<i64: 4, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %111 = "stablehlo.slice"(%105) <{limit_indices = array<i64: 6, 8, 4, 6>, start_indices = array<i64: 5, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %112 = "stablehlo.slice"(%105) <{limit_indices = array<i64: 7, 8, 4, 6>, start_indices = array<i64: 6, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %113 = "stablehlo.slice"(%105) <{limit_indices = array<i64: 8, 8, 4, 6>, start_indices = array<i64: 7, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %114 = "stablehlo.add"(%106, %107) : (tensor<1x8x4x6xf32>, tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %115 = "stablehlo.add"(%108, %109) : (tensor<1x8x4x6xf32>, tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %116 = "stablehlo.add"(%110, %111) : (tensor<1x8x4x6xf32>, tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %117 = "stablehlo.add"(%112, %113) : (tensor<1x8x4x6xf32>, tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %118 = "stablehlo.add"(%114, %115) : (tensor<1x8x4x6xf32>, tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %119 = "stablehlo.add"(%116, %117) : (tensor<1x8x4x6xf32>, tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %120 = "stablehlo.add"(%118, %119) : (tensor<1x8x4x6xf32>, tensor<1x8x4x6xf32>) -> tensor<1x8x4x6xf32>
    %products.121 = "stablehlo.reshape"(%120) : (tensor<1x8x4x6xf32>) -> tensor<8x4x6xf32>
    %122 = "stablehlo.broadcast_in_dim"(%58) <{broadcast_dimensions = array<i64: 2>}> : (tensor<6xf32>) -> tensor<8x4x6xf32>
    %scores.123 = "stablehlo.subtract"(%122, %products.121) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %124 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %125 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %126 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %127:2 = "stablehlo.reduce"(%scores.123, %124, %125, %126) <{dimensions = array<i64: 2>}> ({
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
    %128 = "stablehlo.broadcast_in_dim"(%125) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %129 = "stablehlo.compare"(%127#0, %128) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %130 = "stablehlo.broadcast_in_dim"(%57) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest.131 = "stablehlo.select"(%129, %127#1, %130) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %132 = "sdy.sharding_constraint"(%nearest.131) <{sharding = #sdy.sharding<@mesh, [{"data"}, {}]>}> : (tensor<8x4xi32>) -> tensor<8x4xi32>
    %133 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %134 = "stablehlo.broadcast_in_dim"(%133) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes.135 = "stablehlo.select"(%19, %132, %134) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %136 = "stablehlo.broadcast_in_dim"(%codes.135) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x6xi32>
    %assignments.137 = "stablehlo.compare"(%136, %124) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x6xi32>, tensor<8x4x6xi32>) -> tensor<8x4x6xi1>
    %138 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %139 = "stablehlo.broadcast_in_dim"(%138) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %140 = "stablehlo.clamp"(%130, %codes.135, %139) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %141 = "stablehlo.gather"(%56, %140) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %quantized.142 = "stablehlo.select"(%61, %141, %60) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %143 = "stablehlo.convert"(%d_quantized) : (tensor<8x4x12xbf16>) -> tensor<8x4x12xf32>
    %144 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x12xf32>
    %145 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x12xi1>
    %146 = "stablehlo.select"(%145, %143, %144) : (tensor<8x4x12xi1>, tensor<8x4x12xf32>, tensor<8x4x12xf32>) -> tensor<8x4x12xf32>
    %147 = "stablehlo.reduce_precision"(%project_out) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x12xf32>) -> tensor<16x12xf32>
    %148 = "stablehlo.convert"(%147) : (tensor<16x12xf32>) -> tensor<16x12xbf16>
    %149 = "stablehlo.convert"(%quantized.142) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %150 = "stablehlo.convert"(%148) : (tensor<16x12xbf16>) -> tensor<16x12xf32>
    %151 = "stablehlo.dot_general"(%146, %150) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x12xf32>, tensor<16x12xf32>) -> tensor<8x4x16xf32>
    %d_project_out.152 = "stablehlo.dot_general"(%149, %146) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x16xf32>, tensor<8x4x12xf32>) -> tensor<16x12xf32>
    %153 = "stablehlo.reduce"(%146, %30) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x12xf32>, tensor<f32>) -> tensor<12xf32>
    %154 = "stablehlo.convert"(%assignments.137) : (tensor<8x4x6xi1>) -> tensor<8x4x6xf32>
    %counts.155 = "stablehlo.reduce"(%154, %30) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<6xf32>
    %156 = "stablehlo.reduce"(%counts.155, %30) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %157 = "stablehlo.maximum"(%156, %23) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %158 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %159 = "stablehlo.convert"(%96) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %160 = "stablehlo.subtract"(%159, %149) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %161 = "stablehlo.subtract"(%149, %159) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %162 = "stablehlo.reshape"(%assignments.137) : (tensor<8x4x6xi1>) -> tensor<2x4x1x4x6xi1>
    %163 = "stablehlo.transpose"(%162) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x4x1x4x6xi1>) -> tensor<2x1x4x4x6xi1>
    %164 = "stablehlo.reshape"(%161) : (tensor<8x4x16xf32>) -> tensor<2x4x1x4x16xf32>
    %165 = "stablehlo.transpose"(%164) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x4x1x4x16xf32>) -> tensor<2x1x4x4x16xf32>
    %166 = "stablehlo.convert"(%163) : (tensor<2x1x4x4x6xi1>) -> tensor<2x1x4x4x6xf32>
    %sums.167 = "stablehlo.dot_general"(%166, %165) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<2x1x4x4x6xf32>, tensor<2x1x4x4x16xf32>) -> tensor<2x1x6x16xf32>
    %168 = "sdy.sharding_constraint"(%sums.167) <{sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}, {"model"}]>}> : (tensor<2x1x6x16xf32>) -> tensor<2x1x6x16xf32>
    %169 = "stablehlo.add"(%158, %160) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %sums.170 = "stablehlo.reduce"(%168, %30) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x1x6x16xf32>, tensor<f32>) -> tensor<6x16xf32>
    %171 = "stablehlo.divide"(%d_loss, %157) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %172 = "stablehlo.divide"(%171, %23) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %173 = "stablehlo.constant"() <{value = dense<3.125e-2> : tensor<f32>}> : () -> tensor<f32>
    %174 = "stablehlo.multiply"(%172, %173) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %175 = "stablehlo.broadcast_in_dim"(%174) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %176 = "stablehlo.multiply"(%175, %169) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %177 = "stablehlo.add"(%151, %176) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %178 = "stablehlo.constant"() <{value = dense<6.25e-2> : tensor<f32>}> : () -> tensor<f32>
    %179 = "stablehlo.multiply"(%172, %178) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %180 = "stablehlo.broadcast_in_dim"(%179) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %181 = "stablehlo.multiply"(%180, %sums.170) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %182 = "stablehlo.reduce"(%70, %30) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %183 = "stablehlo.sqrt"(%182) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %184 = "stablehlo.maximum"(%183, %91) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %185 = "stablehlo.broadcast_in_dim"(%184) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %directions.186 = "stablehlo.divide"(%69, %185) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %187 = "stablehlo.multiply"(%183, %67) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %188 = "stablehlo.multiply"(%directions.186, %177) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %189 = "stablehlo.reduce"(%188, %30) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %190 = "stablehlo.broadcast_in_dim"(%189) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %191 = "stablehlo.multiply"(%directions.186, %190) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %192 = "stablehlo.subtract"(%177, %191) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %193 = "stablehlo.compare"(%187, %91) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %194 = "stablehlo.select"(%193, %187, %91) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %195 = "stablehlo.broadcast_in_dim"(%194) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %196 = "stablehlo.divide"(%192, %195) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %197 = "stablehlo.broadcast_in_dim"(%193) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %198 = "stablehlo.select"(%197, %196, %158) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %199 = "stablehlo.reduce"(%28, %30) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %200 = "stablehlo.sqrt"(%199) : (tensor<6xf32>) -> tensor<6xf32>
    %201 = "stablehlo.maximum"(%200, %51) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %202 = "stablehlo.broadcast_in_dim"(%201) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %directions.203 = "stablehlo.divide"(%27, %202) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %204 = "stablehlo.multiply"(%200, %25) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %205 = "stablehlo.multiply"(%directions.203, %181) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %206 = "stablehlo.reduce"(%205, %30) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %207 = "stablehlo.broadcast_in_dim"(%206) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %208 = "stablehlo.multiply"(%directions.203, %207) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %209 = "stablehlo.subtract"(%181, %208) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %210 = "stablehlo.compare"(%204, %51) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %211 = "stablehlo.select"(%210, %204, %51) : (tensor<6xi1>, tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %212 = "stablehlo.broadcast_in_dim"(%211) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %213 = "stablehlo.divide"(%209, %212) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %214 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %215 = "stablehlo.broadcast_in_dim"(%210) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xi1>) -> tensor<6x16xi1>
    %d_codebook.216 = "stablehlo.select"(%215, %213, %214) : (tensor<6x16xi1>, tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %217 = "stablehlo.select"(%61, %198, %158) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %218 = "stablehlo.broadcast_in_dim"(%59) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x12xbf16>
    %219 = "stablehlo.select"(%145, %inputs, %218) : (tensor<8x4x12xi1>, tensor<8x4x12xbf16>, tensor<8x4x12xbf16>) -> tensor<8x4x12xbf16>
    %220 = "stablehlo.convert"(%219) : (tensor<8x4x12xbf16>) -> tensor<8x4x12xf32>
    %221 = "stablehlo.convert"(%9) : (tensor<12x16xbf16>) -> tensor<12x16xf32>
    %222 = "stablehlo.dot_general"(%217, %221) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x16xf32>, tensor<12x16xf32>) -> tensor<8x4x12xf32>
    %d_project_in.223 = "stablehlo.dot_general"(%220, %217) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x12xf32>, tensor<8x4x16xf32>) -> tensor<12x16xf32>
    %224 = "stablehlo.reduce"(%217, %30) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<16xf32>
    %d_inputs.225 = "stablehlo.convert"(%222) : (tensor<8x4x12xf32>) -> tensor<8x4x12xbf16>
    "func.return"(%d_inputs.225, %d_codebook.216, %d_project_in.223, %224, %d_project_out.152, %153) : (tensor<8x4x12xbf16>, tensor<6x16xf32>, tensor<12x16xf32>, tensor<16xf32>, tensor<16x12xf32>, tensor<12xf32>) -> ()
  }
}
