"""All that vqbit's update gives, in JAX: tokens that are not finite are left out, entries without
tokens stay, and the metrics are there."""

import jax
import jax.numpy as jnp

from usual import COMMITMENT, DECAY, EPSILON, encode, product


def update(inputs, state):
    """The next state and the results by vqbit's names."""
    entries, dim = state["codebook"].shape
    valid = jnp.isfinite(inputs).all(-1)
    codes = jnp.where(valid, encode(inputs, state), -1)
    rounded = state["codebook"].astype(inputs.dtype)
    quantized = jnp.where(valid[..., None], jnp.take(rounded, codes, axis=0, mode="clip"), 0)
    x = jnp.where(valid[..., None], inputs, 0)
    one_hot = jax.nn.one_hot(codes, entries, dtype=inputs.dtype)
    counts = jnp.sum(one_hot, (0, 1), dtype=jnp.float32)
    tokens = jnp.maximum(jnp.sum(counts), 1)
    return next_state(state, counts, product("bsk,bsd->kd", one_hot, x)), {
        "quantized": quantized, "codes": codes,
        "nonfinite_rows": jnp.sum(~valid, dtype=jnp.int32),
        "compression_ratio": jnp.float32(dim * 16 / max((entries - 1).bit_length(), 1)),
    } | losses(x, quantized, tokens) | usage(counts, tokens)


def losses(x, quantized, tokens):
    x, quantized = x.astype(jnp.float32), quantized.astype(jnp.float32)
    error = jnp.sum((x - quantized) ** 2)
    mse = error / x.shape[-1] / tokens
    return {
        "mse": mse, "commitment_loss": COMMITMENT * mse, "codebook_loss": 0 * mse,
        "loss": COMMITMENT * mse, "relative_error": error / jnp.maximum(jnp.sum(x * x), 1e-30),
    }


def usage(counts, tokens):
    shares, used = counts / tokens, jnp.sum(counts > 0)
    entropy = -jnp.sum(shares * jnp.log(jnp.maximum(shares, 1e-30)))
    return {
        "entropy": entropy, "perplexity": jnp.exp(entropy), "codebook_usage": used / len(counts),
        "dead_entries": len(counts) - used, "max_share": jnp.max(shares),
    }


def next_state(state, counts, sums):
    cluster_size = DECAY * state["cluster_size"] + (1 - DECAY) * counts
    embed_sum = DECAY * state["embed_sum"] + (1 - DECAY) * sums
    total = jnp.sum(cluster_size)
    smoothed = (cluster_size + EPSILON) / (total + len(counts) * EPSILON) * total
    touched = (counts > 0)[:, None]
    return {
        "codebook": jnp.where(touched, embed_sum / smoothed[:, None], state["codebook"]),
        "cluster_size": cluster_size, "embed_sum": embed_sum,
    }
