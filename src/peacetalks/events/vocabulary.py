"""``Vocabulary``: which kinds of fact are understood, and how older ones are read.

A vocabulary is an immutable value, passed to whatever reads or writes events. There is no
registry to change: ``CORE.with_kinds(MyEvent)`` is a new vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, final

import attrs

from peacetalks.construction import Slug, compiled
from peacetalks.errors import InvalidValue, InvalidVocabulary, did_you_mean
from peacetalks.events.base import Event
from peacetalks.frozenmap import FrozenMap

__all__ = ["Upcast", "Upcasts", "Vocabulary"]

_CHECK_TAG: Final = compiled(Slug)
_RESERVED: Final = frozenset({"event", "unknown-event"})

Upcast: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns the plain fields of one schema version into those of the next. (Any: JSON values.)"""
Upcasts: TypeAlias = Mapping[tuple[str, int], Upcast]
"""Upcasts by the tag and the schema version that they start from."""


@final
class Vocabulary:
    """The kinds that are understood, by tag, and the upcasts of their older versions.

    Args:
        kinds: classes of events, in the order that breaks ties between facts of one day.
        upcasts: by (tag, version), the step from that version to the next.

    Raises:
        InvalidVocabulary: when two kinds share a tag, a class is no finished kind, or the
            upcasts of a kind leave a gap, lead past its version or belong to no kind.

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
                    f"two kinds with the tag {kind.kind!r}: "
                    f"{by_tag[kind.kind].__qualname__}, {kind.__qualname__}"
                )
        put = object.__setattr__
        put(self, "kinds", listed)
        put(self, "upcasts", FrozenMap(upcasts or {}))
        put(self, "_by_tag", by_tag)
        _check_upcasts(self)

    def with_kinds(self, *kinds: type[Event], upcasts: Upcasts | None = None) -> Vocabulary:
        """Return a vocabulary that understands these kinds too."""
        return Vocabulary((*self.kinds, *kinds), upcasts={**self.upcasts, **(upcasts or {})})

    def kind_of(self, tag: str) -> type[Event] | None:
        """Return the class of a tag, or None."""
        return self._by_tag.get(tag)

    def nearest(self, tag: str) -> str | None:
        """Return a hint that names the nearest tag, or None."""
        return did_you_mean(tag, self._by_tag)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, in order."""
        return tuple(self._by_tag)

    def rank(self, kind: type[Event]) -> int:
        """Return the place of a kind in the list; of one that is not in it, the place after."""
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


def _vocabulary(
    kinds: tuple[type[Event], ...], upcasts: dict[tuple[str, int], Upcast]
) -> Vocabulary:
    return Vocabulary(kinds, upcasts=upcasts)


def _check_kind(kind: type[Event]) -> None:
    if not (isinstance(kind, type) and issubclass(kind, Event)):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidVocabulary(f"not a kind of Event: {kind!r}")
    if kind is Event:
        raise InvalidVocabulary("Event is what kinds have in common; hint: make a subclass of it")
    if "__attrs_attrs__" not in vars(kind):
        raise InvalidVocabulary(
            f"{kind.__qualname__} is no attrs class; hint: decorate it with attrs.frozen(kw_only=True)"
        )
    if kind.__dictoffset__:
        # attrs pickles by slots alone: without them, fields would be lost on the way.
        raise InvalidVocabulary(f"{kind.__qualname__} has no slots; hint: leave out slots=False")
    positional = [f.name for f in attrs.fields(kind) if not f.kw_only]
    if positional:
        raise InvalidVocabulary(
            f"{kind.__qualname__} takes {positional[0]!r} by position; hint: kw_only=True"
        )
    if "kind" in {f.name for f in attrs.fields(kind)}:
        raise InvalidVocabulary(f"{kind.__qualname__}: no field may be called 'kind'")

    if kind.schema < 1:
        raise InvalidVocabulary(f"{kind.__qualname__}: versions count from 1, not {kind.schema}")


def _check_tag(kind: type[Event]) -> None:
    try:
        _CHECK_TAG(kind.kind)
        tagged = kind.kind not in _RESERVED
    except InvalidValue:
        tagged = False
    if not tagged:
        raise InvalidVocabulary(
            f"{kind.__qualname__}: not a tag: {kind.kind!r}; "
            "hint: kind: ClassVar[str] = 'summit-livestreamed'"
        )


def _check_upcasts(vocabulary: Vocabulary) -> None:
    for tag, version in vocabulary.upcasts:
        kind = vocabulary.kind_of(tag)
        if kind is None:
            raise InvalidVocabulary(f"an upcast of {tag!r}, which is no kind here")
        if not 1 <= version < kind.schema:
            raise InvalidVocabulary(
                f"an upcast of {tag!r} from version {version}, but the kind stands at {kind.schema}"
            )
    for kind in vocabulary.kinds:
        for version in range(1, kind.schema):
            if (kind.kind, version) not in vocabulary.upcasts:
                raise InvalidVocabulary(f"no upcast of {kind.kind!r} from version {version}")
