"""What a history tells at the edges of days, parts and spans."""

import pytest

import peacetalks as pt
from peacetalks.history.narrative import actors_of


def met(day, meeting="m", **more):
    return pt.MeetingHeld(occurred=day, meeting=meeting, **more)


TWO = pt.History([met("2023-10-05", id="a", meeting="m"), met("2023-10-06", id="b", meeting="n")])


@pytest.mark.parametrize(
    ("day", "possible"),
    [("2023-10-04", 0), ("2023-10-05", 1), ("2023-10-08", 1), ("2023-10-09", 0)],
)
def test_what_may_have_happened_may_have_on_its_first_day_and_has_by_its_last(day, possible):
    history = pt.History([met("[2023-10-05..2023-10-09]")])
    assert len(history.resolved().possible_by(pt.When(day).first_day)) == possible


@pytest.mark.parametrize("meeting", ["m", "n"])
def test_why_of_a_part_is_of_that_part_and_of_no_other(meeting):
    part = TWO.state().meeting(meeting)
    assert TWO.why(part).part == f"meetings/{meeting}"


def test_a_span_is_of_what_happened_or_of_when_it_became_public():
    late = pt.History([met("1970-01-02", reported="1970-02-01")])
    assert (late.span(), late.span(known=True)) == ((1, 1), (31, 31))
    wide = pt.History([met("1970-01-02", meeting="m"), met("1970-01-05", meeting="n")])
    assert wide.span() == (1, 4)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (["2023-10-05"], ", 2023-10-05<"),
        (["2023-10-05", "2023-10-09"], ", 2023-10-05 to 2023-10-09"),
    ],
)
def test_a_card_tells_one_day_once_and_several_from_the_first_to_the_last(days, told):
    history = pt.History([met(day, meeting=day) for day in days])
    card = history._repr_html_()
    assert told in card


def test_a_part_that_appears_differs_in_what_it_says_and_not_in_what_it_leaves_open():
    first, second = (pt.Viewpoint(on=day) for day in ("2023-10-05", "2023-10-06"))
    (appeared,) = TWO.diff(first, second).differences
    assert (appeared.part, appeared.before) == ("meetings/n", None)
    assert {"meeting", "held"} <= {change.field for change in appeared.changes}
    assert all(change.after not in {None, ()} for change in appeared.changes)


def test_the_actors_of_a_fact_are_those_it_names_and_no_other_texts():
    told = pt.MeetingHeld(
        occurred="2023", meeting="m", participants=("ARM", "AZE"), mediators="EU", note="USA",
        claimed_by="RUS", round=7,
    )  # fmt: skip
    assert actors_of(told) == {"ARM", "AZE", "EU", "RUS"}
    assert actors_of(pt.MediatorBiasClaimed(occurred="2023", mediator="FRA", by="AZE")) == {
        "FRA", "AZE"
    }  # fmt: skip


def test_the_place_of_a_record_is_said_by_name():
    with pytest.raises(pt.InvalidEvent, match="by name: stream, global_position, recorded_by"):
        pt.Record(met("2023"), 1, "2023-11-01", "stream")
