"""Times jax.jit on CPU: the usual formulation."""

import jax
import jax.numpy as jnp

import usual
from shapes import arguments, draw, time_steps

step, batch, seq, dim, entries, dtype, threads, times = arguments()
inputs = jnp.asarray(draw(batch, seq, dim, seed=2)).astype(
    {"f32": jnp.float32, "bf16": jnp.bfloat16}[dtype])
codebook = jnp.asarray(draw(entries, dim, seed=1))
state = {"codebook": codebook, "cluster_size": jnp.ones(entries), "embed_sum": codebook + 0}
if step == "encode":
    compiled = jax.jit(usual.encode)
    time_steps(lambda: compiled(inputs, state).block_until_ready(), times)
else:
    compiled, kept = jax.jit(usual.update, donate_argnums=1), [state]

    def train():
        kept[0], *rest = compiled(inputs, kept[0])
        jax.block_until_ready((kept[0], rest))

    time_steps(train, times)
