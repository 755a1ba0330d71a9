//! What help says besides flags: examples of every subcommand, and the environment; man pages.

use std::io;
use std::path::Path;

use anyhow::Context;
use clap::builder::Resettable;
use clap::{ArgMatches, CommandFactory, FromArgMatches};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::cli::{Cli, Outcome};

/// A call without `vqbit`, and what it does.
type Example = (&'static str, &'static str);

/// Subcommands by their words, with their examples; no words are vqbit itself.
const EXAMPLES: [(&str, &[Example]); 26] = [
    (
        "",
        &[
            ("compile --target v4-32", "compile the update step, ahead of time"),
            ("run --target v4-32 --on cpu --random 1", "run it on 32 virtual CPU devices"),
            ("verify --target v4-32", "hold it against the f64 reference first"),
            ("compare --targets v4-32,v6e-32,axion", "64 against 128 codes"),
            ("emit --format stablehlo", "print the program"),
            ("targets", "list what can be compiled for"),
            ("doctor", "what is found here, and what is wrong"),
        ],
    ),
    (
        "emit",
        &[
            ("emit --target v6e-32 --layout tokens+codes", "the program as StableHLO"),
            ("emit --job job.json --print-job", "the job with its defaults"),
            ("emit --step quantize --format jax-export -o q.jaxexport", "for JAX, with gradients"),
        ],
    ),
    (
        "compile",
        &[
            ("compile --target v4-32", "into out/v4-32-update"),
            ("compile --job job.json --target v6e-32 -o out/v6e --json", "the report as JSON"),
            ("compile --step decode --format hlo-proto", "for CPU, from HLO"),
            ("compile --batches 8,32,128", "a program for each batch, in one artifact"),
        ],
    ),
    (
        "import",
        &[
            ("import step.mlir --target v6e-32", "jax.jit(f).lower(...).as_text()"),
            ("import step.hlo.pb --target v4-32 --mesh 4x8 --max-hbm 8GiB", "held to a budget"),
        ],
    ),
    (
        "compare",
        &[
            ("compare --targets v4-32,v6e-32", "64 against 128 codes"),
            ("compare --targets cpu --codes 256,1024,4096 --embedding-dim 128", "three sizes"),
        ],
    ),
    (
        "plan",
        &[
            ("plan --target v6e-32 --codebook-size 8192", "every layout on every mesh"),
            ("plan --job job.json --targets v4-32,v6e-16,v6e-32,v5p-32", "which slice to take"),
            ("plan --target v4-32 --megacore --mesh 2x8 --json", "the layouts of one mesh"),
        ],
    ),
    (
        "run",
        &[
            ("run --target v4-32 --on cpu --random 1", "32 virtual devices, all drawn"),
            ("run --inputs state.safetensors --input inputs=x.npy --outputs next", "from files"),
            ("run --random 1 --steps 100 --json", "100 steps, the state fed back"),
            ("run --random 1 --mesh 1x1 --time 20", "how long a step takes on this processor"),
            ("run --batches 8,32 --inputs state --input inputs=odd.npy", "a batch of any size"),
            (
                "run --step encode --inputs state --stream inputs=shards --stream-to codes",
                "rows larger than memory",
            ),
        ],
    ),
    (
        "verify",
        &[
            ("verify --target v4-32", "all families on 1, 8 and 32 virtual devices"),
            ("verify --job job.json --steps 100", "and how far 100 steps drift"),
            ("verify --job job.json --inputs batch.safetensors", "on a batch of yours"),
            ("verify --target v6e-32 --max-collectives 1", "the target's program too"),
            ("verify --cases cases.json --plugin cpu-0.81", "what others expect, on any plugin"),
        ],
    ),
    (
        "init-state",
        &[
            ("init-state --codebook-size 512 --random 7", "a random codebook"),
            ("init-state --data rows.npy -o state.safetensors", "k-means of your rows"),
            ("init-state --target v6e-32 --tpu-layout", "what the tiles of a TPU waste"),
        ],
    ),
    (
        "state",
        &[
            ("state convert theirs.npz --from haiku -o state.safetensors", "theirs becomes ours"),
            ("state convert state.safetensors --to haiku -o back.npz", "and ours becomes theirs"),
        ],
    ),
    (
        "state convert",
        &[
            ("state convert theirs.npz --from haiku -o state.safetensors", "from dm-haiku"),
            ("state convert state.safetensors --to lucidrains -o theirs.safetensors", "and back"),
        ],
    ),
    (
        "inspect",
        &[
            ("inspect out/v4-32-update", "an artifact"),
            ("inspect program.hlo.pb --mesh data=4,model=8 --json", "somebody's module"),
            ("inspect dump/after_optimizations.txt --target v6e-32", "what it would take there"),
        ],
    ),
    (
        "diff",
        &[
            ("diff out/v4-32-update out/v6e-32-update", "two targets"),
            ("diff out/a out/b --json", "numbers with their units"),
        ],
    ),
    (
        "targets",
        &[
            ("targets", "all of them"),
            ("targets v4-32 --mesh 4x8", "which device is where on a mesh"),
        ],
    ),
    (
        "plugins",
        &[
            ("plugins list", "which there are, and where"),
            ("plugins install", "the CPU plugin and libtpu"),
            ("plugins doctor", "what is wrong with those that are found"),
        ],
    ),
    (
        "plugins list",
        &[
            ("plugins list", "which there are, and where"),
            ("plugins list --json", "the same with hashes"),
        ],
    ),
    (
        "plugins install",
        &[
            ("plugins install", "the CPU plugin and libtpu"),
            ("plugins install cpu-0.81", "an older one"),
        ],
    ),
    (
        "plugins doctor",
        &[("plugins doctor", "all that are found"), ("plugins doctor tpu --json", "one of them")],
    ),
    (
        "cache",
        &[
            ("cache list", "what was compiled before, and how large it is"),
            ("cache verify", "whether all of it is whole"),
            ("cache prune --limit 500MB", "what was used last, and no more of it"),
        ],
    ),
    (
        "cache list",
        &[
            ("cache list", "what was compiled before, and how large it is"),
            ("cache list --json", "with whole keys and the times of use"),
        ],
    ),
    (
        "cache verify",
        &[
            ("cache verify", "whether all of it is whole"),
            ("cache verify --json", "what is wrong with which file"),
        ],
    ),
    (
        "cache prune",
        &[
            ("cache prune --limit 500MB", "what was used last, and no more of it"),
            ("cache prune --limit 0", "all of it"),
        ],
    ),
    (
        "doctor",
        &[
            ("doctor", "the first thing to ask when something fails"),
            ("doctor --json > doctor.json", "to send along with a question"),
        ],
    ),
    (
        "schema",
        &[("schema job > job.schema.json", "for editors"), ("schema report", "what --json writes")],
    ),
    (
        "completions",
        &[
            ("completions bash > ~/.local/share/bash-completion/completions/vqbit", "for bash"),
            ("completions fish > ~/.config/fish/completions/vqbit.fish", "for fish"),
        ],
    ),
    (
        "man",
        &[
            ("man ~/.local/share/man/man1", "so that `man vqbit-compile` finds it"),
            ("man pages", "into the folder pages"),
        ],
    ),
];

