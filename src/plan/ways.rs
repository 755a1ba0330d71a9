//! Every way to lay a job onto devices: targets, joined cores, meshes, layouts and the type of sums on
//! their way.

use serde_json::{Value, json};

use crate::job::error::JobError;
use crate::job::words::{formulation_json, mesh_json};
use crate::job::{Job, JobFile};
use crate::plan::error::PlanError;
use crate::plan::meshes::meshes;
use crate::sharding::mesh::Mesh;
use crate::target::{Target, TargetOptions};
use crate::vq::formulation::Forms;
use crate::vq::formulation::others::others;
use crate::vq::spec::Layout;

/// One way: all that a plan chooses of a job.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The target.
    pub target: String,
    /// Whether the two TensorCores of a chip are one device.
    pub megacore: bool,
    /// The axes over the devices.
    pub mesh: Mesh,
    /// How arrays lie on them.
    pub layout: Layout,
    /// In which type devices send each other the sums of an update: f32 or bf16.
    pub collective_dtype: String,
    /// How the step is written down, where not as vqbit's table has it.
    pub forms: Forms,
}

/// What a plan is asked to choose from.
#[derive(Debug, Clone, Copy)]
pub struct Choices<'a> {
    /// The targets.
    pub targets: &'a [String],
    /// Types in which devices may send sums; the job's where there is none.
    pub collective_dtypes: &'a [String],
    /// Whether formulations too that vqbit's table does not have.
    pub formulations: bool,
}

/// What a plan does not choose, since it was asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Held {
    /// Whether cores are joined.
    pub megacore: Option<bool>,
    /// The mesh.
    pub mesh: Option<Mesh>,
    /// The layout.
    pub layout: Option<Layout>,
}

/// A way and the job that it makes, or why it makes none.
#[derive(Debug, Clone, PartialEq)]
pub struct WayJob {
    /// The way.
    pub way: Way,
    /// Whether the job was written so.
    pub is_own: bool,
    /// The job.
    pub job: Result<Job, JobError>,
}

/// All ways of a job, in a fixed order: as the job was written, then target by target.
///
/// # Errors
/// A target that does not exist, is a host, or cannot join cores where that is held.
pub fn ways(job: &Job, choices: Choices<'_>, held: &Held) -> Result<Vec<WayJob>, PlanError> {
    let own = own(job);
    let dtypes = match choices.collective_dtypes {
        [] => std::slice::from_ref(&own.collective_dtype),
        dtypes => dtypes,
    };
    let mut all = Vec::new();
    for target in choices.targets {
        for megacore in joined(job, target, held)? {
            let devices = found(job, target, megacore)?.device_count().unwrap_or(1);
            let meshes = match &held.mesh {
                Some(mesh) => vec![mesh.clone()],
                None => meshes(devices).map_err(JobError::from)?,
            };
            for layout in Layout::ALL.into_iter().filter(|&l| held.layout.is_none_or(|h| h == l)) {
                for mesh in &meshes {
                    all.extend(dtypes.iter().map(|collective_dtype| Way {
                        target: target.clone(),
                        megacore,
                        mesh: mesh.clone(),
                        layout,
                        collective_dtype: collective_dtype.clone(),
                        forms: Forms {
                            lookup: own.forms.lookup.filter(|lookup| lookup.is_of(layout)),
                            ..own.forms
                        },
                    }));
                }
            }
        }
    }
    let is_planned =
        choices.targets.contains(&own.target) && dtypes.contains(&own.collective_dtype);
    let first = match all.iter().position(|way| *way == own) {
        Some(place) => Some(all.remove(place)),
        None => Some(own.clone()).filter(|own| is_planned && fits(own, held)),
    };
    let mut planned = Vec::new();
    for way in first.into_iter().chain(all) {
        let way = WayJob { is_own: way == own, job: job_of(job, &way), way };
        let others = if choices.formulations { formulated(job, &way) } else { Vec::new() };
        planned.push(way);
        planned.extend(others);
    }
    Ok(planned)
}

/// A way in other formulations than it has.
fn formulated(job: &Job, way: &WayJob) -> Vec<WayJob> {
    let spec_and_mesh = way.job.as_ref().map(|job| (&job.spec, &job.mesh));
    let others = spec_and_mesh.map(|(spec, mesh)| others(spec, mesh));
    let Ok(Ok(others)) = others else { return Vec::new() };
    let of = |forms| {
        let way = Way { forms, ..way.way.clone() };
        WayJob { is_own: false, job: job_of(job, &way), way }
    };
    others.into_iter().map(of).collect()
}

