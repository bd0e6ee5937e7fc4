"""What a history tells at the edges of days, parts and spans."""

import pytest
from hypothesis.vendor.pretty import pretty

import peacetalks as pt
from peacetalks.history import Record
from peacetalks.history.bookkeeping import claimants
from peacetalks.history.filtering import actors_of


def met(day, meeting="m", **more):
    return pt.MeetingHeld(occurred=day, meeting=meeting, **more)


TWO = pt.History([met("2023-10-05", id="a", meeting="m"), met("2023-10-06", id="b", meeting="n")])


@pytest.mark.parametrize(
    ("day", "possible"),
    [("2023-10-04", 0), ("2023-10-05", 1), ("2023-10-08", 1), ("2023-10-09", 0)],
)
def test_what_may_have_happened_may_have_on_its_first_day_and_has_by_its_last(day, possible):
    history = pt.History([met("[2023-10-05..2023-10-09]")])
    assert len(history.effective().possible_by(pt.When(day).first_day)) == possible


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
        Record(met("2023"), 1, "2023-11-01", "stream")


def test_what_became_public_at_the_last_instant_asked_for_counts_though_it_came_later():
    history = pt.History([met("2023-10-01", meeting="before")])
    seen = {"on": "2023-10-05", "known": "2023-10-05"}
    assert len(history.state(**seen).parts.meetings) == 1
    history.extend([met("2023-10-05")])
    assert len(history.state(**seen).parts.meetings) == 2


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"until": "2023-10-05T00:00:00.000000Z"}, 1),
        ({"until": "2023-10-04T23:59Z"}, 0),
        ({"since": "2023-10-05T23:59:59.999999Z"}, 1),
        ({"since": "2023-10-06T00:00Z"}, 0),
    ],
)
def test_a_fact_is_in_the_timeline_up_to_its_first_and_from_its_last_instant(asked, told):
    assert len(pt.History([met("2023-10-05")]).timeline(**asked)) == told


def test_why_of_what_was_withdrawn_shows_the_fact_that_is_hidden_and_who_withdrew_it():
    slip = met("2023-10-05", id="slip", claimed_by="ARM")
    undo = pt.EventRetracted(id="undo", occurred="2023-10-07", target="slip", reason="never held")
    why = pt.History([slip, undo]).why("meetings/m")
    assert ([e.id for e in why.facts], [e.id for e in why.hidden]) == ([], ["slip"])
    lines = str(why).splitlines()
    assert any(" slip (claimed by Armenia)" in line for line in lines)
    assert any(" undo of slip: never held" in line for line in lines)
    (row,) = [line for line in lines if "undo" in line]
    assert "claimed by" not in row


def test_a_figure_is_the_word_of_its_claimants_and_of_who_counted():
    counted = {"occurred": "2023", "series": "s", "measure": "killed", "count": 3}
    figure = pt.CasualtiesReported(**counted, claimed_by="ARM", counting_body="NK")
    assert claimants(figure) == ("ARM", "NK")
    assert claimants(pt.CasualtiesReported(**counted, claimed_by="ARM")) == ("ARM",)


def test_a_difference_of_nothing_says_so_and_of_something_does_not():
    first, second = (pt.Viewpoint(on=day) for day in ("2023-10-05", "2023-10-06"))
    assert str(TWO.diff(first, first)).endswith("no difference")
    assert "no difference" not in str(TWO.diff(first, second))


def test_the_timeline_of_a_meeting_or_kind_has_no_other():
    both = pt.History([*TWO.events, pt.StatementMade(occurred="2023-10-07", by="AZE")])
    assert [event.id for event in both.timeline(meeting="n")] == ["b"]
    assert len(both.timeline(kind=pt.StatementMade)) == 1


def test_only_what_parties_call_by_different_names_is_told_side_by_side():
    told = pt.History(
        pt.OffensiveLaunched(occurred="2023-09-19", offensive=offensive, by="AZE", labels=labels)
        for offensive, labels in (
            ("alike", {"ARM": "war", "AZE": "war"}),
            ("one", {"ARM": "war"}),
            ("apart", {"ARM": "war", "AZE": "measures"}),
        )
    ).accounts("ARM", "AZE")
    assert list(told.labels) == ["apart"]


def test_why_names_a_page_by_its_address_and_what_has_none_by_its_title():
    page = pt.Source("one.org", title="News", url="https://one.org/x")
    paper = pt.Source("two.org", title="Report", locator="p. 3")
    why = str(pt.History([met("2023-10-05", sources=(page, paper))]).why("meetings/m"))
    assert 'one.org, https://one.org/x; two.org, "Report", p. 3' in why


