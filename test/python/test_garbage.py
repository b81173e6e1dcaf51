# SPDX-License-Identifier: MIT
"""Python's garbage collection: callbacks that hold their fabric, and what is left after many fabrics."""

import gc
import os
import weakref

import loops
import pytest

import weft


def test_a_callback_that_holds_its_fabric_is_collected():
    class Callback:
        def on_step(self):
            pass

    callback = Callback()
    callback.fabric = weft.Fabric(callback)
    found = weakref.ref(callback)
    del callback
    assert found() is not None
    gc.collect()
    assert found() is None


def test_a_bound_method_connected_to_its_own_object_s_fabric_is_collected():
    class Owner:
        def __init__(self):
            self.fabric = weft.Fabric()
            self.connection = self.fabric.connect("on_step", self.on_step)

        def on_step(self):
            pass

    found = weakref.ref(Owner())
    gc.collect()
    assert found() is None


@pytest.mark.parametrize("way", ["default", "when", "observer", "on_error", "partial", "replaced"])
def test_whatever_a_fabric_keeps_is_collected(way):
    import functools

    class Owner:
        def method(self, *args):
            return True

    owner = Owner()
    owner.fabric = fabric = weft.Fabric()
    if way == "default":

        def handler(a=owner):
            pass

        fabric.connect("on_step", handler)
    elif way == "when":
        fabric.connect("on_step", print, when=owner.method)
    elif way == "observer":
        fabric.observe(owner.method)
    elif way == "on_error":
        fabric.on_error(owner.method)
    elif way == "replaced":
        fabric.on_error(owner.method)
        fabric.on_error(print)
    else:
        fabric.connect("on_step", functools.partial(owner.method, owner))
    found = weakref.ref(owner)
    handler = None
    del owner, fabric
    gc.collect()
    assert found() is None


@pytest.mark.parametrize("keeps_callback", [True, False])
@pytest.mark.parametrize("way", ["checkpoint", "report", "observer", "background", "background of a checkpoint", "cpp", "cpp function"])
def test_whatever_a_callback_of_cpp_keeps_is_collected(way, keeps_callback, tmp_path):
    class Owner:
        def write(self):
            return b"state"

        def on_step(self, step):
            pass

    owner = Owner()
    owner.fabric = weft.Fabric()
    callback = None
    if way in ("checkpoint", "background of a checkpoint"):
        callback = weft.Checkpoint(tmp_path, owner.write)
    elif way in ("report", "observer"):
        callback = weft.Report(tmp_path / "report.html", profile=lambda owner=owner: owner.write().decode())
    elif way == "background":
        callback = weft.in_background(owner)
    if way == "background of a checkpoint":
        callback = weft.in_background(callback)
    if way == "cpp":
        loops.add_from_cpp(owner.fabric, owner)
    elif way == "cpp function":
        loops.connect_from_cpp(owner.fabric, "on_step", owner.on_step)
    elif way == "observer":
        owner.fabric.observe(callback)
    else:
        owner.fabric.add(callback)
    owner.fabric.call("on_step", step=1)
    if keeps_callback:
        owner.callback = callback
    found = weakref.ref(owner)
    del owner, callback
    gc.collect()
    assert found() is None


def test_a_callback_of_cpp_in_a_fabric_keeps_its_function(tmp_path):
    class Owner:
        def write(self):
            return b"state"

    fabric = weft.Fabric(weft.Checkpoint(tmp_path, Owner().write))
    gc.collect()
    fabric.call("on_validation_epoch_end", epoch=0)
    assert any(file.read_bytes() == b"state" for file in tmp_path.iterdir())


def test_what_has_been_collected_may_still_be_called(tmp_path):
    ran = []

    class Owner:
        def write(self):
            return b"state"

        def __del__(self):
            ran.append(self.fabric.call("on_validation_epoch_end", epoch=0))

    owner = Owner()
    owner.fabric = weft.Fabric([weft.Checkpoint(tmp_path, owner.write), owner])
    del owner
    gc.collect()
    assert ran == [1]


def test_a_callback_that_the_collector_has_cleared_is_refused():
    class Callback:
        def on_step(self):
            pass

    callback = weft.in_background(Callback())
    loops.clear(callback)
    with pytest.raises(weft.Error) as caught:
        weft.Fabric().add(callback)
    assert str(caught.value) == "a callback has been collected as garbage, expected one that is in use"


