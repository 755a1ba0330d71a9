"""Holds vqbit against the real dm-haiku: VectorQuantizerEMA and VectorQuantizer, which run here.

Usage: dm_haiku.py target/debug/vqbit
"""

import os
import pathlib
import sys
import tempfile

os.environ["JAX_PLATFORMS"] = "cpu"

import haiku as hk
import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load_file, save_file

from witness import Comparisons, Vqbit, distance, fresh, normal

BATCH, SEQ, ENTRIES, DIM = 4, 6, 10, 12
STEPS, DECAY, COST = 6, 0.9, 0.25
EMA = "vector_quantizer_ema"

OURS = {"codebook_size": ENTRIES, "embedding_dim": DIM, "commitment_weight": COST}
# Haiku's rules in our words.
LIKE_HAIKU = OURS | {
    "ema": {"decay": DECAY, "initial": "zero_debiased", "keep_untouched": False}
}
PLAIN = OURS | {"ema": {"decay": DECAY}}


def averages(dtype=jnp.float32, decay=DECAY, axis=None):
    """The real VectorQuantizerEMA as a pair of functions, init and apply."""
    def call(inputs, is_training=True):
        quantizer = hk.nets.VectorQuantizerEMA(
            DIM, ENTRIES, COST, decay, dtype=dtype, cross_replica_axis=axis)
        return quantizer(inputs, is_training)
    pair = hk.transform_with_state(call)
    step = lambda state, inputs, **keys: pair.apply({}, state, None, inputs, **keys)
    return lambda inputs: pair.init(jax.random.PRNGKey(1), inputs)[1], step


def learned():
    """The real VectorQuantizer, whose codebook is a parameter."""
    call = lambda inputs: hk.nets.VectorQuantizer(DIM, ENTRIES, COST)(inputs, True)
    return hk.without_apply_rng(hk.transform(call))


def batches(count=STEPS):
    return [normal(seed, BATCH, SEQ, DIM) for seed in range(count)]


def with_codebook(state, codebook):
    own = dict(state[EMA], embeddings=jnp.asarray(codebook.T))
    return dict(state) | {EMA: own}


def from_zero(codebook):
    """Our state that averages from zero start with."""
    zero = {name: np.zeros_like(array) for name, array in fresh(codebook).items()}
    return zero | {"codebook": codebook, "ema_steps": np.int32(0)}


def entries(state):
    """Haiku's embeddings are [D, K]."""
    return np.asarray(state[EMA]["embeddings"], np.float32).T


def hidden(state, name):
    return np.asarray(state[f"{EMA}/~/{name}"]["hidden"], np.float32)


def save(state, path):
    flat = {f"{m}/{n}": np.asarray(a) for m, own in state.items() for n, a in own.items()}
    np.savez(path, **flat)


def load(path):
    state = {}
    for name, array in np.load(path).items():
        module, variable = name.rsplit("/", 1)
        state.setdefault(module, {})[variable] = jnp.asarray(array)
    return state


def converted(vqbit, state, folder):
    """A state of Haiku's as ours, by `vqbit state convert`."""
    save(state, folder / "theirs.npz")
    ours = vqbit.convert(folder / "theirs.npz", {"from": "haiku"}, folder / "ours.safetensors")
    return load_file(ours)


def pairs_of(found, out, state):
    return {
        "codes": (found["codes"], out["encoding_indices"]),
        "quantized": (found["quantized"], out["quantize"]),
        "loss": (found["loss"], out["loss"]),
        "perplexity": (found["perplexity"], out["perplexity"]),
        "codebook": (found["codebook"], entries(state)),
        "cluster_size": (found["cluster_size"], hidden(state, "ema_cluster_size")),
        "embed_sum": (found["embed_sum"], hidden(state, "ema_dw").T),
        "ema_steps": (found["ema_steps"], state[f"{EMA}/~/ema_dw"]["counter"]),
    }


