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
mod tests {
    use super::*;
    use crate::ir::shape::ElementType;
    use crate::reference::regularizers::cosine;
    use crate::vq::spec::{Ema, Losses, Orthogonal};

    const HALF: Ema = Ema { decay: 0.5, epsilon: 1.0, ..Ema::DEFAULT };
    /// Two entries in the plane.
    const CODEBOOK: [f64; 4] = [0.0, 0.0, 2.0, 0.0];
    /// Codes 0 (a tie), 1, -1 and 1.
    const INPUTS: [f64; 8] = [1.0, 0.0, 1.5, 0.0, f64::NAN, 5.0, 2.0, 2.0];

    fn spec(step: Step, codebook_size: usize, embedding_dim: usize, seq: usize) -> StepSpec {
        let mut spec = StepSpec::plain(step, codebook_size, embedding_dim);
        codebook_of(&mut spec).ema = HALF;
        spec.quantizer.losses = Losses::of_weights(0.25, 0.5);
        StepSpec { batch: 1, seq, dtype: ElementType::F32, ..spec }
    }

    fn codebook_of(spec: &mut StepSpec) -> &mut Codebook {
        match &mut spec.quantizer.kind {
            Kind::Codebook(codebook) => codebook,
            Kind::Fsq(_) | Kind::Binary(_) | Kind::Sim(_) | Kind::RandomProjection(_) => {
                panic!("a quantizer with codebooks")
            }
        }
    }

