# SPDX-License-Identifier: MIT
"""Callbacks for the trainer, which is C++: ./demo/run --python demo/python/my_callbacks.py:MyCallback"""

import weft


class MyCallback:
    def on_train_batch_end(self, loss, output):
        if not hasattr(self, "shape"):
            self.shape = output.shape
            print(f"python: a loss is a {type(loss).__name__}, an output a {type(output).__name__} of {output.shape}")

    def on_train_epoch_end(self, epoch, loss):
        print(f"python: epoch {epoch}, loss {loss:.4f}")


class StopEarly:
    """Changes a variable of the loop."""

    def on_validation_epoch_end(self, val_accuracy, should_stop: weft.Ref):
        if val_accuracy > 0.9:
            print(f"python: {val_accuracy:.2f} is enough")
            should_stop.value = True