/// The way that a job itself says.
pub fn own(job: &Job) -> Way {
    Way {
        target: job.target.name.clone(),
        megacore: job.megacore,
        mesh: job.mesh.clone(),
        layout: job.spec.layout,
        collective_dtype: job.spec.collective_dtype.name().to_owned(),
        forms: job.spec.forms,
    }
}

fn fits(way: &Way, held: &Held) -> bool {
    held.megacore.is_none_or(|megacore| megacore == way.megacore)
        && held.mesh.as_ref().is_none_or(|mesh| *mesh == way.mesh)
        && held.layout.is_none_or(|layout| layout == way.layout)
}

/// The job laid out in this way, everything else as it is.
///
/// # Errors
/// It is no job.
pub fn job_of(job: &Job, way: &Way) -> Result<Job, JobError> {
    let mut json = job.to_json();
    if let Value::Object(keys) = &mut json {
        if way.target != job.target.name {
            keys.shift_remove("chips_per_host_bounds");
        }
        keys.shift_remove("megacore");
        keys.shift_remove("formulation");
    }
    let own = json!({
        "target": way.target,
        "megacore": way.megacore.then_some(true),
        "mesh": mesh_json(&way.mesh),
        "layout": way.layout.name(),
        "collective_dtype": way.collective_dtype,
        "formulation": formulation_json(way.forms),
    });
    JobFile::from_json(json)?.overlay(JobFile::from_json(own)?).resolve()
}

/// Whether cores may be joined, stay apart, or either.
fn joined(job: &Job, target: &str, held: &Held) -> Result<Vec<bool>, PlanError> {
    let Some(generation) = found(job, target, false)?.generation() else {
        return Err(PlanError::Host { target: target.to_owned() });
    };
    if let Some(megacore) = held.megacore {
        return Ok(vec![megacore]);
    }
    let either = generation.megacore_config.is_some();
    Ok(if either { vec![false, true] } else { vec![false] })
}

