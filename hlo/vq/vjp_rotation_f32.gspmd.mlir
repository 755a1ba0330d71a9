module @vqbit_vjp attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x16xf32> {mhlo.sharding = "{replicated}"},
      %mask: tensor<8x4xi1> {mhlo.sharding = "{replicated}"},
      %d_quantized: tensor<8x4x16xf32> {mhlo.sharding = "{replicated}"},
      %d_loss: tensor<f32> {mhlo.sharding = "{replicated}"},
      %codebook: tensor<6x16xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<8x4x16xf32> {jax.result_info = "d_inputs", mhlo.sharding = "{replicated}"},
      tensor<6x16xf32> {jax.result_info = "d_codebook", mhlo.sharding = "{replicated}"}) {
    %5 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %6 = "stablehlo.multiply"(%codebook, %codebook) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %7 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %8 = "stablehlo.reduce"(%6, %7) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %9 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %10 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %half_norms.11 = "stablehlo.multiply"(%8, %10) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %products.12 = "stablehlo.dot_general"(%inputs, %codebook) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x16xf32>, tensor<6x16xf32>) -> tensor<8x4x6xf32>
    %13 = "stablehlo.broadcast_in_dim"(%half_norms.11) <{broadcast_dimensions = array<i64: 2>}> : (tensor<6xf32>) -> tensor<8x4x6xf32>
    %scores.14 = "stablehlo.subtract"(%13, %products.12) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %15 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %16 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %17 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %18:2 = "stablehlo.reduce"(%scores.14, %15, %16, %17) <{dimensions = array<i64: 2>}> ({
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
    %19 = "stablehlo.is_finite"(%18#0) : (tensor<8x4xf32>) -> tensor<8x4xi1>
    %20 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %21 = "stablehlo.broadcast_in_dim"(%20) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest.22 = "stablehlo.select"(%19, %18#1, %21) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %23 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %24 = "stablehlo.compare"(%nearest.22, %23) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %25 = "stablehlo.and"(%24, %mask) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %codes.26 = "stablehlo.select"(%25, %nearest.22, %21) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %27 = "stablehlo.broadcast_in_dim"(%codes.26) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x6xi32>
    %assignments.28 = "stablehlo.compare"(%27, %15) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x6xi32>, tensor<8x4x6xi32>) -> tensor<8x4x6xi1>
    %29 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %30 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %31 = "stablehlo.clamp"(%23, %codes.26, %30) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %32 = "stablehlo.gather"(%codebook, %31) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xf32>, tensor<8x4xi32>) -> tensor<8x4x16xf32>
    %33 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %34 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized.35 = "stablehlo.select"(%34, %32, %33) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %valid_inputs.36 = "stablehlo.select"(%34, %inputs, %33) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %37 = "stablehlo.multiply"(%valid_inputs.36, %valid_inputs.36) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %38 = "stablehlo.reduce"(%37, %7) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %39 = "stablehlo.constant"() <{value = dense<9.999999960041972e-13> : tensor<f32>}> : () -> tensor<f32>
    %40 = "stablehlo.broadcast_in_dim"(%39) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %41 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %42 = "stablehlo.compare"(%38, %40) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %43 = "stablehlo.compare"(%38, %41) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %44 = "stablehlo.and"(%42, %43) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %45 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %46 = "stablehlo.broadcast_in_dim"(%45) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %47 = "stablehlo.select"(%44, %38, %46) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %48 = "stablehlo.sqrt"(%47) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %49 = "stablehlo.broadcast_in_dim"(%48) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %50 = "stablehlo.divide"(%valid_inputs.36, %49) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %51 = "stablehlo.multiply"(%quantized.35, %quantized.35) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %52 = "stablehlo.reduce"(%51, %7) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %53 = "stablehlo.compare"(%52, %40) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %54 = "stablehlo.compare"(%52, %41) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %55 = "stablehlo.and"(%53, %54) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %56 = "stablehlo.select"(%55, %52, %46) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %57 = "stablehlo.sqrt"(%56) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %58 = "stablehlo.broadcast_in_dim"(%57) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %59 = "stablehlo.divide"(%quantized.35, %58) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %60 = "stablehlo.add"(%50, %59) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %61 = "stablehlo.multiply"(%60, %d_quantized) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %62 = "stablehlo.reduce"(%61, %7) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %63 = "stablehlo.multiply"(%60, %60) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %64 = "stablehlo.reduce"(%63, %7) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %65 = "stablehlo.constant"() <{value = dense<9.999999974752427e-7> : tensor<f32>}> : () -> tensor<f32>
    %66 = "stablehlo.broadcast_in_dim"(%65) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %67 = "stablehlo.compare"(%64, %66) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %68 = "stablehlo.add"(%62, %62) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %69 = "stablehlo.divide"(%68, %64) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %70 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %71 = "stablehlo.select"(%67, %70, %69) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %72 = "stablehlo.broadcast_in_dim"(%71) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %73 = "stablehlo.multiply"(%72, %60) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %74 = "stablehlo.multiply"(%59, %d_quantized) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %75 = "stablehlo.reduce"(%74, %7) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %76 = "stablehlo.add"(%75, %75) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %77 = "stablehlo.broadcast_in_dim"(%76) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %78 = "stablehlo.multiply"(%77, %50) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %79 = "stablehlo.subtract"(%d_quantized, %73) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %80 = "stablehlo.add"(%79, %78) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %81 = "stablehlo.divide"(%57, %48) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %82 = "stablehlo.broadcast_in_dim"(%81) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %83 = "stablehlo.multiply"(%82, %80) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %84 = "stablehlo.and"(%44, %55) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %85 = "stablehlo.broadcast_in_dim"(%84) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %turned_gradient.86 = "stablehlo.select"(%85, %83, %d_quantized) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %87 = "stablehlo.broadcast_in_dim"(%45) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x1xf32>
    %88 = "stablehlo.reshape"(%codes.26) : (tensor<8x4xi32>) -> tensor<1x32xi32>
    %89 = "stablehlo.reshape"(%88) : (tensor<1x32xi32>) -> tensor<32xi32>
    %90 = "stablehlo.reshape"(%87) : (tensor<8x4x1xf32>) -> tensor<32x1xf32>
    %91 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x1xf32>
    %92:4 = "stablehlo.while"(%5, %89, %90, %91) ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<32xi32>, %arg.2: tensor<32x1xf32>, %arg.3: tensor<6x1xf32>):
      %r.4 = "stablehlo.constant"() <{value = dense<32> : tensor<i32>}> : () -> tensor<i32>
      %r.5 = "stablehlo.compare"(%arg.0, %r.4) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      "stablehlo.return"(%r.5) : (tensor<i1>) -> ()
    }, {
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<32xi32>, %arg.2: tensor<32x1xf32>, %arg.3: tensor<6x1xf32>):
      %r.4 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
      %r.5 = "stablehlo.dynamic_slice"(%arg.1, %arg.0) <{slice_sizes = array<i64: 1>}> : (tensor<32xi32>, tensor<i32>) -> tensor<1xi32>
      %r.6 = "stablehlo.reshape"(%r.5) : (tensor<1xi32>) -> tensor<i32>
      %r.7 = "stablehlo.dynamic_slice"(%arg.2, %arg.0, %r.4) <{slice_sizes = array<i64: 1, 1>}> : (tensor<32x1xf32>, tensor<i32>, tensor<i32>) -> tensor<1x1xf32>
      %r.8 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
      %r.9 = "stablehlo.broadcast_in_dim"(%r.8) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x1xf32>
      %r.10 = "stablehlo.compare"(%r.6, %r.4) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.11 = "stablehlo.broadcast_in_dim"(%r.10) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<1x1xi1>
      %r.12 = "stablehlo.select"(%r.11, %r.7, %r.9) : (tensor<1x1xi1>, tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %r.13 = "stablehlo.dynamic_slice"(%arg.3, %r.6, %r.4) <{slice_sizes = array<i64: 1, 1>}> : (tensor<6x1xf32>, tensor<i32>, tensor<i32>) -> tensor<1x1xf32>
      %r.14 = "stablehlo.add"(%r.13, %r.12) : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
      %r.15 = "stablehlo.dynamic_update_slice"(%arg.3, %r.14, %r.6, %r.4) : (tensor<6x1xf32>, tensor<1x1xf32>, tensor<i32>, tensor<i32>) -> tensor<6x1xf32>
      %r.16 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
      %r.17 = "stablehlo.add"(%arg.0, %r.16) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.17, %arg.1, %arg.2, %r.15) : (tensor<i32>, tensor<32xi32>, tensor<32x1xf32>, tensor<6x1xf32>) -> ()
    }) : (tensor<i32>, tensor<32xi32>, tensor<32x1xf32>, tensor<6x1xf32>) -> (tensor<i32>, tensor<32xi32>, tensor<32x1xf32>, tensor<6x1xf32>)
    %counts.93 = "stablehlo.reshape"(%92#3) : (tensor<6x1xf32>) -> tensor<6xf32>
    %94 = "stablehlo.reduce"(%counts.93, %7) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %95 = "stablehlo.maximum"(%94, %45) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %96 = "stablehlo.subtract"(%valid_inputs.36, %quantized.35) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %97 = "stablehlo.subtract"(%quantized.35, %valid_inputs.36) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %98 = "stablehlo.reshape"(%assignments.28) : (tensor<8x4x6xi1>) -> tensor<1x8x1x4x6xi1>
    %99 = "stablehlo.transpose"(%98) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<1x8x1x4x6xi1>) -> tensor<1x1x8x4x6xi1>
    %100 = "stablehlo.reshape"(%97) : (tensor<8x4x16xf32>) -> tensor<1x8x1x4x16xf32>
    %101 = "stablehlo.transpose"(%100) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<1x8x1x4x16xf32>) -> tensor<1x1x8x4x16xf32>
    %102 = "stablehlo.convert"(%99) : (tensor<1x1x8x4x6xi1>) -> tensor<1x1x8x4x6xf32>
    %sums.103 = "stablehlo.dot_general"(%102, %101) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<1x1x8x4x6xf32>, tensor<1x1x8x4x16xf32>) -> tensor<1x1x6x16xf32>
    %104 = "stablehlo.custom_call"(%sums.103) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<1x1x6x16xf32>) -> tensor<1x1x6x16xf32>
    %105 = "stablehlo.add"(%33, %96) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %sums.106 = "stablehlo.reduce"(%104, %7) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<1x1x6x16xf32>, tensor<f32>) -> tensor<6x16xf32>
    %107 = "stablehlo.divide"(%d_loss, %95) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %108 = "stablehlo.divide"(%107, %45) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %109 = "stablehlo.constant"() <{value = dense<3.125e-2> : tensor<f32>}> : () -> tensor<f32>
    %110 = "stablehlo.multiply"(%108, %109) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %111 = "stablehlo.broadcast_in_dim"(%110) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %112 = "stablehlo.multiply"(%111, %105) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %113 = "stablehlo.add"(%turned_gradient.86, %112) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %114 = "stablehlo.constant"() <{value = dense<1.25e-1> : tensor<f32>}> : () -> tensor<f32>
    %115 = "stablehlo.multiply"(%108, %114) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %116 = "stablehlo.broadcast_in_dim"(%115) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %d_codebook.117 = "stablehlo.multiply"(%116, %sums.106) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %d_inputs.118 = "stablehlo.select"(%34, %113, %33) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    "func.return"(%d_inputs.118, %d_codebook.117) : (tensor<8x4x16xf32>, tensor<6x16xf32>) -> ()
  }
}
