"""The law of upcasts: what older versions of a kind wrote is read, and nothing of it is lost."""

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
from peacetalks.testing.laws.verdict import broken
from peacetalks.testing.laws.written import comes_back

__all__ = ["check_older"]

_Plain: TypeAlias = dict[str, Any]
"""An event as it is written. (Any: JSON values.)"""
_Step: TypeAlias = str | int
_Path: TypeAlias = Sequence[_Step]

_ENVELOPE: Final = frozenset({"kind", "v"})
_LOSS: Final = (
    "let the upcast keep it, under another name or in the note; where the loss is meant, leave "
    "the field out of the example"
)

_LOSS_OF_OTHERS: Final = (
    "let the upcast keep it, under another name or in the note; where the loss is meant, take "
    "what may be missing, as in fields.pop('name', None), and leave the field out of the "
    "example; where only some values matter, give one that does"
)


def check_older(
    kind: type[Event], vocabulary: Vocabulary, older: Iterable[str | Mapping[str, Any]]
) -> None:
    """Hold the law of upcasts.

    Args:
        kind: the kind.
        vocabulary: has its upcasts.
        older: events as older versions wrote them. (Any: JSON values.)

    Raises:
        BrokenLaw: if one cannot be read, or what it says is lost.
        InvalidValue: for no event of an older version, or where one is wanted.
    """
    __tracebackhide__ = True
    examples = [_plain_of(kind, example) for example in _listed(older)]
    versions = {plain.get("v", 1) for plain in examples}
    for version in range(1, kind.schema):
        if version not in versions:
            raise InvalidValue(
                f"no example of version {version} of {kind.kind}",
                value=sorted(versions),
                hint="older=[...] takes an event of each older version, as it was written",
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
        raise InvalidValue("no event as it was written", value=example, accepted="a text, a dict")
    try:
        # A copy in which nothing is shared, of what JSON can hold.
        text = example if isinstance(example, str) else json.dumps(dict(example))
        plain = json.loads(text)
    except (TypeError, ValueError) as error:
        raise InvalidValue(f"no event as it was written, {error}", value=example) from None
    if not isinstance(plain, dict):
        raise InvalidValue("no event as it was written", value=example, accepted="a JSON object")
    found = cast("_Plain", plain)
    if found.get("kind") != kind.kind:
        raise InvalidValue(
            "an example of another kind", value=found.get("kind"), accepted=repr(kind.kind)
        )
    version = found.get("v", 1)
    if type(version) is not int or not 1 <= version < kind.schema:
        raise InvalidValue(
            f"an example of no older version of {kind.kind}",
            value=version,
            accepted=f"'v' from 1 to {kind.schema - 1}" if kind.schema > 1 else None,
            hint=None if kind.schema > 1 else "the kind stands at version 1: none is older",
        )
    return found


def _read(kind: type[Event], vocabulary: Vocabulary, plain: _Plain) -> Event:
    __tracebackhide__ = True
    try:
        event = decode(copy.deepcopy(plain), vocabulary=vocabulary)
    except ReadError as error:
        raise broken(
            "upcast",
            f"what version {plain.get('v', 1)} wrote cannot be read: {error}",
            details=[f"written: {json.dumps(plain, ensure_ascii=False)}"],
            hint="an upcast makes of the fields of one version those of the next",
        ) from error
    if type(event) is not kind:
        raise broken(
            "upcast",
            f"what version {plain.get('v', 1)} wrote is read as {type(event).__name__}",
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
    """Raise if an event reads the same without a value that its older version states.

    What cannot be read without it is read with others in its place: a value is lost too if the
    event is the same with each of those that can be read.
    """
    __tracebackhide__ = True
    if _is_default(kind, event, plain, path):
        return
    without = _read_as(vocabulary, [fewer])
    read = without or _read_as(vocabulary, _with_other(plain, path))
    if read and all(other == event for other in read):
        raise broken(
            "upcast",
            f"what {_place(path)} said in version {plain.get('v', 1)} is lost",
            details=[
                f"written: {json.dumps(plain, ensure_ascii=False)}",
                f"read:    {encode(event)}",
                f"which reads the same {'without it' if without else 'with others in its place'}",
            ],
            hint=_LOSS if without else _LOSS_OF_OTHERS,
        )


def _read_as(vocabulary: Vocabulary, written: Iterable[_Plain]) -> list[Event]:
    """Return what is read of some written events, without those that cannot be read."""
    read: list[Event] = []
    for plain in written:
        try:
            read.append(decode(plain, vocabulary=vocabulary))
        except PeacetalksError:
            continue
    return read


def _with_other(plain: _Plain, path: _Path) -> Iterator[_Plain]:
    """Yield a written event with others of its type in the place of a value."""
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
    # Any: a JSON object or list, whichever stands there.
    inside: Any = plain
    for step in path:
        inside = inside[step]
    return inside


def _with_less(plain: _Plain) -> Iterator[tuple[_Path, _Plain]]:
    """Yield a written event without each of its values, one at a time."""
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
    """Return whether a value says what is meant where nothing is said."""
    key = str(path[0])
    field = {key_of(field): field for field in attrs.fields(kind)}.get(key)
    if len(path) > 1 or field is None or getattr(event, field.name) != field.default:
        return False
    return bool(plain[key] == field.default or (plain[key] == [] and field.default == ()))


def _place(path: _Path) -> str:
    first, *more = path
    return repr(first) + "".join(f"[{step!r}]" for step in more)