/// The target of this name; how the chips of a host lie is said of the job's own alone.
fn found(job: &Job, target: &str, megacore: bool) -> Result<Target, PlanError> {
    let chips_per_host_bounds = job.chips_per_host_bounds.filter(|_| target == job.target.name);
    Ok(Target::with_options(target, TargetOptions { megacore, chips_per_host_bounds })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(text: &str) -> Job {
        JobFile::parse(text).and_then(|file| file.resolve()).expect("a job")
    }

    fn all(text: &str, targets: &[&str], held: &Held) -> Vec<WayJob> {
        let targets: Vec<String> = targets.iter().map(|&target| target.to_owned()).collect();
        let choices = Choices { targets: &targets, collective_dtypes: &[], formulations: false };
        ways(&job(text), choices, held).expect("ways")
    }

    #[test]
    fn a_v6e_has_each_layout_on_each_mesh_and_the_jobs_own_first() {
        let text = r#"{"target": "v6e-32", "mesh": "8x4", "layout": "tokens+dim"}"#;
        let all = all(text, &["v6e-32"], &Held::default());
        assert_eq!(all.len(), 6 * Layout::ALL.len());
        assert_eq!(all[0].way, own(&job(text)));
        assert!(all[0].is_own && all[1..].iter().all(|way| !way.is_own));
        assert_eq!(all[0].job, Ok(job(text)));
        for (index, way) in all.iter().enumerate() {
            assert!(all[..index].iter().all(|earlier| earlier.way != way.way), "{way:?}");
        }
    }

    #[test]
    fn cores_are_joined_or_not_on_v4_alone() {
        let joined = |targets: &[&str]| {
            let all = all(r#"{"target": "v4-32"}"#, targets, &Held::default());
            all.iter().filter(|way| way.way.megacore).count()
        };
        // 16 devices have five meshes.
        assert_eq!(joined(&["v4-32"]), 5 * Layout::ALL.len());
        assert_eq!(joined(&["v6e-32", "v5p-32"]), 0);
    }

    #[test]
    fn what_is_held_is_not_planned() {
        let held = Held {
            megacore: Some(true),
            mesh: Some(Mesh::of_sizes(&[2, 8]).expect("a mesh")),
            layout: Some(Layout::TokensCodes),
        };
        let ways = all(r#"{"target": "v4-32"}"#, &["v4-32"], &held);
        let [way] = &ways[..] else { panic!("{ways:?}") };
        assert!(!way.is_own);
        let made = way.job.as_ref().expect("a job");
        assert_eq!((made.megacore, made.mesh.to_string()), (true, "data=2,model=8".to_owned()));
    }

    #[test]
    fn every_target_has_the_same_quantizer() {
        let all = all(r#"{"target": "v4-32"}"#, &["v4-32", "v6e-32"], &Held::default());
        let sizes: Vec<usize> = all
            .iter()
            .filter_map(|way| way.job.as_ref().ok())
            .map(|job| job.spec.quantizer.codebook_size())
            .collect();
        assert!(sizes.len() > 20 && sizes.iter().all(|&size| size == 64), "{sizes:?}");
    }

    #[test]
    fn sums_travel_in_the_types_that_are_asked_for() {
        let targets = ["v6e-4".to_owned()];
        let dtypes = ["f32", "bf16"].map(str::to_owned);
        let choices =
            Choices { targets: &targets, collective_dtypes: &dtypes, formulations: false };
        let all = ways(&job(r#"{"target": "v6e-4"}"#), choices, &Held::default()).expect("ways");
        let of = |dtype| all.iter().filter(move |way| way.way.collective_dtype == dtype);
        assert_eq!(of("f32").count(), of("bf16").count());
        let sent = of("bf16").filter_map(|way| way.job.as_ref().ok());
        let sent: Vec<_> =
            sent.map(|job| (job.spec.layout, job.spec.collective_dtype.name())).collect();
        assert!(sent.contains(&(Layout::Tokens, "bf16")), "{sent:?}");
        assert!(sent.iter().all(|&(_, dtype)| dtype == "bf16"), "{sent:?}");
        let refused = of("bf16").filter_map(|way| way.job.as_ref().err());
        assert!(refused.count() > 0, "tokens+dim leaves its sums to the partitioner");
    }

    #[test]
    fn formulations_are_planned_beside_the_tables() {
        let targets = ["v6e-32".to_owned()];
        let held = Held { mesh: Some(Mesh::parse("4x8").expect("a mesh")), ..Held::default() };
        let text = r#"{"target": "v6e-32", "vq_codes": 8192}"#;
        let planned = |formulations| {
            let choices = Choices { targets: &targets, collective_dtypes: &[], formulations };
            ways(&job(text), choices, &held).expect("ways")
        };
        let (plain, all) = (planned(false), planned(true));
        // Each layout with other counts; three of them with another lookup, with both counts; the sums of
        // one sent otherwise, with all of these.
        assert_eq!((plain.len(), all.len()), (5, 5 + 5 + 3 * 2 + 4));
        let said = |way: &WayJob| way.job.as_ref().expect("a job").to_json()["formulation"].clone();
        let codes_tokens: Vec<Value> =
            all.iter().filter(|way| way.way.layout == Layout::CodesTokens).map(said).collect();
        let wanted = [
            Value::Null,
            json!({ "counts": "one-hot" }),
            json!({ "lookup": "rows" }),
            json!({ "counts": "one-hot", "lookup": "rows" }),
        ];
        assert_eq!(codes_tokens, wanted);
        assert_eq!(all.iter().filter(|way| way.is_own).count(), 1);
    }

    #[test]
    fn a_way_that_is_no_job_says_why() {
        let text = r#"{"target": "v6e-4", "step": "encode", "quantizer": {"kind": "fsq"}}"#;
        let all = all(text, &["v6e-4"], &Held::default());
        let refused = all.iter().filter_map(|way| way.job.as_ref().err());
        let refused: Vec<String> = refused.map(ToString::to_string).collect();
        assert!(refused.iter().any(|reason| reason.contains("tokens+codes")), "{refused:?}");
    }

    #[test]
    fn hosts_and_unknown_targets_are_not_planned_for() {
        let message = |target: &str| {
            let targets = [target.to_owned()];
            let choices =
                Choices { targets: &targets, collective_dtypes: &[], formulations: false };
            let found = ways(&job("{}"), choices, &Held::default());
            found.expect_err("nothing to plan").to_string()
        };
        assert_eq!(
            message("cpu"),
            "plan: target cpu is a host, and the estimate that a plan ranks by is of TPUs; wanted a \
             slice such as v4-32"
        );
        assert!(message("v9-8").contains("v9-8"), "{}", message("v9-8"));
    }
}
