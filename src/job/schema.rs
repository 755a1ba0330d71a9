//! The JSON Schema of a job: its keys, their types and what they mean.

#![expect(dead_code, reason = "the types are described, never made")]

use std::collections::BTreeMap;

use schemars::{JsonSchema, schema_for};
use serde_json::Value;

/// The JSON Schema of the job file.
pub fn job() -> Value {
    schema_for!(Job).to_value()
}

/// A job of vqbit. Every key may be left out, or be null, which means its default.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Job {
    /// The function of the quantizer that is compiled; update by default.
    step: Option<Step>,
    /// The quantizer.
    quantizer: Option<Quantizer>,
    /// The inputs of the step.
    input: Option<Input>,
    /// A slice as v4-32, a libtpu topology as v6e:4x8, cpu (the default) or axion.
    target: Option<String>,
    /// The named axes over the target's devices, slowest first; by default two, data and model.
    mesh: Option<Mesh>,
    /// How the arrays lie on the mesh; auto by default.
    layout: Option<Layout>,
    /// The type in which devices send each other the sums of an update; f32 by default. bf16 halves
    /// what they send and rounds each sum once a device.
    collective_dtype: Option<Dtype>,
    /// How the step is written down, where vqbit's table is not to decide.
    formulation: Option<Formulation>,
    /// GiB of HBM that the program may use of each chip, which the chip's devices share; by default
    /// all that the compiler allows.
    #[schemars(range(min = 0.0))]
    memory_limit_gb: Option<f64>,
    /// Whether the two TensorCores of a v4 chip are one device; false by default.
    megacore: Option<bool>,
    /// How the chips of one host lie (x, y, z), for topologies that the usual 2x2x1 does not divide.
    chips_per_host_bounds: Option<[u64; 3]>,
    /// How exactly the search for the nearest entry is computed; by default fast where `input.dtype` is
    /// bf16 and f32 where it is f32.
    precision: Option<Precision>,
    /// Whether update averages in the statistics of the step before, which devices reduce while they
    /// search, and apply those of the last; false by default.
    async_updates: Option<bool>,
    /// Whether sums over tokens have the same bits on any number of devices; false by default.
    reproducible: Option<bool>,
    /// Whether codes cross the boundary as packed bits, and in which words; false by default.
    pack: Option<Pack>,
    /// The form of a codebook that is only read: bf16 by encode, quantize and decode, int8 by decode; f32
    /// by default.
    codebook_dtype: Option<CodebookDtype>,
    /// The name of the model that the layers belong to.
    model_name: Option<String>,
    /// How many layers of equal shape share the executable; 1 by default.
    #[schemars(range(min = 1))]
    layers: Option<u64>,
    /// Whether one run is all layers, each tensor having them as its first dimension; false by
    /// default.
    stacked: Option<bool>,
    /// The original configuration's name of `input.dtype`: true is bf16, false is f32.
    use_bfloat16: Option<bool>,
    /// The original configuration's name of `mesh`, as sizes.
    mesh_shape: Option<Vec<u64>>,
    /// The original configuration's name of `quantizer.codebook_size`.
    #[schemars(range(min = 1, max = 16_777_216))]
    vq_codes: Option<u64>,
    /// The original configuration's name of `quantizer.embedding_dim`.
    #[schemars(range(min = 1))]
    vq_embedding_dim: Option<u64>,
    /// The original configuration's name of `quantizer.commitment_weight`.
    #[schemars(range(min = 0.0))]
    vq_commitment_weight: Option<f64>,
    /// The original configuration's name of `quantizer.restart.adaptive_threshold`.
    #[schemars(range(min = 0.0, max = 1.0))]
    vq_adaptive_threshold: Option<f64>,
    /// The original configuration's name of `quantizer.diversity.weight`: true is 0.1, false is 0.
    vq_diversity_regularization: Option<bool>,
    /// The same.
    diversity_regularization: Option<bool>,
    /// The original configuration's name of `quantizer.input_dim`.
    #[schemars(range(min = 1))]
    hidden_size: Option<u64>,
}

/// How exactly a search is computed, and over which codebook.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Precision {
    /// One product of bf16 operands with f32 sums, over the codebook rounded to bf16.
    Fast,
    /// The codes of an f64 search over the codebook as it is, but for ties within one f32 rounding.
    Exact,
    /// One product of f32 operands at the highest precision, over the codebook as it is.
    F32,
}

