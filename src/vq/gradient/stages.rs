//! What the losses of the stages say of tokens and entries: a second way through the stages, whose
//! code does not grow with them where it is a loop. Devices add up what their own tokens say, and
//! meet after it.

use crate::ir::builder::Builder;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::gradient::{Pulls, spread_over, times};
use crate::vq::kinds::codebook::Nearest;
use crate::vq::kinds::product::group_tokens;
use crate::vq::kinds::residual::Choice;
use crate::vq::kinds::seen::Again;
use crate::vq::kinds::stages::Passed;
use crate::vq::losses::{at_least_one, divide_by_constant};
use crate::vq::recipe::{Recipe, Tokens};

const F32: ElementType = ElementType::F32;

/// What the stages say of tokens and entries, before weights; none of a term that has no weight.
struct Told {
    /// What was looked for less what was chosen, added up over the stages: `f32[B, S, D]`.
    left_over: Option<Value>,
    /// Of each entry how far it lies from its tokens, summed: `f32[(L,) (G,) K, d]`.
    overshoot: Option<Value>,
    /// What the diversity loss says of tokens `f32[B, S, D]` and entries `f32[(L,) (G,) K, d]`.
    diversity: Option<[Value; 2]>,
}

impl Recipe<'_> {
    /// Adds what the losses say of tokens and entries as they compare them: the commitment loss
    /// pulls the tokens, the codebook loss the entries, the diversity loss both.
    #[expect(clippy::cast_precision_loss, reason = "dimensions are far below 2^53")]
    pub(in crate::vq::gradient) fn add_losses(
        &self,
        b: &mut Builder,
        given: &Arrays,
        (tokens, entries): (Tokens, Value),
        choice: &Choice,
        pulls: &mut Pulls,
    ) -> Result<(), VqError> {
        let losses = self.spec.quantizer.losses;
        let counts = self.counts(b, choice)?;
        let count = self.valid_tokens(b, tokens, counts)?;
        let count = at_least_one(b, count)?;
        let d_loss = given.get("d_loss")?;
        let told = self.told_by_stages(b, (choice, tokens.valid), entries, count)?;
        let scale = b.divide(d_loss, count)?;
        let scale = match self.active(b, given)? {
            Some(active) => active.mean(b, scale)?,
            None => divide_by_constant(b, scale, self.stages().unwrap_or(1))?,
        };
        let twice_each = 2.0 / self.spec.quantizer.embedding_dim as f64;
        if let Some(left_over) = told.left_over {
            let factor = times(b, scale, twice_each * losses.commitment_weight)?;
            pulls.add_inputs(b, factor, left_over)?;
        }
        if let Some(overshoot) = told.overshoot {
            let factor = times(b, scale, twice_each * losses.codebook_weight)?;
            let pull = spread_over(b, factor, overshoot)?;
            pulls.add_entries(b, pull)?;
        }
        if let (Some([of_tokens, of_entries]), Some(diversity)) = (told.diversity, losses.diversity)
        {
            let factor = self.diversity_scale(b, d_loss, count, diversity)?;
            pulls.add_inputs(b, factor, of_tokens)?;
            let pull = spread_over(b, factor, of_entries)?;
            pulls.add_entries(b, pull)?;
        }
        Ok(())
    }

    /// Goes through the stages once for all terms; `count` is how many tokens are valid, at least 1.
    fn told_by_stages(
        &self,
        b: &mut Builder,
        (choice, valid): (&Choice, Value),
        entries: Value,
        count: Value,
    ) -> Result<Told, VqError> {
        let losses = self.spec.quantizer.losses;
        let (commits, moves) = (losses.commitment_weight > 0.0, losses.codebook_weight > 0.0);
        let of_tokens = usize::from(commits) + usize::from(losses.diversity.is_some());
        let nothing = b.splat(choice.quantized, F32, 0.0)?;
        let again = Again {
            name: "pulls",
            choice,
            valid,
            codebook: entries,
            common: &[count],
            carried: &vec![nothing; of_tokens],
            makes: &self.shapes_of_pulls(b),
        };
        let passed = self.again(b, &again, |b, seen| {
            let stage = &seen.nearest;
            let (mut of_tokens, mut made) = (vec![], vec![]);
            if commits {
                of_tokens.push(difference(b, stage.inputs, stage.rows)?);
            }
            if moves {
                made.push(self.partial_overshoot(b, stage)?);
            }
            if let Some(diversity) = losses.diversity {
                let [tokens, entries] =
                    self.diversity_pulls(b, stage, seen.common[0], diversity)?;
                of_tokens.push(tokens);
                made.push(entries);
            }
            let sums = seen.carried.iter().zip(of_tokens).map(|(&sum, one)| b.add(sum, one));
            Ok(Passed { carried: sums.collect::<Result<_, _>>()?, made })
        })?;
        let (mut sums, mut made) = (passed.carried.into_iter(), passed.made.into_iter());
        let left_over = if commits { sums.next() } else { None };
        let overshoot = if moves { made.next() } else { None };
        let overshoot = match overshoot {
            Some(partial) => {
                let sums = self.total_sums(b, partial)?;
                Some(self.scattered(b, sums)?)
            }
            None => None,
        };
        let diversity = match (sums.next(), made.next()) {
            (Some(tokens), Some(pulls)) => Some([tokens, self.total_pulls(b, pulls, entries)?]),
            _ => None,
        };
        Ok(Told { left_over, overshoot, diversity })
    }

    /// The shapes of what a stage says of its entries, by device.
    fn shapes_of_pulls(&self, b: &Builder) -> Vec<Shape> {
        let losses = self.spec.quantizer.losses;
        let [_, _, of_entries] = self.partial_shapes(b.mesh());
        let mut filled_up = of_entries.clone();
        let entry = filled_up.dims.len() - 2;
        let cut = b.mesh().size_of(&self.axes.entries);
        filled_up.dims[entry] = filled_up.dims[entry].next_multiple_of(cut);
        let moves = (losses.codebook_weight > 0.0).then_some(of_entries);
        moves.into_iter().chain(losses.diversity.map(|_| filled_up)).collect()
    }

    /// How far entries lie from a device's tokens, summed: `f32[(G,) P, Q, K, d]`.
    ///
    /// Differences are summed and not tokens, which would cancel against the entries where these
    /// are good; their product with the one-hot rows is one of f32.
    fn partial_overshoot(&self, b: &mut Builder, stage: &Nearest) -> Result<Value, VqError> {
        let beyond = difference(b, stage.rows, stage.inputs)?;
        let beyond = group_tokens(b, beyond, self.groups())?;
        self.partial_sums_of(b, stage.assignments, beyond)
    }
}

/// `x - y` in f32.
fn difference(b: &mut Builder, x: Value, y: Value) -> Result<Value, VqError> {
    let (x, y) = (b.convert(x, F32)?, b.convert(y, F32)?);
    Ok(b.subtract(x, y)?)
}
