"""Where vqbit and vector-quantize-pytorch differ: invariants, and how far each is from them."""

import warnings

import ml_dtypes
import numpy as np
import torch
from vector_quantize_pytorch import VectorQuantize

from lucidrains_modules import (
    BATCH, DECAY, DIM, ENTRIES, OURS, PLAIN, SEQ, STAGES, THEIRS, backward, batches, codebook,
    normalized, of, ours_back, place, quantizer, residual, state_of, torched,
)
from witness import distance, fresh, normal


def drift(vqbit, said):
    """Entries without tokens: their sum decays to nothing, their smoothed count to epsilon."""
    entries, steps = codebook(), 100
    inputs = np.tile(entries[0], (BATCH, SEQ, 1))
    made = quantizer(entries)
    for _ in range(steps):
        made(torch.from_numpy(inputs))
    _, ours = vqbit.update(OURS | PLAIN, fresh(entries), inputs, steps)
    moved = lambda new: distance(new[1:], entries[1:])
    said.differ(f"entries without tokens stay, {steps} steps", moved(ours["codebook"]),
                moved(state_of(made)["codebook"]))


def small_distances(vqbit, said):
    """Their squared distances end at 1e-8, so that all nearer entries tie."""
    entries = np.zeros((ENTRIES, DIM), np.float32)
    entries[:, 0] = np.linspace(9e-5, 1e-6, ENTRIES)
    inputs = np.zeros((BATCH, SEQ, DIM), np.float32)
    _, theirs, _ = quantizer(entries)(torch.from_numpy(inputs))
    ours = vqbit.run("encode", OURS, {"inputs": inputs, "codebook": entries})["codes"]
    farther = lambda codes: float((codes != ENTRIES - 1).mean())
    said.differ("the nearest entry is chosen (share of others), 1e-6 against 9e-5 away",
                farther(ours), farther(of(theirs)), 0)


def gradients_of_stages(vqbit, said):
    """What stages give is nearly the input here, so that its gradient is nearly d_quantized.

    Theirs passes it through each stage and adds up.
    """
    entries = codebook((STAGES,)) * np.float32(0.01) ** np.arange(STAGES)[:, None, None]
    entries = entries.astype(np.float32)
    picked = np.random.default_rng(54).integers(0, ENTRIES, (STAGES, BATCH, SEQ))
    inputs = sum(stage[codes] for stage, codes in zip(entries, picked))
    inputs = inputs + normal(55, BATCH, SEQ, DIM) * np.float32(1e-6)
    weights, rule = normal(51, BATCH, SEQ, DIM), {"kind": "residual", "stages": STAGES}
    for gradient, rotation in (("straight_through", False), ("rotation", True)):
        theirs = backward(residual(entries, rotation_trick=rotation), inputs, weights, 0.0)
        ours = ours_back(vqbit, rule | {"gradient": gradient}, entries, inputs, weights, 0.0)
        if not rotation:
            assert distance(theirs, STAGES * weights) < 1e-5, "theirs is L times the gradient"
        said.differ(f"{STAGES} stages pass the gradient on once, {gradient}",
                    distance(ours, weights), distance(theirs, weights), 1e-4, 0.5)


def orthogonal(vqbit, said):
    """Their optimiser moves entries, which the next EMA step makes anew; ours moves sums too."""
    entries, inputs = codebook(), batches()[0]
    rule = lambda rate: OURS | PLAIN | {"orthogonal": {"weight": 2.0, "rate": rate}}
    rates = (0.0, 0.05)
    ours = [vqbit.update(rule(rate), fresh(entries), inputs, 5)[1]["codebook"] for rate in rates]
    theirs = [optimised(entries, inputs, rate) for rate in rates]
    unmoved = lambda two: float(distance(two[1], two[0]) < 1e-6)
    said.differ("steps on the orthogonal loss outlive an EMA step (1: they do not)",
                unmoved(ours), unmoved(theirs), 0, 1)


def optimised(entries, inputs, rate):
    """Five steps of SGD on their loss, each after an EMA step, and one more EMA step."""
    made = quantizer(entries, orthogonal_reg_weight=2.0)
    optimiser = torch.optim.SGD(made.parameters(), lr=rate)
    for _ in range(5):
        _, _, loss = made(torch.from_numpy(inputs))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    made(torch.from_numpy(inputs))
    return state_of(made)["codebook"]


