"""Compiles the reference update for a TPU slice as a JAX script does: import, trace, lower, compile.

Usage: jax_compile.py TOPOLOGY, with libtpu in TPU_LIBRARY_PATH
"""

import os
import sys

# As vqbit has it: without a TPU there is no metadata server to wait for.
os.environ |= {"TPU_SKIP_MDS_QUERY": "1", "TPU_WORKER_HOSTNAMES": "localhost",
               "TPU_ACCELERATOR_TYPE": "v5litepod-4", "ALLOW_MULTIPLE_LIBTPU_LOAD": "1"}

import jax
import jax.numpy as jnp
from jax.experimental import topologies
from jax.sharding import Mesh, NamedSharding, PartitionSpec
import numpy as np

import whole_step

BATCH, SEQ, DIM, ENTRIES = 32, 512, 768, {"v4": 64, "v6e": 128}

name = sys.argv[1]
topology = topologies.get_topology_desc(platform="tpu", topology_name=name)
mesh = Mesh(np.array(topology.devices).reshape(4, 8), ("data", "model"))
cut = NamedSharding(mesh, PartitionSpec(("data", "model")))
whole = NamedSharding(mesh, PartitionSpec())
entries = ENTRIES[name.split(":")[0]]


def array(*dims, dtype=jnp.float32, sharding=whole):
    return jax.ShapeDtypeStruct(dims, dtype, sharding=sharding)


inputs = array(BATCH, SEQ, DIM, dtype=jnp.bfloat16, sharding=cut)
state = {"codebook": array(entries, DIM), "cluster_size": array(entries),
         "embed_sum": array(entries, DIM)}
_, results = jax.eval_shape(whole_step.update, inputs, state)
shardings = {name: cut if name in ("quantized", "codes") else whole for name in results}
step = jax.jit(whole_step.update, donate_argnums=1, out_shardings=(whole, shardings))
compiled = step.lower(inputs, state).compile()
print(compiled.memory_analysis())
