"""What an import says that its release covers, by its rows, its name and what its user states."""

from pathlib import Path

import attrs
import pytest

import peacetalks as pt
from ged_rows import ged, read_ged
from import_fixtures import FILES
from peacetalks import importers
from peacetalks.errors import InvalidValue
from peacetalks.importers.builtin.acled_starts import starts
from peacetalks.importers.limits import limits_of
from peacetalks.state.coverage import Coverage
from releases import ROWS, TALLY, write

FIXTURES = Path(__file__).parents[1] / "fixtures"
KILLED = "casualties-reported:killed"


def stated(read):
    """Return what an import states once it was read: places, period, how, and how many counts."""
    for _ in read.outcomes():
        pass
    return [(one.places, one.period.text, one.complete, len(one.counts)) for one in read.coverage()]


@pytest.mark.parametrize(
    ("name", "release", "expected"),
    [
        ("ucdp-ged/hdx-52.csv", "19.1", [(("UKR",), "2017/2018", "complete", 2)]),
        ("ucdp-ged/hdx-52.csv", "extract", []),
        (
            "acled/2020.csv",
            "2023",
            [
                (("ARM", "AZE"), "2019-01-01/2022-02-20", "complete", 3),
                (("ARM", "AZE"), "2019-01-01/2022-02-20", "sampled", 2),
            ],
        ),
        ("acled/deleted.csv", "2023", []),
        ("gdelt/raw-2.0.tsv", "x", [(("ARM", "AZE", "CHN", "RUS"), "2023-11-16", "sampled", 32)]),
        (
            "icews/published.tab",
            "x",
            [
                (("AFG", "NAM", "PSE"), "2018-06-01", "sampled", 32),
                (("AZE",), "2018-06-01/2018-06-02", "sampled", 32),
            ],
        ),
        ("pax/v4.csv", "4", [(("ARM", "AZE"), "1994-05-12/1994-07-01", "complete", 3)]),
        ("mend/mend.csv", "1", [(("SDN",), "2023-02-01/2023-02-28", "complete", 2)]),
        (
            "ucdp-peace-agreements/221.csv",
            "22.1",
            [(("GEO", "GNB", "IRN", "IRQ", "MMR"), "1975/2021", "complete", 1)],
        ),
        (
            "unhcr/population.csv",
            "2025",
            [(("AZE", "COL", "SDN", "UKR"), "2022/2024", "complete", 3)],
        ),
    ],
)
def test_each_importer_states_what_its_file_and_its_release_prove(name, release, expected):
    read = importers.read(FIXTURES / name, release=release, published="2030")
    assert stated(read) == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_scope_counts_every_kind_that_rows_make(path):
    read = importers.read(path, release="1", published="2030")
    assert not stated(read) or read.format.scope
    scope = read.format.scope
    if scope is not None:
        assert read.seen.counts <= {*scope.counts, *scope.sampled}


@pytest.mark.parametrize(
    ("release", "period"),
    [
        ("19.1", "2015/2018"),
        ("v19.1", "2015/2018"),
        ("ged191-csv", "2015/2018"),
        ("GEDEvent_v19_1", "2015/2018"),
        ("18.1", "2015/2017"),
        ("25.1", "2015/2018"),
        ("18.0.1", "2018-01"),
        ("GEDEvent_v18_0_11", "2018-11"),
        ("18.01.18.03", "2018-01/2018-03"),
        ("15.1", None),
        ("18.0.13", None),
        ("18.03.18.01", None),
        ("1", None),
        ("to-2018", None),
    ],
)
def test_the_name_of_a_release_of_ged_says_which_days_it_covers(tmp_path, release, period):
    read = read_ged(
        tmp_path, release, ged(1, "2015-11-30"), ged(2, "2018-11-30"), published="2019-06"
    )
    assert [one[1] for one in stated(read)] == ([period] if period else [])


def test_no_day_after_the_publication_is_covered(tmp_path):
    read = read_ged(tmp_path, "18.1", ged(1, "2017-01-30"), published="2017-02")
    assert [one[1] for one in stated(read)] == ["2017-01-01/2017-02-28"]


def test_a_release_before_its_first_row_covers_nothing(tmp_path):
    assert stated(read_ged(tmp_path, "17.1", ged(1, "2018-01-01"), published="2019")) == []


def test_a_file_with_rows_of_all_regions_covers_everywhere(tmp_path):
    regions = {
        "Sudan": "Africa",
        "Colombia": "Americas",
        "Nepal": "Asia",
        "Ukraine": "Europe",
        "Syria": "Middle East",
    }
    rows = [ged(n, "2018-02-01", 5, *of) for n, of in enumerate(regions.items())]
    assert stated(read_ged(tmp_path, "19.1", *rows, published="2019-06"))[0][0] is None
    some = stated(read_ged(tmp_path, "19.1", *rows[:4], published="2019-06"))[0][0]
    assert some == ("COL", "NPL", "SDN", "UKR")


def test_every_stream_states_the_places_of_the_whole_file(tmp_path):
    rows = ged(1, "2018-01-30"), ged(2, "2018-01-30", 5, "Georgia")
    pairs = list(read_ged(tmp_path, "19.1", *rows, published="2019-06").feed("country"))
    coverage = {stream: e for stream, e in pairs if isinstance(e, pt.CoverageStated)}
    assert set(coverage) == {"UKR", "GEO"}
    assert {one.places for one in coverage.values()} == {("GEO", "UKR")}
    assert {one.body for one in coverage.values()} == {"UCDP"}
    days = pt.When("2018-03").first_day, pt.When("2018-03").last_day
    assert Coverage([coverage["UKR"]]).within(KILLED, *days, place="Georgia") == "complete"


