"""From the start of a process to an executable for a TPU: vqbit beside a JAX script."""

import json
import pathlib
import statistics
import tempfile

from processes import in_turns

PEERS = pathlib.Path(__file__).parent / "peers"
TOPOLOGIES = {"v6e-32": "v6e:4x8", "v4-32": "v4:2x2x4"}


def measure(tools, options):
    """Rows of each target: cold, warm and JAX, with the share of JAX's time that vqbit takes."""
    return [row(tools, options, target) for target in TOPOLOGIES]


def row(tools, options, target):
    with tempfile.TemporaryDirectory() as folder:
        artifact = ["-o", f"{folder}/artifact", "--json"]
        command = [tools.vqbit, "compile", "--target", target, *artifact]
        first, *_ = tools.machine.run(command)  # fills the cache
        processors = {"vqbit_cold": [], "vqbit_warm": [], "jax": []}

        def measured(name, command, environment=None):
            output, seconds, processor_seconds = tools.machine.run(command, environment)
            processors[name].append(processor_seconds)
            return output, seconds

        def compiled(name, *more):
            output, seconds = measured(name, [*command, *more])
            wanted = name == "vqbit_warm"
            if json.loads(output)["from_cache"] != wanted:
                raise SystemExit(f"{target}: wanted an answer {'' if wanted else 'not '}from the cache")
            return [seconds]

        script = [tools.jax_python, PEERS / "jax_compile.py", TOPOLOGIES[target]]
        library = {"TPU_LIBRARY_PATH": tools.libtpu, "JAX_PLATFORMS": "cpu"}
        medians = in_turns({
            "vqbit_cold": lambda: compiled("vqbit_cold", "--no-cache"),
            "vqbit_warm": lambda: compiled("vqbit_warm"),
            "jax": lambda: [measured("jax", script, library)[1]],
        }, options.rounds)
    for name, found in medians.items():
        found["median_processor_seconds"] = statistics.median(processors[name])
    median = {name: found["median_seconds"] for name, found in medians.items()}
    cold, warm = (median["jax"] / median[name] for name in ("vqbit_cold", "vqbit_warm"))
    print(f"executable {target}: JAX {median['jax']:.2f} s, vqbit cold {median['vqbit_cold']:.2f} s "
          f"({cold:.1f} x), warm {median['vqbit_warm']:.3f} s ({warm:.0f} x)", flush=True)
    return {"target": target, "compiler_seconds": json.loads(first)["compile_seconds"], **medians,
            "cold_times_as_fast": cold, "warm_times_as_fast": warm}
