use prost::Message;
use vqbit::{emit, ir, sharding, vq};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let mesh = sharding::mesh::Mesh::parse(&a[2]).unwrap();
    let step = vq::spec::Step::ALL.into_iter().find(|s| s.name() == a[1]).unwrap();
    let layout = vq::spec::Layout::ALL.into_iter().find(|s| s.name() == a[3]).unwrap();
    let k: usize = a[4].parse().unwrap();
    let dtype = ir::shape::ElementType::from_name(&a[5]).unwrap();
    let q = vq::spec::Codebook {
        codebook_size: k,
        embedding_dim: 768,
        commitment_weight: 0.25,
        codebook_weight: 0.0,
        ema: vq::spec::Ema { decay: 0.99, epsilon: 1e-5 },
    };
    let spec = vq::spec::StepSpec { step, quantizer: q, batch: 32, seq: 512, dtype, layout };
    let v = ir::verify::verify(vq::codebook::build(&spec, &mesh).unwrap()).unwrap();
    std::fs::write(format!("{}.pb", a[6]), emit::hlo_proto::to_proto(&v).encode_to_vec()).unwrap();
    std::fs::write(
        format!("{}.sdy.mlir", a[6]),
        emit::stablehlo::to_text(&v, emit::stablehlo::Partitioner::Shardy),
    )
    .unwrap();
    std::fs::write(
        format!("{}.gspmd.mlir", a[6]),
        emit::stablehlo::to_text(&v, emit::stablehlo::Partitioner::Gspmd),
    )
    .unwrap();
}
