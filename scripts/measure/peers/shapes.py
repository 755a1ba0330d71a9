"""What every timed peer shares: its arguments, its data, and how it is timed."""

import json
import sys
import time

import numpy as np

ROUNDS_THAT_DO_NOT_COUNT = 1


def arguments():
    """The one argument of a peer: a JSON object of shape, type and numbers of threads and times."""
    given = json.loads(sys.argv[1])
    return (*(given[name] for name in ("step", "batch", "seq", "dim", "entries", "dtype")),
            given["threads"], given["times"])


def draw(*dims, seed):
    return np.random.default_rng(seed).normal(size=dims).astype(np.float32)


def time_steps(step, times):
    """Prints the seconds of each call of `step`, which returns when its results are there."""
    for _ in range(ROUNDS_THAT_DO_NOT_COUNT):
        step()
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - start)
    print(json.dumps(sorted(seconds)))
