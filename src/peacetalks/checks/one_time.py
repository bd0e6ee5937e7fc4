"""Statements about one actor that are of one time, and differ in what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from peacetalks.events import ActorNamed
from peacetalks.events.clocks import public
from peacetalks.when import When

__all__ = ["Contradiction", "contradictions"]

_Said: TypeAlias = Callable[[ActorNamed], Mapping[str, str]]
"""What a statement says of each thing that can be said in one way only."""


class Contradiction(NamedTuple):
    """Two statements of one time that differ, and in what."""

    first: ActorNamed
    last: ActorNamed
    what: str


class _Numbered(NamedTuple):
    number: int
    event: ActorNamed
    said: str


class _Latest:
    """Of the statements so far, the one that lasts longest, and the longest that says another."""

    __slots__ = ("_two",)

    def __init__(self) -> None:
        self._two: list[tuple[float, _Numbered]] = []

    def take(self, end: float, one: _Numbered) -> None:
        others = [held for held in self._two if held[1].said != one.said]
        same = [held for held in self._two if held[1].said == one.said and held[0] >= end]
        kept = [*others, *(same or [(end, one)])]
        self._two = sorted(kept, key=lambda held: -held[0])[:_KEPT]

    def against(self, start: float, one: _Numbered) -> _Numbered | None:
        """Return one that still lasts, and says another."""
        lasting = (held for end, held in self._two if end >= start and held.said != one.said)
        return next(lasting, None)


_KEPT: Final = 2


def contradictions(several: Iterable[ActorNamed], said: _Said) -> list[Contradiction]:
    """Return statements of one time that differ; a statement is the later of one pair at most.

    The time it takes grows with their number, and not with the number of pairs.

    Two are of one time if the days on which both are valid overlap; or, where one does not say
    when it is valid, if both were public at once and their days overlap: neither is the later word.

    Args:
        several: the statements about one actor, the last word last.
        said: what each says.

    >>> one, two = (ActorNamed(occurred="2023", actor="A", names=name) for name in ("One", "Two"))
    >>> [(c.first.names["en"], c.what) for c in contradictions([one, two], lambda e: e.names)]
    [('One', 'en')]
    """
    by_what: defaultdict[str, list[_Numbered]] = defaultdict(list)
    for number, event in enumerate(several):
        for what, text in said(event).items():
            by_what[what].append(_Numbered(number, event, text))
    found: dict[tuple[int, str], tuple[_Numbered, _Numbered, str]] = {}
    for what, numbered in by_what.items():
        for pair in _differing(numbered):
            first, last = sorted(pair)
            found.setdefault((last.number, what), (first, last, what))
    return [
        Contradiction(first.event, last.event, what)
        for _, (first, last, what) in sorted(found.items(), key=lambda item: item[0])
    ]


def _differing(numbered: list[_Numbered]) -> Iterator[tuple[_Numbered, _Numbered]]:
    """Yield pairs that differ at one time: of a statement, one with those that began before it."""
    yield from _overlapping([(one.event.valid, one, True) for one in numbered if one.event.valid])
    at_once: defaultdict[object, list[tuple[When | None, _Numbered, bool]]] = defaultdict(list)
    for one in numbered:
        at_once[public(one.event)].append((one.event.occurred, one, one.event.valid is None))
    for together in at_once.values():
        yield from _overlapping(together)


def _overlapping(
    spans: Iterable[tuple[When | None, _Numbered, bool]],
) -> Iterator[tuple[_Numbered, _Numbered]]:
    """Yield statements whose days overlap, of which one at least is held against all others."""
    held_against_all, others = _Latest(), _Latest()
    dated = [(span.lo, span.hi, one, all_) for span, one, all_ in spans if span is not None]
    for start, end, one, against_all in sorted(dated, key=lambda each: (each[0], each[2].number)):
        other = held_against_all.against(start, one)
        if other is None and against_all:
            other = others.against(start, one)
        if other is not None:
            yield other, one
        (held_against_all if against_all else others).take(end, one)
