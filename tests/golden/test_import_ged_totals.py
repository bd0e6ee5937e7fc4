"""Totals of the real UCDP GED files: from the events as from the raw file, added up by DuckDB."""

from collections import Counter
from pathlib import Path

import duckdb
import pytest

from peacetalks import importers
from peacetalks.events.force import AttackReported, CasualtiesReported
from peacetalks.importers import Outcome

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"
FILES = {
    "ged-ukraine/release-to-2018.csv": (993, True),
    "ged-ukraine/release-to-2019.csv": (1_167, True),
    "ged-syria/ged-syria-2016-2019.csv": (16_566, False),
}
BOUNDS = ("low", "best", "high")
SIDES = ("a", "b", "civilians", "unknown")

Totals = dict[tuple[object, ...], tuple[int, ...]]

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="no ../shared/data beside the repository")


@pytest.fixture(scope="module", params=FILES)
def imported(request):
    read = importers.read(DATA / request.param, published="unknown")
    return request.param, read, list(read.outcomes())


def raw(name: str, query: str) -> Totals:
    """Add up the file itself: ``ged`` in the query, all of it text, without the row of tags."""
    table = f"read_csv('{DATA / name}', all_varchar = true, header = true)"
    ged = f"(SELECT * FROM {table} WHERE id IS NOT NULL AND id NOT LIKE '#%')"
    rows = duckdb.sql(query.replace("ged", ged)).fetchall()
    return {tuple(row[:-1]): tuple(row[-1]) for row in rows}


def whole(column: str) -> str:
    return f"{column}::DOUBLE::BIGINT"


def dyad(outcome: Outcome) -> int:
    ids = outcome.events[0].external_ids
    return next(int(one.id) for one in ids if one.scheme == "ucdp-dyad")


def counts(outcome: Outcome, part: str) -> list[CasualtiesReported]:
    events = outcome.events
    return [e for e in events if isinstance(e, CasualtiesReported) and e.id.endswith(f":{part}")]


def added(outcomes: list[Outcome], key, numbers) -> Totals:
    totals: dict[tuple[object, ...], list[int]] = {}
    for outcome in outcomes:
        there = totals.setdefault(key(outcome), [0] * len(numbers(outcome)))
        for index, number in enumerate(numbers(outcome)):
            there[index] += number
    return {key: tuple(values) for key, values in totals.items()}


def year(outcome: Outcome) -> int:
    return int(str(outcome.events[0].occurred).lstrip("[")[:4])


def test_every_row_made_an_attack_and_a_figure(imported):
    name, read, outcomes = imported
    rows, tags = FILES[name]
    report = read.report
    assert (report.rows, report.made, report.nothing) == (rows, rows, 0)
    assert len(outcomes) == rows
    assert bool(read.hxl) is tags
    assert report.kinds["attack-reported"] == rows
    assert [type(outcome.events[0]) for outcome in outcomes] == [AttackReported] * rows
    assert all(len(counts(outcome, "killed")) == 1 for outcome in outcomes)
    assert set(report.codes) <= {"PT206", "PT207", "PT212"}


def test_the_dead_by_year_and_dyad_are_those_of_the_file(imported):
    name, _, outcomes = imported
    sums = ", ".join(f"sum({whole(bound)})::BIGINT" for bound in BOUNDS)
    expected = raw(
        name,
        f"SELECT {whole('year')}, {whole('dyad_new_id')}, [{sums}] FROM ged GROUP BY ALL",
    )
    found = added(
        outcomes,
        lambda outcome: (year(outcome), dyad(outcome)),
        lambda outcome: [getattr(counts(outcome, "killed")[0].count, bound) for bound in BOUNDS],
    )
    assert found == expected
    assert len(expected) > 10


def test_the_dead_of_each_side_are_those_of_the_file(imported):
    name, _, outcomes = imported
    sums = ", ".join(f"sum({whole('deaths_' + side)})::BIGINT" for side in SIDES)
    expected = raw(name, f"SELECT {whole('dyad_new_id')}, [{sums}] FROM ged GROUP BY ALL")
    found = added(
        outcomes,
        lambda outcome: (dyad(outcome),),
        lambda outcome: [
            sum(event.count.best for event in counts(outcome, f"killed-{side}")) for side in SIDES
        ],
    )
    assert found == expected


def test_the_days_are_those_of_the_file(imported):
    name, _, outcomes = imported
    days = "date_start[:10], date_end[:10], event_clarity::DOUBLE::INT"
    expected = raw(name, f"SELECT {days}, [count(*)] FROM ged GROUP BY ALL")
    found: Counter[tuple[object, ...]] = Counter()
    for outcome in outcomes:
        event = outcome.events[0]
        occurred = event.occurred
        first, last = (str(day)[:10] for day in (occurred.earliest, occurred.latest))
        several = 2 if (event.form or "").endswith("several incidents") else 1
        assert occurred.is_span == (several == 2 and first != last)
        found[first, last, several] += 1
    assert {key: (number,) for key, number in found.items()} == expected


def test_bounds_out_of_order_are_counted_as_in_the_file(imported):
    name, read, _ = imported
    low, best, high = map(whole, BOUNDS)
    condition = f"NOT ({low} <= {best} AND {best} <= {high})"
    ((number,),) = raw(name, f"SELECT [count(*)] FROM ged WHERE {condition}").values()
    assert read.report.codes["PT206"] == number > 0


def test_ids_and_streams_are_those_of_the_file(imported):
    name, read, outcomes = imported
    expected = raw(name, f"SELECT {whole('id')}::VARCHAR, [{whole('country_id')}] FROM ged")
    assert [outcome.key for outcome in outcomes] == [key for (key,) in expected]
    streams = {read.rule()(outcome.rows, read.context) for outcome in outcomes}
    assert streams == {"UKR" if "ukraine" in name else "SYR"}
