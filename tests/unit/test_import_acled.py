"""ACLED: every vintage since 2015, two taxonomies, four styles of dates, and what it deletes."""

from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path

import pytest

import peacetalks as pt
from csv_files import read_rows
from peacetalks import importers
from peacetalks.events.agreements import AgreementStageReached
from peacetalks.events.bookkeeping import EventRetracted
from peacetalks.events.force import (
    AttackReported,
    CasualtiesReported,
    IncidentReported,
    OffensiveLaunched,
)
from peacetalks.events.territory import TerritorialControlChanged
from peacetalks.importers.crosswalk import rules
from peacetalks.primitives.when import When

FIXTURES = Path(__file__).parents[1] / "fixtures" / "acled"


def read(name, **options):
    return importers.read(FIXTURES / name, release="2023-06", **{"published": "unknown"} | options)


def by_key(name):
    return {outcome.key or "no id": outcome for outcome in read(name).outcomes()}


@pytest.fixture(scope="module")
def rows():
    return by_key("interface.csv")


@pytest.fixture(scope="module")
def old():
    return by_key("2015.csv")


def codes(outcome):
    return [finding.code for finding in outcome.findings]


def test_a_clash_is_an_attack_and_its_dead_one_number(rows):
    attack, dead = rows["ARM9001"].events
    assert isinstance(attack, AttackReported)
    assert (attack.by, attack.against, attack.form) == (("ARM", "AZE"), None, "armed clash")
    assert isinstance(dead, CasualtiesReported)
    assert (dead.count.low, dead.count.best, dead.count.high) == (None, 2, None)
    assert dead.incident == attack.id


def test_no_dead_make_no_figure_for_a_zero_can_mean_unknown(rows):
    assert [type(event) for event in rows["ARM9006"].events] == [AttackReported]


def test_no_row_is_an_offensive(rows, old):
    kinds = {type(e) for told in (rows, old) for outcome in told.values() for e in outcome.events}
    assert OffensiveLaunched not in kinds


def test_an_event_is_public_from_when_acled_recorded_it(rows):
    assert rows["ARM9001"].events[0].reported == When("2023-05-16T20:00:00Z")
    assert rows["ARM9002"].events[0].reported == When("2023-05-20")
    (attack, _) = by_key("2020.csv")["ARM9001"].events
    assert attack.reported == When("2022-02-28T19:43:53Z")


def test_without_a_time_of_record_the_release_says_when():
    (attack, *_) = read("hdx.csv", published="2024-01-01")
    assert attack.reported == When("2024-01-01")


def test_an_agreement_is_of_no_stage_for_the_code_is_a_mixed_bag(rows):
    (event,) = rows["ARM9002"].events
    assert isinstance(event, AgreementStageReached)
    assert (event.stage, event.parties) == ("unspecified", ("ARM", "AZE"))
    assert "swap\ncaptives" in event.note


def test_territory_that_the_state_retakes_passes_to_it(rows):
    _, control, _ = rows["ARM9003"].events
    assert isinstance(control, TerritorialControlChanged)
    assert (control.to, control.from_, control.mode) == ("ARM", "ACLED:MADE-UP-MILITIA", "force")
    assert control.area == "Made-up village"


def test_territory_that_others_take_passes_from_the_state(rows):
    _, control = rows["ARM9004"].events
    assert (control.to, control.from_) == ("ACLED:MADE-UP-MILITIA", "ARM")


def test_territory_that_passes_without_a_fight_is_no_attack(rows, old):
    for outcome in (rows["ARM9005"], old["1422RTA"]):
        (control,) = outcome.events
        assert (type(control), control.mode) == (TerritorialControlChanged, "handover")


def test_who_took_territory_is_not_guessed_where_both_could_have(tmp_path):
    columns, rows = read_rows(FIXTURES / "interface.csv")
    row = dict(zip(columns, rows[3], strict=True))
    row |= {"actor1": "One Militia", "actor2": "Other Militia", "inter1": "3", "inter2": "2"}
    path = tmp_path / "two.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, row.values()])
    (outcome,) = importers.read(path, published="unknown").outcomes()
    _, control = outcome.events
    assert (control.to, control.from_) == (None, None)


