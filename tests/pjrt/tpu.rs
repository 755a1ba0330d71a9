//! Jobs compiled for TPU slices by the real libtpu, from the job to the report.
//!
//! The plugin's path comes from `VQBIT_TEST_LIBTPU`, which `scripts/test` sets. Each compilation is
//! a child process of its own, so tests may run beside each other.

use vqbit::emit::format::Format;
use vqbit::inspect::aliases::aliases;
use vqbit::inspect::collectives::CollectiveRow;
use vqbit::job::Job;
use vqbit::pipeline::{Compiled, PipelineError};
use vqbit::report::TensorRole;
use vqbit::vq::spec::{Layout, Step};
use vqbit::wire::hlo::{HloInstructionProto, HloModuleProto};
use vqbit::wire::xla_data::{PrimitiveType, ShapeProto};

use crate::subject::{LIBTPU, compiler, job};

/// Kind, axes, count, and the bytes on v4-32 (64 entries) and on v6e-32 (128 entries).
type Row = (&'static str, &'static str, usize, [u64; 2]);

/// All collectives of each step and layout on the mesh data=4,model=8 at the reference size. They
/// are the same on both targets.
///
/// `tokens`: one all-reduce of everything a batch says, and nothing before it. `tokens+codes`: two
/// gathers along `model` are the search's partial minima (scores and codes, 8 x 4096 of each), the
/// third is the bf16 codebook for the lookup; the largest share is a reduction of its own. `tokens+dim`:
/// the products of the parts of a token are handed over along `model`, all parts of some tokens to each
/// device, and the codes (16 KiB) and the parts of the entries' norms are gathered.
const INVENTORY: [(Layout, Step, &[Row]); 12] = [
    (Layout::Tokens, Step::Encode, &[]),
    (Layout::Tokens, Step::Decode, &[("all-reduce", "data,model", 1, [4, 4])]),
    (Layout::Tokens, Step::Quantize, &[("all-reduce", "data,model", 1, [268, 524])]),
    (Layout::Tokens, Step::Update, &[("all-reduce", "data,model", 1, [196_876, 393_740])]),
    (
        Layout::TokensDim,
        Step::Encode,
        &[
            ("all-gather", "model", 3, [22_528, 24_576]),
            ("all-to-all", "model", 1, [1_048_576, 2_097_152]),
        ],
    ),
    (Layout::TokensDim, Step::Decode, &[("all-reduce", "data", 1, [4, 4])]),
    (
        Layout::TokensDim,
        Step::Quantize,
        &[
            ("all-reduce", "data", 1, [260, 516]),
            ("all-reduce", "data,model", 1, [8, 8]),
            ("all-gather", "model", 3, [22_528, 24_576]),
            ("all-to-all", "model", 1, [1_048_576, 2_097_152]),
        ],
    ),
    (
        Layout::TokensDim,
        Step::Update,
        &[
            ("all-reduce", "data", 1, [24_836, 49_668]),
            ("all-reduce", "data,model", 1, [8, 8]),
            ("all-gather", "model", 3, [22_528, 24_576]),
            ("all-to-all", "model", 1, [1_048_576, 2_097_152]),
        ],
    ),
    (Layout::TokensCodes, Step::Encode, &[("all-gather", "model", 2, [262_144, 262_144])]),
    (
        Layout::TokensCodes,
        Step::Decode,
        &[("all-reduce", "data", 1, [4, 4]), ("all-gather", "model", 1, [98_304, 196_608])],
    ),
    (
        Layout::TokensCodes,
        Step::Quantize,
        &[
            ("all-reduce", "data", 1, [40, 72]),
            ("all-reduce", "model", 2, [16, 16]),
            ("all-gather", "model", 3, [360_448, 458_752]),
        ],
    ),
    (
        Layout::TokensCodes,
        Step::Update,
        &[
            ("all-reduce", "data", 1, [24_616, 49_224]),
            ("all-reduce", "model", 2, [20, 20]),
            ("all-gather", "model", 3, [360_448, 458_752]),
        ],
    ),
];

