# SPDX-License-Identifier: MIT
"""Stands in for Lightning Fabric, which Debian does not package: callbacks and call() as its documentation gives them."""


class Fabric:
    def __init__(self, callbacks):
        self.callbacks = callbacks

    def call(self, hook_name, *args, **kwargs):
        for callback in self.callbacks:
            method = getattr(callback, hook_name, None)
            if method is not None:
                method(*args, **kwargs)
