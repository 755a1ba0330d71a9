module @vqbit_quantize attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<8x4x8xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>}) -> (
      tensor<8x4x8xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      tensor<8x1xui32> {jax.result_info = "packed_codes", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>},
      tensor<f32> {jax.result_info = "commitment_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "sample_entropy", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "batch_entropy", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "entropy_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "perplexity", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_usage", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "compression_ratio", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<i32> {jax.result_info = "nonfinite_rows", sdy.sharding = #sdy.sharding<@mesh, []>}) {
    %1 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x8xbf16>) -> tensor<8x4x8xi1>
    %2 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.3 = "stablehlo.reduce"(%1, %2) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x8xi1>, tensor<i1>) -> tensor<8x4xi1>
    %4 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %5 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x8xbf16>
    %6 = "stablehlo.broadcast_in_dim"(%valid.3) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x8xi1>
    %valid_inputs.7 = "stablehlo.select"(%6, %inputs, %5) : (tensor<8x4x8xi1>, tensor<8x4x8xbf16>, tensor<8x4x8xbf16>) -> tensor<8x4x8xbf16>
    %8 = "stablehlo.convert"(%valid_inputs.7) : (tensor<8x4x8xbf16>) -> tensor<8x4x8xf32>
    %9 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %10 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x8xf32>
    %11 = "stablehlo.compare"(%8, %10) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xi1>
    %12 = "stablehlo.convert"(%11) : (tensor<8x4x8xi1>) -> tensor<8x4x8xi32>
    %13 = "stablehlo.constant"() <{value = dense<[3, 2, 1, 0, 3, 2, 1, 0]> : tensor<8xi32>}> : () -> tensor<8xi32>
    %14 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xi32>) -> tensor<8x4x8xi32>
    %15 = "stablehlo.shift_left"(%12, %14) : (tensor<8x4x8xi32>, tensor<8x4x8xi32>) -> tensor<8x4x8xi32>
    %16 = "stablehlo.reshape"(%15) : (tensor<8x4x8xi32>) -> tensor<8x4x2x4xi32>
    %17 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %18 = "stablehlo.reduce"(%16, %17) <{dimensions = array<i64: 3>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<8x4x2x4xi32>, tensor<i32>) -> tensor<8x4x2xi32>
    %19 = "stablehlo.broadcast_in_dim"(%valid.3) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x2xi1>
    %20 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %21 = "stablehlo.broadcast_in_dim"(%20) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4x2xi32>
    %22 = "stablehlo.select"(%19, %18, %21) : (tensor<8x4x2xi1>, tensor<8x4x2xi32>, tensor<8x4x2xi32>) -> tensor<8x4x2xi32>
    %23 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %24 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x8xf32>
    %25 = "stablehlo.constant"() <{value = dense<-1.0> : tensor<f32>}> : () -> tensor<f32>
    %26 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x8xf32>
    %27 = "stablehlo.select"(%11, %24, %26) : (tensor<8x4x8xi1>, tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %28 = "stablehlo.convert"(%27) : (tensor<8x4x8xf32>) -> tensor<8x4x8xbf16>
    %29 = "stablehlo.select"(%6, %28, %5) : (tensor<8x4x8xi1>, tensor<8x4x8xbf16>, tensor<8x4x8xbf16>) -> tensor<8x4x8xbf16>
    %30 = "stablehlo.transpose"(%22) <{permutation = array<i64: 2, 0, 1>}> : (tensor<8x4x2xi32>) -> tensor<2x8x4xi32>
    %31 = "stablehlo.constant"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
    %32 = "stablehlo.broadcast_in_dim"(%31) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x8x4xi32>
    %33 = "stablehlo.shift_right_arithmetic"(%30, %32) : (tensor<2x8x4xi32>, tensor<2x8x4xi32>) -> tensor<2x8x4xi32>
    %34 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
    %35 = "stablehlo.broadcast_in_dim"(%34) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x8x4xi32>
    %36 = "stablehlo.and"(%30, %35) : (tensor<2x8x4xi32>, tensor<2x8x4xi32>) -> tensor<2x8x4xi32>
    %37 = "stablehlo.broadcast_in_dim"(%33) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xi32>) -> tensor<2x8x4x4xi32>
    %38 = "stablehlo.iota"() <{iota_dimension = 3 : i64}> : () -> tensor<2x8x4x4xi32>
    %assignments.39 = "stablehlo.compare"(%37, %38) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<2x8x4x4xi32>, tensor<2x8x4x4xi32>) -> tensor<2x8x4x4xi1>
    %40 = "stablehlo.broadcast_in_dim"(%36) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xi32>) -> tensor<2x8x4x4xi32>
    %assignments.41 = "stablehlo.compare"(%40, %38) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<2x8x4x4xi32>, tensor<2x8x4x4xi32>) -> tensor<2x8x4x4xi1>
    %42 = "stablehlo.convert"(%assignments.41) : (tensor<2x8x4x4xi1>) -> tensor<2x8x4x4xbf16>
    %43 = "stablehlo.convert"(%assignments.39) : (tensor<2x8x4x4xi1>) -> tensor<2x8x4x4xbf16>
    %sums.44 = "stablehlo.dot_general"(%43, %42) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [1, 2], rhs_contracting_dimensions = [1, 2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x8x4x4xbf16>, tensor<2x8x4x4xbf16>) -> tensor<2x4x4xf32>
    %counts.45 = "stablehlo.reshape"(%sums.44) : (tensor<2x4x4xf32>) -> tensor<2x16xf32>
    %46 = "stablehlo.convert"(%valid.3) : (tensor<8x4xi1>) -> tensor<8x4xf32>
    %47 = "stablehlo.reduce"(%46, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %48 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %49 = "stablehlo.broadcast_in_dim"(%48) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x16xf32>
    %50 = "stablehlo.maximum"(%counts.45, %49) : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<2x16xf32>
    %51 = "stablehlo.log"(%50) : (tensor<2x16xf32>) -> tensor<2x16xf32>
    %52 = "stablehlo.multiply"(%counts.45, %51) : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<2x16xf32>
    %53 = "stablehlo.reduce"(%52, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x16xf32>, tensor<f32>) -> tensor<2xf32>
    %54 = "stablehlo.reduce"(%counts.45, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x16xf32>, tensor<f32>) -> tensor<2xf32>
    %55 = "stablehlo.broadcast_in_dim"(%48) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %56 = "stablehlo.maximum"(%54, %55) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %57 = "stablehlo.divide"(%53, %56) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %58 = "stablehlo.log"(%56) : (tensor<2xf32>) -> tensor<2xf32>
    %59 = "stablehlo.subtract"(%58, %57) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %60 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %61 = "stablehlo.maximum"(%59, %60) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %62 = "stablehlo.exponential"(%61) : (tensor<2xf32>) -> tensor<2xf32>
    %63 = "stablehlo.reduce"(%62, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %64 = "stablehlo.constant"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
    %perplexity.65 = "stablehlo.divide"(%63, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %66 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x16xf32>
    %67 = "stablehlo.compare"(%counts.45, %66) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<2x16xi1>
    %68 = "stablehlo.convert"(%67) : (tensor<2x16xi1>) -> tensor<2x16xf32>
    %69 = "stablehlo.reduce"(%68, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x16xf32>, tensor<f32>) -> tensor<f32>
    %70 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.71 = "stablehlo.divide"(%69, %70) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %72 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %73 = "stablehlo.subtract"(%70, %47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.74 = "stablehlo.convert"(%73) : (tensor<f32>) -> tensor<i32>
    %75 = "stablehlo.convert"(%29) : (tensor<8x4x8xbf16>) -> tensor<8x4x8xf32>
    %76 = "stablehlo.subtract"(%8, %75) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %77 = "stablehlo.multiply"(%76, %76) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %78 = "stablehlo.reduce"(%77, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<f32>
    %79 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %80 = "stablehlo.divide"(%78, %79) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %81 = "stablehlo.maximum"(%47, %23) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.82 = "stablehlo.divide"(%80, %81) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %83 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %84 = "stablehlo.multiply"(%83, %mean_squared_error.82) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %85 = "stablehlo.constant"() <{value = dense<4.0e2> : tensor<f32>}> : () -> tensor<f32>
    %86 = "stablehlo.broadcast_in_dim"(%85) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x8xf32>
    %87 = "stablehlo.multiply"(%8, %86) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %88 = "stablehlo.abs"(%87) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %89 = "stablehlo.negate"(%88) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %90 = "stablehlo.exponential"(%89) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %91 = "stablehlo.add"(%90, %24) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %92 = "stablehlo.divide"(%90, %91) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %93 = "stablehlo.multiply"(%88, %92) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %94 = "stablehlo.log_plus_one"(%90) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %95 = "stablehlo.add"(%94, %93) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %96 = "stablehlo.broadcast_in_dim"(%46) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x8xf32>
    %97 = "stablehlo.multiply"(%95, %96) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %98 = "stablehlo.reduce"(%97, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<f32>
    %99 = "stablehlo.divide"(%98, %81) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %100 = "stablehlo.reshape"(%87) : (tensor<8x4x8xf32>) -> tensor<8x4x2x4xf32>
    %101 = "stablehlo.transpose"(%100) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<8x4x2x4xf32>) -> tensor<2x8x4x4xf32>
    %102 = "stablehlo.negate"(%101) : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x4xf32>
    %103 = "stablehlo.logistic"(%102) : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x4xf32>
    %104 = "stablehlo.logistic"(%101) : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x4xf32>
    %105 = "stablehlo.broadcast_in_dim"(%46) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<8x4xf32>) -> tensor<2x8x4xf32>
    %106 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x8x4xf32>
    %107 = "stablehlo.reshape"(%106) : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %108 = "stablehlo.slice"(%103) <{limit_indices = array<i64: 2, 8, 4, 1>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %109 = "stablehlo.reshape"(%108) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %110 = "stablehlo.broadcast_in_dim"(%109) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %111 = "stablehlo.slice"(%104) <{limit_indices = array<i64: 2, 8, 4, 1>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %112 = "stablehlo.reshape"(%111) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %113 = "stablehlo.broadcast_in_dim"(%112) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %114 = "stablehlo.slice"(%103) <{limit_indices = array<i64: 2, 8, 4, 2>, start_indices = array<i64: 0, 0, 0, 1>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %115 = "stablehlo.reshape"(%114) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %116 = "stablehlo.broadcast_in_dim"(%115) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x2xf32>
    %117 = "stablehlo.slice"(%104) <{limit_indices = array<i64: 2, 8, 4, 2>, start_indices = array<i64: 0, 0, 0, 1>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %118 = "stablehlo.reshape"(%117) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %119 = "stablehlo.broadcast_in_dim"(%118) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x2xf32>
    %120 = "stablehlo.slice"(%103) <{limit_indices = array<i64: 2, 8, 4, 3>, start_indices = array<i64: 0, 0, 0, 2>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %121 = "stablehlo.reshape"(%120) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %122 = "stablehlo.broadcast_in_dim"(%121) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %123 = "stablehlo.multiply"(%107, %122) : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x1xf32>
    %124 = "stablehlo.slice"(%104) <{limit_indices = array<i64: 2, 8, 4, 3>, start_indices = array<i64: 0, 0, 0, 2>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %125 = "stablehlo.reshape"(%124) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %126 = "stablehlo.broadcast_in_dim"(%125) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %127 = "stablehlo.multiply"(%107, %126) : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x1xf32>
    %128 = "stablehlo.concatenate"(%123, %127) <{dimension = 3 : i64}> : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x2xf32>
    %129 = "stablehlo.slice"(%103) <{limit_indices = array<i64: 2, 8, 4, 4>, start_indices = array<i64: 0, 0, 0, 3>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %130 = "stablehlo.reshape"(%129) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %131 = "stablehlo.broadcast_in_dim"(%130) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x2xf32>
    %132 = "stablehlo.multiply"(%128, %131) : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x2xf32>
    %133 = "stablehlo.slice"(%104) <{limit_indices = array<i64: 2, 8, 4, 4>, start_indices = array<i64: 0, 0, 0, 3>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %134 = "stablehlo.reshape"(%133) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %135 = "stablehlo.broadcast_in_dim"(%134) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x2xf32>
    %136 = "stablehlo.multiply"(%128, %135) : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x2xf32>
    %137 = "stablehlo.concatenate"(%132, %136) <{dimension = 3 : i64}> : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x4xf32>
    %138 = "stablehlo.reshape"(%105) : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %139 = "stablehlo.multiply"(%138, %110) : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x1xf32>
    %140 = "stablehlo.multiply"(%138, %113) : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x1xf32>
    %141 = "stablehlo.concatenate"(%139, %140) <{dimension = 3 : i64}> : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x2xf32>
    %142 = "stablehlo.multiply"(%141, %116) : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x2xf32>
    %143 = "stablehlo.multiply"(%141, %119) : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x2xf32>
    %144 = "stablehlo.concatenate"(%142, %143) <{dimension = 3 : i64}> : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x4xf32>
    %145 = "stablehlo.dot_general"(%144, %137) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [1, 2], rhs_contracting_dimensions = [1, 2]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<2x8x4x4xf32>, tensor<2x8x4x4xf32>) -> tensor<2x4x4xf32>
    %146 = "stablehlo.broadcast_in_dim"(%81) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4x4xf32>
    %147 = "stablehlo.divide"(%145, %146) : (tensor<2x4x4xf32>, tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %148 = "stablehlo.constant"() <{value = dense<1.1754943508222875e-38> : tensor<f32>}> : () -> tensor<f32>
    %149 = "stablehlo.broadcast_in_dim"(%148) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4x4xf32>
    %150 = "stablehlo.maximum"(%147, %149) : (tensor<2x4x4xf32>, tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %151 = "stablehlo.log"(%150) : (tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %152 = "stablehlo.multiply"(%147, %151) : (tensor<2x4x4xf32>, tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %153 = "stablehlo.negate"(%152) : (tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %154 = "stablehlo.reduce"(%153, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<f32>
    %155 = "stablehlo.divide"(%99, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %156 = "stablehlo.divide"(%154, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %157 = "stablehlo.multiply"(%23, %156) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %158 = "stablehlo.subtract"(%155, %157) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %159 = "stablehlo.constant"() <{value = dense<1.0000000149011612e-1> : tensor<f32>}> : () -> tensor<f32>
    %160 = "stablehlo.multiply"(%159, %158) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.161 = "stablehlo.add"(%84, %160) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %162 = "stablehlo.reshape"(%22) : (tensor<8x4x2xi32>) -> tensor<8x8xi32>
    %163 = "stablehlo.bitcast_convert"(%162) : (tensor<8x8xi32>) -> tensor<8x8xui32>
    %164 = "stablehlo.broadcast_in_dim"(%163) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x8xui32>) -> tensor<8x8x4xui32>
    %165 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x8x4xui32>
    %166 = "stablehlo.shift_right_logical"(%164, %165) : (tensor<8x8x4xui32>, tensor<8x8x4xui32>) -> tensor<8x8x4xui32>
    %167 = "stablehlo.constant"() <{value = dense<1> : tensor<ui32>}> : () -> tensor<ui32>
    %168 = "stablehlo.broadcast_in_dim"(%167) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<8x8x4xui32>
    %169 = "stablehlo.and"(%166, %168) : (tensor<8x8x4xui32>, tensor<8x8x4xui32>) -> tensor<8x8x4xui32>
    %170 = "stablehlo.reshape"(%169) : (tensor<8x8x4xui32>) -> tensor<8x32xui32>
    %171 = "stablehlo.reshape"(%170) : (tensor<8x32xui32>) -> tensor<8x1x32xui32>
    %172 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x1x32xui32>
    %173 = "stablehlo.shift_left"(%171, %172) : (tensor<8x1x32xui32>, tensor<8x1x32xui32>) -> tensor<8x1x32xui32>
    %174 = "stablehlo.constant"() <{value = dense<0> : tensor<ui32>}> : () -> tensor<ui32>
    %packed_codes.175 = "stablehlo.reduce"(%173, %174) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<ui32>, %arg.1: tensor<ui32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      "stablehlo.return"(%r.2) : (tensor<ui32>) -> ()
    }) : (tensor<8x1x32xui32>, tensor<ui32>) -> tensor<8x1xui32>
    "func.return"(%29, %packed_codes.175, %mean_squared_error.82, %155, %156, %158, %loss.161, %perplexity.65, %codebook_usage.71, %72, %nonfinite_rows.74) : (tensor<8x4x8xbf16>, tensor<8x1xui32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>) -> ()
  }
}
