"""Holds jax.grad through an exported step against quantizers written with JAX's own operations.

Usage: jax_gradients.py target/debug/vqbit
"""

import tempfile

from exported import Step, jax, np

import gradients
import jax.numpy as jnp
from gradients import BATCH, DIM, ENTRIES, SEQ, TOLERANCE

LEVELS = (8, 6, 5)
BITS = 12
ENTROPY = {"weight": 0.3, "gamma": 0.7, "temperature": 1.0}


def plain_job(step, of, layout="tokens"):
    """The job of a quantizer of gradients.py, cut over four devices."""
    quantizer = {key: value for key, value in of.items() if key != "mask"}
    sizes = {"batch": BATCH, "seq": SEQ, "dtype": "f32", "mask": of.get("mask", "none")}
    quantizer |= {"codebook_size": ENTRIES, "embedding_dim": DIM}
    return {"step": step, "quantizer": quantizer, "input": sizes, "target": "cpu", "mesh": [2, 2],
            "layout": layout}


def found_gradients(step, given):
    """jax.grad of <d_quantized, quantized> + d_loss * loss, by all floats that the step takes."""
    drawn = step.draw() | given
    taken = step.put({name: drawn[name] for name in step.avals})
    floats = {name: x for name, x in taken.items() if jnp.issubdtype(x.dtype, jnp.floating)}

    def scalar(floats):
        out = step.call(**(taken | floats))
        total = jnp.sum(out["quantized"] * given["d_quantized"])
        return total + (given["d_loss"] * out["loss"] if "loss" in out else 0.0)
    return jax.jit(jax.grad(scalar))(floats)


def off_by(found, wanted):
    wanted = np.asarray(wanted).reshape(found.shape)
    return np.abs(np.asarray(found) - wanted).max() / max(np.abs(wanted).max(), 1e-30)


def check_codebook(folder, name, of, step_name, layout="tokens"):
    given, valid = gradients.draw(of)
    step = Step(folder, plain_job(step_name, of, layout))
    if not step.exported.has_vjp():
        return [f"{name}, {step_name}: has no backward function"]
    found, wanted = found_gradients(step, given), gradients.theirs(of, given, valid)
    told = {tensor.removeprefix("d_"): gradient for tensor, gradient in wanted.items()}
    told |= {name: np.zeros(found[name].shape) for name in found if name not in told}
    offs = {tensor: off_by(found[tensor], told[tensor]) for tensor in found}
    return [f"{name}, {step_name}: {tensor} is off by {off:.1e}"
            for tensor, off in offs.items() if not off <= TOLERANCE]


