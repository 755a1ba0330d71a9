//! One golden an op, in every format.

use vqbit::ir::attr::{Direction, DotDimensions, GatherDimensions, Precision, SliceRange};
use vqbit::ir::builder::Builder;
use vqbit::ir::error::IrError;
use vqbit::ir::literal::Literal;
use vqbit::ir::module::Module;
use vqbit::ir::op::{BinaryOp, UnaryOp};
use vqbit::ir::shape::{ElementType, Shape};
use vqbit::ir::value::Value;
use vqbit::sharding::mesh::Mesh;
use vqbit::sharding::spec::PartitionSpec;

use crate::store::{ENDINGS, check};

type Case = (&'static str, fn(&mut Builder) -> Result<Vec<Value>, IrError>);

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;
const U32: ElementType = ElementType::U32;
const PRED: ElementType = ElementType::Pred;

const CASES: &[Case] = &[
    ("unary", |b| {
        let x = input(b, "x", F32, &[4])?;
        let flag = input(b, "flag", PRED, &[4])?;
        let of = |op| if op == UnaryOp::Not { flag } else { x };
        UnaryOp::ALL.into_iter().map(|op| b.unary(op, of(op))).collect()
    }),
    ("binary", |b| {
        let [x, y] = [input(b, "x", F32, &[4])?, input(b, "y", F32, &[4])?];
        let [p, q] = [input(b, "p", PRED, &[4])?, input(b, "q", PRED, &[4])?];
        let [u, v] = [input(b, "u", U32, &[4])?, input(b, "v", U32, &[4])?];
        let logical = [BinaryOp::And, BinaryOp::Or];
        let of_bits = [
            BinaryOp::Remainder,
            BinaryOp::ShiftLeft,
            BinaryOp::ShiftRightArithmetic,
            BinaryOp::ShiftRightLogical,
            BinaryOp::Xor,
        ];
        let of = |op| {
            if logical.contains(&op) {
                return (p, q);
            }
            if of_bits.contains(&op) { (u, v) } else { (x, y) }
        };
        BinaryOp::ALL.into_iter().map(|op| b.binary(op, of(op).0, of(op).1)).collect()
    }),
    ("compare", |b| {
        let [x, y] = [input(b, "x", F32, &[4])?, input(b, "y", F32, &[4])?];
        let [i, j] = [input(b, "i", S32, &[4])?, input(b, "j", S32, &[4])?];
        let mut results = Vec::new();
        for direction in [Direction::Eq, Direction::Ne, Direction::Ge] {
            results.push(b.compare(direction, x, y)?);
        }
        for direction in [Direction::Gt, Direction::Le, Direction::Lt] {
            results.push(b.compare(direction, i, j)?);
        }
        Ok(results)
    }),
    ("select", |b| {
        let p = input(b, "p", PRED, &[4])?;
        let [x, y] = [input(b, "x", F32, &[4])?, input(b, "y", F32, &[4])?];
        Ok(vec![b.select(p, x, y)?])
    }),
    ("clamp", |b| {
        let x = input(b, "x", S32, &[4])?;
        let [low, high] = [b.splat(x, S32, 0.0)?, b.splat(x, S32, 63.0)?];
        Ok(vec![b.clamp(low, x, high)?])
    }),
    ("constant", |b| {
        let mut results = vec![b.constant(Literal::vector(F32, &[1.0, 0.1, -0.0]))?];
        for t in [PRED, S32, ElementType::U8, U32, ElementType::Bf16] {
            results.push(b.scalar(t, 1.0)?);
        }
        results.push(b.scalar(U32, f64::from(u32::MAX))?);
        results.push(b.scalar(S32, f64::from(i32::MIN))?);
        results.push(b.scalar(F32, f64::INFINITY)?);
        results.push(b.scalar(ElementType::Bf16, f64::NEG_INFINITY)?);
        results.push(b.scalar(ElementType::F64, 0.1)?);
        Ok(results)
    }),
    ("iota", |b| Ok(vec![b.iota(Shape::new(S32, &[2, 3]), 1)?])),
    ("convert", |b| {
        let x = input(b, "x", F32, &[4])?;
        let rounded = b.convert(x, ElementType::Bf16)?;
        Ok(vec![rounded, b.convert(rounded, S32)?])
    }),
    ("bitcast_convert", |b| {
        let x = input(b, "x", F32, &[4])?;
        let bits = b.bitcast_convert(x, U32)?;
        Ok(vec![bits, b.bitcast_convert(bits, S32)?])
    }),
    ("reduce_precision", |b| {
        let x = input(b, "x", F32, &[4])?;
        Ok(vec![b.reduce_precision(x, 8, 7)?])
    }),
    ("broadcast", |b| {
        let x = input(b, "x", F32, &[2, 3])?;
        Ok(vec![b.broadcast(x, &[2, 5, 3], &[0, 2])?])
    }),
    ("reshape", |b| {
        let x = input(b, "x", F32, &[2, 3])?;
        Ok(vec![b.reshape(x, &[3, 2])?])
    }),
    ("transpose", |b| {
        let x = input(b, "x", F32, &[2, 3, 4])?;
        Ok(vec![b.transpose(x, &[2, 0, 1])?])
    }),
    ("slice", |b| {
        let x = input(b, "x", F32, &[2, 8])?;
        let all = SliceRange { start: 0, limit: 2, stride: 1 };
        let odd = SliceRange { start: 1, limit: 8, stride: 2 };
        Ok(vec![b.slice(x, &[all, odd])?])
    }),
    ("concatenate", |b| {
        let [x, y] = [input(b, "x", F32, &[2, 3])?, input(b, "y", F32, &[4, 3])?];
        Ok(vec![b.concatenate(&[x, y], 0)?])
    }),
    ("dot", |b| {
        let [x, c] = [
            input(b, "x", ElementType::Bf16, &[2, 5, 8])?,
            input(b, "c", ElementType::Bf16, &[3, 8])?,
        ];
        let y = input(b, "y", F32, &[2, 8, 4])?;
        let z = input(b, "z", F32, &[2, 4, 8])?;
        let along = DotDimensions {
            lhs_contracting: vec![2],
            rhs_contracting: vec![1],
            ..DotDimensions::default()
        };
        let batched = DotDimensions {
            lhs_batch: vec![0],
            rhs_batch: vec![0],
            lhs_contracting: vec![1],
            rhs_contracting: vec![2],
        };
        Ok(vec![
            b.dot(x, c, along, Precision::Default, F32)?,
            b.dot(y, z, batched, Precision::Highest, F32)?,
        ])
    }),
    ("reduce", |b| {
        let x = input(b, "x", F32, &[2, 3])?;
        let p = input(b, "p", PRED, &[2, 3])?;
        let values = [b.sum(x, &[0, 1])?, b.largest(x, &[1])?, b.smallest(x, &[0])?];
        let truths = [b.all(p, &[1])?, b.any(p, &[0, 1])?];
        Ok([&values[..], &truths].concat())
    }),
    ("argmin", |b| {
        let x = input(b, "x", F32, &[2, 3])?;
        Ok(vec![b.argmin(x, 1)?])
    }),
    ("argmax", |b| {
        let x = input(b, "x", F32, &[2, 3])?;
        Ok(vec![b.argmax(x, 1)?])
    }),
    ("gather", |b| {
        let [x, i] = [input(b, "x", F32, &[5, 3])?, input(b, "i", S32, &[2, 4])?];
        let rows = GatherDimensions {
            offset: vec![2],
            collapsed_slice: vec![0],
            start_index_map: vec![0],
            index_vector: 2,
            ..GatherDimensions::default()
        };
        let [y, j] = [input(b, "y", F32, &[2, 5, 3])?, input(b, "j", S32, &[2, 4])?];
        let rows_of_groups = GatherDimensions {
            offset: vec![2],
            collapsed_slice: vec![1],
            start_index_map: vec![1],
            operand_batch: vec![0],
            indices_batch: vec![0],
            index_vector: 2,
        };
        Ok(vec![b.gather(x, i, rows, &[1, 3])?, b.gather(y, j, rows_of_groups, &[1, 1, 3])?])
    }),
    ("dynamic_slice", |b| {
        let x = input(b, "x", F32, &[4, 8])?;
        let starts = [input(b, "i", S32, &[])?, input(b, "j", S32, &[])?];
        let row = b.dynamic_slice(x, &starts, &[1, 8])?;
        Ok(vec![row, b.dynamic_update_slice(x, row, &[starts[1], starts[0]])?])
    }),
    ("sort", |b| {
        let [key, value] = [input(b, "key", F32, &[2, 5])?, input(b, "value", U32, &[2, 5])?];
        let by_key = b.sort_by_key(key, &[value], 1)?;
        let descending = b.computation("descending", &[U32, U32], |b, p| {
            Ok(vec![b.compare(Direction::Gt, p[0], p[1])?])
        })?;
        let alone = b.sort(&[value], 0, true, descending)?;
        Ok([&[by_key.key, by_key.positions], &by_key.payload[..], &alone[..]].concat())
    }),
    ("while", |b| {
        // Doubles until the sum is large, on a state of one array.
        let x = input(b, "x", F32, &[4])?;
        let small = |b: &mut Builder, state: &[Value]| {
            let sum = b.sum(state[0], &[0])?;
            let limit = b.scalar(F32, 100.0)?;
            b.compare(Direction::Lt, sum, limit)
        };
        b.while_loop("double", &[x], small, |b, state| Ok(vec![b.add(state[0], state[0])?]))
    }),
    ("repeat", |b| {
        // Loops in a loop, which search, sort and state shardings on the way.
        let [x, turns] = [input(b, "x", F32, &[8, 16])?, input(b, "turns", S32, &[])?];
        let rows = PartitionSpec::new(b.mesh(), vec![vec![0], vec![]]).expect("a spec");
        let zeros = b.splat(x, F32, 0.0)?;
        b.repeat("outer", turns, &[x, zeros], |b, _, state| {
            let x = b.constrain(state[0], rows)?;
            let nearest = b.argmin(x, 1)?;
            let nearest = b.convert(nearest, F32)?;
            let moved = b.broadcast(nearest, &[8, 16], &[0])?;
            let sorted = b.sort_by_key(x, &[], 1)?;
            let sums = b.repeat("inner", 3, &[state[1], moved], |b, _, state| {
                Ok(vec![b.add(state[0], state[1])?, state[1]])
            })?;
            Ok(vec![sorted.key, sums[0]])
        })
    }),
    ("sharding_constraint", |b| {
        let x = input(b, "x", F32, &[8, 16])?;
        let mut results = Vec::new();
        for cut in [[vec![0], vec![1]], [vec![1], vec![]], [vec![], vec![0, 1]], [vec![], vec![]]] {
            let spec = PartitionSpec::new(b.mesh(), cut.to_vec()).expect("a spec");
            results.push(b.constrain(x, spec)?);
        }
        Ok(results)
    }),
    ("manual_region", |b| {
        // All collectives, on shards that come cut in one way and leave in another.
        let x = input(b, "x", F32, &[8, 16])?;
        let i = input(b, "i", S32, &[16])?;
        let cut = |b: &Builder, dimensions: &[&[usize]]| {
            let dimensions = dimensions.iter().map(|axes| axes.to_vec()).collect();
            PartitionSpec::new(b.mesh(), dimensions).expect("a spec")
        };
        let given = [(x, cut(b, &[&[0], &[1]])), (i, cut(b, &[&[1, 0]]))];
        let made = [
            cut(b, &[&[], &[1]]),
            cut(b, &[&[]]),
            cut(b, &[&[0], &[1]]),
            cut(b, &[&[0, 1], &[]]),
            cut(b, &[&[0], &[1]]),
            cut(b, &[&[0], &[1]]),
            cut(b, &[&[1, 0]]),
        ];
        b.manual_region("shard", &given, &made, |b, shard| {
            let (x, i) = (shard[0], shard[1]);
            let rows = b.sum(x, &[0])?;
            let sums = [b.all_reduce(x, &[0])?, b.all_reduce(rows, &[0])?];
            let all = b.all_gather(sums[1], 0, &[1])?;
            let scattered = b.reduce_scatter(x, 0, &[1])?;
            let whole = b.all_gather(scattered, 1, &[1])?;
            let whole = b.range(whole, 1, 0..16)?;
            let exchanged = b.all_to_all(x, 1, &[1])?;
            let passed = b.collective_permute(x, &[1, 0], &[(0, 1), (1, 2), (7, 0)])?;
            let largest = b.computation("larger", &[S32, S32], |b, p| {
                Ok(vec![b.binary(BinaryOp::Maximum, p[0], p[1])?])
            })?;
            let place = b.place_in_group(&[1, 0])?;
            let place = b.spread(place, i)?;
            let farthest = b.repeat("farthest", 2, &[i, place], |b, _, state| {
                let far = b.all_reduce_by(state[0], &[0, 1], largest)?;
                Ok(vec![b.add(far, state[1])?, state[1]])
            })?;
            Ok::<_, IrError>(vec![sums[0], all, x, whole, exchanged, passed, farthest[0]])
        })
    }),
];

fn input(
    b: &mut Builder,
    name: &str,
    element_type: ElementType,
    dims: &[usize],
) -> Result<Value, IrError> {
    b.parameter(name, Shape::new(element_type, dims), PartitionSpec::replicated(dims.len()))
}

fn module(case: &Case) -> Module {
    let mut b = Builder::new(case.0, Mesh::of_sizes(&[2, 4]).expect("a mesh"));
    let results = (case.1)(&mut b).expect("a well-formed case");
    for (number, value) in results.into_iter().enumerate() {
        let rank = b.shape(value).rank();
        b.result(&format!("result{number}"), value, PartitionSpec::replicated(rank));
    }
    b.finish()
}

/// The files that the cases make.
pub(crate) fn files() -> Vec<String> {
    let of = |case: &Case| ENDINGS.map(|ending| format!("ops/{}.{ending}", case.0));
    CASES.iter().flat_map(of).collect()
}

#[test]
fn each_op_is_written_as_its_golden() {
    for case in CASES {
        check(&format!("ops/{}", case.0), || module(case));
    }
}
