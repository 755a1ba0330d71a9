//! One program on one mesh, held against the f64 reference as `vqbit verify` holds it.

use std::collections::BTreeMap;
use std::fmt::Write;

use vqbit::emit::format::Format;
use vqbit::emit::stablehlo::Partitioner;
use vqbit::ir::verify::verify;
use vqbit::pjrt::plugin::Plugin;
use vqbit::session::Session;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;
use vqbit::verification::step::{Checks, Held};
use vqbit::vq::build::build;
use vqbit::vq::interface::Interface;
use vqbit::vq::spec::StepSpec;
use vqbit::wire::compile_options::CompileOptions;

use crate::subject::inputs;

/// One program on one mesh with one family of inputs.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) spec: StepSpec,
    pub(crate) mesh: Mesh,
    pub(crate) format: Format,
    pub(crate) family: Family,
}

impl Case {
    /// The program, loaded on virtual devices.
    pub(crate) fn session(&self, plugin: &Plugin) -> Session {
        let verified = verify(build(&self.spec, &self.mesh).expect("a graph")).expect("verified");
        let shardy = self.format.partitioner() == Partitioner::Shardy;
        let options = CompileOptions::new(self.mesh.device_count(), shardy).to_bytes();
        let interface = Interface::of(&self.spec, &self.mesh).expect("an interface");
        let program = self.format.program(&verified).expect("a format that compiles");
        Session::on_cpu(plugin, &program, &options, interface, self.mesh.clone())
            .unwrap_or_else(|error| panic!("{self:?}: {error}"))
    }

    /// Runs the program on inputs of the family.
    pub(crate) fn run(&self, plugin: &Plugin) -> Run {
        let session = self.session(plugin);
        let given = inputs(session.interface(), self.family);
        let outputs = session.run(&given, 1, |_| ()).unwrap_or_else(|e| panic!("{self:?}: {e}"));
        Run { checks: self.checks(session.interface(), &given, &outputs), outputs }
    }

    /// What is wrong with the program's outputs; empty when nothing is.
    pub(crate) fn findings(&self, plugin: &Plugin) -> String {
        self.run(plugin).findings()
    }

    /// How outputs differ from the reference's for the same inputs.
    pub(crate) fn differences(
        &self,
        interface: &Interface,
        given: &BTreeMap<String, Tensor>,
        outputs: &BTreeMap<String, Tensor>,
    ) -> String {
        findings(&self.checks(interface, given, outputs))
    }

    fn checks(
        &self,
        interface: &Interface,
        given: &BTreeMap<String, Tensor>,
        outputs: &BTreeMap<String, Tensor>,
    ) -> Checks {
        let held = Held { spec: &self.spec, interface };
        let arrays = held.arrays(given);
        let codes = held.codes(outputs).expect("codes");
        let answer = held.answer(&arrays, codes.as_deref());
        held.checks(&arrays, &answer, outputs).expect("all outputs")
    }
}

/// A program's outputs beside the reference's.
pub(crate) struct Run {
    pub(crate) outputs: BTreeMap<String, Tensor>,
    pub(crate) checks: Checks,
}

impl Run {
    /// What is wrong with the outputs; empty when nothing is.
    pub(crate) fn findings(&self) -> String {
        findings(&self.checks)
    }
}

fn findings(checks: &Checks) -> String {
    let mut text = String::new();
    if let Some(codes) = checks.codes.as_ref().filter(|codes| codes.beyond > 0) {
        let _ = write!(text, " codes: {}, the worst regret is {};", codes.beyond, codes.worst[0]);
    }
    for check in checks.tensors.iter().filter(|check| !check.passed()) {
        let worst = check.worst.as_ref().expect("a worst element");
        let _ = write!(text, " {}{worst} ({} are wrong);", check.tensor, check.beyond);
    }
    text
}
