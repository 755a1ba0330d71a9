//! A worker whose answers are kept.

use super::Cache;
use super::question::{ExecutableQuestion, Platform, PlatformQuestion};
use super::store::Kind;
use crate::worker::error::WorkerError;
use crate::worker::parent::Worker;
use crate::worker::request::{
    CompileFor, CompileRequest, CompileResponse, TopologyRequest, TopologyResponse,
};

/// Asks the cache first, and the plugin where the cache has no answer.
#[derive(Debug, Clone, Copy)]
pub struct CachedWorker<'a> {
    /// The child process that loads the plugin.
    pub worker: &'a Worker,
    /// Where answers are kept.
    pub cache: &'a Cache,
    /// The SHA-256 of the plugin's library.
    pub plugin_sha256: &'a str,
}

impl CachedWorker<'_> {
    /// As [`Worker::topology`].
    ///
    /// # Errors
    /// As [`Worker::topology`].
    pub fn topology(&self, request: &TopologyRequest) -> Result<TopologyResponse, WorkerError> {
        let TopologyRequest { plugin: _, name, options } = request;
        let place =
            self.place(&CompileFor::Topology { name: name.clone(), options: options.clone() });
        if let Some(known) = self.platform(&place).and_then(|platform| platform.topology) {
            return Ok(known);
        }
        let response = self.worker.topology(request)?;
        self.cache.put(Kind::Platform, &place, &Platform::of_topology(&response), &[]);
        Ok(response)
    }

    /// As [`Worker::compile`], and whether the answer is from the cache.
    ///
    /// Where the environment has the compiler write or read files (dumps, profiles), it is always
    /// asked.
    ///
    /// # Errors
    /// As [`Worker::compile`].
    pub fn compile(
        &self,
        request: &CompileRequest,
    ) -> Result<(CompileResponse, bool), WorkerError> {
        let place = self.place(&request.compile_for);
        if place.touches_files() {
            return Ok((self.worker.compile(request)?, false));
        }
        let platform = match &request.compile_for {
            CompileFor::Topology { name, options } => {
                let (plugin, name) = (request.plugin.clone(), name.clone());
                let asked = TopologyRequest { plugin, name, options: options.clone() };
                Some(Platform::of_topology(&self.topology(&asked)?))
            }
            CompileFor::Client { .. } => self.platform(&place),
        };
        if let Some(platform) = &platform {
            let question = ExecutableQuestion::new(place.clone(), platform, request);
            if let Some(known) = self.executable(&question) {
                return Ok((known, true));
            }
        }
        let response = self.worker.compile(request)?;
        let platform = platform.unwrap_or_else(|| {
            let learned = Platform::of_host(&response);
            self.cache.put(Kind::Platform, &place, &learned, &[]);
            learned
        });
        self.keep(&ExecutableQuestion::new(place, &platform, request), &response);
        Ok((response, false))
    }

    fn keep(&self, question: &ExecutableQuestion, response: &CompileResponse) {
        let mut blobs = vec![response.optimized_module.as_slice()];
        blobs.extend(response.executable.as_deref());
        self.cache.put(Kind::Executable, question, response, &blobs);
    }

    fn place(&self, compile_for: &CompileFor) -> PlatformQuestion {
        PlatformQuestion::new(self.plugin_sha256, compile_for, self.worker.variables())
    }

    fn platform(&self, place: &PlatformQuestion) -> Option<Platform> {
        Some(self.cache.get(Kind::Platform, place)?.header.answer)
    }

    fn executable(&self, question: &ExecutableQuestion) -> Option<CompileResponse> {
        let found = self.cache.get(Kind::Executable, question)?;
        let mut response: CompileResponse = found.header.answer;
        let mut blobs = found.blobs.into_iter();
        response.optimized_module = blobs.next()?;
        response.executable = blobs.next();
        Some(response)
    }
}
