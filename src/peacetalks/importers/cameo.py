"""CAMEO: who did what to whom, as events of ours; what GDELT, ICEWS and their kin have in common.

A row says *source, code, target*. The crosswalk says which kinds a code stands for; the table
here, which of their fields the source and the target fill. What the crosswalk gives a code by
name (``mediator=target``) goes before.

What a kind needs and a row does not tell, as the identifier of a meeting, is made of the id of
the row: so nothing is merged that no row says is the same. A kind that cannot be without an actor
or an area (a mediator who is not named) makes no event, and the finding says so.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, final

import attrs
from attrs import frozen

from peacetalks.events import (
    AgreementStageReached,
    AllegationMade,
    AttackReported,
    BlockadeEased,
    BlockadeImposed,
    CeasefireDeclared,
    CeasefireViolationAlleged,
    CommitmentMade,
    ContactHeld,
    DeadlineSet,
    DemandMade,
    DisarmamentReported,
    Event,
    ExpectationStated,
    HumanitarianAccessChanged,
    LegalActIssued,
    MediationAccepted,
    MediationEnded,
    MediationOffered,
    MediationRejected,
    MeetingHeld,
    MeetingProposed,
    MeetingRefused,
    MobilisationReported,
    NegotiationSuspended,
    PeacekeepersDeployed,
    PeacekeepersWithdrawn,
    PrisonersReleased,
    ProposalAnswered,
    RelationsMeasureTaken,
    RulingIssued,
    StatementMade,
    TerritorialControlChanged,
)
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers import crosswalk
from peacetalks.importers.codes import JOINED, NOTHING
from peacetalks.importers.context import Context
from peacetalks.importers.crosswalk import Act, Rule
from peacetalks.importers.format import Rows
from peacetalks.importers.named import keep_apart
from peacetalks.importers.row import Row
from peacetalks.values import ExternalId, Participant, Place, Source
from peacetalks.when import When

__all__ = [
    "SCHEME",
    "Coded",
    "Party",
    "candidates",
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
        person: the person, where the row names one.
        office: the office or body of the state that acted for it.
        body: the actor it is a part of, where no registry knows that.
    """

    code: str
    person: str | None = None
    office: str | None = None
    body: str | None = None


