module @vqbit_encode attributes {mhlo.num_partitions = 4 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=2, "model"=2]>
  func.func public @main(
      %inputs: tensor<4x8x8xbf16> {sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}, {}]>},
      %seed: tensor<ui32> {sdy.sharding = #sdy.sharding<@mesh, []>},
      %codebook: tensor<16x8xf32> {sdy.sharding = #sdy.sharding<@mesh, [{}, {}]>}) -> (
      tensor<4x8xi32> {jax.result_info = "codes", sdy.sharding = #sdy.sharding<@mesh, [{"data", "model"}, {}]>}) {
    %3 = "stablehlo.constant"() <{value = dense<0> : tensor<ui32>}> : () -> tensor<ui32>
    %4 = "stablehlo.constant"() <{value = dense<1> : tensor<ui32>}> : () -> tensor<ui32>
    %5 = "stablehlo.constant"() <{value = dense<466688986> : tensor<ui32>}> : () -> tensor<ui32>
    %6 = "stablehlo.xor"(%seed, %3) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %7 = "stablehlo.xor"(%6, %5) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %8 = "stablehlo.add"(%3, %seed) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %9 = "stablehlo.add"(%4, %3) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %10 = "stablehlo.add"(%8, %9) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %11 = "stablehlo.constant"() <{value = dense<13> : tensor<ui32>}> : () -> tensor<ui32>
    %12 = "stablehlo.constant"() <{value = dense<19> : tensor<ui32>}> : () -> tensor<ui32>
    %13 = "stablehlo.shift_left"(%9, %11) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %14 = "stablehlo.shift_right_logical"(%9, %12) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %15 = "stablehlo.or"(%13, %14) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %16 = "stablehlo.xor"(%15, %10) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %17 = "stablehlo.add"(%10, %16) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %18 = "stablehlo.constant"() <{value = dense<15> : tensor<ui32>}> : () -> tensor<ui32>
    %19 = "stablehlo.constant"() <{value = dense<17> : tensor<ui32>}> : () -> tensor<ui32>
    %20 = "stablehlo.shift_left"(%16, %18) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %21 = "stablehlo.shift_right_logical"(%16, %19) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %22 = "stablehlo.or"(%20, %21) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %23 = "stablehlo.xor"(%22, %17) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %24 = "stablehlo.add"(%17, %23) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %25 = "stablehlo.constant"() <{value = dense<26> : tensor<ui32>}> : () -> tensor<ui32>
    %26 = "stablehlo.constant"() <{value = dense<6> : tensor<ui32>}> : () -> tensor<ui32>
    %27 = "stablehlo.shift_left"(%23, %25) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %28 = "stablehlo.shift_right_logical"(%23, %26) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %29 = "stablehlo.or"(%27, %28) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %30 = "stablehlo.xor"(%29, %24) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %31 = "stablehlo.add"(%24, %30) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %32 = "stablehlo.shift_left"(%30, %26) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %33 = "stablehlo.shift_right_logical"(%30, %25) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %34 = "stablehlo.or"(%32, %33) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %35 = "stablehlo.xor"(%34, %31) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %36 = "stablehlo.add"(%31, %3) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %37 = "stablehlo.add"(%7, %4) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %38 = "stablehlo.add"(%35, %37) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %39 = "stablehlo.add"(%36, %38) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %40 = "stablehlo.shift_left"(%38, %19) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %41 = "stablehlo.shift_right_logical"(%38, %18) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %42 = "stablehlo.or"(%40, %41) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %43 = "stablehlo.xor"(%42, %39) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %44 = "stablehlo.add"(%39, %43) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %45 = "stablehlo.constant"() <{value = dense<29> : tensor<ui32>}> : () -> tensor<ui32>
    %46 = "stablehlo.constant"() <{value = dense<3> : tensor<ui32>}> : () -> tensor<ui32>
    %47 = "stablehlo.shift_left"(%43, %45) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %48 = "stablehlo.shift_right_logical"(%43, %46) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %49 = "stablehlo.or"(%47, %48) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %50 = "stablehlo.xor"(%49, %44) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %51 = "stablehlo.add"(%44, %50) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %52 = "stablehlo.constant"() <{value = dense<16> : tensor<ui32>}> : () -> tensor<ui32>
    %53 = "stablehlo.shift_left"(%50, %52) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %54 = "stablehlo.shift_right_logical"(%50, %52) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %55 = "stablehlo.or"(%53, %54) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %56 = "stablehlo.xor"(%55, %51) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %57 = "stablehlo.add"(%51, %56) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %58 = "stablehlo.constant"() <{value = dense<24> : tensor<ui32>}> : () -> tensor<ui32>
    %59 = "stablehlo.constant"() <{value = dense<8> : tensor<ui32>}> : () -> tensor<ui32>
    %60 = "stablehlo.shift_left"(%56, %58) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %61 = "stablehlo.shift_right_logical"(%56, %59) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %62 = "stablehlo.or"(%60, %61) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %63 = "stablehlo.xor"(%62, %57) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %64 = "stablehlo.add"(%57, %7) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %65 = "stablehlo.constant"() <{value = dense<2> : tensor<ui32>}> : () -> tensor<ui32>
    %66 = "stablehlo.add"(%seed, %65) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %67 = "stablehlo.add"(%63, %66) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %68 = "stablehlo.add"(%64, %67) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %69 = "stablehlo.shift_left"(%67, %11) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %70 = "stablehlo.shift_right_logical"(%67, %12) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %71 = "stablehlo.or"(%69, %70) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %72 = "stablehlo.xor"(%71, %68) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %73 = "stablehlo.add"(%68, %72) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %74 = "stablehlo.shift_left"(%72, %18) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %75 = "stablehlo.shift_right_logical"(%72, %19) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %76 = "stablehlo.or"(%74, %75) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %77 = "stablehlo.xor"(%76, %73) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %78 = "stablehlo.add"(%73, %77) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %79 = "stablehlo.shift_left"(%77, %25) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %80 = "stablehlo.shift_right_logical"(%77, %26) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %81 = "stablehlo.or"(%79, %80) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %82 = "stablehlo.xor"(%81, %78) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %83 = "stablehlo.add"(%78, %82) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %84 = "stablehlo.shift_left"(%82, %26) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %85 = "stablehlo.shift_right_logical"(%82, %25) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %86 = "stablehlo.or"(%84, %85) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %87 = "stablehlo.xor"(%86, %83) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %88 = "stablehlo.add"(%83, %seed) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %89 = "stablehlo.add"(%3, %46) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %90 = "stablehlo.add"(%87, %89) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %91 = "stablehlo.add"(%88, %90) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %92 = "stablehlo.shift_left"(%90, %19) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %93 = "stablehlo.shift_right_logical"(%90, %18) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %94 = "stablehlo.or"(%92, %93) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %95 = "stablehlo.xor"(%94, %91) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %96 = "stablehlo.add"(%91, %95) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %97 = "stablehlo.shift_left"(%95, %45) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %98 = "stablehlo.shift_right_logical"(%95, %46) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %99 = "stablehlo.or"(%97, %98) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %100 = "stablehlo.xor"(%99, %96) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %101 = "stablehlo.add"(%96, %100) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %102 = "stablehlo.shift_left"(%100, %52) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %103 = "stablehlo.shift_right_logical"(%100, %52) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %104 = "stablehlo.or"(%102, %103) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %105 = "stablehlo.xor"(%104, %101) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %106 = "stablehlo.add"(%101, %105) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %107 = "stablehlo.shift_left"(%105, %58) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %108 = "stablehlo.shift_right_logical"(%105, %59) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %109 = "stablehlo.or"(%107, %108) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %110 = "stablehlo.xor"(%109, %106) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %111 = "stablehlo.add"(%106, %3) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %112 = "stablehlo.constant"() <{value = dense<4> : tensor<ui32>}> : () -> tensor<ui32>
    %113 = "stablehlo.add"(%7, %112) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %114 = "stablehlo.add"(%110, %113) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %115 = "stablehlo.add"(%111, %114) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %116 = "stablehlo.shift_left"(%114, %11) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %117 = "stablehlo.shift_right_logical"(%114, %12) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %118 = "stablehlo.or"(%116, %117) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %119 = "stablehlo.xor"(%118, %115) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %120 = "stablehlo.add"(%115, %119) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %121 = "stablehlo.shift_left"(%119, %18) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %122 = "stablehlo.shift_right_logical"(%119, %19) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %123 = "stablehlo.or"(%121, %122) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %124 = "stablehlo.xor"(%123, %120) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %125 = "stablehlo.add"(%120, %124) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %126 = "stablehlo.shift_left"(%124, %25) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %127 = "stablehlo.shift_right_logical"(%124, %26) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %128 = "stablehlo.or"(%126, %127) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %129 = "stablehlo.xor"(%128, %125) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %130 = "stablehlo.add"(%125, %129) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %131 = "stablehlo.shift_left"(%129, %26) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %132 = "stablehlo.shift_right_logical"(%129, %25) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %133 = "stablehlo.or"(%131, %132) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %134 = "stablehlo.xor"(%133, %130) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %135 = "stablehlo.add"(%130, %7) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %136 = "stablehlo.constant"() <{value = dense<5> : tensor<ui32>}> : () -> tensor<ui32>
    %137 = "stablehlo.add"(%seed, %136) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %138 = "stablehlo.add"(%134, %137) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %139 = "stablehlo.reduce_precision"(%codebook) <{exponent_bits = 8 : i32, mantissa_bits = 7 : i32}> : (tensor<16x8xf32>) -> tensor<16x8xf32>
    %140 = "stablehlo.convert"(%139) : (tensor<16x8xf32>) -> tensor<16x8xbf16>
    %141 = "stablehlo.constant"() <{value = dense<0> : tensor<i32>}> : () -> tensor<i32>
    %142 = "stablehlo.convert"(%141) : (tensor<i32>) -> tensor<ui32>
    %143 = "stablehlo.xor"(%135, %138) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %144 = "stablehlo.xor"(%143, %5) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %145 = "stablehlo.add"(%3, %135) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %146 = "stablehlo.add"(%142, %138) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %147 = "stablehlo.add"(%145, %146) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %148 = "stablehlo.shift_left"(%146, %11) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %149 = "stablehlo.shift_right_logical"(%146, %12) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %150 = "stablehlo.or"(%148, %149) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %151 = "stablehlo.xor"(%150, %147) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %152 = "stablehlo.add"(%147, %151) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %153 = "stablehlo.shift_left"(%151, %18) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %154 = "stablehlo.shift_right_logical"(%151, %19) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %155 = "stablehlo.or"(%153, %154) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %156 = "stablehlo.xor"(%155, %152) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %157 = "stablehlo.add"(%152, %156) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %158 = "stablehlo.shift_left"(%156, %25) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %159 = "stablehlo.shift_right_logical"(%156, %26) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %160 = "stablehlo.or"(%158, %159) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %161 = "stablehlo.xor"(%160, %157) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %162 = "stablehlo.add"(%157, %161) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %163 = "stablehlo.shift_left"(%161, %26) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %164 = "stablehlo.shift_right_logical"(%161, %25) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %165 = "stablehlo.or"(%163, %164) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %166 = "stablehlo.xor"(%165, %162) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %167 = "stablehlo.add"(%162, %138) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %168 = "stablehlo.add"(%144, %4) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %169 = "stablehlo.add"(%166, %168) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %170 = "stablehlo.add"(%167, %169) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %171 = "stablehlo.shift_left"(%169, %19) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %172 = "stablehlo.shift_right_logical"(%169, %18) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %173 = "stablehlo.or"(%171, %172) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %174 = "stablehlo.xor"(%173, %170) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %175 = "stablehlo.add"(%170, %174) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %176 = "stablehlo.shift_left"(%174, %45) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %177 = "stablehlo.shift_right_logical"(%174, %46) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %178 = "stablehlo.or"(%176, %177) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %179 = "stablehlo.xor"(%178, %175) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %180 = "stablehlo.add"(%175, %179) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %181 = "stablehlo.shift_left"(%179, %52) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %182 = "stablehlo.shift_right_logical"(%179, %52) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %183 = "stablehlo.or"(%181, %182) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %184 = "stablehlo.xor"(%183, %180) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %185 = "stablehlo.add"(%180, %184) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %186 = "stablehlo.shift_left"(%184, %58) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %187 = "stablehlo.shift_right_logical"(%184, %59) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %188 = "stablehlo.or"(%186, %187) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %189 = "stablehlo.xor"(%188, %185) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %190 = "stablehlo.add"(%185, %144) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %191 = "stablehlo.add"(%135, %65) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %192 = "stablehlo.add"(%189, %191) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %193 = "stablehlo.add"(%190, %192) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %194 = "stablehlo.shift_left"(%192, %11) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %195 = "stablehlo.shift_right_logical"(%192, %12) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %196 = "stablehlo.or"(%194, %195) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %197 = "stablehlo.xor"(%196, %193) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %198 = "stablehlo.add"(%193, %197) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %199 = "stablehlo.shift_left"(%197, %18) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %200 = "stablehlo.shift_right_logical"(%197, %19) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %201 = "stablehlo.or"(%199, %200) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %202 = "stablehlo.xor"(%201, %198) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %203 = "stablehlo.add"(%198, %202) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %204 = "stablehlo.shift_left"(%202, %25) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %205 = "stablehlo.shift_right_logical"(%202, %26) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %206 = "stablehlo.or"(%204, %205) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %207 = "stablehlo.xor"(%206, %203) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %208 = "stablehlo.add"(%203, %207) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %209 = "stablehlo.shift_left"(%207, %26) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %210 = "stablehlo.shift_right_logical"(%207, %25) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %211 = "stablehlo.or"(%209, %210) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %212 = "stablehlo.xor"(%211, %208) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %213 = "stablehlo.add"(%208, %135) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %214 = "stablehlo.add"(%138, %46) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %215 = "stablehlo.add"(%212, %214) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %216 = "stablehlo.add"(%213, %215) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %217 = "stablehlo.shift_left"(%215, %19) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %218 = "stablehlo.shift_right_logical"(%215, %18) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %219 = "stablehlo.or"(%217, %218) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %220 = "stablehlo.xor"(%219, %216) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %221 = "stablehlo.add"(%216, %220) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %222 = "stablehlo.shift_left"(%220, %45) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %223 = "stablehlo.shift_right_logical"(%220, %46) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %224 = "stablehlo.or"(%222, %223) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %225 = "stablehlo.xor"(%224, %221) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %226 = "stablehlo.add"(%221, %225) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %227 = "stablehlo.shift_left"(%225, %52) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %228 = "stablehlo.shift_right_logical"(%225, %52) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %229 = "stablehlo.or"(%227, %228) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %230 = "stablehlo.xor"(%229, %226) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %231 = "stablehlo.add"(%226, %230) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %232 = "stablehlo.shift_left"(%230, %58) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %233 = "stablehlo.shift_right_logical"(%230, %59) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %234 = "stablehlo.or"(%232, %233) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %235 = "stablehlo.xor"(%234, %231) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %236 = "stablehlo.add"(%231, %138) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %237 = "stablehlo.add"(%144, %112) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %238 = "stablehlo.add"(%235, %237) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %239 = "stablehlo.add"(%236, %238) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %240 = "stablehlo.shift_left"(%238, %11) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %241 = "stablehlo.shift_right_logical"(%238, %12) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %242 = "stablehlo.or"(%240, %241) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %243 = "stablehlo.xor"(%242, %239) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %244 = "stablehlo.add"(%239, %243) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %245 = "stablehlo.shift_left"(%243, %18) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %246 = "stablehlo.shift_right_logical"(%243, %19) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %247 = "stablehlo.or"(%245, %246) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %248 = "stablehlo.xor"(%247, %244) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %249 = "stablehlo.add"(%244, %248) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %250 = "stablehlo.shift_left"(%248, %25) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %251 = "stablehlo.shift_right_logical"(%248, %26) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %252 = "stablehlo.or"(%250, %251) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %253 = "stablehlo.xor"(%252, %249) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %254 = "stablehlo.add"(%249, %253) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %255 = "stablehlo.shift_left"(%253, %26) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %256 = "stablehlo.shift_right_logical"(%253, %25) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %257 = "stablehlo.or"(%255, %256) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %258 = "stablehlo.xor"(%257, %254) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %259 = "stablehlo.add"(%254, %144) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %260 = "stablehlo.add"(%135, %136) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %261 = "stablehlo.add"(%258, %260) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %262 = "stablehlo.multiply"(%139, %139) : (tensor<16x8xf32>, tensor<16x8xf32>) -> tensor<16x8xf32>
    %263 = "stablehlo.constant"() <{value = dense<0.0> : tensor<f32>}> : () -> tensor<f32>
    %264 = "stablehlo.reduce"(%262, %263) <{dimensions = array<i64: 1>}> ({
    ^bb0(%arg.0: tensor<f32>, %arg.1: tensor<f32>):
      %r.2 = "stablehlo.add"(%arg.0, %arg.1) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%r.2) : (tensor<f32>) -> ()
    }) : (tensor<16x8xf32>, tensor<f32>) -> tensor<16xf32>
    %265 = "stablehlo.constant"() <{value = dense<5.0e-1> : tensor<f32>}> : () -> tensor<f32>
    %266 = "stablehlo.broadcast_in_dim"(%265) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<16xf32>
    %half_norms.267 = "stablehlo.multiply"(%264, %266) : (tensor<16xf32>, tensor<16xf32>) -> tensor<16xf32>
    %products.268 = "stablehlo.dot_general"(%inputs, %140) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [], rhs_batching_dimensions = [], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<4x8x8xbf16>, tensor<16x8xbf16>) -> tensor<4x8x16xf32>
    %269 = "stablehlo.broadcast_in_dim"(%half_norms.267) <{broadcast_dimensions = array<i64: 2>}> : (tensor<16xf32>) -> tensor<4x8x16xf32>
    %scores.270 = "stablehlo.subtract"(%269, %products.268) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %271 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<4x8x16xui32>
    %272 = "stablehlo.broadcast_in_dim"(%59) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %273 = "stablehlo.multiply"(%271, %272) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %274 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<4x8x16xui32>
    %275 = "stablehlo.add"(%273, %274) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %276 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x8x16xui32>
    %277 = "stablehlo.xor"(%259, %261) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %278 = "stablehlo.xor"(%277, %5) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %279 = "stablehlo.broadcast_in_dim"(%259) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %280 = "stablehlo.add"(%275, %279) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %281 = "stablehlo.broadcast_in_dim"(%261) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %282 = "stablehlo.add"(%276, %281) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %283 = "stablehlo.add"(%280, %282) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %284 = "stablehlo.broadcast_in_dim"(%11) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %285 = "stablehlo.broadcast_in_dim"(%12) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %286 = "stablehlo.shift_left"(%282, %284) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %287 = "stablehlo.shift_right_logical"(%282, %285) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %288 = "stablehlo.or"(%286, %287) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %289 = "stablehlo.xor"(%288, %283) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %290 = "stablehlo.add"(%283, %289) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %291 = "stablehlo.broadcast_in_dim"(%18) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %292 = "stablehlo.broadcast_in_dim"(%19) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %293 = "stablehlo.shift_left"(%289, %291) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %294 = "stablehlo.shift_right_logical"(%289, %292) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %295 = "stablehlo.or"(%293, %294) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %296 = "stablehlo.xor"(%295, %290) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %297 = "stablehlo.add"(%290, %296) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %298 = "stablehlo.broadcast_in_dim"(%25) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %299 = "stablehlo.broadcast_in_dim"(%26) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %300 = "stablehlo.shift_left"(%296, %298) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %301 = "stablehlo.shift_right_logical"(%296, %299) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %302 = "stablehlo.or"(%300, %301) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %303 = "stablehlo.xor"(%302, %297) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %304 = "stablehlo.add"(%297, %303) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %305 = "stablehlo.shift_left"(%303, %299) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %306 = "stablehlo.shift_right_logical"(%303, %298) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %307 = "stablehlo.or"(%305, %306) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %308 = "stablehlo.xor"(%307, %304) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %309 = "stablehlo.add"(%304, %281) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %310 = "stablehlo.add"(%278, %4) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %311 = "stablehlo.broadcast_in_dim"(%310) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %312 = "stablehlo.add"(%308, %311) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %313 = "stablehlo.add"(%309, %312) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %314 = "stablehlo.shift_left"(%312, %292) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %315 = "stablehlo.shift_right_logical"(%312, %291) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %316 = "stablehlo.or"(%314, %315) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %317 = "stablehlo.xor"(%316, %313) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %318 = "stablehlo.add"(%313, %317) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %319 = "stablehlo.broadcast_in_dim"(%45) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %320 = "stablehlo.broadcast_in_dim"(%46) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %321 = "stablehlo.shift_left"(%317, %319) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %322 = "stablehlo.shift_right_logical"(%317, %320) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %323 = "stablehlo.or"(%321, %322) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %324 = "stablehlo.xor"(%323, %318) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %325 = "stablehlo.add"(%318, %324) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %326 = "stablehlo.broadcast_in_dim"(%52) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %327 = "stablehlo.shift_left"(%324, %326) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %328 = "stablehlo.shift_right_logical"(%324, %326) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %329 = "stablehlo.or"(%327, %328) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %330 = "stablehlo.xor"(%329, %325) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %331 = "stablehlo.add"(%325, %330) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %332 = "stablehlo.broadcast_in_dim"(%58) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %333 = "stablehlo.shift_left"(%330, %332) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %334 = "stablehlo.shift_right_logical"(%330, %272) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %335 = "stablehlo.or"(%333, %334) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %336 = "stablehlo.xor"(%335, %331) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %337 = "stablehlo.broadcast_in_dim"(%278) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %338 = "stablehlo.add"(%331, %337) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %339 = "stablehlo.add"(%259, %65) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %340 = "stablehlo.broadcast_in_dim"(%339) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %341 = "stablehlo.add"(%336, %340) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %342 = "stablehlo.add"(%338, %341) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %343 = "stablehlo.shift_left"(%341, %284) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %344 = "stablehlo.shift_right_logical"(%341, %285) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %345 = "stablehlo.or"(%343, %344) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %346 = "stablehlo.xor"(%345, %342) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %347 = "stablehlo.add"(%342, %346) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %348 = "stablehlo.shift_left"(%346, %291) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %349 = "stablehlo.shift_right_logical"(%346, %292) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %350 = "stablehlo.or"(%348, %349) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %351 = "stablehlo.xor"(%350, %347) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %352 = "stablehlo.add"(%347, %351) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %353 = "stablehlo.shift_left"(%351, %298) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %354 = "stablehlo.shift_right_logical"(%351, %299) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %355 = "stablehlo.or"(%353, %354) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %356 = "stablehlo.xor"(%355, %352) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %357 = "stablehlo.add"(%352, %356) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %358 = "stablehlo.shift_left"(%356, %299) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %359 = "stablehlo.shift_right_logical"(%356, %298) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %360 = "stablehlo.or"(%358, %359) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %361 = "stablehlo.xor"(%360, %357) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %362 = "stablehlo.add"(%357, %279) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %363 = "stablehlo.add"(%261, %46) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %364 = "stablehlo.broadcast_in_dim"(%363) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %365 = "stablehlo.add"(%361, %364) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %366 = "stablehlo.add"(%362, %365) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %367 = "stablehlo.shift_left"(%365, %292) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %368 = "stablehlo.shift_right_logical"(%365, %291) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %369 = "stablehlo.or"(%367, %368) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %370 = "stablehlo.xor"(%369, %366) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %371 = "stablehlo.add"(%366, %370) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %372 = "stablehlo.shift_left"(%370, %319) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %373 = "stablehlo.shift_right_logical"(%370, %320) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %374 = "stablehlo.or"(%372, %373) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %375 = "stablehlo.xor"(%374, %371) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %376 = "stablehlo.add"(%371, %375) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %377 = "stablehlo.shift_left"(%375, %326) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %378 = "stablehlo.shift_right_logical"(%375, %326) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %379 = "stablehlo.or"(%377, %378) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %380 = "stablehlo.xor"(%379, %376) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %381 = "stablehlo.add"(%376, %380) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %382 = "stablehlo.shift_left"(%380, %332) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %383 = "stablehlo.shift_right_logical"(%380, %272) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %384 = "stablehlo.or"(%382, %383) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %385 = "stablehlo.xor"(%384, %381) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %386 = "stablehlo.add"(%381, %281) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %387 = "stablehlo.add"(%278, %112) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %388 = "stablehlo.broadcast_in_dim"(%387) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %389 = "stablehlo.add"(%385, %388) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %390 = "stablehlo.add"(%386, %389) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %391 = "stablehlo.shift_left"(%389, %284) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %392 = "stablehlo.shift_right_logical"(%389, %285) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %393 = "stablehlo.or"(%391, %392) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %394 = "stablehlo.xor"(%393, %390) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %395 = "stablehlo.add"(%390, %394) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %396 = "stablehlo.shift_left"(%394, %291) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %397 = "stablehlo.shift_right_logical"(%394, %292) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %398 = "stablehlo.or"(%396, %397) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %399 = "stablehlo.xor"(%398, %395) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %400 = "stablehlo.add"(%395, %399) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %401 = "stablehlo.shift_left"(%399, %298) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %402 = "stablehlo.shift_right_logical"(%399, %299) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %403 = "stablehlo.or"(%401, %402) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %404 = "stablehlo.xor"(%403, %400) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %405 = "stablehlo.add"(%400, %404) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %406 = "stablehlo.shift_left"(%404, %299) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %407 = "stablehlo.shift_right_logical"(%404, %298) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %408 = "stablehlo.or"(%406, %407) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %409 = "stablehlo.xor"(%408, %405) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %410 = "stablehlo.add"(%405, %337) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %411 = "stablehlo.add"(%259, %136) : (tensor<ui32>, tensor<ui32>) -> tensor<ui32>
    %412 = "stablehlo.broadcast_in_dim"(%411) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %413 = "stablehlo.add"(%409, %412) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %414 = "stablehlo.xor"(%410, %413) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %415 = "stablehlo.broadcast_in_dim"(%4) <{broadcast_dimensions = array<i64>}> : (tensor<ui32>) -> tensor<4x8x16xui32>
    %416 = "stablehlo.shift_right_logical"(%414, %272) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %417 = "stablehlo.or"(%416, %415) : (tensor<4x8x16xui32>, tensor<4x8x16xui32>) -> tensor<4x8x16xui32>
    %418 = "stablehlo.convert"(%417) : (tensor<4x8x16xui32>) -> tensor<4x8x16xf32>
    %419 = "stablehlo.constant"() <{value = dense<5.960464477539063e-8> : tensor<f32>}> : () -> tensor<f32>
    %420 = "stablehlo.broadcast_in_dim"(%419) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8x16xf32>
    %421 = "stablehlo.multiply"(%418, %420) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %422 = "stablehlo.log"(%421) : (tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %423 = "stablehlo.negate"(%422) : (tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %424 = "stablehlo.log"(%423) : (tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %gumbel.425 = "stablehlo.negate"(%424) : (tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %426 = "stablehlo.constant"() <{value = dense<2.5e-1> : tensor<f32>}> : () -> tensor<f32>
    %427 = "stablehlo.broadcast_in_dim"(%426) <{broadcast_dimensions = array<i64>}> : (tensor<f32>) -> tensor<4x8x16xf32>
    %428 = "stablehlo.multiply"(%427, %gumbel.425) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %noisy_scores.429 = "stablehlo.subtract"(%scores.270, %428) : (tensor<4x8x16xf32>, tensor<4x8x16xf32>) -> tensor<4x8x16xf32>
    %430 = "stablehlo.iota"() <{iota_dimension = 2 : i64}> : () -> tensor<4x8x16xi32>
    %431 = "stablehlo.constant"() <{value = dense<0x7F800000> : tensor<f32>}> : () -> tensor<f32>
    %432 = "stablehlo.constant"() <{value = dense<2147483647> : tensor<i32>}> : () -> tensor<i32>
    %433:2 = "stablehlo.reduce"(%noisy_scores.429, %430, %431, %432) <{dimensions = array<i64: 2>}> ({
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
    %434 = "stablehlo.is_finite"(%433#0) : (tensor<4x8xf32>) -> tensor<4x8xi1>
    %435 = "stablehlo.constant"() <{value = dense<-1> : tensor<i32>}> : () -> tensor<i32>
    %436 = "stablehlo.broadcast_in_dim"(%435) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %nearest.437 = "stablehlo.select"(%434, %433#1, %436) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    %438 = "stablehlo.broadcast_in_dim"(%141) <{broadcast_dimensions = array<i64>}> : (tensor<i32>) -> tensor<4x8xi32>
    %439 = "stablehlo.compare"(%nearest.437, %438) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> : (tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi1>
    %codes.440 = "stablehlo.select"(%439, %nearest.437, %436) : (tensor<4x8xi1>, tensor<4x8xi32>, tensor<4x8xi32>) -> tensor<4x8xi32>
    "func.return"(%codes.440) : (tensor<4x8xi32>) -> ()
  }
}
