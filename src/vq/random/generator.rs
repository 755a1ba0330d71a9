//! Random numbers by counter: each element is a function of a key and its place in the array.
//!
//! There is no state and no order, so the numbers do not depend on how the array is cut.

use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;

const U32: ElementType = ElementType::U32;
/// The rotations of two groups of four rounds, which alternate.
const ROTATIONS: [[u32; 4]; 2] = [[13, 15, 26, 6], [17, 29, 16, 24]];
/// What the words of a key are mixed with to give the third of its schedule.
const PARITY: u32 = 0x1bd1_1bda;
/// Groups of four rounds.
const GROUPS: u32 = 5;

/// What the numbers are a function of: two u32 scalars.
pub type Key = [Value; 2];

/// Threefry-2x32 with 20 rounds: a key and two u32 arrays of counters give two of bits.
///
/// Source: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3",
/// section 4.2.
///
/// # Errors
/// Words of another type than u32, or counters of two shapes.
pub fn threefry(b: &mut Builder, key: Key, counter: [Value; 2]) -> Result<[Value; 2], IrError> {
    let parity = b.scalar(U32, f64::from(PARITY))?;
    let third = b.binary(BinaryOp::Xor, key[0], key[1])?;
    let third = b.binary(BinaryOp::Xor, third, parity)?;
    let schedule = [key[0], key[1], third];
    let [mut first, mut second] = counter;
    first = add_scalar(b, first, key[0])?;
    second = add_scalar(b, second, key[1])?;
    for group in 1..=GROUPS {
        let at = group as usize;
        for turn in ROTATIONS[(at - 1) % 2] {
            first = b.add(first, second)?;
            second = rotate_left(b, second, turn)?;
            second = b.binary(BinaryOp::Xor, second, first)?;
        }
        first = add_scalar(b, first, schedule[at % 3])?;
        let number = b.scalar(U32, f64::from(group))?;
        let injected = b.add(schedule[(at + 1) % 3], number)?;
        second = add_scalar(b, second, injected)?;
    }
    Ok([first, second])
}

/// Another key, a function of this one and a u32 scalar: of a step, a stage or a device.
///
/// # Errors
/// Words of another type than u32.
pub fn fold_in(b: &mut Builder, key: Key, number: Value) -> Result<Key, IrError> {
    let zero = b.scalar(U32, 0.0)?;
    threefry(b, key, [zero, number])
}

/// 32 random bits an element, u32 of these dimensions.
///
/// The counter is the element's place in row-major order, modulo 2^32; these are the bits that
/// JAX's `random.bits` gives for a Threefry key.
///
/// # Errors
/// A key of another type than u32.
pub fn bits(b: &mut Builder, key: Key, dims: &[usize]) -> Result<Value, IrError> {
    let place = row_major_place(b, dims)?;
    let zero = b.splat(place, U32, 0.0)?;
    bits_at(b, key, [zero, place])
}

/// 32 random bits for each counter of two words.
fn bits_at(b: &mut Builder, key: Key, counter: [Value; 2]) -> Result<Value, IrError> {
    let [first, second] = threefry(b, key, counter)?;
    b.binary(BinaryOp::Xor, first, second)
}

/// f32 of these dimensions, uniform on the odd multiples of 2^-24 between 0 and 1: never 0 or 1,
/// and exact on every machine.
///
/// # Errors
/// As [`bits`].
pub fn uniform(b: &mut Builder, key: Key, dims: &[usize]) -> Result<Value, IrError> {
    let bits = bits(b, key, dims)?;
    uniform_of(b, bits)
}

fn uniform_of(b: &mut Builder, bits: Value) -> Result<Value, IrError> {
    let (eight, one) = (b.splat(bits, U32, 8.0)?, b.splat(bits, U32, 1.0)?);
    let high = b.binary(BinaryOp::ShiftRightLogical, bits, eight)?;
    let odd = b.binary(BinaryOp::Or, high, one)?;
    let odd = b.convert(odd, ElementType::F32)?;
    let unit = b.splat(odd, ElementType::F32, f64::from(2.0_f32.powi(-24)))?;
    b.multiply(odd, unit)
}

/// f32 of these dimensions from the standard Gumbel distribution, -ln(-ln u) of [`uniform`]
/// numbers: between -2.9 and 16.7.
///
/// # Errors
/// As [`bits`].
pub fn gumbel(b: &mut Builder, key: Key, dims: &[usize]) -> Result<Value, IrError> {
    let uniform = uniform(b, key, dims)?;
    gumbel_of(b, uniform)
}

/// As [`gumbel`], for each counter of two words.
///
/// # Errors
/// Words of another type than u32, or counters of two shapes.
pub fn gumbel_at(b: &mut Builder, key: Key, counter: [Value; 2]) -> Result<Value, IrError> {
    let bits = bits_at(b, key, counter)?;
    let uniform = uniform_of(b, bits)?;
    gumbel_of(b, uniform)
}

fn gumbel_of(b: &mut Builder, uniform: Value) -> Result<Value, IrError> {
    let mut value = uniform;
    for _ in 0..2 {
        let logarithm = b.unary(UnaryOp::Log, value)?;
        value = b.unary(UnaryOp::Negate, logarithm)?;
    }
    Ok(b.label(value, "gumbel"))
}

/// Each element's place in row-major order, u32.
#[expect(clippy::cast_possible_truncation, reason = "places are counted modulo 2^32")]
fn row_major_place(b: &mut Builder, dims: &[usize]) -> Result<Value, IrError> {
    let zero = b.scalar(U32, 0.0)?;
    let mut place = b.broadcast(zero, dims, &[])?;
    let mut stride: u32 = 1;
    for (dimension, &size) in dims.iter().enumerate().rev() {
        let index = b.iota(Shape::new(U32, dims), dimension)?;
        let step = b.splat(index, U32, f64::from(stride))?;
        let part = b.multiply(index, step)?;
        place = b.add(place, part)?;
        stride = stride.wrapping_mul(size as u32);
    }
    Ok(place)
}

fn add_scalar(b: &mut Builder, x: Value, scalar: Value) -> Result<Value, IrError> {
    let spread = b.spread(scalar, x)?;
    b.add(x, spread)
}

fn rotate_left(b: &mut Builder, x: Value, turn: u32) -> Result<Value, IrError> {
    let (up, down) =
        (b.splat(x, U32, f64::from(turn))?, b.splat(x, U32, f64::from(u32::BITS - turn))?);
    let high = b.binary(BinaryOp::ShiftLeft, x, up)?;
    let low = b.binary(BinaryOp::ShiftRightLogical, x, down)?;
    b.binary(BinaryOp::Or, high, low)
}
