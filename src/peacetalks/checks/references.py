"""References to events and things that are nowhere on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import Final, cast

from peacetalks.checks.evidence import Evidence, Remark
from peacetalks.events import Event, PopulationReported, PreconditionStated
from peacetalks.values import After, Condition, Reason

__all__ = ["RULES"]

_NEEDED: Final = ("meeting", "agreement", "talks", "part_of", "aim", "supersedes", "subject")


def to_events(evidence: Evidence) -> Iterator[Remark]:
    """PT183: an id in ``basis``, ``trigger``, a reason, a condition or a due day."""
    ids = {event.id for event in evidence.given}
    preconditions = {event.precondition for event in evidence.of(PreconditionStated)}
    for event in evidence.facts:
        for path, name in _ids_in(event):
            known = name in ids or evidence.state.canonical_id(name) in ids
            if not known and not (path.endswith("satisfied_by") and name in preconditions):
                yield _nowhere(event, path, name, ids)


def to_acts(evidence: Evidence) -> Iterator[Remark]:
    """PT183: an ``act`` of which there is one account only, and no such thing on record."""
    told = Counter(event.act for event in evidence.given if event.act)
    ids = {event.id for event in evidence.given}
    things = ids | {str(key) for table, key, _ in evidence.state.parts if table != "acts"}
    for event in evidence.facts:
        if event.act and told[event.act] == 1 and event.act not in things:
            others = [act for act in told if act != event.act]
            yield _nowhere(event, "$.act", event.act, others)


def to_bases(evidence: Evidence) -> Iterator[Remark]:
    """PT183: a ``population_base`` that is no population on record."""
    bases = {event.id for event in evidence.of(PopulationReported)}
    for event in evidence.facts:
        base = getattr(event, "population_base", None)
        if isinstance(base, str) and evidence.state.canonical_id(base) not in bases:
            yield _nowhere(event, "$.population_base", base, bases)


def to_things(evidence: Evidence) -> Iterator[Remark]:
    """PT183: a ``needed_for`` that is no agreement, meeting or talks on record."""
    wanted = evidence.of(PreconditionStated)
    if not wanted:
        return
    things = {
        name
        for event in evidence.facts
        for field in _NEEDED
        if isinstance(name := getattr(event, field, None), str)
    }
    for event in wanted:
        if event.needed_for is not None and event.needed_for not in things:
            yield _nowhere(event, "$.needed_for", event.needed_for, things)


def _ids_in(event: Event) -> Iterator[tuple[str, str]]:
    yield from ((f"$.basis[{i}]", name) for i, name in enumerate(event.basis))
    yield from ((f"$.trigger[{i}]", name) for i, name in enumerate(event.trigger))
    due = getattr(event, "due", None)
    if isinstance(due, After):
        yield "$.due.event", due.event
    for i, reason in enumerate(_items(event, "reasons")):
        if isinstance(reason, Reason):
            for j, name in enumerate(reason.trigger or ()):
                yield f"$.reasons[{i}].trigger[{j}]", name
    for i, condition in enumerate(_items(event, "conditions")):
        if isinstance(condition, Condition) and condition.satisfied_by is not None:
            yield f"$.conditions[{i}].satisfied_by", condition.satisfied_by


def _items(event: Event, name: str) -> tuple[object, ...]:
    # Kinds of people's own may have such a field, of any type.
    value = getattr(event, name, None)
    return cast("tuple[object, ...]", value) if isinstance(value, tuple) else ()


def _nowhere(event: Event, path: str, name: str, known: Collection[str]) -> Remark:
    return Remark("PT183", event, f"{name!r} is nowhere on record", path, name, known)


RULES: Final[tuple[Callable[[Evidence], Iterator[Remark]], ...]] = (
    to_events,
    to_acts,
    to_bases,
    to_things,
)