/// How a step is written down.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Formulation {
    /// How the tokens of each entry are counted; auto by default.
    counts: Option<Counts>,
    /// How the rows of codes are read; auto by default.
    lookup: Option<Lookup>,
    /// How sums travel to the parts of the state in layout state-sharded; auto by default.
    sums: Option<Sent>,
}

/// How tokens are counted.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum Counts {
    /// As vqbit's table has it for the target and the size.
    Auto,
    /// One-hot rows are added.
    OneHot,
    /// High and low bits of codes are counted in pairs.
    Histogram,
}

/// How the rows of codes are read.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum Lookup {
    /// As vqbit's table has it for the target and the size.
    Auto,
    /// Row by row; layouts tokens and state-sharded.
    Gather,
    /// As a product with one-hot rows; layouts tokens and state-sharded, bf16.
    OneHot,
    /// Row by row, after all entries travelled; layout codes+tokens.
    Entries,
    /// The rows travel, as sums of what each device has; layout codes+tokens.
    Rows,
}

/// How sums travel to the devices that hold parts of the state.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum Sent {
    /// As vqbit's table has it.
    Auto,
    /// One all-reduce, of which each device keeps its part.
    AllReduce,
    /// A reduce-scatter over one mesh axis after the other.
    ReduceScatter,
}

/// A function of the quantizer.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Step {
    /// Inputs to codes.
    Encode,
    /// Codes to entries.
    Decode,
    /// Inputs to codes, entries, losses and metrics.
    Quantize,
    /// All of quantize, then one EMA step of the codebook.
    Update,
    /// All of quantize, and the batch's counts and sums added to the pending ones.
    Accumulate,
    /// One EMA step of the codebook from the pending counts and sums.
    Apply,
    /// Gradients of the inputs and the parameters.
    Vjp,
}

/// How arrays lie on the mesh.
#[derive(JsonSchema)]
enum Layout {
    /// Tokens over all axes, the codebook on every device.
    #[schemars(rename = "tokens")]
    Tokens,
    /// Tokens over all axes but the last, the embedding dimension over the last.
    #[schemars(rename = "tokens+dim")]
    TokensDim,
    /// Tokens over all axes but the last, the entries over the last.
    #[schemars(rename = "tokens+codes")]
    TokensCodes,
    /// Tokens over all axes, the state's entries over all that leave each device enough of them.
    #[schemars(rename = "state-sharded")]
    StateSharded,
    /// Entries over the last axis, along which tokens are gathered, and the state over all axes.
    #[schemars(rename = "codes+tokens")]
    CodesTokens,
    /// The one that a table has for jobs of this size; it is in vqbit, and the same everywhere.
    #[schemars(rename = "auto")]
    Auto,
}

/// Named axes, text as 4x8 or data=4,model=8, or sizes alone.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Mesh {
    /// Sizes by axis name, in order.
    Axes(BTreeMap<String, u64>),
    /// Text as 4x8 or data=4,model=8.
    Text(String),
    /// Sizes of the customary axes data and model.
    Sizes(Vec<u64>),
}

