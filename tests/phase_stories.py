"""Random stories for the phases of pairs: few facts of few parties that meet in the same things.

A thing (talks, hostilities, an offensive, a ceasefire) has the same parties in all of a story, or
none that are stated: who is party to it when two facts disagree is no question of phases. The
days lie such that the spans of 30, 90 and 365 days are hit and just missed.
"""

import datetime as dt

from hypothesis import strategies as st

from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.clocks import settled
from peacetalks.events.force import (
    AttackReported,
    HostilitiesEnded,
    HostilitiesStarted,
    OffensiveEnded,
    OffensiveLaunched,
)
from peacetalks.events.meetings import (
    MeetingAccepted,
    MeetingCancelled,
    MeetingHeld,
    MeetingPostponed,
    MeetingProposed,
    MeetingRefused,
    MeetingsHeld,
)
from peacetalks.events.security import (
    CeasefireDeclared,
    CeasefireEnded,
    CeasefireExtended,
    CeasefireViolationAlleged,
)
from peacetalks.events.talks import (
    NegotiationResumed,
    NegotiationSuspended,
    TalksEnded,
    TalksOpened,
)
from peacetalks.events.territory import TerritorialControlChanged
from peacetalks.history.order import in_order
from peacetalks.values.facts import Participant
from phase_model_tables import ENDS, LADDER

__all__ = ["days_to_ask", "phase_stories"]

FIRST = dt.date(2031, 1, 10)
LAST = 730
GAPS = (0, 0, 0, 1, 1, 3, 3, 10, 10, 25, 29, 30, 31, 60, 89, 90, 91, 200, 364, 365, 366)
EDGES = (0, 1, 30, 31, 90, 91, 365, 366)
PARTIES = ("NORTH", "SOUTH", "EAST", "WEST")
TWO = ("NORTH", "SOUTH")

one = st.sampled_from((*TWO, *TWO, *TWO, "EAST", "WEST"))
several = st.one_of(
    st.just(TWO),
    st.just(TWO),
    st.just(TWO),
    st.lists(one, min_size=2, max_size=2, unique=True).map(tuple),
    st.lists(one, min_size=3, max_size=3, unique=True).map(tuple),
)
alone = one.map(lambda code: (code,))
side = st.one_of(alone, alone, several)
# A mediator who is nobody's party, and one who is party to other things.
mediators = st.sampled_from((None, None, ("MED",), ("EAST",)))
scopes = st.sampled_from(
    (None, None, None, *["comprehensive"] * 3, "framework", "process", "partial", "ceasefire")
)


def rarely(strategy):
    return st.one_of(st.none(), st.none(), strategy)


@st.composite
def casts(draw):
    """Draw what each thing of a story is, whichever facts tell of it."""
    return {
        "talks": {
            "t1": (draw(st.one_of(several, several, st.none())), draw(rarely(st.just("a1"))), None),
            "t2": (draw(several), draw(rarely(st.just("a2"))), draw(rarely(st.just("t1")))),
        },
        "meeting": {name: draw(several) for name in ("m1", "m2")},
        "agreement": {
            name: (draw(st.one_of(several, several, several, st.none())), draw(scopes))
            for name in ("a1", "a2", "a3")
        },
        "ceasefire": {
            "c1": draw(several),
            "c2": draw(alone),
            "c3": draw(alone),
            "c4": draw(st.one_of(several, st.none())),
        },
        "hostilities": {"h1": draw(several), "h2": draw(rarely(several))},
        "offensive": {"o1": (draw(side), draw(rarely(side)) or draw(alone))},
    }


def day(offset):
    return (FIRST + dt.timedelta(days=offset)).isoformat()


@st.composite
def dates(draw, offset):
    """Draw what is stated of a day: mostly the day, now and then its month, a span or a choice."""
    match draw(st.sampled_from((*["day"] * 8, "month", "span", "choice"))):
        case "month":
            return day(offset)[:7]
        case "span":
            return f"{day(offset)}/{day(offset + draw(st.sampled_from((1, 30, 31, 60))))}"
        case "choice":
            return f"[{day(offset)}..{day(offset + 5)}]"
    return day(offset)


