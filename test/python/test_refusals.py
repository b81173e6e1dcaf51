# SPDX-License-Identifier: MIT
"""Each text by which weft-python refuses something, word for word."""

import os
import re
import subprocess
import sys

import loops
import pytest

import weft


class Callback:
    def on_step(self, other):
        pass

    @weft.view("output")
    def on_vector(self, output):
        self.output = output


class Asynchronous:
    async def on_step(self):
        pass


@weft.view("a")
def viewed():
    pass


def two_nexts(one: weft.Next, other: weft.Next):
    pass


def connect(handler):
    return weft.Fabric().connect("on_step", handler)


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        (
            lambda: loops.pass_others(weft.Fabric([type("Callback", (), {"on_other": lambda self, other: 1})()]), "unknown"),
            "on_other: Callback takes 'other', but the call passes it as Unknown, which Python knows no class for: "
            "bind the class with pybind11, or say what Python gets by weft::python::expose<Unknown>(...)",
        ),
        (
            lambda: loops.pass_others(weft.Fabric([type("Callback", (), {"on_other": lambda self, other: 1})()]), "held otherwise"),
            "on_other: Callback takes 'other', but the call passes it as std::shared_ptr<Optimizer>, and Python holds objects of its "
            "class otherwise: bind the class with std::shared_ptr as its holder",
        ),
        (
            lambda: loops.pass_vector(weft.Fabric(Callback()), False),
            "on_vector: Callback keeps 'output' beyond the call, expected that it gives back what was passed without a copy: copy what is "
            "to be kept",
        ),
        (lambda: weft.Ref(None), "weft.Ref: None does not fit, expected a bool, a number of at most 64 bits or a text"),
        (lambda: connect(3), "on_step: 3 cannot be called, expected a function"),
        (lambda: weft.Fabric(Callback), "add: Callback is a class, expected an object of it: did you mean Callback()?"),
        (
            lambda: weft.Fabric(len),
            "add: <built-in function len> is a function, which does not say which hook it serves, expected an object with methods: use "
            "fabric.connect(hook, function)",
        ),
        (lambda: weft.Fabric().add(3), "add: an object of int has no public method that could serve a hook, expected at least one"),
        (
            lambda: weft.Fabric(Asynchronous()),
            "on_step: the handler of Asynchronous is asynchronous, expected a plain function: a call runs its handlers to their end, in its "
            "own thread",
        ),
        (lambda: connect(two_nexts), f"on_step: {two_nexts!r} has two parameters annotated weft.Next, expected at most one"),
        (lambda: connect(viewed), f"on_step: {viewed!r} has no parameter 'a', which weft.view names"),
        (lambda: weft.view(3), "weft.view: 3 is no name, expected names of parameters: @weft.view(\"output\")"),
        (lambda: weft.Fabric().call(3), "call: the name of a hook is a str, found 3"),
        (lambda: weft.Fabric().collect(), "collect: the name of the hook is missing: fabric.collect(\"on_step\", ...)"),
        (
            lambda: weft.Fabric().connect("on_step", print, at_front=True, at_back=True),
            "at_front and at_back are both True, expected one of them at most",
        ),
        (
            lambda: weft.Fabric().around("on_step", 3),
            "on_step: around takes the body as its last positional argument, a function without parameters, found 3",
        ),
        (
            lambda: weft.Fabric().around("on_step", epoch=3),
            "on_step: around takes the body as its last positional argument, a function without parameters, found none",
        ),
        (
            lambda: weft.Fabric.__new__(weft.Fabric).call("on_step"),
            "Fabric: it was not initialised, expected that __init__ of a derived class calls super().__init__()",
        ),
        (lambda: weft.Fabric().observe(3), "observe: 3 cannot be called, expected a function that takes a weft.Event"),
    ],
)
def test_a_wrong_use_is_refused_with_these_words(wrong, text):
    with pytest.raises(weft.Error) as caught:
        wrong()
    assert str(caught.value) == text


def test_another_pybind11_is_refused_with_these_words():
    with pytest.raises(weft.Error) as caught:
        loops.check_pybind11("__pybind11_internals_v99__", 300)
    assert re.fullmatch(
        r"Python: this program is compiled with pybind11 3\.0 \(__pybind11_internals_v99__\), but weft-python with pybind11 2\.\d+ "
        r"\(__pybind11_internals_v\d+\w*\), expected the same: compile both with one pybind11 and one compiler",
        str(caught.value),
    )
    assert "expected the same: compile both with one pybind11 and one compiler" in str(caught.value)


def test_a_module_of_another_library_is_refused_with_these_words():
    done = subprocess.run(
        [sys.executable, "-c", "import sys, types; sys.modules['weft'] = types.ModuleType('weft'); import loops"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert (
        "ImportError: Python: the module weft that is imported is not of the weft-python that this program is linked with, expected one "
        "shared library of both" in done.stderr
    )


def test_a_thread_that_calls_while_python_ends_is_refused_with_these_words():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import loops, weft; fabric = weft.Fabric(); fabric.connect('on_step', lambda step: None); loops.run_detached(fabric); "
            "loops.wait_for_detached()",
        ],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert done.stdout == (
        "Python: the interpreter has ended, or is not there yet, expected one that runs as long as its handlers\n"
    ), done.stderr