/// What vqbit says itself that devices tell each other, on both targets alike: size of the codebook,
/// then kind, axes, count and bytes.
///
/// `state-sharded`: the bf16 codebook is gathered, and one all-reduce has the sums, of which each device
/// keeps its part, with counts and losses.
/// `codes+tokens`: beside the codebook, tokens and minima (scores and codes as one array) are gathered
/// along `model`. Of a codebook of more than twice the tokens of a search a part is gathered, and a
/// reduce-scatter has the rows that each device's part has of the others' tokens.
type Written = (Layout, Step, usize, &'static [(&'static str, &'static str, usize, u64)]);

const WRITTEN: [Written; 7] = [
    (Layout::StateSharded, Step::Encode, 1024, &[("all-gather", "data,model", 1, 1_572_864)]),
    (
        Layout::StateSharded,
        Step::Decode,
        1024,
        &[("all-reduce", "data,model", 1, 4), ("all-gather", "data,model", 1, 1_572_864)],
    ),
    (
        Layout::StateSharded,
        Step::Update,
        1024,
        &[("all-reduce", "data,model", 1, 3_149_836), ("all-gather", "data,model", 1, 1_572_864)],
    ),
    (
        Layout::StateSharded,
        Step::Update,
        8192,
        &[("all-reduce", "data,model", 1, 25_198_604), ("all-gather", "data,model", 1, 12_582_912)],
    ),
    (
        Layout::CodesTokens,
        Step::Encode,
        8192,
        &[("all-gather", "data", 1, 1_572_864), ("all-gather", "model", 2, 6_553_600)],
    ),
    (
        Layout::CodesTokens,
        Step::Update,
        8192,
        &[
            ("all-reduce", "data,model", 1, 32_780),
            ("all-gather", "data,model", 1, 12_582_912),
            ("all-gather", "model", 2, 6_553_600),
            ("reduce-scatter", "data", 1, 3_145_728),
        ],
    ),
    (
        Layout::CodesTokens,
        Step::Update,
        16384,
        &[
            ("all-reduce", "data,model", 1, 65_548),
            ("all-gather", "data", 1, 3_145_728),
            ("all-gather", "model", 2, 6_553_600),
            ("reduce-scatter", "data", 1, 6_291_456),
            ("reduce-scatter", "model", 1, 6_291_456),
        ],
    ),
];

#[test]
fn collectives_that_are_written_are_those_that_are_compiled() {
    for target in ["v4-32", "v6e-32"] {
        for (layout, step, size, rows) in WRITTEN {
            let (layout_name, step_name) = (layout.name(), step.name());
            let case = format!("{target} {layout_name} {step_name} {size}");
            let compiled = compiled(&format!(
                r#"{{"target": "{target}", "mesh": "4x8", "layout": "{layout_name}",
                    "step": "{step_name}", "quantizer": {{"codebook_size": {size}}}}}"#
            ));
            let found: Vec<String> = compiled.collectives.iter().map(row_text).collect();
            let wanted = rows
                .iter()
                .map(|(kind, axes, count, bytes)| format!("{kind} {axes} x{count} of {bytes} B"));
            assert_eq!(found, wanted.collect::<Vec<_>>(), "{case}: collectives");
            check_devices(&compiled, &case);
            check_outputs(&compiled, &case);
            check_donation(&compiled, &case);
            check_accumulation(&compiled, &case);
            assert_eq!(score_buffers(&compiled).len(), 0, "{case}: score buffers");
        }
    }
}

fn compile(job: &Job) -> Result<Compiled, PipelineError> {
    compiler(LIBTPU, Format::StableHlo).compile(job)
}

pub(crate) fn compiled(text: &str) -> Compiled {
    compile(&job(text)).unwrap_or_else(|error| panic!("{text}: {}", chain(&error)))
}

fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

pub(crate) fn row_text(row: &CollectiveRow) -> String {
    let axes = row.axes.as_ref().map_or("?".to_owned(), |axes| axes.join(","));
    let looped = if row.in_loop { " looped" } else { "" };
    format!("{} {axes} x{} of {} B{looped}", row.kind, row.count, row.bytes())
}

/// All steps and layouts on a target; `column` picks the bytes of the inventory.
fn check_grid(target: &str, column: usize) {
    for (layout, step, rows) in INVENTORY {
        let (layout_name, step_name) = (layout.name(), step.name());
        let case = format!("{target} {layout_name} {step_name}");
        let compiled = compiled(&format!(
            r#"{{"target": "{target}", "mesh": "4x8", "layout": "{layout_name}",
                "step": "{step_name}"}}"#
        ));
        let found: Vec<String> = compiled.collectives.iter().map(row_text).collect();
        let wanted = rows.iter().map(|(kind, axes, count, bytes)| {
            format!("{kind} {axes} x{count} of {} B", bytes[column])
        });
        assert_eq!(found, wanted.collect::<Vec<_>>(), "{case}: collectives");
        check_devices(&compiled, &case);
        check_outputs(&compiled, &case);
        check_donation(&compiled, &case);
        check_accumulation(&compiled, &case);
        check_products(&compiled, &case);
        let searches = step != Step::Decode;
        let whole_scores = usize::from(layout == Layout::TokensDim && searches) * 2;
        assert_eq!(score_buffers(&compiled).len(), whole_scores, "{case}: score buffers");
    }
}

