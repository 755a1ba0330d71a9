//! The TPU generations: what a chip has, how fast it is, and who says so.

/// A number with the place it was read from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sourced {
    /// The number.
    pub value: f64,
    /// Where it comes from.
    pub source: &'static str,
}

/// What the number in a slice's name counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameCounts {
    /// TensorCores: `v4-32` is 16 chips.
    TensorCores,
    /// Chips: `v6e-32` is 32 chips.
    Chips,
}

impl NameCounts {
    /// As a table shows it.
    pub fn word(self) -> &'static str {
        match self {
            Self::TensorCores => "TensorCores",
            Self::Chips => "chips",
        }
    }
}

/// The devices of a chip under one `chip_config_name`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChipConfig {
    /// libtpu's name of it, `None` when it is libtpu's default.
    pub name: Option<&'static str>,
    /// Devices a chip is seen as.
    pub devices_per_chip: usize,
    /// Bytes of HBM that the compiler lets one device use, on the largest slice: larger slices reserve
    /// a few kilobytes more.
    pub hbm_limit_bytes: u64,
    /// Where that limit was read.
    pub hbm_limit_source: &'static str,
}

/// One generation of TPU chips.
#[derive(Debug, PartialEq)]
pub struct Generation {
    /// The name in slices and in libtpu's topologies.
    pub name: &'static str,
    /// Other names of the same generation in slice names.
    pub aliases: &'static [&'static str],
    /// What a slice name counts.
    pub name_counts: NameCounts,
    /// TensorCores of a chip.
    pub tensor_cores_per_chip: usize,
    /// Dimensions of the torus that joins the chips: 2 or 3.
    pub torus_rank: usize,
    /// The chip as libtpu sees it when nothing is asked for.
    pub default_config: ChipConfig,
    /// The chip whose TensorCores are joined, where that is a choice.
    pub megacore_config: Option<ChipConfig>,
    /// Bytes of HBM on a chip.
    pub hbm_bytes_per_chip: Sourced,
    /// Peak bf16 FLOP/s of a chip.
    pub peak_bf16_flops_per_chip: Sourced,
    /// Bytes per second between a chip and its HBM.
    pub hbm_bytes_per_second_per_chip: Sourced,
    /// Bytes per second of one ICI link in one direction; a chip has two links a torus dimension.
    pub ici_bytes_per_second_per_link: Sourced,
    /// bf16 FLOPs that the matrix units of one TensorCore do in a cycle.
    pub bf16_flops_per_cycle_per_core: Sourced,
    /// Codebook entries of a job that does not say.
    pub default_codebook_size: usize,
    /// An axis of this many chips, or of a multiple, closes into a ring.
    pub ring_multiple: usize,
    /// The grids that are sold, smallest first.
    ///
    /// Source: the page of [`Generation::peak_bf16_flops_per_chip`]; the names of tpu7x slices and the
    /// v4 and v5p grids that the pages leave out are those that `MaxText` compiles for.
    pub grids: &'static [[usize; 3]],
}

const GIB: f64 = 1024.0 * 1024.0 * 1024.0;
const OOM: &str = "libtpu 0.0.52: topology attribute device_memory_bytes_limit, which its \
                   out-of-memory message confirms";
const OOM_V4: &str = "libtpu 0.0.52: half of the chip's topology attribute \
                      device_memory_bytes_limit; its out-of-memory message says 15.25G";
const V4_PAGE: &str = "Google Cloud, TPU v4, docs.cloud.google.com/tpu/docs/v4";
const V5E_PAGE: &str = "Google Cloud, TPU v5e, docs.cloud.google.com/tpu/docs/v5e";
const V5P_PAGE: &str = "Google Cloud, TPU v5p, docs.cloud.google.com/tpu/docs/v5p";
const V6E_PAGE: &str = "Google Cloud, TPU v6e, docs.cloud.google.com/tpu/docs/v6e";
const V4_ICI: &str = "Google Cloud, TPU v4, docs.cloud.google.com/tpu/docs/v4: all-reduce bandwidth of \
                      1.1 PB/s over 4096 chips of 6 links; the same in jax-ml.github.io/scaling-book";
const V5E_ICI: &str = "Google Cloud, TPU v5e, docs.cloud.google.com/tpu/docs/v5e: 400 GB/s of a chip in \
                       both directions, 4 ports";
const V5P_ICI: &str = "Google Cloud, TPU v5p, docs.cloud.google.com/tpu/docs/v5p: 1200 GB/s of a chip \
                       in both directions, 6 links of the 3D torus";
const V6E_ICI: &str = "Google Cloud, TPU v6e, docs.cloud.google.com/tpu/docs/v6e: 800 GB/s of a chip in \
                       both directions, 4 ports";