/// A quantizer. Each kind has its keys.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Quantizer {
    /// The kind of quantizer.
    kind: Option<Kind>,
    /// Number of entries; by default 128 for v6e and tpu7x, else 64.
    #[schemars(range(min = 1, max = 16_777_216))]
    codebook_size: Option<u64>,
    /// Elements of an entry; 768 by default, and 16 for random projections.
    #[schemars(range(min = 1))]
    embedding_dim: Option<u64>,
    /// Stages of a residual quantizer; 4 by default.
    #[schemars(range(min = 1))]
    stages: Option<u64>,
    /// Groups that a token is cut into: of a product quantizer (2 by default), or of each stage of a
    /// residual quantizer (1 by default).
    #[schemars(range(min = 1))]
    groups: Option<u64>,
    /// Whether stages and groups share one codebook; false by default.
    shared: Option<bool>,
    /// Whether a residual quantizer's programs take the input `active_stages`, how many of the first
    /// stages choose; false by default.
    active_stages: Option<bool>,
    /// From so many stages on they are turns of one loop; 8 by default.
    #[schemars(range(min = 1))]
    loop_from: Option<u64>,
    /// Weight of the commitment loss; 0.25 by default.
    #[schemars(range(min = 0.0))]
    commitment_weight: Option<f64>,
    /// Weight of the codebook loss; 0 by default.
    #[schemars(range(min = 0.0))]
    codebook_weight: Option<f64>,
    /// The training rule of update.
    ema: Option<Ema>,
    /// Levels of each element of a finite scalar quantizer; [8, 5, 5, 5] by default.
    levels: Option<Vec<u64>>,
    /// How a finite scalar quantizer bounds an element; tan by default.
    offset: Option<Offset>,
    /// Bits of a token of a binary quantizer; 18 by default.
    #[schemars(range(min = 1))]
    bits: Option<u64>,
    /// Which bit of a code the first element is; msb by default.
    bit_order: Option<BitOrder>,
    /// Entropy terms of a binary quantizer.
    entropy: Option<Entropy>,
    /// How much of the old usage histogram stays at each step; without it the state has none.
    #[schemars(range(min = 0.0, max = 1.0))]
    usage_decay: Option<f64>,
    /// What becomes of dead entries; without it nothing.
    restart: Option<Restart>,
    /// Codes drawn at random; without it they are the nearest.
    stochastic: Option<Stochastic>,
    /// How the gradient of quantized reaches the inputs in vjp; `straight_through` by default.
    gradient: Option<Gradient>,
    /// The diversity loss; none by default.
    diversity: Option<Diversity>,
    /// The orthogonal loss; none by default.
    orthogonal: Option<Orthogonal>,
    /// What the search of a codebook or product quantizer takes for near; euclidean by default.
    metric: Option<Metric>,
    /// What a code stands for with cosine; normalized by default.
    r#return: Option<Return>,
    /// Elements of a token of inputs, which learned maps bring to `embedding_dim` and back; by
    /// default `embedding_dim`, without maps, and 768 for random projections.
    #[schemars(range(min = 1))]
    input_dim: Option<u64>,
    /// Heads of a codebook: each has `embedding_dim` elements and a code of its own; 1 by default.
    #[schemars(range(min = 1))]
    heads: Option<u64>,
    /// Whether each head has a codebook of its own; false by default.
    separate_heads: Option<bool>,
    /// Whether a random projection sees tokens of mean 0 and variance 1; false by default.
    layer_norm: Option<bool>,
    /// The original configuration's name of `codebook_size`.
    #[schemars(range(min = 1, max = 16_777_216))]
    vq_codes: Option<u64>,
    /// The original configuration's name of `embedding_dim`.
    #[schemars(range(min = 1))]
    vq_embedding_dim: Option<u64>,
    /// The original configuration's name of `diversity.weight`: true is 0.1, false is 0.
    diversity_regularization: Option<bool>,
    /// The same.
    vq_diversity_regularization: Option<bool>,
    /// The original configuration's name of `restart.adaptive_threshold`.
    #[schemars(range(min = 0.0, max = 1.0))]
    vq_adaptive_threshold: Option<f64>,
    /// The original configuration's name of `commitment_weight`.
    #[schemars(range(min = 0.0))]
    vq_commitment_weight: Option<f64>,
    /// The original configuration's name of `input_dim`.
    #[schemars(range(min = 1))]
    hidden_size: Option<u64>,
}

/// The re-seeding of entries that hardly any token chooses.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Restart {
    /// An entry is dead whose moving share of the tokens is under this part of the mean share 1/K;
    /// below 1, 0.5 by default, 0 disables.
    #[schemars(range(min = 0.0, max = 1.0))]
    adaptive_threshold: Option<f64>,
    /// Only each so many-th step restarts entries; 1 by default.
    #[schemars(range(min = 1, max = 16_777_216))]
    every: Option<u64>,
    /// What they are re-seeded with; batch by default.
    source: Option<Source>,
}

/// What a dead entry is re-seeded with.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Source {
    /// Tokens of the batch, drawn from the input seed.
    Batch,
    /// Halves of the most used entries.
    Split,
    /// The tokens that were quantized worst.
    Farthest,
}

/// Codes drawn with probabilities softmax(-distance / temperature), from the input seed.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Stochastic {
    /// Above 0; 1 by default.
    #[schemars(range(min = 0.0))]
    temperature: Option<f64>,
}