def test_without_the_kinds_of_actors_a_state_is_known_by_its_name():
    _, control = by_key("hdx.csv")["ARM9004"].events
    assert (control.to, control.from_) == ("ACLED:MADE-UP-MILITIA", "ARM")


def test_foreign_forces_retake_for_the_state():
    _, control = by_key("2020.csv")["AZE9003"].events
    assert (control.to, control.from_) == ("ARM", "ACLED:MADE-UP-MILITIA")


def test_precision_of_a_week_is_some_day_around_and_of_a_month_the_month(rows):
    assert rows["ARM9003"].events[0].occurred == When("[2023-05-08..2023-05-14]")
    assert rows["ARM9004"].events[0].occurred == When("2023-05")


def test_a_state_acts_whoever_reigns_and_civilians_are_no_party(rows, old):
    assert old["1416RTA"].events[0].by == ("DZA",)
    assert old["1416RTA"].events[0].against is None
    assert old["1424RTA"].events[0].against == ("COD",)
    shelling = rows["ARM9006"].events[0]
    assert (shelling.by, shelling.against) == (("AZE",), None)
    assert shelling.form == "shelling, artillery or missile attack, civilians targeted"


def test_the_years_of_a_group_are_no_part_of_its_code(rows):
    assert rows["ARM9003"].events[0].by == ("ARM", "ACLED:MADE-UP-MILITIA")


def test_protests_and_riots_are_out_of_core_and_the_finding_tells_the_dead(rows, old):
    for outcome in (rows["ARM9008"], rows["ARM9009"], old["1419RTA"]):
        assert outcome.events == ()
        assert codes(outcome) == ["PT208"]
    assert "1 died" in rows["ARM9009"].findings[0].message


def test_other_developments_are_incidents_with_their_actors(rows, old):
    (event,) = rows["ARM9010"].events
    assert isinstance(event, IncidentReported)
    assert event.what.endswith("its activity: Military Forces of Armenia (2018-)")
    assert isinstance(old["1420RTA"].events[0], IncidentReported)


def test_the_year_25_is_an_error_and_makes_no_event(rows):
    assert rows["ARM9011"].events == ()
    assert codes(rows["ARM9011"]) == ["PT204"]
    assert "0025-09-26" in rows["ARM9011"].findings[0].message


def test_a_year_beside_the_date_is_a_contradiction(rows):
    assert codes(rows["ARM9012"]) == ["PT218"]
    assert rows["ARM9012"].events[0].occurred == When("2023-05-11")


def test_an_unknown_sub_type_falls_back_to_its_type_and_an_unknown_type_to_nothing(rows):
    assert rows["ARM9013"].events[0].form == "battle"
    assert codes(rows["ARM9013"]) == ["PT210"]
    assert rows["ARM9014"].events == ()
    assert codes(rows["ARM9014"]) == ["PT210"]


def test_every_value_that_cannot_be_read_is_a_finding(rows):
    assert codes(rows["ARM9015"]) == ["PT208"]
    assert sorted(codes(rows["ARM9016"])) == ["PT203", "PT203", "PT203", "PT204", "PT210"]
    # The day of the release is unknown, and so is that of the row.
    assert str(rows["ARM9016"].events[0].reported) == "../.."
    assert codes(rows["no id"]) == ["PT202"]


@pytest.mark.parametrize(
    ("name", "key", "day"),
    [
        ("2015.csv", "1416RTA", "2001-04-18"),
        ("2015.csv", "1417RTA", "2001-05-04"),
        ("2015.csv", "1418RTA", "2015-01-01"),
        ("2020.csv", "ARM9001", "2022-02-20"),
        ("2020.csv", "AZE9002", "2020-05-09"),
        ("2020.csv", "AZE9003", "2019-01-01"),
        ("interface.csv", "ARM9001", "2023-05-11"),
    ],
)
def test_dates_are_read_in_the_style_of_their_vintage(name, key, day):
    assert by_key(name)[key].events[0].occurred == When(day)


@pytest.mark.parametrize("name", ["interface.csv", "interface.json", "2020.csv", "hdx.csv"])
def test_the_event_of_a_row_has_one_id_in_all_vintages(name):
    event = next(read(name).outcomes()).events[0]
    assert event.id == "acled:ARM9001"
    assert event.by == ("ARM", "AZE")


