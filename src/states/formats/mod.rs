//! One file a family of projects: what its tensors are called and what they mean.

pub(in crate::states) mod debiased;
pub(in crate::states) mod embed_avg;
pub(in crate::states) mod mimi;
pub(in crate::states) mod uvim;
pub(in crate::states) mod vqbit;
