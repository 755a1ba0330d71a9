"""Measures what vqbit promises of speed, writes the figures as JSON and prints them as a table.

Run by scripts/bench, which makes the environment. By itself:

    target/venv/bin/python scripts/measure cpu --entries 64 --rounds 1 --vqbit target/debug/vqbit
"""

import argparse
import dataclasses
import datetime
import json
import os
import pathlib
import subprocess
import sys

import cpu
import estimates
import executable
import growth
import table
from processes import Machine

ROOT = pathlib.Path(__file__).resolve().parents[2]
PARTS = {"executable": executable.measure, "growth": growth.measure,
         "estimates": estimates.measure, "cpu": cpu.measure}


@dataclasses.dataclass
class Tools:
    """What is run."""

    vqbit: str
    libtpu: str
    jax_python: str
    peers_python: str
    machine: Machine


def parsed():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART",
                        help=f"what to measure, of {', '.join(PARTS)} [default: all]")
    parser.add_argument("--output", default="bench.json", help="[default: bench.json]")
    parser.add_argument("--threads", type=int, default=os.cpu_count(),
                        help="processors that each process may use [default: all]")
    parser.add_argument("--rounds", type=int, default=3,
                        help="processes of each kind, in turns [default: 3]")
    parser.add_argument("--vqbit", default=str(ROOT / "target/release/vqbit"))
    parser.add_argument("--jax-python", default=str(ROOT / "target/venv/bin/python"))
    parser.add_argument("--peers-python", default=str(ROOT / "target/peers/bin/python"))
    group = parser.add_argument_group("estimates")
    group.add_argument("--targets", type=words, default=["v6e-32", "v4-32"], metavar="T,T",
                       help="of 32 devices [default: v6e-32,v4-32]")
    group.add_argument("--codes", type=numbers, default=[64, 128, 1024, 8192], metavar="K,K",
                       help="entries of the codebook [default: 64,128,1024,8192]")
    group = parser.add_argument_group("cpu")
    group.add_argument("--entries", type=numbers, default=[64, 1024], metavar="K,K")
    group.add_argument("--dtypes", type=words, default=["f32", "bf16"])
    group.add_argument("--steps", type=words, default=["encode", "update"])
    group.add_argument("--peers", type=words, default=["faiss", "vector-quantize-pytorch", "jax"])
    group.add_argument("--batch", type=int, default=cpu.BATCH, help="sequences of 512 tokens")
    group.add_argument("--times", type=int, default=10, help="steps that a process times")
    group.add_argument("--set", action="append", default=[], help="a key of vqbit's job")
    options = parser.parse_args()
    unknown = [part for part in options.parts if part not in PARTS]
    if unknown:
        parser.error(f"found {unknown[0]}, wanted parts of {', '.join(PARTS)}")
    return options


def libtpu_of(vqbit):
    """Where vqbit has its libtpu, so that JAX compiles with the same."""
    listed = subprocess.run([vqbit, "plugins", "list", "--json"], capture_output=True, check=True)
    plugins = {plugin["name"]: plugin["path"] for plugin in json.loads(listed.stdout)}
    return plugins["tpu"] or ""


def numbers(text):
    return [int(number) for number in text.split(",")]


def words(text):
    return text.split(",")


def main():
    options = parsed()
    machine = Machine(options.threads)
    vqbit = str(pathlib.Path(options.vqbit).resolve())
    tools = Tools(vqbit, libtpu_of(vqbit), options.jax_python, options.peers_python, machine)
    figures = {
        "schema_version": 1,
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "commit": subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True,
                                 text=True).stdout.strip() or None,
        "machine": machine.described(),
    }
    for part, measure in PARTS.items():
        if part in (options.parts or PARTS):
            figures[part] = measure(tools, options)
    pathlib.Path(options.output).write_text(json.dumps(figures, indent=2) + "\n")
    sys.stdout.write(table.of(figures))
    print(f"figures: {options.output}")


main()
