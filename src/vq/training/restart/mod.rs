//! Restart of dead entries: which are dead, and what becomes of them and of their state.
//!
//! All that is decided here is decided from sums over all devices and from the global order of the
//! tokens, so that no two devices, and no two meshes, decide differently. State is reset with its
//! entry: an entry whose moving averages stay what they were is drawn back by the next step.
//!
//! Source: the relative threshold and the reset to the mean usage are those of Moshi's codec
//! (arXiv:2410.00037); the halves of a split entry are told apart as faiss does.

mod order;
mod pool;
mod split;

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::op::BinaryOp;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::kinds::residual::Choice;
use crate::vq::recipe::Recipe;
use crate::vq::search::lookup::{self, last_code};
use crate::vq::spec::Restart;
use crate::vq::spec::Source;
use crate::vq::spec::restart::AT_THRESHOLD;
use crate::vq::training::ema::State;
use crate::vq::training::restart::order::ranks;
use crate::vq::training::restart::pool::Picks;

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;

/// A batch that entries may be re-seeded from.
#[derive(Clone, Copy)]
pub(in crate::vq) struct Batch<'a> {
    /// What the old codebook made of it.
    pub choice: &'a Choice,
    /// Which tokens take part, `pred[B, S]`.
    pub valid: Value,
}

/// Entries that hardly any token chooses.
#[derive(Debug, Clone, Copy)]
struct Dead {
    /// Which they are, `pred[.., K]`.
    flags: Value,
    /// Those of them whose turn it is: all or none, `pred[.., K]`.
    due: Value,
    /// Which of the dead entries of its codebook each is, in the order of codes, `s32[.., K]`.
    ranks: Value,
    /// The mean count of its codebook's entries, `f32[.., K]`.
    mean_count: Value,
}

impl Recipe<'_> {
    /// The state with dead entries re-seeded, and how many were, `s32[]`.
    pub(in crate::vq) fn restart(
        &self,
        b: &mut Builder,
        (rule, given): (Restart, &Arrays),
        batch: Batch<'_>,
        state: State,
    ) -> Result<(State, Value), VqError> {
        // Orders of entries need all of them; they are a number each.
        let cluster_size = self.constrain_entries(b, state.cluster_size, &[], false)?;
        let state = State { cluster_size, ..state };
        let dead = dead_entries(b, rule, given, cluster_size)?;
        let (new, restarted) = match rule.source {
            Source::Split => split::split(b, state, dead)?,
            Source::Batch | Source::Farthest => {
                let picks = self.picks(b, rule.source, given, batch)?;
                replace(b, state, dead, picks)?
            }
        };
        let ones = b.convert(restarted, S32)?;
        let all: Vec<usize> = (0..b.shape(ones).rank()).collect();
        let restarted = b.sum(ones, &all)?;
        b.label(restarted, "restarted_entries");
        Ok((self.as_state(b, new)?, restarted))
    }

    /// States that these arrays lie as the state does.
    fn as_state(&self, b: &mut Builder, state: State) -> Result<State, VqError> {
        let cut = &self.axes.state;
        Ok(State {
            codebook: self.constrain_entries(b, state.codebook, cut, true)?,
            cluster_size: self.constrain_entries(b, state.cluster_size, cut, false)?,
            embed_sum: self.constrain_entries(b, state.embed_sum, cut, true)?,
            ..state
        })
    }
}

/// `cluster_size f32[.., K]`: entries under the threshold's part of their codebook's mean count.
#[expect(clippy::cast_precision_loss, reason = "entries and steps are far below 2^53")]
fn dead_entries(
    b: &mut Builder,
    rule: Restart,
    given: &Arrays,
    cluster_size: Value,
) -> Result<Dead, VqError> {
    let dims = b.shape(cluster_size).dims.clone();
    let (last, entries) = (dims.len() - 1, dims[dims.len() - 1]);
    let total = b.sum_in_order(cluster_size, &[last])?;
    let part = b.splat(total, F32, 1.0 / entries as f64)?;
    let mean = b.multiply(total, part)?;
    let lead: Vec<usize> = (0..last).collect();
    let mean_count = b.broadcast(mean, &dims, &lead)?;
    let threshold = rule.adaptive_threshold * (1.0 - AT_THRESHOLD);
    let threshold = b.splat(mean_count, F32, threshold)?;
    let least = b.multiply(mean_count, threshold)?;
    let flags = b.compare(Direction::Lt, cluster_size, least)?;
    b.label(flags, "dead");
    let mut due = flags;
    if rule.every > 1 {
        let (one, every) = (b.scalar(S32, 1.0)?, b.scalar(S32, rule.every as f64)?);
        let number = b.add(given.get("steps")?, one)?;
        let left = b.binary(BinaryOp::Remainder, number, every)?;
        let zero = b.scalar(S32, 0.0)?;
        let turn = b.compare(Direction::Eq, left, zero)?;
        let turn = b.spread(turn, flags)?;
        due = b.binary(BinaryOp::And, flags, turn)?;
    }
    let alive = b.compare(Direction::Ge, cluster_size, least)?;
    let alive = b.convert(alive, S32)?;
    let ranks = ranks(b, alive)?;
    Ok(Dead { flags, due, ranks, mean_count })
}

/// The j-th dead entry becomes the j-th token that was picked, as often chosen as an entry is in the
/// mean, which is above the threshold: it has as many steps as the decay allows to find tokens.
fn replace(
    b: &mut Builder,
    state: State,
    dead: Dead,
    picks: Picks,
) -> Result<(State, Value), VqError> {
    let dims = b.shape(dead.ranks).dims.clone();
    let lead: Vec<usize> = (0..dims.len() - 1).collect();
    let count = b.broadcast(picks.count, &dims, &lead)?;
    let there_is_one = b.compare(Direction::Lt, dead.ranks, count)?;
    let takes = b.binary(BinaryOp::And, dead.due, there_is_one)?;
    let entries = rows_at(b, picks.rows, dead.ranks)?;
    let each: Vec<usize> = (0..dims.len()).collect();
    let shape = b.shape(entries).dims.clone();
    let mean = b.broadcast(dead.mean_count, &shape, &each)?;
    let sums = b.multiply(entries, mean)?;
    let wide = b.broadcast(takes, &shape, &each)?;
    let new = State {
        codebook: b.select(wide, entries, state.codebook)?,
        cluster_size: b.select(takes, dead.mean_count, state.cluster_size)?,
        embed_sum: b.select(wide, sums, state.embed_sum)?,
        ..state
    };
    Ok((new, takes))
}

/// `rows [.., J, d], places s32[.., K] -> [.., K, d]`; places past the end give the last row.
fn rows_at(b: &mut Builder, rows: Value, places: Value) -> Result<Value, VqError> {
    let dims = b.shape(places).dims.clone();
    let last = dims.len() - 1;
    let count = b.shape(rows).dims[last];
    let end = b.splat(places, S32, last_code(count))?;
    let inside = b.binary(BinaryOp::Minimum, places, end)?;
    // A lookup of codes, which come in sequences.
    let as_codes = b.reshape(inside, &[&dims[..last], &[1], &dims[last..]].concat())?;
    let valid = b.splat(as_codes, ElementType::Pred, 1.0)?;
    let found = lookup::rows(b, rows, as_codes, valid)?;
    let width = b.shape(rows).dims[last + 1];
    Ok(b.reshape(found, &[&dims[..], &[width]].concat())?)
}
