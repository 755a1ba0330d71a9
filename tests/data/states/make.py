"""Makes the states in this folder: python make.py PROJECT, in a venv that has the project.

Each state is the project's own, after three training steps on fixed tokens (K=4 entries of D=3
elements); its `next` twin holds the state after a fourth step, and that step's tokens.
"""

import sys
import types

import numpy as np

STEPS, TOKENS, ENTRIES, DIM, WIDE = 4, 12, 4, 3, 5


def tokens(dim=DIM):
    """The tokens of each step: f32[STEPS, TOKENS, dim]."""
    return np.random.default_rng(7).standard_normal((STEPS, TOKENS, dim)).astype(np.float32)


def save_npz(name, states, last):
    """Writes the states after the third and the fourth step as numpy archives."""
    np.savez(f"{name}.npz", **states[-2])
    np.savez(f"{name}_next.npz", tokens=last, **states[-1])


def save_safetensors(name, states, last):
    """Writes the states after the third and the fourth step as safetensors."""
    from safetensors.torch import save_file

    save_file(states[-2], f"{name}.safetensors")
    save_file({"tokens": last, **states[-1]}, f"{name}_next.safetensors")


def haiku():
    """dm-haiku 0.0.17, JAX 0.10.2: module and variable names joined by a slash."""
    import haiku as hk
    import jax

    def step(batch):
        return hk.nets.VectorQuantizerEMA(DIM, ENTRIES, commitment_cost=0.25, decay=0.9)(batch, True)

    function = hk.transform_with_state(step)
    _, state = function.init(jax.random.PRNGKey(1), tokens()[0])
    states = []
    for batch in tokens():
        _, state = function.apply({}, state, None, batch)
        flat = {f"{m}/{n}": np.asarray(a) for m, variables in state.items() for n, a in variables.items()}
        states.append(flat)
    save_npz("haiku", states, tokens()[-1])


def sonnet():
    """dm-sonnet 2.0.2, TensorFlow 2.21: the variables' own names."""
    import sonnet as snt
    import tensorflow as tf

    tf.random.set_seed(1)
    quantizer = snt.nets.VectorQuantizerEMA(DIM, ENTRIES, commitment_cost=0.25, decay=0.9)
    states = []
    for batch in tokens():
        quantizer(batch, True)
        states.append({variable.name: variable.numpy() for variable in quantizer.variables})
    save_npz("sonnet", states, tokens()[-1])


def torch_states(module, batches, run):
    """The `state_dict` of a module after each step."""
    import torch

    module.train()
    states = []
    for batch in batches:
        run(module, torch.from_numpy(batch))
        states.append({name: value.clone() for name, value in module.state_dict().items()})
    return states, torch.from_numpy(batches[-1])


def lucidrains():
    """vector-quantize-pytorch 1.32.0: residual, two heads, cosine, residual between learned maps."""
    import torch
    from vector_quantize_pytorch import ResidualVQ, VectorQuantize

    plain = dict(codebook_size=ENTRIES, decay=0.8, threshold_ema_dead_code=0)
    torch.manual_seed(1)
    kinds = {
        "residual": ResidualVQ(dim=DIM, num_quantizers=2, **plain),
        "heads": VectorQuantize(
            dim=2 * DIM, codebook_dim=DIM, heads=2, separate_codebook_per_head=True, **plain
        ),
        "cosine": VectorQuantize(dim=DIM, use_cosine_sim=True, **plain),
    }
    # Made last: what is drawn for it changes none of the others.
    kinds["projected"] = ResidualVQ(dim=WIDE, codebook_dim=DIM, num_quantizers=2, **plain)
    dims = {"heads": 2 * DIM, "projected": WIDE}
    for name, quantizer in kinds.items():
        model = torch.nn.Module()
        model.quantizer = quantizer
        batches = tokens(dims.get(name, DIM))
        given = []
        run = lambda model, batch: given.append(model.quantizer(batch[None])[0][0].detach())
        states, last = torch_states(model, batches, run)
        if name == "projected":
            states[-1]["quantized"] = given[-1]
        save_safetensors(f"lucidrains_{name}", states, last)


def encodec():
    """encodec 0.1.1: two stages, from its k-means."""
    import torch

    # Its package imports torchaudio for files of sound, which this does not read.
    sys.modules.setdefault("torchaudio", types.ModuleType("torchaudio"))
    from encodec.quantization import ResidualVectorQuantizer

    torch.manual_seed(1)
    model = torch.nn.Module()
    model.quantizer = ResidualVectorQuantizer(
        dimension=DIM, n_q=2, bins=ENTRIES, threshold_ema_dead_code=0
    )
    run = lambda model, batch: model.quantizer.vq(batch.T[None])
    save_safetensors("encodec", *torch_states(model, tokens(), run))


def mimi():
    """moshi 0.2.13: one semantic and two acoustic stages."""
    import torch
    from moshi.quantization import SplitResidualVectorQuantizer

    torch.manual_seed(1)
    model = torch.nn.Module()
    model.quantizer = SplitResidualVectorQuantizer(
        n_q=3, n_q_semantic=1, dimension=DIM, bins=ENTRIES, no_quantization_rate=0.0,
        q_dropout=False, threshold_usage_ratio=0.0,
    )
    run = lambda model, batch: model.quantizer(batch.T[None], 1.0)
    save_safetensors("mimi", *torch_states(model, tokens(), run))


def uvim():
    """The names and the rule of big_vision's UViM, which no package index has: numpy in its place."""

    def entries(sums, counts):
        means = sums / counts[:, None]
        return means / np.linalg.norm(means, axis=-1, keepdims=True)

    momentum = np.float32(0.9)
    sums = np.random.default_rng(1).standard_normal((ENTRIES, DIM)).astype(np.float32) / 2
    counts = np.ones(ENTRIES, np.float32)
    states, standardised = [], []
    for batch in tokens():
        centred = batch - batch.mean(-1, keepdims=True)
        batch = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + np.float32(1e-5))
        chosen = np.eye(ENTRIES, dtype=np.float32)[(batch @ entries(sums, counts).T).argmax(-1)]
        counts = counts * momentum + chosen.sum(0)
        sums = sums * momentum + chosen.T @ batch
        states.append({"state/dictionary": sums, "state/counts": counts})
        standardised.append(batch)
    save_npz("uvim", states, standardised[-1])


if __name__ == "__main__":
    projects = [haiku, sonnet, lucidrains, encodec, mimi, uvim]
    {project.__name__: project for project in projects}[sys.argv[1]]()
