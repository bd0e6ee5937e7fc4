"""Faults of files and logs that lost data or trust: the small inputs that showed them."""

import pytest

import peacetalks as pt

EVENT = "- {{kind: meeting-held, occurred: 2031, meeting: {}}}\n"


def test_l01_a_long_line_of_yaml_swallows_no_event(tmp_path):
    path = tmp_path / "y.yaml"
    text = EVENT.format("a") + "#" + "x" * (5 << 20) + "\n" + EVENT.format("b") + EVENT.format("c")
    path.write_text(text)
    reading = pt.read(path, errors="collect")
    assert [event.meeting for event in reading] == ["a", "b", "c"]
    assert not reading.findings


def test_l02_a_long_note_that_is_written_as_yaml_is_read_back(tmp_path):
    path = tmp_path / "w.yaml"
    event = pt.MeetingHeld(occurred="2031", meeting="m", note="n" * (5 << 20))
    pt.write(path, [event])
    assert list(pt.read(path)) == [event]


def test_l02_what_is_too_large_to_be_read_back_is_not_written(tmp_path):
    event = pt.MeetingHeld(occurred="2031", meeting="m", note="n" * (17 << 20))
    with pytest.raises(pt.InvalidValue, match="more than 16,777,216 bytes of YAML"):
        pt.write(tmp_path / "w.yaml", [event])
    assert list(tmp_path.iterdir()) == []
