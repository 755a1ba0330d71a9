//! Functions of single elements: of one array, or of two of one shape.

/// Element-wise functions of one array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOp {
    /// |x|.
    Abs,
    /// e^x.
    Exponential,
    /// e^x - 1, exact near 0.
    ExponentialMinusOne,
    /// The largest whole number that is not above x.
    Floor,
    /// Whether neither infinite nor NaN; gives truth values.
    IsFinite,
    /// Natural logarithm.
    Log,
    /// ln(1 + x), exact near 0.
    LogPlusOne,
    /// 1 / (1 + e^-x).
    Logistic,
    /// -x.
    Negate,
    /// Logical or bitwise complement.
    Not,
    /// The nearest whole number, the even one of two.
    RoundNearestEven,
    /// 1 / √x.
    Rsqrt,
    /// -1, 0 or 1; zeros and NaN stay what they are.
    Sign,
    /// √x.
    Sqrt,
    /// Hyperbolic tangent.
    Tanh,
}

/// Element-wise functions of two arrays of one shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOp {
    /// x + y.
    Add,
    /// Logical or bitwise and.
    And,
    /// x / y.
    Divide,
    /// The larger.
    Maximum,
    /// The smaller.
    Minimum,
    /// x * y.
    Multiply,
    /// Logical or bitwise or.
    Or,
    /// x^y.
    Power,
    /// What is left of x / y; it has the sign of x.
    Remainder,
    /// x · 2^y in the bits that there are; 0 where y is not below their number.
    ShiftLeft,
    /// x / 2^y rounded down, the sign kept.
    ShiftRightArithmetic,
    /// The bits of x moved down by y, zeros behind them.
    ShiftRightLogical,
    /// x - y.
    Subtract,
    /// Logical or bitwise exclusive or.
    Xor,
}

impl UnaryOp {
    /// Every one, for tables and goldens.
    pub const ALL: [UnaryOp; 15] = [
        Self::Abs,
        Self::Exponential,
        Self::ExponentialMinusOne,
        Self::Floor,
        Self::IsFinite,
        Self::Log,
        Self::LogPlusOne,
        Self::Logistic,
        Self::Negate,
        Self::Not,
        Self::RoundNearestEven,
        Self::Rsqrt,
        Self::Sign,
        Self::Sqrt,
        Self::Tanh,
    ];

    pub(super) fn hlo_name(self) -> &'static str {
        match self {
            Self::Abs => "abs",
            Self::Exponential => "exponential",
            Self::ExponentialMinusOne => "exponential-minus-one",
            Self::Floor => "floor",
            Self::IsFinite => "is-finite",
            Self::Log => "log",
            Self::LogPlusOne => "log-plus-one",
            Self::Logistic => "logistic",
            Self::Negate => "negate",
            Self::Not => "not",
            Self::RoundNearestEven => "round-nearest-even",
            Self::Rsqrt => "rsqrt",
            Self::Sign => "sign",
            Self::Sqrt => "sqrt",
            Self::Tanh => "tanh",
        }
    }
}

impl BinaryOp {
    /// Every one, for tables and goldens.
    pub const ALL: [BinaryOp; 14] = [
        Self::Add,
        Self::And,
        Self::Divide,
        Self::Maximum,
        Self::Minimum,
        Self::Multiply,
        Self::Or,
        Self::Power,
        Self::Remainder,
        Self::ShiftLeft,
        Self::ShiftRightArithmetic,
        Self::ShiftRightLogical,
        Self::Subtract,
        Self::Xor,
    ];

    pub(super) fn hlo_name(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::And => "and",
            Self::Divide => "divide",
            Self::Maximum => "maximum",
            Self::Minimum => "minimum",
            Self::Multiply => "multiply",
            Self::Or => "or",
            Self::Power => "power",
            Self::Remainder => "remainder",
            Self::ShiftLeft => "shift-left",
            Self::ShiftRightArithmetic => "shift-right-arithmetic",
            Self::ShiftRightLogical => "shift-right-logical",
            Self::Subtract => "subtract",
            Self::Xor => "xor",
        }
    }
}
