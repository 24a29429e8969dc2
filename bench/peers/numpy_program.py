"""NumPy in the comparison: arrays allocated once, every operation in place, products by the BLAS that NumPy brings."""

import program

np = program.require("numpy")

system = "numpy"


def version():
    return f"{np.__version__}, {program.blas()}"


def start(job):
    if not job.trains:
        return Prediction(job)
    return Tutorial(job) if job.workload == "W1" else Training(job)


def array(job, name, dtype=None):
    return np.frombuffer(job.read(name), "<f4").astype(dtype or job.precision)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class Tutorial:
    """W1 as tutorials write it."""

    def __init__(self, job):
        self.x = array(job, "x").reshape(job.rows, -1)
        self.y = array(job, "y").reshape(job.rows, 1)
        random = np.random.default_rng(1)
        self.w1 = random.standard_normal((2, 3))
        self.w2 = random.standard_normal((3, 1))
        self.rate = job.learning_rate
        self.losses = []

    def advance(self):
        x, w1, w2 = self.x, self.w1, self.w2
        hidden = sigmoid(x @ w1)
        output = sigmoid(hidden @ w2)
        error = output - self.y
        self.losses.append(np.mean(error * error))
        d_output = (2 / len(x)) * error * output * (1 - output)
        d_hidden = (d_output @ w2.T) * hidden * (1 - hidden)
        w2 -= self.rate * (hidden.T @ d_output)
        w1 -= self.rate * (x.T @ d_hidden)
        return 1

    def loss(self):
        mean = float(np.mean(self.losses))
        self.losses.clear()
        return mean


