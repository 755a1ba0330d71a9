//! Flags that several subcommands share: the job, and how plugins are found.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, anyhow};
use clap::Args;
use serde_json::{Value, json};

use crate::cli::{Failure, auto, plugins, terminal};
use crate::emit::format::Format;
use crate::ir::shape::ElementType;
use crate::job::error::JobError;
use crate::job::model::Model;
use crate::job::{Job, JobFile, words};
use crate::pipeline::Compiler;
use crate::plan::ways::Held;
use crate::plugins::catalogue::{CATALOGUE, CatalogueEntry, entry};
use crate::plugins::install::{ensure, installed_at};
use crate::plugins::locate::{Located, Places};
use crate::sharding::mesh::Mesh;
use crate::vq::spec::{Layout, Step};
use crate::worker::error::WorkerError;
use crate::worker::parent::Worker;

/// The job: a file, flags, or both; flags win.
#[derive(Debug, Args)]
#[command(next_help_heading = "Job")]
pub(in crate::cli) struct JobArgs {
    /// Reads the job from a JSON file, - for standard input
    #[arg(long, value_name = "FILE")]
    job: Option<PathBuf>,
    /// Takes quantizer and number of layers from a model's configuration in the original's words;
    /// what the job says itself wins
    #[arg(long, value_name = "FILE")]
    model_config: Option<PathBuf>,
    /// Compiles all layers as one program, each tensor having them as its first dimension
    #[arg(long)]
    stacked: bool,
    /// The function: encode, decode, quantize, update, accumulate, apply or vjp [default: update]
    #[arg(long)]
    step: Option<String>,
    /// Where it shall run: a name of `vqbit targets`, or a libtpu topology such as v6e:4x8
    /// [default: cpu]
    #[arg(long)]
    target: Option<String>,
    /// The mesh over the devices: 4x8 or data=4,model=8 [default: by target]
    #[arg(long)]
    mesh: Option<String>,
    /// How arrays lie on the mesh: tokens, tokens+dim, tokens+codes, state-sharded, codes+tokens, or
    /// auto for what plans found best [default: auto, without the plans of this machine]
    #[arg(long)]
    layout: Option<String>,
    /// Number of entries [default: 64, or 128 for v6e and tpu7x]
    #[arg(long, visible_alias = "vq-codes", value_name = "K", value_parser = whole, allow_negative_numbers = true)]
    codebook_size: Option<usize>,
    /// Elements of an entry [default: 768]
    #[arg(long, visible_alias = "vq-embedding-dim", value_name = "D", value_parser = whole, allow_negative_numbers = true)]
    embedding_dim: Option<usize>,
    /// Sequences in a batch [default: 32]
    #[arg(long, value_name = "B", value_parser = whole, allow_negative_numbers = true)]
    batch: Option<usize>,
    /// Tokens in a sequence [default: 512]
    #[arg(long, value_name = "S", value_parser = whole, allow_negative_numbers = true)]
    seq: Option<usize>,
    /// Type of inputs and products: bf16 or f32 [default: bf16]
    #[arg(long)]
    dtype: Option<String>,
    /// Weight of the commitment loss [default: 0.25]
    #[arg(long, value_name = "WEIGHT", value_parser = number, allow_negative_numbers = true)]
    commitment_weight: Option<f64>,
    /// Weight of the codebook loss [default: 0]
    #[arg(long, value_name = "WEIGHT", value_parser = number, allow_negative_numbers = true)]
    codebook_weight: Option<f64>,
    /// How much of the moving averages a step keeps [default: 0.99]
    #[arg(long, value_name = "DECAY", value_parser = number, allow_negative_numbers = true)]
    ema_decay: Option<f64>,
    /// Laplace smoothing of the counts [default: 1e-5]
    #[arg(long, value_name = "EPSILON", value_parser = number, allow_negative_numbers = true)]
    ema_epsilon: Option<f64>,
    /// GiB of HBM that the program may use of each chip [default: all that the compiler lets it]
    #[arg(long, value_name = "GB", value_parser = number, allow_negative_numbers = true)]
    memory_limit_gb: Option<f64>,
    /// Joins the two TensorCores of a v4 chip into one device
    #[arg(
        long,
        value_name = "true|false",
        num_args = 0..=1,
        default_missing_value = "true",
        require_equals = true
    )]
    megacore: Option<bool>,
    /// Sets any key of the job, as quantizer.kind=residual or input.mask=tokens; repeatable
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// How the chips of one host lie, as 2,4,1
    #[arg(long, value_name = "X,Y,Z", value_parser = bounds)]
    chips_per_host_bounds: Option<[usize; 3]>,
}

