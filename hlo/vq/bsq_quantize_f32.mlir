module @vqbit_quantize attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<8x4x10xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>}) -> (
      tensor<8x4x10xf32> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      tensor<8x4xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>},
      tensor<f32> {jax.result_info = "commitment_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "sample_entropy", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "batch_entropy", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "entropy_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "perplexity", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_usage", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "compression_ratio", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<i32> {jax.result_info = "nonfinite_rows", sdy.sharding = #sdy.sharding<@mesh, []>}) {
    %1 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x10xf32>) -> tensor<8x4x10xi1>
    %2 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.3 = "stablehlo.reduce"(%1, %2) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x10xi1>, tensor<i1>) -> tensor<8x4xi1>
    %4 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %5 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x10xf32>
    %6 = "stablehlo.broadcast_in_dim"(%valid.3) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x10xi1>
    %valid_inputs.7 = "stablehlo.select"(%6, %inputs, %5) : (tensor<8x4x10xi1>, tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %8 = "stablehlo.abs"(%valid_inputs.7) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %9 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %10 = "stablehlo.reduce"(%8, %9) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x10xf32>, tensor<f32>) -> tensor<8x4xf32>
    %11 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %12 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %13 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %14 = "stablehlo.compare"(%10, %11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %15 = "stablehlo.select"(%14, %13, %10) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %16 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x10xf32>
    %17 = "stablehlo.divide"(%valid_inputs.7, %16) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %18 = "stablehlo.multiply"(%17, %17) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %19 = "stablehlo.reduce"(%18, %4) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x10xf32>, tensor<f32>) -> tensor<8x4xf32>
    %20 = "stablehlo.maximum"(%19, %13) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %21 = "stablehlo.sqrt"(%20) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %22 = "stablehlo.broadcast_in_dim"(%21) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x10xf32>
    %points.23 = "stablehlo.divide"(%17, %22) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %24 = "stablehlo.compare"(%valid_inputs.7, %5) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xi1>
    %25 = "stablehlo.convert"(%24) : (tensor<8x4x10xi1>) -> tensor<8x4x10xi32>
    %26 = "stablehlo.constant"() <{value = dense<[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]> : tensor<10xi32>}> : () -> tensor<10xi32>
    %27 = "stablehlo.broadcast_in_dim"(%26) <{broadcast_dimensions = array<i64: 2>}> : (tensor<10xi32>) -> tensor<8x4x10xi32>
    %28 = "stablehlo.shift_left"(%25, %27) : (tensor<8x4x10xi32>, tensor<8x4x10xi32>) -> tensor<8x4x10xi32>
    %29 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %30 = "stablehlo.reduce"(%28, %29) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<8x4x10xi32>, tensor<i32>) -> tensor<8x4xi32>
    %31 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %32 = "stablehlo.broadcast_in_dim"(%31) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %33 = "stablehlo.select"(%valid.3, %30, %32) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %34 = "stablehlo.constant"() <{value = dense<3.162277638912201e-1> : tensor<f32>}> : () -> tensor<f32>
    %35 = "stablehlo.broadcast_in_dim"(%34) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x10xf32>
    %36 = "stablehlo.constant"() <{value = dense<-3.162277638912201e-1> : tensor<f32>}> : () -> tensor<f32>
    %37 = "stablehlo.broadcast_in_dim"(%36) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x10xf32>
    %38 = "stablehlo.select"(%24, %35, %37) : (tensor<8x4x10xi1>, tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %39 = "stablehlo.select"(%6, %38, %5) : (tensor<8x4x10xi1>, tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %40 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %41 = "stablehlo.broadcast_in_dim"(%40) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %42 = "stablehlo.shift_right_arithmetic"(%33, %41) : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %43 = "stablehlo.constant"() <{value = dense<31> : tensor<i32>}> : () -> tensor<i32>
    %44 = "stablehlo.broadcast_in_dim"(%43) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %45 = "stablehlo.and"(%33, %44) : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %46 = "stablehlo.broadcast_in_dim"(%42) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x32xi32>
    %47 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x32xi32>
    %assignments.48 = "stablehlo.compare"(%46, %47) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x32xi32>, tensor<8x4x32xi32>) -> tensor<8x4x32xi1>
    %49 = "stablehlo.broadcast_in_dim"(%45) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x32xi32>
    %assignments.50 = "stablehlo.compare"(%49, %47) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x32xi32>, tensor<8x4x32xi32>) -> tensor<8x4x32xi1>
    %51 = "stablehlo.convert"(%assignments.50) : (tensor<8x4x32xi1>) -> tensor<8x4x32xbf16>
    %52 = "stablehlo.convert"(%assignments.48) : (tensor<8x4x32xi1>) -> tensor<8x4x32xbf16>
    %sums.53 = "stablehlo.dot_general"(%52, %51) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x32xbf16>, tensor<8x4x32xbf16>) -> tensor<32x32xf32>
    %counts.54 = "stablehlo.reshape"(%sums.53) : (tensor<32x32xf32>) -> tensor<1024xf32>
    %55 = "stablehlo.convert"(%valid.3) : (tensor<8x4xi1>) -> tensor<8x4xf32>
    %56 = "stablehlo.reduce"(%55, %4) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %57 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %58 = "stablehlo.broadcast_in_dim"(%57) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1024xf32>
    %59 = "stablehlo.maximum"(%counts.54, %58) : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<1024xf32>
    %60 = "stablehlo.log"(%59) : (tensor<1024xf32>) -> tensor<1024xf32>
    %61 = "stablehlo.multiply"(%counts.54, %60) : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<1024xf32>
    %62 = "stablehlo.reduce"(%61, %4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1024xf32>, tensor<f32>) -> tensor<f32>
    %63 = "stablehlo.reduce"(%counts.54, %4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1024xf32>, tensor<f32>) -> tensor<f32>
    %64 = "stablehlo.maximum"(%63, %57) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %65 = "stablehlo.divide"(%62, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %66 = "stablehlo.log"(%64) : (tensor<f32>) -> tensor<f32>
    %67 = "stablehlo.subtract"(%66, %65) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %68 = "stablehlo.maximum"(%67, %4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.69 = "stablehlo.exponential"(%68) : (tensor<f32>) -> tensor<f32>
    %70 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1024xf32>
    %71 = "stablehlo.compare"(%counts.54, %70) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<1024xi1>
    %72 = "stablehlo.convert"(%71) : (tensor<1024xi1>) -> tensor<1024xf32>
    %73 = "stablehlo.reduce"(%72, %4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1024xf32>, tensor<f32>) -> tensor<f32>
    %74 = "stablehlo.constant"() <{value = dense<1.024e3> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.75 = "stablehlo.divide"(%73, %74) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %76 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %77 = "stablehlo.subtract"(%76, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.78 = "stablehlo.convert"(%77) : (tensor<f32>) -> tensor<i32>
    %79 = "stablehlo.subtract"(%points.23, %39) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %80 = "stablehlo.multiply"(%79, %79) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %81 = "stablehlo.reduce"(%80, %4) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x10xf32>, tensor<f32>) -> tensor<f32>
    %82 = "stablehlo.constant"() <{value = dense<1.0e1> : tensor<f32>}> : () -> tensor<f32>
    %83 = "stablehlo.divide"(%81, %82) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %84 = "stablehlo.maximum"(%56, %12) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.85 = "stablehlo.divide"(%83, %84) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %86 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %87 = "stablehlo.multiply"(%86, %mean_squared_error.85) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %88 = "stablehlo.constant"() <{value = dense<1.2649110555648804> : tensor<f32>}> : () -> tensor<f32>
    %89 = "stablehlo.broadcast_in_dim"(%88) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x10xf32>
    %90 = "stablehlo.multiply"(%points.23, %89) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %91 = "stablehlo.abs"(%90) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %92 = "stablehlo.negate"(%91) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %93 = "stablehlo.exponential"(%92) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %94 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x10xf32>
    %95 = "stablehlo.add"(%93, %94) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %96 = "stablehlo.divide"(%93, %95) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %97 = "stablehlo.multiply"(%91, %96) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %98 = "stablehlo.log_plus_one"(%93) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %99 = "stablehlo.add"(%98, %97) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %100 = "stablehlo.broadcast_in_dim"(%55) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x10xf32>
    %101 = "stablehlo.multiply"(%99, %100) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %102 = "stablehlo.reduce"(%101, %4) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x10xf32>, tensor<f32>) -> tensor<f32>
    %103 = "stablehlo.divide"(%102, %84) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %104 = "stablehlo.negate"(%90) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %105 = "stablehlo.logistic"(%104) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %106 = "stablehlo.logistic"(%90) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %107 = "stablehlo.multiply"(%105, %100) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %108 = "stablehlo.reduce"(%107, %4) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x10xf32>, tensor<f32>) -> tensor<10xf32>
    %109 = "stablehlo.broadcast_in_dim"(%84) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<10xf32>
    %110 = "stablehlo.divide"(%108, %109) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %111 = "stablehlo.constant"() <{value = dense<1.1754943508222875e-38> : tensor<f32>}> : () -> tensor<f32>
    %112 = "stablehlo.broadcast_in_dim"(%111) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<10xf32>
    %113 = "stablehlo.maximum"(%110, %112) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %114 = "stablehlo.log"(%113) : (tensor<10xf32>) -> tensor<10xf32>
    %115 = "stablehlo.multiply"(%110, %114) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %116 = "stablehlo.negate"(%115) : (tensor<10xf32>) -> tensor<10xf32>
    %117 = "stablehlo.multiply"(%106, %100) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %118 = "stablehlo.reduce"(%117, %4) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x10xf32>, tensor<f32>) -> tensor<10xf32>
    %119 = "stablehlo.divide"(%118, %109) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %120 = "stablehlo.maximum"(%119, %112) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %121 = "stablehlo.log"(%120) : (tensor<10xf32>) -> tensor<10xf32>
    %122 = "stablehlo.multiply"(%119, %121) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %123 = "stablehlo.negate"(%122) : (tensor<10xf32>) -> tensor<10xf32>
    %124 = "stablehlo.add"(%116, %123) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %125 = "stablehlo.reduce"(%124, %4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<10xf32>, tensor<f32>) -> tensor<f32>
    %126 = "stablehlo.multiply"(%12, %125) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %127 = "stablehlo.subtract"(%103, %126) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %128 = "stablehlo.constant"() <{value = dense<1.0000000149011612e-1> : tensor<f32>}> : () -> tensor<f32>
    %129 = "stablehlo.multiply"(%128, %127) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.130 = "stablehlo.add"(%87, %129) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    "func.return"(%39, %33, %mean_squared_error.85, %103, %125, %127, %loss.130, %perplexity.69, %codebook_usage.75, %76, %nonfinite_rows.78) : (tensor<8x4x10xf32>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>) -> ()
  }
}