def test_a_card_counts_kinds_the_most_first_and_then_by_name():
    said = [
        ("RUS", pt.StatementMade),
        ("ARM", pt.StatementMade),
        ("AZE", pt.StatementMade),
        ("AZE", pt.AllegationMade),
    ]
    card = pt.History(kind(occurred="2023", by=by) for by, kind in said)._repr_html_()
    rows = ["statement-made", "allegation-made", "Actors", "Azerbaijan", "Armenia", "Russia"]
    assert [card.index(f">{row}<") for row in rows] == sorted(
        card.index(f">{row}<") for row in rows
    )


def test_what_a_party_disputes_is_hidden_in_its_account_and_nowhere_else():
    fact = met("2023-10-05", id="fact")
    denied = pt.EventDisputed(occurred="2023-10-06", target="fact", by="AZE")
    history = pt.History([fact, denied])
    seen = history.effective(pt.Viewpoint(told_by=("AZE",)))
    assert [effective.event.id for effective in seen.hidden] == ["fact"]
    assert history.effective(pt.Viewpoint(told_by=("ARM",))).hidden == ()


def test_a_part_of_an_equal_state_is_as_good_as_one_of_its_own():
    again = pt.History([met("2023-10-06", id="b", meeting="n")]).state()
    assert TWO.why(again.meeting("n")).part == "meetings/n"


@pytest.mark.parametrize(
    ("part", "hint"),
    [
        ("meeting/m", "did you mean 'meetings/m'"),
        ("zzz/1", "an address looks like meetings/granada"),
    ],
)
def test_an_address_of_no_table_is_told_with_the_nearest_or_with_how_addresses_are(part, hint):
    with pytest.raises(pt.NotFound, match=hint):
        TWO.why(part)


def test_a_long_history_is_printed_with_each_event_on_a_line_indented_by_four():
    lines = pretty(pt.History([met("2023-10-05", note="x" * 60), met("2023-10-06")])).splitlines()
    assert len(lines) > 2
    assert [line[:5] for line in lines[1:3]] == ["    M", "    M"]


def test_why_names_what_made_a_difference_and_not_what_was_replaced_without_one():
    def proposed(name, day):
        return pt.MeetingProposed(id=name, occurred=day, meeting="m", invitees=("ARM", "AZE"))

    history = pt.History(
        [
            proposed("first", "2023-10-01"),
            pt.MeetingCancelled(id="off", occurred="2023-10-02", meeting="m", by="ESP"),
            proposed("again", "2023-10-03"),
            pt.MeetingAccepted(id="yes", occurred="2023-10-04", meeting="m", by="ARM"),
            pt.MeetingAccepted(id="yes-again", occurred="2023-10-05", meeting="m", by="ARM"),
            met("2023-10-05", id="other", meeting="n"),
        ]
    )
    # Without the cancellation the second proposal would be no new attempt.
    assert [event.id for event in history.why("meetings/m").facts] == ["off", "again", "yes-again"]


def test_why_shows_other_tellings_of_an_act_that_once_wrote_to_the_part():
    def deadline(name, day, due, **more):
        return pt.DeadlineSet(id=name, occurred=day, deadline="d", due=due, **more)

    history = pt.History(
        [
            deadline("before", "2023-09-25", "2023-10-01", subject="text"),
            deadline("old", "2023-09-26", "2023-10-02", subject="text", act="set"),
            deadline("theirs", "2023-09-26", "2023-10-05", claimed_by="AZE", act="set"),
            deadline("new", "2023-09-28", "2023-10-03", subject="text"),
            pt.StatementMade(id="other", occurred="2023-09-26", by="AZE", act="set"),
        ]
    )
    why = history.why("deadlines/d")
    assert [event.id for event in why.facts] == ["new"]
    assert [event.id for event in why.accounts] == ["old", "theirs"]


def test_of_an_unknown_kind_the_values_are_searched_as_they_were_read():
    raw = '{"kind": "summit-livestreamed", "place": {"name": "Gran\\u0061da"}, "views": 3}'
    live = pt.UnknownEvent(tag="summit-livestreamed", raw=raw)
    broken = pt.UnknownEvent(tag="x", raw="{granada")
    history = pt.History([live, broken])
    assert set(history.timeline(text="granada")) == {live, broken}
    for name in ("summit", "place", "name", "u0061"):
        assert history.timeline(text=name) == ()
