"""The protocol that every program in the comparison speaks; densa.bench.program.Program says the same in Java.

    PROGRAM W2 FOLDER float32 2     prints {"system": ..., "version": ...} when ready, or {"skip": "why not"}
      run SECONDS                   works for at least so long; prints {"units": ..., "seconds": ..., "loss": ...}
      quit                          ends; so does the end of the input
    PROGRAM save FILE FOLDER        writes the network of the folder's weights to a file of the library's own
    PROGRAM predict FILE            loads it, predicts a row of ones, prints the outputs and the peak of memory

Units are rows, or steps in W1. Predictions answer "outputs" of the first row in place of a loss.
"""

import ctypes
import json
import os
import re
import sys
import time


class Job:
    """What to do: workload.json of a folder, and raw little-endian float32 files beside it."""

    def __init__(self, folder, precision="float32", threads=1):
        self.folder = folder
        self.precision = precision
        self.threads = threads
        with open(os.path.join(folder, "workload.json"), encoding="utf-8") as file:
            description = json.load(file)
        self.workload = description["workload"]
        self.rows = description["rows"]
        self.layers = description["layers"]  # inputs, then units of each layer
        self.activation = description["activation"]
        self.loss = description["loss"]
        self.learning_rate = description["learningRate"]
        self.batch_size = description["batchSize"]
        self.trains = not self.workload.startswith("W5")

    def read(self, name):
        """The bytes of x, y, layers.N.weight (units x inputs) or layers.N.bias, writable."""
        with open(os.path.join(self.folder, name + ".f32"), "rb") as file:
            return bytearray(file.read())


def main(library):
    """Does what the arguments say, with a module that has system, version(), start, save and predict.

    start(job) returns an object with advance(), which does the smallest whole piece of work and returns its units, and
    loss() (the mean since it was last called) or outputs(), neither of which is timed.
    """
    arguments = sys.argv[1:]
    if len(arguments) == 2 and arguments[0] == "predict":
        print("outputs", library.predict(arguments[1]))
        print("peak_kib", peak_kib())
    elif len(arguments) == 3 and arguments[0] == "save":
        library.save(Job(arguments[2]), arguments[1])
        print("version", library.version())
    elif len(arguments) == 4:
        serve(library, Job(arguments[1], arguments[2], int(arguments[3])))
    else:
        sys.exit("usage: PROGRAM WORKLOAD FOLDER PRECISION THREADS | save FILE FOLDER | predict FILE")


def require(name):
    """The module, or the end of this program with the answer that it cannot be had."""
    try:
        return __import__(name)
    except ImportError as error:
        if sys.argv[1:2] in (["save"], ["predict"]):
            sys.exit(f"{sys.executable}: {error}")
        answer({"skip": f"{sys.executable}: {error}"})
        sys.exit(0)


def answer(reply):
    print(json.dumps(reply), flush=True)


def serve(library, job):
    work = library.start(job)
    answer({"system": library.system, "version": library.version()})
    for line in sys.stdin:
        request = line.split()
        if request == ["quit"]:
            return
        if len(request) != 2 or request[0] != "run":
            sys.exit(f"unknown request {line!r}; valid: run SECONDS, quit")
        answer(turn(work, float(request[1]), job.trains))


def turn(work, least_seconds, trains):
    units = 0
    seconds = 0.0
    start = time.perf_counter()
    while seconds < least_seconds:
        units += work.advance()
        seconds = time.perf_counter() - start
    result = {"loss": work.loss()} if trains else {"outputs": work.outputs()}
    return {"units": units, "seconds": seconds, **result}


def peak_kib():
    """The most memory this process ever had resident; 0 where the operating system does not tell."""
    try:
        with open("/proc/self/status", encoding="ascii") as file:
            return int(re.search(r"VmHWM:\s*(\d+)", file.read()).group(1))
    except OSError:
        return 0


def blas():
    """What multiplies matrices in this process, and by which kernels, as far as the loaded libraries tell."""
    try:
        with open("/proc/self/maps", encoding="utf-8") as file:
            libraries = sorted(set(re.findall(r"(/\S*(?:blas|mkl)\S*\.so\S*)", file.read())))
    except OSError:
        return "unknown BLAS"
    for path in libraries:
        library = ctypes.CDLL(path)
        for prefix, suffix in (("", ""), ("", "64_"), ("scipy_", ""), ("scipy_", "64_")):
            try:
                config = getattr(library, f"{prefix}openblas_get_config{suffix}")
                core = getattr(library, f"{prefix}openblas_get_corename{suffix}")
            except AttributeError:
                continue
            config.restype = core.restype = ctypes.c_char_p
            version = " ".join(config().decode().split()[:2])
            return f"{version} for {core().decode()}"
    return os.path.basename(libraries[0]) if libraries else "unknown BLAS"
