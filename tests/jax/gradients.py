"""Holds the step vjp against JAX: for each job, all that the program of `vqbit run` gives (d_inputs,
d_codebook and the gradients of maps) must be what jax.vjp gives of the quantizer written with JAX's
own operations.

Usage: gradients.py target/debug/vqbit
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load_file, save_file

jax.config.update("jax_enable_x64", True)
still = jax.lax.stop_gradient

TOLERANCE = 1e-5
BATCH, SEQ, ENTRIES, DIM = 4, 6, 16, 12
COSINE = {"metric": "cosine", "codebook_weight": 0.5}
RAW = COSINE | {"return": "raw"}

JOBS = {
    "straight-through": {},
    "codebook loss of a mask": {"codebook_weight": 1.0, "mask": "tokens"},
    "rotation": {"gradient": "rotation", "codebook_weight": 0.5},
    "rotation of groups and lengths": {
        "gradient": "rotation", "kind": "product", "groups": 3, "mask": "lengths",
    },
    "residual": {"kind": "residual", "stages": 3, "codebook_weight": 1.0},
    "rotation of a shared residual": {
        "kind": "residual", "stages": 3, "shared": True, "gradient": "rotation",
        "codebook_weight": 1.0,
    },
    "grouped residual": {"kind": "residual", "stages": 2, "groups": 3, "codebook_weight": 1.0},
    "diversity": {"diversity": {"weight": 0.7, "temperature": 3.0}, "mask": "tokens"},
    "sharp diversity": {"diversity": {"weight": 0.7, "temperature": 0.3}},
    "diversity of a residual": {
        "kind": "residual", "stages": 2, "diversity": {"weight": 0.7, "temperature": 3.0},
    },
    "orthogonal": {"orthogonal": {"weight": 2.0}},
    "all of a product": {
        "kind": "product", "groups": 3, "gradient": "rotation", "codebook_weight": 0.5,
        "diversity": {"weight": 0.3, "temperature": 2.0}, "orthogonal": {"weight": 2.0},
        "mask": "tokens",
    },
    "directions": COSINE,
    "rotation of masked directions": COSINE | {"gradient": "rotation", "mask": "tokens"},
    "entries found by direction": RAW | {"mask": "lengths"},
    "rotation to entries found by direction": RAW | {"gradient": "rotation"},
    "regularized directions": COSINE | {
        "kind": "product", "groups": 3, "diversity": {"weight": 0.7},
        "orthogonal": {"weight": 2.0},
    },
    "regularized entries found by direction": RAW | {
        "diversity": {"weight": 0.7, "temperature": 0.4}, "orthogonal": {"weight": 2.0},
        "mask": "tokens",
    },
    "projections": {"input_dim": 7, "codebook_weight": 0.5},
    "rotation between projections, masked": {
        "input_dim": 17, "gradient": "rotation", "mask": "tokens",
    },
    "groups between projections": {
        "kind": "product", "groups": 3, "input_dim": 7, "codebook_weight": 0.5,
    },
    "residual between projections": {
        "kind": "residual", "stages": 3, "input_dim": 7, "codebook_weight": 0.5,
    },
    "directions between projections": COSINE | {"input_dim": 7, "mask": "lengths"},
    "sim": {"kind": "sim", "codebook_weight": 1.0},
    "sim between projections": {
        "kind": "sim", "codebook_weight": 0.7, "input_dim": 7, "mask": "tokens",
        "gradient": "rotation",
    },
}


def unit(vectors):
    return vectors / jnp.linalg.norm(vectors, axis=-1, keepdims=True)


def rotated(x, q):
    """What looks like the entry q and has the gradient of a turned and scaled x."""
    def one(x, q):
        u, v = x / jnp.linalg.norm(x), q / jnp.linalg.norm(q)
        w = (u + v) / jnp.linalg.norm(u + v)
        turn = jnp.eye(x.size) - 2 * jnp.outer(w, w) + 2 * jnp.outer(v, u)
        return still(jnp.linalg.norm(q) / jnp.linalg.norm(x) * turn)
    matrices = jax.vmap(jax.vmap(one))(still(x), still(q))
    return jnp.einsum("ngij,ngj->ngi", matrices, x)


def distances(x, entries):
    """x [N, d], entries [K, d]: squared, [N, K]."""
    return jnp.sum((x[:, None] - entries) ** 2, -1)


def diversity(far, valid, temperature):
    """far [N, K]: mean entropy minus entropy of the mean over valid rows."""
    shares = jax.nn.softmax(-far / temperature, -1)[valid]
    entropies = jax.scipy.special.entr(shares).sum(-1)
    return entropies.mean() - jax.scipy.special.entr(shares.mean(0)).sum()


def orthogonal(entries):
    units, count = unit(entries), len(entries)
    return jnp.sum((units @ units.T) ** 2) / count**2 - 1 / count


def quantize(job, given, valid):
    """inputs [N, M] and what is learned -> the estimate of quantized [N, M], and the loss."""
    x, codebook = given["inputs"], given["codebook"]
    if "input_dim" in job:
        x = x @ given["project_in"] + given["project_in_bias"]
    if job.get("kind") == "sim":
        codebook = still(codebook) @ given["sim_map"]
    y, loss = chosen(job, x, codebook, valid)
    if "input_dim" in job:
        y = y @ given["project_out"] + given["project_out_bias"]
    return jnp.where(valid[:, None], y, 0.0), loss


def chosen(job, x, codebook, valid):
    """x [N, D] -> the estimate of its entries [N, D], and the loss."""
    stages, groups = job.get("stages", 1), job.get("groups", 1)
    of_directions, raw = job.get("metric") == "cosine", job.get("return") == "raw"
    x = x.reshape(len(x), groups, -1)
    shape = (1, 1) if job.get("shared") else (stages, groups)
    books = codebook.reshape(*shape, ENTRIES, -1)
    books = jnp.broadcast_to(books, (stages, groups, *books.shape[2:]))
    searched = unit(books) if of_directions else books
    if of_directions and not raw:
        x, books = unit(x), searched
    mean = lambda squares: squares[valid].mean()
    residual, total, loss = x, jnp.zeros_like(x), 0.0
    for of_stage, candidates in zip(books, searched):
        looked_for = unit(residual) if raw else residual
        far = [distances(looked_for[:, g], candidates[g]) for g in range(groups)]
        codes = [jnp.argmin(of_group, -1) for of_group in far]
        q = jnp.stack([of_stage[g][codes[g]] for g in range(groups)], 1)
        loss += job.get("commitment_weight", 0.25) * mean((residual - still(q)) ** 2) / stages
        loss += job.get("codebook_weight", 0.0) * mean((still(residual) - q) ** 2) / stages
        if "diversity" in job:
            size = DIM // groups
            by_default = 2 / size**0.5 if of_directions else (8 * size) ** 0.5
            temperature = job["diversity"].get("temperature", by_default)
            for of_group in far:
                own = diversity(of_group, valid, temperature)
                loss += job["diversity"]["weight"] * own / (stages * groups)
        residual, total = residual - still(q), total + still(q)
    if "orthogonal" in job:
        all_books = codebook.reshape(-1, ENTRIES, codebook.shape[-1])
        loss += job["orthogonal"]["weight"] * jax.vmap(orthogonal)(all_books).mean()
    y = rotated(x, total) if job.get("gradient") == "rotation" else x + still(total - x)
    return y.reshape(len(x), DIM), loss


def draw(job):
    """The tensors of a job, and which tokens take part."""
    random = np.random.default_rng(7)
    normal = lambda *dims: random.normal(size=dims).astype(np.float32)
    groups = job.get("groups", 1)
    lead = [] if job.get("shared") else [job[k] for k in ("stages", "groups") if k in job]
    width = job.get("input_dim", DIM)
    given = {
        "inputs": normal(BATCH, SEQ, width),
        "d_quantized": normal(BATCH, SEQ, width),
        "d_loss": np.array(1.7, np.float32),
        "codebook": normal(*lead, ENTRIES, DIM // groups),
    }
    if "input_dim" in job:
        given["project_in"] = normal(width, DIM) / np.sqrt(width, dtype=np.float32)
        given["project_in_bias"] = normal(DIM)
        given["project_out"] = normal(DIM, width)
    if job.get("kind") == "sim":
        given["sim_map"] = normal(DIM, DIM) / np.sqrt(DIM, dtype=np.float32)
    valid = np.ones((BATCH, SEQ), bool)
    if job.get("mask") == "tokens":
        valid = random.random((BATCH, SEQ)) < 0.7
        given["mask"] = valid
    if job.get("mask") == "lengths":
        given["lengths"] = np.array([6, 0, 3, 1], np.int32)
        valid = np.arange(SEQ) < given["lengths"][:, None]
    return given, valid.reshape(-1)


def ours(vqbit, job, given, folder):
    """What the program says, run on the CPU plugin."""
    quantizer = {key: value for key, value in job.items() if key != "mask"}
    quantizer |= {"codebook_size": ENTRIES, "embedding_dim": DIM}
    sizes = {"batch": BATCH, "seq": SEQ, "dtype": "f32", "mask": job.get("mask", "none")}
    text = {"step": "vjp", "quantizer": quantizer, "input": sizes, "target": "cpu", "mesh": [1, 1]}
    (folder / "job.json").write_text(json.dumps(text))
    save_file(given, folder / "given.safetensors")
    command = [vqbit, "run", "--job", "job.json", "--inputs", "given.safetensors"]
    subprocess.run(
        [*command, "--outputs", "found.safetensors"], cwd=folder, check=True, capture_output=True
    )
    return load_file(folder / "found.safetensors")


def theirs(job, given, valid):
    """The gradients of all that is learned, and of the inputs."""
    exact = {name: jnp.asarray(values, jnp.float64) for name, values in given.items()}
    width = exact["inputs"].shape[-1]
    g, d_loss = exact.pop("d_quantized").reshape(-1, width), exact.pop("d_loss")
    exact["inputs"] = exact["inputs"].reshape(-1, width)
    exact.pop("mask", None), exact.pop("lengths", None)
    if "input_dim" in job:
        # Its gradient does not depend on it, and the step does not take it.
        exact["project_out_bias"] = jnp.zeros(width)
    _, back = jax.vjp(lambda given: quantize(job, given, valid), exact)
    (found,) = back((g, d_loss))
    if job.get("kind") == "sim":
        del found["codebook"]
    found["inputs"] = found["inputs"].reshape(BATCH, SEQ, width)
    return {f"d_{name}": gradient for name, gradient in found.items()}


def main():
    vqbit = str(pathlib.Path(sys.argv[1]).resolve())
    wrong, worst = 0, 0.0
    for name, job in JOBS.items():
        given, valid = draw(job)
        with tempfile.TemporaryDirectory() as folder:
            found = ours(vqbit, job, given, pathlib.Path(folder))
        all_wanted = theirs(job, given, valid)
        if found.keys() != all_wanted.keys():
            wrong += 1
            print(f"FAILED {name}: gives {sorted(found)}, wanted {sorted(all_wanted)}")
            continue
        for tensor, wanted in all_wanted.items():
            wanted = np.asarray(wanted)
            off = np.abs(found[tensor] - wanted).max() / max(np.abs(wanted).max(), 1e-30)
            worst = max(worst, off)
            if not off <= TOLERANCE:
                wrong += 1
                print(f"FAILED {name}: {tensor} is off by {off:.1e} of its largest element")
        if found["d_inputs"][~valid.reshape(BATCH, SEQ)].any():
            wrong += 1
            print(f"FAILED {name}: tokens that take no part have a gradient")
    print(f"gradients: {len(JOBS)} jobs, worst difference {worst:.1e}, {wrong} wrong")
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
