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
    %57 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1024xf32>
    %58 = "stablehlo.maximum"(%counts.54, %57) : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<1024xf32>
    %59 = "stablehlo.log"(%58) : (tensor<1024xf32>) -> tensor<1024xf32>
    %60 = "stablehlo.multiply"(%counts.54, %59) : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<1024xf32>
    %61 = "stablehlo.reduce"(%60, %4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1024xf32>, tensor<f32>) -> tensor<f32>
    %62 = "stablehlo.reduce"(%counts.54, %4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1024xf32>, tensor<f32>) -> tensor<f32>
    %63 = "stablehlo.maximum"(%62, %12) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %64 = "stablehlo.divide"(%61, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %65 = "stablehlo.log"(%63) : (tensor<f32>) -> tensor<f32>
    %66 = "stablehlo.subtract"(%65, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %67 = "stablehlo.maximum"(%66, %4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.68 = "stablehlo.exponential"(%67) : (tensor<f32>) -> tensor<f32>
    %69 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1024xf32>
    %70 = "stablehlo.compare"(%counts.54, %69) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<1024xi1>
    %71 = "stablehlo.convert"(%70) : (tensor<1024xi1>) -> tensor<1024xf32>
    %72 = "stablehlo.reduce"(%71, %4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1024xf32>, tensor<f32>) -> tensor<f32>
    %73 = "stablehlo.constant"() <{value = dense<1.024e3> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.74 = "stablehlo.divide"(%72, %73) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %76 = "stablehlo.subtract"(%75, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.77 = "stablehlo.convert"(%76) : (tensor<f32>) -> tensor<i32>
    %78 = "stablehlo.subtract"(%points.23, %39) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %79 = "stablehlo.multiply"(%78, %78) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %80 = "stablehlo.reduce"(%79, %4) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x10xf32>, tensor<f32>) -> tensor<f32>
    %81 = "stablehlo.constant"() <{value = dense<1.0e1> : tensor<f32>}> : () -> tensor<f32>
    %82 = "stablehlo.divide"(%80, %81) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %83 = "stablehlo.maximum"(%56, %12) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.84 = "stablehlo.divide"(%82, %83) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %85 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %86 = "stablehlo.multiply"(%85, %mean_squared_error.84) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %87 = "stablehlo.constant"() <{value = dense<1.2649110555648804> : tensor<f32>}> : () -> tensor<f32>
    %88 = "stablehlo.broadcast_in_dim"(%87) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x10xf32>
    %89 = "stablehlo.multiply"(%points.23, %88) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %90 = "stablehlo.abs"(%89) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %91 = "stablehlo.negate"(%90) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %92 = "stablehlo.exponential"(%91) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %93 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x10xf32>
    %94 = "stablehlo.add"(%92, %93) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %95 = "stablehlo.divide"(%92, %94) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %96 = "stablehlo.multiply"(%90, %95) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %97 = "stablehlo.log_plus_one"(%92) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %98 = "stablehlo.add"(%97, %96) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %99 = "stablehlo.broadcast_in_dim"(%55) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x10xf32>
    %100 = "stablehlo.multiply"(%98, %99) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %101 = "stablehlo.reduce"(%100, %4) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x10xf32>, tensor<f32>) -> tensor<f32>
    %102 = "stablehlo.divide"(%101, %83) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %103 = "stablehlo.negate"(%89) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %104 = "stablehlo.logistic"(%103) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %105 = "stablehlo.logistic"(%89) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %106 = "stablehlo.multiply"(%104, %99) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %107 = "stablehlo.reduce"(%106, %4) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x10xf32>, tensor<f32>) -> tensor<10xf32>
    %108 = "stablehlo.broadcast_in_dim"(%83) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<10xf32>
    %109 = "stablehlo.divide"(%107, %108) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %110 = "stablehlo.constant"() <{value = dense<1.1754943508222875e-38> : tensor<f32>}> : () -> tensor<f32>
    %111 = "stablehlo.broadcast_in_dim"(%110) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<10xf32>
    %112 = "stablehlo.maximum"(%109, %111) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %113 = "stablehlo.log"(%112) : (tensor<10xf32>) -> tensor<10xf32>
    %114 = "stablehlo.multiply"(%109, %113) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %115 = "stablehlo.negate"(%114) : (tensor<10xf32>) -> tensor<10xf32>
    %116 = "stablehlo.multiply"(%105, %99) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %117 = "stablehlo.reduce"(%116, %4) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x10xf32>, tensor<f32>) -> tensor<10xf32>
    %118 = "stablehlo.divide"(%117, %108) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %119 = "stablehlo.maximum"(%118, %111) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %120 = "stablehlo.log"(%119) : (tensor<10xf32>) -> tensor<10xf32>
    %121 = "stablehlo.multiply"(%118, %120) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %122 = "stablehlo.negate"(%121) : (tensor<10xf32>) -> tensor<10xf32>
    %123 = "stablehlo.add"(%115, %122) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %124 = "stablehlo.reduce"(%123, %4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<10xf32>, tensor<f32>) -> tensor<f32>
    %125 = "stablehlo.multiply"(%12, %124) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %126 = "stablehlo.subtract"(%102, %125) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %127 = "stablehlo.constant"() <{value = dense<1.0000000149011612e-1> : tensor<f32>}> : () -> tensor<f32>
    %128 = "stablehlo.multiply"(%127, %126) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.129 = "stablehlo.add"(%86, %128) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    "func.return"(%39, %33, %mean_squared_error.84, %102, %124, %126, %loss.129, %perplexity.68, %codebook_usage.74, %75, %nonfinite_rows.77) : (tensor<8x4x10xf32>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>) -> ()
  }
}
