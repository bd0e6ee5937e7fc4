"""What tells one fold from another, in another process and on another day too.

Things are told by what they are made of. Functions and classes that can be imported are told by
the text of their module; those of a script, a notebook or another function by their code, by the
values that this holds, and by the globals that it names. So an edit elsewhere in a script changes
nothing, and neither the order of a set nor an address in memory is looked at. (Pickles have both:
a class of a script has another one in every process.)
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
_OF_NO_MATTER: Final = frozenset(
    {"__dict__", "__weakref__", "__module__", "__doc__", "__firstlineno__", "_abc_impl"}
)
_DEEPEST: Final = 100
"""What lies deeper is told by its type only."""

_Parts: TypeAlias = Iterable[object]


def digest(*things: object) -> str:
    """Return what tells things from others: equal in every process, as long as they are.

    Of what an imported module imports itself nothing is told, nor of what has no state that can
    be seen, as an open file.
    """
    return hashlib.sha256(_Teller().told(things)).hexdigest()


class _Teller:
    def __init__(self) -> None:
        # With the things themselves: an id is free again when its thing is gone.
        self._seen: dict[int, tuple[object, bytes]] = {}
        self._depth = 0

    def told(self, thing: object) -> bytes:
        if type(thing) in _ATOMS:
            return f"{type(thing).__name__} {thing!r};".encode("utf-8", "surrogatepass")
        if id(thing) in self._seen:
            return self._seen[id(thing)][1]
        self._seen[id(thing)] = thing, b"again"
        self._depth += 1
        try:
            told = self._composed(thing)
        except Exception:  # noqa: BLE001 # the code of others; a state that it hides is none
            told = _kind(thing).encode()
        finally:
            self._depth -= 1
        self._seen[id(thing)] = thing, told
        return told

    def _composed(self, thing: object) -> bytes:
        if self._depth > _DEEPEST:
            return _kind(thing).encode()
        told = map(self.told, _parts(thing))
        return self._hashed(_kind(thing), sorted(told) if _is_unordered(thing) else told)

    def _hashed(self, kind: str, parts: Iterable[bytes]) -> bytes:
        told = hashlib.sha256(kind.encode())
        for part in parts:
            told.update(hashlib.sha256(part).digest())
        return told.digest()


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
    # Any: whatever has a name.
    return f"{getattr(thing, '__module__', '')}.{getattr(thing, '__qualname__', '')}"


def _kind(thing: object) -> str:
    return _name(type(thing))


def _of_class(kind: type) -> _Parts:
    members = {
        name: member
        for name, member in vars(kind).items()
        if name not in _OF_NO_MATTER
        and not isinstance(member, (MemberDescriptorType, GetSetDescriptorType))
        and not _is_made_by_attrs(member)
    }
    return kind.__qualname__, kind.__bases__, members


def _is_made_by_attrs(member: object) -> bool:
    # Its __hash__ has a constant that is another one in every process; the fields say it all.
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
    # Python 3.11 keeps there what a ``try`` covers.
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
    """Return the class of an object, and its state as copies of it have it."""
    state = thing.__reduce_ex__(4)
    if isinstance(state, str):
        return type(thing), state
    # The items of lists and mappings come last, as iterators.
    return [type(thing), *state[:3], *(list(items) for items in state[3:5] if items is not None)]
