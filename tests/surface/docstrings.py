"""The docstrings of the public surface: whose they are, and what is in them."""

from __future__ import annotations

import ast
import functools
import inspect
import re
import textwrap
import types
from collections.abc import Iterator
from typing import Any

import attrs

import peacetalks
from surface.modules import public

__all__ = ["documented", "documented_members", "has_example", "named", "raised", "unexplained"]

_TOLD = re.compile(r"^\s+(\w+)(?=: )|(?<=``)(\w+)(?=``)", re.MULTILINE)


def documented() -> dict[str, object]:
    """Return the public classes and functions, each once, by the shortest name it has."""
    found: dict[int, tuple[str, object]] = {}
    for module in sorted(public(), key=lambda module: module.__name__.count(".")):
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            if _is_class(value) or _is_function(value):
                found.setdefault(id(value), (f"{module.__name__}.{name}", value))
    return dict(found.values())


def documented_members() -> dict[str, object]:
    """Return the public methods and properties that those classes define, by name."""
    return {
        f"{name}.{member}": value
        for name, cls in documented().items()
        if isinstance(cls, type)
        for member, value in _members(cls)
    }


def _members(cls: type) -> Iterator[tuple[str, object]]:
    for name, value in vars(cls).items():
        told = getattr(value, "__func__", value)
        is_told = isinstance(told, (property, functools.cached_property)) or _is_function(told)
        # A sealed part has one private function in place of each method that writes.
        is_private = name.startswith("_") or getattr(told, "__qualname__", "").startswith("_")
        if is_told and not is_private:
            yield name, told


def _is_class(value: object) -> bool:
    return isinstance(value, type) and not isinstance(value, types.GenericAlias)


def _is_function(value: object) -> bool:
    return callable(value) and inspect.isfunction(inspect.unwrap(value))


def unexplained(cls: type) -> list[str]:
    """Return the public fields that neither the class nor a base of it explains.

    A draft's fields are explained by the class that people see, which has the same.
    """
    if cls.__name__.endswith("Draft"):
        return []
    texts = [vars(base).get("__doc__") or "" for base in cls.__mro__]
    told = {name for text in texts for names in _TOLD.findall(text) for name in names}
    fields = [field.name for field in attrs.fields(cls) if not field.name.startswith("_")]
    return [name for name in fields if name not in told]


def has_example(value: object) -> bool:
    """Whether the docstring of a name, or of one of its methods, has an example that runs."""
    own = vars(value).get("__doc__") if isinstance(value, type) else inspect.getdoc(value)
    members = [each for _, each in _members(value)] if isinstance(value, type) else []
    return any(">>> " in (text or "") for text in (own, *map(inspect.getdoc, members)))


def named(path: str) -> Any:
    """Return what a full name stands for. (Any: whatever is public.)"""
    return functools.reduce(getattr, path.split(".")[1:], peacetalks)


def raised(value: Any) -> set[str]:
    """Return the names of the errors that a function, or the making of a class, raises itself.

    Any: whatever is public.
    """
    function = value.__dict__.get("__init__", value) if inspect.isclass(value) else value
    function = getattr(function, "fget", None) or getattr(function, "func", function)
    function = inspect.unwrap(function) if callable(function) else None
    is_ours = getattr(function, "__module__", "").startswith("peacetalks")
    if not inspect.isfunction(function) or not is_ours or "attrs" in function.__code__.co_filename:
        return set()
    body = ast.parse(textwrap.dedent(inspect.getsource(function)))
    made = (
        ast.unparse(node.exc.func).rpartition(".")[2]
        for node in ast.walk(body)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
    )
    # What makes an error says in its annotation which one.
    known = function.__globals__
    errors = (getattr(known.get(name), "__annotations__", {}).get("return", name) for name in made)
    return {name for name in errors if re.match(r"[A-Z]", name)}
