module @vqbit_encode attributes {mhlo.num_partitions = 8 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {mhlo.sharding = "{devices=[2,1,4]<=[8]}"},
      %codebook: tensor<8x16xf32> {mhlo.sharding = "{devices=[1,4,2]<=[2,4]T(1,0) last_tile_dim_replicate}"}) -> (
      tensor<8x4xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[2,1,4]<=[8] last_tile_dim_replicate}"}) {
    %2 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<8x16xf32>) -> tensor<8x16xf32>
    %3 = "stablehlo.convert"(%2) : (tensor<8x16xf32>) -> tensor<8x16xbf16>
    %4 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %5 = "stablehlo.multiply"(%2, %2) : (tensor<8x16xf32>, tensor<8x16xf32>) -> tensor<8x16xf32>
    %6 = "stablehlo.reshape"(%5) : (tensor<8x16xf32>) -> tensor<8x8x2xf32>
    %7 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %8 = "stablehlo.reduce"(%6, %7) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x8x2xf32>, tensor<f32>) -> tensor<8x8xf32>
    %9 = "stablehlo.transpose"(%8) <{permutation = array<i64: 1, 0>}> : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %10 = "stablehlo.custom_call"(%9) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<8x8xf32>) -> tensor<8x8xf32>
    %11 = "stablehlo.slice"(%10) <{limit_indices = array<i64: 1, 8>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %12 = "stablehlo.slice"(%10) <{limit_indices = array<i64: 2, 8>, start_indices = array<i64: 1, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %13 = "stablehlo.slice"(%10) <{limit_indices = array<i64: 3, 8>, start_indices = array<i64: 2, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %14 = "stablehlo.slice"(%10) <{limit_indices = array<i64: 4, 8>, start_indices = array<i64: 3, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %15 = "stablehlo.slice"(%10) <{limit_indices = array<i64: 5, 8>, start_indices = array<i64: 4, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %16 = "stablehlo.slice"(%10) <{limit_indices = array<i64: 6, 8>, start_indices = array<i64: 5, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %17 = "stablehlo.slice"(%10) <{limit_indices = array<i64: 7, 8>, start_indices = array<i64: 6, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %18 = "stablehlo.slice"(%10) <{limit_indices = array<i64: 8, 8>, start_indices = array<i64: 7, 0>, strides = array<i64: 1, 1>}> : (tensor<8x8xf32>) -> tensor<1x8xf32>
    %19 = "stablehlo.add"(%11, %12) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %20 = "stablehlo.add"(%13, %14) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %21 = "stablehlo.add"(%15, %16) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %22 = "stablehlo.add"(%17, %18) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %23 = "stablehlo.add"(%19, %20) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %24 = "stablehlo.add"(%21, %22) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %25 = "stablehlo.add"(%23, %24) : (tensor<1x8xf32>, tensor<1x8xf32>) -> tensor<1x8xf32>
    %26 = "stablehlo.reshape"(%25) : (tensor<1x8xf32>) -> tensor<8xf32>
    %27 = "stablehlo.custom_call"(%26) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<8xf32>) -> tensor<8xf32>
    %28 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %29 = "stablehlo.broadcast_in_dim"(%28) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8xf32>
    %half_norms.30 = "stablehlo.multiply"(%27, %29) : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
    %31 = "stablehlo.reshape"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x8x2xbf16>
    %32 = "stablehlo.transpose"(%31) <{permutation = array<i64: 2, 0, 1, 3>}> : (tensor<8x4x8x2xbf16>) -> tensor<8x8x4x2xbf16>
    %33 = "stablehlo.custom_call"(%32) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2,1,1]<=[2,4]T(1,0)}"} : (tensor<8x8x4x2xbf16>) -> tensor<8x8x4x2xbf16>
    %34 = "stablehlo.reshape"(%3) : (tensor<8x16xbf16>) -> tensor<8x8x2xbf16>
    %35 = "stablehlo.transpose"(%34) <{permutation = array<i64: 1, 0, 2>}> : (tensor<8x8x2xbf16>) -> tensor<8x8x2xbf16>
    %36 = "stablehlo.custom_call"(%35) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,1,1,2]<=[2,4]T(1,0) last_tile_dim_replicate}"} : (tensor<8x8x2xbf16>) -> tensor<8x8x2xbf16>
    %37 = "stablehlo.dot_general"(%33, %36) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x8x4x2xbf16>, tensor<8x8x2xbf16>) -> tensor<8x8x4x8xf32>
    %products_of_blocks.38 = "stablehlo.custom_call"(%37) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[4,2,1,1]<=[2,4]T(1,0)}"} : (tensor<8x8x4x8xf32>) -> tensor<8x8x4x8xf32>
    %39 = "stablehlo.custom_call"(%products_of_blocks.38) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[1,8,1,1]<=[8]}"} : (tensor<8x8x4x8xf32>) -> tensor<8x8x4x8xf32>
    %40 = "stablehlo.slice"(%39) <{limit_indices = array<i64: 1, 8, 4, 8>, start_indices = array<i64: 0, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %41 = "stablehlo.slice"(%39) <{limit_indices = array<i64: 2, 8, 4, 8>, start_indices = array<i64: 1, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %42 = "stablehlo.slice"(%39) <{limit_indices = array<i64: 3, 8, 4, 8>, start_indices = array<i64: 2, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %43 = "stablehlo.slice"(%39) <{limit_indices = array<i64: 4, 8, 4, 8>, start_indices = array<i64: 3, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %44 = "stablehlo.slice"(%39) <{limit_indices = array<i64: 5, 8, 4, 8>, start_indices = array<i64: 4, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %45 = "stablehlo.slice"(%39) <{limit_indices = array<i64: 6, 8, 4, 8>, start_indices = array<i64: 5, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %46 = "stablehlo.slice"(%39) <{limit_indices = array<i64: 7, 8, 4, 8>, start_indices = array<i64: 6, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %47 = "stablehlo.slice"(%39) <{limit_indices = array<i64: 8, 8, 4, 8>, start_indices = array<i64: 7, 0, 0, 0>, strides = array<i64: 1, 1, 1, 1>}> : (tensor<8x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %48 = "stablehlo.add"(%40, %41) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %49 = "stablehlo.add"(%42, %43) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %50 = "stablehlo.add"(%44, %45) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %51 = "stablehlo.add"(%46, %47) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %52 = "stablehlo.add"(%48, %49) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %53 = "stablehlo.add"(%50, %51) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %54 = "stablehlo.add"(%52, %53) : (tensor<1x8x4x8xf32>, tensor<1x8x4x8xf32>) -> tensor<1x8x4x8xf32>
    %products.55 = "stablehlo.reshape"(%54) : (tensor<1x8x4x8xf32>) -> tensor<8x4x8xf32>
    %56 = "stablehlo.broadcast_in_dim"(%half_norms.30) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xf32>) -> tensor<8x4x8xf32>
    %scores.57 = "stablehlo.subtract"(%56, %products.55) : (tensor<8x4x8xf32>, tensor<8x4x8xf32>) -> tensor<8x4x8xf32>
    %58 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<8xi32>
    %59 = "stablehlo.broadcast_in_dim"(%58) <{broadcast_dimensions = array<i64: 2>}> : (tensor<8xi32>) -> tensor<8x4x8xi32>
    %60 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %61 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %62:2 = "stablehlo.reduce"(%scores.57, %59, %60, %61) <{dimensions = array<i64: 2>}> ({
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
    %63 = "stablehlo.is_finite"(%62#0) : (tensor<8x4xf32>) -> tensor<8x4xi1>
    %64 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %65 = "stablehlo.broadcast_in_dim"(%64) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %66 = "stablehlo.select"(%63, %62#1, %65) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %nearest.67 = "stablehlo.custom_call"(%66) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,4]<=[8] last_tile_dim_replicate}"} : (tensor<8x4xi32>) -> tensor<8x4xi32>
    %68 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %69 = "stablehlo.compare"(%nearest.67, %68) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %codes.70 = "stablehlo.select"(%69, %nearest.67, %65) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    "func.return"(%codes.70) : (tensor<8x4xi32>) -> ()
  }
}
