"""What the tests of `emit --format jax-export` share: 32 virtual devices, a step as JAX reads it, and
the same step as `vqbit run` runs it."""

import json
import os
import pathlib
import subprocess
import sys

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_force_host_platform_device_count=32"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import jax
import jax.export
import ml_dtypes  # noqa: F401: numpy's bf16, which safetensors reads and writes by that name
import numpy as np
from jax.sharding import AxisType, Mesh
from safetensors.numpy import load_file, save_file

VQBIT = str(pathlib.Path(sys.argv[1]).resolve())


def vqbit(folder, *arguments):
    call = [VQBIT, *map(str, arguments)]
    done = subprocess.run(call, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"{arguments}: {done.stderr}"


class Step:
    """A job's step as an artifact that JAX has read."""

    def __init__(self, folder, job, *flags):
        self.folder = pathlib.Path(folder)
        (self.folder / "job.json").write_text(json.dumps(job))
        emit = ["emit", "--job", "job.json", "--format", "jax-export", "-o", "step.jaxexport"]
        vqbit(self.folder, *emit, *flags)
        self.exported = read(self.folder / "step.jaxexport")
        self.call = self.exported.call
        self.avals = self.exported.in_tree.unflatten(self.exported.in_avals)[1]
        self.results = self.exported.out_tree.unflatten(self.exported.out_avals)

    def shardings(self, devices=None):
        """How each array lies on this machine's devices; None where the step leaves it open."""
        if self.exported.nr_devices == 1:
            return dict.fromkeys(self.avals)
        mesh = next(iter(self.avals.values())).sharding.mesh
        devices = (jax.devices() if devices is None else devices)[: mesh.size]
        devices = np.array(devices).reshape(mesh.axis_sizes)
        mesh = Mesh(devices, mesh.axis_names, axis_types=mesh.axis_types)
        assert mesh.axis_types == (AxisType.Auto,) * len(mesh.axis_names)
        return self.exported.in_tree.unflatten(self.exported.in_shardings_jax(mesh))[1]

    def put(self, given):
        shardings = self.shardings()
        return {name: jax.device_put(given[name], shardings[name]) for name in self.avals}

    def state(self):
        """The names of arrays that the next step takes as this one leaves them."""
        return [name for name in self.avals if name in self.results]

    def run(self, given):
        """What vqbit's own run gives, on a plugin's virtual CPU devices."""
        save_file({name: np.asarray(array) for name, array in given.items()},
                  self.folder / "given.safetensors")
        run = ["run", "--job", "job.json", "--on", "cpu", "--inputs", "given.safetensors"]
        vqbit(self.folder, *run, "--outputs", "found.safetensors")
        return load_file(self.folder / "found.safetensors")

    def draw(self):
        """Something for each array that the step takes."""
        random = np.random.default_rng(5)
        return {name: draw_one(random, name, aval) for name, aval in sorted(self.avals.items())}


def read(path):
    return jax.export.deserialize(bytearray(path.read_bytes()))


def draw_one(random, name, aval):
    shape, dtype = aval.shape, aval.dtype
    if dtype == bool:
        return random.random(shape) < 0.8
    if np.issubdtype(dtype, np.integer):
        return random.integers(0, 3, shape).astype(dtype)
    if name in ("cluster_size", "pending_counts", "usage", "codebook_scale", "ema_weight"):
        return random.uniform(0.5, 2, shape).astype(dtype)
    return random.normal(size=shape).astype(dtype)
