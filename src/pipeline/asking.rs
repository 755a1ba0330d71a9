//! Who is asked: the cache first where there is one, and else the plugin in its child process.

use std::path::Path;

use crate::cache::Cache;
use crate::cache::compiling::CachedWorker;
use crate::files::sha256_of;
use crate::pipeline::devices::layout_of;
use crate::pipeline::place::Place;
use crate::pipeline::{Compiler, DeviceLayout, PipelineError};
use crate::wire::compile_options::OptionValue;
use crate::worker::error::WorkerError;
use crate::worker::parent::Worker;
use crate::worker::request::{CompileRequest, CompileResponse};

/// A plugin behind its cache, or without one.
pub(in crate::pipeline) struct Asked<'a> {
    plugin: &'a Path,
    worker: &'a Worker,
    cached: Option<CachedWorker<'a>>,
}

impl Compiler {
    /// Whom this compiler asks.
    pub(in crate::pipeline) fn asked<'a>(&'a self, plugin_sha256: &'a str) -> Asked<'a> {
        let worker = &self.worker;
        let cached = self.usable_cache().map(|cache| CachedWorker { worker, cache, plugin_sha256 });
        Asked { plugin: &self.plugin, worker, cached }
    }

    /// The cache, unless a flag has the compiler write or read files.
    fn usable_cache(&self) -> Option<&Cache> {
        let touches = self.overrides.iter().any(|(name, value)| touches_files(name, value));
        self.cache.as_ref().filter(|_| !touches)
    }

    /// The plugin's SHA-256.
    pub(in crate::pipeline) fn library_sha256(&self) -> Result<String, PipelineError> {
        if let Some(known) = &self.plugin_sha256 {
            return Ok(known.clone());
        }
        let found = match &self.cache {
            Some(cache) => cache.library_sha256(&self.plugin),
            None => sha256_of(&self.plugin),
        };
        found.map_err(|source| PipelineError::Library { path: self.plugin.clone(), source })
    }
}

impl Asked<'_> {
    /// The devices of a place, in the order of its mesh.
    pub(in crate::pipeline) fn layout_of(
        &self,
        place: Place<'_>,
    ) -> Result<Option<DeviceLayout>, PipelineError> {
        layout_of(place, self.plugin, |request| match &self.cached {
            Some(cached) => cached.topology(request),
            None => self.worker.topology(request),
        })
    }

    /// The compiler's answer, and whether it is from the cache.
    pub(in crate::pipeline) fn compile(
        &self,
        request: &CompileRequest,
    ) -> Result<(CompileResponse, bool), WorkerError> {
        match &self.cached {
            Some(cached) => cached.compile(request),
            None => Ok((self.worker.compile(request)?, false)),
        }
    }
}

/// Whether a flag has the compiler write or read files, which an earlier answer does not do again.
fn touches_files(name: &str, value: &OptionValue) -> bool {
    let names_a_place = matches!(value, OptionValue::String(text) if text.contains('/'));
    name.contains("dump") || names_a_place
}
