module @vqbit_update attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1]>
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %codebook: tensor<2x6x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>, tf.aliasing_output = 14 : i32},
      %cluster_size: tensor<2x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 15 : i32},
      %embed_sum: tensor<2x6x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>, tf.aliasing_output = 16 : i32}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      tensor<8x4x2xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
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
      tensor<2x6x8xf32> {jax.result_info = "codebook", sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>},
      tensor<2x6xf32> {jax.result_info = "cluster_size", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<2x6x8xf32> {jax.result_info = "embed_sum", sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>}) {
    %4 = "stablehlo.convert"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %5 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %6 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %7 = "stablehlo.multiply"(%4, %6) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %8 = "stablehlo.reduce"(%7, %5) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %valid.9 = "stablehlo.compare"(%8, %8) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %10 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<2x6x8xf32>) -> tensor<2x6x8xf32>
    %11 = "stablehlo.convert"(%10) : (tensor<2x6x8xf32>) -> tensor<2x6x8xbf16>
    %12 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %13 = "stablehlo.multiply"(%10, %10) : (tensor<2x6x8xf32>, tensor<2x6x8xf32>) -> tensor<2x6x8xf32>
    %14 = "stablehlo.reduce"(%13, %5) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6x8xf32>, tensor<f32>) -> tensor<2x6xf32>
    %15 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %16 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %half_norms.17 = "stablehlo.multiply"(%14, %16) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %18 = "stablehlo.reshape"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x2x8xbf16>
    %19 = "stablehlo.transpose"(%18) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<8x4x2x8xbf16>) -> tensor<2x8x4x8xbf16>
    %products.20 = "stablehlo.dot_general"(%19, %11) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x8x4x8xbf16>, tensor<2x6x8xbf16>) -> tensor<2x8x4x6xf32>
    %21 = "stablehlo.broadcast_in_dim"(%half_norms.17) <{broadcast_dimensions = array<i64: 0, 3>}> : (tensor<2x6xf32>) -> tensor<2x8x4x6xf32>
    %scores.22 = "stablehlo.subtract"(%21, %products.20) : (tensor<2x8x4x6xf32>, tensor<2x8x4x6xf32>) -> tensor<2x8x4x6xf32>
    %23 = "stablehlo.compare"(%scores.22, %scores.22) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x8x4x6xf32>, tensor<2x8x4x6xf32>) -> tensor<2x8x4x6xi1>
    %24 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %25 = "stablehlo.broadcast_in_dim"(%24) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x8x4x6xf32>
    %26 = "stablehlo.select"(%23, %25, %scores.22) : (tensor<2x8x4x6xi1>, tensor<2x8x4x6xf32>, tensor<2x8x4x6xf32>) -> tensor<2x8x4x6xf32>
    %27 = "stablehlo.iota"() <{iota_dimension = 3 : i64}> : () -> tensor<2x8x4x6xi32>
    %28 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %29:2 = "stablehlo.reduce"(%26, %27, %24, %28) <{dimensions = array<i64: 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<i32>, %arg.2: tensor<f32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.2) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.2, %arg.0) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.6 = "stablehlo.minimum"(%arg.1, %arg.3) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.7 = "stablehlo.select"(%r.4, %arg.1, %r.6) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.8 = "stablehlo.select"(%r.5, %arg.3, %r.7) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.9 = "stablehlo.minimum"(%arg.0, %arg.2) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.9, %r.8) : (tensor<f32>, tensor<i32>) -> ()
    }) : (tensor<2x8x4x6xf32>, tensor<2x8x4x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<2x8x4xf32>, tensor<2x8x4xi32>)
    %30 = "stablehlo.broadcast_in_dim"(%24) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x8x4xf32>
    %31 = "stablehlo.compare"(%29#0, %30) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x8x4xf32>, tensor<2x8x4xf32>) -> tensor<2x8x4xi1>
    %32 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x8x4xi32>
    %nearest.33 = "stablehlo.select"(%31, %29#1, %32) : (tensor<2x8x4xi1>, tensor<2x8x4xi32>, tensor<2x8x4xi32>) -> tensor<2x8x4xi32>
    %34 = "stablehlo.broadcast_in_dim"(%valid.9) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<8x4xi1>) -> tensor<2x8x4xi1>
    %35 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %36 = "stablehlo.broadcast_in_dim"(%35) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x8x4xi32>
    %codes.37 = "stablehlo.select"(%34, %nearest.33, %36) : (tensor<2x8x4xi1>, tensor<2x8x4xi32>, tensor<2x8x4xi32>) -> tensor<2x8x4xi32>
    %38 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %39 = "stablehlo.broadcast_in_dim"(%38) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x8x4xi32>
    %40 = "stablehlo.clamp"(%32, %codes.37, %39) : (tensor<2x8x4xi32>, tensor<2x8x4xi32>, tensor<2x8x4xi32>) -> tensor<2x8x4xi32>
    %41 = "stablehlo.gather"(%11, %40) <{dimension_numbers = #stablehlo.gather<offset_dims = [3], collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 3>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 8>}> : (tensor<2x6x8xbf16>, tensor<2x8x4xi32>) -> tensor<2x8x4x8xbf16>
    %42 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %43 = "stablehlo.broadcast_in_dim"(%42) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<2x8x4x8xbf16>
    %44 = "stablehlo.broadcast_in_dim"(%34) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x8x4xi1>) -> tensor<2x8x4x8xi1>
    %quantized.45 = "stablehlo.select"(%44, %41, %43) : (tensor<2x8x4x8xi1>, tensor<2x8x4x8xbf16>, tensor<2x8x4x8xbf16>) -> tensor<2x8x4x8xbf16>
    %46 = "stablehlo.broadcast_in_dim"(%42) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %47 = "stablehlo.broadcast_in_dim"(%valid.9) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %valid_inputs.48 = "stablehlo.select"(%47, %inputs, %46) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %49 = "stablehlo.transpose"(%codes.37) <{permutation = array<i64: 1, 2, 0>}> : (tensor<2x8x4xi32>) -> tensor<8x4x2xi32>
    %50 = "stablehlo.transpose"(%quantized.45) <{permutation = array<i64: 1, 2, 0, 3>}> : (tensor<2x8x4x8xbf16>) -> tensor<8x4x2x8xbf16>
    %51 = "stablehlo.reshape"(%50) : (tensor<8x4x2x8xbf16>) -> tensor<8x4x16xbf16>
    %52 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %53 = "stablehlo.broadcast_in_dim"(%52) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x8x4x1xf32>
    %54 = "stablehlo.reshape"(%codes.37) : (tensor<2x8x4xi32>) -> tensor<2x32xi32>
    %55 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<2x32xi32>
    %56 = "stablehlo.constant"() <{value = dense<6> : tensor<i32>}> : () -> tensor<i32>
    %57 = "stablehlo.broadcast_in_dim"(%56) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x32xi32>
    %58 = "stablehlo.multiply"(%55, %57) : (tensor<2x32xi32>, tensor<2x32xi32>) -> tensor<2x32xi32>
    %59 = "stablehlo.add"(%54, %58) : (tensor<2x32xi32>, tensor<2x32xi32>) -> tensor<2x32xi32>
    %60 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x32xi32>
    %61 = "stablehlo.compare"(%54, %60) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<2x32xi32>, tensor<2x32xi32>) -> tensor<2x32xi1>
    %62 = "stablehlo.select"(%61, %59, %54) : (tensor<2x32xi1>, tensor<2x32xi32>, tensor<2x32xi32>) -> tensor<2x32xi32>
    %63 = "stablehlo.reshape"(%62) : (tensor<2x32xi32>) -> tensor<64xi32>
    %64 = "stablehlo.reshape"(%53) : (tensor<2x8x4x1xf32>) -> tensor<64x1xf32>
    %65 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x1xf32>
    %66:4 = "stablehlo.while"(%12, %63, %64, %65) ({
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
    %counts.67 = "stablehlo.reshape"(%66#3) : (tensor<12x1xf32>) -> tensor<2x6xf32>
    %68 = "stablehlo.convert"(%valid.9) : (tensor<8x4xi1>) -> tensor<8x4xf32>
    %69 = "stablehlo.reduce"(%68, %5) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4xf32>, tensor<f32>) -> tensor<f32>
    %70 = "stablehlo.convert"(%valid_inputs.48) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %71 = "stablehlo.convert"(%51) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %72 = "stablehlo.subtract"(%70, %71) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %73 = "stablehlo.multiply"(%72, %72) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %74 = "stablehlo.reduce"(%73, %5) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %76 = "stablehlo.divide"(%74, %75) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %77 = "stablehlo.maximum"(%69, %52) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.78 = "stablehlo.divide"(%76, %77) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %79 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %80 = "stablehlo.multiply"(%79, %mean_squared_error.78) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %81 = "stablehlo.multiply"(%5, %mean_squared_error.78) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.82 = "stablehlo.add"(%80, %81) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %83 = "stablehlo.constant"() <{value = dense<4.266666793823242e1> : tensor<f32>}> : () -> tensor<f32>
    %84 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %85 = "stablehlo.broadcast_in_dim"(%84) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %86 = "stablehlo.maximum"(%counts.67, %85) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %87 = "stablehlo.log"(%86) : (tensor<2x6xf32>) -> tensor<2x6xf32>
    %88 = "stablehlo.multiply"(%counts.67, %87) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %89 = "stablehlo.reduce"(%88, %5) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<2xf32>
    %90 = "stablehlo.reduce"(%counts.67, %5) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<2xf32>
    %91 = "stablehlo.broadcast_in_dim"(%84) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %92 = "stablehlo.maximum"(%90, %91) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %93 = "stablehlo.divide"(%89, %92) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %94 = "stablehlo.log"(%92) : (tensor<2xf32>) -> tensor<2xf32>
    %95 = "stablehlo.subtract"(%94, %93) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %96 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %97 = "stablehlo.maximum"(%95, %96) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %98 = "stablehlo.exponential"(%97) : (tensor<2xf32>) -> tensor<2xf32>
    %99 = "stablehlo.reduce"(%98, %5) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %100 = "stablehlo.constant"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
    %perplexity.101 = "stablehlo.divide"(%99, %100) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %102 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %103 = "stablehlo.compare"(%counts.67, %102) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xi1>
    %104 = "stablehlo.convert"(%103) : (tensor<2x6xi1>) -> tensor<2x6xf32>
    %105 = "stablehlo.reduce"(%104, %5) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<f32>
    %106 = "stablehlo.constant"() <{value = dense<1.2e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.107 = "stablehlo.divide"(%105, %106) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %108 = "stablehlo.subtract"(%106, %105) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.109 = "stablehlo.convert"(%108) : (tensor<f32>) -> tensor<i32>
    %110 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %111 = "stablehlo.reduce"(%counts.67, %110) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<2xf32>
    %112 = "stablehlo.broadcast_in_dim"(%52) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %113 = "stablehlo.maximum"(%90, %112) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %114 = "stablehlo.divide"(%111, %113) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %115 = "stablehlo.reduce"(%114, %5) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %max_share.116 = "stablehlo.divide"(%115, %100) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %117 = "stablehlo.reduce"(%97, %5) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %entropy.118 = "stablehlo.divide"(%117, %100) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %119 = "stablehlo.multiply"(%70, %70) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %120 = "stablehlo.reduce"(%119, %5) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %121 = "stablehlo.divide"(%74, %120) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %122 = "stablehlo.compare"(%74, %5) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.123 = "stablehlo.select"(%122, %5, %121) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %124 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %125 = "stablehlo.subtract"(%124, %69) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.126 = "stablehlo.convert"(%125) : (tensor<f32>) -> tensor<i32>
    %127 = "stablehlo.reshape"(%19) : (tensor<2x8x4x8xbf16>) -> tensor<64x8xbf16>
    %128 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x8xf32>
    %129:4 = "stablehlo.while"(%12, %63, %127, %128) ({
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
    %sums.130 = "stablehlo.reshape"(%129#3) : (tensor<12x8xf32>) -> tensor<2x6x8xf32>
    %131 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %132 = "stablehlo.broadcast_in_dim"(%131) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %133 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %134 = "stablehlo.broadcast_in_dim"(%133) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %135 = "stablehlo.multiply"(%132, %cluster_size) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %136 = "stablehlo.multiply"(%134, %counts.67) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %new_cluster_size.137 = "stablehlo.add"(%135, %136) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %138 = "stablehlo.broadcast_in_dim"(%131) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6x8xf32>
    %139 = "stablehlo.broadcast_in_dim"(%133) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6x8xf32>
    %140 = "stablehlo.multiply"(%138, %embed_sum) : (tensor<2x6x8xf32>, tensor<2x6x8xf32>) -> tensor<2x6x8xf32>
    %141 = "stablehlo.multiply"(%139, %sums.130) : (tensor<2x6x8xf32>, tensor<2x6x8xf32>) -> tensor<2x6x8xf32>
    %new_embed_sum.142 = "stablehlo.add"(%140, %141) : (tensor<2x6x8xf32>, tensor<2x6x8xf32>) -> tensor<2x6x8xf32>
    %143 = "stablehlo.reduce"(%new_cluster_size.137, %5) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<2xf32>
    %144 = "stablehlo.constant"() <{value = dense<5.999999848427251e-5> : tensor<f32>}> : () -> tensor<f32>
    %145 = "stablehlo.broadcast_in_dim"(%144) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %146 = "stablehlo.add"(%143, %145) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %147 = "stablehlo.divide"(%143, %146) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %148 = "stablehlo.broadcast_in_dim"(%147) <{broadcast_dimensions = array<i64: 0>}> : (tensor<2xf32>) -> tensor<2x6xf32>
    %149 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %150 = "stablehlo.broadcast_in_dim"(%149) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %151 = "stablehlo.add"(%new_cluster_size.137, %150) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %smoothed_counts.152 = "stablehlo.multiply"(%151, %148) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %153 = "stablehlo.select"(%103, %smoothed_counts.152, %new_cluster_size.137) : (tensor<2x6xi1>, tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %154 = "stablehlo.compare"(%153, %85) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xi1>
    %155 = "stablehlo.broadcast_in_dim"(%153) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<2x6xf32>) -> tensor<2x6x8xf32>
    %156 = "stablehlo.divide"(%new_embed_sum.142, %155) : (tensor<2x6x8xf32>, tensor<2x6x8xf32>) -> tensor<2x6x8xf32>
    %157 = "stablehlo.broadcast_in_dim"(%154) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<2x6xi1>) -> tensor<2x6x8xi1>
    %new_codebook.158 = "stablehlo.select"(%157, %156, %codebook) : (tensor<2x6x8xi1>, tensor<2x6x8xf32>, tensor<2x6x8xf32>) -> tensor<2x6x8xf32>
    "func.return"(%51, %49, %mean_squared_error.78, %mean_squared_error.78, %loss.82, %mean_squared_error.78, %perplexity.101, %codebook_usage.107, %83, %nonfinite_rows.126, %dead_entries.109, %max_share.116, %relative_error.123, %entropy.118, %new_codebook.158, %new_cluster_size.137, %new_embed_sum.142) : (tensor<8x4x16xbf16>, tensor<8x4x2xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<2x6x8xf32>, tensor<2x6xf32>, tensor<2x6x8xf32>) -> ()
  }
}
