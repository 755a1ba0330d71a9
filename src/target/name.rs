//! Reads the name of a target: `v4-32`, `v6e:4x8`, `cpu`.

use crate::sharding::mesh::MAX_DEVICES;
use crate::target::generation::{GENERATIONS, Generation};
use crate::target::slice::{self, Slice, USUAL_HOST_BOUNDS};
use crate::target::{Cpu, Target, TargetKind, TargetOptions};

/// Why there is no such target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TargetError {
    /// Nothing is called so.
    #[error(
        "target {name:?}: unknown, {}",
        suggestion.as_ref().map_or_else(
            || "wanted cpu, axion, a slice like v4-32 or a topology like v6e:4x8".to_owned(),
            |near| format!("did you mean {near}? `vqbit targets` lists all"),
        )
    )]
    Unknown {
        /// The name.
        name: String,
        /// The nearest name there is.
        suggestion: Option<String>,
    },
    /// The generation exists, the size is not sold.
    #[error("target {name}: found size {found}, wanted one of {sizes} ({counts} of {generation})")]
    UnknownSize {
        /// The name.
        name: String,
        /// The size.
        found: String,
        /// The sizes there are.
        sizes: String,
        /// What the sizes count.
        counts: &'static str,
        /// The generation.
        generation: &'static str,
    },
    /// The grid is not sizes joined by `x`, or has another number of dimensions.
    #[error("target {name}: found grid {found:?}, wanted {rank} sizes like {example}")]
    Grid {
        /// The name.
        name: String,
        /// The grid.
        found: String,
        /// The dimensions of the generation.
        rank: usize,
        /// A grid that works.
        example: &'static str,
    },
    /// A dimension of the grid has no chips.
    #[error("target {name}: dimension {dimension} has size 0, wanted at least 1")]
    EmptyGrid {
        /// The name.
        name: String,
        /// The dimension, `x`, `y` or `z`.
        dimension: char,
    },
    /// Hosts do not fill the grid.
    #[error(
        "target {name}: dimension {dimension} of {size} chips is not divisible by the {host} of a \
         host of {bounds} (chips_per_host_bounds)"
    )]
    HostBounds {
        /// The name.
        name: String,
        /// The dimension, `x`, `y` or `z`.
        dimension: char,
        /// Chips along it.
        size: usize,
        /// Chips of one host along it.
        host: usize,
        /// The host.
        bounds: String,
    },
    /// A host has no chips.
    #[error("chips_per_host_bounds {bounds}: found size 0, wanted at least 1")]
    EmptyHost {
        /// The bounds.
        bounds: String,
    },
    /// The grid has more devices than any target.
    #[error("target {name}: found {devices} devices, wanted at most {limit}")]
    TooLarge {
        /// The name.
        name: String,
        /// The devices it would have.
        devices: usize,
        /// The most there may be.
        limit: usize,
    },
    /// The cores of these chips cannot be joined.
    #[error("target {name}: megacore joins the TensorCores of a v4 chip, found {found}")]
    Megacore {
        /// The name.
        name: String,
        /// What the target has.
        found: String,
    },
    /// A host processor has no hosts to bound.
    #[error("target {name}: chips_per_host_bounds is for TPU targets")]
    BoundsOfCpu {
        /// The name.
        name: String,
    },
}

/// Reads a name. See [`Target::with_options`].
pub(crate) fn target(name: &str, options: TargetOptions) -> Result<Target, TargetError> {
    let architecture = match name {
        "cpu" => Some(None),
        "axion" => Some(Some("aarch64")),
        _ => None,
    };
    if let Some(architecture) = architecture {
        return cpu(name, architecture, options);
    }
    let mut slice = match (name.split_once(':'), name.rsplit_once('-')) {
        (Some((generation, grid)), _) => of_grid(name, generation, grid)?,
        (None, Some((generation, size))) => of_size(name, generation, size)?,
        (None, None) => return Err(unknown(name)),
    };
    if options.megacore && slice.generation.tensor_cores_per_chip != 2 {
        return Err(megacore(name, "one TensorCore a chip"));
    }
    if options.megacore && slice.generation.name == "tpu7x" {
        return Err(megacore(name, "TensorCores that stay two devices"));
    }
    slice.megacore = options.megacore;
    slice.chips_per_host_bounds = options.chips_per_host_bounds.or(slice.chips_per_host_bounds);
    check_hosts(name, &slice)?;
    Ok(Target { name: name.to_owned(), kind: TargetKind::Tpu(slice) })
}

