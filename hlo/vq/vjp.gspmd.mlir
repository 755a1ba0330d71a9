module @vqbit_vjp attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {mhlo.sharding = "{replicated}"},
      %d_quantized: tensor<8x4x16xbf16> {mhlo.sharding = "{replicated}"},
      %d_loss: tensor<f32> {mhlo.sharding = "{replicated}"},
      %codebook: tensor<6x16xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "d_inputs", mhlo.sharding = "{replicated}"},
      tensor<6x16xf32> {jax.result_info = "d_codebook", mhlo.sharding = "{replicated}"}) {
    %4 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %5 = "stablehlo.convert"(%4) : (tensor<6x16xf32>) -> tensor<6x16xbf16>
    %6 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %7 = "stablehlo.multiply"(%4, %4) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %8 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %9 = "stablehlo.reduce"(%7, %8) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %10 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %11 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %half_norms.12 = "stablehlo.multiply"(%9, %11) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %products.13 = "stablehlo.dot_general"(%inputs, %5) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x16xbf16>, tensor<6x16xbf16>) -> tensor<8x4x6xf32>
    %14 = "stablehlo.broadcast_in_dim"(%half_norms.12) <{broadcast_dimensions = array<i64: 2>}> : (tensor<6xf32>) -> tensor<8x4x6xf32>
    %scores.15 = "stablehlo.subtract"(%14, %products.13) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %16 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %17 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %18 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %19:2 = "stablehlo.reduce"(%scores.15, %16, %17, %18) <{dimensions = array<i64: 2>}> ({
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
    %20 = "stablehlo.is_finite"(%19#0) : (tensor<8x4xf32>) -> tensor<8x4xi1>
    %21 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %22 = "stablehlo.broadcast_in_dim"(%21) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest.23 = "stablehlo.select"(%20, %19#1, %22) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %24 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %25 = "stablehlo.compare"(%nearest.23, %24) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %codes.26 = "stablehlo.select"(%25, %nearest.23, %22) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %27 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %28 = "stablehlo.broadcast_in_dim"(%27) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %29 = "stablehlo.clamp"(%24, %codes.26, %28) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %30 = "stablehlo.gather"(%5, %29) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %31 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %32 = "stablehlo.broadcast_in_dim"(%31) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %33 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized.34 = "stablehlo.select"(%33, %30, %32) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %valid_inputs.35 = "stablehlo.select"(%33, %inputs, %32) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %36 = "stablehlo.convert"(%d_quantized) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %37 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %38 = "stablehlo.broadcast_in_dim"(%37) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x1xf32>
    %39 = "stablehlo.reshape"(%codes.26) : (tensor<8x4xi32>) -> tensor<1x32xi32>
    %40 = "stablehlo.reshape"(%39) : (tensor<1x32xi32>) -> tensor<32xi32>
    %41 = "stablehlo.reshape"(%38) : (tensor<8x4x1xf32>) -> tensor<32x1xf32>
    %42 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x1xf32>
    %43:4 = "stablehlo.while"(%6, %40, %41, %42) ({
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
    %counts.44 = "stablehlo.reshape"(%43#3) : (tensor<6x1xf32>) -> tensor<6xf32>
    %45 = "stablehlo.reduce"(%counts.44, %8) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %46 = "stablehlo.maximum"(%45, %37) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %47 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %48 = "stablehlo.convert"(%valid_inputs.35) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %49 = "stablehlo.convert"(%quantized.34) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %50 = "stablehlo.subtract"(%48, %49) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %51 = "stablehlo.add"(%47, %50) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %52 = "stablehlo.divide"(%d_loss, %46) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %53 = "stablehlo.divide"(%52, %37) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %54 = "stablehlo.constant"() <{value = dense<3.125e-2> : tensor<f32>}> : () -> tensor<f32>
    %55 = "stablehlo.multiply"(%53, %54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %56 = "stablehlo.broadcast_in_dim"(%55) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x16xf32>
    %57 = "stablehlo.multiply"(%56, %51) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %58 = "stablehlo.add"(%36, %57) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %59 = "stablehlo.select"(%33, %58, %47) : (tensor<8x4x16xi1>, tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %d_inputs.60 = "stablehlo.convert"(%59) : (tensor<8x4x16xf32>) -> tensor<8x4x16xbf16>
    %d_codebook.61 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    "func.return"(%d_inputs.60, %d_codebook.61) : (tensor<8x4x16xbf16>, tensor<6x16xf32>) -> ()
  }
}
