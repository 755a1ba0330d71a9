//! Every step by the names of its tensors: arrays in, arrays out.

use std::collections::BTreeMap;

use crate::reference::codebook::{Choice, Codebooks};
use crate::reference::compute::Compute;
use crate::reference::ema::Statistics;
use crate::reference::measures;
use crate::reference::noise::Noise;
use crate::reference::search::{NO_CODE, Regret, is_finite};
use crate::vq::spec::{Codebook, Kind, Mask, Metric, Returned, Step, StepSpec};

/// Tensors by name, row-major; truth values and integers are numbers.
pub type Arrays = BTreeMap<&'static str, Vec<f64>>;

/// What a step gives.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// Its results.
    pub outputs: Arrays,
    /// What each code costs over the best one, in the order of `codes`.
    pub regrets: Vec<Regret>,
}

/// A step with plain slices for arrays.
///
/// All methods panic when an array is missing or has a wrong number of elements.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    /// The step.
    pub spec: &'a StepSpec,
}

/// What `quantize` found, for the steps that go on from there.
pub(in crate::reference) struct Quantized {
    pub books: Codebooks,
    pub choice: Choice,
    pub statistics: Statistics,
    pub outputs: Arrays,
    /// Which tokens take part `[N]`.
    pub valid: Vec<bool>,
}

