"""Digests of folds, which are the same in every process and on every day.

The digest of a value comes from its content. The digest of a function or class that can be
imported comes from the source of its module; that of a function or class in a script, a notebook
or another function comes from its code, the values in its closure, and the globals that it uses.
So an edit elsewhere in a script changes nothing, and neither the order of a set nor a memory
address matters. (Pickles depend on both: those of a class in a script differ in every process.)
"""

from __future__ import annotations

import enum
import functools
import hashlib
import inspect
import operator
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from types import (
    BuiltinFunctionType,
    CellType,
    CodeType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodType,
    ModuleType,
)
from typing import Any, Final, TypeAlias, cast

__all__ = ["digest"]

_ATOMS: Final = (type(None), type(...), type(NotImplemented), bool, int, float, complex, str, bytes)
_CODE: Final = (
    "co_code", "co_consts", "co_names", "co_varnames", "co_freevars", "co_cellvars",
    "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_flags",
)  # fmt: skip
_FUNCTION: Final = ("__code__", "__defaults__", "__kwdefaults__", "__closure__")
_IGNORED: Final = frozenset(
    {"__dict__", "__weakref__", "__module__", "__doc__", "__firstlineno__", "_abc_impl"}
)
_DEEPEST: Final = 100
"""Of things nested deeper than this only the type counts."""

_Parts: TypeAlias = Iterable[object]


def digest(*things: object) -> str:
    """Return a digest of things, which is the same in every process for equal things.

    Modules that an imported module imports do not count, nor do objects without a visible state,
    such as an open file.
    """
    return hashlib.sha256(_Hasher().encoded(things)).hexdigest()


class _Hasher:
    def __init__(self) -> None:
        # Keeps the things too, because the id of a thing that is gone can be used again.
        self._seen: dict[int, tuple[object, bytes]] = {}
        self._depth = 0

    def encoded(self, thing: object) -> bytes:
        if type(thing) in _ATOMS:
            return f"{type(thing).__name__} {thing!r};".encode("utf-8", "surrogatepass")
        if id(thing) in self._seen:
            return self._seen[id(thing)][1]
        self._seen[id(thing)] = thing, b"again"
        self._depth += 1
        try:
            data = self._composed(thing)
        except Exception:  # noqa: BLE001 # foreign code can raise; then only the type counts
            data = _kind(thing).encode()
        finally:
            self._depth -= 1
        self._seen[id(thing)] = thing, data
        return data

    def _composed(self, thing: object) -> bytes:
        if self._depth > _DEEPEST:
            return _kind(thing).encode()
        parts = map(self.encoded, _parts(thing))
        return self._hashed(_kind(thing), sorted(parts) if _is_unordered(thing) else parts)

    def _hashed(self, kind: str, parts: Iterable[bytes]) -> bytes:
        whole = hashlib.sha256(kind.encode())
        for part in parts:
            whole.update(hashlib.sha256(part).digest())
        return whole.digest()


def _parts(thing: object) -> _Parts:
    """Return what a thing is made of."""
    if isinstance(thing, Mapping):
        return cast("Mapping[object, object]", thing).items()
    if isinstance(thing, (tuple, list, AbstractSet)):
        return cast("_Parts", thing)
    if isinstance(thing, ModuleType):
        return thing.__name__, _text(thing.__name__)
    if isinstance(thing, enum.Enum):
        return type(thing), thing.name
    if isinstance(thing, (type, FunctionType)):
        if _can_be_imported(thing):
            return _name(thing), _text(thing.__module__)
        return _of_class(thing) if isinstance(thing, type) else _of_function(thing)
    for kind, parts in _OTHERS.items():
        if isinstance(thing, kind):
            return parts(thing)
    return _of_object(thing)


def _is_unordered(thing: object) -> bool:
    return isinstance(thing, (Mapping, AbstractSet))


def _can_be_imported(thing: type | FunctionType) -> bool:
    if thing.__module__ == "__main__":
        return False
    try:
        found = operator.attrgetter(thing.__qualname__)(sys.modules[thing.__module__])
    except (KeyError, AttributeError):
        return False
    return found is thing


@functools.lru_cache(maxsize=1024)
def _text(module: str) -> str:
    try:
        return inspect.getsource(sys.modules[module])
    except (KeyError, OSError, TypeError):
        return ""


def _name(thing: Any) -> str:
    # Any: anything with a name.
    return f"{getattr(thing, '__module__', '')}.{getattr(thing, '__qualname__', '')}"


def _kind(thing: object) -> str:
    return _name(type(thing))


def _of_class(kind: type) -> _Parts:
    members = {
        name: member
        for name, member in vars(kind).items()
        if name not in _IGNORED
        and not isinstance(member, (MemberDescriptorType, GetSetDescriptorType))
        and not _is_made_by_attrs(member)
    }
    return kind.__qualname__, kind.__bases__, members


def _is_made_by_attrs(member: object) -> bool:
    # The __hash__ that attrs makes has a constant that differs in every process.
    code = getattr(member, "__code__", None)
    return isinstance(code, CodeType) and code.co_filename.startswith("<attrs generated")


def _of_function(function: FunctionType) -> _Parts:
    named = {
        name: function.__globals__[name]
        for name in sorted(_names(function.__code__))
        if name in function.__globals__
    }
    return [*(getattr(function, name) for name in _FUNCTION), named]


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _of_code(code: CodeType) -> _Parts:
    # Since Python 3.11 the exception table has the ranges of ``try`` blocks.
    return [*(getattr(code, name) for name in _CODE), getattr(code, "co_exceptiontable", b"")]


def _of_cell(cell: CellType) -> _Parts:
    try:
        return (cell.cell_contents,)
    except ValueError:  # not filled yet
        return ()


def _of_builtin(function: BuiltinFunctionType) -> _Parts:
    owner: object = function.__self__
    return _name(function), None if isinstance(owner, ModuleType) else owner


def _attributes(*names: str) -> Callable[[Any], _Parts]:
    return lambda thing: [getattr(thing, name) for name in names]


_OTHERS: Final[dict[type, Callable[[Any], _Parts]]] = {
    CodeType: _of_code,
    CellType: _of_cell,
    BuiltinFunctionType: _of_builtin,
    MethodType: _attributes("__func__", "__self__"),
    staticmethod: _attributes("__func__"),
    classmethod: _attributes("__func__"),
    property: _attributes("fget", "fset", "fdel"),
    type(functools.cache(len)): _attributes("__wrapped__"),
}


def _of_object(thing: object) -> _Parts:
    """Return the class of an object, and the state that a copy of it would have."""
    state = thing.__reduce_ex__(4)
    if isinstance(state, str):
        return type(thing), state
    # The items of lists and mappings come last, as iterators.
    return [type(thing), *state[:3], *(list(items) for items in state[3:5] if items is not None)]
