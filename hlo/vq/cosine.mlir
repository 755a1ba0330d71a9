module @vqbit_update attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %inputs: tensor<8x3x16xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %codebook: tensor<12x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tf.aliasing_output = 10 : i32},
      %cluster_size: tensor<12xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tf.aliasing_output = 11 : i32},
      %embed_sum: tensor<12x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tf.aliasing_output = 12 : i32}) -> (
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
    %27 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %28 = "sdy.sharding_constraint"(%27) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<12xf32>) -> tensor<12xf32>
    %29 = "sdy.sharding_constraint"(%26) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<12x16xbf16>) -> tensor<12x16xbf16>
    %30 = "sdy.sharding_constraint"(%28) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<12xf32>) -> tensor<12xf32>
    %31 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %32 = "stablehlo.broadcast_in_dim"(%31) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x3x16xbf16>
    %33 = "stablehlo.broadcast_in_dim"(%valid.6) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi1>) -> tensor<8x3x16xi1>
    %valid_inputs.34 = "stablehlo.select"(%33, %inputs, %32) : (tensor<8x3x16xi1>, tensor<8x3x16xbf16>, tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    %35 = "stablehlo.convert"(%valid_inputs.34) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xf32>
    %36 = "stablehlo.abs"(%35) : (tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %37 = "stablehlo.reduce"(%36, %8) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x16xf32>, tensor<f32>) -> tensor<8x3xf32>
    %38 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x3xf32>
    %39 = "stablehlo.maximum"(%37, %38) : (tensor<8x3xf32>, tensor<8x3xf32>) -> tensor<8x3xf32>
    %40 = "stablehlo.broadcast_in_dim"(%39) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xf32>) -> tensor<8x3x16xf32>
    %41 = "stablehlo.divide"(%35, %40) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %42 = "stablehlo.multiply"(%41, %41) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %43 = "stablehlo.reduce"(%42, %16) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x16xf32>, tensor<f32>) -> tensor<8x3xf32>
    %44 = "stablehlo.sqrt"(%43) : (tensor<8x3xf32>) -> tensor<8x3xf32>
    %45 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x3xf32>
    %46 = "stablehlo.maximum"(%44, %45) : (tensor<8x3xf32>, tensor<8x3xf32>) -> tensor<8x3xf32>
    %47 = "stablehlo.broadcast_in_dim"(%46) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xf32>) -> tensor<8x3x16xf32>
    %directions.48 = "stablehlo.divide"(%41, %47) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %49 = "stablehlo.reduce_precision"(%directions.48) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %50 = "stablehlo.convert"(%49) : (tensor<8x3x16xf32>) -> tensor<8x3x16xbf16>
    %products.51 = "stablehlo.dot_general"(%50, %29) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x3x16xbf16>, tensor<12x16xbf16>) -> tensor<8x3x12xf32>
    %52 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64: 2>}> : (tensor<12xf32>) -> tensor<8x3x12xf32>
    %scores.53 = "stablehlo.subtract"(%52, %products.51) : (tensor<8x3x12xf32>, tensor<8x3x12xf32>) -> tensor<8x3x12xf32>
    %54 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x3x12xi32>
    %55 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %56 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %57:2 = "stablehlo.reduce"(%scores.53, %54, %55, %56) <{dimensions = array<i64: 2>}> ({
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
    %58 = "stablehlo.broadcast_in_dim"(%55) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x3xf32>
    %59 = "stablehlo.compare"(%57#0, %58) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x3xf32>, tensor<8x3xf32>) -> tensor<8x3xi1>
    %60 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %61 = "stablehlo.broadcast_in_dim"(%60) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %nearest.62 = "stablehlo.select"(%59, %57#1, %61) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %63 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %64 = "stablehlo.broadcast_in_dim"(%63) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %codes.65 = "stablehlo.select"(%valid.6, %nearest.62, %64) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %66 = "sdy.sharding_constraint"(%26) <{sharding = #sdy.sharding<@mesh, [{}, {}]>}> : (tensor<12x16xbf16>) -> tensor<12x16xbf16>
    %67 = "stablehlo.constant"() <{value = dense<11> : tensor<i32>}> : () -> tensor<i32>
    %68 = "stablehlo.broadcast_in_dim"(%67) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %69 = "stablehlo.clamp"(%61, %codes.65, %68) : (tensor<8x3xi32>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %70 = "stablehlo.gather"(%66, %69) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<12x16xbf16>, tensor<8x3xi32>) -> tensor<8x3x16xbf16>
    %quantized.71 = "stablehlo.select"(%33, %70, %32) : (tensor<8x3x16xi1>, tensor<8x3x16xbf16>, tensor<8x3x16xbf16>) -> tensor<8x3x16xbf16>
    %72 = "stablehlo.broadcast_in_dim"(%codes.65) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi32>) -> tensor<8x3x12xi32>
    %assignments.73 = "stablehlo.compare"(%72, %54) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x3x12xi32>, tensor<8x3x12xi32>) -> tensor<8x3x12xi1>
    %74 = "stablehlo.convert"(%assignments.73) : (tensor<8x3x12xi1>) -> tensor<8x3x12xf32>
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
    %78 = "stablehlo.convert"(%50) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xf32>
    %79 = "stablehlo.convert"(%quantized.71) : (tensor<8x3x16xbf16>) -> tensor<8x3x16xf32>
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
    %92 = "stablehlo.maximum"(%76, %11) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %93 = "stablehlo.log"(%92) : (tensor<12xf32>) -> tensor<12xf32>
    %94 = "stablehlo.multiply"(%76, %93) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %95 = "stablehlo.reduce"(%94, %16) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %96 = "stablehlo.divide"(%95, %85) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %97 = "stablehlo.log"(%85) : (tensor<f32>) -> tensor<f32>
    %98 = "stablehlo.subtract"(%97, %96) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %99 = "stablehlo.maximum"(%98, %16) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.100 = "stablehlo.exponential"(%99) : (tensor<f32>) -> tensor<f32>
    %101 = "stablehlo.compare"(%76, %27) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xi1>
    %102 = "stablehlo.convert"(%101) : (tensor<12xi1>) -> tensor<12xf32>
    %103 = "stablehlo.reduce"(%102, %16) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %104 = "stablehlo.constant"() <{value = dense<1.2e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.105 = "stablehlo.divide"(%103, %104) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %106 = "stablehlo.constant"() <{value = dense<2.4e1> : tensor<f32>}> : () -> tensor<f32>
    %107 = "stablehlo.subtract"(%106, %77) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.108 = "stablehlo.convert"(%107) : (tensor<f32>) -> tensor<i32>
    %109 = "stablehlo.convert"(%assignments.73) : (tensor<8x3x12xi1>) -> tensor<8x3x12xbf16>
    %sums.110 = "stablehlo.dot_general"(%109, %50) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x3x12xbf16>, tensor<8x3x16xbf16>) -> tensor<12x16xf32>
    %111 = "sdy.sharding_constraint"(%sums.110) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %112 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %113 = "stablehlo.broadcast_in_dim"(%112) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %114 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %115 = "stablehlo.broadcast_in_dim"(%114) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %116 = "stablehlo.multiply"(%113, %cluster_size) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %117 = "stablehlo.multiply"(%115, %76) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %new_cluster_size.118 = "stablehlo.add"(%116, %117) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %119 = "stablehlo.broadcast_in_dim"(%112) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x16xf32>
    %120 = "stablehlo.broadcast_in_dim"(%114) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x16xf32>
    %121 = "stablehlo.multiply"(%119, %embed_sum) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %122 = "stablehlo.multiply"(%120, %111) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %new_embed_sum.123 = "stablehlo.add"(%121, %122) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %124 = "stablehlo.reduce"(%new_cluster_size.118, %16) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %125 = "stablehlo.constant"() <{value = dense<1.1999999696854502e-4> : tensor<f32>}> : () -> tensor<f32>
    %126 = "stablehlo.add"(%124, %125) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %127 = "stablehlo.divide"(%124, %126) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %128 = "stablehlo.broadcast_in_dim"(%127) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %129 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %130 = "stablehlo.broadcast_in_dim"(%129) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %131 = "stablehlo.add"(%new_cluster_size.118, %130) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %smoothed_counts.132 = "stablehlo.multiply"(%131, %128) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %133 = "stablehlo.select"(%101, %smoothed_counts.132, %new_cluster_size.118) : (tensor<12xi1>, tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %134 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %135 = "stablehlo.broadcast_in_dim"(%134) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %136 = "stablehlo.compare"(%133, %135) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xi1>
    %137 = "stablehlo.broadcast_in_dim"(%133) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x16xf32>
    %138 = "stablehlo.divide"(%new_embed_sum.123, %137) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %139 = "stablehlo.broadcast_in_dim"(%136) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xi1>) -> tensor<12x16xi1>
    %new_codebook.140 = "stablehlo.select"(%139, %138, %codebook) : (tensor<12x16xi1>, tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %141 = "stablehlo.abs"(%new_codebook.140) : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %142 = "stablehlo.reduce"(%141, %8) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12x16xf32>, tensor<f32>) -> tensor<12xf32>
    %143 = "stablehlo.maximum"(%142, %11) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %144 = "stablehlo.broadcast_in_dim"(%143) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x16xf32>
    %145 = "stablehlo.divide"(%new_codebook.140, %144) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %146 = "stablehlo.multiply"(%145, %145) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %147 = "stablehlo.reduce"(%146, %16) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12x16xf32>, tensor<f32>) -> tensor<12xf32>
    %148 = "stablehlo.sqrt"(%147) : (tensor<12xf32>) -> tensor<12xf32>
    %149 = "stablehlo.maximum"(%148, %20) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %150 = "stablehlo.broadcast_in_dim"(%149) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xf32>) -> tensor<12x16xf32>
    %directions.151 = "stablehlo.divide"(%145, %150) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %152 = "stablehlo.multiply"(%148, %143) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %153 = "stablehlo.compare"(%152, %20) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xi1>
    %154 = "stablehlo.and"(%101, %153) : (tensor<12xi1>, tensor<12xi1>) -> tensor<12xi1>
    %155 = "stablehlo.broadcast_in_dim"(%154) <{broadcast_dimensions = array<i64: 0>}> : (tensor<12xi1>) -> tensor<12x16xi1>
    %renormalized_codebook.156 = "stablehlo.select"(%155, %directions.151, %codebook) : (tensor<12x16xi1>, tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    "func.return"(%quantized.71, %codes.65, %mean_squared_error.86, %mean_squared_error.86, %loss.90, %mean_squared_error.86, %perplexity.100, %codebook_usage.105, %91, %nonfinite_rows.108, %renormalized_codebook.156, %new_cluster_size.118, %new_embed_sum.123) : (tensor<8x3x16xbf16>, tensor<8x3xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<12x16xf32>, tensor<12xf32>, tensor<12x16xf32>) -> ()
  }
}
