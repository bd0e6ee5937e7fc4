"""Laws of every import: junk in one row is an event or a finding, and changes no other row."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawing import shared_by
from import_fixtures import CHANGED, FILES, JSON, TABLES, Rows, Table, by_row, facts, table
from peacetalks import importers
from peacetalks.errors import InvalidValue, ReadError
from peacetalks.events import Event
from peacetalks.events.bookkeeping import ActorNamed, CoverageStated
from peacetalks.importers import Import, Outcome
from peacetalks.log.batch import checked_stream
from peacetalks.testing.laws.names import merged_names

PLAIN = [
    "", " ", "many", "-", "0", "-1", "-99", "1.5", "1e400", "nan", "9" * 25, "9" * 5_000,
    "2014-02-30", "0025-01-01", "9999-12-31", "31/31/2014", "1/1/1", "now", "NA", "NULL", "null",
    "true", "=1+1", "#date", "/", ";", ",", "\t", "'", "<b>", "\ufeff", "\u2028", "\x85", "\x0b",
    "\x1a", "\ufffd", "e\u0301", "\u0660", "A" * 200, "ARM", "Government of", "Government of ",
    "Government of Ukraine, Government of ", "Military Forces of Armenia (2018-) Northland",
    "Police Forces of Azerbaijan (2003-)", "Armenia", "SYRMIL", "Military (Armenia)", "1;2", "a (b)", "(", ")", "%20", "[]", "{}",
]  # fmt: skip
QUOTES = ['"', '""', '"""', 'a"b', '"a', 'a"', '",', ',"', '","', '"\n', '"x"y', "\n", "\r", "\r\n",
          "a\nb", "a\n\nb", "\n\n", '"\n"', "\n,,,,", '";"']  # fmt: skip
HUGE = ["A" * 140_000, '"' + "A" * 140_000, "\n" * 2_000]
BYTES = [b"\xe9", b"\x81", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\x00", b"a\x00b", b"\xf0\x9f"]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
junk = (st.sampled_from([*PLAIN, *QUOTES, *HUGE]) | texts).map(str.encode) | (
    st.sampled_from(BYTES) | st.binary(max_size=8)
)
# What a format reads by code of its own is little, and much of what is read is the same.
LAWS = settings(
    shared_by(len(TABLES), laws=8), suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read_bytes(folder: Path, path: Path, data: bytes) -> Import:
    """Return the import of data under the name of a fixture."""
    file = folder / path.name
    file.write_bytes(data)
    return importers.read(file, release="1", published="unknown")


def checked(read: Import) -> list[Outcome]:
    """Return what becomes of rows, each of which has to be an event or a finding of its line."""
    outcomes = list(read.outcomes())
    report = read.report
    assert report.is_whole
    assert report.rows == report.made + report.nothing == sum(len(o.rows) for o in outcomes)
    for outcome in outcomes:
        assert outcome.events or outcome.findings
        assert merged_names(outcome) is None
        lines = {row.line for row in outcome.rows}
        assert {finding.line for finding in outcome.findings} <= lines
        if any(row.text is not None for row in outcome.rows):
            assert len(outcome.rows) == 1
            assert outcome.events == ()
        for rule in read.format.streams.values() if outcome.events else ():
            checked_stream(rule(outcome.rows, read.context))
    return outcomes


def written(table_: Table, number: int, column: int, value: bytes, *, raw: bool) -> bytes:
    """Return a row with a value replaced, as a writer would write it or as it is."""
    mark = "\ue000"
    values = list(table_.values[number])
    values[column] = mark
    if raw:
        row = table_.injected(number, column, mark)
    else:
        # The mark is quoted if the value has to be.
        quoted = any(byte in value for byte in b'",;\r\n')
        if quoted and table_.dialect.quoted:
            value = b'"' + value.replace(b'"', b'""') + b'"'
        elif quoted:
            value = value.replace(b"\r", b" ").replace(b"\n", b" ").replace(b"\t", b" ")
        row = table_.written(values)
    return row.replace(mark, "\udcff").encode(table_.encoding, "surrogateescape").replace(b"\xff", value, 1)  # fmt: skip


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}-{path.name}")
@given(data=st.data())
@LAWS
def test_junk_in_one_row_is_an_event_or_a_finding_and_changes_no_row_around_it(
    path, data, tmp_path
):
    whole = table(path)
    number = data.draw(st.integers(int(whole.is_headless), len(whole.rows) - 1), label="row")
    column = data.draw(st.integers(0, len(whole.values[number]) - 1), label="column")
    value = data.draw(junk, label="junk")
    raw = data.draw(st.booleans(), label="raw")
    damaged = whole.damaged(number, written(whole, number, column, value, raw=raw))
    outcomes = checked(read_bytes(tmp_path, path, damaged.data))
    clean = by_row(whole.outcomes, damaged, clean=True, stable_ids=whole.stable_ids)
    dirty = by_row(outcomes, damaged, clean=False, stable_ids=whole.stable_ids)
    touched = _touched(clean, dirty)
    # A row that is blank, or is nothing but blanks and line ends, is none.
    assert CHANGED in dirty or not written(whole, number, column, value, raw=raw).strip(b" \r\n")
    assert _around(dirty, touched) == _around(clean, touched)


def _touched(*files: Rows) -> set[int]:
    """Return the rows that tell one fact with the changed one, or with one of these."""
    touched = {CHANGED}
    while True:
        more = {
            line for rows in files for told, _ in rows.values() if told & touched for line in told
        }
        if more <= touched:
            return touched
        touched |= more


def _around(rows: Rows, touched: set[int]) -> dict[int, tuple[Event, ...]]:
    return {line: events for line, (_, events) in rows.items() if line not in touched}


@pytest.mark.parametrize("path", JSON, ids=lambda path: f"{path.parent.name}-{path.name}")
@given(data=st.data())
@LAWS
def test_junk_in_one_object_is_an_event_or_a_finding_and_changes_no_other(path, data, tmp_path):
    whole = json.loads(path.read_text())
    rows = _array(whole)
    number = data.draw(st.integers(0, len(rows) - 1), label="row")
    inside = rows[number].get("properties", rows[number])
    name = data.draw(st.sampled_from([*inside, "", "new\ud83d", "id"]), label="name")
    value = data.draw(_json_junk, label="junk")
    clean = list(importers.read(path, release="1", published="unknown").outcomes())
    if len(rows) > 1 and data.draw(st.booleans(), label="whole row"):
        rows[number] = [value]
    else:
        inside[name] = value
    text = json.dumps(whole, indent=1)
    outcomes = checked(read_bytes(tmp_path, path, text.encode()))
    assert sum(len(outcome.rows) for outcome in outcomes) == len(rows)
    if all(len(outcome.rows) == 1 for outcome in (*clean, *outcomes)):
        pairs = list(zip(clean, outcomes, strict=True))
        del pairs[number]
        for before, after in pairs:
            assert before.events == after.events


_json_junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(
        [10**400, "\ud83d", "\udc80", "a\0b", [], {}, [[1]], {"a": None}, [None], *PLAIN]
    ),
    texts,
)


