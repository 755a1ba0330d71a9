"""How the compiler's time grows with the mesh, and with the stages of a residual quantizer."""

import json
import statistics
import tempfile

# Devices, and the topology that has so many; the batch grows along, so that each has equal work.
MESHES = {
    "v6e": {8: "v6e:2x4", 32: "v6e:4x8", 256: "v6e:16x16"},
    "v4": {8: "v4:2x2x1", 32: "v4:2x2x4", 256: "v4:4x4x8", 2048: "v4:8x8x16"},
    "v5p": {8: "v5p:2x2x2", 32: "v5p:2x4x4", 256: "v5p:4x8x8", 2048: "v5p:8x16x16"},
}
STAGES = (1, 2, 4, 8, 16, 32)
ENTRIES = 1024


def measure(tools, options):
    """Rows of meshes and of stages."""
    rows = []
    for kind, meshes in MESHES.items():
        for devices, topology in meshes.items():
            found = compiled(tools, options, "--target", topology, "--batch", str(devices))
            rows.append({"grows": "devices", "target": topology, "kind": kind, "devices": devices}
                        | found)
    for stages in STAGES:
        residual = ("quantizer.kind=residual", f"quantizer.stages={stages}")
        found = compiled(tools, options, "--target", "v6e-32", *(f"--set={s}" for s in residual))
        rows.append({"grows": "stages", "target": "v6e-32", "stages": stages} | found)
    return rows


def compiled(tools, options, *job):
    """The compiler's seconds and the bytes of the program, of fresh compiles."""
    with tempfile.TemporaryDirectory() as folder:
        command = [tools.vqbit, "compile", "--codebook-size", str(ENTRIES), *job,
                   "--no-cache", "--json", "-o", f"{folder}/artifact"]
        runs = [tools.machine.run(command) for _ in range(options.rounds)]
    reports = [json.loads(output) for output, *_ in runs]
    found = {
        "compile_seconds": statistics.median(report["compile_seconds"] for report in reports),
        "process_seconds": statistics.median(seconds for _, seconds, _ in runs),
        "processor_seconds": statistics.median(seconds for *_, seconds in runs),
        "code_bytes": reports[0]["memory_per_device"]["code_bytes"],
    }
    print(f"growth {' '.join(job)}: {found['compile_seconds']:.2f} s, "
          f"{found['processor_seconds']:.2f} s of processors", flush=True)
    return found
