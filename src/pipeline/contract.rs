//! Holds an optimized program against its job: what is stored, how the state is added up, and what
//! is donated.

use std::collections::BTreeSet;

use crate::inspect::aliases::aliases;
use crate::inspect::contract::{Distances, additions, stored_distances};
use crate::job::Job;
use crate::report::contract::{Addition, Contract, StoredArray, Sums};
use crate::vq::interface::Interface;
use crate::vq::interface::axes::Axes;
use crate::wire::hlo::HloModuleProto;

/// Tensors that are sums over tokens, or made of such.
const SUMS: [&str; 7] = [
    "cluster_size",
    "embed_sum",
    "pending_counts",
    "pending_sums",
    "d_codebook",
    "d_project_in",
    "d_project_out",
];

/// The contract of a job's program.
pub(in crate::pipeline) fn contract(
    job: &Job,
    interface: &Interface,
    optimized: &HloModuleProto,
) -> Contract {
    let stored = distances(job, interface).map(|sizes| stored_distances(optimized, &sizes));
    let donated = donated(interface, optimized);
    let (donated, not_donated) = interface
        .aliases
        .iter()
        .map(|alias| (alias.parameter, interface.inputs[alias.parameter].name.to_owned()))
        .partition::<Vec<_>, _>(|(parameter, _)| donated.contains(parameter));
    let names = |rows: Vec<(usize, String)>| rows.into_iter().map(|(_, name)| name).collect();
    Contract {
        stored_distances: stored.into_iter().flatten().map(stored_array).collect(),
        sums: sums(interface, optimized),
        donated: names(donated),
        not_donated: names(not_donated),
    }
}

/// What distances of the job look like on one device; `None` of a step without a search.
fn distances(job: &Job, interface: &Interface) -> Option<Distances> {
    let quantizer = &job.spec.quantizer;
    let (true, Ok(axes)) = (quantizer.has_entries(), Axes::of(&job.spec, &job.mesh)) else {
        return None;
    };
    interface.inputs.iter().find(|tensor| tensor.name == "inputs")?;
    let tokens = job.spec.batch * job.spec.seq / job.mesh.size_of(&axes.tokens());
    let entries = quantizer.codebook_size();
    let is_state = |name: &str| name == "codebook" || SUMS[..4].contains(&name);
    let results = interface.outputs.iter().enumerate();
    Some(Distances {
        tokens: tokens as u64,
        entries: entries as u64,
        local_entries: entries.div_ceil(job.mesh.size_of(&axes.entries)) as u64,
        elements: (quantizer.embedding_dim / job.mesh.size_of(&axes.dim)) as u64,
        codebooks: quantizer.groups().unwrap_or(1) as u64,
        state: results.filter(|(_, t)| is_state(t.name)).map(|(number, _)| number).collect(),
    })
}

fn sums(interface: &Interface, optimized: &HloModuleProto) -> Vec<Sums> {
    let results = interface.outputs.iter().enumerate();
    let of = |(number, name): (usize, &str)| Sums {
        tensor: name.to_owned(),
        additions: additions(optimized, number).into_iter().map(addition).collect(),
    };
    let named = results.map(|(number, tensor)| (number, tensor.name));
    let sums = named.filter(|(_, name)| SUMS.contains(name)).map(of);
    sums.filter(|sums| !sums.additions.is_empty()).collect()
}

/// The numbers of the parameters that results are written over.
fn donated(interface: &Interface, optimized: &HloModuleProto) -> BTreeSet<usize> {
    let found = aliases(optimized);
    let found = found.iter().filter_map(|alias| usize::try_from(alias.parameter).ok());
    found.filter(|&parameter| parameter < interface.inputs.len()).collect()
}

fn stored_array(stored: crate::inspect::contract::Stored) -> StoredArray {
    StoredArray {
        instruction: stored.name,
        shape: stored.shape,
        bytes: stored.bytes,
        in_hbm: stored.in_hbm,
        in_loop: stored.in_loop,
    }
}

fn addition(found: crate::inspect::contract::Addition) -> Addition {
    Addition { operation: found.opcode, element_type: found.element_type, count: found.count }
}
