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
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from import_fixtures import CHANGED, FILES, JSON, TABLES, by_row, facts, table

from peacetalks import importers
from peacetalks.events import Event
from peacetalks.importers import Import, Outcome
from peacetalks.log.batch import checked_stream

PLAIN = [
    "", " ", "many", "-", "0", "-1", "-99", "1.5", "1e400", "nan", "9" * 25, "9" * 5_000,
    "2014-02-30", "0025-01-01", "9999-12-31", "31/31/2014", "1/1/1", "now", "NA", "NULL", "null",
    "true", "=1+1", "#date", "/", ";", ",", "\t", "'", "<b>", "\ufeff", "\u2028", "\x85", "\x0b",
    "\x1a", "\ufffd", "e\u0301", "\u0660", "A" * 200, "ARM", "Government of", "Government of ",
    "Government of Ukraine, Government of ", "1;2", "a (b)", "(", ")", "%20", "[]", "{}",
]  # fmt: skip
QUOTES = ['"', '""', '"""', 'a"b', '"a', 'a"', '",', ',"', '","', '"\n', '"x"y', "\n", "\r", "\r\n",
          "a\nb", "a\n\nb", "\n\n", '"\n"', "\n,,,,", '";"']  # fmt: skip
HUGE = ["A" * 140_000, '"' + "A" * 140_000, "\n" * 2_000]
BYTES = [b"\xe9", b"\x81", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\x00", b"a\x00b", b"\xf0\x9f"]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
junk = (st.sampled_from([*PLAIN, *QUOTES, *HUGE]) | texts).map(str.encode) | (
    st.sampled_from(BYTES) | st.binary(max_size=8)
)
LAWS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def read_bytes(folder: Path, path: Path, data: bytes) -> Import:
    """Return the import of data under the name of a fixture."""
    file = folder / path.name
    file.write_bytes(data)
    return importers.read(file, release="1")


def checked(read: Import) -> list[Outcome]:
    """Return what becomes of rows, each of which has to be an event or a finding of its line."""
    outcomes = list(read.outcomes())
    report = read.report
    assert report.is_whole
    assert report.rows == report.made + report.nothing == sum(len(o.rows) for o in outcomes)
    for outcome in outcomes:
        assert outcome.events or outcome.findings
        lines = {row.line for row in outcome.rows}
        assert {finding.line for finding in outcome.findings} <= lines
        if any(row.text is not None for row in outcome.rows):
            assert len(outcome.rows) == 1
            assert outcome.events == ()
        for rule in read.format.streams.values() if outcome.events else ():
            checked_stream(rule(outcome.rows, read.context))
    return outcomes


def written(table_: Any, number: int, column: int, value: bytes, *, raw: bool) -> bytes:
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
    clean = by_row(whole.outcomes, damaged, clean=True)
    dirty = by_row(outcomes, damaged, clean=False)
    touched = _touched(clean, dirty)
    # A row that is blank, or is nothing but blanks and line ends, is none.
    assert CHANGED in dirty or not written(whole, number, column, value, raw=raw).strip(b" \r\n")
    assert _around(dirty, touched) == _around(clean, touched)


Rows = dict[int, tuple[set[int], tuple[Event, ...]]]


def _touched(*files: Rows) -> set[int]:
    """Return the rows that tell one fact with the changed one, or with one of these."""
    touched = {CHANGED}
    while True:
        more = {line for rows in files for told, _ in rows.values() if told & touched for line in told}
        if more <= touched:
            return touched
        touched |= more


def _around(rows: Rows, touched: set[int]) -> dict[int, tuple[Event, ...]]:
    return {line: events for line, (_, events) in rows.items() if line not in touched}
