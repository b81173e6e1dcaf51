# SPDX-License-Identifier: MIT
"""What Python changes in a loop of C++'s, and what it is lent for the time of a call."""

import gc
import sys

import loops
import numpy
import pytest
from fabrics import fabric_with

import weft


def test_a_ref_writes_back():
    def handler(stop: weft.Ref, count: weft.Ref, rate: weft.Ref, single: weft.Ref, byte: weft.Ref, text: weft.Ref, flag: weft.Ref):
        assert (stop.value, count.value, rate.value, text.value, flag.value) == (False, 1, 0.5, "old", False)
        stop.value = True
        count.value = numpy.int64(-5)
        rate.value = 1
        single.value = 0.75
        byte.value = 255
        text.value = "new"
        flag.value = numpy.bool_(True)

    fabric = fabric_with("on_references", handler)
    assert loops.pass_references(fabric) == (True, -5, 1.0, 0.75, 255, "new", True)


def test_a_value_that_does_not_fit_leaves_the_old_one():
    def handler(stop: weft.Ref, count: weft.Ref, byte: weft.Ref, text: weft.Ref):
        for ref, wrong in [(stop, 1), (stop, "x"), (count, 2**31), (count, 1.5), (count, True), (byte, 256), (byte, -1), (text, 3)]:
            with pytest.raises(weft.ArgumentError, match="does not fit, expected a value of"):
                ref.value = wrong

    fabric = fabric_with("on_references", handler)
    assert loops.pass_references(fabric) == (False, 1, 0.5, 0.25, 1, "old", False)


def test_without_an_annotation_python_gets_the_value():
    seen = []
    fabric = fabric_with("on_references", lambda stop, count: seen.extend([stop, count]))
    loops.pass_references(fabric)
    assert seen == [False, 1] and type(seen[0]) is bool


def test_a_ref_asks_for_what_is_not_const():
    def handler(stop: weft.Ref):
        raise AssertionError

    fabric = fabric_with("on_constant", handler)
    fabric.connect("on_step", handler)
    with pytest.raises(weft.ArgumentError, match="takes 'stop', but the call passes 'stop' as const bool"):
        loops.pass_constant(fabric)
    with pytest.raises(weft.ArgumentError, match="takes 'stop'"):
        fabric.call("on_step", stop=False)
    with pytest.raises(weft.ArgumentError, match="takes 'stop'"):
        fabric.call("on_step", stop=[])


def test_a_ref_that_is_kept_raises_reference_error():
    kept = []

    def handler(stop: weft.Ref):
        kept.append(stop)

    fabric = fabric_with("on_references", handler)
    loops.pass_references(fabric)
    with pytest.raises(ReferenceError, match="weft.Ref"):
        kept[0].value
    with pytest.raises(ReferenceError):
        kept[0].value = True


@pytest.mark.parametrize(("kind", "before", "after"), [("bool&", False, True), ("double&", 0.5, 1.0), ("string&", "a", "a!")])
def test_a_ref_of_python_s_fills_a_reference_of_cpp(kind, before, after):
    fabric = weft.Fabric()
    loops.connect_taker(fabric, "on_step", kind, loops.Taken())
    ref = weft.Ref(before)
    fabric.call("on_step", value=ref)
    assert ref.value == after and type(ref.value) is type(after)
    with pytest.raises(weft.ArgumentError):
        fabric.call("on_step", value=before)


def test_a_ref_between_python_handlers_is_the_same_object():
    ref = weft.Ref(1)
    seen = []

    def handler(value: weft.Ref):
        seen.append(value)
        value.value += 1

    fabric = fabric_with("on_step", handler, lambda value: seen.append(value))
    fabric.call("on_step", value=ref)
    assert seen[0] is ref and seen[1] is ref and ref.value == 2


def test_refs_are_made_of_bools_numbers_and_texts():
    assert bool(weft.Ref(True)) and not weft.Ref(False)
    assert float(weft.Ref(2)) == 2.0 and int(weft.Ref(3)) == 3
    assert f"{weft.Ref(0.5):.2f}" == "0.50" and repr(weft.Ref("a")) == "weft.Ref('a')"
    assert weft.Ref(2**64 - 1).value == 2**64 - 1
    for wrong in (None, [], 2**64, object()):
        with pytest.raises(weft.ArgumentError, match="weft.Ref"):
            weft.Ref(wrong)


def test_a_view_is_the_loop_s_own_memory():
    @weft.view("output")
    def handler(output):
        output[1] = 20.0

    fabric = fabric_with("on_vector", handler)
    assert loops.pass_vector(fabric, False) == [1.0, 20.0, 3.0]


def test_a_view_of_a_const_array_is_read_only():
    @weft.view("output")
    def handler(output):
        assert not output.flags.writeable
        with pytest.raises(ValueError):
            output[0] = 1.0
        return float(output.sum())

    fabric = fabric_with("on_vector", handler)
    loops.pass_vector(fabric, True)


def test_a_view_of_a_span_is_as_const_as_its_elements():
    @weft.view("output", "seen")
    def handler(output, seen):
        assert output.flags.writeable and not seen.flags.writeable
        output[0] = 20.0
        assert list(seen) == [20.0, 3.0]

    fabric = weft.Fabric()
    fabric.connect("on_spans", handler)
    assert loops.pass_spans(fabric) == [1.0, 20.0, 3.0]


