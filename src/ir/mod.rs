//! The graph: typed instructions in computations, checked before anyone writes them out.
//!
//! The room knows nothing of jobs, formats or plugins. A new op is three files here (`op.rs`,
//! `infer/`, `builder/`) and a row among the goldens.

pub mod attr;
pub mod builder;
pub mod error;
pub mod infer;
pub mod literal;
pub mod module;
pub mod op;
pub mod prune;
pub mod shape;
pub mod value;
pub mod verify;
