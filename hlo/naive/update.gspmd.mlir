module @vqbit_naive_update attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {mhlo.sharding = "{devices=[2,1,1,2]<=[4] last_tile_dim_replicate}"},
      %codebook: tensor<6x16xf32> {mhlo.sharding = "{devices=[2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}", tf.aliasing_output = 10 : i32},
      %cluster_size: tensor<6xf32> {mhlo.sharding = "{devices=[2,2]<=[2,2]T(1,0) last_tile_dim_replicate}", tf.aliasing_output = 11 : i32},
      %embed_sum: tensor<6x16xf32> {mhlo.sharding = "{devices=[2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}", tf.aliasing_output = 12 : i32}) -> (
      tensor<8x4x16xbf16> {jax.result_info = "quantized", mhlo.sharding = "{devices=[2,1,1,2]<=[4] last_tile_dim_replicate}"},
      tensor<8x4xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[2,1,2]<=[4] last_tile_dim_replicate}"},
      tensor<f32> {jax.result_info = "commitment_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "loss", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "mse", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "perplexity", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "codebook_usage", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "compression_ratio", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "nonfinite_rows", mhlo.sharding = "{replicated}"},
      tensor<6x16xf32> {jax.result_info = "codebook", mhlo.sharding = "{devices=[2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"},
      tensor<6xf32> {jax.result_info = "cluster_size", mhlo.sharding = "{devices=[2,2]<=[2,2]T(1,0) last_tile_dim_replicate}"},
      tensor<6x16xf32> {jax.result_info = "embed_sum", mhlo.sharding = "{devices=[2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"}) {
    %4 = "stablehlo.convert"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %5 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64: 0, 1, 3>}> : (tensor<8x4x16xf32>) -> tensor<8x4x6x16xf32>
    %6 = "stablehlo.broadcast_in_dim"(%codebook) <{broadcast_dimensions = array<i64: 2, 3>}> : (tensor<6x16xf32>) -> tensor<8x4x6x16xf32>
    %differences.7 = "stablehlo.subtract"(%5, %6) : (tensor<8x4x6x16xf32>, tensor<8x4x6x16xf32>) -> tensor<8x4x6x16xf32>
    %8 = "stablehlo.multiply"(%differences.7, %differences.7) : (tensor<8x4x6x16xf32>, tensor<8x4x6x16xf32>) -> tensor<8x4x6x16xf32>
    %9 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %distances.10 = "stablehlo.reduce"(%8, %9) <{dimensions = array<i64: 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6x16xf32>, tensor<f32>) -> tensor<8x4x6xf32>
    %11 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %12 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %13 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %14:2 = "stablehlo.reduce"(%distances.10, %11, %12, %13) <{dimensions = array<i64: 2>}> ({
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
    %15 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %16 = "stablehlo.compare"(%14#0, %15) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %17 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %18 = "stablehlo.broadcast_in_dim"(%17) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes.19 = "stablehlo.select"(%16, %14#1, %18) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %20 = "stablehlo.broadcast_in_dim"(%codes.19) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x6xi32>
    %assignments.21 = "stablehlo.compare"(%20, %11) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x6xi32>, tensor<8x4x6xi32>) -> tensor<8x4x6xi1>
    %22 = "stablehlo.convert"(%assignments.21) : (tensor<8x4x6xi1>) -> tensor<8x4x6xf32>
    %23 = "stablehlo.dot_general"(%22, %codebook) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x6xf32>, tensor<6x16xf32>) -> tensor<8x4x16xf32>
    %24 = "stablehlo.dot_general"(%22, %4) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [0, 1], rhs_contracting_dimensions = [0, 1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x6xf32>, tensor<8x4x16xf32>) -> tensor<6x16xf32>
    %25 = "stablehlo.reduce"(%22, %9) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<6xf32>
    %26 = "stablehlo.reduce"(%25, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %27 = "stablehlo.subtract"(%4, %23) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %28 = "stablehlo.multiply"(%27, %27) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %29 = "stablehlo.reduce"(%28, %9) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %30 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %31 = "stablehlo.divide"(%29, %30) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %32 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %33 = "stablehlo.maximum"(%26, %32) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.34 = "stablehlo.divide"(%31, %33) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %35 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %36 = "stablehlo.multiply"(%35, %mean_squared_error.34) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %37 = "stablehlo.multiply"(%9, %mean_squared_error.34) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.38 = "stablehlo.add"(%36, %37) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %39 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xi1>
    %40 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.41 = "stablehlo.reduce"(%39, %40) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %42 = "stablehlo.not"(%valid.41) : (tensor<8x4xi1>) -> tensor<8x4xi1>
    %43 = "stablehlo.convert"(%42) : (tensor<8x4xi1>) -> tensor<8x4xi32>
    %44 = "stablehlo.broadcast_in_dim"(%32) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %45 = "stablehlo.maximum"(%25, %44) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %46 = "stablehlo.log"(%45) : (tensor<6xf32>) -> tensor<6xf32>
    %47 = "stablehlo.multiply"(%25, %46) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %48 = "stablehlo.reduce"(%47, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %49 = "stablehlo.divide"(%48, %33) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %50 = "stablehlo.log"(%33) : (tensor<f32>) -> tensor<f32>
    %51 = "stablehlo.subtract"(%50, %49) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %52 = "stablehlo.maximum"(%51, %9) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.53 = "stablehlo.exponential"(%52) : (tensor<f32>) -> tensor<f32>
    %54 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %55 = "stablehlo.compare"(%25, %54) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %56 = "stablehlo.convert"(%55) : (tensor<6xi1>) -> tensor<6xf32>
    %57 = "stablehlo.reduce"(%56, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %58 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.59 = "stablehlo.divide"(%57, %58) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %60 = "stablehlo.constant"() <{value = dense<8.533333587646484e1> : tensor<f32>}> : () -> tensor<f32>
    %61 = "stablehlo.reduce"(%43, %17) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<i32>, %arg.1: tensor<i32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.2) : (tensor<i32>) -> ()
    }) : (tensor<8x4xi32>, tensor<i32>) -> tensor<i32>
    %62 = "stablehlo.constant"() <{value = dense<9.900000095367432e-1> : tensor<f32>}> : () -> tensor<f32>
    %63 = "stablehlo.broadcast_in_dim"(%62) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %64 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %65 = "stablehlo.broadcast_in_dim"(%64) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %66 = "stablehlo.multiply"(%63, %cluster_size) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %67 = "stablehlo.multiply"(%65, %25) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %new_cluster_size.68 = "stablehlo.add"(%66, %67) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %69 = "stablehlo.broadcast_in_dim"(%62) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %70 = "stablehlo.broadcast_in_dim"(%64) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %71 = "stablehlo.multiply"(%69, %embed_sum) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %72 = "stablehlo.multiply"(%70, %24) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %new_embed_sum.73 = "stablehlo.add"(%71, %72) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %74 = "stablehlo.reduce"(%new_cluster_size.68, %9) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.constant"() <{value = dense<5.999999848427251e-5> : tensor<f32>}> : () -> tensor<f32>
    %76 = "stablehlo.add"(%74, %75) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %77 = "stablehlo.divide"(%74, %76) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %78 = "stablehlo.broadcast_in_dim"(%77) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %79 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %80 = "stablehlo.broadcast_in_dim"(%79) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %81 = "stablehlo.add"(%new_cluster_size.68, %80) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %smoothed_counts.82 = "stablehlo.multiply"(%81, %78) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %83 = "stablehlo.select"(%55, %smoothed_counts.82, %new_cluster_size.68) : (tensor<6xi1>, tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %84 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %85 = "stablehlo.broadcast_in_dim"(%84) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %86 = "stablehlo.compare"(%83, %85) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %87 = "stablehlo.broadcast_in_dim"(%83) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %88 = "stablehlo.divide"(%new_embed_sum.73, %87) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %89 = "stablehlo.broadcast_in_dim"(%86) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xi1>) -> tensor<6x16xi1>
    %new_codebook.90 = "stablehlo.select"(%89, %88, %codebook) : (tensor<6x16xi1>, tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %91 = "stablehlo.convert"(%23) : (tensor<8x4x16xf32>) -> tensor<8x4x16xbf16>
    "func.return"(%91, %codes.19, %mean_squared_error.34, %mean_squared_error.34, %loss.38, %mean_squared_error.34, %perplexity.53, %codebook_usage.59, %60, %61, %new_codebook.90, %new_cluster_size.68, %new_embed_sum.73) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<6x16xf32>, tensor<6xf32>, tensor<6x16xf32>) -> ()
  }
}
