module @vqbit_update attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<4x2x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      %codebook: tensor<4x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 14 : i32},
      %cluster_size: tensor<4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}]>, tf.aliasing_output = 15 : i32},
      %embed_sum: tensor<4x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>, tf.aliasing_output = 16 : i32}) -> (
      tensor<4x2x8xf32> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      tensor<4x2xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>},
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
      tensor<4x8xf32> {jax.result_info = "codebook", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>},
      tensor<4xf32> {jax.result_info = "cluster_size", sdy.sharding = #sdy.sharding<@mesh, [{}]>},
      tensor<4x8xf32> {jax.result_info = "embed_sum", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) {
    %4 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %5 = "stablehlo.multiply"(%codebook, %codebook) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    %6 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %7 = "stablehlo.reduce"(%5, %6) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
    %8 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %9 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
    %half_norms.10 = "stablehlo.multiply"(%7, %9) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %products.11 = "stablehlo.dot_general"(%inputs, %codebook) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<4x2x8xf32>, tensor<4x8xf32>) -> tensor<4x2x4xf32>
    %12 = "stablehlo.broadcast_in_dim"(%half_norms.10) <{broadcast_dimensions = array<i64: 2>}> : (tensor<4xf32>) -> tensor<4x2x4xf32>
    %scores.13 = "stablehlo.subtract"(%12, %products.11) : (tensor<4x2x4xf32>, tensor<4x2x4xf32>) -> tensor<4x2x4xf32>
    %14 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x2x4xi32>
    %15 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %16 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %17:2 = "stablehlo.reduce"(%scores.13, %14, %15, %16) <{dimensions = array<i64: 2>}> ({
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
    %18 = "stablehlo.is_finite"(%17#0) : (tensor<4x2xf32>) -> tensor<4x2xi1>
    %19 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %20 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
    %nearest.21 = "stablehlo.select"(%18, %17#1, %20) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %22 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
    %23 = "stablehlo.compare"(%nearest.21, %22) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi1>
    %codes.24 = "stablehlo.select"(%23, %nearest.21, %20) : (tensor<4x2xi1>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %25 = "stablehlo.broadcast_in_dim"(%codes.24) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi32>) -> tensor<4x2x4xi32>
    %assignments.26 = "stablehlo.compare"(%25, %14) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x2x4xi32>, tensor<4x2x4xi32>) -> tensor<4x2x4xi1>
    %27 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
    %28 = "stablehlo.broadcast_in_dim"(%27) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x2xi32>
    %29 = "stablehlo.clamp"(%22, %codes.24, %28) : (tensor<4x2xi32>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x2xi32>
    %30 = "stablehlo.gather"(%codebook, %29) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<4x8xf32>, tensor<4x2xi32>) -> tensor<4x2x8xf32>
    %31 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x2x8xf32>
    %32 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x2xi1>) -> tensor<4x2x8xi1>
    %quantized.33 = "stablehlo.select"(%32, %30, %31) : (tensor<4x2x8xi1>, tensor<4x2x8xf32>, tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %valid_inputs.34 = "stablehlo.select"(%32, %inputs, %31) : (tensor<4x2x8xi1>, tensor<4x2x8xf32>, tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %35 = "stablehlo.convert"(%assignments.26) : (tensor<4x2x4xi1>) -> tensor<4x2x4xf32>
    %counts.36 = "stablehlo.reduce"(%35, %6) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x2x4xf32>, tensor<f32>) -> tensor<4xf32>
    %37 = "stablehlo.reduce"(%counts.36, %6) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %38 = "stablehlo.subtract"(%valid_inputs.34, %quantized.33) : (tensor<4x2x8xf32>, tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %39 = "stablehlo.multiply"(%38, %38) : (tensor<4x2x8xf32>, tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %40 = "stablehlo.reshape"(%39) : (tensor<4x2x8xf32>) -> tensor<4x1x2x1x8x1xf32>
    %41 = "stablehlo.constant"() <{value = dense<3.4028234663852886e38> : tensor<f32>}> : () -> tensor<f32>
    %42 = "stablehlo.broadcast_in_dim"(%41) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x1x2x1x8x1xf32>
    %43 = "stablehlo.minimum"(%40, %42) : (tensor<4x1x2x1x8x1xf32>, tensor<4x1x2x1x8x1xf32>) -> tensor<4x1x2x1x8x1xf32>
    %44 = "stablehlo.reshape"(%43) : (tensor<4x1x2x1x8x1xf32>) -> tensor<4x1x2x8x1xf32>
    %45 = "stablehlo.reshape"(%44) : (tensor<4x1x2x8x1xf32>) -> tensor<4x2x8x1xf32>
    %46 = "stablehlo.reshape"(%45) : (tensor<4x2x8x1xf32>) -> tensor<4x2x8xf32>
    %47 = "sdy.sharding_constraint"(%46) <{sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>}> : (tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %48 = "sdy.sharding_constraint"(%47) <{sharding = #sdy.sharding<@mesh, [{}, {}, {"data", "model"}]>}> : (tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %49 = "stablehlo.slice"(%48) <{limit_indices = array<i64: 4, 1, 8>, start_indices = array<i64: 0, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x2x8xf32>) -> tensor<4x1x8xf32>
    %50 = "stablehlo.slice"(%48) <{limit_indices = array<i64: 4, 2, 8>, start_indices = array<i64: 0, 1, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x2x8xf32>) -> tensor<4x1x8xf32>
    %51 = "stablehlo.add"(%49, %50) : (tensor<4x1x8xf32>, tensor<4x1x8xf32>) -> tensor<4x1x8xf32>
    %52 = "stablehlo.reshape"(%51) : (tensor<4x1x8xf32>) -> tensor<4x8xf32>
    %53 = "stablehlo.slice"(%52) <{limit_indices = array<i64: 1, 8>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %54 = "stablehlo.slice"(%52) <{limit_indices = array<i64: 2, 8>, start_indices = array<i64: 1, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %55 = "stablehlo.slice"(%52) <{limit_indices = array<i64: 3, 8>, start_indices = array<i64: 2, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %56 = "stablehlo.slice"(%52) <{limit_indices = array<i64: 4, 8>, start_indices = array<i64: 3, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %57 = "stablehlo.add"(%53, %54) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %58 = "stablehlo.add"(%55, %56) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %59 = "stablehlo.add"(%57, %58) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %60 = "stablehlo.reshape"(%59) : (tensor<1x8xf32>) -> tensor<8xf32>
    %61 = "sdy.sharding_constraint"(%60) <{sharding = #sdy.sharding<@mesh, [{}]>}> : (tensor<8xf32>) -> tensor<8xf32>
    %62 = "sdy.sharding_constraint"(%61) <{sharding = #sdy.sharding<@mesh, [{}]>}> : (tensor<8xf32>) -> tensor<8xf32>
    %63 = "stablehlo.slice"(%62) <{limit_indices = array<i64: 1>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %64 = "stablehlo.slice"(%62) <{limit_indices = array<i64: 2>, start_indices = array<i64: 1>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %65 = "stablehlo.slice"(%62) <{limit_indices = array<i64: 3>, start_indices = array<i64: 2>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %66 = "stablehlo.slice"(%62) <{limit_indices = array<i64: 4>, start_indices = array<i64: 3>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %67 = "stablehlo.slice"(%62) <{limit_indices = array<i64: 5>, start_indices = array<i64: 4>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %68 = "stablehlo.slice"(%62) <{limit_indices = array<i64: 6>, start_indices = array<i64: 5>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %69 = "stablehlo.slice"(%62) <{limit_indices = array<i64: 7>, start_indices = array<i64: 6>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %70 = "stablehlo.slice"(%62) <{limit_indices = array<i64: 8>, start_indices = array<i64: 7>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %71 = "stablehlo.add"(%63, %64) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %72 = "stablehlo.add"(%65, %66) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %73 = "stablehlo.add"(%67, %68) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %74 = "stablehlo.add"(%69, %70) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %75 = "stablehlo.add"(%71, %72) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %76 = "stablehlo.add"(%73, %74) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %77 = "stablehlo.add"(%75, %76) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %78 = "stablehlo.reshape"(%77) : (tensor<1xf32>) -> tensor<f32>
    %79 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %80 = "stablehlo.divide"(%78, %79) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %81 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %82 = "stablehlo.maximum"(%37, %81) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.83 = "stablehlo.divide"(%80, %82) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %84 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %85 = "stablehlo.multiply"(%84, %mean_squared_error.83) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %86 = "stablehlo.multiply"(%6, %mean_squared_error.83) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.87 = "stablehlo.add"(%85, %86) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %88 = "stablehlo.constant"() <{value = dense<1.28e2> : tensor<f32>}> : () -> tensor<f32>
    %89 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %90 = "stablehlo.broadcast_in_dim"(%89) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
    %91 = "stablehlo.maximum"(%counts.36, %90) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %92 = "stablehlo.log"(%91) : (tensor<4xf32>) -> tensor<4xf32>
    %93 = "stablehlo.multiply"(%counts.36, %92) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %94 = "sdy.sharding_constraint"(%93) <{sharding = #sdy.sharding<@mesh, [{}]>}> : (tensor<4xf32>) -> tensor<4xf32>
    %95 = "stablehlo.slice"(%94) <{limit_indices = array<i64: 1>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %96 = "stablehlo.slice"(%94) <{limit_indices = array<i64: 2>, start_indices = array<i64: 1>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %97 = "stablehlo.slice"(%94) <{limit_indices = array<i64: 3>, start_indices = array<i64: 2>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %98 = "stablehlo.slice"(%94) <{limit_indices = array<i64: 4>, start_indices = array<i64: 3>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %99 = "stablehlo.add"(%95, %96) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %100 = "stablehlo.add"(%97, %98) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %101 = "stablehlo.add"(%99, %100) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %102 = "stablehlo.reshape"(%101) : (tensor<1xf32>) -> tensor<f32>
    %103 = "sdy.sharding_constraint"(%counts.36) <{sharding = #sdy.sharding<@mesh, [{}]>}> : (tensor<4xf32>) -> tensor<4xf32>
    %104 = "stablehlo.slice"(%103) <{limit_indices = array<i64: 1>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %105 = "stablehlo.slice"(%103) <{limit_indices = array<i64: 2>, start_indices = array<i64: 1>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %106 = "stablehlo.slice"(%103) <{limit_indices = array<i64: 3>, start_indices = array<i64: 2>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %107 = "stablehlo.slice"(%103) <{limit_indices = array<i64: 4>, start_indices = array<i64: 3>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %108 = "stablehlo.add"(%104, %105) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %109 = "stablehlo.add"(%106, %107) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %110 = "stablehlo.add"(%108, %109) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %111 = "stablehlo.reshape"(%110) : (tensor<1xf32>) -> tensor<f32>
    %112 = "stablehlo.maximum"(%111, %89) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %113 = "stablehlo.divide"(%102, %112) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %114 = "stablehlo.log"(%112) : (tensor<f32>) -> tensor<f32>
    %115 = "stablehlo.subtract"(%114, %113) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.116 = "stablehlo.maximum"(%115, %6) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.117 = "stablehlo.exponential"(%entropy.116) : (tensor<f32>) -> tensor<f32>
    %118 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
    %119 = "stablehlo.compare"(%counts.36, %118) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    %120 = "stablehlo.convert"(%119) : (tensor<4xi1>) -> tensor<4xf32>
    %121 = "stablehlo.reduce"(%120, %6) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %122 = "stablehlo.constant"() <{value = dense<4.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.123 = "stablehlo.divide"(%121, %122) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %124 = "stablehlo.subtract"(%122, %121) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.125 = "stablehlo.convert"(%124) : (tensor<f32>) -> tensor<i32>
    %126 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %127 = "stablehlo.reduce"(%counts.36, %126) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
    %max_share.128 = "stablehlo.divide"(%127, %82) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %129 = "stablehlo.multiply"(%valid_inputs.34, %valid_inputs.34) : (tensor<4x2x8xf32>, tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %130 = "stablehlo.reshape"(%129) : (tensor<4x2x8xf32>) -> tensor<4x1x2x1x8x1xf32>
    %131 = "stablehlo.minimum"(%130, %42) : (tensor<4x1x2x1x8x1xf32>, tensor<4x1x2x1x8x1xf32>) -> tensor<4x1x2x1x8x1xf32>
    %132 = "stablehlo.reshape"(%131) : (tensor<4x1x2x1x8x1xf32>) -> tensor<4x1x2x8x1xf32>
    %133 = "stablehlo.reshape"(%132) : (tensor<4x1x2x8x1xf32>) -> tensor<4x2x8x1xf32>
    %134 = "stablehlo.reshape"(%133) : (tensor<4x2x8x1xf32>) -> tensor<4x2x8xf32>
    %135 = "sdy.sharding_constraint"(%134) <{sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>}> : (tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %136 = "sdy.sharding_constraint"(%135) <{sharding = #sdy.sharding<@mesh, [{}, {}, {"data", "model"}]>}> : (tensor<4x2x8xf32>) -> tensor<4x2x8xf32>
    %137 = "stablehlo.slice"(%136) <{limit_indices = array<i64: 4, 1, 8>, start_indices = array<i64: 0, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x2x8xf32>) -> tensor<4x1x8xf32>
    %138 = "stablehlo.slice"(%136) <{limit_indices = array<i64: 4, 2, 8>, start_indices = array<i64: 0, 1, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x2x8xf32>) -> tensor<4x1x8xf32>
    %139 = "stablehlo.add"(%137, %138) : (tensor<4x1x8xf32>, tensor<4x1x8xf32>) -> tensor<4x1x8xf32>
    %140 = "stablehlo.reshape"(%139) : (tensor<4x1x8xf32>) -> tensor<4x8xf32>
    %141 = "stablehlo.slice"(%140) <{limit_indices = array<i64: 1, 8>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %142 = "stablehlo.slice"(%140) <{limit_indices = array<i64: 2, 8>, start_indices = array<i64: 1, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %143 = "stablehlo.slice"(%140) <{limit_indices = array<i64: 3, 8>, start_indices = array<i64: 2, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %144 = "stablehlo.slice"(%140) <{limit_indices = array<i64: 4, 8>, start_indices = array<i64: 3, 0>, strides = array<i64: 1, 1>}> : (tensor<4x8xf32>) -> tensor<1x8xf32>
    %145 = "stablehlo.add"(%141, %142) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %146 = "stablehlo.add"(%143, %144) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %147 = "stablehlo.add"(%145, %146) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %148 = "stablehlo.reshape"(%147) : (tensor<1x8xf32>) -> tensor<8xf32>
    %149 = "sdy.sharding_constraint"(%148) <{sharding = #sdy.sharding<@mesh, [{}]>}> : (tensor<8xf32>) -> tensor<8xf32>
    %150 = "sdy.sharding_constraint"(%149) <{sharding = #sdy.sharding<@mesh, [{}]>}> : (tensor<8xf32>) -> tensor<8xf32>
    %151 = "stablehlo.slice"(%150) <{limit_indices = array<i64: 1>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %152 = "stablehlo.slice"(%150) <{limit_indices = array<i64: 2>, start_indices = array<i64: 1>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %153 = "stablehlo.slice"(%150) <{limit_indices = array<i64: 3>, start_indices = array<i64: 2>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %154 = "stablehlo.slice"(%150) <{limit_indices = array<i64: 4>, start_indices = array<i64: 3>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %155 = "stablehlo.slice"(%150) <{limit_indices = array<i64: 5>, start_indices = array<i64: 4>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %156 = "stablehlo.slice"(%150) <{limit_indices = array<i64: 6>, start_indices = array<i64: 5>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %157 = "stablehlo.slice"(%150) <{limit_indices = array<i64: 7>, start_indices = array<i64: 6>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %158 = "stablehlo.slice"(%150) <{limit_indices = array<i64: 8>, start_indices = array<i64: 7>, strides = array<i64: 1>}> : (tensor<8xf32>) -> tensor<1xf32>
    %159 = "stablehlo.add"(%151, %152) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %160 = "stablehlo.add"(%153, %154) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %161 = "stablehlo.add"(%155, %156) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %162 = "stablehlo.add"(%157, %158) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %163 = "stablehlo.add"(%159, %160) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %164 = "stablehlo.add"(%161, %162) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %165 = "stablehlo.add"(%163, %164) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %166 = "stablehlo.reshape"(%165) : (tensor<1xf32>) -> tensor<f32>
    %167 = "stablehlo.divide"(%78, %166) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %168 = "stablehlo.compare"(%78, %6) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.169 = "stablehlo.select"(%168, %6, %167) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %170 = "stablehlo.subtract"(%79, %37) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.171 = "stablehlo.convert"(%170) : (tensor<f32>) -> tensor<i32>
    %172 = "stablehlo.reshape"(%assignments.26) : (tensor<4x2x4xi1>) -> tensor<4x1x2x1x4xi1>
    %173 = "stablehlo.transpose"(%172) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<4x1x2x1x4xi1>) -> tensor<4x2x1x1x4xi1>
    %174 = "stablehlo.reshape"(%valid_inputs.34) : (tensor<4x2x8xf32>) -> tensor<4x1x2x1x8xf32>
    %175 = "stablehlo.transpose"(%174) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<4x1x2x1x8xf32>) -> tensor<4x2x1x1x8xf32>
    %176 = "stablehlo.convert"(%173) : (tensor<4x2x1x1x4xi1>) -> tensor<4x2x1x1x4xf32>
    %sums.177 = "stablehlo.dot_general"(%176, %175) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<4x2x1x1x4xf32>, tensor<4x2x1x1x8xf32>) -> tensor<4x2x4x8xf32>
    %178 = "sdy.sharding_constraint"(%sums.177) <{sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}, {}]>}> : (tensor<4x2x4x8xf32>) -> tensor<4x2x4x8xf32>
    %179 = "sdy.sharding_constraint"(%178) <{sharding = #sdy.sharding<@mesh, [{}, {}, {"data", "model"}, {}]>}> : (tensor<4x2x4x8xf32>) -> tensor<4x2x4x8xf32>
    %180 = "stablehlo.slice"(%179) <{limit_indices = array<i64: 4, 1, 4, 8>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<4x2x4x8xf32>) -> tensor<4x1x4x8xf32>
    %181 = "stablehlo.slice"(%179) <{limit_indices = array<i64: 4, 2, 4, 8>, start_indices = array<i64: 0, 1, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<4x2x4x8xf32>) -> tensor<4x1x4x8xf32>
    %182 = "stablehlo.add"(%180, %181) : (tensor<4x1x4x8xf32>, tensor<4x1x4x8xf32>) -> tensor<4x1x4x8xf32>
    %183 = "stablehlo.reshape"(%182) : (tensor<4x1x4x8xf32>) -> tensor<4x4x8xf32>
    %184 = "stablehlo.slice"(%183) <{limit_indices = array<i64: 1, 4, 8>, start_indices = array<i64: 0, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x4x8xf32>) -> tensor<1x4x8xf32>
    %185 = "stablehlo.slice"(%183) <{limit_indices = array<i64: 2, 4, 8>, start_indices = array<i64: 1, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x4x8xf32>) -> tensor<1x4x8xf32>
    %186 = "stablehlo.slice"(%183) <{limit_indices = array<i64: 3, 4, 8>, start_indices = array<i64: 2, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x4x8xf32>) -> tensor<1x4x8xf32>
    %187 = "stablehlo.slice"(%183) <{limit_indices = array<i64: 4, 4, 8>, start_indices = array<i64: 3, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<4x4x8xf32>) -> tensor<1x4x8xf32>
    %188 = "stablehlo.add"(%184, %185) : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
    %189 = "stablehlo.add"(%186, %187) : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
    %190 = "stablehlo.add"(%188, %189) : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
    %191 = "stablehlo.reshape"(%190) : (tensor<1x4x8xf32>) -> tensor<4x8xf32>
    %sums.192 = "sdy.sharding_constraint"(%191) <{sharding = #sdy.sharding<@mesh, [{}, {}]>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
    %193 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %194 = "stablehlo.broadcast_in_dim"(%193) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
    %195 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %196 = "stablehlo.broadcast_in_dim"(%195) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
    %197 = "stablehlo.multiply"(%194, %cluster_size) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %198 = "stablehlo.multiply"(%196, %counts.36) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %new_cluster_size.199 = "stablehlo.add"(%197, %198) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %200 = "stablehlo.broadcast_in_dim"(%193) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8xf32>
    %201 = "stablehlo.broadcast_in_dim"(%195) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8xf32>
    %202 = "stablehlo.multiply"(%200, %embed_sum) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    %203 = "stablehlo.multiply"(%201, %sums.192) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    %new_embed_sum.204 = "stablehlo.add"(%202, %203) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    %205 = "sdy.sharding_constraint"(%new_cluster_size.199) <{sharding = #sdy.sharding<@mesh, [{}]>}> : (tensor<4xf32>) -> tensor<4xf32>
    %206 = "stablehlo.slice"(%205) <{limit_indices = array<i64: 1>, start_indices = array<i64: 0>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %207 = "stablehlo.slice"(%205) <{limit_indices = array<i64: 2>, start_indices = array<i64: 1>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %208 = "stablehlo.slice"(%205) <{limit_indices = array<i64: 3>, start_indices = array<i64: 2>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %209 = "stablehlo.slice"(%205) <{limit_indices = array<i64: 4>, start_indices = array<i64: 3>, strides = array<i64: 1>}> : (tensor<4xf32>) -> tensor<1xf32>
    %210 = "stablehlo.add"(%206, %207) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %211 = "stablehlo.add"(%208, %209) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %212 = "stablehlo.add"(%210, %211) : (tensor<1xf32>, tensor<1xf32>) -> tensor<1xf32>
    %213 = "stablehlo.reshape"(%212) : (tensor<1xf32>) -> tensor<f32>
    %214 = "stablehlo.constant"() <{value = dense<3.9999998989515007e-5> : tensor<f32>}> : () -> tensor<f32>
    %215 = "stablehlo.add"(%213, %214) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %216 = "stablehlo.divide"(%213, %215) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %217 = "stablehlo.broadcast_in_dim"(%216) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
    %218 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %219 = "stablehlo.broadcast_in_dim"(%218) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4xf32>
    %220 = "stablehlo.add"(%new_cluster_size.199, %219) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %smoothed_counts.221 = "stablehlo.multiply"(%220, %217) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %222 = "stablehlo.select"(%119, %smoothed_counts.221, %new_cluster_size.199) : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %223 = "stablehlo.compare"(%222, %90) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    %224 = "stablehlo.broadcast_in_dim"(%222) <{broadcast_dimensions = array<i64: 0>}> : (tensor<4xf32>) -> tensor<4x8xf32>
    %225 = "stablehlo.divide"(%new_embed_sum.204, %224) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    %226 = "stablehlo.broadcast_in_dim"(%223) <{broadcast_dimensions = array<i64: 0>}> : (tensor<4xi1>) -> tensor<4x8xi1>
    %new_codebook.227 = "stablehlo.select"(%226, %225, %codebook) : (tensor<4x8xi1>, tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
    "func.return"(%quantized.33, %codes.24, %mean_squared_error.83, %mean_squared_error.83, %loss.87, %mean_squared_error.83, %perplexity.117, %codebook_usage.123, %88, %nonfinite_rows.171, %dead_entries.125, %max_share.128, %relative_error.169, %entropy.116, %new_codebook.227, %new_cluster_size.199, %new_embed_sum.204) : (tensor<4x2x8xf32>, tensor<4x2xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<4x8xf32>, tensor<4xf32>, tensor<4x8xf32>) -> ()
  }
}
