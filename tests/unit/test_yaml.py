"""YAML as people write it by hand, and as it is written for them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from attrs import frozen

import peacetalks as pt
from peacetalks import codec
from peacetalks.codec.yaml import lines
from peacetalks.errors import InvalidEvent, InvalidValue, MissingExtra, ReadError
from peacetalks.events import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.meetings import MeetingRefused
from peacetalks.events.unknown import UnknownEvent
from peacetalks.primitives.when import When

BY_HAND = """\
# The refused rounds, by hand.
- kind: meeting-refused   # said by the ministry
  id: w-refused
  occurred: 2023-11-16
  meeting: washington-2023-11
  by: AZE
  reasons:
    - category: mediator_bias
      against: USA
  sources: &ministry
    publisher: mfa.gov.az
    published: 2023-11
  note: >
    No meeting before
    the position changes.

- {kind: meeting-held, occurred: 2023, meeting: "no"}

- kind: meeting-refused
  occurred: 2022-11-25
  meeting: brussels-2022-12
  by: [AZE]
  round: 3
  sources: *ministry
"""


def written(folder: Path, data: bytes | str, name: str = "talks.yaml") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def read(folder: Path, data: bytes | str, **options: object) -> codec.Reading:
    return pt.read(written(folder, data), **options)


def text_of(*events: Event) -> str:
    return "".join(lines(events))


# Reading


def test_a_file_written_by_hand_is_read_with_its_lines(tmp_path):
    reading = read(tmp_path, BY_HAND)
    refused, held, other = reading
    assert reading.findings == ()
    assert [reading.where(i).rpartition(":")[2] for i in range(3)] == ["2", "17", "19"]
    assert (refused.by, refused.reasons[0].against) == (("AZE",), ("USA",))
    assert refused.note == "No meeting before the position changes.\n"
    assert (held.occurred, held.meeting) == (When("2023"), "no")
    assert other.sources == refused.sources
    assert other.sources[0].published == When("2023-11")
    assert other.round == 3


@pytest.mark.parametrize("name", ["talks.yaml", "talks.yml", "TALKS.YAML"])
def test_files_of_yaml_go_by_several_names(tmp_path, name):
    assert len(pt.read(written(tmp_path, BY_HAND, name))) == 3


def test_marks_and_line_ends_of_other_systems_do_no_harm(tmp_path):
    data = b"\xef\xbb\xbf" + BY_HAND.replace("\n", "\r\n").encode()
    assert list(read(tmp_path, data)) == list(read(tmp_path, BY_HAND))


@pytest.mark.parametrize(
    "text", ["", "\n", "# nothing yet\n", "---\n", "---\n...\n", "[]", "---\n---"]
)
def test_a_file_without_entries_holds_no_events(tmp_path, text):
    reading = read(tmp_path, text)
    assert (list(reading), reading.findings) == ([], ())


def test_documents_are_read_one_after_another(tmp_path):
    reading = read(
        tmp_path, f"---\n{BY_HAND}---\n- {{kind: meeting-held, occurred: 2021, meeting: b}}\n"
    )
    assert [event.meeting for event in reading][2:] == ["brussels-2022-12", "b"]
    assert reading.lines == (3, 18, 20, 27)


@pytest.mark.parametrize("word", ["no", "yes", "on", "Off", "y", "0x1f", "1_000", "12:30", "Null"])
def test_words_that_other_readers_take_for_values_stay_texts(tmp_path, word):
    (event,) = read(tmp_path, f"- {{kind: meeting-held, occurred: 2023, meeting: x, note: {word}}}")
    assert event.note == word


@pytest.mark.parametrize(
    ("date", "read_as"),
    [
        ("2023", "2023"),
        ("2023-11", "2023-11"),
        ("2023-11-16", "2023-11-16"),
        ("2023~", "2023~"),
        ("2023-09-20T13:00+04:00", "2023-09-20T13:00+04:00"),
        ("2022-12-12/2023-09-24", "2022-12-12/2023-09-24"),
        ('"[2023-09-19..2023-09-20]"', "[2023-09-19..2023-09-20]"),
    ],
)
def test_dates_need_no_quotes_wherever_one_is_meant(tmp_path, date, read_as):
    text = f"""
- kind: commitment-made
  occurred: {date}
  reported: {date}
  commitment: c
  by: AZE
  due: {date}
  sources: {{publisher: x, published: {date}}}
"""
    (event,) = read(tmp_path, text)
    assert event.occurred == event.reported == event.sources[0].published == When(read_as)
    assert event.due == When(read_as)


def test_a_year_in_a_correction_is_a_date_too(tmp_path):
    text = """
- kind: event-corrected
  occurred: 2024
  target: held
  replacement: {kind: meeting-held, id: held, occurred: 2023, meeting: granada}
