//! Where a program shall run, whosever it is: a target, a mesh, and what of its memory.

use crate::job::Job;
use crate::pipeline::{PipelineError, devices};
use crate::pjrt::client::MOST_DEVICES;
use crate::sharding::mesh::Mesh;
use crate::target::{Cpu, Target, TargetKind};
use crate::worker::request::CompileFor;

/// A target and the mesh over its devices.
#[derive(Debug, Clone, Copy)]
pub(in crate::pipeline) struct Place<'a> {
    pub(in crate::pipeline) target: &'a Target,
    pub(in crate::pipeline) mesh: &'a Mesh,
    /// GiB of a chip that the program may use.
    pub(in crate::pipeline) memory_limit_gb: Option<f64>,
}

impl<'a> Place<'a> {
    /// Where a job shall run.
    pub(in crate::pipeline) fn of(job: &'a Job) -> Self {
        Place { target: &job.target, mesh: &job.mesh, memory_limit_gb: job.memory_limit_gb }
    }

    /// Whether a host target can be compiled for here: a CPU plugin compiles for its own machine.
    pub(in crate::pipeline) fn check_machine(&self) -> Result<(), PipelineError> {
        let TargetKind::Cpu(Cpu { architecture: Some(wanted) }) = self.target.kind else {
            return Ok(());
        };
        let found = std::env::consts::ARCH;
        if found == wanted {
            return Ok(());
        }
        Err(PipelineError::OtherMachine { target: self.target.name.clone(), found, wanted })
    }

    /// What the plugin is asked to compile for.
    pub(in crate::pipeline) fn compile_for(&self) -> Result<CompileFor, PipelineError> {
        if let Some(topology) = self.target.topology() {
            let options = devices::named_values(&topology.options);
            return Ok(CompileFor::Topology { name: topology.name, options });
        }
        self.check_virtual_devices()?;
        Ok(CompileFor::Client { cpu_device_count: self.mesh.device_count() })
    }

    /// Whether a CPU plugin has as many virtual devices as the mesh.
    pub(in crate::pipeline) fn check_virtual_devices(&self) -> Result<(), PipelineError> {
        let (found, limit) = (self.mesh.device_count(), MOST_DEVICES);
        if found <= limit {
            return Ok(());
        }
        Err(PipelineError::TooManyDevices { mesh: self.mesh.to_string(), found, limit })
    }
}
