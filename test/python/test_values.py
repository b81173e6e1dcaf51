# SPDX-License-Identifier: MIT
"""Values between the languages: what Python gets of a C++ loop, and C++ handlers of a Python one."""

import fractions
import math

import loops
import numpy
import pytest
from fabrics import fabric_with

import weft


def keywords(hook, run):
    """What a handler that takes everything gets."""
    seen = {}
    fabric = weft.Fabric()
    fabric.connect(hook, lambda **all: seen.update(all))
    run(fabric)
    return seen


def taken(kind, value):
    """How a C++ handler prints what it takes of a Python value."""
    fabric = weft.Fabric()
    found = loops.Taken()
    loops.connect_taker(fabric, "on_step", kind, found)
    fabric.call("on_step", value=value)
    return found.all[0]


def test_bools_numbers_and_texts_are_python_s_own():
    seen = keywords("on_values", loops.pass_values)
    assert seen["truth"] is True
    assert (seen["small"], seen["big"], seen["natural"]) == (3, -(2**63), 2**64 - 1)
    assert (seen["single"], seen["some"]) == (0.5, 2.5)
    assert math.isnan(seen["nan"])
    assert (seen["letter"], seen["text"], seen["literal"]) == ("x", "ä", "abc")
    assert seen["null"] is None and seen["none"] is None
    assert seen["bytes"] == "\udcff"
    assert [type(seen[name]) for name in ("truth", "small", "single", "text")] == [bool, int, float, str]


def test_lists_of_texts_and_maps():
    seen = keywords("on_values", loops.pass_values)
    assert seen["names"] == ["a", "b"]
    assert seen["settings"] == {"lr": 0.5, "phase": "train"}


def test_vectors_are_arrays_and_copies():
    seen = []
    fabric = fabric_with("on_vector", lambda output: seen.append(output), lambda output: seen.append(output))
    loops.pass_vector(fabric, False)
    for array in seen:
        assert isinstance(array, numpy.ndarray) and array.dtype == numpy.float64
        assert array.tolist() == [1.0, 2.0, 3.0]
        array[0] = 9.0


@pytest.mark.skipif(not hasattr(loops, "pass_matrix"), reason="built without Eigen")
def test_matrices_are_arrays():
    seen = keywords("on_matrix", loops.pass_matrix)
    assert seen["matrix"].tolist() == [[1, 2, 3], [4, 5, 6]]
    assert seen["vector"].dtype == numpy.float32 and seen["vector"].tolist() == [0.5, 0.5]


def test_objects_of_bound_classes_are_copies():
    kept = []

    def handler(optimizer):
        optimizer.lr = 5.0
        kept.append(optimizer)

    fabric = fabric_with("on_optimizer", handler)
    assert loops.pass_optimizer(fabric) == 0.1
    assert isinstance(kept[0], loops.Optimizer) and kept[0].lr == 5.0


def test_what_shared_pointers_point_to_is_shared():
    assert keywords("on_other", lambda fabric: loops.pass_others(fabric, "model"))["other"].layers == 3


def test_an_exposed_type_is_what_its_function_returns():
    assert keywords("on_other", lambda fabric: loops.pass_others(fabric, "exposed")) == {"other": "exposed"}


