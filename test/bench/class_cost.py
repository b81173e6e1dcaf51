# SPDX-License-Identifier: MIT
"""What one more callback class costs a user's shared object in bytes and its compilation in seconds: the difference that ten
classes make, divided by ten. Prints a table.

    class_cost.py
"""

import os
import pathlib
import resource
import statistics
import subprocess
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
CLASSES = 10
REPETITIONS = 3

# Five methods with what a training loop passes. Each class has its own, as a program's own classes have.
METHODS = [
    ("void on_fit_start(int max_epochs, int batches_per_epoch)", "total += max_epochs * batches_per_epoch;", "(on_fit_start, max_epochs, batches_per_epoch)"),
    ("void on_train_batch_end(double loss, const Tensor& output)", "total += loss * output.value;", "(on_train_batch_end, loss, output)"),
    ("void on_train_epoch_end(int epoch, double loss)", "total += epoch * loss;", "(on_train_epoch_end, epoch, loss)"),
    ("void on_validation_epoch_end(int epoch, double val_loss, bool& should_stop)", "should_stop = val_loss < epoch;", "(on_validation_epoch_end, epoch, val_loss, should_stop)"),
    ("void on_fit_end(int epoch, const std::string& phase)", "total += epoch * static_cast<double>(phase.size());", "(on_fit_end, epoch, phase)"),
]
HEAD = "#include <string>\nstruct Tensor { double value = 0.0; };\n"


def of_weft(count):
    """The source of a shared object that adds so many callbacks, each of a class of its own."""
    text = "#include <weft/weft.hpp>\n" + HEAD
    for number in range(count):
        text += f"struct Callback{number} {{\n    double total = 0.0;\n"
        text += "".join(f"    {signature} {{ {body} }}\n" for signature, body, _ in METHODS)
        text += f"}};\nWEFT_CALLBACK(Callback{number}, {', '.join(names for _, _, names in METHODS)})\n"
    adds = "".join(f"    fabric.add(Callback{number}{{}});\n" for number in range(count))
    return f"{text}void fill(weft::Fabric& fabric) {{\n{adds}}}\n"


def of_an_interface(count):
    """The same with a virtual interface, as it is without weft: each callback overrides what it listens to."""
    text = "#include <memory>\n#include <vector>\n" + HEAD + "struct Base {\n    virtual ~Base() = default;\n"
    text += "".join(f"    virtual {signature} = 0;\n" for signature, _, _ in METHODS) + "};\n"
    for number in range(count):
        text += f"struct Callback{number} : Base {{\n    double total = 0.0;\n"
        text += "".join(f"    {signature} override {{ {body} }}\n" for signature, body, _ in METHODS) + "};\n"
    adds = "".join(f"    all.push_back(std::make_unique<Callback{number}>());\n" for number in range(count))
    return f"{text}void fill(std::vector<std::unique_ptr<Base>>& all) {{\n{adds}}}\n"


def compile_shared(text, options, folder):
    """User seconds of the compiler. The shared object lies in the folder then."""
    (folder / "source.cpp").write_text(text)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(
        ["g++", "-std=c++20", *options, "-fPIC", "-shared", "-s", "-I", str(TOP / "include"), folder / "source.cpp", "-o", folder / "source.so"],
        env={**os.environ, "CCACHE_DISABLE": "1"},
        check=True,
    )
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def bytes_of(shared_object):
    """All sections together: the size of the file would jump by pages."""
    listed = subprocess.run(["size", "-A", "-d", shared_object], stdout=subprocess.PIPE, text=True, check=True).stdout
    return int(next(line.split()[1] for line in listed.splitlines() if line.startswith("Total")))


def a_class(source_of, options):
    """Bytes and seconds of one more class."""
    with tempfile.TemporaryDirectory(prefix="weft-class-") as name:
        folder = pathlib.Path(name)
        sizes, seconds = [], []
        for count in (1, 1 + CLASSES):
            seconds.append([compile_shared(source_of(count), options, folder) for _ in range(REPETITIONS)])
            sizes.append(bytes_of(folder / "source.so"))
        one, more = (statistics.median(times) for times in seconds)
        return (sizes[1] - sizes[0]) / CLASSES, (more - one) / CLASSES


def goal(value, most):
    return f"{most:,}" if value <= most else f"**{most:,}, missed**"


def table():
    lines = ["| one more class of five methods | bytes | at most | seconds to compile | at most |", "| --- | --- | --- | --- | --- |"]
    for what, source_of, options, most in [
        ("weft, `-O2`", of_weft, ["-O2"], 8000),
        ("weft, `-O2 -fvisibility=hidden`", of_weft, ["-O2", "-fvisibility=hidden"], 8000),
        ("weft, `-O0`", of_weft, ["-O0"], None),
        ("a virtual interface, `-O2`", of_an_interface, ["-O2"], None),
    ]:
        size, seconds = a_class(source_of, options)
        of_size = "" if most is None else goal(size, most)
        of_time = goal(seconds, 0.12) if source_of is of_weft else ""
        lines.append(f"| {what} | {size:,.0f} | {of_size} | {seconds:.3f} | {of_time} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
