"""Times faiss: IndexFlatL2.search with k = 1, which has f32 only."""

import faiss

from shapes import arguments, draw, time_steps

step, batch, seq, dim, entries, dtype, threads, times = arguments()
assert step == "encode", step
faiss.omp_set_num_threads(threads)
index = faiss.IndexFlatL2(dim)
index.add(draw(entries, dim, seed=1))
inputs = draw(batch * seq, dim, seed=2)
time_steps(lambda: index.search(inputs, 1), times)
