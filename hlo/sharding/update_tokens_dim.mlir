module @vqbit_update attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {"model"}]>},
      %codebook: tensor<8x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tf.aliasing_output = 14 : i32},
      %cluster_size: tensor<8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tf.aliasing_output = 15 : i32},
      %embed_sum: tensor<8x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>, tf.aliasing_output = 16 : i32}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {"model"}]>},
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
      tensor<8x16xf32> {jax.result_info = "codebook", sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>},
      tensor<8xf32> {jax.result_info = "cluster_size", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<8x16xf32> {jax.result_info = "embed_sum", sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}) {
    %4 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %5 = "stablehlo.convert"(%4) : (tensor<8x16xf32>) -> tensor<8x16xbf16>
    %6 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %7 = "stablehlo.multiply"(%4, %4) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %8 = "stablehlo.reshape"(%7) : (tensor<8x16xf32>) -> tensor<8x8x2xf32>
    %9 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %10 = "stablehlo.reduce"(%8, %9) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x8x2xf32>, tensor<f32>) -> tensor<8x8xf32>
    %11 = "stablehlo.transpose"(%10) <{permutation = array<i64: 1, 0>}> : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %12 = "sdy.sharding_constraint"(%11) <{sharding = #sdy.sharding<@mesh, [{}, {}]>}> : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %13 = "stablehlo.slice"(%12) <{limit_indices = array<i64: 1, 8>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %14 = "stablehlo.slice"(%12) <{limit_indices = array<i64: 2, 8>, start_indices = array<i64: 1, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %15 = "stablehlo.slice"(%12) <{limit_indices = array<i64: 3, 8>, start_indices = array<i64: 2, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %16 = "stablehlo.slice"(%12) <{limit_indices = array<i64: 4, 8>, start_indices = array<i64: 3, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %17 = "stablehlo.slice"(%12) <{limit_indices = array<i64: 5, 8>, start_indices = array<i64: 4, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %18 = "stablehlo.slice"(%12) <{limit_indices = array<i64: 6, 8>, start_indices = array<i64: 5, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %19 = "stablehlo.slice"(%12) <{limit_indices = array<i64: 7, 8>, start_indices = array<i64: 6, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %20 = "stablehlo.slice"(%12) <{limit_indices = array<i64: 8, 8>, start_indices = array<i64: 7, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %21 = "stablehlo.add"(%13, %14) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %22 = "stablehlo.add"(%15, %16) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %23 = "stablehlo.add"(%17, %18) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %24 = "stablehlo.add"(%19, %20) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %25 = "stablehlo.add"(%21, %22) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %26 = "stablehlo.add"(%23, %24) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %27 = "stablehlo.add"(%25, %26) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %28 = "stablehlo.reshape"(%27) : (tensor<1x8xf32>) -> tensor<8xf32>
    %29 = "sdy.sharding_constraint"(%28) <{sharding = #sdy.sharding<@mesh, [{}]>}> : (tensor<8xf32>) -> tensor<8xf32>
    %30 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %31 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %half_norms.32 = "stablehlo.multiply"(%29, %31) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %33 = "stablehlo.reshape"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x8x2xbf16>
    %34 = "stablehlo.transpose"(%33) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<8x4x8x2xbf16>) -> tensor<8x8x4x2xbf16>
    %35 = "sdy.sharding_constraint"(%34) <{sharding = #sdy.sharding<@mesh, [{"model"}, {"data"}, {}, {}]>}> : (tensor<8x8x4x2xbf16>) -> tensor<8x8x4x2xbf16>
    %36 = "stablehlo.reshape"(%5) : (tensor<8x16xbf16>) -> tensor<8x8x2xbf16>
    %37 = "stablehlo.transpose"(%36) <{permutation = array<i64: 1, 0, 2>}> : (tensor<8x8x2xbf16>) -> tensor<8x8x2xbf16>
    %38 = "sdy.sharding_constraint"(%37) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}, {}]>}> : (tensor<8x8x2xbf16>) -> tensor<8x8x2xbf16>
    %39 = "stablehlo.dot_general"(%35, %38) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x8x4x2xbf16>, tensor<8x8x2xbf16>) -> tensor<8x8x4x8xf32>
    %products_of_blocks.40 = "sdy.sharding_constraint"(%39) <{sharding = #sdy.sharding<@mesh, [{"model"}, {"data"}, {}, {}]>}> : (tensor<8x8x4x8xf32>) -> tensor<8x8x4x8xf32>
    %41 = "sdy.sharding_constraint"(%products_of_blocks.40) <{sharding = #sdy.sharding<@mesh, [{}, {"data", "model"}, {}, {}]>}> : (tensor<8x8x4x8xf32>) -> tensor<8x8x4x8xf32>
    %42 = "stablehlo.slice"(%41) <{limit_indices = array<i64: 1, 8, 4, 8>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %43 = "stablehlo.slice"(%41) <{limit_indices = array<i64: 2, 8, 4, 8>, start_indices = array<i64: 1, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %44 = "stablehlo.slice"(%41) <{limit_indices = array<i64: 3, 8, 4, 8>, start_indices = array<i64: 2, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %45 = "stablehlo.slice"(%41) <{limit_indices = array<i64: 4, 8, 4, 8>, start_indices = array<i64: 3, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %46 = "stablehlo.slice"(%41) <{limit_indices = array<i64: 5, 8, 4, 8>, start_indices = array<i64: 4, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %47 = "stablehlo.slice"(%41) <{limit_indices = array<i64: 6, 8, 4, 8>, start_indices = array<i64: 5, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %48 = "stablehlo.slice"(%41) <{limit_indices = array<i64: 7, 8, 4, 8>, start_indices = array<i64: 6, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %49 = "stablehlo.slice"(%41) <{limit_indices = array<i64: 8, 8, 4, 8>, start_indices = array<i64: 7, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %50 = "stablehlo.add"(%42, %43) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %51 = "stablehlo.add"(%44, %45) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %52 = "stablehlo.add"(%46, %47) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %53 = "stablehlo.add"(%48, %49) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %54 = "stablehlo.add"(%50, %51) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %55 = "stablehlo.add"(%52, %53) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %56 = "stablehlo.add"(%54, %55) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %products.57 = "stablehlo.reshape"(%56) : (tensor<1x8x4x8xf32>) -> tensor<8x4x8xf32>
    %58 = "stablehlo.broadcast_in_dim"(%half_norms.32) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xf32>) -> tensor<8x4x8xf32>
    %scores.59 = "stablehlo.subtract"(%58, %products.57) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %60 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<8xi32>
    %61 = "stablehlo.broadcast_in_dim"(%60) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xi32>) -> tensor<8x4x8xi32>
    %62 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %63 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %64:2 = "stablehlo.reduce"(%scores.59, %61, %62, %63) <{dimensions = array<i64: 2>}> ({
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
    }) : (tensor<8x4x8xf32>, tensor<8x4x8xi32>, tensor<f32>, tensor<i32>) -> (tensor<8x4xf32>, tensor<8x4xi32>)
    %65 = "stablehlo.is_finite"(%64#0) : (tensor<8x4xf32>) -> tensor<8x4xi1>
    %66 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %67 = "stablehlo.broadcast_in_dim"(%66) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %68 = "stablehlo.select"(%65, %64#1, %67) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %nearest.69 = "sdy.sharding_constraint"(%68) <{sharding = #sdy.sharding<@mesh, [{"data"}, {}]>}> : (tensor<8x4xi32>) -> tensor<8x4xi32>
    %70 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %71 = "stablehlo.compare"(%nearest.69, %70) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %codes.72 = "stablehlo.select"(%71, %nearest.69, %67) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %73 = "stablehlo.broadcast_in_dim"(%codes.72) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x8xi32>
    %74 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x8xi32>
    %assignments.75 = "stablehlo.compare"(%73, %74) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x8xi32>, tensor<8x4x8xi32>) -> tensor<8x4x8xi1>
    %76 = "stablehlo.constant"() <{value = dense<7> : tensor<i32>}> : () -> tensor<i32>
    %77 = "stablehlo.broadcast_in_dim"(%76) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %78 = "stablehlo.clamp"(%70, %codes.72, %77) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %79 = "stablehlo.gather"(%5, %78) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<8x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %80 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %81 = "stablehlo.broadcast_in_dim"(%80) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %82 = "stablehlo.broadcast_in_dim"(%71) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized.83 = "stablehlo.select"(%82, %79, %81) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %valid_inputs.84 = "stablehlo.select"(%82, %inputs, %81) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %85 = "stablehlo.convert"(%assignments.75) : (tensor<8x4x8xi1>) -> tensor<8x4x8xf32>
    %counts.86 = "stablehlo.reduce"(%85, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %87 = "stablehlo.reduce"(%counts.86, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %88 = "stablehlo.convert"(%valid_inputs.84) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %89 = "stablehlo.convert"(%quantized.83) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %90 = "stablehlo.subtract"(%88, %89) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %91 = "stablehlo.multiply"(%90, %90) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %92 = "stablehlo.reduce"(%91, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %93 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %94 = "stablehlo.divide"(%92, %93) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %95 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %96 = "stablehlo.maximum"(%87, %95) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.97 = "stablehlo.divide"(%94, %96) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %98 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %99 = "stablehlo.multiply"(%98, %mean_squared_error.97) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %100 = "stablehlo.multiply"(%9, %mean_squared_error.97) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.101 = "stablehlo.add"(%99, %100) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %102 = "stablehlo.constant"() <{value = dense<8.533333587646484e1> : tensor<f32>}> : () -> tensor<f32>
    %103 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %104 = "stablehlo.broadcast_in_dim"(%103) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %105 = "stablehlo.maximum"(%counts.86, %104) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %106 = "stablehlo.log"(%105) : (tensor<8xf32>) -> tensor<8xf32>
    %107 = "stablehlo.multiply"(%counts.86, %106) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %108 = "stablehlo.reduce"(%107, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %109 = "stablehlo.maximum"(%87, %103) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %110 = "stablehlo.divide"(%108, %109) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %111 = "stablehlo.log"(%109) : (tensor<f32>) -> tensor<f32>
    %112 = "stablehlo.subtract"(%111, %110) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.113 = "stablehlo.maximum"(%112, %9) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.114 = "stablehlo.exponential"(%entropy.113) : (tensor<f32>) -> tensor<f32>
    %115 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %116 = "stablehlo.compare"(%counts.86, %115) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
    %117 = "stablehlo.convert"(%116) : (tensor<8xi1>) -> tensor<8xf32>
    %118 = "stablehlo.reduce"(%117, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %119 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.120 = "stablehlo.divide"(%118, %119) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %121 = "stablehlo.subtract"(%119, %118) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.122 = "stablehlo.convert"(%121) : (tensor<f32>) -> tensor<i32>
    %123 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %124 = "stablehlo.reduce"(%counts.86, %123) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %max_share.125 = "stablehlo.divide"(%124, %96) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %126 = "stablehlo.multiply"(%88, %88) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %127 = "stablehlo.reduce"(%126, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %128 = "stablehlo.divide"(%92, %127) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %129 = "stablehlo.compare"(%92, %9) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.130 = "stablehlo.select"(%129, %9, %128) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %131 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %132 = "stablehlo.subtract"(%131, %87) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.133 = "stablehlo.convert"(%132) : (tensor<f32>) -> tensor<i32>
    %134 = "stablehlo.convert"(%assignments.75) : (tensor<8x4x8xi1>) -> tensor<8x4x8xbf16>
    %sums.135 = "stablehlo.dot_general"(%134, %valid_inputs.84) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x8xbf16>, tensor<8x4x16xbf16>) -> tensor<8x16xf32>
    %136 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %137 = "stablehlo.broadcast_in_dim"(%136) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %138 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %139 = "stablehlo.broadcast_in_dim"(%138) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %140 = "stablehlo.multiply"(%137, %cluster_size) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %141 = "stablehlo.multiply"(%139, %counts.86) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %new_cluster_size.142 = "stablehlo.add"(%140, %141) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %143 = "stablehlo.broadcast_in_dim"(%136) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %144 = "stablehlo.broadcast_in_dim"(%138) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %145 = "stablehlo.multiply"(%143, %embed_sum) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %146 = "stablehlo.multiply"(%144, %sums.135) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %new_embed_sum.147 = "stablehlo.add"(%145, %146) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %148 = "stablehlo.reduce"(%new_cluster_size.142, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %149 = "stablehlo.constant"() <{value = dense<7.999999797903001e-5> : tensor<f32>}> : () -> tensor<f32>
    %150 = "stablehlo.add"(%148, %149) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %151 = "stablehlo.divide"(%148, %150) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %152 = "stablehlo.broadcast_in_dim"(%151) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %153 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %154 = "stablehlo.broadcast_in_dim"(%153) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %155 = "stablehlo.add"(%new_cluster_size.142, %154) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %smoothed_counts.156 = "stablehlo.multiply"(%155, %152) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %157 = "stablehlo.select"(%116, %smoothed_counts.156, %new_cluster_size.142) : (tensor<8xi1>, tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %158 = "stablehlo.compare"(%157, %104) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
    %159 = "stablehlo.broadcast_in_dim"(%157) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xf32>) -> tensor<8x16xf32>
    %160 = "stablehlo.divide"(%new_embed_sum.147, %159) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %161 = "stablehlo.broadcast_in_dim"(%158) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xi1>) -> tensor<8x16xi1>
    %new_codebook.162 = "stablehlo.select"(%161, %160, %codebook) : (tensor<8x16xi1>, tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    "func.return"(%quantized.83, %codes.72, %mean_squared_error.97, %mean_squared_error.97, %loss.101, %mean_squared_error.97, %perplexity.114, %codebook_usage.120, %102, %nonfinite_rows.133, %dead_entries.122, %max_share.125, %relative_error.130, %entropy.113, %new_codebook.162, %new_cluster_size.142, %new_embed_sum.147) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<8x16xf32>, tensor<8xf32>, tensor<8x16xf32>) -> ()
  }
}