def test_a_release_that_is_not_published_yet_covers_nothing_then(tmp_path):
    history = pt.History(read_ged(tmp_path, "19.1", ged(1, "2018-01-30"), published="2019-06"))
    assert not history.state(known="2019-05-31").coverage.statements
    assert len(history.state(known="2019-06-30").coverage.statements) == 1


def test_acled_covers_a_country_from_the_year_with_which_it_began(tmp_path):
    path = tmp_path / "acled.csv"
    path.write_text(
        "event_id_cnty,event_date,event_type,sub_event_type,actor1,country,location\n"
        "SDN1,2016-05-01,Battles,Armed clash,Made-up Front,Sudan,Millbrook\n"
        "UKR1,2018-03-01,Battles,Armed clash,Made-up Front,Ukraine,Millbrook\n"
        "UKR2,2019-03-01,Battles,Armed clash,Made-up Front,Ukraine,Millbrook\n"
    )
    read = importers.read(path, release="1", published="2020")
    assert [one[:2] for one in stated(read) if one[2] == "complete"] == [
        (("SDN",), "2016-05-01/2019-03-01"),
        (("UKR",), "2018-01-01/2019-03-01"),
    ]


def test_the_table_of_acled_names_known_countries_once():
    assert len(starts()) > 200
    assert all(pt.world().resolve(code) == code for code in starts())
    assert set(starts().values()) <= set(range(1997, 2026))


def test_refugees_to_one_country_are_not_all_who_fled(tmp_path):
    path = tmp_path / "unhcr.csv"
    rows = "2023,AZE,AZE,ARM,ARM,12\n2023,RUS,RUS,ARM,ARM,7\n"
    path.write_text(f"year,coo,coo_iso,coa,coa_iso,refugees\n{rows}")
    assert stated(importers.read(path, release="1", published="2024-06")) == []
    path.write_text(f"year,coo,coo_iso,coa,coa_iso,refugees\n{rows}2023,AZE,AZE,GEO,GEO,9\n")
    read = importers.read(path, release="1", published="2024-06")
    assert stated(read) == [(("AZE", "RUS"), "2023", "complete", 3)]


# What a user states


@pytest.mark.parametrize(
    ("value", "places", "period"),
    [
        ("UKR,SYR:2015/2018", ("SYR", "UKR"), "2015/2018"),
        ("Ukraine , Syria:2015", ("SYR", "UKR"), "2015"),
        ("2018-01", ("UKR",), "2018-01"),
        (":2018-01", ("UKR",), "2018-01"),
        ("UKR,SYR:", ("SYR", "UKR"), "2018"),
        ("everywhere:2018", None, "2018"),
        (("UKR", "2018"), ("UKR",), "2018"),
        ((["Syria"], None), ("SYR",), "2018"),
        ((None, pt.When("2017")), ("UKR",), "2017"),
    ],
)
def test_what_the_user_states_prevails_over_the_file(tmp_path, value, places, period):
    read = read_ged(tmp_path, "19.1", ged(1, "2018-01-30"), published="2019", covers=value)
    assert [one[:2] for one in stated(read)] == [(places, period)]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "no places and no period"),
        (":", "no places and no period"),
        ("Ukraine", "not a period: 'Ukraine'.*hint: for a place: 'Ukraine:'"),
        ("UKR:soon", "not a period: 'soon'"),
        ("UKR:2018/..", "a period with an open end"),
        ("UKR:2018/2015", "not a period"),
        ("Ukrain:2018", "no such place: 'Ukrain'.*did you mean 'Ukraine'"),
        ("UKR,,SYR:2018", "no such place"),
        (((), "2018"), "no places"),
    ],
)
def test_what_is_no_coverage_is_refused_and_says_what_is_accepted(value, message):
    with pytest.raises(InvalidValue, match=f"(?s){message}.*") as caught:
        limits_of(value)
    assert "accepted: " in str(caught.value)


def test_the_report_says_what_is_covered_or_asks_for_it(tmp_path):
    told = read_ged(tmp_path, "19.1", ged(1, "2018-01-30"), published="2019-06")
    stated(told)
    assert "  coverage: UKR, 2018" in str(told.report).splitlines()
    asks = read_ged(tmp_path, "mine", ged(1, "2018-01-30"), published="2019-06")
    assert asks.report.covered is None
    stated(asks)
    assert "  coverage: not stated by the file; --covers PLACES:PERIOD" in str(asks.report)


def test_two_files_of_one_release_cover_side_by_side_in_a_log(tmp_path):
    log = pt.MemoryLog()
    for number, (country, day) in enumerate(
        {"Ukraine": "2018-01-30", "Syria": "2017-01-30"}.items()
    ):
        read = read_ged(tmp_path, "19.1", ged(number, day, 5, country), published="2019-06")
        importers.append(log, lambda _: "all", read)
    coverage = log.history("all").state().coverage
    assert {(one.places, one.period.text) for one in coverage.statements} == {
        (("UKR",), "2018"),
        (("SYR",), "2017"),
    }


def test_a_format_without_a_scope_counts_what_its_rows_have(tmp_path):
    mine = attrs.evolve(TALLY, scope=None)
    path = write(tmp_path / "tally.csv", ROWS)
    assert stated(importers.read(path, mine, published="2021")) == []
    read = importers.read(path, mine, published="2021", covers="UKR:2020")
    assert stated(read) == [(("UKR",), "2020", "complete", 3)]
    assert KILLED in read.coverage()[0].counts
