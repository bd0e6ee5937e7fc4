"""A public class as lines: what it is made from, its fields, its methods, its operators."""

from __future__ import annotations

import enum
import functools
import inspect
import types
from collections.abc import Collection, Iterator

import attrs

from surface.attributes import attributes
from surface.definitions import annotations
from surface.words import constant, default_of, parameter, plain, signature, wrapped

__all__ = ["told_class"]

_UNTOLD_BASES = ("object", "Generic", "Protocol", "ABC")
_OPERATORS = [
    "__add__",
    "__aiter__",
    "__and__",
    "__bool__",
    "__call__",
    "__contains__",
    "__enter__",
    "__exit__",
    "__getitem__",
    "__iter__",
    "__len__",
    "__lt__",
    "__next__",
    "__or__",
    "__reversed__",
    "__str__",
    "__sub__",
    "_repr_html_",
]
"""What Python or a notebook calls: part of what is promised where a class has it."""


def told_class(name: str, cls: type, public: Collection[type]) -> Iterator[str]:
    """Tell a class under its public name.

    What it has from bases that are not public is told as its own; what it has from public
    ones stands there.
    """
    bases = [base for base in cls.__mro__[1:] if base in public or not _is_ours(base)]
    shown = [base.__name__ for base in _nearest(bases) if base.__name__ not in _UNTOLD_BASES]
    final = "final " if getattr(cls, "__final__", False) else ""
    yield f"{final}class {name}" + (f"({', '.join(shown)})" if shown else "")
    own = [cls, *(base for base in cls.__mro__[1:] if base not in public and _is_ours(base))]
    if issubclass(cls, enum.Enum):
        yield from (f"    {member.name} = {member.value!r}" for member in cls)
    elif attrs.has(cls):
        yield from _fields(cls, own)
    else:
        yield from _making(cls)
    if not issubclass(cls, enum.Enum):
        yield from _members(cls, own)


def _is_ours(cls: type) -> bool:
    return cls.__module__.startswith("peacetalks")


def _nearest(bases: list[type]) -> list[type]:
    """Return those of the bases that are no bases of another."""
    return [
        base
        for base in bases
        if not any(base is not other and issubclass(other, base) for other in bases)
    ]


def _fields(cls: type, own: list[type]) -> Iterator[str]:
    """Tell the fields of an attrs class, with what each is built from where that is more."""
    taken = inspect.signature(cls).parameters
    inherited = {
        field.name
        for base in cls.__mro__[1:]
        if attrs.has(base) and base not in own
        for field in attrs.fields(base)
    }
    for field in attrs.fields(cls):
        given = taken.get(field.alias or field.name)
        if field.name in inherited:
            continue
        if not field.name.startswith("_"):
            kept = _declared(cls, field.name)
            yield from wrapped(f"    {field.name}: {kept}{_given(field, given, kept)}")
        elif given is not None and not given.name.startswith("_"):
            yield from wrapped(f"    given {parameter(given)}")


def _declared(cls: type, name: str) -> str:
    # Not field.type: attrs puts what a type resolves to there, once somebody has asked for it.
    found = (annotations(base).get(name) for base in cls.__mro__)
    return plain(next(annotation for annotation in found if annotation is not None))


def _given(field: attrs.Attribute[object], given: inspect.Parameter | None, kept: str) -> str:
    if given is None:
        return ", not given"
    accepted = plain(given.annotation)
    source = f", from {accepted}" if accepted != kept else ""
    return default_of(given) + source + ("" if field.kw_only else ", by position")


def _making(cls: type) -> Iterator[str]:
    """Tell how a class is called, unless it wants what only the library has."""
    made = vars(cls).get("__new__") or vars(cls).get("__init__")
    made = getattr(made, "__func__", made)
    if not inspect.isfunction(made) or getattr(cls, "_is_protocol", False) or _is_tuple(cls):
        return
    line = f"    new{signature(made, skip=1, returns=False)}"
    if ": _" not in line:
        yield from wrapped(line)


def _is_tuple(cls: type) -> bool:
    return hasattr(cls, "_fields")


def _members(cls: type, own: list[type]) -> Iterator[str]:
    """Tell attributes, properties and methods by name, then the operators."""
    fields = {field.name for field in attrs.fields(cls)} if attrs.has(cls) else set[str]()
    told: dict[str, list[str]] = {}
    for base in reversed(own):
        declared = attributes(base)
        for name, annotation in declared.items():
            line = f"    {name}: {plain(annotation)}".removesuffix(": ")
            preset = getattr(base, "_field_defaults", {})
            told[name] = [line + (f" = {preset[name]!r}" if name in preset else "")]
        for name, value in vars(base).items():
            if name not in declared and not name.startswith("_"):
                told[name] = list(_member(name, value))
    for name in sorted(told.keys() - fields):
        yield from told[name]
    operators = [name for name in _OPERATORS if any(name in vars(base) for base in own)]
    if operators:
        yield from wrapped(f"    operators {' '.join(operators)}")


def _member(name: str, value: object) -> Iterator[str]:
    if isinstance(value, (property, functools.cached_property)):
        asked = value.fget if isinstance(value, property) else value.func
        returned = inspect.signature(asked).return_annotation if asked else inspect.Parameter.empty
        yield from wrapped(f"    {name}: {plain(returned)}, computed")
    elif isinstance(value, (classmethod, staticmethod)):
        skip = 1 if isinstance(value, classmethod) else 0
        yield from wrapped(
            f"    {type(value).__name__} {name}{signature(value.__func__, skip=skip)}"
        )
    elif inspect.isfunction(value):
        # A sealed part has one private function in place of each method that writes.
        if not value.__qualname__.startswith("_"):
            yield from wrapped(f"    def {name}{signature(value, skip=1)}")
    elif callable(value) and hasattr(value, "__wrapped__"):
        yield from wrapped(f"    def {name}{signature(inspect.unwrap(value), skip=1)}")
    elif not isinstance(value, (types.MemberDescriptorType, types.GetSetDescriptorType)):
        yield from wrapped(f"    {name} = {constant(value)}")
