"""Encode and decode events as payloads of a log's rows: compiled, and for trusted texts only.

A payload is a text, or bytes if it is packed (``packing.py``). It has one of these forms.

``"fields2"``
    a JSON object with the fields of the kind that differ from their default, under their Python
    names, except the id, which has its own column. It is read and written by code that is compiled
    for each kind (``compiled.py``). No converter and no check runs: every value has been through a
    constructor, and the log's chain shows whether a text was altered.
``"line2"``
    the line of a JSON Lines file. Used for kinds with fields that cannot be compiled (another
    event inside, ``When`` or ``After``, any value, a bare float that may be a whole number), and
    for events of unknown kinds, whose bytes are kept.
``"fields"``, ``"line"``
    the same, as older versions wrote them; ``"fields"`` has every field.

A row whose kind now has a newer version, or is not in the vocabulary, is read as a line and goes
through the upcasts. A
null of the form ``"fields"`` is dropped first, because a line leaves out what is not stated.
"""

from __future__ import annotations

from typing import Any, Final, Literal, TypeAlias

import attrs

from peacetalks.codec.compiled import (
    Reader,
    Shared,
    is_compiled,
    reader_of,
    reader_of_some,
    writer_of,
)
from peacetalks.codec.decoding import decoded, decoded_plain
from peacetalks.codec.packing import packed, text_of
from peacetalks.codec.plain import canonical, check_size, encode, key_of
from peacetalks.codec.strict_json import parse
from peacetalks.errors import Finding, InvalidValue
from peacetalks.events.base import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.findings import files

__all__ = ["OLD_FORMS", "Form", "RowReader", "encode_row", "version_of"]

# Any: JSON values, and coders of any kind.

Form: TypeAlias = Literal["fields2", "line2"]
"""The forms that are written."""
OLD_FORMS: Final = frozenset({"fields", "line"})
"""The forms that older versions wrote."""
_put: Final = object.__setattr__


def encode_row(event: Event, *, packs: bool = False) -> tuple[Form, str | bytes]:
    """Return the form and the payload of an event, packed or not.

    Raises:
        InvalidEvent: if a value cannot be written as JSON, or the event is too large for a file.

    >>> from peacetalks.events import ActorSplit
    >>> encode_row(ActorSplit(occurred="2011-07-09", actor="SDN", into=("SDN", "SSD")))
    ('fields2', '{"occurred":"2011-07-09","actor":"SDN","into":["SDN","SSD"]}')
    """
    kind = type(event)
    if is_compiled(kind):
        payload = writer_of(kind)(event)
        check_size(event, len(payload))
        return "fields2", packed(payload) if packs else payload.decode()
    # The text of an unknown event is kept as it is, line ends included.
    line = event.raw if isinstance(event, UnknownEvent) else encode(event)
    return "line2", packed(line.encode()) if packs else line


def version_of(event: Event) -> int:
    """Return the schema version with which an event is written."""
    if isinstance(event, UnknownEvent):
        version = parse(event.raw).get("v", 1)
        return version if type(version) is int else 1
    return event.schema


class RowReader:
    """Reads payloads of one vocabulary; equal actor codes become the same object.

    Create one for each scan, because it keeps the shared objects in memory.

    Args:
        vocabulary: the kinds that are understood.
        only: the fields to read; events then lack the others, their places have the country alone
            and their sources the date alone, and they are good for nothing else. Empty: all.
    """

    def __init__(self, vocabulary: Vocabulary, only: frozenset[str] = frozenset()) -> None:
        self._vocabulary = vocabulary
        self._only = only
        self._fast: dict[tuple[str, int, str], Reader | None] = {}
        self._shared: Shared = {}

    def fast(self, tag: str, version: int, form: str) -> Reader | None:
        """Return the compiled reader of a kind, or None if ``slow`` must be used.

        The reader raises the errors of msgspec; ``slow`` then reports what is wrong.
        """
        try:
            return self._fast[tag, version, form]
        except KeyError:
            kind = self._vocabulary.kind_of(tag)
            fields = form in {"fields", "fields2"}
            current = fields and kind is not None and kind.schema == version
            reader = self._compile(kind) if current and kind else None
            return self._fast.setdefault((tag, version, form), reader)

    def slow(
        self, tag: str, version: int, form: str, payload: str | bytes, event_id: str
    ) -> tuple[Event | None, list[Finding]]:
        """Read an event as from a file, and return it, or None, with the findings."""
        try:
            text = text_of(payload)
            if form.startswith("fields"):
                plain = self._line_of(tag, version, form, text)
                event, findings = decoded_plain(plain, canonical(plain), self._vocabulary)
            else:
                event, findings = decoded(text, self._vocabulary)
        except InvalidValue as error:
            return None, [files.UNREADABLE.finding(error.message)]
        if event is not None:
            _put(event, "_id", event_id)
        return event, findings

    def _line_of(self, tag: str, version: int, form: str, text: str) -> dict[str, Any]:
        kind = self._vocabulary.kind_of(tag)
        keeps_nulls = form != "fields" or (kind is not None and kind.schema == version)
        keys = {field.name: key_of(field) for field in attrs.fields(kind)} if kind else {}
        plain = {
            keys.get(name, name.removesuffix("_")): value
            for name, value in parse(text).items()
            if keeps_nulls or value is not None
        }
        head = {"kind": tag} | ({"v": version} if version > 1 else {})
        return head | plain

    def _compile(self, kind: type[Event]) -> Reader | None:
        if not is_compiled(kind):
            return None
        if self._only:
            return reader_of_some(kind, self._only, self._shared)
        return reader_of(kind, self._shared)
