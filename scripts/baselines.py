"""vqbit's update step beside two formulations of it in JAX, all priced by the same estimate.

    target/venv/bin/python scripts/baselines.py [--vqbit PATH] [--targets v6e-32,v4-32]
        [--codes 64,128,1024,8192] [--layouts tokens,...] [--static-profile] [--json FILE]

Inputs bf16[32,512,768], f32 state, on the mesh data=4,model=8. Both peers are lowered by JAX with
tokens over all devices and the state on each, and are compiled through `vqbit import` by the same
libtpu:

naive  (x - c)^2 broadcast to [B,S,K,D] and summed, the nearest entry by argmin
usual  |x|^2 - 2 x.c + |c|^2 as public JAX layers have it, statistics by a product with one-hot codes

Times are estimates; nothing here runs on a TPU. The quotients in brackets leave out the latency of
hops, which no layout of one collective saves.
"""

import argparse
import json
import os
import pathlib
import subprocess
import tempfile

os.environ["XLA_FLAGS"] = "--xla_force_host_platform_device_count=32"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
from jax.sharding import NamedSharding, PartitionSpec as P

BATCH, SEQ, DIM = 32, 512, 768
DECAY, EPSILON = 0.99, 1e-5
LAYOUTS = "auto"


def naive_distances(flat, codebook):
    return jnp.sum(jnp.square(flat[:, None, :] - codebook[None, :, :]), axis=-1)


def usual_distances(flat, codebook):
    inner = flat @ codebook.T
    squares = jnp.sum(flat**2, axis=1, keepdims=True)
    return squares - 2 * inner + jnp.sum(codebook**2, axis=1)


def step(distances, inputs, codebook, cluster_size, embed_sum):
    """One step with the old codebook, then its exponential moving average."""
    entries = codebook.shape[0]
    flat = inputs.reshape(-1, DIM).astype(jnp.float32)
    codes = jnp.argmin(distances(flat, codebook), axis=-1)
    one_hot = jax.nn.one_hot(codes, entries, dtype=jnp.float32)
    quantized = jnp.take(codebook, codes, axis=0)
    loss = 0.25 * jnp.mean(jnp.square(quantized - flat))
    counts = jnp.sum(one_hot, axis=0)
    shares = counts / flat.shape[0]
    perplexity = jnp.exp(-jnp.sum(shares * jnp.log(shares + 1e-10)))
    cluster_size = DECAY * cluster_size + (1 - DECAY) * counts
    embed_sum = DECAY * embed_sum + (1 - DECAY) * (one_hot.T @ flat)
    total = jnp.sum(cluster_size)
    smoothed = (cluster_size + EPSILON) / (total + entries * EPSILON) * total
    return (
        quantized.reshape(inputs.shape).astype(inputs.dtype),
        codes.reshape(inputs.shape[:2]).astype(jnp.int32),
        loss,
        perplexity,
        embed_sum / smoothed[:, None],
        cluster_size,
        embed_sum,
    )


def lowered(distances, entries):
    """The step as StableHLO, tokens over all 32 devices and the state on each."""
    mesh = jax.make_mesh((4, 8), ("data", "model"))
    tokens, whole = NamedSharding(mesh, P(("data", "model"))), NamedSharding(mesh, P())
    state = [(entries, DIM), (entries,), (entries, DIM)]
    arrays = [jax.ShapeDtypeStruct((BATCH, SEQ, DIM), jnp.bfloat16)]
    arrays += [jax.ShapeDtypeStruct(shape, jnp.float32) for shape in state]
    jitted = jax.jit(
        lambda *arrays: step(distances, *arrays),
        in_shardings=(tokens, whole, whole, whole),
        out_shardings=(tokens, tokens, whole, whole, whole, whole, whole),
        donate_argnums=(1, 2, 3),
    )
    return jitted.lower(*arrays).as_text()


def run(arguments, command):
    """The time estimate of one compilation, or why there is none."""
    extra = ["--static-profile"] if arguments.static_profile else []
    out = tempfile.TemporaryDirectory()
    call = [arguments.vqbit, *command, *extra, "--json", "-o", out.name + "/artifact"]
    with out:
        done = subprocess.run(
            [*call, "--timeout", str(arguments.timeout)], capture_output=True, text=True
        )
    if done.returncode:
        return {"error": done.stderr.strip().splitlines()[-1][:200] if done.stderr else "failed"}
    report = json.loads(done.stdout)
    time = report["estimate"]["time"]
    costs = [(o["collective"], o["runs"]) for o in time["operations"] if o["collective"]]
    return {
        "seconds": time["seconds"],
        "latency_seconds": sum(cost["latency_seconds"] * runs for cost, runs in costs),
        "cycle_seconds": time["cycle_seconds"],
        "hbm_seconds": time["hbm_seconds"],
        "collective_seconds": time["collective_seconds"],
        "ratio_to_floor": time["ratio_to_floor"],
        "cycles_from": time["cycles_from"],
        "unpriced": time["unpriced"],
    }


def rows_of(arguments, target, entries, folder):
    rows = {}
    for name, distances in [("naive", naive_distances), ("usual", usual_distances)]:
        if name in arguments.without:
            continue
        file = folder / f"{name}{entries}.mlir"
        if not file.exists():
            file.write_text(lowered(distances, entries))
        rows[name] = run(arguments, ["import", str(file), "--target", target])
    for layout in arguments.layouts.split(","):
        codes = f"quantizer.codebook_size={entries}"
        command = ["compile", "--target", target, "--mesh", "4x8", "--layout", layout]
        rows[layout] = run(arguments, [*command, "--set", codes])
    return rows


def show(target, entries, rows):
    def times(name, row):
        """Of the whole estimate, and of what is left of both without the latency of hops."""
        base = rows.get(name, {})
        if "seconds" not in base:
            return "-"
        rest = [one["seconds"] - one["latency_seconds"] for one in (base, row)]
        return f"{base['seconds'] / row['seconds']:.2f}x ({rest[0] / rest[1]:.2f}x)"

    print(f"{target} K={entries}")
    for name, row in rows.items():
        if "error" in row:
            print(f"  {name:24} failed: {row['error']}")
            continue
        parts = [row[part] * 1e6 for part in ("cycle_seconds", "hbm_seconds", "collective_seconds")]
        print(
            f"  {name:22} {row['seconds'] * 1e6:8.1f} us: cores {parts[0]:8.1f} HBM {parts[1]:6.1f}"
            f" collectives {parts[2]:6.1f}; naive is {times('naive', row)}, usual"
            f" {times('usual', row)}; {row['cycles_from']}",
            flush=True,
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vqbit", default="target/debug/vqbit")
    parser.add_argument("--targets", default="v6e-32,v4-32")
    parser.add_argument("--codes", default="64,128,1024,8192")
    parser.add_argument("--layouts", default=LAYOUTS)
    parser.add_argument("--without", default="", help="leave out naive or usual")
    parser.add_argument("--static-profile", action="store_true")
    parser.add_argument("--timeout", type=int, default=1200, help="seconds of one compilation")
    parser.add_argument("--json", type=pathlib.Path)
    arguments = parser.parse_args()
    arguments.without = arguments.without.split(",")
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for target in arguments.targets.split(","):
            for entries in map(int, arguments.codes.split(",")):
                rows = rows_of(arguments, target, entries, pathlib.Path(folder))
                show(target, entries, rows)
                found.append({"target": target, "codebook_size": entries, "programs": rows})
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
