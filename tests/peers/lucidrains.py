"""Holds vqbit against the real vector-quantize-pytorch (by lucidrains), which runs here in PyTorch.

Usage: lucidrains.py target/debug/vqbit
"""

import sys
from importlib.metadata import version

import torch

import lucidrains_agree as agree
import lucidrains_differ as differ
from witness import Comparisons, Vqbit

PACKAGE = "vector-quantize-pytorch"
COMPARISONS = (
    agree.training, agree.handed_over, agree.gradients, agree.masks, agree.cosine, agree.heads,
    agree.stages, agree.stage_gradients, agree.weights, agree.microbatches, agree.orthogonal,
    agree.scalars, agree.signs, agree.mapped, differ.drift, differ.small_distances,
    differ.gradients_of_stages, differ.orthogonal, differ.rotation_at_zero, differ.broken_tokens,
    differ.whole_masks, differ.masks_of_projections, differ.arrangements, differ.shared_stages,
    differ.restarts, differ.low_precision,
)


def main():
    torch.set_num_threads(1)
    vqbit, said = Vqbit(sys.argv[1]), Comparisons(f"{PACKAGE} {version(PACKAGE)}")
    for compare in COMPARISONS:
        compare(vqbit, said)
    said.end()


main()
