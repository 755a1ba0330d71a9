module @vqbit_vjp attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {mhlo.sharding = "{devices=[2,1,1,4]<=[8] last_tile_dim_replicate}"},
      %d_quantized: tensor<8x4x16xbf16> {mhlo.sharding = "{devices=[2,1,1,4]<=[8] last_tile_dim_replicate}"},
      %d_loss: tensor<f32> {mhlo.sharding = "{replicated}"},
      %codebook: tensor<6x16xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "d_inputs", mhlo.sharding = "{devices=[2,1,1,4]<=[8] last_tile_dim_replicate}"},
      tensor<6x16xf32> {jax.result_info = "d_codebook", mhlo.sharding = "{replicated}"}) {
    %4 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %5 = "stablehlo.convert"(%4) : (tensor<6x16xf32>) -> tensor<6x16xbf16>
    %6 = "stablehlo.custom_call"(%5) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6x16xbf16>) -> tensor<6x16xbf16>
    %7 = "stablehlo.custom_call"(%4) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %8 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %9 = "stablehlo.multiply"(%7, %7) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %10 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %11 = "stablehlo.reduce"(%9, %10) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %12 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %13 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %half_norms.14 = "stablehlo.multiply"(%11, %13) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %15 = "stablehlo.custom_call"(%half_norms.14) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6xf32>) -> tensor<6xf32>
    %16 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %17 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<2x16xbf16>
    %18 = "stablehlo.concatenate"(%6, %17) <{dimension = 0 : i64}> : (tensor<6x16xbf16>, tensor<2x16xbf16>) -> tensor<8x16xbf16>
    %19 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %20 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2xf32>
    %21 = "stablehlo.concatenate"(%15, %20) <{dimension = 0 : i64}> : (tensor<6xf32>, tensor<2xf32>) -> tensor<8xf32>
    %22 = "stablehlo.custom_call"(%18) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<8x16xbf16>) -> tensor<8x16xbf16>
    %23 = "stablehlo.custom_call"(%21) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<8xf32>) -> tensor<8xf32>
    %products.24 = "stablehlo.dot_general"(%inputs, %22) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x16xbf16>, tensor<8x16xbf16>) -> tensor<8x4x8xf32>
    %25 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xf32>) -> tensor<8x4x8xf32>
    %scores.26 = "stablehlo.subtract"(%25, %products.24) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %27 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x8xi32>
    %28 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %29:2 = "stablehlo.reduce"(%scores.26, %27, %19, %28) <{dimensions = array<i64: 2>}> ({
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
    %30 = "stablehlo.is_finite"(%29#0) : (tensor<8x4xf32>) -> tensor<8x4xi1>
    %31 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %32 = "stablehlo.broadcast_in_dim"(%31) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest.33 = "stablehlo.select"(%30, %29#1, %32) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %34 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %35 = "stablehlo.compare"(%nearest.33, %34) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %codes.36 = "stablehlo.select"(%35, %nearest.33, %32) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %37 = "stablehlo.broadcast_in_dim"(%codes.36) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x6xi32>
    %38 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %assignments.39 = "stablehlo.compare"(%37, %38) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x6xi32>, tensor<8x4x6xi32>) -> tensor<8x4x6xi1>
    %40 = "stablehlo.custom_call"(%6) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6x16xbf16>) -> tensor<6x16xbf16>
    %41 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %42 = "stablehlo.broadcast_in_dim"(%41) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %43 = "stablehlo.clamp"(%34, %codes.36, %42) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %44 = "stablehlo.gather"(%40, %43) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %45 = "stablehlo.broadcast_in_dim"(%16) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %46 = "stablehlo.broadcast_in_dim"(%35) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized.47 = "stablehlo.select"(%46, %44, %45) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %valid_inputs.48 = "stablehlo.select"(%46, %inputs, %45) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %49 = "stablehlo.convert"(%d_quantized) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %50 = "stablehlo.convert"(%valid_inputs.48) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %51 = "stablehlo.convert"(%quantized.47) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %52 = "stablehlo.multiply"(%50, %50) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %53 = "stablehlo.reduce"(%52, %10) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %54 = "stablehlo.constant"() <{value = dense<9.999999960041972e-13> : tensor<f32>}> : () -> tensor<f32>
    %55 = "stablehlo.broadcast_in_dim"(%54) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %56 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %57 = "stablehlo.compare"(%53, %55) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %58 = "stablehlo.compare"(%53, %56) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %59 = "stablehlo.and"(%57, %58) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %60 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %61 = "stablehlo.broadcast_in_dim"(%60) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %62 = "stablehlo.select"(%59, %53, %61) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %63 = "stablehlo.sqrt"(%62) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %64 = "stablehlo.broadcast_in_dim"(%63) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %65 = "stablehlo.divide"(%50, %64) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %66 = "stablehlo.multiply"(%51, %51) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %67 = "stablehlo.reduce"(%66, %10) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %68 = "stablehlo.compare"(%67, %55) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %69 = "stablehlo.compare"(%67, %56) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %70 = "stablehlo.and"(%68, %69) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %71 = "stablehlo.select"(%70, %67, %61) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %72 = "stablehlo.sqrt"(%71) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %73 = "stablehlo.broadcast_in_dim"(%72) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %74 = "stablehlo.divide"(%51, %73) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %75 = "stablehlo.add"(%65, %74) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %76 = "stablehlo.multiply"(%75, %49) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %77 = "stablehlo.reduce"(%76, %10) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %78 = "stablehlo.multiply"(%75, %75) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %79 = "stablehlo.reduce"(%78, %10) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %80 = "stablehlo.constant"() <{value = dense<9.999999974752427e-7> : tensor<f32>}> : () -> tensor<f32>
    %81 = "stablehlo.broadcast_in_dim"(%80) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %82 = "stablehlo.compare"(%79, %81) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %83 = "stablehlo.add"(%77, %77) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %84 = "stablehlo.divide"(%83, %79) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %85 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %86 = "stablehlo.select"(%82, %85, %84) : (tensor<8x4xi1>, tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %87 = "stablehlo.broadcast_in_dim"(%86) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %88 = "stablehlo.multiply"(%87, %75) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %89 = "stablehlo.multiply"(%74, %49) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %90 = "stablehlo.reduce"(%89, %10) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<8x4xf32>
    %91 = "stablehlo.add"(%90, %90) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %92 = "stablehlo.broadcast_in_dim"(%91) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %93 = "stablehlo.multiply"(%92, %65) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %94 = "stablehlo.subtract"(%49, %88) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %95 = "stablehlo.add"(%94, %93) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %96 = "stablehlo.divide"(%72, %63) : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
    %97 = "stablehlo.broadcast_in_dim"(%96) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x16xf32>
    %98 = "stablehlo.multiply"(%97, %95) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %99 = "stablehlo.and"(%59, %70) : (tensor<8x4xi1>, tensor<8x4xi1>) -> tensor<8x4xi1>
    %100 = "stablehlo.broadcast_in_dim"(%99) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %turned_gradient.101 = "stablehlo.select"(%100, %98, %49) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %102 = "stablehlo.convert"(%assignments.39) : (tensor<8x4x6xi1>) -> tensor<8x4x6xf32>
    %counts.103 = "stablehlo.reduce"(%102, %10) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<6xf32>
    %104 = "stablehlo.custom_call"(%counts.103) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6xf32>) -> tensor<6xf32>
    %105 = "stablehlo.reduce"(%104, %10) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %106 = "stablehlo.maximum"(%105, %60) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %107 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %108 = "stablehlo.subtract"(%50, %51) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %109 = "stablehlo.subtract"(%51, %50) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %110 = "stablehlo.reshape"(%assignments.39) : (tensor<8x4x6xi1>) -> tensor<2x4x1x4x6xi1>
    %111 = "stablehlo.transpose"(%110) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x4x1x4x6xi1>) -> tensor<2x1x4x4x6xi1>
    %112 = "stablehlo.reshape"(%109) : (tensor<8x4x16xf32>) -> tensor<2x4x1x4x16xf32>
    %113 = "stablehlo.transpose"(%112) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x4x1x4x16xf32>) -> tensor<2x1x4x4x16xf32>
    %114 = "stablehlo.convert"(%111) : (tensor<2x1x4x4x6xi1>) -> tensor<2x1x4x4x6xf32>
    %sums.115 = "stablehlo.dot_general"(%114, %113) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<2x1x4x4x6xf32>, tensor<2x1x4x4x16xf32>) -> tensor<2x1x6x16xf32>
    %116 = "stablehlo.custom_call"(%sums.115) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,1,1,4]<=[8] last_tile_dim_replicate}"} : (tensor<2x1x6x16xf32>) -> tensor<2x1x6x16xf32>
    %117 = "stablehlo.reduce"(%scores.26, %19) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.minimum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<8x4xf32>
    %118 = "stablehlo.broadcast_in_dim"(%117) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x8xf32>
    %119 = "stablehlo.subtract"(%scores.26, %118) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %120 = "stablehlo.constant"() <{value = dense<-1.0> : tensor<f32>}> : () -> tensor<f32>
    %121 = "stablehlo.broadcast_in_dim"(%120) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x8xf32>
    %122 = "stablehlo.multiply"(%119, %121) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %123 = "stablehlo.exponential"(%122) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %124 = "stablehlo.reduce"(%123, %10) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<8x4xf32>
    %125 = "stablehlo.log"(%124) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %126 = "stablehlo.broadcast_in_dim"(%125) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x8xf32>
    %127 = "stablehlo.subtract"(%122, %126) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %128 = "stablehlo.exponential"(%127) : (tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %129 = "stablehlo.constant"() <{value = dense<-1.0e4> : tensor<f32>}> : () -> tensor<f32>
    %130 = "stablehlo.broadcast_in_dim"(%129) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x8xf32>
    %131 = "stablehlo.maximum"(%127, %130) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %132 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x8xf32>
    %133 = "stablehlo.broadcast_in_dim"(%35) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x8xi1>
    %shares.134 = "stablehlo.select"(%133, %128, %132) : (tensor<8x4x8xi1>, tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %135 = "stablehlo.select"(%133, %131, %132) : (tensor<8x4x8xi1>, tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %136 = "stablehlo.reduce"(%shares.134, %10) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<8xf32>
    %137 = "stablehlo.broadcast_in_dim"(%106) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %mean_shares.138 = "stablehlo.divide"(%136, %137) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %139 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %140 = "stablehlo.broadcast_in_dim"(%139) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %141 = "stablehlo.maximum"(%mean_shares.138, %140) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %142 = "stablehlo.log"(%141) : (tensor<8xf32>) -> tensor<8xf32>
    %143 = "stablehlo.broadcast_in_dim"(%142) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xf32>) -> tensor<8x4x8xf32>
    %144 = "stablehlo.subtract"(%143, %135) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %145 = "stablehlo.multiply"(%shares.134, %144) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %146 = "stablehlo.reduce"(%145, %10) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x8xf32>, tensor<f32>) -> tensor<8x4xf32>
    %147 = "stablehlo.broadcast_in_dim"(%146) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x8xf32>
    %148 = "stablehlo.subtract"(%144, %147) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %149 = "stablehlo.multiply"(%shares.134, %148) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %150 = "stablehlo.convert"(%22) : (tensor<8x16xbf16>) -> tensor<8x16xf32>
    %151 = "stablehlo.dot_general"(%149, %150) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<8x4x8xf32>, tensor<8x16xf32>) -> tensor<8x4x16xf32>
    %152 = "stablehlo.reshape"(%149) : (tensor<8x4x8xf32>) -> tensor<2x4x1x4x8xf32>
    %153 = "stablehlo.transpose"(%152) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x4x1x4x8xf32>) -> tensor<2x1x4x4x8xf32>
    %154 = "stablehlo.reshape"(%50) : (tensor<8x4x16xf32>) -> tensor<2x4x1x4x16xf32>
    %155 = "stablehlo.transpose"(%154) <{permutation = array<i64: 0, 2, 1, 3, 4>}> : (tensor<2x4x1x4x16xf32>) -> tensor<2x1x4x4x16xf32>
    %sums.156 = "stablehlo.dot_general"(%153, %155) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0, 1], rhs_batching_dimensions = [0, 1], lhs_contracting_dimensions = [2, 3], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<2x1x4x4x8xf32>, tensor<2x1x4x4x16xf32>) -> tensor<2x1x8x16xf32>
    %counts.157 = "stablehlo.reduce"(%153, %10) <{dimensions = array<i64: 2, 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x1x4x4x8xf32>, tensor<f32>) -> tensor<2x1x8xf32>
    %158 = "stablehlo.broadcast_in_dim"(%counts.157) <{broadcast_dimensions = array<i64: 0, 1, 2>}> : (tensor<2x1x8xf32>) -> tensor<2x1x8x16xf32>
    %159 = "stablehlo.broadcast_in_dim"(%150) <{broadcast_dimensions = array<i64: 2, 3>}> : (tensor<8x16xf32>) -> tensor<2x1x8x16xf32>
    %160 = "stablehlo.multiply"(%158, %159) : (tensor<2x1x8x16xf32>, tensor<2x1x8x16xf32>) -> tensor<2x1x8x16xf32>
    %161 = "stablehlo.subtract"(%sums.156, %160) : (tensor<2x1x8x16xf32>, tensor<2x1x8x16xf32>) -> tensor<2x1x8x16xf32>
    %162 = "stablehlo.custom_call"(%161) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,4,1]<=[8]}"} : (tensor<2x1x8x16xf32>) -> tensor<2x1x8x16xf32>
    %163 = "stablehlo.add"(%107, %108) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %164 = "stablehlo.add"(%107, %151) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %165 = "stablehlo.reduce"(%116, %10) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x1x6x16xf32>, tensor<f32>) -> tensor<6x16xf32>
    %sums.166 = "stablehlo.custom_call"(%165) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %167 = "stablehlo.reduce"(%162, %10) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x1x8x16xf32>, tensor<f32>) -> tensor<8x16xf32>
    %168 = "stablehlo.slice"(%167) <{limit_indices = array<i64: 6, 16>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<8x16xf32>) -> tensor<6x16xf32>
    %169 = "stablehlo.divide"(%d_loss, %106) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %170 = "stablehlo.divide"(%169, %60) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %171 = "stablehlo.constant"() <{value = dense<3.125e-2> : tensor<f32>}> : () -> tensor<f32>
    %172 = "stablehlo.multiply"(%170, %171) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %173 = "stablehlo.broadcast_in_dim"(%172) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %174 = "stablehlo.multiply"(%173, %163) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %175 = "stablehlo.add"(%turned_gradient.101, %174) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %176 = "stablehlo.constant"() <{value = dense<1.25e-1> : tensor<f32>}> : () -> tensor<f32>
    %177 = "stablehlo.multiply"(%170, %176) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %178 = "stablehlo.broadcast_in_dim"(%177) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %179 = "stablehlo.multiply"(%178, %sums.166) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %180 = "stablehlo.constant"() <{value = dense<1.0000000149011612e-1> : tensor<f32>}> : () -> tensor<f32>
    %181 = "stablehlo.multiply"(%169, %180) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %182 = "stablehlo.broadcast_in_dim"(%181) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %183 = "stablehlo.multiply"(%182, %164) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %184 = "stablehlo.add"(%175, %183) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %185 = "stablehlo.broadcast_in_dim"(%181) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %186 = "stablehlo.multiply"(%185, %168) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %187 = "stablehlo.add"(%179, %186) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %188 = "stablehlo.multiply"(%codebook, %codebook) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %189 = "stablehlo.reduce"(%188, %10) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %190 = "stablehlo.broadcast_in_dim"(%54) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %191 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %192 = "stablehlo.compare"(%189, %190) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %193 = "stablehlo.sqrt"(%189) : (tensor<6xf32>) -> tensor<6xf32>
    %194 = "stablehlo.select"(%192, %193, %191) : (tensor<6xi1>, tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %195 = "stablehlo.broadcast_in_dim"(%194) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %196 = "stablehlo.divide"(%codebook, %195) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %197 = "stablehlo.dot_general"(%196, %196) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<16x16xf32>
    %198 = "stablehlo.dot_general"(%196, %197) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<6x16xf32>, tensor<16x16xf32>) -> tensor<6x16xf32>
    %199 = "stablehlo.multiply"(%196, %198) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %200 = "stablehlo.reduce"(%199, %10) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %201 = "stablehlo.broadcast_in_dim"(%200) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %202 = "stablehlo.multiply"(%201, %196) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %203 = "stablehlo.subtract"(%198, %202) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %204 = "stablehlo.divide"(%203, %195) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %205 = "stablehlo.constant"() <{value = dense<2.222222238779068e-1> : tensor<f32>}> : () -> tensor<f32>
    %206 = "stablehlo.broadcast_in_dim"(%205) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %207 = "stablehlo.multiply"(%206, %204) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %208 = "stablehlo.broadcast_in_dim"(%d_loss) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %209 = "stablehlo.multiply"(%208, %207) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %210 = "stablehlo.add"(%187, %209) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %211 = "stablehlo.select"(%46, %184, %107) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %d_inputs.212 = "stablehlo.convert"(%211) : (tensor<8x4x16xf32>) -> tensor<8x4x16xbf16>
    %d_codebook.213 = "stablehlo.custom_call"(%210) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6x16xf32>) -> tensor<6x16xf32>
    "func.return"(%d_inputs.212, %d_codebook.213) : (tensor<8x4x16xbf16>, tensor<6x16xf32>) -> ()
  }
}
