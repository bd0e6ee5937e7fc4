"""The public surface as one text: modules, names, signatures, fields, methods.

A name that several modules export is told in full once, at its home; elsewhere a line says where
that is. What differs between versions of Python is left out, so that the text is the same on each.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import ModuleType

from surface.classes import told_class
from surface.words import constant, signature, wrapped

__all__ = ["text"]


def text(modules: Iterable[ModuleType]) -> str:
    """Return the surface of these modules."""
    modules = tuple(modules)
    at = _homes(modules)
    public = {value for module in modules for _, value in _names(module) if _is_class(value)}
    return "\n\n".join("\n".join(_module(each, at, public)) for each in modules) + "\n"


def _names(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name in sorted(getattr(module, "__all__", ())):
        yield name, getattr(module, name)


def _is_class(value: object) -> bool:
    return isinstance(value, type) and not isinstance(value, types.GenericAlias)


def _homes(modules: Iterable[ModuleType]) -> dict[tuple[str, int], str]:
    """Return the module where each value is told in full, by its name and identity."""
    at: dict[tuple[str, int], str] = {}
    for module in modules:
        for name, value in _names(module):
            held = at.get((name, id(value)))
            if held is None or _nearness(module.__name__, value) > _nearness(held, value):
                at[name, id(value)] = module.__name__
    return at


def _nearness(module: str, value: object) -> tuple[bool, bool, int]:
    """Say how near a module is to where a value is defined: it, a package of it, or deep."""
    named = inspect.isroutine(value) or isinstance(value, type)
    place = str(getattr(value, "__module__", "")) if named else ""
    return module == place, place.startswith(f"{module}."), module.count(".")


def _module(
    module: ModuleType, at: Mapping[tuple[str, int], str], public: Collection[type]
) -> Iterator[str]:
    yield f"# {module.__name__}"
    for name, value in _names(module):
        home = at[name, id(value)]
        if home != module.__name__:
            yield f"{name}: see {home}"
        elif isinstance(value, type) and _is_class(value):
            yield from told_class(name, value, public)
        else:
            yield from wrapped(_value(name, value))


def _value(name: str, value: object) -> str:
    if isinstance(value, ModuleType):
        return f"{name}: module {value.__name__}"
    if inspect.isfunction(inspect.unwrap(value) if callable(value) else value):
        return f"def {name}{signature(inspect.unwrap(value))}"
    return f"{name} = {constant(value)}"
