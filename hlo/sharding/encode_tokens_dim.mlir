module @vqbit_encode attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {"model"}]>},
      %codebook: tensor<8x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {"model"}]>}) -> (
      tensor<8x4xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>}) {
    %2 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xi1>
    %3 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.4 = "stablehlo.reduce"(%2, %3) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %5 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %6 = "stablehlo.convert"(%5) : (tensor<8x16xf32>) -> tensor<8x16xbf16>
    %7 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %8 = "stablehlo.multiply"(%5, %5) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %9 = "stablehlo.reshape"(%8) : (tensor<8x16xf32>) -> tensor<8x8x2xf32>
    %10 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %11 = "stablehlo.reduce"(%9, %10) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x8x2xf32>, tensor<f32>) -> tensor<8x8xf32>
    %12 = "stablehlo.transpose"(%11) <{permutation = array<i64: 1, 0>}> : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %13 = "sdy.sharding_constraint"(%12) <{sharding = #sdy.sharding<@mesh, [{}, {}]>}> : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %14 = "stablehlo.slice"(%13) <{limit_indices = array<i64: 1, 8>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %15 = "stablehlo.slice"(%13) <{limit_indices = array<i64: 2, 8>, start_indices = array<i64: 1, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %16 = "stablehlo.slice"(%13) <{limit_indices = array<i64: 3, 8>, start_indices = array<i64: 2, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %17 = "stablehlo.slice"(%13) <{limit_indices = array<i64: 4, 8>, start_indices = array<i64: 3, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %18 = "stablehlo.slice"(%13) <{limit_indices = array<i64: 5, 8>, start_indices = array<i64: 4, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %19 = "stablehlo.slice"(%13) <{limit_indices = array<i64: 6, 8>, start_indices = array<i64: 5, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %20 = "stablehlo.slice"(%13) <{limit_indices = array<i64: 7, 8>, start_indices = array<i64: 6, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %21 = "stablehlo.slice"(%13) <{limit_indices = array<i64: 8, 8>, start_indices = array<i64: 7, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %22 = "stablehlo.add"(%14, %15) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %23 = "stablehlo.add"(%16, %17) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %24 = "stablehlo.add"(%18, %19) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %25 = "stablehlo.add"(%20, %21) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %26 = "stablehlo.add"(%22, %23) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %27 = "stablehlo.add"(%24, %25) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %28 = "stablehlo.add"(%26, %27) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %29 = "stablehlo.reshape"(%28) : (tensor<1x8xf32>) -> tensor<8xf32>
    %30 = "sdy.sharding_constraint"(%29) <{sharding = #sdy.sharding<@mesh, [{}]>}> : (tensor<8xf32>) -> tensor<8xf32>
    %31 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %32 = "stablehlo.broadcast_in_dim"(%31) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %half_norms.33 = "stablehlo.multiply"(%30, %32) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %34 = "stablehlo.reshape"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x8x2xbf16>
    %35 = "stablehlo.transpose"(%34) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<8x4x8x2xbf16>) -> tensor<8x8x4x2xbf16>
    %36 = "sdy.sharding_constraint"(%35) <{sharding = #sdy.sharding<@mesh, [{"model"}, {"data"}, {}, {}]>}> : (tensor<8x8x4x2xbf16>) -> tensor<8x8x4x2xbf16>
    %37 = "stablehlo.reshape"(%6) : (tensor<8x16xbf16>) -> tensor<8x8x2xbf16>
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
    %61 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<8xi32>
    %62 = "stablehlo.broadcast_in_dim"(%61) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xi32>) -> tensor<8x4x8xi32>
    %63 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %64 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %65:2 = "stablehlo.reduce"(%scores.60, %62, %63, %64) <{dimensions = array<i64: 2>}> ({
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
    %66 = "stablehlo.broadcast_in_dim"(%63) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %67 = "stablehlo.compare"(%65#0, %66) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %68 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %69 = "stablehlo.select"(%67, %65#1, %68) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %nearest.70 = "sdy.sharding_constraint"(%69) <{sharding = #sdy.sharding<@mesh, [{"data"}, {}]>}> : (tensor<8x4xi32>) -> tensor<8x4xi32>
    %71 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %72 = "stablehlo.broadcast_in_dim"(%71) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes.73 = "stablehlo.select"(%valid.4, %nearest.70, %72) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    "func.return"(%codes.73) : (tensor<8x4xi32>) -> ()
  }
}
