"""Holds `emit --format jax-export` against JAX: every step and layout is read back by
jax.export.deserialize, and what its call gives on 32 virtual devices is what `vqbit run` gives.

Usage: jax_export.py target/debug/vqbit
"""

import itertools
import pathlib
import tempfile

from exported import Step, jax, np, read

GOLDENS = pathlib.Path(__file__).resolve().parents[2] / "hlo" / "jax"
LAYOUTS = ("tokens", "tokens+dim", "tokens+codes", "state-sharded", "codes+tokens")
STEPS = ("encode", "decode", "quantize", "update", "accumulate", "apply", "vjp")
# Of these kinds each with the layouts that it has.
KINDS = {
    "product": ({"kind": "product", "groups": 8}, {"mask": "tokens"}, "quantize update vjp"),
    "residual": ({"kind": "residual", "stages": 3, "gradient": "rotation"}, {"mask": "lengths"},
                 "encode decode update vjp"),
    "active stages": ({"kind": "residual", "stages": 3, "active_stages": True}, {}, "update vjp"),
    "cosine": ({"metric": "cosine"}, {}, "update"),
    "restarts": ({"restart": {"every": 1}, "usage_decay": 0.9}, {}, "update"),
    "stochastic": ({"stochastic": {"temperature": 0.5}}, {}, "quantize"),
    "fsq": ({"kind": "fsq", "levels": [8, 5, 5, 5]}, {}, "quantize decode vjp"),
    "lfq": ({"kind": "lfq", "bits": 8}, {}, "quantize vjp"),
    "bsq": ({"kind": "bsq", "bits": 8}, {}, "quantize vjp"),
    "bf16": ({}, {"dtype": "bf16"}, "quantize update vjp"),
}


def job(step, layout="tokens", quantizer=None, sizes=None, **more):
    quantizer = {"codebook_size": 16, "embedding_dim": 16} | (quantizer or {})
    if quantizer.get("kind") in ("fsq", "lfq", "bsq"):
        quantizer = {key: quantizer[key] for key in quantizer if key not in
                     ("codebook_size", "embedding_dim")}
    sizes = {"batch": 32, "seq": 4, "dtype": "f32"} | (sizes or {})
    return {"step": step, "quantizer": quantizer, "input": sizes, "target": "cpu",
            "mesh": {"data": 4, "model": 8}, "layout": layout} | more


def jobs():
    for step, layout in itertools.product(STEPS, LAYOUTS):
        # As many as a layout that cuts them over all devices has a use for.
        yield f"{step}, {layout}", job(step, layout, {"codebook_size": 64})
    for name, (quantizer, sizes, steps) in KINDS.items():
        for step in steps.split():
            yield f"{step} of {name}", job(step, "tokens", quantizer, sizes)
    yield "packed codes", job("encode", pack=True)
    yield "eight bits", job("decode", codebook_dtype="int8")
    yield "bf16 entries", job("encode", sizes={"dtype": "bf16"}, codebook_dtype="bf16")
    yield "stacked layers", job("update", layers=2, stacked=True)
    yield "late updates", job("update", async_updates=True)


def differs(found, wanted):
    """What is wrong with an array, or None: codes and counts are equal, the rest nearly."""
    found, wanted = np.asarray(found), np.asarray(wanted)
    if found.dtype != wanted.dtype or found.shape != wanted.shape:
        return f"is {found.dtype}{found.shape}, wanted {wanted.dtype}{wanted.shape}"
    if wanted.dtype.kind in "iub":
        return None if np.array_equal(found, wanted) else "differs"
    tolerance = 1e-2 if wanted.dtype.itemsize == 2 else 1e-5
    off = np.abs(found.astype(np.float64) - wanted.astype(np.float64)).max(initial=0)
    largest = np.abs(wanted.astype(np.float64)).max(initial=1e-30)
    return None if off <= tolerance * largest else f"is off by {off / largest:.1e}"


def check_call(folder, name, of):
    """What JAX's call gives against what `vqbit run` gives, and how it lies."""
    step = Step(folder, of)
    given = step.draw()
    wanted = step.run(given)
    found = jax.jit(step.call)(**step.put(given))
    wrong = [] if set(found) == set(wanted) else [f"gives {sorted(found)}"]
    for tensor in wanted:
        why = differs(found[tensor], wanted[tensor])
        wrong += [f"{tensor} {why}"] if why else []
    shardings = step.shardings()
    for tensor in step.state():
        if not found[tensor].sharding.is_equivalent_to(shardings[tensor], found[tensor].ndim):
            wrong.append(f"{tensor} lies as {found[tensor].sharding.spec}")
    return wrong