/// Environment variables that vqbit reads itself or sees to, and what they say.
pub(in crate::cli) const VARIABLES: [(&str, &str); 9] = [
    ("VQBIT_CPU_PLUGIN", "the CPU plugin's library"),
    ("TPU_LIBRARY_PATH", "libtpu"),
    ("VQBIT_CACHE_DIR", "where plugins and executables are kept [default: XDG_CACHE_HOME/vqbit]"),
    ("VQBIT_CACHE_LIMIT", "how many bytes of executables are kept, 0 for none [default: 2GiB]"),
    ("XDG_CACHE_HOME", "where caches are [default: ~/.cache]"),
    ("VQBIT_PYTHON", "the Python whose pip downloads plugins [default: python3]"),
    ("NO_COLOR", "if set, no colours"),
    ("TF_CPP_MIN_LOG_LEVEL", "how little plugins log, 0 to 3 [default: 2]"),
    ("VQBIT_INSIDE_WORKER", "set in the children that load plugins; not to be set by hand"),
];

/// The command line with its examples.
pub(in crate::cli) fn command() -> clap::Command {
    let variables = VARIABLES.map(|(name, about)| (name.to_owned(), about));
    let environment = aligned("Environment:", &variables);
    EXAMPLES.into_iter().fold(Cli::command(), |command, (words, examples)| {
        let call = |(call, about): &Example| (format!("vqbit {call}"), *about);
        let mut help = aligned("Examples:", &examples.iter().map(call).collect::<Vec<_>>());
        if words.is_empty() {
            help = format!("{help}\n\n{environment}");
        }
        with_help(command, words.split_whitespace(), help)
    })
}

/// Parses this process's arguments.
pub(in crate::cli) fn parsed() -> Result<Cli, clap::Error> {
    command().try_get_matches().and_then(|matches: ArgMatches| Cli::from_arg_matches(&matches))
}

