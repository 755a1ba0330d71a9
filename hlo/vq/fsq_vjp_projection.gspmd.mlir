module @vqbit_vjp attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x12xbf16> {mhlo.sharding = "{devices=[8,1,1]<=[8]}"},
      %mask: tensor<8x4xi1> {mhlo.sharding = "{devices=[8,1]<=[8]}"},
      %d_quantized: tensor<8x4x12xbf16> {mhlo.sharding = "{devices=[8,1,1]<=[8]}"},
      %d_loss: tensor<f32> {mhlo.sharding = "{replicated}"},
      %project_in: tensor<12x4xf32> {mhlo.sharding = "{replicated}"},
      %project_in_bias: tensor<4xf32> {mhlo.sharding = "{replicated}"},
      %project_out: tensor<4x12xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<8x4x12xbf16> {jax.result_info = "d_inputs", mhlo.sharding = "{devices=[8,1,1]<=[8]}"},
      tensor<12x4xf32> {jax.result_info = "d_project_in", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "d_project_in_bias", mhlo.sharding = "{replicated}"},
      tensor<4x12xf32> {jax.result_info = "d_project_out", mhlo.sharding = "{replicated}"},
      tensor<12xf32> {jax.result_info = "d_project_out_bias", mhlo.sharding = "{replicated}"}) {
    %7 = "stablehlo.reduce_precision"(%project_in) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<12x4xf32>) -> tensor<12x4xf32>
    %8 = "stablehlo.convert"(%7) : (tensor<12x4xf32>) -> tensor<12x4xbf16>
    %9 = "stablehlo.dot_general"(%inputs, %8) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x12xbf16>, tensor<12x4xbf16>) -> tensor<8x4x4xf32>
    %10 = "stablehlo.broadcast_in_dim"(%project_in_bias) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<8x4x4xf32>
    %11 = "stablehlo.add"(%9, %10) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %12 = "stablehlo.reduce_precision"(%11) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %13 = "stablehlo.convert"(%12) : (tensor<8x4x4xf32>) -> tensor<8x4x4xbf16>
    %14 = "stablehlo.is_finite"(%13) : (tensor<8x4x4xbf16>) -> tensor<8x4x4xi1>
    %15 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.16 = "stablehlo.reduce"(%14, %15) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x4xi1>, tensor<i1>) -> tensor<8x4xi1>
    %17 = "stablehlo.and"(%valid.16, %mask) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %18 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %19 = "stablehlo.broadcast_in_dim"(%18) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x4xbf16>
    %20 = "stablehlo.broadcast_in_dim"(%17) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x4xi1>
    %valid_inputs.21 = "stablehlo.select"(%20, %13, %19) : (tensor<8x4x4xi1>, tensor<8x4x4xbf16>, tensor<8x4x4xbf16>) -> tensor<8x4x4xbf16>
    %22 = "stablehlo.convert"(%valid_inputs.21) : (tensor<8x4x4xbf16>) -> tensor<8x4x4xf32>
    %23 = "stablehlo.constant"() <{value = dense<[1.439829170703888e-1, 0.0, 0.0, 0.0]> : tensor<4xf32>}> : () -> tensor<4xf32>
    %24 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<8x4x4xf32>
    %25 = "stablehlo.add"(%22, %24) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %26 = "stablehlo.tanh"(%25) : (tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %27 = "stablehlo.constant"() <{value = dense<[3.496500015258789, 1.9980000257492065, 1.9980000257492065, 1.9980000257492065]> : tensor<4xf32>}> : () -> tensor<4xf32>
    %28 = "stablehlo.broadcast_in_dim"(%27) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<8x4x4xf32>
    %29 = "stablehlo.multiply"(%26, %28) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %30 = "stablehlo.constant"() <{value = dense<[4.0, 2.5, 2.5, 2.5]> : tensor<4xf32>}> : () -> tensor<4xf32>
    %31 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<8x4x4xf32>
    %32 = "stablehlo.add"(%29, %31) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %33 = "stablehlo.floor"(%32) : (tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %34 = "stablehlo.convert"(%33) : (tensor<8x4x4xf32>) -> tensor<8x4x4xi32>
    %35 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %36 = "stablehlo.broadcast_in_dim"(%35) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4x4xi32>
    %37 = "stablehlo.constant"() <{value = dense<[8, 5, 5, 5]> : tensor<4xi32>}> : () -> tensor<4xi32>
    %38 = "stablehlo.broadcast_in_dim"(%37) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xi32>) -> tensor<8x4x4xi32>
    %39 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    %40 = "stablehlo.broadcast_in_dim"(%39) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4x4xi32>
    %41 = "stablehlo.subtract"(%38, %40) : (tensor<8x4x4xi32>, tensor<8x4x4xi32>) -> tensor<8x4x4xi32>
    %digits.42 = "stablehlo.clamp"(%36, %34, %41) : (tensor<8x4x4xi32>, tensor<8x4x4xi32>, tensor<8x4x4xi32>) -> tensor<8x4x4xi32>
    %43 = "stablehlo.constant"() <{value = dense<[1, 1, 1, 1]> : tensor<4xi32>}> : () -> tensor<4xi32>
    %44 = "stablehlo.broadcast_in_dim"(%43) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xi32>) -> tensor<8x4x4xi32>
    %45 = "stablehlo.constant"() <{value = dense<[4, 2, 2, 2]> : tensor<4xi32>}> : () -> tensor<4xi32>
    %46 = "stablehlo.broadcast_in_dim"(%45) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xi32>) -> tensor<8x4x4xi32>
    %47 = "stablehlo.constant"() <{value = dense<[2.5e-1, 5.0e-1, 5.0e-1, 5.0e-1]> : tensor<4xf32>}> : () -> tensor<4xf32>
    %48 = "stablehlo.broadcast_in_dim"(%47) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<8x4x4xf32>
    %49 = "stablehlo.multiply"(%digits.42, %44) : (tensor<8x4x4xi32>, tensor<8x4x4xi32>) -> tensor<8x4x4xi32>
    %50 = "stablehlo.subtract"(%49, %46) : (tensor<8x4x4xi32>, tensor<8x4x4xi32>) -> tensor<8x4x4xi32>
    %51 = "stablehlo.convert"(%50) : (tensor<8x4x4xi32>) -> tensor<8x4x4xf32>
    %52 = "stablehlo.multiply"(%51, %48) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %53 = "stablehlo.convert"(%52) : (tensor<8x4x4xf32>) -> tensor<8x4x4xbf16>
    %54 = "stablehlo.select"(%20, %53, %19) : (tensor<8x4x4xi1>, tensor<8x4x4xbf16>, tensor<8x4x4xbf16>) -> tensor<8x4x4xbf16>
    %55 = "stablehlo.convert"(%d_quantized) : (tensor<8x4x12xbf16>) -> tensor<8x4x12xf32>
    %56 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %57 = "stablehlo.broadcast_in_dim"(%56) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x12xf32>
    %58 = "stablehlo.broadcast_in_dim"(%17) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x12xi1>
    %59 = "stablehlo.select"(%58, %55, %57) : (tensor<8x4x12xi1>, tensor<8x4x12xf32>, tensor<8x4x12xf32>) -> tensor<8x4x12xf32>
    %60 = "stablehlo.reduce_precision"(%project_out) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x12xf32>) -> tensor<4x12xf32>
    %61 = "stablehlo.convert"(%60) : (tensor<4x12xf32>) -> tensor<4x12xbf16>
    %62 = "stablehlo.convert"(%54) : (tensor<8x4x4xbf16>) -> tensor<8x4x4xf32>
    %63 = "stablehlo.convert"(%61) : (tensor<4x12xbf16>) -> tensor<4x12xf32>
    %64 = "stablehlo.dot_general"(%59, %63) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x12xf32>, tensor<4x12xf32>) -> tensor<8x4x4xf32>
    %d_project_out.65 = "stablehlo.dot_general"(%62, %59) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x4xf32>, tensor<8x4x12xf32>) -> tensor<4x12xf32>
    %66 = "stablehlo.reduce"(%59, %56) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x12xf32>, tensor<f32>) -> tensor<12xf32>
    %67 = "stablehlo.abs"(%25) : (tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %68 = "stablehlo.constant"() <{value = dense<-2.0> : tensor<f32>}> : () -> tensor<f32>
    %69 = "stablehlo.broadcast_in_dim"(%68) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x4xf32>
    %70 = "stablehlo.multiply"(%67, %69) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %71 = "stablehlo.exponential"(%70) : (tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %72 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %73 = "stablehlo.broadcast_in_dim"(%72) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x4xf32>
    %74 = "stablehlo.add"(%73, %71) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %75 = "stablehlo.multiply"(%74, %74) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %76 = "stablehlo.divide"(%71, %75) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %77 = "stablehlo.constant"() <{value = dense<[3.496500015258789, 3.996000051498413, 3.996000051498413, 3.996000051498413]> : tensor<4xf32>}> : () -> tensor<4xf32>
    %78 = "stablehlo.broadcast_in_dim"(%77) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<8x4x4xf32>
    %79 = "stablehlo.multiply"(%78, %76) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %80 = "stablehlo.multiply"(%64, %79) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %81 = "stablehlo.broadcast_in_dim"(%56) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x4xf32>
    %82 = "stablehlo.select"(%20, %80, %81) : (tensor<8x4x4xi1>, tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %83 = "stablehlo.broadcast_in_dim"(%18) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x12xbf16>
    %84 = "stablehlo.select"(%58, %inputs, %83) : (tensor<8x4x12xi1>, tensor<8x4x12xbf16>, tensor<8x4x12xbf16>) -> tensor<8x4x12xbf16>
    %85 = "stablehlo.convert"(%84) : (tensor<8x4x12xbf16>) -> tensor<8x4x12xf32>
    %86 = "stablehlo.convert"(%8) : (tensor<12x4xbf16>) -> tensor<12x4xf32>
    %87 = "stablehlo.dot_general"(%82, %86) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x4xf32>, tensor<12x4xf32>) -> tensor<8x4x12xf32>
    %d_project_in.88 = "stablehlo.dot_general"(%85, %82) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x12xf32>, tensor<8x4x4xf32>) -> tensor<12x4xf32>
    %89 = "stablehlo.reduce"(%82, %56) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x4xf32>, tensor<f32>) -> tensor<4xf32>
    %d_inputs.90 = "stablehlo.convert"(%87) : (tensor<8x4x12xf32>) -> tensor<8x4x12xbf16>
    "func.return"(%d_inputs.90, %d_project_in.88, %89, %d_project_out.65, %66) : (tensor<8x4x12xbf16>, tensor<12x4xf32>, tensor<4xf32>, tensor<4x12xf32>, tensor<12xf32>) -> ()
  }
}
