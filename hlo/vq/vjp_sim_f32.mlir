module @vqbit_vjp attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=4]>
  func.func public @main(
      %inputs: tensor<8x3x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %d_quantized: tensor<8x3x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %d_loss: tensor<f32> {sdy.sharding = #sdy.sharding<@mesh, []>},
      %codebook: tensor<12x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>},
      %sim_map: tensor<16x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) -> (
      tensor<8x3x16xf32> {jax.result_info = "d_inputs", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      tensor<16x16xf32> {jax.result_info = "d_sim_map", sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) {
    %mapped_entries.5 = "stablehlo.dot_general"(%codebook, %sim_map) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<12x16xf32>, tensor<16x16xf32>) -> tensor<12x16xf32>
    %6 = "sdy.sharding_constraint"(%mapped_entries.5) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %7 = "sdy.sharding_constraint"(%6) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %8 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %9 = "stablehlo.multiply"(%7, %7) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %10 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %11 = "stablehlo.reduce"(%9, %10) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12x16xf32>, tensor<f32>) -> tensor<12xf32>
    %12 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %13 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %half_norms.14 = "stablehlo.multiply"(%11, %13) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %15 = "sdy.sharding_constraint"(%half_norms.14) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<12xf32>) -> tensor<12xf32>
    %16 = "sdy.sharding_constraint"(%7) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %17 = "sdy.sharding_constraint"(%15) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<12xf32>) -> tensor<12xf32>
    %18 = "stablehlo.reshape"(%16) : (tensor<12x16xf32>) -> tensor<4x3x16xf32>
    %19 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x61x16xf32>
    %20 = "stablehlo.concatenate"(%18, %19) <{dimension = 1 : i64}> : (tensor<4x3x16xf32>, tensor<4x61x16xf32>) -> tensor<4x64x16xf32>
    %21 = "stablehlo.reshape"(%20) : (tensor<4x64x16xf32>) -> tensor<256x16xf32>
    %22 = "sdy.sharding_constraint"(%21) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<256x16xf32>) -> tensor<256x16xf32>
    %23 = "stablehlo.dot_general"(%inputs, %22) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x3x16xf32>, tensor<256x16xf32>) -> tensor<8x3x256xf32>
    %24 = "stablehlo.reshape"(%23) : (tensor<8x3x256xf32>) -> tensor<8x3x4x64xf32>
    %25 = "stablehlo.slice"(%24) <{limit_indices = array<i64: 8, 3, 4, 3>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x3x4x64xf32>) -> tensor<8x3x4x3xf32>
    %products.26 = "stablehlo.reshape"(%25) : (tensor<8x3x4x3xf32>) -> tensor<8x3x12xf32>
    %27 = "stablehlo.broadcast_in_dim"(%17) <{broadcast_dimensions = array<i64: 2>}> : (tensor<12xf32>) -> tensor<8x3x12xf32>
    %scores.28 = "stablehlo.subtract"(%27, %products.26) : (tensor<8x3x12xf32>, tensor<8x3x12xf32>) -> tensor<8x3x12xf32>
    %29 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x3x12xi32>
    %30 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %31 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %32:2 = "stablehlo.reduce"(%scores.28, %29, %30, %31) <{dimensions = array<i64: 2>}> ({
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
    }) : (tensor<8x3x12xf32>, tensor<8x3x12xi32>, tensor<f32>, tensor<i32>) -> (tensor<8x3xf32>, tensor<8x3xi32>)
    %33 = "stablehlo.is_finite"(%32#0) : (tensor<8x3xf32>) -> tensor<8x3xi1>
    %34 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %35 = "stablehlo.broadcast_in_dim"(%34) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %nearest.36 = "stablehlo.select"(%33, %32#1, %35) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %37 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %38 = "stablehlo.compare"(%nearest.36, %37) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi1>
    %codes.39 = "stablehlo.select"(%38, %nearest.36, %35) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %40 = "stablehlo.broadcast_in_dim"(%codes.39) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi32>) -> tensor<8x3x12xi32>
    %assignments.41 = "stablehlo.compare"(%40, %29) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x3x12xi32>, tensor<8x3x12xi32>) -> tensor<8x3x12xi1>
    %42 = "sdy.sharding_constraint"(%7) <{sharding = #sdy.sharding<@mesh, [{}, {}]>}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %43 = "stablehlo.constant"() <{value = dense<11> : tensor<i32>}> : () -> tensor<i32>
    %44 = "stablehlo.broadcast_in_dim"(%43) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %45 = "stablehlo.clamp"(%37, %codes.39, %44) : (tensor<8x3xi32>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %46 = "stablehlo.gather"(%42, %45) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<12x16xf32>, tensor<8x3xi32>) -> tensor<8x3x16xf32>
    %47 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x3x16xf32>
    %48 = "stablehlo.broadcast_in_dim"(%38) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi1>) -> tensor<8x3x16xi1>
    %quantized.49 = "stablehlo.select"(%48, %46, %47) : (tensor<8x3x16xi1>, tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %valid_inputs.50 = "stablehlo.select"(%48, %inputs, %47) : (tensor<8x3x16xi1>, tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %51 = "stablehlo.convert"(%assignments.41) : (tensor<8x3x12xi1>) -> tensor<8x3x12xf32>
    %counts.52 = "stablehlo.reduce"(%51, %10) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %53 = "sdy.sharding_constraint"(%counts.52) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<12xf32>) -> tensor<12xf32>
    %54 = "stablehlo.reduce"(%53, %10) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %55 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %56 = "stablehlo.maximum"(%54, %55) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %57 = "stablehlo.subtract"(%valid_inputs.50, %quantized.49) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %58 = "stablehlo.subtract"(%quantized.49, %valid_inputs.50) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %59 = "stablehlo.reshape"(%assignments.41) : (tensor<8x3x12xi1>) -> tensor<2x4x1x3x12xi1>
    %60 = "stablehlo.transpose"(%59) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x4x1x3x12xi1>) -> tensor<2x1x4x3x12xi1>
    %61 = "stablehlo.reshape"(%58) : (tensor<8x3x16xf32>) -> tensor<2x4x1x3x16xf32>
    %62 = "stablehlo.transpose"(%61) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x4x1x3x16xf32>) -> tensor<2x1x4x3x16xf32>
    %63 = "stablehlo.convert"(%60) : (tensor<2x1x4x3x12xi1>) -> tensor<2x1x4x3x12xf32>
    %sums.64 = "stablehlo.dot_general"(%63, %62) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<2x1x4x3x12xf32>, tensor<2x1x4x3x16xf32>) -> tensor<2x1x12x16xf32>
    %65 = "sdy.sharding_constraint"(%sums.64) <{sharding = #sdy.sharding<@mesh, [{"data"}, {}, {"model"}, {}]>}> : (tensor<2x1x12x16xf32>) -> tensor<2x1x12x16xf32>
    %66 = "stablehlo.add"(%47, %57) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %67 = "stablehlo.reduce"(%65, %10) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x1x12x16xf32>, tensor<f32>) -> tensor<12x16xf32>
    %sums.68 = "sdy.sharding_constraint"(%67) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %69 = "stablehlo.divide"(%d_loss, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %70 = "stablehlo.divide"(%69, %55) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %71 = "stablehlo.constant"() <{value = dense<3.125e-2> : tensor<f32>}> : () -> tensor<f32>
    %72 = "stablehlo.multiply"(%70, %71) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %73 = "stablehlo.broadcast_in_dim"(%72) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x3x16xf32>
    %74 = "stablehlo.multiply"(%73, %66) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %75 = "stablehlo.add"(%d_quantized, %74) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %76 = "stablehlo.constant"() <{value = dense<1.25e-1> : tensor<f32>}> : () -> tensor<f32>
    %77 = "stablehlo.multiply"(%70, %76) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %78 = "stablehlo.broadcast_in_dim"(%77) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x16xf32>
    %79 = "stablehlo.multiply"(%78, %sums.68) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %d_inputs.80 = "stablehlo.select"(%48, %75, %47) : (tensor<8x3x16xi1>, tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %81 = "sdy.sharding_constraint"(%79) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %d_sim_map.82 = "stablehlo.dot_general"(%codebook, %81) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<16x16xf32>
    "func.return"(%d_inputs.80, %d_sim_map.82) : (tensor<8x3x16xf32>, tensor<16x16xf32>) -> ()
  }
}
