module @vqbit_quantize attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<4x4x2xf32> {mhlo.sharding = "{devices=[4,1,1]<=[4]}"}) -> (
      tensor<4x4x2xf32> {jax.result_info = "quantized", mhlo.sharding = "{devices=[4,1,1]<=[4]}"},
      tensor<4x4xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[4,1]<=[4]}"},
      tensor<f32> {jax.result_info = "perplexity", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_usage", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "compression_ratio", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "nonfinite_rows", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "dead_entries", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "max_share", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "entropy", mhlo.sharding = "{replicated}"}) {
    %1 = "stablehlo.is_finite"(%inputs) : (tensor<4x4x2xf32>) -> tensor<4x4x2xi1>
    %2 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.3 = "stablehlo.reduce"(%1, %2) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<4x4x2xi1>, tensor<i1>) -> tensor<4x4xi1>
    %4 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %5 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x4x2xf32>
    %6 = "stablehlo.broadcast_in_dim"(%valid.3) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x4xi1>) -> tensor<4x4x2xi1>
    %valid_inputs.7 = "stablehlo.select"(%6, %inputs, %5) : (tensor<4x4x2xi1>, tensor<4x4x2xf32>, tensor<4x4x2xf32>) -> tensor<4x4x2xf32>
    %8 = "stablehlo.constant"() <{value = dense<[0.0, 0.0]> : tensor<2xf32>}> : () -> tensor<2xf32>
    %9 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64: 2>}> : (tensor<2xf32>) -> tensor<4x4x2xf32>
    %10 = "stablehlo.add"(%valid_inputs.7, %9) : (tensor<4x4x2xf32>, tensor<4x4x2xf32>) -> tensor<4x4x2xf32>
    %11 = "stablehlo.tanh"(%10) : (tensor<4x4x2xf32>) -> tensor<4x4x2xf32>
    %12 = "stablehlo.constant"() <{value = dense<[2.0, 1.5]> : tensor<2xf32>}> : () -> tensor<2xf32>
    %13 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64: 2>}> : (tensor<2xf32>) -> tensor<4x4x2xf32>
    %14 = "stablehlo.multiply"(%11, %13) : (tensor<4x4x2xf32>, tensor<4x4x2xf32>) -> tensor<4x4x2xf32>
    %15 = "stablehlo.constant"() <{value = dense<[2.5, 2.0]> : tensor<2xf32>}> : () -> tensor<2xf32>
    %16 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64: 2>}> : (tensor<2xf32>) -> tensor<4x4x2xf32>
    %17 = "stablehlo.add"(%14, %16) : (tensor<4x4x2xf32>, tensor<4x4x2xf32>) -> tensor<4x4x2xf32>
    %18 = "stablehlo.floor"(%17) : (tensor<4x4x2xf32>) -> tensor<4x4x2xf32>
    %19 = "stablehlo.convert"(%18) : (tensor<4x4x2xf32>) -> tensor<4x4x2xi32>
    %20 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %21 = "stablehlo.broadcast_in_dim"(%20) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x4x2xi32>
    %22 = "stablehlo.constant"() <{value = dense<[5, 4]> : tensor<2xi32>}> : () -> tensor<2xi32>
    %23 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64: 2>}> : (tensor<2xi32>) -> tensor<4x4x2xi32>
    %24 = "stablehlo.constant"() <{value = dense<[1, 5]> : tensor<2xi32>}> : () -> tensor<2xi32>
    %25 = "stablehlo.broadcast_in_dim"(%24) <{broadcast_dimensions = array<i64: 2>}> : (tensor<2xi32>) -> tensor<4x4x2xi32>
    %26 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    %27 = "stablehlo.broadcast_in_dim"(%26) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x4x2xi32>
    %28 = "stablehlo.subtract"(%23, %27) : (tensor<4x4x2xi32>, tensor<4x4x2xi32>) -> tensor<4x4x2xi32>
    %digits.29 = "stablehlo.clamp"(%21, %19, %28) : (tensor<4x4x2xi32>, tensor<4x4x2xi32>, tensor<4x4x2xi32>) -> tensor<4x4x2xi32>
    %30 = "stablehlo.multiply"(%digits.29, %25) : (tensor<4x4x2xi32>, tensor<4x4x2xi32>) -> tensor<4x4x2xi32>
    %31 = "stablehlo.reduce"(%30, %20) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<4x4x2xi32>, tensor<i32>) -> tensor<4x4xi32>
    %32 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %33 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x4xi32>
    %34 = "stablehlo.select"(%valid.3, %31, %33) : (tensor<4x4xi1>, tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi32>
    %35 = "stablehlo.constant"() <{value = dense<[2, 2]> : tensor<2xi32>}> : () -> tensor<2xi32>
    %36 = "stablehlo.broadcast_in_dim"(%35) <{broadcast_dimensions = array<i64: 2>}> : (tensor<2xi32>) -> tensor<4x4x2xi32>
    %37 = "stablehlo.constant"() <{value = dense<[4, 3]> : tensor<2xi32>}> : () -> tensor<2xi32>
    %38 = "stablehlo.broadcast_in_dim"(%37) <{broadcast_dimensions = array<i64: 2>}> : (tensor<2xi32>) -> tensor<4x4x2xi32>
    %39 = "stablehlo.constant"() <{value = dense<[2.5e-1, 3.333333432674408e-1]> : tensor<2xf32>}> : () -> tensor<2xf32>
    %40 = "stablehlo.broadcast_in_dim"(%39) <{broadcast_dimensions = array<i64: 2>}> : (tensor<2xf32>) -> tensor<4x4x2xf32>
    %41 = "stablehlo.multiply"(%digits.29, %36) : (tensor<4x4x2xi32>, tensor<4x4x2xi32>) -> tensor<4x4x2xi32>
    %42 = "stablehlo.subtract"(%41, %38) : (tensor<4x4x2xi32>, tensor<4x4x2xi32>) -> tensor<4x4x2xi32>
    %43 = "stablehlo.convert"(%42) : (tensor<4x4x2xi32>) -> tensor<4x4x2xf32>
    %44 = "stablehlo.multiply"(%43, %40) : (tensor<4x4x2xf32>, tensor<4x4x2xf32>) -> tensor<4x4x2xf32>
    %45 = "stablehlo.select"(%6, %44, %5) : (tensor<4x4x2xi1>, tensor<4x4x2xf32>, tensor<4x4x2xf32>) -> tensor<4x4x2xf32>
    %46 = "stablehlo.constant"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
    %47 = "stablehlo.broadcast_in_dim"(%46) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x4xi32>
    %48 = "stablehlo.shift_right_arithmetic"(%34, %47) : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi32>
    %49 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
    %50 = "stablehlo.broadcast_in_dim"(%49) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x4xi32>
    %51 = "stablehlo.and"(%34, %50) : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi32>
    %52 = "stablehlo.broadcast_in_dim"(%48) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x4xi32>) -> tensor<4x4x5xi32>
    %53 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x4x5xi32>
    %assignments.54 = "stablehlo.compare"(%52, %53) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x4x5xi32>, tensor<4x4x5xi32>) -> tensor<4x4x5xi1>
    %55 = "stablehlo.broadcast_in_dim"(%51) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x4xi32>) -> tensor<4x4x4xi32>
    %56 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x4x4xi32>
    %assignments.57 = "stablehlo.compare"(%55, %56) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x4x4xi32>, tensor<4x4x4xi32>) -> tensor<4x4x4xi1>
    %58 = "stablehlo.convert"(%assignments.57) : (tensor<4x4x4xi1>) -> tensor<4x4x4xbf16>
    %59 = "stablehlo.convert"(%assignments.54) : (tensor<4x4x5xi1>) -> tensor<4x4x5xbf16>
    %sums.60 = "stablehlo.dot_general"(%59, %58) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x4x5xbf16>, tensor<4x4x4xbf16>) -> tensor<5x4xf32>
    %counts.61 = "stablehlo.reshape"(%sums.60) : (tensor<5x4xf32>) -> tensor<20xf32>
    %62 = "stablehlo.convert"(%valid.3) : (tensor<4x4xi1>) -> tensor<4x4xf32>
    %63 = "stablehlo.reduce"(%62, %4) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x4xf32>, tensor<f32>) -> tensor<f32>
    %64 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %65 = "stablehlo.broadcast_in_dim"(%64) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<20xf32>
    %66 = "stablehlo.maximum"(%counts.61, %65) : (tensor<20xf32>, tensor<20xf32>) -> tensor<20xf32>
    %67 = "stablehlo.log"(%66) : (tensor<20xf32>) -> tensor<20xf32>
    %68 = "stablehlo.multiply"(%counts.61, %67) : (tensor<20xf32>, tensor<20xf32>) -> tensor<20xf32>
    %69 = "stablehlo.reduce"(%68, %4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<20xf32>, tensor<f32>) -> tensor<f32>
    %70 = "stablehlo.reduce"(%counts.61, %4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<20xf32>, tensor<f32>) -> tensor<f32>
    %71 = "stablehlo.maximum"(%70, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %72 = "stablehlo.divide"(%69, %71) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %73 = "stablehlo.log"(%71) : (tensor<f32>) -> tensor<f32>
    %74 = "stablehlo.subtract"(%73, %72) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.75 = "stablehlo.maximum"(%74, %4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.76 = "stablehlo.exponential"(%entropy.75) : (tensor<f32>) -> tensor<f32>
    %77 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<20xf32>
    %78 = "stablehlo.compare"(%counts.61, %77) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<20xf32>, tensor<20xf32>) -> tensor<20xi1>
    %79 = "stablehlo.convert"(%78) : (tensor<20xi1>) -> tensor<20xf32>
    %80 = "stablehlo.reduce"(%79, %4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<20xf32>, tensor<f32>) -> tensor<f32>
    %81 = "stablehlo.constant"() <{value = dense<2.0e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.82 = "stablehlo.divide"(%80, %81) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %83 = "stablehlo.subtract"(%81, %80) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.84 = "stablehlo.convert"(%83) : (tensor<f32>) -> tensor<i32>
    %85 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %86 = "stablehlo.reduce"(%counts.61, %85) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<20xf32>, tensor<f32>) -> tensor<f32>
    %87 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %88 = "stablehlo.maximum"(%70, %87) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %max_share.89 = "stablehlo.divide"(%86, %88) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %90 = "stablehlo.constant"() <{value = dense<1.2800000190734863e1> : tensor<f32>}> : () -> tensor<f32>
    %91 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %92 = "stablehlo.subtract"(%91, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.93 = "stablehlo.convert"(%92) : (tensor<f32>) -> tensor<i32>
    "func.return"(%45, %34, %perplexity.76, %codebook_usage.82, %90, %nonfinite_rows.93, %dead_entries.84, %max_share.89, %entropy.75) : (tensor<4x4x2xf32>, tensor<4x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>) -> ()
  }
}