/// The program has the mesh's partitions, on the physical devices that were chosen for them.
fn check_devices(compiled: &Compiled, case: &str) {
    let devices = compiled.job.mesh.device_count();
    assert_eq!(compiled.response.num_partitions, devices, "{case}: partitions");
    assert_eq!(compiled.response.num_replicas, 1, "{case}: replicas");
    assert_eq!(compiled.report.target.devices, devices, "{case}: devices of the report");
    let assignment = compiled.optimized.device_assignment.as_ref().expect("a device assignment");
    let ids = assignment.computation_devices.iter().flat_map(|d| d.replica_device_ids.clone());
    let layout = compiled.devices.as_ref().expect("a device layout");
    assert_eq!(ids.collect::<Vec<_>>(), layout.ids, "{case}: device assignment");
}

/// The shapes that the report promises a device are those that the executable gives back.
fn check_outputs(compiled: &Compiled, case: &str) {
    let results = compiled.report.tensors.iter().filter(|t| t.role == TensorRole::Result);
    let promised: Vec<String> = results.map(|t| t.per_device_shape.clone()).collect();
    let outputs = compiled.response.outputs.iter().map(|output| {
        let dims: Vec<String> = output.dimensions.iter().map(i64::to_string).collect();
        format!("{}[{}]", output.element_type.name(), dims.join(","))
    });
    assert_eq!(outputs.collect::<Vec<_>>(), promised, "{case}: outputs of a device");
}

/// The state of an update, and nothing else, lies where it came from.
fn check_donation(compiled: &Compiled, case: &str) {
    let copied = &compiled.report.contract.not_donated;
    assert!(copied.is_empty(), "{case}: {copied:?}");
    let number = |number: usize| i64::try_from(number).expect("a small number");
    let wanted = compiled.interface.aliases.iter();
    let wanted = wanted.map(|a| (vec![number(a.result)], number(a.parameter)));
    let found = aliases(&compiled.optimized).into_iter().map(|a| (a.output_index, a.parameter));
    assert_eq!(found.collect::<Vec<_>>(), wanted.collect::<Vec<_>>(), "{case}: aliases");
    let is_donated = |t: &&vqbit::report::TensorReport| {
        t.role == TensorRole::Parameter && t.aliased_to.is_some()
    };
    let donated = compiled.report.tensors.iter().filter(is_donated);
    let donated: u64 = donated.map(|t| t.per_device_bytes).sum();
    let alias_bytes = compiled.report.memory_per_device.alias_bytes.expect("libtpu tells it");
    assert_eq!(donated > 0, compiled.job.spec.step == Step::Update, "{case}: donated tensors");
    assert_eq!(alias_bytes > 0, donated > 0, "{case}: alias bytes");
    assert!(alias_bytes >= donated, "{case}: {alias_bytes} B aliased, {donated} B donated");
}

fn instructions(module: &HloModuleProto) -> impl Iterator<Item = &HloInstructionProto> {
    module.computations.iter().flat_map(|computation| &computation.instructions)
}

/// The arrays of a shape: itself, or the elements of a tuple.
fn arrays(shape: &ShapeProto) -> Vec<&ShapeProto> {
    if shape.element_type == PrimitiveType::Tuple as i32 {
        return shape.tuple_shapes.iter().flat_map(arrays).collect();
    }
    vec![shape]
}

/// Products, sums over devices and the search's smallest scores are f32 though the inputs are bf16.
///
/// The scores are folded beside their codes, and a compiler that stores those in bf16, because
/// nobody reads them in the end, may compare rounded ones when it folds in several turns.
fn check_accumulation(compiled: &Compiled, case: &str) {
    for sums in &compiled.report.contract.sums {
        let rounded = sums.additions.iter().find(|addition| addition.element_type != "f32");
        assert_eq!(rounded, None, "{case}: {}", sums.tensor);
    }
    for instruction in instructions(&compiled.optimized) {
        let is_product = is_product(&instruction);
        let is_sum_over_devices = instruction.opcode.starts_with("all-reduce");
        let is_fold = instruction.opcode == "reduce";
        for array in instruction.shape.iter().flat_map(arrays) {
            let element_type = PrimitiveType::try_from(array.element_type).expect("a type");
            let is_exact = element_type == PrimitiveType::F32
                || (!is_product && element_type != PrimitiveType::Bf16);
            assert!(
                is_exact || !(is_product || is_sum_over_devices || is_fold),
                "{case}: {} accumulates in {element_type:?}",
                instruction.name
            );
        }
    }
}

