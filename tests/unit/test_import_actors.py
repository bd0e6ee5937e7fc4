"""Whom names in data sets mean: what is understood, what is left over, and who is kept apart."""

from __future__ import annotations

import csv
from pathlib import Path

import attrs
import pytest

import peacetalks as pt
from csv_files import read_rows
from peacetalks import importers
from peacetalks.actors import Actor
from peacetalks.events.bookkeeping import ActorNamed
from peacetalks.events.force import AttackReported
from peacetalks.importers import Context, Format, Row
from peacetalks.importers.actors.resolution import understood
from peacetalks.importers.identifiers import code
from peacetalks.testing import laws
from peacetalks.testing.broken import BrokenLaw

ACLED = Path(__file__).parents[1] / "fixtures" / "acled" / "interface.csv"
GED = Path(__file__).parents[1] / "fixtures" / "ucdp-ged"


def of_two(tmp_path, one, other, **others):
    """Return what becomes of a row of ACLED with these actors."""
    columns, rows = read_rows(ACLED)
    row = {**dict(zip(columns, rows[0], strict=True)), "actor1": one, "actor2": other, **others}
    path = tmp_path / "two.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, row.values()])
    (outcome,) = importers.read(path, release="1", published="unknown").outcomes()
    return outcome


@pytest.mark.parametrize(
    ("name", "code_", "organ", "rest"),
    [
        ("Government of Armenia (2018-)", "ARM", "Government", ""),
        ("Military Forces of the Gambia (2016-)", "GMB", "Military Forces", ""),
        ("Police Forces of Israel (2022-) Border Police", "ISR", "Border Police", ""),
        ("Military Forces of Turkey (2016-) (Gendarmerie)", "TUR", "Gendarmerie", ""),
        ("Military Forces of Ukraine Navy", "UKR", "Navy", ""),
        ("Armed Forces of Ukraine", "UKR", "Armed Forces", ""),
        ("Military Forces of Yemen (2012-2015) Republican Guard", "YEM", None, "Republican Guard"),
        ("Military Forces of Libya (2014-2021) Air Force, Haftar Faction", "LBY", None,
         "Air Force, Haftar Faction"),
        ("Artsakh (1994-2023)", "NK", None, ""),
        ("NATO", "NATO", None, ""),
        ("AND", None, None, "AND"),
        ("Taliban (2021-) Northland", "TALIBAN", None, "Northland"),
        ("Hill Front (2021-) Northland", None, None, "Hill Front Northland"),
        ("Air Force", None, None, "Air Force"),
        ("(2016-)", None, None, "(2016-)"),
        ("TPLF: Tigray People's Liberation Front", "TPLF", None, ""),
        ("M23: March 23 Movement", "M23", None, ""),
        ("RSF: Rapid Support Forces", "RSF", None, ""),
        ("NATO: North Atlantic Treaty Organization", "NATO", None, ""),
        ("HTS: Hayat Tahrir al Sham", "HTS", None, ""),
        ("ELN: National Liberation Army", "ELN", None, ""),
        ("QSD: Syrian Democratic Forces", "SDF", None, ""),
        ("SDF: Social Democratic Front", None, None, "SDF: Social Democratic Front"),
        ("AND: Hill Front", None, None, "AND: Hill Front"),
        ("Hill: Hill Front", None, None, "Hill: Hill Front"),
    ],
)  # fmt: skip
def test_a_name_is_understood_as_far_as_all_its_words_are(name, code_, organ, rest):
    found = Context("acled").understood(name)
    assert (found.code, found.organ, found.rest) == (code_, organ, rest)
    assert found.whole == (None if rest else code_)


def test_a_name_of_two_actors_is_neither_and_the_finding_names_both():
    context, row = Context("acled"), Row([], [], line=2)
    got = context.actor(row, "Military Forces of Congo (1997-)", own="ACLED:X", slot="actor1")
    assert got == "ACLED:X"
    assert "can mean COD or COG, so neither is used" in row.findings[0].message
    assert understood("Congo", pt.world()).candidates == ("COD", "COG")


