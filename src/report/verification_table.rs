//! Renders a verification as plain text: outputs, codes, meshes and drift.

use crate::report::number::Number;
use crate::report::table::aligned;
use crate::report::verification::{
    CodesCheck, Differing, Element, Independence, Run, TensorCheck, Verification, bound_text,
};

impl Verification {
    /// The verification as a table for people, several blocks of aligned text.
    pub fn to_table(&self) -> String {
        let blocks = [
            aligned(&self.head_rows()),
            block("outputs: the worst of all meshes and families", self.tensor_rows()),
            block("codes", self.code_rows()),
            block("meshes: the first step beside that of the first mesh", self.mesh_rows()),
            block("drift: the state beside the reference's own course", self.drift_rows()),
            self.verdict(),
        ];
        blocks.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }

    fn head_rows(&self) -> Vec<Vec<String>> {
        let mut meshes: Vec<String> =
            self.runs.iter().map(|run| format!("{} ({})", run.devices, run.mesh)).collect();
        meshes.dedup();
        let mut families: Vec<&str> = self.runs.iter().map(|run| &run.family[..]).collect();
        families.truncate(families.len() / meshes.len().max(1));
        let row = |name: &str, text: String| vec![name.to_owned(), text];
        let target = self.job["target"].as_str().unwrap_or_default();
        let step = self.job["step"].as_str().unwrap_or_default();
        let mut rows = vec![
            row("program", format!("{step} of {target} as {}", self.format)),
            row("devices", meshes.join(", ")),
            row("families", families.join(", ")),
        ];
        if self.steps > 1 {
            rows.push(row("steps", self.steps.to_string()));
        }
        rows.extend(self.left_out.iter().map(|text| row("left out", text.clone())));
        rows
    }

    /// A row an output.
    fn tensor_rows(&self) -> Vec<Vec<String>> {
        let Some(first) = self.runs.first().filter(|run| !run.tensors.is_empty()) else {
            return vec![];
        };
        let head = [
            "tensor",
            "max abs",
            "max rel",
            "bound",
            "past it",
            "worst element",
            "found",
            "wanted",
            "of",
        ];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for name in first.tensors.iter().map(|check| &check.tensor) {
            let of_run = |run| worst_of(run, name).map(|check| (run, check));
            let rank = |check: &TensorCheck| (check.beyond > 0, check.max_relative_error);
            let worst = self
                .runs
                .iter()
                .filter_map(of_run)
                .reduce(|one, other| if rank(other.1) > rank(one.1) { other } else { one });
            rows.extend(worst.map(|(run, check)| tensor_row(run, check)));
        }
        rows
    }

    /// A row a family: of all meshes.
    fn code_rows(&self) -> Vec<Vec<String>> {
        let with_codes = || self.runs.iter().filter_map(|run| Some((run, run.codes.as_ref()?)));
        if with_codes().next().is_none() {
            return vec![];
        }
        let head = ["family", "codes", "wrong", "near-ties", "worst regret", "worst code", "on"];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        let mut families: Vec<&str> = Vec::new();
        for (run, _) in with_codes() {
            if !families.contains(&&run.family[..]) {
                families.push(&run.family);
            }
        }
        for family in families {
            let own: Vec<(&Run, &CodesCheck)> =
                with_codes().filter(|(run, _)| run.family == family).collect();
            rows.push(code_row(family, &own));
        }
        rows
    }

    fn mesh_rows(&self) -> Vec<Vec<String>> {
        if self.independence.is_empty() {
            return vec![];
        }
        let head = ["family", "codes", "counts", "sums within", "bound"];
        let rows = self.independence.iter().map(mesh_row);
        [vec![head.map(str::to_owned).to_vec()], rows.collect()].concat()
    }