/// The search is one product of matrices, the sums of an update another; so are the rows of few codes
/// where each device has all entries.
fn check_products(compiled: &Compiled, case: &str) {
    let multiplied = usize::from(compiled.job.spec.layout == Layout::Tokens);
    let wanted = match compiled.job.spec.step {
        Step::Decode => 0,
        Step::Encode => 1,
        Step::Quantize => 1 + multiplied,
        Step::Update => 2 + multiplied,
        Step::Accumulate | Step::Apply | Step::Vjp => panic!("{case}: not in the inventory"),
    };
    assert_eq!(instructions(&compiled.optimized).filter(is_product).count(), wanted, "{case}");
}

fn is_product(instruction: &&HloInstructionProto) -> bool {
    matches!(instruction.opcode.as_str(), "dot" | "convolution")
}

/// The stored distances. `tokens+dim` must store them, since they are sums over devices.
pub(crate) fn score_buffers(compiled: &Compiled) -> Vec<String> {
    let stored = &compiled.report.contract.stored_distances;
    stored.iter().map(|array| format!("{} {}", array.instruction, array.shape)).collect()
}

#[test]
fn every_step_and_layout_compiles_for_v4_32_with_its_collectives() {
    check_grid("v4-32", 0);
}

#[test]
fn every_step_and_layout_compiles_for_v6e_32_with_its_collectives() {
    check_grid("v6e-32", 1);
}

