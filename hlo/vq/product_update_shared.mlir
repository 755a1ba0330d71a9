module @vqbit_update attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<4x4x8xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      %codebook: tensor<6x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 14 : i32},
      %cluster_size: tensor<6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tf.aliasing_output = 15 : i32},
      %embed_sum: tensor<6x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 16 : i32}) -> (
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
      tensor<f32> {jax.result_info = "entropy", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<6x4xf32> {jax.result_info = "codebook", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<6xf32> {jax.result_info = "cluster_size", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<6x4xf32> {jax.result_info = "embed_sum", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) {
    %4 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %5 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x4xf32>) -> tensor<6x4xf32>
    %6 = "stablehlo.convert"(%5) : (tensor<6x4xf32>) -> tensor<6x4xbf16>
    %7 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<6x4xbf16>) -> tensor<2x6x4xbf16>
    %8 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<6x4xf32>) -> tensor<2x6x4xf32>
    %9 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %10 = "stablehlo.multiply"(%8, %8) : (tensor<2x6x4xf32>, tensor<2x6x4xf32>) -> tensor<2x6x4xf32>
    %11 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %12 = "stablehlo.reduce"(%10, %11) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6x4xf32>, tensor<f32>) -> tensor<2x6xf32>
    %13 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %14 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x6xf32>
    %half_norms.15 = "stablehlo.multiply"(%12, %14) : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
    %16 = "stablehlo.reshape"(%inputs) : (tensor<4x4x8xbf16>) -> tensor<4x4x2x4xbf16>
    %17 = "stablehlo.transpose"(%16) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<4x4x2x4xbf16>) -> tensor<2x4x4x4xbf16>
    %products.18 = "stablehlo.dot_general"(%17, %7) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x4x4x4xbf16>, tensor<2x6x4xbf16>) -> tensor<2x4x4x6xf32>
    %19 = "stablehlo.broadcast_in_dim"(%half_norms.15) <{broadcast_dimensions = array<i64: 0, 3>}> : (tensor<2x6xf32>) -> tensor<2x4x4x6xf32>
    %scores.20 = "stablehlo.subtract"(%19, %products.18) : (tensor<2x4x4x6xf32>, tensor<2x4x4x6xf32>) -> tensor<2x4x4x6xf32>
    %21 = "stablehlo.iota"() <{iota_dimension = 3 : i64}> : () -> tensor<2x4x4x6xi32>
    %22 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %23 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %24:2 = "stablehlo.reduce"(%scores.20, %21, %22, %23) <{dimensions = array<i64: 3>}> ({
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
    %25 = "stablehlo.is_finite"(%24#0) : (tensor<2x4x4xf32>) -> tensor<2x4x4xi1>
    %26 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %27 = "stablehlo.broadcast_in_dim"(%26) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x4xi32>
    %nearest.28 = "stablehlo.select"(%25, %24#1, %27) : (tensor<2x4x4xi1>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %29 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x4xi32>
    %30 = "stablehlo.compare"(%nearest.28, %29) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi1>
    %31 = "stablehlo.reduce"(%30, %4) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<2x4x4xi1>, tensor<i1>) -> tensor<4x4xi1>
    %32 = "stablehlo.broadcast_in_dim"(%31) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<4x4xi1>) -> tensor<2x4x4xi1>
    %codes.33 = "stablehlo.select"(%32, %nearest.28, %27) : (tensor<2x4x4xi1>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %34 = "stablehlo.broadcast_in_dim"(%codes.33) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x4x4xi32>) -> tensor<2x4x4x6xi32>
    %assignments.35 = "stablehlo.compare"(%34, %21) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<2x4x4x6xi32>, tensor<2x4x4x6xi32>) -> tensor<2x4x4x6xi1>
    %36 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %37 = "stablehlo.broadcast_in_dim"(%36) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x4xi32>
    %38 = "stablehlo.clamp"(%29, %codes.33, %37) : (tensor<2x4x4xi32>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %39 = "stablehlo.gather"(%7, %38) <{dimension_numbers = #stablehlo.gather<offset_dims = [3], collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 3>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 4>}> : (tensor<2x6x4xbf16>, tensor<2x4x4xi32>) -> tensor<2x4x4x4xbf16>
    %40 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %41 = "stablehlo.broadcast_in_dim"(%40) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<2x4x4x4xbf16>
    %42 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x4x4xi1>) -> tensor<2x4x4x4xi1>
    %quantized.43 = "stablehlo.select"(%42, %39, %41) : (tensor<2x4x4x4xi1>, tensor<2x4x4x4xbf16>, tensor<2x4x4x4xbf16>) -> tensor<2x4x4x4xbf16>
    %44 = "stablehlo.broadcast_in_dim"(%40) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x4x8xbf16>
    %45 = "stablehlo.broadcast_in_dim"(%31) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x4xi1>) -> tensor<4x4x8xi1>
    %valid_inputs.46 = "stablehlo.select"(%45, %inputs, %44) : (tensor<4x4x8xi1>, tensor<4x4x8xbf16>, tensor<4x4x8xbf16>) -> tensor<4x4x8xbf16>
    %47 = "stablehlo.reshape"(%valid_inputs.46) : (tensor<4x4x8xbf16>) -> tensor<4x4x2x4xbf16>
    %48 = "stablehlo.transpose"(%47) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<4x4x2x4xbf16>) -> tensor<2x4x4x4xbf16>
    %49 = "stablehlo.transpose"(%codes.33) <{permutation = array<i64: 1, 2, 0>}> : (tensor<2x4x4xi32>) -> tensor<4x4x2xi32>
    %50 = "stablehlo.transpose"(%quantized.43) <{permutation = array<i64: 1, 2, 0, 3>}> : (tensor<2x4x4x4xbf16>) -> tensor<4x4x2x4xbf16>
    %51 = "stablehlo.reshape"(%50) : (tensor<4x4x2x4xbf16>) -> tensor<4x4x8xbf16>
    %52 = "stablehlo.convert"(%assignments.35) : (tensor<2x4x4x6xi1>) -> tensor<2x4x4x6xf32>
    %counts.53 = "stablehlo.reduce"(%52, %11) <{dimensions = array<i64: 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x4x4x6xf32>, tensor<f32>) -> tensor<2x6xf32>
    %54 = "stablehlo.reduce"(%counts.53, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6xf32>, tensor<f32>) -> tensor<6xf32>
    %55 = "stablehlo.convert"(%31) : (tensor<4x4xi1>) -> tensor<4x4xf32>
    %56 = "stablehlo.reduce"(%55, %11) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x4xf32>, tensor<f32>) -> tensor<f32>
    %57 = "stablehlo.convert"(%valid_inputs.46) : (tensor<4x4x8xbf16>) -> tensor<4x4x8xf32>
    %58 = "stablehlo.convert"(%51) : (tensor<4x4x8xbf16>) -> tensor<4x4x8xf32>
    %59 = "stablehlo.subtract"(%57, %58) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %60 = "stablehlo.multiply"(%59, %59) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %61 = "stablehlo.reduce"(%60, %11) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<f32>
    %62 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %63 = "stablehlo.divide"(%61, %62) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %64 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %65 = "stablehlo.maximum"(%56, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.66 = "stablehlo.divide"(%63, %65) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %67 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %68 = "stablehlo.multiply"(%67, %mean_squared_error.66) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %69 = "stablehlo.multiply"(%11, %mean_squared_error.66) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.70 = "stablehlo.add"(%68, %69) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %71 = "stablehlo.constant"() <{value = dense<2.133333396911621e1> : tensor<f32>}> : () -> tensor<f32>
    %72 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %73 = "stablehlo.broadcast_in_dim"(%72) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %74 = "stablehlo.maximum"(%54, %73) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %75 = "stablehlo.log"(%74) : (tensor<6xf32>) -> tensor<6xf32>
    %76 = "stablehlo.multiply"(%54, %75) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %77 = "stablehlo.reduce"(%76, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %78 = "stablehlo.reduce"(%54, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %79 = "stablehlo.maximum"(%78, %72) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %80 = "stablehlo.divide"(%77, %79) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %81 = "stablehlo.log"(%79) : (tensor<f32>) -> tensor<f32>
    %82 = "stablehlo.subtract"(%81, %80) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.83 = "stablehlo.maximum"(%82, %11) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.84 = "stablehlo.exponential"(%entropy.83) : (tensor<f32>) -> tensor<f32>
    %85 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %86 = "stablehlo.compare"(%54, %85) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %87 = "stablehlo.convert"(%86) : (tensor<6xi1>) -> tensor<6xf32>
    %88 = "stablehlo.reduce"(%87, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %89 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.90 = "stablehlo.divide"(%88, %89) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %91 = "stablehlo.subtract"(%89, %88) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.92 = "stablehlo.convert"(%91) : (tensor<f32>) -> tensor<i32>
    %93 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %94 = "stablehlo.reduce"(%54, %93) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %95 = "stablehlo.maximum"(%78, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %max_share.96 = "stablehlo.divide"(%94, %95) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %97 = "stablehlo.multiply"(%57, %57) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %98 = "stablehlo.reduce"(%97, %11) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x4x8xf32>, tensor<f32>) -> tensor<f32>
    %99 = "stablehlo.divide"(%61, %98) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %100 = "stablehlo.compare"(%61, %11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.101 = "stablehlo.select"(%100, %11, %99) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %102 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %103 = "stablehlo.subtract"(%102, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.104 = "stablehlo.convert"(%103) : (tensor<f32>) -> tensor<i32>
    %105 = "stablehlo.convert"(%assignments.35) : (tensor<2x4x4x6xi1>) -> tensor<2x4x4x6xbf16>
    %sums.106 = "stablehlo.dot_general"(%105, %48) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [1, 2], rhs_contracting_dimensions = [1, 2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x4x4x6xbf16>, tensor<2x4x4x4xbf16>) -> tensor<2x6x4xf32>
    %107 = "stablehlo.reduce"(%sums.106, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x6x4xf32>, tensor<f32>) -> tensor<6x4xf32>
    %108 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %109 = "stablehlo.broadcast_in_dim"(%108) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %110 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %111 = "stablehlo.broadcast_in_dim"(%110) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %112 = "stablehlo.multiply"(%109, %cluster_size) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %113 = "stablehlo.multiply"(%111, %54) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %new_cluster_size.114 = "stablehlo.add"(%112, %113) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %115 = "stablehlo.broadcast_in_dim"(%108) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x4xf32>
    %116 = "stablehlo.broadcast_in_dim"(%110) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x4xf32>
    %117 = "stablehlo.multiply"(%115, %embed_sum) : (tensor<6x4xf32>, tensor<6x4xf32>) -> tensor<6x4xf32>
    %118 = "stablehlo.multiply"(%116, %107) : (tensor<6x4xf32>, tensor<6x4xf32>) -> tensor<6x4xf32>
    %new_embed_sum.119 = "stablehlo.add"(%117, %118) : (tensor<6x4xf32>, tensor<6x4xf32>) -> tensor<6x4xf32>
    %120 = "stablehlo.reduce"(%new_cluster_size.114, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %121 = "stablehlo.constant"() <{value = dense<5.999999848427251e-5> : tensor<f32>}> : () -> tensor<f32>
    %122 = "stablehlo.add"(%120, %121) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %123 = "stablehlo.divide"(%120, %122) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %124 = "stablehlo.broadcast_in_dim"(%123) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %125 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %126 = "stablehlo.broadcast_in_dim"(%125) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %127 = "stablehlo.add"(%new_cluster_size.114, %126) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %smoothed_counts.128 = "stablehlo.multiply"(%127, %124) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %129 = "stablehlo.select"(%86, %smoothed_counts.128, %new_cluster_size.114) : (tensor<6xi1>, tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %130 = "stablehlo.compare"(%129, %73) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %131 = "stablehlo.broadcast_in_dim"(%129) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x4xf32>
    %132 = "stablehlo.divide"(%new_embed_sum.119, %131) : (tensor<6x4xf32>, tensor<6x4xf32>) -> tensor<6x4xf32>
    %133 = "stablehlo.broadcast_in_dim"(%130) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xi1>) -> tensor<6x4xi1>
    %new_codebook.134 = "stablehlo.select"(%133, %132, %codebook) : (tensor<6x4xi1>, tensor<6x4xf32>, tensor<6x4xf32>) -> tensor<6x4xf32>
    "func.return"(%51, %49, %mean_squared_error.66, %mean_squared_error.66, %loss.70, %mean_squared_error.66, %perplexity.84, %codebook_usage.90, %71, %nonfinite_rows.104, %dead_entries.92, %max_share.96, %relative_error.101, %entropy.83, %new_codebook.134, %new_cluster_size.114, %new_embed_sum.119) : (tensor<4x4x8xbf16>, tensor<4x4x2xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<6x4xf32>, tensor<6xf32>, tensor<6x4xf32>) -> ()
  }
}
