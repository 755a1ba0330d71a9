"""What every peer's script shares: vqbit by its command line, and the lines that compare.

A comparison is one of two things. Where conventions agree, numbers do, within a tolerance relative
to the tensor's largest element (codes and counts of steps: exactly). Where they differ, an
invariant says who is right: a number that should be zero, measured on both.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from safetensors.numpy import load_file, save_file

TOLERANCE = 1e-5


class Vqbit:
    """The binary: each call is one process in a folder of its own."""

    def __init__(self, program):
        self.program = str(pathlib.Path(program).resolve())

    def _call(self, folder, *arguments):
        command = [self.program, *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"vqbit {' '.join(arguments)}: {done.stderr}")

    def run(self, step, quantizer, given, steps=1, mesh=(1, 1), **keys):
        """The outputs of a step on `given`; its sizes are those of inputs or codes, if any."""
        tokens = given.get("inputs", given.get("codes", np.zeros((1, 1))))
        batch, seq = tokens.shape[:2]
        sizes = {"batch": batch, "seq": seq, "dtype": "f32", **keys}
        job = {"step": step, "quantizer": quantizer, "input": sizes}
        job |= {"target": "cpu", "mesh": list(mesh)}
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "job.json").write_text(json.dumps(job))
            given = {name: np.asarray(array, order="C") for name, array in given.items()}
            save_file(given, f"{folder}/given.safetensors")
            files = ["--inputs", "given.safetensors", "--outputs", "found.safetensors"]
            self._call(folder, "run", "--job", "job.json", "--steps", str(steps), *files)
            return load_file(f"{folder}/found.safetensors")

    def update(self, quantizer, state, inputs, steps=1, **keys):
        """One training step, or the same one often: what it gives, and the new state."""
        found = self.run("update", quantizer, state | {"inputs": inputs}, steps, **keys)
        return found, {name: found[name] for name in state}

    def convert(self, source, project, wanted, *arguments):
        """The file `source` in the format of `project`, written by `vqbit state convert`."""
        self._call(".", "state", "convert", str(source), "-o", str(wanted), "--force",
                   *(f"--{way}={name}" for way, name in project.items()), *arguments)
        return wanted


class Comparisons:
    """Prints a line for each comparison and remembers what went wrong."""

    def __init__(self, peer):
        self.peer, self.lines, self.wrong = peer, 0, 0

    def _line(self, kind, right, text):
        self.lines += 1
        self.wrong += not right
        print(f"{kind if right else 'FAILED'}  {text}", flush=True)

    def agree(self, what, pairs, tolerance=TOLERANCE):
        """`pairs` is {tensor: (ours, theirs)}: all are one number within the tolerance."""
        off = {tensor: distance(ours, theirs) for tensor, (ours, theirs) in pairs.items()}
        worst = max(off, key=lambda tensor: np.nan_to_num(off[tensor], nan=np.inf))
        right = off[worst] <= tolerance
        self._line("agree ", right, f"{what}: {len(off)} tensors, worst {worst} by "
                   f"{off[worst]:.1e} (at most {tolerance:.0e})")

    def differ(self, invariant, ours, theirs, bound=TOLERANCE, apart=1e-2):
        """How far each is from an invariant: ours at most `bound`, theirs `apart` or NaN."""
        ours, theirs = float(ours), float(theirs)
        right = ours <= bound and not theirs < apart
        self._line("differ", right, f"{invariant}: ours is off by {ours:.1e} (at most "
                   f"{bound:.0e}), theirs by {theirs:.1e} (at least {apart:.0e})")

    def end(self):
        print(f"{self.peer}: {self.lines} comparisons, {self.wrong} wrong")
        sys.exit(1 if self.wrong else 0)


def distance(found, wanted):
    """The largest difference, of floats relative to the largest element; shapes must be equal."""
    found, wanted = np.asarray(found), np.asarray(wanted)
    if found.shape != wanted.shape:
        sys.exit(f"shapes differ: ours {found.shape}, theirs {wanted.shape}")
    whole = np.issubdtype(found.dtype, np.integer) or found.dtype == bool
    off = np.abs(found.astype(np.float64) - wanted.astype(np.float64)).max()
    return float(off if whole else off / max(np.abs(wanted).max(), 1e-30))


def normal(seed, *dims):
    return np.random.default_rng(seed).normal(size=dims).astype(np.float32)


def fresh(codebook):
    """The state that training starts with by default."""
    return {
        "codebook": codebook, "embed_sum": codebook.copy(),
        "cluster_size": np.ones(codebook.shape[:-1], np.float32),
    }