def fsq(x):
    """The finite scalar quantizer of its paper: bounded by tanh, rounded straight through."""
    levels = jnp.asarray(LEVELS, x.dtype)
    half = (levels - 1) * (1 - 1e-3) / 2
    offset = jnp.where(levels % 2 == 1, 0.0, 0.5)
    bounded = jnp.tanh(x + jnp.tan(offset / half)) * half - offset
    rounded = bounded + jax.lax.stop_gradient(jnp.round(bounded) - bounded)
    return rounded / (levels // 2), jnp.zeros((), x.dtype)


def lfq(x):
    """Signs straight through, and a commitment loss."""
    signs = jnp.where(x > 0, 1.0, -1.0)
    still = jax.lax.stop_gradient
    return x + still(signs - x), 0.25 * jnp.mean((x - still(signs)) ** 2)


def lfq_with_entropy(x):
    """As lfq, with the entropies of the distributions over all codes."""
    places = jnp.arange(2 ** x.shape[-1])[:, None] >> jnp.arange(x.shape[-1])
    codes = 2.0 * (places & 1) - 1.0
    shares = jax.nn.softmax(2 * x @ codes.astype(x.dtype).T, axis=-1).reshape(-1, len(codes))
    entropy = lambda p: -jnp.sum(p * jnp.log(p), axis=-1)
    of_codes = entropy(shares).mean() - 0.7 * entropy(shares.mean(axis=0))
    quantized, loss = lfq(x)
    return quantized, loss + 0.3 * of_codes


def bsq(x):
    """Signs of directions, straight through to these."""
    points = x / jnp.linalg.norm(x, axis=-1, keepdims=True)
    still = jax.lax.stop_gradient
    signs = jnp.where(x > 0, 1.0, -1.0) / x.shape[-1] ** 0.5
    return points + still(signs - points), 0.25 * jnp.mean((points - still(signs)) ** 2)


def check_formula(folder, kind, keys, dim, formula):
    """A quantizer without a codebook against its formula in JAX, between maps where it has them."""
    job = plain_job("quantize", {}) | {"quantizer": {"kind": kind, **keys}}
    step = Step(folder, job)
    random = np.random.default_rng(3)
    wide = (BATCH, SEQ, keys.get("input_dim", dim))
    x, g = (random.normal(size=wide).astype(np.float32) for _ in range(2))
    drawn = step.draw()
    maps = {name: drawn[name] for name in step.avals if name.startswith("project_")}
    given = {"inputs": x, "d_quantized": g, "d_loss": np.float32(1.7)} | maps

    def between_maps(floats):
        x = floats["inputs"]
        if not maps:
            return formula(x)
        y, loss = formula(x @ floats["project_in"] + floats["project_in_bias"])
        return y @ floats["project_out"] + floats["project_out_bias"], loss
    found = found_gradients(step, given)
    exact = lambda array: jnp.asarray(array, jnp.float64)
    _, back = jax.vjp(between_maps, {name: exact(given[name]) for name in found})
    wanted, = back((exact(g), exact(given["d_loss"])))
    offs = {name: off_by(found[name], wanted[name]) for name in found}
    return [f"{kind} {keys}: {name} is off by {off:.1e}"
            for name, off in offs.items() if not off <= TOLERANCE]


def check_unreached(folder):
    """A loss whose gradient the step is not told makes NaN; what is flat has a gradient of zero."""
    step = Step(folder, plain_job("quantize", {}))
    taken = step.put(step.draw())

    def gradient(result):
        of = lambda x: step.call(**(taken | {"inputs": x}))[result]
        return np.asarray(jax.jit(jax.grad(of))(taken["inputs"]))
    wrong = []
    for result in ("commitment_loss", "codebook_loss", "mse", "relative_error"):
        wrong += [] if np.isnan(gradient(result)).all() else [f"{result} has a gradient"]
    for result in ("perplexity", "codebook_usage", "entropy"):
        wrong += [] if not gradient(result).any() else [f"{result} has a gradient"]
    return wrong + ([] if gradient("loss").any() else ["loss has no gradient"])


def check_none(folder):
    """Where there is no backward function JAX says so."""
    wrong = []
    for step_name, keys in (("encode", {}), ("decode", {}), ("update", {"stochastic": {"temperature": 1}})):
        step = Step(folder, plain_job(step_name, keys))
        wrong += [f"{step_name} has a backward function"] if step.exported.has_vjp() else []
    return wrong


def main():
    checks = [
        lambda folder, name=name, of=of, step=step: check_codebook(folder, name, of, step)
        for name, of in gradients.JOBS.items() for step in ("quantize", "update")
        if not (of.get("kind") == "sim" and step == "update")  # nothing of it is an average
    ]
    training = {"restart": {"every": 1}, "usage_decay": 0.9}
    rotation = {"gradient": "rotation", "mask": "tokens"}
    checks += [
        lambda folder, step=step, layout=layout: check_codebook(folder, layout, rotation, step, layout)
        for layout in ("tokens+dim", "tokens+codes", "state-sharded", "codes+tokens")
        for step in ("update", "accumulate")
    ]
    checks += [
        lambda folder: check_codebook(folder, "restarts", training, "update"),
        lambda folder: check_formula(folder, "fsq", {"levels": list(LEVELS)}, len(LEVELS), fsq),
        lambda folder: check_formula(
            folder, "fsq", {"levels": list(LEVELS), "input_dim": 10}, len(LEVELS), fsq),
        lambda folder: check_formula(
            folder, "lfq", {"bits": BITS, "entropy": {"weight": 0}}, BITS, lfq),
        lambda folder: check_formula(folder, "lfq", {"bits": 6, "entropy": ENTROPY}, 6, lfq_with_entropy),
        lambda folder: check_formula(
            folder, "lfq", {"bits": 6, "entropy": ENTROPY, "input_dim": 9}, 6, lfq_with_entropy),
        lambda folder: check_formula(
            folder, "bsq", {"bits": BITS, "entropy": {"weight": 0}}, BITS, bsq),
        lambda folder: check_formula(
            folder, "bsq", {"bits": BITS, "entropy": {"weight": 0}, "input_dim": 9}, BITS, bsq),
        check_unreached,
        check_none,
    ]
    wrong = []
    for check in checks:
        with tempfile.TemporaryDirectory() as folder:
            wrong += check(folder)
    for what in wrong:
        print(f"FAILED {what}")
    print(f"jax.grad through exported steps: {len(checks)} cases, {len(wrong)} wrong")
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
