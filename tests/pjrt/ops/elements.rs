//! Element-wise ops against the operators and functions of Rust.

use vqbit::ir::attr::Direction;
use vqbit::ir::builder::Builder;
use vqbit::ir::error::IrError;
use vqbit::ir::op::{BinaryOp, UnaryOp};
use vqbit::ir::value::Value;
use vqbit::tensor::array::Tensor;

use crate::ops::case::{Case, F32, S32, U32, WHOLE, exactly, f32s, give, holds, input, s32s, u32s};

pub(super) const FLOATS: Case =
    Case { name: "floats", build: floats, inputs: float_inputs, check: check_floats };

pub(super) const INTEGERS: Case =
    Case { name: "integers", build: integers, inputs: integer_inputs, check: check_integers };

fn floats(b: &mut Builder) -> Result<(), IrError> {
    let x = input(b, "x", (F32, &[16]), &WHOLE)?;
    let finite = b.unary(UnaryOp::IsFinite, x)?;
    let of = |op| if op == UnaryOp::Not { finite } else { x };
    let unary: Result<Vec<Value>, _> =
        UnaryOp::ALL.into_iter().map(|op| b.unary(op, of(op))).collect();
    give(b, &unary?, "unary", &WHOLE);
    let size = b.unary(UnaryOp::Abs, x)?;
    let y = b.splat(x, F32, 1.5)?;
    let powers = [b.binary(BinaryOp::Power, size, y)?, b.binary(BinaryOp::Remainder, x, y)?];
    give(b, &powers, "binary", &WHOLE);
    let bits = b.bitcast_convert(x, U32)?;
    let back = b.bitcast_convert(bits, F32)?;
    give(b, &[bits, back], "bits", &WHOLE);
    Ok(())
}

fn float_inputs() -> Vec<Tensor> {
    let (inf, nan) = (f32::INFINITY, f32::NAN);
    let x =
        [-inf, -2.5, -1.5, -0.5, -0.0, 0.0, 1e-7, 0.25, 0.5, 1.5, 2.5, 3.7, 20.0, 80.0, inf, nan];
    vec![f32s(&[16], &x)]
}

fn unary(op: UnaryOp, x: f64) -> f64 {
    match op {
        UnaryOp::Abs => x.abs(),
        UnaryOp::Exponential => x.exp(),
        UnaryOp::ExponentialMinusOne => x.exp_m1(),
        UnaryOp::Floor => x.floor(),
        UnaryOp::IsFinite => f64::from(u8::from(x.is_finite())),
        UnaryOp::Log => x.ln(),
        UnaryOp::LogPlusOne => x.ln_1p(),
        UnaryOp::Logistic => 1.0 / (1.0 + (-x).exp()),
        UnaryOp::Negate => -x,
        // Of whether x is finite.
        UnaryOp::Not => f64::from(u8::from(!x.is_finite())),
        UnaryOp::RoundNearestEven => x.round_ties_even(),
        UnaryOp::Rsqrt => x.sqrt().recip(),
        UnaryOp::Sign if x == 0.0 => x,
        UnaryOp::Sign => x.signum(),
        UnaryOp::Sqrt => x.sqrt(),
        UnaryOp::Tanh => x.tanh(),
    }
}

fn check_floats(inputs: &[Tensor], outputs: &[Tensor]) {
    let x = inputs[0].widened();
    let of = |f: &dyn Fn(f64) -> f64| x.iter().map(|&x| f(x)).collect::<Vec<_>>();
    let (first, rest) = outputs.split_at(UnaryOp::ALL.len());
    for (op, found) in UnaryOp::ALL.into_iter().zip(first) {
        holds(&format!("{op:?}"), found, &of(&|x| unary(op, x)), 1e-5, 0.0);
    }
    holds("Power", &rest[0], &of(&|x| x.abs().powf(1.5)), 1e-5, 0.0);
    exactly("Remainder", &rest[1], &of(&|x| x % 1.5));
    let bits = inputs[0].to_f32().expect("floats").into_iter().map(|x| f64::from(x.to_bits()));
    exactly("bits", &rest[2], &bits.collect::<Vec<_>>());
    exactly("bits there and back", &rest[3], &x);
}

/// What integers take; shifts have amounts of their own.
const OF_INTEGERS: [BinaryOp; 10] = [
    BinaryOp::Add,
    BinaryOp::And,
    BinaryOp::Divide,
    BinaryOp::Maximum,
    BinaryOp::Minimum,
    BinaryOp::Multiply,
    BinaryOp::Or,
    BinaryOp::Remainder,
    BinaryOp::Subtract,
    BinaryOp::Xor,
];
const SHIFTS: [BinaryOp; 3] =
    [BinaryOp::ShiftLeft, BinaryOp::ShiftRightArithmetic, BinaryOp::ShiftRightLogical];

