"""Trains the VQ-VAE of scripts/jax_example.py with vqbit's step inside, and again with the same layer
written in JAX: both learn, and alike. Then the example as its users call it, and vqbit on its state.

Usage: jax_training.py target/debug/vqbit
"""

import pathlib
import subprocess
import sys
import tempfile

from exported import Step, jax, load_file, np, vqbit

import jax.numpy as jnp

SCRIPTS = pathlib.Path(__file__).resolve().parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))
import jax_example as example

DECAY, EPSILON, ENTRIES, DIM = 0.9, 1e-5, 32, 8
JOB = {
    "step": "update", "target": "cpu", "mesh": {"data": 4, "model": 8},
    "quantizer": {"codebook_size": ENTRIES, "embedding_dim": DIM, "ema": {"decay": DECAY}},
    "input": {"batch": 32, "seq": 4, "dtype": "f32"},
}
# Two orders of summation part slowly; a code that falls otherwise would part the losses at once.
TOLERANCE = 1e-3


def plain_layer(inputs, codebook, cluster_size, embed_sum):
    """The quantizer with EMA in JAX's own operations."""
    still = jax.lax.stop_gradient
    tokens = inputs.reshape(-1, DIM)
    distances = jnp.sum((still(tokens)[:, None] - codebook) ** 2, -1)
    hot = jax.nn.one_hot(jnp.argmin(distances, -1), ENTRIES)
    chosen = still(hot @ codebook)
    average = lambda old, new: DECAY * old + (1 - DECAY) * still(new)
    counts = average(cluster_size, hot.sum(0))
    sums = average(embed_sum, jnp.einsum("nk,nd->kd", hot, tokens, precision="highest"))
    total = counts.sum()
    smoothed = (counts + EPSILON) / (total + ENTRIES * EPSILON) * total
    shares = hot.mean(0)
    return {
        "quantized": (tokens + still(chosen - tokens)).reshape(inputs.shape),
        "loss": 0.25 * jnp.mean((tokens - chosen) ** 2),
        "perplexity": jnp.exp(jax.scipy.special.entr(shares).sum()),
        "codebook": sums / jnp.where(hot.sum(0) > 0, smoothed, counts)[:, None],
        "cluster_size": counts,
        "embed_sum": sums,
    }


def train(quantize, state, place):
    """History of a training that starts anew; its arguments are donated, so that they are copied."""
    state = {name: jnp.copy(array) for name, array in state.items()}
    parameters = example.initial_parameters(jax.random.key(0), DIM)
    return example.train(quantize, parameters, state, place, (32, 4))


def check_alike(folder):
    step = Step(folder, JOB)
    vqbit(folder, "init-state", "--job", "job.json", "--random", "7", "-o", "state.safetensors")
    start = load_file(pathlib.Path(folder) / "state.safetensors")
    shardings = step.shardings()
    placed = {name: jax.device_put(array, shardings[name]) for name, array in start.items()}
    place = lambda images: jax.device_put(images, shardings["inputs"])
    state, ours = train(step.call, placed, place)
    plain_state, theirs = train(plain_layer, start, lambda images: images)
    ours, theirs = np.array(ours), np.array(theirs)
    wrong = []
    for name, history in (("ours", ours), ("plain", theirs)):
        (loss, perplexity), (last_loss, last_perplexity) = history[0], history[-5:].mean(0)
        if not last_loss < 0.5 * loss or not last_perplexity > 1.3 * perplexity:
            wrong.append(f"{name} learns nothing: loss {loss} to {last_loss}, "
                         f"perplexity {perplexity} to {last_perplexity}")
    off = np.abs(ours / theirs - 1).max()
    print(f"training: loss {ours[0, 0]:.4f} to {ours[-1, 0]:.4f}, perplexity {ours[0, 1]:.2f} to "
          f"{ours[-1, 1]:.2f}; off the layer in plain JAX by at most {off:.1e}")
    wrong += [] if off <= TOLERANCE else [f"loss and perplexity are off by {off}"]
    for name, array in plain_state.items():
        off = np.abs(np.asarray(state[name]) - array).max() / np.abs(array).max()
        wrong += [] if off <= TOLERANCE else [f"{name} is off by {off}"]
    return wrong


def check_example(folder):
    """The state that the example leaves is one that vqbit's own run starts from."""
    folder = pathlib.Path(folder)
    call = [sys.executable, SCRIPTS / "jax_example.py", "step.jaxexport"]
    files = ["state.safetensors", "trained.safetensors"]
    done = subprocess.run([*call, *files], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0 or "perplexity" not in done.stdout:
        return [f"the example says {done.stdout}{done.stderr}"]
    print(done.stdout, end="")
    run = ["run", "--job", "job.json", "--inputs", "trained.safetensors", "--random", "3"]
    vqbit(folder, *run, "--outputs", "next.safetensors")
    trained, after = (load_file(folder / name) for name in (files[1], "next.safetensors"))
    kept = after["cluster_size"] >= DECAY * trained["cluster_size"] - 1e-6
    return [] if kept.all() else ["vqbit does not go on from the trained state"]


def main():
    with tempfile.TemporaryDirectory() as folder:
        wrong = check_alike(folder) + check_example(folder)
    for what in wrong:
        print(f"FAILED {what}")
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
