module @vqbit_update attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<4x8x8xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %codebook: tensor<16x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tf.aliasing_output = 15 : i32},
      %cluster_size: tensor<16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>, tf.aliasing_output = 16 : i32},
      %embed_sum: tensor<16x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>, tf.aliasing_output = 17 : i32}) -> (
      tensor<4x8x8xbf16> {jax.result_info = "quantized", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      tensor<4x8xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>},
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
      tensor<i32> {jax.result_info = "restarted_entries", sdy.sharding = #sdy.sharding<@mesh, []>},
      tensor<16x8xf32> {jax.result_info = "codebook", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>},
      tensor<16xf32> {jax.result_info = "cluster_size", sdy.sharding = #sdy.sharding<@mesh, [{"model"}]>},
      tensor<16x8xf32> {jax.result_info = "embed_sum", sdy.sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}) {
    %4 = "stablehlo.is_finite"(%inputs) : (tensor<4x8x8xbf16>) -> tensor<4x8x8xi1>
    %5 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.6 = "stablehlo.reduce"(%4, %5) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<4x8x8xi1>, tensor<i1>) -> tensor<4x8xi1>
    %7 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x8xf32>) -> tensor<16x8xf32>
    %8 = "stablehlo.convert"(%7) : (tensor<16x8xf32>) -> tensor<16x8xbf16>
    %9 = "sdy.sharding_constraint"(%8) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<16x8xbf16>) -> tensor<16x8xbf16>
    %10 = "sdy.sharding_constraint"(%7) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<16x8xf32>) -> tensor<16x8xf32>
    %11 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %12 = "stablehlo.multiply"(%10, %10) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %13 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %14 = "stablehlo.reduce"(%12, %13) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16x8xf32>, tensor<f32>) -> tensor<16xf32>
    %15 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %16 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %half_norms.17 = "stablehlo.multiply"(%14, %16) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %18 = "sdy.sharding_constraint"(%half_norms.17) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<16xf32>) -> tensor<16xf32>
    %19 = "sdy.sharding_constraint"(%9) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<16x8xbf16>) -> tensor<16x8xbf16>
    %20 = "sdy.sharding_constraint"(%18) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<16xf32>) -> tensor<16xf32>
    %products.21 = "stablehlo.dot_general"(%inputs, %19) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x8x8xbf16>, tensor<16x8xbf16>) -> tensor<4x8x16xf32>
    %22 = "stablehlo.broadcast_in_dim"(%20) <{broadcast_dimensions = array<i64: 2>}> : (tensor<16xf32>) -> tensor<4x8x16xf32>
    %scores.23 = "stablehlo.subtract"(%22, %products.21) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %24 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x8x16xi32>
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
    }) : (tensor<4x8x16xf32>, tensor<4x8x16xi32>, tensor<f32>, tensor<i32>) -> (tensor<4x8xf32>, tensor<4x8xi32>)
    %28 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8xf32>
    %29 = "stablehlo.compare"(%27#0, %28) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
    %30 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %nearest.31 = "stablehlo.select"(%29, %27#1, %30) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %32 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %33 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %codes.34 = "stablehlo.select"(%valid.6, %nearest.31, %33) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %35 = "stablehlo.broadcast_in_dim"(%codes.34) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x8xi32>) -> tensor<4x8x16xi32>
    %assignments.36 = "stablehlo.compare"(%35, %24) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x8x16xi32>, tensor<4x8x16xi32>) -> tensor<4x8x16xi1>
    %37 = "sdy.sharding_constraint"(%9) <{sharding = #sdy.sharding<@mesh, [{}, {}]>}> : (tensor<16x8xbf16>) -> tensor<16x8xbf16>
    %38 = "stablehlo.constant"() <{value = dense<15> : tensor<i32>}> : () -> tensor<i32>
    %39 = "stablehlo.broadcast_in_dim"(%38) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %40 = "stablehlo.clamp"(%30, %codes.34, %39) : (tensor<4x8xi32>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %41 = "stablehlo.gather"(%37, %40) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<16x8xbf16>, tensor<4x8xi32>) -> tensor<4x8x8xbf16>
    %42 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %43 = "stablehlo.broadcast_in_dim"(%42) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<4x8x8xbf16>
    %44 = "stablehlo.broadcast_in_dim"(%valid.6) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<4x8xi1>) -> tensor<4x8x8xi1>
    %quantized.45 = "stablehlo.select"(%44, %41, %43) : (tensor<4x8x8xi1>, tensor<4x8x8xbf16>, tensor<4x8x8xbf16>) -> tensor<4x8x8xbf16>
    %valid_inputs.46 = "stablehlo.select"(%44, %inputs, %43) : (tensor<4x8x8xi1>, tensor<4x8x8xbf16>, tensor<4x8x8xbf16>) -> tensor<4x8x8xbf16>
    %47 = "stablehlo.convert"(%assignments.36) : (tensor<4x8x16xi1>) -> tensor<4x8x16xf32>
    %counts.48 = "stablehlo.reduce"(%47, %13) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x16xf32>, tensor<f32>) -> tensor<16xf32>
    %49 = "sdy.sharding_constraint"(%counts.48) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<16xf32>) -> tensor<16xf32>
    %50 = "stablehlo.reduce"(%49, %13) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %51 = "stablehlo.convert"(%valid_inputs.46) : (tensor<4x8x8xbf16>) -> tensor<4x8x8xf32>
    %52 = "stablehlo.convert"(%quantized.45) : (tensor<4x8x8xbf16>) -> tensor<4x8x8xf32>
    %53 = "stablehlo.subtract"(%51, %52) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %54 = "stablehlo.multiply"(%53, %53) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %55 = "stablehlo.reduce"(%54, %13) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x8xf32>, tensor<f32>) -> tensor<f32>
    %56 = "stablehlo.constant"() <{value = dense<8.0> : tensor<f32>}> : () -> tensor<f32>
    %57 = "stablehlo.divide"(%55, %56) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %58 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %59 = "stablehlo.maximum"(%50, %58) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.60 = "stablehlo.divide"(%57, %59) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %61 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %62 = "stablehlo.multiply"(%61, %mean_squared_error.60) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %63 = "stablehlo.multiply"(%13, %mean_squared_error.60) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.64 = "stablehlo.add"(%62, %63) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %65 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %66 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %67 = "stablehlo.broadcast_in_dim"(%66) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %68 = "stablehlo.maximum"(%49, %67) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %69 = "stablehlo.log"(%68) : (tensor<16xf32>) -> tensor<16xf32>
    %70 = "stablehlo.multiply"(%49, %69) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %71 = "stablehlo.reduce"(%70, %13) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %72 = "stablehlo.maximum"(%50, %66) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %73 = "stablehlo.divide"(%71, %72) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %74 = "stablehlo.log"(%72) : (tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.subtract"(%74, %73) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.76 = "stablehlo.maximum"(%75, %13) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.77 = "stablehlo.exponential"(%entropy.76) : (tensor<f32>) -> tensor<f32>
    %78 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %79 = "stablehlo.compare"(%49, %78) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %80 = "stablehlo.convert"(%79) : (tensor<16xi1>) -> tensor<16xf32>
    %81 = "stablehlo.reduce"(%80, %13) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %82 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.83 = "stablehlo.divide"(%81, %82) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %84 = "stablehlo.subtract"(%82, %81) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.85 = "stablehlo.convert"(%84) : (tensor<f32>) -> tensor<i32>
    %86 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %87 = "stablehlo.reduce"(%49, %86) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %max_share.88 = "stablehlo.divide"(%87, %59) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %89 = "stablehlo.multiply"(%51, %51) : (tensor<4x8x8xf32>, tensor<4x8x8xf32>) -> tensor<4x8x8xf32>
    %90 = "stablehlo.reduce"(%89, %13) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<4x8x8xf32>, tensor<f32>) -> tensor<f32>
    %91 = "stablehlo.divide"(%55, %90) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %92 = "stablehlo.compare"(%55, %13) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.93 = "stablehlo.select"(%92, %13, %91) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %94 = "stablehlo.subtract"(%65, %50) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.95 = "stablehlo.convert"(%94) : (tensor<f32>) -> tensor<i32>
    %96 = "stablehlo.convert"(%assignments.36) : (tensor<4x8x16xi1>) -> tensor<4x8x16xbf16>
    %sums.97 = "stablehlo.dot_general"(%96, %valid_inputs.46) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x8x16xbf16>, tensor<4x8x8xbf16>) -> tensor<16x8xf32>
    %98 = "sdy.sharding_constraint"(%sums.97) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<16x8xf32>) -> tensor<16x8xf32>
    %99 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %100 = "stablehlo.broadcast_in_dim"(%99) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %101 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %102 = "stablehlo.broadcast_in_dim"(%101) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %103 = "stablehlo.multiply"(%100, %cluster_size) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %104 = "stablehlo.multiply"(%102, %49) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %new_cluster_size.105 = "stablehlo.add"(%103, %104) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %106 = "stablehlo.broadcast_in_dim"(%99) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %107 = "stablehlo.broadcast_in_dim"(%101) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %108 = "stablehlo.multiply"(%106, %embed_sum) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %109 = "stablehlo.multiply"(%107, %98) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %new_embed_sum.110 = "stablehlo.add"(%108, %109) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %111 = "stablehlo.reduce"(%new_cluster_size.105, %13) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %112 = "stablehlo.constant"() <{value = dense<1.5999999595806003e-4> : tensor<f32>}> : () -> tensor<f32>
    %113 = "stablehlo.add"(%111, %112) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %114 = "stablehlo.divide"(%111, %113) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %115 = "stablehlo.broadcast_in_dim"(%114) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %116 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %117 = "stablehlo.broadcast_in_dim"(%116) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %118 = "stablehlo.add"(%new_cluster_size.105, %117) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %smoothed_counts.119 = "stablehlo.multiply"(%118, %115) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %120 = "stablehlo.select"(%79, %smoothed_counts.119, %new_cluster_size.105) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %121 = "stablehlo.compare"(%120, %67) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %122 = "stablehlo.broadcast_in_dim"(%120) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xf32>) -> tensor<16x8xf32>
    %123 = "stablehlo.divide"(%new_embed_sum.110, %122) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %124 = "stablehlo.broadcast_in_dim"(%121) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xi1>) -> tensor<16x8xi1>
    %new_codebook.125 = "stablehlo.select"(%124, %123, %codebook) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %126 = "sdy.sharding_constraint"(%new_cluster_size.105) <{sharding = #sdy.sharding<@mesh, [{}]>}> : (tensor<16xf32>) -> tensor<16xf32>
    %127 = "stablehlo.reduce"(%126, %13) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16xf32>, tensor<f32>) -> tensor<f32>
    %128 = "stablehlo.constant"() <{value = dense<6.25e-2> : tensor<f32>}> : () -> tensor<f32>
    %129 = "stablehlo.multiply"(%127, %128) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %130 = "stablehlo.broadcast_in_dim"(%129) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %131 = "stablehlo.broadcast_in_dim"(%61) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %132 = "stablehlo.multiply"(%130, %131) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %dead.133 = "stablehlo.compare"(%126, %132) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %134 = "stablehlo.compare"(%126, %132) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xi1>
    %135 = "stablehlo.convert"(%134) : (tensor<16xi1>) -> tensor<16xi32>
    %136 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<16xi32>
    %137:2 = "stablehlo.sort"(%135, %136) <{dimension = 0 : i64, is_stable = false}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>, %arg.2: tensor<i32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.8 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.4, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.or"(%r.5, %r.9) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.12 = "stablehlo.compare"(%r.10, %r.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.13 = "stablehlo.compare"(%arg.2, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.14 = "stablehlo.select"(%r.12, %r.13, %r.10) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.14) : (tensor<i1>) -> ()
    }) : (tensor<16xi32>, tensor<16xi32>) -> (tensor<16xi32>, tensor<16xi32>)
    %138:2 = "stablehlo.sort"(%137#1, %136) <{dimension = 0 : i64, is_stable = false}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>, %arg.2: tensor<i32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.8 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.4, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.or"(%r.5, %r.9) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.12 = "stablehlo.compare"(%r.10, %r.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.13 = "stablehlo.compare"(%arg.2, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.14 = "stablehlo.select"(%r.12, %r.13, %r.10) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.14) : (tensor<i1>) -> ()
    }) : (tensor<16xi32>, tensor<16xi32>) -> (tensor<16xi32>, tensor<16xi32>)
    %139 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %140 = "stablehlo.negate"(%126) : (tensor<16xf32>) -> tensor<16xf32>
    %141 = "stablehlo.select"(%dead.133, %139, %140) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %142:2 = "stablehlo.sort"(%141, %136) <{dimension = 0 : i64, is_stable = false}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>, %arg.2: tensor<i32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.8 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.4, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.or"(%r.5, %r.9) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.12 = "stablehlo.compare"(%r.10, %r.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.13 = "stablehlo.compare"(%arg.2, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.14 = "stablehlo.select"(%r.12, %r.13, %r.10) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.14) : (tensor<i1>) -> ()
    }) : (tensor<16xf32>, tensor<16xi32>) -> (tensor<16xf32>, tensor<16xi32>)
    %143:2 = "stablehlo.sort"(%142#1, %136) <{dimension = 0 : i64, is_stable = false}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>, %arg.2: tensor<i32>, %arg.3: tensor<i32>):
      %r.4 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.5 = "stablehlo.compare"(%arg.0, %arg.1) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.6 = "stablehlo.compare"(%arg.0, %arg.0) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.7 = "stablehlo.compare"(%arg.1, %arg.1) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.8 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.9 = "stablehlo.compare"(%r.6, %r.7) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.10 = "stablehlo.or"(%r.4, %r.8) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.11 = "stablehlo.or"(%r.5, %r.9) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.12 = "stablehlo.compare"(%r.10, %r.11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type UNSIGNED>}> : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.13 = "stablehlo.compare"(%arg.2, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.14 = "stablehlo.select"(%r.12, %r.13, %r.10) : (tensor<i1>, tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.14) : (tensor<i1>) -> ()
    }) : (tensor<16xi32>, tensor<16xi32>) -> (tensor<16xi32>, tensor<16xi32>)
    %144 = "stablehlo.convert"(%dead.133) : (tensor<16xi1>) -> tensor<16xi32>
    %145 = "stablehlo.reduce"(%144, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<16xi32>, tensor<i32>) -> tensor<i32>
    %146 = "stablehlo.not"(%dead.133) : (tensor<16xi1>) -> tensor<16xi1>
    %147 = "stablehlo.convert"(%146) : (tensor<16xi1>) -> tensor<16xi32>
    %148 = "stablehlo.reduce"(%147, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<16xi32>, tensor<i32>) -> tensor<i32>
    %149 = "stablehlo.minimum"(%145, %148) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %150 = "stablehlo.broadcast_in_dim"(%149) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16xi32>
    %151 = "stablehlo.compare"(%138#1, %150) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi1>
    %152 = "stablehlo.and"(%dead.133, %151) : (tensor<16xi1>, tensor<16xi1>) -> tensor<16xi1>
    %153 = "stablehlo.compare"(%143#1, %150) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi1>
    %154 = "stablehlo.and"(%146, %153) : (tensor<16xi1>, tensor<16xi1>) -> tensor<16xi1>
    %155 = "stablehlo.reshape"(%142#1) : (tensor<16xi32>) -> tensor<16x1xi32>
    %156 = "stablehlo.broadcast_in_dim"(%38) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16xi32>
    %157 = "stablehlo.minimum"(%138#1, %156) : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi32>
    %158 = "stablehlo.reshape"(%157) : (tensor<16xi32>) -> tensor<1x16xi32>
    %159 = "stablehlo.broadcast_in_dim"(%5) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<1x16xi1>
    %160 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x16xi32>
    %161 = "stablehlo.broadcast_in_dim"(%38) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x16xi32>
    %162 = "stablehlo.clamp"(%160, %158, %161) : (tensor<1x16xi32>, tensor<1x16xi32>, tensor<1x16xi32>) -> tensor<1x16xi32>
    %163 = "stablehlo.gather"(%155, %162) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1>}> : (tensor<16x1xi32>, tensor<1x16xi32>) -> tensor<1x16x1xi32>
    %164 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<1x16x1xi32>
    %165 = "stablehlo.broadcast_in_dim"(%159) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x16xi1>) -> tensor<1x16x1xi1>
    %166 = "stablehlo.select"(%165, %163, %164) : (tensor<1x16x1xi1>, tensor<1x16x1xi32>, tensor<1x16x1xi32>) -> tensor<1x16x1xi32>
    %167 = "stablehlo.reshape"(%166) : (tensor<1x16x1xi32>) -> tensor<16x1xi32>
    %168 = "stablehlo.reshape"(%167) : (tensor<16x1xi32>) -> tensor<16xi32>
    %169 = "stablehlo.select"(%152, %168, %136) : (tensor<16xi1>, tensor<16xi32>, tensor<16xi32>) -> tensor<16xi32>
    %170 = "stablehlo.or"(%152, %154) : (tensor<16xi1>, tensor<16xi1>) -> tensor<16xi1>
    %171 = "stablehlo.broadcast_in_dim"(%58) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %172 = "stablehlo.select"(%170, %16, %171) : (tensor<16xi1>, tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %173 = "stablehlo.reshape"(%126) : (tensor<16xf32>) -> tensor<16x1xf32>
    %174 = "stablehlo.minimum"(%169, %156) : (tensor<16xi32>, tensor<16xi32>) -> tensor<16xi32>
    %175 = "stablehlo.reshape"(%174) : (tensor<16xi32>) -> tensor<1x16xi32>
    %176 = "stablehlo.clamp"(%160, %175, %161) : (tensor<1x16xi32>, tensor<1x16xi32>, tensor<1x16xi32>) -> tensor<1x16xi32>
    %177 = "stablehlo.gather"(%173, %176) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1>}> : (tensor<16x1xf32>, tensor<1x16xi32>) -> tensor<1x16x1xf32>
    %178 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x16x1xf32>
    %179 = "stablehlo.select"(%165, %177, %178) : (tensor<1x16x1xi1>, tensor<1x16x1xf32>, tensor<1x16x1xf32>) -> tensor<1x16x1xf32>
    %180 = "stablehlo.reshape"(%179) : (tensor<1x16x1xf32>) -> tensor<16x1xf32>
    %181 = "stablehlo.reshape"(%180) : (tensor<16x1xf32>) -> tensor<16xf32>
    %182 = "stablehlo.multiply"(%181, %172) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %183 = "stablehlo.gather"(%new_codebook.125, %176) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<16x8xf32>, tensor<1x16xi32>) -> tensor<1x16x8xf32>
    %184 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<1x16x8xf32>
    %185 = "stablehlo.broadcast_in_dim"(%159) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<1x16xi1>) -> tensor<1x16x8xi1>
    %186 = "stablehlo.select"(%185, %183, %184) : (tensor<1x16x8xi1>, tensor<1x16x8xf32>, tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
    %187 = "stablehlo.reshape"(%186) : (tensor<1x16x8xf32>) -> tensor<16x8xf32>
    %188 = "stablehlo.gather"(%new_embed_sum.110, %176) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<16x8xf32>, tensor<1x16xi32>) -> tensor<1x16x8xf32>
    %189 = "stablehlo.select"(%185, %188, %184) : (tensor<1x16x8xi1>, tensor<1x16x8xf32>, tensor<1x16x8xf32>) -> tensor<1x16x8xf32>
    %190 = "stablehlo.reshape"(%189) : (tensor<1x16x8xf32>) -> tensor<16x8xf32>
    %191 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<16x8xi32>
    %192 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16x8xi32>
    %193 = "stablehlo.constant"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
    %194 = "stablehlo.broadcast_in_dim"(%193) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<16x8xi32>
    %195 = "stablehlo.remainder"(%191, %194) : (tensor<16x8xi32>, tensor<16x8xi32>) -> tensor<16x8xi32>
    %196 = "stablehlo.compare"(%195, %192) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<16x8xi32>, tensor<16x8xi32>) -> tensor<16x8xi1>
    %197 = "stablehlo.broadcast_in_dim"(%152) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xi1>) -> tensor<16x8xi1>
    %198 = "stablehlo.broadcast_in_dim"(%154) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xi1>) -> tensor<16x8xi1>
    %199 = "stablehlo.broadcast_in_dim"(%58) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %200 = "stablehlo.constant"() <{value = dense<1.0009765625> : tensor<f32>}> : () -> tensor<f32>
    %201 = "stablehlo.broadcast_in_dim"(%200) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %202 = "stablehlo.constant"() <{value = dense<9.990234375e-1> : tensor<f32>}> : () -> tensor<f32>
    %203 = "stablehlo.broadcast_in_dim"(%202) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16x8xf32>
    %204 = "stablehlo.select"(%196, %201, %203) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %205 = "stablehlo.select"(%196, %203, %201) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %206 = "stablehlo.select"(%198, %205, %199) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %207 = "stablehlo.select"(%197, %204, %206) : (tensor<16x8xi1>, tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %208 = "stablehlo.multiply"(%187, %207) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %209 = "stablehlo.broadcast_in_dim"(%172) <{broadcast_dimensions = array<i64: 0>}> : (tensor<16xf32>) -> tensor<16x8xf32>
    %210 = "stablehlo.multiply"(%190, %209) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %211 = "stablehlo.multiply"(%210, %207) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %212 = "stablehlo.convert"(%152) : (tensor<16xi1>) -> tensor<16xi32>
    %restarted_entries.213 = "stablehlo.reduce"(%212, %11) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<16xi32>, tensor<i32>) -> tensor<i32>
    %214 = "sdy.sharding_constraint"(%208) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<16x8xf32>) -> tensor<16x8xf32>
    %215 = "sdy.sharding_constraint"(%182) <{sharding = #sdy.sharding<@mesh, [{"model"}]>}> : (tensor<16xf32>) -> tensor<16xf32>
    %216 = "sdy.sharding_constraint"(%211) <{sharding = #sdy.sharding<@mesh, [{"model"}, {}]>}> : (tensor<16x8xf32>) -> tensor<16x8xf32>
    "func.return"(%quantized.45, %codes.34, %mean_squared_error.60, %mean_squared_error.60, %loss.64, %mean_squared_error.60, %perplexity.77, %codebook_usage.83, %65, %nonfinite_rows.95, %dead_entries.85, %max_share.88, %relative_error.93, %entropy.76, %restarted_entries.213, %214, %215, %216) : (tensor<4x8x8xbf16>, tensor<4x8xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<16x8xf32>, tensor<16xf32>, tensor<16x8xf32>) -> ()
  }
}