const X: [u32; 8] = [0, 1, 7, 0x8000_0000, 0xffff_ffff, 0xdead_beef, 0x1234_5678, 0x7fff_ffff];
const Y: [u32; 8] = [3, 0xffff_fffe, 2, 5, 0xffff_ffff, 0x10, 0x9e37_79b9, 0x8000_0001];
const AMOUNTS: [u32; 8] = [0, 1, 5, 31, 32, 16, 40, 13];

fn integers(b: &mut Builder) -> Result<(), IrError> {
    let mut operands = Vec::new();
    for (name, t) in [("u", U32), ("s", S32)] {
        for role in ["x", "y", "by"] {
            operands.push(input(b, &format!("{name}_{role}"), (t, &[8]), &WHOLE)?);
        }
    }
    for (name, operands) in ["u", "s"].into_iter().zip(operands.chunks(3)) {
        let (x, y, by) = (operands[0], operands[1], operands[2]);
        let of = |op| if SHIFTS.contains(&op) { by } else { y };
        let ops = OF_INTEGERS.into_iter().chain(SHIFTS);
        let values: Result<Vec<Value>, _> = ops.map(|op| b.binary(op, x, of(op))).collect();
        give(b, &values?, name, &WHOLE);
        let (less, float) = (b.compare(Direction::Lt, x, y)?, b.convert(x, F32)?);
        give(b, &[less, float], &format!("{name}_other"), &WHOLE);
    }
    Ok(())
}

fn integer_inputs() -> Vec<Tensor> {
    let signed = |values: [u32; 8]| s32s(&[8], &values.map(u32::cast_signed));
    let unsigned = |values: [u32; 8]| u32s(&[8], &values);
    vec![unsigned(X), unsigned(Y), unsigned(AMOUNTS), signed(X), signed(Y), signed(AMOUNTS)]
}

fn of_unsigned(op: BinaryOp, x: u32, y: u32) -> u32 {
    match op {
        BinaryOp::Add => x.wrapping_add(y),
        BinaryOp::And => x & y,
        BinaryOp::Divide => x / y,
        BinaryOp::Maximum => x.max(y),
        BinaryOp::Minimum => x.min(y),
        BinaryOp::Multiply => x.wrapping_mul(y),
        BinaryOp::Or => x | y,
        BinaryOp::Power => x.wrapping_pow(y),
        BinaryOp::Remainder => x % y,
        BinaryOp::ShiftLeft => x.checked_shl(y).unwrap_or(0),
        BinaryOp::ShiftRightArithmetic => (x.cast_signed() >> y.min(31)).cast_unsigned(),
        BinaryOp::ShiftRightLogical => x.checked_shr(y).unwrap_or(0),
        BinaryOp::Subtract => x.wrapping_sub(y),
        BinaryOp::Xor => x ^ y,
    }
}

/// The same of the bits read as signed numbers, where signs matter.
fn of_signed(op: BinaryOp, x: u32, y: u32) -> i32 {
    let (a, b) = (x.cast_signed(), y.cast_signed());
    if op == BinaryOp::Divide {
        return a / b;
    }
    if op == BinaryOp::Remainder {
        return a % b;
    }
    if op == BinaryOp::Maximum {
        return a.max(b);
    }
    if op == BinaryOp::Minimum {
        return a.min(b);
    }
    of_unsigned(op, x, y).cast_signed()
}

fn check_integers(_: &[Tensor], outputs: &[Tensor]) {
    let (unsigned, signed) = outputs.split_at(outputs.len() / 2);
    let pairs = |op| X.into_iter().zip(if SHIFTS.contains(&op) { AMOUNTS } else { Y });
    for (number, op) in OF_INTEGERS.into_iter().chain(SHIFTS).enumerate() {
        let wanted: Vec<f64> = pairs(op).map(|(x, y)| f64::from(of_unsigned(op, x, y))).collect();
        exactly(&format!("u32 {op:?}"), &unsigned[number], &wanted);
        let wanted: Vec<f64> = pairs(op).map(|(x, y)| f64::from(of_signed(op, x, y))).collect();
        exactly(&format!("s32 {op:?}"), &signed[number], &wanted);
    }
    let others = OF_INTEGERS.len() + SHIFTS.len();
    let truths = |less: &dyn Fn(u32, u32) -> bool| -> Vec<f64> {
        X.iter().zip(Y).map(|(&x, y)| f64::from(u8::from(less(x, y)))).collect()
    };
    exactly("u32 less", &unsigned[others], &truths(&|x, y| x < y));
    exactly("s32 less", &signed[others], &truths(&|x, y| x.cast_signed() < y.cast_signed()));
    exactly("u32 to f32", &unsigned[others + 1], &X.map(|x| f64::from(x as f32)));
    exactly("s32 to f32", &signed[others + 1], &X.map(|x| f64::from(x.cast_signed() as f32)));
}
