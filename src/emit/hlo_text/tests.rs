//! Tests of the printer on small modules written by hand.

use super::*;
use crate::wire::hlo::HloInputOutputAliasProto;
use crate::wire::xla_data::{
    AxisRefProto, DimensionSharding, IotaTransform, MeshAxisProto, MeshProto, NamedShardingProto,
    OpSharding, OpShardingType, ShapeProto, SubAxis,
};
use prost::Message;

fn module(bytes: &[u8]) -> HloModuleProto {
    HloModuleProto::decode(bytes).expect("a module")
}

/// Checks that the text holds each line, and returns it.
fn holds(text: String, lines: &[&str]) -> String {
    for line in lines {
        assert!(text.lines().any(|l| l.trim_start().starts_with(line)), "{line} not in {text}");
    }
    text
}

#[test]
fn a_scheduled_tpu_module_is_printed_as_xla_prints_it() {
    let bytes = include_bytes!("../../../tests/data/v6e_update_codes.hlo.pb");
    let text = holds(
        print(&module(bytes)),
        &[
            "HloModule jit_vq, is_scheduled=true, input_output_alias={ {3}: (1, {}, may-alias), \
             {4}: (2, {}, may-alias), {5}: (3, {}, may-alias) }, entry_computation_layout={(\
             bf16[8,512,768]{2,1,0:T(8,128)(2,1)}, f32[8,768]{1,0:T(8,128)}, f32[8]{0:T(128)}, \
             f32[8,768]{1,0:T(8,128)})->(s32[8,512]{1,0:T(8,128)}, ",
            "ENTRY %main.6_spmd (param.1: bf16[8,512,768], param: f32[8,768], param.3: f32[8], \
             param.2: f32[8,768]) -> (s32[8,512], bf16[8,512,768], f32[], f32[8,768], f32[8], \
             /*index=5*/f32[8,768]) {",
            "%copy-start.5 = (u32[32]{0:T(128)S(1)}, u32[32]{0:T(128)}, u32[]{:S(2)}) \
             copy-start(%constant.27), backend_config={\"flag_configs\":[],",
            "%fusion = (f32[4096]{0:T(1024)S(1)}, s32[4096]{0:T(1024)S(1)}) fusion(%bitcast.17, \
             %get-tuple-element.11, %bitcast.1, %broadcast_multiply_fusion), kind=kOutput, \
             calls=%fused_computation.4, backend_config={",
            "%all-reduce.4 = f32[]{:T(128)} all-reduce(%get-tuple-element.8), channel_id=11, \
             replica_groups=mesh['axis_0'=4,'axis_1'=8] {'axis_1'}, use_global_device_ids=true, \
             to_apply=%region_4.5.clone, frontend_attributes={is_spmd_generated=\"true\"}, ",
        ],
    );
    assert!(text.contains("num_partitions=32"), "the device assignment has 32 partitions");
    let place = |part: &str| text.find(part).expect("a part of the text");
    assert!(place("\n%fused_computation.4 (") < place("ENTRY "), "called computations come first");
    // The entry runs in the order of its schedule.
    assert!(place("%slice-done = ") < place("%convert_reduce_fusion = "));
}

