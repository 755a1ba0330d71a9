//! What a file of tensors says of the job that made it, and whether another job may take them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, anyhow};
use serde_json::{Value, json};

use crate::files::sha256;
use crate::job::{Job, JobFile};
use crate::states::convert::Project;
use crate::states::file::StateFile;
use crate::vq::spec::{Kind, Metric, Quantizer, Returned};
use crate::vq::state::{CLUSTER_SIZE, EMBED_SUM};

/// The job that made a file.
const JOB: &str = "vqbit_job";
/// The keys of a job that fit a converted state.
const JOB_KEYS: &str = "vqbit_job_keys";
/// What a batch brings: it is of no quantizer.
const OF_A_BATCH: [&str; 7] =
    ["inputs", "mask", "lengths", "seed", "active_stages", "d_quantized", "d_loss"];

/// What a file of tensors says of the job that made it: the version, the job, its hash and its
/// quantizer, and what codes and averages mean.
pub(in crate::cli) fn metadata(job: &Job) -> BTreeMap<String, String> {
    let text = job.to_json().to_string();
    let codes = "rows of codebook, -1 is none; dimensions [batch, seq, stages, groups]";
    let state = format!("[stages, groups, K, d]; {}", Project::Vqbit.convention());
    let conventions = json!({ "codes": codes, "state": state });
    BTreeMap::from([
        ("vqbit_version".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
        ("vqbit_job_sha256".to_owned(), sha256(text.as_bytes())),
        ("vqbit_quantizer".to_owned(), job.to_json()["quantizer"].to_string()),
        ("vqbit_conventions".to_owned(), conventions.to_string()),
        (JOB.to_owned(), text),
    ])
}

/// Whether a job may take the tensors `names` of a file, by what the file says of the job that made
/// it: codes and states of another quantizer would fit by their shapes and mean something else. A
/// file that says nothing may be taken.
pub(in crate::cli) fn check(
    job: &Job,
    path: &Path,
    file: &StateFile,
    names: &[&str],
) -> anyhow::Result<()> {
    let names: Vec<&str> = names.iter().copied().filter(|n| !OF_A_BATCH.contains(n)).collect();
    if names.is_empty() {
        return Ok(());
    }
    let Some(quantizer) = quantizer_of(job, file).with_context(|| {
        format!("{}: its metadata (--ignore-metadata passes over it)", path.display())
    })?
    else {
        return Ok(());
    };
    let has_averages = names.iter().any(|name| [CLUSTER_SIZE, EMBED_SUM].contains(name));
    let differences = differences(&quantizer, &job.spec.quantizer, has_averages);
    if differences.is_empty() {
        return Ok(());
    }
    Err(anyhow!(
        "{}: its {} of another quantizer: {}; take the job that made it, or the file as it is with \
         --ignore-metadata",
        path.display(),
        if names.len() == 1 { format!("{} is", names[0]) } else { "tensors are".to_owned() },
        differences.join(", ")
    ))
}

/// The quantizer that a file's metadata tells of; a converted state tells of a part of its keys, and
/// the rest is this job's.
fn quantizer_of(job: &Job, file: &StateFile) -> anyhow::Result<Option<Quantizer>> {
    let of = |key: &str| file.metadata(key).map(serde_json::from_str::<Value>).transpose();
    let written = match (of(JOB_KEYS)?, of(JOB)?) {
        (Some(keys), _) => {
            let own = JobFile::from_json(quantizer_alone(&job.to_json()))?;
            own.overlay(JobFile::from_json(quantizer_alone(&keys))?)
        }
        (None, Some(job)) => JobFile::from_json(quantizer_alone(&job))?,
        (None, None) => return Ok(None),
    };
    Ok(Some(written.resolve()?.spec.quantizer))
}

/// The job without its target and mesh, which need not fit this machine's plugins.
fn quantizer_alone(job: &Value) -> Value {
    json!({ "quantizer": job["quantizer"] })
}

/// Where the meaning of a state or of codes differs, by the keys of a job.
fn differences(found: &Quantizer, wanted: &Quantizer, has_averages: bool) -> Vec<String> {
    let both = facts(found, has_averages).into_iter().zip(facts(wanted, has_averages));
    let different = both.filter(|(found, wanted)| found != wanted);
    different
        .map(|((key, found), (_, wanted))| format!("{key} is {found}, wanted {wanted}"))
        .collect()
}

/// What decides the meaning of a quantizer's tensors, by the keys of a job.
fn facts(quantizer: &Quantizer, has_averages: bool) -> Vec<(&'static str, String)> {
    let codebook = quantizer.codebook();
    let number = |n: Option<usize>| n.map_or_else(|| "none".to_owned(), |n| n.to_string());
    let metric = match quantizer.metric() {
        Metric::Euclidean => "euclidean",
        Metric::Cosine(Returned::Normalized) => "cosine (normalized)",
        Metric::Cosine(Returned::Raw) => "cosine (raw)",
    };
    let made_of = match &quantizer.kind {
        Kind::Codebook(_) | Kind::Sim(_) => String::new(),
        Kind::RandomProjection(kind) => format!("layer_norm {}", kind.layer_norm),
        Kind::Fsq(fsq) => format!("levels {:?} offset {:?}", fsq.levels, fsq.offset),
        Kind::Binary(binary) => format!("bits {} {:?}", binary.bits, binary.bit_order),
    };
    let initial = codebook.filter(|_| has_averages).map_or("none", |c| c.ema.initial.name());
    vec![
        ("kind", quantizer.kind.name().to_owned()),
        ("codebook_size", quantizer.codebook_size().to_string()),
        ("embedding_dim", quantizer.embedding_dim.to_string()),
        ("stages", number(codebook.and_then(|codebook| codebook.stages))),
        ("groups", number(quantizer.groups())),
        ("shared", codebook.is_some_and(|codebook| codebook.shared).to_string()),
        ("input_dim", number(quantizer.input_dim)),
        ("metric", metric.to_owned()),
        ("values of a code", made_of.to_lowercase()),
        ("ema.initial", initial.to_owned()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantizer(text: &str) -> Quantizer {
        let file = JobFile::parse(&format!(r#"{{"quantizer": {text}}}"#)).expect("a job");
        file.resolve().expect("a job").spec.quantizer
    }

    #[test]
    fn what_a_state_means_is_compared_and_what_training_may_change_is_not() {
        let plain = quantizer("{}");
        let trained = quantizer(
            r#"{"commitment_weight": 1, "ema": {"decay": 0.5}, "gradient": "rotation",
                "restart": {"every": 3}, "diversity": {"weight": 1}}"#,
        );
        assert_eq!(differences(&plain, &trained, true), [""; 0]);
        let debiased = quantizer(r#"{"ema": {"initial": "zero_debiased"}}"#);
        assert_eq!(differences(&plain, &debiased, false), [""; 0]);
        assert_eq!(
            differences(&plain, &debiased, true),
            ["ema.initial is codebook, wanted zero_debiased"]
        );
        let residual = quantizer(r#"{"kind": "residual", "codebook_size": 8}"#);
        assert_eq!(
            differences(&plain, &residual, true),
            ["codebook_size is 64, wanted 8", "stages is none, wanted 4"]
        );
        let cosine = quantizer(r#"{"metric": "cosine"}"#);
        assert_eq!(
            differences(&plain, &cosine, true),
            ["metric is euclidean, wanted cosine (normalized)"]
        );
        let fsq = |offset: &str| {
            let text = format!(
                r#"{{"step": "quantize", "quantizer": {{"kind": "fsq", "offset": "{offset}"}}}}"#
            );
            let file = JobFile::parse(&text).expect("a job file");
            file.resolve().expect("a job").spec.quantizer
        };
        assert_eq!(
            differences(&fsq("tan"), &fsq("atanh"), false),
            ["values of a code is levels [8, 5, 5, 5] offset tan, wanted levels [8, 5, 5, 5] \
              offset atanh"]
        );
    }
}
