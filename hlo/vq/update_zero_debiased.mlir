module @vqbit_update attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1]>
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %codebook: tensor<6x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 14 : i32},
      %cluster_size: tensor<6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tf.aliasing_output = 15 : i32},
      %embed_sum: tensor<6x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 16 : i32},
      %ema_steps: tensor<i32> {sdy.sharding = #sdy.sharding<@mesh, []>, tf.aliasing_output = 17 : i32}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      tensor<8x4xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>},
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
      tensor<f32> {jax.result_info = "entropy", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<6x16xf32> {jax.result_info = "codebook", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<6xf32> {jax.result_info = "cluster_size", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<6x16xf32> {jax.result_info = "embed_sum", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<i32> {jax.result_info = "ema_steps", sdy.sharding = #sdy.sharding<@mesh, []>}) {
    %5 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %6 = "stablehlo.convert"(%5) : (tensor<6x16xf32>) -> tensor<6x16xbf16>
    %7 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %8 = "stablehlo.multiply"(%5, %5) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %9 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %10 = "stablehlo.reduce"(%8, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %11 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %12 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %half_norms.13 = "stablehlo.multiply"(%10, %12) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %products.14 = "stablehlo.dot_general"(%inputs, %6) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x16xbf16>, tensor<6x16xbf16>) -> tensor<8x4x6xf32>
    %15 = "stablehlo.broadcast_in_dim"(%half_norms.13) <{broadcast_dimensions = array<i64: 2>}> : (tensor<6xf32>) -> tensor<8x4x6xf32>
    %scores.16 = "stablehlo.subtract"(%15, %products.14) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %17 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %18 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %19 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %20:2 = "stablehlo.reduce"(%scores.16, %17, %18, %19) <{dimensions = array<i64: 2>}> ({
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
    }) : (tensor<8x4x6xf32>, tensor<8x4x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<8x4xf32>, tensor<8x4xi32>)
    %21 = "stablehlo.is_finite"(%20#0) : (tensor<8x4xf32>) -> tensor<8x4xi1>
    %22 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %23 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest.24 = "stablehlo.select"(%21, %20#1, %23) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %25 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %26 = "stablehlo.compare"(%nearest.24, %25) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %codes.27 = "stablehlo.select"(%26, %nearest.24, %23) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %28 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %29 = "stablehlo.broadcast_in_dim"(%28) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %30 = "stablehlo.clamp"(%25, %codes.27, %29) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %31 = "stablehlo.gather"(%6, %30) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %32 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %33 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %34 = "stablehlo.broadcast_in_dim"(%26) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized.35 = "stablehlo.select"(%34, %31, %33) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %valid_inputs.36 = "stablehlo.select"(%34, %inputs, %33) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %37 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %38 = "stablehlo.broadcast_in_dim"(%37) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x1xf32>
    %39 = "stablehlo.reshape"(%codes.27) : (tensor<8x4xi32>) -> tensor<1x32xi32>
    %40 = "stablehlo.reshape"(%39) : (tensor<1x32xi32>) -> tensor<32xi32>
    %41 = "stablehlo.reshape"(%38) : (tensor<8x4x1xf32>) -> tensor<32x1xf32>
    %42 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x1xf32>
    %43:4 = "stablehlo.while"(%7, %40, %41, %42) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<32xi32>, %arg.2: tensor<32x1xf32>, %arg.3: tensor<6x1xf32>):
      %r.4 = "stablehlo.constant"() <{value = dense<32> : tensor<i32>}> : () -> tensor<i32>
      %r.5 = "stablehlo.compare"(%arg.0, %r.4) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.5) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<32xi32>, %arg.2: tensor<32x1xf32>, %arg.3: tensor<6x1xf32>):
      %r.4 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.5 = "stablehlo.dynamic_slice"(%arg.1, %arg.0) <{slice_sizes = array<i64: 1>}> : (tensor<32xi32>, tensor<i32>) -> tensor<1xi32>
      %r.6 = "stablehlo.reshape"(%r.5) : (tensor<1xi32>) -> tensor<i32>
      %r.7 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.4) <{slice_sizes = array<i64: 1, 1>}> : (tensor<32x1xf32>, tensor<i32>, tensor<i32>) -> tensor<1x1xf32>
      %r.8 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.9 = "stablehlo.broadcast_in_dim"(%r.8) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x1xf32>
      %r.10 = "stablehlo.compare"(%r.6, %r.4) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.11 = "stablehlo.broadcast_in_dim"(%r.10) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<1x1xi1>
      %r.12 = "stablehlo.select"(%r.11, %r.7, %r.9) : (tensor<1x1xi1>, tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %r.13 = "stablehlo.dynamic_slice"(%arg.3, %r.6, %r.4) <{slice_sizes = array<i64: 1, 1>}> : (tensor<6x1xf32>, tensor<i32>, tensor<i32>) -> tensor<1x1xf32>
      %r.14 = "stablehlo.add"(%r.13, %r.12) : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %r.15 = "stablehlo.dynamic_update_slice"(%arg.3, %r.14, %r.6, %r.4) : (tensor<6x1xf32>, tensor<1x1xf32>, tensor<i32>, tensor<i32>) -> tensor<6x1xf32>
      %r.16 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.17 = "stablehlo.add"(%arg.0, %r.16) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.17, %arg.1, %arg.2, %r.15) : (tensor<i32>, tensor<32xi32>, tensor<32x1xf32>, tensor<6x1xf32>) -> ()
    }) : (tensor<i32>, tensor<32xi32>, tensor<32x1xf32>, tensor<6x1xf32>) -> (tensor<i32>, tensor<32xi32>, tensor<32x1xf32>, tensor<6x1xf32>)
    %counts.44 = "stablehlo.reshape"(%43#3) : (tensor<6x1xf32>) -> tensor<6xf32>
    %45 = "stablehlo.reduce"(%counts.44, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %46 = "stablehlo.convert"(%valid_inputs.36) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %47 = "stablehlo.convert"(%quantized.35) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %48 = "stablehlo.subtract"(%46, %47) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %49 = "stablehlo.multiply"(%48, %48) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %50 = "stablehlo.reduce"(%49, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %51 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %52 = "stablehlo.divide"(%50, %51) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %53 = "stablehlo.maximum"(%45, %37) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.54 = "stablehlo.divide"(%52, %53) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %55 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %56 = "stablehlo.multiply"(%55, %mean_squared_error.54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %57 = "stablehlo.multiply"(%9, %mean_squared_error.54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.58 = "stablehlo.add"(%56, %57) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %59 = "stablehlo.constant"() <{value = dense<8.533333587646484e1> : tensor<f32>}> : () -> tensor<f32>
    %60 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %61 = "stablehlo.broadcast_in_dim"(%60) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %62 = "stablehlo.maximum"(%counts.44, %61) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %63 = "stablehlo.log"(%62) : (tensor<6xf32>) -> tensor<6xf32>
    %64 = "stablehlo.multiply"(%counts.44, %63) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %65 = "stablehlo.reduce"(%64, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %66 = "stablehlo.maximum"(%45, %60) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %67 = "stablehlo.divide"(%65, %66) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %68 = "stablehlo.log"(%66) : (tensor<f32>) -> tensor<f32>
    %69 = "stablehlo.subtract"(%68, %67) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.70 = "stablehlo.maximum"(%69, %9) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.71 = "stablehlo.exponential"(%entropy.70) : (tensor<f32>) -> tensor<f32>
    %72 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %73 = "stablehlo.compare"(%counts.44, %72) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %74 = "stablehlo.convert"(%73) : (tensor<6xi1>) -> tensor<6xf32>
    %75 = "stablehlo.reduce"(%74, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %76 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.77 = "stablehlo.divide"(%75, %76) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %78 = "stablehlo.subtract"(%76, %75) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.79 = "stablehlo.convert"(%78) : (tensor<f32>) -> tensor<i32>
    %80 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %81 = "stablehlo.reduce"(%counts.44, %80) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %max_share.82 = "stablehlo.divide"(%81, %53) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %83 = "stablehlo.multiply"(%46, %46) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %84 = "stablehlo.reduce"(%83, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %85 = "stablehlo.divide"(%50, %84) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %86 = "stablehlo.compare"(%50, %9) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.87 = "stablehlo.select"(%86, %9, %85) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %88 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %89 = "stablehlo.subtract"(%88, %45) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.90 = "stablehlo.convert"(%89) : (tensor<f32>) -> tensor<i32>
    %91 = "stablehlo.reshape"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<32x16xbf16>
    %92 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %93:4 = "stablehlo.while"(%7, %40, %91, %92) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<32xi32>, %arg.2: tensor<32x16xbf16>, %arg.3: tensor<6x16xf32>):
      %r.4 = "stablehlo.constant"() <{value = dense<32> : tensor<i32>}> : () -> tensor<i32>
      %r.5 = "stablehlo.compare"(%arg.0, %r.4) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.5) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<32xi32>, %arg.2: tensor<32x16xbf16>, %arg.3: tensor<6x16xf32>):
      %r.4 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.5 = "stablehlo.dynamic_slice"(%arg.1, %arg.0) <{slice_sizes = array<i64: 1>}> : (tensor<32xi32>, tensor<i32>) -> tensor<1xi32>
      %r.6 = "stablehlo.reshape"(%r.5) : (tensor<1xi32>) -> tensor<i32>
      %r.7 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.4) <{slice_sizes = array<i64: 1, 16>}> : (tensor<32x16xbf16>, tensor<i32>, tensor<i32>) -> tensor<1x16xbf16>
      %r.8 = "stablehlo.convert"(%r.7) : (tensor<1x16xbf16>) -> tensor<1x16xf32>
      %r.9 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.10 = "stablehlo.broadcast_in_dim"(%r.9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x16xf32>
      %r.11 = "stablehlo.compare"(%r.6, %r.4) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.12 = "stablehlo.broadcast_in_dim"(%r.11) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<1x16xi1>
      %r.13 = "stablehlo.select"(%r.12, %r.8, %r.10) : (tensor<1x16xi1>, tensor<1x16xf32>, tensor<1x16xf32>) -> tensor<1x16xf32>
      %r.14 = "stablehlo.dynamic_slice"(%arg.3, %r.6, %r.4) <{slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xf32>, tensor<i32>, tensor<i32>) -> tensor<1x16xf32>
      %r.15 = "stablehlo.add"(%r.14, %r.13) : (tensor<1x16xf32>, tensor<1x16xf32>) -> tensor<1x16xf32>
      %r.16 = "stablehlo.dynamic_update_slice"(%arg.3, %r.15, %r.6, %r.4) : (tensor<6x16xf32>, tensor<1x16xf32>, tensor<i32>, tensor<i32>) -> tensor<6x16xf32>
      %r.17 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.18 = "stablehlo.add"(%arg.0, %r.17) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.18, %arg.1, %arg.2, %r.16) : (tensor<i32>, tensor<32xi32>, tensor<32x16xbf16>, tensor<6x16xf32>) -> ()
    }) : (tensor<i32>, tensor<32xi32>, tensor<32x16xbf16>, tensor<6x16xf32>) -> (tensor<i32>, tensor<32xi32>, tensor<32x16xbf16>, tensor<6x16xf32>)
    %sums.94 = "stablehlo.reshape"(%93#3) : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %95 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %96 = "stablehlo.broadcast_in_dim"(%95) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %97 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %98 = "stablehlo.broadcast_in_dim"(%97) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %99 = "stablehlo.multiply"(%96, %cluster_size) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %100 = "stablehlo.multiply"(%98, %counts.44) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %new_cluster_size.101 = "stablehlo.add"(%99, %100) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %102 = "stablehlo.broadcast_in_dim"(%95) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %103 = "stablehlo.broadcast_in_dim"(%97) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %104 = "stablehlo.multiply"(%102, %embed_sum) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %105 = "stablehlo.multiply"(%103, %sums.94) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %new_embed_sum.106 = "stablehlo.add"(%104, %105) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %107 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    %new_ema_steps.108 = "stablehlo.add"(%ema_steps, %107) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %109 = "stablehlo.convert"(%new_ema_steps.108) : (tensor<i32>) -> tensor<f32>
    %110 = "stablehlo.constant"() <{value = dense<-1.00503358989954e-2> : tensor<f32>}> : () -> tensor<f32>
    %111 = "stablehlo.multiply"(%109, %110) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %112 = "stablehlo.exponential_minus_one"(%111) : (tensor<f32>) -> tensor<f32>
    %share_seen.113 = "stablehlo.negate"(%112) : (tensor<f32>) -> tensor<f32>
    %114 = "stablehlo.broadcast_in_dim"(%share_seen.113) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %115 = "stablehlo.divide"(%new_cluster_size.101, %114) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %116 = "stablehlo.broadcast_in_dim"(%share_seen.113) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %117 = "stablehlo.divide"(%new_embed_sum.106, %116) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %118 = "stablehlo.reduce"(%115, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %119 = "stablehlo.constant"() <{value = dense<5.999999848427251e-5> : tensor<f32>}> : () -> tensor<f32>
    %120 = "stablehlo.add"(%118, %119) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %121 = "stablehlo.divide"(%118, %120) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %122 = "stablehlo.broadcast_in_dim"(%121) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %123 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %124 = "stablehlo.broadcast_in_dim"(%123) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %125 = "stablehlo.add"(%115, %124) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %smoothed_counts.126 = "stablehlo.multiply"(%125, %122) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %127 = "stablehlo.compare"(%smoothed_counts.126, %61) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %128 = "stablehlo.broadcast_in_dim"(%smoothed_counts.126) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %129 = "stablehlo.divide"(%117, %128) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %130 = "stablehlo.broadcast_in_dim"(%127) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xi1>) -> tensor<6x16xi1>
    %new_codebook.131 = "stablehlo.select"(%130, %129, %codebook) : (tensor<6x16xi1>, tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    "func.return"(%quantized.35, %codes.27, %mean_squared_error.54, %mean_squared_error.54, %loss.58, %mean_squared_error.54, %perplexity.71, %codebook_usage.77, %59, %nonfinite_rows.90, %dead_entries.79, %max_share.82, %relative_error.87, %entropy.70, %new_codebook.131, %new_cluster_size.101, %new_embed_sum.106, %new_ema_steps.108) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<6x16xf32>, tensor<6xf32>, tensor<6x16xf32>, tensor<i32>) -> ()
  }
}