def check_donation(folder):
    """A state that is donated is gone after the call."""
    step = Step(folder, job("update"))
    given = step.put(step.draw())
    jax.jit(step.call, donate_argnames=tuple(step.state()))(**given)
    left = [name for name in step.state() if not given[name].is_deleted()]
    return [f"{name} is not donated" for name in left] + (
        [] if not given["inputs"].is_deleted() else ["inputs are donated"])


def check_platforms(folder):
    """A step may be lowered for the platforms that it names, and for no others."""
    wrong = []
    for flags, names in ((["--platforms", "tpu"], ("tpu",)), (["--platforms", "cpu"], ("cpu",)),
                         (["--platforms", "cpu,tpu"], ("cpu", "tpu")), ([], ("tpu", "cpu"))):
        step = Step(folder, job("encode"), *flags)
        if step.exported.platforms != names:
            wrong.append(f"{flags} gives {step.exported.platforms}")
        given = step.put(step.draw())
        try:
            jax.jit(step.call)(**given)
        except ValueError as error:
            if "cpu" in names or "was exported for platforms" not in str(error):
                wrong.append(f"{flags}: {error}")
        else:
            wrong += [] if "cpu" in names else [f"{flags}: runs on a CPU"]
        jax.jit(step.call).trace(**given).lower(lowering_platforms=names)
    return wrong


def check_one_device(folder):
    """A step for one device runs in any surroundings, here on tokens over 32 devices."""
    alone, cut = job("update", mesh=[1, 1]), Step(folder, job("update"))
    given = cut.draw()
    whole, parts = cut.put(given), jax.jit(cut.call)(**cut.put(given))
    found = jax.jit(Step(folder, alone).call)(**whole)
    return [f"{name} {why}" for name in parts if (why := differs(found[name], parts[name]))]


def check_again(folder):
    """JAX can write the step in its own bytecode, which it promises to read for years."""
    step = Step(folder, job("update"))
    given = step.put(step.draw())
    wanted = jax.jit(step.call)(**given)
    again = jax.export.export(jax.jit(step.call), platforms=("tpu", "cpu"))(**given)
    (step.folder / "again.jaxexport").write_bytes(again.serialize(vjp_order=1))
    again = read(step.folder / "again.jaxexport")
    found = jax.jit(again.call)(**given)
    gradients = [gradient(call, given) for call in (again.call, step.call)]
    wrong = [f"{name} {why}" for name in wanted if (why := differs(found[name], wanted[name]))]
    return wrong + ([f"its gradient {why}"] if (why := differs(*gradients)) else [])


def gradient(call, given):
    loss = lambda x: call(**(given | {"inputs": x}))["loss"]
    return jax.jit(jax.grad(loss))(given["inputs"])


def check_goldens(_):
    """The goldens are files that JAX reads, and prints as modules."""
    files = sorted(GOLDENS.glob("*.jaxexport"))
    read_all = [read(file) for file in files]
    texts = [exported.mlir_module() for exported in read_all]
    texts += [exported.vjp().mlir_module() for exported in read_all if exported.has_vjp()]
    wrong = [] if len(texts) == 3 else [f"{len(texts)} programs in {len(files)} files, wanted 3"]
    return wrong + ["has no main" for text in texts if "func.func public @main" not in text]


CHECKS = {
    "donation": check_donation,
    "platforms": check_platforms,
    "one device": check_one_device,
    "written again by JAX": check_again,
    "goldens": check_goldens,
}


def main():
    total, wrong = 0, 0
    named = [(name, lambda folder, name=name, of=of: check_call(folder, name, of))
             for name, of in jobs()]
    for name, check in [*named, *CHECKS.items()]:
        with tempfile.TemporaryDirectory() as folder:
            found = check(folder)
        total, wrong = total + 1, wrong + bool(found)
        for what in found:
            print(f"FAILED {name}: {what}")
    print(f"jax.export: {total} cases, {wrong} wrong")
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
