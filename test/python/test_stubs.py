# SPDX-License-Identifier: MIT
"""Compares the type stubs with the module: every public name, every parameter with its kind and default, every property."""

import ast
import inspect
import os
import pathlib
import re

import pytest

import weft

STUBS = ast.parse(pathlib.Path(os.environ["WEFT_STUBS"]).read_text(encoding="utf-8"))
ALL_CLASSES = {node.name: node for node in STUBS.body if isinstance(node, ast.ClassDef)}
CLASSES = {name: node for name, node in ALL_CLASSES.items() if not name.startswith("_")}
FUNCTIONS = {node.name: node for node in STUBS.body if isinstance(node, ast.FunctionDef)}


def members(node):
    """The functions and attributes of a class in the stubs, by name."""
    found = {}
    for one in node.body:
        if isinstance(one, ast.FunctionDef):
            found[one.name] = one
        elif isinstance(one, (ast.AnnAssign, ast.Assign)):
            target = one.target if isinstance(one, ast.AnnAssign) else one.targets[0]
            found[target.id] = one
    return found


def is_property(node):
    return isinstance(node, (ast.AnnAssign, ast.Assign)) or any(isinstance(one, ast.Name) and one.id == "property" for one in node.decorator_list)


def keywords_of(name):
    """The keys of a TypedDict of the stubs, and of those that it derives from."""
    node = ALL_CLASSES[name]
    inherited = [key for base in node.bases if base.id in ALL_CLASSES for key in keywords_of(base.id)]
    return inherited + [one.target.id for one in node.body]


def spelled(arguments):
    """Names with the marks of their kinds, and defaults as Python spells them."""
    positional = arguments.posonlyargs + arguments.args
    defaults = [None] * (len(positional) - len(arguments.defaults)) + arguments.defaults
    parts = []
    for index, (one, default) in enumerate(zip(positional, defaults)):
        parts.append(one.arg + ("" if default is None else "=" + ast.unparse(default)))
        if index + 1 == len(arguments.posonlyargs):
            parts.append("/")
    if arguments.vararg:
        parts.append("*" + arguments.vararg.arg)
    elif arguments.kwonlyargs:
        parts.append("*")
    for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        parts.append(one.arg + ("" if default is None else "=" + ast.unparse(default)))
    if arguments.kwarg:
        parts.append("**" + arguments.kwarg.arg)
    return [part for part in parts if part not in ("self",)]


def without_types(text):
    """`self: weft.Fabric, callback: object, *, at_front: bool = False` as a function that `ast` reads."""
    text = re.sub(r"<[^<>]*>", "None", text)
    return ast.parse(f"def f({text}): ...").body[0].args


def of_module(function):
    """The parameters as the module says them: by a signature that Python reads, or in the words of pybind11."""
    try:
        return spelled(ast.parse(f"def f{re.sub(r' ->.*', '', str(inspect.signature(function)))}: ...").body[0].args)
    except ValueError:
        first = (function.__doc__ or "").splitlines()[0]
        text = re.match(r"\w+\((.*)\)(?: -> .*)?$", first).group(1)
        return spelled(without_types(text))


def public(names):
    return {name for name in names if not name.startswith("_")}


def test_the_stubs_name_what_the_module_has():
    assert public(dir(weft)) == set(CLASSES) | set(FUNCTIONS)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_functions_have_the_parameters_of_the_stubs(name):
    assert of_module(getattr(weft, name)) == spelled(FUNCTIONS[name].args)
    assert getattr(weft, name).__doc__.count("\n") >= 2


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_classes_have_the_members_of_the_stubs(name):
    one = getattr(weft, name)
    assert one.__doc__
    stubs = members(CLASSES[name])
    inherited = {"name", "value", "args", "with_traceback", "add_note"} if issubclass(one, BaseException) or name == "EventKind" else set()
    assert public(dir(one)) - inherited == public(stubs)
    for member, node in stubs.items():
        real = inspect.getattr_static(one, member)
        if name == "EventKind":
            continue
        if is_property(node):
            assert isinstance(real, property), member
        elif node.args.kwarg and node.args.kwarg.annotation and "Unpack" in ast.unparse(node.args.kwarg.annotation):
            continue  # See below.
        else:
            assert of_module(getattr(one, member)) == spelled(node.args), member


def without_default(part):
    return part.partition("=")[0]


@pytest.mark.parametrize("name", ["add", "connect"])
def test_the_extras_of_the_stubs_are_keywords_of_the_module(name):
    (node,) = [one for one in CLASSES["Fabric"].body if isinstance(one, ast.FunctionDef) and one.name == name]
    extras = keywords_of(node.args.kwarg.annotation.slice.id)
    parts = of_module(getattr(weft.Fabric, name))
    at = parts.index("*")
    assert parts[:at] == spelled(node.args)[:-1]
    assert sorted(map(without_default, parts[at + 1 :])) == sorted(extras)
    # Each has a default that asks for nothing.
    assert {part.partition("=")[2] for part in parts[at + 1 :]} == {"None", "False"}
