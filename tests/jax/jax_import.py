"""HLO text that JAX prints, imported by vqbit, is the module that JAX serializes.

    python tests/jax/jax_import.py VQBIT

The program has what no step of ours has: a convolution, sorts, scatters, branches, a Fourier
transform, windows, random numbers, constants of every kind. XLA prints the message that vqbit made of
the text, and prints JAX's own: the lines are the same.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
from jax import lax
from jaxlib import xla_client

VQBIT = sys.argv[1]


def step(x, w, k, i):
    y = lax.conv_general_dilated(
        x, w, (2, 1), [(1, 0), (2, 3)], rhs_dilation=(1, 2), dimension_numbers=("NHWC", "HWIO", "NHWC")
    )
    added = jnp.zeros((8, 4)).at[i].add(1.0)
    turned = lax.fori_loop(0, 5, lambda n, c: jnp.sin(c) * n, added)
    either = lax.cond(k > 2, lambda a: a + 1, lambda a: a * 2, turned)
    one = lax.switch(k, [lambda a: a, lambda a: -a, lambda a: a * 3], either)
    return {
        "gather": jnp.sort(y, axis=1)[:, i],
        "fft": jnp.fft.rfft(one),
        "window": lax.reduce_window(y, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 1, 2, 1), "SAME"),
        "pad": lax.pad(one, 0.5, [(1, 2, 1), (0, -1, 0)]),
        "random": jax.random.normal(jax.random.key(3), (4,)),
        "sum": jnp.cumsum(one, axis=0),
        "argmax": jnp.argmax(one, axis=1),
        "bits": lax.bitcast_convert_type(one, jnp.int32),
        "precision": lax.reduce_precision(one, 5, 10),
        "highest": jnp.dot(one.T, one, precision="highest"),
        "top": lax.top_k(one, 2),
        "slice": one[::2, 1:3],
        "complex": jnp.array([[1 + 2j, -3j]]),
        "floats": jnp.array([jnp.nan, -jnp.inf, 1e-40, -0.0]),
        "truth": jnp.array([True, False]),
        "bf16": jnp.array([1.5, -2.25], jnp.bfloat16),
        "bytes": jnp.array([[1, -2], [3, 4]], jnp.int8),
        "flip": jnp.flip(one),
    }


def lines(message):
    """What XLA prints of a message; computations stand in an order of their own in each."""
    return sorted(xla_client.XlaComputation(message).as_hlo_text().splitlines())


def main():
    arguments = jnp.ones((2, 8, 8, 3)), jnp.ones((3, 3, 3, 4)), jnp.int32(1), jnp.array([0, 1, 1])
    module = jax.jit(step).lower(*arguments).compiler_ir("hlo")
    wanted = lines(module.as_serialized_hlo_module_proto())
    with tempfile.TemporaryDirectory() as folder:
        text = pathlib.Path(folder, "step.hlo")
        text.write_text(module.as_hlo_text())
        for target in ("cpu", "v6e-1"):
            artifact = pathlib.Path(folder, target)
            call = [VQBIT, "import", text, "--target", target, "--mesh", "1", "-o", artifact]
            subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
            found = lines(artifact.joinpath("module.hlo.pb").read_bytes())
            assert found == wanted, [pair for pair in zip(found, wanted) if pair[0] != pair[1]][:5]
    print(f"HLO text of JAX: {len(wanted)} lines, read as JAX means them, compiled for cpu and v6e-1")


main()
