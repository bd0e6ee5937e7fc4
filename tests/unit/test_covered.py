"""Whether somebody looked: the question ``state.covered``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.errors import InvalidValue, NotFound
from peacetalks.primitives.when import day_text
from peacetalks.state.queries.security import ceasefire_in_force


def stated(period: str, **fields: object) -> pt.CoverageStated:
    given: dict[str, object] = {
        "occurred": "../..",
        "coverage": f"of-{period.replace('/', '-')}",
        "body": "UCDP",
        "counts": "attack-reported",
        "period": period,
        "complete": "complete",
    }
    return pt.CoverageStated(**(given | fields))  # type: ignore[arg-type] # any fields


HELD = pt.MeetingHeld(id="held", occurred="2031-02-01", meeting="m", reported="2031-02-03")
LATER = pt.MeetingHeld(id="later", occurred="2031-05-01", meeting="n", reported="2031-05-02")


def test_nobody_looked_outside_the_period_of_a_statement():
    state = pt.History([stated("2022")]).state()
    assert state.covered("attack-reported", during="2022-03").basis == "stated"
    assert state.covered("attack-reported", during="2022-12/2023-01").basis is None
    assert not state.covered("meeting-held", during="2022-03")


def test_a_sample_is_not_told_as_everything():
    state = pt.History([stated("2022", complete="sampled")]).state()
    assert state.covered("attack-reported", during="2022").basis == "sampled"


def test_without_days_the_question_is_about_the_day_of_the_state():
    history = pt.History([stated("2022")])
    assert history.state(on="2022-05-05").covered("attack-reported")
    assert not history.state(on="2023-05-05").covered("attack-reported")


def test_a_release_that_is_not_public_yet_covers_nothing():
    history = pt.History([stated("2022", occurred="2023-06")])
    asked = {"what": "attack-reported", "during": "2022"}
    assert not history.state(known="2023-05-31").covered(**asked)
    assert history.state(known="2023-06-30").covered(**asked)


def test_people_are_assumed_to_record_diplomacy_between_their_first_and_last_day_only():
    state = pt.History([HELD, LATER]).state()
    assert state.covered("meeting-held", during="2031-02-03/2031-05-02").basis == "assumed"
    assert state.covered("meeting-held", during="2031-02-02").basis is None
    assert state.covered("meeting-refused", during="2031-03").basis is None


def test_nothing_is_assumed_of_a_stream_that_states_something():
    state = pt.History([HELD, LATER, stated("2031")]).state()
    assert state.covered("meeting-held", during="2031-03").basis is None


def test_deaths_force_and_imports_are_never_assumed():
    dead = pt.CasualtiesReported(occurred="2031-02-01", series="s", measure="killed", count=5)
    raid = pt.AttackReported(occurred="2031-02-01", by="NORTH", against="SOUTH")
    row = pt.MeetingHeld(
        occurred="2031-02-01", meeting="m", external_ids=pt.ExternalId("mend", "1")
    )
    state = pt.History([dead, raid, row]).state()
    for what in ("casualties-reported:killed", "attack-reported", "meeting-held"):
        assert state.covered(what, during="2031-02-01").basis is None


def test_a_misspelt_kind_or_measure_is_an_error_and_not_an_empty_answer():
    state = pt.History([HELD]).state()
    with pytest.raises(InvalidValue, match="did you mean 'attack-reported'"):
        state.covered("attack-reportd")
    with pytest.raises(InvalidValue, match="did you mean 'casualties-reported:killed'"):
        state.covered("casualties-reported:kiled")
    with pytest.raises(InvalidValue, match="nothing that is counted"):
        state.covered("meeting-held:killed")
    with pytest.raises(NotFound):
        state.covered("meeting-held", parties=("NORTHX", "SOUTHX"))


PERIODS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)), max_size=5)


@given(PERIODS, st.integers(0, 35), st.integers(0, 12))
def test_days_are_covered_if_each_of_them_is(periods: list[tuple[int, int]], first: int, more: int):
    texts = [f"{day_text(start)}/{day_text(start + length)}" for start, length in periods]
    state = pt.History([stated(text) for text in dict.fromkeys(texts)]).state()
    days = {day for start, length in periods for day in range(start, start + length + 1)}
    during = f"{day_text(first)}/{day_text(first + more)}"
    every = days >= {*range(first, first + more + 1)}
    assert bool(state.covered("attack-reported", during=during)) == every


@pytest.mark.parametrize(
    ("on", "covered", "answer"),
    [
        ("2022-03-01", None, None),
        ("2022-03-01", "2022", False),
        ("2022-06-15", None, True),
        ("2022-08-01", "2022", False),
        ("2022-08-01", "2021", None),
    ],
)
def test_no_ceasefire_is_an_answer_only_on_days_that_somebody_covers(on, covered, answer):
    truce = pt.CeasefireDeclared(
        occurred="2022-06-01", ceasefire="c", parties=("ARM", "AZE"), expires="2022-07-01"
    )
    stating = [] if covered is None else [stated(covered, counts="ceasefire-declared")]
    state = pt.History([truce, *stating]).state(on=on)
    assert ceasefire_in_force(state, ("ARM", "AZE")) is answer


def test_a_ceasefire_of_others_is_no_answer_about_a_pair():
    truce = pt.CeasefireDeclared(occurred="2022-06-01", ceasefire="c", parties=("ARM", "AZE"))
    state = pt.History([truce]).state(on="2022-06-15")
    assert ceasefire_in_force(state) is True
    assert ceasefire_in_force(state, ("ARM", "GEO")) is None
