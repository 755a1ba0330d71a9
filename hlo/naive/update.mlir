module @vqbit_naive_update attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %codebook: tensor<6x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tf.aliasing_output = 14 : i32},
      %cluster_size: tensor<6xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tf.aliasing_output = 15 : i32},
      %embed_sum: tensor<6x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tf.aliasing_output = 16 : i32}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      tensor<8x4xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>},
      tensor<f32> {jax.result_info = "commitment_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "loss", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "mse", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "perplexity", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "codebook_usage", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "compression_ratio", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<i32> {jax.result_info = "nonfinite_rows", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<i32> {jax.result_info = "dead_entries", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "max_share", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "relative_error", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<f32> {jax.result_info = "entropy", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<6x16xf32> {jax.result_info = "codebook", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>},
      tensor<6xf32> {jax.result_info = "cluster_size", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>},
      tensor<6x16xf32> {jax.result_info = "embed_sum", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}) {
    %4 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xi1>
    %5 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.6 = "stablehlo.reduce"(%4, %5) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %7 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %8 = "stablehlo.convert"(%7) : (tensor<6x16xf32>) -> tensor<6x16xbf16>
    %9 = "sdy.sharding_constraint"(%8) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<6x16xbf16>) -> tensor<6x16xbf16>
    %10 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %11 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %12 = "stablehlo.convert"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %13 = "stablehlo.convert"(%9) : (tensor<6x16xbf16>) -> tensor<6x16xf32>
    %14 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64: 0, 1, 3>}> : (tensor<8x4x16xf32>) -> tensor<8x4x6x16xf32>
    %15 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64: 2, 3>}> : (tensor<6x16xf32>) -> tensor<8x4x6x16xf32>
    %differences.16 = "stablehlo.subtract"(%14, %15) : (tensor<8x4x6x16xf32>, tensor<8x4x6x16xf32>) -> tensor<8x4x6x16xf32>
    %17 = "stablehlo.multiply"(%differences.16, %differences.16) : (tensor<8x4x6x16xf32>, tensor<8x4x6x16xf32>) -> tensor<8x4x6x16xf32>
    %distances.18 = "stablehlo.reduce"(%17, %11) <{dimensions = array<i64: 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6x16xf32>, tensor<f32>) -> tensor<8x4x6xf32>
    %19 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %20 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %21 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %22:2 = "stablehlo.reduce"(%distances.18, %19, %20, %21) <{dimensions = array<i64: 2>}> ({
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
    %25 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest.26 = "stablehlo.select"(%24, %22#1, %25) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %27 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %28 = "stablehlo.broadcast_in_dim"(%27) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes.29 = "stablehlo.select"(%valid.6, %nearest.26, %28) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %30 = "stablehlo.broadcast_in_dim"(%codes.29) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x6xi32>
    %assignments.31 = "stablehlo.compare"(%30, %19) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x6xi32>, tensor<8x4x6xi32>) -> tensor<8x4x6xi1>
    %32 = "stablehlo.convert"(%assignments.31) : (tensor<8x4x6xi1>) -> tensor<8x4x6xf32>
    %33 = "stablehlo.dot_general"(%32, %13) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x6xf32>, tensor<6x16xf32>) -> tensor<8x4x16xf32>
    %quantized.34 = "stablehlo.convert"(%33) : (tensor<8x4x16xf32>) -> tensor<8x4x16xbf16>
    %35 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %36 = "stablehlo.broadcast_in_dim"(%35) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %37 = "stablehlo.broadcast_in_dim"(%valid.6) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %valid_inputs.38 = "stablehlo.select"(%37, %inputs, %36) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %counts.39 = "stablehlo.reduce"(%32, %11) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<6xf32>
    %40 = "sdy.sharding_constraint"(%counts.39) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<6xf32>) -> tensor<6xf32>
    %41 = "stablehlo.reduce"(%40, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %42 = "stablehlo.convert"(%valid_inputs.38) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %43 = "stablehlo.convert"(%quantized.34) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %44 = "stablehlo.subtract"(%42, %43) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %45 = "stablehlo.multiply"(%44, %44) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %46 = "stablehlo.reduce"(%45, %11) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %47 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %48 = "stablehlo.divide"(%46, %47) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %49 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %50 = "stablehlo.maximum"(%41, %49) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.51 = "stablehlo.divide"(%48, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %52 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %53 = "stablehlo.multiply"(%52, %mean_squared_error.51) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %54 = "stablehlo.multiply"(%11, %mean_squared_error.51) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.55 = "stablehlo.add"(%53, %54) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %56 = "stablehlo.constant"() <{value = dense<8.533333587646484e1> : tensor<f32>}> : () -> tensor<f32>
    %57 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %58 = "stablehlo.broadcast_in_dim"(%57) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %59 = "stablehlo.maximum"(%40, %58) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %60 = "stablehlo.log"(%59) : (tensor<6xf32>) -> tensor<6xf32>
    %61 = "stablehlo.multiply"(%40, %60) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %62 = "stablehlo.reduce"(%61, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %63 = "stablehlo.maximum"(%41, %57) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %64 = "stablehlo.divide"(%62, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %65 = "stablehlo.log"(%63) : (tensor<f32>) -> tensor<f32>
    %66 = "stablehlo.subtract"(%65, %64) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.67 = "stablehlo.maximum"(%66, %11) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.68 = "stablehlo.exponential"(%entropy.67) : (tensor<f32>) -> tensor<f32>
    %69 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %70 = "stablehlo.compare"(%40, %69) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %71 = "stablehlo.convert"(%70) : (tensor<6xi1>) -> tensor<6xf32>
    %72 = "stablehlo.reduce"(%71, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %73 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.74 = "stablehlo.divide"(%72, %73) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.subtract"(%73, %72) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.76 = "stablehlo.convert"(%75) : (tensor<f32>) -> tensor<i32>
    %77 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %78 = "stablehlo.reduce"(%40, %77) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %max_share.79 = "stablehlo.divide"(%78, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %80 = "stablehlo.multiply"(%42, %42) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %81 = "stablehlo.reduce"(%80, %11) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %82 = "stablehlo.divide"(%46, %81) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %83 = "stablehlo.compare"(%46, %11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.84 = "stablehlo.select"(%83, %11, %82) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %85 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %86 = "stablehlo.subtract"(%85, %41) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.87 = "stablehlo.convert"(%86) : (tensor<f32>) -> tensor<i32>
    %sums.88 = "stablehlo.dot_general"(%32, %42) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x6xf32>, tensor<8x4x16xf32>) -> tensor<6x16xf32>
    %89 = "sdy.sharding_constraint"(%sums.88) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %90 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %91 = "stablehlo.broadcast_in_dim"(%90) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %92 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %93 = "stablehlo.broadcast_in_dim"(%92) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %94 = "stablehlo.multiply"(%91, %cluster_size) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %95 = "stablehlo.multiply"(%93, %40) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %new_cluster_size.96 = "stablehlo.add"(%94, %95) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %97 = "stablehlo.broadcast_in_dim"(%90) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %98 = "stablehlo.broadcast_in_dim"(%92) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %99 = "stablehlo.multiply"(%97, %embed_sum) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %100 = "stablehlo.multiply"(%98, %89) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %new_embed_sum.101 = "stablehlo.add"(%99, %100) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %102 = "stablehlo.reduce"(%new_cluster_size.96, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %103 = "stablehlo.constant"() <{value = dense<5.999999848427251e-5> : tensor<f32>}> : () -> tensor<f32>
    %104 = "stablehlo.add"(%102, %103) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %105 = "stablehlo.divide"(%102, %104) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %106 = "stablehlo.broadcast_in_dim"(%105) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %107 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %108 = "stablehlo.broadcast_in_dim"(%107) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %109 = "stablehlo.add"(%new_cluster_size.96, %108) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %smoothed_counts.110 = "stablehlo.multiply"(%109, %106) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %111 = "stablehlo.select"(%70, %smoothed_counts.110, %new_cluster_size.96) : (tensor<6xi1>, tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %112 = "stablehlo.compare"(%111, %58) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %113 = "stablehlo.broadcast_in_dim"(%111) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %114 = "stablehlo.divide"(%new_embed_sum.101, %113) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %115 = "stablehlo.broadcast_in_dim"(%112) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xi1>) -> tensor<6x16xi1>
    %new_codebook.116 = "stablehlo.select"(%115, %114, %codebook) : (tensor<6x16xi1>, tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    "func.return"(%quantized.34, %codes.29, %mean_squared_error.51, %mean_squared_error.51, %loss.55, %mean_squared_error.51, %perplexity.68, %codebook_usage.74, %56, %nonfinite_rows.87, %dead_entries.76, %max_share.79, %relative_error.84, %entropy.67, %new_codebook.116, %new_cluster_size.96, %new_embed_sum.101) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<6x16xf32>, tensor<6xf32>, tensor<6x16xf32>) -> ()
  }
}
