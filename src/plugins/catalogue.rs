//! The catalogue: the wheels that vqbit's plugins come in, pinned.

use super::error::PluginsError;

/// A pinned wheel for one kind of machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wheel {
    /// The system, as `linux`.
    pub os: &'static str,
    /// The architecture, as `x86_64`.
    pub architecture: &'static str,
    /// The package on PyPI.
    pub package: &'static str,
    /// Its version.
    pub version: &'static str,
    /// pip's platform tag.
    pub platform: &'static str,
    /// The Python version whose wheel is taken, for packages with one wheel a version. The library
    /// inside does not depend on it, and neither does the local Python matter.
    pub python: Option<&'static str>,
    /// The SHA-256 of the wheel.
    pub sha256: &'static str,
    /// The bytes of the wheel: what is downloaded.
    pub wheel_bytes: u64,
    /// The library's path inside the wheel, and so under `site-packages`.
    pub member: &'static str,
    /// The bytes of the library: what is kept.
    pub library_bytes: u64,
}

/// A plugin that vqbit knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// The name, as in `vqbit plugins install cpu`.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// The environment variable that says where the library is.
    pub variable: Option<&'static str>,
    /// The wheels, one a kind of machine.
    pub wheels: &'static [Wheel],
}

const CPU_115: Wheel = Wheel {
    os: "linux",
    architecture: "x86_64",
    package: "lammps-jax-pjrt-cpu",
    version: "0.11.2",
    platform: "manylinux_2_27_x86_64",
    python: None,
    sha256: "1319390d948b39f69f7dade496b7c385149d9ca6097a6b62114da113216d9ad1",
    wheel_bytes: 62_711_338,
    member: "lammps_jax_pjrt_cpu/pjrt_c_api_cpu_plugin.so",
    library_bytes: 201_600_336,
};

const CPU_106: Wheel = Wheel {
    os: "linux",
    architecture: "x86_64",
    package: "fastatomstruct-xla-cpu",
    version: "2026.6.23",
    platform: "manylinux_2_27_x86_64",
    python: None,
    sha256: "88b1c430b341b4bea40a37420311c9c75db6e22b46d2ff95b6986577bee6afe9",
    wheel_bytes: 63_200_622,
    member: "fastatomstruct_xla_cpu/libpjrt_cpu.so",
    library_bytes: 273_768_800,
};

const CPU_081: Wheel = Wheel {
    os: "linux",
    architecture: "x86_64",
    package: "xla-cpu-pjrt",
    version: "0.0.1",
    platform: "manylinux_2_27_x86_64",
    python: None,
    sha256: "55837b6b7b47daa717f2d9a5a03563ea0ceaa338d06a81a1e2d3f060d960decc",
    wheel_bytes: 63_461_052,
    member: "xla_plugins/xla_cpu_pjrt/xla_cpu_pjrt.so",
    library_bytes: 259_284_552,
};

const CPU_081_ARM: Wheel = Wheel {
    architecture: "aarch64",
    platform: "manylinux_2_27_aarch64",
    sha256: "8f613be6e891858f40d64f9799319502fff42689661944fc18a6ffd8210b30c9",
    wheel_bytes: 49_514_947,
    library_bytes: 200_328_224,
    ..CPU_081
};

const LIBTPU: Wheel = Wheel {
    os: "linux",
    architecture: "x86_64",
    package: "libtpu",
    version: "0.0.52",
    platform: "manylinux_2_31_x86_64",
    python: Some("3.11"),
    sha256: "f5e2e596eaea9357fbb5a6755a7a9007c6ab75bfde4a55191b03eff402971140",
    wheel_bytes: 137_064_406,
    member: "libtpu/libtpu.so",
    library_bytes: 467_479_448,
};

/// Every plugin, the default CPU plugin first.
pub const CATALOGUE: [CatalogueEntry; 4] = [
    CatalogueEntry {
        name: "cpu",
        about: "compiles for and runs on CPUs (PJRT API 0.115; 0.81 on aarch64)",
        variable: Some("VQBIT_CPU_PLUGIN"),
        wheels: &[CPU_115, CPU_081_ARM],
    },
    CatalogueEntry {
        name: "tpu",
        about: "libtpu: compiles for TPUs, with or without one (PJRT API 0.117)",
        variable: Some("TPU_LIBRARY_PATH"),
        wheels: &[LIBTPU],
    },
    CatalogueEntry {
        name: "cpu-0.106",
        about: "an older CPU plugin (PJRT API 0.106)",
        variable: None,
        wheels: &[CPU_106],
    },
    CatalogueEntry {
        name: "cpu-0.81",
        about: "the oldest CPU plugin that is tested (PJRT API 0.81)",
        variable: None,
        wheels: &[CPU_081, CPU_081_ARM],
    },
];

/// The entry of this name.
///
/// # Errors
/// There is none.
pub fn entry(name: &str) -> Result<&'static CatalogueEntry, PluginsError> {
    CATALOGUE.iter().find(|entry| entry.name == name).ok_or_else(|| PluginsError::Unknown {
        name: name.into(),
        known: CATALOGUE.map(|entry| entry.name).join(", "),
    })
}

impl CatalogueEntry {
    /// The wheel for this machine.
    ///
    /// # Errors
    /// There is none.
    pub fn wheel(&self) -> Result<&'static Wheel, PluginsError> {
        self.wheel_for(std::env::consts::OS, std::env::consts::ARCH)
    }

    fn wheel_for(&self, os: &str, architecture: &str) -> Result<&'static Wheel, PluginsError> {
        let fits = |wheel: &&Wheel| wheel.os == os && wheel.architecture == architecture;
        self.wheels.iter().find(fits).ok_or_else(|| PluginsError::NoWheel {
            name: self.name.into(),
            os: os.into(),
            architecture: architecture.into(),
        })
    }
}

impl Wheel {
    /// The library's file name in the cache: a new version never overwrites an old one.
    pub fn library_file(&self) -> String {
        format!("{}-{}.so", self.package, self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arm_machines_have_one_cpu_plugin_and_no_libtpu() {
        let wheel = |name: &str| entry(name).expect("an entry").wheel_for("linux", "aarch64");
        assert_eq!(wheel("cpu").expect("a wheel"), wheel("cpu-0.81").expect("a wheel"));
        assert_eq!(
            wheel("tpu").expect_err("no wheel").to_string(),
            "plugin tpu: has no wheel for linux on aarch64"
        );
    }

    #[test]
    fn an_unknown_name_is_told_with_the_known_ones() {
        assert_eq!(
            entry("gpu").expect_err("unknown").to_string(),
            "plugin gpu: not known, wanted one of cpu, tpu, cpu-0.106, cpu-0.81"
        );
    }

    #[test]
    fn every_hash_has_the_form_of_one() {
        for wheel in CATALOGUE.iter().flat_map(|entry| entry.wheels) {
            let hexadecimal = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
            assert!(wheel.sha256.len() == 64 && wheel.sha256.chars().all(hexadecimal));
        }
    }
}
