"""iCalendar, parsed again by the icalendar library."""

import datetime as dt
import re

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks.errors import InvalidValue
from peacetalks.interchange import calendar
from peacetalks.interchange.agenda.revisions import Revisions
from peacetalks.primitives.when import day_text
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.testing import strategies as pts

HISTORIES = st.one_of(
    pts.histories(with_corrections=True, with_disputes=True, with_late_reports=True),
    pts.histories(coherent=False, with_corrections=True),
    st.lists(pts.events(), max_size=5, unique_by=lambda event: event.id).map(pt.History),
)
TABLES = ("meetings", "deadlines", "commitments")


def planned(when, **fields):
    told = {"id": "p", "occurred": "2023-11-01", "meeting": "m", "invitees": ("ARM", "AZE")}
    return pt.MeetingProposed(**told | fields, planned_for=when)


def entry(*events, **options):
    """Return the only entry of a calendar, as it is read again."""
    text = calendar(events, **options).calendar.to_ical()
    (found,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return found


def fields(component):
    return {name: value.to_ical() for name, value in component.items()}


@given(HISTORIES)
def test_a_calendar_is_parsed_as_it_was_written(history):
    made = calendar(history).calendar
    again = icalendar.Calendar.from_ical(made.to_ical())
    assert again == made
    assert [fields(c) for c in again.walk()] == [fields(c) for c in made.walk()]
    assert not any(component.errors for component in again.walk())


@given(HISTORIES)
def test_entries_have_what_rfc_5545_requires_and_end_after_they_start(history):
    found = calendar(history).calendar.walk("VEVENT")
    assert len({event["UID"] for event in found}) == len(found)
    for event in found:
        assert {"DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE"} <= set(event)
        assert event["STATUS"] in {"TENTATIVE", "CONFIRMED", "CANCELLED"}
        assert event["DTSTAMP"].dt.tzinfo is not None
        if "DTEND" in event:
            assert type(event.end) is type(event.start)
            assert event.end > event.start


@given(HISTORIES)
def test_every_meeting_deadline_and_dated_commitment_is_shown_or_named_as_undated(history):
    agenda = calendar(history)
    parts = history.state().parts
    dated = [c for c in parts.commitments.values() if c.due is not None]
    assert sorted(agenda.shown + agenda.undated) == sorted(
        [f"meetings/{name}" for name in parts.meetings]
        + [f"deadlines/{name}" for name in parts.deadlines]
        + [f"commitments/{promise.commitment}" for promise in dated]
    )
    assert len(agenda) == len(agenda.calendar.walk("VEVENT"))


@given(HISTORIES)
def test_all_that_made_a_part_counts_as_a_revision_of_its_entry(history):
    state, revisions = history.state(), Revisions(history, Viewpoint())
    for table in TABLES:
        for key, part in getattr(state.parts, table).items():
            assert {event.id for event in part.because} <= revisions.of((table, key)).behind


@given(pts.histories(min_size=3, with_corrections=True, with_late_reports=True), st.data())
def test_a_later_calendar_updates_an_earlier_one(history, data):
    first, last = history.span(known=True)
    days = st.tuples(*[st.integers(first - 1, last + 1)] * 2).map(sorted)
    (on, later_on), (known, later) = data.draw(days), data.draw(days)
    before = calendar(history, on=day_text(on), known=day_text(known)).calendar
    after = calendar(history, on=day_text(later_on), known=day_text(later)).calendar
    entries = {event["UID"]: event for event in after.walk("VEVENT")}
    for old in before.walk("VEVENT"):
        new = entries.get(old["UID"], old)
        assert new["SEQUENCE"] >= old["SEQUENCE"]
        assert new["DTSTAMP"].dt >= old["DTSTAMP"].dt
        if said(new) != said(old):
            assert new["SEQUENCE"] > old["SEQUENCE"]


def said(event):
    told = fields(event)
    return {name: told[name] for name in told if name not in {"SEQUENCE", "DTSTAMP"}}


def test_the_south_caucasus_is_counted_by_hand(talks):
    agenda = calendar(talks)
    state = talks.state()
    meetings = state.parts.meetings.values()
    undated = [m for m in meetings if m.held is None and m.planned_for is None]
    assert agenda.undated == tuple(f"meetings/{m.meeting}" for m in undated)
    assert len(agenda.undated) == 3
    assert len(agenda) == len(meetings) - 3 + len(state.parts.deadlines) == 25
    status = [str(event["STATUS"]) for event in agenda.calendar.walk("VEVENT")]
    # The meeting of December 2023 is the one of which only the month is known.
    assert {word: status.count(word) for word in status} == {
        "CONFIRMED": sum(m.held is not None for m in meetings) + len(state.parts.deadlines),
        "CANCELLED": sum(m.status == "refused" for m in meetings) - 1,
        "TENTATIVE": 1,
    }


def test_a_calendar_of_a_day_knows_what_was_known_then(talks):
    def washington(day):
        found = calendar(talks, on=day, known=day).calendar.walk("VEVENT")
        return next(e for e in found if "washington-2023-11" in e["DESCRIPTION"])

    refused = washington("2023-11-17")
    assert (refused["STATUS"], refused.start) == ("CANCELLED", dt.date(2023, 11, 20))
    assert refused["SUMMARY"].startswith("Refused: meeting of Armenia, Azerbaijan")
    assert "Refused by Azerbaijan" in refused["DESCRIPTION"]
    assert "Source: https://" in refused["DESCRIPTION"]


@pytest.mark.parametrize(
    ("when", "start", "end", "status"),
    [
        ("2023-11-20", dt.date(2023, 11, 20), dt.date(2023, 11, 21), "CONFIRMED"),
        ("2023-11-20/2023-11-22", dt.date(2023, 11, 20), dt.date(2023, 11, 23), "CONFIRMED"),
        ("2023-12", dt.date(2023, 12, 1), dt.date(2024, 1, 1), "TENTATIVE"),
        ("2023", dt.date(2023, 1, 1), dt.date(2024, 1, 1), "TENTATIVE"),
        ("2023-11-20~", dt.date(2023, 11, 20), dt.date(2023, 11, 21), "TENTATIVE"),
        ("[2023-11-20..2023-11-22]", dt.date(2023, 11, 20), dt.date(2023, 11, 23), "TENTATIVE"),
        ("[2023-11-20,2023-11-22]", dt.date(2023, 11, 20), dt.date(2023, 11, 23), "TENTATIVE"),
        ("9999-12-31", dt.date(9999, 12, 31), None, "CONFIRMED"),
        ("0001-01-01", dt.date(1, 1, 1), dt.date(1, 1, 2), "CONFIRMED"),
    ],
)
def test_a_day_stands_as_exactly_as_it_is_known(when, start, end, status):
    agreed = pt.MeetingAccepted(occurred="2023-11-02", meeting="m", by=("ARM", "AZE"))
    found = entry(planned(when), agreed)
    assert found["DTSTART"].dt == start
    assert ("DTEND" in found and found["DTEND"].dt) == (end or False)
    assert found["STATUS"] == status
    assert ("not known" in found["DESCRIPTION"]) == (status == "TENTATIVE")
    assert f"Date: {when}" in found["DESCRIPTION"]


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2023-11-20T13:00+04:00", "09:00", None),
        ("2023-11-20T13:00Z/2023-11-20T15:00Z", "13:00", "15:00"),
        ("2023-11-20T13:00Z/2023-11-20T13:00Z", "13:00", None),
    ],
)
def test_an_instant_stands_in_utc(when, start, end):
    found = entry(planned(when))
    assert found["DTSTART"].to_ical() == f"20231120T{start.replace(':', '')}00Z".encode()
    assert ("DTEND" in found and found["DTEND"].dt.strftime("%H:%M")) == (end or False)


