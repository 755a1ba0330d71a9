//! What a case is, and the words it is written in.

use vqbit::ir::builder::Builder;
use vqbit::ir::error::IrError;
use vqbit::ir::shape::{ElementType, Shape};
use vqbit::ir::value::Value;
use vqbit::sharding::spec::PartitionSpec;
use vqbit::tensor::array::Tensor;

pub(super) const F32: ElementType = ElementType::F32;
pub(super) const S32: ElementType = ElementType::S32;
pub(super) const U32: ElementType = ElementType::U32;

/// A program over the mesh data=2,model=4, its inputs, and a check of its results.
pub(super) struct Case {
    pub(super) name: &'static str,
    pub(super) build: fn(&mut Builder) -> Result<(), IrError>,
    pub(super) inputs: fn() -> Vec<Tensor>,
    pub(super) check: fn(&[Tensor], &[Tensor]),
}

/// Rows over `data`, columns over `model`.
pub(super) const CUT: [&[usize]; 2] = [&[0], &[1]];
pub(super) const WHOLE: [&[usize]; 0] = [];

pub(super) fn spec(b: &Builder, rank: usize, cut: &[&[usize]]) -> PartitionSpec {
    let mut dimensions: Vec<Vec<usize>> = cut.iter().map(|axes| axes.to_vec()).collect();
    dimensions.resize(rank, Vec::new());
    PartitionSpec::new(b.mesh(), dimensions).expect("a spec")
}

pub(super) fn input(
    b: &mut Builder,
    name: &str,
    shape: (ElementType, &[usize]),
    cut: &[&[usize]],
) -> Result<Value, IrError> {
    let spec = spec(b, shape.1.len(), cut);
    b.parameter(name, Shape::new(shape.0, shape.1), spec)
}

/// Returns values, laid out alike.
pub(super) fn give(b: &mut Builder, values: &[Value], name: &str, cut: &[&[usize]]) {
    for (number, &value) in values.iter().enumerate() {
        let spec = spec(b, b.shape(value).rank(), cut);
        b.result(&format!("{name}{number}"), value, spec);
    }
}

pub(super) fn f32s(dims: &[usize], values: &[f32]) -> Tensor {
    Tensor::from_f32(dims, values).expect("a tensor")
}

pub(super) fn s32s(dims: &[usize], values: &[i32]) -> Tensor {
    Tensor::from_s32(dims, values).expect("a tensor")
}

pub(super) fn u32s(dims: &[usize], values: &[u32]) -> Tensor {
    let bytes = values.iter().flat_map(|v| v.to_le_bytes()).collect();
    Tensor::new(Shape::new(U32, dims), bytes).expect("a tensor")
}

/// Holds an array against numbers: equal, both NaN, or within these bounds.
pub(super) fn holds(what: &str, found: &Tensor, wanted: &[f64], relative: f64, absolute: f64) {
    let found = found.widened();
    assert_eq!(found.len(), wanted.len(), "{what}");
    for (place, (&f, &w)) in found.iter().zip(wanted).enumerate() {
        let near = f == w || (f - w).abs() <= absolute + relative * w.abs();
        assert!(near || f.is_nan() && w.is_nan(), "{what}[{place}]: found {f:e}, wanted {w:e}");
    }
}

pub(super) fn exactly(what: &str, found: &Tensor, wanted: &[f64]) {
    holds(what, found, wanted, 0.0, 0.0);
}
