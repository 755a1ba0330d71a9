module @vqbit_apply attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %codebook: tensor<6x16xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 0 : i32},
      %update_weight: tensor<6xf32> {mhlo.sharding = "{replicated}"},
      %cluster_size: tensor<6xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 1 : i32},
      %embed_sum: tensor<6x16xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 2 : i32},
      %ema_steps: tensor<i32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 3 : i32},
      %pending_counts: tensor<6xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 4 : i32},
      %pending_sums: tensor<6x16xf32> {mhlo.sharding = "{replicated}", tf.aliasing_output = 5 : i32}) -> (
      tensor<6x16xf32> {jax.result_info = "codebook", mhlo.sharding = "{replicated}"},
      tensor<6xf32> {jax.result_info = "cluster_size", mhlo.sharding = "{replicated}"},
      tensor<6x16xf32> {jax.result_info = "embed_sum", mhlo.sharding = "{replicated}"},
      tensor<i32> {jax.result_info = "ema_steps", mhlo.sharding = "{replicated}"},
      tensor<6xf32> {jax.result_info = "pending_counts", mhlo.sharding = "{replicated}"},
      tensor<6x16xf32> {jax.result_info = "pending_sums", mhlo.sharding = "{replicated}"}) {
    %7 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %8 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %9 = "stablehlo.constant"() <{value = dense<1.0> : tensor<f32>}> : () -> tensor<f32>
    %10 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %11 = "stablehlo.compare"(%update_weight, %8) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %12 = "stablehlo.minimum"(%update_weight, %10) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %13 = "stablehlo.select"(%11, %12, %8) : (tensor<6xi1>, tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %14 = "stablehlo.constant"() <{value = dense<9.999999776482582e-3> : tensor<f32>}> : () -> tensor<f32>
    %15 = "stablehlo.broadcast_in_dim"(%14) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %16 = "stablehlo.multiply"(%13, %15) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %17 = "stablehlo.subtract"(%10, %16) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %18 = "stablehlo.multiply"(%17, %cluster_size) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %19 = "stablehlo.multiply"(%16, %pending_counts) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %new_cluster_size.20 = "stablehlo.add"(%18, %19) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %21 = "stablehlo.broadcast_in_dim"(%14) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %22 = "stablehlo.broadcast_in_dim"(%13) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %23 = "stablehlo.multiply"(%22, %21) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %24 = "stablehlo.broadcast_in_dim"(%9) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %25 = "stablehlo.subtract"(%24, %23) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %26 = "stablehlo.multiply"(%25, %embed_sum) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %27 = "stablehlo.multiply"(%23, %pending_sums) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %new_embed_sum.28 = "stablehlo.add"(%26, %27) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %29 = "stablehlo.constant"() <{value = dense<1> : tensor<i32>}> : () -> tensor<i32>
    %new_ema_steps.30 = "stablehlo.add"(%ema_steps, %29) : (tensor<i32>, tensor<i32>) -> tensor<i32>
    %31 = "stablehlo.convert"(%new_ema_steps.30) : (tensor<i32>) -> tensor<f32>
    %32 = "stablehlo.constant"() <{value = dense<-1.00503358989954e-2> : tensor<f32>}> : () -> tensor<f32>
    %33 = "stablehlo.multiply"(%31, %32) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %34 = "stablehlo.exponential_minus_one"(%33) : (tensor<f32>) -> tensor<f32>
    %share_seen.35 = "stablehlo.negate"(%34) : (tensor<f32>) -> tensor<f32>
    %36 = "stablehlo.broadcast_in_dim"(%share_seen.35) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %37 = "stablehlo.divide"(%new_cluster_size.20, %36) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %38 = "stablehlo.broadcast_in_dim"(%share_seen.35) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    %39 = "stablehlo.divide"(%new_embed_sum.28, %38) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %40 = "stablehlo.reduce"(%37, %7) <{dimensions = array<i64: 0>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<6xf32>, tensor<f32>) -> tensor<f32>
    %41 = "stablehlo.constant"() <{value = dense<5.999999848427251e-5> : tensor<f32>}> : () -> tensor<f32>
    %42 = "stablehlo.add"(%40, %41) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %43 = "stablehlo.divide"(%40, %42) : (tensor<f32>, tensor<f32>) -> tensor<f32>
    %44 = "stablehlo.broadcast_in_dim"(%43) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %45 = "stablehlo.constant"() <{value = dense<9.999999747378752e-6> : tensor<f32>}> : () -> tensor<f32>
    %46 = "stablehlo.broadcast_in_dim"(%45) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %47 = "stablehlo.add"(%37, %46) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %smoothed_counts.48 = "stablehlo.multiply"(%47, %44) : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %49 = "stablehlo.compare"(%pending_counts, %8) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %50 = "stablehlo.select"(%49, %smoothed_counts.48, %37) : (tensor<6xi1>, tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
    %51 = "stablehlo.constant"() <{value = dense<1.0000000031710769e-30> : tensor<f32>}> : () -> tensor<f32>
    %52 = "stablehlo.broadcast_in_dim"(%51) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6xf32>
    %53 = "stablehlo.compare"(%50, %52) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %54 = "stablehlo.compare"(%13, %8) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xi1>
    %55 = "stablehlo.and"(%53, %54) : (tensor<6xi1>, tensor<6xi1>) -> tensor<6xi1>
    %56 = "stablehlo.broadcast_in_dim"(%50) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xf32>) -> tensor<6x16xf32>
    %57 = "stablehlo.divide"(%39, %56) : (tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %58 = "stablehlo.broadcast_in_dim"(%55) <{broadcast_dimensions = array<i64: 0>}> : (tensor<6xi1>) -> tensor<6x16xi1>
    %new_codebook.59 = "stablehlo.select"(%58, %57, %codebook) : (tensor<6x16xi1>, tensor<6x16xf32>, tensor<6x16xf32>) -> tensor<6x16xf32>
    %60 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<6x16xf32>
    "func.return"(%new_codebook.59, %new_cluster_size.20, %new_embed_sum.28, %new_ema_steps.30, %8, %60) : (tensor<6x16xf32>, tensor<6xf32>, tensor<6x16xf32>, tensor<i32>, tensor<6xf32>, tensor<6x16xf32>) -> ()
  }
}