@pytest.mark.parametrize(
    "when", [None, "../2023-11-20", "2023-11-20/..", "[..2023-11-20]", "../.."]
)
def test_what_has_no_day_is_left_out_and_named(when):
    agenda = calendar([planned(when)])
    assert (agenda.shown, agenda.undated) == ((), ("meetings/m",))


@pytest.mark.parametrize(
    ("event", "status", "word"),
    [
        (None, "TENTATIVE", "Proposed"),
        (pt.MeetingAccepted(occurred="2023-11-02", meeting="m", by="ARM"), "TENTATIVE", "Proposed"),
        (
            pt.MeetingAccepted(occurred="2023-11-02", meeting="m", by=("ARM", "AZE")),
            "CONFIRMED",
            "Agreed",
        ),
        (pt.MeetingRefused(occurred="2023-11-02", meeting="m", by="AZE"), "CANCELLED", "Refused"),
        (pt.MeetingPostponed(occurred="2023-11-02", meeting="m"), "CANCELLED", "Postponed"),
        (pt.MeetingCancelled(occurred="2023-11-02", meeting="m"), "CANCELLED", "Cancelled"),
        (pt.MeetingHeld(occurred="2023-11-20", meeting="m"), "CONFIRMED", "Held"),
    ],
)
def test_the_status_is_that_of_the_meeting(event, status, word):
    events = [planned("2023-11-20")] + ([] if event is None else [event])
    found = entry(*events)
    assert found["STATUS"] == status
    assert found["SUMMARY"] == f"{word}: meeting of Armenia, Azerbaijan"
    assert found["SEQUENCE"] == len(events) - 1


