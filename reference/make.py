#!/usr/bin/env python3
"""Makes the tests' reference numbers with NumPy and PyTorch, in float64 and without Densa.

    python3 reference/make.py            writes the files, and lists what changed
    python3 reference/make.py --check    writes nothing, lists every difference, and exits with 1 if there is one

Needs Python 3.9 with NumPy and PyTorch 1.12 or newer (Debian: apt-get install python3-numpy python3-torch, and
/usr/bin/python3). Takes a few seconds.

To add an activation, a loss or an optimizer, put it into its table in functions.py and run this.

The inputs are those in the files: points, outputs, targets, rows, first parameters, once chosen or drawn at random.
Everything that follows from them is computed. For a name that a table has and the files lack, inputs are drawn from a
generator seeded with that name: three networks for an activation, one training for an optimizer.

Weights are inputs x outputs, rows of x are samples. A loss is the mean over rows, with row weights w it is
sum(w_i loss_i) / sum(w_i). Outputs are raw: logits, or logarithms of amounts.

A number in a file stays as it is if the computed one is within 1e-12 of it, relative, plus the absolute tolerance in
FILES. So last bits, which differ between processors and versions of PyTorch, change no file.
"""
import inspect
import itertools
import json
import pathlib
import sys
import zlib

import numpy as np
import torch

from functions import ACTIVATIONS, LOSSES, OPTIMIZERS

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "core-java/src/test/resources/reference"
CLI_RESOURCES = ROOT / "cli/src/test/resources/densa/cli"
RELATIVE = 1e-12

# Short names of losses, in networks and optimizers.
TRAINED = {
    "mean_squared_error": "mean_squared_error",
    "bce": "binary_cross_entropy_with_logits",
    "softmax_ce": "softmax_cross_entropy_with_logits",
}

torch.set_default_dtype(torch.float64)


def activations(file):
    functions = {}
    for name, function in ACTIVATIONS.items():
        z = variable(file["z"])
        value = function(z)
        value.sum().backward()
        functions[name] = {"value": value.tolist(), "derivative": z.grad.tolist()}
    z = file["softmax"]["z"]
    return {**file, "functions": functions, "softmax": {"z": z, "value": torch.softmax(torch.tensor(z), 1).tolist()}}


def losses(file):
    weights = {"plain": torch.ones(len(file["output"])), "row_weighted": torch.tensor(file["row_weights"])}
    return {**file, "losses": {
        name: {weighting: loss_and_gradient(name, file["output"], file["targets_" + targets], weight)
               for weighting, weight in weights.items()}
        for name, (targets, _) in LOSSES.items()}}


def loss_and_gradient(name, output, target, weight):
    output = variable(output)
    value = mean_loss(name, output, torch.tensor(target), weight)
    value.backward()
    return {"value": value.item(), "gradient": output.grad.tolist()}


def mean_loss(name, output, target, weight=None):
    rows = LOSSES[name][1](output, target).reshape(len(output), -1).mean(1)
    return rows.mean() if weight is None else (weight * rows).sum() / weight.sum()


def networks(file):
    cases = file["cases"]
    there = {(case["activations"][0], case["loss"]) for case in cases}
    added = [new_network(*pair) for pair in itertools.product(ACTIVATIONS, TRAINED) if pair not in there]
    return {**file, "cases": [network(c) for c in cases + added if set(c["activations"]) <= set(ACTIVATIONS)]}


def network(case):
    """A case with the output, loss and gradient of its network."""
    weights, biases = variables(case["weights"]), variables(case["biases"])
    output = forward(case, torch.tensor(case["x"]), weights, biases)
    value = mean_loss(TRAINED[case["loss"]], output, torch.tensor(case["y"]))
    value.backward()
    return {**case, "value": value.item(), "output": output.tolist(),
            "weight_gradients": [w.grad.tolist() for w in weights],
            "bias_gradients": [None if b is None else b.grad.tolist() for b in biases]}


def forward(case, x, weights, biases):
    for weight, bias, activation in zip(weights, biases, case["activations"]):
        x = x @ weight if bias is None else x @ weight + bias
        x = ACTIVATIONS[activation](x)
    return x


def optimizers(file):
    cases = file["cases"]
    there = {case["optimizer"] for case in cases}
    added = [new_training(name) for name in OPTIMIZERS if name not in there]
    return {**file, "cases": [training(c) for c in cases + added if c["optimizer"] in OPTIMIZERS]}


def training(case):
    """A case with the loss after each epoch and the last parameters. Batches follow each other in the rows' order."""
    x, y = torch.tensor(case["x"]), torch.tensor(case["y"])
    weights, biases = variables(case["weights_initial"]), variables(case["biases_initial"])
    settings = case["settings"]
    optimizer = OPTIMIZERS[case["optimizer"]](weights + biases, case["learning_rate"], **settings)

    def loss(rows):
        return mean_loss(TRAINED[case["loss"]], forward(case, x[rows], weights, biases), y[rows])

    after = []
    for _ in range(case["epochs"]):
        for batch in torch.arange(len(x)).split(case["batch"]):
            optimizer.zero_grad()
            loss(batch).backward()
            if "clip_norm" in settings:
                torch.nn.utils.clip_grad_norm_(weights + biases, settings["clip_norm"])
            optimizer.step()
        after.append(loss(slice(None)).item())
    return {**case, "loss_after_each_epoch": after,
            "weights_final": [w.tolist() for w in weights], "biases_final": [b.tolist() for b in biases]}


