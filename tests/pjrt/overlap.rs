//! Asynchronous updates as libtpu compiles them: what waits for the pending sums, and when they are
//! reduced.

use vqbit::emit::format::Format;
use vqbit::inspect::collectives::CollectiveKind;
use vqbit::inspect::overlap::{Flight, flights, products};
use vqbit::pipeline::Compiled;
use vqbit::vq::spec::Layout;

use crate::subject::{LIBTPU, compiler, job};

fn compiled(target: &str, layout: Layout) -> Compiled {
    let layout = layout.name();
    let text = format!(
        r#"{{"target": "{target}", "mesh": "4x8", "layout": "{layout}", "async_updates": true}}"#
    );
    let compiled = compiler(LIBTPU, Format::StableHlo).compile(&job(&text));
    compiled.unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The collective that reduces the pending sums over devices.
fn reduction(compiled: &Compiled) -> Flight {
    let mut inputs = compiled.interface.inputs.iter();
    let sums = inputs.position(|input| input.name == "pending_sums").expect("pending sums");
    let sums = i64::try_from(sums).expect("a small number");
    // Those of the search before it come from other parameters.
    let reads = |flight: &Flight| {
        flight.kind == CollectiveKind::AllReduce && flight.parameters.contains(&sums)
    };
    let mut reading = flights(&compiled.optimized).into_iter().filter(reads);
    reading.next().expect("a reduction of the pending sums")
}

/// The sums of this batch, as an element of the result.
fn new_pending(compiled: &Compiled) -> usize {
    let mut outputs = compiled.interface.outputs.iter();
    outputs.position(|output| output.name == "pending_sums").expect("pending sums")
}

#[test]
fn no_search_waits_for_the_pending_sums_on_any_target_in_any_layout() {
    for target in ["v4-32", "v6e-32"] {
        for layout in Layout::PARTITIONED {
            let case = format!("{target} {}", layout.name());
            let compiled = compiled(target, layout);
            let flight = reduction(&compiled);
            assert!(!flight.feeds_product, "{case}: {flight:?}");
            assert!(!flight.results.contains(&new_pending(&compiled)), "{case}: {flight:?}");
            if layout == Layout::Tokens {
                // What a device keeps of its own tokens needs no other device.
                let waited = flights(&compiled.optimized);
                let waited = waited.iter().filter(|f| f.results.contains(&new_pending(&compiled)));
                assert_eq!(waited.count(), 0, "{case}");
            }
        }
    }
}

/// Too few bytes for the sparse cores: XLA would fuse what it makes of them with the norms.
#[test]
fn no_search_waits_for_few_pending_sums() {
    for ema in ["codebook", "zero_debiased"] {
        for [entries, dim] in [[32, 16], [64, 8], [16, 64], [64, 192], [64, 256]] {
            let text = serde_json::json!({
                "target": "v6e-32", "async_updates": true, "input": { "batch": 32, "seq": 4 },
                "quantizer": { "codebook_size": entries, "embedding_dim": dim,
                               "ema": { "initial": ema } },
            });
            let compiled = compiler(LIBTPU, Format::StableHlo).compile(&job(&text.to_string()));
            let flight = reduction(&compiled.unwrap_or_else(|error| panic!("{text}: {error}")));
            assert!(!flight.feeds_product, "{text}: {flight:?}");
        }
    }
}

#[test]
fn sparse_cores_reduce_the_pending_sums_while_the_tensor_core_searches() {
    for (target, sums_bytes) in [("v6e-32", 393_216), ("v5p-32", 196_608), ("tpu7x-32", 393_216)] {
        let text = format!(r#"{{"target": "{target}", "async_updates": true}}"#);
        let compiled = compiler(LIBTPU, Format::StableHlo).compile(&job(&text));
        let compiled = compiled.unwrap_or_else(|error| panic!("{target}: {error}"));
        let flight = reduction(&compiled);
        assert_eq!(flight.operand_bytes, sums_bytes, "{target}: the sums are reduced alone");
        assert!(!flight.needs_product && !flight.feeds_product, "{target}: {flight:?}");
        let products = products(&compiled.optimized);
        assert_eq!(products.len(), 3, "{target}: the search, its rows, and the sums of this batch");
        let beside = |place: &usize| flight.start < *place && *place < flight.end;
        assert!(products.iter().all(beside), "{target}: {products:?} beside {flight:?}");
        assert!(flight.cycles_beside > 15_000, "{target}: {flight:?}");
        // The report says the same, and so does its table.
        let overlap = compiled.report.overlap.as_ref().expect("told");
        let told = overlap.collectives.iter().find(|told| told.takes_pending_sums).expect("told");
        assert_eq!((told.start, told.end), (flight.start, flight.end), "{target}");
        assert!(!told.needs_product && !told.feeds_product, "{target}: {told:?}");
        assert!(compiled.report.to_table().contains("pending sums  from"), "{target}");
    }
}

/// A TensorCore runs an all-reduce alone, so on v4 the pending sums go with the metrics of the
/// batch, in one collective after the search.
#[test]
fn v4_reduces_the_pending_sums_after_the_search_in_one_collective() {
    let compiled = compiled("v4-32", Layout::Tokens);
    let flight = reduction(&compiled);
    assert_eq!(flight.start, flight.end, "{flight:?}");
    assert_eq!(flights(&compiled.optimized), [flight]);
}
