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
      tensor<i32> {jax.result_info = "nonfinite_rows", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<i32> {jax.result_info = "dead_entries", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "max_share", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "entropy", sdy.sharding = #sdy.sharding<@mesh, []>}) {
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
    %entropy.68 = "stablehlo.maximum"(%67, %4) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.69 = "stablehlo.exponential"(%entropy.68) : (tensor<f32>) -> tensor<f32>
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
    %76 = "stablehlo.subtract"(%74, %73) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.77 = "stablehlo.convert"(%76) : (tensor<f32>) -> tensor<i32>
    %78 = "stablehlo.reduce"(%counts.54, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1024xf32>, tensor<f32>) -> tensor<f32>
    %79 = "stablehlo.maximum"(%63, %12) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %max_share.80 = "stablehlo.divide"(%78, %79) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %81 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %82 = "stablehlo.subtract"(%81, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.83 = "stablehlo.convert"(%82) : (tensor<f32>) -> tensor<i32>
    %84 = "stablehlo.subtract"(%points.23, %39) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %85 = "stablehlo.multiply"(%84, %84) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %86 = "stablehlo.reduce"(%85, %4) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x10xf32>, tensor<f32>) -> tensor<f32>
    %87 = "stablehlo.constant"() <{value = dense<1.0e1> : tensor<f32>}> : () -> tensor<f32>
    %88 = "stablehlo.divide"(%86, %87) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %89 = "stablehlo.maximum"(%56, %12) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.90 = "stablehlo.divide"(%88, %89) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %91 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %92 = "stablehlo.multiply"(%91, %mean_squared_error.90) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %93 = "stablehlo.constant"() <{value = dense<1.2649110555648804> : tensor<f32>}> : () -> tensor<f32>
    %94 = "stablehlo.broadcast_in_dim"(%93) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x10xf32>
    %95 = "stablehlo.multiply"(%points.23, %94) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %96 = "stablehlo.abs"(%95) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %97 = "stablehlo.negate"(%96) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %98 = "stablehlo.exponential"(%97) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %99 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x10xf32>
    %100 = "stablehlo.add"(%98, %99) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %101 = "stablehlo.divide"(%98, %100) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %102 = "stablehlo.multiply"(%96, %101) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %103 = "stablehlo.log_plus_one"(%98) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %104 = "stablehlo.add"(%103, %102) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %105 = "stablehlo.broadcast_in_dim"(%55) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x10xf32>
    %106 = "stablehlo.multiply"(%104, %105) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %107 = "stablehlo.reduce"(%106, %4) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x10xf32>, tensor<f32>) -> tensor<f32>
    %108 = "stablehlo.divide"(%107, %89) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %109 = "stablehlo.negate"(%95) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %110 = "stablehlo.logistic"(%109) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %111 = "stablehlo.logistic"(%95) : (tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %112 = "stablehlo.multiply"(%110, %105) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %113 = "stablehlo.reduce"(%112, %4) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x10xf32>, tensor<f32>) -> tensor<10xf32>
    %114 = "stablehlo.broadcast_in_dim"(%89) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<10xf32>
    %115 = "stablehlo.divide"(%113, %114) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %116 = "stablehlo.constant"() <{value = dense<1.1754943508222875e-38> : tensor<f32>}> : () -> tensor<f32>
    %117 = "stablehlo.broadcast_in_dim"(%116) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<10xf32>
    %118 = "stablehlo.maximum"(%115, %117) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %119 = "stablehlo.log"(%118) : (tensor<10xf32>) -> tensor<10xf32>
    %120 = "stablehlo.multiply"(%115, %119) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %121 = "stablehlo.negate"(%120) : (tensor<10xf32>) -> tensor<10xf32>
    %122 = "stablehlo.multiply"(%111, %105) : (tensor<8x4x10xf32>, tensor<8x4x10xf32>) -> tensor<8x4x10xf32>
    %123 = "stablehlo.reduce"(%122, %4) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x10xf32>, tensor<f32>) -> tensor<10xf32>
    %124 = "stablehlo.divide"(%123, %114) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %125 = "stablehlo.maximum"(%124, %117) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %126 = "stablehlo.log"(%125) : (tensor<10xf32>) -> tensor<10xf32>
    %127 = "stablehlo.multiply"(%124, %126) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %128 = "stablehlo.negate"(%127) : (tensor<10xf32>) -> tensor<10xf32>
    %129 = "stablehlo.add"(%121, %128) : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
    %130 = "stablehlo.reduce"(%129, %4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<10xf32>, tensor<f32>) -> tensor<f32>
    %131 = "stablehlo.multiply"(%12, %130) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %132 = "stablehlo.subtract"(%108, %131) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %133 = "stablehlo.constant"() <{value = dense<1.0000000149011612e-1> : tensor<f32>}> : () -> tensor<f32>
    %134 = "stablehlo.multiply"(%133, %132) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.135 = "stablehlo.add"(%92, %134) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    "func.return"(%39, %33, %mean_squared_error.90, %108, %130, %132, %loss.135, %perplexity.69, %codebook_usage.75, %81, %nonfinite_rows.83, %dead_entries.77, %max_share.80, %entropy.68) : (tensor<8x4x10xf32>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>) -> ()
  }
}