"""
    (event,) = read(tmp_path, text)
    assert event.replacement.occurred == When("2023")


def test_a_number_where_no_date_is_meant_stays_a_number(tmp_path):
    text = "- {kind: annotation, occurred: 2023, namespace: x, payload: {occurred: 2023, v: [1.5]}}"
    (event,) = read(tmp_path, text)
    assert event.payload["occurred"] == 2023
    assert event.payload["v"] == (1.5,)


def test_dates_of_kinds_of_ones_own_are_read_from_what_they_declare(tmp_path):
    @frozen(kw_only=True)
    class BorderOpened(Event):
        reopened: When

    vocabulary = CORE.with_kinds(BorderOpened)
    path = written(tmp_path, "- {kind: border-opened, occurred: 2023, reopened: '2023'}")
    (event,) = pt.read(path, vocabulary=vocabulary)
    assert event.reopened == When("2023")
    pt.write(path, [event])
    assert list(pt.read(path, vocabulary=vocabulary)) == [event]
    # Where the kind is not known, nothing of it is lost, and nothing changes on the way.
    (unknown,) = pt.read(path)
    pt.write(path, [unknown])
    assert list(pt.read(path, vocabulary=vocabulary)) == [event]


def test_an_unknown_kind_is_kept_with_a_finding_at_its_kind(tmp_path):
    reading = read(tmp_path, "- occurred: 2023-10-05\n  kind: meeting-hold\n  more: [1, {a: no}]\n")
    (event,) = reading
    assert isinstance(event, UnknownEvent)
    assert event.occurred == When("2023-10-05")
    assert pt.to_plain(event)["more"] == [1, {"a": "no"}]
    (finding,) = reading.findings
    assert (finding.code, finding.severity) == ("PT003", "warning")
    assert (finding.line, finding.column) == (2, 9)


def test_a_newer_version_of_a_kind_is_kept_with_a_finding(tmp_path):
    reading = read(tmp_path, "- kind: meeting-held\n  v: 7\n  occurred: 2023\n")
    (finding,) = reading.findings
    assert (finding.code, finding.line, finding.column) == ("PT006", 2, 6)


def test_a_repeated_event_is_kept_once_and_an_id_given_twice_is_an_error(tmp_path):
    held = "- kind: meeting-held\n  id: a\n  occurred: 2023\n  meeting: {}\n"
    text = held.format("x") + held.format("x") + held.format("y")
    reading = read(tmp_path, text, errors="collect")
    assert reading.lines == (1,)
    assert [(f.code, f.line, f.column) for f in reading.findings] == [
        ("PT005", 5, 3),
        ("PT004", 10, 7),
    ]
    assert "an id that already belongs to the event on line 1: 'a'" in str(reading.findings[1])


def test_an_alias_of_a_whole_event_is_the_event_again(tmp_path):
    reading = read(tmp_path, "- &a {kind: meeting-held, occurred: 2023, meeting: x}\n- *a\n")
    assert len(reading) == 1
    assert [(f.code, f.line) for f in reading.findings] == [("PT005", 2)]


def test_without_its_extra_yaml_is_refused_with_what_to_install(tmp_path, monkeypatch):
    path = written(tmp_path, BY_HAND)
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    with pytest.raises(
        MissingExtra, match=r"ruamel.yaml is not installed; hint: pip install 'peac"
    ):
        pt.read(path)


# Writing


def test_what_is_written_is_what_a_person_would_write():
    event = MeetingRefused(
        id="no",
        occurred="2023",
        meeting="washington-2023-11",
        by="AZE",
        reasons=pt.Reason("mediator_bias", against="USA", text="unter diesen Umständen: no"),
        alternatives_offered=(),
        sources=pt.Source("mfa.gov.az", published="2023-11-16"),
        note="Said in the evening.\nRepeated the day after.",
    )
    assert text_of(event, pt.MeetingHeld(occurred="[2023-10-05,2023-10-06]", meeting="x")) == (
        """\
- kind: meeting-refused
  id: "no"
  occurred: 2023
  sources:
    - publisher: mfa.gov.az
      published: 2023-11-16
  note: |-
    Said in the evening.
    Repeated the day after.
  meeting: washington-2023-11
  by:
    - AZE
  reasons:
    - category: mediator_bias
      text: "unter diesen Umständen: no"
      against:
        - USA
  alternatives_offered: []

- kind: meeting-held
  occurred: "[2023-10-05,2023-10-06]"
  meeting: x
"""
    )


def test_a_long_text_goes_on_in_the_next_line_and_reads_back(tmp_path):
    note = " ".join(["The column of a long text ends somewhere."] * 9)
    event = pt.MeetingHeld(occurred="2023", meeting="x", note=note)
    text = text_of(event)
    assert max(map(len, text.splitlines())) <= 96
    assert list(read(tmp_path, text)) == [event]


def test_the_packaged_stream_reads_back_from_yaml(tmp_path):
    path = tmp_path / "talks.yaml"
    stream = pt.datasets.south_caucasus()
    pt.write(path, stream)
    reading = pt.read(path)
    assert list(reading) == list(stream)
    assert reading.findings == ()


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path):
    path = written(tmp_path, BY_HAND)
    one, other = (pt.MeetingHeld(id="a", occurred="2023", meeting=name) for name in "xy")
    with pytest.raises(InvalidValue, match="two different events with the same id: 'a'"):
        pt.write(path, [one, other])
    with pytest.raises(InvalidEvent, match="not an event"):
        pt.write(path, [one, "no event"])
    assert path.read_text() == BY_HAND
    assert [entry.name for entry in tmp_path.iterdir()] == ["talks.yaml"]


def test_an_event_nested_too_deeply_is_not_written():
    value: object = 1
    for _ in range(70):
        value = (value,)
    event = pt.Annotation(id="no", occurred="2023", namespace="n", payload={"x": value})
    with pytest.raises(InvalidEvent, match="nested too deeply"):
        text_of(event)


def test_texts_are_json_lines_and_never_yaml():
    with pytest.raises(ReadError, match="not JSON"):
        codec.loads(BY_HAND)
    assert codec.dumps([pt.MeetingHeld(occurred="2023", meeting="x")]).startswith("{")
