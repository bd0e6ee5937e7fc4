"""``Names``: every name that the events of a history use, on whatever day.

A question that names what no event names is a slip, and not an empty answer. What a history names
is read once, and only when somebody asks for a name that the registry of actors does not know.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Annotated, Any, Final, TypeAlias, cast, final, get_args, get_origin

import attrs

from peacetalks.actors import world
from peacetalks.construction import Area, Code, Slug, field_types
from peacetalks.events import Event, EventCorrected, UnknownEvent
from peacetalks.frozenmap import FrozenMap
from peacetalks.state.register import Register
from peacetalks.values import Participant, Reason

__all__ = ["Names", "named_in", "names_in"]

_Events: TypeAlias = Callable[[], Iterable[Event]]
_ANYTHING: Final = ""
"""Names of which nobody knows what they name."""
_MEDIATORS: Final = ("mediator", "mediators", "witnesses")
_MEDIATING: Final = frozenset({"mediator", "co_mediator", "facilitator", "witness"})
_AGAINST_MEDIATORS: Final = frozenset({"mediator_bias", "mediator_composition"})
_TEXT: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')


@final
class Names:
    """What some events name: actors, areas, and things by the field that names them.

    Several threads may ask at once, as long as nobody adds events meanwhile: what was read is
    replaced by one assignment, and never changed in place.

    Args:
        events: a function that gives the events; called when a name is first looked up.
        before: where a name is looked up first; None: nowhere.
        actors: a function that gives who is on record; None: the registry alone knows actors.
        whole: whether these are all events: if not, any name may be right.

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
        """Take more events."""
        self._batches.append(events)

    def has(self, what: str, name: str) -> bool:
        """Return whether an event names something.

        Args:
            what: ``"actor"``, ``"area"``, ``"group"``, ``"mediator"``, or the field of events
                that names such a thing, as ``"meeting"``.
            name: the name.
        """
        return not self._whole or self._is_read(what, name)

    def _is_read(self, what: str, name: str) -> bool:
        if self._before is not None and self._before._is_read(what, name):  # noqa: SLF001 # of this class
            return True
        read = self._all()
        return name in read.get(what, ()) or name in read.get(_ANYTHING, ())

    def of(self, what: str) -> frozenset[str]:
        """Return the names of all things of a sort."""
        own = frozenset(self._all().get(what, ()))
        return own if self._before is None else own | self._before.of(what)

    @property
    def actors(self) -> Register:
        """Who is on record."""
        return Register() if self._actors is None else self._actors()

    def meanings(self, text: str) -> tuple[str, ...]:
        """Return the codes of all actors that a code or a name can mean.

        A code that events use, or that is stated, means its actor. A name that is not public yet,
        where it is asked from, is looked up in the whole history.

        >>> from peacetalks.events import ActorNamed
        >>> named = ActorNamed(occurred="2018", actor="UCDP:4456", names="Syrian insurgents")
        >>> Names(lambda: [named], actors=lambda: Register([named])).meanings("Syrian insurgents")
        ('UCDP:4456',)
        """
        found = self.actors.meanings(text)
        # Whom the register knows by its code is not looked up in what may be a long history.
        if found == (text,) or self._is_read("actor", text):
            return (text,)
        if not found:
            return () if self._before is None else self._before.meanings(text)
        # One whom nothing here is about has the same name by chance.
        return tuple(code for code in found if self._is_read("actor", code)) or found

    def _all(self) -> Mapping[str, AbstractSet[str]]:
        read, found = self._read
        if read < len(self._batches):
            batches = self._batches[read:]
            more = {what: set(names) for what, names in found.items()}
            for events in batches:
                for event in events():
                    for what, name in _named(event):
                        more.setdefault(what, set()).add(name)
            self._read = (read + len(batches), more)
            return more
        return found


_WITHIN: Final = "within"
_Named: TypeAlias = Iterator[tuple[str, str]]
"""What is named, and its name."""


def _named(event: Event) -> _Named:
    yield from named_in(event)
    if isinstance(event, EventCorrected):
        yield from _named(event.replacement)
    elif isinstance(event, UnknownEvent):
        yield from ((_ANYTHING, text) for text in _TEXT.findall(event.raw))


def names_in(cls: type) -> tuple[tuple[str, str], ...]:
    """Return the fields of a kind, a part or a value that name anything, each with what it names.

    >>> from peacetalks.events import AttackReported
    >>> [field for field, what in names_in(AttackReported) if what == "actor"]
    ['claimed_by', 'by', 'against']
    """
    return _fields_of(cls)


def named_in(value: object) -> _Named:
    """Yield what an event, a part or a value names, sort and name, what stands inside it too.

    >>> from peacetalks.events import AttackReported
    >>> list(named_in(AttackReported(occurred="2031", by="NORTH", against="SOUTH")))
    [('actor', 'NORTH'), ('actor', 'SOUTH')]
    """
    group = getattr(value, "group", None)
    if isinstance(group, str):
        yield "group", group
    for field, what in _fields_of(type(value)):
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
        # Of a map whose keys are codes, as labels, the values are texts.
        for inside in cast("Iterable[object]", value):
            yield from _in_value(inside, what)
    elif what == _WITHIN and attrs.has(type(value)):
        yield from named_in(value)


def _codes_in(value: object) -> Iterator[str]:
    """Yield the codes of an actor, or of several, with their roles or without."""
    if isinstance(value, tuple):
        for inside in cast("tuple[object, ...]", value):
            yield from _codes_in(inside)
    else:
        yield str(getattr(value, "actor", value))


def _fields(cls: type) -> tuple[tuple[str, str], ...]:
    return tuple(
        (field, what)
        for field, hint in field_types(cls).items()
        if (what := _what(hint, field)) is not None
    )


def _what(hint: Any, field: str) -> str | None:
    # Any: annotations have no common type.
    if hint == Code:
        return "actor"
    if hint == Area:
        return "area"
    if hint == Slug:
        return field
    if isinstance(hint, type) and attrs.has(hint) and not issubclass(hint, Event):
        return _WITHIN if _fields_of(hint) else None
    if get_origin(hint) is Annotated:
        return None
    return next((what for inner in get_args(hint) if (what := _what(inner, field))), None)


# Cast: mypy does not take classes for hashable, which functools.cache asks for.
_fields_of = cast("Callable[[type], tuple[tuple[str, str], ...]]", functools.cache(_fields))