def test_an_abbreviation_with_the_name_of_another_is_neither_and_the_finding_names_both():
    context, row = Context("acled"), Row([], [], line=2)
    name = "PKK: Rapid Support Forces"
    assert context.actor(row, name, own="ACLED:X", slot="actor1") == "ACLED:X"
    assert "can mean PKK or RSF, so neither is used" in row.findings[0].message
    shared = understood("SRF: Hill Front", pt.world())
    assert shared.candidates == ("SDN-SRF", "SYR-SRF")
    assert understood("SRF: Rapid Support Forces", pt.world()).candidates == (
        "RSF", "SDN-SRF", "SYR-SRF",
    )  # fmt: skip


def test_a_registry_of_ones_own_knows_a_faction_by_its_name():
    council = "Military Forces of Yemen (2016-) Supreme Political Council"
    registry = pt.world().with_actors(Actor("SPC", "The Council", "faction", names=(council,)))
    context, row = Context("acled", registry=registry), Row([], [])
    assert context.actor(row, council, own="ACLED:X", slot="actor1") == "SPC"
    assert row.findings == []
    registry = pt.world().with_actors(
        Actor("YEM-SUPREME-POLITICAL-COUNCIL", "The Council", "faction", within="YEM")
    )
    context, row = Context("acled", registry=registry), Row([], [])
    assert context.actor(row, council, own="X", slot="actor1") == "YEM-SUPREME-POLITICAL-COUNCIL"
    assert row.findings == []


def test_letters_that_ascii_does_not_have_do_not_make_two_names_one_code():
    assert code("ACLED", "Партия 1") != code("ACLED", "Отряд 1")
    assert code("ACLED", "Łódź") != code("ACLED", "ódź")
    assert code("ACLED", "Côte") == "ACLED:COTE"


@pytest.mark.parametrize(
    ("name", "code_"),
    [
        ("ISIS", "ISLAMIC-STATE"),
        ("ISIL", "ISLAMIC-STATE"),
        ("AQAP", "AQAP"),
        ("Jabhat al-Nusra", "JABHAT-FATEH-AL-SHAM"),
        ("LNA", "LNA"),
        ("Government of National Accord", "GNA"),
        ("Houthi", "ANSARALLAH"),
    ],
)
def test_what_data_sets_call_a_group_is_known(name, code_):
    assert Context("icews").understood(name).whole == code_


# Two names, one actor


def test_two_names_of_one_state_that_fight_are_kept_apart(tmp_path):
    outcome = of_two(
        tmp_path, "Military Forces of Armenia (2018-)", "Police Forces of Armenia (2018-)"
    )
    battle = outcome.events[0]
    assert battle.by == (
        "ARM-MILITARY-FORCES-OF-ARMENIA-2018",
        "ARM-POLICE-FORCES-OF-ARMENIA-2018",
    )
    assert {actor.within for actor in outcome.actors if actor.actor in battle.by} == {"ARM"}
    assert not any(actor.organ_of for actor in outcome.actors)
    (told,) = [finding for finding in outcome.findings if finding.code == "PT219"]
    assert "names of 'ARM' on both sides are kept apart" in told.message


def test_two_reigns_of_one_army_that_fight_are_kept_apart(tmp_path):
    names = ("Military Forces of Libya (2014-2021)", "Military Forces of Libya (2016-2021)")
    assert len(set(of_two(tmp_path, *names).events[0].by)) == 2


def test_one_name_on_both_sides_is_what_the_file_says(tmp_path):
    name = "Military Forces of Armenia (2018-)"
    outcome = of_two(tmp_path, name, name)
    assert outcome.events[0].by == ("ARM",)
    assert "PT219" not in {finding.code for finding in outcome.findings}


