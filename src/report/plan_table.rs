//! A plan as a table for people.

use crate::report::comparison::memory_bytes;
use crate::report::estimate::human_seconds;
use crate::report::plan::{Dropped, DroppedWay, Plan, RankedWay};
use crate::report::table::{aligned, human_bytes};

const HEAD: [&str; 10] =
    ["rank", "target", "mesh", "layout", "estimate", "compute", "HBM", "ICI", "of floor", "memory"];

impl Plan {
    /// The plan as a table for people.
    pub fn to_table(&self) -> String {
        let mut blocks = vec![self.title()];
        if !self.ranked.is_empty() {
            blocks.push(self.ranking());
            blocks.push(self.best_lines());
        }
        if !self.dropped.is_empty() {
            blocks.push(self.dropped_lines());
        }
        blocks.push(self.notes.iter().map(|note| format!("{note}\n")).collect());
        blocks.join("\n")
    }

    fn title(&self) -> String {
        let (ranked, dropped) = (self.ranked.len(), self.dropped.len());
        let step = self.job["step"].as_str().unwrap_or_default();
        format!("{step} in {} ways: {ranked} ranked, {dropped} dropped\n", ranked + dropped)
    }

    fn ranking(&self) -> String {
        let mut rows = vec![HEAD.map(str::to_owned).to_vec()];
        rows[0].push("why".to_owned());
        rows.extend(self.ranked.iter().map(row));
        aligned(&rows)
    }

    fn best_lines(&self) -> String {
        let line = |best: &RankedWay| {
            let target = &best.target;
            let chips = target.chips.unwrap_or(target.devices);
            let noun = if chips == 1 { "chip" } else { "chips" };
            let (way, seconds) = (best.way.short(), human_seconds(best.estimate.seconds));
            format!("best for {} ({chips} {noun}): {way}, {seconds}\n", target.name)
        };
        let mut text: String = self.best().into_iter().map(line).collect();
        if let Some(own) = self.own() {
            text.push_str(&match own.rank {
                1 => "the job is written so\n".to_owned(),
                rank => format!(
                    "the job is written as rank {rank} ({}): {:.2}x the best\n",
                    own.way.short(),
                    own.times_best
                ),
            });
        }
        text
    }

    /// Ways that are dropped for one reason in one line.
    fn dropped_lines(&self) -> String {
        let mut reasons: Vec<(&DroppedWay, Vec<String>)> = Vec::new();
        for dropped in &self.dropped {
            let same = reasons.iter_mut().find(|(first, _)| {
                (first.dropped, &first.reason) == (dropped.dropped, &dropped.reason)
                    && first.way.target == dropped.way.target
            });
            match same {
                Some((_, ways)) => ways.push(dropped.way.short()),
                None => reasons.push((dropped, vec![dropped.way.short()])),
            }
        }
        let line = |(dropped, ways): &(&DroppedWay, Vec<String>)| {
            let (target, ways) = (&dropped.way.target, ways.join("; "));
            format!("  {target}: {ways}\n    {}: {}\n", dropped.dropped.word(), dropped.reason)
        };
        format!("dropped\n{}", reasons.iter().map(line).collect::<String>())
    }
}

impl Dropped {
    /// As tables say it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Same => "same program",
            Self::Failed => "failed",
            Self::OverBudget => "over budget",
        }
    }
}

fn row(ranked: &RankedWay) -> Vec<String> {
    let RankedWay { rank, way, estimate, memory_per_device, .. } = ranked;
    let megacore = if way.megacore { " megacore" } else { "" };
    let floor = estimate.times_floor().map(|times| format!("{times:.1}x"));
    let memory = memory_bytes(memory_per_device).map(human_bytes);
    let mut row = vec![
        rank.to_string(),
        format!("{}{megacore}", way.target),
        way.mesh.clone(),
        way.layout_and_form(),
        human_seconds(estimate.seconds),
    ];
    row.extend(estimate.named().map(|(_, seconds)| human_seconds(seconds)));
    row.extend([floor.unwrap_or_default(), memory.unwrap_or_default(), ranked.why.clone()]);
    row
}