def training(vqbit, said, folder):
    """From Haiku's own first state: each step's outputs, and the state after it."""
    init, step = averages()
    theirs = init(batches()[0])
    ours, pairs = converted(vqbit, theirs, folder), {}
    for at, inputs in enumerate(batches()):
        out, theirs = step(theirs, inputs)
        found, ours = vqbit.update(LIKE_HAIKU, ours, inputs)
        pairs |= {f"{name} {at}": pair for name, pair in pairs_of(found, out, theirs).items()}
    said.agree(f"EMA training, {STEPS} steps", pairs)


def handed_over(vqbit, said, folder):
    """Haiku trains, we go on, and Haiku goes on from our state."""
    init, step = averages()
    alone = init(batches()[0])
    for at, inputs in enumerate(batches()):
        out, alone = step(alone, inputs)
        if at == 1:
            ours = converted(vqbit, alone, folder)
        if at in (2, 3):
            _, ours = vqbit.update(LIKE_HAIKU, ours, inputs)
    save_file(ours, folder / "ours.safetensors")
    arguments = ["--prefix", f"{EMA}/", "--decay", str(DECAY)]
    back = vqbit.convert(
        folder / "ours.safetensors", {"to": "haiku"}, folder / "back.npz", *arguments)
    theirs = load(back)
    for inputs in batches()[4:]:
        out_again, theirs = step(theirs, inputs)
    said.agree("a state there and back: two steps theirs, two ours, two theirs", {
        "codes": (out_again["encoding_indices"], out["encoding_indices"]),
        "codebook": (entries(theirs), entries(alone)),
        "cluster_size": (hidden(theirs, "ema_cluster_size"), hidden(alone, "ema_cluster_size")),
    })


def evaluation(vqbit, said, folder):
    """Without training nothing moves, and metrics are those of the batch."""
    init, step = averages()
    _, theirs = step(init(batches()[0]), batches()[0])
    out, same = step(theirs, batches()[1], is_training=False)
    found = vqbit.run("quantize", OURS, {"inputs": batches()[1], "codebook": entries(theirs)})
    said.agree("evaluation", {
        "codes": (found["codes"], out["encoding_indices"]),
        "quantized": (found["quantized"], out["quantize"]),
        "loss": (found["loss"], out["loss"]),
        "perplexity": (found["perplexity"], out["perplexity"]),
        "codebook": (entries(same), entries(theirs)),
    })


def gradients(vqbit, said, folder):
    """VectorQuantizer learns by gradients: theirs by jax.grad, ours by the step vjp, and SGD."""
    transformed, rate = learned(), 0.5
    codebook = normal(50, ENTRIES, DIM)
    theirs = {"vector_quantizer": {"embeddings": jnp.asarray(codebook.T)}}
    quantizer = OURS | {"codebook_weight": 1.0}
    weights = normal(51, BATCH, SEQ, DIM)

    def objective(parameters, inputs):
        out = transformed.apply(parameters, inputs)
        return out["loss"] + jnp.sum(out["quantize"] * weights), out

    pairs = {}
    for at, inputs in enumerate(batches()):
        both = jax.grad(objective, argnums=(0, 1), has_aux=True)
        (d_parameters, d_inputs), out = both(theirs, inputs)
        d_codebook = d_parameters["vector_quantizer"]["embeddings"].T
        given = {"inputs": inputs, "codebook": codebook}
        found = vqbit.run("quantize", quantizer, given)
        back = {"d_quantized": weights, "d_loss": np.float32(1)}
        back = vqbit.run("vjp", quantizer, given | back)
        theirs = jax.tree.map(lambda p, d: p - rate * d, theirs, d_parameters)
        codebook = codebook - np.float32(rate) * back["d_codebook"]
        pairs |= {
            f"codes {at}": (found["codes"], out["encoding_indices"]),
            f"loss {at}": (found["loss"], out["loss"]),
            f"d_inputs {at}": (back["d_inputs"], d_inputs),
            f"d_codebook {at}": (back["d_codebook"], d_codebook),
            f"codebook {at}": (codebook, theirs["vector_quantizer"]["embeddings"].T),
        }
    said.agree(f"VectorQuantizer, {STEPS} steps of SGD on loss and quantized", pairs)


