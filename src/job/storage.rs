//! Reads in which forms codes and codebooks cross the boundary of a step, and what these go with.

use serde_json::Value;

use crate::ir::shape::ElementType;
use crate::job::error::JobError;
use crate::job::reader::{Reader, word, word_of, wrong};
use crate::job::resolve::refuse;
use crate::vq::spec::{
    Metric, PackedWord, Quantizer, SearchPrecision, Step, StepSpec, Storage, StoredCodebook,
};

const PACKED_WORDS: [(&str, PackedWord); 2] = [("u8", PackedWord::U8), ("u32", PackedWord::U32)];
const CODEBOOK_DTYPES: [(&str, StoredCodebook); 3] =
    [("f32", StoredCodebook::F32), ("bf16", StoredCodebook::Bf16), ("int8", StoredCodebook::Int8)];

/// The forms of codes and codebooks, where they are not the plain ones.
pub(in crate::job) fn read(
    r: &mut Reader<'_>,
    step: Step,
    quantizer: &Quantizer,
) -> Result<Storage, JobError> {
    let packed_codes = packed_codes(r)?;
    let codebook = r.word_unless("codebook_dtype", StoredCodebook::F32, &CODEBOOK_DTYPES)?;
    let (dtype, steps, wanted): (_, &[Step], _) = match codebook {
        StoredCodebook::F32 => return Ok(Storage { packed_codes, codebook }),
        StoredCodebook::Bf16 => (
            "bf16",
            &[Step::Encode, Step::Quantize, Step::Decode],
            "steps encode, quantize and decode",
        ),
        StoredCodebook::Int8 => ("int8", &[Step::Decode], "step decode"),
    };
    if !steps.contains(&step) || quantizer.codebook().is_none() {
        let (step, kind) = (step.name(), quantizer.kind.name());
        return Err(JobError::StoredCodebook { dtype, wanted, step, kind });
    }
    Ok(Storage { packed_codes, codebook })
}

/// Refuses what needs the codebook as training leaves it.
pub(in crate::job) fn check(spec: &StepSpec) -> Result<(), JobError> {
    let asked = spec.storage.codebook == StoredCodebook::Bf16;
    let first = r#"codebook_dtype "bf16""#;
    let wide = [(r#"input.dtype "f32""#, spec.dtype == ElementType::F32)];
    refuse(first, asked, &wide, "rows have the type of the inputs")?;
    let orthogonal = spec.quantizer.losses.orthogonal.is_some() && spec.step == Step::Quantize;
    let others = [
        (r#"precision "exact""#, spec.precision() == SearchPrecision::Exact),
        (r#"precision "f32""#, spec.precision() == SearchPrecision::F32),
        (r#"quantizer.metric "cosine""#, spec.quantizer.metric() != Metric::Euclidean),
        ("quantizer.orthogonal", orthogonal),
    ];
    refuse(first, asked, &others, "the latter reads entries as they are before they are rounded")
}

/// `true` stands for words of the TPU's width; the complete job names them.
fn packed_codes(r: &mut Reader<'_>) -> Result<Option<PackedWord>, JobError> {
    let wanted = r#"true, false, "u8" or "u32""#;
    let packed = match r.get("pack") {
        None | Some((_, Value::Bool(false))) => None,
        Some((_, Value::Bool(true))) => Some(PackedWord::U32),
        Some((path, Value::String(text))) => Some(word(&path, text, &PACKED_WORDS)?),
        Some(found) => return Err(wrong(&found, wanted)),
    };
    if let Some(packed) = packed {
        r.put("pack", word_of(packed, &PACKED_WORDS));
    }
    Ok(packed)
}
