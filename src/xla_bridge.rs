//! The way over to the `xla` crate, for pipelines already built on it (feature `xla`).
//!
//! That crate links a C++ archive that no registry serves; this file is type-checked in CI
//! against the crate's own sources and not run there.

use prost::Message;

use crate::emit::hlo_proto::to_proto;
use crate::ir::verify::Verified;

/// The module as the `xla` crate's computation.
///
/// # Errors
/// What that crate says of the message.
pub fn computation(verified: &Verified) -> xla::Result<xla::XlaComputation> {
    let bytes = to_proto(verified).encode_to_vec();
    let proto = xla::HloModuleProto::parse_proto(&bytes, true)?;
    Ok(xla::XlaComputation::from_proto(&proto))
}

/// Compiles the module with that crate's client.
///
/// # Errors
/// What the client says; it compiles for one device, so the mesh must have one.
pub fn compile(
    verified: &Verified,
    client: &xla::PjRtClient,
) -> xla::Result<xla::PjRtLoadedExecutable> {
    client.compile(&computation(verified)?)
}