def ties(vqbit, said, folder):
    """Of entries that are equally near the first is taken."""
    codebook = normal(60, ENTRIES, DIM)
    codebook[7], codebook[9] = codebook[2], codebook[2]
    inputs = np.tile(codebook[2], (BATCH, SEQ, 1)) + normal(61, BATCH, SEQ, DIM) / 100
    init, step = averages()
    out, _ = step(with_codebook(init(inputs), codebook), inputs)
    found = vqbit.run("quantize", OURS, {"inputs": inputs, "codebook": codebook})
    assert (np.asarray(out["encoding_indices"]) == 2).all()
    said.agree("ties take the smallest code", {"codes": (found["codes"], out["encoding_indices"])})


def replicas(vqbit, said, folder):
    """Four replicas that sum over an axis are four devices; but a loss is one replica's."""
    init, step = averages()
    _, over = averages(axis="data")
    inputs = batches()[0] * np.arange(1, BATCH + 1, dtype=np.float32)[:, None, None]
    first = init(inputs)
    out, state = jax.vmap(lambda x: over(first, x), axis_name="data")(inputs[:, None])
    theirs = jax.tree.map(lambda all_replicas: all_replicas[0], state)
    found, _ = vqbit.update(LIKE_HAIKU, converted(vqbit, first, folder), inputs, mesh=(4, 1))
    said.agree("four replicas against four devices", {
        "codebook": (found["codebook"], entries(theirs)),
        "cluster_size": (found["cluster_size"], hidden(theirs, "ema_cluster_size")),
        "perplexity": (found["perplexity"], out["perplexity"][0]),
        "loss, theirs averaged": (found["loss"], np.mean(out["loss"])),
    })
    whole, _ = step(first, inputs)
    said.differ("the loss of four devices is that of one", distance(found["loss"], whole["loss"]),
                distance(out["loss"][0], whole["loss"]))


def dead_entries(vqbit, said, folder):
    """An entry that the first batch does not choose: theirs is divided out of nothing."""
    codebook = normal(70, ENTRIES, DIM)
    codebook[3:6] += 50
    inputs = batches()[0]
    init, step = averages()
    _, theirs = step(with_codebook(init(inputs), codebook), inputs)
    moved = lambda new: distance(new[3:6], codebook[3:6])
    _, ours = vqbit.update(PLAIN, fresh(codebook), inputs)
    lost = moved(entries(theirs))
    said.differ("entries without tokens stay", moved(ours["codebook"]), lost)
    debiased = PLAIN | {"ema": {"decay": DECAY, "initial": "zero_debiased"}}
    _, kept = vqbit.update(debiased, from_zero(codebook), inputs)
    said.differ("... also from zero averages", moved(kept["codebook"]), lost)
    late = np.tile(codebook[4], (BATCH, SEQ, 1))
    found = vqbit.run("quantize", OURS, {"inputs": late, "codebook": ours["codebook"]})
    out, _ = step(theirs, late, is_training=False)
    error = lambda loss: float(loss) / COST / float(np.mean(late**2))
    said.differ("a token that comes where such an entry was is met", error(found["loss"]),
                error(out["loss"]))


def drift(vqbit, said, folder):
    """An entry that had tokens once: the smoothed count stops at epsilon, the sum does not."""
    codebook = normal(80, ENTRIES, DIM)
    once, later = codebook[None, :6].repeat(BATCH, 0), codebook[None, 4:].repeat(BATCH, 0)
    init, step = averages()
    _, theirs = step(with_codebook(init(once), codebook), once)
    _, ours = vqbit.update(PLAIN, fresh(codebook), once)
    before = ours["codebook"][:4], entries(theirs)[:4]
    steps, go_on = 200, jax.jit(lambda state: step(state, later)[1])
    for _ in range(steps):
        theirs = go_on(theirs)
    _, ours = vqbit.update(PLAIN, ours, later, steps)
    said.differ(f"entries stay that had tokens once, {steps} steps ago",
                distance(ours["codebook"][:4], before[0]), distance(entries(theirs)[:4], before[1]))


