//! Renders a comparison as plain text: a block a target, a column a codebook size.

use crate::report::comparison::{Cell, Comparison, Measures, quotient, used};
use crate::report::table::{aligned, human_bytes, human_count};

/// One line of a block: its name, the number of a cell, how it is written.
struct Line {
    name: &'static str,
    number: fn(&Cell) -> Option<f64>,
    written: fn(f64) -> String,
    /// Which compilation the number comes from.
    source: Source,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    Shapes,
    Step,
    Naive,
}

const LINES: [Line; 13] = [
    line("bits of a code", Source::Shapes, |c| Some(c.compression.code_bits as f64), plain),
    line(
        "compression (input bits / code bits)",
        Source::Shapes,
        |c| Some(c.compression.ratio),
        one,
    ),
    line("memory of a device", Source::Step, |c| step(c).and_then(used), bytes),
    line("operations of a device", Source::Step, |c| step(c).and_then(flops), operations),
    line("estimated cycles", Source::Step, |c| step(c).and_then(cycles), human_count),
    line("collectives of a device", Source::Step, |c| step(c).map(collectives), bytes),
    line("naive: largest array", Source::Naive, |c| naive(c).map(largest), bytes),
    line("naive: memory of a device", Source::Naive, |c| naive(c).and_then(used), bytes),
    line("naive: operations of a device", Source::Naive, |c| naive(c).and_then(flops), operations),
    line("naive: estimated cycles", Source::Naive, |c| naive(c).and_then(cycles), human_count),
    line("naive over own: memory", Source::Naive, |c| c.naive_over_step.memory, times),
    line("naive over own: operations", Source::Naive, |c| c.naive_over_step.flops, times),
    line("naive over own: cycles", Source::Naive, |c| c.naive_over_step.estimated_cycles, times),
];

const fn line(
    name: &'static str,
    source: Source,
    number: fn(&Cell) -> Option<f64>,
    written: fn(f64) -> String,
) -> Line {
    Line { name, number, written, source }
}

fn step(cell: &Cell) -> Option<&Measures> {
    cell.step.measures()
}

fn naive(cell: &Cell) -> Option<&Measures> {
    cell.naive.measures()
}

fn flops(measures: &Measures) -> Option<f64> {
    measures.flops_per_device.as_ref().map(|flops| flops.value)
}

fn cycles(measures: &Measures) -> Option<f64> {
    measures.estimate.as_ref().map(|estimate| estimate.cycles)
}

fn collectives(measures: &Measures) -> f64 {
    measures.collective_bytes_per_device as f64
}

fn largest(measures: &Measures) -> f64 {
    measures.largest_array.bytes as f64
}

fn plain(number: f64) -> String {
    format!("{number}")
}

fn one(number: f64) -> String {
    format!("{number:.1}")
}

fn times(number: f64) -> String {
    format!("{number:.2}x")
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "these were whole bytes before"
)]
fn bytes(number: f64) -> String {
    human_bytes(number as u64)
}

fn operations(number: f64) -> String {
    let text = human_count(number);
    if text.contains(' ') { format!("{text}FLOP") } else { format!("{text} FLOP") }
}

impl Comparison {
    /// The comparison as a table for people.
    pub fn to_table(&self) -> String {
        let same_target = |a: &Cell, b: &Cell| a.target == b.target;
        let mut blocks: Vec<String> = self.cells.chunk_by(same_target).map(block).collect();
        blocks.push(self.notes.iter().map(|note| format!("{note}\n")).collect());
        blocks.join("\n")
    }
}

/// The cells of one target.
fn block(cells: &[Cell]) -> String {
    let sizes: Vec<usize> = cells.iter().map(|cell| cell.codebook_size).collect();
    let mut head = vec![String::new()];
    head.extend(sizes.iter().map(|size| format!("{size} codes")));
    if let [first, .., last] = sizes[..] {
        head.push(format!("{last} / {first}"));
    }
    let mut rows = vec![head];
    rows.extend(LINES.iter().map(|line| row(line, cells)));
    let table: String = aligned(&rows).lines().map(|line| format!("  {line}\n")).collect();
    let remarks = remarks(cells).into_iter().map(|remark| format!("  {remark}\n"));
    format!("{}\n{table}{}", title(&cells[0]), remarks.collect::<String>())
}

fn title(cell: &Cell) -> String {
    let target = &cell.compiled_for;
    let chips = target.chips.map_or(String::new(), |chips| format!(" on {chips} chips"));
    let axes = target.mesh.iter().map(|axis| format!("{}={}", axis.name, axis.size));
    let mesh = axes.collect::<Vec<_>>().join(",");
    let devices = target.devices;
    let noun = if devices == 1 { "device" } else { "devices" };
    format!("{}: {devices} {noun}{chips}, mesh {mesh}", cell.target)
}

fn row(line: &Line, cells: &[Cell]) -> Vec<String> {
    let text = |cell: &Cell| {
        let failed = match line.source {
            Source::Shapes => false,
            Source::Step => cell.step.failure().is_some(),
            Source::Naive => cell.naive.failure().is_some(),
        };
        match (line.number)(cell) {
            Some(number) => (line.written)(number),
            None if failed => "failed".to_owned(),
            None => "not told".to_owned(),
        }
    };
    let mut row = vec![line.name.to_owned()];
    row.extend(cells.iter().map(text));
    if let [first, .., last] = cells {
        let ratio = quotient((line.number)(last), (line.number)(first));
        let is_ratio = line.name.starts_with("naive over own");
        row.extend(ratio.filter(|_| !is_ratio).map(times));
    }
    row
}

/// What must be said of a target's cells: stand-ins, who counted operations, what failed.
fn remarks(cells: &[Cell]) -> Vec<String> {
    let mut remarks: Vec<String> = Vec::new();
    let mut add = |remark: String| {
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    };
    for cell in cells {
        if let Some(stand_in) = &cell.stand_in {
            add(stand_in.clone());
        }
        if let Some(flops) = step(cell).and_then(|measures| measures.flops_per_device.as_ref()) {
            add(format!("operations counted by: {}", flops.source));
        }
        for (form, outcome) in [("", &cell.step), ("naive ", &cell.naive)] {
            if let Some(failure) = outcome.failure() {
                add(format!("{} codes, {form}form failed: {failure}", cell.codebook_size));
            }
        }
    }
    remarks
}
