module @vqbit_update attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {mhlo.sharding = "{replicated}"},
      %codebook: tensor<2x6x8xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 14 : i32},
      %cluster_size: tensor<2x6xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 15 : i32},
      %embed_sum: tensor<2x6x8xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 16 : i32}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", mhlo.sharding = "{replicated}"},
      tensor<8x4x2xi32> {jax.result_info = "codes", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "commitment_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "mse", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "perplexity", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_usage", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "compression_ratio", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "nonfinite_rows", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "dead_entries", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "max_share", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "relative_error", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "entropy", mhlo.sharding = "{replicated}"},
      tensor<2x6x8xf32> {jax.result_info = "codebook", mhlo.sharding = "{replicated}"},
      tensor<2x6xf32> {jax.result_info = "cluster_size", mhlo.sharding = "{replicated}"},
      tensor<2x6x8xf32> {jax.result_info = "embed_sum", mhlo.sharding = "{replicated}"}) {
    %4 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %5 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<2x6x8xf32>) -> tensor<2x6x8xf32>
    %6 = "stablehlo.convert"(%5) : (tensor<2x6x8xf32>) -> tensor<2x6x8xbf16>
    %7 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %8 = "stablehlo.multiply"(%5, %5) : (tensor<2x6x8xf32>, tensor<2x6x8xf32>) -> tensor<2x6x8xf32>
    %9 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %10 = "stablehlo.reduce"(%8, %9) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6x8xf32>, tensor<f32>) -> tensor<2x6xf32>
    %11 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %12 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %half_norms.13 = "stablehlo.multiply"(%10, %12) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %14 = "stablehlo.reshape"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x2x8xbf16>
    %15 = "stablehlo.transpose"(%14) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<8x4x2x8xbf16>) -> tensor<2x8x4x8xbf16>
    %products.16 = "stablehlo.dot_general"(%15, %6) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x8x4x8xbf16>, tensor<2x6x8xbf16>) -> tensor<2x8x4x6xf32>
    %17 = "stablehlo.broadcast_in_dim"(%half_norms.13) <{broadcast_dimensions = array<i64: 0, 3>}> : (tensor<2x6xf32>) -> tensor<2x8x4x6xf32>
    %scores.18 = "stablehlo.subtract"(%17, %products.16) : (tensor<2x8x4x6xf32>, tensor<2x8x4x6xf32>) -> tensor<2x8x4x6xf32>
    %19 = "stablehlo.iota"() <{iota_dimension = 3 : i64}> : () -> tensor<2x8x4x6xi32>
    %20 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %21 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %22:2 = "stablehlo.reduce"(%scores.18, %19, %20, %21) <{dimensions = array<i64: 3>}> ({
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
    }) : (tensor<2x8x4x6xf32>, tensor<2x8x4x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<2x8x4xf32>, tensor<2x8x4xi32>)
    %23 = "stablehlo.is_finite"(%22#0) : (tensor<2x8x4xf32>) -> tensor<2x8x4xi1>
    %24 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %25 = "stablehlo.broadcast_in_dim"(%24) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x8x4xi32>
    %nearest.26 = "stablehlo.select"(%23, %22#1, %25) : (tensor<2x8x4xi1>, tensor<2x8x4xi32>, tensor<2x8x4xi32>) -> tensor<2x8x4xi32>
    %27 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x8x4xi32>
    %28 = "stablehlo.compare"(%nearest.26, %27) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<2x8x4xi32>, tensor<2x8x4xi32>) -> tensor<2x8x4xi1>
    %29 = "stablehlo.reduce"(%28, %4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<2x8x4xi1>, tensor<i1>) -> tensor<8x4xi1>
    %30 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<8x4xi1>) -> tensor<2x8x4xi1>
    %codes.31 = "stablehlo.select"(%30, %nearest.26, %25) : (tensor<2x8x4xi1>, tensor<2x8x4xi32>, tensor<2x8x4xi32>) -> tensor<2x8x4xi32>
    %32 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %33 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x8x4xi32>
    %34 = "stablehlo.clamp"(%27, %codes.31, %33) : (tensor<2x8x4xi32>, tensor<2x8x4xi32>, tensor<2x8x4xi32>) -> tensor<2x8x4xi32>
    %35 = "stablehlo.gather"(%6, %34) <{dimension_numbers = #stablehlo.gather<offset_dims = [3], collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 3>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 8>}> : (tensor<2x6x8xbf16>, tensor<2x8x4xi32>) -> tensor<2x8x4x8xbf16>
    %36 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %37 = "stablehlo.broadcast_in_dim"(%36) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<2x8x4x8xbf16>
    %38 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xi1>) -> tensor<2x8x4x8xi1>
    %quantized.39 = "stablehlo.select"(%38, %35, %37) : (tensor<2x8x4x8xi1>, tensor<2x8x4x8xbf16>, tensor<2x8x4x8xbf16>) -> tensor<2x8x4x8xbf16>
    %40 = "stablehlo.broadcast_in_dim"(%36) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %41 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %valid_inputs.42 = "stablehlo.select"(%41, %inputs, %40) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %43 = "stablehlo.transpose"(%codes.31) <{permutation = array<i64: 1, 2, 0>}> : (tensor<2x8x4xi32>) -> tensor<8x4x2xi32>
    %44 = "stablehlo.transpose"(%quantized.39) <{permutation = array<i64: 1, 2, 0, 3>}> : (tensor<2x8x4x8xbf16>) -> tensor<8x4x2x8xbf16>
    %45 = "stablehlo.reshape"(%44) : (tensor<8x4x2x8xbf16>) -> tensor<8x4x16xbf16>
    %46 = "stablehlo.transpose"(%43) <{permutation = array<i64: 2, 0, 1>}> : (tensor<8x4x2xi32>) -> tensor<2x8x4xi32>
    %47 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %48 = "stablehlo.broadcast_in_dim"(%47) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x8x4x1xf32>
    %49 = "stablehlo.reshape"(%46) : (tensor<2x8x4xi32>) -> tensor<2x32xi32>
    %50 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<2x32xi32>
    %51 = "stablehlo.constant"() <{value = dense<6> : tensor<i32>}> : () -> tensor<i32>
    %52 = "stablehlo.broadcast_in_dim"(%51) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x32xi32>
    %53 = "stablehlo.multiply"(%50, %52) : (tensor<2x32xi32>, tensor<2x32xi32>) -> tensor<2x32xi32>
    %54 = "stablehlo.add"(%49, %53) : (tensor<2x32xi32>, tensor<2x32xi32>) -> tensor<2x32xi32>
    %55 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x32xi32>
    %56 = "stablehlo.compare"(%49, %55) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<2x32xi32>, tensor<2x32xi32>) -> tensor<2x32xi1>
    %57 = "stablehlo.select"(%56, %54, %49) : (tensor<2x32xi1>, tensor<2x32xi32>, tensor<2x32xi32>) -> tensor<2x32xi32>
    %58 = "stablehlo.reshape"(%57) : (tensor<2x32xi32>) -> tensor<64xi32>
    %59 = "stablehlo.reshape"(%48) : (tensor<2x8x4x1xf32>) -> tensor<64x1xf32>
    %60 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %61:4 = "stablehlo.while"(%7, %58, %59, %60) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<64xi32>, %arg.2: tensor<64x1xf32>, %arg.3: tensor<12x1xf32>):
      %r.4 = "stablehlo.constant"() <{value = dense<64> : tensor<i32>}> : () -> tensor<i32>
      %r.5 = "stablehlo.compare"(%arg.0, %r.4) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.5) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<64xi32>, %arg.2: tensor<64x1xf32>, %arg.3: tensor<12x1xf32>):
      %r.4 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.5 = "stablehlo.dynamic_slice"(%arg.1, %arg.0) <{slice_sizes = array<i64: 1>}> : (tensor<64xi32>, tensor<i32>) -> tensor<1xi32>
      %r.6 = "stablehlo.reshape"(%r.5) : (tensor<1xi32>) -> tensor<i32>
      %r.7 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.4) <{slice_sizes = array<i64: 1, 1>}> : (tensor<64x1xf32>, tensor<i32>, tensor<i32>) -> tensor<1x1xf32>
      %r.8 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.9 = "stablehlo.broadcast_in_dim"(%r.8) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x1xf32>
      %r.10 = "stablehlo.compare"(%r.6, %r.4) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.11 = "stablehlo.broadcast_in_dim"(%r.10) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<1x1xi1>
      %r.12 = "stablehlo.select"(%r.11, %r.7, %r.9) : (tensor<1x1xi1>, tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %r.13 = "stablehlo.dynamic_slice"(%arg.3, %r.6, %r.4) <{slice_sizes = array<i64: 1, 1>}> : (tensor<12x1xf32>, tensor<i32>, tensor<i32>) -> tensor<1x1xf32>
      %r.14 = "stablehlo.add"(%r.13, %r.12) : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %r.15 = "stablehlo.dynamic_update_slice"(%arg.3, %r.14, %r.6, %r.4) : (tensor<12x1xf32>, tensor<1x1xf32>, tensor<i32>, tensor<i32>) -> tensor<12x1xf32>
      %r.16 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.17 = "stablehlo.add"(%arg.0, %r.16) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.17, %arg.1, %arg.2, %r.15) : (tensor<i32>, tensor<64xi32>, tensor<64x1xf32>, tensor<12x1xf32>) -> ()
    }) : (tensor<i32>, tensor<64xi32>, tensor<64x1xf32>, tensor<12x1xf32>) -> (tensor<i32>, tensor<64xi32>, tensor<64x1xf32>, tensor<12x1xf32>)
    %counts.62 = "stablehlo.reshape"(%61#3) : (tensor<12x1xf32>) -> tensor<2x6xf32>
    %63 = "stablehlo.convert"(%29) : (tensor<8x4xi1>) -> tensor<8x4xf32>
    %64 = "stablehlo.reduce"(%63, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %65 = "stablehlo.convert"(%valid_inputs.42) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %66 = "stablehlo.convert"(%45) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %67 = "stablehlo.subtract"(%65, %66) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %68 = "stablehlo.multiply"(%67, %67) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %69 = "stablehlo.reduce"(%68, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %70 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %71 = "stablehlo.divide"(%69, %70) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %72 = "stablehlo.maximum"(%64, %47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.73 = "stablehlo.divide"(%71, %72) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %74 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %75 = "stablehlo.multiply"(%74, %mean_squared_error.73) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %76 = "stablehlo.multiply"(%9, %mean_squared_error.73) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.77 = "stablehlo.add"(%75, %76) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %78 = "stablehlo.constant"() <{value = dense<4.266666793823242e1> : tensor<f32>}> : () -> tensor<f32>
    %79 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %80 = "stablehlo.broadcast_in_dim"(%79) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %81 = "stablehlo.maximum"(%counts.62, %80) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %82 = "stablehlo.log"(%81) : (tensor<2x6xf32>) -> tensor<2x6xf32>
    %83 = "stablehlo.multiply"(%counts.62, %82) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %84 = "stablehlo.reduce"(%83, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<2xf32>
    %85 = "stablehlo.reduce"(%counts.62, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<2xf32>
    %86 = "stablehlo.broadcast_in_dim"(%79) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %87 = "stablehlo.maximum"(%85, %86) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %88 = "stablehlo.divide"(%84, %87) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %89 = "stablehlo.log"(%87) : (tensor<2xf32>) -> tensor<2xf32>
    %90 = "stablehlo.subtract"(%89, %88) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %91 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %92 = "stablehlo.maximum"(%90, %91) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %93 = "stablehlo.exponential"(%92) : (tensor<2xf32>) -> tensor<2xf32>
    %94 = "stablehlo.reduce"(%93, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %95 = "stablehlo.constant"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
    %perplexity.96 = "stablehlo.divide"(%94, %95) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %97 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %98 = "stablehlo.compare"(%counts.62, %97) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xi1>
    %99 = "stablehlo.convert"(%98) : (tensor<2x6xi1>) -> tensor<2x6xf32>
    %100 = "stablehlo.reduce"(%99, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<f32>
    %101 = "stablehlo.constant"() <{value = dense<1.2e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.102 = "stablehlo.divide"(%100, %101) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %103 = "stablehlo.subtract"(%101, %100) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.104 = "stablehlo.convert"(%103) : (tensor<f32>) -> tensor<i32>
    %105 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %106 = "stablehlo.reduce"(%counts.62, %105) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<2xf32>
    %107 = "stablehlo.broadcast_in_dim"(%47) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %108 = "stablehlo.maximum"(%85, %107) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %109 = "stablehlo.divide"(%106, %108) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %110 = "stablehlo.reduce"(%109, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %max_share.111 = "stablehlo.divide"(%110, %95) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %112 = "stablehlo.reduce"(%92, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %entropy.113 = "stablehlo.divide"(%112, %95) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %114 = "stablehlo.multiply"(%65, %65) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %115 = "stablehlo.reduce"(%114, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %116 = "stablehlo.divide"(%69, %115) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %117 = "stablehlo.compare"(%69, %9) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.118 = "stablehlo.select"(%117, %9, %116) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %119 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %120 = "stablehlo.subtract"(%119, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.121 = "stablehlo.convert"(%120) : (tensor<f32>) -> tensor<i32>
    %122 = "stablehlo.reshape"(%15) : (tensor<2x8x4x8xbf16>) -> tensor<64x8xbf16>
    %123 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x8xf32>
    %124:4 = "stablehlo.while"(%7, %58, %122, %123) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<64xi32>, %arg.2: tensor<64x8xbf16>, %arg.3: tensor<12x8xf32>):
      %r.4 = "stablehlo.constant"() <{value = dense<64> : tensor<i32>}> : () -> tensor<i32>
      %r.5 = "stablehlo.compare"(%arg.0, %r.4) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.5) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<64xi32>, %arg.2: tensor<64x8xbf16>, %arg.3: tensor<12x8xf32>):
      %r.4 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.5 = "stablehlo.dynamic_slice"(%arg.1, %arg.0) <{slice_sizes = array<i64: 1>}> : (tensor<64xi32>, tensor<i32>) -> tensor<1xi32>
      %r.6 = "stablehlo.reshape"(%r.5) : (tensor<1xi32>) -> tensor<i32>
      %r.7 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.4) <{slice_sizes = array<i64: 1, 8>}> : (tensor<64x8xbf16>, tensor<i32>, tensor<i32>) -> tensor<1x8xbf16>
      %r.8 = "stablehlo.convert"(%r.7) : (tensor<1x8xbf16>) -> tensor<1x8xf32>
      %r.9 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.10 = "stablehlo.broadcast_in_dim"(%r.9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x8xf32>
      %r.11 = "stablehlo.compare"(%r.6, %r.4) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.12 = "stablehlo.broadcast_in_dim"(%r.11) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<1x8xi1>
      %r.13 = "stablehlo.select"(%r.12, %r.8, %r.10) : (tensor<1x8xi1>, tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
      %r.14 = "stablehlo.dynamic_slice"(%arg.3, %r.6, %r.4) <{slice_sizes = array<i64: 1, 8>}> : (tensor<12x8xf32>, tensor<i32>, tensor<i32>) -> tensor<1x8xf32>
      %r.15 = "stablehlo.add"(%r.14, %r.13) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
      %r.16 = "stablehlo.dynamic_update_slice"(%arg.3, %r.15, %r.6, %r.4) : (tensor<12x8xf32>, tensor<1x8xf32>, tensor<i32>, tensor<i32>) -> tensor<12x8xf32>
      %r.17 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.18 = "stablehlo.add"(%arg.0, %r.17) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.18, %arg.1, %arg.2, %r.16) : (tensor<i32>, tensor<64xi32>, tensor<64x8xbf16>, tensor<12x8xf32>) -> ()
    }) : (tensor<i32>, tensor<64xi32>, tensor<64x8xbf16>, tensor<12x8xf32>) -> (tensor<i32>, tensor<64xi32>, tensor<64x8xbf16>, tensor<12x8xf32>)
    %sums.125 = "stablehlo.reshape"(%124#3) : (tensor<12x8xf32>) -> tensor<2x6x8xf32>
    %126 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %127 = "stablehlo.broadcast_in_dim"(%126) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %128 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %129 = "stablehlo.broadcast_in_dim"(%128) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %130 = "stablehlo.multiply"(%127, %cluster_size) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %131 = "stablehlo.multiply"(%129, %counts.62) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %new_cluster_size.132 = "stablehlo.add"(%130, %131) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %133 = "stablehlo.broadcast_in_dim"(%126) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6x8xf32>
    %134 = "stablehlo.broadcast_in_dim"(%128) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6x8xf32>
    %135 = "stablehlo.multiply"(%133, %embed_sum) : (tensor<2x6x8xf32>, tensor<2x6x8xf32>) -> tensor<2x6x8xf32>
    %136 = "stablehlo.multiply"(%134, %sums.125) : (tensor<2x6x8xf32>, tensor<2x6x8xf32>) -> tensor<2x6x8xf32>
    %new_embed_sum.137 = "stablehlo.add"(%135, %136) : (tensor<2x6x8xf32>, tensor<2x6x8xf32>) -> tensor<2x6x8xf32>
    %138 = "stablehlo.reduce"(%new_cluster_size.132, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<2xf32>
    %139 = "stablehlo.constant"() <{value = dense<5.999999848427251e-5> : tensor<f32>}> : () -> tensor<f32>
    %140 = "stablehlo.broadcast_in_dim"(%139) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %141 = "stablehlo.add"(%138, %140) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %142 = "stablehlo.divide"(%138, %141) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %143 = "stablehlo.broadcast_in_dim"(%142) <{broadcast_dimensions = array<i64: 0>}> : (tensor<2xf32>) -> tensor<2x6xf32>
    %144 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %145 = "stablehlo.broadcast_in_dim"(%144) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %146 = "stablehlo.add"(%new_cluster_size.132, %145) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %smoothed_counts.147 = "stablehlo.multiply"(%146, %143) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %148 = "stablehlo.select"(%98, %smoothed_counts.147, %new_cluster_size.132) : (tensor<2x6xi1>, tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %149 = "stablehlo.compare"(%148, %80) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xi1>
    %150 = "stablehlo.broadcast_in_dim"(%148) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<2x6xf32>) -> tensor<2x6x8xf32>
    %151 = "stablehlo.divide"(%new_embed_sum.137, %150) : (tensor<2x6x8xf32>, tensor<2x6x8xf32>) -> tensor<2x6x8xf32>
    %152 = "stablehlo.broadcast_in_dim"(%149) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<2x6xi1>) -> tensor<2x6x8xi1>
    %new_codebook.153 = "stablehlo.select"(%152, %151, %codebook) : (tensor<2x6x8xi1>, tensor<2x6x8xf32>, tensor<2x6x8xf32>) -> tensor<2x6x8xf32>
    "func.return"(%45, %43, %mean_squared_error.73, %mean_squared_error.73, %loss.77, %mean_squared_error.73, %perplexity.96, %codebook_usage.102, %78, %nonfinite_rows.121, %dead_entries.104, %max_share.111, %relative_error.118, %entropy.113, %new_codebook.153, %new_cluster_size.132, %new_embed_sum.137) : (tensor<8x4x16xbf16>, tensor<8x4x2xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<2x6x8xf32>, tensor<2x6xf32>, tensor<2x6x8xf32>) -> ()
  }
}