    fn answer(spec: &StepSpec, given: &[(&'static str, &[f64])]) -> Arrays {
        let given = given.iter().map(|(name, values)| (*name, values.to_vec())).collect();
        Reference { spec }.answer(&given).outputs
    }

    fn near(found: &Arrays, name: &str, wanted: &[f64]) {
        let found = &found[name];
        assert_eq!(found.len(), wanted.len(), "{name}");
        for (f, w) in found.iter().zip(wanted) {
            assert!((f - w).abs() <= 1e-12 * w.abs().max(1.0), "{name}: {found:?}, not {wanted:?}");
        }
    }

    #[test]
    fn decode_gives_zeros_and_counts_codes_that_are_none() {
        let spec = spec(Step::Decode, 2, 2, 5);
        let codes = [1.0, -1.0, 0.0, 2.0, -7.0];
        let decoded = answer(&spec, &[("codes", &codes), ("codebook", &[1.0, 2.0, 3.0, 4.0])]);
        let rows = [3.0, 4.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0, 0.0, 0.0];
        near(&decoded, "quantized", &rows);
        near(&decoded, "invalid_codes", &[2.0]);
    }

    #[test]
    fn quantize_matches_numbers_worked_out_by_hand() {
        let spec = spec(Step::Quantize, 2, 2, 4);
        let found = answer(&spec, &[("inputs", &INPUTS), ("codebook", &CODEBOOK)]);
        near(&found, "codes", &[0.0, 1.0, -1.0, 1.0]);
        near(&found, "quantized", &[0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0, 0.0]);
        // Squared errors 1, 0.25 and 4 over three valid rows of two elements: 5.25 / 6.
        for name in ["mse", "commitment_loss", "codebook_loss"] {
            near(&found, name, &[0.875]);
        }
        // 0.25 * 0.875 + 0.5 * 0.875
        near(&found, "loss", &[0.656_25]);
        // p = 1/3 and 2/3: exp(ln 3 - 2/3 ln 2) = 3 / 4^(1/3) = 1.88988...
        near(&found, "perplexity", &[3.0 / 4.0_f64.cbrt()]);
        near(&found, "codebook_usage", &[1.0]);
        near(&found, "dead_entries", &[0.0]);
        near(&found, "max_share", &[2.0 / 3.0]);
        near(&found, "entropy", &[3.0_f64.ln() - 2.0 / 3.0 * 2.0_f64.ln()]);
        // Norms 1, 2.25 and 8.
        near(&found, "relative_error", &[5.25 / 11.25]);
        // 2 x 32 bits against 1 bit.
        near(&found, "compression_ratio", &[64.0]);
        near(&found, "nonfinite_rows", &[1.0]);
    }

    #[test]
    fn masked_tokens_take_no_part() {
        let mut spec = spec(Step::Quantize, 2, 2, 4);
        spec.mask = Mask::Lengths;
        let given: [(&str, &[f64]); 3] =
            [("inputs", &INPUTS), ("codebook", &CODEBOOK), ("lengths", &[3.0])];
        let found = answer(&spec, &given);
        near(&found, "codes", &[0.0, 1.0, -1.0, -1.0]);
        near(&found, "mse", &[0.3125]);
        near(&found, "nonfinite_rows", &[1.0]);
        spec.mask = Mask::Tokens;
        let found = answer(&spec, &[given[0], given[1], ("mask", &[1.0, 0.0, 0.0, 0.0])]);
        near(&found, "codes", &[0.0, -1.0, -1.0, -1.0]);
        near(&found, "nonfinite_rows", &[0.0]);
    }

    #[test]
    fn update_matches_numbers_worked_out_by_hand() {
        let spec = spec(Step::Update, 2, 2, 4);
        let state: [(&str, &[f64]); 3] =
            [("codebook", &CODEBOOK), ("cluster_size", &[1.0, 1.0]), ("embed_sum", &CODEBOOK)];
        let given = [&state[..], &[("inputs", &INPUTS[..])]].concat();
        let found = answer(&spec, &given);
        // n = (1, 2), s = ((1, 0), (3.5, 2)); half of the old plus half of these:
        // N = (0.5 + 0.5, 0.5 + 1), m = ((0 + 0.5, 0), (1 + 1.75, 0 + 1)).
        near(&found, "cluster_size", &[1.0, 1.5]);
        near(&found, "embed_sum", &[0.5, 0.0, 2.75, 1.0]);
        // total = 2.5; smoothed = (2 / 4.5 * 2.5, 2.5 / 4.5 * 2.5) = (10/9, 25/18);
        // c = ((0.5 * 9/10, 0), (2.75 * 18/25, 18/25)) = ((0.45, 0), (1.98, 0.72)).
        near(&found, "codebook", &[0.45, 0.0, 1.98, 0.72]);
    }

    #[test]
    fn given_codes_decide_the_sums() {
        let spec = spec(Step::Update, 2, 2, 4);
        let given = Arrays::from([
            ("inputs", INPUTS.to_vec()),
            ("codebook", CODEBOOK.to_vec()),
            ("cluster_size", vec![1.0, 1.0]),
            ("embed_sum", CODEBOOK.to_vec()),
        ]);
        // Row 0 is a tie that goes to entry 1 here; the NaN row stays out whatever its code; row
        // 3's code is none: n = (0, 2), s = ((0, 0), (2.5, 0)).
        let answer = Reference { spec: &spec }.answer_with_codes(&given, Some(&[1, 1, 0, 2]));
        near(&answer.outputs, "cluster_size", &[0.5, 1.5]);
        near(&answer.outputs, "embed_sum", &[0.0, 0.0, 2.25, 0.0]);
        near(&answer.outputs, "codebook_usage", &[0.5]);
        let costs = answer.regrets.iter().map(|regret| regret.absolute).collect::<Vec<_>>();
        assert_eq!(costs, [0.0, 0.0, f64::INFINITY, f64::INFINITY]);
    }

    #[test]
    fn nothing_valid_leaves_the_entries_and_gives_zero_losses() {
        let mut spec = spec(Step::Update, 2, 2, 2);
        codebook_of(&mut spec).ema = Ema { decay: 0.75, epsilon: 0.0, ..Ema::DEFAULT };
        let entries: &[f64] = &[1.0, -2.0, 3.0, 8.0];
        let found = answer(
            &spec,
            &[
                ("inputs", &[f64::NAN, 1.0, 1.0, f64::INFINITY]),
                ("codebook", entries),
                ("cluster_size", &[1.0, 1.0]),
                ("embed_sum", entries),
            ],
        );
        near(&found, "codes", &[-1.0, -1.0]);
        for (name, wanted) in [("mse", 0.0), ("loss", 0.0), ("perplexity", 1.0)] {
            near(&found, name, &[wanted]);
        }
        near(&found, "nonfinite_rows", &[2.0]);
        near(&found, "cluster_size", &[0.75, 0.75]);
        near(&found, "codebook", entries);
    }

    #[test]
    fn bf16_rounds_the_codebook_to_nearest_even_before_the_search() {
        let mut spec = spec(Step::Quantize, 2, 1, 3);
        spec.dtype = ElementType::Bf16;
        // bf16 keeps 7 bits of mantissa: 1 + 2^-8 lies between 1 and 1 + 2^-7 and goes to the even
        // 1; 1 + 3 * 2^-8 lies between 1 + 2^-7 and 1 + 2^-6 and goes to the even 1 + 2^-6.
        // Rounded, 1.0078125 is 2^-7 from either entry, a tie.
        let codebook: &[f64] = &[1.003_906_25, 1.011_718_75];
        let inputs: &[f64] = &[1.007_812_5, 1.015_625, 1.0];
        let found = answer(&spec, &[("inputs", inputs), ("codebook", codebook)]);
        near(&found, "codes", &[0.0, 1.0, 0.0]);
        near(&found, "quantized", &[1.0, 1.015_625, 1.0]);
    }

    #[test]
    fn groups_are_quantized_each_by_its_codebook() {
        let mut spec = spec(Step::Quantize, 2, 2, 1);
        codebook_of(&mut spec).groups = Some(2);
        // Group 0 has the entries 0 and 2, group 1 the entries 5 and 7.
        let codebook: &[f64] = &[0.0, 2.0, 5.0, 7.0];
        let found = answer(&spec, &[("inputs", &[1.5, 5.5]), ("codebook", codebook)]);
        near(&found, "codes", &[1.0, 0.0]);
        near(&found, "quantized", &[2.0, 5.0]);
        near(&found, "mse", &[0.25]);
        // 64 bits of inputs against two codes of a bit.
        near(&found, "compression_ratio", &[32.0]);
        near(&found, "codebook_usage", &[0.5]);
    }

    #[test]
    fn stages_quantize_what_is_left_over() {
        let mut spec = spec(Step::Quantize, 2, 1, 1);
        codebook_of(&mut spec).stages = Some(2);
        // 11 = 10 + 2 - 1: the first stage leaves 1, the nearest of 2 and -4 is 2 and leaves -1.
        let codebook: &[f64] = &[10.0, -10.0, -4.0, 2.0];
        let found = answer(&spec, &[("inputs", &[11.0]), ("codebook", codebook)]);
        near(&found, "codes", &[0.0, 1.0]);
        near(&found, "quantized", &[12.0]);
        // Errors of the stages 1 and 1; of the sum 1.
        near(&found, "commitment_loss", &[1.0]);
        near(&found, "mse", &[1.0]);
    }

    #[test]
    fn an_untouched_entry_stays_where_it_is() {
        let mut spec = spec(Step::Update, 2, 2, 2);
        codebook_of(&mut spec).ema = Ema::DEFAULT;
        let entries = vec![0.0, 0.0, 100.0, -50.0];
        let mut given = Arrays::from([
            ("inputs", vec![1.0, 1.0, 0.5, 2.0]),
            ("codebook", entries.clone()),
            ("cluster_size", vec![1.0, 1.0]),
            ("embed_sum", entries),
        ]);
        for _ in 0..50 {
            let new = Reference { spec: &spec }.answer(&given).outputs;
            for name in ["codebook", "cluster_size", "embed_sum"] {
                given.insert(name, new[name].clone());
            }
        }
        let codebook = &given["codebook"];
        assert!((codebook[2] - 100.0).abs() < 1e-9, "{codebook:?}");
        assert!((codebook[3] + 50.0).abs() < 1e-9, "{codebook:?}");
        // Entry 0 nears the mean of its rows, (0.75, 1.5).
        assert!((codebook[0] - 0.75).abs() < 0.5, "{codebook:?}");
    }

    #[test]
    fn the_ema_does_not_erase_the_steps_towards_right_angles() {
        let mut spec = spec(Step::Update, 3, 2, 6);
        codebook_of(&mut spec).ema = Ema { decay: 0.8, ..Ema::DEFAULT };
        let entries = vec![1.0, 0.1, 1.0, -0.2, 0.9, 0.5];
        let inputs: Vec<f64> = [&entries[..], &entries].concat();
        let mut after = |rate: f64| {
            spec.quantizer.losses.orthogonal = Some(Orthogonal { weight: 10.0, rate });
            let mut given = Arrays::from([
                ("inputs", inputs.clone()),
                ("codebook", entries.clone()),
                ("cluster_size", vec![1.0; 3]),
                ("embed_sum", entries.clone()),
            ]);
            for _ in 0..6 {
                let new = Reference { spec: &spec }.answer(&given).outputs;
                for name in ["codebook", "cluster_size", "embed_sum"] {
                    given.insert(name, new[name].clone());
                }
            }
            given["codebook"].clone()
        };
        let mean_cosine = |codebook: &[f64]| {
            let rows: Vec<&[f64]> = codebook.chunks_exact(2).collect();
            let of = |(i, j): (usize, usize)| cosine(rows[i], rows[j]).abs();
            [(0, 1), (0, 2), (1, 2)].map(of).iter().sum::<f64>() / 3.0
        };
        let (still, moved) = (after(0.0), after(0.01));
        assert!(mean_cosine(&moved) < mean_cosine(&still) - 0.01, "{still:?}, {moved:?}");
    }
}
