"""The law of upcasts: events of older versions of a kind are read, and nothing is lost."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias, cast

import attrs

from peacetalks.codec import decode, encode
from peacetalks.codec.plain import key_of
from peacetalks.errors import InvalidValue, PeacetalksError, ReadError
from peacetalks.events.base import Event
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.testing.laws.written import comes_back
from peacetalks.testing.verdict import broken

__all__ = ["check_older"]

_Plain: TypeAlias = dict[str, Any]
"""An event as plain JSON. (Any: JSON values.)"""
_Step: TypeAlias = str | int
_Path: TypeAlias = Sequence[_Step]

_ENVELOPE: Final = frozenset({"kind", "v"})
_LOSS: Final = (
    "keep it in the upcast, under another name or in the note; if the loss is meant, leave the "
    "field out of the example"
)

_LOSS_OF_OTHERS: Final = (
    "keep it in the upcast, under another name or in the note; if the loss is meant, let the "
    "field be missing, as in fields.pop('name', None), and leave it out of the example; if only "
    "some values matter, use one of them"
)


def check_older(
    kind: type[Event], vocabulary: Vocabulary, older: Iterable[str | Mapping[str, Any]]
) -> None:
    """Check the law of upcasts.

    Args:
        kind: the kind.
        vocabulary: a vocabulary with its upcasts.
        older: events as older versions wrote them. (Any: JSON values.)

    Raises:
        BrokenLaw: if an event cannot be read, or some of it is lost.
        InvalidValue: if an item is not an event of an older version, or a version has no example.
    """
    __tracebackhide__ = True
    examples = [_plain_of(kind, example) for example in _listed(older)]
    versions = {plain.get("v", 1) for plain in examples}
    for version in range(1, kind.schema):
        if version not in versions:
            raise InvalidValue(
                f"no example of version {version} of {kind.kind}",
                value=sorted(versions),
                hint="pass an event of each older version, as it was written, in older=[...]",
            )
    for plain in examples:
        event = _read(kind, vocabulary, plain)
        comes_back(
            event,
            encode,
            lambda text: decode(text, vocabulary=vocabulary),
            law="upcast",
            way="after it was read from an older version",
        )
        for path, fewer in _with_less(plain):
            _check_counts(kind, vocabulary, event, plain, path, fewer)


def _listed(older: object) -> Iterable[str | Mapping[str, Any]]:
    if not _is_list(older):
        raise InvalidValue(
            "not events as older versions wrote them",
            value=older,
            accepted="a list of JSON texts or dicts",
        )
    return cast("Iterable[str | Mapping[str, Any]]", older)


def _is_list(older: object) -> bool:
    return isinstance(older, Iterable) and not isinstance(older, (str, Mapping))


def _plain_of(kind: type[Event], example: str | Mapping[str, Any]) -> _Plain:
    if not isinstance(example, (str, Mapping)):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not an event as written", value=example, accepted="a text, a dict")
    try:
        # A deep copy that has only JSON values.
        text = example if isinstance(example, str) else json.dumps(dict(example))
        plain = json.loads(text)
    except (TypeError, ValueError) as error:
        raise InvalidValue(f"not an event as written, {error}", value=example) from None
    if not isinstance(plain, dict):
        raise InvalidValue("not an event as written", value=example, accepted="a JSON object")
    event = cast("_Plain", plain)
    if event.get("kind") != kind.kind:
        raise InvalidValue(
            "an example of another kind", value=event.get("kind"), accepted=repr(kind.kind)
        )
    version = event.get("v", 1)
    if type(version) is not int or not 1 <= version < kind.schema:
        raise InvalidValue(
            f"not an example of an older version of {kind.kind}",
            value=version,
            accepted=f"'v' from 1 to {kind.schema - 1}" if kind.schema > 1 else None,
            hint=None if kind.schema > 1 else "the kind is at version 1 and has no older ones",
        )
    return event


def _read(kind: type[Event], vocabulary: Vocabulary, plain: _Plain) -> Event:
    __tracebackhide__ = True
    try:
        event = decode(copy.deepcopy(plain), vocabulary=vocabulary)
    except ReadError as error:
        raise broken(
            "upcast",
            f"an event of version {plain.get('v', 1)} cannot be read: {error}",
            details=[f"written: {json.dumps(plain, ensure_ascii=False)}"],
            hint="an upcast converts the fields of one version to those of the next",
        ) from error
    if type(event) is not kind:
        raise broken(
            "upcast",
            f"an event of version {plain.get('v', 1)} is read as {type(event).__name__}",
            details=[f"written: {json.dumps(plain, ensure_ascii=False)}"],
        )
    return event


def _check_counts(
    kind: type[Event],
    vocabulary: Vocabulary,
    event: Event,
    plain: _Plain,
    path: _Path,
    fewer: _Plain,
) -> None:
    """Raise if an event is read the same without a value of its older version.

    If the event cannot be read without the value, other values are tried in its place. The value
    is lost too if the event is the same with each of those that can be read.
    """
    __tracebackhide__ = True
    if _is_default(kind, event, plain, path):
        return
    without = _read_as(vocabulary, [fewer])
    read = without or _read_as(vocabulary, _with_other(plain, path))
    if read and all(other == event for other in read):
        raise broken(
            "upcast",
            f"the value of {_place(path)} in version {plain.get('v', 1)} is lost",
            details=[
                f"written: {json.dumps(plain, ensure_ascii=False)}",
                f"read:    {encode(event)}",
                f"which is the same {'without it' if without else 'with other values'}",
            ],
            hint=_LOSS if without else _LOSS_OF_OTHERS,
        )


def _read_as(vocabulary: Vocabulary, written: Iterable[_Plain]) -> list[Event]:
    """Return the events that can be read from plain JSON."""
    read: list[Event] = []
    for plain in written:
        try:
            read.append(decode(plain, vocabulary=vocabulary))
        except PeacetalksError:
            continue
    return read


def _with_other(plain: _Plain, path: _Path) -> Iterator[_Plain]:
    """Yield a plain event with other values of the same type in place of one value."""
    value = _inside(plain, path[:-1])[path[-1]]
    for other in _others(value):
        if other != value:
            changed = copy.deepcopy(plain)
            _inside(changed, path[:-1])[path[-1]] = other
            yield changed


def _others(value: object) -> tuple[object, ...]:
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, (int, float)):
        return (value + 1, value - 1, 0, 1_000_000)
    if isinstance(value, str):
        return (f"{value}x", "x", "")
    return ()


def _inside(plain: _Plain, path: _Path) -> Any:
    # Any: a JSON object or list.
    inside: Any = plain
    for step in path:
        inside = inside[step]
    return inside


def _with_less(plain: _Plain) -> Iterator[tuple[_Path, _Plain]]:
    """Yield a plain event without each of its values, one at a time."""
    for path in _paths(plain, ()):
        if path[0] not in _ENVELOPE:
            fewer = copy.deepcopy(plain)
            del _inside(fewer, path[:-1])[path[-1]]
            yield path, fewer


def _paths(value: object, path: _Path) -> Iterator[_Path]:
    if isinstance(value, dict):
        steps: Iterable[tuple[_Step, object]] = cast("dict[str, object]", value).items()
    elif isinstance(value, list):
        steps = enumerate(cast("list[object]", value))
    else:
        return
    for step, inner in steps:
        yield (*path, step)
        yield from _paths(inner, (*path, step))


def _is_default(kind: type[Event], event: Event, plain: _Plain, path: _Path) -> bool:
    """Return whether a value is the default, which means the same as leaving it out."""
    key = str(path[0])
    field = {key_of(field): field for field in attrs.fields(kind)}.get(key)
    if len(path) > 1 or field is None or getattr(event, field.name) != field.default:
        return False
    return bool(plain[key] == field.default or (plain[key] == [] and field.default == ()))


def _place(path: _Path) -> str:
    first, *more = path
    return repr(first) + "".join(f"[{step!r}]" for step in more)
