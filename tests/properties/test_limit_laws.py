"""Files around their limits: no line is lost or cut, and what is written is read back or refused.

The limits are made small here, so that most texts come near them.
"""

import contextlib
import io
import json
import tempfile
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import peacetalks as pt
from peacetalks import codec
from peacetalks.codec import jsonl, limits, plain, rows, yaml
from peacetalks.codec.parsed import reading_of, written
from peacetalks.codec.yaml import read as yaml_read
from peacetalks.codec.yaml import write as yaml_write
from peacetalks.events.kinds import CORE
from peacetalks.interchange.cloud import cloud_events, cloud_text, events_of
from peacetalks.testing.strategies import events
from planted import assert_caught

LINE, FILE = 96, 400
HELD = pt.MeetingHeld(occurred="2031", meeting="m")
LAWS = {}


def law(*cases):
    """Keep a law by its name, with the strategies of its cases."""

    def keep(check):
        LAWS[check.__name__] = (cases, check)
        return check

    return keep


@contextlib.contextmanager
def small_limits(line=LINE, file=FILE):
    """Make the limits small."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "LONGEST_LINE", line)
        patch.setattr(limits, "LONGEST_EVENT", line - 1)
        for module in (yaml_read, yaml_write, limits):
            patch.setattr(module, "LONGEST_YAML", file)
        yield


def padded(number, size, suffix):
    """Return the line of an event, as long as is asked for where it can be that short."""
    fields = {"kind": "meeting-held", "id": str(number), "occurred": "2031", "meeting": "m"}
    line = json.dumps(fields)
    mark = "- " if suffix == ".yaml" else ""
    return f"{mark}{line[:-1]}{' ' * (size - len(mark) - len(line))}}}"


@st.composite
def files(draw, suffix):
    """Return a file of events, comments and blank lines of many lengths, and its lines."""
    sizes = st.sampled_from([0, 1, LINE - 2, LINE - 1, LINE, LINE + 1, 2 * LINE, 2 * LINE + 1])
    rows = []
    for number in range(draw(st.integers(1, 6))):
        form, size = draw(st.sampled_from("ec ")), draw(sizes | st.integers(0, 3 * LINE))
        rows.append(
            padded(number, size, suffix) if form == "e" else f"#{'é' * size}" if form == "c" else ""
        )
    end = draw(st.sampled_from(["\n", "\r\n"]))
    last = draw(st.sampled_from(["", end]))
    return (end.join(rows) + last).encode(), rows


def ids(rows, marked):
    return [json.loads(row.removeprefix("- "))["id"] for row in rows if row.startswith(marked)]


@law(files(".jsonl"))
def every_line_of_json_is_read_or_named_as_too_long(file):
    data, rows = file
    with small_limits():
        reading = reading_of(jsonl.items(io.BytesIO(data), CORE), "f.jsonl", "collect")
    sizes = [len(line) for line in data.split(b"\n")]
    ended = len(sizes) - 1  # all lines but the last have an end, which counts
    long = [n for n, size in enumerate(sizes) if size + (n < ended) > LINE]
    assert [finding.line for finding in reading.findings] == [n + 1 for n in long]
    assert [e.id for e in reading] == ids(
        [row for n, row in enumerate(rows) if n not in long], marked="{"
    )


@law(files(".yaml"))
def every_line_of_yaml_is_read_or_none_is(file):
    data, rows = file
    with small_limits():
        reading = reading_of(yaml_read.items(io.BytesIO(data), CORE), "f.yaml", "collect")
    if len(data) > FILE:
        line = data[:FILE].count(b"\n") + 1
        assert [finding.line for finding in reading.findings] == [line]
        assert "bytes of YAML" in reading.findings[0].message
        assert not reading
    else:
        assert not reading.findings
        assert [e.id for e in reading] == ids(rows, marked="- ")


def too_large(suffix, events):
    """Return whether events are more than a file may hold while the limits are small."""
    if suffix == ".jsonl":
        return any(
            len(line) > LINE for line in codec.dumps(events).encode().splitlines(keepends=True)
        )
    if any(len(codec.encode(event).encode()) >= FILE for event in events):
        return True
    with small_limits(FILE):
        try:
            entries = ["".join(yaml.lines([event])) for event in events]
        except pt.InvalidValue:
            return True
    return len("\n".join(entries).encode()) > FILE


@law(
    st.sampled_from([".jsonl", ".yaml"]),
    st.lists(
        st.text(st.sampled_from("n :#'\"\né\N{DOVE OF PEACE}"), max_size=LINE)
        | st.integers(0, FILE).map("n".__mul__),
        max_size=4,
    ),
)
def what_is_written_is_read_back_and_what_is_too_large_is_refused(suffix, notes):
    events = [attrs.evolve(HELD, id=str(n), note=f"n{note}") for n, note in enumerate(notes)]
    refused = too_large(suffix, events)
    line = LINE if suffix == ".jsonl" else FILE
    with small_limits(line), tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"talks{suffix}")
        if refused:
            with pytest.raises(pt.InvalidValue, match=r"more than|largest field"):
                pt.write(path, events)
            assert list(Path(folder).iterdir()) == []
        else:
            pt.write(path, events)
            assert list(pt.read(path)) == events


EVENT = 700
LONG = st.sampled_from(["n", "\x01", "\x7f", "\x85", "\u2028", "\U000e0001", "é", '"', "a ", "a\n"])


def nested(depth, items):
    """Return a payload that takes more in YAML than in JSON, by its indentation."""
    value = (1,) * items
    for _ in range(depth):
        value = (value,)
    return pt.Annotation(id="a", occurred="2031", namespace="n", payload={"x": value})


def doors(event, folder):
    """Return what came of an event at each door: the event as it was read back, or an error."""
    log = pt.MemoryLog()

    def stored():
        log.append("s", [event])
        return log.read("s", strict=True)

    def exported():
        log.append("s", [event])
        return codec.loads(codec.dumps(record.event for record in log.read("s")))

    def written_to(path):
        pt.write(path, [event])
        return pt.read(path)

    ways = {
        "a log": lambda: [record.event for record in stored()],
        "an export": exported,
        "JSON Lines": lambda: written_to(folder / "e.jsonl"),
        "YAML": lambda: written_to(folder / "e.yaml"),
        "CloudEvents": lambda: events_of(cloud_text(cloud_events([event]))),
    }
    for name, way in ways.items():
        try:
            (read,) = way()
        except pt.InvalidEvent as error:
            yield name, str(error)
        else:
            yield name, read


@law(
    events()
    | st.builds(
        lambda text, times: pt.MeetingHeld(id="h", occurred="2031", meeting="m", note=text * times),
        LONG,
        st.integers(1, EVENT),
    )
    | st.builds(nested, st.integers(0, 40), st.integers(0, EVENT // 3))
)
def an_event_is_accepted_and_read_back_at_every_door_or_at_none(event):
    with small_limits(EVENT, 4 * EVENT), tempfile.TemporaryDirectory() as folder:
        came = dict(doors(event, Path(folder)))
    refused = {name: one for name, one in came.items() if isinstance(one, str)}
    if refused:
        assert refused.keys() == came.keys()
        assert all("largest field" in error for error in refused.values())
        assert all("accepted: events of up to 699 bytes" in error for error in refused.values())
    else:
        read_back = [attrs.evolve(one, id=event.id) for one in came.values()]
        assert read_back == [attrs.evolve(event, id=event.id)] * len(came)


@pytest.mark.parametrize("name", LAWS)
def test_law(name):
    cases, check = LAWS[name]
    given(*cases)(check)()


# Planted bugs


def lines_are_cut(patch):
    """Read YAML line by line, each cut at the limit, as it once was."""

    def cut(data):
        while line := data.readline(LINE + 1):
            yield line.decode("utf-8", "replace")
            while len(line) > LINE and not line.endswith(b"\n"):
                line = data.readline(LINE + 1)

    patch.setattr(yaml_read, "_text", lambda data: "".join(cut(data)))


def the_rest_of_a_long_line_is_a_line(patch):
    def lines_of(file):
        while line := file.readline(LINE + 1):
            yield line if len(line) <= LINE else limits.line_too_long("")

    patch.setattr(jsonl, "lines_of", lines_of)


def the_writer_of_lines_has_no_limit(patch):
    patch.setattr(plain, "is_too_large", lambda _, **__: False)


def the_writer_of_yaml_has_no_limit(patch):
    patch.setattr(yaml, "lines", lambda events: written(events, yaml_write._entry))


def a_log_has_no_limit(patch):
    patch.setattr(rows, "check_size", lambda *_: None)


def a_log_measures_what_it_stores(patch):
    def check_size(event, size):
        if size > limits.LONGEST_EVENT:
            codec.encode(event)

    patch.setattr(rows, "check_size", check_size)


def yaml_indents_whatever_is_nested(patch):
    patch.setattr(
        yaml_write,
        "_entry",
        lambda event: (
            "".join(
                f"{line}\n"
                for line in yaml_write._list([codec.to_plain(event)], yaml_write.EVENT, 0)
            )
            if codec.encode(event)
            else ""
        ),
    )


def an_error_names_no_field(patch):
    error = pt.InvalidEvent("too large", value="")
    patch.setattr(plain, "event_too_large", lambda *_: error)


DOORS = "an_event_is_accepted_and_read_back_at_every_door_or_at_none"
WRITTEN = "what_is_written_is_read_back_and_what_is_too_large_is_refused"
BUGS = [
    (lines_are_cut, "every_line_of_yaml_is_read_or_none_is"),
    (lines_are_cut, WRITTEN),
    (the_rest_of_a_long_line_is_a_line, "every_line_of_json_is_read_or_named_as_too_long"),
    (the_writer_of_lines_has_no_limit, WRITTEN),
    (the_writer_of_yaml_has_no_limit, WRITTEN),
    (the_writer_of_lines_has_no_limit, DOORS),
    (a_log_has_no_limit, DOORS),
    (a_log_measures_what_it_stores, DOORS),
    (yaml_indents_whatever_is_nested, DOORS),
    (an_error_names_no_field, DOORS),
]


@pytest.mark.planted
@pytest.mark.parametrize(("plant", "caught_by"), BUGS)
def test_the_planted_bug_is_caught_by_its_law(plant, caught_by, monkeypatch):
    cases, check = LAWS[caught_by]
    holds = given(*cases)(check)
    by = (AssertionError, pytest.fail.Exception, pt.ReadError, pt.InvalidValue)
    assert_caught(plant, monkeypatch, holds, examples=1_000, by=by)
