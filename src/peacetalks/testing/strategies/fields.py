"""Strategies of facts and of their values, read off the annotations that constructions check."""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar, Union, cast, final

import attrs
from hypothesis import reject
from hypothesis import strategies as st

from peacetalks.construction import field_types
from peacetalks.errors import InvalidValue, InvalidVocabulary
from peacetalks.events import CORE
from peacetalks.events.base import Event
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.frozenmap import FrozenMap
from peacetalks.identifiers import Form
from peacetalks.testing.strategies.leaves import Leaves
from peacetalks.values import After

__all__ = ["Drawing"]

T = TypeVar("T")
_Named: TypeAlias = tuple[str, st.SearchStrategy[Any]]
# Any, here and below: annotations have no common type, nor have the values of fields.

_MOST: Final = 3
"""How many values are drawn where several may stand."""


@final
class Drawing:
    """How objects of attrs classes are drawn: each field by its annotation, down to the leaves.

    Args:
        leaves: the strategies of the annotations that are read no further.
    """

    __slots__ = ("_drawn", "leaves")

    def __init__(self, leaves: Leaves) -> None:
        self.leaves: Leaves = leaves
        self._drawn: dict[type, st.SearchStrategy[Any]] = {}

    def of(self, cls: type[T]) -> st.SearchStrategy[T]:
        """Return the strategy of the objects of a class.

        Raises:
            InvalidVocabulary: for a field of a type that facts cannot hold.
        """
        drawn = self._drawn.get(cls)
        if drawn is None:
            # Deferred, because a value may hold values of its own class.
            self._drawn[cls] = st.deferred(lambda: self._drawn[cls])
            self._drawn[cls] = drawn = self._made(cls)
        return drawn

    def _made(self, cls: type[T]) -> st.SearchStrategy[T]:
        required: list[_Named] = []
        optional: list[_Named] = []
        hints = field_types(cls)
        for field in cast("tuple[attrs.Attribute[Any], ...]", attrs.fields(cast("Any", cls))):
            if not field.init:
                continue
            own = _OWN.get((cls, field.name))
            try:
                drawn = self._hinted(_stated(hints[field.name], field)) if own is None else own
            except InvalidVocabulary as error:
                raise InvalidVocabulary(f"{cls.__name__}.{field.name}: {error}") from None
            group = required if field.default is attrs.NOTHING else optional
            group.append((field.alias or field.name, drawn))
        return cast("st.SearchStrategy[T]", _drawn_object(_Fields(cls, required, optional)))

    def _hinted(self, hint: Any) -> st.SearchStrategy[Any]:
        if hint in self.leaves:
            return self.leaves[hint]
        if hint is Event:
            return st.sampled_from(_FACTS).flatmap(self.of)
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin is Literal:
            return st.sampled_from(arguments)
        if origin is Annotated:
            return self._formed(arguments[0], arguments[1:])
        if origin in {Union, types.UnionType}:
            return st.one_of(*map(self._hinted, arguments))
        if origin is tuple:
            return st.lists(self._hinted(arguments[0]), max_size=_MOST).map(tuple)
        if origin is FrozenMap:
            keys, values = map(self._hinted, arguments)
            return st.dictionaries(keys, values, max_size=_MOST).map(FrozenMap)
        if isinstance(hint, type) and attrs.has(hint):
            return self.of(hint)
        raise InvalidVocabulary(f"a type that facts cannot hold: {hint}")

    def _formed(self, hint: Any, forms: Sequence[Any]) -> st.SearchStrategy[Any]:
        drawn = self._hinted(hint)
        for form in forms:
            if isinstance(form, Form):
                drawn = drawn.filter(functools.partial(_passes, form))
        return drawn


def _stated(hint: Any, field: attrs.Attribute[Any]) -> Any:
    """Return what is drawn for a field that is given: of one that is None if left out, a value."""
    arguments = typing.get_args(hint)
    if field.default is None and types.NoneType in arguments:
        stated = tuple(member for member in arguments if member is not types.NoneType)
        return Union[stated]  # noqa: UP007 # of members that are known only when this runs
    return hint


def _passes(form: Form, text: str) -> bool:
    try:
        form.check(text)
    except InvalidValue:
        return False
    return True


def _maker(cls: Callable[..., T]) -> Callable[..., T]:
    """Return what makes an object of its fields; what a class refuses by a rule is drawn anew."""
    if cls.__module__.startswith("peacetalks.") and not hasattr(cls, "check_whole"):
        return cls

    def made(**told: Any) -> T:
        if cls is EventCorrected:
            # A replacement keeps the id of what it replaces.
            told["target"] = told["replacement"].id
        try:
            return cls(**told)
        except ValueError:
            return reject()

    return made


@final
class _Fields:
    """What an object is made of; prints as its class, for Hypothesis to show."""

    __slots__ = ("make", "name", "optional", "required")

    def __init__(self, cls: type, required: Sequence[_Named], optional: Sequence[_Named]) -> None:
        self.make = _maker(cls)
        self.name = cls.__name__
        self.required = required
        # Each name beside its value: what is left out in shrinking is one stretch of choices.
        self.optional = (
            st.lists(_named(optional), max_size=len(optional), unique_by=itemgetter(0))
            if optional
            else st.just([])
        )

    def __repr__(self) -> str:
        return self.name


@st.composite
def _named(draw: st.DrawFn, fields: Sequence[_Named]) -> tuple[str, object]:
    name, drawn = fields[draw(_numbers(len(fields) - 1))]
    return name, draw(drawn)


@st.composite
def _drawn_object(draw: st.DrawFn, fields: _Fields) -> object:
    told = {name: draw(drawn) for name, drawn in fields.required}
    told.update(draw(fields.optional))
    return fields.make(**told)


@functools.cache
def _numbers(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


_FACTS: Final = tuple(kind for kind in CORE.kinds if kind is not EventCorrected)
_OWN: Final[dict[tuple[type, str], st.SearchStrategy[Any]]] = {
    (After, "period"): st.from_regex(r"P([1-9][0-9]?[DWMY]|T[1-9][0-9]?[HMS])", fullmatch=True),
}