#[test]
fn every_kind_of_attribute_is_printed() {
    let bytes = include_bytes!("../../../tests/data/opcodes.hlo.pb");
    holds(
        print(&module(bytes)),
        &[
            "ROOT %sort.5 = f32[16,16]{1,0} sort(%Arg_0.1), dimensions={1}, is_stable=true, \
             to_apply=%region_0.1",
            "ROOT %lt_to.1 = pred[] compare(%select_n.5, %select_n.7), direction=LT, \
             type=TOTALORDER",
            "%transpose.1 = f32[16,16]{0,1} transpose(%get-tuple-element.3), dimensions={1,0}",
            "ROOT %reduce_window_sum.7 = f32[16,16]{1,0} reduce-window(%Arg_0.4, %constant.36), \
             window={size=1x16 pad=0_0x15_0}, to_apply=%region_10.12",
            "%iota.2 = s32[16]{0} iota(), iota_dimension=0",
            "ROOT %fft.1 = c64[16,9]{1,0} fft(%Arg_0.7), fft_type=RFFT, fft_length={16}",
            "%slice.9 = u32[1]{0} slice(%Arg_0.11), slice={[0:1]}",
            "%pad.1 = f32[19,34]{1,0} pad(%x.11, %constant.106), padding=1_2_0x0_3_1",
            "%gather.1 = f32[4,16]{1,0} gather(%x.11, %broadcast_in_dim.14), offset_dims={1}, \
             collapsed_slice_dims={0}, start_index_map={0}, index_vector_dim=1, slice_sizes={1,16}",
            "%scatter-add.10 = f32[16,16]{1,0} scatter(%x.11, %broadcast_in_dim.15, \
             %broadcast_in_dim.13), update_window_dims={1}, inserted_window_dims={0}, \
             scatter_dims_to_operand_dims={0}, index_vector_dim=1, to_apply=%region_9.11",
            "%conv_general_dilated.1 = f32[1,16,16,1]{3,2,1,0} convolution(%broadcast_in_dim.16, \
             %broadcast_in_dim.17), window={size=3x3 pad=1_1x1_1}, dim_labels=b01f_01io->b01f",
            "%while.5 = (s32[], f32[16,16]{1,0}) while(%while.4), condition=%region_3.5, \
             body=%region_2.4",
            "%cond.2 = f32[16,16]{1,0} conditional(%convert_element_type.2, %x.11, %x.11), \
             branch_computations={%region_4.6, %region_5.7}",
            "%reduce_precision.1 = f32[16,16]{1,0} reduce-precision(%x.11), exponent_bits=8, \
             mantissa_bits=7",
            "%dynamic_slice.1 = f32[2,2]{1,0} dynamic-slice(%x.11, %select_n.24, %select_n.25), \
             dynamic_slice_sizes={2,2}",
            "%top_k.3 = (f32[16,3]{1,0}, s32[16,3]{1,0}) topk(%x.11), k=3, largest=true",
            "%dot_general.6 = f32[16,16]{1,0} dot(%x.11, %x.11), lhs_contracting_dims={1}, \
             rhs_contracting_dims={1}, operand_precision={highest,highest}",
            "%dot_general.7 = f32[2,8,8]{2,1,0} dot(%reshape.4, %reshape.5), lhs_batch_dims={0}, \
             lhs_contracting_dims={2}, rhs_batch_dims={0}, rhs_contracting_dims={2}",
            "%constant.107 = f32[2,3]{1,0} constant({ { 1.5, -2, nan }, { inf, 3e-9, -inf } })",
        ],
    );
}

#[test]
fn a_module_is_printed_the_same_each_time() {
    let module = module(include_bytes!("../../../tests/data/v4_update_tokens.hlo.pb"));
    assert_eq!(print(&module), print(&module));
}

