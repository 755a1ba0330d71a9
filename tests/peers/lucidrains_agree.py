"""Where vqbit and vector-quantize-pytorch agree: the same numbers over several steps."""

import tempfile

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from vector_quantize_pytorch import FSQ, LFQ, SimVQ

from lucidrains_modules import (
    BATCH, DIM, ENTRIES, LIKE_THEIRS, OURS, SEQ, STAGES, STEPS, backward, batches, codebook,
    normalized, of, ours_back, quantizer, residual, stacked, state_of, state_pairs,
)
from witness import distance, fresh, normal


def train(vqbit, made, rule, state, read=state_of, dim=DIM):
    """Steps of both on the same batches: the pairs of all that both give."""
    pairs, stages = {}, rule.get("stages", 1)
    for at, inputs in enumerate(batches(dim=dim)):
        quantized, codes, loss = made(torch.from_numpy(inputs))
        found, state = vqbit.update(OURS | rule, state, inputs)
        pairs |= {
            f"codes {at}": (found["codes"], of(codes)),
            f"quantized {at}": (found["quantized"], of(quantized)),
            f"loss {at}": (found["loss"] * stages, of(loss.sum())),
        }
        pairs |= state_pairs(state, read(made), at)
    return pairs


def training(vqbit, said):
    entries = codebook()
    pairs = train(vqbit, quantizer(entries), LIKE_THEIRS, fresh(entries))
    said.agree(f"EMA training, {STEPS} steps", pairs)


def handed_over(vqbit, said):
    """They train, we go on from their converted state dict, and they go on from ours."""
    with tempfile.TemporaryDirectory() as folder:
        alone, again = quantizer(), quantizer()
        for at, inputs in enumerate(batches()):
            quantized, codes, _ = alone(torch.from_numpy(inputs))
            if at == 1:
                arrays = {name: of(array) for name, array in alone.state_dict().items()}
                save_file(arrays, f"{folder}/theirs.safetensors")
                ours = vqbit.convert(f"{folder}/theirs.safetensors", {"from": "lucidrains"},
                                     f"{folder}/ours.safetensors")
                ours = load_file(ours)
            if at in (2, 3):
                _, ours = vqbit.update(OURS | LIKE_THEIRS, ours, inputs)
        save_file(ours, f"{folder}/ours.safetensors")
        back = vqbit.convert(f"{folder}/ours.safetensors", {"to": "lucidrains"},
                             f"{folder}/back.safetensors")
        back = {name: torch.from_numpy(np.array(array)) for name, array in load_file(back).items()}
        again.load_state_dict(back)
    for inputs in batches()[4:]:
        _, codes_again, _ = again(torch.from_numpy(inputs))
    pairs = {"codes": (of(codes_again), of(codes))}
    pairs |= state_pairs(state_of(again), state_of(alone))
    said.agree("a state dict there and back: two steps theirs, two ours, one theirs", pairs)


def gradients(vqbit, said):
    """Their autograd against our vjp, straight through and by the rotation trick."""
    entries, inputs, weights = codebook(), batches()[0], normal(51, BATCH, SEQ, DIM)
    for gradient, rotation in (("straight_through", False), ("rotation", True)):
        made = quantizer(entries, rotation_trick=rotation)
        d_inputs = backward(made, inputs, weights, 1.7)
        found = ours_back(vqbit, {"gradient": gradient}, entries, inputs, weights, 1.7)
        said.agree(f"d_inputs, {gradient}", {"d_inputs": (found, d_inputs)})


def masks(vqbit, said):
    """Padding of given lengths: no codes, no loss, no statistics."""
    entries, inputs, lengths = codebook(), batches()[0], np.array([6, 1, 3, 2], np.int32)
    made = quantizer(entries)
    quantized, codes, loss = made(torch.from_numpy(inputs), lens=torch.from_numpy(lengths))
    state = fresh(entries)
    given = state | {"inputs": inputs, "lengths": lengths}
    found = vqbit.run("update", OURS | LIKE_THEIRS, given, mask="lengths")
    pairs = {
        "codes": (found["codes"], of(codes)), "quantized": (found["quantized"], of(quantized)),
        "loss": (found["loss"], of(loss)),
    }
    said.agree("padding by lengths", pairs | state_pairs(found, state_of(made)))


def cosine(vqbit, said):
    """Entries on the sphere, averaged from unit tokens."""
    entries = normalized(codebook())
    rule = LIKE_THEIRS | {"metric": "cosine"}
    pairs = train(vqbit, quantizer(entries, use_cosine_sim=True), rule, fresh(entries))
    said.agree(f"cosine training, {STEPS} steps", pairs)


def heads(vqbit, said):
    """Heads with a codebook each are the groups of a product quantizer."""
    entries = codebook((2,))
    options = {"dim": 2 * DIM, "codebook_dim": DIM, "separate_codebook_per_head": True}
    made = quantizer(entries, heads=2, **options)
    rule = LIKE_THEIRS | {"kind": "product", "groups": 2, "embedding_dim": 2 * DIM}
    pairs = train(vqbit, made, rule, fresh(entries), dim=2 * DIM)
    said.agree(f"two heads, {STEPS} steps", pairs)


def stages(vqbit, said):
    """ResidualVQ: its loss is one a stage, ours their mean."""
    entries = codebook((STAGES,))
    rule = LIKE_THEIRS | {"kind": "residual", "stages": STAGES}
    pairs = train(vqbit, residual(entries), rule, fresh(entries), stacked)
    said.agree(f"residual training, {STEPS} steps", pairs)


