"""Times vector-quantize-pytorch: a training step of VectorQuantize without gradients."""

import torch
from vector_quantize_pytorch import VectorQuantize

from shapes import arguments, draw, time_steps

step, batch, seq, dim, entries, dtype, threads, times = arguments()
torch.set_num_threads(threads)
torch.manual_seed(1)
made = VectorQuantize(dim=dim, codebook_size=entries, decay=0.99, eps=1e-5,
                      commitment_weight=0.25, rotation_trick=False)
made = made.train() if step == "update" else made.eval()
type_of = {"f32": torch.float32, "bf16": torch.bfloat16}[dtype]
inputs = torch.from_numpy(draw(batch, seq, dim, seed=2)).to(type_of)
with torch.no_grad():
    time_steps(lambda: made(inputs), times)
