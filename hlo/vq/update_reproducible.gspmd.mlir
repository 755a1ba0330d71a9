module @vqbit_update attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<4x2x8xf32> {mhlo.sharding = "{devices=[4,1,1]<=[4]}"},
      %codebook: tensor<4x8xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 14 : i32},
      %cluster_size: tensor<4xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 15 : i32},
      %embed_sum: tensor<4x8xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 16 : i32}) -> (
      tensor<4x2x8xf32> {jax.result_info = "quantized", mhlo.sharding = "{devices=[4,1,1]<=[4]}"},
      tensor<4x2xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[4,1]<=[4]}"},
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
      tensor<4x8xf32> {jax.result_info = "codebook", mhlo.sharding = "{replicated}"},
      tensor<4xf32> {jax.result_info = "cluster_size", mhlo.sharding = "{replicated}"},
      tensor<4x8xf32> {jax.result_info = "embed_sum", mhlo.sharding = "{replicated}"}) {
    %4 = "stablehlo.is_finite"(%inputs) : (tensor<4x2x8xf32>) -> tensor<4x2x8xi1>
    %5 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.6 = "stablehlo.reduce"(%4, %5) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<4x2x8xi1>, tensor<i1>) -> tensor<4x2xi1>
    %7 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %8 = "stablehlo.multiply"(%codebook, %codebook) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    %9 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %10 = "stablehlo.reduce"(%8, %9) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
    %11 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %12 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
    %half_norms.13 = "stablehlo.multiply"(%10, %12) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %products.14 = "stablehlo.dot_general"(%inputs, %codebook) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<4x2x8xf32>, tensor<4x8xf32>) -> tensor<4x2x4xf32>
    %15 = "stablehlo.broadcast_in_dim"(%half_norms.13) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<4x2x4xf32>
    %scores.16 = "stablehlo.subtract"(%15, %products.14) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
    %17 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x2x4xi32>
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
    }) : (tensor<4x2x4xf32>, tensor<4x2x4xi32>, tensor<f32>, tensor<i32>) -> (tensor<4x2xf32>, tensor<4x2xi32>)
    %21 = "stablehlo.broadcast_in_dim"(%18) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2xf32>
    %22 = "stablehlo.compare"(%20#0, %21) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xi1>
    %23 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
    %nearest.24 = "stablehlo.select"(%22, %20#1, %23) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %25 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %26 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
    %codes.27 = "stablehlo.select"(%valid.6, %nearest.24, %26) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %28 = "stablehlo.broadcast_in_dim"(%codes.27) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi32>) -> tensor<4x2x4xi32>
    %assignments.29 = "stablehlo.compare"(%28, %17) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2x4xi32>, tensor<4x2x4xi32>) -> tensor<4x2x4xi1>
    %30 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
    %31 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
    %32 = "stablehlo.clamp"(%23, %codes.27, %31) : (tensor<4x2xi32>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %33 = "stablehlo.gather"(%codebook, %32) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<4x8xf32>, tensor<4x2xi32>) -> tensor<4x2x8xf32>
    %34 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x8xf32>
    %35 = "stablehlo.broadcast_in_dim"(%valid.6) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x8xi1>
    %quantized.36 = "stablehlo.select"(%35, %33, %34) : (tensor<4x2x8xi1>, tensor<4x2x8xf32>, tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %valid_inputs.37 = "stablehlo.select"(%35, %inputs, %34) : (tensor<4x2x8xi1>, tensor<4x2x8xf32>, tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %38 = "stablehlo.convert"(%assignments.29) : (tensor<4x2x4xi1>) -> tensor<4x2x4xf32>
    %counts.39 = "stablehlo.reduce"(%38, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x2x4xf32>, tensor<f32>) -> tensor<4xf32>
    %40 = "stablehlo.reduce"(%counts.39, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %41 = "stablehlo.subtract"(%valid_inputs.37, %quantized.36) : (tensor<4x2x8xf32>, tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %42 = "stablehlo.multiply"(%41, %41) : (tensor<4x2x8xf32>, tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %43 = "stablehlo.reshape"(%42) : (tensor<4x2x8xf32>) -> tensor<4x1x2x1x8x1xf32>
    %44 = "stablehlo.constant"() <{value = dense<3.4028234663852886e38> : tensor<f32>}> : () -> tensor<f32>
    %45 = "stablehlo.broadcast_in_dim"(%44) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x1x2x1x8x1xf32>
    %46 = "stablehlo.minimum"(%43, %45) : (tensor<4x1x2x1x8x1xf32>, tensor<4x1x2x1x8x1xf32>) -> tensor<4x1x2x1x8x1xf32>
    %47 = "stablehlo.reshape"(%46) : (tensor<4x1x2x1x8x1xf32>) -> tensor<4x1x2x8x1xf32>
    %48 = "stablehlo.reshape"(%47) : (tensor<4x1x2x8x1xf32>) -> tensor<4x2x8x1xf32>
    %49 = "stablehlo.reshape"(%48) : (tensor<4x2x8x1xf32>) -> tensor<4x2x8xf32>
    %50 = "stablehlo.custom_call"(%49) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,1]<=[4]}"} : (tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %51 = "stablehlo.custom_call"(%50) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,1,4]<=[4]}"} : (tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %52 = "stablehlo.slice"(%51) <{limit_indices = array<i64: 4, 1, 8>, start_indices = array<i64: 0, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x2x8xf32>) -> tensor<4x1x8xf32>
    %53 = "stablehlo.slice"(%51) <{limit_indices = array<i64: 4, 2, 8>, start_indices = array<i64: 0, 1, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x2x8xf32>) -> tensor<4x1x8xf32>
    %54 = "stablehlo.add"(%52, %53) : (tensor<4x1x8xf32>, tensor<4x1x8xf32>) -> tensor<4x1x8xf32>
    %55 = "stablehlo.reshape"(%54) : (tensor<4x1x8xf32>) -> tensor<4x8xf32>
    %56 = "stablehlo.slice"(%55) <{limit_indices = array<i64: 1, 8>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %57 = "stablehlo.slice"(%55) <{limit_indices = array<i64: 2, 8>, start_indices = array<i64: 1, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %58 = "stablehlo.slice"(%55) <{limit_indices = array<i64: 3, 8>, start_indices = array<i64: 2, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %59 = "stablehlo.slice"(%55) <{limit_indices = array<i64: 4, 8>, start_indices = array<i64: 3, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %60 = "stablehlo.add"(%56, %57) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %61 = "stablehlo.add"(%58, %59) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %62 = "stablehlo.add"(%60, %61) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %63 = "stablehlo.reshape"(%62) : (tensor<1x8xf32>) -> tensor<8xf32>
    %64 = "stablehlo.custom_call"(%63) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<8xf32>) -> tensor<8xf32>
    %65 = "stablehlo.custom_call"(%64) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<8xf32>) -> tensor<8xf32>
    %66 = "stablehlo.slice"(%65) <{limit_indices = array<i64: 1>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %67 = "stablehlo.slice"(%65) <{limit_indices = array<i64: 2>, start_indices = array<i64: 1>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %68 = "stablehlo.slice"(%65) <{limit_indices = array<i64: 3>, start_indices = array<i64: 2>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %69 = "stablehlo.slice"(%65) <{limit_indices = array<i64: 4>, start_indices = array<i64: 3>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %70 = "stablehlo.slice"(%65) <{limit_indices = array<i64: 5>, start_indices = array<i64: 4>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %71 = "stablehlo.slice"(%65) <{limit_indices = array<i64: 6>, start_indices = array<i64: 5>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %72 = "stablehlo.slice"(%65) <{limit_indices = array<i64: 7>, start_indices = array<i64: 6>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %73 = "stablehlo.slice"(%65) <{limit_indices = array<i64: 8>, start_indices = array<i64: 7>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %74 = "stablehlo.add"(%66, %67) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %75 = "stablehlo.add"(%68, %69) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %76 = "stablehlo.add"(%70, %71) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %77 = "stablehlo.add"(%72, %73) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %78 = "stablehlo.add"(%74, %75) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %79 = "stablehlo.add"(%76, %77) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %80 = "stablehlo.add"(%78, %79) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %81 = "stablehlo.reshape"(%80) : (tensor<1xf32>) -> tensor<f32>
    %82 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %83 = "stablehlo.divide"(%81, %82) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %84 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %85 = "stablehlo.maximum"(%40, %84) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.86 = "stablehlo.divide"(%83, %85) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %87 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %88 = "stablehlo.multiply"(%87, %mean_squared_error.86) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %89 = "stablehlo.multiply"(%9, %mean_squared_error.86) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.90 = "stablehlo.add"(%88, %89) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %91 = "stablehlo.constant"() <{value = dense<1.28e2> : tensor<f32>}> : () -> tensor<f32>
    %92 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %93 = "stablehlo.broadcast_in_dim"(%92) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
    %94 = "stablehlo.maximum"(%counts.39, %93) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %95 = "stablehlo.log"(%94) : (tensor<4xf32>) -> tensor<4xf32>
    %96 = "stablehlo.multiply"(%counts.39, %95) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %97 = "stablehlo.custom_call"(%96) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<4xf32>) -> tensor<4xf32>
    %98 = "stablehlo.slice"(%97) <{limit_indices = array<i64: 1>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %99 = "stablehlo.slice"(%97) <{limit_indices = array<i64: 2>, start_indices = array<i64: 1>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %100 = "stablehlo.slice"(%97) <{limit_indices = array<i64: 3>, start_indices = array<i64: 2>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %101 = "stablehlo.slice"(%97) <{limit_indices = array<i64: 4>, start_indices = array<i64: 3>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %102 = "stablehlo.add"(%98, %99) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %103 = "stablehlo.add"(%100, %101) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %104 = "stablehlo.add"(%102, %103) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %105 = "stablehlo.reshape"(%104) : (tensor<1xf32>) -> tensor<f32>
    %106 = "stablehlo.custom_call"(%counts.39) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<4xf32>) -> tensor<4xf32>
    %107 = "stablehlo.slice"(%106) <{limit_indices = array<i64: 1>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %108 = "stablehlo.slice"(%106) <{limit_indices = array<i64: 2>, start_indices = array<i64: 1>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %109 = "stablehlo.slice"(%106) <{limit_indices = array<i64: 3>, start_indices = array<i64: 2>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %110 = "stablehlo.slice"(%106) <{limit_indices = array<i64: 4>, start_indices = array<i64: 3>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %111 = "stablehlo.add"(%107, %108) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %112 = "stablehlo.add"(%109, %110) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %113 = "stablehlo.add"(%111, %112) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %114 = "stablehlo.reshape"(%113) : (tensor<1xf32>) -> tensor<f32>
    %115 = "stablehlo.maximum"(%114, %92) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %116 = "stablehlo.divide"(%105, %115) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %117 = "stablehlo.log"(%115) : (tensor<f32>) -> tensor<f32>
    %118 = "stablehlo.subtract"(%117, %116) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.119 = "stablehlo.maximum"(%118, %9) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.120 = "stablehlo.exponential"(%entropy.119) : (tensor<f32>) -> tensor<f32>
    %121 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
    %122 = "stablehlo.compare"(%counts.39, %121) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    %123 = "stablehlo.convert"(%122) : (tensor<4xi1>) -> tensor<4xf32>
    %124 = "stablehlo.reduce"(%123, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %125 = "stablehlo.constant"() <{value = dense<4.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.126 = "stablehlo.divide"(%124, %125) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %127 = "stablehlo.subtract"(%125, %124) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.128 = "stablehlo.convert"(%127) : (tensor<f32>) -> tensor<i32>
    %129 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %130 = "stablehlo.reduce"(%counts.39, %129) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %max_share.131 = "stablehlo.divide"(%130, %85) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %132 = "stablehlo.multiply"(%valid_inputs.37, %valid_inputs.37) : (tensor<4x2x8xf32>, tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %133 = "stablehlo.reshape"(%132) : (tensor<4x2x8xf32>) -> tensor<4x1x2x1x8x1xf32>
    %134 = "stablehlo.minimum"(%133, %45) : (tensor<4x1x2x1x8x1xf32>, tensor<4x1x2x1x8x1xf32>) -> tensor<4x1x2x1x8x1xf32>
    %135 = "stablehlo.reshape"(%134) : (tensor<4x1x2x1x8x1xf32>) -> tensor<4x1x2x8x1xf32>
    %136 = "stablehlo.reshape"(%135) : (tensor<4x1x2x8x1xf32>) -> tensor<4x2x8x1xf32>
    %137 = "stablehlo.reshape"(%136) : (tensor<4x2x8x1xf32>) -> tensor<4x2x8xf32>
    %138 = "stablehlo.custom_call"(%137) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,1]<=[4]}"} : (tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %139 = "stablehlo.custom_call"(%138) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,1,4]<=[4]}"} : (tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %140 = "stablehlo.slice"(%139) <{limit_indices = array<i64: 4, 1, 8>, start_indices = array<i64: 0, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x2x8xf32>) -> tensor<4x1x8xf32>
    %141 = "stablehlo.slice"(%139) <{limit_indices = array<i64: 4, 2, 8>, start_indices = array<i64: 0, 1, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x2x8xf32>) -> tensor<4x1x8xf32>
    %142 = "stablehlo.add"(%140, %141) : (tensor<4x1x8xf32>, tensor<4x1x8xf32>) -> tensor<4x1x8xf32>
    %143 = "stablehlo.reshape"(%142) : (tensor<4x1x8xf32>) -> tensor<4x8xf32>
    %144 = "stablehlo.slice"(%143) <{limit_indices = array<i64: 1, 8>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %145 = "stablehlo.slice"(%143) <{limit_indices = array<i64: 2, 8>, start_indices = array<i64: 1, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %146 = "stablehlo.slice"(%143) <{limit_indices = array<i64: 3, 8>, start_indices = array<i64: 2, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %147 = "stablehlo.slice"(%143) <{limit_indices = array<i64: 4, 8>, start_indices = array<i64: 3, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %148 = "stablehlo.add"(%144, %145) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %149 = "stablehlo.add"(%146, %147) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %150 = "stablehlo.add"(%148, %149) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %151 = "stablehlo.reshape"(%150) : (tensor<1x8xf32>) -> tensor<8xf32>
    %152 = "stablehlo.custom_call"(%151) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<8xf32>) -> tensor<8xf32>
    %153 = "stablehlo.custom_call"(%152) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<8xf32>) -> tensor<8xf32>
    %154 = "stablehlo.slice"(%153) <{limit_indices = array<i64: 1>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %155 = "stablehlo.slice"(%153) <{limit_indices = array<i64: 2>, start_indices = array<i64: 1>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %156 = "stablehlo.slice"(%153) <{limit_indices = array<i64: 3>, start_indices = array<i64: 2>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %157 = "stablehlo.slice"(%153) <{limit_indices = array<i64: 4>, start_indices = array<i64: 3>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %158 = "stablehlo.slice"(%153) <{limit_indices = array<i64: 5>, start_indices = array<i64: 4>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %159 = "stablehlo.slice"(%153) <{limit_indices = array<i64: 6>, start_indices = array<i64: 5>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %160 = "stablehlo.slice"(%153) <{limit_indices = array<i64: 7>, start_indices = array<i64: 6>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %161 = "stablehlo.slice"(%153) <{limit_indices = array<i64: 8>, start_indices = array<i64: 7>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %162 = "stablehlo.add"(%154, %155) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %163 = "stablehlo.add"(%156, %157) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %164 = "stablehlo.add"(%158, %159) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %165 = "stablehlo.add"(%160, %161) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %166 = "stablehlo.add"(%162, %163) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %167 = "stablehlo.add"(%164, %165) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %168 = "stablehlo.add"(%166, %167) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %169 = "stablehlo.reshape"(%168) : (tensor<1xf32>) -> tensor<f32>
    %170 = "stablehlo.divide"(%81, %169) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %171 = "stablehlo.compare"(%81, %9) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.172 = "stablehlo.select"(%171, %9, %170) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %173 = "stablehlo.subtract"(%82, %40) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.174 = "stablehlo.convert"(%173) : (tensor<f32>) -> tensor<i32>
    %175 = "stablehlo.reshape"(%assignments.29) : (tensor<4x2x4xi1>) -> tensor<4x1x2x1x4xi1>
    %176 = "stablehlo.transpose"(%175) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<4x1x2x1x4xi1>) -> tensor<4x2x1x1x4xi1>
    %177 = "stablehlo.reshape"(%valid_inputs.37) : (tensor<4x2x8xf32>) -> tensor<4x1x2x1x8xf32>
    %178 = "stablehlo.transpose"(%177) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<4x1x2x1x8xf32>) -> tensor<4x2x1x1x8xf32>
    %179 = "stablehlo.convert"(%176) : (tensor<4x2x1x1x4xi1>) -> tensor<4x2x1x1x4xf32>
    %sums.180 = "stablehlo.dot_general"(%179, %178) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<4x2x1x1x4xf32>, tensor<4x2x1x1x8xf32>) -> tensor<4x2x4x8xf32>
    %181 = "stablehlo.custom_call"(%sums.180) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,1,1]<=[4]}"} : (tensor<4x2x4x8xf32>) -> tensor<4x2x4x8xf32>
    %182 = "stablehlo.custom_call"(%181) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,1,4,1]<=[4]}"} : (tensor<4x2x4x8xf32>) -> tensor<4x2x4x8xf32>
    %183 = "stablehlo.slice"(%182) <{limit_indices = array<i64: 4, 1, 4, 8>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<4x2x4x8xf32>) -> tensor<4x1x4x8xf32>
    %184 = "stablehlo.slice"(%182) <{limit_indices = array<i64: 4, 2, 4, 8>, start_indices = array<i64: 0, 1, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<4x2x4x8xf32>) -> tensor<4x1x4x8xf32>
    %185 = "stablehlo.add"(%183, %184) : (tensor<4x1x4x8xf32>, tensor<4x1x4x8xf32>) -> tensor<4x1x4x8xf32>
    %186 = "stablehlo.reshape"(%185) : (tensor<4x1x4x8xf32>) -> tensor<4x4x8xf32>
    %187 = "stablehlo.slice"(%186) <{limit_indices = array<i64: 1, 4, 8>, start_indices = array<i64: 0, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x4x8xf32>) -> tensor<1x4x8xf32>
    %188 = "stablehlo.slice"(%186) <{limit_indices = array<i64: 2, 4, 8>, start_indices = array<i64: 1, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x4x8xf32>) -> tensor<1x4x8xf32>
    %189 = "stablehlo.slice"(%186) <{limit_indices = array<i64: 3, 4, 8>, start_indices = array<i64: 2, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x4x8xf32>) -> tensor<1x4x8xf32>
    %190 = "stablehlo.slice"(%186) <{limit_indices = array<i64: 4, 4, 8>, start_indices = array<i64: 3, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x4x8xf32>) -> tensor<1x4x8xf32>
    %191 = "stablehlo.add"(%187, %188) : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
    %192 = "stablehlo.add"(%189, %190) : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
    %193 = "stablehlo.add"(%191, %192) : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
    %194 = "stablehlo.reshape"(%193) : (tensor<1x4x8xf32>) -> tensor<4x8xf32>
    %sums.195 = "stablehlo.custom_call"(%194) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<4x8xf32>) -> tensor<4x8xf32>
    %196 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %197 = "stablehlo.broadcast_in_dim"(%196) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
    %198 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %199 = "stablehlo.broadcast_in_dim"(%198) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
    %200 = "stablehlo.multiply"(%197, %cluster_size) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %201 = "stablehlo.multiply"(%199, %counts.39) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %new_cluster_size.202 = "stablehlo.add"(%200, %201) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %203 = "stablehlo.broadcast_in_dim"(%196) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8xf32>
    %204 = "stablehlo.broadcast_in_dim"(%198) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8xf32>
    %205 = "stablehlo.multiply"(%203, %embed_sum) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    %206 = "stablehlo.multiply"(%204, %sums.195) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    %new_embed_sum.207 = "stablehlo.add"(%205, %206) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    %208 = "stablehlo.custom_call"(%new_cluster_size.202) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<4xf32>) -> tensor<4xf32>
    %209 = "stablehlo.slice"(%208) <{limit_indices = array<i64: 1>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %210 = "stablehlo.slice"(%208) <{limit_indices = array<i64: 2>, start_indices = array<i64: 1>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %211 = "stablehlo.slice"(%208) <{limit_indices = array<i64: 3>, start_indices = array<i64: 2>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %212 = "stablehlo.slice"(%208) <{limit_indices = array<i64: 4>, start_indices = array<i64: 3>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %213 = "stablehlo.add"(%209, %210) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %214 = "stablehlo.add"(%211, %212) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %215 = "stablehlo.add"(%213, %214) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %216 = "stablehlo.reshape"(%215) : (tensor<1xf32>) -> tensor<f32>
    %217 = "stablehlo.constant"() <{value = dense<3.9999998989515007e-5> : tensor<f32>}> : () -> tensor<f32>
    %218 = "stablehlo.add"(%216, %217) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %219 = "stablehlo.divide"(%216, %218) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %220 = "stablehlo.broadcast_in_dim"(%219) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
    %221 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %222 = "stablehlo.broadcast_in_dim"(%221) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
    %223 = "stablehlo.add"(%new_cluster_size.202, %222) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %smoothed_counts.224 = "stablehlo.multiply"(%223, %220) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %225 = "stablehlo.select"(%122, %smoothed_counts.224, %new_cluster_size.202) : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %226 = "stablehlo.compare"(%225, %93) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    %227 = "stablehlo.broadcast_in_dim"(%225) <{broadcast_dimensions = array<i64: 0>}> : (tensor<4xf32>) -> tensor<4x8xf32>
    %228 = "stablehlo.divide"(%new_embed_sum.207, %227) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    %229 = "stablehlo.broadcast_in_dim"(%226) <{broadcast_dimensions = array<i64: 0>}> : (tensor<4xi1>) -> tensor<4x8xi1>
    %new_codebook.230 = "stablehlo.select"(%229, %228, %codebook) : (tensor<4x8xi1>, tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    "func.return"(%quantized.36, %codes.27, %mean_squared_error.86, %mean_squared_error.86, %loss.90, %mean_squared_error.86, %perplexity.120, %codebook_usage.126, %91, %nonfinite_rows.174, %dead_entries.128, %max_share.131, %relative_error.172, %entropy.119, %new_codebook.230, %new_cluster_size.202, %new_embed_sum.207) : (tensor<4x2x8xf32>, tensor<4x2xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<4x8xf32>, tensor<4xf32>, tensor<4x8xf32>) -> ()
  }
}
