//! What to do next where the machine is to blame, and not the call.

use std::error::Error;

use crate::pipeline::PipelineError;
use crate::pjrt::error::{ErrorCode, PjrtError};
use crate::plugins::error::PluginsError;
use crate::worker::error::WorkerError;

const DOCTOR: &str = "`vqbit doctor` says which plugins, Python and caches this machine has, and what is wrong with them";

/// What a user does next; none where the message says all.
pub(super) fn of(error: &anyhow::Error) -> Option<&'static str> {
    error.chain().any(is_of_this_machine).then_some(DOCTOR)
}

/// Whether an error is about what is installed here.
fn is_of_this_machine(error: &(dyn Error + 'static)) -> bool {
    let plugins = error.downcast_ref::<PluginsError>();
    let worker = error.downcast_ref::<WorkerError>();
    let pjrt = match error.downcast_ref::<PipelineError>() {
        Some(error) => error.of_plugin(),
        None => error.downcast_ref::<PjrtError>(),
    };
    plugins.is_some_and(is_of_an_installation)
        || worker.is_some_and(is_of_a_worker)
        || pjrt.is_some_and(is_of_a_plugin)
}

/// Whether a message does not end with what to do already.
fn is_of_an_installation(error: &PluginsError) -> bool {
    !matches!(
        error,
        PluginsError::Unknown { .. }
            | PluginsError::NotFound { .. }
            | PluginsError::Damaged { .. }
            | PluginsError::Offline { .. }
            | PluginsError::NoPython { .. }
            | PluginsError::NoPip { .. }
    )
}

fn is_of_a_worker(error: &WorkerError) -> bool {
    // What a compiler dies of may be the program; of a library that is cut short the loader does.
    const OF_LOADING: [Option<i32>; 2] = [Some(7), Some(11)];
    if let WorkerError::Plugin { code, .. } = error {
        return is_of_a_code(*code);
    }
    matches!(error, WorkerError::Refused { .. } | WorkerError::Start { .. })
        || matches!(error, WorkerError::Died { signal, .. } if OF_LOADING.contains(signal))
}

fn is_of_a_plugin(error: &PjrtError) -> bool {
    if let PjrtError::Call { code, .. } = error {
        return is_of_a_code(*code);
    }
    matches!(
        error,
        PjrtError::Unsupported { .. }
            | PjrtError::Load { .. }
            | PjrtError::NoEntry { .. }
            | PjrtError::NoTable { .. }
            | PjrtError::TooOld { .. }
    )
}

/// Whether a plugin says that it cannot do this here, and not that the program is wrong.
fn is_of_a_code(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::Unimplemented
            | ErrorCode::Unavailable
            | ErrorCode::NotFound
            | ErrorCode::FailedPrecondition
            | ErrorCode::Aborted
    )
}