def test_two_names_of_one_state_in_an_agreement_are_two_parties(tmp_path):
    kinds = {"event_type": "Strategic developments", "sub_event_type": "Agreement"}
    names = ("Military Forces of Armenia (2018-)", "Police Forces of Armenia (2018-)")
    outcome = of_two(tmp_path, *names, **kinds)
    assert len(outcome.events[0].parties) == 2
    (told,) = [finding.message for finding in outcome.findings if finding.code == "PT219"]
    assert "fought" not in told


def test_two_names_of_one_actor_that_do_not_fight_are_a_finding():
    read = importers.read(
        Path(__file__).parents[1] / "fixtures" / "icews" / "published.tab", published="unknown"
    )
    told = [f for outcome in read.outcomes() for f in outcome.findings if f.code == "PT219"]
    assert all(finding.severity == "note" for finding in told)


def _merging(rows, context):
    (row,) = rows
    for column in ("one", "other"):
        context.actor(row, row.fields[column], own="X:X", slot=column)
    code_ = row.named[0].code
    yield AttackReported(
        id=context.id(row.key), occurred="2020", by=code_, against=row.named[1].code
    )


MERGING = Format(
    name="merging",
    title="Made up",
    publisher="Nobody",
    licence="CC0",
    required=("id", "one", "other"),
    key=lambda row: row.text_of("id"),
    convert=_merging,
    streams={"all": lambda _rows, _context: "all"},
    default_stream="all",
)


def test_a_format_that_puts_one_actor_on_both_sides_breaks_the_law(tmp_path):
    path = tmp_path / "merging.csv"
    path.write_text("id,one,other\n1,Armed Forces of Ukraine,Police Forces of Ukraine\n")
    with pytest.raises(BrokenLaw, match="names") as error:
        laws.check_importer(path, MERGING, max_examples=20)
    assert "both sides" in str(error.value)
    (outcome,) = importers.read(path, MERGING, published="unknown").outcomes()
    assert [finding.code for finding in outcome.findings] == ["PT219"]


def test_who_fights_the_state_it_is_an_organ_of_stands_within_it(tmp_path):
    columns = [
        "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
        "CAMEO Code", "Target Name", "Target Sectors", "Target Country", "Story ID", "Country",
    ]  # fmt: skip
    talk = ["1", "2020-10-01", "Military (Armenia)", "NULL", "Armenia", "Consult", "040",
            "Azerbaijan", "NULL", "Azerbaijan", "1", "Armenia"]  # fmt: skip
    fight = ["2", "2020-10-02", "Military (Armenia)", "NULL", "Armenia", "Fight", "190",
             "Armenia", "NULL", "Armenia", "2", "Armenia"]  # fmt: skip
    after = ["3", "2020-10-03", *talk[2:]]
    path = tmp_path / "events.tab"
    path.write_text("".join("\t".join(row) + "\n" for row in (columns, talk, fight, after)))
    outcomes = list(importers.read(path, "icews", release="1", published="unknown").outcomes())
    relations = [
        [(actor.organ_of, actor.within) for actor in outcome.actors] for outcome in outcomes
    ]
    assert relations == [[("ARM", None)], [(None, "ARM")], [(None, "ARM")]]


# What is stated


def stated(log, stream):
    return [
        (record.event.actor, record.event.names.get("en"))
        for record in log.read(stream, kinds=[ActorNamed])
    ]


