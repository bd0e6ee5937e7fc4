"""UCDP GED: every layout and every oddity of its files, on rows made up in its form."""

from pathlib import Path

import pytest

from peacetalks import importers
from peacetalks.events import Event
from peacetalks.events.clocks import settled
from peacetalks.events.force import AttackReported, CasualtiesReported
from peacetalks.importers import Context, Outcome, Row
from peacetalks.importers.builtin.ucdp_ged import UCDP_GED
from peacetalks.primitives.when import day_text
from peacetalks.values.count import Count
from peacetalks.values.facts import ExternalId, Place, Source

FIXTURES = Path(__file__).parents[1] / "fixtures" / "ucdp-ged"


def outcomes(name: str) -> dict[str | None, Outcome]:
    read = importers.read(FIXTURES / name, release="24.1", published="unknown")
    return {outcome.key: outcome for outcome in read.outcomes()}


GLOBAL = outcomes("global-49.csv")


def attack(key: str) -> AttackReported:
    event = GLOBAL[key].events[0]
    assert isinstance(event, AttackReported)
    return event


def dead(outcome: Outcome) -> dict[str | None, tuple[int | None, int | None, int | None]]:
    counted = [event for event in outcome.events if isinstance(event, CasualtiesReported)]
    return {e.group: (e.count.low, e.count.best, e.count.high) for e in counted if e.count}


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.findings if finding.code != "PT207"]


def test_a_row_is_one_attack_and_what_was_counted():
    first, *counts = GLOBAL["900001"].events
    assert first == AttackReported(
        id="ucdp-ged:900001",
        occurred="2014-01-22",
        reported="../..",
        by=("UKR", "DPR"),
        form="state-based conflict",
        sources=Source(
            "Example Wire",
            title="Made-up report 900001",
            published="2014-01-22",
            citing="a spokesman",
        ),
        place=Place("Avdiivka town", country="UKR", latitude=48.145278, longitude=37.745),
        external_ids=(
            ExternalId("ucdp-ged", "900001", "24.1"),
            ExternalId("ucdp-dyad", "15100", "24.1"),
            ExternalId("ucdp-conflict", "13306", "24.1"),
            ExternalId("ucdp-type-of-violence", "1", "24.1"),
        ),
    )
    assert counts == [
        CasualtiesReported(
            id=f"ucdp-ged:900001:{part}",
            occurred="2014-01-22",
            reported="../..",
            counting="flow",
            series="ucdp-ged:900001",
            incident="ucdp-ged:900001",
            group=group,
            measure="killed",
            count=count,
            counting_body="UCDP",
            sources=first.sources,
            place=first.place,
            external_ids=(ExternalId("ucdp-ged", "900001", "24.1"),),
        )
        for part, group, count in (
            ("killed", None, Count(3, 3, 4)),
            ("killed-a", "UKR", Count(best=2)),
            ("killed-b", "DPR", Count(best=1)),
        )
    ]


def test_no_row_makes_an_offensive():
    kinds = {type(event) for outcome in GLOBAL.values() for event in outcome.events}
    assert kinds == {AttackReported, CasualtiesReported}


def test_bounds_out_of_order_are_all_kept_with_a_warning():
    assert dead(GLOBAL["900002"])[None] == (7, 7, 6)
    assert codes(GLOBAL["900002"]) == ["PT206"]


def test_an_unknown_number_of_sources_is_no_finding_and_ucdp_is_the_source():
    assert codes(GLOBAL["900003"]) == []
    assert attack("900003").sources == (Source("UCDP"),)


def test_articles_are_told_apart_whatever_quotes_and_semicolons_their_titles_have():
    assert attack("900004").sources == (
        Source(
            "Example Wire",
            title='Minister: "we shall not leave", he says; talks go on',
            published="2014-05-02",
            citing='the "Joint" headquarters, OHCHR',
        ),
        Source(
            "Beispiel, Agentur",
            title='Zwei Tote trotz "Waffenruhe"',
            published="2014-05-03",
            citing='the "Joint" headquarters, OHCHR',
        ),
    )


def test_what_ucdp_still_checks_is_provisional_and_said():
    for key, note in (
        ("900005", "UCDP: Check deaths"),
        ("900006", "UCDP: Check vague or biased source; place known to 25 km"),
    ):
        assert {event.certainty for event in GLOBAL[key].events} == {"provisional"}
        assert {event.note for event in GLOBAL[key].events} == {note}
    assert attack("900001").certainty == "reported"
    assert attack("900001").note is None


