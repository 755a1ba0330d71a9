module @vqbit_quantize attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1]>
  func.func public @main(
      %inputs: tensor<8x4x16xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}, {}]>},
      %codebook: tensor<6x16xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) -> (
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
      tensor<f32> {jax.result_info = "diversity_loss", sdy.sharding = #sdy.sharding<@mesh, []>}) {
    %2 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<6x16xf32>) -> tensor<6x16xf32>
    %3 = "stablehlo.convert"(%2) : (tensor<6x16xf32>) -> tensor<6x16xbf16>
    %4 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %5 = "stablehlo.multiply"(%2, %2) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %6 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %7 = "stablehlo.reduce"(%5, %6) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6x16xf32>, tensor<f32>) -> tensor<6xf32>
    %8 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %9 = "stablehlo.broadcast_in_dim"(%8) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %half_norms.10 = "stablehlo.multiply"(%7, %9) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %products.11 = "stablehlo.dot_general"(%inputs, %3) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<8x4x16xbf16>, tensor<6x16xbf16>) -> tensor<8x4x6xf32>
    %12 = "stablehlo.broadcast_in_dim"(%half_norms.10) <{broadcast_dimensions = array<i64: 2>}> : (tensor<6xf32>) -> tensor<8x4x6xf32>
    %scores.13 = "stablehlo.subtract"(%12, %products.11) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %14 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<8x4x6xi32>
    %15 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %16 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %17:2 = "stablehlo.reduce"(%scores.13, %14, %15, %16) <{dimensions = array<i64: 2>}> ({
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
    %18 = "stablehlo.is_finite"(%17#0) : (tensor<8x4xf32>) -> tensor<8x4xi1>
    %19 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %20 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %nearest.21 = "stablehlo.select"(%18, %17#1, %20) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %22 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %23 = "stablehlo.compare"(%nearest.21, %22) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi1>
    %codes.24 = "stablehlo.select"(%23, %nearest.21, %20) : (tensor<8x4xi1>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %25 = "stablehlo.constant"() <{value = dense<5> : tensor<i32>}> : () -> tensor<i32>
    %26 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<8x4xi32>
    %27 = "stablehlo.clamp"(%22, %codes.24, %26) : (tensor<8x4xi32>, tensor<8x4xi32>, tensor<8x4xi32>) -> tensor<8x4xi32>
    %28 = "stablehlo.gather"(%3, %27) <{dimension_numbers = #stablehlo.gather<offset_dims = [2], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 16>}> : (tensor<6x16xbf16>, tensor<8x4xi32>) -> tensor<8x4x16xbf16>
    %29 = "stablehlo.constant"() <{value = dense<0.0> : tensor<bf16>}> : () -> tensor<bf16>
    %30 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64>}> : (tensor<bf16>) -> tensor<8x4x16xbf16>
    %31 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x16xi1>
    %quantized.32 = "stablehlo.select"(%31, %28, %30) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %valid_inputs.33 = "stablehlo.select"(%31, %inputs, %30) : (tensor<8x4x16xi1>, tensor<8x4x16xbf16>, tensor<8x4x16xbf16>) -> tensor<8x4x16xbf16>
    %34 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %35 = "stablehlo.broadcast_in_dim"(%34) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x1xf32>
    %36 = "stablehlo.reshape"(%codes.24) : (tensor<8x4xi32>) -> tensor<1x32xi32>
    %37 = "stablehlo.reshape"(%36) : (tensor<1x32xi32>) -> tensor<32xi32>
    %38 = "stablehlo.reshape"(%35) : (tensor<8x4x1xf32>) -> tensor<32x1xf32>
    %39 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x1xf32>
    %40:4 = "stablehlo.while"(%4, %37, %38, %39) ({
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
    %counts.41 = "stablehlo.reshape"(%40#3) : (tensor<6x1xf32>) -> tensor<6xf32>
    %42 = "stablehlo.reduce"(%counts.41, %6) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %43 = "stablehlo.maximum"(%42, %34) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %44 = "stablehlo.reduce"(%scores.13, %15) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.minimum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<8x4xf32>
    %45 = "stablehlo.broadcast_in_dim"(%44) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x6xf32>
    %46 = "stablehlo.subtract"(%scores.13, %45) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %47 = "stablehlo.constant"() <{value = dense<-1.0> : tensor<f32>}> : () -> tensor<f32>
    %48 = "stablehlo.broadcast_in_dim"(%47) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x6xf32>
    %49 = "stablehlo.multiply"(%46, %48) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %50 = "stablehlo.exponential"(%49) : (tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %51 = "stablehlo.reduce"(%50, %6) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<8x4xf32>
    %52 = "stablehlo.log"(%51) : (tensor<8x4xf32>) -> tensor<8x4xf32>
    %53 = "stablehlo.broadcast_in_dim"(%52) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xf32>) -> tensor<8x4x6xf32>
    %54 = "stablehlo.subtract"(%49, %53) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %55 = "stablehlo.exponential"(%54) : (tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %56 = "stablehlo.constant"() <{value = dense<-1.0e4> : tensor<f32>}> : () -> tensor<f32>
    %57 = "stablehlo.broadcast_in_dim"(%56) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x6xf32>
    %58 = "stablehlo.maximum"(%54, %57) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %59 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<8x4x6xf32>
    %60 = "stablehlo.broadcast_in_dim"(%23) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<8x4xi1>) -> tensor<8x4x6xi1>
    %shares.61 = "stablehlo.select"(%60, %55, %59) : (tensor<8x4x6xi1>, tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %62 = "stablehlo.select"(%60, %58, %59) : (tensor<8x4x6xi1>, tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %63 = "stablehlo.reduce"(%shares.61, %6) <{dimensions = array<i64: 0, 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<6xf32>
    %64 = "stablehlo.broadcast_in_dim"(%43) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %mean_shares.65 = "stablehlo.divide"(%63, %64) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %66 = "stablehlo.multiply"(%shares.61, %62) : (tensor<8x4x6xf32>, tensor<8x4x6xf32>) -> tensor<8x4x6xf32>
    %67 = "stablehlo.reduce"(%66, %6) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x6xf32>, tensor<f32>) -> tensor<f32>
    %68 = "stablehlo.divide"(%67, %43) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %69 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %70 = "stablehlo.broadcast_in_dim"(%69) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %71 = "stablehlo.maximum"(%mean_shares.65, %70) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %72 = "stablehlo.log"(%71) : (tensor<6xf32>) -> tensor<6xf32>
    %73 = "stablehlo.multiply"(%mean_shares.65, %72) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %74 = "stablehlo.reduce"(%73, %6) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %75 = "stablehlo.subtract"(%74, %68) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %diversity_loss.76 = "stablehlo.divide"(%75, %34) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %77 = "stablehlo.convert"(%valid_inputs.33) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %78 = "stablehlo.convert"(%quantized.32) : (tensor<8x4x16xbf16>) -> tensor<8x4x16xf32>
    %79 = "stablehlo.subtract"(%77, %78) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %80 = "stablehlo.multiply"(%79, %79) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %81 = "stablehlo.reduce"(%80, %6) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %82 = "stablehlo.constant"() <{value = dense<1.6e1> : tensor<f32>}> : () -> tensor<f32>
    %83 = "stablehlo.divide"(%81, %82) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %mean_squared_error.84 = "stablehlo.divide"(%83, %43) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %85 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %86 = "stablehlo.multiply"(%85, %mean_squared_error.84) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %87 = "stablehlo.multiply"(%6, %mean_squared_error.84) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %88 = "stablehlo.constant"() <{value = dense<1.0000000149011612e-1> : tensor<f32>}> : () -> tensor<f32>
    %89 = "stablehlo.multiply"(%88, %diversity_loss.76) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %90 = "stablehlo.add"(%86, %87) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %loss.91 = "stablehlo.add"(%90, %89) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %92 = "stablehlo.constant"() <{value = dense<8.533333587646484e1> : tensor<f32>}> : () -> tensor<f32>
    %93 = "stablehlo.maximum"(%counts.41, %70) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %94 = "stablehlo.log"(%93) : (tensor<6xf32>) -> tensor<6xf32>
    %95 = "stablehlo.multiply"(%counts.41, %94) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %96 = "stablehlo.reduce"(%95, %6) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %97 = "stablehlo.maximum"(%42, %69) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %98 = "stablehlo.divide"(%96, %97) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %99 = "stablehlo.log"(%97) : (tensor<f32>) -> tensor<f32>
    %100 = "stablehlo.subtract"(%99, %98) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %entropy.101 = "stablehlo.maximum"(%100, %6) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %perplexity.102 = "stablehlo.exponential"(%entropy.101) : (tensor<f32>) -> tensor<f32>
    %103 = "stablehlo.broadcast_in_dim"(%6) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %104 = "stablehlo.compare"(%counts.41, %103) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %105 = "stablehlo.convert"(%104) : (tensor<6xi1>) -> tensor<6xf32>
    %106 = "stablehlo.reduce"(%105, %6) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %107 = "stablehlo.constant"() <{value = dense<6.0> : tensor<f32>}> : () -> tensor<f32>
    %codebook_usage.108 = "stablehlo.divide"(%106, %107) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %109 = "stablehlo.subtract"(%107, %106) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %dead_entries.110 = "stablehlo.convert"(%109) : (tensor<f32>) -> tensor<i32>
    %111 = "stablehlo.constant"() <{value = dense<0xFF800000> : tensor<f32>}> : () -> tensor<f32>
    %112 = "stablehlo.reduce"(%counts.41, %111) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.maximum"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %max_share.113 = "stablehlo.divide"(%112, %43) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %114 = "stablehlo.multiply"(%77, %77) : (tensor<8x4x16xf32>, tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
    %115 = "stablehlo.reduce"(%114, %6) <{dimensions = array<i64: 0, 1, 2>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<8x4x16xf32>, tensor<f32>) -> tensor<f32>
    %116 = "stablehlo.divide"(%81, %115) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %117 = "stablehlo.compare"(%81, %6) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %relative_error.118 = "stablehlo.select"(%117, %6, %116) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
    %119 = "stablehlo.constant"() <{value = dense<3.2e1> : tensor<f32>}> : () -> tensor<f32>
    %120 = "stablehlo.subtract"(%119, %42) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %nonfinite_rows.121 = "stablehlo.convert"(%120) : (tensor<f32>) -> tensor<i32>
    "func.return"(%quantized.32, %codes.24, %mean_squared_error.84, %mean_squared_error.84, %loss.91, %mean_squared_error.84, %perplexity.102, %codebook_usage.108, %92, %nonfinite_rows.121, %dead_entries.110, %max_share.113, %relative_error.118, %entropy.101, %diversity_loss.76) : (tensor<8x4x16xbf16>, tensor<8x4xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>) -> ()
  }
}
