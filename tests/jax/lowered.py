"""Lowers a step of an MLP on a mesh data=4,model=8 with JAX: tests/data/jax_{sdy,gspmd}.mlir.

Both are what a user of JAX gets from `jax.jit(f).lower(...).as_text()`, one for each partitioner.
"""

import os
import pathlib

os.environ["XLA_FLAGS"] = "--xla_force_host_platform_device_count=32"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
from jax.sharding import NamedSharding, PartitionSpec as P

DATA = pathlib.Path(__file__).parents[1] / "data"


def step(w1, w2, x, y):
    def loss(w1, w2):
        hidden = jax.nn.relu(x @ w1)
        return jnp.mean(jnp.square(hidden @ w2 - y))

    value, (d1, d2) = jax.value_and_grad(loss, argnums=(0, 1))(w1, w2)
    return w1 - 0.1 * d1, w2 - 0.1 * d2, value


def lowered():
    mesh = jax.make_mesh((4, 8), ("data", "model"))
    specs = [P(None, "model"), P("model", None), P("data", None), P("data", None)]
    shardings = tuple(NamedSharding(mesh, spec) for spec in specs)
    state = shardings[:2] + (NamedSharding(mesh, P()),)
    shapes = [(256, 512), (512, 128), (64, 256), (64, 128)]
    arrays = [jax.ShapeDtypeStruct(shape, jnp.float32) for shape in shapes]
    jitted = jax.jit(step, in_shardings=shardings, out_shardings=state, donate_argnums=(0, 1))
    return jitted.lower(*arrays)


for name, shardy in [("sdy", True), ("gspmd", False)]:
    jax.config.update("jax_use_shardy_partitioner", shardy)
    jax.clear_caches()
    text = lowered().as_text()
    (DATA / f"jax_{name}.mlir").write_text(text)
    print(f"jax_{name}.mlir: {len(text)} characters")
