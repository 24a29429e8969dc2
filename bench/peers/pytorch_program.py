"""PyTorch in the comparison: eager mode, tensors in memory, its own optimisers."""

import copy
import time

import program

torch = program.require("torch")

system = "pytorch"


def version():
    return f"{torch.__version__}, {program.blas()}"


def start(job):
    torch.manual_seed(1)
    torch.set_num_threads(job.threads)
    return Training(job) if job.trains else Prediction(job)


def tensor(job, name):
    return torch.frombuffer(job.read(name), dtype=torch.float32).to(getattr(torch, job.precision))


def network(job):
    """An nn.Sequential of linear layers and activations."""
    tutorial = job.workload == "W1"
    modules = []
    for inputs, units in zip(job.layers[:-1], job.layers[1:]):
        modules.append(torch.nn.Linear(inputs, units, bias=not tutorial))
        modules.append(torch.nn.Sigmoid() if tutorial else torch.nn.ReLU())
    if not tutorial:
        modules.pop()  # the loss takes logits
    return torch.nn.Sequential(*modules).to(getattr(torch, job.precision))


def load_weights(model, job):
    linear = [module for module in model if isinstance(module, torch.nn.Linear)]
    with torch.no_grad():
        for layer, module in enumerate(linear):
            module.weight.copy_(tensor(job, f"layers.{layer}.weight").reshape(module.weight.shape))
            module.bias.copy_(tensor(job, f"layers.{layer}.bias"))


class Training:
    def __init__(self, job):
        self.job = job
        self.x = tensor(job, "x").reshape(job.rows, -1)
        self.y = tensor(job, "y")
        if job.loss == "softmax_cross_entropy":
            self.y = self.y.long()
            self.criterion = torch.nn.CrossEntropyLoss()
        else:
            self.y = self.y.unsqueeze(1)
            self.criterion = torch.nn.MSELoss() if job.workload == "W1" else torch.nn.BCEWithLogitsLoss()
        self.model = network(job)
        self.optimizer = None
        self.batches = iter(())
        self.total = torch.zeros((), dtype=self.x.dtype)
        self.steps = 0

    def advance(self):
        if self.optimizer is None:
            self.optimizer = self.fastest_optimizer()
        x, y = self.batch()
        # Summed as a tensor: item() would wait and convert in every step.
        self.total += self.step(self.model, self.optimizer, x, y)
        self.steps += 1
        return 1 if self.job.workload == "W1" else len(x)

    def batch(self):
        if self.job.workload == "W1":
            return self.x, self.y
        rows = next(self.batches, None)
        if rows is None:
            size = self.job.batch_size
            order = torch.randperm(self.job.rows)
            self.batches = iter(order[: self.job.rows // size * size].split(size))
            rows = next(self.batches)
        return self.x.index_select(0, rows), self.y.index_select(0, rows)

    def step(self, model, optimizer, x, y):
        optimizer.zero_grad(set_to_none=True)
        loss = self.criterion(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.detach()

    def fastest_optimizer(self):
        """The variants of Adam compute the same; which is the fastest depends on version and network.

        Chosen in the first turn, which does not count, by trials on copies of the model.
        """
        if self.job.workload == "W1":
            return torch.optim.SGD(self.model.parameters(), lr=self.job.learning_rate)
        best = None
        for options in ({}, {"foreach": True}, {"fused": True}):
            try:
                seconds = self.trial(options)
            except (TypeError, RuntimeError):
                continue  # not in this version, or not for this device
            if best is None or seconds < best[0]:
                best = seconds, options
        return torch.optim.Adam(self.model.parameters(), lr=self.job.learning_rate, **best[1])

    def trial(self, options):
        """Seconds of a step, the median of some."""
        model = copy.deepcopy(self.model)
        optimizer = torch.optim.Adam(model.parameters(), lr=self.job.learning_rate, **options)
        times = []
        while len(times) < 5 or (sum(times) < 0.15 and len(times) < 200):
            start = time.perf_counter()
            self.step(model, optimizer, *self.batch())
            times.append(time.perf_counter() - start)
        return sorted(times)[len(times) // 2]

    def loss(self):
        mean = self.total.item() / self.steps
        self.total.zero_()
        self.steps = 0
        return mean


class Prediction:
    """W5: the same rows again and again."""

    def __init__(self, job):
        self.x = tensor(job, "x").reshape(job.rows, -1)
        self.model = network(job).eval()
        load_weights(self.model, job)
        self.out = None

    @torch.inference_mode()
    def advance(self):
        self.out = self.model(self.x)
        return len(self.x)

    def outputs(self):
        return self.out[0].tolist()


def save(job, file):
    model = network(job).eval()
    load_weights(model, job)
    torch.save(model, file)


def predict(file):
    # The file holds the module itself, not only its weights. It is our own.
    model = torch.load(file, weights_only=False)
    with torch.inference_mode():
        return model(torch.ones(1, model[0].in_features))[0].tolist()


if __name__ == "__main__":
    program.main(__import__("__main__"))