impl Reference<'_> {
    /// What the step gives for `given`, its codes being the nearest ones.
    ///
    /// # Panics
    /// A tensor of the step's interface is missing or has too few values: of the crate only this, the
    /// truth that tests hold programs against, checks nothing.
    pub fn answer(&self, given: &Arrays) -> Answer {
        self.answer_with_codes(given, None)
    }

    /// As [`Reference::answer`], with the codes that a device chose: they decide all that follows,
    /// so that a near-tie does not spoil the comparison; `regrets` tells how good they are.
    ///
    /// # Panics
    /// As [`Reference::answer`].
    pub fn answer_with_codes(&self, given: &Arrays, codes: Option<&[i32]>) -> Answer {
        if let Some(layers) = self.spec.stacked_layers {
            return self.answer_by_layers(given, codes, layers);
        }
        let mut given = given.clone();
        self.open(&mut given);
        let codes = codes.map(|codes| self.before_packing(&given, codes));
        let mut answer = self.answer_of(&given, codes.as_deref());
        self.close(&mut answer.outputs);
        answer
    }

    fn answer_of(&self, given: &Arrays, codes: Option<&[i32]>) -> Answer {
        match &self.spec.quantizer.kind {
            Kind::Codebook(_) | Kind::Sim(_) | Kind::RandomProjection(_) => {}
            Kind::Fsq(fsq) => return self.fsq(fsq, given, codes),
            Kind::Binary(binary) => return self.binary(binary, given, codes),
        }
        match self.spec.step {
            Step::Encode | Step::Quantize => {
                let Quantized { choice, outputs, .. } = self.quantize(given, codes);
                Answer { outputs, regrets: choice.regrets }
            }
            Step::Decode => Answer { outputs: self.decode(given), regrets: vec![] },
            Step::Update => self.update(given, codes),
            Step::Accumulate => self.accumulate(given, codes),
            Step::Apply => Answer { outputs: self.apply(given), regrets: vec![] },
            Step::Vjp => self.vjp(given, codes),
        }
    }

    /// One layer after the other, each with its part of every tensor.
    fn answer_by_layers(&self, given: &Arrays, codes: Option<&[i32]>, layers: usize) -> Answer {
        let spec = StepSpec { stacked_layers: None, ..self.spec.clone() };
        let mut all = Answer::default();
        for layer in 0..layers {
            let part = |size: usize| size / layers * layer..size / layers * (layer + 1);
            let own = given.iter().map(|(&name, x)| (name, x[part(x.len())].to_vec())).collect();
            let codes = codes.map(|codes| &codes[part(codes.len())]);
            let Answer { outputs, regrets } =
                Reference { spec: &spec }.answer_with_codes(&own, codes);
            for (name, values) in outputs {
                all.outputs.entry(name).or_default().extend(values);
            }
            all.regrets.extend(regrets);
        }
        all
    }

    fn decode(&self, given: &Arrays) -> Arrays {
        let books = self.books(given);
        let mut codes: Vec<i32> = codes_of(of(given, "codes"));
        let (active, stages, groups) = (self.active_stages(given), books.stages(), books.groups());
        for (place, code) in codes.iter_mut().enumerate() {
            if place / groups % stages >= active {
                *code = NO_CODE;
            }
        }
        let size = books.spec.codebook_size;
        let is_code = |code: i32| usize::try_from(code).is_ok_and(|code| code < size);
        let invalid = codes.iter().filter(|&&code| code != NO_CODE && !is_code(code)).count();
        let per_token: usize = self.spec.quantizer.code_dims().iter().product();
        let has_entry: Vec<bool> =
            codes.chunks_exact(per_token).map(|codes| codes.iter().copied().any(is_code)).collect();
        let quantized = self.projected_out(given, &books.decode(&codes), &has_entry);
        Arrays::from([("quantized", quantized), ("invalid_codes", vec![invalid as f64])])
    }

    pub(in crate::reference) fn quantize(
        &self,
        given: &Arrays,
        codes: Option<&[i32]>,
    ) -> Quantized {
        let books = self.books(given);
        let inputs = &self.projected_in(given)[..];
        let dim = self.spec.quantizer.embedding_dim;
        let masked = self.mask(given);
        let rows = inputs.chunks_exact(dim).zip(&masked);
        let valid: Vec<bool> = rows.map(|(row, &masked)| masked && is_finite(row)).collect();
        let active = self.active_stages(given);
        let choice = match self.given_codes(given) {
            None => books.choose(inputs, &valid, active, codes),
            Some(named) => {
                let choice = books.choose(inputs, &valid, active, Some(&named));
                let repeated = codes.is_none_or(|codes| codes == choice.codes);
                let regret = if repeated { Regret::NONE } else { Regret::INFINITE };
                Choice { regrets: vec![regret; choice.codes.len()], ..choice }
            }
        };
        let statistics = Statistics::of(&books, &choice);
        let count = |flags: &[bool]| flags.iter().filter(|&&flag| flag).count() as f64;
        let tokens = count(&valid);
        let error =
            |inputs: &[f64], rows: &[f64]| measures::mean_squared_error(inputs, rows, tokens, dim);
        let by_stage: Vec<f64> =
            choice.stages.iter().map(|stage| error(&stage.inputs, &stage.rows)).collect();
        let chosen = &by_stage[..active];
        let commitment = if chosen.is_empty() { 0.0 } else { measures::mean(chosen) };
        let clean = inputs.iter().enumerate().map(|(n, &x)| if valid[n / dim] { x } else { 0.0 });
        let compared: Vec<f64> = match books.spec.metric {
            Metric::Euclidean | Metric::Cosine(Returned::Raw) => clean.collect(),
            Metric::Cosine(Returned::Normalized) => choice.stages[0].inputs.clone(),
        };
        let mse = error(&compared, &choice.quantized);
        let losses = self.spec.quantizer.losses;
        let mut loss = (losses.commitment_weight + losses.codebook_weight) * commitment;
        let diversity = losses.diversity.map_or(0.0, |diversity| {
            let found = books.diversity_loss(&choice, &valid, diversity.temperature);
            loss += diversity.weight * found;
            found
        });
        let orthogonal = losses.orthogonal.map_or(0.0, |orthogonal| {
            let found = books.orthogonal_loss(of(given, "codebook"));
            loss += orthogonal.weight * found;
            found
        });
        let (counts, size) = (self.of_active(&statistics.counts, active), books.spec.codebook_size);
        // Without an active stage there is no codebook to tell of.
        let over = |of: fn(&[f64]) -> f64, none: f64| match counts {
            [] => none,
            _ => measures::over_codebooks(counts, size, of),
        };
        let relative_error = measures::relative_error(&compared, &choice.quantized);
        let scalar = |value: f64| vec![value];
        let outputs = Arrays::from([
            ("codes", choice.codes.iter().map(|&code| f64::from(code)).collect()),
            ("quantized", self.projected_out(given, &choice.quantized, &valid)),
            ("commitment_loss", scalar(commitment)),
            ("codebook_loss", scalar(commitment)),
            ("loss", scalar(loss)),
            ("mse", scalar(mse)),
            ("perplexity", scalar(over(measures::perplexity, 1.0))),
            ("codebook_usage", scalar(over(measures::usage, 0.0))),
            ("compression_ratio", scalar(self.compression_ratio())),
            ("nonfinite_rows", scalar(count(&masked) - tokens)),
            ("dead_entries", scalar(measures::dead(counts))),
            ("max_share", scalar(over(measures::max_share, 0.0))),
            ("relative_error", scalar(relative_error)),
            ("entropy", scalar(over(measures::entropy, 0.0))),
            ("diversity_loss", scalar(diversity)),
            ("orthogonal_loss", scalar(orthogonal)),
        ]);
        Quantized { books, choice, statistics, outputs, valid }
    }

    /// How many stages choose; 1 at most of a quantizer without stages.
    pub(in crate::reference) fn active_stages(&self, given: &Arrays) -> usize {
        let codebook = self.codebook();
        let stages = codebook.stages.unwrap_or(1);
        if codebook.active_stages {
            let told = of(given, "active_stages")[0];
            (0..stages).filter(|&stage| (stage as f64) < told).count()
        } else {
            stages
        }
    }

    /// The part of an array `[(L,) ..]` of the state that belongs to the first `active` stages; all
    /// of a shared one that any stage uses.
    pub(in crate::reference) fn of_active<'a>(&self, state: &'a [f64], active: usize) -> &'a [f64] {
        let codebook = self.codebook();
        let stages = codebook.stages.unwrap_or(1);
        match codebook.shared {
            true if active > 0 => state,
            true => &state[..0],
            false => &state[..state.len() / stages * active],
        }
    }

    /// The codes that are given instead of searched.
    pub(in crate::reference) fn given_codes(&self, given: &Arrays) -> Option<Vec<i32>> {
        let named = self.spec.given_codes.then(|| of(given, "given_codes"));
        named.map(codes_of)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "both are u32 words, or a count of steps"
    )]
    /// The words that random numbers are drawn from: the seed, and the steps made before.
    pub(in crate::reference) fn key(&self, given: &Arrays) -> [u32; 2] {
        ["seed", "steps"].map(|name| given.get(name).map_or(0, |word| word[0] as u32))
    }

    /// Whether each token may take part `[N]`: the mask lets it through, and all its codes are
    /// codes where they are given.
    pub(in crate::reference) fn mask(&self, given: &Arrays) -> Vec<bool> {
        let (batch, seq) = (self.spec.batch, self.spec.seq);
        let size = self.spec.quantizer.codebook_size();
        let is_code = |code: &i32| usize::try_from(*code).is_ok_and(|code| code < size);
        let named = self.given_codes(given);
        let of_token: usize = self.spec.quantizer.code_dims().iter().product();
        let known = |n: usize| {
            let codes = named.as_ref().map(|codes| &codes[n * of_token..(n + 1) * of_token]);
            codes.is_none_or(|codes| codes.iter().all(is_code))
        };
        let masked: Vec<bool> = match self.spec.mask {
            Mask::None => vec![true; batch * seq],
            Mask::Tokens => of(given, "mask").iter().map(|&flag| flag != 0.0).collect(),
            Mask::Lengths => {
                let lengths = of(given, "lengths");
                (0..batch * seq).map(|n| ((n % seq) as f64) < lengths[n / seq]).collect()
            }
        };
        masked.into_iter().enumerate().map(|(n, masked)| masked && known(n)).collect()
    }

    pub(in crate::reference) fn books(&self, given: &Arrays) -> Codebooks {
        let quantizer = &self.spec.quantizer;
        let entries = self.entries(given);
        let books = Codebooks::of(quantizer, self.codebook(), self.compute(), &entries)
            .searched_at(self.spec.precision(), &entries);
        let (key, metric) = (self.key(given), books.spec.metric);
        let noise = |temperature| Noise { key, temperature, metric };
        Codebooks { noise: books.spec.stochastic.map(noise), ..books }
    }

    /// The codebooks; frozen ones as such that are never trained.
    pub(in crate::reference) fn codebook(&self) -> Codebook {
        let quantizer = &self.spec.quantizer;
        let frozen = Codebook {
            codebook_size: quantizer.codebook_size(),
            metric: quantizer.metric(),
            ..Codebook::DEFAULT
        };
        quantizer.codebook().copied().unwrap_or(frozen)
    }

    pub(in crate::reference) fn compute(&self) -> Compute {
        Compute::of(self.spec.dtype)
    }

    /// Bits of a row of inputs over the bits of its codes, one at least for each; of packed codes
    /// over its share of a sequence's words.
    pub(in crate::reference) fn compression_ratio(&self) -> f64 {
        let quantizer = &self.spec.quantizer;
        let mut code_bits = 1;
        while (1_usize << code_bits) < quantizer.codebook_size() {
            code_bits += 1;
        }
        let codes: usize = quantizer.code_dims().iter().product();
        let row_bits = (quantizer.token_dim() * self.spec.dtype.byte_size() * 8) as f64;
        if self.spec.storage.packed_codes.is_some() {
            let word_bits = self.word_bits();
            let words = (self.spec.seq * codes * self.bits()).div_ceil(word_bits);
            return row_bits * self.spec.seq as f64 / (words * word_bits) as f64;
        }
        row_bits / (codes * code_bits) as f64
    }
}

/// Codes as integers.
#[expect(clippy::cast_possible_truncation, reason = "codes are whole numbers of s32")]
fn codes_of(values: &[f64]) -> Vec<i32> {
    values.iter().map(|&code| code as i32).collect()
}

/// An array that must be there.
pub(in crate::reference) fn of<'a>(given: &'a Arrays, name: &str) -> &'a [f64] {
    given.get(name).unwrap_or_else(|| panic!("tensor {name} is missing"))
}

#[cfg(test)]
mod tests;
