"""Prepare a batch: check and encode every event before the lock is taken."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, final

import attrs
from attrs import evolve, frozen

from peacetalks.codec.decoding import decoded
from peacetalks.codec.plain import encode
from peacetalks.codec.rows import RowReader, encode_row, version_of
from peacetalks.errors import ConflictingEvent, InvalidEvent, InvalidValue, LogError
from peacetalks.events.base import Event
from peacetalks.events.clocks import public
from peacetalks.events.content import COMPUTED
from peacetalks.events.identity import content_id, other_orders, same_content
from peacetalks.events.unknown import UnknownEvent
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.fields.check import check_slug
from peacetalks.fields.unchanged import check_again
from peacetalks.log import chain
from peacetalks.log.chain import Row
from peacetalks.log.records import is_well_formed
from peacetalks.log.store import Reader

__all__ = ["Batch", "Draft", "checked_stream", "prepare"]

_SALTS: Final = 256  # how many to get from the system at a time
_MAX_VERSION: Final = (1 << 31) - 1


class Draft(NamedTuple):
    """A row before it has a position.

    ``kind`` holds the columns of ``Row`` from ``id`` to ``form``, and ``clocks`` those from
    ``occurred`` to ``public``. ``others`` are the ids that the event would have with its names in
    other orders.
    """

    id: str
    event: Event
    kind: tuple[str, str, int, str]
    clocks: tuple[str, int, int, int]
    payload: str | bytes
    salt: bytes
    sealed: bytes
    others: tuple[str, ...]


@final
@frozen
class Batch:
    """Events ready to be written.

    Attributes:
        stream: the stream to append to.
        drafts: each event once.
        repeated: the ids of events that occur in the batch again, unchanged.
        reordered: for the id of each event that differs from another only in the order of names,
            the id of the other.
    """

    stream: str
    drafts: tuple[Draft, ...]
    repeated: tuple[str, ...]
    reordered: Mapping[str, str]

    @property
    def ids(self) -> list[str]:
        """The ids, in order."""
        return [draft.id for draft in self.drafts]

    def without_reordered(self, reader: Reader) -> Batch:
        """Return the batch without events that the stream has with names in another order."""
        others = {other: draft.id for draft in self.drafts for other in draft.others}
        held = reader.ids(self.stream, [*others]) if others else frozenset[str]()
        if not held:
            return self
        stored = {others[name]: name for name in held}
        originals = {name: stored.get(other, other) for name, other in self.reordered.items()}
        again = [name for name, other in originals.items() if name == other]
        return evolve(
            self,
            drafts=tuple(draft for draft in self.drafts if draft.id not in stored),
            repeated=(*self.repeated, *again),
            reordered={n: o for n, o in (originals | stored).items() if n != o},
        )

    def without(self, held: Mapping[str, Row]) -> list[Draft]:
        """Return the drafts that are not stored yet."""
        return [draft for draft in self.drafts if draft.id not in held]

    def compare(self, held: Mapping[str, Row], reader: RowReader) -> None:
        """Check that the stored rows have the same content as the drafts with their ids.

        Raises:
            ConflictingEvent: if a row has different content; names the first such id.
            LogError: if a row is damaged.
        """
        for draft in self.drafts:
            row = held.get(draft.id)
            if row is not None:
                _compare(draft, row, reader)


def checked_stream(name: str) -> str:
    """Return a stream name after checking it: an identifier, like the id of an event.

    Raises:
        InvalidValue: if it is not a valid stream name.
    """
    try:
        check_slug(name)
    except InvalidValue as error:
        raise InvalidValue(
            "not a valid stream name", value=name, accepted=error.accepted, hint=error.hint
        ) from None
    return name


def events_of(events: Iterable[Event]) -> list[Event]:
    """Return the events of a batch as a list.

    Raises:
        InvalidValue: if ``events`` is not an iterable of items, such as a list.
    """
    if isinstance(events, (Event, str, bytes)) or not isinstance(events, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a list of events", value=events, hint="append(stream, [event])")
    return list(events)


def prepare(
    stream: str, events: Iterable[Event], vocabulary: Vocabulary, *, packs: bool = False
) -> Batch:
    """Check and encode events, and return them as a batch.

    Args:
        stream: the stream to append to.
        events: the events.
        vocabulary: the kinds that are understood.
        packs: whether to pack the payloads.

    Raises:
        InvalidEvent: if an item is not an event, its kind is not in the vocabulary, or a value
            does not have the type that its kind declares; the path has its index in the batch.
        ConflictingEvent: if two events with the same id differ.
    """
    seen: dict[str, Draft] = {}
    repeated: list[str] = []
    others: dict[str, str] = {}
    reordered: dict[str, str] = {}
    for draft in _drafts(events, vocabulary, packs=packs):
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


def _drafts(events: Iterable[Event], vocabulary: Vocabulary, *, packs: bool) -> Iterator[Draft]:
    known = frozenset(vocabulary.kinds)
    salts = b""
    for index, event in enumerate(events):
        start = index % _SALTS * chain.SALT
        if start == 0:
            salts = os.urandom(chain.SALT * _SALTS)
        try:
            _check(event, known)
            if type(event) is UnknownEvent:
                event = _as_read(event, vocabulary)  # noqa: PLW2901 # the same fact, as read from the log
            yield _draft(event, salts[start : start + chain.SALT], packs=packs)
        except InvalidValue as error:
            raise error.under(f"[{index}]") from None
        except RecursionError:
            what = "an event that is nested too deeply"
            raise InvalidEvent(what, value=type(event).__name__, path=f"$[{index}]") from None


def _as_read(event: UnknownEvent, vocabulary: Vocabulary) -> Event:
    """Return the event that the text of an unknown event is read as: its kind may be known by now.

    Raises:
        InvalidEvent: if the text cannot be read, or has a different time than the event.
    """
    encode(event)  # raises an error if the text is of a different kind
    read, findings = decoded(event.raw, vocabulary)
    problem = next((finding for finding in findings if finding.severity == "error"), None)
    if read is None or problem is not None:
        raise InvalidEvent(
            f"an unknown event whose text cannot be read: {problem}", value=event.raw, path="$.raw"
        )
    if read.occurred != event.occurred:
        raise InvalidEvent(
            "an unknown event whose time differs from its text",
            value=event.occurred.text,
            accepted=read.occurred.text,
            path="$.occurred",
        )
    if version_of(event) > _MAX_VERSION:
        raise InvalidEvent("not a schema version", value=version_of(event), path="$.v")
    if isinstance(read, UnknownEvent):
        return event
    # Keep an explicit id, which every event read from a log has: the text may not contain it.
    return attrs.evolve(read, id=event.id) if event.has_own_id else read


def _draft(event: Event, salt: bytes, *, packs: bool) -> Draft:
    form, payload = encode_row(event, packs=packs)
    occurred = event.occurred
    tag, version = event.kind, event.schema
    if type(event) is UnknownEvent:
        tag, version = event.tag, version_of(event)
    event_id = event.id
    kind = (event_id, tag, version, form)
    clocks = (occurred.text, occurred.lo, occurred.hi, public(event))
    sealed = chain.seal(salt, payload)
    others = tuple(other_orders(event)) if event_id.startswith(COMPUTED) else ()
    # ``_make`` is twice as fast as calling the class.
    return Draft._make((event_id, event, kind, clocks, payload, salt, sealed, others))


def _check(event: Any, known: frozenset[type[Event]]) -> None:
    # Any: callers may be untyped.
    if type(event) not in known and type(event) is not UnknownEvent:
        if not isinstance(event, Event):
            raise InvalidEvent("not an event", value=event)
        raise InvalidEvent(
            "an event of a kind that is not in the log's vocabulary",
            value=type(event).__name__,
            hint=f"open_log(..., vocabulary=CORE.with_kinds({type(event).__name__}))",
        )
    if not check_again(event):
        # It was decoded, unpickled, created without its constructor, or changed.
        _check_id(event)


def _check_id(event: Event) -> None:
    """Check that an id that was computed is that of the content as it is now.

    Raises:
        InvalidEvent: if the event was changed since.
    """
    if not event.has_own_id and event.id != content_id(event):
        raise InvalidEvent(
            "an event that was changed after its id was computed",
            value=event.id,
            accepted=content_id(event),
            path="$.id",
            hint="make a new event: attrs.evolve(event, ...)",
        )


def _same(one: Event, other: Event) -> bool:
    return one is other or same_content(one, other)


def _compare(draft: Draft, row: Row, reader: RowReader) -> None:
    if row.payload == draft.payload and (row.kind, row.form) == (draft.kind[1], draft.kind[3]):
        return
    if row.payload is None:
        raise ConflictingEvent(
            row.stream, row.id, row.position, "whose content was erased by redaction"
        )
    if not is_well_formed(row):
        what = f"record {row.global_position} is damaged; hint: run peacetalks verify"
        raise LogError(f"stream {row.stream!r}: {what}")
    stored, _ = reader.slow(row.kind, row.kind_version, row.form, row.payload, row.id)
    if stored is None or not _same(stored, draft.event):
        raise ConflictingEvent(row.stream, row.id, row.position)