const TPU7X_ICI: &str = "Google Cloud, TPU7x (Ironwood), docs.cloud.google.com/tpu/docs/tpu7x: 1200 GB/s \
                         of a chip in both directions, 6 links of the 3D torus";
const FOUR_OF_128: &str =
    "4 matrix units of 128 x 128 (the generation's page), a multiply and an add each";
const LARGE_UNITS: &str = "libtpu 0.0.52: its schedule of a large bf16 product; 256 x 256 units of \
                           jax-ml.github.io/scaling-book";
const TPU7X_PAGE: &str = "Google Cloud, TPU7x (Ironwood), docs.cloud.google.com/tpu/docs/tpu7x";

static V4: [[usize; 3]; 12] = [
    [2, 2, 1],
    [2, 2, 2],
    [2, 2, 4],
    [2, 4, 4],
    [4, 4, 4],
    [4, 4, 8],
    [4, 4, 12],
    [4, 8, 8],
    [8, 8, 8],
    [8, 8, 12],
    [8, 8, 16],
    [8, 16, 16],
];
static V5P: [[usize; 3]; 12] = [
    [2, 2, 1],
    [2, 2, 2],
    [2, 2, 4],
    [2, 4, 4],
    [4, 4, 4],
    [4, 4, 8],
    [4, 8, 8],
    [8, 8, 8],
    [8, 8, 16],
    [8, 16, 16],
    [16, 16, 16],
    [16, 16, 24],
];
static TPU7X: [[usize; 3]; 12] = [
    [1, 1, 1],
    [2, 2, 1],
    [2, 2, 2],
    [2, 2, 4],
    [2, 4, 4],
    [4, 4, 4],
    [4, 4, 8],
    [4, 8, 8],
    [8, 8, 8],
    [8, 8, 16],
    [8, 16, 16],
    [16, 16, 16],
];
static FLAT: [[usize; 3]; 8] =
    [[1, 1, 1], [2, 2, 1], [2, 4, 1], [4, 4, 1], [4, 8, 1], [8, 8, 1], [8, 16, 1], [16, 16, 1]];

/// Every generation, oldest first.
pub static GENERATIONS: [Generation; 5] = [
    Generation {
        name: "v4",
        aliases: &[],
        name_counts: NameCounts::TensorCores,
        tensor_cores_per_chip: 2,
        torus_rank: 3,
        default_config: ChipConfig {
            name: None,
            devices_per_chip: 2,
            hbm_limit_bytes: 16_370_892_800,
            hbm_limit_source: OOM_V4,
        },
        megacore_config: Some(ChipConfig {
            name: Some("megacore"),
            devices_per_chip: 1,
            hbm_limit_bytes: 33_013_366_784,
            hbm_limit_source: OOM,
        }),
        hbm_bytes_per_chip: Sourced { value: 32.0 * GIB, source: V4_PAGE },
        peak_bf16_flops_per_chip: Sourced { value: 275e12, source: V4_PAGE },
        hbm_bytes_per_second_per_chip: Sourced { value: 1200e9, source: V4_PAGE },
        ici_bytes_per_second_per_link: Sourced { value: 45e9, source: V4_ICI },
        bf16_flops_per_cycle_per_core: Sourced { value: 131_072.0, source: FOUR_OF_128 },
        default_codebook_size: 64,
        ring_multiple: 4,
        grids: &V4,
    },
    Generation {
        name: "v5e",
        aliases: &["v5litepod"],
        name_counts: NameCounts::Chips,
        tensor_cores_per_chip: 1,
        torus_rank: 2,
        default_config: ChipConfig {
            name: None,
            devices_per_chip: 1,
            hbm_limit_bytes: 16_909_205_504,
            hbm_limit_source: OOM,
        },
        megacore_config: None,
        hbm_bytes_per_chip: Sourced { value: 16.0 * GIB, source: V5E_PAGE },
        peak_bf16_flops_per_chip: Sourced { value: 197e12, source: V5E_PAGE },
        hbm_bytes_per_second_per_chip: Sourced { value: 819e9, source: V5E_PAGE },
        ici_bytes_per_second_per_link: Sourced { value: 50e9, source: V5E_ICI },
        bf16_flops_per_cycle_per_core: Sourced { value: 131_072.0, source: FOUR_OF_128 },
        default_codebook_size: 64,
        ring_multiple: 16,
        grids: &FLAT,
    },
    Generation {
        name: "v5p",
        aliases: &[],
        name_counts: NameCounts::TensorCores,
        tensor_cores_per_chip: 2,
        torus_rank: 3,
        default_config: ChipConfig {
            name: None,
            devices_per_chip: 1,
            hbm_limit_bytes: 102_783_516_672,
            hbm_limit_source: OOM,
        },
        megacore_config: None,
        hbm_bytes_per_chip: Sourced { value: 95.0 * GIB, source: V5P_PAGE },
        peak_bf16_flops_per_chip: Sourced { value: 459e12, source: V5P_PAGE },
        hbm_bytes_per_second_per_chip: Sourced { value: 2765e9, source: V5P_PAGE },
        ici_bytes_per_second_per_link: Sourced { value: 100e9, source: V5P_ICI },
        bf16_flops_per_cycle_per_core: Sourced { value: 131_072.0, source: FOUR_OF_128 },
        default_codebook_size: 64,
        ring_multiple: 4,
        grids: &V5P,
    },
    Generation {
        name: "v6e",
        aliases: &[],
        name_counts: NameCounts::Chips,
        tensor_cores_per_chip: 1,
        torus_rank: 2,
        default_config: ChipConfig {
            name: None,
            devices_per_chip: 1,
            hbm_limit_bytes: 33_545_912_320,
            hbm_limit_source: OOM,
        },
        megacore_config: None,
        hbm_bytes_per_chip: Sourced { value: 32.0 * GIB, source: V6E_PAGE },
        peak_bf16_flops_per_chip: Sourced { value: 918e12, source: V6E_PAGE },
        hbm_bytes_per_second_per_chip: Sourced { value: 1638e9, source: TPU7X_PAGE },
        ici_bytes_per_second_per_link: Sourced { value: 100e9, source: V6E_ICI },
        bf16_flops_per_cycle_per_core: Sourced { value: 524_288.0, source: LARGE_UNITS },
        default_codebook_size: 128,
        ring_multiple: 16,
        grids: &FLAT,
    },
    Generation {
        name: "tpu7x",
        aliases: &[],
        name_counts: NameCounts::TensorCores,
        tensor_cores_per_chip: 2,
        torus_rank: 3,
        default_config: ChipConfig {
            name: None,
            devices_per_chip: 2,
            hbm_limit_bytes: 101_720_260_608,
            hbm_limit_source: OOM,
        },
        megacore_config: None,
        hbm_bytes_per_chip: Sourced { value: 192.0 * GIB, source: TPU7X_PAGE },
        peak_bf16_flops_per_chip: Sourced { value: 2307e12, source: TPU7X_PAGE },
        hbm_bytes_per_second_per_chip: Sourced { value: 7380e9, source: TPU7X_PAGE },
        ici_bytes_per_second_per_link: Sourced { value: 100e9, source: TPU7X_ICI },
        bf16_flops_per_cycle_per_core: Sourced { value: 524_288.0, source: LARGE_UNITS },
        default_codebook_size: 128,
        ring_multiple: 4,
        grids: &TPU7X,
    },
];

