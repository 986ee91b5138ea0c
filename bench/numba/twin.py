"""The process around the Numba twins: reads one command per line of standard input.

load MODULE ARGUMENTS   compiles `kernel` of the module for the arguments in the file, answers "ready"
run                     restores the arguments, runs the kernel once, answers the nanoseconds it took
dump PATH               writes the kernel's result and its array arguments as the last run left them, answers "dumped"

The arguments file is the one that bench/harness/arguments-file.ts writes for the C twins.
"""

import importlib.util
import struct
import sys
import time

import numba
import numpy

ELEMENTS = {
    "Int8Array": numpy.int8,
    "Uint8Array": numpy.uint8,
    "Uint8ClampedArray": numpy.uint8,
    "Int16Array": numpy.int16,
    "Uint16Array": numpy.uint16,
    "Int32Array": numpy.int32,
    "Uint32Array": numpy.uint32,
    "Float32Array": numpy.float32,
    "Float64Array": numpy.float64,
}


def read_arguments(path):
    """The call's arguments: int, float, or numpy array."""
    arguments = []
    with open(path, "rb") as file:
        (count,) = struct.unpack("<I", file.read(4))
        for _ in range(count):
            kind, length, number = struct.unpack("<24sQd", file.read(40))
            name = kind.rstrip(b"\0").decode()
            if name == "i32":
                arguments.append(int(number))
            elif name == "f64":
                arguments.append(number)
            else:
                element = numpy.dtype(ELEMENTS[name])
                arguments.append(numpy.frombuffer(file.read(length * element.itemsize), element))
    return arguments


class Twin:
    """One kernel, compiled, with the arguments it is called with."""

    def __init__(self, module_path, arguments_path):
        spec = importlib.util.spec_from_file_location("twin_kernel", module_path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        # The arithmetic of JavaScript: nothing reassociated, and a division by zero is no exception.
        self.compiled = numba.njit(fastmath=False, error_model="numpy")(module.kernel)
        self.pristine = read_arguments(arguments_path)
        self.working = [argument.copy() if isinstance(argument, numpy.ndarray) else argument for argument in self.pristine]
        self.result = None
        self.compiled.compile(tuple(numba.typeof(argument) for argument in self.working))

    def run(self):
        """Nanoseconds of one run on fresh arguments."""
        for pristine, working in zip(self.pristine, self.working):
            if isinstance(working, numpy.ndarray):
                numpy.copyto(working, pristine)
        start = time.perf_counter_ns()
        self.result = self.compiled(*self.working)
        return time.perf_counter_ns() - start

    def dump(self, path):
        with open(path, "wb") as file:
            file.write(struct.pack("<d", 0.0 if self.result is None else self.result))
            for working in self.working:
                if isinstance(working, numpy.ndarray):
                    file.write(working.tobytes())


def main():
    sys.dont_write_bytecode = True
    print("numba", numba.__version__, flush=True)
    twin = None
    for line in sys.stdin:
        command, *operands = line.rstrip("\n").split("\t")
        if command == "load":
            twin = Twin(*operands)
            print("ready", flush=True)
        elif command == "run":
            print(twin.run(), flush=True)
        elif command == "dump":
            twin.dump(*operands)
            print("dumped", flush=True)
        else:
            sys.exit(f"unknown command {command}")


main()