/// Writes a man page of vqbit and of each subcommand.
pub(in crate::cli) fn man(folder: &Path) -> Outcome {
    let wrong = || format!("{}: cannot be written", folder.display());
    std::fs::create_dir_all(folder).with_context(wrong)?;
    let mut command = command().disable_help_subcommand(true);
    command.build();
    write_pages(&command, folder).with_context(wrong)?;
    Ok(())
}

/// Writes the page of a command and those of its subcommands.
fn write_pages(command: &clap::Command, folder: &Path) -> io::Result<()> {
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
        write_pages(inner, folder)?;
    }
    // Pages break lines anew, which calls to be copied do not survive: what stands under the help
    // gets sections of its own.
    let page = Man::new(command.clone().after_help(Resettable::Reset));
    let mut text = Vec::new();
    page.render(&mut text)?;
    if let Some(help) = command.get_after_help() {
        sections(&help.to_string()).to_writer(&mut text)?;
    }
    std::fs::write(folder.join(page.get_filename()), text)
}

/// A section for each heading with the lines below it, each of which stays one.
fn sections(help: &str) -> Roff {
    let mut roff = Roff::new();
    for section in help.split("\n\n") {
        let (heading, lines) = section.split_once('\n').unwrap_or((section, ""));
        let heading = heading.trim_end_matches(':').to_uppercase();
        roff.control("SH", [heading.as_str()]).control("nf", None);
        for line in lines.lines() {
            roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
        }
        roff.control("fi", None);
    }
    roff
}

/// The command with this text under the help of the subcommand of these words.
fn with_help<'a>(
    command: clap::Command,
    mut words: impl Iterator<Item = &'a str>,
    help: String,
) -> clap::Command {
    match words.next() {
        None => command.after_help(help),
        Some(word) => command.mut_subcommand(word, |inner| {
            let words: Vec<&str> = words.collect();
            with_help(inner, words.into_iter(), help)
        }),
    }
}

/// A heading, and under it two columns; the second is on the next line where the first is too long.
fn aligned(heading: &str, rows: &[(String, &str)]) -> String {
    const WIDEST: usize = 50;
    let widths = rows.iter().map(|(what, _)| what.len());
    let width = widths.filter(|&width| width <= WIDEST).max().unwrap_or(0);
    rows.iter().fold(heading.to_owned(), |text, (what, about)| {
        if what.len() <= width {
            format!("{text}\n  {what:width$}  {about}")
        } else {
            format!("{text}\n  {what}\n  {:width$}  {about}", "")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every subcommand below a command, by its words: those that have subcommands too.
    fn below(command: &clap::Command, words: &str) -> Vec<String> {
        let inner = command.get_subcommands().filter(|inner| inner.get_name() != "help");
        let named = inner.map(|inner| (inner, format!("{words} {}", inner.get_name())));
        let with_own = |(inner, words): (&clap::Command, String)| {
            let own = below(inner, words.trim());
            std::iter::once(words.trim().to_owned()).chain(own)
        };
        named.flat_map(with_own).collect()
    }

    #[test]
    fn every_subcommand_has_examples() {
        let all = below(&command(), "");
        assert!(all.contains(&"cache".to_owned()) && all.contains(&"cache list".to_owned()));
        for words in all {
            let mut built = command();
            built.build();
            let found = words.split(' ').fold(&mut built, |command, word| {
                command.find_subcommand_mut(word).expect("a subcommand")
            });
            let help = found.render_help().to_string();
            let examples = help.split("Examples:\n").nth(1).unwrap_or_default();
            let calls = examples.matches(&format!("  vqbit {words}")).count();
            assert!((2..=6).contains(&calls), "{words}: {calls} examples\n{help}");
        }
    }

    #[test]
    fn every_example_is_a_call() {
        for (_, examples) in EXAMPLES {
            for (call, _) in examples {
                let call = call.split(" > ").next().unwrap_or_default();
                let words = std::iter::once("vqbit").chain(call.split(' '));
                let parsed = command().try_get_matches_from(words);
                assert_eq!(parsed.err().map(|error| error.to_string()), None, "{call}");
            }
        }
    }

    #[test]
    fn long_lines_are_broken_before_the_second_column() {
        let long = "x".repeat(51);
        let rows = [("a".to_owned(), "one"), ("bc".to_owned(), "two"), (long.clone(), "three")];
        let wanted = format!("H:\n  a   one\n  bc  two\n  {long}\n      three");
        assert_eq!(aligned("H:", &rows), wanted);
    }
}
