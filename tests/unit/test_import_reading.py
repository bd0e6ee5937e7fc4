"""What becomes of each row: an event or a finding; and the report, in which none is missing."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from peacetalks import importers
from peacetalks.errors import InvalidValue
from peacetalks.events.force import AttackReported
from peacetalks.importers import Format, LostRows, Row
from peacetalks.importers.builtin.ucdp_ged import UCDP_GED

FIXTURES = Path(__file__).parents[1] / "fixtures" / "ucdp-ged"
GED = FIXTURES / "global-49.csv"


def test_rows_read_are_rows_that_made_events_and_rows_that_made_none(tmp_path):
    lines = GED.read_text().splitlines()
    lines.insert(3, "9,damaged")
    lines.append(lines[1].replace("900001,", ",", 1))
    lines.append(lines[1].replace("2014-01-22,2014-01-22", "soon,later"))
    path = tmp_path / "ged.csv"
    path.write_text("\n".join(lines))
    read = importers.read(path, published="unknown")
    outcomes = list(read.outcomes())
    report = read.report
    assert (report.rows, report.made, report.nothing) == (21, 18, 3)
    assert report.balances
    assert report.is_whole
    assert report.events == sum(len(outcome.events) for outcome in outcomes)
    empty = [outcome for outcome in outcomes if not outcome.events]
    assert [outcome.findings[-1].code for outcome in empty] == ["PT201", "PT202", "PT208"]
    assert [finding.code for finding in empty[2].findings] == ["PT204", "PT204", "PT208"]
    assert "21 = 18 made events + 3 made none" in str(report)
    assert read.report.codes["PT201"] == 1
    assert empty[0].rows[0].text == "9,damaged"
    assert empty[0].rows[0].line == 4


def test_the_report_grows_while_the_file_is_read():
    read = importers.read(GED, published="unknown")
    assert read.report.rows == 0
    assert not read.report.is_whole
    next(read)
    assert read.report.rows == 1
    assert "not read to its end" in str(read.report)
    list(read)
    assert read.report.is_whole
    assert repr(read) == f"<Import of {GED}: ucdp-ged, 18 rows read>"


def test_a_report_keeps_a_thousand_findings_of_a_code_and_counts_them_all(tmp_path):
    path = tmp_path / "ged.csv"
    path.write_text(GED.read_text().splitlines()[0] + "\n" + "junk\n" * 2500)
    read = importers.read(path, published="unknown")
    assert list(read) == []
    assert read.report.codes == {"PT201": 2500}
    assert len(read.report.findings) == 1000


def broken(**changes) -> Format:
    return evolve(UCDP_GED, **changes)


def test_a_format_that_loses_rows_is_found_out():
    def lossy(rows: Iterator[Row]) -> Iterator[tuple[Row, ...]]:
        for number, one in enumerate(rows):
            if number != 4:
                yield (one,)

    read = importers.read(GED, format=broken(group=lossy), published="unknown")
    with pytest.raises(LostRows, match="18 rows read, but only 17 made"):
        list(read)


def test_a_format_that_makes_nothing_of_a_row_gives_a_reason():
    read = importers.read(
        GED, format=broken(convert=lambda _rows, _context: ()), published="unknown"
    )
    outcomes = list(read.outcomes())
    assert {outcome.findings[-1].code for outcome in outcomes} == {"PT208"}
    assert read.report.nothing == 18


def test_an_event_that_cannot_be_is_a_finding_of_its_row():
    def convert(rows, context):
        yield AttackReported(occurred="2020", id=context.id(rows[0].key or ""))
        yield AttackReported(occurred="someday", id="x")

    read = importers.read(GED, format=broken(convert=convert), published="unknown")
    outcomes = list(read.outcomes())
    assert {outcome.findings[-1].code for outcome in outcomes} == {"PT209"}
    assert all(outcome.events == () for outcome in outcomes)
    assert "someday" in outcomes[0].findings[-1].message


def test_a_mistake_in_a_format_says_in_which_row_it_showed():
    def convert(rows, _context):
        if rows[0].line == 5:
            raise KeyError("side_c")
        return ()

    read = importers.read(GED, format=broken(convert=convert), published="unknown")
    with pytest.raises(KeyError) as caught:
        list(read)
    assert caught.value.__notes__ == [f"while converting {GED}:5"]


def test_a_row_of_tags_after_the_header_is_no_row_and_is_kept():
    read = importers.read(FIXTURES / "hdx-45.csv", published="unknown")
    outcomes = list(read.outcomes())
    assert [outcome.rows[0].line for outcome in outcomes] == [3, 4, 5]
    assert read.hxl[1] == "#date+year"
    assert len(read.hxl) == len(read.columns) == 45
    assert read.report.codes["PT212"] == 1
    assert read.report.rows == 3


def test_tags_anywhere_else_are_a_row_without_an_id(tmp_path):
    lines = (FIXTURES / "hdx-45.csv").read_text().splitlines()
    path = tmp_path / "ged.csv"
    path.write_text("\n".join([*lines, lines[1]]))
    read = importers.read(path, published="unknown")
    last = list(read.outcomes())[-1]
    assert [finding.code for finding in last.findings] == ["PT202"]
    assert read.report.rows == 4


def test_the_release_is_the_name_of_the_file_unless_it_is_said(tmp_path):
    path = tmp_path / "GEDEvent_v24_1.csv.gz"
    path.write_bytes(gzip.compress(GED.read_bytes()))
    read = importers.read(path, published="unknown")
    assert read.release == "GEDEvent_v24_1"
    assert next(read.outcomes()).events[0].external_ids[0].release == "GEDEvent_v24_1"
    assert importers.read(GED, release="24.1", published="unknown").release == "24.1"


def test_what_was_published_is_known_from_then_on():
    read = importers.read(GED, published="2024-06-01")
    assert {str(event.reported) for event in read} == {"2024-06-01"}
    again = read.again(published="2025-01-01")
    assert {str(event.reported) for event in again} == {"2025-01-01"}
    # If it is unknown, nothing is known on any day.
    never = importers.read(GED, published="unknown")
    assert never.published is None
    assert {str(event.reported) for event in never} == {"../.."}


@pytest.mark.parametrize("door", [list, lambda r: list(r.outcomes()), lambda r: list(r.feed())])
def test_without_the_day_of_publication_no_fact_is_made(door):
    with pytest.raises(InvalidValue, match=r"published=DAY .*or published='unknown'"):
        door(importers.read(GED))


def test_an_open_day_is_no_day_of_publication():
    with pytest.raises(InvalidValue, match="not a day of publication"):
        importers.read(GED, published="../..")


def test_an_unknown_way_of_dividing_into_streams_is_refused():
    read = importers.read(GED, published="unknown")
    assert read.rule() is UCDP_GED.streams["country"]
    assert read.rule("dyad") is UCDP_GED.streams["dyad"]
    with pytest.raises(InvalidValue, match="did you mean 'country'"):
        read.rule("county")


def test_rows_in_the_middle_of_others_are_numbered_by_their_lines():
    with GED.open(newline="") as file:
        ids = [fields["id"] for fields in csv.DictReader(file)]
    outcomes = list(importers.read(GED, published="unknown").outcomes())
    assert [outcome.key for outcome in outcomes] == ids
    starts = [n for n, line in enumerate(GED.read_text().split("\n"), 1) if line[:3] == "900"]
    assert [outcome.rows[0].line for outcome in outcomes] == starts
