//! Work beside other work: many programs through compilers at once, each in a child process.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::ir::verify::Verified;
use crate::job::Job;
use crate::pipeline::{Compiled, Compiler};

/// Compilers by the kind of their targets (`tpu`, `cpu`), or why there is none.
pub type Compilers = BTreeMap<&'static str, Result<Compiler, String>>;

/// Compiles a graph with the tensors of a job by the compiler of its target, or says why not.
pub(in crate::pipeline) fn compile_with(
    compilers: &Compilers,
    job: &Job,
    graph: Verified,
) -> Result<Compiled, String> {
    let kind = job.target.kind_name();
    let compiler = match compilers.get(kind) {
        Some(compiler) => compiler.as_ref().map_err(Clone::clone)?,
        None => return Err(format!("no plugin for {kind}")),
    };
    compiler.compile_graph(job, graph).map_err(|error| chain(&error))
}

/// An error and its causes in one line.
pub(in crate::pipeline) fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// Does all tasks on as many threads as there are processors; the results are in their order.
///
/// A compiler works in a child process, so a thread here only waits for it.
pub(in crate::pipeline) fn side_by_side<T: Sync, R: Send>(
    tasks: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(tasks.len());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(task) = tasks.get(number) else { break };
                    let result = work(task);
                    done.lock().unwrap_or_else(PoisonError::into_inner).insert(number, result);
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_their_tasks() {
        let tasks: Vec<u64> = (0..20).collect();
        let waits = |&task: &u64| {
            thread::sleep(std::time::Duration::from_millis(20 - task));
            task * task
        };
        let squares: Vec<u64> = tasks.iter().map(|task| task * task).collect();
        assert_eq!(side_by_side(&tasks, waits), squares);
        assert_eq!(side_by_side(&[], waits), Vec::<u64>::new());
    }
}
