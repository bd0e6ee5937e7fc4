"""Encode and decode events as payloads of a log's rows: compiled, and for trusted texts only.

A payload has one of two forms.

``"fields"``
    a JSON object with *every* field of the kind under its Python name, except the id, which has
    its own column. msgspec writes and reads it, compiled for each kind, directly to the attrs
    classes. No converter and no check runs: every value has been through a constructor, and the
    log's chain shows whether a text was altered.
``"line"``
    the line of a JSON Lines file. Used for kinds with fields that cannot be compiled (another
    event inside, ``When`` or ``After``, any value, a bare float that may be a whole number), and
    for events of unknown kinds, whose bytes are kept.

A row whose kind now has a newer version, or is not in the vocabulary, is read as a line and goes
through the upcasts. Nulls are dropped first, because a line leaves out what is not stated.
"""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable
from typing import Any, Final, Literal, TypeAlias, assert_never

import attrs

from peacetalks.codec.decoding import decoded, decoded_plain
from peacetalks.codec.plain import canonical, check_size, encode, key_of
from peacetalks.codec.strict_json import parse
from peacetalks.errors import Finding, InvalidValue
from peacetalks.events.base import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.fields import shape as shapes
from peacetalks.findings import files
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When, when_of
from peacetalks.values.facts import Place

__all__ = ["Form", "RowReader", "encode_row", "version_of"]

# Any: JSON values, and coders of any kind.

Form: TypeAlias = Literal["fields", "line"]

_SHARED_AT_MOST: Final = 10_000
_put: Final = object.__setattr__

Reader: TypeAlias = Callable[[Any, str], Event]
"""Makes an event from a payload and an id."""


def encode_row(event: Event) -> tuple[Form, bytes]:
    """Return the form and the payload of an event.

    Raises:
        InvalidEvent: if a value cannot be written as JSON, or the event is too large for a file.

    >>> from peacetalks.events import ActorSplit
    >>> form, payload = encode_row(ActorSplit(occurred="2011-07-09", actor="SDN", into=("SDN", "SSD")))
    >>> form, payload[:36]
    ('fields', b'{"actor":"SDN","into":["SDN","SSD"],')
    """
    if _is_compiled(type(event)):
        payload = _encoder()(event)
        check_size(event, len(payload))
        return "fields", payload
    if isinstance(event, UnknownEvent):
        return "line", event.raw.encode()  # its bytes, line ends included
    return "line", encode(event).encode()


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
        self._shared: dict[Any, Any] = {}

    def fast(self, tag: str, version: int, form: str) -> Reader | None:
        """Return the compiled reader of a kind, or None if ``slow`` must be used.

        The reader raises the errors of msgspec; ``slow`` then reports what is wrong.
        """
        try:
            return self._fast[tag, version, form]
        except KeyError:
            kind = self._vocabulary.kind_of(tag)
            compiled = form == "fields" and kind is not None and kind.schema == version
            reader = self._compile(kind) if compiled and kind else None
            return self._fast.setdefault((tag, version, form), reader)

    def slow(
        self, tag: str, version: int, form: str, payload: str, event_id: str
    ) -> tuple[Event | None, list[Finding]]:
        """Read an event as from a file, and return it, or None, with the findings."""
        if form == "fields":
            try:
                plain = self._line_of(tag, version, payload)
            except InvalidValue as error:
                return None, [files.UNREADABLE.finding(error.message)]
            event, findings = decoded_plain(plain, canonical(plain), self._vocabulary)
        else:
            event, findings = decoded(payload, self._vocabulary)
        if event is not None:
            _put(event, "_id", event_id)
        return event, findings

    def _line_of(self, tag: str, version: int, payload: str) -> dict[str, Any]:
        kind = self._vocabulary.kind_of(tag)
        known = kind is not None and kind.schema == version
        keys = {field.name: key_of(field) for field in attrs.fields(kind)} if kind else {}
        plain = {
            keys.get(name, name.removesuffix("_")): value
            for name, value in parse(payload).items()
            if known or value is not None
        }
        head = {"kind": tag} | ({"v": version} if version > 1 else {})
        return head | plain

    def _share(self, codes: Any) -> Any:
        if len(self._shared) >= _SHARED_AT_MOST:
            self._shared.clear()
        return self._shared.setdefault(codes, codes)

    def _compile(self, kind: type[Event]) -> Reader | None:
        if not _is_compiled(kind):
            return None
        if self._only:
            return _reader_of_some(kind, self._only)
        decode = _decoder(kind)
        shared, share = self._shared.get, self._share
        put_id = _slot(kind, "_id").__set__
        code_slots = [_slot(kind, name) for name in _code_fields(kind)]
        slots = [(slot.__get__, slot.__set__) for slot in code_slots]

        def read(payload: Any, event_id: str) -> Event:
            event: Event = decode(payload)
            put_id(event, event_id)
            for get, put in slots:
                codes = get(event)
                if codes:
                    put(event, shared(codes) or share(codes))
            return event

        return read


