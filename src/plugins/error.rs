//! What can go wrong with finding and installing plugins.

use std::path::PathBuf;

/// Why a plugin is not there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PluginsError {
    /// A name outside the catalogue.
    #[error("plugin {name}: not known, wanted one of {known}")]
    Unknown {
        /// The name.
        name: String,
        /// The names of the catalogue.
        known: String,
    },
    /// A plugin that exists for other machines only.
    #[error("plugin {name}: has no wheel for {os} on {architecture}")]
    NoWheel {
        /// The name.
        name: String,
        /// This machine's system.
        os: String,
        /// This machine's architecture.
        architecture: String,
    },
    /// A path that was given is not a file.
    #[error("plugin {name}: {} (from {origin}) is not a file", path.display())]
    NotAFile {
        /// The name.
        name: String,
        /// The path.
        path: PathBuf,
        /// Who gave it: a flag or an environment variable.
        origin: String,
    },
    /// The plugin is nowhere.
    #[error(
        "plugin {name}: not found in {searched}; install it with `vqbit plugins install {name}`{or}"
    )]
    NotFound {
        /// The name.
        name: String,
        /// The places, in order.
        searched: String,
        /// What else can be done.
        or: String,
    },
    /// The cache has a library of another size than the pinned one, and the plugin is nowhere else.
    #[error(
        "plugin {name}: {} is damaged: found {found} bytes, wanted {wanted}; install it again with \
         `vqbit plugins install {name}`, or remove it", path.display()
    )]
    Damaged {
        /// The name.
        name: String,
        /// The library.
        path: PathBuf,
        /// Its size.
        found: u64,
        /// The pinned size.
        wanted: u64,
    },
    /// The plugin is not there and may not be downloaded.
    #[error(
        "plugin {name}: not found{damaged}, and --offline forbids to download {package} {version}; \
         install it with `vqbit plugins install {name}`{or}"
    )]
    Offline {
        /// The name.
        name: String,
        /// The package.
        package: &'static str,
        /// Its version.
        version: &'static str,
        /// What of it is there and cannot be used, in brackets.
        damaged: String,
        /// What else can be done.
        or: String,
    },
    /// There is no Python to ask.
    #[error("python {}: cannot be started; set VQBIT_PYTHON to a Python 3 with pip", program.display())]
    NoPython {
        /// The interpreter.
        program: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The Python has no pip.
    #[error("python {}: has no pip; set VQBIT_PYTHON to a Python 3 with pip", program.display())]
    NoPip {
        /// The interpreter.
        program: PathBuf,
    },
    /// pip did not download the wheel.
    #[error(
        "plugin {name}: pip could not download {package} {version}; its last lines:\n  {lines}"
    )]
    Download {
        /// The name.
        name: String,
        /// The package.
        package: String,
        /// Its version.
        version: String,
        /// What pip said last.
        lines: String,
    },
    /// The wheel is not the pinned one.
    #[error("plugin {name}: wheel {wheel}: found SHA-256 {found}, wanted {wanted}")]
    Hash {
        /// The name.
        name: String,
        /// The wheel's file name.
        wheel: String,
        /// Its hash.
        found: String,
        /// The pinned hash.
        wanted: String,
    },
    /// The shared object in the wheel is not the pinned one.
    #[error("plugin {name}: {member}: found {found} bytes, wanted {wanted}")]
    LibrarySize {
        /// The name.
        name: String,
        /// The path inside the wheel.
        member: String,
        /// Its size.
        found: u64,
        /// The pinned size.
        wanted: u64,
    },
    /// The wheel cannot be read.
    #[error("plugin {name}: wheel {}: has no readable {member}", wheel.display())]
    Wheel {
        /// The name.
        name: String,
        /// The wheel.
        wheel: PathBuf,
        /// The path inside the wheel.
        member: String,
        /// Why.
        source: zip::result::ZipError,
    },
    /// No folder to keep plugins in.
    #[error("cache folder: found neither VQBIT_CACHE_DIR nor XDG_CACHE_HOME nor HOME")]
    NoCache,
    /// A file or folder could not be written or read.
    #[error("{}: cannot be written or read", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl PluginsError {
    /// Puts a path to an error of the disk.
    pub(super) fn disk(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| PluginsError::Disk { path, source }
    }
}
