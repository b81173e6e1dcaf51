# SPDX-License-Identifier: MIT
"""Handlers that go around what comes after them, and arguments that are made when somebody wants them."""

import loops
import pytest

import weft


def test_handlers_go_around_the_body():
    order = []

    class Outer:
        def around_validation(self, epoch, next: weft.Next):
            order.append(f"before {epoch}")
            next()
            order.append("after")

    fabric = weft.Fabric(Outer())
    fabric.connect("around_validation", lambda: order.append("plain"))
    assert fabric.around("around_validation", lambda: order.append("body"), epoch=3) is True
    assert order == ["before 3", "plain", "body", "after"]


def test_positional_arguments_stand_before_the_body():
    seen = []
    fabric = weft.Fabric()
    fabric.connect("around_step", lambda a, b, c: seen.append((a, b, c)))
    fabric.around("around_step", 1, 2, lambda: seen.append("body"), c=3)
    assert seen == [(1, 2, 3), "body"]


def test_a_handler_that_never_calls_it_vetoes_the_rest():
    def veto(next: weft.Next):
        pass

    ran = []
    fabric = weft.Fabric()
    assert fabric.around("around_step", lambda: ran.append(1)) is True
    fabric.connect("around_step", veto)
    assert fabric.around("around_step", lambda: ran.append(2)) is False
    assert ran == [1]


def test_python_goes_around_the_body_of_a_cpp_loop():
    order = []

    def handler(next: weft.Next):
        order.append("before")
        next()
        order.append("after")

    fabric = weft.Fabric()
    connection = fabric.connect("around_step", handler)
    assert loops.around_in_cpp(fabric, "around_step") == (True, 1)
    assert order == ["before", "after"]
    connection.disconnect()
    fabric.connect("around_step", lambda next: None) if False else fabric.connect("around_step", vetoing)
    assert loops.around_in_cpp(fabric, "around_step") == (False, 0)


def vetoing(next: weft.Next):
    pass


def test_a_second_next_is_refused_and_a_kept_one_expires():
    kept = []

    def twice(next: weft.Next):
        kept.append(next)
        next()
        next()

    fabric = weft.Fabric()
    fabric.connect("around_step", twice)
    with pytest.raises(weft.Error, match="a second time"):
        fabric.around("around_step", lambda: None)
    with pytest.raises(ReferenceError, match="weft.Next"):
        kept[0]()
    with pytest.raises(TypeError):
        kept[0](1)


def test_what_the_body_raises_goes_through_python_s_with_and_is_nobody_s_failure():
    error = ValueError("body")
    seen, failures = [], []

    def handler(next: weft.Next):
        try:
            next()
        except ValueError as caught:
            seen.append(caught)
            raise

    def body():
        raise error

    fabric = weft.Fabric()
    fabric.connect("around_step", handler)
    fabric.connect("around_step", handler)
    fabric.on_error(failures.append)
    with pytest.raises(ValueError) as caught:
        fabric.around("around_step", body)
    assert caught.value is error and seen == [error, error] and failures == []


def test_a_handler_may_swallow_what_the_body_raises():
    def handler(next: weft.Next):
        try:
            next()
        except ValueError:
            pass

    def body():
        raise ValueError

    fabric = weft.Fabric()
    fabric.connect("around_step", handler)
    assert fabric.around("around_step", body) is True


def test_on_error_sees_the_exception_of_an_inner_handler_once():
    failures = []

    def around(next: weft.Next):
        next()

    def failing():
        raise ValueError

    fabric = weft.Fabric()
    fabric.connect("around_step", around)
    fabric.connect("around_step", failing)

    def again(failure):
        failures.append(failure)
        raise failure.exception

    fabric.on_error(again)
    with pytest.raises(ValueError):
        fabric.around("around_step", lambda: None)
    assert len(failures) == 1


def test_a_lazy_argument_is_made_at_most_once_and_only_where_it_is_taken():
    made = []

    def make():
        made.append(1)
        return {"value": 5}

    seen = []
    fabric = weft.Fabric()
    fabric.connect("on_step", lambda step: None)
    fabric.call("on_step", step=1, spectrum=weft.lazy(make))
    fabric.call("on_nothing", spectrum=weft.lazy(make))
    assert made == []
    fabric.connect("on_step", lambda spectrum: seen.append(spectrum))
    fabric.connect("on_step", lambda spectrum: seen.append(spectrum))
    fabric.call("on_step", step=1, spectrum=weft.lazy(make))
    assert made == [1] and seen[0] is seen[1] and seen[0] == {"value": 5}


def test_a_lazy_argument_is_made_anew_in_each_call():
    lazy = weft.lazy(iter(range(5)).__next__)
    fabric = weft.Fabric()
    fabric.connect("on_ask", lambda value: value)
    assert [fabric.first("on_ask", value=lazy) for _ in range(3)] == [0, 1, 2]
    assert fabric.first("on_ask", lazy) == 3


def test_cpp_takes_a_lazy_argument_as_a_number():
    taken = loops.Taken()
    fabric = weft.Fabric()
    loops.connect_taker(fabric, "on_step", "double", taken)
    fabric.call("on_step", value=weft.lazy(lambda: 0.5))
    assert taken.all == ["0.5"]
    with pytest.raises(weft.ArgumentError):
        fabric.call("on_step", value=weft.lazy(lambda: "text"))


def test_what_a_lazy_argument_raises_leaves_the_call_and_is_nobody_s_failure():
    error = ValueError("lazy")
    failures = []

    def make():
        raise error

    fabric = weft.Fabric()
    fabric.connect("on_step", lambda value: None)
    fabric.on_error(failures.append)
    with pytest.raises(ValueError) as caught:
        fabric.call("on_step", value=weft.lazy(make))
    assert caught.value is error and failures == []