def test_a_type_that_python_does_not_know_is_refused_where_a_handler_takes_it():
    class Callback:
        def on_other(self, other):
            raise AssertionError

    class Without:
        def on_other(self):
            return 1

    loops.pass_others(weft.Fabric(Without()), "unknown")
    for which, words in [("unknown", "Unknown, which Python knows no class for"), ("unique", "Unique, which Python cannot be given a copy of")]:
        with pytest.raises(TypeError, match=f"on_other: Callback takes 'other', but the call passes it as .*{words}.*expose<"):
            loops.pass_others(weft.Fabric(Callback()), which)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("double", 0.5, "0.5"),
        ("double", 3, "3"),
        ("double", math.inf, "inf"),
        ("double", 2**70, str(float(2**70)).replace("e+", "e+")),
        ("double", numpy.float32(0.5), "0.5"),
        ("double", numpy.int16(7), "7"),
        ("double", fractions.Fraction(1, 4), "0.25"),
        ("double", numpy.array(0.5), "0.5"),
        ("int", 3, "3"),
        ("int", numpy.int64(-3), "-3"),
        ("int", numpy.uint8(200), "200"),
        ("uint64", 2**64 - 1, str(2**64 - 1)),
        ("bool", True, "true"),
        ("bool", numpy.bool_(False), "false"),
        ("string", "text", "text"),
        ("string", "ä" * 200, "ä" * 200),
        ("string_view", "", ""),
        ("string_view", "x" * 65, "x" * 65),
        ("vector", numpy.array([1.0, 2.0]), "1 2 "),
        ("vector", numpy.arange(6.0)[::2], "0 2 4 "),
        ("vector", numpy.arange(6.0)[::-1], "5 4 3 2 1 0 "),
        ("vector", numpy.array([1.0, 2.0], dtype=">f8"), "1 2 "),
        ("vector", numpy.array([]), ""),
        ("object", [1, 2], "[1, 2]"),
    ],
)
def test_python_s_values_fill_the_parameters_of_cpp(kind, value, text):
    assert taken(kind, value) == text


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("double", True),
        ("double", "1.0"),
        ("double", None),
        ("double", [1.0]),
        ("double", numpy.array([1.0, 2.0])),
        ("int", 1.0),
        ("int", True),
        ("int", 2**31),
        ("int", 2**70),
        ("int", numpy.float64(1.0)),
        ("uint64", -1),
        ("bool", 1),
        ("bool", "True"),
        ("string", b"bytes"),
        ("string", 3),
        ("vector", [1.0, 2.0]),
        ("vector", numpy.array([[1.0]])),
        ("vector", numpy.array([1, 2])),
        ("vector", numpy.array([1j])),
        ("vector", numpy.array(["a"])),
    ],
)
def test_what_does_not_fit_without_loss_is_refused(kind, value):
    with pytest.raises(weft.ArgumentError, match="on_step: handler at .* takes 'value'"):
        taken(kind, value)


def test_surrogates_are_bytes_for_cpp_or_no_text():
    assert taken("string", "a\udcff") == "a\udcff"
    with pytest.raises(UnicodeEncodeError):
        taken("string", "\ud800")


def test_what_float_raises_is_passed_on():
    class Number:
        def __float__(self):
            raise ZeroDivisionError("no")

    with pytest.raises(ZeroDivisionError):
        taken("double", Number())


def test_objects_of_bound_classes_are_passed_by_reference():
    optimizer = loops.Optimizer()
    fabric = weft.Fabric()
    seen = []
    fabric.connect("on_step", lambda value: seen.append(value))
    loops.connect_taker(fabric, "on_step", "Optimizer&", loops.Taken())
    fabric.call("on_step", value=optimizer)
    assert optimizer.lr == 0.2
    assert seen[0] is optimizer


def test_an_array_is_converted_only_where_cpp_takes_it():
    class Hostile(numpy.ndarray):
        def __array_finalize__(self, parent):
            if parent is not None and getattr(parent, "armed", False):
                raise AssertionError("copied")

    array = numpy.arange(3.0).view(Hostile)
    array.armed = True
    fabric = weft.Fabric()
    seen = []
    fabric.connect("on_step", lambda value: seen.append(value))
    fabric.call("on_step", value=array)
    fabric.call("on_nothing", value=array)
    assert seen[0] is array


def test_results_fill_what_cpp_asks_for():
    fabric = weft.Fabric()
    for result in (None, "text", 3, 0.5, True):
        fabric.connect("on_ask", lambda result=result: result)
    assert loops.first_number(fabric, "on_ask") == 3.0
    assert loops.collect_texts(fabric, "on_ask") == ["text"]
    fabric.connect("on_ask", lambda: numpy.array([1.0, 2.0]))
    assert loops.collect_vectors(fabric, "on_ask") == [[1.0, 2.0]]


def test_a_callback_that_cpp_registers_works_as_one_that_python_does():
    class Callback:
        def __init__(self):
            self.steps = []

        def on_step(self, step):
            self.steps.append(step)

    callback = Callback()
    assert loops.register_from_cpp(callback) == 5
    assert callback.steps == [0, 0, 1, 1]


@pytest.mark.parametrize("value", [1, 0.5, True, "text"])
def test_a_ref_of_a_ref_has_its_value_and_is_another(value):
    first = weft.Ref(value)
    second = weft.Ref(first)
    assert repr(second) == repr(first)
    second.value = type(value)()
    assert first.value == value