fn megacore(name: &str, found: &str) -> TargetError {
    TargetError::Megacore { name: name.to_owned(), found: found.to_owned() }
}

fn cpu(
    name: &str,
    architecture: Option<&'static str>,
    options: TargetOptions,
) -> Result<Target, TargetError> {
    if options.megacore {
        return Err(megacore(name, "a host processor"));
    }
    if options.chips_per_host_bounds.is_some() {
        return Err(TargetError::BoundsOfCpu { name: name.to_owned() });
    }
    Ok(Target { name: name.to_owned(), kind: TargetKind::Cpu(Cpu { architecture }) })
}

/// A slice by its size, as `v4-32`.
fn of_size(name: &str, generation: &str, size: &str) -> Result<Slice, TargetError> {
    let generation = Generation::named(generation).ok_or_else(|| unknown(name))?;
    let slices = slice::slices(generation);
    let found = slices.iter().find(|slice| slice.name_number().to_string() == size);
    found.cloned().ok_or_else(|| TargetError::UnknownSize {
        name: name.to_owned(),
        found: size.to_owned(),
        sizes: joined(slices.iter().map(Slice::name_number), ", "),
        counts: generation.name_counts.word(),
        generation: generation.name,
    })
}

/// A slice by its grid, as `v6e:4x8`.
fn of_grid(name: &str, generation: &str, grid: &str) -> Result<Slice, TargetError> {
    let generation = Generation::named(generation).ok_or_else(|| unknown(name))?;
    let rank = generation.torus_rank;
    let wrong = || TargetError::Grid {
        name: name.to_owned(),
        found: grid.to_owned(),
        rank,
        example: if rank == 3 { "2x2x4" } else { "4x8" },
    };
    let digits = grid.chars().all(|c| c.is_ascii_digit() || c == 'x');
    let sizes: Result<Vec<usize>, _> = grid.split('x').map(str::parse).collect();
    let sizes = sizes.ok().filter(|sizes| digits && sizes.len() == rank).ok_or_else(wrong)?;
    let mut chips = [1; 3];
    chips[..rank].copy_from_slice(&sizes);
    if let Some((dimension, _)) = "xyz".chars().zip(chips).find(|&(_, size)| size == 0) {
        return Err(TargetError::EmptyGrid { name: name.to_owned(), dimension });
    }
    let chip_count = chips.iter().fold(1_usize, |product, &size| product.saturating_mul(size));
    let devices = chip_count.saturating_mul(generation.default_config.devices_per_chip);
    if devices > MAX_DEVICES {
        return Err(TargetError::TooLarge { name: name.to_owned(), devices, limit: MAX_DEVICES });
    }
    Ok(Slice::of_chips(generation, chips))
}

/// Hosts must fill the grid: libtpu refuses it later, or dies of it.
fn check_hosts(name: &str, slice: &Slice) -> Result<(), TargetError> {
    let bounds = slice.chips_per_host_bounds.unwrap_or(USUAL_HOST_BOUNDS);
    let text = joined(bounds.into_iter(), "x");
    if bounds.contains(&0) {
        return Err(TargetError::EmptyHost { bounds: text });
    }
    let uneven =
        "xyz".chars().zip(slice.chips).zip(bounds).find(|((_, size), host)| size % host != 0);
    match uneven {
        None => Ok(()),
        Some(((dimension, size), host)) => {
            let name = name.to_owned();
            Err(TargetError::HostBounds { name, dimension, size, host, bounds: text })
        }
    }
}

fn joined(numbers: impl Iterator<Item = usize>, separator: &str) -> String {
    numbers.map(|n| n.to_string()).collect::<Vec<_>>().join(separator)
}

/// Every name that is listed: hosts, then the slices of each generation.
pub fn names() -> Vec<String> {
    let mut names = vec!["cpu".to_owned(), "axion".to_owned()];
    for generation in &GENERATIONS {
        let words = std::iter::once(&generation.name).chain(generation.aliases);
        for word in words {
            let numbers = slice::slices(generation).into_iter().map(|s| s.name_number());
            names.extend(numbers.map(|number| format!("{word}-{number}")));
        }
    }
    names
}