@final
@frozen(kw_only=True)
class Coded:
    """What a row says, or two rows that tell the same.

    Attributes:
        occurred: the day.
        reported: when it became public.
        source: who acted.
        target: towards whom.
        is_mutual: whether two rows say it, one of each side.
        place: where.
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
        "mediator": "the row does not name the actor who would be the mediator",
        "area": "the row names no place smaller than a country, so no area that changed hands",
    }
)
_FORCE: Final = (AttackReported, TerritorialControlChanged)  # nobody is both sides of them
_MUTUAL: Final = frozenset({"by", "announced_by", "invitees"})
"""Fields that hold both where two rows say the same of one another."""

_Words: TypeAlias = Mapping[str, Any]  # Any: a code, several, a place: what a field takes
_Plan: TypeAlias = tuple[Act, tuple[tuple[str, str], ...], FrozenMap[str, str]]


@functools.cache
def _rules(dialect: str) -> dict[str, Rule]:
    return dict(crosswalk.rules(SCHEME, dialect))


@functools.lru_cache(maxsize=1 << 14)
def shared_id(scheme: str, id: str, release: str | None) -> ExternalId:  # noqa: A002 # the value's own word
    """Return an id that many rows share, as a code or a story: one value for all of them."""
    return ExternalId(scheme, id, release)


def candidates(text: str, dialect: str) -> tuple[str, ...]:
    """Return the codes that a text can be, as which its leading zero may have been lost.

    >>> candidates("042", "gdelt"), candidates("42", "gdelt"), candidates("10", "gdelt")
    (('042',), ('042',), ('10', '010'))
    """
    digits = text.removesuffix(".0")
    known = _rules(dialect)
    return tuple(code for code in (digits, f"0{digits}") if code in known)


def labelled(text: str, dialect: str) -> str | None:
    """Return the code that a dialect calls so, in any case of letters; None: none.

    A root is read as its residual code, which it shares the label with.

    >>> labelled("Fight with small arms and light weapons", "icews"), labelled("Consult", "icews")
    ('193', '040')
    """
    return _labels(dialect).get(text.strip().casefold())


def is_labelled(code: str, text: str, dialect: str) -> bool:
    """Whether a dialect calls a code so, in any case of letters."""
    return _rules(dialect)[code].label.casefold() == text.strip().casefold()


@functools.cache
def _labels(dialect: str) -> dict[str, str]:
    known = sorted(_rules(dialect).items(), key=lambda item: len(item[0]))
    return {rule.label.casefold(): code for code, rule in known}


def makes_nothing(row: Row, dialect: str, code: str) -> bool:
    """Whether a code stands for no event; the finding says why."""
    rule = _rules(dialect)[code]
    if not rule.acts:
        row.find(NOTHING, f"CAMEO {code}, {rule.label}: {rule.reason}")
    return not rule.acts


def events(rows: Rows, context: Context, dialect: str, code: str, coded: Coded) -> Iterator[Event]:
    """Yield the events of a row, or of two that tell the same.

    Args:
        rows: the rows.
        context: the import.
        dialect: the dialect of the code.
        code: the code of the first row.
        coded: what they say.
    """
    row = rows[0]
    key = row.key or ""
    if coded.source is None and coded.target is None:
        row.find(NOTHING, "names no actor, so no event is made of it")
        return
    plans = _plans(dialect, code)
    if any(act.kind in _FORCE for act, _, _ in plans):
        coded = _two_sides(row, context, coded)
    words = _words(coded, context.id(key))
    for number, plan in enumerate(plans):
        told = _told(row, plan, words)
        if told is not None:
            id_ = context.id(key) if not number else context.id(key, plan[0].kind.kind)
            yield plan[0].kind(id=id_, **_common(coded, plan, words), **told)
    for other in rows[1:]:
        other.find(JOINED, f"tells the same as line {row.line}, from the other side; joined to it")


def _two_sides(row: Row, context: Context, coded: Coded) -> Coded:
    """Return what a row says of an act of force, of which nobody is both sides."""
    one, other = keep_apart(row, context, "source", "target", coded.occurred.text)
    return attrs.evolve(coded, source=_as(coded.source, one), target=_as(coded.target, other))


def _as(party: Party | None, codes: tuple[str, ...]) -> Party | None:
    return attrs.evolve(party, code=codes[0]) if party is not None and codes else party


@functools.lru_cache(maxsize=1 << 10)
def _plans(dialect: str, code: str) -> tuple[_Plan, ...]:
    """Return for each act the words that fill its fields, and what the code itself says."""
    rule = _rules(dialect)[code]
    made: list[_Plan] = []
    for act in rule.acts:
        filled = dict(_USUAL.get(act.kind, {}))
        said: dict[str, str] = {}
        for name, text in act.fields.items():
            if text in _WORDS:
                filled[name] = text
            else:
                said[name] = text
        made.append((act, tuple(filled.items()), FrozenMap(said)))
    return tuple(made)


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


def _told(row: Row, plan: _Plan, words: _Words) -> dict[str, Any] | None:
    """Return the own fields of an event, or None, with the reason, if one that it needs is missing."""
    act, filled, said = plan
    told: dict[str, Any] = {}
    for name, word in filled:
        if name == "participants":
            told[name] = _present(words, word)
        elif words["mutual"] and name in _MUTUAL:
            told[name] = words["both"]
        else:
            told[name] = words[word]
    for name, problem in _NEEDED.items():
        if told.get(name, "") is None and name in _required(act.kind):
            row.find(NOTHING, problem)
            return None
    told.update((name, text) for name, text in said.items() if name not in _OF_ALL)
    return told


_OF_ALL: Final = frozenset({"certainty", "note"})


def _present(words: _Words, word: str) -> tuple[Participant, ...]:
    """Return those at a table, each once."""
    there: tuple[Party, ...] = words["present"]
    if word != "both":
        there = tuple(party for party in there if party.code == words[word])
    return tuple(dict.fromkeys(_participant(party.code, party.person) for party in there))


@functools.lru_cache(maxsize=1 << 12)
def _participant(code: str, person: str | None) -> Participant:
    return Participant(code, "party", person)


def _required(kind: type[Event]) -> frozenset[str]:
    """Return the fields that a kind cannot be without."""
    return frozenset(f.name for f in attrs.fields(kind) if f.default is attrs.NOTHING)


def _common(coded: Coded, plan: _Plan, words: _Words) -> dict[str, Any]:
    """Return the fields that events of every kind have."""
    _, filled, said = plan
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
    if "certainty" in said:
        common["certainty"] = said["certainty"]
    common["note"] = _note(said, filled, words)
    return common


def _note(
    said: Mapping[str, str], filled: tuple[tuple[str, str], ...], words: _Words
) -> str | None:
    """Return the remark of a code, and the target where the kind has no field for it."""
    used = {word for _, word in filled}
    lost = None if used & {"target", "both"} else words["target"]
    remarks = (said.get("note"), None if lost is None else f"the other side: {lost}")
    return "; ".join(filter(None, remarks)) or None