def test_an_actor_is_stated_once_in_each_stream_and_again_under_another_name(tmp_path):
    columns, rows = read_rows(ACLED)
    at = {name: columns.index(name) for name in ("event_id_cnty", "actor2", "country", "iso")}
    changes = [
        ("1", "Made-up Militia", "Armenia", "51"),
        ("2", "Made-up Militia", "Armenia", "51"),
        ("3", "MADE-UP MILITIA", "Armenia", "51"),
        ("4", "Made-up Militia", "Georgia", "268"),
    ]
    made = []
    for change in changes:
        row = list(rows[0])
        for column, value in zip(at.values(), change, strict=True):
            row[column] = value
        made.append(row)
    path = tmp_path / "militia.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *made])
    told = [
        (stream, event.names["en"])
        for stream, event in importers.read(path, release="1", published="unknown").feed()
        if isinstance(event, ActorNamed) and event.actor == "ACLED:MADE-UP-MILITIA"
    ]
    assert told == [
        ("ARM", "Made-up Militia"),
        ("ARM", "MADE-UP MILITIA"),
        ("GEO", "Made-up Militia"),
    ]
    events = list(importers.read(path, release="1", published="unknown"))
    assert len({event.id for event in events}) == len(events)
    assert str(importers.read(path, published="unknown").report).count("named") == 0
    read = importers.read(path, release="1", published="unknown")
    list(read)
    assert read.report.actors == 3
    assert "3 named" in str(read.report)
    assert "ACLED:MADE-UP-MILITIA  'Made-up Militia'" in str(read.report)


@pytest.mark.parametrize("way", ["append", "sync"])
def test_a_log_states_an_actor_once_per_stream_and_never_retracts_it(tmp_path, way):
    log = pt.MemoryLog()
    path = tmp_path / "ged.csv"
    lines = (GED / "global-49.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:3]))
    # Of whom the registry knows all, nothing is stated.
    ukraine = pt.world().get("UKR")
    aliases = [alias for alias in ukraine.aliases if alias.scheme != "ucdp-actor"]
    registry = pt.Registry([attrs.evolve(ukraine, aliases=aliases)])

    def take_in(release, published):
        read = importers.read(
            path,
            "ucdp-ged",
            release=release,
            published=published,
            covers="UKR:2014/2018",
            registry=registry,
        )
        if way == "append":
            return importers.append(log, None, read)
        return importers.sync(log, None, read, published=published, allow_withdrawals=True)

    first = take_in("1", "2020-01")
    assert first.appended["actors"] == 3
    assert stated(log, "UKR") == [
        ("UKR", None),
        ("UCDP:6711", "DPR"),
        ("UCDP", "Uppsala Conflict Data Program"),
    ]
    head = log.head()
    again = take_in("1", "2020-01")
    assert again.appended.get("actors", 0) == 0
    assert log.head() == head
    path.write_text("".join([lines[0], lines[2]]))
    take_in("2", "2021-01")
    assert len(stated(log, "UKR")) == 3
    path.write_text("".join(lines[:4]))
    third = take_in("3", "2022-01")
    assert third.appended["actors"] == len(stated(log, "UKR")) - 3


def test_two_files_of_one_data_set_can_be_read_together(tmp_path):
    lines = (GED / "syria-41.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    parts = []
    for number, rows in enumerate((lines[1:], lines[1:][::-1])):
        path = tmp_path / f"{number}.csv"
        path.write_text("".join([lines[0], *rows]))
        parts.append(list(importers.read(path, release="1", published="unknown")))
    assert len(pt.History([*parts[0], *parts[1]])) > 0


def test_a_format_of_ones_own_that_only_gives_codes_states_its_names():
    context, row = Context("mine"), Row([], [])
    context.local_code(row, "MINE:A", "The A Front")
    said = row.named[0].said
    assert said is not None
    event = context.statement(said, pt.When("2020-01-01"))
    assert (event.actor, event.names["en"], event.id.startswith("mine:actor:MINE:A:")) == (
        "MINE:A", "The A Front", True,
    )  # fmt: skip


def test_a_code_that_no_event_can_hold_is_a_finding_of_its_row(tmp_path):
    def convert(rows, context):
        context.local_code(rows[0], "not a code", "The A Front")
        yield AttackReported(id=context.id(rows[0].key), occurred="2020")

    path = tmp_path / "odd.csv"
    path.write_text("id,one,other\n1,A,B\n")
    (outcome,) = importers.read(
        path, attrs.evolve(MERGING, convert=convert), published="unknown"
    ).outcomes()
    assert (outcome.events, outcome.actors) == ((), ())
    assert [finding.code for finding in outcome.findings] == ["PT207", "PT209"]
