//! Names of things inside a module: values of a computation, computations of a module.

/// One result of one instruction of a computation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    /// Index of the instruction in its computation.
    pub(in crate::ir) instruction: usize,
    /// Which of its results.
    pub(in crate::ir) result: usize,
    /// How deep its computation is nested while it is being built; 0 in a finished module, where
    /// operands are always of their instruction's own computation.
    pub(in crate::ir) depth: usize,
}

impl Value {
    /// Index of the instruction that makes it.
    pub fn instruction(self) -> usize {
        self.instruction
    }

    /// Which of that instruction's results it is.
    pub fn result(self) -> usize {
        self.result
    }
}

/// A computation that ops of the module may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ComputationId(pub(in crate::ir) usize);

impl ComputationId {
    /// Index into `Module::computations`.
    pub fn index(self) -> usize {
        self.0
    }
}
