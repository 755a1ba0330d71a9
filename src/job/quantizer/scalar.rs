//! Reads the quantizers without a codebook: finite scalar and binary ones.

use crate::job::error::JobError;
use crate::job::quantizer::spaces::input_dim;
use crate::job::reader::{
    Found, Reader, at_least_1, items, number, out_of_range, shown, weight, wrong,
};
use crate::job::resolve::MAX_COUNT;
use crate::vq::spec::scalar::{Binary, BitOrder, Entropy, Fsq, Offset};
use crate::vq::spec::{Gradient, Kind, Losses, Quantizer};

/// The kinds without a codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ScalarKind {
    Fsq,
    Lfq,
    Bsq,
}

const OFFSETS: [(&str, Offset); 3] =
    [("tan", Offset::Tan), ("atanh", Offset::Atanh), ("symmetric", Offset::Symmetric)];

const BIT_ORDERS: [(&str, BitOrder); 2] = [("msb", BitOrder::Msb), ("lsb", BitOrder::Lsb)];

/// The paper's levels for about a thousand codes.
const LEVELS: [usize; 4] = [8, 5, 5, 5];

/// Bits of a code whose distribution over a batch is still taken as a whole.
const MAX_ENTROPY_BITS: usize = 20;

pub(super) fn read(r: &mut Reader<'_>, kind: ScalarKind) -> Result<Quantizer, JobError> {
    match kind {
        ScalarKind::Fsq => fsq(r),
        ScalarKind::Lfq => binary(r, false),
        ScalarKind::Bsq => binary(r, true),
    }
}

fn fsq(r: &mut Reader<'_>) -> Result<Quantizer, JobError> {
    let levels = r.or("levels", LEVELS.to_vec(), levels)?;
    let dim = embedding_dim(r)?;
    let embedding_dim = follows(r, dim, levels.len(), "one for each of quantizer.levels")?;
    let offset = r.word("offset", Offset::Tan, &OFFSETS)?;
    let input_dim = input_dim(r, embedding_dim, embedding_dim)?;
    Ok(Quantizer {
        kind: Kind::Fsq(Fsq { levels, offset }),
        embedding_dim,
        losses: Losses::of_weights(0.0, 0.0),
        gradient: Gradient::StraightThrough,
        input_dim,
    })
}

fn levels(found: &Found<'_>) -> Result<Vec<usize>, JobError> {
    let wanted = "levels like [8, 5, 5, 5]";
    let levels = items(found, wanted)?;
    if levels.is_empty() {
        return Err(wrong(found, wanted));
    }
    if let Some(index) = levels.iter().position(|&levels| levels < 2) {
        let path = format!("{}[{index}]", found.0);
        return Err(out_of_range(&path, levels[index], "at least 2 (one level says nothing)"));
    }
    let codes = levels.iter().fold(1_u128, |codes, &levels| codes.saturating_mul(levels as u128));
    if codes > MAX_COUNT as u128 {
        let (path, found, codes) = ("quantizer.levels", found.1.to_string(), codes.to_string());
        return Err(JobError::TooManyCodes { path, found, codes, limit: MAX_COUNT, hint: "" });
    }
    Ok(levels)
}

fn binary(r: &mut Reader<'_>, sphere: bool) -> Result<Quantizer, JobError> {
    let dim = embedding_dim(r)?;
    let bits = r.or("bits", dim.unwrap_or(18), at_least_1)?;
    let embedding_dim = follows(r, dim, bits, "the number of quantizer.bits")?;
    let groups = r.unless("groups", 1, at_least_1)?;
    if !bits.is_multiple_of(groups) {
        return Err(JobError::GroupsDoNotDivide { groups, embedding_dim });
    }
    let code_bits = bits / groups;
    if code_bits > MAX_COUNT.ilog2() as usize {
        let hint = " a group: more quantizer.groups make codes smaller";
        let (path, found, codes) = ("quantizer.bits", bits.to_string(), format!("2^{code_bits}"));
        return Err(JobError::TooManyCodes { path, found, codes, limit: MAX_COUNT, hint });
    }
    let bit_order = r.word("bit_order", BitOrder::Msb, &BIT_ORDERS)?;
    let commitment_weight = r.or("commitment_weight", 0.25, weight)?;
    let entropy = entropy(r, if sphere { 1.0 } else { 0.01 })?;
    if !sphere && entropy.weight > 0.0 && code_bits > MAX_ENTROPY_BITS {
        return Err(JobError::EntropyOfLargeCodes { bits: code_bits, limit: MAX_ENTROPY_BITS });
    }
    let groups = Some(groups).filter(|&groups| groups > 1);
    let input_dim = input_dim(r, embedding_dim, embedding_dim)?;
    let kind = Kind::Binary(Binary { bits, groups, bit_order, sphere, entropy });
    Ok(Quantizer {
        kind,
        embedding_dim,
        losses: Losses::of_weights(commitment_weight, 0.0),
        gradient: Gradient::StraightThrough,
        input_dim,
    })
}

fn entropy(r: &mut Reader<'_>, temperature: f64) -> Result<Entropy, JobError> {
    let mut entropy = r.object("entropy")?;
    let read = Entropy {
        weight: entropy.or("weight", 0.1, weight)?,
        gamma: entropy.or("gamma", 1.0, weight)?,
        temperature: entropy.or("temperature", temperature, |found| {
            let temperature = number(found)?;
            let fits = (1e-6..=1e6).contains(&temperature);
            let wrong = || out_of_range(&found.0, shown(temperature), "1e-6 to 1e6");
            if fits { Ok(temperature) } else { Err(wrong()) }
        })?,
    };
    r.put("entropy", entropy.finish()?);
    Ok(read)
}

fn embedding_dim(r: &mut Reader<'_>) -> Result<Option<usize>, JobError> {
    r.get("embedding_dim").map(|found| at_least_1(&found)).transpose()
}

/// Checks and writes down `embedding_dim`, which follows from another key.
fn follows(
    r: &mut Reader<'_>,
    found: Option<usize>,
    wanted: usize,
    why: &'static str,
) -> Result<usize, JobError> {
    r.put("embedding_dim", wanted);
    match found.filter(|&found| found != wanted) {
        None => Ok(wanted),
        Some(found) => {
            Err(JobError::Unequal { path: "quantizer.embedding_dim", found, wanted, why })
        }
    }
}
