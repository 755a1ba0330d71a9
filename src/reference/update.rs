//! The steps that train: statistics into the pending ones, into the averages, or into both a step
//! apart.

use crate::reference::ema::{Rule, State, Statistics};
use crate::reference::spaces::{norm, normalized};
use crate::reference::steps::{Answer, Arrays, Quantized, Reference, of};
use crate::reference::{measures, restart};
use crate::vq::spec::{Initial, LEAST_NORM, Metric, Orthogonal};

impl Reference<'_> {
    /// Quantizes with the codebook as given, then makes one step of the rule: with this batch's
    /// statistics, or, where updates are asynchronous, with those that are pending, and these
    /// pend.
    pub(in crate::reference) fn update(&self, given: &Arrays, codes: Option<&[i32]>) -> Answer {
        let Quantized { books, choice, statistics, mut outputs, valid } =
            self.quantize(given, codes);
        let counts = statistics.counts.clone();
        if self.spec.async_updates {
            outputs.extend(self.apply_pending(given));
            outputs.extend([
                ("pending_counts", statistics.counts),
                ("pending_sums", statistics.sums),
                ("pending_steps", vec![1.0]),
            ]);
        } else {
            let mut new = self.stepped(given, &statistics);
            // For a stage that is not active there was no step.
            let active = self.active_stages(given);
            for name in ["codebook", "cluster_size", "embed_sum"] {
                let old = of(given, name);
                let changed = self.of_active(old, active).len();
                if let Some(new) = new.get_mut(name) {
                    new[changed..].copy_from_slice(&old[changed..]);
                }
            }
            outputs.extend(new);
            if let Some(rule) = &books.spec.restart {
                let batch = restart::Batch {
                    books: &books,
                    choice: &choice,
                    valid: &valid,
                    key: self.key(given),
                };
                let mut new = self.state(&outputs);
                let count = restart::restart(rule, batch, &mut new);
                outputs.extend(self.named(new));
                outputs.insert("restarted_entries", vec![count as f64]);
            }
        }
        outputs.extend(self.moved_usage(given, &counts));
        if let Some(steps) = given.get("steps") {
            outputs.insert("steps", vec![steps[0] + 1.0]);
        }
        Answer { outputs, regrets: choice.regrets }
    }

    /// The usage histogram after a step that counted so, and what it says; nothing without one.
    fn moved_usage(&self, given: &Arrays, counts: &[f64]) -> Arrays {
        let Some(decay) = self.codebook().usage_decay else { return Arrays::new() };
        let size = self.codebook().codebook_size;
        let usage = measures::moving_shares(decay, of(given, "usage"), counts, size);
        let over = |of| vec![measures::over_codebooks(&usage, size, of)];
        Arrays::from([
            ("usage_perplexity", over(measures::perplexity)),
            ("usage_entropy", over(measures::entropy)),
            ("usage", usage),
        ])
    }

    /// Quantizes, and adds the statistics to the pending ones.
    pub(in crate::reference) fn accumulate(&self, given: &Arrays, codes: Option<&[i32]>) -> Answer {
        let Quantized { choice, statistics, mut outputs, .. } = self.quantize(given, codes);
        let pending = self.pending(given);
        let sum = |old: &[f64], new: &[f64]| old.iter().zip(new).map(|(a, b)| a + b).collect();
        outputs.extend([
            ("pending_counts", sum(&pending.counts, &statistics.counts)),
            ("pending_sums", sum(&pending.sums, &statistics.sums)),
        ]);
        Answer { outputs, regrets: choice.regrets }
    }

    /// One step of the rule with the pending statistics, and none after it.
    pub(in crate::reference) fn apply(&self, given: &Arrays) -> Arrays {
        let pending = self.pending(given);
        let mut outputs = if self.spec.async_updates {
            self.apply_pending(given)
        } else {
            self.stepped(given, &pending)
        };
        // An asynchronous update counted its batch when it made it pending.
        if !self.spec.async_updates {
            outputs.extend(self.moved_usage(given, &pending.counts));
        }
        outputs.extend([
            ("pending_counts", vec![0.0; pending.counts.len()]),
            ("pending_sums", vec![0.0; pending.sums.len()]),
        ]);
        if self.spec.async_updates {
            outputs.insert("pending_steps", vec![0.0]);
        }
        outputs
    }

    /// One step with what is pending; the state as it is where nothing is.
    fn apply_pending(&self, given: &Arrays) -> Arrays {
        if of(given, "pending_steps")[0] > 0.0 {
            return self.stepped(given, &self.pending(given));
        }
        self.named(self.state(given))
    }

    /// What is pending, over all devices that hold a part of it.
    fn pending(&self, given: &Arrays) -> Statistics {
        let codebook = self.codebook();
        let entries = codebook.lead().iter().product::<usize>() * codebook.codebook_size;
        let total = |name: &str, size: usize| {
            let mut total = vec![0.0; size];
            for (place, value) in of(given, name).iter().enumerate() {
                total[place % size] += value;
            }
            total
        };
        Statistics {
            counts: total("pending_counts", entries),
            sums: total("pending_sums", entries * self.spec.quantizer.entry_dim()),
        }
    }

    fn stepped(&self, given: &Arrays, statistics: &Statistics) -> Arrays {
        let codebook = self.codebook();
        let weights = codebook.ema.update_weight.then(|| of(given, "update_weight"));
        let rule = Rule { ema: &codebook.ema, codebook_size: codebook.codebook_size, weights };
        let old = self.state(given);
        let mut new = old.step(&rule, statistics);
        let moves: Vec<bool> = (0..statistics.counts.len())
            .map(|k| statistics.counts[k] > 0.0 && rule.weight(k) > 0.0)
            .collect();
        new.codebook = self.renormalized(&old.codebook, new.codebook, &moves);
        if let Some(term) = self.spec.quantizer.losses.orthogonal.filter(|term| term.rate > 0.0) {
            self.step_towards_right_angles(given, term, (&rule, statistics), &mut new);
        }
        self.named(new)
    }

    /// A step down the gradient, with the sums. Directions are turned: entries and sums keep their
    /// lengths.
    fn step_towards_right_angles(
        &self,
        given: &Arrays,
        Orthogonal { weight, rate }: Orthogonal,
        (rule, statistics): (&Rule<'_>, &Statistics),
        new: &mut State,
    ) {
        let gradient = self.books(given).orthogonal_gradient(&new.codebook);
        let dim = new.embed_sum.len() / new.cluster_size.len();
        let step: Vec<f64> = gradient.iter().map(|gradient| rate * weight * gradient).collect();
        match self.spec.quantizer.metric() {
            Metric::Euclidean => {
                let (counts, seen) = (new.divisors(rule, statistics), rule.seen(new));
                for (place, step) in step.iter().enumerate() {
                    new.codebook[place] -= step;
                    new.embed_sum[place] -= step * counts[place / dim] * seen;
                }
            }
            Metric::Cosine(_) => {
                let turned = |row: &[f64], entry: &[f64], step: &[f64]| {
                    let (own, entry) = (norm(row), norm(entry).max(LEAST_NORM));
                    let unit = normalized(row, dim);
                    let moved: Vec<f64> =
                        unit.iter().zip(step).map(|(unit, step)| unit - step / entry).collect();
                    normalized(&moved, dim).iter().map(|x| own * x).collect::<Vec<_>>()
                };
                for start in (0..new.codebook.len()).step_by(dim) {
                    let own = start..start + dim;
                    let (entry, step) = (new.codebook[own.clone()].to_vec(), &step[own.clone()]);
                    let sum = turned(&new.embed_sum[own.clone()], &entry, step);
                    new.embed_sum[own.clone()].copy_from_slice(&sum);
                    new.codebook[own].copy_from_slice(&turned(&entry, &entry, step));
                }
            }
        }
    }

    fn state(&self, given: &Arrays) -> State {
        State {
            codebook: of(given, "codebook").to_vec(),
            cluster_size: of(given, "cluster_size").to_vec(),
            embed_sum: of(given, "embed_sum").to_vec(),
            ema_steps: given.get("ema_steps").map_or(0.0, |steps| steps[0]),
        }
    }

    fn named(&self, state: State) -> Arrays {
        let mut named = Arrays::from([
            ("codebook", state.codebook),
            ("cluster_size", state.cluster_size),
            ("embed_sum", state.embed_sum),
        ]);
        if self.codebook().ema.initial == Initial::ZeroDebiased {
            named.insert("ema_steps", vec![state.ema_steps]);
        }
        named
    }
}
