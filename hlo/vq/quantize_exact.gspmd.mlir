module @vqbit_quantize attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {mhlo.sharding = "{devices=[2,1,1,2]<=[4] last_tile_dim_replicate}"},
      %codebook: tensor<6x16xf32> {mhlo.sharding = "{devices=[2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"}) -> (
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
      tensor<i32> {jax.result_info = "dead_entries", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "max_share", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "relative_error", mhlo.sharding = "{replicated}"},
      tensor<f32> {jax.result_info = "entropy", mhlo.sharding = "{replicated}"}) {
    %2 = "stablehlo.is_finite"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xi1>
    %3 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.4 = "stablehlo.reduce"(%2, %3) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<8x4x16xi1>, tensor<i1>) -> tensor<8x4xi1>
    %5 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %6 = "stablehlo.convert"(%5) : (tensor<6x16xf32>) -> tensor<6x16xbf16>
    %7 = "stablehlo.custom_call"(%6) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"} : (tensor<6x16xbf16>) -> tensor<6x16xbf16>
    %8 = "stablehlo.custom_call"(%codebook) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"} : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %9 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %10 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %11 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %12 = "stablehlo.reshape"(%8) : (tensor<6x16xf32>) -> tensor<2x3x16xf32>
    %13 = "stablehlo.custom_call"(%12) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"} : (tensor<2x3x16xf32>) -> tensor<2x3x16xf32>
    %14 = "stablehlo.slice"(%13) <{limit_indices = array<i64: 2, 1, 16>, start_indices = array<i64: 0, 0, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<2x3x16xf32>) -> tensor<2x1x16xf32>
    %15 = "stablehlo.is_finite"(%14) : (tensor<2x1x16xf32>) -> tensor<2x1x16xi1>
    %16 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x1x16xf32>
    %17 = "stablehlo.select"(%15, %14, %16) : (tensor<2x1x16xi1>, tensor<2x1x16xf32>, tensor<2x1x16xf32>) -> tensor<2x1x16xf32>
    %18 = "stablehlo.slice"(%13) <{limit_indices = array<i64: 2, 2, 16>, start_indices = array<i64: 0, 1, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<2x3x16xf32>) -> tensor<2x1x16xf32>
    %19 = "stablehlo.is_finite"(%18) : (tensor<2x1x16xf32>) -> tensor<2x1x16xi1>
    %20 = "stablehlo.select"(%19, %18, %16) : (tensor<2x1x16xi1>, tensor<2x1x16xf32>, tensor<2x1x16xf32>) -> tensor<2x1x16xf32>
    %21 = "stablehlo.slice"(%13) <{limit_indices = array<i64: 2, 3, 16>, start_indices = array<i64: 0, 2, 0>, strides = array<i64: 1, 1, 1>}> : (tensor<2x3x16xf32>) -> tensor<2x1x16xf32>
    %22 = "stablehlo.is_finite"(%21) : (tensor<2x1x16xf32>) -> tensor<2x1x16xi1>
    %23 = "stablehlo.select"(%22, %21, %16) : (tensor<2x1x16xi1>, tensor<2x1x16xf32>, tensor<2x1x16xf32>) -> tensor<2x1x16xf32>
    %24 = "stablehlo.minimum"(%17, %20) : (tensor<2x1x16xf32>, tensor<2x1x16xf32>) -> tensor<2x1x16xf32>
    %25 = "stablehlo.maximum"(%17, %20) : (tensor<2x1x16xf32>, tensor<2x1x16xf32>) -> tensor<2x1x16xf32>
    %26 = "stablehlo.minimum"(%25, %23) : (tensor<2x1x16xf32>, tensor<2x1x16xf32>) -> tensor<2x1x16xf32>
    %27 = "stablehlo.maximum"(%24, %26) : (tensor<2x1x16xf32>, tensor<2x1x16xf32>) -> tensor<2x1x16xf32>
    %centre.28 = "stablehlo.reshape"(%27) : (tensor<2x1x16xf32>) -> tensor<2x16xf32>
    %29 = "stablehlo.broadcast_in_dim"(%centre.28) <{broadcast_dimensions = array<i64: 0, 2>}> : (tensor<2x16xf32>) -> tensor<2x3x16xf32>
    %30 = "stablehlo.subtract"(%13, %29) : (tensor<2x3x16xf32>, tensor<2x3x16xf32>) -> tensor<2x3x16xf32>
    %31 = "stablehlo.reduce_precision"(%30) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<2x3x16xf32>) -> tensor<2x3x16xf32>
    %32 = "stablehlo.subtract"(%30, %31) : (tensor<2x3x16xf32>, tensor<2x3x16xf32>) -> tensor<2x3x16xf32>
    %33 = "stablehlo.reduce_precision"(%32) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<2x3x16xf32>) -> tensor<2x3x16xf32>
    %34 = "stablehlo.add"(%31, %33) : (tensor<2x3x16xf32>, tensor<2x3x16xf32>) -> tensor<2x3x16xf32>
    %35 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x3x16xf32>
    %36 = "stablehlo.multiply"(%35, %34) : (tensor<2x3x16xf32>, tensor<2x3x16xf32>) -> tensor<2x3x16xf32>
    %37 = "stablehlo.add"(%36, %29) : (tensor<2x3x16xf32>, tensor<2x3x16xf32>) -> tensor<2x3x16xf32>
    %38 = "stablehlo.multiply"(%37, %34) : (tensor<2x3x16xf32>, tensor<2x3x16xf32>) -> tensor<2x3x16xf32>
    %39 = "stablehlo.reduce"(%38, %10) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<2x3x16xf32>, tensor<f32>) -> tensor<2x3xf32>
    %40 = "stablehlo.is_finite"(%39) : (tensor<2x3xf32>) -> tensor<2x3xi1>
    %41 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %42 = "stablehlo.broadcast_in_dim"(%41) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x3xf32>
    %bias.43 = "stablehlo.select"(%40, %39, %42) : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
    %44 = "stablehlo.is_finite"(%31) : (tensor<2x3x16xf32>) -> tensor<2x3x16xi1>
    %45 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x3x16xf32>
    %46 = "stablehlo.select"(%44, %31, %45) : (tensor<2x3x16xi1>, tensor<2x3x16xf32>, tensor<2x3x16xf32>) -> tensor<2x3x16xf32>
    %47 = "stablehlo.convert"(%46) : (tensor<2x3x16xf32>) -> tensor<2x3x16xbf16>
    %48 = "stablehlo.is_finite"(%33) : (tensor<2x3x16xf32>) -> tensor<2x3x16xi1>
    %49 = "stablehlo.select"(%48, %33, %45) : (tensor<2x3x16xi1>, tensor<2x3x16xf32>, tensor<2x3x16xf32>) -> tensor<2x3x16xf32>
    %50 = "stablehlo.convert"(%49) : (tensor<2x3x16xf32>) -> tensor<2x3x16xbf16>
    %51 = "stablehlo.reshape"(%47) : (tensor<2x3x16xbf16>) -> tensor<2x3x1x16xbf16>
    %52 = "stablehlo.reshape"(%50) : (tensor<2x3x16xbf16>) -> tensor<2x3x1x16xbf16>
    %entry_parts.53 = "stablehlo.concatenate"(%51, %52) <{dimension = 2 : i64}> : (tensor<2x3x1x16xbf16>, tensor<2x3x1x16xbf16>) -> tensor<2x3x2x16xbf16>
    %54 = "stablehlo.custom_call"(%entry_parts.53) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,1,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"} : (tensor<2x3x2x16xbf16>) -> tensor<2x3x2x16xbf16>
    %55 = "stablehlo.custom_call"(%bias.43) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,1,2]<=[2,2]T(1,0) last_tile_dim_replicate}"} : (tensor<2x3xf32>) -> tensor<2x3xf32>
    %56 = "stablehlo.reshape"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x1x16xbf16>
    %57 = "stablehlo.concatenate"(%56, %56) <{dimension = 2 : i64}> : (tensor<8x4x1x16xbf16>, tensor<8x4x1x16xbf16>) -> tensor<8x4x2x16xbf16>
    %58 = "stablehlo.broadcast_in_dim"(%57) <{broadcast_dimensions = array<i64: 1, 2, 3, 4>}> : (tensor<8x4x2x16xbf16>) -> tensor<2x8x4x2x16xbf16>
    %59 = "stablehlo.custom_call"(%58) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,2,1,1,1]<=[2,2]T(1,0)}"} : (tensor<2x8x4x2x16xbf16>) -> tensor<2x8x4x2x16xbf16>
    %products.60 = "stablehlo.dot_general"(%59, %54) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [3, 4], rhs_contracting_dimensions = [2, 3]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x8x4x2x16xbf16>, tensor<2x3x2x16xbf16>) -> tensor<2x8x4x3xf32>
    %61 = "stablehlo.broadcast_in_dim"(%55) <{broadcast_dimensions = array<i64: 0, 3>}> : (tensor<2x3xf32>) -> tensor<2x8x4x3xf32>
    %scores.62 = "stablehlo.subtract"(%61, %products.60) : (tensor<2x8x4x3xf32>, tensor<2x8x4x3xf32>) -> tensor<2x8x4x3xf32>
    %63 = "stablehlo.iota"() <{iota_dimension = 3 : i64}> : () -> tensor<2x8x4x3xi32>
    %64 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %65 = "stablehlo.broadcast_in_dim"(%41) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x8x4x3xf32>
    %66 = "stablehlo.broadcast_in_dim"(%64) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x8x4x3xi32>
    %67:8 = "stablehlo.reduce"(%scores.62, %63, %65, %66, %65, %66, %65, %66, %41, %64, %41, %64, %41, %64, %41, %64) <{dimensions = array<i64: 3>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<i32>, %arg.2: tensor<f32>, %arg.3: tensor<i32>, %arg.4: tensor<f32>, %arg.5: tensor<i32>, %arg.6: tensor<f32>, %arg.7: tensor<i32>, %arg.8: tensor<f32>, %arg.9: tensor<i32>, %arg.10: tensor<f32>, %arg.11: tensor<i32>, %arg.12: tensor<f32>, %arg.13: tensor<i32>, %arg.14: tensor<f32>, %arg.15: tensor<i32>):
      %r.16 = "stablehlo.compare"(%arg.14, %arg.0) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.17 = "stablehlo.compare"(%arg.14, %arg.0) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.18 = "stablehlo.compare"(%arg.15, %arg.1) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.19 = "stablehlo.and"(%r.17, %r.18) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.20 = "stablehlo.or"(%r.16, %r.19) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.21 = "stablehlo.select"(%r.20, %arg.14, %arg.0) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.22 = "stablehlo.select"(%r.20, %arg.15, %arg.1) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.23 = "stablehlo.select"(%r.20, %arg.0, %arg.14) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.24 = "stablehlo.select"(%r.20, %arg.1, %arg.15) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.25 = "stablehlo.compare"(%arg.12, %arg.2) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.26 = "stablehlo.compare"(%arg.12, %arg.2) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.27 = "stablehlo.compare"(%arg.13, %arg.3) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.28 = "stablehlo.and"(%r.26, %r.27) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.29 = "stablehlo.or"(%r.25, %r.28) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.30 = "stablehlo.select"(%r.29, %arg.12, %arg.2) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.31 = "stablehlo.select"(%r.29, %arg.13, %arg.3) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.32 = "stablehlo.select"(%r.29, %arg.2, %arg.12) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.33 = "stablehlo.select"(%r.29, %arg.3, %arg.13) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.34 = "stablehlo.compare"(%arg.10, %arg.4) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.35 = "stablehlo.compare"(%arg.10, %arg.4) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.36 = "stablehlo.compare"(%arg.11, %arg.5) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.37 = "stablehlo.and"(%r.35, %r.36) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.38 = "stablehlo.or"(%r.34, %r.37) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.39 = "stablehlo.select"(%r.38, %arg.10, %arg.4) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.40 = "stablehlo.select"(%r.38, %arg.11, %arg.5) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.41 = "stablehlo.select"(%r.38, %arg.4, %arg.10) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.42 = "stablehlo.select"(%r.38, %arg.5, %arg.11) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.43 = "stablehlo.compare"(%arg.8, %arg.6) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.44 = "stablehlo.compare"(%arg.8, %arg.6) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.45 = "stablehlo.compare"(%arg.9, %arg.7) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.46 = "stablehlo.and"(%r.44, %r.45) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.47 = "stablehlo.or"(%r.43, %r.46) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.48 = "stablehlo.select"(%r.47, %arg.8, %arg.6) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.49 = "stablehlo.select"(%r.47, %arg.9, %arg.7) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.50 = "stablehlo.select"(%r.47, %arg.6, %arg.8) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.51 = "stablehlo.select"(%r.47, %arg.7, %arg.9) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.52 = "stablehlo.compare"(%r.39, %r.21) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.53 = "stablehlo.compare"(%r.39, %r.21) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.54 = "stablehlo.compare"(%r.40, %r.22) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.55 = "stablehlo.and"(%r.53, %r.54) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.56 = "stablehlo.or"(%r.52, %r.55) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.57 = "stablehlo.select"(%r.56, %r.39, %r.21) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.58 = "stablehlo.select"(%r.56, %r.40, %r.22) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.59 = "stablehlo.select"(%r.56, %r.21, %r.39) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.60 = "stablehlo.select"(%r.56, %r.22, %r.40) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.61 = "stablehlo.compare"(%r.48, %r.30) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.62 = "stablehlo.compare"(%r.48, %r.30) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.63 = "stablehlo.compare"(%r.49, %r.31) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.64 = "stablehlo.and"(%r.62, %r.63) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.65 = "stablehlo.or"(%r.61, %r.64) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.66 = "stablehlo.select"(%r.65, %r.48, %r.30) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.67 = "stablehlo.select"(%r.65, %r.49, %r.31) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.68 = "stablehlo.select"(%r.65, %r.30, %r.48) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.69 = "stablehlo.select"(%r.65, %r.31, %r.49) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.70 = "stablehlo.compare"(%r.66, %r.57) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.71 = "stablehlo.compare"(%r.66, %r.57) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.72 = "stablehlo.compare"(%r.67, %r.58) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.73 = "stablehlo.and"(%r.71, %r.72) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.74 = "stablehlo.or"(%r.70, %r.73) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.75 = "stablehlo.select"(%r.74, %r.66, %r.57) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.76 = "stablehlo.select"(%r.74, %r.67, %r.58) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.77 = "stablehlo.select"(%r.74, %r.57, %r.66) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.78 = "stablehlo.select"(%r.74, %r.58, %r.67) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.79 = "stablehlo.compare"(%r.68, %r.59) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.80 = "stablehlo.compare"(%r.68, %r.59) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %r.81 = "stablehlo.compare"(%r.69, %r.60) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<i32>, tensor<i32>) -> tensor<i1>
      %r.82 = "stablehlo.and"(%r.80, %r.81) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.83 = "stablehlo.or"(%r.79, %r.82) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      %r.84 = "stablehlo.select"(%r.83, %r.68, %r.59) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.85 = "stablehlo.select"(%r.83, %r.69, %r.60) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      %r.86 = "stablehlo.select"(%r.83, %r.59, %r.68) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.87 = "stablehlo.select"(%r.83, %r.60, %r.69) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
      "stablehlo.return"(%r.75, %r.76, %r.77, %r.78, %r.84, %r.85, %r.86, %r.87) : (tensor<f32>, tensor<i32>, tensor<f32>, tensor<i32>, tensor<f32>, tensor<i32>, tensor<f32>, tensor<i32>) -> ()
    }) : (tensor<2x8x4x3xf32>, tensor<2x8x4x3xi32>, tensor<2x8x4x3xf32>, tensor<2x8x4x3xi32>, tensor<2x8x4x3xf32>, tensor<2x8x4x3xi32>, tensor<2x8x4x3xf32>, tensor<2x8x4x3xi32>, tensor<f32>, tensor<i32>, tensor<f32>, tensor<i32>, tensor<f32>, tensor<i32>, tensor<f32>, tensor<i32>) -> (tensor<2x8x4xf32>, tensor<2x8x4xi32>, tensor<2x8x4xf32>, tensor<2x8x4xi32>, tensor<2x8x4xf32>, tensor<2x8x4xi32>, tensor<2x8x4xf32>, tensor<2x8x4xi32>)
    %68 = "stablehlo.reshape"(%67#0) : (tensor<2x8x4xf32>) -> tensor<2x1x8x4xf32>
    %69 = "stablehlo.reshape"(%67#2) : (tensor<2x8x4xf32>) -> tensor<2x1x8x4xf32>
    %70 = "stablehlo.reshape"(%67#4) : (tensor<2x8x4xf32>) -> tensor<2x1x8x4xf32>
    %71 = "stablehlo.reshape"(%67#6) : (tensor<2x8x4xf32>) -> tensor<2x1x8x4xf32>
    %72 = "stablehlo.concatenate"(%68, %69, %70, %71) <{dimension = 1 : i64}> : (tensor<2x1x8x4xf32>, tensor<2x1x8x4xf32>, tensor<2x1x8x4xf32>, tensor<2x1x8x4xf32>) -> tensor<2x4x8x4xf32>
    %73 = "stablehlo.reshape"(%67#1) : (tensor<2x8x4xi32>) -> tensor<2x1x8x4xi32>
    %74 = "stablehlo.reshape"(%67#3) : (tensor<2x8x4xi32>) -> tensor<2x1x8x4xi32>
    %75 = "stablehlo.reshape"(%67#5) : (tensor<2x8x4xi32>) -> tensor<2x1x8x4xi32>
    %76 = "stablehlo.reshape"(%67#7) : (tensor<2x8x4xi32>) -> tensor<2x1x8x4xi32>
    %77 = "stablehlo.concatenate"(%73, %74, %75, %76) <{dimension = 1 : i64}> : (tensor<2x1x8x4xi32>, tensor<2x1x8x4xi32>, tensor<2x1x8x4xi32>, tensor<2x1x8x4xi32>) -> tensor<2x4x8x4xi32>
    %78 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x8x4xi32>
    %79 = "stablehlo.constant"() <{value = dense<2> : tensor<i32>}> : () -> tensor<i32>
    %80 = "stablehlo.broadcast_in_dim"(%79) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x8x4xi32>
    %81 = "stablehlo.clamp"(%78, %77, %80) : (tensor<2x4x8x4xi32>, tensor<2x4x8x4xi32>, tensor<2x4x8x4xi32>) -> tensor<2x4x8x4xi32>
    %82 = "stablehlo.gather"(%13, %81) <{dimension_numbers = #stablehlo.gather<offset_dims = [4], collapsed_slice_dims = [1], operand_batching_dims = [0], start_indices_batching_dims = [0], start_index_map = [1], index_vector_dim = 4>, indices_are_sorted = false, slice_sizes = array<i64: 1, 1, 16>}> : (tensor<2x3x16xf32>, tensor<2x4x8x4xi32>) -> tensor<2x4x8x4x16xf32>
    %83 = "stablehlo.convert"(%inputs) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %84 = "stablehlo.broadcast_in_dim"(%83) <{broadcast_dimensions = array<i64: 2, 3, 4>}> : (tensor<8x4x16xf32>) -> tensor<2x4x8x4x16xf32>
    %85 = "stablehlo.subtract"(%84, %82) : (tensor<2x4x8x4x16xf32>, tensor<2x4x8x4x16xf32>) -> tensor<2x4x8x4x16xf32>
    %86 = "stablehlo.multiply"(%85, %85) : (tensor<2x4x8x4x16xf32>, tensor<2x4x8x4x16xf32>) -> tensor<2x4x8x4x16xf32>
    %87 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4x8x4x16xf32>
    %88:2 = "stablehlo.reduce"(%86, %87, %10, %10) <{dimensions = array<i64: 4>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>, %arg.2: tensor<f32>, %arg.3: tensor<f32>):
      %r.4 = "stablehlo.add"(%arg.0, %arg.2) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.5 = "stablehlo.subtract"(%r.4, %arg.0) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.6 = "stablehlo.subtract"(%r.4, %r.5) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.7 = "stablehlo.subtract"(%arg.0, %r.6) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.8 = "stablehlo.subtract"(%arg.2, %r.5) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.9 = "stablehlo.add"(%r.7, %r.8) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.10 = "stablehlo.add"(%arg.1, %arg.3) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      %r.11 = "stablehlo.add"(%r.10, %r.9) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.4, %r.11) : (tensor<f32>, tensor<f32>) -> ()
    }) : (tensor<2x4x8x4x16xf32>, tensor<2x4x8x4x16xf32>, tensor<f32>, tensor<f32>) -> (tensor<2x4x8x4xf32>, tensor<2x4x8x4xf32>)
    %distances.89 = "stablehlo.add"(%88#0, %88#1) : (tensor<2x4x8x4xf32>, tensor<2x4x8x4xf32>) -> tensor<2x4x8x4xf32>
    %90 = "stablehlo.is_finite"(%72) : (tensor<2x4x8x4xf32>) -> tensor<2x4x8x4xi1>
    %91 = "stablehlo.broadcast_in_dim"(%41) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<2x4x8x4xf32>
    %92 = "stablehlo.select"(%90, %distances.89, %91) : (tensor<2x4x8x4xi1>, tensor<2x4x8x4xf32>, tensor<2x4x8x4xf32>) -> tensor<2x4x8x4xf32>
    %93 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<2x4x8x4xi32>
    %94 = "stablehlo.constant"() <{value = dense<3> : tensor<i32>}> : () -> tensor<i32>
    %95 = "stablehlo.broadcast_in_dim"(%94) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<2x4x8x4xi32>
    %96 = "stablehlo.multiply"(%93, %95) : (tensor<2x4x8x4xi32>, tensor<2x4x8x4xi32>) -> tensor<2x4x8x4xi32>
    %97 = "stablehlo.add"(%96, %77) : (tensor<2x4x8x4xi32>, tensor<2x4x8x4xi32>) -> tensor<2x4x8x4xi32>
    %98:2 = "stablehlo.reduce"(%92, %97, %41, %64) <{dimensions = array<i64: 0, 1>}> ({
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
    }) : (tensor<2x4x8x4xf32>, tensor<2x4x8x4xi32>, tensor<f32>, tensor<i32>) -> (tensor<8x4xf32>, tensor<8x4xi32>)
    %99 = "stablehlo.broadcast_in_dim"(%41) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4xf32>
    %100 = "stablehlo.compare"(%98#0, %99) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<8x4xf32>, tensor<8x4xf32>) -> tensor<8x4xi1>
    %101 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest.102 = "stablehlo.select"(%100, %98#1, %101) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %103 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %104 = "stablehlo.broadcast_in_dim"(%103) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %codes.105 = "stablehlo.select"(%valid.4, %nearest.102, %104) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %106 = "stablehlo.broadcast_in_dim"(%codes.105) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi32>) -> tensor<8x4x6xi32>
    %107 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %assignments.108 = "stablehlo.compare"(%106, %107) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4x6xi32>, tensor<8x4x6xi32>) -> tensor<8x4x6xi1>
    %109 = "stablehlo.custom_call"(%7) <{call_target_name = "Sharding"}> {mhlo.sharding = "{replicated}"} : (tensor<6x16xbf16>) -> tensor<6x16xbf16>
    %110 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %111 = "stablehlo.broadcast_in_dim"(%110) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %112 = "stablehlo.clamp"(%101, %codes.105, %111) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %113 = "stablehlo.gather"(%109, %112) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %114 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %115 = "stablehlo.broadcast_in_dim"(%114) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %116 = "stablehlo.broadcast_in_dim"(%valid.4) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized.117 = "stablehlo.select"(%116, %113, %115) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %valid_inputs.118 = "stablehlo.select"(%116, %inputs, %115) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %119 = "stablehlo.convert"(%assignments.108) : (tensor<8x4x6xi1>) -> tensor<8x4x6xf32>
    %counts.120 = "stablehlo.reduce"(%119, %10) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<6xf32>
    %121 = "stablehlo.custom_call"(%counts.120) <{call_target_name = "Sharding"}> {mhlo.sharding = "{devices=[2,2]<=[2,2]T(1,0) last_tile_dim_replicate}"} : (tensor<6xf32>) -> tensor<6xf32>
    %122 = "stablehlo.reduce"(%121, %10) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %123 = "stablehlo.convert"(%valid_inputs.118) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %124 = "stablehlo.convert"(%quantized.117) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %125 = "stablehlo.subtract"(%123, %124) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %126 = "stablehlo.multiply"(%125, %125) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %127 = "stablehlo.reduce"(%126, %10) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %128 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %129 = "stablehlo.divide"(%127, %128) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %130 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %131 = "stablehlo.maximum"(%122, %130) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.132 = "stablehlo.divide"(%129, %131) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %133 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %134 = "stablehlo.multiply"(%133, %mean_squared_error.132) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %135 = "stablehlo.multiply"(%10, %mean_squared_error.132) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.136 = "stablehlo.add"(%134, %135) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %137 = "stablehlo.constant"() <{value = dense<8.533333587646484e1> : tensor<f32>}> : () -> tensor<f32>
    %138 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %139 = "stablehlo.broadcast_in_dim"(%138) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %140 = "stablehlo.maximum"(%121, %139) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %141 = "stablehlo.log"(%140) : (tensor<6xf32>) -> tensor<6xf32>
    %142 = "stablehlo.multiply"(%121, %141) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %143 = "stablehlo.reduce"(%142, %10) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %144 = "stablehlo.maximum"(%122, %138) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %145 = "stablehlo.divide"(%143, %144) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %146 = "stablehlo.log"(%144) : (tensor<f32>) -> tensor<f32>
    %147 = "stablehlo.subtract"(%146, %145) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.148 = "stablehlo.maximum"(%147, %10) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.149 = "stablehlo.exponential"(%entropy.148) : (tensor<f32>) -> tensor<f32>
    %150 = "stablehlo.broadcast_in_dim"(%10) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %151 = "stablehlo.compare"(%121, %150) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %152 = "stablehlo.convert"(%151) : (tensor<6xi1>) -> tensor<6xf32>
    %153 = "stablehlo.reduce"(%152, %10) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %154 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.155 = "stablehlo.divide"(%153, %154) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %156 = "stablehlo.subtract"(%154, %153) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.157 = "stablehlo.convert"(%156) : (tensor<f32>) -> tensor<i32>
    %158 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %159 = "stablehlo.reduce"(%121, %158) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %max_share.160 = "stablehlo.divide"(%159, %131) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %161 = "stablehlo.multiply"(%123, %123) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %162 = "stablehlo.reduce"(%161, %10) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %163 = "stablehlo.divide"(%127, %162) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %164 = "stablehlo.compare"(%127, %10) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.165 = "stablehlo.select"(%164, %10, %163) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %166 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %167 = "stablehlo.subtract"(%166, %122) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.168 = "stablehlo.convert"(%167) : (tensor<f32>) -> tensor<i32>
    "func.return"(%quantized.117, %codes.105, %mean_squared_error.132, %mean_squared_error.132, %loss.136, %mean_squared_error.132, %perplexity.149, %codebook_usage.155, %137, %nonfinite_rows.168, %dead_entries.157, %max_share.160, %relative_error.165, %entropy.148) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>) -> ()
  }
}