/// A kind of quantizer.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Kind {
    /// One codebook.
    Codebook,
    /// Groups of a token, each with a codebook of its own.
    Product,
    /// Stages, each with a codebook for what the ones before left over.
    Residual,
    /// Each element rounded to one of a few levels (finite scalar quantization).
    Fsq,
    /// The sign of each element (lookup-free quantization).
    Lfq,
    /// The sign of each element of the token on the unit sphere (binary spherical quantization).
    Bsq,
    /// A frozen codebook behind a learned linear map.
    Sim,
    /// Frozen directions behind a frozen projection.
    RandomProjection,
}

/// How an element is bounded before it is rounded to a level.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Offset {
    /// As in the paper's own program: (1 - eps) and a tangent.
    Tan,
    /// As in the common `PyTorch` libraries: (1 + eps) and an area hyperbolic tangent.
    Atanh,
    /// Values symmetric about zero, for even levels too.
    Symmetric,
}

/// Which bit of a code the first element is.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum BitOrder {
    /// The most significant one.
    Msb,
    /// The least significant one.
    Lsb,
}

/// Entropy terms: `weight * (sample_entropy - gamma * batch_entropy)` in the loss.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Entropy {
    /// Of both terms; 0.1 by default, 0 leaves them out.
    #[schemars(range(min = 0.0))]
    weight: Option<f64>,
    /// Of the batch's entropy against a sample's; 1 by default.
    #[schemars(range(min = 0.0))]
    gamma: Option<f64>,
    /// Of the soft assignment; 0.01 of lfq and 1 of bsq by default.
    #[schemars(range(min = 1e-6, max = 1e6))]
    temperature: Option<f64>,
}

/// What the search takes for near.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Metric {
    /// The least squared distance.
    Euclidean,
    /// The least angle: tokens and entries are normalised for the search.
    Cosine,
}

/// What a code stands for in a search of normalised vectors.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Return {
    /// The normalised entry; losses compare it with the normalised token.
    Normalized,
    /// The entry as it is stored; losses compare it with the token as it is.
    Raw,
}

/// Exponential moving averages of counts and sums.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Ema {
    /// How much of the old average stays at each step; 0.99 by default.
    #[schemars(range(min = 0.0, max = 1.0))]
    decay: Option<f64>,
    /// Laplace smoothing of the counts, above 0; 1e-5 by default.
    #[schemars(range(min = 0.0))]
    epsilon: Option<f64>,
    /// What the averages start from; codebook by default.
    initial: Option<Initial>,
    /// Whether an entry that a batch does not choose keeps its place; true by default. False smooths
    /// every count, as other implementations do, and draws such entries to zero.
    keep_untouched: Option<bool>,
    /// Whether update and apply take `update_weight f32[.., K]`, which scales each entry's step from
    /// 0 (frozen) to 1; false by default.
    update_weight: Option<bool>,
}

/// What averages are before the first step.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Initial {
    /// As if each entry had been chosen once, by itself.
    Codebook,
    /// Zero, divided by 1 - decay^t after t steps.
    ZeroDebiased,
}

/// How a gradient passes the choice of an entry.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Gradient {
    /// As it is.
    StraightThrough,
    /// Turned and scaled as the input would be to become its entry.
    Rotation,
}

/// Wants each token sure of its entry and the batch spread over all entries.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Diversity {
    /// Weight in loss; 0, which means none, by default.
    #[schemars(range(min = 0.0))]
    weight: Option<f64>,
    /// What squared distances are divided by before the softmax over the entries; by default the
    /// root of 8 times the elements of an entry, and of directions the root of 4 over them.
    #[schemars(range(min = 0.0))]
    temperature: Option<f64>,
}

/// Wants the entries at right angles.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Orthogonal {
    /// Weight in loss; 0, which means none, by default.
    #[schemars(range(min = 0.0))]
    weight: Option<f64>,
    /// Size of the step that update takes down the weighted gradient; 0.01 by default.
    #[schemars(range(min = 0.0))]
    rate: Option<f64>,
}

/// The inputs of a step.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Input {
    /// Sequences in a batch; 32 by default.
    #[schemars(range(min = 1))]
    batch: Option<u64>,
    /// Tokens in a sequence; 512 by default. At most 16777216 tokens in a batch.
    #[schemars(range(min = 1))]
    seq: Option<u64>,
    /// Type of the inputs and of the products; bf16 by default.
    dtype: Option<Dtype>,
    /// Which tokens take part; none by default.
    mask: Option<Mask>,
    /// Whether the codes of quantize, update and accumulate are the input `given_codes` and not
    /// searched for; false by default.
    given_codes: Option<bool>,
}

