"""What is wrong in a file of YAML is told with its place; hostile files end fast."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import codec
from peacetalks.codec.strict_json import MAX_DEPTH
from peacetalks.errors import ReadError

UNREAD = "nothing in the file is read until this is corrected"
HELD = "- {kind: meeting-held, id: held, occurred: 2023-10-05, meeting: granada}\n"


def read(folder: Path, data: bytes | str) -> codec.Reading:
    path = folder / "talks.yaml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return pt.read(path, errors="collect")


def found(folder: Path, data: bytes | str) -> tuple[str, ...]:
    """Return what is found in a file, each after the file's name."""
    reading = read(folder, data)
    return tuple(str(finding).removeprefix(f"{reading.path}:") for finding in reading.findings)


SYNTAX = [
    (
        "- kind: meeting-held\n\toccurred: 2023\n",
        f"2:1: not YAML, a tab where only spaces are allowed: '\\toccurred: 2023'; hint: indent with spaces; {UNREAD}",
    ),
    (
        "- kind: meeting-held\n  note: he said: no\n",
        (
            "2:16: not YAML, a colon where a key is not allowed: '  note: he said: no'; hint: put a text with "
            f"': ' in quotes, or indent all keys of an event equally, and start each event with '- '; {UNREAD}"
        ),
    ),
    (
        "- kind: meeting-held\n occurred: 2023\n",
        (
            "2:2: not YAML, wrong indentation: ' occurred: 2023'; hint: indent all keys of "
            f"an event equally, and start each event with '- '; {UNREAD}"
        ),
    ),
    (
        '- kind: meeting-held\n  note: "he said\n  meeting: x\n',
        f"2:9: not YAML, a quote that is never closed: '  note: \"he said'; hint: close it; {UNREAD}",
    ),
    (
        "- kind: x\n  by: [AZE, ARM\n  note: y\n",
        f"2:7: not YAML, a bracket that is never closed: '  by: [AZE, ARM'; hint: close it, and separate the items with commas; {UNREAD}",
    ),
    (
        "- kind: x\n  by\n  note: y\n",
        f"2:3: not YAML, a key without a colon: '  by'; hint: write key: value on a line of its own; {UNREAD}",
    ),
    (
        "- note: @home\n",
        f"1:9: not YAML, a text that begins with a special character: '- note: @home'; hint: put the text in quotes; {UNREAD}",
    ),
    (
        '- note: "a" b\n',
        (
            "1:13: not YAML, more text after a value: '- note: \"a\" b'; hint: put all of it in quotes, "
            f"or indent all keys of an event equally, and start each event with '- '; {UNREAD}"
        ),
    ),
    (
        '- note: "C:\\q"\n',
        (
            "1:13: not YAML, an escape that YAML does not have: '- note: \"C:\\\\q\"'; hint: write \\\\ for a "
            f"backslash, or use single quotes; {UNREAD}"
        ),
    ),
    (
        "- note: - a\n",
        f"1:9: not YAML, a list on the line of its key: '- note: - a'; hint: start it on the next line; {UNREAD}",
    ),
    (
        "- note: 'bell \x07'\n",
        (
            "1:15: not YAML, the character U+0007: \"- note: 'bell \\x07'\"; hint: in double quotes, write it "
            f"as \\u0007; {UNREAD}"
        ),
    ),
]


@pytest.mark.parametrize(("text", "told"), SYNTAX)
def test_a_slip_of_the_hand_is_told_as_a_person_reads_it(tmp_path, text, told):
    assert found(tmp_path, text) == (told,)
    # What stands before it is not handed out: nobody knows where the last event would have ended.
    first, rest = told.split(":", 1)
    assert found(tmp_path, HELD + text) == (f"{int(first) + 1}:{rest}",)
    assert list(read(tmp_path, HELD + text)) == []


