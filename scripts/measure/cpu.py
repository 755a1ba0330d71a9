"""Steps on this machine's processors: vqbit beside faiss, vector-quantize-pytorch and jax.jit."""

import json
import pathlib

from processes import in_turns, last_json

PEERS = pathlib.Path(__file__).parent / "peers"
BATCH, SEQ, DIM = 32, 512, 768
# The peer, the step it has, its script, and the rows of the table that it is measured in.
PEERS_OF = {
    "encode": (("faiss IndexFlatL2", "faiss_search.py"), ("jax.jit", "jax_usual.py")),
    "update": (("vector-quantize-pytorch", "lucidrains_update.py"), ("jax.jit", "jax_usual.py")),
}


def measure(tools, options):
    """Rows of every step, type and number of entries: medians, and how often vqbit is as fast."""
    rows = []
    for entries in options.entries:
        for dtype in options.dtypes:
            times = {step: row(tools, options, step, entries, dtype) for step in options.steps}
            rows.extend(times.values())
            if len(times) == 2:
                ours = {step: times[step]["vqbit"]["median_seconds"] for step in times}
                times["update"]["over_own_encode"] = ours["update"] / ours["encode"]
    return rows


def row(tools, options, step, entries, dtype):
    runs = {"vqbit": lambda: vqbit(tools, options, step, entries, dtype)}
    for name, script in PEERS_OF[step]:
        if name.split()[0].split(".")[0] in options.peers:
            python = tools.jax_python if name == "jax.jit" else tools.peers_python
            runs[name] = lambda python=python, script=script: peer(
                tools, python, script, options, step, entries, dtype)
    medians = in_turns(runs, options.rounds)
    ours = medians["vqbit"]["median_seconds"]
    ratios = {name: medians[name]["median_seconds"] / ours for name in runs if name != "vqbit"}
    found = {"step": step, "entries": entries, "dtype": dtype, "batch": options.batch, "seq": SEQ,
             "dim": DIM, **medians, "times_as_fast_as": ratios}
    ratios = ", ".join(f"{ratio:.2f} x {name}" for name, ratio in ratios.items())
    print(f"cpu {step} K={entries} {dtype}: {1000 * ours:.1f} ms, {ratios}", flush=True)
    return found


def vqbit(tools, options, step, entries, dtype):
    settings = [f"--set={setting}" for setting in options.set]
    command = [
        tools.vqbit, "run", "--json", "--random", "1", "--time", str(options.times), "--step", step,
        "--mesh", "1x1", "--batch", str(options.batch), "--seq", str(SEQ), "--embedding-dim",
        str(DIM), "--codebook-size", str(entries), "--dtype", dtype, *settings,
    ]
    output, *_ = tools.machine.run(command)
    return json.loads(output)["step_seconds"]


def peer(tools, python, script, options, step, entries, dtype):
    given = {"step": step, "batch": options.batch, "seq": SEQ, "dim": DIM, "entries": entries,
             "dtype": dtype, "threads": tools.machine.threads, "times": options.times}
    environment = {"JAX_PLATFORMS": "cpu"}
    output, *_ = tools.machine.run([python, PEERS / script, json.dumps(given)], environment)
    return last_json(output)
