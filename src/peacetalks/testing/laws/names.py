"""What no row may do to the names in it: two of them become one actor, and nobody is told."""

from __future__ import annotations

from peacetalks.actors import Registry, world
from peacetalks.events import AttackReported, Event, TerritorialControlChanged
from peacetalks.importers import Outcome
from peacetalks.importers.codes import ONE_ACTOR
from peacetalks.importers.names import slug
from peacetalks.importers.row import Row

__all__ = ["merged_names"]


def merged_names(outcome: Outcome, registry: Registry | None = None) -> str | None:
    """Return how names of an outcome became one actor without a word; None: none did.

    Args:
        outcome: the outcome.
        registry: who is known, and by which names of its own; None: those of the library.
    """
    known = world() if registry is None else registry
    if not outcome.events:
        return None
    is_told = any(finding.code == ONE_ACTOR for finding in outcome.findings)
    for row in outcome.rows:
        for code, names in _names(row).items():
            if len(names) > 1 and not is_told:
                return f"{' and '.join(map(repr, names.values()))} are {code!r}, and no finding says so"
            on = outcome.events[0].occurred
            others = [name for name in names.values() if known.resolve(name, on=on) != code]
            # Names that are all the actor's own tell it from nobody, as one name does.
            apart = others and len(names) > 1
            if apart and any(code in _both_sides(event) for event in outcome.events):
                return f"{' and '.join(map(repr, names.values()))} are {code!r} on both sides of an act of force"
    return None


def _names(row: Row) -> dict[str, dict[str, str]]:
    """Return the names of each actor that a row names as one who acts."""
    found: dict[str, dict[str, str]] = {}
    for named in row.named:
        if named.slot is not None:
            found.setdefault(named.code, {}).setdefault(slug(named.text), named.text)
    return found


def _both_sides(event: Event) -> set[str]:
    if isinstance(event, AttackReported):
        return set(event.by or ()) & set(event.against or ())
    if isinstance(event, TerritorialControlChanged):
        return {code for code in (event.from_,) if code is not None and code == event.to}
    return set()