def test_a_span_is_copied_for_whoever_asks_for_no_view():
    kept = []

    def handler(output, none):
        output[0] = 20.0
        kept.append(output)
        assert none.shape == (0,) and none.dtype == numpy.int32

    fabric = weft.Fabric()
    fabric.connect("on_spans", handler)
    assert loops.pass_spans(fabric) == [1.0, 2.0, 3.0]
    assert list(kept[0]) == [20.0, 3.0]


def test_a_view_of_a_span_that_is_kept_ends_the_call():
    kept = []

    @weft.view("seen", "none")
    def handler(seen, none):
        kept.append(seen)

    fabric = weft.Fabric()
    fabric.connect("on_spans", handler)
    with pytest.raises(weft.Error, match="seen"):
        loops.pass_spans(fabric)
    with pytest.raises(ReferenceError):
        kept[0].sum()


def test_a_large_array_costs_no_copy():
    found = []

    @weft.view("output")
    def handler(output):
        found.append(output.__array_interface__["data"][0])

    fabric = fabric_with("on_large", lambda: None, handler)
    assert loops.pass_large(fabric) == found[0]


@pytest.mark.parametrize("way", ["list", "closure", "traceback", "result", "attribute"])
def test_an_array_that_is_kept_ends_the_call_and_raises_from_then_on(way):
    kept = []

    class Callback:
        @weft.view("output")
        def on_vector(self, output):
            if way == "list":
                kept.append(output)
            elif way == "closure":
                kept.append(lambda: output)
            elif way == "traceback":
                try:
                    raise ValueError
                except ValueError as error:
                    kept.append(error)
            elif way == "attribute":
                self.output = output
            else:
                return output

    callback = Callback()
    fabric = weft.Fabric(callback)
    with pytest.raises(weft.Error, match="on_vector: Callback keeps 'output' beyond the call"):
        loops.pass_vector(fabric, False)
    array = callback.output if way == "attribute" else kept[0] if way == "list" else kept[0]() if way == "closure" else None
    if array is not None:
        for use in (lambda: array[0], lambda: array.sum(), lambda: len(array), lambda: array + 1, lambda: list(array), lambda: numpy.sum(array), lambda: numpy.asarray(array), lambda: memoryview(array), lambda: repr(array), lambda: array == 1):
            with pytest.raises((ReferenceError, TypeError)):
                use()
        with pytest.raises(ReferenceError):
            array[0]
        with pytest.raises(ReferenceError):
            array.shape
    del array
    kept.clear()
    gc.collect()


def test_garbage_is_not_kept():
    @weft.view("output")
    def handler(output):
        circle = [output]
        circle.append(circle)

    fabric = fabric_with("on_vector", handler)
    loops.pass_vector(fabric, False)


def test_what_a_handler_raises_leaves_even_where_its_traceback_keeps_the_array():
    kept = []

    @weft.view("output")
    def handler(output):
        kept.append(sys._getframe())
        raise KeyError("mine")

    fabric = fabric_with("on_vector", handler)
    with pytest.raises(KeyError, match="mine"):
        loops.pass_vector(fabric, False)
    array = kept[0].f_locals["output"]
    with pytest.raises(ReferenceError):
        array[0]


def test_a_slice_that_is_kept_keeps_its_array():
    kept = []

    @weft.view("output")
    def handler(output):
        kept.append(output[1:])

    fabric = fabric_with("on_vector", handler)
    with pytest.raises(weft.Error, match="keeps 'output'"):
        loops.pass_vector(fabric, False)
    kept.clear()


def test_a_lent_object_is_the_loop_s_own():
    def handler(lent):
        assert type(lent) is loops.Lent
        lent.lr = 2.0

    fabric = fabric_with("on_lent", handler, handler)
    assert loops.pass_lent(fabric, False) == 2.0


def test_a_const_object_is_copied_all_the_same():
    kept = []

    def handler(lent):
        lent.lr = 2.0
        kept.append(lent)

    fabric = fabric_with("on_lent", handler)
    assert loops.pass_lent(fabric, True) == 0.5
    assert kept[0].lr == 2.0


def test_a_lent_object_that_is_kept_raises_from_then_on_and_is_not_taken_for_another():
    kept = []
    fabric = weft.Fabric()
    connection = fabric.connect("on_lent", lambda lent: kept.append(lent))
    with pytest.raises(weft.Error, match="keeps 'lent' beyond the call"):
        loops.pass_lent(fabric, False)
    for use in (lambda: kept[0].lr, lambda: setattr(kept[0], "lr", 1.0), lambda: kept[0] == 1, lambda: hash(kept[0]), lambda: repr(kept[0])):
        with pytest.raises(ReferenceError, match="valid during the call"):
            use()
    assert not isinstance(type(kept[0]), loops.Lent)
    with pytest.raises((TypeError, ReferenceError)):
        loops.Lent.lr.fget(kept[0])
    connection.disconnect()
    seen = []
    fabric.connect("on_lent", lambda lent: seen.append(lent.lr))
    for _ in range(3):
        loops.pass_lent(fabric, False)
    assert seen == [0.5] * 3
    kept.clear()
    gc.collect()


def test_a_part_that_keeps_its_object_alive_is_found():
    kept = []
    fabric = fabric_with("on_lent", lambda lent: kept.append(lent.part))
    with pytest.raises(weft.Error, match="keeps 'lent'"):
        loops.pass_lent(fabric, False)
    kept.clear()


def test_a_view_names_a_parameter():
    @weft.view("outputs")
    def handler(output):
        pass

    with pytest.raises(weft.Error, match="no parameter 'outputs'"):
        weft.Fabric().connect("on_step", handler)
