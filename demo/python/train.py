# SPDX-License-Identifier: MIT
"""A loop of Python's with callbacks of C++'s and its own, and the trainer, whose loop is C++, with callbacks of Python's.

Needs the modules weft and trainer, which `-Dpython=enabled` builds, by their folders, for the Python that they were built for:

    PYTHONPATH=build/lib/python:build/demo /usr/bin/python3 demo/python/train.py
"""

import random

import trainer
import weft


class PrintBest:
    """A callback: any object with methods named after hooks, which take the arguments that they name."""

    def __init__(self):
        self.best = float("inf")

    def on_validation_epoch_end(self, epoch, val_loss):
        if val_loss < self.best:
            self.best = val_loss
            self.best_epoch = epoch

    def on_fit_end(self):
        print(f"python: the best was {self.best:.3f}")


def fit_line(fabric, max_epochs=50):
    """Fits slope and offset of a line by gradient descent. It knows no callback: it calls hooks."""
    numbers = random.Random(1)
    points = [(x, 3.0 * x + 1.0 + numbers.gauss(0.0, 0.1)) for x in (numbers.uniform(-1.0, 1.0) for _ in range(64))]
    train, validation = points[:48], points[48:]
    slope = offset = 0.0
    should_stop = weft.Ref(False)  # What C++ handlers are to change.
    step = 0
    fabric.call("on_fit_start", max_epochs=max_epochs, batches_per_epoch=6)
    for epoch in range(max_epochs):
        fabric.call("on_train_epoch_start", epoch=epoch)
        for batch_idx in range(6):
            batch = train[batch_idx * 8 : batch_idx * 8 + 8]
            errors = [slope * x + offset - y for x, y in batch]
            loss = sum(error * error for error in errors) / len(batch)
            slope -= 0.2 * sum(error * x for error, (x, _) in zip(errors, batch)) / len(batch)
            offset -= 0.2 * sum(errors) / len(batch)
            step += 1
            fabric.call("on_train_batch_end", loss=loss, batch_idx=batch_idx, epoch=epoch, step=step, should_stop=should_stop)
        val_loss = sum((slope * x + offset - y) ** 2 for x, y in validation) / len(validation)
        fabric.call("on_validation_epoch_end", epoch=epoch, step=step, val_loss=val_loss, should_stop=should_stop)
        if should_stop.value:
            break
    fabric.call("on_fit_end", epoch=epoch, step=step)
    return slope, offset


def main():
    stopping = weft.EarlyStopping("val_loss", patience=3)
    slope, offset = fit_line(weft.Fabric([weft.ProgressBar(arguments=["loss"]), stopping, PrintBest()]))
    print(f"python: y = {slope:.1f} x + {offset:.1f}, as {stopping.reason}")

    class Watch:
        def __init__(self):
            self.batches = 0

        @weft.view("output")
        def on_train_batch_end(self, output):
            self.batches += 1
            self.classes = len(output)

    watch = Watch()
    fabric = weft.Fabric([weft.StopAfter(epochs=2), watch])
    accuracy = trainer.fit(fabric, epochs=5)
    print(f"trainer: {watch.batches} batches, {watch.classes} classes, {'good' if accuracy > 0.8 else 'poor'}")


main()
