"""The law of names: two names in a row must not become one actor without a finding."""

from __future__ import annotations

from peacetalks.actors import Registry, world
from peacetalks.events import Event
from peacetalks.events.force import AttackReported
from peacetalks.events.territory import TerritorialControlChanged
from peacetalks.findings.imports import ONE_ACTOR
from peacetalks.importers import Outcome
from peacetalks.importers.identifiers import slug
from peacetalks.importers.tables.row import Row

__all__ = ["merged_names"]


def merged_names(outcome: Outcome, registry: Registry | None = None) -> str | None:
    """Return how names of an outcome became one actor without a finding; None if none did.

    Args:
        outcome: the outcome.
        registry: the known actors and their names; None: those of the library.
    """
    known = world() if registry is None else registry
    if not outcome.events:
        return None
    has_finding = any(finding.code == ONE_ACTOR.code for finding in outcome.findings)
    for row in outcome.rows:
        for code, names in _names(row).items():
            if len(names) > 1 and not has_finding:
                return f"{' and '.join(map(repr, names.values()))} are {code!r}, but no finding says so"
            on = outcome.events[0].occurred
            others = [name for name in names.values() if known.resolve(name, on=on) != code]
            # If all names are known names of the actor, they are the same actor, as one name is.
            apart = others and len(names) > 1
            if apart and any(code in _both_sides(event) for event in outcome.events):
                return f"{' and '.join(map(repr, names.values()))} are {code!r} on both sides of an act of force"
    return None


def _names(row: Row) -> dict[str, dict[str, str]]:
    """Return the names of each actor that a row names in a role."""
    names: dict[str, dict[str, str]] = {}
    for named in row.named:
        if named.slot is not None:
            names.setdefault(named.code, {}).setdefault(slug(named.text), named.text)
    return names


def _both_sides(event: Event) -> set[str]:
    if isinstance(event, AttackReported):
        return set(event.by or ()) & set(event.against or ())
    if isinstance(event, TerritorialControlChanged):
        return {code for code in (event.from_,) if code is not None and code == event.to}
    return set()
