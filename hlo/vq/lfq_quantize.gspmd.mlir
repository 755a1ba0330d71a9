module @vqbit_quantize attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x8xbf16> {mhlo.sharding = "{devices=[4,1,1]<=[4]}"}) -> (
      tensor<8x4x8xbf16> {jax.result_info = "quantized", mhlo.sharding = "{devices=[4,1,1]<=[4]}"},
      tensor<8x1xui32> {jax.result_info = "packed_codes", mhlo.sharding = "{devices=[4,1]<=[4]}"},
      tensor<f32> {jax.result_info = "commitment_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "sample_entropy", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "batch_entropy", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "entropy_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "perplexity", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_usage", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "compression_ratio", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "nonfinite_rows", mhlo.sharding = "{replicated}"}) {
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
    %48 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x16xf32>
    %49 = "stablehlo.maximum"(%counts.45, %48) : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<2x16xf32>
    %50 = "stablehlo.log"(%49) : (tensor<2x16xf32>) -> tensor<2x16xf32>
    %51 = "stablehlo.multiply"(%counts.45, %50) : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<2x16xf32>
    %52 = "stablehlo.reduce"(%51, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x16xf32>, tensor<f32>) -> tensor<2xf32>
    %53 = "stablehlo.reduce"(%counts.45, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x16xf32>, tensor<f32>) -> tensor<2xf32>
    %54 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %55 = "stablehlo.maximum"(%53, %54) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %56 = "stablehlo.divide"(%52, %55) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %57 = "stablehlo.log"(%55) : (tensor<2xf32>) -> tensor<2xf32>
    %58 = "stablehlo.subtract"(%57, %56) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %59 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %60 = "stablehlo.maximum"(%58, %59) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %61 = "stablehlo.exponential"(%60) : (tensor<2xf32>) -> tensor<2xf32>
    %62 = "stablehlo.reduce"(%61, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %63 = "stablehlo.constant"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
    %perplexity.64 = "stablehlo.divide"(%62, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %65 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x16xf32>
    %66 = "stablehlo.compare"(%counts.45, %65) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<2x16xi1>
    %67 = "stablehlo.convert"(%66) : (tensor<2x16xi1>) -> tensor<2x16xf32>
    %68 = "stablehlo.reduce"(%67, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x16xf32>, tensor<f32>) -> tensor<f32>
    %69 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.70 = "stablehlo.divide"(%68, %69) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %71 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %72 = "stablehlo.subtract"(%69, %47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.73 = "stablehlo.convert"(%72) : (tensor<f32>) -> tensor<i32>
    %74 = "stablehlo.convert"(%29) : (tensor<8x4x8xbf16>) -> tensor<8x4x8xf32>
    %75 = "stablehlo.subtract"(%8, %74) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %76 = "stablehlo.multiply"(%75, %75) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %77 = "stablehlo.reduce"(%76, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<f32>
    %78 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %79 = "stablehlo.divide"(%77, %78) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %80 = "stablehlo.maximum"(%47, %23) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.81 = "stablehlo.divide"(%79, %80) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %82 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %83 = "stablehlo.multiply"(%82, %mean_squared_error.81) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %84 = "stablehlo.constant"() <{value = dense<4.0e2> : tensor<f32>}> : () -> tensor<f32>
    %85 = "stablehlo.broadcast_in_dim"(%84) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x8xf32>
    %86 = "stablehlo.multiply"(%8, %85) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %87 = "stablehlo.abs"(%86) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %88 = "stablehlo.negate"(%87) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %89 = "stablehlo.exponential"(%88) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %90 = "stablehlo.add"(%89, %24) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %91 = "stablehlo.divide"(%89, %90) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %92 = "stablehlo.multiply"(%87, %91) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %93 = "stablehlo.log_plus_one"(%89) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %94 = "stablehlo.add"(%93, %92) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %95 = "stablehlo.broadcast_in_dim"(%46) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x8xf32>
    %96 = "stablehlo.multiply"(%94, %95) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %97 = "stablehlo.reduce"(%96, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<f32>
    %98 = "stablehlo.divide"(%97, %80) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %99 = "stablehlo.reshape"(%86) : (tensor<8x4x8xf32>) -> tensor<8x4x2x4xf32>
    %100 = "stablehlo.transpose"(%99) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<8x4x2x4xf32>) -> tensor<2x8x4x4xf32>
    %101 = "stablehlo.negate"(%100) : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x4xf32>
    %102 = "stablehlo.logistic"(%101) : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x4xf32>
    %103 = "stablehlo.logistic"(%100) : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x4xf32>
    %104 = "stablehlo.broadcast_in_dim"(%46) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<8x4xf32>) -> tensor<2x8x4xf32>
    %105 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x8x4xf32>
    %106 = "stablehlo.reshape"(%104) : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %107 = "stablehlo.slice"(%102) <{limit_indices = array<i64: 2, 8, 4, 1>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %108 = "stablehlo.reshape"(%107) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %109 = "stablehlo.broadcast_in_dim"(%108) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %110 = "stablehlo.multiply"(%106, %109) : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x1xf32>
    %111 = "stablehlo.slice"(%103) <{limit_indices = array<i64: 2, 8, 4, 1>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %112 = "stablehlo.reshape"(%111) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %113 = "stablehlo.broadcast_in_dim"(%112) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %114 = "stablehlo.multiply"(%106, %113) : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x1xf32>
    %115 = "stablehlo.concatenate"(%110, %114) <{dimension = 3 : i64}> : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x2xf32>
    %116 = "stablehlo.slice"(%102) <{limit_indices = array<i64: 2, 8, 4, 2>, start_indices = array<i64: 0, 0, 0, 1>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %117 = "stablehlo.reshape"(%116) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %118 = "stablehlo.broadcast_in_dim"(%117) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x2xf32>
    %119 = "stablehlo.multiply"(%115, %118) : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x2xf32>
    %120 = "stablehlo.slice"(%103) <{limit_indices = array<i64: 2, 8, 4, 2>, start_indices = array<i64: 0, 0, 0, 1>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %121 = "stablehlo.reshape"(%120) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %122 = "stablehlo.broadcast_in_dim"(%121) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x2xf32>
    %123 = "stablehlo.multiply"(%115, %122) : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x2xf32>
    %124 = "stablehlo.concatenate"(%119, %123) <{dimension = 3 : i64}> : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x4xf32>
    %125 = "stablehlo.reshape"(%105) : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %126 = "stablehlo.slice"(%102) <{limit_indices = array<i64: 2, 8, 4, 3>, start_indices = array<i64: 0, 0, 0, 2>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %127 = "stablehlo.reshape"(%126) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %128 = "stablehlo.broadcast_in_dim"(%127) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %129 = "stablehlo.multiply"(%125, %128) : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x1xf32>
    %130 = "stablehlo.slice"(%103) <{limit_indices = array<i64: 2, 8, 4, 3>, start_indices = array<i64: 0, 0, 0, 2>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %131 = "stablehlo.reshape"(%130) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %132 = "stablehlo.broadcast_in_dim"(%131) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %133 = "stablehlo.multiply"(%125, %132) : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x1xf32>
    %134 = "stablehlo.concatenate"(%129, %133) <{dimension = 3 : i64}> : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x2xf32>
    %135 = "stablehlo.slice"(%102) <{limit_indices = array<i64: 2, 8, 4, 4>, start_indices = array<i64: 0, 0, 0, 3>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %136 = "stablehlo.reshape"(%135) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %137 = "stablehlo.broadcast_in_dim"(%136) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x2xf32>
    %138 = "stablehlo.multiply"(%134, %137) : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x2xf32>
    %139 = "stablehlo.slice"(%103) <{limit_indices = array<i64: 2, 8, 4, 4>, start_indices = array<i64: 0, 0, 0, 3>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %140 = "stablehlo.reshape"(%139) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %141 = "stablehlo.broadcast_in_dim"(%140) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x2xf32>
    %142 = "stablehlo.multiply"(%134, %141) : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x2xf32>
    %143 = "stablehlo.concatenate"(%138, %142) <{dimension = 3 : i64}> : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x4xf32>
    %144 = "stablehlo.dot_general"(%124, %143) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [1, 2], rhs_contracting_dimensions = [1, 2]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<2x8x4x4xf32>, tensor<2x8x4x4xf32>) -> tensor<2x4x4xf32>
    %145 = "stablehlo.broadcast_in_dim"(%80) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4x4xf32>
    %146 = "stablehlo.divide"(%144, %145) : (tensor<2x4x4xf32>, tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %147 = "stablehlo.constant"() <{value = dense<1.1754943508222875e-38> : tensor<f32>}> : () -> tensor<f32>
    %148 = "stablehlo.broadcast_in_dim"(%147) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4x4xf32>
    %149 = "stablehlo.maximum"(%146, %148) : (tensor<2x4x4xf32>, tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %150 = "stablehlo.log"(%149) : (tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %151 = "stablehlo.multiply"(%146, %150) : (tensor<2x4x4xf32>, tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %152 = "stablehlo.negate"(%151) : (tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %153 = "stablehlo.reduce"(%152, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<f32>
    %154 = "stablehlo.divide"(%98, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %155 = "stablehlo.divide"(%153, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %156 = "stablehlo.multiply"(%23, %155) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %157 = "stablehlo.subtract"(%154, %156) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %158 = "stablehlo.constant"() <{value = dense<1.0000000149011612e-1> : tensor<f32>}> : () -> tensor<f32>
    %159 = "stablehlo.multiply"(%158, %157) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.160 = "stablehlo.add"(%83, %159) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %161 = "stablehlo.reshape"(%22) : (tensor<8x4x2xi32>) -> tensor<8x8xi32>
    %162 = "stablehlo.bitcast_convert"(%161) : (tensor<8x8xi32>) -> tensor<8x8xui32>
    %163 = "stablehlo.broadcast_in_dim"(%162) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x8xui32>) -> tensor<8x8x4xui32>
    %164 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x8x4xui32>
    %165 = "stablehlo.shift_right_logical"(%163, %164) : (tensor<8x8x4xui32>, tensor<8x8x4xui32>) -> tensor<8x8x4xui32>
    %166 = "stablehlo.constant"() <{value = dense<1> : tensor<ui32>}> : () -> tensor<ui32>
    %167 = "stablehlo.broadcast_in_dim"(%166) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<8x8x4xui32>
    %168 = "stablehlo.and"(%165, %167) : (tensor<8x8x4xui32>, tensor<8x8x4xui32>) -> tensor<8x8x4xui32>
    %169 = "stablehlo.reshape"(%168) : (tensor<8x8x4xui32>) -> tensor<8x32xui32>
    %170 = "stablehlo.reshape"(%169) : (tensor<8x32xui32>) -> tensor<8x1x32xui32>
    %171 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x1x32xui32>
    %172 = "stablehlo.shift_left"(%170, %171) : (tensor<8x1x32xui32>, tensor<8x1x32xui32>) -> tensor<8x1x32xui32>
    %173 = "stablehlo.constant"() <{value = dense<0> : tensor<ui32>}> : () -> tensor<ui32>
    %packed_codes.174 = "stablehlo.reduce"(%172, %173) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<ui32>, %arg.1: tensor<ui32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      "stablehlo.return"(%r.2) : (tensor<ui32>) -> ()
    }) : (tensor<8x1x32xui32>, tensor<ui32>) -> tensor<8x1xui32>
    "func.return"(%29, %packed_codes.174, %mean_squared_error.81, %154, %155, %157, %loss.160, %perplexity.64, %codebook_usage.70, %71, %nonfinite_rows.73) : (tensor<8x4x8xbf16>, tensor<8x1xui32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>) -> ()
  }
}
