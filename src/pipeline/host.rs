//! Compiler flags of host targets: whose routines multiply matrices.
//!
//! A plugin that does not know a flag refuses the program, and is then asked without.

use std::collections::BTreeMap;

use crate::job::Job;
use crate::pjrt::error::{ErrorCode, PjrtError};
use crate::session::SessionError;
use crate::vq::formulation::{Products, products};
use crate::wire::compile_options::{CompileOptions, OptionValue};
use crate::worker::error::WorkerError;

/// The flags for a job, by name without dashes.
///
/// Reductions stay with YNNPACK, which has them too and is some ten times as fast as the compiler's
/// own code.
///
/// Source: `xla/xla.proto`, `DebugOptions`.
pub(in crate::pipeline) fn options(job: &Job) -> BTreeMap<String, OptionValue> {
    match products(&job.spec, job.mesh.device_count()) {
        Products::OneDnn => BTreeMap::from([
            ("xla_cpu_experimental_onednn_custom_call".to_owned(), OptionValue::Bool(true)),
            (
                "xla_cpu_experimental_ynn_fusion_type".to_owned(),
                OptionValue::String("LIBRARY_FUSION_TYPE_REDUCE".to_owned()),
            ),
        ]),
        Products::Compiler => BTreeMap::new(),
    }
}

/// An answer that may be that a flag is not known.
pub(in crate::pipeline) trait Answer {
    /// Whether it is.
    fn is_unknown_flag(&self) -> bool;
}

impl Answer for WorkerError {
    fn is_unknown_flag(&self) -> bool {
        matches!(self, Self::Plugin { code, message, .. } if names_option(*code, message))
    }
}

impl Answer for SessionError {
    fn is_unknown_flag(&self) -> bool {
        let Self::Pjrt(PjrtError::Call { code, message, .. }) = self else { return false };
        names_option(*code, message)
    }
}

/// Source: `xla/pjrt/pjrt_executable.cc`, which says "No such compile option" or "While setting
/// option".
fn names_option(code: ErrorCode, message: &str) -> bool {
    code == ErrorCode::InvalidArgument && message.contains("option")
}

/// What `ask` answers to these options, or to those without `flags` where one of them is unknown.
pub(in crate::pipeline) fn asked_with<T, E: Answer>(
    options: CompileOptions,
    flags: &BTreeMap<String, OptionValue>,
    ask: impl Fn(&CompileOptions) -> Result<T, E>,
) -> Result<T, E> {
    match ask(&options) {
        Err(error) if !flags.is_empty() && error.is_unknown_flag() => {
            tracing::debug!("the plugin knows no flags for products");
            let mut plain = options;
            plain.overrides.retain(|name, value| flags.get(name) != Some(value));
            ask(&plain)
        }
        answer => answer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::JobFile;

    fn job(text: &str) -> Job {
        JobFile::parse(text).and_then(|file| file.resolve()).expect("a job")
    }

    #[test]
    fn hosts_have_flags_and_tpus_and_reproducible_steps_have_none() {
        assert_eq!(options(&job("{}")).len(), 2);
        assert!(options(&job(r#"{"target": "v4-32"}"#)).is_empty());
        assert!(options(&job(r#"{"reproducible": true}"#)).is_empty());
    }

    #[test]
    fn a_plugin_that_knows_no_flag_is_asked_again_with_those_of_the_caller() {
        let flags = options(&job("{}"));
        let mut asked = CompileOptions::new(1, true);
        asked.overrides.clone_from(&flags);
        asked.overrides.insert("xla_dump_to".into(), OptionValue::Bool(true));
        let refuse = |options: &CompileOptions| match options.overrides.len() {
            3 => Err(WorkerError::Plugin {
                function: "PJRT_Client_Compile".into(),
                code: ErrorCode::InvalidArgument,
                message: "No such compile option: 'x'".into(),
            }),
            count => Ok(count),
        };
        assert_eq!(asked_with(asked, &flags, refuse).ok(), Some(1));
    }
}
