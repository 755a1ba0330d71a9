//! A loaded plugin library: its version, attributes, functions and extensions.
#![allow(unsafe_code, reason = "loads a library and asks it for its table")]

use std::fmt;
use std::path::{Path, PathBuf};
use std::ptr::NonNull;
use std::sync::Arc;

use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};

use super::error::{ApiVersion, PjrtError};
use super::named_value::{self, NamedValues};
use super::sys::{
    self, ApiHead, Args, EXTENSION_NAMES, FUNCTIONS, PluginAttributesArgs, PluginInitializeArgs,
};
use super::table::Table;

/// The oldest minor version whose `struct_size` tells the truth and whose order is final.
const OLDEST_MINOR: i32 = 57;

/// A loaded PJRT plugin. Cheap to clone; the library stays loaded until the process ends.
#[derive(Clone)]
pub struct Plugin {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    table: Table,
}

impl fmt::Debug for Plugin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Plugin({}, API {})", self.path().display(), self.api_version())
    }
}

impl Plugin {
    /// Loads a plugin library and initializes it.
    ///
    /// A library runs code when it is loaded: load what you trust. libtpu reads its environment
    /// now, so [`crate::worker`] is the place that sets it.
    ///
    /// # Errors
    /// The library cannot be loaded, is not a plugin, is older than API 0.57, or refuses to start.
    pub fn load(path: &Path) -> Result<Self, PjrtError> {
        // SAFETY: running the library's initializers is what the caller asks for.
        let library = unsafe { Library::open(Some(path), RTLD_NOW | RTLD_LOCAL) }
            .map_err(|source| PjrtError::Load { path: path.into(), source })?;
        // SAFETY: every PJRT plugin exports this symbol as `const PJRT_Api* GetPjrtApi(void)`.
        let entry =
            unsafe { library.get::<unsafe extern "C" fn() -> *mut ApiHead>(b"GetPjrtApi\0") };
        let entry = match entry {
            Ok(entry) => *entry,
            Err(source) => return Err(PjrtError::NoEntry { path: path.into(), source }),
        };
        // Plugins keep threads and static destructors: they are never unloaded.
        std::mem::forget(library);
        // SAFETY: the symbol is the plugin's entry function and takes no arguments.
        let head = unsafe { entry() };
        let head = NonNull::new(head).ok_or(PjrtError::NoTable { path: path.into() })?;
        // SAFETY: the plugin gave this pointer to its constant table and is never unloaded.
        let table = unsafe { Table::new(head) };
        let found = table.version();
        if found.major == 0 && found.minor < OLDEST_MINOR {
            return Err(PjrtError::TooOld { path: path.into(), found, oldest: OLDEST_MINOR });
        }
        // SAFETY: the arguments hold no pointers.
        unsafe { table.call(&mut PluginInitializeArgs::new()) }?;
        tracing::debug!(path = %path.display(), version = %found, "plugin loaded");
        Ok(Plugin { inner: Arc::new(Inner { path: path.into(), table }) })
    }

    /// The library.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// The PJRT C API that the plugin was built with.
    pub fn api_version(&self) -> ApiVersion {
        self.table().version()
    }

    /// The bytes of its function table.
    pub fn struct_size(&self) -> usize {
        self.table().struct_size()
    }

    /// What the plugin says of itself, such as `stablehlo_current_version`.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn attributes(&self) -> Result<NamedValues, PjrtError> {
        let mut args = PluginAttributesArgs::new();
        // SAFETY: the arguments hold no pointers.
        unsafe { self.table().call(&mut args) }?;
        // SAFETY: the attributes live as long as the process.
        Ok(unsafe { named_value::from_c(args.attributes, args.num_attributes) })
    }

    /// The C functions that vqbit calls and this plugin has.
    pub fn functions(&self) -> Vec<&'static str> {
        FUNCTIONS.iter().filter(|f| self.table().has(**f)).map(|f| f.name).collect()
    }

    /// The C functions that vqbit calls and this plugin lacks.
    pub fn missing_functions(&self) -> Vec<&'static str> {
        FUNCTIONS.iter().filter(|f| !self.table().has(**f)).map(|f| f.name).collect()
    }

    /// The names of its extensions, in the order of their numbers.
    pub fn extensions(&self) -> Vec<String> {
        let mut kinds: Vec<i32> = self.table().extensions().iter().map(|(kind, _)| *kind).collect();
        kinds.sort_unstable();
        let name = |kind: i32| {
            let known = usize::try_from(kind).ok().and_then(|kind| EXTENSION_NAMES.get(kind));
            known.map_or_else(|| format!("extension {kind}"), |name| (*name).to_owned())
        };
        kinds.into_iter().map(name).collect()
    }

    pub(super) fn table(&self) -> Table {
        self.inner.table
    }
}

/// The program as the C API takes it; points into `program`.
pub(super) fn program_to_c(program: &crate::wire::program::Program) -> sys::ProgramC {
    let format = program.format.name();
    sys::ProgramC {
        header: sys::Header::new(size_of::<sys::ProgramC>()),
        code: program.bytes.as_ptr().cast_mut(),
        code_size: program.bytes.len(),
        format: format.as_ptr(),
        format_size: format.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_library_and_a_library_of_another_kind_are_told_apart() {
        let error = Plugin::load(Path::new("no-such-plugin.so")).expect_err("no such file");
        assert_eq!(error.to_string(), "plugin no-such-plugin.so: cannot be loaded");
        assert!(std::error::Error::source(&error).is_some());
        let error = Plugin::load(Path::new("libc.so.6")).expect_err("not a plugin");
        assert_eq!(
            error.to_string(),
            "plugin libc.so.6: has no function GetPjrtApi, so it is not a PJRT plugin"
        );
    }
}
