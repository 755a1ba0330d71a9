//! The three precisions of a search against a search in f64 over the same arrays: `exact` has no
//! wrong code on any family of inputs, whatever the sizes, the layout and the number of devices.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::json;

use vqbit::emit::format::Format;
use vqbit::ir::shape::{ElementType, Shape};
use vqbit::job::{Job, JobFile};
use vqbit::pjrt::plugin::Plugin;
use vqbit::reference::search::nearest;
use vqbit::session::Session;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::{Draws, Family};
use vqbit::vq::spec::{Layout, SearchPrecision};

use crate::held::Case;
use crate::subject::{CPU_081, CPU_106, CPU_115, LIBTPU, compiler, in_a_process, job, subject};
use crate::tpu::{row_text, score_buffers};

const FORMATS: [Format; 3] = [Format::StableHlo, Format::HloProto, Format::StableHloGspmd];
const BATCH: usize = 32;
const SEQ: usize = 2;
/// Two f32 distances may each be off by one rounding of this size, relative.
const ROUNDING: f64 = 1.0 / (1_u64 << 23) as f64;

/// Entries K and elements D that are searched.
#[derive(Debug, Clone, Copy)]
struct Size {
    entries: usize,
    dim: usize,
}

/// What tokens and entries look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inputs {
    Of(Family),
    /// Entries in groups of four that differ by 1e-4 of their elements, tokens half-way between the
    /// groups.
    GroupsOfFour,
    /// Normal, with entries that hold a NaN or an infinity.
    BrokenEntries,
}

/// All families and what to call them.
fn families() -> Vec<(&'static str, Inputs)> {
    let own = [("groups-of-four", Inputs::GroupsOfFour), ("broken-entries", Inputs::BrokenEntries)];
    Family::ALL.into_iter().map(|family| (family.name(), Inputs::Of(family))).chain(own).collect()
}

impl Inputs {
    /// `inputs [B, S, D]` of this type and `codebook f32[K, D]`.
    fn tensors(self, dtype: ElementType, Size { entries, dim }: Size) -> BTreeMap<String, Tensor> {
        let inputs = Shape::new(dtype, &[BATCH, SEQ, dim]);
        let codebook = Shape::new(ElementType::F32, &[entries, dim]);
        let family = if let Inputs::Of(family) = self { family } else { Family::Normal };
        let of = |family: Family, name, shape: &Shape| {
            family.tensor(5, name, &shape.with_type(ElementType::F32)).expect("a tensor").widened()
        };
        // A codebook with rows that are not finite is a family of its own.
        let of_entries = if family == Family::NonfiniteRows { Family::Normal } else { family };
        let mut x = of(family, "inputs", &inputs);
        let mut c = of(of_entries, "codebook", &codebook);
        match self {
            Inputs::Of(_) => {}
            Inputs::GroupsOfFour => groups_of_four(&mut x, &mut c, dim),
            Inputs::BrokenEntries => {
                for (place, broken) in [(0, f64::NAN), (2, f64::INFINITY), (entries / 3, f64::NAN)]
                {
                    c[place * dim + place % dim] = broken;
                }
            }
        }
        let tensor = |values: &[f64], shape: &Shape| {
            let wide = Tensor::from_f64(&shape.dims, values).expect("a tensor");
            wide.convert_to(shape.element_type).expect("a tensor")
        };
        BTreeMap::from([
            ("inputs".to_owned(), tensor(&x, &inputs)),
            ("codebook".to_owned(), tensor(&c, &codebook)),
        ])
    }
}

fn groups_of_four(x: &mut [f64], c: &mut [f64], dim: usize) {
    let entries = c.len() / dim;
    let draws: Vec<f64> = Draws::new(9, "near").normals().take(c.len()).collect();
    for (place, draw) in draws.iter().enumerate() {
        let (entry, element) = (place / dim, place % dim);
        c[place] = c[entry / 4 * 4 * dim + element] * (1.0 + 1e-4 * draw);
    }
    let pick = Draws::new(9, "pairs");
    for (token, row) in (0_u64..).zip(x.chunks_exact_mut(dim)) {
        let [one, other] = [2 * token, 2 * token + 1].map(|place| pick.place(place, entries) * dim);
        for (element, value) in row.iter_mut().enumerate() {
            *value = (c[one + element] + c[other + element]) / 2.0;
        }
    }
}

