//! Holds a job's program against the f64 reference on several meshes of virtual CPU devices.

use std::path::Path;

use crate::emit::format::Format;
use crate::job::Job;
use crate::pipeline::{PipelineError, build, interface, session};
use crate::report::verification::{Independence, Run, VERIFICATION_SCHEMA_VERSION, Verification};
use crate::sharding::mesh::Mesh;
use crate::tensor::random::Family;
use crate::verification::bounds::Bounds;
use crate::verification::course::{First, Program};
use crate::verification::error::VerificationError;
use crate::verification::independence::{OnMesh, independence};
use crate::verification::meshes::scaled;
use crate::vq::sample::{Sample, Tensors};

/// The device counts that every program is held on, besides its own.
const DEVICES: [usize; 2] = [1, 8];

/// What is to be verified, and how.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The job.
    pub job: Job,
    /// The format handed to the plugin.
    pub format: Format,
    /// On which numbers of devices; `None` for 1, 8 and those of the job's mesh.
    pub devices: Option<Vec<usize>>,
    /// What inputs and entries look like.
    pub families: Vec<Family>,
    /// The seed of what is drawn.
    pub seed: u64,
    /// How many steps are made one after another.
    pub steps: usize,
    /// Tensors that are given and not drawn.
    pub given: Tensors,
}

/// A mesh to verify on, with the job for it; or why there is none.
type OnDevices = (usize, Result<Job, PipelineError>);

/// One family's way over the meshes.
struct OfFamily {
    family: Family,
    first: Option<First>,
    meshes: Vec<OnMesh>,
}

impl Plan {
    /// One step of each family on the usual numbers of devices, from StableHLO, nothing given.
    pub fn of(job: &Job) -> Self {
        Plan {
            job: job.clone(),
            format: Format::StableHlo,
            devices: None,
            families: Family::ALL.to_vec(),
            seed: 0,
            steps: 1,
            given: Tensors::new(),
        }
    }

    /// The meshes: the job with its axes over each number of devices. Of the usual numbers those that
    /// the tensors cannot be cut for are left out, and told.
    ///
    /// # Errors
    /// The job itself cannot be built, or a number of devices that was asked for does not fit.
    pub fn jobs(&self) -> Result<(Vec<Job>, Vec<String>), PipelineError> {
        let own = self.job.mesh.device_count();
        let mut counts = self.devices.clone().unwrap_or_else(|| [&DEVICES[..], &[own]].concat());
        counts.sort_unstable();
        counts.dedup();
        let (mut jobs, mut left_out) = (Vec::new(), Vec::new());
        for (count, job) in counts.into_iter().map(|count| self.on(count)) {
            match job {
                Ok(job) => jobs.push(job),
                Err(error) if self.devices.is_some() || count == own => return Err(error),
                Err(error) => left_out.push(format!("{count} devices: {error}")),
            }
        }
        Ok((jobs, left_out))
    }

    /// The job on the likeliest mesh of so many devices that its tensors can be cut for; the error of
    /// the likeliest where there is none.
    fn on(&self, devices: usize) -> OnDevices {
        let on = |mesh: Mesh| {
            let mut job = self.job.clone();
            job.mesh = mesh;
            job
        };
        let mut wrong = None;
        for job in scaled(&self.job.mesh, devices).into_iter().map(on) {
            match build(&job) {
                Ok(_) => return (devices, Ok(job)),
                Err(error) => wrong = wrong.or(Some(error)),
            }
        }
        let job = wrong.map_or_else(|| Ok(self.job.clone()), Err);
        (devices, job)
    }

    /// Verifies all; `before` hears of each mesh and family.
    ///
    /// # Errors
    /// As [`Plan::jobs`], or a program that the plugin does not compile or run.
    pub fn verify(
        &self,
        plugin: &Path,
        mut before: impl FnMut(&Mesh, Family),
    ) -> Result<Verification, PipelineError> {
        let (jobs, left_out) = self.jobs()?;
        let new = |&family: &Family| OfFamily { family, first: None, meshes: Vec::new() };
        let mut families: Vec<OfFamily> = self.families.iter().map(new).collect();
        let mut runs = Vec::with_capacity(jobs.len() * families.len());
        for job in &jobs {
            let session = session(job, self.format, plugin)?;
            let program = Program { spec: &job.spec, session: &session };
            for family in &mut families {
                before(&job.mesh, family.family);
                runs.push(self.run(job, &program, family)?);
            }
        }
        let independence: Result<Vec<_>, _> =
            families.iter().filter_map(|family| self.independence(family)).collect();
        let verification = Verification {
            schema_version: VERIFICATION_SCHEMA_VERSION,
            vqbit_version: env!("CARGO_PKG_VERSION").to_owned(),
            passed: false,
            job: self.job.to_json(),
            format: self.format.name().to_owned(),
            seed: self.seed,
            steps: self.steps,
            left_out,
            runs,
            independence: independence?,
        };
        let passed = verification.failures().is_empty();
        Ok(Verification { passed, ..verification })
    }

    fn run(
        &self,
        job: &Job,
        program: &Program<'_>,
        family: &mut OfFamily,
    ) -> Result<Run, PipelineError> {
        let interface = interface(job)?;
        let sample = Sample { seed: self.seed, family: family.family, everyone: false };
        let mut given = self.given.clone();
        sample.draw_missing(&job.spec, &interface, &mut given).map_err(VerificationError::from)?;
        let turn = |step: usize| {
            let mut brought = sample.turn(&interface, step)?;
            brought.retain(|name, _| !self.given.contains_key(name));
            Ok(brought)
        };
        let course = program.course(given, self.steps, turn, &mut family.first)?;
        let run = Run {
            mesh: job.mesh.to_string(),
            devices: job.mesh.device_count(),
            family: family.family.name().to_owned(),
            codes: course.checks.codes,
            tensors: course.checks.tensors,
            drift: course.drift,
        };
        let (mesh, outputs) = (run.mesh.clone(), course.outputs);
        family.meshes.push(OnMesh { mesh, interface, outputs });
        Ok(run)
    }

    /// How a family's meshes differ; nothing of one mesh.
    fn independence(&self, family: &OfFamily) -> Option<Result<Independence, PipelineError>> {
        let first = family.first.as_ref().filter(|_| family.meshes.len() > 1)?;
        let (given, wanted) = (&first.given, &first.answer.outputs);
        let bounds = Bounds { spec: &self.job.spec, given, wanted };
        Some(independence(family.family.name(), &family.meshes, &bounds).map_err(Into::into))
    }
}
