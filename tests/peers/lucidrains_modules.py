"""The real modules of vector-quantize-pytorch with our entries, and their state by our names."""

import numpy as np
import torch
from vector_quantize_pytorch import ResidualVQ, VectorQuantize

from witness import normal

BATCH, SEQ, ENTRIES, DIM = 4, 6, 10, 12
STEPS, DECAY, STAGES = 5, 0.8, 3

OURS = {"codebook_size": ENTRIES, "embedding_dim": DIM, "commitment_weight": 1.0}
# Theirs smooths the counts of all entries; ours those that the batch chose.
LIKE_THEIRS = {"ema": {"decay": DECAY, "keep_untouched": False}}
PLAIN = {"ema": {"decay": DECAY}}
THEIRS = {"dim": DIM, "codebook_size": ENTRIES, "decay": DECAY}


def batches(count=STEPS, dim=DIM):
    return [normal(seed, BATCH, SEQ, dim) for seed in range(count)]


def codebook(lead=()):
    return normal(50, *lead, ENTRIES, DIM)


def quantizer(entries=None, **options):
    """The real VectorQuantize in training, with our entries `[K, D]` or `[G, K, d]`."""
    torch.manual_seed(1)
    made = VectorQuantize(**THEIRS | options)
    if entries is not None:
        place(made, entries)
    return made.train()


def place(made, entries):
    entries = torch.from_numpy(entries).reshape(made._codebook.embed.shape)
    with torch.no_grad():
        made._codebook.embed.copy_(entries)
        made._codebook.embed_avg.copy_(entries)


def residual(entries, **options):
    """The real ResidualVQ with entries `[L, K, D]`, or `[K, D]` for all its stages."""
    torch.manual_seed(1)
    made = ResidualVQ(num_quantizers=STAGES, **THEIRS | options)
    for stage, layer in enumerate(made.layers):
        place(layer, entries if entries.ndim == 2 else entries[stage])
    return made.train()


def state_of(made):
    """Its state by our names, without the group of one."""
    own = made._codebook
    tensors = {"codebook": own.embed, "cluster_size": own.cluster_size, "embed_sum": own.embed_avg}
    tensors = {name: tensor.detach().clone().numpy() for name, tensor in tensors.items()}
    one = own.num_codebooks == 1
    return {name: array[0] if one else array for name, array in tensors.items()}


def stacked(made):
    """The state of all stages, `[L, K, D]`."""
    states = [state_of(layer) for layer in made.layers]
    return {name: np.stack([state[name] for state in states]) for name in states[0]}


def of(tensor):
    """A tensor as numpy, floats as f32."""
    return tensor.detach().float().numpy() if tensor.is_floating_point() else tensor.numpy()


def state_pairs(ours, theirs, at=""):
    return {f"{name} {at}".strip(): (ours[name], theirs[name]) for name in theirs}


def normalized(entries):
    return entries / np.linalg.norm(entries, axis=-1, keepdims=True)


def torched(array, **keys):
    return torch.from_numpy(np.array(array)).requires_grad_(**keys)


def backward(made, inputs, weights, d_loss):
    """Their gradient of Σ weights · quantized + d_loss · loss in the inputs."""
    x = torched(inputs, requires_grad=True)
    quantized, _, loss = made(x)
    ((quantized * torch.from_numpy(weights)).sum() + d_loss * loss.sum()).backward()
    return of(x.grad)


def ours_back(vqbit, rule, entries, inputs, weights, d_loss):
    """Ours of the same."""
    given = {"inputs": inputs, "codebook": entries, "d_quantized": weights}
    given |= {"d_loss": np.float32(d_loss)}
    return vqbit.run("vjp", OURS | rule, given)["d_inputs"]
