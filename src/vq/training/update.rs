//! The steps that train: a batch's statistics into the pending ones, into the averages, or into
//! both a step apart.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::op::BinaryOp;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::losses::orthogonal;
use crate::vq::metrics;
use crate::vq::recipe::Recipe;
use crate::vq::spec::{Codebook, Ema, Initial, Metric, Step};
use crate::vq::steps::Quantized;
use crate::vq::training::ema::{self, State, Statistics};
use crate::vq::training::restart::Batch;
use crate::vq::training::usage;

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;

impl Recipe<'_> {
    /// All of quantize with the codebook as given, then one EMA step.
    ///
    /// Asynchronous updates make that step from what was pending, which no device needs before
    /// then, and leave what each device saw of this batch as the new pending.
    pub(in crate::vq) fn update(&self, b: &mut Builder, given: &Arrays) -> Result<Arrays, VqError> {
        let Quantized { mut made, choice, counts, valid, active } = self.quantize(b, given)?;
        self.count(b, given, counts, &mut made)?;
        if self.spec.async_updates {
            self.apply_pending(b, given, &mut made)?;
            made.extend([
                ("pending_counts", self.local_counts(b, &choice)?),
                ("pending_sums", self.local_sums(b, &choice)?),
                ("pending_steps", b.scalar(S32, 1.0)?),
            ]);
            return Ok(made);
        }
        let sums = self.sums(b, &choice)?;
        let state = self.averages(given)?;
        let all = self.region.as_ref().map(|_| b.sum(counts, &[0])).transpose()?;
        let counts = self.own_entries(b, counts)?;
        let mut new = self.ema_step(b, given, state, (counts, all, sums))?;
        if let Some(active) = active {
            new = active.hold_inactive(b, state, new, self.is_shared())?;
        }
        if let Some(rule) = self.spec.quantizer.codebook().and_then(|codebook| codebook.restart) {
            let batch = Batch { choice: &choice, valid };
            let (restarted, count) = self.restart(b, (rule, given), batch, new)?;
            made.set("restarted_entries", count);
            new = restarted;
        }
        put(&mut made, new);
        Ok(made)
    }

    /// What a step that moves the averages counts beside them: a histogram of use, and updates.
    fn count(
        &self,
        b: &mut Builder,
        given: &Arrays,
        counts: Value,
        made: &mut Arrays,
    ) -> Result<(), VqError> {
        if let Some(decay) = self.spec.moved_usage() {
            let usage = usage::step(b, decay, given.get("usage")?, counts)?;
            made.extend([
                ("usage", usage),
                ("usage_perplexity", metrics::perplexity(b, usage)?),
                ("usage_entropy", metrics::entropy(b, usage)?),
            ]);
        }
        let steps = self.spec.quantizer.codebook().is_some_and(Codebook::counts_steps);
        if steps && self.spec.step == Step::Update {
            let one = b.scalar(S32, 1.0)?;
            made.set("steps", b.add(given.get("steps")?, one)?);
        }
        Ok(())
    }

    /// All of quantize, and its statistics added to the pending ones.
    pub(in crate::vq) fn accumulate(
        &self,
        b: &mut Builder,
        given: &Arrays,
    ) -> Result<Arrays, VqError> {
        let Quantized { mut made, choice, counts, .. } = self.quantize(b, given)?;
        let sums = self.sums(b, &choice)?;
        let counts = self.own_entries(b, counts)?;
        made.extend([
            ("pending_counts", b.add(given.get("pending_counts")?, counts)?),
            ("pending_sums", b.add(given.get("pending_sums")?, sums)?),
        ]);
        Ok(made)
    }

    /// One EMA step from the pending statistics, and none pending after it.
    pub(in crate::vq) fn apply(&self, b: &mut Builder, given: &Arrays) -> Result<Arrays, VqError> {
        let mut made = Arrays::default();
        let (counts, sums) = (given.get("pending_counts")?, given.get("pending_sums")?);
        self.count(b, given, counts, &mut made)?;
        if self.spec.async_updates {
            self.apply_pending(b, given, &mut made)?;
            made.set("pending_steps", b.scalar(S32, 0.0)?);
        } else {
            let state = self.averages(given)?;
            let new = self.ema_step(b, given, state, (counts, None, sums))?;
            put(&mut made, new);
        }
        made.extend([
            ("pending_counts", b.splat(counts, F32, 0.0)?),
            ("pending_sums", b.splat(sums, F32, 0.0)?),
        ]);
        Ok(made)
    }

    /// One EMA step from what each device left pending a step ago; none where nothing is.
    fn apply_pending(
        &self,
        b: &mut Builder,
        given: &Arrays,
        made: &mut Arrays,
    ) -> Result<(), VqError> {
        let counts = self.over_devices(b, given.get("pending_counts")?, false)?;
        let sums = self.over_devices(b, given.get("pending_sums")?, true)?;
        let old = self.averages(given)?;
        let new = self.ema_step(b, given, old, (counts, None, sums))?;
        let none = b.scalar(S32, 0.0)?;
        let pending = b.compare(Direction::Gt, given.get("pending_steps")?, none)?;
        let mut either = |new: Value, old: Value| -> Result<Value, VqError> {
            let pending = b.spread(pending, new)?;
            Ok(b.select(pending, new, old)?)
        };
        let ema_steps = match (new.ema_steps, old.ema_steps) {
            (Some(new), Some(old)) => Some(either(new, old)?),
            (Some(_), None) | (None, _) => None,
        };
        let state = State {
            codebook: either(new.codebook, old.codebook)?,
            cluster_size: either(new.cluster_size, old.cluster_size)?,
            embed_sum: either(new.embed_sum, old.embed_sum)?,
            ema_steps,
        };
        put(made, state);
        Ok(())
    }

    /// One EMA step from counts and sums of the entries that a device has; between them, where it has
    /// a part of them, may stand the sum of the counts of all.
    fn ema_step(
        &self,
        b: &mut Builder,
        given: &Arrays,
        state: State,
        (counts, all_counts, sums): (Value, Option<Value>, Value),
    ) -> Result<State, VqError> {
        let ema = self.ema()?;
        let weight = given.get("update_weight");
        let weight = if ema.update_weight { Some(held(b, weight?)?) } else { None };
        let whole = self.whole_state(b, state.cluster_size, (counts, all_counts))?;
        let batch = Statistics { counts, sums, weight, whole };
        let (new, divisor) = ema::step(b, ema, state, batch)?;
        let codebook = self.renormalized(b, state.codebook, new.codebook, batch)?;
        let new = State { codebook, ..new };
        let term = self.spec.quantizer.losses.orthogonal.filter(|term| term.rate > 0.0);
        let Some(term) = term else { return Ok(new) };
        Ok(match self.spec.quantizer.metric() {
            Metric::Euclidean => orthogonal::step(b, term, new, divisor)?,
            Metric::Cosine(_) => orthogonal::turn(b, term, new)?,
        })
    }

    fn averages(&self, given: &Arrays) -> Result<State, VqError> {
        let counts_steps = self.ema()?.initial == Initial::ZeroDebiased;
        Ok(State {
            codebook: given.get("codebook")?,
            cluster_size: given.get("cluster_size")?,
            embed_sum: given.get("embed_sum")?,
            ema_steps: if counts_steps { Some(given.get("ema_steps")?) } else { None },
        })
    }

    fn ema(&self) -> Result<Ema, VqError> {
        let codebook = self.spec.quantizer.codebook();
        let none = VqError::NoSuchStep { step: self.spec.step.name() };
        codebook.map(|codebook| codebook.ema).ok_or(none)
    }
}

/// Weights held to 0..1; what is no number freezes its entry.
fn held(b: &mut Builder, weight: Value) -> Result<Value, VqError> {
    let (zero, one) = (b.splat(weight, F32, 0.0)?, b.splat(weight, F32, 1.0)?);
    let moves = b.compare(Direction::Gt, weight, zero)?;
    let most = b.binary(BinaryOp::Minimum, weight, one)?;
    Ok(b.select(moves, most, zero)?)
}

fn put(made: &mut Arrays, state: State) {
    made.extend([
        ("codebook", state.codebook),
        ("cluster_size", state.cluster_size),
        ("embed_sum", state.embed_sum),
    ]);
    if let Some(steps) = state.ema_steps {
        made.set("ema_steps", steps);
    }
}
