# SPDX-License-Identifier: MIT
"""Checks what the trainer promises where several ranks train together.

    trainer.py CLAIM MPIRUN TRAIN TRAIN_RANKS STATES

STATES is the plug-in of states.cpp."""

import atexit
import math
import os
import pathlib
import re
import shutil
import signal
import struct
import sys
import tempfile

from ranks import Job

SECONDS = 100
# Of losses, accuracies and weights, over the largest of their kind: sums in another order.
RELATIVE = 1e-12
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="weft-ranks-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


class Trainer:
    def __init__(self, mpirun, alone, together, states):
        self.mpirun, self.alone, self.together, self.states = mpirun, alone, together, states

    def job(self, ranks, name, *arguments):
        """A fit that leaves NAME.csv, its checkpoints in NAME and its state after each epoch in NAME.states. On one rank it is
        the program without MPI."""
        files = ("--csv", str(FOLDER / f"{name}.csv"), "--checkpoints", str(FOLDER / name))
        files += ("--plugin", f"{self.states},folder={FOLDER / name}.states")
        command = [self.alone] if ranks == 1 else [self.together, "--ranks", str(ranks)]
        return Job(self.mpirun, ranks, [*command, *files, *arguments], SECONDS)

    def fit(self, ranks, name, *arguments):
        code, out, errors = self.job(ranks, name, *arguments).result()
        if code != 0:
            sys.exit(f"exit code {code} on {ranks} ranks:\n{out}{errors}")
        return out


