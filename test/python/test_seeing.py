# SPDX-License-Identifier: MIT
"""Declarations, inspection and observers from Python."""

import pytest

import weft


class Callback:
    def on_step(self, step):
        pass


class Misspelt:
    def on_stepp(self, step):
        pass

    def on_step(self, stap):
        pass

    def helper(self, anything):
        pass


def test_check_lists_what_no_declaration_knows():
    fabric = weft.Fabric([Callback(), Misspelt()])
    fabric.check()
    fabric.declare("on_step", "step", "loss")
    with pytest.raises(weft.Error) as caught:
        fabric.check()
    text = str(caught.value)
    assert "did you mean 'on_step'" in text and "did you mean 'step'" in text
    assert "helper" not in text


def test_a_strict_fabric_refuses_at_registration_and_at_the_call():
    fabric = weft.Fabric(Callback())
    fabric.declare("on_step", "step")
    fabric.strict()
    with pytest.raises(weft.Error, match="on_stepp"):
        fabric.add(Misspelt())
    with pytest.raises(weft.Error, match="stap"):
        fabric.connect("on_step", lambda stap: None)
    with pytest.raises(weft.Error, match="on_stop"):
        fabric.call("on_stop")
    assert fabric.call("on_step", step=1) == 1


def test_ready_made_callbacks_say_what_they_read():
    fabric = weft.Fabric(weft.EarlyStopping("val_loss"))
    fabric.declare("on_validation_epoch_end", "val_los", "should_stop")
    with pytest.raises(weft.Error, match="val_loss.*did you mean 'val_los'"):
        fabric.check()


def test_hooks_are_data():
    fabric = weft.Fabric(Callback())
    connection = fabric.add(Misspelt())
    block = connection.block()
    hooks = {hook.name: hook.handlers for hook in fabric.hooks()}
    assert list(hooks) == ["on_step", "on_stepp", "helper"]
    assert [(one.callback, one.parameters, one.blocked) for one in hooks["on_step"]] == [("Callback", ["step"], False), ("Misspelt", ["stap"], True)]
    block.unblock()
    assert "Callback(step)" in repr(fabric) and "Callback(step)" in repr(hooks["on_step"][0])


def test_observers_see_calls_handlers_and_exceptions():
    events = []

    def observer(event):
        events.append((event.kind, event.hook, event.callback, dict(event.args), event.depth))
        if event.kind == weft.EventKind.call_end:
            assert event.ran == 1 and event.duration > 0 and event.exception is None

    fabric = weft.Fabric(Callback())
    connection = fabric.observe(observer)
    fabric.call("on_step", step=1)
    assert [kind for kind, *_ in events] == [weft.EventKind.call_begin, weft.EventKind.handler_begin, weft.EventKind.handler_end, weft.EventKind.call_end]
    assert events[1][1:] == ("on_step", "Callback", {"step": 1}, 0)
    connection.disconnect()
    fabric.call("on_step", step=1)
    assert len(events) == 4


def test_an_observer_sees_the_exception_itself():
    error = ValueError("mine")
    seen = []

    def failing():
        raise error

    fabric = weft.Fabric()
    fabric.connect("on_step", failing)
    fabric.observe(lambda event: seen.append(event.exception))
    with pytest.raises(ValueError):
        fabric.call("on_step")
    assert seen == [None, None, error, error]


def test_events_and_args_expire():
    kept = []
    fabric = weft.Fabric()
    fabric.observe(lambda event: kept.append((event, event.args)))
    fabric.call("on_step", step=1)
    event, args = kept[0]
    for use in (lambda: event.hook, lambda: args["step"], lambda: len(args), lambda: repr(args)):
        with pytest.raises(ReferenceError):
            use()


def test_args_are_a_mapping():
    def observer(event):
        args = event.args
        assert args["step"] == 2 and args[0] == "first" and args[-1] == 2
        assert "step" in args and "first" not in args and len(args) == 2
        assert list(args) == ["step"] and args.get("none", 5) == 5 and args.get(7) is None
        with pytest.raises(KeyError):
            args["none"]
        with pytest.raises(IndexError):
            args[2]
        assert "step=2" in repr(args)
        seen.append(1)

    seen = []
    fabric = weft.Fabric()
    fabric.observe(observer)
    fabric.call("on_step", "first", step=2)
    assert seen == [1, 1]


def test_unused_reports_with_nearest_names():
    unused = weft.Unused()
    fabric = weft.Fabric([Misspelt()])
    fabric.observe(unused)
    fabric.call("on_stepp", step=1)
    fabric.call("on_helper")
    assert "on_helper" in unused.report(fabric)


def test_a_trace_writes_a_line_for_each_call(capfd):
    fabric = weft.Fabric(Callback())
    fabric.observe(weft.Trace())
    fabric.call("on_step", step=1, phase="train", more=[1, 2])
    assert "on_step {step=1, phase=train, more=[1, 2]}" in capfd.readouterr().err


def test_a_profiler_observes():
    profiler = weft.Profiler()
    fabric = weft.Fabric(Callback())
    fabric.observe(profiler)
    fabric.call("on_fit_start")
    fabric.call("on_step", step=1)
    assert [entry.name for entry in profiler.callbacks] == ["Callback"]
    assert profiler.hooks[0].total >= 0.0 and "on_step" in profiler.table()
