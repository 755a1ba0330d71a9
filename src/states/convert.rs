//! Reads a state of any project, and writes it as any other's that can hold it.

use std::collections::BTreeMap;
use std::fmt;

use crate::states::error::StatesError;
use crate::states::file::StateFile;
use crate::states::formats::vqbit::{JOB_KEYS, SOURCE, SOURCE_PREFIX};
use crate::states::formats::{debiased, embed_avg, mimi, uvim, vqbit};
use crate::states::maps::{self, Style};
use crate::states::names::{self, Field, listed};
use crate::states::state::State;
use crate::tensor::stored::Stored;

/// Whose state it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Project {
    /// Ours.
    Vqbit,
    /// dm-haiku's `VectorQuantizerEMA`.
    Haiku,
    /// Sonnet 2's `VectorQuantizerEMA`.
    Sonnet,
    /// vector-quantize-pytorch's `VectorQuantize` and `ResidualVQ`.
    Lucidrains,
    /// EnCodec's `ResidualVectorQuantizer`.
    Encodec,
    /// Mimi's (Moshi's) `ResidualVectorQuantizer`.
    Mimi,
    /// The UViM model of `big_vision`.
    Uvim,
}

impl Project {
    /// Every project, ours first.
    pub const ALL: [Project; 7] = [
        Self::Vqbit,
        Self::Haiku,
        Self::Sonnet,
        Self::Lucidrains,
        Self::Encodec,
        Self::Mimi,
        Self::Uvim,
    ];

    /// The name on the command line and in metadata.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vqbit => "vqbit",
            Self::Haiku => "haiku",
            Self::Sonnet => "sonnet",
            Self::Lucidrains => "lucidrains",
            Self::Encodec => "encodec",
            Self::Mimi => "mimi",
            Self::Uvim => "uvim",
        }
    }

    /// The project of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|project| project.name() == name)
    }

    /// What its averages mean, and how its entries follow from them.
    pub fn convention(self) -> &'static str {
        match self {
            Self::Vqbit => "moving averages of counts and sums; entry = embed_sum / cluster_size",
            Self::Haiku | Self::Sonnet => {
                "averages that start at zero, to be divided by 1 - decay^ema_steps; entry = sum / \
                 smoothed count"
            }
            Self::Lucidrains | Self::Encodec => {
                "moving averages of counts and sums; entry = sum / smoothed count"
            }
            Self::Mimi => "moving averages of counts and sums; entry = sum / max(count, 1e-5)",
            Self::Uvim => {
                "discounted counts and sums of standardized tokens; entry = sum / count, divided by \
                 its length"
            }
        }
    }

    fn fields(self) -> &'static [Field] {
        match self {
            Self::Vqbit => &vqbit::FIELDS,
            Self::Haiku | Self::Sonnet => &debiased::FIELDS,
            Self::Lucidrains | Self::Encodec => &embed_avg::FIELDS,
            Self::Mimi => &mimi::FIELDS,
            Self::Uvim => &uvim::FIELDS,
        }
    }

    /// The learned maps that it has around a quantizer, if any.
    pub(super) fn maps(self) -> Option<&'static Style> {
        match self {
            Self::Lucidrains => Some(&embed_avg::MAPS),
            Self::Mimi => Some(&mimi::MAPS),
            Self::Vqbit | Self::Haiku | Self::Sonnet | Self::Encodec | Self::Uvim => None,
        }
    }

    /// Where its names begin where nobody says otherwise.
    fn default_prefix(self) -> &'static str {
        match self {
            Self::Vqbit | Self::Lucidrains => "",
            Self::Haiku | Self::Sonnet => debiased::PREFIX,
            Self::Encodec => embed_avg::ENCODEC_PREFIX,
            Self::Mimi => mimi::PREFIX,
            Self::Uvim => uvim::PREFIX,
        }
    }
}

impl fmt::Display for Project {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reads the quantizer at `prefix`, or the only one, with the decay it was trained with if known.
///
/// UViM's needs the decay; haiku's and Sonnet's stored averages are checked against it.
///
/// # Errors
/// No such quantizer, or several; a tensor that is missing, of other dimensions or not finite; a
/// quantizer that no state of ours holds; a decay that is none, wrong, or missing.
pub fn read(
    file: &StateFile,
    project: Project,
    prefix: Option<&str>,
    decay: Option<f64>,
) -> Result<State, StatesError> {
    if let Some(found) = decay.filter(|decay| !(0.0..1.0).contains(decay)) {
        return Err(StatesError::Decay { found });
    }
    let mut quantizer = names::find(project, &file.names(), project.fields(), prefix)?;
    let mut state = match project {
        Project::Vqbit => vqbit::read(file, &quantizer, project)?,
        Project::Haiku | Project::Sonnet => debiased::read(file, &quantizer, project, decay)?,
        Project::Lucidrains | Project::Encodec => embed_avg::read(file, &quantizer, project)?,
        Project::Mimi => mimi::read(file, &quantizer)?,
        Project::Uvim => uvim::read(file, &quantizer, project, decay)?,
    };
    maps::read(file, &mut quantizer, project, &mut state)?;
    state.decay = decay.or(state.decay);
    if !quantizer.others.is_empty() {
        let others = listed(quantizer.others.iter());
        state.notes.push(format!("not converted: {others}"));
    }
    if project != Project::Vqbit {
        state.origin = Some((project, quantizer.prefix));
    }
    Ok(state)
}

/// The arrays of a state as a project has them, with names that begin with `prefix`.
///
/// Where there is no `prefix`: what they began with if the state came from the same project, else
/// what the project itself would say.
///
/// # Errors
/// The project's format cannot hold the state, or needs a decay that is not known.
pub fn write(
    state: &State,
    project: Project,
    prefix: Option<&str>,
) -> Result<BTreeMap<String, Stored>, StatesError> {
    let origin = state.origin.as_ref().filter(|origin| origin.0 == project);
    let origin = origin.map(|origin| origin.1.as_str());
    let prefix = prefix.or(origin).unwrap_or_else(|| project.default_prefix());
    let mut arrays = match project {
        Project::Vqbit => return Ok(vqbit::write(state)),
        Project::Haiku | Project::Sonnet => debiased::write(state, project, prefix)?,
        Project::Lucidrains | Project::Encodec => embed_avg::write(state, project, prefix)?,
        Project::Mimi => mimi::write(state, project, prefix)?,
        Project::Uvim => uvim::write(state, project, prefix)?,
    };
    arrays.extend(maps::write(state, project, prefix)?);
    Ok(arrays)
}

/// What a file of a converted state says beside its tensors: the version, where the state came
/// from, what its averages mean, and the job keys that fit it.
pub fn metadata(state: &State) -> BTreeMap<String, String> {
    let (project, prefix) = state.origin.clone().unwrap_or((Project::Vqbit, String::new()));
    BTreeMap::from([
        ("vqbit_version".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
        (SOURCE.to_owned(), project.name().to_owned()),
        (SOURCE_PREFIX.to_owned(), prefix),
        ("vqbit_state_convention".to_owned(), project.convention().to_owned()),
        (JOB_KEYS.to_owned(), state.job_keys().to_string()),
    ])
}

/// A name below a prefix.
pub(super) fn named(prefix: &str, separator: &str, name: &str) -> String {
    let prefix = prefix.trim_end_matches(['/', '.', ':']);
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}{separator}{name}") }
}
