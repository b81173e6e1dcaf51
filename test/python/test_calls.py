# SPDX-License-Identifier: MIT
"""What a Python user asks of a fabric: order, missing methods, arguments by name and position, several callbacks."""

import pytest

import weft


class Recorder:
    def __init__(self):
        self.seen = []

    def on_step(self, step, loss=None):
        self.seen.append((step, loss))


def test_a_callback_takes_the_arguments_that_it_names():
    recorder = Recorder()
    fabric = weft.Fabric(callbacks=[recorder])
    assert fabric.call("on_step", step=1, loss=0.5, output=[1, 2]) == 1
    assert recorder.seen == [(1, 0.5)]


def test_callbacks_are_called_in_the_order_of_the_list():
    order = []

    class First:
        def on_step(self):
            order.append("first")

    class Second:
        def on_step(self):
            order.append("second")

    fabric = weft.Fabric(callbacks=[First(), Second(), First()])
    assert fabric.call("on_step") == 3
    assert order == ["first", "second", "first"]


def test_a_single_callback_needs_no_list():
    recorder = Recorder()
    weft.Fabric(callbacks=recorder).call("on_step", 1)
    weft.Fabric(recorder).call("on_step", 2)
    weft.Fabric((recorder,)).call("on_step", 3)
    assert recorder.seen == [(1, None), (2, None), (3, None)]


def test_a_callback_without_the_method_is_passed_over():
    class Other:
        def on_end(self):
            raise AssertionError

    recorder = Recorder()
    fabric = weft.Fabric([Other(), recorder])
    assert fabric.call("on_step", step=1) == 1
    assert fabric.call("on_nothing", step=1) == 0


def test_positional_arguments_fill_the_first_parameters_and_surplus_ones_are_left_out():
    seen = []

    class Callback:
        def on_batch(self, outputs, batch, batch_idx=-1):
            seen.append((outputs, batch, batch_idx))

    fabric = weft.Fabric(Callback())
    fabric.call("on_batch", "out", "batch")
    fabric.call("on_batch", "out", "batch", 3, 4, 5)
    fabric.call("on_batch", "out", batch="named", batch_idx=7)
    assert seen == [("out", "batch", -1), ("out", "batch", 3), ("out", "named", 7)]


def test_an_argument_by_position_and_by_name_is_refused():
    fabric = weft.Fabric(Recorder())
    with pytest.raises(weft.ArgumentError, match="passes it twice"):
        fabric.call("on_step", 1, step=2)


def test_a_missing_argument_names_the_nearest():
    fabric = weft.Fabric(Recorder())
    with pytest.raises(TypeError, match="Recorder takes 'step', but the call passes no such argument.*did you mean 'stp'"):
        fabric.call("on_step", stp=1)


def test_the_names_self_and_hook_are_free_for_arguments():
    seen = []
    fabric = weft.Fabric()
    fabric.connect("on_step", lambda hook, self: seen.append((hook, self)))
    fabric.call("on_step", hook=1, self=2)
    assert seen == [(1, 2)]


def test_python_handlers_get_the_objects_as_they_are():
    seen = []
    values = [object(), [1], {"a": 1}, "text", "ä" * 100, b"bytes", None, 2**70, 1.5, True, float("nan"), (), "\ud800"]
    fabric = weft.Fabric()
    fabric.connect("on_step", seen.append)
    for value in values:
        fabric.call("on_step", value)
    assert all(one is other for one, other in zip(seen, values)) and len(seen) == len(values)


def test_many_arguments_are_passed():
    seen = []
    fabric = weft.Fabric()
    fabric.connect("on_step", lambda **all: seen.append(all))
    names = {f"a{i}": i for i in range(60)}
    fabric.call("on_step", **names)
    assert seen == [names]


def test_add_and_connect_return_connections():
    recorder = Recorder()
    fabric = weft.Fabric()
    connection = fabric.add(recorder)
    assert connection.connected
    fabric.call("on_step", 1)
    with connection.block():
        assert connection.blocked
        assert fabric.call("on_step", 2) == 0
    assert fabric.call("on_step", 3) == 1
    connection.disconnect()
    assert not connection.connected
    assert fabric.call("on_step", 4) == 0
    assert recorder.seen == [(1, None), (3, None)]
    assert fabric.connect("x", print) != connection
    connection.disconnect_and_wait()


def test_a_connection_outlives_its_fabric():
    fabric = weft.Fabric()
    connection = fabric.connect("on_step", print)
    del fabric
    assert not connection.connected
    connection.disconnect()


def test_extras_say_where_and_how_often():
    order = []
    fabric = weft.Fabric()
    fabric.connect("on_step", lambda: order.append("back"))
    fabric.connect("on_step", lambda: order.append("front"), at_front=True)
    fabric.connect("on_step", lambda: order.append("once"), once=True)
    fabric.connect("on_step", lambda: order.append("second"), every=2)
    fabric.call("on_step")
    assert order == ["front", "back", "once"]
    order.clear()
    fabric.call("on_step")
    assert order == ["front", "back", "second"]


