module @vqbit_update attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {mhlo.sharding = "{replicated}"},
      %codebook: tensor<6x16xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 15 : i32},
      %cluster_size: tensor<6xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 16 : i32},
      %embed_sum: tensor<6x16xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 17 : i32}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", mhlo.sharding = "{replicated}"},
      tensor<8x4xi32> {jax.result_info = "codes", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "commitment_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "mse", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "perplexity", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_usage", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "compression_ratio", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "nonfinite_rows", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "dead_entries", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "max_share", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "relative_error", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "entropy", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "orthogonal_loss", mhlo.sharding = "{replicated}"},
      tensor<6x16xf32> {jax.result_info = "codebook", mhlo.sharding = "{replicated}"},
      tensor<6xf32> {jax.result_info = "cluster_size", mhlo.sharding = "{replicated}"},
      tensor<6x16xf32> {jax.result_info = "embed_sum", mhlo.sharding = "{replicated}"}) {
    %4 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xi1>
    %5 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.6 = "stablehlo.reduce"(%4, %5) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %7 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %8 = "stablehlo.convert"(%7) : (tensor<6x16xf32>) -> tensor<6x16xbf16>
    %9 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %10 = "stablehlo.multiply"(%7, %7) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %11 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %12 = "stablehlo.reduce"(%10, %11) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %13 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %14 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %half_norms.15 = "stablehlo.multiply"(%12, %14) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %products.16 = "stablehlo.dot_general"(%inputs, %8) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x16xbf16>, tensor<6x16xbf16>) -> tensor<8x4x6xf32>
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
    %codes.29 = "stablehlo.select"(%valid.6, %nearest.26, %28) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %30 = "stablehlo.broadcast_in_dim"(%codes.29) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x6xi32>
    %assignments.31 = "stablehlo.compare"(%30, %19) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x6xi32>, tensor<8x4x6xi32>) -> tensor<8x4x6xi1>
    %32 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %33 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %34 = "stablehlo.clamp"(%25, %codes.29, %33) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %35 = "stablehlo.gather"(%8, %34) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %36 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %37 = "stablehlo.broadcast_in_dim"(%36) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %38 = "stablehlo.broadcast_in_dim"(%valid.6) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized.39 = "stablehlo.select"(%38, %35, %37) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %valid_inputs.40 = "stablehlo.select"(%38, %inputs, %37) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %41 = "stablehlo.convert"(%assignments.31) : (tensor<8x4x6xi1>) -> tensor<8x4x6xf32>
    %counts.42 = "stablehlo.reduce"(%41, %11) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<6xf32>
    %43 = "stablehlo.reduce"(%counts.42, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %44 = "stablehlo.multiply"(%codebook, %codebook) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %45 = "stablehlo.reduce"(%44, %11) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %46 = "stablehlo.constant"() <{value = dense<9.999999960041972e-13> : tensor<f32>}> : () -> tensor<f32>
    %47 = "stablehlo.broadcast_in_dim"(%46) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %48 = "stablehlo.broadcast_in_dim"(%20) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %49 = "stablehlo.compare"(%45, %47) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %50 = "stablehlo.sqrt"(%45) : (tensor<6xf32>) -> tensor<6xf32>
    %51 = "stablehlo.select"(%49, %50, %48) : (tensor<6xi1>, tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %52 = "stablehlo.broadcast_in_dim"(%51) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %53 = "stablehlo.divide"(%codebook, %52) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %54 = "stablehlo.dot_general"(%53, %53) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<16x16xf32>
    %55 = "stablehlo.multiply"(%54, %54) : (tensor<16x16xf32>, tensor<16x16xf32>) -> tensor<16x16xf32>
    %56 = "stablehlo.reduce"(%55, %11) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16x16xf32>, tensor<f32>) -> tensor<f32>
    %57 = "stablehlo.constant"() <{value = dense<3.6e1> : tensor<f32>}> : () -> tensor<f32>
    %58 = "stablehlo.divide"(%56, %57) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %59 = "stablehlo.constant"() <{value = dense<1.666666716337204e-1> : tensor<f32>}> : () -> tensor<f32>
    %orthogonal_loss.60 = "stablehlo.subtract"(%58, %59) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %61 = "stablehlo.convert"(%valid_inputs.40) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %62 = "stablehlo.convert"(%quantized.39) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %63 = "stablehlo.subtract"(%61, %62) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %64 = "stablehlo.multiply"(%63, %63) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %65 = "stablehlo.reduce"(%64, %11) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %66 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %67 = "stablehlo.divide"(%65, %66) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %68 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %69 = "stablehlo.maximum"(%43, %68) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.70 = "stablehlo.divide"(%67, %69) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %71 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %72 = "stablehlo.multiply"(%71, %mean_squared_error.70) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %73 = "stablehlo.multiply"(%11, %mean_squared_error.70) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %74 = "stablehlo.constant"() <{value = dense<2.0> : tensor<f32>}> : () -> tensor<f32>
    %75 = "stablehlo.multiply"(%74, %orthogonal_loss.60) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %76 = "stablehlo.add"(%72, %73) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.77 = "stablehlo.add"(%76, %75) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %78 = "stablehlo.constant"() <{value = dense<8.533333587646484e1> : tensor<f32>}> : () -> tensor<f32>
    %79 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %80 = "stablehlo.broadcast_in_dim"(%79) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %81 = "stablehlo.maximum"(%counts.42, %80) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %82 = "stablehlo.log"(%81) : (tensor<6xf32>) -> tensor<6xf32>
    %83 = "stablehlo.multiply"(%counts.42, %82) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %84 = "stablehlo.reduce"(%83, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %85 = "stablehlo.maximum"(%43, %79) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %86 = "stablehlo.divide"(%84, %85) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %87 = "stablehlo.log"(%85) : (tensor<f32>) -> tensor<f32>
    %88 = "stablehlo.subtract"(%87, %86) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.89 = "stablehlo.maximum"(%88, %11) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.90 = "stablehlo.exponential"(%entropy.89) : (tensor<f32>) -> tensor<f32>
    %91 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %92 = "stablehlo.compare"(%counts.42, %91) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %93 = "stablehlo.convert"(%92) : (tensor<6xi1>) -> tensor<6xf32>
    %94 = "stablehlo.reduce"(%93, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %95 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.96 = "stablehlo.divide"(%94, %95) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %97 = "stablehlo.subtract"(%95, %94) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.98 = "stablehlo.convert"(%97) : (tensor<f32>) -> tensor<i32>
    %99 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %100 = "stablehlo.reduce"(%counts.42, %99) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %max_share.101 = "stablehlo.divide"(%100, %69) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %102 = "stablehlo.multiply"(%61, %61) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %103 = "stablehlo.reduce"(%102, %11) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %104 = "stablehlo.divide"(%65, %103) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %105 = "stablehlo.compare"(%65, %11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.106 = "stablehlo.select"(%105, %11, %104) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %107 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %108 = "stablehlo.subtract"(%107, %43) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.109 = "stablehlo.convert"(%108) : (tensor<f32>) -> tensor<i32>
    %110 = "stablehlo.convert"(%assignments.31) : (tensor<8x4x6xi1>) -> tensor<8x4x6xbf16>
    %sums.111 = "stablehlo.dot_general"(%110, %valid_inputs.40) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x6xbf16>, tensor<8x4x16xbf16>) -> tensor<6x16xf32>
    %112 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %113 = "stablehlo.broadcast_in_dim"(%112) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %114 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %115 = "stablehlo.broadcast_in_dim"(%114) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %116 = "stablehlo.multiply"(%113, %cluster_size) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %117 = "stablehlo.multiply"(%115, %counts.42) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %new_cluster_size.118 = "stablehlo.add"(%116, %117) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %119 = "stablehlo.broadcast_in_dim"(%112) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %120 = "stablehlo.broadcast_in_dim"(%114) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %121 = "stablehlo.multiply"(%119, %embed_sum) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %122 = "stablehlo.multiply"(%120, %sums.111) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %new_embed_sum.123 = "stablehlo.add"(%121, %122) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %124 = "stablehlo.reduce"(%new_cluster_size.118, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %125 = "stablehlo.constant"() <{value = dense<5.999999848427251e-5> : tensor<f32>}> : () -> tensor<f32>
    %126 = "stablehlo.add"(%124, %125) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %127 = "stablehlo.divide"(%124, %126) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %128 = "stablehlo.broadcast_in_dim"(%127) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %129 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %130 = "stablehlo.broadcast_in_dim"(%129) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %131 = "stablehlo.add"(%new_cluster_size.118, %130) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %smoothed_counts.132 = "stablehlo.multiply"(%131, %128) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %133 = "stablehlo.select"(%92, %smoothed_counts.132, %new_cluster_size.118) : (tensor<6xi1>, tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %134 = "stablehlo.compare"(%133, %80) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %135 = "stablehlo.broadcast_in_dim"(%133) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %136 = "stablehlo.divide"(%new_embed_sum.123, %135) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %137 = "stablehlo.broadcast_in_dim"(%134) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xi1>) -> tensor<6x16xi1>
    %new_codebook.138 = "stablehlo.select"(%137, %136, %codebook) : (tensor<6x16xi1>, tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %139 = "stablehlo.multiply"(%new_codebook.138, %new_codebook.138) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %140 = "stablehlo.reduce"(%139, %11) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %141 = "stablehlo.compare"(%140, %47) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %142 = "stablehlo.sqrt"(%140) : (tensor<6xf32>) -> tensor<6xf32>
    %143 = "stablehlo.select"(%141, %142, %48) : (tensor<6xi1>, tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %144 = "stablehlo.broadcast_in_dim"(%143) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %145 = "stablehlo.divide"(%new_codebook.138, %144) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %146 = "stablehlo.dot_general"(%145, %145) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<16x16xf32>
    %147 = "stablehlo.dot_general"(%145, %146) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision HIGHEST>, #stablehlo<precision HIGHEST>]}> : (tensor<6x16xf32>, tensor<16x16xf32>) -> tensor<6x16xf32>
    %148 = "stablehlo.multiply"(%145, %147) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %149 = "stablehlo.reduce"(%148, %11) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %150 = "stablehlo.broadcast_in_dim"(%149) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %151 = "stablehlo.multiply"(%150, %145) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %152 = "stablehlo.subtract"(%147, %151) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %153 = "stablehlo.divide"(%152, %144) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %154 = "stablehlo.constant"() <{value = dense<2.222222276031971e-3> : tensor<f32>}> : () -> tensor<f32>
    %155 = "stablehlo.broadcast_in_dim"(%154) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %156 = "stablehlo.multiply"(%155, %153) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %turned_codebook.157 = "stablehlo.subtract"(%new_codebook.138, %156) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %158 = "stablehlo.multiply"(%156, %135) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %turned_embed_sum.159 = "stablehlo.subtract"(%new_embed_sum.123, %158) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    "func.return"(%quantized.39, %codes.29, %mean_squared_error.70, %mean_squared_error.70, %loss.77, %mean_squared_error.70, %perplexity.90, %codebook_usage.96, %78, %nonfinite_rows.109, %dead_entries.98, %max_share.101, %relative_error.106, %entropy.89, %orthogonal_loss.60, %turned_codebook.157, %new_cluster_size.118, %turned_embed_sum.159) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<6x16xf32>, tensor<6xf32>, tensor<6x16xf32>) -> ()
  }
}
