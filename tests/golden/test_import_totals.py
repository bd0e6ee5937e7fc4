"""UNHCR and UCDP Peace Agreements as published: totals of the events as of the files, by DuckDB."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import importers
from peacetalks.events.territory import DisplacementReported, PopulationReported, ReturnReported

duckdb = pytest.importorskip("duckdb", reason="adds up the raw files")

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
POPULATION = SHARED / "unhcr" / "population-subset.csv"
AGREEMENTS = SHARED / "ucdp-peace-agreements" / "ucdp-peace-agreements-221.csv"
COUNTS = (
    "refugees",
    "asylum_seekers",
    "returned_refugees",
    "idps",
    "returned_idps",
    "stateless",
    "ooc",
    "oip",
    "hst",
)

NOWHERE = "('UNK', 'UKN', '-')"
STOCKS = ("refugees", "asylum_seekers", "idps", "ooc", "oip")

pytestmark = pytest.mark.skipif(
    not (POPULATION.exists() and AGREEMENTS.exists()),
    reason="the published files are not beside the repository",
)


def raw(path, query):
    """Ask the file itself, all of it text."""
    return duckdb.sql(
        query.format(f"read_csv('{path}', all_varchar = true, header = true)")
    ).fetchall()


def code(event, scheme):
    (found,) = (one.id for one in event.external_ids if one.scheme == scheme)
    return found


@pytest.fixture(scope="module")
def population():
    imported = importers.read(POPULATION, release="2025.12", published="2026-06-11")
    return imported, list(imported.outcomes())


@pytest.fixture(scope="module")
def agreements():
    imported = importers.read(AGREEMENTS, release="22.1", published="2022-06-01")
    return imported, list(imported.outcomes())


def test_every_row_of_unhcr_makes_events_and_none_is_lost(population):
    imported, outcomes = population
    ((rows,),) = raw(POPULATION, "SELECT count(*) FROM {}")
    assert imported.report.rows == rows == 8_163
    assert imported.report.balances
    keys = [outcome.key for outcome in outcomes]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("column", COUNTS)
def test_persons_by_year_and_pair_of_countries_are_those_of_the_file(population, column):
    _, outcomes = population
    told = {
        (event.as_of.text[:4], code(event, "unhcr-coo"), code(event, "unhcr-coa")): event.count.best
        for outcome in outcomes
        for event in outcome.events
        if code(event, "unhcr-population-type") == column and event.count.best
    }
    counted = raw(
        POPULATION,
        f"""SELECT year::DOUBLE::INT::TEXT, coo, coa, sum({column}::DOUBLE)::BIGINT
        FROM {{}} WHERE {column}::DOUBLE > 0 GROUP BY ALL""",
    )
    assert told == {(year, coo, coa): total for year, coo, coa, total in counted}


def none_told(column):
    """Return the question how often a file says that there is nobody, where that is a figure."""
    where = "=" if column == "idps" else "<>"
    return f"""SELECT count(*) FROM {{}} WHERE {column}::DOUBLE = 0 AND coo {where} coa
        AND NOT (coo IN {NOWHERE} OR coa IN {NOWHERE})"""


@pytest.mark.parametrize("column", ["refugees", "asylum_seekers", "idps"])
def test_stock_of_nobody_is_told_so_that_no_older_figure_stands(population, column):
    _, outcomes = population
    events = [event for outcome in outcomes for event in outcome.events]
    gone = [e for e in events if e.count.best == 0 and e.id.endswith(f":{column}")]
    assert len(gone) == raw(POPULATION, none_told(column))[0][0]
    assert {e.count.qualifier for e in gone} <= {"about"}


def test_figure_that_fell_to_nothing_does_not_stand(population):
    _, outcomes = population
    series = {}
    for event in (e for o in outcomes for e in o.events if e.id.endswith(":refugees")):
        series.setdefault(event.series, []).append(event)
    told = next(
        events for events in series.values() if events[-1].count.best == 0 < events[0].count.best
    )
    for event in told:
        (line,) = pt.History(told).state(on=event.as_of).displacement(event.series)
        assert line.figure.count.best == event.count.best


def test_kinds_of_figures_are_as_many_as_the_counts_that_are_told(population):
    imported, _ = population
    ((*numbers,),) = raw(
        POPULATION,
        f"SELECT {', '.join(f'count(*) FILTER ({c}::DOUBLE > 0)' for c in COUNTS)} FROM {{}}",
    )
    made = dict(zip(COUNTS, numbers, strict=True))
    none = sum(raw(POPULATION, none_told(c))[0][0] for c in ("refugees", "asylum_seekers", "idps"))
    assert imported.report.kinds == {
        DisplacementReported.kind: sum(made[c] for c in STOCKS) + none,
        ReturnReported.kind: made["returned_refugees"] + made["returned_idps"],
        PopulationReported.kind: made["stateless"] + made["hst"],
    }


@pytest.mark.parametrize(
    ("on", "number"),
    [
        ("2022-12-31", 27_933),
        ("2023-12-30", 27_933),
        ("2023-12-31", 143_054),
        ("2024-12-31", 137_147),
        ("2025-12-31", 115_346),
    ],
)
def test_armenia_hosts_of_azerbaijan_what_unhcr_counted_at_the_end_of_each_year(
    population, on, number
):
    _, outcomes = population
    pair = [e for o in outcomes if o.key.endswith("-AZE-ARM") for e in o.events]
    told = pt.History(pair).state(on=on).displacement("unhcr:AZE-ARM:refugees")
    assert [line.figure.count.best for line in told] == [number]


def test_agreements_by_year_and_type_are_those_of_the_file(agreements):
    imported, outcomes = agreements
    signed = [o.events[0] for o in outcomes]
    assert {event.stage for event in signed} == {"signed"}
    scopes = {"comprehensive": "1", "partial": "2", "process": "3"}
    told = Counter((event.occurred.text[:4], scopes[event.scope]) for event in signed)
    counted = raw(AGREEMENTS, "SELECT year, pa_type, count(*) FROM {} GROUP BY ALL")
    assert told == {(year, kind): number for year, kind, number in counted}
    assert imported.report.rows == len(outcomes) == 374


def test_agreements_that_ended_are_those_of_the_file_but_the_one_that_ended_before_it_began(
    agreements,
):
    _, outcomes = agreements
    ended = {o.key: o.events[1].occurred.text for o in outcomes if len(o.events) > 1}
    counted = dict(
        raw(
            AGREEMENTS,
            """SELECT paid, coalesce(duration, '[' || pa_date || '..2021-12-31]') FROM {}
            WHERE ended = 'True' AND (duration IS NULL OR duration >= pa_date)""",
        )
    )
    assert ended == counted
    assert len(ended) == 133
    ((odd,),) = raw(AGREEMENTS, "SELECT paid FROM {} WHERE duration < pa_date")
    (outcome,) = (o for o in outcomes if o.key == odd)
    assert "PT205" in {finding.code for finding in outcome.findings}


def test_every_agreement_has_its_signatories_as_parties_or_witnesses(agreements):
    _, outcomes = agreements
    signatories = dict(
        raw(AGREEMENTS, "SELECT paid, len(list_distinct(string_split(actor_id, ', '))) FROM {}")
    )
    for outcome in outcomes:
        event = outcome.events[0]
        there = {*event.parties, *(event.witnesses or ())}
        assert len(event.parties) >= 2, outcome.key
        assert len(there) >= signatories[outcome.key], outcome.key


def test_conflicts_and_processes_are_the_streams_of_the_file(agreements):
    imported, outcomes = agreements
    told = Counter(imported.rule("process")(o.rows, imported.context) for o in outcomes)
    counted = raw(AGREEMENTS, 'SELECT "procID", count(*) FROM {} GROUP BY ALL')
    assert told == {f"ucdp-peace-process-{number}": count for number, count in counted}


def test_every_government_among_the_signatories_is_a_state_the_registry_knows(agreements):
    imported, _ = agreements
    unknown = [one.name for one in imported.context.unknown.values()]
    assert [name for name in unknown if name.startswith("Government of")] == []