/// Which tokens of a batch take part.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Mask {
    /// All.
    None,
    /// Those that the input mask pred[batch,seq] names.
    Tokens,
    /// The first `lengths s32[batch]` of each sequence.
    Lengths,
}

/// Codes as packed bits.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Pack {
    /// true is u32.
    Whether(bool),
    /// In these words.
    In(PackedWord),
}

/// The words that packed codes are kept in.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum PackedWord {
    /// Bytes.
    U8,
    /// 32 bits.
    U32,
}

/// The type of a codebook that is only read.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum CodebookDtype {
    /// Single precision.
    F32,
    /// As products see it, with half of each entry's squared norm where it is searched.
    Bf16,
    /// Eight-bit numbers and a scale for each entry.
    Int8,
}

/// A compute type.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum Dtype {
    /// Products of bfloat16 operands, summed in f32.
    Bf16,
    /// Single precision.
    F32,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::job::JobFile;
    use crate::job::error::JobError;
    use crate::vq::spec;

    fn keys(object: &Value) -> Vec<&str> {
        let properties = object["properties"].as_object().expect("properties");
        properties.keys().map(String::as_str).collect()
    }

    /// The keys that a job with a nonsense key at a place is told of.
    fn read_at(place: &str) -> Vec<String> {
        let text = place.replace('!', r#""~": 1"#);
        let error = JobFile::parse(&text).and_then(|file| file.resolve()).expect_err("nonsense");
        let JobError::UnknownKey { wanted, .. } = error else { panic!("{text}: {error}") };
        wanted.split(", ").map(str::to_owned).collect()
    }

    #[test]
    fn the_schema_has_the_keys_that_are_read() {
        let schema = job();
        for (object, places) in [
            (&schema, &["{!}"][..]),
            (&schema["$defs"]["Input"], &[r#"{"input": {!}}"#]),
            (&schema["$defs"]["Ema"], &[r#"{"quantizer": {"ema": {!}}}"#]),
            (&schema["$defs"]["Entropy"], &[r#"{"quantizer": {"kind": "lfq", "entropy": {!}}}"#]),
            (&schema["$defs"]["Restart"], &[r#"{"quantizer": {"restart": {!}}}"#]),
            (&schema["$defs"]["Stochastic"], &[r#"{"quantizer": {"stochastic": {!}}}"#]),
            (&schema["$defs"]["Diversity"], &[r#"{"quantizer": {"diversity": {!}}}"#]),
            (&schema["$defs"]["Orthogonal"], &[r#"{"quantizer": {"orthogonal": {!}}}"#]),
            (
                &schema["$defs"]["Quantizer"],
                &[
                    r#"{"quantizer": {"kind": "codebook", !}}"#,
                    r#"{"quantizer": {"kind": "product", !}}"#,
                    r#"{"quantizer": {"kind": "residual", !}}"#,
                    r#"{"quantizer": {"kind": "fsq", !}}"#,
                    r#"{"quantizer": {"kind": "lfq", !}}"#,
                    r#"{"quantizer": {"kind": "bsq", !}}"#,
                    r#"{"quantizer": {"metric": "cosine", "heads": 2, !}}"#,
                    r#"{"quantizer": {"kind": "sim", !}}"#,
                    r#"{"quantizer": {"kind": "random_projection", !}}"#,
                ],
            ),
        ] {
            let read: BTreeSet<String> = places.iter().flat_map(|place| read_at(place)).collect();
            let described = keys(object).into_iter().map(str::to_owned).collect();
            assert_eq!(read, described, "{places:?}");
            assert_eq!(object["additionalProperties"], false);
        }
        assert_eq!(schema.get("required"), None);
    }

    #[test]
    fn the_schema_has_the_words_that_are_read() {
        let text = job().to_string();
        let words = spec::Step::ALL.map(spec::Step::name);
        let words = words.into_iter().chain(spec::Layout::ALL.map(spec::Layout::name));
        for word in words.chain(spec::Gradient::ALL.map(spec::Gradient::name)) {
            assert!(text.contains(&format!(r#""const":"{word}""#)), "{word} in {text}");
        }
    }
}