def _array(whole: Any) -> list[dict[str, Any]]:
    if isinstance(whole, list):
        return whole
    return next(whole[name] for name in ("features", "data", "items") if name in whole)


@pytest.mark.parametrize("path", JSON, ids=lambda path: f"{path.parent.name}-{path.name}")
@given(junk=st.binary(max_size=6), share=st.floats(0, 1))
@LAWS
def test_json_with_stray_bytes_is_read_or_refused_with_its_line_and_never_read_short(
    path, junk, share, tmp_path
):
    data = path.read_bytes()
    place = int(share * len(data))
    whole = len(facts(importers.read(path, published="unknown")))
    try:
        outcomes = checked(read_bytes(tmp_path, path, data[:place] + junk + data[place:]))
    except (ReadError, InvalidValue):
        return
    assert sum(len(outcome.rows) for outcome in outcomes) >= whole


@pytest.mark.parametrize("path", JSON, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_json_that_was_cut_off_anywhere_is_an_error(path, tmp_path):
    data = path.read_bytes().rstrip()
    for kept in range(len(data)):
        with pytest.raises((ReadError, InvalidValue)):
            list(read_bytes(tmp_path, path, data[:kept]))


# The same file in another form


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_reading_is_deterministic_and_can_be_done_again(path):
    read = importers.read(path, release="1", published="unknown")
    first = facts(read)
    assert first
    assert facts(read.again()) == first
    assert facts(importers.read(path, release="1", published="unknown")) == first
    about = (ActorNamed, CoverageStated)
    told = [event for event in read.again() if not isinstance(event, about)]
    assert told == [event for events, _ in first for event in events]
    assert [*read.again()] == [*read.again()]
    assert list(read) == []
    checked(read.again())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_packed_file_gives_the_same_as_the_plain_one(path, tmp_path):
    expected = facts(importers.read(path, release="1", published="unknown"))
    packed = tmp_path / f"{path.name}.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    archive = tmp_path / f"{path.name}.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(f"download/{path.name}", path.read_bytes())
    for file in (packed, archive):
        assert facts(importers.read(file, release="1", published="unknown")) == expected


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}-{path.name}")
@given(data=st.data())
@LAWS
def test_the_order_of_columns_does_not_matter(path, data, tmp_path):
    whole = table(path)
    if whole.is_headless:
        return
    read = importers.read(path, release="1", published="unknown")
    expected = facts(read)
    order = data.draw(st.permutations(range(len(whole.columns))))
    header = [whole.columns[index].split("#")[0] for index in order]
    rows = [header, *([read.hxl] if read.hxl else []), *whole.values]
    out = io.StringIO(newline="")
    how: dict[str, Any] = {"delimiter": whole.dialect.delimiter, "lineterminator": whole.end}
    if not whole.dialect.quoted:
        how |= {"quoting": csv.QUOTE_NONE, "quotechar": None}
    writer = csv.writer(out, **how)
    writer.writerow(header)
    for row in rows[1:]:
        writer.writerow([row[index] for index in order])
    found = facts(read_bytes(tmp_path, path, out.getvalue().encode(whole.encoding)))
    assert [events for events, _ in found] == [events for events, _ in expected]
    assert sorted(f for _, told in found for f in told) == sorted(
        f for _, told in expected for f in told
    )


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_last_line_without_its_end_and_other_line_ends_change_nothing(path, tmp_path):
    data = path.read_bytes()
    expected = facts(importers.read(path, release="1", published="unknown"))
    assert facts(read_bytes(tmp_path, path, data.rstrip(b"\r\n"))) == expected
    if b"\r" not in data and all(b"\n" not in row[:-1] for row in table(path).rows):
        assert facts(read_bytes(tmp_path, path, data.replace(b"\n", b"\r\n"))) == expected