def stage_gradients(vqbit, said):
    """Each stage pulls at the inputs by its own commitment loss, also alone."""
    entries, inputs = codebook((STAGES,)), batches()[0]
    rule, none = {"kind": "residual", "stages": STAGES}, np.zeros((BATCH, SEQ, DIM), np.float32)
    theirs = backward(residual(entries), inputs, none, 1.0)
    ours = ours_back(vqbit, rule, entries, inputs, none, float(STAGES))
    alone = ours_back(vqbit, {}, entries[0], inputs, none, 1.0)
    assert distance(alone, theirs) > 0.1, "the later stages have a gradient"
    said.agree("the commitment gradients of all stages", {"d_inputs": (ours, theirs)})


def weights(vqbit, said):
    """Their `ema_update_weight` is our update_weight."""
    entries, inputs = codebook(), batches()[0]
    weight = np.linspace(0, 1, ENTRIES, dtype=np.float32)
    made = quantizer(entries)
    made(torch.from_numpy(inputs), ema_update_weight=torch.from_numpy(weight))
    rule = {"ema": LIKE_THEIRS["ema"] | {"update_weight": True}}
    given = fresh(entries) | {"inputs": inputs, "update_weight": weight}
    found = vqbit.run("update", OURS | rule, given)
    said.agree("entries by weight", state_pairs(found, state_of(made)))


def microbatches(vqbit, said):
    """Their `accum_ema_update` is our accumulate, and the call after it our apply."""
    entries, rule = codebook(), OURS | LIKE_THEIRS
    made, last = quantizer(entries), len(batches()) - 1
    pending = {
        "pending_counts": np.zeros(ENTRIES, np.float32),
        "pending_sums": np.zeros((ENTRIES, DIM), np.float32),
    }
    for at, inputs in enumerate(batches()):
        made(torch.from_numpy(inputs), accum_ema_update=at < last)
        given = pending | {"inputs": inputs, "codebook": entries}
        found = vqbit.run("accumulate", rule, given)
        pending = {name: found[name] for name in pending}
    found = vqbit.run("apply", rule, fresh(entries) | pending)
    said.agree(f"{STEPS} microbatches in one step", state_pairs(found, state_of(made)))


def orthogonal(vqbit, said):
    """The loss of a codebook: theirs is of the entries after the call's EMA step."""
    made = quantizer(codebook(), orthogonal_reg_weight=2.0)
    *_, parts = made(torch.from_numpy(batches()[0]), return_loss_breakdown=True)
    given = {"inputs": batches()[0], "codebook": state_of(made)["codebook"]}
    found = vqbit.run("quantize", OURS | {"orthogonal": {"weight": 2.0}}, given)
    said.agree("orthogonal loss", {"loss": (found["orthogonal_loss"], of(parts.orthogonal_reg))})


def scalars(vqbit, said):
    """Their FSQ has our offset "atanh", and with preserve_symmetry our "symmetric"."""
    inputs, levels = 2 * normal(52, BATCH, SEQ, 4), [8, 5, 5, 5]
    for offset, symmetric in (("atanh", False), ("symmetric", True)):
        quantized, codes = FSQ(levels, preserve_symmetry=symmetric)(torch.from_numpy(inputs))
        rule = {"kind": "fsq", "levels": levels, "offset": offset}
        found = vqbit.run("quantize", rule, {"inputs": inputs})
        said.agree(f"finite scalars, {offset}", {
            "codes": (found["codes"], of(codes)), "quantized": (found["quantized"], of(quantized)),
        })


def signs(vqbit, said):
    """Their LFQ, plain and spherical, warm enough that its entropies clamp no share."""
    bits, temperature, inputs = 6, 10.0, torch.from_numpy(normal(53, BATCH, SEQ, 6))
    for kind in ("lfq", "bsq"):
        options = {"codebook_size": 2**bits, "commitment_loss_weight": 1.0}
        made = LFQ(spherical=kind == "bsq", **options).train()
        (quantized, codes, _), parts = made(inputs, 1 / temperature, return_loss_breakdown=True)
        rule = {"kind": kind, "bits": bits, "bit_order": "msb", "commitment_weight": 1.0}
        rule |= {"entropy": {"weight": 0.1, "gamma": 1.0, "temperature": temperature}}
        found = vqbit.run("quantize", rule, {"inputs": of(inputs)})
        pairs = {
            "codes": (found["codes"], of(codes)), "quantized": (found["quantized"], of(quantized)),
            "commitment_loss": (found["commitment_loss"], of(parts.commitment)),
            "sample_entropy": (found["sample_entropy"], of(parts.per_sample_entropy)),
        }
        if kind == "lfq":  # that of the sphere is one bit by bit
            pairs["batch_entropy"] = (found["batch_entropy"], of(parts.batch_entropy))
        said.agree(f"signs, {kind}", pairs)


def mapped(vqbit, said):
    """SimVQ: a frozen codebook times a learned map."""
    torch.manual_seed(1)
    made = SimVQ(DIM, ENTRIES, rotation_trick=False)
    quantized, codes, loss = made(torch.from_numpy(batches()[0]))
    given = {
        "inputs": batches()[0], "codebook": of(made.frozen_codebook),
        "sim_map": of(made.code_transform.weight).T,
    }
    rule = OURS | {"kind": "sim", "commitment_weight": 0.25}
    found = vqbit.run("quantize", rule, given)
    said.agree("mapped entries (SimVQ)", {
        "codes": (found["codes"], of(codes)), "quantized": (found["quantized"], of(quantized)),
        "loss": (found["loss"], of(loss)),
    })
