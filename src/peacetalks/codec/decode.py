"""Events from JSON: which kind an object is of, in which version, and what is not known.

An object of a known kind becomes an event, older versions by way of the vocabulary's upcasts.
An object of an unknown kind, or of a newer version of a known one, is kept whole as an
``UnknownEvent``, its common fields read where they can be.
"""

from __future__ import annotations

import functools
import json
import typing
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from peacetalks.codec import codes
from peacetalks.codec.named import NOBODY, Named
from peacetalks.codec.plain import canonical, key_of
from peacetalks.codec.problems import problems_of
from peacetalks.codec.strict_json import parse
from peacetalks.codec.structure import Reader, converter, field_hook, is_event, object_reader
from peacetalks.construction import Slug, compiled, field_types
from peacetalks.errors import Finding, InvalidEvent, InvalidValue, ReadError, shown
from peacetalks.events import CORE
from peacetalks.events.base import Event
from peacetalks.events.unknown import UnknownEvent
from peacetalks.events.vocabulary import Vocabulary

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["decode", "decoded", "decoded_plain", "text_of_utf8"]

_VOCABULARIES_KEPT: Final = 16
_HOOKS_KEPT: Final = 4096
_CHECK_TAG: Final = compiled(Slug)


def decode(data: str | bytes | Mapping[str, Any], *, vocabulary: Vocabulary = CORE) -> Event:
    """Return the event of a JSON text, or of a mapping of plain JSON values.

    Args:
        data: one JSON object, as text, as UTF-8 or as a mapping. (Any: JSON values.)
        vocabulary: the kinds that are understood.

    Raises:
        ReadError: with a finding for each thing that is wrong.

    >>> decode('{"kind": "meeting-refused", "occurred": "2023-10-04", "meeting": "granada", "by": "AZE"}').by
    ('AZE',)
    """
    try:
        text = _text_of(data)
    except InvalidValue as error:
        raise ReadError([_finding(codes.UNREADABLE, error)]) from None
    event, findings = decoded(text, vocabulary)
    if event is None:
        raise ReadError(findings)
    return event


def decoded(
    text: str, vocabulary: Vocabulary, named: Named = NOBODY
) -> tuple[Event | None, list[Finding]]:
    """Return the event of a JSON text, or None, and the findings about it."""
    try:
        plain = parse(text)
    except InvalidValue as error:
        return None, [_finding(codes.UNREADABLE, error)]
    return decoded_plain(plain, text, vocabulary, named)


def decoded_plain(
    plain: dict[str, Any], text: str, vocabulary: Vocabulary, named: Named = NOBODY
) -> tuple[Event | None, list[Finding]]:
    """Return the event of plain JSON values, or None, and the findings about it.

    Args:
        plain: the fields, with ``kind``. (Any: JSON values.)
        text: what is kept of it where the kind is not known.
        vocabulary: the kinds that are understood.
        named: the actors that the file names.
    """
    try:
        event = _event(vocabulary, plain, text)
    except RecursionError:
        return None, [_finding(codes.UNREADABLE, InvalidValue("nested too deeply", value=text))]
    except (InvalidValue, ExceptionGroup) as error:
        problems = map(named.told, problems_of(error, plain))
        return None, [_finding(codes.INVALID, problem) for problem in problems]
    return event, list(_remarks(event, vocabulary))


