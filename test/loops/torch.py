# SPDX-License-Identifier: MIT
"""Checks that the training loop on libtorch prints what a file says, and that its losses, which are tensors, arrive as numbers in
all that its callbacks write: the progress bar, the CSV file and the event file.

    torch.py PROGRAM FOLDER EXPECTED

Reads prints.py of test/demo, whose folder is in PYTHONPATH, and runs test/callbacks/read_events.py."""

import csv
import math
import pathlib
import re
import subprocess
import sys

from prints import compare

READ_EVENTS = pathlib.Path(__file__).resolve().parent.parent / "callbacks" / "read_events.py"
EPOCHS = 10
STEPS = 45 * EPOCHS


def numbers(rows, hook, name):
    found = [row[name] for row in rows if row["hook"] == hook]
    if len(found) != EPOCHS or not all(text and math.isfinite(float(text)) for text in found):
        sys.exit(f"metrics.csv: {found} found as {name} of {hook}, expected {EPOCHS} numbers")
    return [float(text) for text in found]


def expect(condition, what):
    if not condition:
        sys.exit(what)


def main():
    program, folder, expected = sys.argv[1:]
    run = subprocess.run([program, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if run.returncode != 0:
        sys.exit(f"exit code {run.returncode}:\n{run.stdout}{run.stderr}")
    compare(run.stdout, expected, program)

    written = pathlib.Path(folder) / "at_once"
    rows = list(csv.DictReader((written / "metrics.csv").read_text(encoding="utf-8").splitlines()))
    losses = numbers(rows, "on_train_epoch_end", "loss")
    accuracies = numbers(rows, "on_validation_epoch_end", "val_accuracy")
    expect(losses[-1] < losses[0] / 4, f"the loss goes from {losses[0]} to {losses[-1]}")
    expect(accuracies[-1] > 0.85, f"the accuracy ends at {accuracies[-1]}")

    bars = re.findall(r"^epoch (\d+): loss ([\d.e-]+), .*val_loss ([\d.e-]+)", run.stderr, re.MULTILINE)
    expect([int(epoch) for epoch, *_ in bars[:EPOCHS]] == list(range(EPOCHS)), f"the progress bar shows {run.stderr}")
    expect(all(abs(float(shown) / loss - 1) < 1e-3 for (_, shown, _), loss in zip(bars, losses)), f"the bar shows {bars}, the file {losses}")

    events = [path for path in written.iterdir() if path.name.startswith("events.")]
    read = subprocess.run([sys.executable, READ_EVENTS, *events], stdout=subprocess.PIPE, text=True, check=True).stdout
    tags = [words[2] for words in map(str.split, read.splitlines()) if len(words) == 4]
    for tag, count in (("train/loss", STEPS), ("train_epoch/loss", EPOCHS), ("validation/loss", EPOCHS)):
        expect(tags.count(tag) == count, f"the event file has {tags.count(tag)} values of {tag}, expected {count}")


if __name__ == "__main__":
    main()
