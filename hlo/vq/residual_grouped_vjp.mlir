module @vqbit_vjp attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<4x4x8xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      %d_quantized: tensor<4x4x8xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      %d_loss: tensor<f32> {sdy.sharding = #sdy.sharding<@mesh, []>},
      %codebook: tensor<2x2x6x4xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}, {}]>}) -> (
      tensor<4x4x8xbf16> {jax.result_info = "d_inputs", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      tensor<2x2x6x4xf32> {jax.result_info = "d_codebook", sdy.sharding = #sdy.sharding<@mesh, [{}, {}, {}, {}]>}) {
    %4 = "stablehlo.is_finite"(%inputs) : (tensor<4x4x8xbf16>) -> tensor<4x4x8xi1>
    %5 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.6 = "stablehlo.reduce"(%4, %5) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<4x4x8xi1>, tensor<i1>) -> tensor<4x4xi1>
    %7 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<2x2x6x4xf32>) -> tensor<2x2x6x4xf32>
    %8 = "stablehlo.convert"(%7) : (tensor<2x2x6x4xf32>) -> tensor<2x2x6x4xbf16>
    %9 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %10 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x4x8xbf16>
    %11 = "stablehlo.broadcast_in_dim"(%valid.6) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x4xi1>) -> tensor<4x4x8xi1>
    %valid_inputs.12 = "stablehlo.select"(%11, %inputs, %10) : (tensor<4x4x8xi1>, tensor<4x4x8xbf16>, tensor<4x4x8xbf16>) -> tensor<4x4x8xbf16>
    %13 = "stablehlo.convert"(%valid_inputs.12) : (tensor<4x4x8xbf16>) -> tensor<4x4x8xf32>
    %14 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %15 = "stablehlo.broadcast_in_dim"(%14) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x4x8xf32>
    %16 = "stablehlo.multiply"(%7, %7) : (tensor<2x2x6x4xf32>, tensor<2x2x6x4xf32>) -> tensor<2x2x6x4xf32>
    %17 = "stablehlo.reduce"(%16, %14) <{dimensions = array<i64: 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x2x6x4xf32>, tensor<f32>) -> tensor<2x2x6xf32>
    %18 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %19 = "stablehlo.broadcast_in_dim"(%18) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x2x6xf32>
    %half_norms.20 = "stablehlo.multiply"(%17, %19) : (tensor<2x2x6xf32>, tensor<2x2x6xf32>) -> tensor<2x2x6xf32>
    %21 = "stablehlo.slice"(%8) <{limit_indices = array<i64: 1, 2, 6, 4>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x2x6x4xbf16>) -> tensor<1x2x6x4xbf16>
    %22 = "stablehlo.reshape"(%21) : (tensor<1x2x6x4xbf16>) -> tensor<2x6x4xbf16>
    %23 = "stablehlo.slice"(%half_norms.20) <{limit_indices = array<i64: 1, 2, 6>, start_indices = array<i64: 0, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<2x2x6xf32>) -> tensor<1x2x6xf32>
    %24 = "stablehlo.reshape"(%23) : (tensor<1x2x6xf32>) -> tensor<2x6xf32>
    %25 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %26 = "stablehlo.reduce_precision"(%13) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %27 = "stablehlo.convert"(%26) : (tensor<4x4x8xf32>) -> tensor<4x4x8xbf16>
    %28 = "stablehlo.reshape"(%27) : (tensor<4x4x8xbf16>) -> tensor<4x4x2x4xbf16>
    %29 = "stablehlo.transpose"(%28) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<4x4x2x4xbf16>) -> tensor<2x4x4x4xbf16>
    %products.30 = "stablehlo.dot_general"(%29, %22) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x4x4x4xbf16>, tensor<2x6x4xbf16>) -> tensor<2x4x4x6xf32>
    %31 = "stablehlo.broadcast_in_dim"(%24) <{broadcast_dimensions = array<i64: 0, 3>}> : (tensor<2x6xf32>) -> tensor<2x4x4x6xf32>
    %scores.32 = "stablehlo.subtract"(%31, %products.30) : (tensor<2x4x4x6xf32>, tensor<2x4x4x6xf32>) -> tensor<2x4x4x6xf32>
    %33 = "stablehlo.iota"() <{iota_dimension = 3 : i64}> : () -> tensor<2x4x4x6xi32>
    %34 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %35 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %36:2 = "stablehlo.reduce"(%scores.32, %33, %34, %35) <{dimensions = array<i64: 3>}> ({
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
    %37 = "stablehlo.broadcast_in_dim"(%34) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4x4xf32>
    %38 = "stablehlo.compare"(%36#0, %37) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x4x4xf32>, tensor<2x4x4xf32>) -> tensor<2x4x4xi1>
    %39 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x4xi32>
    %nearest.40 = "stablehlo.select"(%38, %36#1, %39) : (tensor<2x4x4xi1>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %41 = "stablehlo.broadcast_in_dim"(%valid.6) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<4x4xi1>) -> tensor<2x4x4xi1>
    %42 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %43 = "stablehlo.broadcast_in_dim"(%42) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x4xi32>
    %codes.44 = "stablehlo.select"(%41, %nearest.40, %43) : (tensor<2x4x4xi1>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %45 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %46 = "stablehlo.broadcast_in_dim"(%45) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x4xi32>
    %47 = "stablehlo.clamp"(%39, %codes.44, %46) : (tensor<2x4x4xi32>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %48 = "stablehlo.gather"(%22, %47) <{dimension_numbers = #stablehlo.gather<offset_dims = [3], collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 3>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 4>}> : (tensor<2x6x4xbf16>, tensor<2x4x4xi32>) -> tensor<2x4x4x4xbf16>
    %49 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<2x4x4x4xbf16>
    %50 = "stablehlo.broadcast_in_dim"(%41) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x4x4xi1>) -> tensor<2x4x4x4xi1>
    %quantized.51 = "stablehlo.select"(%50, %48, %49) : (tensor<2x4x4x4xi1>, tensor<2x4x4x4xbf16>, tensor<2x4x4x4xbf16>) -> tensor<2x4x4x4xbf16>
    %52 = "stablehlo.transpose"(%codes.44) <{permutation = array<i64: 1, 2, 0>}> : (tensor<2x4x4xi32>) -> tensor<4x4x2xi32>
    %53 = "stablehlo.transpose"(%quantized.51) <{permutation = array<i64: 1, 2, 0, 3>}> : (tensor<2x4x4x4xbf16>) -> tensor<4x4x2x4xbf16>
    %54 = "stablehlo.reshape"(%53) : (tensor<4x4x2x4xbf16>) -> tensor<4x4x8xbf16>
    %55 = "stablehlo.convert"(%54) : (tensor<4x4x8xbf16>) -> tensor<4x4x8xf32>
    %56 = "stablehlo.subtract"(%13, %55) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %57 = "stablehlo.slice"(%8) <{limit_indices = array<i64: 2, 2, 6, 4>, start_indices = array<i64: 1, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<2x2x6x4xbf16>) -> tensor<1x2x6x4xbf16>
    %58 = "stablehlo.reshape"(%57) : (tensor<1x2x6x4xbf16>) -> tensor<2x6x4xbf16>
    %59 = "stablehlo.slice"(%half_norms.20) <{limit_indices = array<i64: 2, 2, 6>, start_indices = array<i64: 1, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<2x2x6xf32>) -> tensor<1x2x6xf32>
    %60 = "stablehlo.reshape"(%59) : (tensor<1x2x6xf32>) -> tensor<2x6xf32>
    %61 = "stablehlo.reduce_precision"(%56) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %62 = "stablehlo.convert"(%61) : (tensor<4x4x8xf32>) -> tensor<4x4x8xbf16>
    %63 = "stablehlo.reshape"(%62) : (tensor<4x4x8xbf16>) -> tensor<4x4x2x4xbf16>
    %64 = "stablehlo.transpose"(%63) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<4x4x2x4xbf16>) -> tensor<2x4x4x4xbf16>
    %products.65 = "stablehlo.dot_general"(%64, %58) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x4x4x4xbf16>, tensor<2x6x4xbf16>) -> tensor<2x4x4x6xf32>
    %66 = "stablehlo.broadcast_in_dim"(%60) <{broadcast_dimensions = array<i64: 0, 3>}> : (tensor<2x6xf32>) -> tensor<2x4x4x6xf32>
    %scores.67 = "stablehlo.subtract"(%66, %products.65) : (tensor<2x4x4x6xf32>, tensor<2x4x4x6xf32>) -> tensor<2x4x4x6xf32>
    %68:2 = "stablehlo.reduce"(%scores.67, %33, %34, %35) <{dimensions = array<i64: 3>}> ({
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
    %69 = "stablehlo.compare"(%68#0, %37) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<2x4x4xf32>, tensor<2x4x4xf32>) -> tensor<2x4x4xi1>
    %nearest.70 = "stablehlo.select"(%69, %68#1, %39) : (tensor<2x4x4xi1>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %codes.71 = "stablehlo.select"(%41, %nearest.70, %43) : (tensor<2x4x4xi1>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %72 = "stablehlo.transpose"(%codes.71) <{permutation = array<i64: 1, 2, 0>}> : (tensor<2x4x4xi32>) -> tensor<4x4x2xi32>
    %73 = "stablehlo.reshape"(%52) : (tensor<4x4x2xi32>) -> tensor<4x4x1x2xi32>
    %74 = "stablehlo.reshape"(%72) : (tensor<4x4x2xi32>) -> tensor<4x4x1x2xi32>
    %75 = "stablehlo.concatenate"(%73, %74) <{dimension = 2 : i64}> : (tensor<4x4x1x2xi32>, tensor<4x4x1x2xi32>) -> tensor<4x4x2x2xi32>
    %76 = "stablehlo.convert"(%d_quantized) : (tensor<4x4x8xbf16>) -> tensor<4x4x8xf32>
    %77 = "stablehlo.convert"(%valid.6) : (tensor<4x4xi1>) -> tensor<4x4xf32>
    %78 = "stablehlo.reduce"(%77, %14) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x4xf32>, tensor<f32>) -> tensor<f32>
    %79 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %80 = "stablehlo.maximum"(%78, %79) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %81 = "stablehlo.slice"(%75) <{limit_indices = array<i64: 4, 4, 1, 2>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<4x4x2x2xi32>) -> tensor<4x4x1x2xi32>
    %82 = "stablehlo.reshape"(%81) : (tensor<4x4x1x2xi32>) -> tensor<4x4x2xi32>
    %83 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x4x2xi32>
    %84 = "stablehlo.broadcast_in_dim"(%45) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x4x2xi32>
    %85 = "stablehlo.compare"(%82, %83) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x4x2xi32>, tensor<4x4x2xi32>) -> tensor<4x4x2xi1>
    %86 = "stablehlo.compare"(%82, %84) <{comparison_direction = #stablehlo<comparison_direction LE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x4x2xi32>, tensor<4x4x2xi32>) -> tensor<4x4x2xi1>
    %87 = "stablehlo.and"(%85, %86) : (tensor<4x4x2xi1>, tensor<4x4x2xi1>) -> tensor<4x4x2xi1>
    %88 = "stablehlo.reduce"(%87, %5) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<4x4x2xi1>, tensor<i1>) -> tensor<4x4xi1>
    %89 = "stablehlo.and"(%valid.6, %88) : (tensor<4x4xi1>, tensor<4x4xi1>) -> tensor<4x4xi1>
    %90 = "stablehlo.transpose"(%82) <{permutation = array<i64: 2, 0, 1>}> : (tensor<4x4x2xi32>) -> tensor<2x4x4xi32>
    %91 = "stablehlo.broadcast_in_dim"(%89) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<4x4xi1>) -> tensor<2x4x4xi1>
    %codes.92 = "stablehlo.select"(%91, %90, %43) : (tensor<2x4x4xi1>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %93 = "stablehlo.clamp"(%39, %codes.92, %46) : (tensor<2x4x4xi32>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %94 = "stablehlo.gather"(%22, %93) <{dimension_numbers = #stablehlo.gather<offset_dims = [3], collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 3>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 4>}> : (tensor<2x6x4xbf16>, tensor<2x4x4xi32>) -> tensor<2x4x4x4xbf16>
    %95 = "stablehlo.broadcast_in_dim"(%91) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x4x4xi1>) -> tensor<2x4x4x4xi1>
    %quantized.96 = "stablehlo.select"(%95, %94, %49) : (tensor<2x4x4x4xi1>, tensor<2x4x4x4xbf16>, tensor<2x4x4x4xbf16>) -> tensor<2x4x4x4xbf16>
    %97 = "stablehlo.broadcast_in_dim"(%89) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x4xi1>) -> tensor<4x4x8xi1>
    %valid_inputs.98 = "stablehlo.select"(%97, %27, %10) : (tensor<4x4x8xi1>, tensor<4x4x8xbf16>, tensor<4x4x8xbf16>) -> tensor<4x4x8xbf16>
    %99 = "stablehlo.transpose"(%quantized.96) <{permutation = array<i64: 1, 2, 0, 3>}> : (tensor<2x4x4x4xbf16>) -> tensor<4x4x2x4xbf16>
    %100 = "stablehlo.reshape"(%99) : (tensor<4x4x2x4xbf16>) -> tensor<4x4x8xbf16>
    %101 = "stablehlo.convert"(%100) : (tensor<4x4x8xbf16>) -> tensor<4x4x8xf32>
    %102 = "stablehlo.subtract"(%13, %101) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %103 = "stablehlo.convert"(%valid_inputs.98) : (tensor<4x4x8xbf16>) -> tensor<4x4x8xf32>
    %104 = "stablehlo.subtract"(%103, %101) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %105 = "stablehlo.add"(%15, %104) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %106 = "stablehlo.slice"(%75) <{limit_indices = array<i64: 4, 4, 2, 2>, start_indices = array<i64: 0, 0, 1, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<4x4x2x2xi32>) -> tensor<4x4x1x2xi32>
    %107 = "stablehlo.reshape"(%106) : (tensor<4x4x1x2xi32>) -> tensor<4x4x2xi32>
    %108 = "stablehlo.reduce_precision"(%102) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %109 = "stablehlo.convert"(%108) : (tensor<4x4x8xf32>) -> tensor<4x4x8xbf16>
    %110 = "stablehlo.compare"(%107, %83) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x4x2xi32>, tensor<4x4x2xi32>) -> tensor<4x4x2xi1>
    %111 = "stablehlo.compare"(%107, %84) <{comparison_direction = #stablehlo<comparison_direction LE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x4x2xi32>, tensor<4x4x2xi32>) -> tensor<4x4x2xi1>
    %112 = "stablehlo.and"(%110, %111) : (tensor<4x4x2xi1>, tensor<4x4x2xi1>) -> tensor<4x4x2xi1>
    %113 = "stablehlo.reduce"(%112, %5) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<4x4x2xi1>, tensor<i1>) -> tensor<4x4xi1>
    %114 = "stablehlo.and"(%valid.6, %113) : (tensor<4x4xi1>, tensor<4x4xi1>) -> tensor<4x4xi1>
    %115 = "stablehlo.transpose"(%107) <{permutation = array<i64: 2, 0, 1>}> : (tensor<4x4x2xi32>) -> tensor<2x4x4xi32>
    %116 = "stablehlo.broadcast_in_dim"(%114) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<4x4xi1>) -> tensor<2x4x4xi1>
    %codes.117 = "stablehlo.select"(%116, %115, %43) : (tensor<2x4x4xi1>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %118 = "stablehlo.clamp"(%39, %codes.117, %46) : (tensor<2x4x4xi32>, tensor<2x4x4xi32>, tensor<2x4x4xi32>) -> tensor<2x4x4xi32>
    %119 = "stablehlo.gather"(%58, %118) <{dimension_numbers = #stablehlo.gather<offset_dims = [3], collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 3>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 4>}> : (tensor<2x6x4xbf16>, tensor<2x4x4xi32>) -> tensor<2x4x4x4xbf16>
    %120 = "stablehlo.broadcast_in_dim"(%116) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x4x4xi1>) -> tensor<2x4x4x4xi1>
    %quantized.121 = "stablehlo.select"(%120, %119, %49) : (tensor<2x4x4x4xi1>, tensor<2x4x4x4xbf16>, tensor<2x4x4x4xbf16>) -> tensor<2x4x4x4xbf16>
    %122 = "stablehlo.broadcast_in_dim"(%114) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x4xi1>) -> tensor<4x4x8xi1>
    %valid_inputs.123 = "stablehlo.select"(%122, %109, %10) : (tensor<4x4x8xi1>, tensor<4x4x8xbf16>, tensor<4x4x8xbf16>) -> tensor<4x4x8xbf16>
    %124 = "stablehlo.transpose"(%quantized.121) <{permutation = array<i64: 1, 2, 0, 3>}> : (tensor<2x4x4x4xbf16>) -> tensor<4x4x2x4xbf16>
    %125 = "stablehlo.reshape"(%124) : (tensor<4x4x2x4xbf16>) -> tensor<4x4x8xbf16>
    %126 = "stablehlo.convert"(%125) : (tensor<4x4x8xbf16>) -> tensor<4x4x8xf32>
    %127 = "stablehlo.convert"(%valid_inputs.123) : (tensor<4x4x8xbf16>) -> tensor<4x4x8xf32>
    %128 = "stablehlo.subtract"(%127, %126) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %129 = "stablehlo.add"(%105, %128) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %130 = "stablehlo.divide"(%d_loss, %80) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %131 = "stablehlo.constant"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
    %132 = "stablehlo.divide"(%130, %131) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %133 = "stablehlo.constant"() <{value = dense<6.25e-2> : tensor<f32>}> : () -> tensor<f32>
    %134 = "stablehlo.multiply"(%132, %133) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %135 = "stablehlo.broadcast_in_dim"(%134) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x4x8xf32>
    %136 = "stablehlo.multiply"(%135, %129) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %137 = "stablehlo.add"(%76, %136) : (tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %138 = "stablehlo.select"(%11, %137, %15) : (tensor<4x4x8xi1>, tensor<4x4x8xf32>, tensor<4x4x8xf32>) -> tensor<4x4x8xf32>
    %d_inputs.139 = "stablehlo.convert"(%138) : (tensor<4x4x8xf32>) -> tensor<4x4x8xbf16>
    %d_codebook.140 = "stablehlo.broadcast_in_dim"(%14) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x2x6x4xf32>
    "func.return"(%d_inputs.139, %d_codebook.140) : (tensor<4x4x8xbf16>, tensor<2x2x6x4xf32>) -> ()
  }
}
