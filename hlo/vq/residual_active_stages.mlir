module @vqbit_quantize attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=1]>
  func.func public @main(
      %inputs: tensor<4x2x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      %active_stages: tensor<i32> {sdy.sharding = #sdy.sharding<@mesh, []>},
      %codebook: tensor<2x4x6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}]>}) -> (
      tensor<4x2x6xf32> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      tensor<4x2x2xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      tensor<f32> {jax.result_info = "commitment_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "mse", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "perplexity", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_usage", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "compression_ratio", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<i32> {jax.result_info = "nonfinite_rows", sdy.sharding = #sdy.sharding<@mesh, []>}) {
    %3 = "stablehlo.is_finite"(%inputs) : (tensor<4x2x6xf32>) -> tensor<4x2x6xi1>
    %4 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.5 = "stablehlo.reduce"(%3, %4) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<4x2x6xi1>, tensor<i1>) -> tensor<4x2xi1>
    %6 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %7 = "stablehlo.constant"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
    %active_stages.8 = "stablehlo.clamp"(%6, %active_stages, %7) : (tensor<i32>, tensor<i32>, tensor<i32>) -> tensor<i32>
    %9 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %10 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x6xf32>
    %11 = "stablehlo.broadcast_in_dim"(%valid.5) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
    %valid_inputs.12 = "stablehlo.select"(%11, %inputs, %10) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %13 = "stablehlo.multiply"(%codebook, %codebook) : (tensor<2x4x6xf32>, tensor<2x4x6xf32>) -> tensor<2x4x6xf32>
    %14 = "stablehlo.reduce"(%13, %9) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x4x6xf32>, tensor<f32>) -> tensor<2x4xf32>
    %15 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %16 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4xf32>
    %half_norms.17 = "stablehlo.multiply"(%14, %16) : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
    %18 = "stablehlo.slice"(%codebook) <{limit_indices = array<i64: 1, 4, 6>, start_indices = array<i64: 0, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<2x4x6xf32>) -> tensor<1x4x6xf32>
    %19 = "stablehlo.reshape"(%18) : (tensor<1x4x6xf32>) -> tensor<4x6xf32>
    %20 = "stablehlo.slice"(%half_norms.17) <{limit_indices = array<i64: 1, 4>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<2x4xf32>) -> tensor<1x4xf32>
    %21 = "stablehlo.reshape"(%20) : (tensor<1x4xf32>) -> tensor<4xf32>
    %22 = "stablehlo.compare"(%6, %active_stages.8) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %23 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<4x2xi1>
    %24 = "stablehlo.and"(%valid.5, %23) : (tensor<4x2xi1>, tensor<4x2xi1>) -> tensor<4x2xi1>
    %products.25 = "stablehlo.dot_general"(%valid_inputs.12, %19) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<4x2x6xf32>, tensor<4x6xf32>) -> tensor<4x2x4xf32>
    %26 = "stablehlo.broadcast_in_dim"(%21) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<4x2x4xf32>
    %scores.27 = "stablehlo.subtract"(%26, %products.25) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
    %28 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x2x4xi32>
    %29 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %30 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %31:2 = "stablehlo.reduce"(%scores.27, %28, %29, %30) <{dimensions = array<i64: 2>}> ({
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
    }) : (tensor<4x2x4xf32>, tensor<4x2x4xi32>, tensor<f32>, tensor<i32>) -> (tensor<4x2xf32>, tensor<4x2xi32>)
    %32 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2xf32>
    %33 = "stablehlo.compare"(%31#0, %32) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xi1>
    %34 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
    %nearest.35 = "stablehlo.select"(%33, %31#1, %34) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %36 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %37 = "stablehlo.broadcast_in_dim"(%36) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
    %codes.38 = "stablehlo.select"(%24, %nearest.35, %37) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %39 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
    %40 = "stablehlo.broadcast_in_dim"(%39) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
    %41 = "stablehlo.clamp"(%34, %codes.38, %40) : (tensor<4x2xi32>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %42 = "stablehlo.gather"(%19, %41) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 6>}> : (tensor<4x6xf32>, tensor<4x2xi32>) -> tensor<4x2x6xf32>
    %43 = "stablehlo.broadcast_in_dim"(%24) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
    %quantized.44 = "stablehlo.select"(%43, %42, %10) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %valid_inputs.45 = "stablehlo.select"(%43, %valid_inputs.12, %10) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %46 = "stablehlo.broadcast_in_dim"(%codes.38) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi32>) -> tensor<4x2x4xi32>
    %assignments.47 = "stablehlo.compare"(%46, %28) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2x4xi32>, tensor<4x2x4xi32>) -> tensor<4x2x4xi1>
    %48 = "stablehlo.subtract"(%valid_inputs.12, %quantized.44) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %49 = "stablehlo.compare"(%6, %6) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %50 = "stablehlo.broadcast_in_dim"(%49) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<4x2x6xi1>
    %51 = "stablehlo.add"(%10, %quantized.44) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %52 = "stablehlo.select"(%50, %quantized.44, %51) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %53 = "stablehlo.subtract"(%valid_inputs.45, %quantized.44) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %54 = "stablehlo.multiply"(%53, %53) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %55 = "stablehlo.reshape"(%54) : (tensor<4x2x6xf32>) -> tensor<1x4x1x2x1x6xf32>
    %56 = "stablehlo.reduce"(%55, %9) <{dimensions = array<i64: 1, 3, 5>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1x4x1x2x1x6xf32>, tensor<f32>) -> tensor<1x1x1xf32>
    %57 = "sdy.sharding_constraint"(%56) <{sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>}> : (tensor<1x1x1xf32>) -> tensor<1x1x1xf32>
    %58 = "stablehlo.reshape"(%assignments.47) : (tensor<4x2x4xi1>) -> tensor<1x4x1x2x4xi1>
    %59 = "stablehlo.transpose"(%58) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<1x4x1x2x4xi1>) -> tensor<1x1x4x2x4xi1>
    %60 = "stablehlo.convert"(%59) : (tensor<1x1x4x2x4xi1>) -> tensor<1x1x4x2x4xf32>
    %counts.61 = "stablehlo.reduce"(%60, %9) <{dimensions = array<i64: 2, 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1x1x4x2x4xf32>, tensor<f32>) -> tensor<1x1x4xf32>
    %62 = "sdy.sharding_constraint"(%counts.61) <{sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>}> : (tensor<1x1x4xf32>) -> tensor<1x1x4xf32>
    %63 = "stablehlo.slice"(%codebook) <{limit_indices = array<i64: 2, 4, 6>, start_indices = array<i64: 1, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<2x4x6xf32>) -> tensor<1x4x6xf32>
    %64 = "stablehlo.reshape"(%63) : (tensor<1x4x6xf32>) -> tensor<4x6xf32>
    %65 = "stablehlo.slice"(%half_norms.17) <{limit_indices = array<i64: 2, 4>, start_indices = array<i64: 1, 0>, strides = array<i64: 1, 1>}> : (tensor<2x4xf32>) -> tensor<1x4xf32>
    %66 = "stablehlo.reshape"(%65) : (tensor<1x4xf32>) -> tensor<4xf32>
    %67 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    %68 = "stablehlo.compare"(%67, %active_stages.8) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %69 = "stablehlo.broadcast_in_dim"(%68) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<4x2xi1>
    %70 = "stablehlo.and"(%valid.5, %69) : (tensor<4x2xi1>, tensor<4x2xi1>) -> tensor<4x2xi1>
    %products.71 = "stablehlo.dot_general"(%48, %64) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<4x2x6xf32>, tensor<4x6xf32>) -> tensor<4x2x4xf32>
    %72 = "stablehlo.broadcast_in_dim"(%66) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<4x2x4xf32>
    %scores.73 = "stablehlo.subtract"(%72, %products.71) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
    %74:2 = "stablehlo.reduce"(%scores.73, %28, %29, %30) <{dimensions = array<i64: 2>}> ({
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
    }) : (tensor<4x2x4xf32>, tensor<4x2x4xi32>, tensor<f32>, tensor<i32>) -> (tensor<4x2xf32>, tensor<4x2xi32>)
    %75 = "stablehlo.compare"(%74#0, %32) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xi1>
    %nearest.76 = "stablehlo.select"(%75, %74#1, %34) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %codes.77 = "stablehlo.select"(%70, %nearest.76, %37) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %78 = "stablehlo.clamp"(%34, %codes.77, %40) : (tensor<4x2xi32>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %79 = "stablehlo.gather"(%64, %78) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 6>}> : (tensor<4x6xf32>, tensor<4x2xi32>) -> tensor<4x2x6xf32>
    %80 = "stablehlo.broadcast_in_dim"(%70) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
    %quantized.81 = "stablehlo.select"(%80, %79, %10) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %valid_inputs.82 = "stablehlo.select"(%80, %48, %10) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %83 = "stablehlo.broadcast_in_dim"(%codes.77) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi32>) -> tensor<4x2x4xi32>
    %assignments.84 = "stablehlo.compare"(%83, %28) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2x4xi32>, tensor<4x2x4xi32>) -> tensor<4x2x4xi1>
    %85 = "stablehlo.compare"(%67, %6) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %86 = "stablehlo.broadcast_in_dim"(%85) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<4x2x6xi1>
    %87 = "stablehlo.add"(%52, %quantized.81) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %88 = "stablehlo.select"(%86, %quantized.81, %87) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %89 = "stablehlo.subtract"(%valid_inputs.82, %quantized.81) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %90 = "stablehlo.multiply"(%89, %89) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %91 = "stablehlo.reshape"(%90) : (tensor<4x2x6xf32>) -> tensor<1x4x1x2x1x6xf32>
    %92 = "stablehlo.reduce"(%91, %9) <{dimensions = array<i64: 1, 3, 5>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1x4x1x2x1x6xf32>, tensor<f32>) -> tensor<1x1x1xf32>
    %93 = "sdy.sharding_constraint"(%92) <{sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>}> : (tensor<1x1x1xf32>) -> tensor<1x1x1xf32>
    %94 = "stablehlo.reshape"(%assignments.84) : (tensor<4x2x4xi1>) -> tensor<1x4x1x2x4xi1>
    %95 = "stablehlo.transpose"(%94) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<1x4x1x2x4xi1>) -> tensor<1x1x4x2x4xi1>
    %96 = "stablehlo.convert"(%95) : (tensor<1x1x4x2x4xi1>) -> tensor<1x1x4x2x4xf32>
    %counts.97 = "stablehlo.reduce"(%96, %9) <{dimensions = array<i64: 2, 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1x1x4x2x4xf32>, tensor<f32>) -> tensor<1x1x4xf32>
    %98 = "sdy.sharding_constraint"(%counts.97) <{sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>}> : (tensor<1x1x4xf32>) -> tensor<1x1x4xf32>
    %99 = "stablehlo.reshape"(%codes.38) : (tensor<4x2xi32>) -> tensor<4x2x1xi32>
    %100 = "stablehlo.reshape"(%codes.77) : (tensor<4x2xi32>) -> tensor<4x2x1xi32>
    %101 = "stablehlo.concatenate"(%99, %100) <{dimension = 2 : i64}> : (tensor<4x2x1xi32>, tensor<4x2x1xi32>) -> tensor<4x2x2xi32>
    %102 = "stablehlo.reshape"(%57) : (tensor<1x1x1xf32>) -> tensor<1x1x1x1xf32>
    %103 = "stablehlo.reshape"(%93) : (tensor<1x1x1xf32>) -> tensor<1x1x1x1xf32>
    %104 = "stablehlo.concatenate"(%102, %103) <{dimension = 0 : i64}> : (tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) -> tensor<2x1x1x1xf32>
    %105 = "stablehlo.reshape"(%62) : (tensor<1x1x4xf32>) -> tensor<1x1x1x4xf32>
    %106 = "stablehlo.reshape"(%98) : (tensor<1x1x4xf32>) -> tensor<1x1x1x4xf32>
    %107 = "stablehlo.concatenate"(%105, %106) <{dimension = 0 : i64}> : (tensor<1x1x1x4xf32>, tensor<1x1x1x4xf32>) -> tensor<2x1x1x4xf32>
    %108 = "stablehlo.reduce"(%104, %9) <{dimensions = array<i64: 0, 1, 2, 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x1x1x1xf32>, tensor<f32>) -> tensor<f32>
    %counts.109 = "stablehlo.reduce"(%107, %9) <{dimensions = array<i64: 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x1x1x4xf32>, tensor<f32>) -> tensor<2x4xf32>
    %110 = "stablehlo.convert"(%valid.5) : (tensor<4x2xi1>) -> tensor<4x2xf32>
    %111 = "stablehlo.reduce"(%110, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x2xf32>, tensor<f32>) -> tensor<f32>
    %112 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
    %113 = "stablehlo.divide"(%108, %112) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %114 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %115 = "stablehlo.maximum"(%111, %114) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.116 = "stablehlo.divide"(%113, %115) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %117 = "stablehlo.convert"(%active_stages.8) : (tensor<i32>) -> tensor<f32>
    %118 = "stablehlo.maximum"(%117, %114) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %119 = "stablehlo.divide"(%mean_squared_error.116, %118) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %120 = "stablehlo.subtract"(%valid_inputs.12, %88) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %121 = "stablehlo.multiply"(%120, %120) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %122 = "stablehlo.reduce"(%121, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x2x6xf32>, tensor<f32>) -> tensor<f32>
    %123 = "stablehlo.divide"(%122, %112) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.124 = "stablehlo.divide"(%123, %115) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %125 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %126 = "stablehlo.multiply"(%125, %119) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %127 = "stablehlo.multiply"(%9, %119) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.128 = "stablehlo.add"(%126, %127) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %129 = "stablehlo.constant"() <{value = dense<4.8e1> : tensor<f32>}> : () -> tensor<f32>
    %130 = "stablehlo.broadcast_in_dim"(%114) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4xf32>
    %131 = "stablehlo.maximum"(%counts.109, %130) : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
    %132 = "stablehlo.log"(%131) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %133 = "stablehlo.multiply"(%counts.109, %132) : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
    %134 = "stablehlo.reduce"(%133, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x4xf32>, tensor<f32>) -> tensor<2xf32>
    %135 = "stablehlo.reduce"(%counts.109, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x4xf32>, tensor<f32>) -> tensor<2xf32>
    %136 = "stablehlo.broadcast_in_dim"(%114) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %137 = "stablehlo.maximum"(%135, %136) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %138 = "stablehlo.divide"(%134, %137) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %139 = "stablehlo.log"(%137) : (tensor<2xf32>) -> tensor<2xf32>
    %140 = "stablehlo.subtract"(%139, %138) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %141 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %142 = "stablehlo.maximum"(%140, %141) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %143 = "stablehlo.exponential"(%142) : (tensor<2xf32>) -> tensor<2xf32>
    %144 = "stablehlo.reduce"(%143, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %145 = "stablehlo.constant"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
    %perplexity.146 = "stablehlo.divide"(%144, %145) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %147 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4xf32>
    %148 = "stablehlo.compare"(%counts.109, %147) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xi1>
    %149 = "stablehlo.convert"(%148) : (tensor<2x4xi1>) -> tensor<2x4xf32>
    %150 = "stablehlo.reduce"(%149, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x4xf32>, tensor<f32>) -> tensor<f32>
    %151 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.152 = "stablehlo.divide"(%150, %151) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %153 = "stablehlo.subtract"(%perplexity.146, %114) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %154 = "stablehlo.multiply"(%153, %145) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %155 = "stablehlo.divide"(%154, %118) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %156 = "stablehlo.add"(%155, %114) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %157 = "stablehlo.multiply"(%codebook_usage.152, %145) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %158 = "stablehlo.divide"(%157, %118) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %159 = "stablehlo.subtract"(%151, %111) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.160 = "stablehlo.convert"(%159) : (tensor<f32>) -> tensor<i32>
    "func.return"(%88, %101, %119, %119, %loss.128, %mean_squared_error.124, %156, %158, %129, %nonfinite_rows.160) : (tensor<4x2x6xf32>, tensor<4x2x2xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>) -> ()
  }
}
