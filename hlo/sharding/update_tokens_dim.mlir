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
    %4 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xi1>
    %5 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.6 = "stablehlo.reduce"(%4, %5) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %7 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %8 = "stablehlo.convert"(%7) : (tensor<8x16xf32>) -> tensor<8x16xbf16>
    %9 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %10 = "stablehlo.multiply"(%7, %7) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %11 = "stablehlo.reshape"(%10) : (tensor<8x16xf32>) -> tensor<8x8x2xf32>
    %12 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %13 = "stablehlo.reduce"(%11, %12) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x8x2xf32>, tensor<f32>) -> tensor<8x8xf32>
    %14 = "sdy.sharding_constraint"(%13) <{sharding = #sdy.sharding<@mesh, [{}, {}]>}> : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %15 = "stablehlo.slice"(%14) <{limit_indices = array<i64: 8, 1>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<8x1xf32>
    %16 = "stablehlo.slice"(%14) <{limit_indices = array<i64: 8, 2>, start_indices = array<i64: 0, 1>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<8x1xf32>
    %17 = "stablehlo.slice"(%14) <{limit_indices = array<i64: 8, 3>, start_indices = array<i64: 0, 2>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<8x1xf32>
    %18 = "stablehlo.slice"(%14) <{limit_indices = array<i64: 8, 4>, start_indices = array<i64: 0, 3>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<8x1xf32>
    %19 = "stablehlo.slice"(%14) <{limit_indices = array<i64: 8, 5>, start_indices = array<i64: 0, 4>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<8x1xf32>
    %20 = "stablehlo.slice"(%14) <{limit_indices = array<i64: 8, 6>, start_indices = array<i64: 0, 5>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<8x1xf32>
    %21 = "stablehlo.slice"(%14) <{limit_indices = array<i64: 8, 7>, start_indices = array<i64: 0, 6>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<8x1xf32>
    %22 = "stablehlo.slice"(%14) <{limit_indices = array<i64: 8, 8>, start_indices = array<i64: 0, 7>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<8x1xf32>
    %23 = "stablehlo.add"(%15, %16) : (tensor<8x1xf32>, tensor<8x1xf32>) -> tensor<8x1xf32>
    %24 = "stablehlo.add"(%17, %18) : (tensor<8x1xf32>, tensor<8x1xf32>) -> tensor<8x1xf32>
    %25 = "stablehlo.add"(%19, %20) : (tensor<8x1xf32>, tensor<8x1xf32>) -> tensor<8x1xf32>
    %26 = "stablehlo.add"(%21, %22) : (tensor<8x1xf32>, tensor<8x1xf32>) -> tensor<8x1xf32>
    %27 = "stablehlo.add"(%23, %24) : (tensor<8x1xf32>, tensor<8x1xf32>) -> tensor<8x1xf32>
    %28 = "stablehlo.add"(%25, %26) : (tensor<8x1xf32>, tensor<8x1xf32>) -> tensor<8x1xf32>
    %29 = "stablehlo.add"(%27, %28) : (tensor<8x1xf32>, tensor<8x1xf32>) -> tensor<8x1xf32>
    %30 = "stablehlo.reshape"(%29) : (tensor<8x1xf32>) -> tensor<8xf32>
    %31 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %32 = "stablehlo.broadcast_in_dim"(%31) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %half_norms.33 = "stablehlo.multiply"(%30, %32) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %34 = "stablehlo.reshape"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x8x2xbf16>
    %35 = "stablehlo.transpose"(%34) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<8x4x8x2xbf16>) -> tensor<8x8x4x2xbf16>
    %36 = "sdy.sharding_constraint"(%35) <{sharding = #sdy.sharding<@mesh, [{"model"}, {"data"}, {}, {}]>}> : (tensor<8x8x4x2xbf16>) -> tensor<8x8x4x2xbf16>
    %37 = "stablehlo.reshape"(%8) : (tensor<8x16xbf16>) -> tensor<8x8x2xbf16>
    %38 = "stablehlo.transpose"(%37) <{permutation = array<i64: 1, 0, 2>}> : (tensor<8x8x2xbf16>) -> tensor<8x8x2xbf16>
    %39 = "sdy.sharding_constraint"(%38) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}, {}]>}> : (tensor<8x8x2xbf16>) -> tensor<8x8x2xbf16>
    %40 = "stablehlo.dot_general"(%36, %39) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x8x4x2xbf16>, tensor<8x8x2xbf16>) -> tensor<8x8x4x8xf32>
    %products_of_blocks.41 = "sdy.sharding_constraint"(%40) <{sharding = #sdy.sharding<@mesh, [{"model"}, {"data"}, {}, {}]>}> : (tensor<8x8x4x8xf32>) -> tensor<8x8x4x8xf32>
    %42 = "sdy.sharding_constraint"(%products_of_blocks.41) <{sharding = #sdy.sharding<@mesh, [{}, {"data", "model"}, {}, {}]>}> : (tensor<8x8x4x8xf32>) -> tensor<8x8x4x8xf32>
    %43 = "stablehlo.slice"(%42) <{limit_indices = array<i64: 1, 8, 4, 8>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %44 = "stablehlo.slice"(%42) <{limit_indices = array<i64: 2, 8, 4, 8>, start_indices = array<i64: 1, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %45 = "stablehlo.slice"(%42) <{limit_indices = array<i64: 3, 8, 4, 8>, start_indices = array<i64: 2, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %46 = "stablehlo.slice"(%42) <{limit_indices = array<i64: 4, 8, 4, 8>, start_indices = array<i64: 3, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %47 = "stablehlo.slice"(%42) <{limit_indices = array<i64: 5, 8, 4, 8>, start_indices = array<i64: 4, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %48 = "stablehlo.slice"(%42) <{limit_indices = array<i64: 6, 8, 4, 8>, start_indices = array<i64: 5, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %49 = "stablehlo.slice"(%42) <{limit_indices = array<i64: 7, 8, 4, 8>, start_indices = array<i64: 6, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %50 = "stablehlo.slice"(%42) <{limit_indices = array<i64: 8, 8, 4, 8>, start_indices = array<i64: 7, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %51 = "stablehlo.add"(%43, %44) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %52 = "stablehlo.add"(%45, %46) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %53 = "stablehlo.add"(%47, %48) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %54 = "stablehlo.add"(%49, %50) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %55 = "stablehlo.add"(%51, %52) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %56 = "stablehlo.add"(%53, %54) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %57 = "stablehlo.add"(%55, %56) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %products.58 = "stablehlo.reshape"(%57) : (tensor<1x8x4x8xf32>) -> tensor<8x4x8xf32>
    %59 = "stablehlo.broadcast_in_dim"(%half_norms.33) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xf32>) -> tensor<8x4x8xf32>
    %scores.60 = "stablehlo.subtract"(%59, %products.58) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %61 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x8xi32>
    %62 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %63 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %64:2 = "stablehlo.reduce"(%scores.60, %61, %62, %63) <{dimensions = array<i64: 2>}> ({
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
    %65 = "stablehlo.broadcast_in_dim"(%62) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %66 = "stablehlo.compare"(%64#0, %65) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %67 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest.68 = "stablehlo.select"(%66, %64#1, %67) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %69 = "sdy.sharding_constraint"(%nearest.68) <{sharding = #sdy.sharding<@mesh, [{"data"}, {}]>}> : (tensor<8x4xi32>) -> tensor<8x4xi32>
    %70 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %71 = "stablehlo.broadcast_in_dim"(%70) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes.72 = "stablehlo.select"(%valid.6, %69, %71) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %73 = "stablehlo.broadcast_in_dim"(%codes.72) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x8xi32>
    %assignments.74 = "stablehlo.compare"(%73, %61) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x8xi32>, tensor<8x4x8xi32>) -> tensor<8x4x8xi1>
    %75 = "stablehlo.constant"() <{value = dense<7> : tensor<i32>}> : () -> tensor<i32>
    %76 = "stablehlo.broadcast_in_dim"(%75) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %77 = "stablehlo.clamp"(%67, %codes.72, %76) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %78 = "stablehlo.gather"(%8, %77) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<8x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %79 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %80 = "stablehlo.broadcast_in_dim"(%79) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %81 = "stablehlo.broadcast_in_dim"(%valid.6) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized.82 = "stablehlo.select"(%81, %78, %80) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %valid_inputs.83 = "stablehlo.select"(%81, %inputs, %80) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %84 = "stablehlo.convert"(%assignments.74) : (tensor<8x4x8xi1>) -> tensor<8x4x8xf32>
    %counts.85 = "stablehlo.reduce"(%84, %12) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %86 = "stablehlo.reduce"(%counts.85, %12) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %87 = "stablehlo.convert"(%valid_inputs.83) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %88 = "stablehlo.convert"(%quantized.82) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %89 = "stablehlo.subtract"(%87, %88) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %90 = "stablehlo.multiply"(%89, %89) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %91 = "stablehlo.reduce"(%90, %12) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %92 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %93 = "stablehlo.divide"(%91, %92) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %94 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %95 = "stablehlo.maximum"(%86, %94) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.96 = "stablehlo.divide"(%93, %95) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %97 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %98 = "stablehlo.multiply"(%97, %mean_squared_error.96) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %99 = "stablehlo.multiply"(%12, %mean_squared_error.96) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.100 = "stablehlo.add"(%98, %99) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %101 = "stablehlo.constant"() <{value = dense<8.533333587646484e1> : tensor<f32>}> : () -> tensor<f32>
    %102 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %103 = "stablehlo.broadcast_in_dim"(%102) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %104 = "stablehlo.maximum"(%counts.85, %103) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %105 = "stablehlo.log"(%104) : (tensor<8xf32>) -> tensor<8xf32>
    %106 = "stablehlo.multiply"(%counts.85, %105) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %107 = "stablehlo.reduce"(%106, %12) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %108 = "stablehlo.maximum"(%86, %102) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %109 = "stablehlo.divide"(%107, %108) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %110 = "stablehlo.log"(%108) : (tensor<f32>) -> tensor<f32>
    %111 = "stablehlo.subtract"(%110, %109) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.112 = "stablehlo.maximum"(%111, %12) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.113 = "stablehlo.exponential"(%entropy.112) : (tensor<f32>) -> tensor<f32>
    %114 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %115 = "stablehlo.compare"(%counts.85, %114) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
    %116 = "stablehlo.convert"(%115) : (tensor<8xi1>) -> tensor<8xf32>
    %117 = "stablehlo.reduce"(%116, %12) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %118 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.119 = "stablehlo.divide"(%117, %118) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %120 = "stablehlo.subtract"(%118, %117) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.121 = "stablehlo.convert"(%120) : (tensor<f32>) -> tensor<i32>
    %122 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %123 = "stablehlo.reduce"(%counts.85, %122) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %max_share.124 = "stablehlo.divide"(%123, %95) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %125 = "stablehlo.multiply"(%87, %87) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %126 = "stablehlo.reduce"(%125, %12) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %127 = "stablehlo.divide"(%91, %126) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %128 = "stablehlo.compare"(%91, %12) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.129 = "stablehlo.select"(%128, %12, %127) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %130 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %131 = "stablehlo.subtract"(%130, %86) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.132 = "stablehlo.convert"(%131) : (tensor<f32>) -> tensor<i32>
    %133 = "stablehlo.convert"(%assignments.74) : (tensor<8x4x8xi1>) -> tensor<8x4x8xbf16>
    %sums.134 = "stablehlo.dot_general"(%133, %valid_inputs.83) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x8xbf16>, tensor<8x4x16xbf16>) -> tensor<8x16xf32>
    %135 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %136 = "stablehlo.broadcast_in_dim"(%135) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %137 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %138 = "stablehlo.broadcast_in_dim"(%137) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %139 = "stablehlo.multiply"(%136, %cluster_size) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %140 = "stablehlo.multiply"(%138, %counts.85) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %new_cluster_size.141 = "stablehlo.add"(%139, %140) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %142 = "stablehlo.broadcast_in_dim"(%135) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %143 = "stablehlo.broadcast_in_dim"(%137) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x16xf32>
    %144 = "stablehlo.multiply"(%142, %embed_sum) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %145 = "stablehlo.multiply"(%143, %sums.134) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %new_embed_sum.146 = "stablehlo.add"(%144, %145) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %147 = "stablehlo.reduce"(%new_cluster_size.141, %12) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8xf32>, tensor<f32>) -> tensor<f32>
    %148 = "stablehlo.constant"() <{value = dense<7.999999797903001e-5> : tensor<f32>}> : () -> tensor<f32>
    %149 = "stablehlo.add"(%147, %148) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %150 = "stablehlo.divide"(%147, %149) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %151 = "stablehlo.broadcast_in_dim"(%150) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %152 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %153 = "stablehlo.broadcast_in_dim"(%152) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %154 = "stablehlo.add"(%new_cluster_size.141, %153) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %smoothed_counts.155 = "stablehlo.multiply"(%154, %151) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %156 = "stablehlo.select"(%115, %smoothed_counts.155, %new_cluster_size.141) : (tensor<8xi1>, tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %157 = "stablehlo.compare"(%156, %103) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xi1>
    %158 = "stablehlo.broadcast_in_dim"(%156) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xf32>) -> tensor<8x16xf32>
    %159 = "stablehlo.divide"(%new_embed_sum.146, %158) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %160 = "stablehlo.broadcast_in_dim"(%157) <{broadcast_dimensions = array<i64: 0>}> : (tensor<8xi1>) -> tensor<8x16xi1>
    %new_codebook.161 = "stablehlo.select"(%160, %159, %codebook) : (tensor<8x16xi1>, tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    "func.return"(%quantized.82, %codes.72, %mean_squared_error.96, %mean_squared_error.96, %loss.100, %mean_squared_error.96, %perplexity.113, %codebook_usage.119, %101, %nonfinite_rows.132, %dead_entries.121, %max_share.124, %relative_error.129, %entropy.112, %new_codebook.161, %new_cluster_size.141, %new_embed_sum.146) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<8x16xf32>, tensor<8xf32>, tensor<8x16xf32>) -> ()
  }
}
