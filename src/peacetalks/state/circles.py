"""Circles: who belongs to whom, round about, in one walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

__all__ = ["circles"]


def circles(
    codes: Iterable[str], above: Callable[[str], Iterable[str]]
) -> Iterator[tuple[str, ...]]:
    """Yield the ways from an actor up to itself; of those that share an actor, one.

    Each actor is walked once, so that a long chain takes no longer than its length.

    Args:
        codes: where to begin.
        above: to whom an actor belongs.

    >>> above = {"A": ["B"], "B": ["C"], "C": ["B"], "D": ["D"]}
    >>> list(circles("ABCD", lambda code: above.get(code, [])))
    [('B', 'C'), ('D',)]
    """
    walked: set[str] = set()
    told: set[str] = set()
    for code in codes:
        if code in walked:
            continue
        walked.add(code)
        way = {code: 0}
        left = [(code, iter(above(code)))]
        while left:
            last, further = left[-1]
            up = next(further, None)
            if up is None:
                left.pop()
                del way[last]
            elif up in way:
                circle = [one for one, _ in left[way[up] :]] if up not in told else []
                if circle and told.isdisjoint(circle):
                    told.update(circle)
                    yield tuple(circle)
            elif up not in walked:
                walked.add(up)
                way[up] = len(left)
                left.append((up, iter(above(up))))