fn unknown(name: &str) -> TargetError {
    let lower = name.to_lowercase();
    let mut near: Option<(f64, String)> = None;
    let grids = GENERATIONS
        .iter()
        .flat_map(|g| slice::slices(g).into_iter().map(|s| s.topology().name).collect::<Vec<_>>());
    for candidate in names().into_iter().chain(grids) {
        let score = strsim::jaro_winkler(&lower, &candidate);
        if score > near.as_ref().map_or(0.75, |(best, _)| *best) {
            near = Some((score, candidate));
        }
    }
    TargetError::Unknown { name: name.to_owned(), suggestion: near.map(|(_, name)| name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_name_and_its_topology_read_as_the_same_slice() {
        for name in names() {
            let target = Target::parse(&name, false).expect("a listed name");
            if let Some(slice) = target.slice() {
                let raw = Target::parse(&slice.topology().name, false).expect("a topology");
                assert_eq!(raw.slice(), Some(slice));
            }
        }
    }

    #[test]
    fn host_bounds_let_odd_grids_through() {
        let chips_per_host_bounds = Some([3, 5, 1]);
        let options = TargetOptions { megacore: false, chips_per_host_bounds };
        let target = Target::with_options("v5e:3x5", options).expect("a target");
        assert_eq!(target.device_count(), Some(15));
    }

    #[test]
    fn each_wrong_name_has_its_message() {
        let message = |name| Target::parse(name, false).expect_err("a wrong name").to_string();
        for (name, wanted) in [
            ("v4_32", r#"target "v4_32": unknown, did you mean v4-32? `vqbit targets` lists all"#),
            (
                "v5lite-8",
                r#"target "v5lite-8": unknown, did you mean v5litepod-8? `vqbit targets` lists all"#,
            ),
            (
                "V6E-32",
                r#"target "V6E-32": unknown, did you mean v6e-32? `vqbit targets` lists all"#,
            ),
            (
                "gpu!!",
                r#"target "gpu!!": unknown, wanted cpu, axion, a slice like v4-32 or a topology like v6e:4x8"#,
            ),
            (
                "v6e-31",
                "target v6e-31: found size 31, wanted one of 1, 4, 8, 16, 32, 64, 128, 256 (chips of v6e)",
            ),
            ("v6e:4x8x1", r#"target v6e:4x8x1: found grid "4x8x1", wanted 2 sizes like 4x8"#),
            ("v4:4x8", r#"target v4:4x8: found grid "4x8", wanted 3 sizes like 2x2x4"#),
            ("v4:+2x2x4", r#"target v4:+2x2x4: found grid "+2x2x4", wanted 3 sizes like 2x2x4"#),
            ("v5e:0x4", "target v5e:0x4: dimension x has size 0, wanted at least 1"),
            (
                "v5e:2x3",
                "target v5e:2x3: dimension y of 3 chips is not divisible by the 2 of a host of \
                 2x2x1 (chips_per_host_bounds)",
            ),
            ("v4:64x64x64", "target v4:64x64x64: found 524288 devices, wanted at most 65536"),
        ] {
            assert_eq!(message(name), wanted);
        }
    }

    #[test]
    fn each_useless_option_has_its_message() {
        let message = |name, megacore, chips_per_host_bounds| {
            let options = TargetOptions { megacore, chips_per_host_bounds };
            Target::with_options(name, options).expect_err("a useless option").to_string()
        };
        assert_eq!(
            message("v6e-32", true, None),
            "target v6e-32: megacore joins the TensorCores of a v4 chip, found one TensorCore a chip"
        );
        assert_eq!(
            message("tpu7x-8", true, None),
            "target tpu7x-8: megacore joins the TensorCores of a v4 chip, found TensorCores that \
             stay two devices"
        );
        assert_eq!(
            message("cpu", true, None),
            "target cpu: megacore joins the TensorCores of a v4 chip, found a host processor"
        );
        assert_eq!(
            message("cpu", false, Some([1, 1, 1])),
            "target cpu: chips_per_host_bounds is for TPU targets"
        );
        assert_eq!(
            message("v6e-4", false, Some([2, 0, 1])),
            "chips_per_host_bounds 2x0x1: found size 0, wanted at least 1"
        );
    }
}
