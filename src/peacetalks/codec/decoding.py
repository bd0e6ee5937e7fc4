"""Decode events from JSON: find the kind and version of an object, and keep unknown ones.

An object of a known kind becomes an event; older versions go through the vocabulary's upcasts. An
object of an unknown kind, or of a newer version of a known one, is kept unchanged as an
``UnknownEvent``, with the common fields that can be read.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from peacetalks.codec.named import NO_NAMES, ActorNames
from peacetalks.codec.plain import canonical, check_size, key_of
from peacetalks.codec.problems import problems_of
from peacetalks.codec.strict_json import parse
from peacetalks.codec.structure import Structurer
from peacetalks.errors import Finding, InvalidEvent, InvalidValue, ReadError, shown
from peacetalks.events.base import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.unknown import UnknownEvent
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.fields.check import check_slug, step
from peacetalks.fields.shape import Value, by_class, fields_of, within
from peacetalks.findings import Rule, Severity, files
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["decode", "decoded", "decoded_plain", "text_of_utf8"]

_VOCABULARIES_KEPT: Final = 16


def decode(data: str | bytes | Mapping[str, Any], *, vocabulary: Vocabulary = CORE) -> Event:
    """Decode an event from a JSON text, or from a mapping of plain JSON values.

    Args:
        data: one JSON object, as text, as UTF-8 or as a mapping. (Any: JSON values.)
        vocabulary: the kinds that are understood.

    Raises:
        ReadError: if anything is wrong; it has a finding for each problem.

    >>> decode('{"kind": "meeting-refused", "occurred": "2023-10-04", "meeting": "granada", "by": "AZE"}').by
    ('AZE',)
    """
    try:
        text = _text_of(data)
    except InvalidValue as error:
        raise ReadError([_finding(files.UNREADABLE, error)]) from None
    event, findings = decoded(text, vocabulary)
    if event is None:
        raise ReadError(findings)
    return event


def decoded(
    text: str, vocabulary: Vocabulary, names: ActorNames = NO_NAMES
) -> tuple[Event | None, list[Finding]]:
    """Return the event of a JSON text, or None, and the findings about it."""
    try:
        plain = parse(text)
    except InvalidValue as error:
        return None, [_finding(files.UNREADABLE, error)]
    return decoded_plain(plain, text, vocabulary, names)


def decoded_plain(
    plain: dict[str, Any], text: str, vocabulary: Vocabulary, names: ActorNames = NO_NAMES
) -> tuple[Event | None, list[Finding]]:
    """Return the event of plain JSON values, or None, and the findings about it.

    Args:
        plain: the fields, with ``kind``. (Any: JSON values.)
        text: the text to keep if the kind is unknown.
        vocabulary: the kinds that are understood.
        names: the names that the file gives to its actors.
    """
    try:
        event = _event(vocabulary, plain, text)
        check_size(event, len(text))
    except RecursionError:
        return None, [_finding(files.UNREADABLE, InvalidValue("nested too deeply", value=text))]
    except (InvalidValue, ExceptionGroup) as error:
        problems = map(names.with_hint, problems_of(error, plain))
        return None, [_finding(files.INVALID, problem) for problem in problems]
    return event, list(_unknown_parts(event, vocabulary))


def text_of_utf8(data: bytes) -> str:
    """Decode UTF-8 bytes.

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
        raise InvalidValue(f"not plain JSON values ({error})", value=data) from None


def _mapping(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] # any mapping
    raise TypeError(f"{shown(value)} is not one")


def _finding(rule: Rule, problem: InvalidValue) -> Finding:
    return rule.finding(problem.message, path=problem.path)


def _event(vocabulary: Vocabulary, plain: dict[str, Any], raw: str) -> Event:
    try:
        return _structured(vocabulary, plain, raw, thorough=False)
    except Exception:  # noqa: BLE001 # the thorough reading reports what is wrong, and where
        return _structured(vocabulary, plain, raw, thorough=True)


