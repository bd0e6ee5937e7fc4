"""Questions about coverage: whether somebody looked, so that nothing on record means zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.events import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.meetings import MeetingRefused
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.fields import shape as shapes
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When, WhenLike
from peacetalks.state.coverage import Coverage, Covered, assumed, basis
from peacetalks.state.queries import arguments
from peacetalks.state.snapshot import Snapshot
from peacetalks.values.facts import Reason

__all__ = ["KINDS_BEHIND", "countable", "covered", "looked_for", "nearest", "parts_of"]

KINDS_BEHIND: Final[Mapping[str, tuple[str, ...]]] = FrozenMap(
    {
        "acceptable_mediators": ("mediation-accepted",),
        "ceasefires_in_force": ("ceasefire-declared",),
        "fighting": ("attack-reported",),
        "open_preconditions": ("precondition-stated",),
        "open_proposals": ("proposal-tabled",),
        "overdue": ("commitment-made", "deadline-set"),
        "pending_meetings": ("meeting-proposed",),
    }
)
"""For answers that may be empty, the kinds that somebody must have looked for, so that this means none."""


def covered(
    state: Snapshot,
    what: str,
    *,
    during: WhenLike | None = None,
    body: str | None = None,
    place: str | None = None,
    parties: Iterable[str] = (),
) -> Covered:
    """Return whether somebody looked for something on all of some days, and who said so.

    Args:
        state: the state.
        what: a kind by its tag, or a kind and a measure: ``"casualties-reported:killed"``.
        during: the days; None: the day of the state.
        body: only what this actor counts; None: anybody.
        place: only what is counted in this place, by its name or code; None: anywhere.
        parties: only what is counted between these actors; empty: between anybody.

    Raises:
        InvalidValue: if ``what`` is not a kind, or a measure of it, or an actor is not valid.
        NotFound: if an actor is not in any event or register.

    >>> from peacetalks import CoverageStated, fold
    >>> state = fold([CoverageStated(
    ...     occurred="2023-06", coverage="ged", body="UCDP", counts="attack-reported",
    ...     period="1989/2022", complete="complete",
    ... )])
    >>> covered(state, "attack-reported", during="2022").basis
    'stated'
    >>> covered(state, "attack-reported", during="2023").basis is None
    True
    """
    _require_countable(state, what)
    body = arguments.any_actor(state.names, body, "body")
    named = (parties,) if isinstance(parties, str) else parties
    between = tuple(arguments.actor(state.names, party) for party in named)
    days = None if during is None else When(during)
    window = (state.day, state.day) if days is None else (days.first_day, days.last_day)
    coverage = looked_for(state)
    return Covered(
        basis(coverage, what, window, body=body, place=place, parties=between),
        coverage(what, body=body, place=place, parties=between),
    )


def looked_for(state: Snapshot) -> Coverage:
    """Return the coverage on record; if nobody states any, the one that is assumed of the facts."""
    if state.coverage.statements:
        return state.coverage
    stated = assumed(state.facts)
    return Coverage([stated] if stated else [])


def countable(what: str, vocabulary: Vocabulary = CORE) -> bool:
    """Return whether a vocabulary has what is counted: a kind, or a measure of one.

    >>> [countable(what) for what in ("attack-reported", "casualties-reported:killed", "dead")]
    [True, True, False]
    """
    kind, colon, part = what.partition(":")
    cls = vocabulary.kind_of(kind)
    return cls is not None and (not colon or part in parts_of(cls))


def parts_of(kind: type[Event]) -> tuple[str, ...]:
    """Return what of a kind can be counted on its own: its measures, or the reasons of a refusal.

    >>> from peacetalks.events import CasualtiesReported
    >>> parts_of(CasualtiesReported)[:2]
    ('killed', 'wounded')
    """
    if kind is MeetingRefused:
        return _words_of(Reason, "category")
    return _words_of(kind, "measure")


def _words_of(cls: type, name: str) -> tuple[str, ...]:
    return tuple(
        word
        for field, shape in shapes.fields_of(cls)
        if field.name == name
        for one in shapes.within(shape)
        if isinstance(one, shapes.Words)
        for word in one.words
    )


def nearest(what: str, tags: Iterable[str], vocabulary: Vocabulary = CORE) -> str | None:
    """Return a hint for something that cannot be counted; None: nothing is near.

    Args:
        what: what cannot be counted.
        tags: the tags of kinds that may have been meant.
        vocabulary: the kinds.

    >>> nearest("casualties-reported:kiled", [])
    "did you mean 'casualties-reported:killed'?"
    """
    kind, _, part = what.partition(":")
    cls = vocabulary.kind_of(kind)
    if cls is None or not part:
        return did_you_mean(kind, tags)
    parts = [f"{kind}:{one}" for one in parts_of(cls)]
    return did_you_mean(what, parts) or (f"choose from {', '.join(parts)}" if parts else None)


def _require_countable(state: Snapshot, what: str) -> None:
    # A user-defined kind is in no vocabulary here.
    kinds = {event.kind for event in state.facts}
    if not (countable(what) or what in kinds or state.coverage(what)):
        known = (*CORE.tags, *kinds)
        raise InvalidValue("nothing that is counted", value=what, hint=nearest(what, known))