VALUES = [
    (
        "- kind: meeting-refused\n  occurred: 16/11/2023\n  meeting: x\n",
        ["2:13: $.occurred: not a date: '16/11/2023'"],
    ),
    (
        "- kind: meeting-refused\n  occurred: 2023\n  meeting: x\n  reasons:\n    - category: mediator_bais\n",
        ["5:17: $.reasons[0].category: not an accepted word: 'mediator_bais'"],
    ),
    (
        "- kind: meeting-refused\n  occurred: 2023\n  meeting: x\n  resons:\n    - category: venue\n",
        ["4:3: $.resons: MeetingRefused has no field 'resons'"],
    ),
    (
        "- kind: meeting-refused\n  occurred: 2023\n  sources:\n    - url: x\n",
        [
            "4:7: $.sources[0].publisher: Source needs 'publisher', which is missing",
            "1:3: $.meeting: MeetingRefused needs 'meeting', which is missing",
        ],
    ),
    (
        "- kind: offensive-launched\n  occurred: 2023\n  offensive: o\n  labels: {the press: 1, AZE: [a]}\n",
        ["4:23: $.labels['the press']: not an actor's code", "4:31: $.labels.AZE: not a text"],
    ),
    (
        "- kind: meeting-held\n  occurred:\n  meeting: x\n",
        ["2:3: $.occurred: not a date: None"],
    ),
    (
        "- kind: meeting-held\n  occurred: [2023-09-19..2023-09-20]\n  meeting: x\n",
        [
            "2:13: a list where a date is expected: ['2023-09-19..2023-09-20']; hint: put a date in br"
        ],
    ),
    (
        "- 3\n-\n- [a]\n",
        ["1:3: not an object: 3", "2:2: not an object: None", "3:3: not an object"],
    ),
    (
        "- kind: meeting-held\n  occurred: 2023\n  meeting: x\n  round: .NaN\n  note: .inf\n",
        ["4:10: not a JSON number: '.NaN'; hint: leave the", "5:9: not a JSON number: '.inf'"],
    ),
    (
        f"- kind: x\n  a: 1e400\n  b: {'9' * 500}\n",
        ["2:6: not a finite number: '1e400'", "3:6: a number beyond 64 bits: '999"],
    ),
    (
        "- kind: meeting-held\n  occurred: 2023\n  meeting: x\n  round: 9223372036854775808\n",
        ["4:10: $.round: a number beyond 64 bits: 9223372036854775808"],
    ),
    ("- kind: x\n  kind: y\n", ["2:3: a key that occurs twice in one object: 'kind'"]),
    ("- kind: x\n  2023: y\n", ["2:3: a key that is not a text: '2023'; hint: put it in quotes"]),
    ("- kind: x\n  ? [a]\n  : y\n", ["2:5: a key that is not a text: 'a list'"]),
    (
        """- kind: offensive-launched\n  occurred: 2023\n  offensive: o\n  labels:
    "it's": x\n    'a"''b\\': y\n    "\\n": z\n""",
        ['5:13: $.labels["it\'s"]: ', "6:15: $.labels['a\"\\'b\\\\']: ", "7:11: $.labels['\\n']: "],
    ),
    ("- kind: x\n  *a : b\n", ["2:3: an alias without an anchor: 'a'"]),
    (
        "- kind: x\n  <<: {a: b}\n",
        ["2:3: a merge key, which is not supported: '<<'; hint: write the f"],
    ),
    (
        "- kind: x\n  a: !foo b\n",
        ["2:6: a tag, which is not supported: '!foo'; hint: write the value"],
    ),
    ("- kind: !!str x\n", ["1:9: a tag, which is not supported: '!!str'"]),
    (
        "- !!python/object/apply:os.system ['true']\n",
        ["1:3: a tag, which is not supported: '!!python/object/apply:os.system'"],
    ),
    ("- kind: x\n  a: *mfs\n", ["2:6: an alias without an anchor: 'mfs'; hint: write &mfs before"]),
    ("- {kind: x, a: &a [*a]}\n", ["1:20: an alias inside the value that it repeats: 'a'"]),
    (
        "- {kind: x, a: &a {b: 1, b: 2}}\n- {kind: x, a: *a}\n",
        ["1:26: a key that occurs twice", "2:16: an alias of an invalid value: 'a'"],
    ),
    (
        '- kind: "\\ud800"\n- {"\\udc00a": b}\n',
        ["1:9: a text with half a surrogate pair: '\\ud800'", "2:4: a text with half a surrogate"],
    ),
    (
        '- {kind: meeting-held, occurred: 2023, meeting: x, note: "\\0"}\n',
        ["1:58: $.note: a text with a NUL character: '\\x00'"],
    ),
]


@pytest.mark.parametrize(("text", "told"), VALUES)
def test_a_wrong_value_is_told_with_its_line_and_column_and_hides_no_good_event(
    tmp_path, text, told
):
    findings = found(tmp_path, text + HELD)
    assert len(findings) == len(told)
    for finding, start in zip(findings, told, strict=True):
        assert finding.startswith(start)
    assert read(tmp_path, text + HELD)[-1].id == "held"


def test_an_anchor_of_one_document_is_nothing_in_the_next(tmp_path):
    (told,) = found(
        tmp_path,
        f"- kind: &a meeting-held\n  occurred: 2023\n  meeting: x\n---\n- kind: *a\n---\n{HELD}",
    )
    assert told.startswith("5:9: an alias without an anchor: 'a'")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "kind: x\noccurred: y\n",
            "1:1: not a list of events: ['kind', 'occurred']; accepted: a list",
        ),
        (
            "hello\n",
            "1:1: not a list of events: 'hello'; accepted: a list with '- kind: ...' for each",
        ),
        ("--- null\n", "1:5: not a list of events: 'null'"),
    ],
)
def test_a_document_that_is_no_list_is_told_what_is_accepted(tmp_path, text, told):
    (finding,) = found(tmp_path, text)
    assert finding.startswith(told)


