"""Events as the payloads of rows in a log: compiled coders, for trusted texts only.

A payload has one of two forms.

``"fields"``
    a JSON object with *every* field of the kind under its Python name, but the id, which has a
    column of its own. Written and read by msgspec, compiled per kind, straight to the attrs
    classes: no converter and no check runs, for a constructor made every value once, and the
    log's chain tells whether a text is still what was written.
``"line"``
    the line of a JSON Lines file. For kinds whose fields have no compiled form (another event
    inside, ``When`` or ``After``, any value, a bare float that may be a whole number), and for
    events of unknown kinds, whose bytes are kept.

A row whose kind has a newer version now, or is not in the vocabulary, is read as a line, by way
of the upcasts: nulls are left out there, since a line leaves out what is not stated.
"""

from __future__ import annotations

import functools
import inspect
import types
import typing
from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, TypeAlias, Union

import attrs

from peacetalks.codec import codes
from peacetalks.codec.decode import decoded, decoded_plain
from peacetalks.codec.plain import canonical, encode, key_of
from peacetalks.codec.strict_json import parse
from peacetalks.construction import field_types
from peacetalks.errors import Finding, InvalidValue
from peacetalks.events.base import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.frozenmap import FrozenMap
from peacetalks.identifiers import Code
from peacetalks.values import Place
from peacetalks.when import When, when_of

__all__ = ["Form", "RowReader", "encode_row", "version_of"]

# Any: annotations, JSON values, coders of any kind; and kinds where they are looked up in a cache,
# since mypy does not take classes for hashable.

Form: TypeAlias = Literal["fields", "line"]

_PLAIN: Final = frozenset({str, int, bool, type(None), When})
_SHARED_AT_MOST: Final = 10_000
_put: Final = object.__setattr__

Reader: TypeAlias = Callable[[Any, str], Event]
"""Makes an event of a payload and an id."""


def encode_row(event: Event) -> tuple[Form, bytes]:
    """Return the form and the payload of an event.

    Raises:
        InvalidEvent: for a value that JSON cannot hold.

    >>> from peacetalks.events import ActorSplit
    >>> form, payload = encode_row(ActorSplit(occurred="2011-07-09", actor="SDN", into=("SDN", "SSD")))
    >>> form, payload[:36]
    ('fields', b'{"actor":"SDN","into":["SDN","SSD"],')
    """
    kind: Any = type(event)
    compiled = _encoder_of(kind)
    if compiled is not None:
        return "fields", compiled(event)
    if isinstance(event, UnknownEvent):
        return "line", event.raw.encode()  # its bytes, line ends included
    return "line", encode(event).encode()


def version_of(event: Event) -> int:
    """Return the schema version under which an event is written."""
    if isinstance(event, UnknownEvent):
        version = parse(event.raw).get("v", 1)
        return version if type(version) is int else 1
    return event.schema


class RowReader:
    """Reads payloads of one vocabulary; equal codes of actors become the same objects.

    Make one for each scan: what it shares is kept as long as it is.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._fast: dict[tuple[str, int, str], Reader | None] = {}
        self._shared: dict[Any, Any] = {}

    def fast(self, tag: str, version: int, form: str) -> Reader | None:
        """Return the compiled reader of a kind, or None where ``slow`` has to read.

        Its errors are those of msgspec; ``slow`` then says what is wrong.
        """
        try:
            return self._fast[tag, version, form]
        except KeyError:
            kind = self._vocabulary.kind_of(tag)
            compiled = form == "fields" and kind is not None and kind.schema == version
            made = self._compiled(kind) if compiled and kind else None
            return self._fast.setdefault((tag, version, form), made)

    def slow(
        self, tag: str, version: int, form: str, payload: str, event_id: str
    ) -> tuple[Event | None, list[Finding]]:
        """Return the event, or None, with what was found, by the reading that files have."""
        if form == "fields":
            try:
                plain = self._line_of(tag, version, payload)
            except InvalidValue as error:
                return None, [Finding(code=codes.UNREADABLE, message=error.message)]
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

    def _compiled(self, kind: Any) -> Reader | None:
        if not _is_compiled(kind):
            return None
        decode = _decoder(kind)
        shared, share = self._shared.get, self._share
        put_id = _slot(kind, "_id").__set__
        named = [_slot(kind, name) for name in _code_fields(kind)]
        slots = [(slot.__get__, slot.__set__) for slot in named]

        def read(payload: Any, event_id: str) -> Event:
            event: Event = decode(payload)
            put_id(event, event_id)
            for get, put in slots:
                codes = get(event)
                if codes:
                    put(event, shared(codes) or share(codes))
            return event

        return read


@functools.lru_cache(maxsize=1024)
def _encoder_of(kind: Any) -> Callable[[Event], bytes] | None:
    return _encoder() if _is_compiled(kind) else None


@functools.cache
def _encoder() -> Callable[[Event], bytes]:
    import msgspec  # noqa: PLC0415 # costs 50 ms, and only those who have a log pay

    return msgspec.json.Encoder(enc_hook=_plain).encode


def _plain(value: Any) -> Any:
    if type(value) is When:
        return value.text
    if type(value) is FrozenMap:
        return dict(value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] # of any
    raise InvalidValue(f"a {type(value).__name__}, which a log cannot hold", value=value)


@functools.lru_cache(maxsize=1024)
def _decoder(kind: Any) -> Callable[[Any], Any]:
    import msgspec  # noqa: PLC0415 # see ``_encoder``

    return msgspec.json.Decoder(kind, dec_hook=_made).decode


def _made(hint: Any, value: Any) -> Any:
    return when_of(value) if hint is When else FrozenMap(value)


@functools.lru_cache(maxsize=1024)
def _is_compiled(kind: Any) -> bool:
    return kind is not UnknownEvent and _fields_fit(kind)


def _fields_fit(cls: Any) -> bool:
    """Return whether msgspec reads and writes all fields of a class as they are."""
    return cls is Place or all(
        field.name == "_id" or (_is_public(field.name) and _fits(hint))
        for field, hint in zip(attrs.fields(cls), field_types(cls).values(), strict=True)
    )


def _is_public(name: str) -> bool:
    # What begins with an underscore msgspec does not write.
    return not name.startswith("_")


def _fits(hint: Any) -> bool:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        return _fits(arguments[0])
    if origin is Literal or hint in _PLAIN:
        return True
    if origin in {Union, types.UnionType}:
        members = [member for member in arguments if member is not type(None)]
        return len(members) == 1 and _fits(members[0])
    if origin is tuple:
        return arguments[1:] == (...,) and _fits(arguments[0])
    if origin is FrozenMap:
        return all(map(_is_text, arguments))
    if not (isinstance(hint, type) and attrs.has(hint)) or issubclass(hint, Event):
        return False
    return _fields_fit(hint) and all(key_of(f) == f.name for f in attrs.fields(hint))


def _is_text(hint: Any) -> bool:
    return hint is str or (typing.get_origin(hint) is Annotated and typing.get_args(hint)[0] is str)


def _slot(kind: type[Event], name: str) -> Any:
    """Return what reads and writes a field of a frozen class: past ``__setattr__``."""
    return inspect.getattr_static(kind, name)


def _code_fields(kind: type[Event]) -> list[str]:
    """Return the fields that hold one actor's code, or several."""
    wanted = {Code, tuple[Code, ...]}
    return [
        name
        for name, hint in field_types(kind).items()
        if hint in wanted or any(member in wanted for member in typing.get_args(hint))
    ]
