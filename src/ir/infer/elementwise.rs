//! Which element types the element-wise ops take.

use crate::ir::error::IrError;
use crate::ir::infer::{same, wants};
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::{ElementType, Shape};

pub(super) fn unary(op: UnaryOp, name: &'static str, x: &Shape) -> Result<Shape, IrError> {
    let t = x.element_type;
    match op {
        UnaryOp::Exponential
        | UnaryOp::ExponentialMinusOne
        | UnaryOp::Floor
        | UnaryOp::Log
        | UnaryOp::LogPlusOne
        | UnaryOp::Logistic
        | UnaryOp::RoundNearestEven
        | UnaryOp::Rsqrt
        | UnaryOp::Sqrt
        | UnaryOp::Tanh => wants(name, x, t.is_float(), "a float")?,
        UnaryOp::Abs | UnaryOp::Sign => {
            wants(
                name,
                x,
                t.is_float() || matches!(t, ElementType::S8 | ElementType::S32),
                "a signed number",
            )?;
        }
        UnaryOp::Negate => wants(name, x, t.is_float() || t.is_integer(), "a number")?,
        UnaryOp::Not => wants(name, x, !t.is_float(), "pred or an integer")?,
        UnaryOp::IsFinite => {
            wants(name, x, t.is_float(), "a float")?;
            return Ok(x.with_type(ElementType::Pred));
        }
    }
    Ok(x.clone())
}

pub(super) fn binary(
    op: BinaryOp,
    name: &'static str,
    lhs: &Shape,
    rhs: &Shape,
) -> Result<Shape, IrError> {
    same(name, lhs, rhs)?;
    let t = lhs.element_type;
    match op {
        BinaryOp::And | BinaryOp::Or | BinaryOp::Xor => {
            wants(name, lhs, !t.is_float(), "pred or an integer")?;
        }
        BinaryOp::ShiftLeft | BinaryOp::ShiftRightArithmetic | BinaryOp::ShiftRightLogical => {
            wants(name, lhs, t.is_integer(), "an integer")?;
        }
        BinaryOp::Add
        | BinaryOp::Divide
        | BinaryOp::Maximum
        | BinaryOp::Minimum
        | BinaryOp::Multiply
        | BinaryOp::Remainder
        | BinaryOp::Subtract => wants(name, lhs, t != ElementType::Pred, "a number")?,
        BinaryOp::Power => wants(name, lhs, t.is_float(), "a float")?,
    }
    Ok(lhs.clone())
}

pub(super) fn bitcast(name: &'static str, x: &Shape, to: ElementType) -> Result<Shape, IrError> {
    let result = x.with_type(to);
    wants(name, x, x.element_type != ElementType::Pred, "a number")?;
    wants(name, &result, to != ElementType::Pred, "a number")?;
    let width = to.byte_size();
    let wanted = match width {
        1 => "a type of 8 bits",
        2 => "a type of 16 bits",
        4 => "a type of 32 bits",
        _ => "a type of 64 bits",
    };
    wants(name, x, x.element_type.byte_size() == width, wanted)?;
    Ok(result)
}