def tutorial(file):
    """The 2-3-1 network as the NumPy tutorials have it, its gradient worked out by hand."""
    x, query = np.array(file["x"]) / file["x_max"], np.array(file["query"]) / file["x_max"]
    y = np.array(file["y"]) / file["y_scale"]
    w1, w2 = np.array(file["w1_initial"]), np.array(file["w2_initial"])

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    states = {}
    wanted = [step["step"] for step in file["steps"]]
    for step in range(max(wanted) + 1):
        hidden = sigmoid(x @ w1)
        output = sigmoid(hidden @ w2)
        if step in wanted:
            states[step] = {
                "step": step, "loss": np.mean((output - y) ** 2).item(), "w1": w1.tolist(), "w2": w2.tolist(),
                "output": output.tolist(), "query_output": sigmoid(sigmoid(query @ w1) @ w2).tolist()}
        output_delta = (y - output) * output * (1 - output)
        hidden_delta = (output_delta @ w2.T) * hidden * (1 - hidden)
        w2 = w2 + hidden.T @ output_delta
        w1 = w1 + x.T @ hidden_delta
    return {**file, "steps": [states[step] for step in wanted]}


def variable(numbers):
    return torch.tensor(numbers, requires_grad=True)


def variables(layers):
    """A layer without bias has None."""
    return [None if layer is None else variable(layer) for layer in layers]


def new_network(activation, loss):
    """Inputs of a network that has no case yet."""
    random = generator(activation + " " + loss)
    hidden = [int(n) for n in random.integers(2, 9, random.integers(1, 4))]
    x, y, sizes, weights, biases = draw(random, loss, int(random.integers(1, 12)), hidden)
    return {"sizes": sizes, "activations": [activation] * len(hidden) + ["identity"], "loss": loss, "bias": True,
            "x": x, "y": y, "weights": weights, "biases": biases}


def new_training(name):
    """Inputs of an optimizer that has no case yet. Its settings are the defaults of the table's function."""
    x, y, sizes, weights, biases = draw(generator(name), "softmax_ce", 12, [6])
    parameters = inspect.signature(OPTIMIZERS[name]).parameters.values()
    settings = {p.name: p.default for p in parameters if p.default is not p.empty}
    return {"optimizer": name, "learning_rate": 0.03, "settings": settings, "sizes": sizes,
            "activations": ["tanh", "identity"], "loss": "softmax_ce", "batch": 4, "epochs": 10, "shuffle": False,
            "x": x, "y": y, "weights_initial": weights, "biases_initial": biases}


def generator(name):
    return np.random.default_rng(zlib.crc32(name.encode()))


def draw(random, loss, rows, hidden):
    """Random rows and parameters: x, y, sizes, weights, biases. Weights are inputs x outputs."""
    sizes = [int(random.integers(2, 9)), *hidden, 1 if loss == "bce" else 3]
    if loss == "mean_squared_error":
        y = random.standard_normal((rows, sizes[-1]))
    else:
        y = random.integers(0, max(sizes[-1], 2), (rows, 1)).astype(float)
    weights = [random.standard_normal(shape) / np.sqrt(shape[0]) for shape in zip(sizes, sizes[1:])]
    biases = [random.standard_normal(size) / 2 for size in sizes[1:]]
    x = random.standard_normal((rows, sizes[0]))
    return x.tolist(), y.tolist(), sizes, [w.tolist() for w in weights], [b.tolist() for b in biases]


def reconcile(old, new, absolute, at, differences):
    """Returns new with the numbers of old where they are close; adds a line to differences where they are not."""
    if isinstance(new, dict) and isinstance(old, dict):
        differences += [f"{at}.{key}: is no longer made" for key in old if key not in new]
        for key in new:
            if key not in old:
                differences.append(f"{at}.{key}: is missing")
        return {key: reconcile(old[key], value, absolute, f"{at}.{key}", differences) if key in old else value
                for key, value in new.items()}
    if isinstance(new, list) and isinstance(old, list):
        if len(new) != len(old):
            differences.append(f"{at}: {len(old)} elements, not {len(new)}")
        kept = [reconcile(o, n, absolute, f"{at}[{i}]", differences) for i, (o, n) in enumerate(zip(old, new))]
        return kept + new[len(old):]
    if old == new or is_number(old) and is_number(new) and abs(old - new) <= RELATIVE * abs(new) + absolute:
        return old
    off = f", off by {abs(old - new):.1e}" if is_number(old) and is_number(new) else ""
    differences.append(f"{at}: {old}, not {new}{off}")
    return new


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


# file: (what makes it, absolute tolerance, folders). GELU and others subtract numbers near 1 and multiply the
# difference by up to 50, which leaves an error of 5e-15. Sums in networks cancel too.
FILES = {
    "activations.json": (activations, 5e-15, [RESOURCES]),
    "losses.json": (losses, 1e-16, [RESOURCES]),
    "networks.json": (networks, 1e-14, [RESOURCES]),
    "optimizers.json": (optimizers, 1e-14, [RESOURCES]),
    "tutorial.json": (tutorial, 1e-14, [RESOURCES, CLI_RESOURCES]),
}


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    differences = []
    for name, (make, absolute, folders) in FILES.items():
        made = make(json.loads((folders[0] / name).read_text()))
        for path in [folder / name for folder in folders]:
            number = len(differences)
            file = json.loads(path.read_text())
            file = reconcile(file, made, absolute, f"{path.relative_to(ROOT)} ", differences)
            if not arguments and len(differences) > number:
                path.write_text(json.dumps(file, indent=1, allow_nan=False) + "\n")
    print("\n".join(differences) or "Every number is as in the files.")
    return 1 if arguments and differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