@st.composite
def later(draw, offset, *days):
    """Draw a day some days after, or None."""
    return draw(st.one_of(st.none(), st.sampled_from(days).map(lambda more: day(offset + more))))


@st.composite
def phase_stories(draw, most=14):
    """Draw the facts of a story in the one order."""
    cast = draw(casts())
    facts, offset = [], 0
    # Few families in a story: otherwise most of it is hidden behind the fighting.
    few = draw(st.lists(st.sampled_from(FAMILIES), min_size=1, max_size=4, unique=True))
    for number in range(draw(st.integers(1, most))):
        offset = min(offset + draw(st.sampled_from(GAPS)), LAST)
        family = draw(st.sampled_from(few))
        common = {"id": f"f{number:02}", "occurred": draw(dates(offset))}
        facts.append(draw(family(cast, offset, common)))
    return in_order(facts)


@st.composite
def talks(draw, cast, offset, common):  # noqa: ARG001 # families are called alike
    name = draw(st.sampled_from(sorted(cast["talks"])))
    parties, aim, parent = cast["talks"][name]
    kind = draw(
        st.sampled_from(
            (TalksOpened, TalksOpened, NegotiationSuspended, NegotiationResumed, TalksEnded)
        )
    )
    if kind is TalksOpened:
        return TalksOpened(**common, talks=name, parties=parties, aim=aim, parent=parent)
    by = draw(st.one_of(st.none(), alone, alone, st.just(("MED",))))
    if kind is NegotiationSuspended:
        scope = draw(st.sampled_from((None, "party", "all")))
        return kind(**common, talks=name, by=by, scope=scope)
    return kind(**common, talks=name, by=by)


@st.composite
def meetings(draw, cast, offset, common):
    name = draw(st.sampled_from(sorted(cast["meeting"])))
    common |= {"meeting": name, "talks": draw(rarely(st.sampled_from(("t1", "t2"))))}
    invited = st.sampled_from(cast["meeting"][name])
    by = draw(st.one_of(invited, invited, invited, alone, st.just(("MED",)), st.none()))
    kind = draw(
        st.sampled_from(
            (
                *[MeetingProposed] * 3,
                MeetingAccepted,
                *[MeetingRefused] * 4,
                MeetingPostponed,
                MeetingCancelled,
                *[MeetingHeld] * 2,
            )
        )
    )
    if kind is MeetingProposed:
        common |= {
            "invitees": draw(st.one_of(st.just(cast["meeting"][name]), st.none())),
            "mediators": draw(mediators),
        }
    if kind in {MeetingProposed, MeetingPostponed}:
        common |= {"planned_for": draw(later(offset, 0, 1, 10, 40, 100))}
    if kind is MeetingHeld:
        there = draw(st.one_of(st.just(cast["meeting"][name]), st.none()))
        return MeetingHeld(
            **common,
            participants=None if there is None else [*there, *draw(guests)],
            mediators=draw(mediators),
            absent=draw(rarely(alone)),
        )
    return kind(**common, by=by)


guests = st.sampled_from(
    (
        (),
        (),
        (Participant("MED", "mediator"),),
        (Participant("WEST", "observer"),),
        (Participant("WEST", "witness"),),
    )
)


@st.composite
def rounds(draw, cast, offset, common):  # noqa: ARG001 # families are called alike
    there = draw(several)
    return MeetingsHeld(**common, participants=[*there, *draw(guests)], mediators=draw(mediators))


