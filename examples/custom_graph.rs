//! A step of one's own: how often each code occurs, over eight devices that hold two rows each.
//!
//! `codes s32[16,S] -> counts f32[K]`: built with the graph builder, printed as StableHLO, compiled
//! and run on virtual CPU devices. The compiler puts the all-reduce where the cut demands it.
//!
//! ```console
//! $ cargo run --example custom_graph
//! ```
#![allow(clippy::print_stdout, reason = "an example shows what it has")]

use std::collections::BTreeMap;

use anyhow::Context;
use vqbit::emit::format::Format;
use vqbit::ir::attr::Direction;
use vqbit::ir::builder::Builder;
use vqbit::ir::error::IrError;
use vqbit::ir::module::Module;
use vqbit::ir::shape::{ElementType, Shape};
use vqbit::ir::verify::verify;
use vqbit::pjrt::plugin::Plugin;
use vqbit::plugins::catalogue::entry;
use vqbit::plugins::locate::{Places, locate};
use vqbit::session::Session;
use vqbit::sharding::mesh::Mesh;
use vqbit::sharding::spec::PartitionSpec;
use vqbit::tensor::array::Tensor;
use vqbit::vq::interface::{Interface, TensorSpec};
use vqbit::wire::compile_options::CompileOptions;

const ENTRIES: usize = 5;
const CODES: [usize; 2] = [16, 3];

fn main() -> anyhow::Result<()> {
    let mesh = Mesh::parse("data=8")?;
    // What goes in and out: codes with their first dimension cut along the mesh's first axis, and
    // counts that every device holds whole.
    let codes = TensorSpec {
        name: "codes",
        shape: Shape::new(ElementType::S32, &CODES),
        spec: PartitionSpec::new(&mesh, vec![vec![0], vec![]])?,
    };
    let counts = TensorSpec {
        name: "counts",
        shape: Shape::new(ElementType::F32, &[ENTRIES]),
        spec: PartitionSpec::replicated(1),
    };
    let interface = Interface { inputs: vec![codes], outputs: vec![counts], aliases: vec![] };

    let verified = verify(histogram(&mesh, &interface)?)?;
    print!("{}", String::from_utf8_lossy(&Format::StableHlo.write(&verified)));

    // Shardy partitions it, since its shardings are written in Shardy's words.
    let program = Format::StableHlo.program(&verified).context("plugins compile StableHLO")?;
    let options = CompileOptions::new(mesh.device_count(), true).to_bytes();
    let library = locate(entry("cpu")?, None, &Places::from_environment())?;
    let plugin = Plugin::load(&library.path)?;
    let session = Session::on_cpu(&plugin, &program, &options, interface, mesh)?;

    let drawn: Vec<i32> = (0..48).map(|token| token * token % 5).collect();
    let inputs = BTreeMap::from([("codes".to_owned(), Tensor::from_s32(&CODES, &drawn)?)]);
    let outputs = session.run(&inputs, 1, |_| ())?;
    println!("counts: {:?}", outputs["counts"].to_f32()?);
    Ok(())
}

/// Each code beside all entries' numbers, and how many tokens say yes to each.
fn histogram(mesh: &Mesh, interface: &Interface) -> Result<Module, IrError> {
    let mut b = Builder::new("histogram", mesh.clone());
    let (taken, given) = (&interface.inputs[0], &interface.outputs[0]);
    let codes = b.parameter(taken.name, taken.shape.clone(), taken.spec.clone())?;
    let [rows, seq] = CODES;
    let beside = [rows, seq, ENTRIES];
    let codes = b.broadcast(codes, &beside, &[0, 1])?;
    let entries = b.iota(Shape::new(ElementType::S32, &beside), 2)?;
    let chosen = b.compare(Direction::Eq, codes, entries)?;
    let chosen = b.convert(chosen, ElementType::F32)?;
    let counts = b.sum(chosen, &[0, 1])?;
    b.result(given.name, counts, given.spec.clone());
    Ok(b.finish())
}
