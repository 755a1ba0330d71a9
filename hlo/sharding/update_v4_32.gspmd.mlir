module @vqbit_update attributes {mhlo.num_partitions = 32 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<32x512x768xbf16> {mhlo.sharding = "{devices=[32,1,1]<=[32]}"},
      %codebook: tensor<64x768xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 14 : i32},
      %cluster_size: tensor<64xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 15 : i32},
      %embed_sum: tensor<64x768xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 16 : i32}) -> (
      tensor<32x512x768xbf16> {jax.result_info = "quantized", mhlo.sharding = "{devices=[32,1,1]<=[32]}"},
      tensor<32x512xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[32,1]<=[32]}"},
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
      tensor<64x768xf32> {jax.result_info = "codebook", mhlo.sharding = "{replicated}"},
      tensor<64xf32> {jax.result_info = "cluster_size", mhlo.sharding = "{replicated}"},
      tensor<64x768xf32> {jax.result_info = "embed_sum", mhlo.sharding = "{replicated}"}) {
    %4 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<64x768xf32>) -> tensor<64x768xf32>
    %5 = "stablehlo.convert"(%4) : (tensor<64x768xf32>) -> tensor<64x768xbf16>
    %6 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %7 = "stablehlo.multiply"(%4, %4) : (tensor<64x768xf32>, tensor<64x768xf32>) -> tensor<64x768xf32>
    %8 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %9 = "stablehlo.reduce"(%7, %8) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<64x768xf32>, tensor<f32>) -> tensor<64xf32>
    %10 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %11 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
    %half_norms.12 = "stablehlo.multiply"(%9, %11) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %products.13 = "stablehlo.dot_general"(%inputs, %5) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<32x512x768xbf16>, tensor<64x768xbf16>) -> tensor<32x512x64xf32>
    %14 = "stablehlo.broadcast_in_dim"(%half_norms.12) <{broadcast_dimensions = array<i64: 2>}> : (tensor<64xf32>) -> tensor<32x512x64xf32>
    %scores.15 = "stablehlo.subtract"(%14, %products.13) : (tensor<32x512x64xf32>, tensor<32x512x64xf32>) -> tensor<32x512x64xf32>
    %16 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<32x512x64xi32>
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
    }) : (tensor<32x512x64xf32>, tensor<32x512x64xi32>, tensor<f32>, tensor<i32>) -> (tensor<32x512xf32>, tensor<32x512xi32>)
    %20 = "stablehlo.is_finite"(%19#0) : (tensor<32x512xf32>) -> tensor<32x512xi1>
    %21 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %22 = "stablehlo.broadcast_in_dim"(%21) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<32x512xi32>
    %nearest.23 = "stablehlo.select"(%20, %19#1, %22) : (tensor<32x512xi1>, tensor<32x512xi32>, tensor<32x512xi32>) -> tensor<32x512xi32>
    %24 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<32x512xi32>
    %25 = "stablehlo.compare"(%nearest.23, %24) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<32x512xi32>, tensor<32x512xi32>) -> tensor<32x512xi1>
    %codes.26 = "stablehlo.select"(%25, %nearest.23, %22) : (tensor<32x512xi1>, tensor<32x512xi32>, tensor<32x512xi32>) -> tensor<32x512xi32>
    %27 = "stablehlo.broadcast_in_dim"(%codes.26) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<32x512xi32>) -> tensor<32x512x64xi32>
    %assignments.28 = "stablehlo.compare"(%27, %16) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<32x512x64xi32>, tensor<32x512x64xi32>) -> tensor<32x512x64xi1>
    %29 = "stablehlo.is_finite"(%5) : (tensor<64x768xbf16>) -> tensor<64x768xi1>
    %30 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %31 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<64x768xbf16>
    %32 = "stablehlo.select"(%29, %5, %31) : (tensor<64x768xi1>, tensor<64x768xbf16>, tensor<64x768xbf16>) -> tensor<64x768xbf16>
    %33 = "stablehlo.convert"(%assignments.28) : (tensor<32x512x64xi1>) -> tensor<32x512x64xbf16>
    %34 = "stablehlo.dot_general"(%33, %32) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<32x512x64xbf16>, tensor<64x768xbf16>) -> tensor<32x512x768xf32>
    %quantized.35 = "stablehlo.convert"(%34) : (tensor<32x512x768xf32>) -> tensor<32x512x768xbf16>
    %36 = "stablehlo.broadcast_in_dim"(%30) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<32x512x768xbf16>
    %37 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<32x512xi1>) -> tensor<32x512x768xi1>
    %valid_inputs.38 = "stablehlo.select"(%37, %inputs, %36) : (tensor<32x512x768xi1>, tensor<32x512x768xbf16>, tensor<32x512x768xbf16>) -> tensor<32x512x768xbf16>
    %39 = "stablehlo.convert"(%assignments.28) : (tensor<32x512x64xi1>) -> tensor<32x512x64xf32>
    %counts.40 = "stablehlo.reduce"(%39, %8) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<32x512x64xf32>, tensor<f32>) -> tensor<64xf32>
    %41 = "stablehlo.reduce"(%counts.40, %8) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
    %42 = "stablehlo.convert"(%valid_inputs.38) : (tensor<32x512x768xbf16>) -> tensor<32x512x768xf32>
    %43 = "stablehlo.convert"(%quantized.35) : (tensor<32x512x768xbf16>) -> tensor<32x512x768xf32>
    %44 = "stablehlo.subtract"(%42, %43) : (tensor<32x512x768xf32>, tensor<32x512x768xf32>) -> tensor<32x512x768xf32>
    %45 = "stablehlo.multiply"(%44, %44) : (tensor<32x512x768xf32>, tensor<32x512x768xf32>) -> tensor<32x512x768xf32>
    %46 = "stablehlo.reduce"(%45, %8) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<32x512x768xf32>, tensor<f32>) -> tensor<f32>
    %47 = "stablehlo.constant"() <{value = dense<7.68e2> : tensor<f32>}> : () -> tensor<f32>
    %48 = "stablehlo.divide"(%46, %47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %49 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %50 = "stablehlo.maximum"(%41, %49) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.51 = "stablehlo.divide"(%48, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %52 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %53 = "stablehlo.multiply"(%52, %mean_squared_error.51) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %54 = "stablehlo.multiply"(%8, %mean_squared_error.51) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.55 = "stablehlo.add"(%53, %54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %56 = "stablehlo.constant"() <{value = dense<2.048e3> : tensor<f32>}> : () -> tensor<f32>
    %57 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %58 = "stablehlo.broadcast_in_dim"(%57) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
    %59 = "stablehlo.maximum"(%counts.40, %58) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %60 = "stablehlo.log"(%59) : (tensor<64xf32>) -> tensor<64xf32>
    %61 = "stablehlo.multiply"(%counts.40, %60) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %62 = "stablehlo.reduce"(%61, %8) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
    %63 = "stablehlo.maximum"(%41, %57) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %64 = "stablehlo.divide"(%62, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %65 = "stablehlo.log"(%63) : (tensor<f32>) -> tensor<f32>
    %66 = "stablehlo.subtract"(%65, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.67 = "stablehlo.maximum"(%66, %8) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.68 = "stablehlo.exponential"(%entropy.67) : (tensor<f32>) -> tensor<f32>
    %69 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
    %70 = "stablehlo.compare"(%counts.40, %69) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %71 = "stablehlo.convert"(%70) : (tensor<64xi1>) -> tensor<64xf32>
    %72 = "stablehlo.reduce"(%71, %8) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
    %73 = "stablehlo.constant"() <{value = dense<6.4e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.74 = "stablehlo.divide"(%72, %73) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.subtract"(%73, %72) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.76 = "stablehlo.convert"(%75) : (tensor<f32>) -> tensor<i32>
    %77 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %78 = "stablehlo.reduce"(%counts.40, %77) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
    %max_share.79 = "stablehlo.divide"(%78, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %80 = "stablehlo.multiply"(%42, %42) : (tensor<32x512x768xf32>, tensor<32x512x768xf32>) -> tensor<32x512x768xf32>
    %81 = "stablehlo.reduce"(%80, %8) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<32x512x768xf32>, tensor<f32>) -> tensor<f32>
    %82 = "stablehlo.divide"(%46, %81) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %83 = "stablehlo.compare"(%46, %8) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.84 = "stablehlo.select"(%83, %8, %82) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %85 = "stablehlo.constant"() <{value = dense<1.6384e4> : tensor<f32>}> : () -> tensor<f32>
    %86 = "stablehlo.subtract"(%85, %41) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.87 = "stablehlo.convert"(%86) : (tensor<f32>) -> tensor<i32>
    %sums.88 = "stablehlo.dot_general"(%33, %valid_inputs.38) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<32x512x64xbf16>, tensor<32x512x768xbf16>) -> tensor<64x768xf32>
    %89 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %90 = "stablehlo.broadcast_in_dim"(%89) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
    %91 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %92 = "stablehlo.broadcast_in_dim"(%91) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
    %93 = "stablehlo.multiply"(%90, %cluster_size) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %94 = "stablehlo.multiply"(%92, %counts.40) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %new_cluster_size.95 = "stablehlo.add"(%93, %94) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %96 = "stablehlo.broadcast_in_dim"(%89) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64x768xf32>
    %97 = "stablehlo.broadcast_in_dim"(%91) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64x768xf32>
    %98 = "stablehlo.multiply"(%96, %embed_sum) : (tensor<64x768xf32>, tensor<64x768xf32>) -> tensor<64x768xf32>
    %99 = "stablehlo.multiply"(%97, %sums.88) : (tensor<64x768xf32>, tensor<64x768xf32>) -> tensor<64x768xf32>
    %new_embed_sum.100 = "stablehlo.add"(%98, %99) : (tensor<64x768xf32>, tensor<64x768xf32>) -> tensor<64x768xf32>
    %101 = "stablehlo.reduce"(%new_cluster_size.95, %8) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<64xf32>, tensor<f32>) -> tensor<f32>
    %102 = "stablehlo.constant"() <{value = dense<6.399999838322401e-4> : tensor<f32>}> : () -> tensor<f32>
    %103 = "stablehlo.add"(%101, %102) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %104 = "stablehlo.divide"(%101, %103) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %105 = "stablehlo.broadcast_in_dim"(%104) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
    %106 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %107 = "stablehlo.broadcast_in_dim"(%106) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<64xf32>
    %108 = "stablehlo.add"(%new_cluster_size.95, %107) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %smoothed_counts.109 = "stablehlo.multiply"(%108, %105) : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %110 = "stablehlo.select"(%70, %smoothed_counts.109, %new_cluster_size.95) : (tensor<64xi1>, tensor<64xf32>, tensor<64xf32>) -> tensor<64xf32>
    %111 = "stablehlo.compare"(%110, %58) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<64xf32>, tensor<64xf32>) -> tensor<64xi1>
    %112 = "stablehlo.broadcast_in_dim"(%110) <{broadcast_dimensions = array<i64: 0>}> : (tensor<64xf32>) -> tensor<64x768xf32>
    %113 = "stablehlo.divide"(%new_embed_sum.100, %112) : (tensor<64x768xf32>, tensor<64x768xf32>) -> tensor<64x768xf32>
    %114 = "stablehlo.broadcast_in_dim"(%111) <{broadcast_dimensions = array<i64: 0>}> : (tensor<64xi1>) -> tensor<64x768xi1>
    %new_codebook.115 = "stablehlo.select"(%114, %113, %codebook) : (tensor<64x768xi1>, tensor<64x768xf32>, tensor<64x768xf32>) -> tensor<64x768xf32>
    "func.return"(%quantized.35, %codes.26, %mean_squared_error.51, %mean_squared_error.51, %loss.55, %mean_squared_error.51, %perplexity.68, %codebook_usage.74, %56, %nonfinite_rows.87, %dead_entries.76, %max_share.79, %relative_error.84, %entropy.67, %new_codebook.115, %new_cluster_size.95, %new_embed_sum.100) : (tensor<32x512x768xbf16>, tensor<32x512xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<64x768xf32>, tensor<64xf32>, tensor<64x768xf32>) -> ()
  }
}