def rotation_at_zero(vqbit, said):
    """A zero token has no direction: theirs divides by 1e-6, ours passes straight through."""
    entries, weights = codebook(), normal(51, BATCH, SEQ, DIM)
    inputs = batches()[0]
    inputs[0, 0] = 0
    x = torched(inputs, requires_grad=True)
    theirs, _, _ = quantizer(entries)(x)
    d_inputs = backward(quantizer(entries), inputs, weights, 0.0)
    given = {"inputs": inputs, "codebook": entries}
    found = vqbit.run("quantize", OURS, given)
    back = ours_back(vqbit, {"gradient": "rotation"}, entries, inputs, weights, 0.0)
    rows = entries[found["codes"][0, 0]]
    off = lambda quantized: distance(quantized[0, 0], rows)
    said.differ("rotated, a zero token is given its entry", off(found["quantized"]),
                off(of(theirs)), 0)
    length = lambda gradient: np.linalg.norm(gradient[0, 0])
    longer = lambda gradient: max(0, length(gradient) / length(weights) - 1)
    said.differ("... and a gradient no longer than the one that comes", longer(back),
                longer(d_inputs))


def broken_tokens(vqbit, said):
    """One NaN: 0 times NaN is NaN, so one-hot sums carry it to every entry."""
    entries, inputs = codebook(), batches()[0]
    inputs[1, 2, 3] = np.nan
    made = quantizer(entries)
    made(torch.from_numpy(inputs))
    found, ours = vqbit.update(OURS | PLAIN, fresh(entries), inputs)
    assert found["nonfinite_rows"] == 1 and found["codes"][1, 2] == -1
    broken = lambda state: (~np.isfinite(state["codebook"])).any(-1).mean()
    said.differ("a NaN breaks no entry (share of broken ones)", broken(ours),
                broken(state_of(made)), 0, 0.5)


def whole_masks(vqbit, said):
    """A mask that is all true is no mask; with cosine theirs compares with raw inputs."""
    entries, inputs = normalized(codebook()), 5 * batches()[0]
    everywhere = np.ones((BATCH, SEQ), bool)
    given, rule = {"inputs": inputs, "codebook": entries}, {"metric": "cosine"}
    plain = vqbit.run("quantize", OURS | rule, given)
    masked = vqbit.run("quantize", OURS | rule, given | {"mask": everywhere}, mask="tokens")
    made = lambda: quantizer(entries, use_cosine_sim=True)
    theirs = made()(torch.from_numpy(inputs))[2]
    theirs_masked = made()(torch.from_numpy(inputs), mask=torch.from_numpy(everywhere))[2]
    said.differ("a mask that is all true leaves the cosine loss",
                distance(masked["loss"], plain["loss"]), distance(of(theirs_masked), of(theirs)))


