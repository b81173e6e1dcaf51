# SPDX-License-Identifier: MIT
"""Order by name: what `add` and `connect` are asked for, and what a class asks for by its own `weft_order`."""

import pytest

import weft


class Checkpoint:
    def on_step(self, order):
        order.append("Checkpoint")


class Report:
    def on_step(self, order):
        order.append("Report")


@pytest.mark.parametrize(
    ("extras", "expected"),
    [
        ({}, "Checkpoint Report mine"),
        ({"before": "Checkpoint"}, "mine Checkpoint Report"),
        ({"before": ["Report", "Checkpoint"]}, "mine Checkpoint Report"),
        ({"before": "Report", "after": "Checkpoint"}, "Checkpoint mine Report"),
        ({"before_all": True}, "mine Checkpoint Report"),
        ({"before": "nobody"}, "Checkpoint Report mine"),
    ],
)
def test_order_by_name(extras, expected):
    order = []
    fabric = weft.Fabric([Checkpoint(), Report()])
    fabric.connect("on_step", lambda order: order.append("mine"), **extras)
    fabric.call("on_step", order=order)
    assert " ".join(order) == expected


def test_names_are_given_and_ends_are_kept():
    order = []
    fabric = weft.Fabric()
    fabric.add(Checkpoint(), after_all=True, named="saver")
    fabric.connect("on_step", lambda order: order.append("last"), after="saver")
    fabric.add(Report(), before=("saver",))
    fabric.call("on_step", order=order)
    assert order == ["Report", "Checkpoint", "last"]
    assert "saver" in repr(fabric)


def test_wishes_in_a_circle_are_refused():
    fabric = weft.Fabric([Checkpoint()])
    fabric.add(Report(), before="Checkpoint")
    with pytest.raises(weft.Error, match="Report"):
        fabric.connect("on_step", print, after="Checkpoint", before="Report")
    with pytest.raises(weft.Error, match="before_all and after_all are both True"):
        fabric.add(Report(), before_all=True, after_all=True)


def order_of(*callbacks):
    """The names of the callbacks' classes, as a call runs them."""
    order = []
    fabric = weft.Fabric(list(callbacks))
    assert fabric.call("on_step", order=order) == len(callbacks)
    return order


def make(name, weft_order):
    """An object of a class of that name, which has that order."""

    def on_step(self, order):
        order.append(name)

    return type(name, (), {"on_step": on_step, "weft_order": weft_order})()


@pytest.mark.parametrize(
    ("weft_order", "expected"),
    [
        ({}, "Checkpoint Report Mine"),
        ({"before": "Checkpoint"}, "Mine Checkpoint Report"),
        ({"after": "Checkpoint", "before": ("Report",)}, "Checkpoint Mine Report"),
        ({"before_all": True}, "Mine Checkpoint Report"),
        ({"after_all": True, "before_all": False, "named": None}, "Checkpoint Report Mine"),
    ],
)
def test_a_class_carries_its_own_order(weft_order, expected):
    assert " ".join(order_of(Checkpoint(), Report(), make("Mine", weft_order))) == expected


def test_an_order_is_inherited_and_replaced_by_that_of_a_derived_class():
    class Base:
        weft_order = {"before": "Report"}

    class First(Base):
        def on_step(self, order):
            order.append("First")

    class Second(First):
        weft_order = {}

        def on_step(self, order):
            order.append("Second")

    assert order_of(Report(), First(), Second()) == ["First", "Report", "Second"]


def test_extras_at_registration_replace_it_whole():
    order = []
    fabric = weft.Fabric([Checkpoint(), Report()])
    fabric.add(make("Mine", {"before_all": True, "named": "first"}), after="Checkpoint", before="Report")
    fabric.call("on_step", order=order)
    assert order == ["Checkpoint", "Mine", "Report"]
    assert "first" not in repr(fabric)


def test_a_class_s_name_is_what_others_order_themselves_by():
    assert order_of(make("Plot", {"after": "saver"}), make("Mine", {"named": "saver"})) == ["Mine", "Plot"]


def test_callbacks_of_both_languages_order_themselves_by_each_other(tmp_path):
    order = []

    class Mine:
        weft_order = {"after": "Checkpoint"}

        def on_validation_epoch_end(self):
            order.append((tmp_path / "last.ckpt").exists() or any(tmp_path.iterdir()))

    fabric = weft.Fabric([Mine(), weft.Checkpoint(tmp_path, lambda: b"state")])
    fabric.call("on_validation_epoch_end", epoch=0)
    assert order == [True]


def test_a_class_s_wish_that_closes_a_circle_registers_nothing():
    fabric = weft.Fabric([make("One", {"before": "Other"})])
    with pytest.raises(weft.Error, match="One"):
        fabric.add(make("Other", {"before": "One"}))
    assert len(fabric.hooks()[0].handlers) == 1


def test_neither_a_property_nor_getattr_is_asked_for_an_order():
    class Callback:
        def __getattr__(self, name):
            raise AssertionError(name)

        def on_step(self):
            pass

    assert weft.Fabric(Callback()).call("on_step") == 1

    class Hidden:
        @property
        def weft_order(self):
            raise AssertionError

        def on_step(self):
            pass

    with pytest.raises(weft.Error, match="Hidden: its weft_order is <property .*>, expected a dict"):
        weft.Fabric(Hidden())


@pytest.mark.parametrize(
    ("weft_order", "text"),
    [
        ("Report", "Mine: its weft_order is 'Report', expected a dict of what add takes: named, before, after, before_all, after_all"),
        ({"befor": "Report"}, "Mine: its weft_order has 'befor', expected a dict of what add takes: named, before, after, before_all, after_all"),
        ({3: "Report"}, "Mine: its weft_order has 3, expected a dict of what add takes: named, before, after, before_all, after_all"),
        ({"named": 3}, "Mine: named is given 3, expected a name"),
        ({"before": ["Report", None]}, "Mine: before is given None, expected the name of a callback, or several"),
        ({"after": ""}, "Mine: after is given '', expected the name of a callback, or several"),
        ({"before_all": True, "after_all": True}, "before_all and after_all are both True, expected one of them at most"),
    ],
)
def test_what_is_no_order_is_refused_with_words(weft_order, text):
    with pytest.raises(weft.Error) as caught:
        weft.Fabric(make("Mine", weft_order))
    assert str(caught.value) == text


def test_a_name_that_is_no_unicode_is_refused_as_by_python():
    with pytest.raises(UnicodeEncodeError):
        weft.Fabric().add(Report(), after="\ud800")
    with pytest.raises(weft.Error, match=r"its weft_order has '.ud800'"):
        weft.Fabric(make("Mine", {"\ud800": "Report"}))


def test_what_add_and_connect_are_given_is_refused_alike():
    fabric = weft.Fabric()
    with pytest.raises(weft.Error, match="add: before is given 3, expected the name of a callback, or several"):
        fabric.add(Report(), before=3)
    with pytest.raises(weft.Error, match="on_step: named is given 3, expected a name"):
        fabric.connect("on_step", print, named=3)
