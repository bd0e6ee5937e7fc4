"""GDELT and ICEWS as published: what is counted in the events is what DuckDB counts in the files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from peacetalks import importers
from peacetalks.importers import crosswalk
from peacetalks.importers.duplication import duplicates

duckdb = pytest.importorskip("duckdb", reason="counts the raw files")

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
FILES = {
    "gdelt": SHARED / "gdelt" / "events-2020-11-13.csv",
    "icews": SHARED / "icews" / "events-2018-06.tab",
}
RAW = {
    "gdelt": f"""select Global_Event_ID id, Event_Code code, Day occurred, Source_URL article,
        Actor_1_Country_Code a, Actor_1_Name a_name, Actor_2_Country_Code b, Actor_2_Name b_name,
        Mention_Type kind_of_place, Date_Added added
        from read_csv('{FILES["gdelt"]}', all_varchar = true, nullstr = '')""",
    "icews": f"""select "Event ID" || ':' || "Event Date" id, "CAMEO Code" code,
        "Event Date" occurred, "Story ID" || ' ' || "Sentence Number" article,
        "Source Name" a, '' a_name, "Target Name" b, '' b_name,
        case when City = 'NA' and District = 'NA' and Province = 'NA' then '1' end kind_of_place
        from read_csv('{FILES["icews"]}', delim = '\t', quote = '', all_varchar = true)""",
}
MUTUAL = "('04', '040', '041', '044', '046', '036', '057', '0871')"


def one(statement):
    """The one row, or the one value, that a statement gives."""
    (row,) = duckdb.sql(statement).fetchall()
    return row[0] if len(row) == 1 else row


pytestmark = pytest.mark.skipif(
    not all(path.exists() for path in FILES.values()),
    reason="the published files are not beside the repository",
)


@pytest.fixture(scope="module", params=["gdelt", "icews"])
def read(request):
    imported = importers.read(FILES[request.param], published="unknown")
    return request.param, imported, list(imported.outcomes())


def rows_by_code(name, outcomes):
    """How many rows of each code made events, each row once, from the ids that events carry."""
    told = {}
    for outcome in outcomes:
        for event in outcome.events:
            ids = [found.id for found in event.external_ids if found.scheme == name]
            codes = [i.id for i in event.external_ids if i.scheme == f"cameo-{name}"]
            if len(codes) == 1:
                codes *= len(ids)
            told.update(zip(ids, codes, strict=True))
    return Counter(told.values())


def test_every_row_of_the_file_made_an_event_or_is_counted_as_nothing(read):
    name, imported, _ = read
    rows = one(f"select count(*) from ({RAW[name]})")
    report = imported.report
    assert report.rows == rows == report.made + report.nothing


def test_rows_per_code_are_those_of_the_file(read):
    name, _, outcomes = read
    rules = crosswalk.rules("CAMEO", name)
    makers = [code for code, rule in rules.items() if rule.acts]
    # What changes hands has to be smaller than a country.
    whole = "code in ('192', '0874') and coalesce(kind_of_place, '') in ('0', '1')"
    counted = duckdb.sql(
        f"select code, count(*) from ({RAW[name]}) where code in {tuple(makers)} and not ({whole}) "
        "group by code"
    ).fetchall()
    assert rows_by_code(name, outcomes) == Counter(dict(counted))


def test_rows_that_made_nothing_are_those_of_codes_outside_the_vocabulary(read):
    name, imported, _ = read
    rules = crosswalk.rules("CAMEO", name)
    silent = tuple(code for code, rule in rules.items() if not rule.acts)
    outside = one(f"select count(*) from ({RAW[name]}) where code in {silent}")
    whole = one(
        f"select count(*) from ({RAW[name]}) where code in ('192', '0874') "
        "and coalesce(kind_of_place, '') in ('0', '1')"
    )
    assert imported.report.nothing == outside + whole


def test_joined_rows_are_the_reciprocal_ones(read):
    """Of the rows of one article and two actors there are as many pairs as rows of the rarer side."""
    name, imported, _ = read
    mutual = f"""
        select least(count(*) filter ((a, a_name) < (b, b_name)),
            count(*) filter ((a, a_name) > (b, b_name))) n
        from ({RAW[name]}) where code in {MUTUAL}
        group by occurred, article, code,
            least((a, a_name), (b, b_name)), greatest((a, a_name), (b, b_name))"""
    visits = f"""
        select least(count(*) filter (code = '042'), count(*) filter (code = '043')) n
        from ({RAW[name]}) where code in ('042', '043')
        group by occurred, article,
            case code when '042' then (a, a_name, b, b_name) else (b, b_name, a, a_name) end"""
    pairs = one(f"select sum(n) from ({mutual} union all {visits})")
    assert imported.report.codes["PT216"] == pairs


def test_every_act_of_two_codes_has_both_ids_and_both_codes(read):
    name, _, outcomes = read
    for outcome in outcomes:
        for event in outcome.events:
            ids = {found.id for found in event.external_ids if found.scheme == name}
            assert ids == {row.key for row in outcome.rows}


def test_gdelt_records_are_public_when_gdelt_added_them():
    counted = duckdb.sql(
        f"select strptime(added, '%Y%m%d%H%M%S'), count(*) from ({RAW['gdelt']}) group by 1"
    ).fetchall()
    made = Counter()
    for outcome in importers.read(FILES["gdelt"], published="unknown").outcomes():
        for event in outcome.events:
            made[event.reported.text] += len(outcome.rows)
    whole = {f"{moment:%Y-%m-%dT%H:%M:%SZ}": number for moment, number in counted}
    assert set(made) == set(whole)
    assert all(number <= whole[moment] for moment, number in made.items())


def test_duplicates_are_those_that_a_count_of_the_rows_finds():
    """Of the attacks on states by states, which are told by no more than their columns."""
    name = "gdelt"
    attacks = ("190", "193", "194", "195")
    events = [
        event
        for event in importers.read(FILES[name], published="unknown")
        if event.kind == "attack-reported" and event.external_ids[1].id in attacks
        and all(code.isalpha() and len(code) == 3 for code in (*event.by, *(event.against or ("AAA",))))
    ]  # fmt: skip
    found = duplicates(events, occurred="2024-05-01")
    ids = tuple(event.external_ids[0].id for event in events)
    # KORGOVMIL and KOR are one actor: the first three letters, and the organs of a state.
    facts, repetitions = one(
        f"""select count(*) filter (n > 1), sum(n - 1) from (
            select count(*) n from ({RAW[name]}) where id in {ids}
            group by occurred, code, left(a, 3), left(b, 3), article
        )"""
    )
    assert (found.facts, found.repetitions) == (facts, repetitions)
    assert facts > 10