def test_a_day_that_is_not_exact_is_a_range_and_several_incidents_are_a_span():
    occurred = {key: str(attack(key).occurred) for key in GLOBAL if key}
    assert occurred["900005"] == "[2014-06-01..2014-06-04]"
    assert occurred["900006"] == "[2014-06-02..2014-06-08]"
    assert occurred["900007"] == "2014-07-01/2014-07-31"
    assert occurred["900008"] == "[2014-01-01..2014-12-31]"
    assert attack("900007").form == "state-based conflict, several incidents"


def test_the_dead_of_a_span_are_counted_by_its_last_day_and_not_before():
    span = [e for e in GLOBAL["900007"].events if isinstance(e, CasualtiesReported)]
    assert {str(event.as_of) for event in span} == {"2014-07-31"}
    unsourced = [CasualtiesReported(occurred=e.occurred, as_of=e.as_of, series="s", measure="killed", count=1) for e in span]  # fmt: skip
    assert {day_text(settled(event)) for event in unsourced} == {"2014-07-31"}
    one_act = [e for e in GLOBAL["900005"].events if isinstance(e, CasualtiesReported)]
    assert {event.as_of for event in one_act} == {None}


def test_a_single_day_that_is_not_exact_is_approximate():
    fields = {"id": "1", "date_start": "2014-01-22", "date_end": "2014-01-22", "date_prec": "2"}
    assert str(converted(fields)[0].occurred) == "2014-01-22~"
    assert str(converted(fields | {"date_prec": ""})[0].occurred) == "2014-01-22"


def converted(fields: dict[str, str], **options: str) -> list[Event]:
    row = Row(list(fields), list(fields.values()), file="f", line=2)
    row.key = UCDP_GED.key(row)
    return list(UCDP_GED.convert((row,), Context("ucdp-ged", **options)))


def test_civilians_are_whom_one_sided_violence_hits_and_nobodys_side():
    event = attack("900009")
    assert event.form == "one-sided violence"
    assert event.by == ("ISLAMIC-STATE",)
    assert event.against is None
    assert dead(GLOBAL["900009"]) == {None: (4, 4, 4), "civilians": (None, 4, None)}


def test_several_governments_on_one_side_are_all_named():
    event = attack("900010")
    assert event.by == ("AUS", "GBR", "USA", "IRQ")
    assert event.against is None
    coalition = "Government of Australia, Government of United Kingdom, Government of United States of America"
    assert dead(GLOBAL["900010"]) == {
        None: (13, 13, 13),
        coalition: (None, 2, None),
        "IRQ": (None, 11, None),
    }


def test_the_number_of_a_state_counts_on_the_day_of_the_row():
    assert attack("900011").by[0] == "SUN"
    assert attack("900012").by[0] == "YUG"
    assert attack("900013").by[0] == "SRB"


def test_the_middle_of_a_country_is_not_where_it_happened():
    assert attack("900014").place == Place("Syria", country="SYR")
    assert attack("900014").note == "UCDP: place known to the country"
    assert attack("900007").place is not None
    assert attack("900007").note == "UCDP: place known to the province"


def test_none_dead_is_a_figure_and_no_side_is_named():
    assert dead(GLOBAL["900013"]) == {None: (0, 0, 2)}


def test_a_value_of_several_lines_is_read_and_the_next_row_keeps_its_line():
    assert GLOBAL["900015"].rows[0].raw["where_description"].startswith("east of the road\n")
    assert [GLOBAL[key].rows[0].line for key in ("900015", "900016")] == [16, 18]


def test_sides_that_do_not_add_up_and_years_that_differ_are_warnings():
    assert codes(GLOBAL["900016"]) == ["PT218"]
    assert (
        "best 3, but the dead of the sides are 1 + 1 + 0 + 0"
        in GLOBAL["900016"].findings[0].message
    )
    assert dead(GLOBAL["900016"])[None] == (2, 3, 3)
    assert codes(GLOBAL["900017"]) == ["PT218"]
    assert str(attack("900017").occurred) == "2014-08-02"


def test_who_is_in_no_registry_is_reported_once():
    told = [f.message for o in GLOBAL.values() for f in o.findings if f.code == "PT207"]
    # The UCK of the registry is that of Macedonia; HTS has another id there.
    assert [one.partition(": ")[2] for one in told] == [
        "'APF'; its code is 'UCDP:515'",
        "'UCK'; its code is 'UCDP:308'",
        "'HTS'; its code is 'UCDP:6325'",
    ]
    assert not any("'DPR'" in one for one in told)


# Layouts