class Training:
    """Layers of ReLU, cross-entropy on logits, Adam."""

    def __init__(self, job):
        self.x = array(job, "x").reshape(job.rows, -1)
        self.classes = job.loss == "softmax_cross_entropy"
        self.y = array(job, "y", np.int64) if self.classes else array(job, "y").reshape(-1, 1)
        self.random = np.random.default_rng(1)
        self.rate = job.learning_rate
        self.batch = job.batch_size
        self.order = np.empty(0, np.int64)
        self.steps = 0
        self.losses = []

        # Parameters, gradients and moments are flat vectors, of which the layers' matrices are views: Adam is a dozen
        # operations a step, however many layers there are.
        shapes = list(zip(job.layers[:-1], job.layers[1:]))
        size = sum((inputs + 1) * units for inputs, units in shapes)
        self.parameters, self.gradient, self.mean, self.square, self.scratch = np.zeros((5, size), job.precision)
        self.weights, self.biases = views(self.parameters, shapes)
        self.d_weights, self.d_biases = views(self.gradient, shapes)
        for weight in self.weights:
            inputs = len(weight)
            weight[:] = self.random.uniform(-1, 1, weight.shape) * np.sqrt(6 / inputs)

        self.activations = [np.empty((self.batch, width), job.precision) for width in job.layers]
        self.deltas = [np.empty((self.batch, width), job.precision) for width in job.layers]
        self.masks = [np.empty((self.batch, width), bool) for width in job.layers]
        self.each_row = np.arange(self.batch)

    def advance(self):
        if len(self.order) < self.batch:
            self.order = self.random.permutation(len(self.x))
        rows, self.order = self.order[: self.batch], self.order[self.batch :]
        # Any mode but "raise" writes to out without a copy in between.
        self.x.take(rows, axis=0, out=self.activations[0], mode="clip")
        self.forward()
        self.losses.append(self.loss_and_delta(self.y[rows]))
        self.backward()
        self.adam()
        return self.batch

    def forward(self):
        last = len(self.weights) - 1
        for layer, (weight, bias) in enumerate(zip(self.weights, self.biases)):
            z = self.activations[layer + 1]
            np.matmul(self.activations[layer], weight, out=z)
            z += bias
            if layer < last:
                np.maximum(z, 0, out=z)

    def loss_and_delta(self, y):
        """Mean loss of the batch; the derivative by the logits goes to the last delta."""
        z, delta = self.activations[-1], self.deltas[-1]
        if self.classes:
            z -= z.max(axis=1, keepdims=True)
            np.exp(z, out=delta)
            total = delta.sum(axis=1, keepdims=True)
            loss = np.mean(np.log(total[:, 0]) - z[self.each_row, y])
            delta /= total
            delta[self.each_row, y] -= 1
        else:
            loss = np.mean(np.logaddexp(0, z) - y * z)
            np.subtract(sigmoid(z), y, out=delta)
        delta /= self.batch
        return loss

    def backward(self):
        for layer in reversed(range(len(self.weights))):
            activation, delta = self.activations[layer], self.deltas[layer + 1]
            np.matmul(activation.T, delta, out=self.d_weights[layer])
            delta.sum(axis=0, out=self.d_biases[layer])
            if layer > 0:
                np.matmul(delta, self.weights[layer].T, out=self.deltas[layer])
                np.greater(activation, 0, out=self.masks[layer])
                self.deltas[layer] *= self.masks[layer]

    def adam(self, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.steps += 1
        gradient, mean, square, scratch = self.gradient, self.mean, self.square, self.scratch
        mean *= beta1
        np.multiply(gradient, 1 - beta1, out=scratch)
        mean += scratch
        square *= beta2
        np.multiply(gradient, gradient, out=scratch)
        scratch *= 1 - beta2
        square += scratch
        # The corrections of both moments, taken out of the vectors.
        correction = (1 - beta2**self.steps) ** 0.5
        np.sqrt(square, out=scratch)
        scratch += epsilon * correction
        np.divide(mean, scratch, out=scratch)
        scratch *= self.rate * correction / (1 - beta1**self.steps)
        self.parameters -= scratch

    def loss(self):
        mean = float(np.mean(self.losses))
        self.losses.clear()
        return mean


def views(vector, shapes):
    """Weights (inputs x units) and biases of the layers, in one vector."""
    weights, biases, start = [], [], 0
    for inputs, units in shapes:
        end = start + inputs * units
        weights.append(vector[start:end].reshape(inputs, units))
        biases.append(vector[end : end + units])
        start = end + units
    return weights, biases


class Prediction:
    """W5: the same rows again and again."""

    def __init__(self, job):
        self.x = array(job, "x").reshape(job.rows, -1)
        self.layers = load_layers(job)
        self.buffers = [np.empty((job.rows, weight.shape[1]), job.precision) for weight, _ in self.layers]

    def advance(self):
        activation = self.x
        for (weight, bias), z in zip(self.layers, self.buffers):
            np.matmul(activation, weight, out=z)
            z += bias
            if z is not self.buffers[-1]:
                np.maximum(z, 0, out=z)
            activation = z
        return len(self.x)

    def outputs(self):
        return self.buffers[-1][0].tolist()


def load_layers(job):
    """Weights (inputs x units, rows contiguous) and biases."""
    layers = []
    for layer, (inputs, units) in enumerate(zip(job.layers[:-1], job.layers[1:])):
        weight = array(job, f"layers.{layer}.weight").reshape(units, inputs)
        layers.append((np.ascontiguousarray(weight.T), array(job, f"layers.{layer}.bias")))
    return layers


def save(job, file):
    arrays = [array for layer in load_layers(job) for array in layer]
    with open(file, "wb") as out:  # a name without .npz would get it
        np.savez(out, *arrays)


def predict(file):
    with np.load(file) as arrays:
        layers = [(arrays[f"arr_{i}"], arrays[f"arr_{i + 1}"]) for i in range(0, len(arrays.files), 2)]
    activation = np.ones(len(layers[0][0]), "float32")
    for weight, bias in layers[:-1]:
        activation = np.maximum(activation @ weight + bias, 0)
    weight, bias = layers[-1]
    return (activation @ weight + bias).tolist()


if __name__ == "__main__":
    program.main(__import__("__main__"))
