"""Densa's activations, losses and optimizers in PyTorch: the tables that make.py takes its numbers from.

Nothing here comes from Densa's code. Where PyTorch has the function, it is PyTorch's; elsewhere it is the formula of
the paper, which autograd differentiates. Names are those of the reference files.
"""
import torch
from torch import optim
from torch.nn import functional as F

# name: function of the pre-activations z. Autograd gives the derivative. Tests want 12 digits of both, from z = -745 to
# 710: where terms would cancel, take a form in which they do not.
ACTIVATIONS = {
    "identity": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": F.relu,
    "leaky_relu": F.leaky_relu,
    "elu": F.elu,
    "selu": F.selu,
    "silu": F.silu,
    "gelu": F.gelu,
    "gelu_tanh": lambda z: F.gelu(z, approximate="tanh"),
    "softplus": F.softplus,
    "softsign": F.softsign,
    "mish": F.mish,
    # PyTorch's derivative is 1/6 in single precision, in float64 too; so is Densa's.
    "hard_sigmoid": F.hardsigmoid,
    # F.hardswish has a derivative of -1/2 or 0 at -3, and of 1 or 3/2 at 3, depending on version and device (PyTorch
    # issues 87778 and 147801). Here it is -1/2 and 1.
    "hard_swish": lambda z: torch.where(z < -3, 0 * z, torch.where(z < 3, z * (z + 3) / 6, z)),
}


def gamma(output, target):
    output = output.clamp(-20, 20)
    return target * torch.exp(-output) + output


def tweedie(power):
    def loss(output, target):
        output = output.clamp(-20, 20)
        a, b = 1 - power, 2 - power
        return torch.exp(b * output) / b - target * torch.exp(a * output) / a

    return loss


def quantile(*levels):
    def loss(output, target):
        q = torch.tensor(levels)
        d = target[:, :1] - output
        return torch.maximum(q * d, (q - 1) * d)

    return loss


def softmax_cross_entropy(label_smoothing=0.0):
    return lambda output, target: F.cross_entropy(
        output, target.flatten().long(), reduction="none", label_smoothing=label_smoothing)


# name: (targets, function of the raw outputs and these targets). Targets are real, binary, amount (above 0) or class.
# The function returns the loss of each row, or of each output: then a row's loss is their mean.
LOSSES = {
    "mean_squared_error": ("real", lambda o, t: F.mse_loss(o, t, reduction="none")),
    "mean_absolute_error": ("real", lambda o, t: F.l1_loss(o, t, reduction="none")),
    "huber_1": ("real", lambda o, t: F.huber_loss(o, t, reduction="none", delta=1)),
    "poisson_log_input": ("binary", lambda o, t: F.poisson_nll_loss(o.clamp(max=20), t, reduction="none")),
    "gamma": ("amount", gamma),
    "tweedie_1.5": ("amount", tweedie(1.5)),
    "tweedie_1.1": ("amount", tweedie(1.1)),
    "tweedie_1.9": ("amount", tweedie(1.9)),
    "quantile_0.05_0.3_0.5_0.95": ("real", quantile(0.05, 0.3, 0.5, 0.95)),
    "binary_cross_entropy_with_logits": (
        "binary", lambda o, t: F.binary_cross_entropy_with_logits(o, t, reduction="none")),
    "softmax_cross_entropy_with_logits": ("class", softmax_cross_entropy()),
    "softmax_cross_entropy_label_smoothing_0.1": ("class", softmax_cross_entropy(0.1)),
}

# name: function of the parameters, the learning rate and the settings, which returns a torch.optim.Optimizer. A rule
# that PyTorch lacks is a subclass of that. make.py itself does what the setting clip_norm says.
OPTIMIZERS = {
    "sgd": lambda p, rate: optim.SGD(p, rate),
    "momentum": lambda p, rate, momentum=0.9: optim.SGD(p, rate, momentum=momentum),
    "nesterov": lambda p, rate, momentum=0.9: optim.SGD(p, rate, momentum=momentum, nesterov=True),
    "adagrad": lambda p, rate, epsilon=1e-10: optim.Adagrad(p, rate, eps=epsilon),
    "rmsprop": lambda p, rate, decay=0.99, epsilon=1e-8: optim.RMSprop(p, rate, alpha=decay, eps=epsilon),
    "adam": lambda p, rate, beta1=0.9, beta2=0.999, epsilon=1e-8: optim.Adam(p, rate, (beta1, beta2), epsilon),
    "adamw": lambda p, rate, beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.05: optim.AdamW(
        p, rate, (beta1, beta2), epsilon, weight_decay),
    "adam_l2": lambda p, rate, l2=0.03: optim.Adam(p, rate, weight_decay=l2),
    "nadam": lambda p, rate, momentum_decay=0.004: optim.NAdam(p, rate, momentum_decay=momentum_decay),
    "adamax": lambda p, rate: optim.Adamax(p, rate),
    "adam_clip_norm": lambda p, rate, clip_norm=0.05: optim.Adam(p, rate),
}
