module @vqbit_encode attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<4x8x8xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      %seed: tensor<ui32> {sdy.sharding = #sdy.sharding<@mesh, []>},
      %codebook: tensor<16x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) -> (
      tensor<4x8xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>}) {
    %3 = "stablehlo.is_finite"(%inputs) : (tensor<4x8x8xbf16>) -> tensor<4x8x8xi1>
    %4 = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    %valid.5 = "stablehlo.reduce"(%3, %4) <{dimensions = array<i64: 2>}> ({
    ^bb0(%arg.0: tensor<i1>, %arg.1: tensor<i1>):
      %r.2 = "stablehlo.and"(%arg.0, %arg.1) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%r.2) : (tensor<i1>) -> ()
    }) : (tensor<4x8x8xi1>, tensor<i1>) -> tensor<4x8xi1>
    %6 = "stablehlo.constant"() <{value = dense<0> : tensor<ui32>}> : () -> tensor<ui32>
    %7 = "stablehlo.constant"() <{value = dense<1> : tensor<ui32>}> : () -> tensor<ui32>
    %8 = "stablehlo.constant"() <{value = dense<466688986> : tensor<ui32>}> : () -> tensor<ui32>
    %9 = "stablehlo.xor"(%seed, %6) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %10 = "stablehlo.xor"(%9, %8) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %11 = "stablehlo.add"(%6, %seed) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %12 = "stablehlo.add"(%7, %6) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %13 = "stablehlo.add"(%11, %12) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %14 = "stablehlo.constant"() <{value = dense<13> : tensor<ui32>}> : () -> tensor<ui32>
    %15 = "stablehlo.constant"() <{value = dense<19> : tensor<ui32>}> : () -> tensor<ui32>
    %16 = "stablehlo.shift_left"(%12, %14) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %17 = "stablehlo.shift_right_logical"(%12, %15) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %18 = "stablehlo.or"(%16, %17) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %19 = "stablehlo.xor"(%18, %13) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %20 = "stablehlo.add"(%13, %19) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %21 = "stablehlo.constant"() <{value = dense<15> : tensor<ui32>}> : () -> tensor<ui32>
    %22 = "stablehlo.constant"() <{value = dense<17> : tensor<ui32>}> : () -> tensor<ui32>
    %23 = "stablehlo.shift_left"(%19, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %24 = "stablehlo.shift_right_logical"(%19, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %25 = "stablehlo.or"(%23, %24) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %26 = "stablehlo.xor"(%25, %20) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %27 = "stablehlo.add"(%20, %26) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %28 = "stablehlo.constant"() <{value = dense<26> : tensor<ui32>}> : () -> tensor<ui32>
    %29 = "stablehlo.constant"() <{value = dense<6> : tensor<ui32>}> : () -> tensor<ui32>
    %30 = "stablehlo.shift_left"(%26, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %31 = "stablehlo.shift_right_logical"(%26, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %32 = "stablehlo.or"(%30, %31) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %33 = "stablehlo.xor"(%32, %27) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %34 = "stablehlo.add"(%27, %33) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %35 = "stablehlo.shift_left"(%33, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %36 = "stablehlo.shift_right_logical"(%33, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %37 = "stablehlo.or"(%35, %36) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %38 = "stablehlo.xor"(%37, %34) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %39 = "stablehlo.add"(%34, %6) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %40 = "stablehlo.add"(%10, %7) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %41 = "stablehlo.add"(%38, %40) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %42 = "stablehlo.add"(%39, %41) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %43 = "stablehlo.shift_left"(%41, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %44 = "stablehlo.shift_right_logical"(%41, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %45 = "stablehlo.or"(%43, %44) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %46 = "stablehlo.xor"(%45, %42) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %47 = "stablehlo.add"(%42, %46) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %48 = "stablehlo.constant"() <{value = dense<29> : tensor<ui32>}> : () -> tensor<ui32>
    %49 = "stablehlo.constant"() <{value = dense<3> : tensor<ui32>}> : () -> tensor<ui32>
    %50 = "stablehlo.shift_left"(%46, %48) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %51 = "stablehlo.shift_right_logical"(%46, %49) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %52 = "stablehlo.or"(%50, %51) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %53 = "stablehlo.xor"(%52, %47) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %54 = "stablehlo.add"(%47, %53) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %55 = "stablehlo.constant"() <{value = dense<16> : tensor<ui32>}> : () -> tensor<ui32>
    %56 = "stablehlo.shift_left"(%53, %55) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %57 = "stablehlo.shift_right_logical"(%53, %55) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %58 = "stablehlo.or"(%56, %57) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %59 = "stablehlo.xor"(%58, %54) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %60 = "stablehlo.add"(%54, %59) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %61 = "stablehlo.constant"() <{value = dense<24> : tensor<ui32>}> : () -> tensor<ui32>
    %62 = "stablehlo.constant"() <{value = dense<8> : tensor<ui32>}> : () -> tensor<ui32>
    %63 = "stablehlo.shift_left"(%59, %61) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %64 = "stablehlo.shift_right_logical"(%59, %62) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %65 = "stablehlo.or"(%63, %64) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %66 = "stablehlo.xor"(%65, %60) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %67 = "stablehlo.add"(%60, %10) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %68 = "stablehlo.constant"() <{value = dense<2> : tensor<ui32>}> : () -> tensor<ui32>
    %69 = "stablehlo.add"(%seed, %68) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %70 = "stablehlo.add"(%66, %69) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %71 = "stablehlo.add"(%67, %70) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %72 = "stablehlo.shift_left"(%70, %14) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %73 = "stablehlo.shift_right_logical"(%70, %15) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %74 = "stablehlo.or"(%72, %73) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %75 = "stablehlo.xor"(%74, %71) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %76 = "stablehlo.add"(%71, %75) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %77 = "stablehlo.shift_left"(%75, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %78 = "stablehlo.shift_right_logical"(%75, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %79 = "stablehlo.or"(%77, %78) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %80 = "stablehlo.xor"(%79, %76) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %81 = "stablehlo.add"(%76, %80) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %82 = "stablehlo.shift_left"(%80, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %83 = "stablehlo.shift_right_logical"(%80, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %84 = "stablehlo.or"(%82, %83) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %85 = "stablehlo.xor"(%84, %81) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %86 = "stablehlo.add"(%81, %85) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %87 = "stablehlo.shift_left"(%85, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %88 = "stablehlo.shift_right_logical"(%85, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %89 = "stablehlo.or"(%87, %88) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %90 = "stablehlo.xor"(%89, %86) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %91 = "stablehlo.add"(%86, %seed) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %92 = "stablehlo.add"(%6, %49) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %93 = "stablehlo.add"(%90, %92) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %94 = "stablehlo.add"(%91, %93) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %95 = "stablehlo.shift_left"(%93, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %96 = "stablehlo.shift_right_logical"(%93, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %97 = "stablehlo.or"(%95, %96) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %98 = "stablehlo.xor"(%97, %94) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %99 = "stablehlo.add"(%94, %98) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %100 = "stablehlo.shift_left"(%98, %48) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %101 = "stablehlo.shift_right_logical"(%98, %49) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %102 = "stablehlo.or"(%100, %101) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %103 = "stablehlo.xor"(%102, %99) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %104 = "stablehlo.add"(%99, %103) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %105 = "stablehlo.shift_left"(%103, %55) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %106 = "stablehlo.shift_right_logical"(%103, %55) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %107 = "stablehlo.or"(%105, %106) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %108 = "stablehlo.xor"(%107, %104) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %109 = "stablehlo.add"(%104, %108) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %110 = "stablehlo.shift_left"(%108, %61) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %111 = "stablehlo.shift_right_logical"(%108, %62) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %112 = "stablehlo.or"(%110, %111) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %113 = "stablehlo.xor"(%112, %109) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %114 = "stablehlo.add"(%109, %6) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %115 = "stablehlo.constant"() <{value = dense<4> : tensor<ui32>}> : () -> tensor<ui32>
    %116 = "stablehlo.add"(%10, %115) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %117 = "stablehlo.add"(%113, %116) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %118 = "stablehlo.add"(%114, %117) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %119 = "stablehlo.shift_left"(%117, %14) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %120 = "stablehlo.shift_right_logical"(%117, %15) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %121 = "stablehlo.or"(%119, %120) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %122 = "stablehlo.xor"(%121, %118) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %123 = "stablehlo.add"(%118, %122) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %124 = "stablehlo.shift_left"(%122, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %125 = "stablehlo.shift_right_logical"(%122, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %126 = "stablehlo.or"(%124, %125) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %127 = "stablehlo.xor"(%126, %123) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %128 = "stablehlo.add"(%123, %127) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %129 = "stablehlo.shift_left"(%127, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %130 = "stablehlo.shift_right_logical"(%127, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %131 = "stablehlo.or"(%129, %130) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %132 = "stablehlo.xor"(%131, %128) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %133 = "stablehlo.add"(%128, %132) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %134 = "stablehlo.shift_left"(%132, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %135 = "stablehlo.shift_right_logical"(%132, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %136 = "stablehlo.or"(%134, %135) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %137 = "stablehlo.xor"(%136, %133) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %138 = "stablehlo.add"(%133, %10) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %139 = "stablehlo.constant"() <{value = dense<5> : tensor<ui32>}> : () -> tensor<ui32>
    %140 = "stablehlo.add"(%seed, %139) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %141 = "stablehlo.add"(%137, %140) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %142 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x8xf32>) -> tensor<16x8xf32>
    %143 = "stablehlo.convert"(%142) : (tensor<16x8xf32>) -> tensor<16x8xbf16>
    %144 = "stablehlo.xor"(%138, %141) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %145 = "stablehlo.xor"(%144, %8) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %146 = "stablehlo.add"(%6, %138) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %147 = "stablehlo.add"(%6, %141) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %148 = "stablehlo.add"(%146, %147) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %149 = "stablehlo.shift_left"(%147, %14) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %150 = "stablehlo.shift_right_logical"(%147, %15) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %151 = "stablehlo.or"(%149, %150) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %152 = "stablehlo.xor"(%151, %148) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %153 = "stablehlo.add"(%148, %152) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %154 = "stablehlo.shift_left"(%152, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %155 = "stablehlo.shift_right_logical"(%152, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %156 = "stablehlo.or"(%154, %155) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %157 = "stablehlo.xor"(%156, %153) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %158 = "stablehlo.add"(%153, %157) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %159 = "stablehlo.shift_left"(%157, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %160 = "stablehlo.shift_right_logical"(%157, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %161 = "stablehlo.or"(%159, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %162 = "stablehlo.xor"(%161, %158) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %163 = "stablehlo.add"(%158, %162) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %164 = "stablehlo.shift_left"(%162, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %165 = "stablehlo.shift_right_logical"(%162, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %166 = "stablehlo.or"(%164, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %167 = "stablehlo.xor"(%166, %163) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %168 = "stablehlo.add"(%163, %141) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %169 = "stablehlo.add"(%145, %7) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %170 = "stablehlo.add"(%167, %169) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %171 = "stablehlo.add"(%168, %170) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %172 = "stablehlo.shift_left"(%170, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %173 = "stablehlo.shift_right_logical"(%170, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %174 = "stablehlo.or"(%172, %173) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %175 = "stablehlo.xor"(%174, %171) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %176 = "stablehlo.add"(%171, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %177 = "stablehlo.shift_left"(%175, %48) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %178 = "stablehlo.shift_right_logical"(%175, %49) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %179 = "stablehlo.or"(%177, %178) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %180 = "stablehlo.xor"(%179, %176) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %181 = "stablehlo.add"(%176, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %182 = "stablehlo.shift_left"(%180, %55) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %183 = "stablehlo.shift_right_logical"(%180, %55) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %184 = "stablehlo.or"(%182, %183) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %185 = "stablehlo.xor"(%184, %181) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %186 = "stablehlo.add"(%181, %185) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %187 = "stablehlo.shift_left"(%185, %61) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %188 = "stablehlo.shift_right_logical"(%185, %62) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %189 = "stablehlo.or"(%187, %188) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %190 = "stablehlo.xor"(%189, %186) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %191 = "stablehlo.add"(%186, %145) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %192 = "stablehlo.add"(%138, %68) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %193 = "stablehlo.add"(%190, %192) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %194 = "stablehlo.add"(%191, %193) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %195 = "stablehlo.shift_left"(%193, %14) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %196 = "stablehlo.shift_right_logical"(%193, %15) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %197 = "stablehlo.or"(%195, %196) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %198 = "stablehlo.xor"(%197, %194) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %199 = "stablehlo.add"(%194, %198) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %200 = "stablehlo.shift_left"(%198, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %201 = "stablehlo.shift_right_logical"(%198, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %202 = "stablehlo.or"(%200, %201) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %203 = "stablehlo.xor"(%202, %199) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %204 = "stablehlo.add"(%199, %203) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %205 = "stablehlo.shift_left"(%203, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %206 = "stablehlo.shift_right_logical"(%203, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %207 = "stablehlo.or"(%205, %206) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %208 = "stablehlo.xor"(%207, %204) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %209 = "stablehlo.add"(%204, %208) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %210 = "stablehlo.shift_left"(%208, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %211 = "stablehlo.shift_right_logical"(%208, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %212 = "stablehlo.or"(%210, %211) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %213 = "stablehlo.xor"(%212, %209) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %214 = "stablehlo.add"(%209, %138) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %215 = "stablehlo.add"(%141, %49) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %216 = "stablehlo.add"(%213, %215) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %217 = "stablehlo.add"(%214, %216) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %218 = "stablehlo.shift_left"(%216, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %219 = "stablehlo.shift_right_logical"(%216, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %220 = "stablehlo.or"(%218, %219) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %221 = "stablehlo.xor"(%220, %217) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %222 = "stablehlo.add"(%217, %221) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %223 = "stablehlo.shift_left"(%221, %48) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %224 = "stablehlo.shift_right_logical"(%221, %49) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %225 = "stablehlo.or"(%223, %224) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %226 = "stablehlo.xor"(%225, %222) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %227 = "stablehlo.add"(%222, %226) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %228 = "stablehlo.shift_left"(%226, %55) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %229 = "stablehlo.shift_right_logical"(%226, %55) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %230 = "stablehlo.or"(%228, %229) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %231 = "stablehlo.xor"(%230, %227) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %232 = "stablehlo.add"(%227, %231) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %233 = "stablehlo.shift_left"(%231, %61) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %234 = "stablehlo.shift_right_logical"(%231, %62) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %235 = "stablehlo.or"(%233, %234) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %236 = "stablehlo.xor"(%235, %232) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %237 = "stablehlo.add"(%232, %141) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %238 = "stablehlo.add"(%145, %115) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %239 = "stablehlo.add"(%236, %238) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %240 = "stablehlo.add"(%237, %239) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %241 = "stablehlo.shift_left"(%239, %14) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %242 = "stablehlo.shift_right_logical"(%239, %15) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %243 = "stablehlo.or"(%241, %242) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %244 = "stablehlo.xor"(%243, %240) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %245 = "stablehlo.add"(%240, %244) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %246 = "stablehlo.shift_left"(%244, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %247 = "stablehlo.shift_right_logical"(%244, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %248 = "stablehlo.or"(%246, %247) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %249 = "stablehlo.xor"(%248, %245) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %250 = "stablehlo.add"(%245, %249) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %251 = "stablehlo.shift_left"(%249, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %252 = "stablehlo.shift_right_logical"(%249, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %253 = "stablehlo.or"(%251, %252) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %254 = "stablehlo.xor"(%253, %250) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %255 = "stablehlo.add"(%250, %254) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %256 = "stablehlo.shift_left"(%254, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %257 = "stablehlo.shift_right_logical"(%254, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %258 = "stablehlo.or"(%256, %257) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %259 = "stablehlo.xor"(%258, %255) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %260 = "stablehlo.add"(%255, %145) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %261 = "stablehlo.add"(%138, %139) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %262 = "stablehlo.add"(%259, %261) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %263 = "stablehlo.multiply"(%142, %142) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %264 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %265 = "stablehlo.reduce"(%263, %264) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16x8xf32>, tensor<f32>) -> tensor<16xf32>
    %266 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %267 = "stablehlo.broadcast_in_dim"(%266) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %half_norms.268 = "stablehlo.multiply"(%265, %267) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %products.269 = "stablehlo.dot_general"(%inputs, %143) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x8x8xbf16>, tensor<16x8xbf16>) -> tensor<4x8x16xf32>
    %270 = "stablehlo.broadcast_in_dim"(%half_norms.268) <{broadcast_dimensions = array<i64: 2>}> : (tensor<16xf32>) -> tensor<4x8x16xf32>
    %scores.271 = "stablehlo.subtract"(%270, %products.269) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %272 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<4x8x16xui32>
    %273 = "stablehlo.broadcast_in_dim"(%62) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %274 = "stablehlo.multiply"(%272, %273) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %275 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<4x8x16xui32>
    %276 = "stablehlo.add"(%274, %275) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %277 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x8x16xui32>
    %278 = "stablehlo.xor"(%260, %262) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %279 = "stablehlo.xor"(%278, %8) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %280 = "stablehlo.broadcast_in_dim"(%260) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %281 = "stablehlo.add"(%276, %280) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %282 = "stablehlo.broadcast_in_dim"(%262) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %283 = "stablehlo.add"(%277, %282) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %284 = "stablehlo.add"(%281, %283) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %285 = "stablehlo.broadcast_in_dim"(%14) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %286 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %287 = "stablehlo.shift_left"(%283, %285) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %288 = "stablehlo.shift_right_logical"(%283, %286) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %289 = "stablehlo.or"(%287, %288) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %290 = "stablehlo.xor"(%289, %284) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %291 = "stablehlo.add"(%284, %290) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %292 = "stablehlo.broadcast_in_dim"(%21) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %293 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %294 = "stablehlo.shift_left"(%290, %292) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %295 = "stablehlo.shift_right_logical"(%290, %293) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %296 = "stablehlo.or"(%294, %295) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %297 = "stablehlo.xor"(%296, %291) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %298 = "stablehlo.add"(%291, %297) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %299 = "stablehlo.broadcast_in_dim"(%28) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %300 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %301 = "stablehlo.shift_left"(%297, %299) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %302 = "stablehlo.shift_right_logical"(%297, %300) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %303 = "stablehlo.or"(%301, %302) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %304 = "stablehlo.xor"(%303, %298) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %305 = "stablehlo.add"(%298, %304) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %306 = "stablehlo.shift_left"(%304, %300) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %307 = "stablehlo.shift_right_logical"(%304, %299) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %308 = "stablehlo.or"(%306, %307) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %309 = "stablehlo.xor"(%308, %305) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %310 = "stablehlo.add"(%305, %282) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %311 = "stablehlo.add"(%279, %7) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %312 = "stablehlo.broadcast_in_dim"(%311) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %313 = "stablehlo.add"(%309, %312) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %314 = "stablehlo.add"(%310, %313) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %315 = "stablehlo.shift_left"(%313, %293) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %316 = "stablehlo.shift_right_logical"(%313, %292) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %317 = "stablehlo.or"(%315, %316) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %318 = "stablehlo.xor"(%317, %314) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %319 = "stablehlo.add"(%314, %318) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %320 = "stablehlo.broadcast_in_dim"(%48) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %321 = "stablehlo.broadcast_in_dim"(%49) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %322 = "stablehlo.shift_left"(%318, %320) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %323 = "stablehlo.shift_right_logical"(%318, %321) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %324 = "stablehlo.or"(%322, %323) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %325 = "stablehlo.xor"(%324, %319) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %326 = "stablehlo.add"(%319, %325) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %327 = "stablehlo.broadcast_in_dim"(%55) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %328 = "stablehlo.shift_left"(%325, %327) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %329 = "stablehlo.shift_right_logical"(%325, %327) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %330 = "stablehlo.or"(%328, %329) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %331 = "stablehlo.xor"(%330, %326) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %332 = "stablehlo.add"(%326, %331) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %333 = "stablehlo.broadcast_in_dim"(%61) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %334 = "stablehlo.shift_left"(%331, %333) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %335 = "stablehlo.shift_right_logical"(%331, %273) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %336 = "stablehlo.or"(%334, %335) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %337 = "stablehlo.xor"(%336, %332) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %338 = "stablehlo.broadcast_in_dim"(%279) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %339 = "stablehlo.add"(%332, %338) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %340 = "stablehlo.add"(%260, %68) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %341 = "stablehlo.broadcast_in_dim"(%340) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %342 = "stablehlo.add"(%337, %341) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %343 = "stablehlo.add"(%339, %342) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %344 = "stablehlo.shift_left"(%342, %285) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %345 = "stablehlo.shift_right_logical"(%342, %286) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %346 = "stablehlo.or"(%344, %345) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %347 = "stablehlo.xor"(%346, %343) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %348 = "stablehlo.add"(%343, %347) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %349 = "stablehlo.shift_left"(%347, %292) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %350 = "stablehlo.shift_right_logical"(%347, %293) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %351 = "stablehlo.or"(%349, %350) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %352 = "stablehlo.xor"(%351, %348) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %353 = "stablehlo.add"(%348, %352) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %354 = "stablehlo.shift_left"(%352, %299) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %355 = "stablehlo.shift_right_logical"(%352, %300) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %356 = "stablehlo.or"(%354, %355) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %357 = "stablehlo.xor"(%356, %353) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %358 = "stablehlo.add"(%353, %357) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %359 = "stablehlo.shift_left"(%357, %300) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %360 = "stablehlo.shift_right_logical"(%357, %299) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %361 = "stablehlo.or"(%359, %360) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %362 = "stablehlo.xor"(%361, %358) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %363 = "stablehlo.add"(%358, %280) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %364 = "stablehlo.add"(%262, %49) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %365 = "stablehlo.broadcast_in_dim"(%364) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %366 = "stablehlo.add"(%362, %365) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %367 = "stablehlo.add"(%363, %366) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %368 = "stablehlo.shift_left"(%366, %293) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %369 = "stablehlo.shift_right_logical"(%366, %292) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %370 = "stablehlo.or"(%368, %369) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %371 = "stablehlo.xor"(%370, %367) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %372 = "stablehlo.add"(%367, %371) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %373 = "stablehlo.shift_left"(%371, %320) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %374 = "stablehlo.shift_right_logical"(%371, %321) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %375 = "stablehlo.or"(%373, %374) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %376 = "stablehlo.xor"(%375, %372) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %377 = "stablehlo.add"(%372, %376) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %378 = "stablehlo.shift_left"(%376, %327) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %379 = "stablehlo.shift_right_logical"(%376, %327) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %380 = "stablehlo.or"(%378, %379) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %381 = "stablehlo.xor"(%380, %377) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %382 = "stablehlo.add"(%377, %381) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %383 = "stablehlo.shift_left"(%381, %333) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %384 = "stablehlo.shift_right_logical"(%381, %273) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %385 = "stablehlo.or"(%383, %384) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %386 = "stablehlo.xor"(%385, %382) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %387 = "stablehlo.add"(%382, %282) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %388 = "stablehlo.add"(%279, %115) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %389 = "stablehlo.broadcast_in_dim"(%388) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %390 = "stablehlo.add"(%386, %389) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %391 = "stablehlo.add"(%387, %390) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %392 = "stablehlo.shift_left"(%390, %285) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %393 = "stablehlo.shift_right_logical"(%390, %286) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %394 = "stablehlo.or"(%392, %393) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %395 = "stablehlo.xor"(%394, %391) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %396 = "stablehlo.add"(%391, %395) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %397 = "stablehlo.shift_left"(%395, %292) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %398 = "stablehlo.shift_right_logical"(%395, %293) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %399 = "stablehlo.or"(%397, %398) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %400 = "stablehlo.xor"(%399, %396) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %401 = "stablehlo.add"(%396, %400) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %402 = "stablehlo.shift_left"(%400, %299) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %403 = "stablehlo.shift_right_logical"(%400, %300) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %404 = "stablehlo.or"(%402, %403) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %405 = "stablehlo.xor"(%404, %401) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %406 = "stablehlo.add"(%401, %405) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %407 = "stablehlo.shift_left"(%405, %300) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %408 = "stablehlo.shift_right_logical"(%405, %299) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %409 = "stablehlo.or"(%407, %408) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %410 = "stablehlo.xor"(%409, %406) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %411 = "stablehlo.add"(%406, %338) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %412 = "stablehlo.add"(%260, %139) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %413 = "stablehlo.broadcast_in_dim"(%412) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %414 = "stablehlo.add"(%410, %413) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %415 = "stablehlo.xor"(%411, %414) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %416 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %417 = "stablehlo.shift_right_logical"(%415, %273) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %418 = "stablehlo.or"(%417, %416) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %419 = "stablehlo.convert"(%418) : (tensor<4x8x16xui32>) -> tensor<4x8x16xf32>
    %420 = "stablehlo.constant"() <{value = dense<5.960464477539063e-8> : tensor<f32>}> : () -> tensor<f32>
    %421 = "stablehlo.broadcast_in_dim"(%420) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8x16xf32>
    %422 = "stablehlo.multiply"(%419, %421) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %423 = "stablehlo.log"(%422) : (tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %424 = "stablehlo.negate"(%423) : (tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %425 = "stablehlo.log"(%424) : (tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %gumbel.426 = "stablehlo.negate"(%425) : (tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %427 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %428 = "stablehlo.broadcast_in_dim"(%427) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8x16xf32>
    %429 = "stablehlo.multiply"(%428, %gumbel.426) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %noisy_scores.430 = "stablehlo.subtract"(%scores.271, %429) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %431 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x8x16xi32>
    %432 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %433 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %434:2 = "stablehlo.reduce"(%noisy_scores.430, %431, %432, %433) <{dimensions = array<i64: 2>}> ({
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
    %435 = "stablehlo.broadcast_in_dim"(%432) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8xf32>
    %436 = "stablehlo.compare"(%434#0, %435) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
    %437 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %438 = "stablehlo.broadcast_in_dim"(%437) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %nearest.439 = "stablehlo.select"(%436, %434#1, %438) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %440 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %441 = "stablehlo.broadcast_in_dim"(%440) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %codes.442 = "stablehlo.select"(%valid.5, %nearest.439, %441) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    "func.return"(%codes.442) : (tensor<4x8xi32>) -> ()
  }
}
