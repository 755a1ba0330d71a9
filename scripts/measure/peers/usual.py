"""The usual formulation in JAX: ||x||^2 - 2xc + ||c||^2, one-hot statistics, all in one jit.

A step computes what vqbit's does. Products take operands of the inputs' type and give f32.
"""

import functools

import jax
import jax.numpy as jnp

DECAY, EPSILON, COMMITMENT = 0.99, 1e-5, 0.25
product = functools.partial(jnp.einsum, preferred_element_type=jnp.float32)


def encode(inputs, state):
    """The codes [B, S] of inputs [B, S, D]."""
    x, codebook = inputs.astype(jnp.float32), state["codebook"]
    distances = (jnp.sum(x * x, -1, keepdims=True)
                 - 2 * product("bsd,kd->bsk", inputs, codebook.astype(inputs.dtype))
                 + jnp.sum(codebook * codebook, -1))
    return jnp.argmin(distances, -1).astype(jnp.int32)


def update(inputs, state):
    """The next state, and codes, quantized, loss and perplexity."""
    codes, entries = encode(inputs, state), len(state["codebook"])
    quantized = jnp.take(state["codebook"], codes, axis=0, mode="clip")
    loss = COMMITMENT * jnp.mean((inputs.astype(jnp.float32) - quantized) ** 2)
    one_hot = jax.nn.one_hot(codes, entries, dtype=inputs.dtype)
    counts = jnp.sum(one_hot, (0, 1), dtype=jnp.float32)
    sums = product("bsk,bsd->kd", one_hot, inputs)
    cluster_size = DECAY * state["cluster_size"] + (1 - DECAY) * counts
    embed_sum = DECAY * state["embed_sum"] + (1 - DECAY) * sums
    total = jnp.sum(cluster_size)
    smoothed = (cluster_size + EPSILON) / (total + entries * EPSILON) * total
    usage = counts / jnp.sum(counts)
    perplexity = jnp.exp(-jnp.sum(usage * jnp.log(usage + 1e-10)))
    state = {"codebook": embed_sum / smoothed[:, None], "cluster_size": cluster_size,
             "embed_sum": embed_sum}
    return state, codes, quantized.astype(inputs.dtype), loss, perplexity
