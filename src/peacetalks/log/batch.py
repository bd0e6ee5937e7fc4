"""A batch before it is written: every event checked whole and encoded, outside the lock."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, final

import attrs
from attrs import Attribute, evolve, frozen

from peacetalks.codec.decode import decoded
from peacetalks.codec.plain import encode
from peacetalks.codec.rows import RowReader, encode_row, version_of
from peacetalks.construction import Slug, check, compiled
from peacetalks.errors import ConflictingEvent, InvalidEvent, InvalidValue
from peacetalks.events.base import Event
from peacetalks.events.clocks import public
from peacetalks.events.identity import COMPUTED, other_orders, same_content
from peacetalks.events.unknown import UnknownEvent
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.log import chain
from peacetalks.log.chain import Row
from peacetalks.log.store import Reader

__all__ = ["Batch", "Draft", "checked_stream", "prepare"]

_CHECK_NAME: Final = compiled(Slug)
_SALTS: Final = 256  # asked of the system at a time
_MAX_VERSION: Final = (1 << 31) - 1


class Draft(NamedTuple):
    """What is known of a row before it has a position.

    ``kind`` are the columns of ``Row`` from ``id`` to ``form``, ``clocks`` those from ``occurred``
    to ``public``; ``told`` is the text of both. ``others`` are the ids that it would have with its
    names in other orders.
    """

    id: str
    event: Event
    kind: tuple[str, str, int, str]
    clocks: tuple[str, int, int, int]
    payload: str
    salt: bytes
    sealed: bytes
    told: str
    others: tuple[str, ...]


@final
@frozen
class Batch:
    """Events ready to be written.

    Attributes:
        stream: where to.
        drafts: each event once.
        repeated: the ids of those that stood in the batch again, the same.
        reordered: by their ids, those that repeat another one but for the order of names.
    """

    stream: str
    drafts: tuple[Draft, ...]
    repeated: tuple[str, ...]
    reordered: Mapping[str, str]

    @property
    def ids(self) -> list[str]:
        """The ids, in order."""
        return [draft.id for draft in self.drafts]

    def beside(self, reader: Reader) -> Batch:
        """Return the batch without what the stream holds already with names in another order."""
        others = {other: draft.id for draft in self.drafts for other in draft.others}
        held = reader.held(self.stream, [*others]) if others else {}
        if not held:
            return self
        known = {others[name]: name for name in held}
        repeating = {name: known.get(other, other) for name, other in self.reordered.items()}
        again = [name for name, other in repeating.items() if name == other]
        return evolve(
            self,
            drafts=tuple(draft for draft in self.drafts if draft.id not in known),
            repeated=(*self.repeated, *again),
            reordered={n: o for n, o in (repeating | known).items() if n != o},
        )

    def without(self, held: Mapping[str, Row]) -> list[Draft]:
        """Return the drafts that are not held."""
        return [draft for draft in self.drafts if draft.id not in held]

    def compare(self, held: Mapping[str, Row], reader: RowReader) -> None:
        """Refuse to take what is held for the same as what is in the batch where it is not.

        Raises:
            ConflictingEvent: for the first id under which something else is held.
        """
        for draft in self.drafts:
            row = held.get(draft.id)
            if row is not None:
                _compare(draft, row, reader)


def checked_stream(name: str) -> str:
    """Return the name of a stream.

    Raises:
        InvalidValue: for what is no name: an identifier, as ids of events are.
    """
    try:
        _CHECK_NAME(name)
    except InvalidValue as error:
        raise InvalidValue(
            "not the name of a stream", value=name, accepted=error.accepted, hint=error.hint
        ) from None
    return name


def events_of(events: Iterable[Event]) -> list[Event]:
    """Return a batch as a list.

    Raises:
        InvalidValue: for what is no list of anything.
    """
    if isinstance(events, (Event, str, bytes)) or not isinstance(events, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a list of events", value=events, hint="append(stream, [event])")
    return list(events)


def prepare(stream: str, events: Iterable[Event], vocabulary: Vocabulary) -> Batch:
    """Return a batch, whole or not at all.

    Raises:
        InvalidEvent: for what is no event, of no kind of the vocabulary, or does not hold what
            its kind declares; the path names its place in the batch.
        ConflictingEvent: if two events of one id differ.
    """
    seen: dict[str, Draft] = {}
    repeated: list[str] = []
    others: dict[str, str] = {}
    reordered: dict[str, str] = {}
    for draft in _drafts(events, vocabulary):
        if draft.id in others:
            reordered[draft.id] = others[draft.id]
            continue
        others |= dict.fromkeys(draft.others, draft.id)
        earlier = seen.setdefault(draft.id, draft)
        if earlier is not draft:
            if not _same(earlier.event, draft.event):
                raise ConflictingEvent(stream, draft.id, None)
            repeated.append(draft.id)
    return Batch(stream, tuple(seen.values()), tuple(repeated), reordered)


def _drafts(events: Iterable[Event], vocabulary: Vocabulary) -> Iterator[Draft]:
    known = frozenset(vocabulary.kinds)
    salts = b""
    for index, event in enumerate(events):
        start = index % _SALTS * chain.SALT
        if start == 0:
            salts = os.urandom(chain.SALT * _SALTS)
        try:
            _check(event, known)
            if type(event) is UnknownEvent:
                event = _as_read(event, vocabulary)  # noqa: PLW2901 # the same fact, as it will be read
            yield _draft(event, salts[start : start + chain.SALT])
        except InvalidValue as error:
            raise error.under(f"[{index}]") from None


def _as_read(event: UnknownEvent, vocabulary: Vocabulary) -> Event:
    """Return what the text of an event will be read as: by now its kind may be known.

    Raises:
        InvalidEvent: if the text cannot be read, or tells another time than the event.
    """
    encode(event)  # says where the text is of another kind
    read, findings = decoded(event.raw, vocabulary)
    problem = next((finding for finding in findings if finding.severity == "error"), None)
    if read is None or problem is not None:
        raise InvalidEvent(
            f"an unknown event whose text cannot be read: {problem}", value=event.raw, path="$.raw"
        )
    if read.occurred != event.occurred:
        raise InvalidEvent(
            "an unknown event that occurred at another time than its text says",
            value=event.occurred.text,
            accepted=read.occurred.text,
            path="$.occurred",
        )
    if version_of(event) > _MAX_VERSION:
        raise InvalidEvent("not a schema version", value=version_of(event), path="$.v")
    if isinstance(read, UnknownEvent):
        return event
    # An id that was given, as to whatever is read from a log, stays; the text may not have it.
    return attrs.evolve(read, id=event.id) if event.has_own_id else read


def _draft(event: Event, salt: bytes) -> Draft:
    form, payload = encode_row(event)
    occurred = event.occurred
    tag, version = event.kind, event.schema
    if type(event) is UnknownEvent:
        tag, version = event.tag, version_of(event)
    event_id = event.id
    kind = (event_id, tag, version, form)
    clocks = (occurred.text, occurred.lo, occurred.hi, public(event))
    sealed = chain.seal(salt, payload)
    told = chain.fact(kind, clocks)
    others = tuple(other_orders(event)) if event_id.startswith(COMPUTED) else ()
    # ``_make`` is twice as fast as calling the class.
    return Draft._make(
        (event_id, event, kind, clocks, payload.decode(), salt, sealed, told, others)
    )


def _check(event: Any, known: frozenset[type[Event]]) -> None:
    # Any: callers may be untyped.
    if type(event) not in known and type(event) is not UnknownEvent:
        if not isinstance(event, Event):
            raise InvalidEvent("not an event", value=event)
        raise InvalidEvent(
            "an event of a kind that the log's vocabulary does not have",
            value=type(event).__name__,
            hint=f"open_log(..., vocabulary=CORE.with_kinds({type(event).__name__}))",
        )
    if not event.was_checked:
        # It was decoded, unpickled or made past its constructor.
        check_deeply(event)


def check_deeply(event: Any) -> None:
    """Check an event and every value of an attrs class inside it.

    Args:
        event: an object of an attrs class. (Any: of any such class.)

    Raises:
        InvalidEvent: for the first field that does not hold what it declares.
    """
    check(event)
    fields: tuple[Attribute[Any], ...] = attrs.fields(event.__class__)
    for field in fields:
        _check_inside(getattr(event, field.name))


def _check_inside(value: Any) -> None:
    if isinstance(value, tuple):
        for item in value:  # pyright: ignore[reportUnknownVariableType] # of any
            _check_inside(item)
    elif attrs.has(type(value)):  # pyright: ignore[reportUnknownArgumentType] # a class of any
        check_deeply(value)


def _same(one: Event, other: Event) -> bool:
    return one is other or same_content(one, other)


def _compare(draft: Draft, row: Row, reader: RowReader) -> None:
    if row.payload == draft.payload and row.kind == draft.kind[1]:
        return
    if row.payload is None:
        raise ConflictingEvent(
            row.stream, row.id, row.position, "whose content was erased by redaction"
        )
    held, _ = reader.slow(row.kind, row.kind_version, row.form, row.payload, row.id)
    if held is None or not _same(held, draft.event):
        raise ConflictingEvent(row.stream, row.id, row.position)
