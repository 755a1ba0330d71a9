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
      tensor<i32> {jax.result_info = "nonfinite_rows", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<i32> {jax.result_info = "dead_entries", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "max_share", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "entropy", sdy.sharding = #sdy.sharding<@mesh, []>}) {
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
    %72 = "stablehlo.subtract"(%70, %69) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.73 = "stablehlo.convert"(%72) : (tensor<f32>) -> tensor<i32>
    %74 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %75 = "stablehlo.reduce"(%counts.45, %74) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x16xf32>, tensor<f32>) -> tensor<2xf32>
    %76 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %77 = "stablehlo.maximum"(%54, %76) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %78 = "stablehlo.divide"(%75, %77) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %79 = "stablehlo.reduce"(%78, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %max_share.80 = "stablehlo.divide"(%79, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %81 = "stablehlo.reduce"(%61, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %entropy.82 = "stablehlo.divide"(%81, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %83 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %84 = "stablehlo.subtract"(%70, %47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.85 = "stablehlo.convert"(%84) : (tensor<f32>) -> tensor<i32>
    %86 = "stablehlo.convert"(%29) : (tensor<8x4x8xbf16>) -> tensor<8x4x8xf32>
    %87 = "stablehlo.subtract"(%8, %86) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %88 = "stablehlo.multiply"(%87, %87) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %89 = "stablehlo.reduce"(%88, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<f32>
    %90 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %91 = "stablehlo.divide"(%89, %90) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %92 = "stablehlo.maximum"(%47, %23) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.93 = "stablehlo.divide"(%91, %92) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %94 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %95 = "stablehlo.multiply"(%94, %mean_squared_error.93) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %96 = "stablehlo.constant"() <{value = dense<4.0e2> : tensor<f32>}> : () -> tensor<f32>
    %97 = "stablehlo.broadcast_in_dim"(%96) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x8xf32>
    %98 = "stablehlo.multiply"(%8, %97) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %99 = "stablehlo.abs"(%98) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %100 = "stablehlo.negate"(%99) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %101 = "stablehlo.exponential"(%100) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %102 = "stablehlo.add"(%101, %24) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %103 = "stablehlo.divide"(%101, %102) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %104 = "stablehlo.multiply"(%99, %103) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %105 = "stablehlo.log_plus_one"(%101) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %106 = "stablehlo.add"(%105, %104) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %107 = "stablehlo.broadcast_in_dim"(%46) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x8xf32>
    %108 = "stablehlo.multiply"(%106, %107) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %109 = "stablehlo.reduce"(%108, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<f32>
    %110 = "stablehlo.divide"(%109, %92) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %111 = "stablehlo.reshape"(%98) : (tensor<8x4x8xf32>) -> tensor<8x4x2x4xf32>
    %112 = "stablehlo.transpose"(%111) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<8x4x2x4xf32>) -> tensor<2x8x4x4xf32>
    %113 = "stablehlo.negate"(%112) : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x4xf32>
    %114 = "stablehlo.logistic"(%113) : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x4xf32>
    %115 = "stablehlo.logistic"(%112) : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x4xf32>
    %116 = "stablehlo.broadcast_in_dim"(%46) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<8x4xf32>) -> tensor<2x8x4xf32>
    %117 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x8x4xf32>
    %118 = "stablehlo.reshape"(%117) : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %119 = "stablehlo.slice"(%114) <{limit_indices = array<i64: 2, 8, 4, 1>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %120 = "stablehlo.reshape"(%119) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %121 = "stablehlo.broadcast_in_dim"(%120) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %122 = "stablehlo.slice"(%115) <{limit_indices = array<i64: 2, 8, 4, 1>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %123 = "stablehlo.reshape"(%122) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %124 = "stablehlo.broadcast_in_dim"(%123) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %125 = "stablehlo.slice"(%114) <{limit_indices = array<i64: 2, 8, 4, 2>, start_indices = array<i64: 0, 0, 0, 1>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %126 = "stablehlo.reshape"(%125) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %127 = "stablehlo.broadcast_in_dim"(%126) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x2xf32>
    %128 = "stablehlo.slice"(%115) <{limit_indices = array<i64: 2, 8, 4, 2>, start_indices = array<i64: 0, 0, 0, 1>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %129 = "stablehlo.reshape"(%128) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %130 = "stablehlo.broadcast_in_dim"(%129) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x2xf32>
    %131 = "stablehlo.slice"(%114) <{limit_indices = array<i64: 2, 8, 4, 3>, start_indices = array<i64: 0, 0, 0, 2>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %132 = "stablehlo.reshape"(%131) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %133 = "stablehlo.broadcast_in_dim"(%132) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %134 = "stablehlo.multiply"(%118, %133) : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x1xf32>
    %135 = "stablehlo.slice"(%115) <{limit_indices = array<i64: 2, 8, 4, 3>, start_indices = array<i64: 0, 0, 0, 2>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %136 = "stablehlo.reshape"(%135) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %137 = "stablehlo.broadcast_in_dim"(%136) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %138 = "stablehlo.multiply"(%118, %137) : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x1xf32>
    %139 = "stablehlo.concatenate"(%134, %138) <{dimension = 3 : i64}> : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x2xf32>
    %140 = "stablehlo.slice"(%114) <{limit_indices = array<i64: 2, 8, 4, 4>, start_indices = array<i64: 0, 0, 0, 3>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %141 = "stablehlo.reshape"(%140) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %142 = "stablehlo.broadcast_in_dim"(%141) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x2xf32>
    %143 = "stablehlo.multiply"(%139, %142) : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x2xf32>
    %144 = "stablehlo.slice"(%115) <{limit_indices = array<i64: 2, 8, 4, 4>, start_indices = array<i64: 0, 0, 0, 3>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x8x4x4xf32>) -> tensor<2x8x4x1xf32>
    %145 = "stablehlo.reshape"(%144) : (tensor<2x8x4x1xf32>) -> tensor<2x8x4xf32>
    %146 = "stablehlo.broadcast_in_dim"(%145) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xf32>) -> tensor<2x8x4x2xf32>
    %147 = "stablehlo.multiply"(%139, %146) : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x2xf32>
    %148 = "stablehlo.concatenate"(%143, %147) <{dimension = 3 : i64}> : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x4xf32>
    %149 = "stablehlo.reshape"(%116) : (tensor<2x8x4xf32>) -> tensor<2x8x4x1xf32>
    %150 = "stablehlo.multiply"(%149, %121) : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x1xf32>
    %151 = "stablehlo.multiply"(%149, %124) : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x1xf32>
    %152 = "stablehlo.concatenate"(%150, %151) <{dimension = 3 : i64}> : (tensor<2x8x4x1xf32>, tensor<2x8x4x1xf32>) -> tensor<2x8x4x2xf32>
    %153 = "stablehlo.multiply"(%152, %127) : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x2xf32>
    %154 = "stablehlo.multiply"(%152, %130) : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x2xf32>
    %155 = "stablehlo.concatenate"(%153, %154) <{dimension = 3 : i64}> : (tensor<2x8x4x2xf32>, tensor<2x8x4x2xf32>) -> tensor<2x8x4x4xf32>
    %156 = "stablehlo.dot_general"(%155, %148) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [1, 2], rhs_contracting_dimensions = [1, 2]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<2x8x4x4xf32>, tensor<2x8x4x4xf32>) -> tensor<2x4x4xf32>
    %157 = "stablehlo.broadcast_in_dim"(%92) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4x4xf32>
    %158 = "stablehlo.divide"(%156, %157) : (tensor<2x4x4xf32>, tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %159 = "stablehlo.constant"() <{value = dense<1.1754943508222875e-38> : tensor<f32>}> : () -> tensor<f32>
    %160 = "stablehlo.broadcast_in_dim"(%159) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4x4xf32>
    %161 = "stablehlo.maximum"(%158, %160) : (tensor<2x4x4xf32>, tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %162 = "stablehlo.log"(%161) : (tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %163 = "stablehlo.multiply"(%158, %162) : (tensor<2x4x4xf32>, tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %164 = "stablehlo.negate"(%163) : (tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
    %165 = "stablehlo.reduce"(%164, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x4x4xf32>, tensor<f32>) -> tensor<f32>
    %166 = "stablehlo.divide"(%110, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %167 = "stablehlo.divide"(%165, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %168 = "stablehlo.multiply"(%23, %167) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %169 = "stablehlo.subtract"(%166, %168) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %170 = "stablehlo.constant"() <{value = dense<1.0000000149011612e-1> : tensor<f32>}> : () -> tensor<f32>
    %171 = "stablehlo.multiply"(%170, %169) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.172 = "stablehlo.add"(%95, %171) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %173 = "stablehlo.reshape"(%22) : (tensor<8x4x2xi32>) -> tensor<8x8xi32>
    %174 = "stablehlo.bitcast_convert"(%173) : (tensor<8x8xi32>) -> tensor<8x8xui32>
    %175 = "stablehlo.broadcast_in_dim"(%174) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x8xui32>) -> tensor<8x8x4xui32>
    %176 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x8x4xui32>
    %177 = "stablehlo.shift_right_logical"(%175, %176) : (tensor<8x8x4xui32>, tensor<8x8x4xui32>) -> tensor<8x8x4xui32>
    %178 = "stablehlo.constant"() <{value = dense<1> : tensor<ui32>}> : () -> tensor<ui32>
    %179 = "stablehlo.broadcast_in_dim"(%178) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<8x8x4xui32>
    %180 = "stablehlo.and"(%177, %179) : (tensor<8x8x4xui32>, tensor<8x8x4xui32>) -> tensor<8x8x4xui32>
    %181 = "stablehlo.reshape"(%180) : (tensor<8x8x4xui32>) -> tensor<8x32xui32>
    %182 = "stablehlo.reshape"(%181) : (tensor<8x32xui32>) -> tensor<8x1x32xui32>
    %183 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x1x32xui32>
    %184 = "stablehlo.shift_left"(%182, %183) : (tensor<8x1x32xui32>, tensor<8x1x32xui32>) -> tensor<8x1x32xui32>
    %185 = "stablehlo.constant"() <{value = dense<0> : tensor<ui32>}> : () -> tensor<ui32>
    %packed_codes.186 = "stablehlo.reduce"(%184, %185) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<ui32>, %arg.1: tensor<ui32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
      "stablehlo.return"(%r.2) : (tensor<ui32>) -> ()
    }) : (tensor<8x1x32xui32>, tensor<ui32>) -> tensor<8x1xui32>
    "func.return"(%29, %packed_codes.186, %mean_squared_error.93, %166, %167, %169, %loss.172, %perplexity.65, %codebook_usage.71, %83, %nonfinite_rows.85, %dead_entries.73, %max_share.80, %entropy.82) : (tensor<8x4x8xbf16>, tensor<8x1xui32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>) -> ()
  }
}
