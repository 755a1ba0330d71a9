"""Compiles exported steps and their gradients ahead of time for TPU slices, through JAX's own
topologies and without a TPU.

Usage: jax_tpu.py target/debug/vqbit, with libtpu's path in VQBIT_TEST_LIBTPU
"""

import math
import os
import tempfile

os.environ["TPU_LIBRARY_PATH"] = os.environ["VQBIT_TEST_LIBTPU"]
os.environ["TPU_SKIP_MDS_QUERY"] = "1"
os.environ["TPU_WORKER_HOSTNAMES"] = "localhost"
os.environ["TPU_ACCELERATOR_TYPE"] = "v5litepod-4"
os.environ["ALLOW_MULTIPLE_LIBTPU_LOAD"] = "1"

from exported import Step, jax

from jax.experimental import topologies

# The job's keys, JAX's name of the topology and its options. JAX joins the two cores of a v4 chip
# wherever it runs, which is a job's `megacore`; as a topology it has both forms.
SLICES = (
    ({"target": "v4-32"}, "v4:2x2x4", {}),
    ({"target": "v4-32", "megacore": True}, "v4:2x2x4", {"chip_config_name": "megacore"}),
    ({"target": "v6e-32"}, "v6e:4x8", {}),
)
LAYOUTS = ("tokens", "tokens+dim", "tokens+codes", "state-sharded", "codes+tokens")


def check(folder, job, devices):
    """The update at the reference size: it is cut, its state is donated, its gradient compiles."""
    step = Step(folder, job, "--platforms", "tpu")
    shardings = step.shardings(devices)
    taken = {
        name: jax.ShapeDtypeStruct(aval.shape, aval.dtype, sharding=shardings[name])
        for name, aval in step.avals.items()
    }
    donated = jax.jit(step.call, donate_argnames=tuple(step.state()))
    compiled = donated.lower(**taken).compile()
    wrong = [] if "all-reduce" in compiled.as_text() else ["has no collective"]
    part = lambda name, aval: math.prod(shardings[name].shard_shape(aval.shape))
    state_bytes = sum(
        part(name, aval) * aval.dtype.itemsize
        for name, aval in step.avals.items() if name in step.results
    )
    memory = compiled.memory_analysis()
    if memory.alias_size_in_bytes < state_bytes:
        wrong.append(f"{memory.alias_size_in_bytes} bytes are donated, wanted {state_bytes}")
    loss = lambda inputs, rest: step.call(inputs=inputs, **rest)["loss"]
    rest = {name: array for name, array in taken.items() if name != "inputs"}
    jax.jit(jax.grad(loss)).lower(taken["inputs"], rest).compile()
    return wrong


def main():
    cases, wrong = 0, 0
    for keys, name, options in SLICES:
        topology = topologies.get_topology_desc(platform="tpu", topology_name=name, **options)
        for layout in LAYOUTS:
            with tempfile.TemporaryDirectory() as folder:
                found = check(folder, keys | {"layout": layout}, topology.devices)
            cases, wrong = cases + 1, wrong + bool(found)
            for what in found:
                print(f"FAILED {keys}, {layout}: {what}")
    print(f"exported steps on TPU topologies: {cases} compiled with their gradients, {wrong} wrong")
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
