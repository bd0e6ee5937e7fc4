"""Make events from CAMEO codes (who did what to whom), shared by GDELT, ICEWS and similar data sets.

A row says *source, code, target*. The crosswalk says which kinds a code stands for, and the table
here says which of their fields the source and the target fill. Fields that the crosswalk names
(``mediator=target``) take precedence.

Identifiers that a kind needs and a row does not have, as that of a meeting, are made from the id of
the row, so that nothing is merged unless a row says that it is the same. If a kind requires an
actor or an area that the row does not name (such as the mediator), no event is made, and a finding
says so.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, final

import attrs
from attrs import frozen

from peacetalks.events import Event
from peacetalks.events.agreements import AgreementStageReached, ProposalAnswered
from peacetalks.events.force import AttackReported, MobilisationReported
from peacetalks.events.law import LegalActIssued, RelationsMeasureTaken, RulingIssued
from peacetalks.events.mediation import (
    MediationAccepted,
    MediationEnded,
    MediationOffered,
    MediationRejected,
)
from peacetalks.events.meetings import ContactHeld, MeetingHeld, MeetingProposed, MeetingRefused
from peacetalks.events.security import (
    BlockadeEased,
    BlockadeImposed,
    CeasefireDeclared,
    CeasefireViolationAlleged,
    DisarmamentReported,
    PeacekeepersDeployed,
    PeacekeepersWithdrawn,
    PrisonersReleased,
)
from peacetalks.events.statements import (
    AllegationMade,
    CommitmentMade,
    DeadlineSet,
    DemandMade,
    ExpectationStated,
    StatementMade,
)
from peacetalks.events.talks import NegotiationSuspended
from peacetalks.events.territory import HumanitarianAccessChanged, TerritorialControlChanged
from peacetalks.findings.imports import JOINED, NOTHING
from peacetalks.importers import crosswalk
from peacetalks.importers.actors.in_rows import keep_apart
from peacetalks.importers.context import Context
from peacetalks.importers.crosswalk import Act, Rule
from peacetalks.importers.format import Rows
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.values.facts import ExternalId, Participant, Place, Source

__all__ = [
    "SCHEME",
    "Coded",
    "Party",
    "candidates",
    "counted",
    "events",
    "is_labelled",
    "labelled",
    "makes_nothing",
    "shared_id",
]

SCHEME: Final = "CAMEO"
"""The scheme of the codes in the crosswalk."""


@final
@frozen
class Party:
    """A source or target.

    Attributes:
        code: its code.
        person: the person, if the row names one.
        office: the office or body of the state that acted for it.
        body: the actor it is a part of, if that is not in the registry.
    """

    code: str
    person: str | None = None
    office: str | None = None
    body: str | None = None


@final
@frozen(kw_only=True)
class Coded:
    """What a row says, or two rows that report the same act.

    Attributes:
        occurred: the day.
        reported: when it became public.
        source: who acted.
        target: towards whom.
        is_mutual: whether two rows report it, one from each side.
        place: where it happened.
        is_area: whether the place is smaller than a country.
        sources: where it was read.
        external_ids: the ids of the rows, and their codes.
    """

    occurred: When
    reported: When | None
    source: Party | None
    target: Party | None
    is_mutual: bool
    place: Place | None
    is_area: bool
    sources: tuple[Source, ...]
    external_ids: tuple[ExternalId, ...]


_USUAL: Final[Mapping[type[Event], Mapping[str, str]]] = FrozenMap(
    {
        StatementMade: {"by": "source", "audience": "target"},
        AllegationMade: {"by": "source", "against": "target"},
        ExpectationStated: {"expectation": "thing", "by": "source"},
        DemandMade: {"demand": "thing", "by": "source", "of": "target"},
        DeadlineSet: {"deadline": "thing", "subject": "thing"},
        CommitmentMade: {"commitment": "thing", "by": "source", "to": "target"},
        MeetingProposed: {"meeting": "thing", "by": "source", "invitees": "target"},
        MeetingRefused: {"meeting": "thing", "by": "source"},
        MeetingHeld: {"meeting": "thing", "participants": "both"},
        ContactHeld: {"contact": "thing", "parties": "both"},
        NegotiationSuspended: {"talks": "thing", "by": "source"},
        MediationOffered: {"parties": "target"},
        MediationAccepted: {"by": "source"},
        MediationRejected: {"by": "source"},
        MediationEnded: {"by": "source"},
        ProposalAnswered: {"proposal": "thing", "by": "source"},
        AgreementStageReached: {"agreement": "thing", "parties": "both"},
        RelationsMeasureTaken: {
            "relations_measure": "thing", "by": "source", "against": "target",
        },
        RulingIssued: {"ruling": "thing"},
        LegalActIssued: {"legal_act": "thing", "by": "source"},
        CeasefireDeclared: {"ceasefire": "thing", "parties": "both", "announced_by": "source"},
        CeasefireViolationAlleged: {"ceasefire": "thing"},
        BlockadeImposed: {"blockade": "thing", "by": "source", "route": "area"},
        BlockadeEased: {"blockade": "thing", "by": "source", "route": "area"},
        PeacekeepersDeployed: {"force": "thing", "by": "source"},
        PeacekeepersWithdrawn: {"force": "thing", "by": "source"},
        PrisonersReleased: {"by": "source", "to": "target"},
        DisarmamentReported: {"by": "source"},
        HumanitarianAccessChanged: {"by": "source", "route": "area"},
        TerritorialControlChanged: {"area": "area"},
        AttackReported: {"by": "source", "against": "target"},
        MobilisationReported: {"by": "source", "area": "area"},
    }
)  # fmt: skip
"""What fills the fields of a kind that name actors, things and places."""

_NEEDED: Final[Mapping[str, str]] = FrozenMap(
    {
        "mediator": "the row does not name the mediator",
        "area": "the row names no place smaller than a country, so the area is not known",
    }
)
_FORCE: Final = (AttackReported, TerritorialControlChanged)  # no actor is on both sides of these
_MUTUAL: Final = frozenset({"by", "announced_by", "invitees"})
"""Fields that hold both actors if two rows report the same act from both sides."""

_Words: TypeAlias = Mapping[str, Any]  # Any: a code, several codes or a place, as a field takes it
_Plan: TypeAlias = tuple[Act, tuple[tuple[str, str], ...], FrozenMap[str, str]]


@functools.cache
def _rules(dialect: str) -> dict[str, Rule]:
    return dict(crosswalk.rules(SCHEME, dialect))


@functools.lru_cache(maxsize=1 << 14)
def counted(dialect: str) -> tuple[str, ...]:
    """Return the tags of the kinds that rows of a dialect can make, in order.

    >>> "meeting-held" in counted("icews")
    True
    """
    kinds = {act.kind for rule in _rules(dialect).values() for act in rule.acts}
    return tuple(sorted(kind.kind for kind in kinds))


def shared_id(scheme: str, id: str, release: str | None) -> ExternalId:  # noqa: A002 # the name of the field of ExternalId
    """Return an id, such as that of a code or a story, cached because many rows share it."""
    return ExternalId(scheme, id, release)


def candidates(text: str, dialect: str) -> tuple[str, ...]:
    """Return the codes that a text can mean, since its leading zero may have been lost.

    >>> candidates("042", "gdelt"), candidates("42", "gdelt"), candidates("10", "gdelt")
    (('042',), ('042',), ('10', '010'))
    """
    digits = text.removesuffix(".0")
    known = _rules(dialect)
    return tuple(code for code in (digits, f"0{digits}") if code in known)


def labelled(text: str, dialect: str) -> str | None:
    """Return the code that has a label in a dialect, ignoring case; None if there is none.

    A root code shares its label with its residual code, and the residual code is returned.

    >>> labelled("Fight with small arms and light weapons", "icews"), labelled("Consult", "icews")
    ('193', '040')
    """
    return _labels(dialect).get(text.strip().casefold())


def is_labelled(code: str, text: str, dialect: str) -> bool:
    """Whether a code has a label in a dialect, ignoring case."""
    return _rules(dialect)[code].label.casefold() == text.strip().casefold()


@functools.cache
def _labels(dialect: str) -> dict[str, str]:
    known = sorted(_rules(dialect).items(), key=lambda item: len(item[0]))
    return {rule.label.casefold(): code for code, rule in known}


def makes_nothing(row: Row, dialect: str, code: str) -> bool:
    """Whether a code stands for no event; if so, a finding says why."""
    rule = _rules(dialect)[code]
    if not rule.acts:
        row.find(NOTHING, f"CAMEO {code}, {rule.label}: {rule.reason}")
    return not rule.acts


def events(rows: Rows, context: Context, dialect: str, code: str, coded: Coded) -> Iterator[Event]:
    """Yield the events of a row, or of two rows that report the same act.

    Args:
        rows: the rows.
        context: the context of the import.
        dialect: the dialect of the code.
        code: the code of the first row.
        coded: what they say.
    """
    row = rows[0]
    key = row.key or ""
    if coded.source is None and coded.target is None:
        row.find(NOTHING, "names no actor; no event is made")
        return
    plans = _plans(dialect, code)
    if any(act.kind in _FORCE for act, _, _ in plans):
        coded = _two_sides(row, context, coded)
    words = _words(coded, context.id(key))
    for number, plan in enumerate(plans):
        fields = _own_fields(row, plan, words)
        if fields is not None:
            id_ = context.id(key) if not number else context.id(key, plan[0].kind.kind)
            yield plan[0].kind(id=id_, **_common_fields(coded, plan, words), **fields)
    for other in rows[1:]:
        other.find(JOINED, f"the other side of the act in line {row.line}; joined to that row")


def _two_sides(row: Row, context: Context, coded: Coded) -> Coded:
    """Return what a row says about an act of force, with no actor on both sides."""
    one, other = keep_apart(row, context, "source", "target", coded.occurred.text)
    source, target = _with_code(coded.source, one), _with_code(coded.target, other)
    return attrs.evolve(coded, source=source, target=target)


def _with_code(party: Party | None, codes: tuple[str, ...]) -> Party | None:
    return attrs.evolve(party, code=codes[0]) if party is not None and codes else party


@functools.lru_cache(maxsize=1 << 10)
def _plans(dialect: str, code: str) -> tuple[_Plan, ...]:
    """Return for each act the words that fill its fields, and the values given by the code."""
    rule = _rules(dialect)[code]
    plans: list[_Plan] = []
    for act in rule.acts:
        filled = dict(_USUAL.get(act.kind, {}))
        fixed: dict[str, str] = {}
        for name, text in act.fields.items():
            if text in _WORDS:
                filled[name] = text
            else:
                fixed[name] = text
        plans.append((act, tuple(filled.items()), FrozenMap(fixed)))
    return tuple(plans)


_WORDS: Final = frozenset({"source", "target", "both", "thing", "area", ""})


def _words(coded: Coded, thing: str) -> _Words:
    source, target = coded.source, coded.target
    both = tuple(party for party in (source, target) if party is not None)
    name = None if coded.place is None else coded.place.name
    return {
        "": None,
        "source": source and source.code,
        "target": target and target.code,
        "both": tuple(dict.fromkeys(party.code for party in both)),
        "present": both,
        "thing": thing,
        "area": name if coded.is_area else None,
        "mutual": coded.is_mutual,
    }


def _own_fields(row: Row, plan: _Plan, words: _Words) -> dict[str, Any] | None:
    """Return the fields of the kind of an event; None, with a finding, if a required one is missing."""
    act, filled, fixed = plan
    fields: dict[str, Any] = {}
    for name, word in filled:
        if name == "participants":
            fields[name] = _participants(words, word)
        elif words["mutual"] and name in _MUTUAL:
            fields[name] = words["both"]
        else:
            fields[name] = words[word]
    for name, problem in _NEEDED.items():
        if fields.get(name, "") is None and name in _required(act.kind):
            row.find(NOTHING, problem)
            return None
    fields.update((name, text) for name, text in fixed.items() if name not in _OF_ALL)
    return fields


_OF_ALL: Final = frozenset({"certainty", "note"})


def _participants(words: _Words, word: str) -> tuple[Participant, ...]:
    """Return the participants of a meeting, each once."""
    present: tuple[Party, ...] = words["present"]
    if word != "both":
        present = tuple(party for party in present if party.code == words[word])
    return tuple(dict.fromkeys(_participant(party.code, party.person) for party in present))


@functools.lru_cache(maxsize=1 << 12)
def _participant(code: str, person: str | None) -> Participant:
    return Participant(code, "party", person)


def _required(kind: type[Event]) -> frozenset[str]:
    """Return the required fields of a kind."""
    return frozenset(f.name for f in attrs.fields(kind) if f.default is attrs.NOTHING)


def _common_fields(coded: Coded, plan: _Plan, words: _Words) -> dict[str, Any]:
    """Return the fields that events of every kind have."""
    _, filled, fixed = plan
    source = coded.source
    acts = source is not None and ("by", "source") in filled
    common: dict[str, Any] = {
        "occurred": coded.occurred,
        "reported": coded.reported,
        "sources": coded.sources,
        "place": coded.place,
        "external_ids": coded.external_ids,
    }
    if acts and source is not None and not coded.is_mutual:
        common["speaker"] = source.person
        common["office"] = source.office
    if "certainty" in fixed:
        common["certainty"] = fixed["certainty"]
    common["note"] = _note(fixed, filled, words)
    return common


def _note(
    fixed: Mapping[str, str], filled: tuple[tuple[str, str], ...], words: _Words
) -> str | None:
    """Return the note of a code, and the target if the kind has no field for it."""
    used = {word for _, word in filled}
    lost = None if used & {"target", "both"} else words["target"]
    notes = (fixed.get("note"), None if lost is None else f"the other side: {lost}")
    return "; ".join(filter(None, notes)) or None
