//! Why a job cannot be read or resolved.

use crate::sharding::mesh::ShardingError;
use crate::target::name::TargetError;

/// What is wrong with a job; paths are JSON paths as `quantizer.ema.decay`.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum JobError {
    /// The text is not JSON, or writes a key twice.
    #[error("{reason}")]
    Syntax {
        /// What the JSON reader met, with line and column.
        reason: String,
    },
    /// A key that no job has.
    #[error(
        "{path}: unknown key, {}",
        suggestion.as_ref().map_or_else(
            || format!("wanted one of {wanted}"),
            |near| format!("did you mean {near}?"),
        )
    )]
    UnknownKey {
        /// The key.
        path: String,
        /// The keys there are.
        wanted: String,
        /// The nearest of them.
        suggestion: Option<String>,
    },
    /// A key that other quantizers have.
    #[error("{path}: kind {kind} has no such key here, wanted {wanted}")]
    NotOfKind {
        /// The key.
        path: String,
        /// The quantizer's kind.
        kind: &'static str,
        /// The quantizers that have it.
        wanted: &'static str,
    },
    /// A value of another type.
    #[error("{path}: found {found}, wanted {wanted}")]
    WrongType {
        /// The key.
        path: String,
        /// The value.
        found: String,
        /// The type.
        wanted: &'static str,
    },
    /// A word that is not one of the key's.
    #[error(
        "{path}: found {found:?}, wanted one of {wanted}{}",
        suggestion.as_ref().map_or_else(String::new, |near| format!("; did you mean {near}?")),
    )]
    UnknownWord {
        /// The key.
        path: String,
        /// The word.
        found: String,
        /// The words there are.
        wanted: String,
        /// The nearest of them.
        suggestion: Option<String>,
    },
    /// Two names of one thing have two values.
    #[error(
        "{first} is {first_value} and {second} is {second_value}: two names of one thing, wanted one value"
    )]
    AliasConflict {
        /// The canonical key, or the first of two aliases.
        first: String,
        /// Its value.
        first_value: String,
        /// The other name.
        second: String,
        /// Its value.
        second_value: String,
    },
    /// A number out of its range.
    #[error("{path}: found {found}, wanted {wanted}")]
    OutOfRange {
        /// The key.
        path: String,
        /// The number.
        found: String,
        /// The range.
        wanted: &'static str,
    },
    /// Two keys that do not go together.
    #[error("{first} and {second} do not go together: {reason}")]
    NotTogether {
        /// One key, with its value where that is at fault.
        first: &'static str,
        /// The other.
        second: &'static str,
        /// Why not.
        reason: &'static str,
    },
    /// Groups of unequal size.
    #[error(
        "quantizer.groups: found {groups}, wanted a divisor of quantizer.embedding_dim {embedding_dim}"
    )]
    GroupsDoNotDivide {
        /// The groups.
        groups: usize,
        /// What they divide.
        embedding_dim: usize,
    },
    /// An option that other steps have.
    #[error("{key}: step {step} has no such option, wanted step {wanted}")]
    NotOfStep {
        /// The key.
        key: &'static str,
        /// The step.
        step: &'static str,
        /// The steps that have it.
        wanted: String,
    },
    /// A number that follows from others has another value.
    #[error("{path}: found {found}, wanted {wanted}, {why}")]
    Unequal {
        /// The key.
        path: &'static str,
        /// Its value.
        found: usize,
        /// The value that follows.
        wanted: usize,
        /// What it follows from.
        why: &'static str,
    },
    /// More codes than the counts of codes have room for.
    #[error("{path}: found {found}, which makes {codes} codes, wanted at most {limit}{hint}")]
    TooManyCodes {
        /// The key.
        path: &'static str,
        /// Its value.
        found: String,
        /// The codes.
        codes: String,
        /// The most there may be.
        limit: usize,
        /// What would help.
        hint: &'static str,
    },
    /// The batch's entropy is over too many codes.
    #[error(
        "quantizer.entropy: found codes of {bits} bits, wanted at most {limit} (the batch's entropy \
         is over 2^bits codes); more quantizer.groups make codes smaller, weight 0 leaves entropy out"
    )]
    EntropyOfLargeCodes {
        /// Bits of a code.
        bits: usize,
        /// The most there may be.
        limit: usize,
    },
    /// A layout that cuts what the quantizer does not have.
    #[error("layout {layout}: kind {kind} has no codebook to cut, wanted layout tokens")]
    NothingToCut {
        /// The layout.
        layout: &'static str,
        /// The kind of quantizer.
        kind: &'static str,
    },
    /// A codebook in a form of its own where none is read, or where it is learnt.
    #[error(
        "codebook_dtype: {dtype} is for {wanted} of a kind with codebooks, found step {step} of kind \
         {kind}"
    )]
    StoredCodebook {
        /// The form.
        dtype: &'static str,
        /// The steps that it is for.
        wanted: &'static str,
        /// The step.
        step: &'static str,
        /// The kind of quantizer.
        kind: &'static str,
    },
    /// A model without quantizers.
    #[error("use_vq: found false, wanted true: without a quantizer there is nothing to compile")]
    ModelWithoutQuantizer,
    /// Directions of what is left over.
    #[error(
        "quantizer.metric: found \"cosine\" with kind residual, wanted \"euclidean\": what a stage of \
         directions leaves over says nothing to the next"
    )]
    ResidualOfDirections,
    /// A step that this kind of quantizer does not have.
    #[error(
        "step: found {step}{}, kind {kind} has no such step, since {reason}: wanted one of {wanted}",
        if *step == "update" { " (the default)" } else { "" }
    )]
    NoSuchStep {
        /// The step.
        step: &'static str,
        /// The kind.
        kind: &'static str,
        /// Why it has none.
        reason: &'static str,
        /// The steps that it has.
        wanted: &'static str,
    },
    /// More tokens than an f32 counts exactly.
    #[error(
        "input: batch {batch} x seq {seq}{} is {tokens} tokens, wanted at most {limit} (f32 counts no further)",
        if *shared > 1 { format!(" x {shared} that share a codebook") } else { String::new() }
    )]
    TooManyTokens {
        /// Sequences.
        batch: usize,
        /// Tokens of a sequence.
        seq: usize,
        /// Stages and groups that count on one codebook.
        shared: usize,
        /// Choices of the batch that one entry may count.
        tokens: u128,
        /// The most there may be.
        limit: usize,
    },
    /// A tensor has more bytes than can be addressed.
    #[error("tensor {tensor} {shape}: found {bytes} bytes, wanted at most {limit}")]
    TensorTooLarge {
        /// The tensor.
        tensor: &'static str,
        /// Its shape.
        shape: String,
        /// Its bytes.
        bytes: u128,
        /// The most there may be.
        limit: u128,
    },
    /// The mesh has another size than the target.
    #[error(
        "mesh {mesh} has {found} devices, target {target} has {wanted} ({chips} chips of {per_chip})"
    )]
    DeviceCount {
        /// The mesh.
        mesh: String,
        /// Its devices.
        found: usize,
        /// The target.
        target: String,
        /// Its devices.
        wanted: usize,
        /// Its chips.
        chips: usize,
        /// Devices of a chip.
        per_chip: usize,
    },
    /// The mesh is not possible.
    #[error(transparent)]
    Mesh(#[from] ShardingError),
    /// There is no such target.
    #[error(transparent)]
    Target(#[from] TargetError),
}
