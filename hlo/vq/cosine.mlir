module @vqbit_update attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %inputs: tensor<8x3x16xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %codebook: tensor<12x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tf.aliasing_output = 14 : i32},
      %cluster_size: tensor<12xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tf.aliasing_output = 15 : i32},
      %embed_sum: tensor<12x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tf.aliasing_output = 16 : i32}) -> (
      tensor<8x3x16xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      tensor<8x3xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>},
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
      tensor<12x16xf32> {jax.result_info = "codebook", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>},
      tensor<12xf32> {jax.result_info = "cluster_size", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>},
      tensor<12x16xf32> {jax.result_info = "embed_sum", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}) {
    %4 = "stablehlo.is_finite"(%inputs) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xi1>
    %5 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.6 = "stablehlo.reduce"(%4, %5) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x3x16xi1>, tensor<i1>) -> tensor<8x3xi1>
    %7 = "stablehlo.abs"(%codebook) : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %8 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %9 = "stablehlo.reduce"(%7, %8) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12x16xf32>, tensor<f32>) -> tensor<12xf32>
    %10 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %11 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %12 = "stablehlo.maximum"(%9, %11) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %13 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x16xf32>
    %14 = "stablehlo.divide"(%codebook, %13) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %15 = "stablehlo.multiply"(%14, %14) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %16 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %17 = "stablehlo.reduce"(%15, %16) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12x16xf32>, tensor<f32>) -> tensor<12xf32>
    %18 = "stablehlo.sqrt"(%17) : (tensor<12xf32>) -> tensor<12xf32>
    %19 = "stablehlo.constant"() <{value = dense<9.999999974752427e-7> : tensor<f32>}> : () -> tensor<f32>
    %20 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %21 = "stablehlo.maximum"(%18, %20) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %22 = "stablehlo.broadcast_in_dim"(%21) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x16xf32>
    %directions.23 = "stablehlo.divide"(%14, %22) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %24 = "stablehlo.reduce_precision"(%directions.23) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %25 = "stablehlo.convert"(%24) : (tensor<12x16xf32>) -> tensor<12x16xbf16>
    %26 = "sdy.sharding_constraint"(%25) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<12x16xbf16>) -> tensor<12x16xbf16>
    %27 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %28 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %29 = "sdy.sharding_constraint"(%28) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<12xf32>) -> tensor<12xf32>
    %30 = "sdy.sharding_constraint"(%26) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<12x16xbf16>) -> tensor<12x16xbf16>
    %31 = "sdy.sharding_constraint"(%29) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<12xf32>) -> tensor<12xf32>
    %32 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %33 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x3x16xbf16>
    %34 = "stablehlo.broadcast_in_dim"(%valid.6) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi1>) -> tensor<8x3x16xi1>
    %valid_inputs.35 = "stablehlo.select"(%34, %inputs, %33) : (tensor<8x3x16xi1>, tensor<8x3x16xbf16>, tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    %36 = "stablehlo.convert"(%valid_inputs.35) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xf32>
    %37 = "stablehlo.abs"(%36) : (tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %38 = "stablehlo.reduce"(%37, %8) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x16xf32>, tensor<f32>) -> tensor<8x3xf32>
    %39 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x3xf32>
    %40 = "stablehlo.maximum"(%38, %39) : (tensor<8x3xf32>, tensor<8x3xf32>) -> tensor<8x3xf32>
    %41 = "stablehlo.broadcast_in_dim"(%40) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xf32>) -> tensor<8x3x16xf32>
    %42 = "stablehlo.divide"(%36, %41) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %43 = "stablehlo.multiply"(%42, %42) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %44 = "stablehlo.reduce"(%43, %16) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x16xf32>, tensor<f32>) -> tensor<8x3xf32>
    %45 = "stablehlo.sqrt"(%44) : (tensor<8x3xf32>) -> tensor<8x3xf32>
    %46 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x3xf32>
    %47 = "stablehlo.maximum"(%45, %46) : (tensor<8x3xf32>, tensor<8x3xf32>) -> tensor<8x3xf32>
    %48 = "stablehlo.broadcast_in_dim"(%47) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xf32>) -> tensor<8x3x16xf32>
    %directions.49 = "stablehlo.divide"(%42, %48) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %50 = "stablehlo.reduce_precision"(%directions.49) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %51 = "stablehlo.convert"(%50) : (tensor<8x3x16xf32>) -> tensor<8x3x16xbf16>
    %products.52 = "stablehlo.dot_general"(%51, %30) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x3x16xbf16>, tensor<12x16xbf16>) -> tensor<8x3x12xf32>
    %53 = "stablehlo.broadcast_in_dim"(%31) <{broadcast_dimensions = array<i64: 2>}> : (tensor<12xf32>) -> tensor<8x3x12xf32>
    %scores.54 = "stablehlo.subtract"(%53, %products.52) : (tensor<8x3x12xf32>, tensor<8x3x12xf32>) -> tensor<8x3x12xf32>
    %55 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x3x12xi32>
    %56 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %57 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %58:2 = "stablehlo.reduce"(%scores.54, %55, %56, %57) <{dimensions = array<i64: 2>}> ({
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
    }) : (tensor<8x3x12xf32>, tensor<8x3x12xi32>, tensor<f32>, tensor<i32>) -> (tensor<8x3xf32>, tensor<8x3xi32>)
    %59 = "stablehlo.broadcast_in_dim"(%56) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x3xf32>
    %60 = "stablehlo.compare"(%58#0, %59) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x3xf32>, tensor<8x3xf32>) -> tensor<8x3xi1>
    %61 = "stablehlo.broadcast_in_dim"(%27) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %nearest.62 = "stablehlo.select"(%60, %58#1, %61) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %63 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %64 = "stablehlo.broadcast_in_dim"(%63) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %codes.65 = "stablehlo.select"(%valid.6, %nearest.62, %64) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %66 = "stablehlo.broadcast_in_dim"(%codes.65) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi32>) -> tensor<8x3x12xi32>
    %assignments.67 = "stablehlo.compare"(%66, %55) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x3x12xi32>, tensor<8x3x12xi32>) -> tensor<8x3x12xi1>
    %68 = "sdy.sharding_constraint"(%26) <{sharding = #sdy.sharding<@mesh, [{}, {}]>}> : (tensor<12x16xbf16>) -> tensor<12x16xbf16>
    %69 = "stablehlo.constant"() <{value = dense<11> : tensor<i32>}> : () -> tensor<i32>
    %70 = "stablehlo.broadcast_in_dim"(%69) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %71 = "stablehlo.clamp"(%61, %codes.65, %70) : (tensor<8x3xi32>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %72 = "stablehlo.gather"(%68, %71) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<12x16xbf16>, tensor<8x3xi32>) -> tensor<8x3x16xbf16>
    %quantized.73 = "stablehlo.select"(%34, %72, %33) : (tensor<8x3x16xi1>, tensor<8x3x16xbf16>, tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    %74 = "stablehlo.convert"(%assignments.67) : (tensor<8x3x12xi1>) -> tensor<8x3x12xf32>
    %counts.75 = "stablehlo.reduce"(%74, %16) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %76 = "sdy.sharding_constraint"(%counts.75) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<12xf32>) -> tensor<12xf32>
    %77 = "stablehlo.reduce"(%76, %16) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %78 = "stablehlo.convert"(%51) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xf32>
    %79 = "stablehlo.convert"(%quantized.73) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xf32>
    %80 = "stablehlo.subtract"(%78, %79) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %81 = "stablehlo.multiply"(%80, %80) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %82 = "stablehlo.reduce"(%81, %16) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x16xf32>, tensor<f32>) -> tensor<f32>
    %83 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %84 = "stablehlo.divide"(%82, %83) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %85 = "stablehlo.maximum"(%77, %10) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.86 = "stablehlo.divide"(%84, %85) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %87 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %88 = "stablehlo.multiply"(%87, %mean_squared_error.86) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %89 = "stablehlo.multiply"(%16, %mean_squared_error.86) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.90 = "stablehlo.add"(%88, %89) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %91 = "stablehlo.constant"() <{value = dense<6.4e1> : tensor<f32>}> : () -> tensor<f32>
    %92 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %93 = "stablehlo.broadcast_in_dim"(%92) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %94 = "stablehlo.maximum"(%76, %93) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %95 = "stablehlo.log"(%94) : (tensor<12xf32>) -> tensor<12xf32>
    %96 = "stablehlo.multiply"(%76, %95) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %97 = "stablehlo.reduce"(%96, %16) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %98 = "stablehlo.maximum"(%77, %92) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %99 = "stablehlo.divide"(%97, %98) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %100 = "stablehlo.log"(%98) : (tensor<f32>) -> tensor<f32>
    %101 = "stablehlo.subtract"(%100, %99) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.102 = "stablehlo.maximum"(%101, %16) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.103 = "stablehlo.exponential"(%entropy.102) : (tensor<f32>) -> tensor<f32>
    %104 = "stablehlo.compare"(%76, %28) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xi1>
    %105 = "stablehlo.convert"(%104) : (tensor<12xi1>) -> tensor<12xf32>
    %106 = "stablehlo.reduce"(%105, %16) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %107 = "stablehlo.constant"() <{value = dense<1.2e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.108 = "stablehlo.divide"(%106, %107) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %109 = "stablehlo.subtract"(%107, %106) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.110 = "stablehlo.convert"(%109) : (tensor<f32>) -> tensor<i32>
    %111 = "stablehlo.reduce"(%76, %8) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %max_share.112 = "stablehlo.divide"(%111, %85) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %113 = "stablehlo.multiply"(%78, %78) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %114 = "stablehlo.reduce"(%113, %16) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x16xf32>, tensor<f32>) -> tensor<f32>
    %115 = "stablehlo.divide"(%82, %114) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %116 = "stablehlo.compare"(%82, %16) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.117 = "stablehlo.select"(%116, %16, %115) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %118 = "stablehlo.constant"() <{value = dense<2.4e1> : tensor<f32>}> : () -> tensor<f32>
    %119 = "stablehlo.subtract"(%118, %77) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.120 = "stablehlo.convert"(%119) : (tensor<f32>) -> tensor<i32>
    %121 = "stablehlo.convert"(%assignments.67) : (tensor<8x3x12xi1>) -> tensor<8x3x12xbf16>
    %sums.122 = "stablehlo.dot_general"(%121, %51) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x3x12xbf16>, tensor<8x3x16xbf16>) -> tensor<12x16xf32>
    %123 = "sdy.sharding_constraint"(%sums.122) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %124 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %125 = "stablehlo.broadcast_in_dim"(%124) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %126 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %127 = "stablehlo.broadcast_in_dim"(%126) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %128 = "stablehlo.multiply"(%125, %cluster_size) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %129 = "stablehlo.multiply"(%127, %76) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %new_cluster_size.130 = "stablehlo.add"(%128, %129) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %131 = "stablehlo.broadcast_in_dim"(%124) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x16xf32>
    %132 = "stablehlo.broadcast_in_dim"(%126) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x16xf32>
    %133 = "stablehlo.multiply"(%131, %embed_sum) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %134 = "stablehlo.multiply"(%132, %123) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %new_embed_sum.135 = "stablehlo.add"(%133, %134) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %136 = "stablehlo.reduce"(%new_cluster_size.130, %16) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %137 = "stablehlo.constant"() <{value = dense<1.1999999696854502e-4> : tensor<f32>}> : () -> tensor<f32>
    %138 = "stablehlo.add"(%136, %137) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %139 = "stablehlo.divide"(%136, %138) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %140 = "stablehlo.broadcast_in_dim"(%139) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %141 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %142 = "stablehlo.broadcast_in_dim"(%141) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %143 = "stablehlo.add"(%new_cluster_size.130, %142) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %smoothed_counts.144 = "stablehlo.multiply"(%143, %140) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %145 = "stablehlo.select"(%104, %smoothed_counts.144, %new_cluster_size.130) : (tensor<12xi1>, tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %146 = "stablehlo.compare"(%145, %93) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xi1>
    %147 = "stablehlo.broadcast_in_dim"(%145) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x16xf32>
    %148 = "stablehlo.divide"(%new_embed_sum.135, %147) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %149 = "stablehlo.broadcast_in_dim"(%146) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xi1>) -> tensor<12x16xi1>
    %new_codebook.150 = "stablehlo.select"(%149, %148, %codebook) : (tensor<12x16xi1>, tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %151 = "stablehlo.abs"(%new_codebook.150) : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %152 = "stablehlo.reduce"(%151, %8) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12x16xf32>, tensor<f32>) -> tensor<12xf32>
    %153 = "stablehlo.maximum"(%152, %11) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %154 = "stablehlo.broadcast_in_dim"(%153) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x16xf32>
    %155 = "stablehlo.divide"(%new_codebook.150, %154) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %156 = "stablehlo.multiply"(%155, %155) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %157 = "stablehlo.reduce"(%156, %16) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12x16xf32>, tensor<f32>) -> tensor<12xf32>
    %158 = "stablehlo.sqrt"(%157) : (tensor<12xf32>) -> tensor<12xf32>
    %159 = "stablehlo.maximum"(%158, %20) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %160 = "stablehlo.broadcast_in_dim"(%159) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x16xf32>
    %directions.161 = "stablehlo.divide"(%155, %160) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %162 = "stablehlo.multiply"(%158, %153) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %163 = "stablehlo.compare"(%162, %20) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xi1>
    %164 = "stablehlo.and"(%104, %163) : (tensor<12xi1>, tensor<12xi1>) -> tensor<12xi1>
    %165 = "stablehlo.broadcast_in_dim"(%164) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xi1>) -> tensor<12x16xi1>
    %renormalized_codebook.166 = "stablehlo.select"(%165, %directions.161, %codebook) : (tensor<12x16xi1>, tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    "func.return"(%quantized.73, %codes.65, %mean_squared_error.86, %mean_squared_error.86, %loss.90, %mean_squared_error.86, %perplexity.103, %codebook_usage.108, %91, %nonfinite_rows.120, %dead_entries.110, %max_share.112, %relative_error.117, %entropy.102, %renormalized_codebook.166, %new_cluster_size.130, %new_embed_sum.135) : (tensor<8x3x16xbf16>, tensor<8x3xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<12x16xf32>, tensor<12xf32>, tensor<12x16xf32>) -> ()
  }
}
