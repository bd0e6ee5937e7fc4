"""``Vocabulary``: which kinds of fact are understood, and how older versions are read.

A vocabulary is an immutable value that is passed to the functions that read or write events. There
is no global registry: ``CORE.with_kinds(MyEvent)`` is a new vocabulary.

The words *event* and *upcast* are defined in ``docs/reference/glossary.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, final

import attrs

from peacetalks.errors import InvalidValue, InvalidVocabulary, did_you_mean
from peacetalks.events.base import Event
from peacetalks.fields.check import check_slug
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["KindLike", "Upcast", "Upcasts", "Vocabulary", "not_a_kind", "tag_of"]

_RESERVED: Final = frozenset({"event", "unknown-event"})

KindLike: TypeAlias = str | type[Event]
"""A kind as callers name it: its class or its tag."""
Upcast: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
"""Converts the fields of one schema version, as JSON, to the next version. (Any: JSON values.)"""
Upcasts: TypeAlias = Mapping[tuple[str, int], Upcast]
"""Upcasts by tag and the schema version from which they start."""


@final
class Vocabulary:
    """The kinds that are understood, by tag, and the upcasts from their older versions.

    Args:
        kinds: classes of events, in the order that breaks ties between facts of one day.
        upcasts: by (tag, version), the function that converts from that version to the next.

    Raises:
        InvalidVocabulary: if two kinds have the same tag, if a class is not a complete kind, or if
            upcasts are missing for a version, go beyond the kind's version or have no kind.

    >>> from attrs import frozen
    >>> from peacetalks.events import CORE, Event
    >>> @frozen(kw_only=True)
    ... class SummitLivestreamed(Event):
    ...     url: str
    >>> own = CORE.with_kinds(SummitLivestreamed)
    >>> own.kind_of("summit-livestreamed") is SummitLivestreamed, len(own) - len(CORE)
    (True, 1)
    """

    __slots__ = ("_by_tag", "kinds", "upcasts")
    kinds: tuple[type[Event], ...]
    upcasts: FrozenMap[tuple[str, int], Upcast]
    _by_tag: dict[str, type[Event]]

    def __init__(self, kinds: Iterable[type[Event]], *, upcasts: Upcasts | None = None) -> None:
        listed = tuple(dict.fromkeys(kinds))
        by_tag: dict[str, type[Event]] = {}
        for kind in listed:
            _check_kind(kind)
            _check_tag(kind)
            if by_tag.setdefault(kind.kind, kind) is not kind:
                raise InvalidVocabulary(
                    f"two kinds have the tag {kind.kind!r}: "
                    f"{by_tag[kind.kind].__qualname__}, {kind.__qualname__}"
                )
        set_once = object.__setattr__
        set_once(self, "kinds", listed)
        set_once(self, "upcasts", FrozenMap(upcasts or {}))
        set_once(self, "_by_tag", by_tag)
        _check_upcasts(self)

    def with_kinds(self, *kinds: type[Event], upcasts: Upcasts | None = None) -> Vocabulary:
        """Return a vocabulary that also understands these kinds."""
        return Vocabulary((*self.kinds, *kinds), upcasts={**self.upcasts, **(upcasts or {})})

    def kind_of(self, tag: str) -> type[Event] | None:
        """Return the class for a tag, or None."""
        return self._by_tag.get(tag)

    def nearest(self, tag: str) -> str | None:
        """Return a hint that names the nearest tag, or None."""
        return did_you_mean(tag, self._by_tag)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, in order."""
        return tuple(self._by_tag)

    def rank(self, kind: type[Event]) -> int:
        """Return the position of a kind in the list, or for other kinds, the one after the last."""
        try:
            return self.kinds.index(kind)
        except ValueError:
            return len(self.kinds)

    def __contains__(self, kind: object) -> bool:
        return any(kind is known for known in self.kinds)

    def __len__(self) -> int:
        return len(self.kinds)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Vocabulary):
            return NotImplemented
        return self.kinds == other.kinds and self.upcasts == other.upcasts

    def __hash__(self) -> int:
        return hash(self.kinds)

    def __reduce__(self) -> tuple[object, ...]:
        return (_vocabulary, (self.kinds, dict(self.upcasts)))

    def __repr__(self) -> str:
        return f"Vocabulary({len(self.kinds)} kinds)"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Vocabulary cannot change: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a Vocabulary cannot change: {name}")


