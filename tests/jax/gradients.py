"""Holds the step vjp against JAX: for each job, what the program of `vqbit run` gives for d_inputs
and d_codebook must be what jax.vjp gives of the quantizer written with JAX's own operations.

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
BATCH, SEQ, ENTRIES, DIM = 4, 6, 10, 12

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
}


def rotated(x, q):
    """What looks like the entry q and has the gradient of a turned and scaled x."""
    def one(x, q):
        u, v = x / jnp.linalg.norm(x), q / jnp.linalg.norm(q)
        w = (u + v) / jnp.linalg.norm(u + v)
        turn = jnp.eye(x.size) - 2 * jnp.outer(w, w) + 2 * jnp.outer(v, u)
        return still(jnp.linalg.norm(q) / jnp.linalg.norm(x) * turn)
    matrices = jax.vmap(jax.vmap(one))(still(x), still(q))
    return jnp.einsum("ngij,ngj->ngi", matrices, x)


def diversity(x, entries, valid, temperature):
    """x [N, d], entries [K, d]: mean entropy minus entropy of the mean over valid rows."""
    distances = jnp.sum((x[:, None] - entries) ** 2, -1)
    shares = jax.nn.softmax(-distances / temperature, -1)[valid]
    entropies = jax.scipy.special.entr(shares).sum(-1)
    return entropies.mean() - jax.scipy.special.entr(shares.mean(0)).sum()


def orthogonal(entries):
    units = entries / jnp.linalg.norm(entries, axis=-1, keepdims=True)
    count = len(entries)
    return jnp.sum((units @ units.T) ** 2) / count**2 - 1 / count


def quantize(job, x, codebook, valid):
    """x [N, D] -> the estimate of quantized [N, D], and the loss."""
    stages, groups = job.get("stages", 1), job.get("groups", 1)
    x = x.reshape(len(x), groups, -1)
    shape = (1, 1) if job.get("shared") else (stages, groups)
    books = codebook.reshape(*shape, ENTRIES, -1)
    books = jnp.broadcast_to(books, (stages, groups, *books.shape[2:]))
    mean = lambda squares: squares[valid].mean()
    residual, total, loss = x, jnp.zeros_like(x), 0.0
    for of_stage in books:
        distances = jnp.sum((residual[:, :, None] - of_stage[None]) ** 2, -1)
        codes = jnp.argmin(distances, -1)
        q = jnp.stack([of_stage[g][codes[:, g]] for g in range(groups)], 1)
        loss += job.get("commitment_weight", 0.25) * mean((residual - still(q)) ** 2) / stages
        loss += job.get("codebook_weight", 0.0) * mean((still(residual) - q) ** 2) / stages
        if "diversity" in job:
            weight, temperature = job["diversity"]["weight"], job["diversity"]["temperature"]
            for g in range(groups):
                own = diversity(residual[:, g], of_stage[g], valid, temperature)
                loss += weight * own / (stages * groups)
        residual, total = residual - still(q), total + still(q)
    if "orthogonal" in job:
        all_books = codebook.reshape(-1, ENTRIES, codebook.shape[-1])
        loss += job["orthogonal"]["weight"] * jax.vmap(orthogonal)(all_books).mean()
    y = rotated(x, total) if job.get("gradient") == "rotation" else x + still(total - x)
    return jnp.where(valid[:, None], y.reshape(len(x), DIM), 0.0), loss


def draw(job):
    """The tensors of a job, and which tokens take part."""
    random = np.random.default_rng(7)
    normal = lambda *dims: random.normal(size=dims).astype(np.float32)
    groups = job.get("groups", 1)
    lead = [] if job.get("shared") else [job[k] for k in ("stages", "groups") if k in job]
    given = {
        "inputs": normal(BATCH, SEQ, DIM),
        "d_quantized": normal(BATCH, SEQ, DIM),
        "d_loss": np.array(1.7, np.float32),
        "codebook": normal(*lead, ENTRIES, DIM // groups),
    }
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
    exact = lambda name: jnp.asarray(given[name], jnp.float64)
    x, g = exact("inputs").reshape(-1, DIM), exact("d_quantized").reshape(-1, DIM)
    _, back = jax.vjp(lambda x, c: quantize(job, x, c, valid), x, exact("codebook"))
    d_inputs, d_codebook = back((g, exact("d_loss")))
    return {"d_inputs": d_inputs.reshape(BATCH, SEQ, DIM), "d_codebook": d_codebook}


def main():
    vqbit = str(pathlib.Path(sys.argv[1]).resolve())
    wrong, worst = 0, 0.0
    for name, job in JOBS.items():
        given, valid = draw(job)
        with tempfile.TemporaryDirectory() as folder:
            found = ours(vqbit, job, given, pathlib.Path(folder))
        for tensor, wanted in theirs(job, given, valid).items():
            wanted = np.asarray(wanted)
            off = np.abs(found[tensor] - wanted).max() / max(np.abs(wanted).max(), 1e-30)
            worst = max(worst, off)
            if not off <= TOLERANCE:
                wrong += 1
                print(f"FAILED {name}: {tensor} is off by {off:.1e} of its largest element")
        if found["d_inputs"].reshape(-1, DIM)[~valid].any():
            wrong += 1
            print(f"FAILED {name}: tokens that take no part have a gradient")
    print(f"gradients: {len(JOBS)} jobs, worst difference {worst:.1e}, {wrong} wrong")
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
