from __future__ import annotations

import json
import pickle
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

from peacetalks.codec import (
    Reading,
    decode,
    dumps,
    loads,
    read,
    write,
)
from peacetalks.errors import InvalidValue, NotFound, ReadError
from peacetalks.events.meetings import MeetingRefused

GOOD = '{"kind": "meeting-refused", "id": "no", "occurred": "2023-11-16", "meeting": "washington"}'
HELD = '{"kind": "meeting-held", "id": "held", "occurred": "2023-10-05", "meeting": "granada"}'


def a_refusal(**changes: object) -> MeetingRefused:
    given = {"occurred": "2023-11-16", "meeting": "washington", "by": "AZE"}
    return MeetingRefused(**(given | changes))


def line(**fields: object) -> str:
    return json.dumps({"kind": "meeting-refused", "occurred": "2023", "meeting": "w"} | fields)


def written(folder: Path, data: bytes | str, name: str = "talks.jsonl") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_bad_line_never_hides_the_others(tmp_path):
    path = written(tmp_path, f"{GOOD}\n{{\n{HELD}\n" + '{"kind": "meeting-held"}\n')
    reading = read(path, errors="collect")
    assert [event.id for event in reading] == ["no", "held"]
    assert reading.lines == (1, 3)
    assert [(f.line, f.code) for f in reading.findings] == [
        (2, "PT001"),
        (4, "PT002"),
        (4, "PT002"),
    ]
    with pytest.raises(ReadError) as caught:
        read(path)
    assert [told.split(": ")[0] for told in str(caught.value).splitlines()] == [
        f"{path}:2",
        f"{path}:4",
        f"{path}:4",
    ]


def test_marks_line_ends_blanks_and_remarks_of_people_do_no_harm(tmp_path):
    data = b"\xef\xbb\xbf" + f"# talks\r\n{GOOD}\r\n\r\n   \r\n  # more\r\n{HELD}".encode()
    reading = read(written(tmp_path, data))
    assert [reading.where(i).rpartition(":")[2] for i in range(2)] == ["2", "6"]
    assert reading.findings == ()


def test_bad_utf8_is_an_error_of_its_line(tmp_path):
    path = written(tmp_path, GOOD.encode() + b"\n\xff\xfe\n" + HELD.encode() + b"\n")
    reading = read(path, errors="collect")
    assert len(reading) == 2
    assert str(reading.findings[0]) == (
        f"{path}:2: not UTF-8 at byte 1: b'\\xff\\xfe\\n'; hint: save the file as UTF-8"
    )


def test_an_id_given_to_two_events_is_an_error_that_names_both_lines():
    text = f"{GOOD}\n{GOOD.replace('washington', 'granada')}\n"
    reading = loads(text, errors="collect")
    assert [event.meeting for event in reading] == ["washington"]
    (finding,) = reading.findings
    assert (finding.code, finding.severity) == ("PT004", "error")
    assert str(finding) == (
        "<text>:2: $.id: an id that already belongs to the event on line 1: 'no'; "
        "hint: use EventCorrected to change an earlier fact"
    )


def test_a_repeated_event_is_kept_once_and_warned_of():
    reading = loads(f"{GOOD}\n{HELD}\n{GOOD}\n{line()}\n{line(note='read twice')}\n")
    assert reading.lines == (1, 2, 4)
    assert [(f.line, f.code, f.severity) for f in reading.findings] == [
        (3, "PT005", "warning"),
        (5, "PT005", "warning"),
    ]


def test_an_empty_file_holds_no_events(tmp_path):
    assert list(read(written(tmp_path, ""))) == []


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "A.JSONL"])
def test_files_of_json_lines_go_by_several_names(tmp_path, name):
    assert len(read(written(tmp_path, GOOD, name))) == 1


def test_a_file_that_cannot_be_read_says_why(tmp_path):
    written(tmp_path, GOOD)
    with pytest.raises(
        NotFound, match=r"no such file: .*talk\.jsonl'; hint: did you mean 'talks.jsonl'"
    ):
        read(tmp_path / "talk.jsonl")
    with pytest.raises(InvalidValue, match="a folder, not a file"):
        read(tmp_path)
    with pytest.raises(NotFound, match=r"no such file: .*hint: did you mean 'talks.jsonl'"):
        read(tmp_path / "talks.yaml")
    with pytest.raises(
        InvalidValue,
        match=r"unsupported file type: .*accepted: .jsonl, .ndjson, .json, .yaml, .yml$",
    ):
        read(tmp_path / "talks.csv")
    with pytest.raises(InvalidValue, match="accepted: 'raise', 'collect'"):
        read(tmp_path / "talks.jsonl", errors="ignore")


def test_a_reading_is_a_sequence_that_cannot_change():
    reading = loads(f"{GOOD}\n{HELD}\n{{\n", errors="collect")
    assert isinstance(reading, Sequence)
    assert reading[-1].id == "held"
    assert [event.id for event in reading[:1]] == ["no"]
    assert reading[0] in reading
    assert repr(reading) == "Reading('<text>': 2 events, 1 error)"
    assert pickle.loads(pickle.dumps(reading)) == reading  # our own bytes
    with pytest.raises(AttributeError):
        reading.path = "x"
    with pytest.raises(IndexError):
        reading.where(2)
    assert isinstance(reading, Reading)


def test_written_files_read_back(tmp_path):
    path = tmp_path / "talks.jsonl"
    events = [a_refusal(), decode(HELD)]
    write(path, events)
    assert list(read(path)) == events
    assert path.read_text(encoding="utf-8") == dumps(events)
    assert [entry.name for entry in tmp_path.iterdir()] == ["talks.jsonl"]


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path):
    path = written(tmp_path, GOOD)

    def half():
        yield a_refusal()
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError, match="the source broke"):
        write(path, half())
    with pytest.raises(InvalidValue, match="two different events with the same id: 'no'"):
        write(path, [decode(GOOD), a_refusal(id="no", by="ARM")])
    assert path.read_text() == GOOD
    assert [entry.name for entry in tmp_path.iterdir()] == ["talks.jsonl"]


def test_writing_keeps_the_rights_of_a_file_and_follows_a_link(tmp_path):
    path = written(tmp_path, GOOD)
    path.chmod(0o640)
    link = tmp_path / "link.jsonl"
    link.symlink_to(path)
    write(link, [a_refusal()])
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(read(path)) == [a_refusal()]


def test_a_place_that_cannot_be_written_says_why(tmp_path):
    with pytest.raises(
        InvalidValue,
        match=r"unsupported file type: .*accepted: .jsonl, .ndjson, .json, .yaml, .yml$",
    ):
        write(tmp_path / "talks.csv", [])
    with pytest.raises(NotFound, match="no such folder"):
        write(tmp_path / "none" / "talks.jsonl", [])
    (tmp_path / "dir.jsonl").mkdir()
    with pytest.raises(InvalidValue, match="a folder, not a file"):
        write(tmp_path / "dir.jsonl", [])
