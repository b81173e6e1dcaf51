# SPDX-License-Identifier: MIT
"""What Python does for the same call: a loop over objects, with and without keywords filtered, and pluggy."""

import inspect

import pluggy

SPEC = pluggy.HookspecMarker("bench")
IMPLEMENTATION = pluggy.HookimplMarker("bench")


class ListenerOfTwo:
    def __init__(self):
        self.calls = 0
        self.sum = 0.0

    @IMPLEMENTATION
    def on_train_batch_end(self, loss, output):
        self.calls += 1
        self.sum += loss + output[0]


class ListenerOfFour(ListenerOfTwo):
    @IMPLEMENTATION
    def on_train_batch_end(self, loss, output, epoch, step):
        self.calls += 1
        self.sum += loss + output[0] + epoch + step


class SpecOfTwo:
    @SPEC
    def on_train_batch_end(self, loss, output):
        pass


class SpecOfFour:
    @SPEC
    def on_train_batch_end(self, loss, output, epoch, step):
        pass


class Unfiltered:
    """Calls each object's method of the hook's name with all arguments, as Lightning's `Fabric.call` did at first."""

    def __init__(self, listeners):
        self.listeners = listeners

    def call(self, hook, **arguments):
        for listener in self.listeners:
            method = getattr(listener, hook, None)
            if method is not None and callable(method):
                method(**arguments)


class Filtered(Unfiltered):
    """The same with those arguments alone that the method's signature names, looked up at each call."""

    def call(self, hook, **arguments):
        for listener in self.listeners:
            method = getattr(listener, hook, None)
            if method is None or not callable(method):
                continue
            parameters = inspect.signature(method).parameters
            if not any(one.kind is inspect.Parameter.VAR_KEYWORD for one in parameters.values()):
                method(**{name: value for name, value in arguments.items() if name in parameters})
            else:
                method(**arguments)


def pluggy_hook(listeners, spec):
    manager = pluggy.PluginManager("bench")
    manager.add_hookspecs(spec)
    for listener in reversed(listeners):  # It calls the last one first.
        manager.register(listener)
    return manager.hook.on_train_batch_end


def prepare(kind, arguments, count):
    """A function that makes so many calls, and one that tells each listener's number of calls and sum."""
    has_two = arguments == 2
    listeners = [(ListenerOfTwo if has_two else ListenerOfFour)() for _ in range(count)]
    loss, output, epoch, step = 0.5, [2.0], 3, 7

    if kind == "pluggy":
        hook = pluggy_hook(listeners, SpecOfTwo if has_two else SpecOfFour)

        def two(calls):
            for _ in range(calls):
                hook(loss=loss, output=output)

        def four(calls):
            for _ in range(calls):
                hook(loss=loss, output=output, epoch=epoch, step=step)

    else:
        fabric = (Filtered if kind == "filtered" else Unfiltered)(listeners)

        def two(calls):
            for _ in range(calls):
                fabric.call("on_train_batch_end", loss=loss, output=output)

        def four(calls):
            for _ in range(calls):
                fabric.call("on_train_batch_end", loss=loss, output=output, epoch=epoch, step=step)

    return two if has_two else four, lambda: [(listener.calls, listener.sum) for listener in listeners]