@functools.cache
def _encoder() -> Callable[[Event], bytes]:
    import msgspec  # noqa: PLC0415 # costs 50 ms, and only logs need it

    return msgspec.json.Encoder(enc_hook=_plain).encode


def _plain(value: Any) -> Any:
    if type(value) is When:
        return value.text
    if type(value) is FrozenMap:
        return dict(value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] # of any
    raise InvalidValue(f"a {type(value).__name__}, which a log cannot store", value=value)


@shapes.by_class
def _decoder(kind: type[Event]) -> Callable[[Any], Any]:
    import msgspec  # noqa: PLC0415 # see ``_encoder``

    return msgspec.json.Decoder(kind, dec_hook=_from_plain).decode


def _reader_of_some(kind: type[Event], only: frozenset[str]) -> Reader:
    import msgspec  # noqa: PLC0415 # see ``_encoder``

    dated = msgspec.defstruct("Dated", [("published", When | None)])
    country = msgspec.defstruct("Country", [("country", str | None)])
    shorter = {"sources": list[dated], "place": country | None}  # type: ignore[valid-type] # made above
    hints = typing.get_type_hints(kind, include_extras=True)
    names = [field.name for field in attrs.fields(kind) if field.name in only]
    part = msgspec.defstruct("Part", [(name, shorter.get(name, hints[name])) for name in names])
    decode = msgspec.json.Decoder(part, dec_hook=_from_plain).decode
    slots = [(getattr(part, name).__get__, _slot(kind, name).__set__) for name in names]
    put_id = _slot(kind, "_id").__set__

    def read(payload: Any, event_id: str) -> Event:
        values, event = decode(payload), object.__new__(kind)
        put_id(event, event_id)
        for get, put in slots:
            put(event, get(values))
        return event

    return read


def _from_plain(hint: Any, value: Any) -> Any:
    return when_of(value) if hint is When else FrozenMap(value)


@shapes.by_class
def _is_compiled(kind: type[Event]) -> bool:
    inside = (shape.cls for shape in shapes.shapes_in(kind) if isinstance(shape, shapes.Value))
    return kind is not UnknownEvent and all(map(_fields_fit, (kind, *inside)))


def _fields_fit(cls: type) -> bool:
    """Return whether msgspec writes and reads the fields of a class unchanged."""
    return cls is Place or all(
        field.name == "_id" or (_is_public(field.name) and _fits(shape))
        for field, shape in shapes.fields_of(cls)
    )


def _is_public(name: str) -> bool:
    # msgspec does not write fields whose names begin with an underscore.
    return not name.startswith("_")


def _fits(shape: shapes.Shape) -> bool:
    match shape:
        case shapes.Text() | shapes.Words():
            return True
        case shapes.Simple():
            return shape not in {shapes.Simple.NUMBER, shapes.Simple.ANYTHING}
        case shapes.ListOf(item):
            return _fits(item)
        case shapes.MapOf(key, value):
            return isinstance(key, shapes.Text) and isinstance(value, shapes.Text)
        case shapes.OneOf(members):
            return len(members) == 1 and _fits(members[0])
        case shapes.Value(cls):
            keys_fit = all(key_of(field) == field.name for field in attrs.fields(cls))
            return not issubclass(cls, Event) and keys_fit
        case shapes.Other():
            return False
        case _:
            assert_never(shape)


def _slot(kind: type[Event], name: str) -> Any:
    """Return the slot of a field, which can write to a frozen class without ``__setattr__``."""
    return inspect.getattr_static(kind, name)


def _code_fields(kind: type[Event]) -> list[str]:
    """Return the fields that contain one or more actor codes."""
    codes = (shapes.CODE, shapes.ListOf(shapes.CODE))
    return [
        field.name
        for field, shape in shapes.fields_of(kind)
        if any(one in codes for one in shapes.options(shape))
    ]
