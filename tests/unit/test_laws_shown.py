"""What people see of a broken law: short, whole, and to be pasted."""

import dataclasses
import subprocess
import sys
import textwrap
from collections import namedtuple

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty

import peacetalks as pt
from peacetalks import codec
from peacetalks.events.unknown import UnknownEvent
from peacetalks.testing import BrokenLaw, laws
from peacetalks.testing.difference import differences
from peacetalks.testing.strategies import histories
from peacetalks.testing.verdict import story_text


def meeting(number, **more):
    return pt.MeetingHeld(occurred="2023", meeting=f"m{number}", **more)


def report(tmp_path, body):
    """Return what pytest prints of a failing test."""
    path = tmp_path / "test_it.py"
    path.write_text(
        "import peacetalks as pt\nfrom peacetalks.testing import laws\n" + textwrap.dedent(body)
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
        path,
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 1, done.stderr
    return done.stdout


def test_pytest_prints_the_law_and_the_users_own_line_and_nothing_of_the_search(tmp_path):
    printed = report(
        tmp_path,
        """
        def count(state, event):
            state[event.meeting] = 1
            return state

        def test_fold():
            laws.check_fold({pt.MeetingRefused: count}, initial={})
        """,
    )
    assert "no aliasing: the fold changes the initial value" in printed
    assert '{"kind": "meeting-refused", "occurred": "2023-09' in printed
    for noise in ("hypothesis", "Falsifying", "search.py", "fold.py", "reproduce"):
        assert noise not in printed.replace("test_fold", "")
    assert len(printed.splitlines()) < 30


def test_pytest_shows_where_the_users_own_code_raised(tmp_path):
    printed = report(
        tmp_path,
        """
        def count(state, event):
            raise LookupError("no such thing")

        def test_fold():
            laws.check_fold({pt.MeetingRefused: count}, initial=0)
        """,
    )
    assert '>       raise LookupError("no such thing")' in printed
    assert "totality: the fold raises LookupError: no such thing" in printed
    assert "Falsifying" not in printed
    assert len(printed.splitlines()) < 60


def test_a_broken_law_has_its_name_and_its_story_and_no_notes():
    with pytest.raises(BrokenLaw) as caught:
        laws.check_fold({pt.MeetingRefused: lambda *_: object()}, initial=0)
    error = caught.value
    assert error.law == "equality"
    assert len(error.events) == 1
    assert not getattr(error, "__notes__", [])
    assert error.__suppress_context__


# Differences

Point = namedtuple("Point", "x y")  # noqa: PYI024 # as people write them


@dataclasses.dataclass
class Plain:
    seen: int = 0
    note: str = dataclasses.field(default="", compare=False)


@attrs.frozen
class Frozen:
    words: dict[str, int]
    memo: int = attrs.field(default=0, eq=False)


class Odd:
    def __eq__(self, other):
        raise TypeError("no truth")

    __hash__ = None

    def __repr__(self):
        return "Odd()"


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (1, 2, ["the state: 1 → 2"]),
        ({"a": 1}, {}, ["['a']: 1 → nothing"]),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, ["['a']['b']: 1 → 2"]),
        (pt.FrozenMap({"a": 1}), pt.FrozenMap({"a": 2}), ["['a']: 1 → 2"]),
        ((1, 2), (1, 3), ["[1]: 2 → 3"]),
        ([1], [1, 2], ["[1]: nothing → 2"]),
        ((1,), [1], ["the state: (1,) → [1]"]),
        ({1, 2}, {2, 3}, ["{1}: 1 → nothing", "{3}: nothing → 3"]),
        (Plain(1), Plain(2, "x"), ["seen: 1 → 2"]),
        (Frozen({"a": 1}), Frozen({"a": 2}, 7), ["words['a']: 1 → 2"]),
        (Point(1, 2), Point(1, 3), ["[1]: 2 → 3"]),
        (None, {}, ["the state: None → {}"]),
        (Odd(), Odd(), ["the state: Odd(), which has the same repr but is not equal"]),
        (float("nan"), float("nan"), ["the state: nan, which has the same repr but is not equal"]),
        (list(range(20)), [], [f"[{n}]: {n} → nothing" for n in range(12)] + ["..."]),
    ],
    ids=str,
)
def test_a_difference_is_told_part_by_part(before, after, lines):
    assert differences(before, after) == lines


def test_states_of_a_negotiation_differ_by_their_parts():
    one, other = pt.fold([meeting(1)]), pt.fold([meeting(1), meeting(2)])
    (line,) = differences(one, other)
    assert line.startswith("parts.meetings['m2']: nothing → Meeting(meeting='m2'")


def test_what_holds_itself_does_not_go_on_for_ever():
    one, other = {"n": 1}, {"n": 2}
    one["self"], other["self"] = one, other
    assert "['n']: 1 → 2" in differences(one, other)


# Stories


def test_a_story_can_be_pasted_into_a_file_with_its_remarks():
    story = [meeting(1), meeting(2, note="two\nlines")]
    text = story_text(story, marks={0: "here", 2: "and here"})
    assert text.splitlines()[0] == "# here"
    assert text.splitlines()[-1] == "# and here"
    assert list(codec.loads(text)) == story


def test_of_a_long_story_the_first_events_are_shown():
    lines = story_text(map(meeting, range(100))).splitlines()
    assert len(lines) == 61
    assert lines[-1] == "# and 40 more events"
    assert len(codec.loads("\n".join(lines))) == 60


def test_an_event_that_cannot_be_written_is_a_remark():
    text = story_text([UnknownEvent(tag="a", raw="{}"), meeting(1)])
    assert text.startswith("# UnknownEvent(tag='a', raw='{}'), which cannot be written: ")
    assert list(codec.loads(text)) == [meeting(1)]


# Histories


@given(histories(max_size=8, with_corrections=True, with_disputes=True, with_late_reports=True))
def test_a_history_prints_as_the_python_that_makes_it(history):
    made = eval(pretty(history), {name: getattr(pt, name) for name in pt.__all__})  # noqa: S307 # our own text
    assert made.events == history.events


def test_a_history_prints_an_event_a_line_wherever_it_stands():
    history = pt.History([meeting(1, note="x" * 200), meeting(2)])
    lines = pretty({"drawn": history}).splitlines()
    assert [line.strip()[:12] for line in lines] == [
        "{'drawn': Hi",
        "MeetingHeld(",
        "MeetingHeld(",
        "])}",
    ]


def test_a_history_of_records_prints_its_records():
    log = pt.MemoryLog()
    log.append("talks", [meeting(1)], recorded_at="2024-01-02T10:00Z")
    history = log.history("talks")
    made = eval(pretty(history), {name: getattr(pt, name) for name in pt.__all__})  # noqa: S307 # our own text
    assert made.state(recorded=1) == history.state(recorded=1)


def test_a_long_history_prints_as_its_number_of_events():
    assert pretty(pt.History([])) == "History([])"
    assert pretty(pt.History(map(meeting, range(51)))) == "<History of 51 events>"
    assert pretty(pt.History(map(meeting, range(50)))).count("\n") == 51


def test_a_falsifying_example_of_a_history_shows_its_events():
    @given(histories(min_size=1, max_size=3), st.none())
    def fails(history, _):  # noqa: ARG001 # what is shown
        raise AssertionError("as is meant")

    with pytest.raises(AssertionError) as caught:
        fails()
    notes = "\n".join(caught.value.__notes__)
    assert "history=History([" in notes
    assert "occurred='" in notes