def test_a_meeting_that_was_put_off_moves_under_the_same_name():
    moved = pt.MeetingPostponed(occurred="2023-11-05", meeting="m", planned_for="2023-12-01")
    before, after = entry(planned("2023-11-20")), entry(planned("2023-11-20"), moved)
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after.start == dt.date(2023, 12, 1)
    assert after["DTSTAMP"].dt == dt.datetime(2023, 11, 5, 23, 59, 59, tzinfo=dt.UTC)


def test_a_correction_is_a_revision():
    right = pt.EventCorrected(
        occurred="2023-11-05", target="p", replacement=planned("2023-11-21"), id="c"
    )
    found = entry(planned("2023-11-20"), right)
    assert (found.start, found["SEQUENCE"]) == (dt.date(2023, 11, 21), 1)
    then = entry(planned("2023-11-20"), right, known="2023-11-04")
    assert (then.start, then["SEQUENCE"]) == (dt.date(2023, 11, 20), 0)
    assert then["UID"] == found["UID"]


def test_a_fact_that_a_correction_moved_to_an_earlier_day_counts_from_that_day():
    replacement = planned("2023-11-20", occurred="2023-11-05")
    right = pt.EventCorrected(occurred="2023-11-12", target="p", replacement=replacement)
    events = (planned("2023-11-20", occurred="2023-11-10"), right)
    assert entry(*events, on="2023-11-06")["SEQUENCE"] == 1


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (None, "CONFIRMED"),
        ("fulfilled", "CONFIRMED"),
        ("broken", "CONFIRMED"),
        ("lapsed", "CANCELLED"),
        ("waived", "CANCELLED"),
    ],
)
def test_what_is_due_stands_on_its_day_with_what_became_of_it(status, shown):
    promised = pt.CommitmentMade(
        occurred="2023-11-01", commitment="c", by="ARM", content="leave", due="2023-11-20"
    )
    changes = [
        pt.CommitmentStatusChanged(occurred="2023-11-21", commitment="c", status=word)
        for word in (status,)
        if word is not None
    ]
    found = entry(promised, *changes)
    assert (found.start, found["STATUS"]) == (dt.date(2023, 11, 20), shown)
    assert found["SUMMARY"] == f"Due ({status or 'open'}): Armenia: leave"


def test_a_deadline_that_was_moved_stands_on_its_new_day_and_moves_its_commitment():
    events = [
        pt.CommitmentMade(occurred="2020-11-10", commitment="c", by="ARM", due="2020-11-15"),
        pt.DeadlineSet(occurred="2020-11-10", deadline="d", subject="c", due="2020-11-15"),
        pt.DeadlineExtended(occurred="2020-11-15", deadline="d", due="2020-11-25", by="ARM"),
    ]
    found = calendar(events).calendar.walk("VEVENT")
    assert [event.start for event in found] == [dt.date(2020, 11, 25)] * 2
    assert [event["SEQUENCE"] for event in found] == [2, 2]
    assert len({event["UID"] for event in found}) == 2
    assert all("Moved from 2020-11-15" in event["DESCRIPTION"] for event in found)


