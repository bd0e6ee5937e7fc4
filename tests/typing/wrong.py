# pyright: strict
"""What a type checker has to refuse: each line marked ``# wrong``, and no other.

Not here: ``state.meeting("m").held = ...``. A part of a state refuses that when it runs; its class
is made of a draft that may be written to, so a checker lets it pass.
"""

from __future__ import annotations

from typing import TypeAlias, assert_never

import peacetalks as pt
from peacetalks import codec

Answer: TypeAlias = pt.MeetingAccepted | pt.MeetingRefused | pt.MeetingPostponed


def a_case_is_missing(event: pt.CoreEvent) -> str:
    match event:
        case pt.MeetingRefused():
            return "refused"
        case _:
            assert_never(event)  # wrong


def a_case_of_three_is_missing(event: Answer) -> str:
    match event:
        case pt.MeetingAccepted():
            return "yes"
        case pt.MeetingRefused():
            return "no"
        case _:
            assert_never(event)  # wrong


def fields_of_the_wrong_type() -> None:
    pt.MeetingRefused(occurred=2023, meeting="w")  # wrong
    pt.MeetingRefused(occurred="2023", meeting=5)  # wrong
    pt.MeetingRefused(occurred="2023", meeting="w", by=5)  # wrong
    pt.MeetingRefused(occurred="2023", meeting="w", reasons="bias")  # wrong
    pt.MeetingProposed(occurred="2023", meeting="w", level="kings")  # wrong
    pt.CasualtiesReported(occurred="2023", series="s", measure="hurt", count=1)  # wrong
    pt.CasualtiesReported(occurred="2023", series="s", measure="killed", count="many")  # wrong
    pt.MeetingRefused(occurred="2023", meeting="w", certainty="sure")  # wrong


def fields_that_are_missing_or_unknown() -> None:
    pt.MeetingRefused(occurred="2023")  # wrong
    pt.MeetingRefused(meeting="w")  # wrong
    pt.MeetingRefused(occurred="2023", meeting="w", venue="Granada")  # wrong
    pt.MeetingRefused("2023", "w")  # wrong


def facts_do_not_change(event: pt.MeetingRefused, state: pt.NegotiationState) -> None:
    event.meeting = "v"  # wrong
    state.last = event  # wrong
    pt.FrozenMap({"ARM": 1})["ARM"] = 2  # wrong


def absent_values_are_looked_at_first(event: pt.MeetingRefused, when: pt.When) -> None:
    len(event.by)  # wrong
    _ = when.earliest.year  # wrong


def questions_that_cannot_be_asked(history: pt.History) -> None:
    history.state(on=3)  # wrong
    history.state("2023-11-17")  # wrong
    history.state(on="2023", told_by=5)  # wrong
    state = history.state()
    state.refusals("AZE")  # wrong
    state.refusals(category="bias")  # wrong
    state.agreements(stage="ready")  # wrong
    state.standing("EU")  # wrong
    state.refusal()  # wrong


def logs_take_events(log: pt.Log) -> None:
    log.append("talks", ["an event"])  # wrong
    log.append("talks", [], expected="new")  # wrong


def facts_are_of_the_kind_that_was_asked_for(history: pt.History, log: pt.Log) -> None:
    for event in history.timeline(kind=pt.ContactHeld):
        _ = event.meeting  # wrong
    for record in log.read("talks", kinds=[pt.ContactHeld]):
        _ = record.event.meeting  # wrong
    history.timeline(kind=pt.Source)  # wrong
    history.timeline(kind=pt.MeetingHeld, actors=["AZE"])  # wrong
    log.read("talks", kinds=[pt.Source])  # wrong
    log.read("talks", kinds=[pt.MeetingHeld], after="3")  # wrong


def kinds_cannot_be_extended() -> None:
    class Snubbed(pt.MeetingRefused):  # wrong
        pass

    _ = Snubbed


def counted(number: int, event: pt.MeetingRefused) -> int:
    return number + len(event.by or ())


def a_fold_starts_from_what_its_handlers_take() -> None:
    pt.fold([], {pt.MeetingRefused: counted}, initial="none")  # wrong
    pt.fold([], {int: counted}, initial=0)  # wrong
    pt.evolve("a state", pt.MeetingHeld(occurred="2023", meeting="m"))  # wrong


def files_are_read_in_one_of_two_ways() -> None:
    codec.loads("", errors="ignore")  # wrong
    _ = pt.read("talks.yaml").events[0].meeting  # wrong # an event of any kind has no meeting
    pt.check(5)  # wrong


def names_that_have_moved_are_refused_like_those_that_never_were() -> None:
    _ = pt.Stage  # wrong
    _ = pt.loads  # wrong
    _ = pt.Nothing  # wrong
