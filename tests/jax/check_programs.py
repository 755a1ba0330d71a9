"""Holds the goldens in hlo/ against XLA's own parsers and JAX's CPU compiler.

Every .hlo file must parse with XLA's text parser, every .mlir file must parse and verify as
StableHLO, and both words for shardings must compile to the same collectives.
"""

import os
import pathlib
import re
import sys

os.environ["XLA_FLAGS"] = "--xla_force_host_platform_device_count=32"
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import jax
import jaxlib._hlo as hlo
import numpy as np
from jax._src.interpreters import mlir
from jax._src.lib import xla_client
from jax._src.lib.mlir import ir

ROOT = pathlib.Path(__file__).resolve().parents[2] / "hlo"
COLLECTIVE = re.compile(
    r"= (.*?) (all-reduce|all-gather|reduce-scatter|all-to-all|collective-permute)(?:-start)?\("
)


def compile_text(text, shardy):
    """Compiles StableHLO text for as many CPU devices as it has partitions."""
    partitions = int(re.search(r"mhlo.num_partitions = (\d+)", text).group(1))
    options = xla_client.CompileOptions()
    options.num_replicas, options.num_partitions = 1, partitions
    build = options.executable_build_options
    build.num_replicas, build.num_partitions = 1, partitions
    build.use_spmd_partitioning, build.use_shardy_partitioner = True, shardy
    assignment = np.arange(partitions).reshape(1, partitions)
    build.device_assignment = xla_client.DeviceAssignment.create(assignment)
    devices = tuple(jax.devices("cpu")[:partitions])
    with mlir.make_ir_context():
        module = ir.Module.parse(text)
        assert module.operation.verify()
        client = devices[0].client
        return client.compile_and_load(module, xla_client.DeviceList(devices), options)


def collectives(executable):
    """Kind and shape of every collective of a compiled program, sorted."""
    text = executable.hlo_modules()[0].to_string()
    found = COLLECTIVE.findall(text)
    return sorted((kind, re.sub(r"\{[\d,]*\}", "", shape)) for shape, kind in found)


def lines(text):
    """The lines of an HLO text, sorted, with floats and strides spelled as one."""
    text = re.sub(r"(?<=[(, {])-?\d+(\.\d+)?(e[+-]?\d+)?(?=[,)}])", same_float, text)
    text = re.sub(r"\[(\d+:\d+):1\]", r"[\1]", text)
    return sorted(line.strip() for line in text.split("\n") if line.strip())


def same_float(match):
    """A number as an f32 prints it; -0 keeps its sign."""
    return repr(np.float32(match.group(0)).item())


def check(name):
    """Gives what is wrong with one program, or None."""
    text = (ROOT / f"{name}.hlo").read_text()
    ours, theirs = lines(text), lines(hlo.hlo_module_from_text(text).to_string())
    lost = [line for line in ours if line not in theirs]
    if lost or len(ours) != len(theirs):
        return f"XLA reads other lines than these: {lost[:3]}"
    shardy = collectives(compile_text((ROOT / f"{name}.mlir").read_text(), True))
    gspmd = collectives(compile_text((ROOT / f"{name}.gspmd.mlir").read_text(), False))
    if shardy != gspmd:
        return f"collectives differ: shardy {shardy}, gspmd {gspmd}"
    return None


def main():
    names = sorted(str(p.relative_to(ROOT))[: -len(".hlo")] for p in ROOT.glob("*/*.hlo"))
    failed = 0
    for name in names:
        try:
            problem = check(name)
        except Exception as error:  # whatever XLA says is the finding
            problem = str(error).strip()
        if problem:
            failed += 1
            print(f"FAILED {name}: {problem}")
    print(f"programs: {len(names) - failed} passed, {failed} failed")
    if not names or failed:
        sys.exit(1)


main()
