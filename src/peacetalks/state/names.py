"""``Names``: every name that the events of a history use, on any day.

A question with a name that no event uses is a mistake, and must not get an empty answer. The names
of a history are collected once, the first time somebody asks for a name that the registry of
actors does not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias, cast, final

import attrs

from peacetalks.actors import world
from peacetalks.events import Event
from peacetalks.events.bookkeeping import EventCorrected
from peacetalks.events.unknown import UnknownEvent
from peacetalks.fields import shape as shapes
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.state.register import Register
from peacetalks.values.facts import Participant, Reason

__all__ = ["Names", "named_in", "names_in"]


def __dir__() -> list[str]:
    return sorted(__all__)


_Events: TypeAlias = Callable[[], Iterable[Event]]
_ANYTHING: Final = ""
"""The sort of names in events of unknown kinds, which may name anything."""
_MEDIATORS: Final = ("mediator", "mediators", "witnesses")
_MEDIATING: Final = frozenset({"mediator", "co_mediator", "facilitator", "witness"})
_AGAINST_MEDIATORS: Final = frozenset({"mediator_bias", "mediator_composition"})
_TEXT: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')


@final
class Names:
    """The names that events use: of actors, of areas, and of things, by the field that names them.

    Several threads may read at once, as long as none adds events: the collected names are replaced
    by one assignment, and never changed in place.

    Args:
        events: returns the events; called when a name is first looked up.
        before: where to look up a name first; None: nowhere.
        actors: returns the register of actors; None: only the registry knows actors.
        whole: whether these are all events. If not, any name may be correct.

    >>> from peacetalks.events import MeetingRefused
    >>> refused = MeetingRefused(occurred="2023-11-16", meeting="washington", by="NORTH")
    >>> names = Names(lambda: [refused])
    >>> names.has("actor", "NORTH"), names.has("actor", "SOUTH"), names.has("meeting", "washington")
    (True, False, True)
    """

    __slots__ = ("_actors", "_batches", "_before", "_read", "_whole")

    def __init__(
        self,
        events: _Events,
        before: Names | None = None,
        *,
        actors: Callable[[], Register] | None = None,
        whole: bool = True,
    ) -> None:
        self._batches = [events]
        self._before = before
        self._actors = actors
        self._whole = whole
        self._read: tuple[int, Mapping[str, AbstractSet[str]]] = (0, {})

    def add(self, events: _Events) -> None:
        """Add events."""
        self._batches.append(events)

    def has(self, what: str, name: str) -> bool:
        """Return whether an event uses a name.

        Args:
            what: ``"actor"``, ``"area"``, ``"group"``, ``"mediator"``, or a field that names a
                thing, for example ``"meeting"``.
            name: the name.
        """
        return not self._whole or self._is_used(what, name)

    def _is_used(self, what: str, name: str) -> bool:
        if self._before is not None and self._before._is_used(what, name):  # noqa: SLF001 # of this class
            return True
        names = self._all()
        return name in names.get(what, ()) or name in names.get(_ANYTHING, ())

    def of(self, what: str) -> frozenset[str]:
        """Return all names of a sort."""
        names = frozenset(self._all().get(what, ()))
        return names if self._before is None else names | self._before.of(what)

    @property
    def actors(self) -> Register:
        """The register of the actors on record."""
        return Register() if self._actors is None else self._actors()

    def meanings(self, text: str) -> tuple[str, ...]:
        """Return the codes of all actors that a code or a name can mean.

        A code that events use or state means its actor. A name that is not public yet from the
        viewpoint of the question is looked up in the whole history.

        >>> from peacetalks.events import ActorNamed
        >>> named = ActorNamed(occurred="2018", actor="UCDP:4456", names="Syrian insurgents")
        >>> Names(lambda: [named], actors=lambda: Register([named])).meanings("Syrian insurgents")
        ('UCDP:4456',)
        """
        codes = self.actors.meanings(text)
        # A code that the register knows is not looked up in the history, which may be long.
        if codes == (text,) or self._is_used("actor", text):
            return (text,)
        if not codes:
            return () if self._before is None else self._before.meanings(text)
        # An actor that no event here is about has the same name by chance.
        return tuple(code for code in codes if self._is_used("actor", code)) or codes

    def _all(self) -> Mapping[str, AbstractSet[str]]:
        read, names = self._read
        if read == len(self._batches):
            return names
        batches = self._batches[read:]
        more = {what: set(of_sort) for what, of_sort in names.items()}
        for events in batches:
            for event in events():
                for what, name in _names_in_event(event):
                    more.setdefault(what, set()).add(name)
        self._read = (read + len(batches), more)
        return more


_WITHIN: Final = "within"
_NAMES: Final = frozenset({shapes.CODE, shapes.AREA, shapes.SLUG})
_Named: TypeAlias = Iterator[tuple[str, str]]
"""The sort of a name, and the name."""


def _names_in_event(event: Event) -> _Named:
    yield from named_in(event)
    if isinstance(event, EventCorrected):
        yield from _names_in_event(event.replacement)
    elif isinstance(event, UnknownEvent):
        yield from ((_ANYTHING, text) for text in _TEXT.findall(event.raw))


@shapes.by_class
def names_in(cls: type) -> tuple[tuple[str, str], ...]:
    """Return the fields of a kind, a part or a value that hold names, each with the sort of name.

    >>> from peacetalks.events import AttackReported
    >>> [field for field, what in names_in(AttackReported) if what == "actor"]
    ['claimed_by', 'by', 'against']
    """
    return tuple(
        (field.name, what)
        for field, shape in shapes.fields_of(cls)
        if (
            what := next(
                filter(None, (_what(one, field.name) for one in shapes.within(shape))), None
            )
        )
    )


def named_in(value: object) -> _Named:
    """Yield the names in an event, a part or a value, nested values included: sort and name.

    >>> from peacetalks.events import AttackReported
    >>> list(named_in(AttackReported(occurred="2031", by="NORTH", against="SOUTH")))
    [('actor', 'NORTH'), ('actor', 'SOUTH')]
    """
    group = getattr(value, "group", None)
    if isinstance(group, str):
        yield "group", group
    for field, what in names_in(type(value)):
        inside = getattr(value, field)
        if inside:
            yield from _in_value(inside, what)
            if field in _MEDIATORS:
                yield from (("mediator", code) for code in _codes_in(inside))
    if isinstance(value, Participant) and value.role in _MEDIATING:
        yield "mediator", value.actor
    elif isinstance(value, Reason) and value.category in _AGAINST_MEDIATORS:
        yield from (("mediator", code) for code in value.against or ())


def _in_value(value: object, what: str) -> _Named:
    if isinstance(value, str):
        yield what, (world().resolve(value) or value) if what == "area" else value
    elif isinstance(value, (tuple, FrozenMap)):
        # The values of a map with codes as keys, for example labels, are texts without names.
        for inside in cast("Iterable[object]", value):
            yield from _in_value(inside, what)
    elif what == _WITHIN and attrs.has(type(value)):
        yield from named_in(value)


def _codes_in(value: object) -> Iterator[str]:
    """Yield the codes of one or several actors, given as codes or as participants."""
    if isinstance(value, tuple):
        for inside in cast("tuple[object, ...]", value):
            yield from _codes_in(inside)
    else:
        yield str(getattr(value, "actor", value))


def _what(shape: shapes.Shape, field: str) -> str | None:
    if shape == shapes.CODE:
        return "actor"
    if shape == shapes.AREA:
        return "area"
    if shape == shapes.SLUG:
        return field
    if not isinstance(shape, shapes.Value) or issubclass(shape.cls, Event):
        return None
    return None if _NAMES.isdisjoint(shapes.shapes_in(shape.cls)) else _WITHIN
