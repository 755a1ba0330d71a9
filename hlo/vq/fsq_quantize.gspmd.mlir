module @vqbit_quantize attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x4xbf16> {mhlo.sharding = "{devices=[4,1,1]<=[4]}"}) -> (
      tensor<8x4x4xbf16> {jax.result_info = "quantized", mhlo.sharding = "{devices=[4,1,1]<=[4]}"},
      tensor<8x4xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[4,1]<=[4]}"},
      tensor<f32> {jax.result_info = "perplexity", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_usage", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "compression_ratio", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "nonfinite_rows", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "dead_entries", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "max_share", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "entropy", mhlo.sharding = "{replicated}"}) {
    %1 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x4xbf16>) -> tensor<8x4x4xi1>
    %2 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.3 = "stablehlo.reduce"(%1, %2) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x4xi1>, tensor<i1>) -> tensor<8x4xi1>
    %4 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %5 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x4xbf16>
    %6 = "stablehlo.broadcast_in_dim"(%valid.3) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x4xi1>
    %valid_inputs.7 = "stablehlo.select"(%6, %inputs, %5) : (tensor<8x4x4xi1>, tensor<8x4x4xbf16>, tensor<8x4x4xbf16>) -> tensor<8x4x4xbf16>
    %8 = "stablehlo.convert"(%valid_inputs.7) : (tensor<8x4x4xbf16>) -> tensor<8x4x4xf32>
    %9 = "stablehlo.constant"() <{value = dense<[1.439829170703888e-1, 0.0, 0.0, 0.0]> : tensor<4xf32>}> : () -> tensor<4xf32>
    %10 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<8x4x4xf32>
    %11 = "stablehlo.add"(%8, %10) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %12 = "stablehlo.tanh"(%11) : (tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %13 = "stablehlo.constant"() <{value = dense<[3.496500015258789, 1.9980000257492065, 1.9980000257492065, 1.9980000257492065]> : tensor<4xf32>}> : () -> tensor<4xf32>
    %14 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<8x4x4xf32>
    %15 = "stablehlo.multiply"(%12, %14) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %16 = "stablehlo.constant"() <{value = dense<[4.0, 2.5, 2.5, 2.5]> : tensor<4xf32>}> : () -> tensor<4xf32>
    %17 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<8x4x4xf32>
    %18 = "stablehlo.add"(%15, %17) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %19 = "stablehlo.floor"(%18) : (tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %20 = "stablehlo.convert"(%19) : (tensor<8x4x4xf32>) -> tensor<8x4x4xi32>
    %21 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %22 = "stablehlo.broadcast_in_dim"(%21) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4x4xi32>
    %23 = "stablehlo.constant"() <{value = dense<[8, 5, 5, 5]> : tensor<4xi32>}> : () -> tensor<4xi32>
    %24 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xi32>) -> tensor<8x4x4xi32>
    %25 = "stablehlo.constant"() <{value = dense<[1, 8, 40, 200]> : tensor<4xi32>}> : () -> tensor<4xi32>
    %26 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xi32>) -> tensor<8x4x4xi32>
    %27 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    %28 = "stablehlo.broadcast_in_dim"(%27) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4x4xi32>
    %29 = "stablehlo.subtract"(%24, %28) : (tensor<8x4x4xi32>, tensor<8x4x4xi32>) -> tensor<8x4x4xi32>
    %digits.30 = "stablehlo.clamp"(%22, %20, %29) : (tensor<8x4x4xi32>, tensor<8x4x4xi32>, tensor<8x4x4xi32>) -> tensor<8x4x4xi32>
    %31 = "stablehlo.multiply"(%digits.30, %26) : (tensor<8x4x4xi32>, tensor<8x4x4xi32>) -> tensor<8x4x4xi32>
    %32 = "stablehlo.reduce"(%31, %21) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<8x4x4xi32>, tensor<i32>) -> tensor<8x4xi32>
    %33 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %34 = "stablehlo.broadcast_in_dim"(%33) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %35 = "stablehlo.select"(%valid.3, %32, %34) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %36 = "stablehlo.constant"() <{value = dense<[1, 1, 1, 1]> : tensor<4xi32>}> : () -> tensor<4xi32>
    %37 = "stablehlo.broadcast_in_dim"(%36) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xi32>) -> tensor<8x4x4xi32>
    %38 = "stablehlo.constant"() <{value = dense<[4, 2, 2, 2]> : tensor<4xi32>}> : () -> tensor<4xi32>
    %39 = "stablehlo.broadcast_in_dim"(%38) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xi32>) -> tensor<8x4x4xi32>
    %40 = "stablehlo.constant"() <{value = dense<[2.5e-1, 5.0e-1, 5.0e-1, 5.0e-1]> : tensor<4xf32>}> : () -> tensor<4xf32>
    %41 = "stablehlo.broadcast_in_dim"(%40) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<8x4x4xf32>
    %42 = "stablehlo.multiply"(%digits.30, %37) : (tensor<8x4x4xi32>, tensor<8x4x4xi32>) -> tensor<8x4x4xi32>
    %43 = "stablehlo.subtract"(%42, %39) : (tensor<8x4x4xi32>, tensor<8x4x4xi32>) -> tensor<8x4x4xi32>
    %44 = "stablehlo.convert"(%43) : (tensor<8x4x4xi32>) -> tensor<8x4x4xf32>
    %45 = "stablehlo.multiply"(%44, %41) : (tensor<8x4x4xf32>, tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
    %46 = "stablehlo.convert"(%45) : (tensor<8x4x4xf32>) -> tensor<8x4x4xbf16>
    %47 = "stablehlo.select"(%6, %46, %5) : (tensor<8x4x4xi1>, tensor<8x4x4xbf16>, tensor<8x4x4xbf16>) -> tensor<8x4x4xbf16>
    %48 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %49 = "stablehlo.broadcast_in_dim"(%48) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %50 = "stablehlo.shift_right_arithmetic"(%35, %49) : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %51 = "stablehlo.constant"() <{value = dense<31> : tensor<i32>}> : () -> tensor<i32>
    %52 = "stablehlo.broadcast_in_dim"(%51) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %53 = "stablehlo.and"(%35, %52) : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %54 = "stablehlo.broadcast_in_dim"(%50) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x32xi32>
    %55 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x32xi32>
    %assignments.56 = "stablehlo.compare"(%54, %55) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x32xi32>, tensor<8x4x32xi32>) -> tensor<8x4x32xi1>
    %57 = "stablehlo.broadcast_in_dim"(%53) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x32xi32>
    %assignments.58 = "stablehlo.compare"(%57, %55) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x32xi32>, tensor<8x4x32xi32>) -> tensor<8x4x32xi1>
    %59 = "stablehlo.convert"(%assignments.58) : (tensor<8x4x32xi1>) -> tensor<8x4x32xbf16>
    %60 = "stablehlo.convert"(%assignments.56) : (tensor<8x4x32xi1>) -> tensor<8x4x32xbf16>
    %sums.61 = "stablehlo.dot_general"(%60, %59) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x32xbf16>, tensor<8x4x32xbf16>) -> tensor<32x32xf32>
    %62 = "stablehlo.reshape"(%sums.61) : (tensor<32x32xf32>) -> tensor<1024xf32>
    %counts.63 = "stablehlo.slice"(%62) <{limit_indices = array<i64: 1000>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<1024xf32>) -> tensor<1000xf32>
    %64 = "stablehlo.convert"(%valid.3) : (tensor<8x4xi1>) -> tensor<8x4xf32>
    %65 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %66 = "stablehlo.reduce"(%64, %65) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %67 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %68 = "stablehlo.broadcast_in_dim"(%67) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1000xf32>
    %69 = "stablehlo.maximum"(%counts.63, %68) : (tensor<1000xf32>, tensor<1000xf32>) -> tensor<1000xf32>
    %70 = "stablehlo.log"(%69) : (tensor<1000xf32>) -> tensor<1000xf32>
    %71 = "stablehlo.multiply"(%counts.63, %70) : (tensor<1000xf32>, tensor<1000xf32>) -> tensor<1000xf32>
    %72 = "stablehlo.reduce"(%71, %65) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1000xf32>, tensor<f32>) -> tensor<f32>
    %73 = "stablehlo.reduce"(%counts.63, %65) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1000xf32>, tensor<f32>) -> tensor<f32>
    %74 = "stablehlo.maximum"(%73, %67) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.divide"(%72, %74) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %76 = "stablehlo.log"(%74) : (tensor<f32>) -> tensor<f32>
    %77 = "stablehlo.subtract"(%76, %75) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.78 = "stablehlo.maximum"(%77, %65) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.79 = "stablehlo.exponential"(%entropy.78) : (tensor<f32>) -> tensor<f32>
    %80 = "stablehlo.broadcast_in_dim"(%65) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1000xf32>
    %81 = "stablehlo.compare"(%counts.63, %80) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<1000xf32>, tensor<1000xf32>) -> tensor<1000xi1>
    %82 = "stablehlo.convert"(%81) : (tensor<1000xi1>) -> tensor<1000xf32>
    %83 = "stablehlo.reduce"(%82, %65) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1000xf32>, tensor<f32>) -> tensor<f32>
    %84 = "stablehlo.constant"() <{value = dense<1.0e3> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.85 = "stablehlo.divide"(%83, %84) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %86 = "stablehlo.subtract"(%84, %83) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.87 = "stablehlo.convert"(%86) : (tensor<f32>) -> tensor<i32>
    %88 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %89 = "stablehlo.reduce"(%counts.63, %88) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1000xf32>, tensor<f32>) -> tensor<f32>
    %90 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %91 = "stablehlo.maximum"(%73, %90) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %max_share.92 = "stablehlo.divide"(%89, %91) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %93 = "stablehlo.constant"() <{value = dense<6.400000095367432> : tensor<f32>}> : () -> tensor<f32>
    %94 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %95 = "stablehlo.subtract"(%94, %66) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.96 = "stablehlo.convert"(%95) : (tensor<f32>) -> tensor<i32>
    "func.return"(%47, %35, %perplexity.79, %codebook_usage.85, %93, %nonfinite_rows.96, %dead_entries.87, %max_share.92, %entropy.78) : (tensor<8x4x4xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>) -> ()
  }
}