@pytest.mark.parametrize(
    ("due", "start"),
    [("[..2023-12-31]", dt.date(2023, 12, 31)), (pt.After("s", "P30D"), dt.date(2023, 12, 1))],
)
def test_what_is_due_by_a_day_or_after_an_event_has_a_day(due, start):
    signed = pt.AgreementStageReached(
        id="s", occurred="2023-11-01", agreement="a", stage="signed", parties=("ARM", "AZE")
    )
    found = entry(signed, pt.DeadlineSet(occurred="2023-11-02", deadline="d", due=due))
    assert found.start == start


def test_what_is_due_after_an_event_is_revised_with_that_event():
    def signed(day):
        return pt.AgreementStageReached(id="s", occurred=day, agreement="a", stage="signed")

    deadline = pt.DeadlineSet(occurred="2023-11-02", deadline="d", due=pt.After("s", "P30D"))
    right = pt.EventCorrected(occurred="2023-11-05", target="s", replacement=signed("2023-10-31"))
    before, after = (
        entry(signed("2023-11-01"), deadline, right, known=day) for day in ("2023-11-04", None)
    )
    assert (before.start, before["SEQUENCE"]) == (dt.date(2023, 12, 1), 1)
    assert (after.start, after["SEQUENCE"]) == (dt.date(2023, 11, 30), 2)


def test_what_is_due_after_an_event_that_is_not_there_is_undated():
    due = pt.After("gone", "P30D")
    agenda = calendar([pt.DeadlineSet(occurred="2023-11-02", deadline="d", due=due)])
    assert agenda.undated == ("deadlines/d",)


def test_hostile_texts_stay_inside_their_entry(hostile):
    made = calendar(hostile).calendar
    text = made.to_ical()
    again = icalendar.Calendar.from_ical(text)
    assert again == made
    assert len(again.walk("VEVENT")) == len(hostile) // 2
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    assert max(map(len, text.split(b"\r\n"))) <= 75
    assert not any(mark in text.decode() for mark in "\x85\u2028\u2029")


def test_two_streams_do_not_share_their_identifiers():
    one, other = (
        entry(planned("2023-11-20"), source=f"https://example.org/{stream}") for stream in "ab"
    )
    assert one["UID"] != other["UID"]


def test_what_nobody_can_date_is_stamped_all_the_same():
    found = entry(planned("2023-11-20", occurred="../.."))
    assert found["DTSTAMP"].dt == dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def test_a_source_that_is_no_uri_is_refused():
    with pytest.raises(InvalidValue, match="not a URI"):
        calendar([], source="a b")


def test_a_name_that_becomes_known_is_a_revision_of_its_entries_alone():
    told = [
        pt.MeetingProposed(
            id="a", occurred="2023-11-10", meeting="m", planned_for="2023-11-20", invitees="NORTH"
        ),
        pt.MeetingProposed(
            id="b", occurred="2023-11-10", meeting="n", planned_for="2023-11-20", invitees="SOUTH"
        ),
        pt.ActorNamed(id="c", occurred="2024-01-01", actor="NORTH", names="Northern Alliance"),
    ]
    before, after = (calendar(told, known=known).calendar for known in ("2023-12-31", "2024-01-31"))
    first, last = ([*one.walk("VEVENT")] for one in (before, after))
    assert [str(e["SUMMARY"]) for e in first] == [
        "Proposed: meeting of NORTH",
        "Proposed: meeting of SOUTH",
    ]
    assert [str(e["SUMMARY"]) for e in last] == [
        "Proposed: meeting of Northern Alliance",
        "Proposed: meeting of SOUTH",
    ]
    assert [e["SEQUENCE"] for e in first] == [0, 0]
    assert [e["SEQUENCE"] for e in last] == [1, 0]
