# SPDX-License-Identifier: MIT
"""Exceptions between the languages: which object leaves a call, with which traceback, and who sees it on the way."""

import traceback

import loops
import pytest

import weft


def frames(error):
    return [frame.name for frame in traceback.extract_tb(error.__traceback__)]


def test_functions_of_a_file_whose_name_is_no_unicode_go_by_its_bytes():
    names = {"fabric": weft.Fabric()}
    exec(compile("fabric.connect('on_step', lambda step: None)", "/tmp/\udcff.py", "exec"), names)
    with pytest.raises(weft.ArgumentError) as caught:
        names["fabric"].call("on_step")
    assert r"handler at /tmp/\udcff.py:1 takes 'step'" in str(caught.value)


def test_an_exception_is_the_same_object_with_its_traceback_and_cause():
    cause = LookupError("cause")
    error = ValueError("mine")

    def failing():
        raise error from cause

    def handler():
        failing()

    fabric = weft.Fabric()
    fabric.connect("on_step", handler)
    with pytest.raises(ValueError) as caught:
        fabric.call("on_step")
    assert caught.value is error
    assert error.__cause__ is cause
    assert frames(error)[-2:] == ["handler", "failing"]


def test_an_exception_that_has_gone_through_a_loop_of_cpp_is_the_same_object():
    error = ValueError("mine")

    def handler(step):
        raise error

    fabric = weft.Fabric()
    fabric.connect("on_step", handler)
    for _ in range(3):
        with pytest.raises(ValueError) as caught:
            loops.loop(fabric, 1)
        assert caught.value is error
    assert "handler" in frames(error)


def test_handlers_after_the_one_that_raised_do_not_run():
    ran = []

    def failing():
        raise ValueError

    fabric = weft.Fabric()
    fabric.connect("on_step", lambda: ran.append(1))
    fabric.connect("on_step", failing)
    fabric.connect("on_step", lambda: ran.append(2))
    with pytest.raises(ValueError):
        fabric.call("on_step")
    assert ran == [1]
    assert fabric.call("on_other") == 0


def test_an_exception_of_cpp_is_python_s_counterpart():
    fabric = weft.Fabric()
    loops.connect_thrower(fabric, "on_step")
    with pytest.raises(IndexError, match="too far"):
        fabric.call("on_step")


def test_an_exception_of_python_is_error_already_set_in_cpp():
    def handler():
        raise ValueError

    fabric = weft.Fabric()
    fabric.connect("on_step", handler)
    assert loops.caught_by_cpp(fabric, "on_step") == "error_already_set"


def test_an_exception_of_cpp_keeps_its_type_through_python():
    fabric = weft.Fabric()
    loops.connect_thrower(fabric, "on_inner")
    seen = []

    def handler():
        try:
            fabric.call("on_inner")
        except IndexError as error:
            seen.append(error)
            raise

    fabric.connect("on_outer", handler)
    assert loops.caught_by_cpp(fabric, "on_outer") == "out_of_range: too far"
    with pytest.raises(IndexError) as caught:
        fabric.call("on_outer")
    assert caught.value is seen[1]


def test_another_exception_raised_in_its_place_is_another():
    fabric = weft.Fabric()
    loops.connect_thrower(fabric, "on_inner")

    def handler():
        try:
            fabric.call("on_inner")
        except IndexError as error:
            raise ValueError("mine") from error

    fabric.connect("on_outer", handler)
    assert loops.caught_by_cpp(fabric, "on_outer") == "error_already_set"
    with pytest.raises(ValueError) as caught:
        fabric.call("on_outer")
    assert isinstance(caught.value.__cause__, IndexError)


def test_refusals_keep_their_type_too():
    fabric = weft.Fabric()
    fabric.connect("on_inner", lambda missing: None)
    fabric.connect("on_outer", lambda: fabric.call("on_inner"))
    assert loops.caught_by_cpp(fabric, "on_outer") == "ArgumentError"


def test_weft_s_errors_may_be_raised_by_python():
    def handler():
        raise weft.ArgumentError("mine")

    fabric = weft.Fabric()
    fabric.connect("on_step", handler)
    with pytest.raises(weft.Error, match="mine"):
        fabric.call("on_step")
    assert issubclass(weft.ArgumentError, TypeError) and issubclass(weft.Error, RuntimeError)


