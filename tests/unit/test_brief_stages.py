"""What ended, lapsed or is still to come does not vanish from the brief, and each day is its own."""

import pytest

from peacetalks.events.force import AttackReported
from peacetalks.events.security import CeasefireDeclared, CeasefireEnded
from peacetalks.events.statements import DeadlineSet
from peacetalks.events.talks import TalksEnded, TalksOpened
from stories import BOTH, at, flat, reached


def truce(**more):
    return CeasefireDeclared(**{"occurred": "2024-01-10", "ceasefire": "c", "parties": BOTH} | more)


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([truce()], "ceasefire in force, Armenia and Azerbaijan"),
        ([truce(expires="2024-03-01")], "ceasefire in force until 1 March 2024"),
        ([truce(expires="2024-01-20")], "ceasefire lapsed on 20 January 2024"),
        ([truce(effective_from="2024-02-10")], "ceasefire from 10 February 2024"),
        (
            [truce(), CeasefireEnded(occurred="2024-01-15", ceasefire="c")],
            "ended on 15 January 2024",
        ),
    ],
)
def test_a_ceasefire_is_told_however_it_stands(events, said):
    assert said in flat(*events, on="2024-01-31")


def test_attacks_before_a_ceasefire_holds_are_not_attacks_since():
    attacks = [
        AttackReported(occurred=f"2024-01-{day}", by="ARM", against="AZE") for day in (11, 12, 13)
    ]
    assert "2 attacks since" in flat(truce(effective_from="2024-01-12"), *attacks, on="2024-01-31")


def test_talks_that_are_open_or_have_ended_are_told():
    opened = TalksOpened(occurred="2024-01-02", talks="lake", parties=BOTH)
    ended = TalksEnded(occurred="2024-01-20", talks="lake", outcome="no result")
    assert "2024-01-02 lake, talks of Armenia and Azerbaijan opened" in flat(
        opened, on="2024-01-31"
    )
    told = flat(opened, ended, on="2024-01-31")
    assert "2024-01-20 lake, talks of Armenia and Azerbaijan ENDED: no result" in told


def test_the_day_of_one_stage_is_not_told_of_another():
    def stage(name, on, **more):
        return reached(name, on=on, parties=BOTH, **more)

    suspended = [stage("in_force", "2024-01-10"), stage("suspended", "2024-01-20")]
    assert "a: suspended (20 January 2024)" in flat(*suspended, on="2024-01-31")
    replaced = [
        stage("signed", "2024-01-05"),
        stage("signed", "2024-01-25", agreement="b", supersedes="a"),
    ]
    assert "a: superseded (25 January 2024)" in flat(*replaced, on="2024-01-31")


def test_who_alone_signed_is_told_with_the_day():
    partly = [
        reached("initialled", on="2024-01-10", parties=BOTH),
        reached("signed", on="2024-01-20", parties=BOTH, by="ARM"),
    ]
    told = flat(*partly, on="2024-01-31")
    assert "a: initialled (10 January 2024)" in told
    assert "signed by Armenia (20 January 2024)" in told


def test_a_day_set_after_a_signature_is_for_something_else():
    signed = reached("signed", on="2024-01-10", parties=BOTH)
    due = DeadlineSet(occurred="2024-01-11", deadline="vote", subject="a", due="2024-03-01")
    assert [late.days for late in at([signed, due], "2024-05-01").overdue()] == [61]
    before = DeadlineSet(occurred="2024-01-05", deadline="sign", subject="a", due="2024-03-01")
    assert at([signed, before], "2024-05-01").overdue() == ()


def test_the_main_pair_is_in_the_title():
    events = [
        reached("signed", on="2024-01-02", parties=("ARM", "GEO"), scope="partial"),
        AttackReported(occurred="2024-01-20", by="AZE", against="ARM"),
    ]
    assert at(events, "2024-01-31").summary().startswith("Armenia - Azerbaijan")