    /// A row a tensor of the state, where it is worst in the end; a column a step that is told.
    fn drift_rows(&self) -> Vec<Vec<String>> {
        let Some(first) = self.runs.iter().find(|run| !run.drift.is_empty()) else {
            return vec![];
        };
        let steps = first.drift[0].course.iter().map(|point| format!("step {}", point.step));
        let mut rows = vec![
            ["tensor".to_owned()]
                .into_iter()
                .chain(steps)
                .chain(["bound".into(), "of".into()])
                .collect(),
        ];
        for (place, drift) in first.drift.iter().enumerate() {
            let own = self.runs.iter().filter_map(|run| Some((run, run.drift.get(place)?)));
            let last = |drift: &crate::report::verification::Drift| {
                drift.course.last().map(|point| point.max_relative_error)
            };
            let worst =
                own.reduce(|one, other| if last(other.1) > last(one.1) { other } else { one });
            rows.extend(worst.map(|(run, own)| {
                let course = own.course.iter().map(|point| point.max_relative_error.to_string());
                let of = format!("{} on {}", run.family, run.mesh);
                let name = [drift.tensor.clone()].into_iter();
                name.chain(course).chain([bound_text(own.bound), of]).collect()
            }));
        }
        rows
    }

    fn verdict(&self) -> String {
        let failures = self.failures();
        if failures.is_empty() {
            let outputs: usize = self
                .runs
                .iter()
                .map(|run| run.tensors.len() + usize::from(run.codes.is_some()))
                .sum();
            let runs = self.runs.len();
            return format!("held: {outputs} outputs of {runs} runs are within their bounds\n");
        }
        failures.iter().map(|line| format!("WRONG  {line}\n")).collect()
    }
}

fn block(title: &str, rows: Vec<Vec<String>>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let indented = aligned(&rows).lines().map(|line| format!("  {line}\n")).collect::<String>();
    format!("{title}\n{indented}")
}

fn worst_of<'a>(run: &'a Run, name: &str) -> Option<&'a TensorCheck> {
    run.tensors.iter().find(|check| check.tensor == name)
}

fn tensor_row(run: &Run, check: &TensorCheck) -> Vec<String> {
    let [index, found, wanted, of] = match &check.worst {
        None => [const { String::new() }; 4],
        Some(Element { index, found, wanted }) => [
            format!("{index:?}"),
            found.to_string(),
            wanted.to_string(),
            format!("{} on {}", run.family, run.mesh),
        ],
    };
    let (absolute, relative) = (check.max_absolute_error, check.max_relative_error);
    let bound = bound_text(check.bound);
    let beyond = check.beyond.to_string();
    let name = check.tensor.clone();
    vec![name, absolute.to_string(), relative.to_string(), bound, beyond, index, found, wanted, of]
}

fn code_row(family: &str, runs: &[(&Run, &CodesCheck)]) -> Vec<String> {
    let sum = |of: fn(&CodesCheck) -> usize| runs.iter().map(|(_, codes)| of(codes)).sum::<usize>();
    let worst = runs.iter().filter_map(|(run, codes)| Some((run, codes.worst.first()?)));
    let worst = worst.reduce(
        |one, other| {
            if other.1.regret_scaled > one.1.regret_scaled { other } else { one }
        },
    );
    let [regret, code, on] = match worst {
        None => [Number(0.0).to_string(), String::new(), String::new()],
        Some((run, wrong)) => {
            let wanted = wrong.wanted.map_or_else(String::new, |code| format!(", wanted {code}"));
            let code = format!("{:?} is {}{wanted}", wrong.index, wrong.found);
            [wrong.regret.to_string(), code, run.mesh.clone()]
        }
    };
    let counts = [sum(|c| c.codes), sum(|c| c.wrong), sum(|c| c.near_ties)];
    let [codes, wrong, near_ties] = counts.map(|count| count.to_string());
    vec![family.to_owned(), codes, wrong, near_ties, regret, code, on]
}

fn mesh_row(of: &Independence) -> Vec<String> {
    let told = |differing: &Option<Differing>, same: &str| match differing {
        None => same.to_owned(),
        Some(Differing { mesh, tensor, elements, .. }) => {
            format!("{elements} of {tensor} differ on {mesh}")
        }
    };
    let sums = match (&of.codes, &of.beyond) {
        (Some(_), _) => "not compared".to_owned(),
        (None, Some(Differing { mesh, tensor, .. })) => format!("{} ({tensor} on {mesh})", of.sums),
        (None, None) => of.sums.to_string(),
    };
    let counts =
        if of.codes.is_some() { "not compared".to_owned() } else { told(&of.counts, "equal") };
    vec![of.family.clone(), told(&of.codes, "identical"), counts, sums, bound_text(of.bound)]
}
