module @vqbit_vjp attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x16xf32> {mhlo.sharding = "{replicated}"},
      %mask: tensor<8x4xi1> {mhlo.sharding = "{replicated}"},
      %d_quantized: tensor<8x4x16xf32> {mhlo.sharding = "{replicated}"},
      %d_loss: tensor<f32> {mhlo.sharding = "{replicated}"},
      %codebook: tensor<6x16xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<8x4x16xf32> {jax.result_info = "d_inputs", mhlo.sharding = "{replicated}"},
      tensor<6x16xf32> {jax.result_info = "d_codebook", mhlo.sharding = "{replicated}"}) {
    %5 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x16xf32>) -> tensor<8x4x16xi1>
    %6 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.7 = "stablehlo.reduce"(%5, %6) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %8 = "stablehlo.and"(%valid.7, %mask) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %9 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %10 = "stablehlo.multiply"(%codebook, %codebook) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %11 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %12 = "stablehlo.reduce"(%10, %11) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %13 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %14 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %half_norms.15 = "stablehlo.multiply"(%12, %14) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %products.16 = "stablehlo.dot_general"(%inputs, %codebook) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x16xf32>, tensor<6x16xf32>) -> tensor<8x4x6xf32>
    %17 = "stablehlo.broadcast_in_dim"(%half_norms.15) <{broadcast_dimensions = array<i64: 2>}> : (tensor<6xf32>) -> tensor<8x4x6xf32>
    %scores.18 = "stablehlo.subtract"(%17, %products.16) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %19 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %20 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %21 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %22:2 = "stablehlo.reduce"(%scores.18, %19, %20, %21) <{dimensions = array<i64: 2>}> ({
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
    }) : (tensor<8x4x6xf32>, tensor<8x4x6xi32>, tensor<f32>, tensor<i32>) -> (tensor<8x4xf32>, tensor<8x4xi32>)
    %23 = "stablehlo.broadcast_in_dim"(%20) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %24 = "stablehlo.compare"(%22#0, %23) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %25 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest.26 = "stablehlo.select"(%24, %22#1, %25) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %27 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %28 = "stablehlo.broadcast_in_dim"(%27) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes.29 = "stablehlo.select"(%8, %nearest.26, %28) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %30 = "stablehlo.broadcast_in_dim"(%codes.29) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x6xi32>
    %assignments.31 = "stablehlo.compare"(%30, %19) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x6xi32>, tensor<8x4x6xi32>) -> tensor<8x4x6xi1>
    %32 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %33 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %34 = "stablehlo.clamp"(%25, %codes.29, %33) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %35 = "stablehlo.gather"(%codebook, %34) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xf32>, tensor<8x4xi32>) -> tensor<8x4x16xf32>
    %36 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %37 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized.38 = "stablehlo.select"(%37, %35, %36) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %valid_inputs.39 = "stablehlo.select"(%37, %inputs, %36) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %40 = "stablehlo.convert"(%assignments.31) : (tensor<8x4x6xi1>) -> tensor<8x4x6xf32>
    %counts.41 = "stablehlo.reduce"(%40, %11) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<6xf32>
    %42 = "stablehlo.reduce"(%counts.41, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %43 = "stablehlo.multiply"(%valid_inputs.39, %valid_inputs.39) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %44 = "stablehlo.reduce"(%43, %11) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %45 = "stablehlo.constant"() <{value = dense<9.999999960041972e-13> : tensor<f32>}> : () -> tensor<f32>
    %46 = "stablehlo.broadcast_in_dim"(%45) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %47 = "stablehlo.compare"(%44, %46) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %48 = "stablehlo.compare"(%44, %23) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %49 = "stablehlo.and"(%47, %48) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %50 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %51 = "stablehlo.broadcast_in_dim"(%50) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %52 = "stablehlo.select"(%49, %44, %51) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %53 = "stablehlo.sqrt"(%52) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %54 = "stablehlo.broadcast_in_dim"(%53) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %55 = "stablehlo.divide"(%valid_inputs.39, %54) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %56 = "stablehlo.multiply"(%quantized.38, %quantized.38) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %57 = "stablehlo.reduce"(%56, %11) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %58 = "stablehlo.compare"(%57, %46) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %59 = "stablehlo.compare"(%57, %23) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %60 = "stablehlo.and"(%58, %59) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %61 = "stablehlo.select"(%60, %57, %51) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %62 = "stablehlo.sqrt"(%61) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %63 = "stablehlo.broadcast_in_dim"(%62) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %64 = "stablehlo.divide"(%quantized.38, %63) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %65 = "stablehlo.add"(%55, %64) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %66 = "stablehlo.multiply"(%65, %d_quantized) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %67 = "stablehlo.reduce"(%66, %11) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %68 = "stablehlo.multiply"(%65, %65) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %69 = "stablehlo.reduce"(%68, %11) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %70 = "stablehlo.constant"() <{value = dense<9.999999974752427e-7> : tensor<f32>}> : () -> tensor<f32>
    %71 = "stablehlo.broadcast_in_dim"(%70) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %72 = "stablehlo.compare"(%69, %71) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %73 = "stablehlo.add"(%67, %67) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %74 = "stablehlo.divide"(%73, %69) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %75 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %76 = "stablehlo.select"(%72, %75, %74) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %77 = "stablehlo.broadcast_in_dim"(%76) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %78 = "stablehlo.multiply"(%77, %65) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %79 = "stablehlo.multiply"(%64, %d_quantized) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %80 = "stablehlo.reduce"(%79, %11) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %81 = "stablehlo.add"(%80, %80) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %82 = "stablehlo.broadcast_in_dim"(%81) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %83 = "stablehlo.multiply"(%82, %55) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %84 = "stablehlo.subtract"(%d_quantized, %78) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %85 = "stablehlo.add"(%84, %83) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %86 = "stablehlo.divide"(%62, %53) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %87 = "stablehlo.broadcast_in_dim"(%86) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %88 = "stablehlo.multiply"(%87, %85) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %89 = "stablehlo.and"(%49, %60) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %90 = "stablehlo.broadcast_in_dim"(%89) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %turned_gradient.91 = "stablehlo.select"(%90, %88, %d_quantized) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %92 = "stablehlo.maximum"(%42, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %93 = "stablehlo.divide"(%d_loss, %92) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %94 = "stablehlo.divide"(%93, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %95 = "stablehlo.constant"() <{value = dense<3.125e-2> : tensor<f32>}> : () -> tensor<f32>
    %96 = "stablehlo.multiply"(%94, %95) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %97 = "stablehlo.subtract"(%valid_inputs.39, %quantized.38) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %98 = "stablehlo.broadcast_in_dim"(%96) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %99 = "stablehlo.multiply"(%98, %97) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %100 = "stablehlo.add"(%turned_gradient.91, %99) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %101 = "stablehlo.constant"() <{value = dense<1.25e-1> : tensor<f32>}> : () -> tensor<f32>
    %102 = "stablehlo.multiply"(%94, %101) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %103 = "stablehlo.subtract"(%quantized.38, %valid_inputs.39) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %sums.104 = "stablehlo.dot_general"(%40, %103) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x6xf32>, tensor<8x4x16xf32>) -> tensor<6x16xf32>
    %105 = "stablehlo.broadcast_in_dim"(%102) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %d_codebook.106 = "stablehlo.multiply"(%105, %sums.104) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %d_inputs.107 = "stablehlo.select"(%37, %100, %36) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    "func.return"(%d_inputs.107, %d_codebook.106) : (tensor<8x4x16xf32>, tensor<6x16xf32>) -> ()
  }
}
