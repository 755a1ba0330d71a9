//! Writes a step as the file that `jax.export.deserialize` reads: a function from named arrays to
//! named arrays, and its backward function where there is one.
//!
//! The file is a flatbuffer (`tables`) around StableHLO text; what it tells of a function is a
//! `Function`, whose `@main` calls the step (`main_text`). The room must not know which results have
//! gradients: it pairs them by name.

mod backward;
mod function;
mod main_text;
mod tables;

pub use backward::Backward;

use crate::ir::verify::Verified;

/// Why a file for JAX cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JaxExportError {
    /// No platform.
    #[error("platforms: none is named, wanted tpu, cpu or both")]
    NoPlatform,
    /// A platform named twice.
    #[error("platforms {found}: {platform} is named twice")]
    PlatformTwice {
        /// All of them.
        found: String,
        /// The one.
        platform: &'static str,
    },
    /// The backward function takes what the function has not got.
    #[error(
        "backward function: takes {name} {found}, wanted an array that the function takes, or \
         d_ and the name of one that it gives, of the same shape"
    )]
    ForeignParameter {
        /// The array.
        name: String,
        /// Its shape.
        found: String,
    },
    /// The backward function gives what is no gradient of the function.
    #[error(
        "backward function: gives {name} {found}, wanted d_ and the name of an array that the \
         function takes, of the same shape"
    )]
    ForeignResult {
        /// The array.
        name: String,
        /// Its shape.
        found: String,
    },
}

/// Where a function may be called, in JAX's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// TPUs.
    Tpu,
    /// Processors.
    Cpu,
}

impl Platform {
    /// The name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tpu => "tpu",
            Self::Cpu => "cpu",
        }
    }
}

/// At least one platform, none of them twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platforms(Vec<Platform>);

impl Platforms {
    /// These platforms, in the order in which the file names them.
    ///
    /// # Errors
    /// None, or one twice.
    pub fn new(platforms: &[Platform]) -> Result<Self, JaxExportError> {
        if platforms.is_empty() {
            return Err(JaxExportError::NoPlatform);
        }
        let twice = (1..platforms.len()).find(|&i| platforms[..i].contains(&platforms[i]));
        if let Some(index) = twice {
            let names: Vec<&str> = platforms.iter().map(|p| p.name()).collect();
            let (found, platform) = (names.join(","), platforms[index].name());
            return Err(JaxExportError::PlatformTwice { found, platform });
        }
        Ok(Platforms(platforms.to_vec()))
    }

    /// Every platform that vqbit knows.
    pub fn all() -> Self {
        Platforms(vec![Platform::Tpu, Platform::Cpu])
    }

    /// Whether this platform is one of them.
    pub fn have(&self, platform: Platform) -> bool {
        self.0.contains(&platform)
    }

    fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|platform| platform.name()).collect()
    }
}

/// The bytes of a `.jaxexport` file.
///
/// In JAX the function takes its arrays as keyword arguments and gives a dictionary. A step on a mesh
/// of one device says nothing of shardings, so that it may be called in any context.
pub fn to_bytes(
    forward: &Verified,
    backward: Option<&Backward<'_>>,
    platforms: &Platforms,
) -> Vec<u8> {
    let function = function::Function::forward(forward, platforms);
    let vjp = backward.map(|backward| function::Function::backward(forward, backward, platforms));
    tables::write(&function, vjp.as_ref(), platforms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_platforms_have_their_messages() {
        let message = |platforms: &[Platform]| {
            Platforms::new(platforms).expect_err("wrong platforms").to_string()
        };
        assert_eq!(message(&[]), "platforms: none is named, wanted tpu, cpu or both");
        assert_eq!(
            message(&[Platform::Cpu, Platform::Tpu, Platform::Cpu]),
            "platforms cpu,tpu,cpu: cpu is named twice"
        );
    }
}