impl JobArgs {
    /// The resolved job.
    pub(in crate::cli) fn resolve(&self) -> Result<Job, Failure> {
        let file = self.file()?;
        let job = file.resolve().map_err(|error| self.told(error))?;
        let is_auto = file.json().get("layout").is_some_and(|layout| layout == "auto");
        if is_auto { auto::settled(file, job) } else { Ok(job) }
    }

    /// The resolved job, on another target where one is given, and what of it flags hold to: a plan
    /// is free in what only the file says.
    pub(in crate::cli) fn resolve_to_plan(
        &self,
        target: Option<&str>,
    ) -> Result<(Job, Held), Failure> {
        let other = JobFile::from_json(json!({ "target": target })).map_err(Failure::call)?;
        let job = self.file()?.overlay(other).resolve().map_err(|error| self.told(error))?;
        let flags = self.flags().map_err(Failure::Call)?;
        let said = |key: &str| flags.json().get(key).is_some_and(|value| !value.is_null());
        let held = Held {
            megacore: said("megacore").then_some(job.megacore),
            mesh: said("mesh").then(|| job.mesh.clone()),
            layout: Some(job.spec.layout)
                .filter(|_| said("layout") && flags.json()["layout"] != "auto"),
        };
        Ok((job, held))
    }

    /// The resolved job, the flags over `job`.
    pub(in crate::cli) fn resolve_over(&self, job: JobFile) -> Result<Job, Failure> {
        let flags = self.flags().map_err(Failure::Call)?;
        job.overlay(flags).resolve().map_err(Failure::call)
    }

    /// The job as written, the flags over the file.
    pub(in crate::cli) fn file(&self) -> Result<JobFile, Failure> {
        let file = match &self.job {
            None => JobFile::default(),
            Some(path) => {
                let name = path.display();
                let parsed = JobFile::parse(&read_text(path)?);
                parsed.with_context(|| format!("job file {name}")).map_err(Failure::Call)?
            }
        };
        let flags = self.flags().map_err(Failure::Call)?;
        let file = self.model()?.overlay(file);
        Ok(file.overlay(flags))
    }

    /// What the model's configuration says, which is told of on standard error.
    fn model(&self) -> Result<JobFile, Failure> {
        let Some(path) = &self.model_config else { return Ok(JobFile::default()) };
        let name = format!("model config {}", path.display());
        let text = fs::read_to_string(path).with_context(|| name.clone());
        let model = Model::parse(&text.map_err(Failure::Call)?);
        let model = model.with_context(|| name.clone()).map_err(Failure::Call)?;
        let read = model.read.join(", ");
        let ignored = match &model.ignored[..] {
            [] => String::new(),
            keys => format!("; not of quantizers: {}", keys.join(", ")),
        };
        terminal::say(&format!("{name}: read {read}{ignored}"));
        Ok(model.job)
    }

    /// The error, with the job's file where only a file can be at fault: flags are checked before.
    fn told(&self, error: JobError) -> Failure {
        let of_file = matches!(error, JobError::UnknownKey { .. } | JobError::WrongType { .. });
        match self.job.as_deref().filter(|_| of_file && self.set.is_empty()) {
            Some(path) => {
                Failure::Call(anyhow!(error).context(format!("job file {}", path.display())))
            }
            None => Failure::call(error),
        }
    }