def test_whole_numbers_written_as_floats_are_read_as_whole():
    syria = outcomes("syria-41.csv")
    assert [*syria] == ["910001", "910002", "910003", "910004"]
    assert dead(syria["910002"]) == {None: (5, 7, 6), "civilians": (None, 6, None), "unknown": (None, 1, None)}  # fmt: skip
    first = syria["910001"].events[0]
    assert [(one.scheme, one.id) for one in first.external_ids] == [
        ("ucdp-ged", "910001"),
        ("ucdp-dyad", "11973"),
        ("ucdp-conflict", "299"),
        ("ucdp-type-of-violence", "1"),
    ]
    assert isinstance(first, AttackReported)
    assert first.by == ("SYR", "SYRIAN-INSURGENTS")


@pytest.mark.parametrize(("name", "width"), [("hdx-45.csv", 45), ("hdx-52.csv", 52)])
def test_the_columns_of_hdx_stand_in_another_order_with_a_row_of_tags(name, width):
    read = importers.read(FIXTURES / name, release="1", published="unknown")
    events = [event for outcome in read.outcomes() for event in outcome.events]
    assert len(read.columns) == width
    assert read.hxl
    assert str(events[0].occurred) == "2017-01-30"
    assert events[0].place == Place(
        "Avdiivka town", country="UKR", latitude=48.145278, longitude=37.745
    )
    assert isinstance(events[0], AttackReported)
    assert events[0].by[0] == "UKR"


def test_geojson_gives_its_points_and_days():
    found = outcomes("ged.geojson")
    assert [*found] == ["950001", "950002"]
    first, second = (outcome.events[0] for outcome in found.values())
    assert first.place == Place(
        "Avdiivka town", country="UKR", latitude=48.145278, longitude=37.745
    )
    assert [str(event.occurred) for event in (first, second)] == [
        "2020-10-01",
        "2020-10-02/2020-10-04",
    ]
    assert dead(found["950002"]) == {None: (2, 2, 7), "civilians": (None, 2, None)}
    assert [outcome.rows[0].line for outcome in found.values()] == [3, 4]


def test_a_release_without_a_header_is_read_from_its_first_row():
    found = outcomes("candidate-headless.csv")
    assert [*found] == ["930001", "930002"]
    assert dead(found["930001"]) == {None: (3, 3, 3), "UKR": (None, 1, None), "DPR": (None, 2, None)}  # fmt: skip


def test_slashes_are_months_first_in_every_spelling_of_one_file_and_windows_1252_is_read():
    found = outcomes("cp1252-mixed-dates.csv")
    assert {key: str(outcome.events[0].occurred) for key, outcome in found.items()} == {
        "940001": "2014-01-22",
        "940002": "2014-05-02",
        "940003": "2014-05-03",
        "940004": "[2014-05-04..2014-05-06]",
        "940005": "2014-12-11",
        "940006": "2014-05-07",
    }
    assert codes(found["940006"]) == ["PT204"]
    assert codes(found["940001"]) == ["PT211"]
    (source,) = found["940001"].events[0].sources
    assert source.citing == "le ministère de l'Intérieur"
    assert source.title == "Deux morts à l\N{RIGHT SINGLE QUOTATION MARK}aube, près de l\N{RIGHT SINGLE QUOTATION MARK}église"  # fmt: skip


# Streams


def test_rows_are_divided_by_country_dyad_or_conflict():
    read = importers.read(FIXTURES / "global-49.csv", published="unknown")
    rows = {outcome.key: outcome.rows for outcome in read.outcomes()}
    named_ = {
        by: [
            UCDP_GED.streams[by](rows[key], read.context) for key in ("900001", "900012", "900013")
        ]
        for by in UCDP_GED.streams
    }
    assert named_ == {
        "country": ["UKR", "YUG", "SRB"],
        "dyad": ["ucdp-dyad-15100", "ucdp-dyad-850", "ucdp-dyad-850"],
        "conflict": ["ucdp-conflict-13306", "ucdp-conflict-412", "ucdp-conflict-412"],
    }
    assert UCDP_GED.default_stream == "country"


def test_a_row_that_names_neither_is_put_into_a_stream_that_says_so():
    row = Row(["id"], ["1"])
    names = {UCDP_GED.streams[by]((row,), Context("ucdp-ged")) for by in UCDP_GED.streams}
    assert names == {
        "ucdp-country-not-stated",
        "ucdp-dyad-not-stated",
        "ucdp-conflict-not-stated",
    }


def test_the_first_releases_call_their_figures_estimates(tmp_path):
    text = (
        (FIXTURES / "global-49.csv")
        .read_text()
        .replace("best,high,low", "best_est,high_est,low_est")
    )
    (tmp_path / "ged15.csv").write_text(text)
    read = importers.read(tmp_path / "ged15.csv", release="24.1", published="unknown")
    assert [o.events for o in read.outcomes()] == [o.events for o in GLOBAL.values()]