def masks_of_projections(vqbit, said):
    """With another width of entries their masked loss compares arrays of two widths."""
    inputs, everywhere = batches()[0], np.ones((BATCH, SEQ), bool)
    made = quantizer(codebook_dim=DIM // 2)
    arrays = {name: of(array) for name, array in made.state_dict().items()}
    rule = {"input_dim": DIM, "embedding_dim": DIM // 2}
    given = {
        "inputs": inputs, "mask": everywhere, "codebook": state_of(made)["codebook"],
        "project_in": arrays["project_in.weight"].T, "project_in_bias": arrays["project_in.bias"],
        "project_out": arrays["project_out.weight"].T,
        "project_out_bias": arrays["project_out.bias"],
    }
    found = vqbit.run("quantize", OURS | rule, given, mask="tokens")
    quantized, codes, loss = made(torch.from_numpy(inputs))
    said.agree("projections, theirs without a mask and ours with one of all tokens", {
        "codes": (found["codes"], of(codes)), "quantized": (found["quantized"], of(quantized)),
        "loss": (found["loss"], of(loss)),
    })
    masked = lambda: made(torch.from_numpy(inputs), mask=torch.from_numpy(everywhere))[2]
    said.differ("a mask of all tokens goes with projections (inf: an error)",
                distance(found["loss"], of(loss)), failing(masked, of(loss)))


def failing(loss, wanted):
    """How far their loss is from the wanted one, infinitely where computing it is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return distance(of(loss()), wanted)
        except RuntimeError:
            return np.inf


def arrangements(vqbit, said):
    """The diversity loss of the same tokens as one sequence, and as many of one token each."""
    tokens = batches()[0].reshape(-1, DIM)
    ours, theirs = zip(*(diversity(vqbit, inputs) for inputs in (tokens[None], tokens[:, None])))
    said.differ("diversity does not depend on how tokens lie in sequences", distance(*ours),
                distance(*theirs))


def diversity(vqbit, inputs):
    options = {"codebook_diversity_loss_weight": 1.0, "codebook_diversity_temperature": 1.0}
    made = quantizer(codebook(), **options)
    *_, parts = made(torch.from_numpy(inputs), return_loss_breakdown=True)
    rule = OURS | {"diversity": {"weight": 1.0, "temperature": 1.0}}
    found = vqbit.run("quantize", rule, {"inputs": inputs, "codebook": codebook()})
    return found["diversity_loss"], of(parts.codebook_diversity)


def shared_stages(vqbit, said):
    """A step of stages that share a codebook is one step: theirs decays it once a stage."""
    entries, inputs = codebook(), batches()[0]
    made = residual(entries, shared_codebook=True)
    made(torch.from_numpy(inputs))
    rule = PLAIN | {"kind": "residual", "stages": STAGES, "shared": True}
    _, ours = vqbit.update(OURS | rule, fresh(entries), inputs)
    mass = DECAY * ENTRIES + (1 - DECAY) * STAGES * BATCH * SEQ
    off = lambda counts: abs(float(counts.sum()) / mass - 1)
    said.differ("a step of stages that share a codebook decays it once", off(ours["cluster_size"]),
                off(state_of(made.layers[0])["cluster_size"]))


def low_precision(vqbit, said):
    """A module in bf16 has its averages in bf16, where they stall; ours are f32 in any job."""
    decay, steps = 0.99, 1000
    inputs = torch.from_numpy(np.tile(batches()[0], (8, 8, 1))).bfloat16()
    entries, tokens = codebook(), inputs.shape[0] * inputs.shape[1]
    made = quantizer(entries, decay=decay).bfloat16()
    for _ in range(steps):
        made(inputs)
    counts = made._codebook.cluster_size
    assert counts.dtype == torch.bfloat16
    rule = {"ema": {"decay": decay}}
    rounded = inputs.float().numpy().astype(ml_dtypes.bfloat16)
    _, ours = vqbit.update(OURS | rule, fresh(entries), rounded, steps, dtype="bf16")
    off = lambda total: abs(float(total) / tokens - 1)
    said.differ(f"in bf16, counts averaged over {steps} equal batches are those of one",
                off(ours["cluster_size"].sum()), off(counts.float().sum()), 1e-4)


def restarts(vqbit, said):
    """Dead entries are re-seeded from the batch: theirs by a hidden generator, ours by its seed."""
    entries, inputs = codebook(), batches()[0]
    entries[3:] += 50
    rule = OURS | PLAIN | {"restart": {"adaptive_threshold": 0.9}}
    state = fresh(entries) | {"steps": np.int32(0)}
    given = state | {"inputs": inputs, "seed": np.uint32(7)}
    ours = [vqbit.run("update", rule, given, mesh=mesh)["codebook"] for mesh in ((1, 1), (4, 1))]
    theirs = []
    for _ in range(2):
        made = VectorQuantize(**THEIRS, threshold_ema_dead_code=2).train()
        place(made, entries)
        made(torch.from_numpy(inputs))
        theirs.append(state_of(made)["codebook"])
    tokens = inputs.reshape(-1, 1, DIM)
    for restarted in (ours[0], theirs[0]):
        nearest = np.abs(tokens - restarted[None, 3:]).max(-1).min(0)
        assert nearest.max() < 1e-6, "re-seeded entries are tokens of the batch"
    said.differ("the same step again (ours on four devices) re-seeds the same entries",
                distance(*ours), distance(*theirs))