def test_a_copy_without_fatalities_says_nothing_of_the_dead():
    imported = read("hdx.csv")
    assert not [event for event in imported if isinstance(event, CasualtiesReported)]
    assert imported.hxl[0] == "#event+code"


def test_the_older_types_are_read_in_any_capitals(old):
    attack, control = old["1418RTA"].events
    assert (attack.form, control.to) == ("armed clash", "ACLED:MADE-UP-BRIGADE")
    assert [type(event) for event in old["1423RTA"].events] == [
        AttackReported,
        TerritorialControlChanged,
    ]


def test_an_event_carries_its_row_its_type_and_the_ids_of_its_vintage(rows, old):
    told = [(one.scheme, one.id) for one in by_key("2020.csv")["ARM9001"].events[0].external_ids]
    assert told == [
        ("acled", "ARM9001"),
        ("acled-event-type-current", "Battles / Armed clash"),
        ("acled-data-id", "7000001"),
        ("acled-event-id-no-cnty", "9001"),
    ]
    assert old["1417RTA"].events[0].external_ids[1].scheme == "acled-event-type-old"
    assert all(one.release == "2023-06" for one in rows["ARM9001"].events[1].external_ids)


def test_deletions_retract_all_that_a_row_made_from_the_time_of_the_deletion():
    facts = [event for event in read("interface.csv") if ":ARM9001" in event.id]
    deletions = list(read("deleted.csv"))
    assert {event.reason for event in deletions} == {None}
    history = pt.History([*facts, *deletions])
    on = "2023-12-31"
    assert len(history.state(on=on, known="2023-07-21").casualties()) == 1
    assert history.state(on=on, known="2023-07-22").casualties() == ()
    told = history.effective(pt.Viewpoint(known="2023-07-22")).facts
    assert not {fact.event.id for fact in told} & {event.id for event in facts}


def test_a_deletion_names_every_event_that_any_row_makes():
    made = {
        event.id.partition(":")[2]
        for name in ("interface.csv", "2015.csv")
        for outcome in read(name).outcomes()
        for event in outcome.events
    }
    parts = {told.partition(":")[2] for told in made}
    named = {
        event.target.removeprefix("acled:ARM9001").strip(":") for event in read("deleted.json")
    }
    assert parts <= named


def test_a_deletion_without_a_time_or_an_id_retracts_nothing():
    rows = by_key("deleted.csv")
    assert [type(event) for event in rows["ARM9002"].events] == [EventRetracted] * 3
    assert rows["ARM9002"].events[0].occurred == When("2023-08-01")
    assert codes(rows["ARM9003"]) == ["PT204", "PT208"]
    assert codes(rows["ARM9004"]) == ["PT208"]
    assert codes(rows["no id"]) == ["PT202"]


def test_facts_and_deletions_divide_alike_by_the_letters_of_the_id():
    facts, deletions = read("interface.csv"), read("deleted.csv")
    told = [
        i.rule(by)(next(i.outcomes()).rows, i.context)
        for by in ("prefix", "country")
        for i in (facts.again(), deletions.again())
    ]
    assert told == ["acled-arm", "acled-arm", "ARM", "ARM"]


def test_a_log_retracts_what_it_holds_of_the_deleted_rows_in_whatever_stream():
    log = pt.MemoryLog()
    importers.append(log, None, read("interface.csv"))
    done = importers.append(log, None, read("deleted.csv"))
    # The clash and its dead, and the agreement; nothing of a change of control that was not.
    assert done.appended["retractions"] == 3
    told = log.history("ARM").effective().facts
    assert not [f for f in told if f.event.id.startswith(("acled:ARM9001", "acled:ARM9002"))]
    assert "acled:ARM9003" in {fact.event.id for fact in told}


def test_the_crosswalk_has_all_types_once_and_a_reason_where_nothing_is_made():
    for dialect in ("current", "old"):
        for rule in rules("ACLED", dialect).values():
            assert rule.acts or rule.reason
            assert rule.stated_as == "fact"
            assert {act.kind for act in rule.acts} <= {
                AttackReported,
                TerritorialControlChanged,
                AgreementStageReached,
                IncidentReported,
            }
    text = resources.files("peacetalks.importers").joinpath("crosswalk.csv").read_text("utf-8")
    told = [tuple(row[:5]) for row in csv.reader(text.splitlines()) if row[0] == "ACLED"]
    assert len(told) == len(set(told))