def test_raising_lists_every_problem_of_the_file(tmp_path):
    path = tmp_path / "talks.yaml"
    path.write_text("- kind: meeting-held\n- {kind: x, kind: x}\n- !a b\n" + HELD, encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        pt.read(path)
    assert [told.split(": ")[0] for told in str(caught.value).splitlines()] == [
        f"{path}:1:3",
        f"{path}:1:3",
        f"{path}:2:13",
        f"{path}:3:3",
    ]


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path):
    assert found(tmp_path, HELD.encode() + b"- kind: caf\xe9\n") == (
        "2: not UTF-8 at byte 12: b'- kind: caf\\xe9\\n'; hint: save the file as UTF-8",
    )


# Hostile files


def in_time(folder: Path, text: str) -> tuple[str, ...]:
    started = time.monotonic()
    told = found(folder, text)
    assert time.monotonic() - started < 10
    return told


def test_aliases_of_aliases_end_before_they_grow(tmp_path):
    rows = [f"- &a0 [{'lol, ' * 10}]"]
    rows += [f"- &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]" for n in range(60)]
    (told,) = in_time(tmp_path, "\n".join(rows))
    assert "aliases that repeat too much" in told
    assert UNREAD in told


def test_a_long_text_repeated_without_end_is_refused(tmp_path):
    text = f"- {{kind: x, a: &a {'long' * 50_000}, b: [{'*a, ' * 2_000}]}}\n"
    assert "aliases that repeat too much: 'a'" in in_time(tmp_path, text)[0]


def test_a_source_may_be_repeated_by_every_event_of_a_long_file(tmp_path):
    source = "sources: {publisher: mfa.gov.az, url: 'https://example.org/" + "x" * 300 + "'}"
    rows = [
        f"- {{kind: meeting-held, occurred: 2023, meeting: m, {source.replace(' {', ' &s {', 1)}}}"
    ]
    rows += [
        f"- {{kind: meeting-held, occurred: 2023, meeting: m{n}, sources: *s}}" for n in range(3000)
    ]
    assert in_time(tmp_path, "\n".join(rows)) == ()


@pytest.mark.parametrize("form", ["[", "- ", "{a: ", "? ", "[\n "])
def test_nesting_without_end_is_left_at_once(tmp_path, form):
    (told,) = in_time(tmp_path, f"- {form * 50_000}")
    assert "nested too deeply" in told
    assert "accepted: at most 64 levels of objects and lists" in told


def test_thousands_of_names_that_mean_nothing_are_told_in_time(tmp_path):
    anchors = "".join(f"- &a{n} x\n" for n in range(3000))
    aliases = "".join(f"- *b{n}\n" for n in range(3000))
    assert len(in_time(tmp_path, anchors + aliases)) == 6000
    keys = "".join(f"  field{n}: x\n  'the {n}': y\n" for n in range(3000))
    told = in_time(tmp_path, f"- kind: meeting-held\n  occurred: 2023\n  meeting: x\n{keys}")
    assert len(told) == 6000
    assert told[-1].startswith("6003:15: $['the 2999']: MeetingHeld has no field 'the 2999'")


def test_values_nest_as_deep_as_in_json_and_no_deeper(tmp_path):
    deep = "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert found(tmp_path, f"- {{kind: unheard-of, a: {deep}}}\n{HELD}")[0].startswith(
        "1:10: $.kind: an unk"
    )
    assert "nested too deeply" in found(tmp_path, f"- {{kind: unheard-of, a: [{deep}]}}\n")[0]
    by_alias = f"- {{kind: unheard-of, a: &a {deep}}}\n- {{kind: unheard-of, a: [*a]}}\n{HELD}"
    assert found(tmp_path, by_alias)[1].startswith(
        "2:26: nested too deeply: 'a'; accepted: at most 64 levels"
    )


@pytest.mark.parametrize(
    "mark", ["'", '"', "[", "{", "|\n", "&", "*", "!", "%", "#", "?", "\\", "a: "]
)
def test_a_mark_repeated_without_end_is_a_finding_or_nothing(tmp_path, mark):
    in_time(tmp_path, mark * 20_000)
    in_time(tmp_path, "- " + mark * 20_000)
    in_time(tmp_path, f"- {mark}\n" * 5_000)
