//! Ops on real plugins: each case is computed by three CPU plugins in every format, on a mesh of 2x4
//! devices, and held against plain arithmetic; libtpu compiles them all.
//!
//! The plugins' paths come from the `VQBIT_TEST_*` variables that `scripts/test` sets.

mod case;
mod elements;
mod folds;
mod generator;
mod loops;
mod regions;
mod slices;
mod sorts;

use std::time::Instant;

use vqbit::emit::format::Format;
use vqbit::emit::stablehlo::Partitioner;
use vqbit::ir::builder::Builder;
use vqbit::ir::module::Port;
use vqbit::ir::shape::ElementType;
use vqbit::ir::verify::{Verified, verify};
use vqbit::pjrt::buffer::{Buffer, BufferType};
use vqbit::pjrt::client::{Client, Device};
use vqbit::pjrt::named_value::{NamedValue, NamedValues};
use vqbit::pjrt::plugin::Plugin;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::wire::compile_options::CompileOptions;

use crate::ops::case::Case;
use crate::subject::{CPU_081, CPU_106, CPU_115, LIBTPU, in_a_process, subject};

/// Every case. Each is a program over the mesh data=2,model=4.
const CASES: [Case; 8] = [
    elements::FLOATS,
    elements::INTEGERS,
    folds::FOLDS,
    sorts::SORTS,
    slices::SLICES,
    loops::LOOPS,
    regions::REGIONS,
    generator::GENERATOR,
];
const FORMATS: [Format; 3] = [Format::StableHlo, Format::HloProto, Format::StableHloGspmd];

fn on_cpu(variable: &str) {
    let said = in_a_process("ops::the_cases_of_one_cpu_plugin", variable);
    let wanted = format!("{} cases in 3 formats", CASES.len());
    assert!(said.contains(&wanted), "the child ran no cases:\n{said}");
}

#[test]
fn cpu_0_81() {
    on_cpu(CPU_081);
}

#[test]
fn cpu_0_106() {
    on_cpu(CPU_106);
}

#[test]
fn cpu_0_115() {
    on_cpu(CPU_115);
}

#[test]
fn libtpu() {
    let said = in_a_process("ops::the_cases_of_libtpu", LIBTPU);
    let wanted = format!("{} cases for 2 slices", CASES.len());
    assert!(said.contains(&wanted), "the child compiled no cases:\n{said}");
}

fn mesh() -> Mesh {
    Mesh::of_sizes(&[2, 4]).expect("a mesh")
}

fn module(case: &Case) -> Verified {
    let mut b = Builder::new(case.name, mesh());
    (case.build)(&mut b).expect("a well-formed case");
    verify(b.finish()).expect("a module that verifies")
}

fn options(format: Format) -> Vec<u8> {
    let shardy = format.partitioner() == Partitioner::Shardy;
    CompileOptions::new(mesh().device_count(), shardy).to_bytes()
}

/// Does nothing unless `in_a_process` started it.
#[test]
fn the_cases_of_libtpu() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin loads");
    for slice in ["v4:2x2x1", "v6e:2x4"] {
        let topology = plugin.create_topology(slice, &NamedValues::new()).expect("a topology");
        for (case, format) in CASES.iter().flat_map(|case| FORMATS.map(|format| (case, format))) {
            let start = Instant::now();
            let program = format.program(&module(case)).expect("a program");
            let compiled = topology.compile(&program, &options(format));
            let compiled =
                compiled.unwrap_or_else(|e| panic!("{} {} {slice}: {e}", case.name, format.name()));
            assert_eq!(compiled.num_partitions().expect("a number"), 8);
            eprintln!("{slice} {} {}: {:?}", case.name, format.name(), start.elapsed());
        }
    }
    eprintln!("{} cases for 2 slices", CASES.len());
}

/// Does nothing unless `in_a_process` started it.
#[test]
fn the_cases_of_one_cpu_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin loads");
    let count = NamedValues::from([("cpu_device_count".to_owned(), NamedValue::Int64(8))]);
    let client = plugin.create_client(&count).expect("a client");
    for case in &CASES {
        let verified = module(case);
        let inputs = (case.inputs)();
        for format in FORMATS {
            let start = Instant::now();
            let outputs = run(&client, &verified, format, &inputs);
            eprintln!("{} as {}: {:?}", case.name, format.name(), start.elapsed());
            (case.check)(&inputs, &outputs);
        }
    }
    eprintln!("{} cases in 3 formats", CASES.len());
}

/// Cuts the inputs as the module says, runs it on eight devices, and puts the results together.
fn run(client: &Client, verified: &Verified, format: Format, inputs: &[Tensor]) -> Vec<Tensor> {
    let module = verified.module();
    let program = format.program(verified).expect("a program");
    let loaded = client.compile(&program, &options(format)).expect("it compiles");
    let devices = loaded.devices().expect("devices");
    let uploads = module.parameters.iter().zip(inputs);
    let arguments: Vec<Vec<Buffer>> =
        uploads.map(|(port, tensor)| upload(client, &devices, port, tensor)).collect();
    let of_device = |d: usize| arguments.iter().map(|shards| &shards[d]).collect();
    let lists: Vec<Vec<&Buffer>> = (0..devices.len()).map(of_device).collect();
    let outputs = loaded.execute(&lists).expect("it runs");
    let results = module.results.iter().zip(module.entry.result_shapes()).enumerate();
    results
        .map(|(number, (port, shape))| {
            let parts = outputs.iter().map(|list| list[number].to_host().expect("a part"));
            let parts: Vec<Vec<u8>> = parts.collect();
            Tensor::gather(&port.name, &parts, &module.mesh, &port.spec, shape).expect("a result")
        })
        .collect()
}

fn upload(client: &Client, devices: &[Device], port: &Port, tensor: &Tensor) -> Vec<Buffer> {
    let shape = tensor.shape();
    let dims = port.spec.shard_dims(&mesh(), &shape.dims).expect("even shards");
    let dims: Vec<i64> = dims.iter().map(|&dim| i64::try_from(dim).expect("a size")).collect();
    let parts = tensor.split(&mesh(), &port.spec).expect("parts");
    let place = |(part, device): (&Vec<u8>, &Device)| {
        let buffer_type = buffer_type(shape.element_type);
        client.buffer_from_host(part, buffer_type, &dims, device).expect("a buffer")
    };
    parts.iter().zip(devices).map(place).collect()
}

fn buffer_type(element_type: ElementType) -> BufferType {
    match element_type {
        ElementType::Pred => BufferType::Pred,
        ElementType::S8 => BufferType::S8,
        ElementType::S32 => BufferType::S32,
        ElementType::U8 => BufferType::U8,
        ElementType::U32 => BufferType::U32,
        ElementType::Bf16 => BufferType::Bf16,
        ElementType::F32 => BufferType::F32,
        ElementType::F64 => BufferType::F64,
    }
}
