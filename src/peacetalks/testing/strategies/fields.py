"""Strategies of facts and their values, from the shapes that constructors check."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Final, TypeAlias, TypeVar, assert_never, cast, final

import attrs
from hypothesis import reject
from hypothesis import strategies as st

from peacetalks.errors import InvalidValue, InvalidVocabulary
from peacetalks.events.base import Event
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.events.kinds import CORE
from peacetalks.fields import shape as shapes
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.identifiers import Form
from peacetalks.testing.strategies.leaves import Leaves
from peacetalks.values.due import After

__all__ = ["Drawing"]

T = TypeVar("T")
_Named: TypeAlias = tuple[str, st.SearchStrategy[Any]]
# Any, here and below: values of fields have no common type.

_MOST: Final = 3
"""The most values in a field that can have several."""


@final
class Drawing:
    """Draws objects of attrs classes, each field by its shape, down to the leaves.

    Args:
        leaves: the strategies of shapes that are not broken down further.
    """

    __slots__ = ("_drawn", "leaves")

    def __init__(self, leaves: Leaves) -> None:
        self.leaves: Leaves = leaves
        self._drawn: dict[type, st.SearchStrategy[Any]] = {}

    def of(self, cls: type[T]) -> st.SearchStrategy[T]:
        """Return the strategy of the objects of a class.

        Raises:
            InvalidVocabulary: if facts cannot have a field of its type.
        """
        drawn = self._drawn.get(cls)
        if drawn is None:
            # Deferred, because a value may contain values of its own class.
            self._drawn[cls] = st.deferred(lambda: self._drawn[cls])
            self._drawn[cls] = drawn = self._made(cls)
        return drawn

    def _made(self, cls: type[T]) -> st.SearchStrategy[T]:
        required: list[_Named] = []
        optional: list[_Named] = []
        for field, shape in shapes.fields_of(cls):
            if not field.init:
                continue
            own = _OWN.get((cls, field.name))
            try:
                drawn = self._drawn_as(_stated(shape, field)) if own is None else own
            except InvalidVocabulary as error:
                raise InvalidVocabulary(f"{cls.__name__}.{field.name}: {error}") from None
            group = required if field.default is attrs.NOTHING else optional
            group.append((field.alias or field.name, drawn))
        return cast("st.SearchStrategy[T]", _drawn_object(_Fields(cls, required, optional)))

    def _drawn_as(self, shape: shapes.Shape) -> st.SearchStrategy[Any]:
        match shape:
            case shapes.Text(form) if form is not None and shape not in self.leaves:
                return self.leaves[shapes.TEXT].filter(functools.partial(_passes, form))
            case shapes.Text() | shapes.Simple():
                return self.leaves[shape]
            case shapes.Words(words):
                return st.sampled_from(words)
            case shapes.ListOf(item):
                return st.lists(self._drawn_as(item), max_size=_MOST).map(tuple)
            case shapes.MapOf(key, value):
                drawn = st.dictionaries(self._drawn_as(key), self._drawn_as(value), max_size=_MOST)
                return drawn.map(FrozenMap)
            case shapes.OneOf(members, optional):
                return st.one_of(*map(self._drawn_as, members), *[st.none()] * optional)
            case shapes.Value(cls):
                return (
                    self.of(cls) if cls is not Event else st.sampled_from(_FACTS).flatmap(self.of)
                )
            case shapes.Other(hint):
                raise InvalidVocabulary(f"a type that facts cannot have: {hint}")
            case _:
                assert_never(shape)


def _stated(shape: shapes.Shape, field: attrs.Attribute[Any]) -> shapes.Shape:
    """Return the shape of a field that is present: without None if None is the default."""
    if isinstance(shape, shapes.OneOf) and field.default is None:
        return shape._replace(optional=False)
    return shape


def _passes(form: Form, text: str) -> bool:
    try:
        form.check(text)
    except InvalidValue:
        return False
    return True


def _maker(cls: Callable[..., T]) -> Callable[..., T]:
    """Return a function that makes an object; values that the class refuses are drawn again."""
    if cls.__module__.startswith("peacetalks.") and not hasattr(cls, "check_whole"):
        return cls

    def make(**values: Any) -> T:
        if cls is EventCorrected:
            # A replacement keeps the id of what it replaces.
            values["target"] = values["replacement"].id
        try:
            return cls(**values)
        except ValueError:
            return reject()

    return make


@final
class _Fields:
    """The fields of an object; its repr, shown by Hypothesis, is the name of the class."""

    __slots__ = ("make", "name", "optional", "required")

    def __init__(self, cls: type, required: Sequence[_Named], optional: Sequence[_Named]) -> None:
        self.make = _maker(cls)
        self.name = cls.__name__
        self.required = required
        # Names are drawn together with values, so that shrinking can remove both at once.
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
    values = {name: draw(drawn) for name, drawn in fields.required}
    values.update(draw(fields.optional))
    return fields.make(**values)


@functools.cache
def _numbers(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


_FACTS: Final = tuple(kind for kind in CORE.kinds if kind is not EventCorrected)
_OWN: Final[dict[tuple[type, str], st.SearchStrategy[Any]]] = {
    (After, "period"): st.from_regex(r"P([1-9][0-9]?[DWMY]|T[1-9][0-9]?[HMS])", fullmatch=True),
}