@functools.lru_cache(maxsize=_VOCABULARIES_KEPT)
def _structurer(vocabulary: Vocabulary, *, thorough: bool) -> Structurer:
    return Structurer(
        lambda plain: _structured(vocabulary, plain, canonical(plain), thorough=thorough),
        thorough=thorough,
    )


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
    event: Event = _structurer(vocabulary, thorough=thorough).reader_of(kind)(current)
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
        check_slug(tag)
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
    for older in range(version, kind.schema):
        try:
            fields = vocabulary.upcasts[kind.kind, older](dict(fields))
        except Exception as error:  # noqa: BLE001 # upcasts are user-defined functions
            raise InvalidEvent(
                f"the upcast of {kind.kind!r} from version {older} failed with {error!r}",
                value=fields,
            ) from None
        if not isinstance(fields, dict):  # pyright: ignore[reportUnnecessaryIsInstance] # upcasts may be untyped
            raise InvalidEvent(
                f"the upcast of {kind.kind!r} from version {older} did not return a dict",
                value=fields,
            )
    return fields


def _unknown(vocabulary: Vocabulary, tag: str, plain: dict[str, Any], raw: str) -> UnknownEvent:
    common: dict[str, Any] = {}
    for key, name, hook in _common_hooks(vocabulary):
        if key in plain:
            try:
                common[name] = hook(plain[key], None)
            except (InvalidValue, ExceptionGroup):
                continue  # the text is kept unchanged, so nothing is lost
    return UnknownEvent(tag=tag, raw=raw, **common)


@functools.lru_cache(maxsize=_VOCABULARIES_KEPT)
def _common_hooks(vocabulary: Vocabulary) -> tuple[tuple[str, str, Any], ...]:
    structurer = _structurer(vocabulary, thorough=True)
    return tuple(
        (key_of(field), field.alias or field.name, structurer.field_hook(field, shape))
        for field, shape in fields_of(Event)
    )


def _unknown_parts(value: object, vocabulary: Vocabulary, place: str = "$") -> Iterator[Finding]:
    """Yield a finding if an event, or an event inside it, has an unknown kind or version."""
    if isinstance(value, UnknownEvent):
        yield (
            _newer_version(value, vocabulary, place)
            if vocabulary.kind_of(value.tag)
            else _unknown_kind(value, vocabulary, place)
        )
        return
    for where, part in _parts_with_events(value):
        yield from _unknown_parts(part, vocabulary, f"{place}{where}")


def _parts_with_events(value: object) -> Iterator[tuple[str, object]]:
    """Yield the parts of a value that may be or contain events, each with its path."""
    if isinstance(value, Event):
        yield from ((f".{key}", getattr(value, name)) for key, name in _event_fields(type(value)))
    elif isinstance(value, tuple):
        items = cast("tuple[object, ...]", value)
        yield from ((f"[{index}]", item) for index, item in enumerate(items))
    elif isinstance(value, FrozenMap):
        by_key = cast("FrozenMap[object, object]", value)
        yield from ((step(key), item) for key, item in by_key.items())


@by_class
def _event_fields(kind: type[Event]) -> tuple[tuple[str, str], ...]:
    """Return the key and name of each field of a kind that contains events."""
    return tuple(
        (key_of(field), field.name)
        for field, shape in fields_of(kind)
        if any(isinstance(one, Value) and issubclass(one.cls, Event) for one in within(shape))
    )


def _unknown_kind(event: UnknownEvent, vocabulary: Vocabulary, place: str) -> Finding:
    hint = vocabulary.nearest(event.tag)
    problem = InvalidEvent("an unknown kind, kept as it is", value=event.tag, hint=hint)
    severity: Severity = "warning" if hint else "note"
    return files.UNKNOWN_KIND.finding(problem.message, severity=severity, path=f"{place}.kind")


def _newer_version(event: UnknownEvent, vocabulary: Vocabulary, place: str) -> Finding:
    kind = vocabulary.kind_of(event.tag)
    problem = InvalidEvent(
        f"a newer version of {event.tag!r} than is supported, kept as it is",
        value=parse(event.raw).get("v"),
        accepted=f"up to {kind.schema}" if kind else None,
        hint="read it with a newer peacetalks, or with the vocabulary that it was written with",
    )
    return files.NEWER.finding(problem.message, path=f"{place}.v")
