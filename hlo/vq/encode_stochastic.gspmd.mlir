module @vqbit_encode attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  func.func public @main(
      %inputs: tensor<4x8x8xbf16> {mhlo.sharding = "{devices=[4,1,1]<=[4]}"},
      %seed: tensor<ui32> {mhlo.sharding = "{replicated}"},
      %codebook: tensor<16x8xf32> {mhlo.sharding = "{replicated}"}) -> (
      tensor<4x8xi32> {jax.result_info = "codes", mhlo.sharding = "{devices=[4,1]<=[4]}"}) {
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
    %144 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %145 = "stablehlo.convert"(%144) : (tensor<i32>) -> tensor<ui32>
    %146 = "stablehlo.xor"(%138, %141) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %147 = "stablehlo.xor"(%146, %8) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %148 = "stablehlo.add"(%6, %138) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %149 = "stablehlo.add"(%145, %141) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %150 = "stablehlo.add"(%148, %149) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %151 = "stablehlo.shift_left"(%149, %14) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %152 = "stablehlo.shift_right_logical"(%149, %15) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %153 = "stablehlo.or"(%151, %152) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %154 = "stablehlo.xor"(%153, %150) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %155 = "stablehlo.add"(%150, %154) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %156 = "stablehlo.shift_left"(%154, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %157 = "stablehlo.shift_right_logical"(%154, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %158 = "stablehlo.or"(%156, %157) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %159 = "stablehlo.xor"(%158, %155) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %160 = "stablehlo.add"(%155, %159) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %161 = "stablehlo.shift_left"(%159, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %162 = "stablehlo.shift_right_logical"(%159, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %163 = "stablehlo.or"(%161, %162) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %164 = "stablehlo.xor"(%163, %160) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %165 = "stablehlo.add"(%160, %164) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %166 = "stablehlo.shift_left"(%164, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %167 = "stablehlo.shift_right_logical"(%164, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %168 = "stablehlo.or"(%166, %167) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %169 = "stablehlo.xor"(%168, %165) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %170 = "stablehlo.add"(%165, %141) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %171 = "stablehlo.add"(%147, %7) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %172 = "stablehlo.add"(%169, %171) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %173 = "stablehlo.add"(%170, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %174 = "stablehlo.shift_left"(%172, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %175 = "stablehlo.shift_right_logical"(%172, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %176 = "stablehlo.or"(%174, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %177 = "stablehlo.xor"(%176, %173) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %178 = "stablehlo.add"(%173, %177) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %179 = "stablehlo.shift_left"(%177, %48) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %180 = "stablehlo.shift_right_logical"(%177, %49) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %181 = "stablehlo.or"(%179, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %182 = "stablehlo.xor"(%181, %178) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %183 = "stablehlo.add"(%178, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %184 = "stablehlo.shift_left"(%182, %55) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %185 = "stablehlo.shift_right_logical"(%182, %55) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %186 = "stablehlo.or"(%184, %185) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %187 = "stablehlo.xor"(%186, %183) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %188 = "stablehlo.add"(%183, %187) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %189 = "stablehlo.shift_left"(%187, %61) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %190 = "stablehlo.shift_right_logical"(%187, %62) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %191 = "stablehlo.or"(%189, %190) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %192 = "stablehlo.xor"(%191, %188) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %193 = "stablehlo.add"(%188, %147) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %194 = "stablehlo.add"(%138, %68) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %195 = "stablehlo.add"(%192, %194) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %196 = "stablehlo.add"(%193, %195) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %197 = "stablehlo.shift_left"(%195, %14) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %198 = "stablehlo.shift_right_logical"(%195, %15) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %199 = "stablehlo.or"(%197, %198) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %200 = "stablehlo.xor"(%199, %196) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %201 = "stablehlo.add"(%196, %200) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %202 = "stablehlo.shift_left"(%200, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %203 = "stablehlo.shift_right_logical"(%200, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %204 = "stablehlo.or"(%202, %203) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %205 = "stablehlo.xor"(%204, %201) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %206 = "stablehlo.add"(%201, %205) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %207 = "stablehlo.shift_left"(%205, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %208 = "stablehlo.shift_right_logical"(%205, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %209 = "stablehlo.or"(%207, %208) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %210 = "stablehlo.xor"(%209, %206) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %211 = "stablehlo.add"(%206, %210) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %212 = "stablehlo.shift_left"(%210, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %213 = "stablehlo.shift_right_logical"(%210, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %214 = "stablehlo.or"(%212, %213) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %215 = "stablehlo.xor"(%214, %211) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %216 = "stablehlo.add"(%211, %138) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %217 = "stablehlo.add"(%141, %49) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %218 = "stablehlo.add"(%215, %217) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %219 = "stablehlo.add"(%216, %218) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %220 = "stablehlo.shift_left"(%218, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %221 = "stablehlo.shift_right_logical"(%218, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %222 = "stablehlo.or"(%220, %221) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %223 = "stablehlo.xor"(%222, %219) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %224 = "stablehlo.add"(%219, %223) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %225 = "stablehlo.shift_left"(%223, %48) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %226 = "stablehlo.shift_right_logical"(%223, %49) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %227 = "stablehlo.or"(%225, %226) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %228 = "stablehlo.xor"(%227, %224) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %229 = "stablehlo.add"(%224, %228) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %230 = "stablehlo.shift_left"(%228, %55) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %231 = "stablehlo.shift_right_logical"(%228, %55) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %232 = "stablehlo.or"(%230, %231) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %233 = "stablehlo.xor"(%232, %229) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %234 = "stablehlo.add"(%229, %233) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %235 = "stablehlo.shift_left"(%233, %61) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %236 = "stablehlo.shift_right_logical"(%233, %62) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %237 = "stablehlo.or"(%235, %236) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %238 = "stablehlo.xor"(%237, %234) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %239 = "stablehlo.add"(%234, %141) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %240 = "stablehlo.add"(%147, %115) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %241 = "stablehlo.add"(%238, %240) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %242 = "stablehlo.add"(%239, %241) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %243 = "stablehlo.shift_left"(%241, %14) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %244 = "stablehlo.shift_right_logical"(%241, %15) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %245 = "stablehlo.or"(%243, %244) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %246 = "stablehlo.xor"(%245, %242) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %247 = "stablehlo.add"(%242, %246) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %248 = "stablehlo.shift_left"(%246, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %249 = "stablehlo.shift_right_logical"(%246, %22) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %250 = "stablehlo.or"(%248, %249) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %251 = "stablehlo.xor"(%250, %247) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %252 = "stablehlo.add"(%247, %251) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %253 = "stablehlo.shift_left"(%251, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %254 = "stablehlo.shift_right_logical"(%251, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %255 = "stablehlo.or"(%253, %254) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %256 = "stablehlo.xor"(%255, %252) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %257 = "stablehlo.add"(%252, %256) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %258 = "stablehlo.shift_left"(%256, %29) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %259 = "stablehlo.shift_right_logical"(%256, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %260 = "stablehlo.or"(%258, %259) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %261 = "stablehlo.xor"(%260, %257) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %262 = "stablehlo.add"(%257, %147) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %263 = "stablehlo.add"(%138, %139) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %264 = "stablehlo.add"(%261, %263) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %265 = "stablehlo.multiply"(%142, %142) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %266 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %267 = "stablehlo.reduce"(%265, %266) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16x8xf32>, tensor<f32>) -> tensor<16xf32>
    %268 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %269 = "stablehlo.broadcast_in_dim"(%268) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %half_norms.270 = "stablehlo.multiply"(%267, %269) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %products.271 = "stablehlo.dot_general"(%inputs, %143) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x8x8xbf16>, tensor<16x8xbf16>) -> tensor<4x8x16xf32>
    %272 = "stablehlo.broadcast_in_dim"(%half_norms.270) <{broadcast_dimensions = array<i64: 2>}> : (tensor<16xf32>) -> tensor<4x8x16xf32>
    %scores.273 = "stablehlo.subtract"(%272, %products.271) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %274 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<4x8x16xui32>
    %275 = "stablehlo.broadcast_in_dim"(%62) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %276 = "stablehlo.multiply"(%274, %275) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %277 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<4x8x16xui32>
    %278 = "stablehlo.add"(%276, %277) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %279 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x8x16xui32>
    %280 = "stablehlo.xor"(%262, %264) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %281 = "stablehlo.xor"(%280, %8) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %282 = "stablehlo.broadcast_in_dim"(%262) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %283 = "stablehlo.add"(%278, %282) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %284 = "stablehlo.broadcast_in_dim"(%264) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %285 = "stablehlo.add"(%279, %284) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %286 = "stablehlo.add"(%283, %285) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %287 = "stablehlo.broadcast_in_dim"(%14) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %288 = "stablehlo.broadcast_in_dim"(%15) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %289 = "stablehlo.shift_left"(%285, %287) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %290 = "stablehlo.shift_right_logical"(%285, %288) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %291 = "stablehlo.or"(%289, %290) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %292 = "stablehlo.xor"(%291, %286) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %293 = "stablehlo.add"(%286, %292) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %294 = "stablehlo.broadcast_in_dim"(%21) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %295 = "stablehlo.broadcast_in_dim"(%22) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %296 = "stablehlo.shift_left"(%292, %294) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %297 = "stablehlo.shift_right_logical"(%292, %295) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %298 = "stablehlo.or"(%296, %297) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %299 = "stablehlo.xor"(%298, %293) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %300 = "stablehlo.add"(%293, %299) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %301 = "stablehlo.broadcast_in_dim"(%28) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %302 = "stablehlo.broadcast_in_dim"(%29) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %303 = "stablehlo.shift_left"(%299, %301) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %304 = "stablehlo.shift_right_logical"(%299, %302) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %305 = "stablehlo.or"(%303, %304) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %306 = "stablehlo.xor"(%305, %300) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %307 = "stablehlo.add"(%300, %306) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %308 = "stablehlo.shift_left"(%306, %302) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %309 = "stablehlo.shift_right_logical"(%306, %301) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %310 = "stablehlo.or"(%308, %309) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %311 = "stablehlo.xor"(%310, %307) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %312 = "stablehlo.add"(%307, %284) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %313 = "stablehlo.add"(%281, %7) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %314 = "stablehlo.broadcast_in_dim"(%313) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %315 = "stablehlo.add"(%311, %314) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %316 = "stablehlo.add"(%312, %315) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %317 = "stablehlo.shift_left"(%315, %295) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %318 = "stablehlo.shift_right_logical"(%315, %294) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %319 = "stablehlo.or"(%317, %318) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %320 = "stablehlo.xor"(%319, %316) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %321 = "stablehlo.add"(%316, %320) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %322 = "stablehlo.broadcast_in_dim"(%48) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %323 = "stablehlo.broadcast_in_dim"(%49) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %324 = "stablehlo.shift_left"(%320, %322) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %325 = "stablehlo.shift_right_logical"(%320, %323) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %326 = "stablehlo.or"(%324, %325) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %327 = "stablehlo.xor"(%326, %321) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %328 = "stablehlo.add"(%321, %327) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %329 = "stablehlo.broadcast_in_dim"(%55) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %330 = "stablehlo.shift_left"(%327, %329) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %331 = "stablehlo.shift_right_logical"(%327, %329) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %332 = "stablehlo.or"(%330, %331) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %333 = "stablehlo.xor"(%332, %328) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %334 = "stablehlo.add"(%328, %333) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %335 = "stablehlo.broadcast_in_dim"(%61) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %336 = "stablehlo.shift_left"(%333, %335) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %337 = "stablehlo.shift_right_logical"(%333, %275) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %338 = "stablehlo.or"(%336, %337) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %339 = "stablehlo.xor"(%338, %334) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %340 = "stablehlo.broadcast_in_dim"(%281) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %341 = "stablehlo.add"(%334, %340) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %342 = "stablehlo.add"(%262, %68) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %343 = "stablehlo.broadcast_in_dim"(%342) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %344 = "stablehlo.add"(%339, %343) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %345 = "stablehlo.add"(%341, %344) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %346 = "stablehlo.shift_left"(%344, %287) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %347 = "stablehlo.shift_right_logical"(%344, %288) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %348 = "stablehlo.or"(%346, %347) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %349 = "stablehlo.xor"(%348, %345) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %350 = "stablehlo.add"(%345, %349) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %351 = "stablehlo.shift_left"(%349, %294) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %352 = "stablehlo.shift_right_logical"(%349, %295) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %353 = "stablehlo.or"(%351, %352) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %354 = "stablehlo.xor"(%353, %350) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %355 = "stablehlo.add"(%350, %354) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %356 = "stablehlo.shift_left"(%354, %301) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %357 = "stablehlo.shift_right_logical"(%354, %302) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %358 = "stablehlo.or"(%356, %357) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %359 = "stablehlo.xor"(%358, %355) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %360 = "stablehlo.add"(%355, %359) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %361 = "stablehlo.shift_left"(%359, %302) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %362 = "stablehlo.shift_right_logical"(%359, %301) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %363 = "stablehlo.or"(%361, %362) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %364 = "stablehlo.xor"(%363, %360) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %365 = "stablehlo.add"(%360, %282) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %366 = "stablehlo.add"(%264, %49) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %367 = "stablehlo.broadcast_in_dim"(%366) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %368 = "stablehlo.add"(%364, %367) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %369 = "stablehlo.add"(%365, %368) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %370 = "stablehlo.shift_left"(%368, %295) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %371 = "stablehlo.shift_right_logical"(%368, %294) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %372 = "stablehlo.or"(%370, %371) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %373 = "stablehlo.xor"(%372, %369) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %374 = "stablehlo.add"(%369, %373) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %375 = "stablehlo.shift_left"(%373, %322) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %376 = "stablehlo.shift_right_logical"(%373, %323) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %377 = "stablehlo.or"(%375, %376) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %378 = "stablehlo.xor"(%377, %374) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %379 = "stablehlo.add"(%374, %378) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %380 = "stablehlo.shift_left"(%378, %329) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %381 = "stablehlo.shift_right_logical"(%378, %329) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %382 = "stablehlo.or"(%380, %381) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %383 = "stablehlo.xor"(%382, %379) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %384 = "stablehlo.add"(%379, %383) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %385 = "stablehlo.shift_left"(%383, %335) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %386 = "stablehlo.shift_right_logical"(%383, %275) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %387 = "stablehlo.or"(%385, %386) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %388 = "stablehlo.xor"(%387, %384) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %389 = "stablehlo.add"(%384, %284) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %390 = "stablehlo.add"(%281, %115) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %391 = "stablehlo.broadcast_in_dim"(%390) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %392 = "stablehlo.add"(%388, %391) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %393 = "stablehlo.add"(%389, %392) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %394 = "stablehlo.shift_left"(%392, %287) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %395 = "stablehlo.shift_right_logical"(%392, %288) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %396 = "stablehlo.or"(%394, %395) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %397 = "stablehlo.xor"(%396, %393) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %398 = "stablehlo.add"(%393, %397) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %399 = "stablehlo.shift_left"(%397, %294) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %400 = "stablehlo.shift_right_logical"(%397, %295) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %401 = "stablehlo.or"(%399, %400) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %402 = "stablehlo.xor"(%401, %398) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %403 = "stablehlo.add"(%398, %402) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %404 = "stablehlo.shift_left"(%402, %301) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %405 = "stablehlo.shift_right_logical"(%402, %302) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %406 = "stablehlo.or"(%404, %405) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %407 = "stablehlo.xor"(%406, %403) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %408 = "stablehlo.add"(%403, %407) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %409 = "stablehlo.shift_left"(%407, %302) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %410 = "stablehlo.shift_right_logical"(%407, %301) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %411 = "stablehlo.or"(%409, %410) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %412 = "stablehlo.xor"(%411, %408) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %413 = "stablehlo.add"(%408, %340) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %414 = "stablehlo.add"(%262, %139) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %415 = "stablehlo.broadcast_in_dim"(%414) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %416 = "stablehlo.add"(%412, %415) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %417 = "stablehlo.xor"(%413, %416) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %418 = "stablehlo.broadcast_in_dim"(%7) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %419 = "stablehlo.shift_right_logical"(%417, %275) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %420 = "stablehlo.or"(%419, %418) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %421 = "stablehlo.convert"(%420) : (tensor<4x8x16xui32>) -> tensor<4x8x16xf32>
    %422 = "stablehlo.constant"() <{value = dense<5.960464477539063e-8> : tensor<f32>}> : () -> tensor<f32>
    %423 = "stablehlo.broadcast_in_dim"(%422) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8x16xf32>
    %424 = "stablehlo.multiply"(%421, %423) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %425 = "stablehlo.log"(%424) : (tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %426 = "stablehlo.negate"(%425) : (tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %427 = "stablehlo.log"(%426) : (tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %gumbel.428 = "stablehlo.negate"(%427) : (tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %429 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %430 = "stablehlo.broadcast_in_dim"(%429) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8x16xf32>
    %431 = "stablehlo.multiply"(%430, %gumbel.428) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %noisy_scores.432 = "stablehlo.subtract"(%scores.273, %431) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %433 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x8x16xi32>
    %434 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %435 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %436:2 = "stablehlo.reduce"(%noisy_scores.432, %433, %434, %435) <{dimensions = array<i64: 2>}> ({
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
    %437 = "stablehlo.broadcast_in_dim"(%434) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8xf32>
    %438 = "stablehlo.compare"(%436#0, %437) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
    %439 = "stablehlo.broadcast_in_dim"(%144) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %nearest.440 = "stablehlo.select"(%438, %436#1, %439) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %441 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %442 = "stablehlo.broadcast_in_dim"(%441) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %codes.443 = "stablehlo.select"(%valid.5, %nearest.440, %442) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    "func.return"(%codes.443) : (tensor<4x8xi32>) -> ()
  }
}
