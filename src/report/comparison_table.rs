//! Renders a comparison as plain text: a block a target, a column a codebook size.

use crate::report::comparison::{Cell, Comparison, Measures, quotient, seconds, used};
use crate::report::estimate::human_seconds;
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

const LINES: [Line; 16] = [
    line("bits of a code", Source::Shapes, |c| Some(c.compression.code_bits as f64), plain),
    line(
        "compression (input bits / code bits)",
        Source::Shapes,
        |c| Some(c.compression.ratio),
        one,
    ),
    line("memory of a device", Source::Step, |c| step(c).and_then(used), bytes),
    line("operations of a device", Source::Step, |c| step(c).and_then(flops), operations),
    line("estimated time", Source::Step, |c| step(c).and_then(seconds), human_seconds),
    line("estimated cycles", Source::Step, |c| step(c).and_then(cycles), human_count),
    line("collectives of a device", Source::Step, |c| step(c).map(collectives), bytes),
    line("naive: largest array", Source::Naive, |c| naive(c).map(largest), bytes),
    line("naive: memory of a device", Source::Naive, |c| naive(c).and_then(used), bytes),
    line("naive: operations of a device", Source::Naive, |c| naive(c).and_then(flops), operations),
    line("naive: estimated time", Source::Naive, |c| naive(c).and_then(seconds), human_seconds),
    line("naive: estimated cycles", Source::Naive, |c| naive(c).and_then(cycles), human_count),
    line("naive over own: memory", Source::Naive, |c| c.naive_over_step.memory, times),
    line("naive over own: operations", Source::Naive, |c| c.naive_over_step.flops, times),
    line("naive over own: time", Source::Naive, |c| c.naive_over_step.estimated_time, times),
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
            let all = cell.naive_over_step.flops.is_some() || naive(cell).is_none();
            let rest = if all { "" } else { ", not all that the naive form has" };
            add(format!("operations: {}{rest}", flops.source));
        }
        for (form, outcome) in [("", &cell.step), (", naive form", &cell.naive)] {
            if let Some(failure) = outcome.failure() {
                add(format!("{} codes{form} failed: {failure}", cell.codebook_size));
            }
        }
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::comparison::{
        COMPARISON_SCHEMA_VERSION, LargestArray, Outcome, Ratios, memory_bytes, schema,
    };
    use crate::report::estimate::Estimate;
    use crate::report::memory::MemoryPerDevice;
    use crate::report::{Compression, Counted, MeshAxisReport, TargetReport};

    const COUNTED: &str = "the compiler";

    fn compiled(megabytes: u64, flops: f64, cycles: Option<f64>) -> Outcome {
        let memory_per_device =
            MemoryPerDevice { peak_bytes: Some(megabytes << 20), ..MemoryPerDevice::default() };
        let (source, note) = ("its windows".to_owned(), "not measured".to_owned());
        Outcome::Compiled(Box::new(Measures {
            memory_bytes_per_device: memory_bytes(&memory_per_device),
            memory_per_device,
            flops_per_device: Some(Counted { value: flops, source: COUNTED.to_owned() }),
            estimate: cycles.map(|cycles| Estimate { cycles, source, note, time: None }),
            collective_bytes_per_device: 1024,
            largest_array: LargestArray { shape: "f32[256]".to_owned(), bytes: 1024 },
            compile_seconds: 0.5,
            from_cache: false,
        }))
    }

    fn cell(codebook_size: usize, step: Outcome, naive: Outcome) -> Cell {
        let code_bits = u64::from(codebook_size.ilog2());
        Cell {
            target: "v4-8".to_owned(),
            codebook_size,
            stand_in: None,
            compiled_for: TargetReport {
                name: "v4-8".to_owned(),
                kind: "tpu".to_owned(),
                topology: None,
                devices: 8,
                chips: Some(4),
                mesh: vec![MeshAxisReport { name: "data".to_owned(), size: 8 }],
            },
            job: serde_json::json!({}),
            compression: Compression {
                ratio: 12_288.0 / code_bits as f64,
                input_bits_per_token: 12_288,
                code_bits,
                compares: String::new(),
            },
            naive_over_step: Ratios::of(&naive, &step, COUNTED),
            step,
            naive,
        }
    }

    fn comparison(cells: Vec<Cell>) -> Comparison {
        let (schema_version, vqbit_version) = (COMPARISON_SCHEMA_VERSION, "0.1.0".to_owned());
        Comparison { schema_version, vqbit_version, notes: vec!["a note".to_owned()], cells }
    }

    #[test]
    fn codebook_sizes_stand_side_by_side_with_their_ratio() {
        let no_room = Outcome::Failed("memory: no room".to_owned());
        let cells = vec![
            cell(64, compiled(2, 1e6, Some(1000.0)), compiled(3, 1.5e6, Some(8000.0))),
            cell(128, compiled(3, 2e6, None), no_room),
        ];
        let wanted = "\
v4-8: 8 devices on 4 chips, mesh data=8
                                        64 codes    128 codes   128 / 64
  bits of a code                        6           7           1.17x
  compression (input bits / code bits)  2048.0      1755.4      0.86x
  memory of a device                    2.00 MiB    3.00 MiB    1.50x
  operations of a device                1.00 MFLOP  2.00 MFLOP  2.00x
  estimated time                        not told    not told
  estimated cycles                      1.00 k      not told
  collectives of a device               1.00 KiB    1.00 KiB    1.00x
  naive: largest array                  1.00 KiB    failed
  naive: memory of a device             3.00 MiB    failed
  naive: operations of a device         1.50 MFLOP  failed
  naive: estimated time                 not told    failed
  naive: estimated cycles               8.00 k      failed
  naive over own: memory                1.50x       failed
  naive over own: operations            1.50x       failed
  naive over own: time                  not told    failed
  naive over own: cycles                8.00x       failed
  operations: the compiler
  128 codes, naive form failed: memory: no room

a note
";
        assert_eq!(comparison(cells).to_table(), wanted);
    }

    #[test]
    fn one_size_has_no_ratio_and_a_stand_in_is_told() {
        let mut alone = cell(64, compiled(2, 1e6, None), compiled(2, 1e6, None));
        alone.stand_in = Some("compiled elsewhere".to_owned());
        alone.naive_over_step.flops = None;
        let table = comparison(vec![alone]).to_table();
        let counted = "\n  operations: the compiler, not all that the naive form has\n";
        assert!(table.contains(counted), "{table}");
        assert!(table.contains("\n  bits of a code                        6\n"), "{table}");
        assert!(table.contains("\n  compiled elsewhere\n"), "{table}");
    }

    #[test]
    fn operations_of_which_some_are_not_counted_have_no_quotient() {
        let (own, naive) = (compiled(2, 1e6, None), compiled(3, 1e6, None));
        assert_eq!(Ratios::of(&naive, &own, COUNTED).flops, Some(1.0));
        assert_eq!(Ratios::of(&naive, &own, "another").flops, None);
        assert_eq!(Ratios::of(&naive, &own, COUNTED).memory, Some(1.5));
    }

    #[test]
    fn a_peak_without_its_temporaries_is_no_peak() {
        let memory = MemoryPerDevice {
            argument_bytes: Some(10),
            output_bytes: Some(8),
            alias_bytes: Some(3),
            temp_bytes: Some(100),
            peak_bytes: Some(15),
            ..MemoryPerDevice::default()
        };
        assert_eq!(memory_bytes(&memory), Some(115));
        let peak = |peak_bytes| MemoryPerDevice { peak_bytes, ..memory.clone() };
        assert_eq!(memory_bytes(&peak(Some(120))), Some(120));
        assert_eq!(memory_bytes(&MemoryPerDevice { temp_bytes: None, ..peak(None) }), None);
    }

    #[test]
    fn a_comparison_survives_json_and_its_schema_names_its_keys() {
        let failed = Outcome::Failed("no".to_owned());
        let whole = comparison(vec![cell(64, compiled(2, 1e6, Some(1e3)), failed)]);
        let json = serde_json::to_value(&whole).expect("JSON");
        let described = schema();
        for key in json.as_object().expect("an object").keys() {
            assert!(described["properties"].get(key).is_some(), "{key}");
        }
        for key in json["cells"][0].as_object().expect("an object").keys() {
            assert!(described["$defs"]["Cell"]["properties"].get(key).is_some(), "{key}");
        }
        assert_eq!(serde_json::from_value::<Comparison>(json).expect("a comparison"), whole);
    }
}