def test_what_is_disconnected_is_let_go_at_once():
    class Callback:
        def on_step(self):
            pass

    callback = Callback()
    fabric = weft.Fabric()
    connection = fabric.add(callback)
    found = weakref.ref(callback)
    del callback
    gc.collect()
    assert found() is not None
    connection.disconnect()
    assert found() is None


def test_the_same_callback_in_two_fabrics_is_kept_by_the_one_that_is_left():
    class Callback:
        steps = 0

        def on_step(self):
            self.steps += 1

    callback = Callback()
    first, second = weft.Fabric(callback), weft.Fabric([callback, callback])
    callback.fabrics = [first]
    found = weakref.ref(callback)
    del callback, first
    gc.collect()
    assert second.call("on_step") == 2
    assert found().steps == 2
    del second
    gc.collect()
    assert found() is None


def test_two_fabrics_that_hold_each_other_are_collected():
    class Callback:
        def on_step(self):
            pass

    one, other = Callback(), Callback()
    one.fabric, other.fabric = weft.Fabric(other), weft.Fabric(one)
    found = weakref.ref(one), weakref.ref(other)
    del one, other
    gc.collect()
    assert found[0]() is None and found[1]() is None


def test_a_fabric_that_is_used_is_not_collected():
    class Callback:
        steps = 0

        def on_step(self):
            self.steps += 1
            gc.collect()

    callback = Callback()
    callback.fabric = weft.Fabric(callback)
    fabric = callback.fabric
    found = weakref.ref(callback)
    del callback
    for _ in range(3):
        gc.collect()
        assert fabric.call("on_step") == 1
    assert found().steps == 3


def test_del_may_call_the_fabric():
    ran = []

    class Callback:
        def on_step(self):
            ran.append("step")

        def __del__(self):
            ran.append(self.fabric.call("on_step"))

    callback = Callback()
    callback.fabric = weft.Fabric(callback)
    del callback
    gc.collect()
    assert ran == ["step", 1]


@pytest.mark.parametrize("keep", [weft.Fabric, lambda callback: weft.lazy(callback.on_step)])
def test_the_collector_may_run_while_what_keeps_a_callback_ends(keep):
    ran = []

    class Callback:
        def on_step(self):
            pass

        def __del__(self):
            gc.collect()
            ran.append("end")

    kept = keep(Callback())
    assert ran == []
    del kept
    assert ran == ["end"]


def test_the_collector_may_run_while_a_derived_fabric_is_made():
    class Mine(weft.Fabric):
        pass

    before = gc.get_threshold()
    gc.set_threshold(1)
    try:
        fabric = Mine()
    finally:
        gc.set_threshold(*before)
    assert fabric.call("on_step") == 0


def test_a_lazy_argument_that_holds_itself_is_collected():
    class Owner:
        pass

    owner = Owner()
    owner.lazy = weft.lazy(lambda owner=owner: owner)
    found = weakref.ref(owner)
    del owner
    gc.collect()
    assert found() is None


def resident():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096


def test_nothing_is_left_of_many_fabrics():
    class Callback:
        def on_step(self, step, loss=None):
            pass

        def on_end(self, **rest):
            pass

    def use(count):
        for step in range(count):
            fabric = weft.Fabric([Callback()])
            fabric.connect("on_step", lambda step: None, when=lambda args: True)
            fabric.call("on_step", step=step, loss=0.5)
            fabric.call("on_end", step=weft.Ref(1))
            try:
                fabric.call("on_step", stop=1)
            except weft.ArgumentError:
                pass
            if step % 2:
                fabric.add(Callback()).disconnect()

    use(2_000)
    gc.collect()
    objects, memory = len(gc.get_objects()), resident()
    use(18_000)
    gc.collect()
    assert len(gc.get_objects()) <= objects + 50
    # Of 18,000 fabrics, each of which takes some kilobytes.
    # AddressSanitizer keeps what was freed; Python's own allocator is off then.
    if os.environ.get("PYTHONMALLOC") != "malloc":
        assert resident() - memory < 8_000_000


def test_nothing_is_left_of_a_hundred_thousand_fabrics_that_hold_themselves():
    class Callback:
        def on_step(self):
            pass

    for _ in range(100_000):
        callback = Callback()
        callback.fabric = weft.Fabric()
        callback.fabric.connect("on_step", callback.on_step)
    gc.collect()
    assert sum(isinstance(one, Callback) for one in gc.get_objects()) == 1