def text_of_utf8(data: bytes) -> str:
    """Return the text of UTF-8 bytes.

    Raises:
        InvalidValue: if they are not UTF-8.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise InvalidValue(
            f"not UTF-8 at byte {error.start + 1}",
            value=data[max(0, error.start - 20) : error.start + 20],
            hint="save the file as UTF-8",
        ) from None


def _text_of(data: str | bytes | Mapping[str, Any]) -> str:
    if isinstance(data, str):
        return data
    if isinstance(data, bytes):
        return text_of_utf8(data)
    try:
        return json.dumps(data, ensure_ascii=False, allow_nan=False, default=_mapping)
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidValue(f"not plain JSON values, {error}", value=data) from None


def _mapping(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] # any mapping
    raise TypeError(f"{shown(value)} is none")


def _finding(code: str, problem: InvalidValue) -> Finding:
    return Finding(code=code, message=problem.message, path=problem.path)


def _event(vocabulary: Vocabulary, plain: dict[str, Any], raw: str) -> Event:
    try:
        return _structured(vocabulary, plain, raw, thorough=False)
    except Exception:  # noqa: BLE001 # the thorough reading says what is wrong, and where
        return _structured(vocabulary, plain, raw, thorough=True)


@functools.lru_cache(maxsize=_VOCABULARIES_KEPT)
def _converter(vocabulary: Vocabulary, *, thorough: bool) -> Converter:
    return converter(
        lambda plain: _structured(vocabulary, plain, canonical(plain), thorough=thorough),
        thorough=thorough,
    )


@functools.lru_cache(maxsize=_HOOKS_KEPT)
def _reader(vocabulary: Vocabulary, tag: str, *, thorough: bool) -> Reader:
    made = _converter(vocabulary, thorough=thorough)
    return object_reader(made, vocabulary.kind_of(tag))


def _structured(
    vocabulary: Vocabulary, plain: dict[str, Any], raw: str, *, thorough: bool
) -> Event:
    tag = _tag(vocabulary, plain)
    kind = vocabulary.kind_of(tag)
    if kind is None:
        return _unknown(vocabulary, tag, plain, raw)
    version = _version(plain)
    if version > kind.schema:
        return _unknown(vocabulary, tag, plain, raw)
    fields = {key: value for key, value in plain.items() if key not in {"kind", "v"}}
    current = _upcast(vocabulary, kind, version, fields)
    event: Event = _reader(vocabulary, tag, thorough=thorough)(current)
    return event


def _tag(vocabulary: Vocabulary, plain: dict[str, Any]) -> str:
    if "kind" not in plain:
        raise InvalidEvent(
            "an event needs 'kind', which is missing; given",
            value=list(plain),
            accepted="a tag, as in 'meeting-refused'",
            path="$.kind",
        )
    tag = plain["kind"]
    try:
        _CHECK_TAG(tag)
    except InvalidValue:
        raise InvalidEvent(
            "not a kind",
            value=tag,
            accepted="a tag, as in 'meeting-refused'",
            hint=vocabulary.nearest(tag),
            path="$.kind",
        ) from None
    return str(tag)


def _version(plain: dict[str, Any]) -> int:
    version = plain.get("v", 1)
    if type(version) is not int or version < 1:
        raise InvalidEvent(
            "not a schema version", value=version, accepted="1, 2, and so on", path="$.v"
        )
    return version


def _upcast(
    vocabulary: Vocabulary, kind: type[Event], version: int, fields: dict[str, Any]
) -> dict[str, Any]:
    for step in range(version, kind.schema):
        try:
            fields = vocabulary.upcasts[kind.kind, step](dict(fields))
        except Exception as error:  # noqa: BLE001 # upcasts are people's own functions
            raise InvalidEvent(
                f"the upcast of {kind.kind!r} from version {step} failed with {error!r}",
                value=fields,
            ) from None
        if not isinstance(fields, dict):  # pyright: ignore[reportUnnecessaryIsInstance] # upcasts may be untyped
            raise InvalidEvent(
                f"the upcast of {kind.kind!r} from version {step} gave no dict", value=fields
            )
    return fields


def _unknown(vocabulary: Vocabulary, tag: str, plain: dict[str, Any], raw: str) -> UnknownEvent:
    common: dict[str, Any] = {}
    for key, name, hook in _common_hooks(vocabulary):
        if key in plain:
            try:
                common[name] = hook(plain[key], None)
            except (InvalidValue, ExceptionGroup):
                continue  # the text is kept whole; what cannot be read is only not known
    return UnknownEvent(tag=tag, raw=raw, **common)


@functools.lru_cache(maxsize=_VOCABULARIES_KEPT)
def _common_hooks(vocabulary: Vocabulary) -> tuple[tuple[str, str, Any], ...]:
    made = _converter(vocabulary, thorough=True)
    hints = field_types(Event)
    return tuple(
        (key_of(field), field.alias or field.name, field_hook(made, field, hints[field.name]))
        for field in attrs.fields(Event)
    )


def _remarks(event: Event, vocabulary: Vocabulary, place: str = "$") -> Iterator[Finding]:
    """Say which events, this one or inside it, are of no known kind or version."""
    if isinstance(event, UnknownEvent):
        yield (
            _newer(event, vocabulary, place)
            if vocabulary.kind_of(event.tag)
            else _no_kind(event, vocabulary, place)
        )
        return
    for key, name in _event_fields(vocabulary, event.kind):
        inner = getattr(event, name)
        if inner is not None:
            yield from _remarks(inner, vocabulary, f"{place}.{key}")


@functools.lru_cache(maxsize=_HOOKS_KEPT)
def _event_fields(vocabulary: Vocabulary, tag: str) -> tuple[tuple[str, str], ...]:
    """Return key and name of the fields of a kind that hold an event."""
    kind = vocabulary.kind_of(tag) or Event
    hints = field_types(kind)
    return tuple(
        (key_of(field), field.name)
        for field in attrs.fields(kind)
        if any(map(is_event, (hints[field.name], *typing.get_args(hints[field.name]))))
    )


def _no_kind(event: UnknownEvent, vocabulary: Vocabulary, place: str) -> Finding:
    hint = vocabulary.nearest(event.tag)
    said = InvalidEvent("an unknown kind, kept as it is", value=event.tag, hint=hint)
    return Finding(
        code=codes.UNKNOWN_KIND,
        message=said.message,
        severity="warning" if hint else "note",
        path=f"{place}.kind",
    )


def _newer(event: UnknownEvent, vocabulary: Vocabulary, place: str) -> Finding:
    kind = vocabulary.kind_of(event.tag)
    said = InvalidEvent(
        f"a newer version of {event.tag!r} than is known, kept as it is",
        value=parse(event.raw).get("v"),
        accepted=f"up to {kind.schema}" if kind else None,
        hint="a newer peacetalks, or the vocabulary that the file was written with, reads it",
    )
    return Finding(code=codes.NEWER, message=said.message, severity="warning", path=f"{place}.v")