    /// The flags as a job of their own, and whatever `--set` says besides.
    fn flags(&self) -> anyhow::Result<JobFile> {
        let step = self.step.as_deref().map(|text| words::step("--step", text)).transpose()?;
        let layout =
            self.layout.as_deref().map(|text| words::layout("--layout", text)).transpose()?;
        let dtype = self.dtype.as_deref().map(|text| words::dtype("--dtype", text)).transpose()?;
        let mesh = self.mesh.as_deref().map(Mesh::parse).transpose().context("--mesh")?;
        let flags = JobFile::from_json(json!({
            "step": step.map(Step::name),
            "quantizer": {
                "codebook_size": self.codebook_size,
                "embedding_dim": self.embedding_dim,
                "commitment_weight": self.commitment_weight,
                "codebook_weight": self.codebook_weight,
                "ema": { "decay": self.ema_decay, "epsilon": self.ema_epsilon },
            },
            "input": {
                "batch": self.batch,
                "seq": self.seq,
                "dtype": dtype.map(ElementType::name),
            },
            "target": self.target,
            "mesh": mesh.as_ref().map(words::mesh_json),
            "layout": layout.map(|layout| layout.map_or("auto", Layout::name)),
            "memory_limit_gb": self.memory_limit_gb,
            "megacore": self.megacore,
            "chips_per_host_bounds": self.chips_per_host_bounds,
            "stacked": self.stacked.then_some(true),
        }))?;
        self.set.iter().try_fold(flags, |flags, pair| Ok(flags.overlay(setting(pair)?)))
    }
}

/// The job that one `--set PATH=VALUE` makes: the value as JSON, or else as a string.
fn setting(pair: &str) -> anyhow::Result<JobFile> {
    let (path, text) = pair
        .split_once('=')
        .filter(|(path, _)| !path.is_empty())
        .ok_or_else(|| anyhow!("--set {pair}: wanted KEY=VALUE, as quantizer.kind=residual"))?;
    let value = serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
    let nested = path.rsplit('.').fold(value, |value, key| json!({ key: value }));
    JobFile::from_json(nested).with_context(|| format!("--set {pair}"))
}

/// A whole number of a flag.
pub(in crate::cli) fn whole(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "wanted a whole number".to_owned())
}

/// The seed of a flag.
pub(in crate::cli) fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "wanted a whole number as seed".to_owned())
}

/// A number of a flag.
pub(in crate::cli) fn number(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| "wanted a number".to_owned())
}

fn seconds(text: &str) -> Result<u64, String> {
    let found = text.parse().ok().filter(|&seconds| seconds > 0);
    found.ok_or_else(|| "wanted whole seconds, at least 1".to_owned())
}

/// Three sizes of a flag.
pub(in crate::cli) fn bounds(text: &str) -> Result<[usize; 3], String> {
    let sizes: Option<Vec<usize>> = text.split(',').map(|size| size.parse().ok()).collect();
    let sizes = sizes.and_then(|sizes| sizes.try_into().ok());
    sizes.ok_or_else(|| "wanted three whole numbers as 2,4,1".to_owned())
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let text = if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(path)
    };
    let name = path.display();
    let text = text.with_context(|| format!("job file {name}")).map_err(Failure::Call)?;
    if text.trim().is_empty() {
        let wrong = anyhow!("job file {name}: found nothing in it, wanted a job as JSON");
        return Err(Failure::Call(wrong));
    }
    Ok(text)
}

/// How plugins are found.
#[derive(Debug, Args)]
#[command(next_help_heading = "Plugin")]
pub(in crate::cli) struct PluginArgs {
    /// The plugin: a name of `vqbit plugins list`, or the path of a shared library
    #[arg(long, value_name = "NAME|PATH")]
    plugin: Option<String>,
    /// Never downloads a plugin that is missing
    #[arg(long)]
    offline: bool,
}

/// How long plugins may take that are asked in a child process.
#[derive(Debug, Args)]
#[command(next_help_heading = "Plugin")]
pub(in crate::cli) struct WorkerArgs {
    /// How long the compiler may take
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = seconds, allow_negative_numbers = true)]
    timeout: u64,
}

/// A plugin's library and what is known of it.
pub(in crate::cli) struct FoundPlugin {
    /// The library.
    pub path: PathBuf,
    /// The name it is known by.
    pub name: Option<String>,
    /// Its SHA-256, where it was installed by vqbit.
    pub sha256: Option<String>,
}

