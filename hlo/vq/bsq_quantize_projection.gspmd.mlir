module @vqbit_quantize attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x12xf32> {mhlo.sharding = "{devices=[8,1,1]<=[8]}"},
      %project_in: tensor<12x8xf32> {mhlo.sharding = "{replicated}"},
      %project_in_bias: tensor<8xf32> {mhlo.sharding = "{replicated}"},
      %project_out: tensor<8x12xf32> {mhlo.sharding = "{replicated}"},
      %project_out_bias: tensor<12xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<8x4x12xf32> {jax.result_info = "quantized", mhlo.sharding = "{devices=[8,1,1]<=[8]}"},
      tensor<8x4x2xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[8,1,1]<=[8]}"},
      tensor<f32> {jax.result_info = "commitment_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "sample_entropy", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "batch_entropy", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "entropy_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "perplexity", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_usage", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "compression_ratio", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "nonfinite_rows", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "dead_entries", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "max_share", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "entropy", mhlo.sharding = "{replicated}"}) {
    %5 = "stablehlo.dot_general"(%inputs, %project_in) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x12xf32>, tensor<12x8xf32>) -> tensor<8x4x8xf32>
    %6 = "stablehlo.broadcast_in_dim"(%project_in_bias) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xf32>) -> tensor<8x4x8xf32>
    %7 = "stablehlo.add"(%5, %6) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %8 = "stablehlo.is_finite"(%7) : (tensor<8x4x8xf32>) -> tensor<8x4x8xi1>
    %9 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.10 = "stablehlo.reduce"(%8, %9) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x8xi1>, tensor<i1>) -> tensor<8x4xi1>
    %11 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %12 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x8xf32>
    %13 = "stablehlo.broadcast_in_dim"(%valid.10) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x8xi1>
    %valid_inputs.14 = "stablehlo.select"(%13, %7, %12) : (tensor<8x4x8xi1>, tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %15 = "stablehlo.abs"(%valid_inputs.14) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %16 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %17 = "stablehlo.reduce"(%15, %16) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<8x4xf32>
    %18 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %19 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %20 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %21 = "stablehlo.compare"(%17, %18) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %22 = "stablehlo.select"(%21, %20, %17) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %23 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x8xf32>
    %24 = "stablehlo.divide"(%valid_inputs.14, %23) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %25 = "stablehlo.multiply"(%24, %24) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %26 = "stablehlo.reduce"(%25, %11) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<8x4xf32>
    %27 = "stablehlo.maximum"(%26, %20) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %28 = "stablehlo.sqrt"(%27) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %29 = "stablehlo.broadcast_in_dim"(%28) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x8xf32>
    %points.30 = "stablehlo.divide"(%24, %29) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %31 = "stablehlo.compare"(%valid_inputs.14, %12) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xi1>
    %32 = "stablehlo.convert"(%31) : (tensor<8x4x8xi1>) -> tensor<8x4x8xi32>
    %33 = "stablehlo.constant"() <{value = dense<[3, 2, 1, 0, 3, 2, 1, 0]> : tensor<8xi32>}> : () -> tensor<8xi32>
    %34 = "stablehlo.broadcast_in_dim"(%33) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xi32>) -> tensor<8x4x8xi32>
    %35 = "stablehlo.shift_left"(%32, %34) : (tensor<8x4x8xi32>, tensor<8x4x8xi32>) -> tensor<8x4x8xi32>
    %36 = "stablehlo.reshape"(%35) : (tensor<8x4x8xi32>) -> tensor<8x4x2x4xi32>
    %37 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %38 = "stablehlo.reduce"(%36, %37) <{dimensions = array<i64: 3>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<8x4x2x4xi32>, tensor<i32>) -> tensor<8x4x2xi32>
    %39 = "stablehlo.broadcast_in_dim"(%valid.10) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x2xi1>
    %40 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %41 = "stablehlo.broadcast_in_dim"(%40) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4x2xi32>
    %42 = "stablehlo.select"(%39, %38, %41) : (tensor<8x4x2xi1>, tensor<8x4x2xi32>, tensor<8x4x2xi32>) -> tensor<8x4x2xi32>
    %43 = "stablehlo.constant"() <{value = dense<3.535533845424652e-1> : tensor<f32>}> : () -> tensor<f32>
    %44 = "stablehlo.broadcast_in_dim"(%43) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x8xf32>
    %45 = "stablehlo.constant"() <{value = dense<-3.535533845424652e-1> : tensor<f32>}> : () -> tensor<f32>
    %46 = "stablehlo.broadcast_in_dim"(%45) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x8xf32>
    %47 = "stablehlo.select"(%31, %44, %46) : (tensor<8x4x8xi1>, tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %48 = "stablehlo.select"(%13, %47, %12) : (tensor<8x4x8xi1>, tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %49 = "stablehlo.dot_general"(%48, %project_out) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x8xf32>, tensor<8x12xf32>) -> tensor<8x4x12xf32>
    %50 = "stablehlo.broadcast_in_dim"(%project_out_bias) <{broadcast_dimensions = array<i64: 2>}> : (tensor<12xf32>) -> tensor<8x4x12xf32>
    %51 = "stablehlo.add"(%49, %50) : (tensor<8x4x12xf32>, tensor<8x4x12xf32>) -> tensor<8x4x12xf32>
    %52 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x12xf32>
    %53 = "stablehlo.broadcast_in_dim"(%valid.10) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x12xi1>
    %54 = "stablehlo.select"(%53, %51, %52) : (tensor<8x4x12xi1>, tensor<8x4x12xf32>, tensor<8x4x12xf32>) -> tensor<8x4x12xf32>
    %55 = "stablehlo.transpose"(%42) <{permutation = array<i64: 2, 0, 1>}> : (tensor<8x4x2xi32>) -> tensor<2x8x4xi32>
    %56 = "stablehlo.constant"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
    %57 = "stablehlo.broadcast_in_dim"(%56) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x8x4xi32>
    %58 = "stablehlo.shift_right_arithmetic"(%55, %57) : (tensor<2x8x4xi32>, tensor<2x8x4xi32>) -> tensor<2x8x4xi32>
    %59 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
    %60 = "stablehlo.broadcast_in_dim"(%59) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x8x4xi32>
    %61 = "stablehlo.and"(%55, %60) : (tensor<2x8x4xi32>, tensor<2x8x4xi32>) -> tensor<2x8x4xi32>
    %62 = "stablehlo.broadcast_in_dim"(%58) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xi32>) -> tensor<2x8x4x4xi32>
    %63 = "stablehlo.iota"() <{iota_dimension = 3 : i64}> : () -> tensor<2x8x4x4xi32>
    %assignments.64 = "stablehlo.compare"(%62, %63) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<2x8x4x4xi32>, tensor<2x8x4x4xi32>) -> tensor<2x8x4x4xi1>
    %65 = "stablehlo.broadcast_in_dim"(%61) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xi32>) -> tensor<2x8x4x4xi32>
    %assignments.66 = "stablehlo.compare"(%65, %63) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<2x8x4x4xi32>, tensor<2x8x4x4xi32>) -> tensor<2x8x4x4xi1>
    %67 = "stablehlo.convert"(%assignments.66) : (tensor<2x8x4x4xi1>) -> tensor<2x8x4x4xbf16>
    %68 = "stablehlo.convert"(%assignments.64) : (tensor<2x8x4x4xi1>) -> tensor<2x8x4x4xbf16>
    %sums.69 = "stablehlo.dot_general"(%68, %67) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [1, 2], rhs_contracting_dimensions = [1, 2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x8x4x4xbf16>, tensor<2x8x4x4xbf16>) -> tensor<2x4x4xf32>
    %counts.70 = "stablehlo.reshape"(%sums.69) : (tensor<2x4x4xf32>) -> tensor<2x16xf32>
    %71 = "stablehlo.convert"(%valid.10) : (tensor<8x4xi1>) -> tensor<8x4xf32>
    %72 = "stablehlo.reduce"(%71, %11) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %73 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %74 = "stablehlo.broadcast_in_dim"(%73) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x16xf32>
    %75 = "stablehlo.maximum"(%counts.70, %74) : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<2x16xf32>
    %76 = "stablehlo.log"(%75) : (tensor<2x16xf32>) -> tensor<2x16xf32>
    %77 = "stablehlo.multiply"(%counts.70, %76) : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<2x16xf32>
    %78 = "stablehlo.reduce"(%77, %11) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x16xf32>, tensor<f32>) -> tensor<2xf32>
    %79 = "stablehlo.reduce"(%counts.70, %11) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x16xf32>, tensor<f32>) -> tensor<2xf32>
    %80 = "stablehlo.broadcast_in_dim"(%73) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %81 = "stablehlo.maximum"(%79, %80) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %82 = "stablehlo.divide"(%78, %81) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %83 = "stablehlo.log"(%81) : (tensor<2xf32>) -> tensor<2xf32>
    %84 = "stablehlo.subtract"(%83, %82) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %85 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %86 = "stablehlo.maximum"(%84, %85) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %87 = "stablehlo.exponential"(%86) : (tensor<2xf32>) -> tensor<2xf32>
    %88 = "stablehlo.reduce"(%87, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %89 = "stablehlo.constant"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
    %perplexity.90 = "stablehlo.divide"(%88, %89) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %91 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x16xf32>
    %92 = "stablehlo.compare"(%counts.70, %91) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<2x16xi1>
    %93 = "stablehlo.convert"(%92) : (tensor<2x16xi1>) -> tensor<2x16xf32>
    %94 = "stablehlo.reduce"(%93, %11) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x16xf32>, tensor<f32>) -> tensor<f32>
    %95 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.96 = "stablehlo.divide"(%94, %95) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %97 = "stablehlo.subtract"(%95, %94) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.98 = "stablehlo.convert"(%97) : (tensor<f32>) -> tensor<i32>
    %99 = "stablehlo.reduce"(%counts.70, %16) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x16xf32>, tensor<f32>) -> tensor<2xf32>
    %100 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %101 = "stablehlo.maximum"(%79, %100) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %102 = "stablehlo.divide"(%99, %101) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %103 = "stablehlo.reduce"(%102, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %max_share.104 = "stablehlo.divide"(%103, %89) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %105 = "stablehlo.reduce"(%86, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %entropy.106 = "stablehlo.divide"(%105, %89) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %107 = "stablehlo.constant"() <{value = dense<4.8e1> : tensor<f32>}> : () -> tensor<f32>
    %108 = "stablehlo.subtract"(%95, %72) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.109 = "stablehlo.convert"(%108) : (tensor<f32>) -> tensor<i32>
    %110 = "stablehlo.subtract"(%points.30, %48) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %111 = "stablehlo.multiply"(%110, %110) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %112 = "stablehlo.reduce"(%111, %11) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<f32>
    %113 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %114 = "stablehlo.divide"(%112, %113) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %115 = "stablehlo.maximum"(%72, %19) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.116 = "stablehlo.divide"(%114, %115) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %117 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %118 = "stablehlo.multiply"(%117, %mean_squared_error.116) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %119 = "stablehlo.constant"() <{value = dense<1.4142135381698608> : tensor<f32>}> : () -> tensor<f32>
    %120 = "stablehlo.broadcast_in_dim"(%119) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x8xf32>
    %121 = "stablehlo.multiply"(%points.30, %120) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %122 = "stablehlo.abs"(%121) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %123 = "stablehlo.negate"(%122) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %124 = "stablehlo.exponential"(%123) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %125 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x8xf32>
    %126 = "stablehlo.add"(%124, %125) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %127 = "stablehlo.divide"(%124, %126) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %128 = "stablehlo.multiply"(%122, %127) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %129 = "stablehlo.log_plus_one"(%124) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %130 = "stablehlo.add"(%129, %128) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %131 = "stablehlo.broadcast_in_dim"(%71) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x8xf32>
    %132 = "stablehlo.multiply"(%130, %131) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %133 = "stablehlo.reduce"(%132, %11) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<f32>
    %134 = "stablehlo.divide"(%133, %115) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %135 = "stablehlo.negate"(%121) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %136 = "stablehlo.logistic"(%135) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %137 = "stablehlo.logistic"(%121) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %138 = "stablehlo.multiply"(%136, %131) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %139 = "stablehlo.reduce"(%138, %11) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %140 = "stablehlo.broadcast_in_dim"(%115) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %141 = "stablehlo.divide"(%139, %140) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %142 = "stablehlo.constant"() <{value = dense<1.1754943508222875e-38> : tensor<f32>}> : () -> tensor<f32>
    %143 = "stablehlo.broadcast_in_dim"(%142) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %144 = "stablehlo.maximum"(%141, %143) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %145 = "stablehlo.log"(%144) : (tensor<8xf32>) -> tensor<8xf32>
    %146 = "stablehlo.multiply"(%141, %145) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %147 = "stablehlo.negate"(%146) : (tensor<8xf32>) -> tensor<8xf32>
    %148 = "stablehlo.multiply"(%137, %131) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %149 = "stablehlo.reduce"(%148, %11) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %150 = "stablehlo.divide"(%149, %140) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %151 = "stablehlo.maximum"(%150, %143) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %152 = "stablehlo.log"(%151) : (tensor<8xf32>) -> tensor<8xf32>
    %153 = "stablehlo.multiply"(%150, %152) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %154 = "stablehlo.negate"(%153) : (tensor<8xf32>) -> tensor<8xf32>
    %155 = "stablehlo.add"(%147, %154) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %156 = "stablehlo.reduce"(%155, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %157 = "stablehlo.multiply"(%19, %156) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %158 = "stablehlo.subtract"(%134, %157) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %159 = "stablehlo.constant"() <{value = dense<1.0000000149011612e-1> : tensor<f32>}> : () -> tensor<f32>
    %160 = "stablehlo.multiply"(%159, %158) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.161 = "stablehlo.add"(%118, %160) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    "func.return"(%54, %42, %mean_squared_error.116, %134, %156, %158, %loss.161, %perplexity.90, %codebook_usage.96, %107, %nonfinite_rows.109, %dead_entries.98, %max_share.104, %entropy.106) : (tensor<8x4x12xf32>, tensor<8x4x2xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>) -> ()
  }
}
