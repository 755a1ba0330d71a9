"""The figures as tables in Markdown, as the README has them."""


def of(figures):
    machine = figures["machine"]
    lines = [f"{machine['cpu']}, {machine['used_processors']} of {machine['processors']} "
             "processors, no TPU", ""]
    for part, rows in ROWS_OF.items():
        if part in figures:
            lines += [*aligned(rows(figures[part])), ""]
    return "\n".join(lines)


def executable_rows(measured):
    yield ["to an executable for", "JAX script", "vqbit", "vqbit, in its cache"]
    for row in measured:
        jax, cold, warm = (
            row[name]["median_seconds"] for name in ("jax", "vqbit_cold", "vqbit_warm"))
        yield [row["target"], f"{jax:.2f} s", f"{cold:.2f} s ({row['cold_times_as_fast']:.1f} x)",
               f"{warm:.3f} s ({row['warm_times_as_fast']:.0f} x)"]
        used = [row[name]["median_processor_seconds"] for name in ("jax", "vqbit_cold", "vqbit_warm")]
        yield ["of it on processors", *(f"{seconds:.2f} s" for seconds in used)]


def growth_rows(measured):
    yield ["compiled for", "devices", "stages", "compiler", "of processors", "code"]
    for row in measured:
        devices, stages = (str(row.get(name, "")) for name in ("devices", "stages"))
        code = row["code_bytes"]
        yield [row["target"], devices, stages, f"{row['compile_seconds']:.2f} s",
               f"{row['processor_seconds']:.2f} s",
               f"{code / 2**20:.1f} MiB" if code else "–"]


def estimates_rows(measured):
    yield ["update on", "cycles of", "K", "naive", "usual", "vqbit", "naive over vqbit",
           "usual over vqbit"]
    for row in measured:
        times = [f"{1e6 * row['seconds'][name]:.1f} µs" for name in ("naive", "usual", "auto")]
        ratios = [f"{row['times_as_fast_as'][name]:.2f}" for name in ("naive", "usual")]
        yield [row["target"], row["cycles_from"], str(row["entries"]), *times, *ratios]


def cpu_rows(measured):
    peers = list(dict.fromkeys(name for row in measured for name in row["times_as_fast_as"]))
    yield ["step", "K", "inputs", "vqbit", *peers, "own encode"]
    for row in measured:
        faster = row["times_as_fast_as"]
        peer = [f"{milliseconds(row[name])} ({faster[name]:.2f} x)" if name in faster else "–"
                for name in peers]
        own = row.get("over_own_encode")
        yield [row["step"], str(row["entries"]), row["dtype"], milliseconds(row["vqbit"]), *peer,
               f"{own:.2f} x its time" if own else "–"]


def milliseconds(measured):
    return f"{1000 * measured['median_seconds']:.1f} ms"


def aligned(rows):
    rows = [list(row) for row in rows]
    rows.insert(1, ["---"] * len(rows[0]))
    return ["| " + " | ".join(row) + " |" for row in rows]


ROWS_OF = {"executable": executable_rows, "growth": growth_rows, "estimates": estimates_rows,
           "cpu": cpu_rows}