#[test]
fn other_generations_sizes_and_meshes_compile() {
    let cases = [
        (r#"{"target": "v4-32", "megacore": true, "mesh": "2x8"}"#, 16, 1),
        (r#"{"target": "v6e-1"}"#, 1, 0),
        (r#"{"target": "v6e-8", "mesh": "2x4"}"#, 8, 1),
        (r#"{"target": "v5e-32"}"#, 32, 1),
        // Its name counts TensorCores, and the two of a chip are one device.
        (r#"{"target": "v5p-32"}"#, 16, 1),
        // The sums go over the SparseCores on their own, beside the rest.
        (r#"{"target": "tpu7x-32"}"#, 32, 2),
    ];
    for (text, devices, all_reduces) in cases {
        let compiled = compiled(text);
        check_devices(&compiled, text);
        check_outputs(&compiled, text);
        check_donation(&compiled, text);
        check_accumulation(&compiled, text);
        assert_eq!(compiled.report.target.devices, devices, "{text}");
        let rows: Vec<String> = compiled.collectives.iter().map(row_text).collect();
        let counts = compiled.collectives.iter().map(|row| row.count);
        assert_eq!(counts.sum::<usize>(), all_reduces, "{text}: {rows:?}");
        let axes = compiled.collectives.iter().map(|row| row.axes.clone().unwrap_or_default());
        assert!(axes.into_iter().all(|axes| axes == ["data", "model"]), "{text}: {rows:?}");
    }
}

#[test]
fn entries_that_the_mesh_does_not_divide_compile() {
    for target in ["v4-32", "v6e-32"] {
        let text = format!(
            r#"{{"target": "{target}", "mesh": "4x8", "layout": "tokens+codes", "vq_codes": 3}}"#
        );
        let compiled = compiled(&text);
        check_devices(&compiled, &text);
        check_outputs(&compiled, &text);
        check_donation(&compiled, &text);
        check_accumulation(&compiled, &text);
        // A device has one entry, so its code is known and only the scores are gathered.
        let found: Vec<String> = compiled.collectives.iter().map(row_text).collect();
        let wanted = [
            "all-reduce data x1 of 9236 B",
            "all-reduce model x1 of 32 B",
            "all-gather model x1 of 131072 B",
        ];
        assert_eq!(found, wanted, "{target}");
    }
}

#[test]
fn a_job_over_its_memory_limit_is_told_what_would_fit() {
    let compile_batch = |target: &str, layout: &str, batch: usize| {
        let text = format!(
            r#"{{"target": "{target}", "mesh": "4x8", "layout": "{layout}",
                "input": {{"batch": {batch}}}, "memory_limit_gb": 0.01}}"#
        );
        compile(&job(&text))
    };
    let error = compile_batch("v4-32", "tokens+codes", 32).expect_err("over the limit");
    assert!(matches!(error, PipelineError::Memory(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "memory: found 24.23 MiB a device, wanted at most 5.12 MiB (memory_limit_gb 0.01 of a chip \
         with 2 devices); the largest tensor is result quantized bf16[32,512,768] with \
         bf16[8,512,768] = 6.00 MiB a device; a batch of about 4 instead of 32 would fit"
    );
    let error = compile_batch("v6e-32", "tokens+codes", 32).expect_err("over the limit");
    assert_eq!(
        error.to_string(),
        "memory: found 24.37 MiB a device, wanted at most 10.24 MiB (memory_limit_gb 0.01 of a \
         chip); the largest tensor is result quantized bf16[32,512,768] with bf16[8,512,768] = \
         6.00 MiB a device; a batch of about 12 instead of 32 would fit"
    );
    for (target, batch) in [("v4-32", 4), ("v6e-32", 12)] {
        let proposed = compile_batch(target, "tokens+codes", batch);
        proposed.unwrap_or_else(|error| panic!("{target}: batch {batch}: {error}"));
    }
    compile_batch("v4-32", "tokens", 32).expect("4 MiB of 5 MiB a device");
}

#[test]
fn a_program_that_no_chip_holds_is_told_its_largest_tensor_and_what_would_fit() {
    let text = r#"{"target": "v6e-1", "input": {"batch": 32768, "seq": 512}}"#;
    let error = compile(&job(text)).expect_err("50 GB on a chip of 32 GB");
    let PipelineError::NoRoom { source, .. } = &error else { panic!("{}", chain(&error)) };
    assert!(source.to_string().contains("RESOURCE_EXHAUSTED"), "{source}");
    assert_eq!(
        error.to_string(),
        "memory: the compiler finds no room for the program: found 48.06 GiB a device, wanted at \
         most 31.24 GiB; the largest tensor is quantized bf16[32768,512,768] (24.00 GiB of it on a \
         device); a batch of about 21216 instead of 32768 would fit"
    );
    let text = r#"{"target": "v6e-1", "input": {"batch": 21216, "seq": 512}}"#;
    compile(&job(text)).unwrap_or_else(|error| panic!("the proposed batch: {}", chain(&error)));
}

#[test]
fn two_workers_make_the_same_executable_byte_for_byte() {
    for target in ["v4-32", "v6e-32"] {
        let text = format!(r#"{{"target": "{target}", "mesh": "4x8", "layout": "tokens+codes"}}"#);
        let [first, second] = [compiled(&text), compiled(&text)].map(|c| c.response);
        assert_eq!(first.fingerprint, second.fingerprint, "{target}");
        assert!(first.executable.as_ref().is_some_and(|bytes| !bytes.is_empty()), "{target}");
        assert!(first.executable == second.executable, "{target}: executables differ");
    }
}

/// The README shows what the first command prints; `BLESS=1` writes it there.
#[test]
fn the_readme_shows_the_report_of_the_reference_job() {
    const OPEN: &str = "```text\ntarget  ";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).expect("a README");
    let start = readme.find(OPEN).expect("a report in the README") + "```text\n".len();
    let end = start + readme[start..].find("```").expect("the end of the report");
    let table = compiled(r#"{"target": "v4-32"}"#).report.to_table();
    let wanted = format!("{table}\nartifact: out/v4-32-update\n");
    let (found, shown) = (without_seconds(&wanted), without_seconds(&readme[start..end]));
    if found != shown && std::env::var_os("BLESS").is_some_and(|bless| bless == "1") {
        let blessed = format!("{}{wanted}{}", &readme[..start], &readme[end..]);
        std::fs::write(path, blessed).expect("a README");
        return;
    }
    for (number, (found, shown)) in found.iter().zip(&shown).enumerate() {
        assert_eq!(found, shown, "line {} of the report in README.md: BLESS=1", number + 1);
    }
    assert_eq!(found.len(), shown.len(), "lines of the report in README.md: BLESS=1");
}

/// The lines of a report, of which one tells how long the compiler took this time.
fn without_seconds(report: &str) -> Vec<&str> {
    let masked = |line| if str::starts_with(line, "compiled in ") { "compiled in" } else { line };
    report.lines().map(masked).collect()
}
