"""A fold of a log is the fold of its events, and a second redaction leaves no second trace."""

import attrs
import pytest

import peacetalks as pt
from peacetalks.events.kinds import CORE


@attrs.frozen(kw_only=True)
class PageSeen(pt.Event):
    page: str


def counted(number, _):
    return number + 1


def test_a_fold_that_handles_unknown_events_gets_them_whatever_their_tag(tmp_path):
    with pt.open_log(tmp_path / "talks.db", vocabulary=CORE.with_kinds(PageSeen)) as log:
        log.append(
            "s",
            [
                PageSeen(id="p", occurred="2023", page="x"),
                pt.MeetingHeld(id="m", occurred="2023", meeting="m"),
            ],
        )
    with pt.open_log(tmp_path / "talks.db") as log:
        handlers = {pt.UnknownEvent: counted}
        assert log.fold("s", handlers, initial=0) == 1
        events = [record.event for record in log.read("s")]
        assert pt.fold(events, handlers, initial=0) == 1


@pytest.mark.parametrize(("again", "traces"), [(["y"], 1), (["y", "x"], 2)])
def test_an_event_that_was_erased_before_may_be_named_again(again, traces, tmp_path):
    with pt.open_log(tmp_path / "a.db") as log:
        log.append("s", [pt.MeetingHeld(id=i, occurred="2023", meeting=i) for i in "xyz"])
        log.redact(tmp_path / "b.db", [("s", "y")])
    with pt.open_log(tmp_path / "b.db") as log:
        verified = log.redact(tmp_path / "c.db", [("s", name) for name in again])
    assert verified.records == 3 + traces
    assert len(verified.redacted) == len(again)
    with pt.open_log(tmp_path / "c.db") as log:
        assert log.verify()
