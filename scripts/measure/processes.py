"""Runs the measured programs: one process each, on the same processors, in turns."""

import json
import os
import resource
import statistics
import subprocess
import time


class Machine:
    """The processors that every measured process is held to."""

    def __init__(self, threads):
        self.processors = set(sorted(os.sched_getaffinity(0))[:threads])
        self.threads = len(self.processors)

    def run(self, command, environment=None):
        """What a process writes to standard output, the seconds from its start to its end, and
        those of processors that it and its children took, which other load changes less."""
        threads = dict.fromkeys(
            ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(self.threads))
        start, before = time.perf_counter(), processor_seconds()
        done = subprocess.run(
            command, env=os.environ | threads | (environment or {}), capture_output=True,
            text=True, preexec_fn=lambda: os.sched_setaffinity(0, self.processors))
        seconds = time.perf_counter() - start
        if done.returncode:
            raise SystemExit(f"{' '.join(map(str, command))}: {done.stderr[-2000:]}")
        return done.stdout, seconds, processor_seconds() - before

    def described(self):
        """The machine, as a figure needs it beside it."""
        models = [line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo")
                  if line.startswith("model name")]
        return {"cpu": models[0] if models else "unknown", "processors": os.cpu_count(),
                "used_processors": self.threads, "load_before": os.getloadavg()[0]}


def processor_seconds():
    """Of all children that have ended, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def in_turns(runs, rounds):
    """The medians of `{name: () -> seconds}`: all once, then all again in the other direction, so
    that a machine that slows down slows all of them."""
    found = {name: [] for name in runs}
    for number in range(rounds):
        names = list(runs) if number % 2 == 0 else list(reversed(runs))
        for name in names:
            found[name].extend(runs[name]())
    return {name: summary(seconds) for name, seconds in found.items()}


def summary(seconds):
    return {"median_seconds": statistics.median(seconds), "least_seconds": min(seconds),
            "most_seconds": max(seconds), "runs": len(seconds)}


def last_json(text):
    """The last line of an output, as JSON."""
    return json.loads(text.strip().splitlines()[-1])
