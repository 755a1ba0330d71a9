"""The update step on TPUs beside two formulations of it in JAX, by vqbit's estimate of each."""

import json
import pathlib
import tempfile

BASELINES = pathlib.Path(__file__).parents[1] / "baselines.py"
# Where libtpu tells cycles instruction by instruction; elsewhere the estimate has its windows.
WITH_STATIC_PROFILE = ("v5p", "v6e")


def measure(tools, options):
    """Rows of every target and number of entries: seconds, and how often vqbit's step is as fast."""
    return [row(tools, target, entries) for target in options.targets for entries in options.codes]


def row(tools, target, entries):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "rows.json"
        command = [tools.jax_python, BASELINES, "--vqbit", tools.vqbit, "--targets", target,
                   "--codes", str(entries), "--json", file]
        if target.startswith(WITH_STATIC_PROFILE):
            command.append("--static-profile")
        tools.machine.run(command)
        programs = json.loads(file.read_text())[0]["programs"]
    ours, peers = programs["auto"], ("naive", "usual")
    for name in (*peers, "auto"):
        if "error" in programs[name]:
            raise SystemExit(f"{target} K={entries} {name}: {programs[name]['error']}")
    seconds = {name: programs[name]["seconds"] for name in programs}
    ratios = {name: seconds[name] / ours["seconds"] for name in peers}
    print(f"estimates {target} K={entries}: {1e6 * ours['seconds']:.1f} us, "
          + ", ".join(f"{ratio:.2f} x {name}" for name, ratio in ratios.items()), flush=True)
    return {"target": target, "entries": entries, "cycles_from": ours["cycles_from"],
            "seconds": seconds, "times_as_fast_as": ratios, "programs": programs}