def curve(name):
    """The numbers of NAME.csv, a list for each line."""
    lines = (FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return [[float(value) for value in line.split(",")[1:] if value] for line in lines[1:]]


def numbers_in(file):
    """By name the doubles of the trainer, and all vectors of doubles. The format stands in weft/callbacks/map_stream.hpp."""
    content = memoryview(file.read_bytes())[16:]
    place = 8

    def take(kind):
        nonlocal place
        place += struct.calcsize(kind)
        return struct.unpack_from(kind, content, place - struct.calcsize(kind))[0]

    def text():
        nonlocal place
        size = take("<Q")
        place += size
        return bytes(content[place - size : place])

    def value(kind):
        return text() if kind in (13, 14) else take("<f" if kind == 11 else "<d" if kind == 12 else "<q")

    found = {}
    for _ in range(struct.unpack_from("<Q", content)[0]):
        name, kind = text().decode(), take("<B")
        entry = [value(kind & 63) for _ in range(take("<Q") if kind & 64 else 1)]
        if kind == 64 + 12 or (kind == 12 and name.startswith("trainer.")):
            found[name] = entry
    return found


def states(name):
    """After how many epochs, and what was saved then."""
    return {int(file.stem): numbers_in(file) for file in (FOLDER / f"{name}.states").iterdir()}


def difference(one, other):
    if len(one) != len(other):
        return math.inf
    return max((abs(a - b) for a, b in zip(one, other)), default=0.0) / (max((abs(a) for a in one), default=0.0) or 1.0)


def expect_same_fit(one, other):
    """Both of the same curve, line by line, and with the same state after each epoch."""
    curves = curve(one), curve(other)
    if len(curves[0]) != len(curves[1]) or not curves[0]:
        sys.exit(f"{len(curves[0])} lines of {one}, {len(curves[1])} of {other}")
    worst = max(difference([a], [b]) if a else abs(b) for lines in zip(*curves) for a, b in zip(*lines))
    both = states(one), states(other)
    epochs = set(range(1, len(curves[0]) // 2 + 1))
    if both[0].keys() != epochs or both[1].keys() != epochs:
        sys.exit(f"after {sorted(epochs)} epochs there are states of {one} {sorted(both[0])}, of {other} {sorted(both[1])}")
    worst_state = 0.0
    for of_one, of_other in ((both[0][epoch], both[1][epoch]) for epoch in epochs):
        if of_one.keys() != of_other.keys() or len(of_one) < 8:
            sys.exit(f"saved by {one}: {sorted(of_one)}, by {other}: {sorted(of_other)}")
        worst_state = max(worst_state, *(difference(of_one[name], of_other[name]) for name in of_one))
    print(f"{one} and {other}: in {len(epochs)} epochs metrics differ by up to {worst:.2e}, weights by up to {worst_state:.2e}")
    if not max(worst, worst_state) <= RELATIVE:
        sys.exit(f"more than {RELATIVE}")


def several_ranks_give_the_curve_of_one(trainer):
    options = ("--callbacks", "reduce-on-plateau,early-stopping,averaged-weights")
    trainer.fit(1, "one", *options)
    for ranks in (2, 3, 4):
        trainer.fit(ranks, f"of_{ranks}", *options)
        expect_same_fit("one", f"of_{ranks}")


def shards_without_a_digit_change_nothing(trainer):
    options = ("--epochs", "2", "--callbacks", "none", "--batch-size", "3", "--learning-rate", "0.01")
    trainer.fit(1, "one", *options)
    trainer.fit(5, "of_5", *options)
    expect_same_fit("one", "of_5")


def what_is_printed_and_written_comes_once(trainer):
    report = FOLDER / "report.html"
    files = ("--report", report, "--tensorboard", FOLDER / "events", "--trace", FOLDER / "trace.json")
    out = trainer.fit(4, "of_4", "--epochs", "2", *map(str, files))
    # Open MPI gives ranks a terminal for their output, on which the progress bar draws beside these.
    for text in ("epoch 0: loss", "epoch 1: loss", "timer: ", "val_accuracy="):
        if out.count(text) != 1:
            sys.exit(f"'{text}' is printed {out.count(text)} times, expected once:\n{out}")
    if len(curve("of_4")) != 4 or "Handwritten digits" not in report.read_text(encoding="utf-8"):
        sys.exit("the CSV or the report is not that of one fit")
    checkpoints = sorted(path.name for path in (FOLDER / "of_4").iterdir())
    if len(checkpoints) != 2 or "last.ckpt" not in checkpoints or len(list((FOLDER / "events").iterdir())) != 1:
        sys.exit(f"written were {checkpoints}, and {list((FOLDER / 'events').iterdir())}")


def until(job, pattern):
    for line in job.process.stdout:
        if re.search(pattern, line):
            return
    sys.exit(f"the fit has ended before a line like '{pattern}'")


def a_killed_rank_ends_the_fit_and_two_ranks_resume_it(trainer):
    options = ("--epochs", "12", "--callbacks", "lr,averaged-weights")
    trainer.fit(1, "whole", *options)
    job = trainer.job(4, "killed", *options)
    job.seconds = 30
    until(job, "epoch 2: loss")
    os.kill(job.ranks()[1], signal.SIGKILL)
    code, out, errors = job.result()
    # MPICH says it on its output.
    if code == 0 or "val_accuracy=" in out or not re.search("signal|Kill", out + errors):
        sys.exit(f"exit code {code} of a fit with a killed rank:\n{out}{errors}")
    trainer.fit(2, "killed", *options, "--resume")
    expect_same_fit("whole", "killed")


def a_signal_to_one_rank_ends_and_saves_the_fit_of_all(trainer):
    options = ("--epochs", "12", "--callbacks", "lr,stop-on-signal")
    trainer.fit(1, "whole", *options)
    job = trainer.job(4, "stopped", *options)
    until(job, "epoch 2: loss")
    os.kill(job.ranks()[2], signal.SIGTERM)
    code, out, errors = job.result()
    if code != 0 or out.count("val_accuracy=") != 1:
        sys.exit(f"exit code {code} after a signal to one rank:\n{out}{errors}")
    lines = len(curve("stopped"))
    if not 6 <= lines < 24:
        sys.exit(f"{lines} lines of a curve that was to be stopped")
    trainer.fit(3, "stopped", *options, "--resume")
    expect_same_fit("whole", "stopped")


def what_only_one_rank_can_do_is_an_error_of_all(trainer):
    code, out, errors = trainer.job(3, "none", "--epochs", "1", "--report", str(FOLDER / "missing" / "file")).result()
    if code != 1 or "No such file or directory" not in errors or out.count("val_accuracy") != 0:
        sys.exit(f"exit code {code} of a report that cannot be written:\n{out}{errors}")


def another_number_of_ranks_is_refused(trainer):
    code, out, errors = Job(trainer.mpirun, 2, [trainer.together, "--ranks", "3"], SECONDS).result()
    if code != 2 or "--ranks: '3' found, but mpirun has started 2: ./demo/run starts both" not in errors or out:
        sys.exit(f"exit code {code}:\n{out}{errors}")


def main():
    claim, *programs = sys.argv[1:]
    claims = (
        several_ranks_give_the_curve_of_one,
        shards_without_a_digit_change_nothing,
        what_is_printed_and_written_comes_once,
        a_killed_rank_ends_the_fit_and_two_ranks_resume_it,
        a_signal_to_one_rank_ends_and_saves_the_fit_of_all,
        what_only_one_rank_can_do_is_an_error_of_all,
        another_number_of_ranks_is_refused,
    )
    {known.__name__: known for known in claims}[claim](Trainer(*programs))


if __name__ == "__main__":
    main()
