module @vqbit_vjp attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x3x16xf32> {mhlo.sharding = "{devices=[2,1,1,4]<=[8] last_tile_dim_replicate}"},
      %d_quantized: tensor<8x3x16xf32> {mhlo.sharding = "{devices=[2,1,1,4]<=[8] last_tile_dim_replicate}"},
      %d_loss: tensor<f32> {mhlo.sharding = "{replicated}"},
      %codebook: tensor<12x16xf32> {mhlo.sharding = "{devices=[4,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"},
      %sim_map: tensor<16x16xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<8x3x16xf32> {jax.result_info = "d_inputs", mhlo.sharding = "{devices=[2,1,1,4]<=[8] last_tile_dim_replicate}"},
      tensor<16x16xf32> {jax.result_info = "d_sim_map", mhlo.sharding = "{replicated}"}) {
    %mapped_entries.5 = "stablehlo.dot_general"(%codebook, %sim_map) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<12x16xf32>, tensor<16x16xf32>) -> tensor<12x16xf32>
    %6 = "stablehlo.custom_call"(%mapped_entries.5) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %7 = "stablehlo.is_finite"(%inputs) : (tensor<8x3x16xf32>) -> tensor<8x3x16xi1>
    %8 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.9 = "stablehlo.reduce"(%7, %8) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x3x16xi1>, tensor<i1>) -> tensor<8x3xi1>
    %10 = "stablehlo.custom_call"(%6) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %11 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %12 = "stablehlo.multiply"(%10, %10) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %13 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %14 = "stablehlo.reduce"(%12, %13) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12x16xf32>, tensor<f32>) -> tensor<12xf32>
    %15 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %16 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12xf32>
    %half_norms.17 = "stablehlo.multiply"(%14, %16) : (tensor<12xf32>, tensor<12xf32>) -> tensor<12xf32>
    %18 = "stablehlo.custom_call"(%half_norms.17) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<12xf32>) -> tensor<12xf32>
    %19 = "stablehlo.custom_call"(%10) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %20 = "stablehlo.custom_call"(%18) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<12xf32>) -> tensor<12xf32>
    %products.21 = "stablehlo.dot_general"(%inputs, %19) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x3x16xf32>, tensor<12x16xf32>) -> tensor<8x3x12xf32>
    %22 = "stablehlo.broadcast_in_dim"(%20) <{broadcast_dimensions = array<i64: 2>}> : (tensor<12xf32>) -> tensor<8x3x12xf32>
    %scores.23 = "stablehlo.subtract"(%22, %products.21) : (tensor<8x3x12xf32>, tensor<8x3x12xf32>) -> tensor<8x3x12xf32>
    %24 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x3x12xi32>
    %25 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %26 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %27:2 = "stablehlo.reduce"(%scores.23, %24, %25, %26) <{dimensions = array<i64: 2>}> ({
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
    %28 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x3xf32>
    %29 = "stablehlo.compare"(%27#0, %28) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x3xf32>, tensor<8x3xf32>) -> tensor<8x3xi1>
    %30 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %nearest.31 = "stablehlo.select"(%29, %27#1, %30) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %32 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %33 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %codes.34 = "stablehlo.select"(%valid.9, %nearest.31, %33) : (tensor<8x3xi1>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %35 = "stablehlo.broadcast_in_dim"(%codes.34) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi32>) -> tensor<8x3x12xi32>
    %assignments.36 = "stablehlo.compare"(%35, %24) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x3x12xi32>, tensor<8x3x12xi32>) -> tensor<8x3x12xi1>
    %37 = "stablehlo.custom_call"(%10) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %38 = "stablehlo.constant"() <{value = dense<11> : tensor<i32>}> : () -> tensor<i32>
    %39 = "stablehlo.broadcast_in_dim"(%38) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x3xi32>
    %40 = "stablehlo.clamp"(%30, %codes.34, %39) : (tensor<8x3xi32>, tensor<8x3xi32>, tensor<8x3xi32>) -> tensor<8x3xi32>
    %41 = "stablehlo.gather"(%37, %40) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<12x16xf32>, tensor<8x3xi32>) -> tensor<8x3x16xf32>
    %42 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x3x16xf32>
    %43 = "stablehlo.broadcast_in_dim"(%valid.9) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x3xi1>) -> tensor<8x3x16xi1>
    %quantized.44 = "stablehlo.select"(%43, %41, %42) : (tensor<8x3x16xi1>, tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %valid_inputs.45 = "stablehlo.select"(%43, %inputs, %42) : (tensor<8x3x16xi1>, tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %46 = "stablehlo.convert"(%assignments.36) : (tensor<8x3x12xi1>) -> tensor<8x3x12xf32>
    %counts.47 = "stablehlo.reduce"(%46, %13) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x3x12xf32>, tensor<f32>) -> tensor<12xf32>
    %48 = "stablehlo.custom_call"(%counts.47) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<12xf32>) -> tensor<12xf32>
    %49 = "stablehlo.reduce"(%48, %13) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<12xf32>, tensor<f32>) -> tensor<f32>
    %50 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %51 = "stablehlo.maximum"(%49, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %52 = "stablehlo.subtract"(%valid_inputs.45, %quantized.44) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %53 = "stablehlo.subtract"(%quantized.44, %valid_inputs.45) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %54 = "stablehlo.reshape"(%assignments.36) : (tensor<8x3x12xi1>) -> tensor<2x4x1x3x12xi1>
    %55 = "stablehlo.transpose"(%54) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x4x1x3x12xi1>) -> tensor<2x1x4x3x12xi1>
    %56 = "stablehlo.reshape"(%53) : (tensor<8x3x16xf32>) -> tensor<2x4x1x3x16xf32>
    %57 = "stablehlo.transpose"(%56) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x4x1x3x16xf32>) -> tensor<2x1x4x3x16xf32>
    %58 = "stablehlo.convert"(%55) : (tensor<2x1x4x3x12xi1>) -> tensor<2x1x4x3x12xf32>
    %sums.59 = "stablehlo.dot_general"(%58, %57) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<2x1x4x3x12xf32>, tensor<2x1x4x3x16xf32>) -> tensor<2x1x12x16xf32>
    %60 = "stablehlo.custom_call"(%sums.59) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,4,1]<=[8]}"} : (tensor<2x1x12x16xf32>) -> tensor<2x1x12x16xf32>
    %61 = "stablehlo.add"(%42, %52) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %62 = "stablehlo.reduce"(%60, %13) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x1x12x16xf32>, tensor<f32>) -> tensor<12x16xf32>
    %sums.63 = "stablehlo.custom_call"(%62) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %64 = "stablehlo.divide"(%d_loss, %51) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %65 = "stablehlo.divide"(%64, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %66 = "stablehlo.constant"() <{value = dense<3.125e-2> : tensor<f32>}> : () -> tensor<f32>
    %67 = "stablehlo.multiply"(%65, %66) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %68 = "stablehlo.broadcast_in_dim"(%67) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x3x16xf32>
    %69 = "stablehlo.multiply"(%68, %61) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %70 = "stablehlo.add"(%d_quantized, %69) : (tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %71 = "stablehlo.constant"() <{value = dense<1.25e-1> : tensor<f32>}> : () -> tensor<f32>
    %72 = "stablehlo.multiply"(%65, %71) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %73 = "stablehlo.broadcast_in_dim"(%72) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<12x16xf32>
    %74 = "stablehlo.multiply"(%73, %sums.63) : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<12x16xf32>
    %d_inputs.75 = "stablehlo.select"(%43, %70, %42) : (tensor<8x3x16xi1>, tensor<8x3x16xf32>, tensor<8x3x16xf32>) -> tensor<8x3x16xf32>
    %76 = "stablehlo.custom_call"(%74) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<12x16xf32>) -> tensor<12x16xf32>
    %d_sim_map.77 = "stablehlo.dot_general"(%codebook, %76) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<12x16xf32>, tensor<12x16xf32>) -> tensor<16x16xf32>
    "func.return"(%d_inputs.75, %d_sim_map.77) : (tensor<8x3x16xf32>, tensor<16x16xf32>) -> ()
  }
}