def tag_of(kind: KindLike) -> str:
    """Return the tag of a kind; whether the tag is known is for the caller to say.

    Raises:
        InvalidValue: if ``kind`` is neither an event class nor a text.
    """
    if isinstance(kind, str):
        return kind
    if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event:  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        return kind.kind
    raise not_a_kind(kind, ())


def not_a_kind(kind: object, tags: Iterable[str]) -> InvalidValue:
    """Return the error that refuses a kind, with the nearest of the known tags as a hint."""
    return InvalidValue(
        "no such kind" if isinstance(kind, str) else "not a kind",
        value=kind,
        accepted="a class, or its tag, such as 'meeting-held'",
        hint=did_you_mean(kind, tags) if isinstance(kind, str) else None,
    )


def _vocabulary(
    kinds: tuple[type[Event], ...], upcasts: dict[tuple[str, int], Upcast]
) -> Vocabulary:
    return Vocabulary(kinds, upcasts=upcasts)


def _check_kind(kind: type[Event]) -> None:
    if not (isinstance(kind, type) and issubclass(kind, Event)):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidVocabulary(f"not a kind of Event: {kind!r}")
    if kind is Event:
        raise InvalidVocabulary("Event is the base of all kinds; hint: define a subclass of it")
    if "__attrs_attrs__" not in vars(kind):
        raise InvalidVocabulary(
            f"{kind.__qualname__} is not an attrs class; "
            "hint: decorate it with attrs.frozen(kw_only=True)"
        )
    if kind.__dictoffset__:
        # attrs pickles only slots: without them, pickling would lose fields.
        raise InvalidVocabulary(f"{kind.__qualname__} has no slots; hint: remove slots=False")
    positional = [f.name for f in attrs.fields(kind) if not f.kw_only]
    if positional:
        raise InvalidVocabulary(
            f"{kind.__qualname__} takes {positional[0]!r} as a positional argument; "
            "hint: kw_only=True"
        )
    if "kind" in {f.name for f in attrs.fields(kind)}:
        raise InvalidVocabulary(f"{kind.__qualname__}: a field may not be named 'kind'")

    if kind.schema < 1:
        raise InvalidVocabulary(f"{kind.__qualname__}: versions start at 1, not {kind.schema}")


def _check_tag(kind: type[Event]) -> None:
    try:
        check_slug(kind.kind)
        valid = kind.kind not in _RESERVED
    except InvalidValue:
        valid = False
    if not valid:
        raise InvalidVocabulary(
            f"{kind.__qualname__}: not a valid tag: {kind.kind!r}; "
            "hint: kind: ClassVar[str] = 'summit-livestreamed'"
        )


def _check_upcasts(vocabulary: Vocabulary) -> None:
    for tag, version in vocabulary.upcasts:
        kind = vocabulary.kind_of(tag)
        if kind is None:
            raise InvalidVocabulary(f"an upcast of {tag!r}, which is not a kind of this vocabulary")
        if not 1 <= version < kind.schema:
            raise InvalidVocabulary(
                f"an upcast of {tag!r} from version {version}, "
                f"but the kind has version {kind.schema}"
            )
    for kind in vocabulary.kinds:
        for version in range(1, kind.schema):
            if (kind.kind, version) not in vocabulary.upcasts:
                raise InvalidVocabulary(f"no upcast of {kind.kind!r} from version {version}")
