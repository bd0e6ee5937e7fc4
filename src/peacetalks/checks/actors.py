"""Actors whose codes the registry does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from peacetalks.checks.evidence import Evidence, Remark
from peacetalks.checks.said import said
from peacetalks.construction import PRESS, Code
from peacetalks.events import Event

__all__ = ["RULES"]


def unknown_actors(evidence: Evidence) -> Iterator[Remark]:
    """PT171: a code that is not in the registry; told once, where it first stands."""
    first: dict[str, tuple[Event, str]] = {}
    times: Counter[str] = Counter()
    for event in evidence.standing:
        paths = {code: path for path, code in said(event, Code) if code != PRESS}
        for code, path in paths.items():
            first.setdefault(code, (event, path))
            times[code] += 1
    for code, (event, path) in first.items():
        if code not in evidence.registry:
            near = evidence.registry.suggest(code)
            told = f"unknown actor {code!r}" + (
                f", here and in {times[code] - 1} more" if times[code] > 1 else ""
            )
            hint = f"; hint: did you mean {' or '.join(map(repr, near))}?" if near else ""
            yield Remark("PT171", event, told + hint, path)


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (unknown_actors,)
