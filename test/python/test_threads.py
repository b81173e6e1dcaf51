# SPDX-License-Identifier: MIT
"""The GIL: no thread waits for it that another one waits for."""

import threading

import loops
import numpy
import pytest

import weft


def finish(*threads, seconds=60):
    for thread in threads:
        thread.join(seconds)
        assert not thread.is_alive(), "deadlock"


def start(function, *args):
    thread = threading.Thread(target=function, args=args, daemon=True)
    thread.start()
    return thread


def test_python_handlers_run_in_the_threads_of_a_cpp_loop():
    counts = {}
    lock = threading.Lock()

    def handler(step):
        with lock:
            counts[threading.get_ident()] = counts.get(threading.get_ident(), 0) + 1

    fabric = weft.Fabric()
    fabric.connect("on_step", handler)
    ran = []
    thread = start(lambda: ran.append(loops.loop_in_threads(fabric, 4, 250)))
    finish(thread)
    assert ran == [1000] and sum(counts.values()) == 1000


def test_a_loop_that_holds_the_gil_runs_python_handlers():
    fabric = weft.Fabric()
    fabric.connect("on_step", lambda step: None)
    assert loops.loop_with_gil(fabric, 10) == 10


def test_python_runs_while_a_cpp_loop_does():
    fabric = weft.Fabric()
    stop = threading.Event()
    begun = threading.Event()

    def handler(step):
        begun.set()
        if stop.is_set():
            raise StopIteration

    fabric.connect("on_step", handler)

    def run():
        with pytest.raises(StopIteration):
            loops.loop(fabric, 10**9)

    thread = start(run)
    assert begun.wait(60)
    stop.set()
    finish(thread)


def test_disconnecting_waits_without_the_gil():
    fabric = weft.Fabric()
    inside, go_on = threading.Event(), threading.Event()
    order = []

    def handler():
        inside.set()
        assert go_on.wait(60)
        order.append("handler")

    connection = fabric.connect("on_step", handler)
    calling = start(fabric.call, "on_step")
    assert inside.wait(60)

    def disconnect():
        connection.disconnect_and_wait()
        order.append("disconnected")

    waiting = start(disconnect)
    go_on.set()
    finish(calling, waiting)
    assert order == ["handler", "disconnected"]


def test_python_calls_while_cpp_threads_do_and_others_disconnect():
    fabric = weft.Fabric()
    fabric.connect("on_step", lambda step: None)
    stop = threading.Event()

    def call():
        while not stop.is_set():
            fabric.call("on_step", step=1)

    def change():
        for _ in range(200):
            connection = fabric.connect("on_step", lambda step: None)
            connection.disconnect_and_wait()
        stop.set()

    finish(start(change), start(call), start(call), start(loops.loop_in_threads, fabric, 2, 500))


def test_handlers_of_the_background_take_the_gil_while_a_fabric_ends():
    ran = []

    class Callback:
        def on_step(self, step):
            ran.append(step)

    def run():
        fabric = weft.Fabric()
        background = weft.in_background(Callback(), capacity=4)
        fabric.add(background)
        for step in range(100):
            fabric.call("on_step", step=step)
        background.flush()
        for step in range(100, 104):
            fabric.call("on_step", step=step)
        del fabric, background

    finish(start(run))
    assert ran == list(range(104))


def test_the_background_keeps_arrays_of_bools():
    seen = []

    class Callback:
        def on_step(self, mask):
            seen.append(mask)

    background = weft.in_background(Callback())
    fabric = weft.Fabric(background)
    fabric.call("on_step", mask=numpy.array([True, False, True]))
    background.flush()
    assert seen[0].dtype == bool and seen[0].tolist() == [True, False, True]


def test_the_background_keeps_python_s_values():
    seen = []

    class Callback:
        def on_step(self, **all):
            seen.append(all)

    fabric = weft.Fabric()
    background = weft.in_background(Callback())
    fabric.add(background)
    marker = object()
    fabric.call("on_step", a=1.5, b="text", c="x" * 100, d=marker, e=None, f=numpy.arange(2.0))
    background.flush()
    assert seen[0]["d"] is marker and seen[0]["c"] == "x" * 100 and seen[0]["f"].tolist() == [0.0, 1.0]
    assert (seen[0]["a"], seen[0]["b"], seen[0]["e"]) == (1.5, "text", None)


def test_an_error_in_the_background_comes_out_of_flush():
    class Callback:
        def on_step(self):
            raise ValueError("late")

    fabric = weft.Fabric()
    background = weft.in_background(Callback())
    fabric.add(background)
    fabric.call("on_step")
    with pytest.raises(ValueError, match="late"):
        background.flush()


def test_a_background_ends_with_an_error_that_nobody_has_taken():
    ran = threading.Event()

    class Callback:
        def on_step(self):
            ran.set()
            raise ValueError("late")

    def run():
        fabric = weft.Fabric()
        background = weft.in_background(Callback())
        connection = fabric.add(background)
        fabric.call("on_step")
        assert ran.wait(60)
        connection.disconnect_and_wait()
        del background

    finish(start(run))


def test_what_a_registration_keeps_is_let_go_in_the_thread_that_was_last():
    let_go_in = []

    class Callback:
        def on_step(self, step):
            if step == 0:
                connection.disconnect()

        def __del__(self):
            let_go_in.append(threading.get_ident())

    fabric = weft.Fabric()
    connection = fabric.add(Callback())
    finish(start(loops.loop_in_threads, fabric, 1, 1))
    assert len(let_go_in) == 1 and let_go_in[0] != threading.get_ident()


def test_threads_of_cpp_that_have_ended_leave_nothing_in_python():
    fabric = weft.Fabric()
    fabric.connect("on_step", lambda step: None)
    before = loops.thread_states()
    for _ in range(20):
        assert loops.loop_in_threads(fabric, 4, 2) == 8
    # The last of them are dropped by the next one.
    assert loops.thread_states() <= before + 4
    fabric.call("on_step", step=1)
    assert loops.loop_in_threads(fabric, 1, 1) == 1
    assert loops.thread_states() <= before + 1


def test_a_thread_keeps_its_state_where_others_have_ended():
    fabric = weft.Fabric()
    fabric.connect("on_step", lambda step: None)
    for _ in range(3):
        assert loops.loop_in_threads(fabric, 2, 1) == 2
        assert loops.has_its_state()
        finish(start(fabric.call, "on_step", 1))


def test_a_next_belongs_to_its_thread():
    seen = []

    def handler(next: weft.Next):
        def elsewhere():
            try:
                next()
            except weft.Error as error:
                seen.append(str(error))

        finish(start(elsewhere))
        next()

    fabric = weft.Fabric()
    fabric.connect("around_step", handler)
    assert fabric.around("around_step", lambda: None)
    assert "in another thread" in seen[0]
