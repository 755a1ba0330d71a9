//! The graph: typed instructions in computations, checked before anyone writes them out.
//!
//! The room knows nothing of jobs, formats or plugins.

pub mod shape;