fn job_of(precision: SearchPrecision, dtype: ElementType, size: Size, layout: Layout) -> Job {
    let json = json!({
        "step": "encode", "precision": precision.name(), "layout": layout.name(),
        "quantizer": { "codebook_size": size.entries, "embedding_dim": size.dim },
        "input": { "batch": BATCH, "seq": SEQ, "dtype": dtype.name() },
    });
    JobFile::from_json(json).and_then(|file| file.resolve()).expect("a job")
}

fn session(plugin: &Plugin, job: &Job, mesh: &str, format: Format) -> Session {
    let mesh = Mesh::parse(mesh).expect("a mesh");
    Case { spec: job.spec.clone(), mesh, format, family: Family::Normal }.session(plugin)
}

fn codes(session: &Session, given: &BTreeMap<String, Tensor>) -> Vec<i32> {
    session.run(given, 1, |_| ()).expect("a run")["codes"].to_s32().expect("codes")
}

/// Codes of valid tokens that are farther than the nearest entry, by how much.
#[derive(Debug, Clone, Copy, Default)]
struct Judged {
    tokens: usize,
    /// Farther by more than one f32 rounding of the distance, or no code where there is one.
    wrong: usize,
    /// Farther by less.
    ties: usize,
}

/// What a search in f64 finds: the code of each token and its squared distance; none of tokens that
/// are not finite.
type Best = Vec<Option<(i32, f64)>>;

fn search(given: &BTreeMap<String, Tensor>, dim: usize) -> Best {
    let (x, codebook) = (given["inputs"].widened(), given["codebook"].widened());
    let of_row = |row: &[f64]| {
        let code = nearest(row, &codebook);
        let finite = row.iter().all(|value| value.is_finite());
        finite.then(|| (code, distance(row, &codebook, code)))
    };
    x.chunks_exact(dim).map(of_row).collect()
}

/// The squared distance of the entry of a code; infinite where there is none.
fn distance(row: &[f64], codebook: &[f64], code: i32) -> f64 {
    let entry = usize::try_from(code).ok().and_then(|code| codebook.chunks(row.len()).nth(code));
    entry.map_or(f64::INFINITY, |c| row.iter().zip(c).map(|(x, c)| (x - c) * (x - c)).sum())
}

fn judge(given: &BTreeMap<String, Tensor>, dim: usize, best: &Best, codes: &[i32]) -> Judged {
    let (x, codebook) = (given["inputs"].widened(), given["codebook"].widened());
    let mut judged = Judged { tokens: codes.len(), ..Judged::default() };
    for ((row, best), &code) in x.chunks_exact(dim).zip(best).zip(codes) {
        let is_right = best.map_or(-1, |(best, _)| best) == code;
        let least = best.map_or(f64::NEG_INFINITY, |(_, distance)| distance);
        let is_tie = distance(row, &codebook, code) - least <= ROUNDING * least;
        judged.ties += usize::from(!is_right && is_tie);
        judged.wrong += usize::from(!is_right && !is_tie);
    }
    judged
}

/// Each precision on each family and size: a table of all, and how many exact codes are wrong.
fn judge_all(plugin: &Plugin, sizes: &[Size]) -> (String, usize) {
    let (mut table, mut wrong) = (String::new(), 0);
    for (turn, &size) in sizes.iter().enumerate() {
        // f32 tokens are another program of the exact search alone.
        let of_f32 = [(ElementType::F32, SearchPrecision::Exact)];
        let of_bf16 = SearchPrecision::ALL.map(|precision| (ElementType::Bf16, precision));
        let format = FORMATS[turn % FORMATS.len()];
        for programs in [&of_bf16[..], &of_f32] {
            let sessions = programs.iter().map(|&(dtype, precision)| {
                session(plugin, &job_of(precision, dtype, size, Layout::Tokens), "1x1", format)
            });
            let sessions: Vec<Session> = sessions.collect();
            for (name, inputs) in families() {
                let given = inputs.tensors(programs[0].0, size);
                let best = search(&given, size.dim);
                for ((dtype, precision), session) in programs.iter().zip(&sessions) {
                    let judged = judge(&given, size.dim, &best, &codes(session, &given));
                    let Judged { tokens, wrong: bad, ties } = judged;
                    let (k, d, precision_name) = (size.entries, size.dim, precision.name());
                    let _ = writeln!(
                        table,
                        "share {precision_name} {dtype} K={k} D={d} {name} {tokens} {bad} {ties}"
                    );
                    wrong += if *precision == SearchPrecision::Exact { bad } else { 0 };
                }
            }
        }
    }
    (table, wrong)
}