@st.composite
def agreements(draw, cast, offset, common):
    name = draw(st.sampled_from(sorted(cast["agreement"])))
    parties, scope = cast["agreement"][name]
    stage = draw(
        st.sampled_from(
            (
                *LADDER,
                *LADDER[2:],
                "signed",
                "signed",
                "in_force",
                "suspended",
                "resumed",
                *ENDS[:2],
            )
        )
    )
    by = draw(st.one_of(st.none(), st.none(), side, st.just(parties)))
    # From when a stage holds is said of what all its parties do.
    wide = by is None or parties is None or set(parties) <= set(by)
    starts = stage in {"in_force", "denounced"} and wide
    return AgreementStageReached(
        **common,
        agreement=name,
        stage=stage,
        by=by,
        parties=parties if draw(st.integers(0, 5)) else None,
        scope=scope,
        effective_from=draw(rarely(later(offset, 0, 15))) if starts else None,
    )


@st.composite
def ceasefires(draw, cast, offset, common):
    name = draw(st.sampled_from(sorted(cast["ceasefire"])))
    kinds = (*[CeasefireDeclared] * 5, CeasefireExtended, CeasefireEnded)
    common |= {"ceasefire": name}
    kind = draw(st.sampled_from(kinds))
    if kind is CeasefireEnded:
        return CeasefireEnded(**common)
    expires = draw(later(offset, 0, 5, 40, 400))
    if kind is CeasefireExtended:
        return CeasefireExtended(**common, expires=expires)
    return CeasefireDeclared(
        **common,
        parties=cast["ceasefire"][name],
        expires=expires,
        effective_from=draw(later(offset, 0, 2, 10, 40)),
    )


@st.composite
def violations(draw, cast, offset, common):  # noqa: ARG001 # families are called alike
    name = draw(st.sampled_from(sorted(cast["ceasefire"])))
    against = draw(alone)
    return CeasefireViolationAlleged(
        **common,
        ceasefire=name,
        by=draw(alone),
        against=against,
        certainty=draw(st.sampled_from(("reported", "reported", "confirmed"))),
        claimed_by=draw(st.sampled_from(((), (), against))),
    )


@st.composite
def conflicts(draw, cast, offset, common):  # noqa: ARG001 # families are called alike
    by, against = cast["offensive"]["o1"]
    name = draw(st.sampled_from(sorted(cast["hostilities"])))
    return draw(
        st.sampled_from(
            (
                HostilitiesStarted(**common, hostilities=name, parties=cast["hostilities"][name]),
                HostilitiesStarted(**common, hostilities=name, parties=cast["hostilities"][name]),
                HostilitiesEnded(**common, hostilities=name),
                OffensiveLaunched(**common, offensive="o1", by=by, against=against),
                OffensiveEnded(**common, offensive="o1"),
            )
        )
    )


@st.composite
def attacks(draw, cast, offset, common):  # noqa: ARG001 # families are called alike
    if draw(st.booleans()):
        return AttackReported(**common, by="SOUTH", against="NORTH")
    if draw(st.integers(0, 3)):
        return AttackReported(**common, by=draw(side), against=draw(st.one_of(side, st.none())))
    return TerritorialControlChanged(
        **common,
        area="lake",
        from_=draw(rarely(one)) or draw(one),
        to=draw(rarely(st.none())) or draw(one),
        mode=draw(st.sampled_from(("force", "force", "handover", None))),
    )


FAMILIES = (
    talks,
    meetings,
    rounds,
    agreements,
    ceasefires,
    violations,
    conflicts,
    attacks,
)


@st.composite
def days_to_ask(draw, story, most=8):
    """Draw some days, from those on which a phase may begin or lapse by itself."""
    edges = {settled(event) + edge for event in story for edge in EDGES}
    edges |= {event.occurred.last_day + edge for event in story for edge in (90, 91)}
    stated = [
        getattr(event, field, None)
        for event in story
        for field in ("planned_for", "expires", "effective_from")
    ]
    edges |= {day for when in stated if when for day in (when.first_day, when.last_day + 1)}
    last = {settled(event) for event in story} | {when.first_day for when in stated if when}
    days = st.one_of(st.sampled_from(sorted(edges)), st.sampled_from(sorted(last)))
    return draw(st.lists(days, min_size=1, max_size=most, unique=True))
