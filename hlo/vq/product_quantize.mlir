module @vqbit_quantize attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<4x4x8xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      %lengths: tensor<4xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}]>},
      %codebook: tensor<2x6x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>}) -> (
      tensor<4x4x8xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      tensor<4x4x2xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      tensor<f32> {jax.result_info = "commitment_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "mse", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "perplexity", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_usage", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "compression_ratio", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<i32> {jax.result_info = "nonfinite_rows", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<i32> {jax.result_info = "dead_entries", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "max_share", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "relative_error", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "entropy", sdy.sharding = #sdy.sharding<@mesh, []>}) {
    %3 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<4x4xi32>
    %4 = "stablehlo.broadcast_in_dim"(%lengths) <{broadcast_dimensions = array<i64: 0>}> : (tensor<4xi32>) -> tensor<4x4xi32>
    %5 = "stablehlo.compare"(%3, %4) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x4xi32>, tensor<4x4xi32>) -> tensor<4x4xi1>
    %6 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<2x6x4xf32>) -> tensor<2x6x4xf32>
    %7 = "stablehlo.convert"(%6) : (tensor<2x6x4xf32>) -> tensor<2x6x4xbf16>
    %8 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %9 = "stablehlo.multiply"(%6, %6) : (tensor<2x6x4xf32>, tensor<2x6x4xf32>) -> tensor<2x6x4xf32>
    %10 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %11 = "stablehlo.reduce"(%9, %10) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6x4xf32>, tensor<f32>) -> tensor<2x6xf32>
    %12 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %13 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %half_norms.14 = "stablehlo.multiply"(%11, %13) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %15 = "stablehlo.reshape"(%inputs) : (tensor<4x4x8xbf16>) -> tensor<4x4x2x4xbf16>
    %16 = "stablehlo.transpose"(%15) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<4x4x2x4xbf16>) -> tensor<2x4x4x4xbf16>
    %products.17 = "stablehlo.dot_general"(%16, %7) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x4x4x4xbf16>, tensor<2x6x4xbf16>) -> tensor<2x4x4x6xf32>
    %18 = "stablehlo.broadcast_in_dim"(%half_norms.14) <{broadcast_dimensions = array<i64: 0, 3>}> : (tensor<2x6xf32>) -> tensor<2x4x4x6xf32>
    %scores.19 = "stablehlo.subtract"(%18, %products.17) : (tensor<2x4x4x6xf32>, tensor<2x4x4x6xf32>) -> tensor<2x4x4x6xf32>
    %20 = "stablehlo.iota"() <{iota_dimension = 3 : i64}> : () -> tensor<2x4x4x6xi32>
    %21 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %22 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %23:2 = "stablehlo.reduce"(%scores.19, %20, %21, %22) <{dimensions = array<i64: 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<i32>, %arg.2: tensor<f32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.2) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.2, %arg.2) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.2) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.8 = "stablehlo.and"(%r.6, %r.7) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.or"(%r.4, %r.5) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.9, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.select"(%r.10, %arg.0, %arg.2) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.12 = "stablehlo.select"(%r.10, %arg.1, %arg.3) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.11, %r.12) : (tensor<f32>, tensor<i32>) -> ()
    }) : (tensor<2x4x4x6xf32>, tensor<2x4x4x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<2x4x4xf32>, tensor<2x4x4xi32>)
    %24 = "stablehlo.is_finite"(%23#0) : (tensor<2x4x4xf32>) -> tensor<2x4x4xi1>
    %25 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %26 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x4xi32>
    %nearest.27 = "stablehlo.select"(%24, %23#1, %26) : (tensor<2x4x4xi1>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %28 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x4xi32>
    %29 = "stablehlo.compare"(%nearest.27, %28) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi1>
    %30 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %31 = "stablehlo.reduce"(%29, %30) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<2x4x4xi1>, tensor<i1>) -> tensor<4x4xi1>
    %32 = "stablehlo.and"(%31, %5) : (tensor<4x4xi1>, tensor<4x4xi1>) -> tensor<4x4xi1>
    %33 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<4x4xi1>) -> tensor<2x4x4xi1>
    %codes.34 = "stablehlo.select"(%33, %nearest.27, %26) : (tensor<2x4x4xi1>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %35 = "stablehlo.broadcast_in_dim"(%codes.34) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x4x4xi32>) -> tensor<2x4x4x6xi32>
    %assignments.36 = "stablehlo.compare"(%35, %20) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<2x4x4x6xi32>, tensor<2x4x4x6xi32>) -> tensor<2x4x4x6xi1>
    %37 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %38 = "stablehlo.broadcast_in_dim"(%37) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x4xi32>
    %39 = "stablehlo.clamp"(%28, %codes.34, %38) : (tensor<2x4x4xi32>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %40 = "stablehlo.gather"(%7, %39) <{dimension_numbers = #stablehlo.gather<offset_dims = [3], collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 3>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 4>}> : (tensor<2x6x4xbf16>, tensor<2x4x4xi32>) -> tensor<2x4x4x4xbf16>
    %41 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %42 = "stablehlo.broadcast_in_dim"(%41) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<2x4x4x4xbf16>
    %43 = "stablehlo.broadcast_in_dim"(%33) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x4x4xi1>) -> tensor<2x4x4x4xi1>
    %quantized.44 = "stablehlo.select"(%43, %40, %42) : (tensor<2x4x4x4xi1>, tensor<2x4x4x4xbf16>, tensor<2x4x4x4xbf16>) -> tensor<2x4x4x4xbf16>
    %45 = "stablehlo.broadcast_in_dim"(%41) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x4x8xbf16>
    %46 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x4xi1>) -> tensor<4x4x8xi1>
    %valid_inputs.47 = "stablehlo.select"(%46, %inputs, %45) : (tensor<4x4x8xi1>, tensor<4x4x8xbf16>, tensor<4x4x8xbf16>) -> tensor<4x4x8xbf16>
    %48 = "stablehlo.transpose"(%codes.34) <{permutation = array<i64: 1, 2, 0>}> : (tensor<2x4x4xi32>) -> tensor<4x4x2xi32>
    %49 = "stablehlo.transpose"(%quantized.44) <{permutation = array<i64: 1, 2, 0, 3>}> : (tensor<2x4x4x4xbf16>) -> tensor<4x4x2x4xbf16>
    %50 = "stablehlo.reshape"(%49) : (tensor<4x4x2x4xbf16>) -> tensor<4x4x8xbf16>
    %51 = "stablehlo.convert"(%assignments.36) : (tensor<2x4x4x6xi1>) -> tensor<2x4x4x6xf32>
    %counts.52 = "stablehlo.reduce"(%51, %10) <{dimensions = array<i64: 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x4x4x6xf32>, tensor<f32>) -> tensor<2x6xf32>
    %53 = "stablehlo.convert"(%32) : (tensor<4x4xi1>) -> tensor<4x4xf32>
    %54 = "stablehlo.reduce"(%53, %10) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x4xf32>, tensor<f32>) -> tensor<f32>
    %55 = "stablehlo.convert"(%valid_inputs.47) : (tensor<4x4x8xbf16>) -> tensor<4x4x8xf32>
    %56 = "stablehlo.convert"(%50) : (tensor<4x4x8xbf16>) -> tensor<4x4x8xf32>
    %57 = "stablehlo.subtract"(%55, %56) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %58 = "stablehlo.multiply"(%57, %57) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %59 = "stablehlo.reduce"(%58, %10) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<f32>
    %60 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %61 = "stablehlo.divide"(%59, %60) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %62 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %63 = "stablehlo.maximum"(%54, %62) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.64 = "stablehlo.divide"(%61, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %65 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %66 = "stablehlo.multiply"(%65, %mean_squared_error.64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %67 = "stablehlo.multiply"(%10, %mean_squared_error.64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.68 = "stablehlo.add"(%66, %67) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %69 = "stablehlo.constant"() <{value = dense<2.133333396911621e1> : tensor<f32>}> : () -> tensor<f32>
    %70 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %71 = "stablehlo.broadcast_in_dim"(%70) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %72 = "stablehlo.maximum"(%counts.52, %71) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %73 = "stablehlo.log"(%72) : (tensor<2x6xf32>) -> tensor<2x6xf32>
    %74 = "stablehlo.multiply"(%counts.52, %73) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %75 = "stablehlo.reduce"(%74, %10) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<2xf32>
    %76 = "stablehlo.reduce"(%counts.52, %10) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<2xf32>
    %77 = "stablehlo.broadcast_in_dim"(%70) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %78 = "stablehlo.maximum"(%76, %77) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %79 = "stablehlo.divide"(%75, %78) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %80 = "stablehlo.log"(%78) : (tensor<2xf32>) -> tensor<2xf32>
    %81 = "stablehlo.subtract"(%80, %79) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %82 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %83 = "stablehlo.maximum"(%81, %82) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %84 = "stablehlo.exponential"(%83) : (tensor<2xf32>) -> tensor<2xf32>
    %85 = "stablehlo.reduce"(%84, %10) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %86 = "stablehlo.constant"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
    %perplexity.87 = "stablehlo.divide"(%85, %86) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %88 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %89 = "stablehlo.compare"(%counts.52, %88) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xi1>
    %90 = "stablehlo.convert"(%89) : (tensor<2x6xi1>) -> tensor<2x6xf32>
    %91 = "stablehlo.reduce"(%90, %10) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<f32>
    %92 = "stablehlo.constant"() <{value = dense<1.2e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.93 = "stablehlo.divide"(%91, %92) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %94 = "stablehlo.subtract"(%92, %91) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.95 = "stablehlo.convert"(%94) : (tensor<f32>) -> tensor<i32>
    %96 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %97 = "stablehlo.reduce"(%counts.52, %96) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<2xf32>
    %98 = "stablehlo.broadcast_in_dim"(%62) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %99 = "stablehlo.maximum"(%76, %98) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %100 = "stablehlo.divide"(%97, %99) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %101 = "stablehlo.reduce"(%100, %10) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %max_share.102 = "stablehlo.divide"(%101, %86) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %103 = "stablehlo.reduce"(%83, %10) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %entropy.104 = "stablehlo.divide"(%103, %86) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %105 = "stablehlo.multiply"(%55, %55) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %106 = "stablehlo.reduce"(%105, %10) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<f32>
    %107 = "stablehlo.divide"(%59, %106) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %108 = "stablehlo.compare"(%59, %10) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.109 = "stablehlo.select"(%108, %10, %107) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %110 = "stablehlo.convert"(%5) : (tensor<4x4xi1>) -> tensor<4x4xf32>
    %111 = "stablehlo.reduce"(%110, %10) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x4xf32>, tensor<f32>) -> tensor<f32>
    %112 = "stablehlo.subtract"(%111, %54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.113 = "stablehlo.convert"(%112) : (tensor<f32>) -> tensor<i32>
    "func.return"(%50, %48, %mean_squared_error.64, %mean_squared_error.64, %loss.68, %mean_squared_error.64, %perplexity.87, %codebook_usage.93, %69, %nonfinite_rows.113, %dead_entries.95, %max_share.102, %relative_error.109, %entropy.104) : (tensor<4x4x8xbf16>, tensor<4x4x2xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>) -> ()
  }
}