const ALL_SIZES: [Size; 9] = [
    Size { entries: 64, dim: 8 },
    Size { entries: 64, dim: 64 },
    Size { entries: 64, dim: 768 },
    Size { entries: 1000, dim: 8 },
    Size { entries: 1000, dim: 64 },
    Size { entries: 1000, dim: 768 },
    Size { entries: 8192, dim: 8 },
    Size { entries: 8192, dim: 64 },
    Size { entries: 8192, dim: 768 },
];

const FEW_SIZES: [Size; 3] = [ALL_SIZES[1], ALL_SIZES[5], ALL_SIZES[6]];

fn hold(sizes: &[Size]) {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let (table, wrong) = judge_all(&plugin, sizes);
    // The test runner leaves its line open.
    eprint!("\n{table}");
    assert_eq!(wrong, 0, "wrong codes of exact searches");
    let fast_is_wrong = table.lines().any(|line| {
        line.starts_with("share fast ") && line.split(' ').rev().nth(1).is_some_and(|n| n != "0")
    });
    assert!(fast_is_wrong, "a bf16 search without a wrong code: the families are too easy");
    one_search_on_all_meshes(&plugin);
}

/// The codes of each layout on 1, 8 and 32 devices, which are those of one device.
fn one_search_on_all_meshes(plugin: &Plugin) {
    let size = Size { entries: 100, dim: 64 };
    let mut apart = String::new();
    for precision in [SearchPrecision::Exact, SearchPrecision::F32] {
        for layout in Layout::PARTITIONED {
            let dtype = if layout == Layout::Tokens { ElementType::F32 } else { ElementType::Bf16 };
            let job = job_of(precision, dtype, size, layout);
            let sessions =
                ["1x1", "2x4", "4x8"].map(|mesh| session(plugin, &job, mesh, Format::StableHlo));
            for (name, inputs) in families() {
                let given = inputs.tensors(dtype, size);
                let [one, eight, all] = sessions.each_ref().map(|session| codes(session, &given));
                if one != eight || one != all {
                    let _ = writeln!(apart, "{} {} {name}", precision.name(), layout.name());
                }
                if precision == SearchPrecision::Exact {
                    let best = search(&given, size.dim);
                    let judged = judge(&given, size.dim, &best, &all);
                    assert_eq!(judged.wrong, 0, "{} {name}", layout.name());
                }
            }
        }
    }
    eprintln!("codes that depend on the mesh:\n{apart}");
    assert!(!apart.contains("exact"), "{apart}");
}

/// The child's part: nothing without a plugin.
#[test]
fn the_grid_on_one_plugin() {
    hold(&ALL_SIZES);
}

/// As [`the_grid_on_one_plugin`], for older plugins.
#[test]
fn a_few_sizes_on_one_plugin() {
    hold(&FEW_SIZES);
}

#[test]
fn exact_searches_have_no_wrong_code_on_cpu_0_115() {
    in_a_process("precision::the_grid_on_one_plugin", CPU_115);
}

#[test]
fn exact_searches_have_no_wrong_code_on_cpu_0_106() {
    in_a_process("precision::a_few_sizes_on_one_plugin", CPU_106);
}

#[test]
fn exact_searches_have_no_wrong_code_on_cpu_0_81() {
    in_a_process("precision::a_few_sizes_on_one_plugin", CPU_081);
}

/// Devices tell each other as much as in a fast search, and no device writes the scores down.
#[test]
fn exact_searches_store_no_scores_and_gather_no_more_than_fast_ones() {
    for target in ["v4-32", "v6e-32"] {
        for layout in [Layout::Tokens, Layout::TokensCodes] {
            let compiled = |precision| {
                let text = format!(
                    r#"{{"target": "{target}", "mesh": "4x8", "layout": "{}", "step": "encode",
                        "precision": "{precision}"}}"#,
                    layout.name(),
                );
                compiler(LIBTPU, Format::StableHlo).compile(&job(&text)).expect("it compiles")
            };
            let (fast, exact) = (compiled("fast"), compiled("exact"));
            let case = format!("{target} {}", layout.name());
            assert_eq!(score_buffers(&exact), Vec::<String>::new(), "{case}: scores stored");
            let rows = |of: &vqbit::pipeline::Compiled| -> Vec<String> {
                of.collectives.iter().map(row_text).collect()
            };
            assert_eq!(rows(&exact), rows(&fast), "{case}: collectives");
        }
    }
}