impl FoundPlugin {
    /// A compiler that uses it in a child process.
    pub(in crate::cli) fn compiler(self, worker: Worker, format: Format) -> Compiler {
        Compiler {
            plugin: self.path,
            plugin_name: self.name,
            plugin_sha256: self.sha256,
            worker,
            format,
            overrides: BTreeMap::new(),
            static_profile: false,
            cache: None,
        }
    }
}

impl PluginArgs {
    /// The plugin that a flag names.
    pub(in crate::cli) fn named(&self) -> Option<&str> {
        self.plugin.as_deref()
    }

    /// The usual plugin for a platform, whatever the flag names: that is for another one.
    pub(in crate::cli) fn find_usual(&self, platform: &str) -> Result<FoundPlugin, Failure> {
        PluginArgs { plugin: None, offline: self.offline }.find(platform)
    }

    /// The plugin for a platform (`cpu` or `tpu`), installed if it is nowhere.
    pub(in crate::cli) fn find(&self, platform: &str) -> Result<FoundPlugin, Failure> {
        let named = self.plugin.as_deref().and_then(|name| entry(name).ok());
        let explicit = match (&self.plugin, named) {
            (Some(path), None) => Some(PathBuf::from(path)),
            _ => None,
        };
        if let Some(path) = explicit.as_deref().filter(|path| !path.is_file()) {
            let names = CATALOGUE.map(|entry| entry.name).join(", ");
            let path = path.display();
            return Err(Failure::Call(anyhow!(
                "--plugin {path}: is not a file, wanted a shared library or one of {names}"
            )));
        }
        if let Some(entry) = named.filter(|entry| platform_of(entry) != platform) {
            let fit = CATALOGUE.iter().filter(|entry| platform_of(entry) == platform);
            let names = fit.map(|entry| entry.name).collect::<Vec<_>>().join(", ");
            return Err(Failure::Call(anyhow!(
                "--plugin {}: is for {} devices and the program for {platform} devices, wanted \
                 one of {names}",
                entry.name,
                platform_of(entry)
            )));
        }
        let entry = match named {
            Some(entry) => entry,
            None => entry(platform)?,
        };
        let located = self.ensure(entry, explicit.as_deref())?;
        let sha256 = installed_at(&located.path).map(|installed| installed.library_sha256);
        let name = explicit.is_none().then(|| entry.name.to_owned());
        Ok(FoundPlugin { path: located.path, name, sha256 })
    }

    /// The CPU plugin, for this process to load. A damaged library ends with a signal whoever loads
    /// it, without a word, so a child does that first and its end becomes the error.
    pub(in crate::cli) fn find_to_load(&self) -> Result<FoundPlugin, Failure> {
        let plugin = self.find("cpu")?;
        match Worker::of_this_program(plugins::PROBE_LIMIT)?.probe_plugin(&plugin.path) {
            Err(error @ (WorkerError::Died { .. } | WorkerError::TimedOut { .. })) => {
                Err(error.into())
            }
            // Whatever else is wrong, the load itself says so.
            Ok(_) | Err(_) => Ok(plugin),
        }
    }

    fn ensure(
        &self,
        entry: &'static CatalogueEntry,
        explicit: Option<&Path>,
    ) -> Result<Located, Failure> {
        let places = Places::from_environment();
        let mut bars = plugins::InstallBars::new(entry);
        let located = ensure(entry, explicit, &places, self.offline, &mut |p| bars.show(p))?;
        tracing::info!(plugin = entry.name, path = %located.path.display(), "found");
        Ok(located)
    }
}

impl WorkerArgs {
    /// The child process that loads plugins.
    pub(in crate::cli) fn worker(&self) -> Result<Worker, Failure> {
        Ok(Worker::of_this_program(Duration::from_secs(self.timeout))?)
    }
}

/// The platform that a plugin of the catalogue makes programs for.
fn platform_of(entry: &CatalogueEntry) -> &'static str {
    if entry.name == "tpu" { "tpu" } else { "cpu" }
}

/// Says that the program is for another machine than the one it runs on.
pub(in crate::cli) fn say_where(job: &Job) {
    if job.target.slice().is_some() {
        let (target, devices) = (&job.target.name, job.mesh.device_count());
        terminal::say(&format!(
            "running the program of {target} on {devices} virtual CPU devices (mesh {})",
            job.mesh
        ));
    }
}