impl Generation {
    /// The generation of this name or alias.
    pub fn named(name: &str) -> Option<&'static Generation> {
        GENERATIONS.iter().find(|g| g.name == name || g.aliases.contains(&name))
    }

    /// Cycles per second of a TensorCore.
    ///
    /// Inferred: no page tells it. The peak is what all matrix units do in every cycle, so it is the
    /// peak over [`Generation::bf16_flops_per_cycle_per_core`] of all cores.
    pub fn inferred_clock_hz(&self) -> f64 {
        let cores = self.tensor_cores_per_chip as f64;
        let per_cycle = cores * self.bf16_flops_per_cycle_per_core.value;
        self.peak_bf16_flops_per_chip.value / per_cycle
    }

    /// How a chip is seen, its cores joined or not.
    pub fn config(&self, megacore: bool) -> &ChipConfig {
        match (&self.megacore_config, megacore) {
            (Some(config), true) => config,
            (_, _) => &self.default_config,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_device_may_use_more_than_its_share_of_a_chip() {
        for generation in &GENERATIONS {
            for megacore in [false, true] {
                let config = generation.config(megacore);
                let used = config.hbm_limit_bytes * config.devices_per_chip as u64;
                // libtpu gives a v5p chip 95.73 GiB, Google Cloud's page rounds it down to 95.
                let chip = generation.hbm_bytes_per_chip.value * 1.01;
                assert!((used as f64) < chip, "{}: {used} of {chip}", generation.name);
            }
        }
    }

    #[test]
    fn clocks_follow_from_peaks() {
        let ghz = GENERATIONS.iter().map(|g| (g.name, (g.inferred_clock_hz() / 1e7).round() / 1e2));
        let wanted = [("v4", 1.05), ("v5e", 1.5), ("v5p", 1.75), ("v6e", 1.75), ("tpu7x", 2.2)];
        assert_eq!(ghz.collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn v5litepod_is_v5e() {
        assert_eq!(Generation::named("v5litepod").map(|g| g.name), Some("v5e"));
        assert_eq!(Generation::named("v3"), None);
    }
}
