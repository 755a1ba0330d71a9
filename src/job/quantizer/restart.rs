//! Reads what becomes of dead entries, and what is drawn at random.

use crate::job::error::JobError;
use crate::job::reader::{Reader, count, number, out_of_range, rounded, shown};
use crate::vq::spec::{Restart, Source};

const SOURCES: [(&str, Source); 3] = [
    (Source::Batch.name(), Source::Batch),
    (Source::Split.name(), Source::Split),
    (Source::Farthest.name(), Source::Farthest),
];

/// The restart rule; none where the job has no such object, or a threshold of 0.
///
/// # Errors
/// A threshold of 1 or more (all entries but a few would be dead), or another value that does not fit.
pub(in crate::job) fn read(r: &mut Reader<'_>) -> Result<Option<Restart>, JobError> {
    let mut restart = r.object("restart")?;
    let is_there = restart.is_there();
    let adaptive_threshold = restart.or("adaptive_threshold", 0.5, |found| {
        let threshold = number(found)?;
        let wanted = "0 to below 1 (of the mean share 1/K; 0 disables)";
        let fits = rounded(threshold) < 1.0 && threshold >= 0.0;
        if fits { Ok(threshold) } else { Err(out_of_range(&found.0, shown(threshold), wanted)) }
    })?;
    let every = restart.or("every", 1, count)?;
    let source = restart.word("source", Source::Batch, &SOURCES)?;
    let written = restart.finish()?;
    if !is_there || adaptive_threshold == 0.0 {
        return Ok(None);
    }
    r.put("restart", written);
    Ok(Some(Restart { adaptive_threshold, every, source }))
}

/// The temperature of codes drawn at random; none where the job has no such object.
///
/// # Errors
/// A temperature that is not above 0.
pub(in crate::job) fn stochastic(r: &mut Reader<'_>) -> Result<Option<f64>, JobError> {
    let mut stochastic = r.object("stochastic")?;
    let is_there = stochastic.is_there();
    let temperature = stochastic.or("temperature", 1.0, |found| {
        let temperature = number(found)?;
        let wanted = "above 0 (f32; without the key codes are not drawn)";
        let fits = rounded(temperature).is_normal() && temperature > 0.0;
        if fits { Ok(temperature) } else { Err(out_of_range(&found.0, shown(temperature), wanted)) }
    })?;
    let written = stochastic.finish()?;
    if is_there {
        r.put("stochastic", written);
    }
    Ok(is_there.then_some(temperature))
}
