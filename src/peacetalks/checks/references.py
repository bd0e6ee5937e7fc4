"""Check references to events and things that are not on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import Final, cast

from peacetalks.checks.evidence import Evidence, Issue
from peacetalks.events import Event
from peacetalks.events.agreements import PreconditionStated
from peacetalks.events.territory import PopulationReported
from peacetalks.findings import checks
from peacetalks.values.due import After
from peacetalks.values.facts import Condition, Reason

__all__ = ["RULES"]

_NAMING: Final = ("meeting", "agreement", "talks", "part_of", "aim", "supersedes", "subject")


def to_events(evidence: Evidence) -> Iterator[Issue]:
    """Report a missing id in ``basis``, ``trigger``, a reason, a condition or a due day."""
    ids = {event.id for event in evidence.events}
    preconditions = {event.precondition for event in evidence.of(PreconditionStated)}
    for event in evidence.facts:
        for path, name in _ids_in(event):
            known = name in ids or evidence.state.canonical_id(name) in ids
            if not known and not (path.endswith("satisfied_by") and name in preconditions):
                yield _missing(event, path, name, ids)


def to_acts(evidence: Evidence) -> Iterator[Issue]:
    """Report an ``act`` with only one account, and nothing of that name on record."""
    accounts = Counter(event.act for event in evidence.events if event.act)
    ids = {event.id for event in evidence.events}
    things = ids | {str(key) for table, key, _ in evidence.state.parts if table != "acts"}
    for event in evidence.facts:
        if event.act and accounts[event.act] == 1 and event.act not in things:
            others = [act for act in accounts if act != event.act]
            yield _missing(event, "$.act", event.act, others)


def to_bases(evidence: Evidence) -> Iterator[Issue]:
    """Report a ``population_base`` that does not name a population on record."""
    bases = {event.id for event in evidence.of(PopulationReported)}
    for event in evidence.facts:
        base = getattr(event, "population_base", None)
        if isinstance(base, str) and evidence.state.canonical_id(base) not in bases:
            yield _missing(event, "$.population_base", base, bases)


def to_things(evidence: Evidence) -> Iterator[Issue]:
    """Report a ``needed_for`` that does not name an agreement, meeting or talks on record."""
    wanted = evidence.of(PreconditionStated)
    if not wanted:
        return
    things = {
        name
        for event in evidence.facts
        for field in _NAMING
        if isinstance(name := getattr(event, field, None), str)
    }
    for event in wanted:
        if event.needed_for is not None and event.needed_for not in things:
            yield _missing(event, "$.needed_for", event.needed_for, things)


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
    # User-defined kinds may have such a field with any type.
    value = getattr(event, name, None)
    return cast("tuple[object, ...]", value) if isinstance(value, tuple) else ()


def _missing(event: Event, path: str, name: str, known: Collection[str]) -> Issue:
    return Issue(checks.NOT_ON_RECORD, event, f"{name!r} is not on record", path, name, known)


RULES: Final[tuple[Callable[[Evidence], Iterator[Issue]], ...]] = (
    to_events,
    to_acts,
    to_bases,
    to_things,
)
