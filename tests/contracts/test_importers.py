"""What every format of data sets has to keep, those of other packages too."""

from __future__ import annotations

import pickle
import re

import pytest

from import_fixtures import FILES, table
from peacetalks import importers
from peacetalks.errors import InvalidValue
from peacetalks.findings import imports
from peacetalks.findings.rule import rules_in
from peacetalks.importers import Context, Format, Row
from peacetalks.importers.detect import recognise
from peacetalks.importers.format import column
from peacetalks.importers.registry import format_of
from peacetalks.log.batch import checked_stream

FORMATS = importers.formats()
NAMES = [known.name for known in FORMATS]
BOOKKEEPING = {"event-retracted"}
READ = {path: importers.read(path, release="1.0", published="unknown") for path in FILES}
OUTCOMES = {path: list(read.outcomes()) for path, read in READ.items()}

of_every_format = pytest.mark.parametrize("known", FORMATS, ids=NAMES)
of_every_file = pytest.mark.parametrize(
    "path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}"
)


def test_formats_are_listed_by_name_each_once():
    assert sorted(set(NAMES)) == NAMES
    for name, known in zip(NAMES, FORMATS, strict=True):
        assert format_of(name) is known


@of_every_format
def test_a_format_says_what_it_is_and_under_which_terms(known: Format):
    checked_stream(known.name)
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", known.name)
    for text in (known.title, known.publisher, known.licence, *known.layouts):
        assert text
        assert text == text.strip()
    assert known.layouts
    assert known.default_stream in known.streams


@of_every_format
def test_the_columns_of_a_format_are_written_as_they_are_compared(known: Format):
    assert known.required
    for name in (*known.required, *known.foreign, *known.spelt, *known.spelt.values()):
        assert column(name) == name
    assert not set(known.required) & set(known.foreign)
    # What is another spelling of a column cannot be one that is looked for.
    assert not set(known.spelt) & set(known.required)


@of_every_format
def test_a_layout_without_a_header_has_the_columns_that_are_looked_for(known: Format):
    for layout in known.headless:
        assert set(known.required) <= set(layout.columns)
        assert len(set(layout.columns)) == len(layout.columns)
        assert set(layout.forms) <= set(layout.columns)
        assert len(layout.forms) > 2
        assert not layout.fits([""] * len(layout.columns))


@of_every_format
def test_every_format_is_read_from_a_fixture(known: Format):
    assert known.name in {read.format.name for read in READ.values()}


@of_every_format
def test_a_row_that_says_nothing_is_no_event_and_no_error(known: Format):
    columns = list(known.required)
    for values in ([""] * len(columns), ["?"] * len(columns), ["0"] * len(columns)):
        row = Row(columns, values, file="f", line=2)
        row.key = known.key(row)
        if row.key is not None:
            tuple(known.convert((row,), Context(known.name)))
        for rule in known.streams.values():
            checked_stream(rule((row,), Context(known.name)))


@of_every_format
def test_a_damaged_row_is_put_together_with_no_other(known: Format):
    if known.group is None:
        return
    path = next(path for path, read in READ.items() if read.format is known)
    rows = [outcome.rows[0] for outcome in OUTCOMES[path]]
    fresh = [Row(row.columns, row.values, names=[*row.fields], file="f", line=row.line) for row in rows]  # fmt: skip
    for row in fresh:
        row.key = known.key(row)
    damaged = [Row((), [], file="f", line=-n, text="junk") for n in range(len(fresh))]
    mixed = [row for pair in zip(damaged, fresh, strict=True) for row in pair]
    groups = list(known.group(iter(mixed)))
    assert sorted(row.line or 0 for rows in groups for row in rows) == sorted(row.line or 0 for row in mixed)  # fmt: skip
    assert all(len(rows) == 1 for rows in groups if any(row.text is not None for row in rows))


@of_every_file
def test_a_fixture_is_of_one_format(path):
    assert [one.name for one in FORMATS if _fits(path, one)] == [READ[path].format.name]


def _fits(path, one: Format) -> bool:
    try:
        recognise(path, [one])
    except InvalidValue:
        return False
    return True


@of_every_file
def test_an_event_has_the_id_of_its_row_and_of_its_release(path):
    known = READ[path].format
    for outcome in OUTCOMES[path]:
        for event in outcome.events:
            own = [one for one in event.external_ids if one.scheme == known.name]
            assert own or event.kind in BOOKKEEPING
            assert {one.release for one in event.external_ids} <= {"1.0"}
            assert event.has_own_id
            assert event.id.startswith(f"{known.name}:") or event.kind in BOOKKEEPING


@of_every_file
def test_no_two_events_of_a_file_have_one_id_but_those_of_rows_of_one_id(path):
    seen: dict[str, str | None] = {}
    for outcome in OUTCOMES[path]:
        ids = [event.id for event in outcome.events]
        assert len(set(ids)) == len(ids)
        for one in ids:
            assert seen.setdefault(one, outcome.key) == outcome.key


@of_every_file
def test_every_row_of_a_table_is_there_with_its_line_and_its_values(path):
    read = READ[path]
    rows = [row for outcome in OUTCOMES[path] for row in outcome.rows]
    assert len(rows) == read.report.rows
    if path.suffix in {".json", ".geojson"}:
        return
    whole = table(path)
    by_line = {row.line: row for row in rows}
    assert len(by_line) == len(rows) == len(whole.rows)
    line = whole.head.count(b"\n") + 1
    for written, values in zip(whole.rows, whole.values, strict=True):
        row = by_line[line]
        if row.text is None:
            assert list(row.raw.values()) == values[: len(whole.columns)]
            assert list(row.raw) == list(whole.columns)
        line += written.count(b"\n")


@of_every_file
def test_events_and_findings_can_be_handed_to_other_processes(path):
    for outcome in OUTCOMES[path]:
        told = (outcome.events, outcome.findings)
        assert pickle.loads(pickle.dumps(told)) == told


@of_every_file
def test_every_finding_has_a_code_of_the_table_a_place_and_a_short_text(path):
    for finding in READ[path].report.findings:
        assert finding.severity == rules_in(imports)[finding.code].severity
        assert finding.file == str(path)
        assert finding.line
        assert 0 < len(finding.message) < 600
