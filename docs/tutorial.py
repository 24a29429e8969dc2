"""The classic first network in NumPy: from hours of study and sleep to the score of a test.

    python3 docs/tutorial.py [FOLDER]

FOLDER/start receives the weights before the first step, FOLDER/numpy those after the last one (default: target/tutorial).
docs/tutorial.md explains it line by line and does the same with Densa.
"""
import os
import sys

import numpy as np

folder = sys.argv[1] if len(sys.argv) > 1 else "target/tutorial"

# Three students: hours of study and hours of sleep, and the score of each.
x = np.array([[2, 9], [1, 5], [3, 6]], dtype=float)
y = np.array([[92], [86], [89]], dtype=float)
query = np.array([[4, 8]], dtype=float)

# Everything between 0 and 1, as far as the sigmoid reaches.
largest = x.max(axis=0)
x = x / largest
query = query / largest
y = y / 100

# 2 inputs, 3 hidden units, 1 output.
rng = np.random.default_rng(1)
w1 = rng.standard_normal((2, 3))
w2 = rng.standard_normal((3, 1))


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(x):
    hidden = sigmoid(x @ w1)
    output = sigmoid(hidden @ w2)
    return hidden, output


def save(name):
    os.makedirs(os.path.join(folder, name), exist_ok=True)
    np.savetxt(os.path.join(folder, name, "w1.txt"), w1)
    np.savetxt(os.path.join(folder, name, "w2.txt"), w2)


save("start")
for step in range(1000):
    hidden, output = forward(x)
    output_delta = (output - y) * output * (1 - output)
    hidden_delta = (output_delta @ w2.T) * hidden * (1 - hidden)
    w2 = w2 - hidden.T @ output_delta
    w1 = w1 - x.T @ hidden_delta
save("numpy")

output = forward(x)[1]
print("loss  ", np.mean((output - y) ** 2))
print("output", *output.ravel())
print("query ", *forward(query)[1].ravel())
