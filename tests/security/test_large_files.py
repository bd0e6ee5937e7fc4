"""What is large, or unpacks to much, costs its own line and takes no more memory for being larger.

Times decide nothing here: what grew with the square of a size would take many minutes.
"""

import gzip
import subprocess
import sys
import textwrap

import attrs
import pytest

import peacetalks as pt
from peacetalks import codec
from peacetalks.codec.limits import LONGEST_LINE, LONGEST_YAML

HELD = pt.MeetingHeld(id="h", occurred="2023-10-05", meeting="granada")


def noted(size):
    """Return an event whose line has so many bytes."""
    plain = pt.MeetingHeld(id="n", occurred="2023-10-05", meeting="granada", note="x")
    line = codec.dumps([plain])
    return attrs.evolve(plain, note="x" * (size - len(line) + 1))


def test_a_line_that_is_too_long_is_a_finding_and_hides_no_other(tmp_path):
    path = tmp_path / "talks.jsonl"
    line = codec.dumps([HELD]).encode()
    path.write_bytes(line + b"[" + b"{}," * 3_000_000 + b"{}]\n" + line.replace(b'"h"', b'"i"'))
    reading = pt.read(path, errors="collect")
    assert [event.id for event in reading] == ["h", "i"]
    (found,) = reading.findings
    assert (found.line, found.code) == (2, "PT001")
    assert "a line of more than 4,194,304 bytes: '[{},{}," in found.message


def test_the_longest_line_is_read_back_and_none_is_written_that_would_not_be(tmp_path):
    path = tmp_path / "talks.jsonl"
    longest = noted(LONGEST_LINE)
    pt.write(path, [longest, HELD])
    assert list(pt.read(path)) == [longest, HELD]
    told = "an event of 4,194,304 bytes of JSON, .*; accepted: events of up to 4,194,303 bytes"
    with pytest.raises(pt.InvalidEvent, match=told) as raised:
        pt.write(tmp_path / "other.jsonl", [HELD, noted(LONGEST_LINE + 1)])
    assert raised.value.path == "$.note"
    assert [file.name for file in tmp_path.iterdir()] == ["talks.jsonl"]


def test_yaml_that_is_too_large_is_refused_before_it_is_parsed_and_never_written(tmp_path):
    path = tmp_path / "talks.yaml"
    path.write_bytes(b"- kind: meeting-held\n" * (LONGEST_YAML // 21 + 1))
    (found,) = pt.read(path, errors="collect").findings
    assert "more than 16,777,216 bytes of YAML" in found.message
    events = (attrs.evolve(noted(1_000_000), id=f"n{number}") for number in range(17))
    with pytest.raises(pt.InvalidValue, match="of YAML"):
        pt.write(tmp_path / "other.yaml", events)
    assert [file.name for file in tmp_path.iterdir()] == ["talks.yaml"]


def test_a_key_that_stands_twice_among_many_is_found_without_comparing_all_with_all():
    keys = ", ".join(f'"k{number}": 0' for number in range(250_000))
    (found,) = codec.loads(f'{{{keys}, "k249999": 1}}', errors="collect").findings
    assert "occurs twice in one object: 'k249999'" in found.message


def test_long_names_that_are_nowhere_on_record_are_not_compared_with_each_other():
    names = [f"{'x' * 180}{number}" for number in range(500)]
    asked = [pt.MeetingProposed(occurred="2023", meeting=f"{name}-p") for name in names]
    said = [pt.MeetingRefused(occurred="2023", meeting=f"{name}-r", by="AZE") for name in names]
    found = [one for one in pt.check([*asked, *said]) if one.code == "PT101"]
    assert len(found) == 500
    assert not any("did you mean" in one.message for one in found)


def _most_memory(path, megabytes):
    """Return how many megabytes it takes to find out what a packed file of JSON is."""
    with gzip.open(path, "wb", compresslevel=9) as file:
        file.write(b'{"data": [{"a": [')
        for _ in range(megabytes):
            file.write(b"{}," * 333_333)
    script = textwrap.dedent(f"""
        import re
        from pathlib import Path
        from peacetalks import importers
        from peacetalks.errors import PeacetalksError
        try:
            list(importers.read({str(path)!r}, format="acled", published="2030").outcomes())
        except PeacetalksError:
            print(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
    """)
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    return int(told.stdout) // 1_000


def test_json_that_unpacks_to_four_times_as_much_takes_no_more_memory(tmp_path):
    small, large = (_most_memory(tmp_path / f"{n}.json.gz", n) for n in (10, 40))
    assert small > 50
    assert large < small * 1.1