def test_on_error_decides():
    failures = []
    error = ValueError("mine")

    def failing():
        raise error

    ran = []
    fabric = weft.Fabric()
    connection = fabric.connect("on_step", failing)
    fabric.connect("on_step", lambda: ran.append(1))
    fabric.on_error(failures.append)
    assert fabric.call("on_step") == 2
    assert fabric.call("on_step") == 2
    assert ran == [1, 1]
    assert [(one.hook, one.exception, one.consecutive) for one in failures] == [("on_step", error, 1), ("on_step", error, 2)]
    assert failures[0].connection == connection and "test_errors.py" in failures[0].callback
    fabric.on_error(None)
    with pytest.raises(ValueError):
        fabric.call("on_step")


def test_what_on_error_raises_leaves_the_call():
    error = ValueError("mine")

    def failing():
        raise error

    def again(failure):
        raise failure.exception

    def other(failure):
        raise KeyError("other") from failure.exception

    fabric = weft.Fabric()
    fabric.connect("on_step", failing)
    fabric.on_error(again)
    with pytest.raises(ValueError) as caught:
        fabric.call("on_step")
    assert caught.value is error
    fabric.on_error(other)
    with pytest.raises(KeyError) as caught:
        fabric.call("on_step")
    assert caught.value.__cause__ is error


def test_on_error_does_not_see_refusals():
    failures = []
    fabric = weft.Fabric()
    fabric.connect("on_step", lambda missing: None)
    fabric.on_error(failures.append)
    with pytest.raises(weft.ArgumentError):
        fabric.call("on_step")
    assert failures == []


def test_a_quarantine_blocks_what_keeps_failing(capfd):
    def failing():
        raise ValueError("mine")

    fabric = weft.Fabric()
    connection = fabric.connect("on_step", failing)
    fabric.on_error(weft.quarantine(2))
    assert [fabric.call("on_step") for _ in range(4)] == [1, 1, 0, 0]
    assert connection.blocked
    assert "has failed 2 times in a row" in capfd.readouterr().err


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_what_is_to_end_the_program_leaves_every_call(kind):
    error = kind("end")
    failures = []

    def failing():
        raise error

    def around(next: weft.Next):
        next()

    fabric = weft.Fabric()
    fabric.connect("on_step", around)
    fabric.connect("on_step", failing)
    fabric.on_error(failures.append)
    for run in (fabric.call, fabric.collect, fabric.first, lambda hook: fabric.around(hook, lambda: None)):
        with pytest.raises(kind) as caught:
            run("on_step")
        assert caught.value is error
    assert failures == []


def test_errors_in_del_are_reported_and_go_nowhere(monkeypatch):
    import sys

    reported = []
    monkeypatch.setattr(sys, "unraisablehook", reported.append)

    class Callback:
        def on_step(self):
            return 1

        def __del__(self):
            raise ValueError("in __del__")

    fabric = weft.Fabric(Callback())
    assert fabric.call("on_step") == 1
    del fabric
    assert [str(one.exc_value) for one in reported] == ["in __del__"]


def test_an_error_during_collect_and_first():
    error = ValueError("mine")

    def failing():
        raise error

    fabric = weft.Fabric()
    fabric.connect("on_ask", lambda: 1)
    fabric.connect("on_ask", failing)
    with pytest.raises(ValueError) as caught:
        fabric.collect("on_ask")
    assert caught.value is error
    assert fabric.first("on_ask") == 1
    fabric.on_error(lambda failure: None)
    assert fabric.collect("on_ask") == [1]


def test_an_observer_s_exception_leaves_the_call():
    error = ValueError("observer")

    def observer(event):
        raise error

    fabric = weft.Fabric()
    fabric.observe(observer)
    with pytest.raises(ValueError) as caught:
        fabric.call("on_step")
    assert caught.value is error


def test_an_exception_at_registration_registers_nothing():
    class Callback:
        def on_step(self):
            pass

        async def on_end(self):
            pass

    fabric = weft.Fabric()
    with pytest.raises(weft.Error):
        fabric.add(Callback())
    assert fabric.hooks() == []