#[test]
fn partitions_and_metadata_are_printed_on_demand() {
    let mut module = module(include_bytes!("../../../tests/data/opcodes.hlo.pb"));
    let root = &mut module.computations[0].instructions[0];
    root.metadata = Some(crate::wire::xla_data::OpMetadata {
        op_name: "the \"sort\"".to_owned(),
        ..Default::default()
    });
    assert!(!print(&module).contains("metadata") && !print(&module).contains("num_partitions"));
    let options = HloTextOptions {
        metadata: true,
        num_partitions: Some(32),
        replica_count: Some(2),
        largest_constant: 1,
    };
    let text = print_with(&module, &options);
    assert!(text.contains(r#"metadata={op_name="the \"sort\""}"#), "{text}");
    assert!(text.contains(", replica_count=2, num_partitions=32"), "{text}");
    assert!(text.contains("constant({...})"), "{text}");
}

#[test]
fn odd_modules_are_printed_without_panic() {
    assert_eq!(print(&HloModuleProto::default()), "HloModule \n\n");
    let odd = HloInstructionProto {
        name: "odd".to_owned(),
        opcode: "no-such-opcode".to_owned(),
        shape: Some(ShapeProto { element_type: 99, dimensions: vec![-1], ..Default::default() }),
        operand_ids: vec![7],
        called_computation_ids: vec![8, 1],
        dimensions: vec![2],
        backend_config: vec![0xff],
        sharding: Some(OpSharding { r#type: 42, ..Default::default() }),
        ..Default::default()
    };
    let module = HloModuleProto {
        name: "m".to_owned(),
        // Its only computation calls itself.
        computations: vec![HloComputationProto {
            name: "c".to_owned(),
            id: 1,
            instructions: vec![odd],
            execution_thread: "other".to_owned(),
            ..Default::default()
        }],
        input_output_alias: Some(HloInputOutputAliasProto::default()),
        ..Default::default()
    };
    let expected = "HloModule m\n\nENTRY %c () -> primitive_type_99[-1] {\n  ROOT %odd = \
         primitive_type_99[-1] no-such-opcode(%missing.7), dimensions={2}, \
         called_computations={%missing.8, %c}, sharding={type=42}, backend_config=\"\\377\"\n}, \
         execution_thread=\"other\"\n\n";
    assert_eq!(print(&module), expected);
}

fn tiled(dims: &[i64]) -> OpSharding {
    OpSharding {
        r#type: OpShardingType::Other as i32,
        tile_assignment_dimensions: dims.to_vec(),
        ..Default::default()
    }
}

#[test]
fn shardings_are_printed_as_xla_prints_them() {
    let iota = |dims: &[i64], reshape: &[i64], order: &[i32]| OpSharding {
        iota_reshape_dims: reshape.to_vec(),
        iota_transpose_perm: order.to_vec(),
        ..tiled(dims)
    };
    let of_type = |kind: OpShardingType| OpSharding { r#type: kind as i32, ..Default::default() };
    let (replicated, manual) = (OpShardingType::Replicated, OpShardingType::Manual);
    let last = [manual as i32, replicated as i32].to_vec();
    let cases = [
        (iota(&[4, 8], &[32], &[0]), "{devices=[4,8]<=[32]}"),
        (
            OpSharding { replicate_on_last_tile_dim: true, ..iota(&[8, 1, 4], &[4, 8], &[1, 0]) },
            "{devices=[8,1,4]<=[4,8]T(1,0) last_tile_dim_replicate}",
        ),
        (
            OpSharding {
                tile_assignment_devices: (0..8).collect(),
                last_tile_dims: last,
                ..tiled(&[2, 2, 2])
            },
            "{devices=[2,2,2]0,1,2,3,4,5,6,7 last_tile_dims={manual, replicated}}",
        ),
        (
            OpSharding { tile_assignment_devices: vec![3], ..of_type(OpShardingType::Maximal) },
            "{maximal device=3}",
        ),
        (
            OpSharding {
                is_shard_group: true,
                shard_group_id: 7,
                shard_group_type: 1,
                ..of_type(replicated)
            },
            "{replicated shard_like 7}",
        ),
        (
            OpSharding {
                tuple_shardings: vec![of_type(replicated), of_type(manual)],
                ..of_type(OpShardingType::Tuple)
            },
            "{{replicated}, {manual}}",
        ),
    ];
    for (sharding, text) in cases {
        assert_eq!(op_sharding_text(&sharding), text);
    }
}

#[test]
fn shardings_by_named_axes_are_printed_as_xla_prints_them() {
    let axis = |name: &str, size| MeshAxisProto { name: name.to_owned(), size };
    let whole = |mesh_axis_index| AxisRefProto { mesh_axis_index, sub_axis_info: None };
    let part =
        AxisRefProto { mesh_axis_index: 1, sub_axis_info: Some(SubAxis { pre_size: 2, size: 4 }) };
    let named = NamedShardingProto {
        mesh: Some(MeshProto {
            axes: vec![axis("data", 4), axis("model", 8)],
            ..Default::default()
        }),
        dim_shardings: vec![
            DimensionSharding { axes: vec![part], is_closed: false },
            DimensionSharding { axes: Vec::new(), is_closed: true },
        ],
        replicated_axes: vec![whole(0)],
        ..Default::default()
    };
    let text = |named: &NamedShardingProto| {
        op_sharding_text(&OpSharding { named_sharding: Some(named.clone()), ..Default::default() })
    };
    assert_eq!(
        text(&named),
        "{mesh['data'=4,'model'=8], [{'model':(2)4, ?}, {}], replicated={'data'}}"
    );
    let turned = NamedShardingProto {
        mesh: Some(MeshProto {
            axes: vec![axis("a", 2), axis("b", 2)],
            iota_transform: Some(IotaTransform {
                reshape_dims: vec![2, 2],
                transpose_perm: vec![1, 0],
            }),
            ..Default::default()
        }),
        dim_shardings: vec![DimensionSharding { axes: vec![whole(0)], is_closed: true }],
        ..Default::default()
    };
    assert_eq!(text(&turned), "{mesh['a'=2,'b'=2], device_ids=([2,2]T(1,0)), [{'a'}]}");
}