def test_when_is_asked_with_all_arguments():
    seen = []
    fabric = weft.Fabric()
    fabric.connect("on_step", lambda step: seen.append(step), when=lambda args: args["step"] % 2 == 0 and args.get("x", 3) == 3)
    for step in range(5):
        fabric.call("on_step", step=step)
    assert seen == [0, 2, 4]


def test_what_a_predicate_raises_leaves_the_call_as_it_is():
    failures = []
    error = LookupError("predicate")

    def predicate(args):
        raise error

    fabric = weft.Fabric()
    fabric.on_error(failures.append)
    fabric.add(Recorder(), when=predicate)
    with pytest.raises(LookupError) as caught:
        fabric.call("on_step", 1)
    assert caught.value is error
    assert failures == []


@pytest.mark.parametrize("count", [0, -1])
def test_every_is_at_least_one(count):
    with pytest.raises(weft.Error, match="every"):
        weft.Fabric().connect("on_step", print, every=count)


def test_wrong_uses_are_refused_with_words():
    fabric = weft.Fabric()
    for wrong, words in [
        (lambda: fabric.add(Recorder), "did you mean .*Recorder"),
        (lambda: fabric.add(print), "use fabric.connect"),
        (lambda: fabric.add(lambda: None), "use fabric.connect"),
        (lambda: fabric.add(3), "int has no public method"),
        (lambda: fabric.add(None), "NoneType has no public method"),
        (lambda: weft.Fabric([object()]), "object has no public method"),
        (lambda: fabric.connect("on_step", 3), "3 cannot be called"),
        (lambda: fabric.connect("", print), "empty"),
        (lambda: fabric.call(3), "the name of a hook is a str, found 3"),
        (lambda: fabric.call(), "the name of the hook is missing"),
        (lambda: fabric.call("on_step", **{"": 1}), "an argument's name is empty"),
        (lambda: fabric.observe(3), "observe: 3 cannot be called"),
        (lambda: fabric.on_error(3), "on_error: 3 cannot be called"),
        (lambda: fabric.add(Recorder(), when=3), "when: 3 cannot be called"),
        (lambda: fabric.add(Recorder(), at_front=True, at_back=True), "at_front and at_back"),
        (lambda: fabric.add(Recorder(), every=1.5), "every is given 1.5, expected a number of calls, an int from 1 on"),
        (lambda: fabric.connect("on_step", print, every=2**70), f"every is given {2**70}, expected"),
        (lambda: fabric.around("on_step"), "takes the body"),
        (lambda: fabric.around("on_step", 3), "takes the body"),
        (lambda: weft.lazy(3), "3 cannot be called"),
        (lambda: weft.view(3), "names of parameters"),
    ]:
        with pytest.raises(weft.Error, match=words):
            wrong()
    assert fabric.hooks() == []


def test_a_derived_class_is_a_fabric():
    class Trainer(weft.Fabric):
        def __init__(self, callbacks):
            super().__init__(callbacks)
            self.steps = 0

        def step(self):
            self.steps += 1
            return self.call("on_step", step=self.steps)

    recorder = Recorder()
    trainer = Trainer([recorder])
    assert trainer.step() == 1
    assert recorder.seen == [(1, None)]

    class Forgetful(weft.Fabric):
        def __init__(self):
            pass

    with pytest.raises((TypeError, weft.Error), match="__init__"):
        Forgetful().call("on_step")


def test_a_handler_may_change_the_fabric_during_a_call():
    order = []
    fabric = weft.Fabric()

    def first():
        order.append("first")
        second.disconnect()
        fabric.connect("on_step", lambda: order.append("added"))
        fabric.call("on_other")

    fabric.connect("on_step", first, once=True)
    second = fabric.connect("on_step", lambda: order.append("second"))
    fabric.connect("on_other", lambda: order.append("other"))
    fabric.call("on_step")
    assert order == ["first", "other"]
    fabric.call("on_step")
    assert order == ["first", "other", "added"]


def test_a_handler_may_drop_the_last_reference_to_its_fabric():
    order = []
    owner = {"fabric": weft.Fabric()}

    def last():
        del owner["fabric"]
        order.append("still running")

    owner["fabric"].connect("on_step", last)
    owner["fabric"].call("on_step")
    assert order == ["still running"]


def test_collect_and_first():
    fabric = weft.Fabric()
    array = [1]
    fabric.connect("on_ask", lambda: None)
    fabric.connect("on_ask", lambda: array)
    fabric.connect("on_ask", lambda: "text")
    ran = []
    fabric.connect("on_ask", lambda: ran.append(1))
    assert fabric.collect("on_ask") == [[1], "text"]
    assert fabric.collect("on_ask")[0] is array
    assert len(ran) == 2
    assert fabric.first("on_ask") is array
    assert len(ran) == 2
    assert fabric.first("on_nothing") is None
    assert fabric.collect("on_nothing") == []
