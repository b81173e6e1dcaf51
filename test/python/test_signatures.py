# SPDX-License-Identifier: MIT
"""Functions and methods of every kind: what they take is what their signature says."""

import abc
import dataclasses
import functools

import pytest

import weft


def call(function, *args, **kwargs):
    """What the function is given, as a handler: it returns what it got."""
    fabric = weft.Fabric()
    fabric.connect("on_step", function)
    return fabric.first("on_step", *args, **kwargs)


def decorated(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def test_plain_parameters_and_defaults():
    def handler(a, b=2):
        return (a, b)

    assert call(handler, a=1) == (1, 2)
    assert call(handler, a=1, b=3, c=4) == (1, 3)
    assert call(handler, 1) == (1, 2)
    assert call(handler, 1, 5, 6) == (1, 5)


def test_a_default_between_arguments_that_are_there():
    def handler(a, b=2, c=3, *, d=4, e):
        return (a, b, c, d, e)

    assert call(handler, a=1, c=5, e=6) == (1, 2, 5, 4, 6)


def test_a_default_is_the_same_object():
    marker = object()

    def handler(a=marker):
        return [a]

    assert call(handler)[0] is marker


def test_parameters_by_name_alone_take_no_position():
    def handler(a, *, b):
        return (a, b)

    assert call(handler, 1, 99, b=2) == (1, 2)
    with pytest.raises(weft.ArgumentError, match="takes 'b'"):
        call(handler, 1, 2)


def test_parameters_by_position_alone_go_by_name_too():
    def handler(a, b=2, /, c=3):
        return (a, b, c)

    assert call(handler, 1) == (1, 2, 3)
    assert call(handler, a=1, c=5) == (1, 2, 5)


def test_args_take_surplus_positional_ones():
    def handler(a, *args):
        return (a, args)

    assert call(handler, 1, 2, 3, x=4) == (1, (2, 3))
    assert call(handler, a=1) == (1, ())


def test_kwargs_take_all_other_names():
    def handler(a, **kwargs):
        return (a, kwargs)

    assert call(handler, a=1, b=2, c=3) == (1, {"b": 2, "c": 3})
    assert call(handler, 1, 9, c=3) == (1, {"c": 3})


def test_args_and_kwargs_with_names_between():
    def handler(a, *args, b=0, **kwargs):
        return (a, args, b, kwargs)

    assert call(handler, 1, 2, b=3, c=4) == (1, (2,), 3, {"c": 4})
    assert call(handler, 1) == (1, (), 0, {})
    assert call(lambda *args, **kwargs: (args, kwargs), 1, 2, c=3) == ((1, 2), {"c": 3})


def test_partials():
    def handler(a, b, c=3):
        return (a, b, c)

    assert call(functools.partial(handler, 1), b=2) == (1, 2, 3)
    assert call(functools.partial(handler, b=5), a=1) == (1, 5, 3)
    assert call(functools.partial(handler, b=5), a=1, b=6) == (1, 6, 3)


def test_decorated_functions_keep_their_names():
    @decorated
    @decorated
    def handler(a, b=2):
        return (a, b)

    assert call(handler, a=1, c=3) == (1, 2)
    assert call(functools.lru_cache(handler), a=1, c=3) == (1, 2)


def test_objects_that_can_be_called():
    class Functor:
        def __call__(self, a, b=2):
            return (a, b)

    assert call(Functor(), a=1) == (1, 2)


def test_bound_methods_class_methods_and_static_ones():
    class Callback:
        def method(self, a):
            return (type(self), a)

        @classmethod
        def of_class(cls, a):
            return (cls, a)

        @staticmethod
        def static(a):
            return a

    class Derived(Callback):
        pass

    one = Derived()
    assert call(one.method, a=1) == (Derived, 1)
    fabric = weft.Fabric(one)
    assert fabric.first("method", a=1) == (Derived, 1)
    assert fabric.first("of_class", a=1) == (Derived, 1)
    assert fabric.first("static", a=1) == 1


def test_c_functions_without_a_signature_take_everything():
    assert call(dict, a=1, b=2) == {"a": 1, "b": 2}
    assert call(max, 1, 3, 2) == 3
    assert call(abs, -3, 1) == 3


def test_methods_of_every_kind_serve_hooks():
    class Base(abc.ABC):
        def on_inherited(self, a):
            return ("base", a)

        @abc.abstractmethod
        def on_abstract(self, a): ...

    def outside(a):
        return ("outside", a)

    class Callback(Base):
        on_partial = functools.partialmethod(lambda self, b, a: (b, a), 5)
        on_function_of_c = len

        def on_abstract(self, a):
            return ("made", a)

        @decorated
        def on_decorated(self, a):
            return ("decorated", a)

        def __init__(self):
            self.on_own = outside
            self.helper = Callback.__subclasses__

    fabric = weft.Fabric(Callback())
    assert fabric.first("on_inherited", a=1) == ("base", 1)
    assert fabric.first("on_abstract", a=1) == ("made", 1)
    assert fabric.first("on_partial", a=1) == (5, 1)
    assert fabric.first("on_decorated", a=1) == ("decorated", 1)
    assert fabric.first("on_own", a=1) == ("outside", 1)
    assert fabric.first("on_function_of_c", [1, 2]) == 2


def test_an_attribute_of_the_object_wins_over_its_class():
    class Callback:
        def on_step(self):
            return "class"

    one = Callback()
    one.on_step = lambda: "object"
    assert weft.Fabric(one).collect("on_step") == ["object"]


def test_what_is_no_method_is_passed_over():
    class Callback:
        on_number = 3
        on_none = None

        class on_class:
            pass

        def _on_private(self):
            raise AssertionError

        def on_step(self):
            return 1

    names = [hook.name for hook in weft.Fabric(Callback()).hooks()]
    assert names == ["on_step"]


def test_a_name_that_a_derived_class_hides_serves_no_hook():
    class Base:
        def on_step(self):
            raise AssertionError

    class Derived(Base):
        on_step = None

        def on_end(self):
            return 1

    assert [hook.name for hook in weft.Fabric(Derived()).hooks()] == ["on_end"]


def test_neither_properties_nor_getattr_run_at_registration():
    class Callback:
        def __getattr__(self, name):
            raise AssertionError(name)

        @property
        def on_property(self):
            raise AssertionError

        @functools.cached_property
        def on_cached(self):
            raise AssertionError

        def on_step(self):
            return 1

    fabric = weft.Fabric(Callback())
    assert fabric.call("on_step") == 1
    assert fabric.call("on_property") == 0
    assert fabric.call("on_anything") == 0


def test_dataclasses_and_slots():
    @dataclasses.dataclass(slots=True)
    class Callback:
        steps: int = 0

        def on_step(self):
            self.steps += 1

    one = Callback()
    fabric = weft.Fabric(one)
    fabric.call("on_step")
    assert one.steps == 1


def test_a_module_is_a_callback():
    import types

    module = types.ModuleType("mine")
    module.on_step = lambda a: a + 1
    fabric = weft.Fabric(module)
    assert fabric.first("on_step", a=1) == 2
    assert "mine" in repr(fabric)


def test_asynchronous_handlers_are_refused():
    class Callback:
        async def on_step(self):
            pass

    class Generator:
        async def on_step(self):
            yield 1

    class Functor:
        async def __call__(self):
            pass

    async def function():
        pass

    for wrong in (Callback(), Generator()):
        with pytest.raises(weft.Error, match="on_step: the handler of .* is asynchronous, expected a plain function"):
            weft.Fabric(wrong)
    for wrong in (function, functools.partial(function), Functor(), Callback().on_step):
        with pytest.raises(weft.Error, match="asynchronous"):
            weft.Fabric().connect("on_step", wrong)


def test_an_asynchronous_method_of_the_object_s_own_is_passed_over():
    class Callback:
        async def upload(self):
            pass

        def on_step(self):
            return 1

    assert [hook.name for hook in weft.Fabric(Callback()).hooks()] == ["on_step"]


def test_annotations_as_text():
    namespace = {"weft": weft}
    exec(
        "from __future__ import annotations\n"
        "def handler(next: weft.Next, stop: weft.Ref[bool], other: nothing.known = 3):\n"
        "    stop.value = True\n"
        "    next()\n",
        namespace,
    )
    stop = weft.Ref(False)
    fabric = weft.Fabric()
    fabric.connect("around_step", namespace["handler"])
    ran = []
    assert fabric.around("around_step", lambda: ran.append(1), stop=stop)
    assert stop.value is True and ran == [1]


def test_two_nexts_are_refused():
    def handler(one: weft.Next, other: weft.Next):
        pass

    with pytest.raises(weft.Error, match="two parameters annotated weft.Next"):
        weft.Fabric().connect("on_step", handler)


def test_hooks_show_names_and_kinds():
    def handler(a, next: weft.Next, *, b=1):
        pass

    fabric = weft.Fabric()
    fabric.connect("on_step", handler, every=3, when=lambda args: True)
    (hook,) = fabric.hooks()
    (info,) = hook.handlers
    assert hook.name == "on_step"
    assert info.parameters == ["a", "b"]
    assert (info.every, info.when, info.around, info.once, info.blocked) == (3, True, True, False, False)
    assert "test_signatures.py" in info.callback
