"""Which sources and whose words stand behind the parts of a state."""

from __future__ import annotations

from peacetalks.construction import PRESS
from peacetalks.frozenmap import FrozenMap
from peacetalks.state.part import Part
from peacetalks.state.snapshot import Snapshot
from peacetalks.values import Source


def document(source: Source) -> tuple[str | None, ...]:
    """Return what makes two citations cite one document: all but the place in it."""
    return (source.publisher, source.title, source.url, str(source.published))


def documents(state: Snapshot) -> frozenset[tuple[str | None, ...]]:
    """Return the documents behind the facts that made a state."""
    sources = {source for event in state.facts for source in event.sources}
    return frozenset(map(document, sources))


def single_sourced(state: Snapshot) -> tuple[Part, ...]:
    """Return the parts that rest on one source."""
    return tuple(
        part
        for _, _, part in state.parts
        if len({document(s) for event in part.because for s in event.sources}) == 1
    )


def one_sided(state: Snapshot) -> tuple[Part, ...]:
    """Return the parts that rest on one party's word."""
    return tuple(part for _, _, part in state.parts if len(part.claimed_by) == 1)


def disputed(state: Snapshot) -> tuple[Part, ...]:
    """Return the parts that are contested, disputed or told in several ways."""
    several = {
        act.act
        for act in state.parts.acts.values()
        if len({(a.claimed_by, a.label) for a in act.accounts}) > 1
        and len({id(a.event) for a in act.accounts}) > 1
    }
    doubted = {id(e) for e in state.facts if e.act in several or e.id in state.disputes}
    return tuple(
        part
        for table, _, part in state.parts
        if table != "acts"
        and (
            getattr(part, "contested_by", None)
            or (doubted and any(id(event) in doubted for event in part.because))
        )
    )


def labels(state: Snapshot, act: str) -> FrozenMap[str, str]:
    """Return what each party calls an act, or an offensive; ``press``: nobody's side."""
    found = state.parts.acts.get(act)
    told: dict[str, str] = {}
    for account in found.accounts if found else ():
        for code in account.claimed_by or (PRESS,):
            told.setdefault(code, account.label)
    offensive = state.parts.offensives.get(act)
    if offensive is not None:
        told.update(offensive.labels)
    return FrozenMap(told)
