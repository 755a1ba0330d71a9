"""Trains a tiny VQ-VAE in plain JAX whose quantizer is a step of vqbit.

    vqbit emit --job job.json --format jax-export -o vq.jaxexport
    vqbit init-state --job job.json -o state.safetensors
    XLA_FLAGS=--xla_force_host_platform_device_count=32 \
        python jax_example.py vq.jaxexport state.safetensors trained.safetensors
    vqbit run --job job.json --inputs trained.safetensors ...

Needs jax, flatbuffers (jax.export's own) and safetensors. The flag gives a machine without TPUs as
many virtual devices as the job's mesh has.
"""

import functools
import pathlib
import sys

import jax
import jax.export
import jax.numpy as jnp
from safetensors import safe_open
from safetensors.flax import load_file, save_file

PIXELS, WIDTH, STEPS, RATE = 12, 32, 50, 0.5


def open_step(path):
    """The step, and for each array that it takes by name, how it lies on this machine's devices."""
    step = jax.export.deserialize(bytearray(pathlib.Path(path).read_bytes()))
    if step.nr_devices not in (1, len(jax.devices())):
        sys.exit(
            f"{path} is for {step.nr_devices} devices, found {len(jax.devices())}: set "
            f"XLA_FLAGS=--xla_force_host_platform_device_count={step.nr_devices}"
        )
    taken = step.in_tree.unflatten(step.in_avals)[1]
    if step.nr_devices == 1:  # exported for one device: it lies as its surroundings do
        return step, taken, dict.fromkeys(taken)
    mesh = taken["inputs"].sharding.mesh
    mesh = jax.make_mesh(mesh.axis_sizes, mesh.axis_names, axis_types=mesh.axis_types)
    return step, taken, step.in_tree.unflatten(step.in_shardings_jax(mesh))[1]


def draw_images(key, prototypes, dims):
    """Images of [B, S] patches, each a prototype and some noise: [B, S, PIXELS]."""
    which, noise = jax.random.split(key)
    patches = prototypes[jax.random.randint(which, dims, 0, len(prototypes))]
    return patches + 0.1 * jax.random.normal(noise, patches.shape)


def initial_parameters(key, dim):
    into, back = {"in": (PIXELS, WIDTH), "code": (WIDTH, dim)}, {"out": (dim, WIDTH)}
    sizes = into | back | {"image": (WIDTH, PIXELS)}
    keys = jax.random.split(key, len(sizes))
    return {
        name: jax.random.normal(key, size) / size[0] ** 0.5
        for (name, size), key in zip(sizes.items(), keys)
    }


def loss_of(quantize, parameters, state, images):
    """Reconstruction and commitment loss; gradients pass the quantizer by its own rule."""
    tokens = jnp.tanh(images @ parameters["in"]) @ parameters["code"]
    out = quantize(inputs=tokens, **state)
    again = jnp.tanh(out["quantized"] @ parameters["out"]) @ parameters["image"]
    return jnp.mean((again - images) ** 2) + out["loss"], out


@functools.partial(jax.jit, static_argnums=0, donate_argnums=(1, 2))
def train_step(quantize, parameters, state, images):
    """One step of gradient descent for the model; the codebook moves by the step's own EMA."""
    of_loss = jax.value_and_grad(loss_of, argnums=1, has_aux=True)
    (loss, out), gradients = of_loss(quantize, parameters, state, images)
    parameters = jax.tree.map(lambda p, g: p - RATE * g, parameters, gradients)
    # What comes out under the name of what went in is the state of the next step.
    return parameters, {name: out[name] for name in state}, loss, out["perplexity"]


def train(quantize, parameters, state, place, dims):
    """Gives the trained state, and loss and perplexity of every step."""
    key, of_prototypes = jax.random.split(jax.random.key(1))
    prototypes = jax.random.normal(of_prototypes, (24, PIXELS))
    history = []
    for number in range(STEPS):
        images = place(draw_images(jax.random.fold_in(key, number), prototypes, dims))
        parameters, state, loss, perplexity = train_step(quantize, parameters, state, images)
        history.append((float(loss), float(perplexity)))
    return state, history


def main(step_path, state_path, trained_path):
    step, taken, shardings = open_step(step_path)
    state = {name: array for name, array in load_file(state_path).items() if name in taken}
    state = {name: jax.device_put(array, shardings[name]) for name, array in state.items()}
    place = lambda images: jax.device_put(images, shardings["inputs"])
    *dims, dim = taken["inputs"].shape
    parameters = initial_parameters(jax.random.key(0), dim)
    state, history = train(step.call, parameters, state, place, tuple(dims))
    for number in (*range(0, STEPS, 10), STEPS - 1):
        loss, perplexity = history[number]
        print(f"step {number:2}  loss {loss:.4f}  perplexity {perplexity:.2f}")
    with safe_open(state_path, framework="flax") as file:  # whose state it is, for `vqbit run`
        save_file(state, trained_path, file.metadata())


if __name__ == "__main__":
    main(*sys.argv[1:])
