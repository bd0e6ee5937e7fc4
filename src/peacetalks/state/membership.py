"""Circles of actors that belong to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

__all__ = ["circles"]


def circles(
    codes: Iterable[str], above: Callable[[str], Iterable[str]]
) -> Iterator[tuple[str, ...]]:
    """Yield the circles that lead from an actor up to itself; of circles that share an actor, one.

    Each actor is visited once, so the time is linear in the number of actors.

    Args:
        codes: the actors to start from.
        above: returns the actors to which an actor belongs.

    >>> above = {"A": ["B"], "B": ["C"], "C": ["B"], "D": ["D"]}
    >>> list(circles("ABCD", lambda code: above.get(code, [])))
    [('B', 'C'), ('D',)]
    """
    visited: set[str] = set()
    yielded: set[str] = set()
    for code in codes:
        if code in visited:
            continue
        visited.add(code)
        depths = {code: 0}
        path = [(code, iter(above(code)))]
        while path:
            last, parents = path[-1]
            parent = next(parents, None)
            if parent is None:
                path.pop()
                del depths[last]
            elif parent in depths:
                circle = (
                    [each for each, _ in path[depths[parent] :]] if parent not in yielded else []
                )
                if circle and yielded.isdisjoint(circle):
                    yielded.update(circle)
                    yield tuple(circle)
            elif parent not in visited:
                visited.add(parent)
                depths[parent] = len(path)
                path.append((parent, iter(above(parent))))
