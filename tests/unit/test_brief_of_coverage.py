"""The brief says of what is not on record whether anybody looked."""

import pytest

import peacetalks as pt
from peacetalks.events.kinds import KINDS
from peacetalks.state.brief.subjects import SUBJECTS

HELD = pt.MeetingHeld(
    id="held",
    occurred="2022-03-05",
    meeting="m",
    participants=("ARM", "AZE"),
    reported="2022-03-06",
)


def stated(counts="attack-reported", **more):
    fields = {"occurred": "../..", "coverage": "own", "body": "UN", "period": "2022", **more}
    return pt.CoverageStated(**({"counts": counts, "complete": "complete"} | fields))


def flat(*events, **viewpoint):
    return " ".join(pt.History(events).state(**viewpoint).summary().split())


def test_without_a_statement_nobody_is_known_to_cover_what_is_not_on_record():
    brief = flat(HELD)
    assert (
        "attacks, casualties, ceasefire, displacement, prisoners: nobody is known to cover" in brief
    )
    assert "NONE" not in brief


def test_none_is_said_only_of_what_somebody_covers_with_who_and_when():
    brief = flat(HELD, stated())
    assert "NONE attacks (United Nations covers 2022)" in brief
    assert "casualties, ceasefire, displacement, prisoners: nobody is known to cover them" in brief
    assert "COVERAGE United Nations covers 2022 (attack reported)" in brief


def test_a_sample_its_places_and_its_pairs_are_named():
    some = stated(
        "casualties-reported:killed",
        complete="sampled", places=("ARM", "Lachin"), parties=("ARM", "AZE"), body=None,
    )  # fmt: skip
    told = "a sample of 2022 in Armenia, Lachin between Armenia and Azerbaijan"
    assert f"NONE casualties (this record covers killed, {told})" in flat(HELD, some)


def test_what_is_assumed_is_said_once_and_of_diplomacy_only():
    brief = flat(HELD)
    assert brief.count("assumed") == 1
    assert "COVERAGE not stated; assumed from 6 March 2022 (meeting held)" in brief


def test_what_is_on_record_is_not_none():
    raid = pt.AttackReported(occurred="2022-05-01", by="AZE", against="ARM")
    assert "NONE" not in flat(HELD, raid, stated())
    assert "attacks" not in flat(HELD, raid).partition("SILENT ON")[2]


def test_a_statement_that_is_not_public_yet_says_nothing():
    late = stated(occurred="2023-06")
    assert "NONE" not in flat(HELD, late, known="2023-05-31")
    assert "NONE attacks" in flat(HELD, late, known="2023-07-01")


def test_without_facts_the_coverage_is_still_told():
    assert "COVERAGE United Nations covers 2022" in flat(stated())


def test_many_statements_are_three_and_a_number():
    many = [
        stated(coverage=f"c{year}", period=f"{year}", id=f"c{year}") for year in range(2000, 2010)
    ]
    assert "; 7 more" in flat(HELD, *many)


@pytest.mark.parametrize("kind", SUBJECTS.values())
def test_every_subject_is_a_kind(kind):
    assert kind in {one.kind for one in KINDS}
