module @vqbit_quantize attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<4x2x6xf32> {mhlo.sharding = "{replicated}"},
      %active_stages: tensor<i32> {mhlo.sharding = "{replicated}"},
      %codebook: tensor<2x4x6xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<4x2x6xf32> {jax.result_info = "quantized", mhlo.sharding = "{replicated}"},
      tensor<4x2x2xi32> {jax.result_info = "codes", mhlo.sharding = "{replicated}"},
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
      tensor<f32> {jax.result_info = "entropy", mhlo.sharding = "{replicated}"}) {
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
    %46 = "stablehlo.subtract"(%valid_inputs.12, %quantized.44) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %47 = "stablehlo.compare"(%6, %6) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %48 = "stablehlo.broadcast_in_dim"(%47) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<4x2x6xi1>
    %49 = "stablehlo.add"(%10, %quantized.44) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %50 = "stablehlo.select"(%48, %quantized.44, %49) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %51 = "stablehlo.subtract"(%valid_inputs.45, %quantized.44) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %52 = "stablehlo.multiply"(%51, %51) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %53 = "stablehlo.reshape"(%52) : (tensor<4x2x6xf32>) -> tensor<1x4x1x2x1x6xf32>
    %54 = "stablehlo.reduce"(%53, %9) <{dimensions = array<i64: 1, 3, 5>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1x4x1x2x1x6xf32>, tensor<f32>) -> tensor<1x1x1xf32>
    %55 = "stablehlo.custom_call"(%54) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<1x1x1xf32>) -> tensor<1x1x1xf32>
    %56 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %57 = "stablehlo.broadcast_in_dim"(%56) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x1xf32>
    %58 = "stablehlo.reshape"(%codes.38) : (tensor<4x2xi32>) -> tensor<1x8xi32>
    %59 = "stablehlo.reshape"(%58) : (tensor<1x8xi32>) -> tensor<8xi32>
    %60 = "stablehlo.reshape"(%57) : (tensor<4x2x1xf32>) -> tensor<8x1xf32>
    %61 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x1xf32>
    %62:4 = "stablehlo.while"(%6, %59, %60, %61) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8xi32>, %arg.2: tensor<8x1xf32>, %arg.3: tensor<4x1xf32>):
      %r.4 = "stablehlo.constant"() <{value = dense<8> : tensor<i32>}> : () -> tensor<i32>
      %r.5 = "stablehlo.compare"(%arg.0, %r.4) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.5) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8xi32>, %arg.2: tensor<8x1xf32>, %arg.3: tensor<4x1xf32>):
      %r.4 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.5 = "stablehlo.dynamic_slice"(%arg.1, %arg.0) <{slice_sizes = array<i64: 1>}> : (tensor<8xi32>, tensor<i32>) -> tensor<1xi32>
      %r.6 = "stablehlo.reshape"(%r.5) : (tensor<1xi32>) -> tensor<i32>
      %r.7 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.4) <{slice_sizes = array<i64: 1, 1>}> : (tensor<8x1xf32>, tensor<i32>, tensor<i32>) -> tensor<1x1xf32>
      %r.8 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.9 = "stablehlo.broadcast_in_dim"(%r.8) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x1xf32>
      %r.10 = "stablehlo.compare"(%r.6, %r.4) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.11 = "stablehlo.broadcast_in_dim"(%r.10) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<1x1xi1>
      %r.12 = "stablehlo.select"(%r.11, %r.7, %r.9) : (tensor<1x1xi1>, tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %r.13 = "stablehlo.dynamic_slice"(%arg.3, %r.6, %r.4) <{slice_sizes = array<i64: 1, 1>}> : (tensor<4x1xf32>, tensor<i32>, tensor<i32>) -> tensor<1x1xf32>
      %r.14 = "stablehlo.add"(%r.13, %r.12) : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %r.15 = "stablehlo.dynamic_update_slice"(%arg.3, %r.14, %r.6, %r.4) : (tensor<4x1xf32>, tensor<1x1xf32>, tensor<i32>, tensor<i32>) -> tensor<4x1xf32>
      %r.16 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.17 = "stablehlo.add"(%arg.0, %r.16) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.17, %arg.1, %arg.2, %r.15) : (tensor<i32>, tensor<8xi32>, tensor<8x1xf32>, tensor<4x1xf32>) -> ()
    }) : (tensor<i32>, tensor<8xi32>, tensor<8x1xf32>, tensor<4x1xf32>) -> (tensor<i32>, tensor<8xi32>, tensor<8x1xf32>, tensor<4x1xf32>)
    %counts.63 = "stablehlo.reshape"(%62#3) : (tensor<4x1xf32>) -> tensor<4xf32>
    %64 = "stablehlo.reshape"(%counts.63) : (tensor<4xf32>) -> tensor<1x1x4xf32>
    %65 = "stablehlo.custom_call"(%64) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<1x1x4xf32>) -> tensor<1x1x4xf32>
    %66 = "stablehlo.slice"(%codebook) <{limit_indices = array<i64: 2, 4, 6>, start_indices = array<i64: 1, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<2x4x6xf32>) -> tensor<1x4x6xf32>
    %67 = "stablehlo.reshape"(%66) : (tensor<1x4x6xf32>) -> tensor<4x6xf32>
    %68 = "stablehlo.slice"(%half_norms.17) <{limit_indices = array<i64: 2, 4>, start_indices = array<i64: 1, 0>, strides = array<i64: 1, 1>}> : (tensor<2x4xf32>) -> tensor<1x4xf32>
    %69 = "stablehlo.reshape"(%68) : (tensor<1x4xf32>) -> tensor<4xf32>
    %70 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    %71 = "stablehlo.compare"(%70, %active_stages.8) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %72 = "stablehlo.broadcast_in_dim"(%71) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<4x2xi1>
    %73 = "stablehlo.and"(%valid.5, %72) : (tensor<4x2xi1>, tensor<4x2xi1>) -> tensor<4x2xi1>
    %products.74 = "stablehlo.dot_general"(%46, %67) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<4x2x6xf32>, tensor<4x6xf32>) -> tensor<4x2x4xf32>
    %75 = "stablehlo.broadcast_in_dim"(%69) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<4x2x4xf32>
    %scores.76 = "stablehlo.subtract"(%75, %products.74) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
    %77:2 = "stablehlo.reduce"(%scores.76, %28, %29, %30) <{dimensions = array<i64: 2>}> ({
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
    %78 = "stablehlo.compare"(%77#0, %32) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xi1>
    %nearest.79 = "stablehlo.select"(%78, %77#1, %34) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %codes.80 = "stablehlo.select"(%73, %nearest.79, %37) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %81 = "stablehlo.clamp"(%34, %codes.80, %40) : (tensor<4x2xi32>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %82 = "stablehlo.gather"(%67, %81) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 6>}> : (tensor<4x6xf32>, tensor<4x2xi32>) -> tensor<4x2x6xf32>
    %83 = "stablehlo.broadcast_in_dim"(%73) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x6xi1>
    %quantized.84 = "stablehlo.select"(%83, %82, %10) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %valid_inputs.85 = "stablehlo.select"(%83, %46, %10) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %86 = "stablehlo.compare"(%70, %6) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
    %87 = "stablehlo.broadcast_in_dim"(%86) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<4x2x6xi1>
    %88 = "stablehlo.add"(%50, %quantized.84) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %89 = "stablehlo.select"(%87, %quantized.84, %88) : (tensor<4x2x6xi1>, tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %90 = "stablehlo.subtract"(%valid_inputs.85, %quantized.84) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %91 = "stablehlo.multiply"(%90, %90) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %92 = "stablehlo.reshape"(%91) : (tensor<4x2x6xf32>) -> tensor<1x4x1x2x1x6xf32>
    %93 = "stablehlo.reduce"(%92, %9) <{dimensions = array<i64: 1, 3, 5>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1x4x1x2x1x6xf32>, tensor<f32>) -> tensor<1x1x1xf32>
    %94 = "stablehlo.custom_call"(%93) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<1x1x1xf32>) -> tensor<1x1x1xf32>
    %95 = "stablehlo.reshape"(%codes.80) : (tensor<4x2xi32>) -> tensor<1x8xi32>
    %96 = "stablehlo.reshape"(%95) : (tensor<1x8xi32>) -> tensor<8xi32>
    %97:4 = "stablehlo.while"(%6, %96, %60, %61) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8xi32>, %arg.2: tensor<8x1xf32>, %arg.3: tensor<4x1xf32>):
      %r.4 = "stablehlo.constant"() <{value = dense<8> : tensor<i32>}> : () -> tensor<i32>
      %r.5 = "stablehlo.compare"(%arg.0, %r.4) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.5) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<8xi32>, %arg.2: tensor<8x1xf32>, %arg.3: tensor<4x1xf32>):
      %r.4 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.5 = "stablehlo.dynamic_slice"(%arg.1, %arg.0) <{slice_sizes = array<i64: 1>}> : (tensor<8xi32>, tensor<i32>) -> tensor<1xi32>
      %r.6 = "stablehlo.reshape"(%r.5) : (tensor<1xi32>) -> tensor<i32>
      %r.7 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.4) <{slice_sizes = array<i64: 1, 1>}> : (tensor<8x1xf32>, tensor<i32>, tensor<i32>) -> tensor<1x1xf32>
      %r.8 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.9 = "stablehlo.broadcast_in_dim"(%r.8) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x1xf32>
      %r.10 = "stablehlo.compare"(%r.6, %r.4) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.11 = "stablehlo.broadcast_in_dim"(%r.10) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<1x1xi1>
      %r.12 = "stablehlo.select"(%r.11, %r.7, %r.9) : (tensor<1x1xi1>, tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %r.13 = "stablehlo.dynamic_slice"(%arg.3, %r.6, %r.4) <{slice_sizes = array<i64: 1, 1>}> : (tensor<4x1xf32>, tensor<i32>, tensor<i32>) -> tensor<1x1xf32>
      %r.14 = "stablehlo.add"(%r.13, %r.12) : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %r.15 = "stablehlo.dynamic_update_slice"(%arg.3, %r.14, %r.6, %r.4) : (tensor<4x1xf32>, tensor<1x1xf32>, tensor<i32>, tensor<i32>) -> tensor<4x1xf32>
      %r.16 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.17 = "stablehlo.add"(%arg.0, %r.16) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.17, %arg.1, %arg.2, %r.15) : (tensor<i32>, tensor<8xi32>, tensor<8x1xf32>, tensor<4x1xf32>) -> ()
    }) : (tensor<i32>, tensor<8xi32>, tensor<8x1xf32>, tensor<4x1xf32>) -> (tensor<i32>, tensor<8xi32>, tensor<8x1xf32>, tensor<4x1xf32>)
    %counts.98 = "stablehlo.reshape"(%97#3) : (tensor<4x1xf32>) -> tensor<4xf32>
    %99 = "stablehlo.reshape"(%counts.98) : (tensor<4xf32>) -> tensor<1x1x4xf32>
    %100 = "stablehlo.custom_call"(%99) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<1x1x4xf32>) -> tensor<1x1x4xf32>
    %101 = "stablehlo.reshape"(%codes.38) : (tensor<4x2xi32>) -> tensor<4x2x1xi32>
    %102 = "stablehlo.reshape"(%codes.80) : (tensor<4x2xi32>) -> tensor<4x2x1xi32>
    %103 = "stablehlo.concatenate"(%101, %102) <{dimension = 2 : i64}> : (tensor<4x2x1xi32>, tensor<4x2x1xi32>) -> tensor<4x2x2xi32>
    %104 = "stablehlo.reshape"(%55) : (tensor<1x1x1xf32>) -> tensor<1x1x1x1xf32>
    %105 = "stablehlo.reshape"(%94) : (tensor<1x1x1xf32>) -> tensor<1x1x1x1xf32>
    %106 = "stablehlo.concatenate"(%104, %105) <{dimension = 0 : i64}> : (tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) -> tensor<2x1x1x1xf32>
    %107 = "stablehlo.reshape"(%65) : (tensor<1x1x4xf32>) -> tensor<1x1x1x4xf32>
    %108 = "stablehlo.reshape"(%100) : (tensor<1x1x4xf32>) -> tensor<1x1x1x4xf32>
    %109 = "stablehlo.concatenate"(%107, %108) <{dimension = 0 : i64}> : (tensor<1x1x1x4xf32>, tensor<1x1x1x4xf32>) -> tensor<2x1x1x4xf32>
    %110 = "stablehlo.reduce"(%106, %9) <{dimensions = array<i64: 0, 1, 2, 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x1x1x1xf32>, tensor<f32>) -> tensor<f32>
    %counts.111 = "stablehlo.reduce"(%109, %9) <{dimensions = array<i64: 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x1x1x4xf32>, tensor<f32>) -> tensor<2x4xf32>
    %112 = "stablehlo.convert"(%valid.5) : (tensor<4x2xi1>) -> tensor<4x2xf32>
    %113 = "stablehlo.reduce"(%112, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x2xf32>, tensor<f32>) -> tensor<f32>
    %114 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
    %115 = "stablehlo.divide"(%110, %114) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %116 = "stablehlo.maximum"(%113, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.117 = "stablehlo.divide"(%115, %116) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %118 = "stablehlo.convert"(%active_stages.8) : (tensor<i32>) -> tensor<f32>
    %119 = "stablehlo.maximum"(%118, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %120 = "stablehlo.divide"(%mean_squared_error.117, %119) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %121 = "stablehlo.subtract"(%valid_inputs.12, %89) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %122 = "stablehlo.multiply"(%121, %121) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %123 = "stablehlo.reduce"(%122, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x2x6xf32>, tensor<f32>) -> tensor<f32>
    %124 = "stablehlo.divide"(%123, %114) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.125 = "stablehlo.divide"(%124, %116) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %126 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %127 = "stablehlo.multiply"(%126, %120) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %128 = "stablehlo.multiply"(%9, %120) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.129 = "stablehlo.add"(%127, %128) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %130 = "stablehlo.constant"() <{value = dense<4.8e1> : tensor<f32>}> : () -> tensor<f32>
    %131 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %132 = "stablehlo.broadcast_in_dim"(%131) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4xf32>
    %133 = "stablehlo.maximum"(%counts.111, %132) : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
    %134 = "stablehlo.log"(%133) : (tensor<2x4xf32>) -> tensor<2x4xf32>
    %135 = "stablehlo.multiply"(%counts.111, %134) : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
    %136 = "stablehlo.reduce"(%135, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x4xf32>, tensor<f32>) -> tensor<2xf32>
    %137 = "stablehlo.reduce"(%counts.111, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x4xf32>, tensor<f32>) -> tensor<2xf32>
    %138 = "stablehlo.broadcast_in_dim"(%131) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %139 = "stablehlo.maximum"(%137, %138) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %140 = "stablehlo.divide"(%136, %139) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %141 = "stablehlo.log"(%139) : (tensor<2xf32>) -> tensor<2xf32>
    %142 = "stablehlo.subtract"(%141, %140) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %143 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %144 = "stablehlo.maximum"(%142, %143) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %145 = "stablehlo.exponential"(%144) : (tensor<2xf32>) -> tensor<2xf32>
    %146 = "stablehlo.reduce"(%145, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %147 = "stablehlo.constant"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
    %perplexity.148 = "stablehlo.divide"(%146, %147) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %149 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4xf32>
    %150 = "stablehlo.compare"(%counts.111, %149) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xi1>
    %151 = "stablehlo.convert"(%150) : (tensor<2x4xi1>) -> tensor<2x4xf32>
    %152 = "stablehlo.reduce"(%151, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x4xf32>, tensor<f32>) -> tensor<f32>
    %153 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.154 = "stablehlo.divide"(%152, %153) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %155 = "stablehlo.subtract"(%153, %152) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.156 = "stablehlo.convert"(%155) : (tensor<f32>) -> tensor<i32>
    %157 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %158 = "stablehlo.reduce"(%counts.111, %157) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x4xf32>, tensor<f32>) -> tensor<2xf32>
    %159 = "stablehlo.broadcast_in_dim"(%56) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %160 = "stablehlo.maximum"(%137, %159) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %161 = "stablehlo.divide"(%158, %160) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    %162 = "stablehlo.reduce"(%161, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %max_share.163 = "stablehlo.divide"(%162, %147) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %164 = "stablehlo.reduce"(%144, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
    %entropy.165 = "stablehlo.divide"(%164, %147) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %166 = "stablehlo.subtract"(%perplexity.148, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %167 = "stablehlo.multiply"(%166, %147) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %168 = "stablehlo.divide"(%167, %119) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %169 = "stablehlo.add"(%168, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %170 = "stablehlo.multiply"(%codebook_usage.154, %147) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %171 = "stablehlo.divide"(%170, %119) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %172 = "stablehlo.constant"() <{value = dense<4> : tensor<i32>}> : () -> tensor<i32>
    %173 = "stablehlo.subtract"(%7, %active_stages.8) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %174 = "stablehlo.multiply"(%173, %172) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %175 = "stablehlo.subtract"(%dead_entries.156, %174) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %176 = "stablehlo.multiply"(%max_share.163, %147) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %177 = "stablehlo.divide"(%176, %119) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %178 = "stablehlo.multiply"(%entropy.165, %147) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %179 = "stablehlo.divide"(%178, %119) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %180 = "stablehlo.multiply"(%valid_inputs.12, %valid_inputs.12) : (tensor<4x2x6xf32>, tensor<4x2x6xf32>) -> tensor<4x2x6xf32>
    %181 = "stablehlo.reduce"(%180, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x2x6xf32>, tensor<f32>) -> tensor<f32>
    %182 = "stablehlo.divide"(%123, %181) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %183 = "stablehlo.compare"(%123, %9) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.184 = "stablehlo.select"(%183, %9, %182) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %185 = "stablehlo.subtract"(%153, %113) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.186 = "stablehlo.convert"(%185) : (tensor<f32>) -> tensor<i32>
    "func.return"(%89, %103, %120, %120, %loss.129, %mean_squared_error.125, %169, %171, %130, %nonfinite_rows.186, %175, %177, %relative_error.184, %179) : (tensor<4x2x6xf32>, tensor<4x2x2xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>) -> ()
  }
}