def exact_rows(vqbit, said, folder):
    """Straight through as x + (q - x) rounds; a program of its own need not add."""
    codebook = normal(90, ENTRIES, DIM)
    inputs = batches()[0] + 1000
    init, step = averages()
    out, _ = step(with_codebook(init(inputs), codebook), inputs)
    found = vqbit.run("quantize", OURS, {"inputs": inputs, "codebook": codebook})
    off = lambda quantized, codes: distance(quantized, codebook[np.asarray(codes)])
    said.differ("quantized is the entry, bit for bit", off(found["quantized"], found["codes"]),
                off(out["quantize"], out["encoding_indices"]), 0, 1e-6)


def broken_tokens(vqbit, said, folder):
    """One NaN: 0 times NaN is NaN, so one-hot sums carry it to every entry."""
    codebook, inputs = normal(100, ENTRIES, DIM), batches()[0]
    inputs[1, 2, 3] = np.nan
    init, step = averages()
    _, theirs = step(with_codebook(init(inputs), codebook), inputs)
    found, ours = vqbit.update(PLAIN, fresh(codebook), inputs)
    assert found["nonfinite_rows"] == 1 and found["codes"][1, 2] == -1
    broken = lambda entries: (~np.isfinite(entries)).any(-1).mean()
    said.differ("a NaN breaks no entry (share of broken ones)", broken(ours["codebook"]),
                broken(entries(theirs)), 0, 0.5)


def low_precision(vqbit, said, folder):
    """With dtype bf16 theirs keeps decay and averages in bf16, ours are f32 in any job.

    Averages stall as soon as a step is less than half a digit, and 0.999 rounds to 1, so that the
    debiasing divides by zero.
    """
    for decay, steps in ((0.99, 1000), (0.999, 1)):
        in_bf16(vqbit, said, decay, steps)


def in_bf16(vqbit, said, decay, steps):
    rounded = np.tile(batches()[0], (8, 8, 1)).astype(jnp.bfloat16)
    codebook, tokens = normal(110, ENTRIES, DIM), rounded.size // DIM
    init, step = averages(jnp.bfloat16, decay)
    first = with_codebook(init(rounded), codebook.astype(jnp.bfloat16))
    go_on = lambda _, state: step(state, rounded)[1]
    theirs = jax.jit(lambda state: jax.lax.fori_loop(0, steps, go_on, state))(first)
    average = theirs[f"{EMA}/~/ema_cluster_size"]["average"]
    assert average.dtype == jnp.bfloat16
    quantizer = OURS | {"ema": {"decay": decay, "initial": "zero_debiased"}}
    _, ours = vqbit.update(quantizer, from_zero(codebook), rounded, steps, dtype="bf16")
    counted = ours["cluster_size"].sum() / (1 - decay**steps)
    off = lambda total: abs(float(total) / tokens - 1)
    said.differ(f"in bf16, counts averaged over {steps} equal batches at {decay} are those of one",
                off(counted), off(np.asarray(average, np.float32).sum()), 1e-4)


def codes_outside(vqbit, said, folder):
    """What decodes a code that no entry has: theirs clamps and wraps."""
    codebook = normal(120, ENTRIES, DIM)
    codes = np.array([[0, ENTRIES, -1, ENTRIES + 5]], np.int32)
    call = lambda codes: hk.nets.VectorQuantizer(DIM, ENTRIES, COST).quantize(codes)
    decode = hk.without_apply_rng(hk.transform(call))
    parameters = {"vector_quantizer": {"embeddings": jnp.asarray(codebook.T)}}
    theirs = decode.apply(parameters, jnp.asarray(codes))
    found = vqbit.run("decode", OURS, {"codes": codes, "codebook": codebook})
    assert found["invalid_codes"] == 2
    largest = lambda quantized: np.abs(np.asarray(quantized)[0, 1:]).max()
    said.differ("codes without an entry decode to zero", largest(found["quantized"]),
                largest(theirs), 0)


def main():
    vqbit, said = Vqbit(sys.argv[1]), Comparisons(f"dm-haiku {hk.__version__}")
    with tempfile.TemporaryDirectory() as folder:
        for compare in (
            training, handed_over, evaluation, gradients, ties, replicas, dead_entries, drift,
            exact_rows, broken_tokens, low_precision, codes_outside,
        ):
            compare(vqbit, said, pathlib.Path(folder))
    said.end()


main()
