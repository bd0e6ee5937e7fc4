"""What importers state of actors: when it is known, how often, and what a log needs to read it."""

from __future__ import annotations

import csv
from itertools import permutations
from pathlib import Path

import pytest

import peacetalks as pt
from csv_files import read_rows
from peacetalks import importers
from peacetalks.actors import Actor
from peacetalks.events.bookkeeping import ActorNamed
from peacetalks.events.force import AttackReported
from peacetalks.importers import Context, Format, Row

ACLED = Path(__file__).parents[1] / "fixtures" / "acled" / "interface.csv"
GED = Path(__file__).parents[1] / "fixtures" / "ucdp-ged"
CASES = Path(__file__).parents[1] / "cases" / "inputs" / "actors"
COUNCIL = "Military Forces of Yemen (2016-) Supreme Political Council"
STATE = "Military Forces of Yemen (2022-)"


def acled(path, *rows):
    """Write rows of ACLED, each one with what it has else than the first of the fixture."""
    columns, (first, *_) = read_rows(ACLED)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        for number, row in enumerate(rows):
            base = dict(zip(columns, first, strict=True)) | {"event_id_cnty": f"MUP{number}"}
            writer.writerow(base | row)
    return path


def militia(name, day, timestamp="1577836800"):
    return {"actor2": name, "event_date": day, "year": day[:4], "timestamp": timestamp}


def names_of(events, code="ACLED:MADE-UP-MILITIA"):
    return [e.names["en"] for e in events if isinstance(e, ActorNamed) and e.actor == code]


NAMES = ["Made-up Militia", "MADE-UP MILITIA", "Made-up Militia"]
DAYS = ["2019-01-01", "2019-02-01", "2019-03-01"]


# When it is known


def test_two_enemies_are_two_from_the_day_on_which_their_fight_was_known(tmp_path):
    fight = {"actor1": COUNCIL, "actor2": STATE, "event_date": "2023-03-01", "year": "2023"}
    path = acled(tmp_path / "a.csv", fight | {"timestamp": "1677628800", "fatalities": "2"})
    read = importers.read(path, release="1", published="2024-01-01")
    history = pt.History(read)
    for known in ("2023-03-01", "2023-12-31", "2024-01-01", None):
        state = history.state(on="2023-03-01", known=known)
        (attack,) = state.attacks()
        council = "YEM-SUPREME-POLITICAL-COUNCIL"
        assert attack.by == (council, "YEM")
        assert (state.actors.name(council), state.actors.within(council)) == (COUNCIL, "YEM")
        assert state.actors.principal(council) == council
        assert state.actors.knows("ACLED")
    assert not history.state(known="2023-02-28").actors


def test_what_was_known_earlier_in_a_later_row_is_known_then(tmp_path):
    late, early = "1704067200", "1546300800"  # 2024-01-01 and 2019-01-01
    rows = [militia(NAMES[0], DAYS[0], late), militia(NAMES[0], DAYS[0], early)]
    history = pt.History(
        importers.read(acled(tmp_path / "a.csv", *rows), release="1", published="unknown")
    )
    actors = history.state(known="2019-06-01").actors
    assert actors.name("ACLED:MADE-UP-MILITIA") == "Made-up Militia"
    assert len(actors["ACLED:MADE-UP-MILITIA"].because) == 1


def test_nothing_of_a_release_whose_day_is_unknown_is_ever_known_then(tmp_path):
    with (GED / "global-49.csv").open(newline="", encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    row |= {"side_b": "Hill rebels", "side_b_new_id": "999104", "date_prec": "5", "year": "2014"}
    row |= {"date_start": "2014-01-01", "date_end": "2014-12-31"}
    row |= {
        "source_article": '"Example Wire,2014-03-01,Made-up report"',
        "source_date": "2014-03-01",
    }
    path = tmp_path / "ged.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    history = pt.History(importers.read(path, release="19.1", published="unknown"))
    then = history.state(known="2999-12-31")
    assert not list(then.casualties())
    assert not then.actors.knows("UCDP")
    assert not then.coverage.statements
    hindsight = history.state()
    assert hindsight.actors.name("UCDP:999104") == "Hill rebels"
    assert hindsight.casualties()
    assert [str(one.period) for one in hindsight.coverage.statements] == ["2014"]


# How often


def test_a_name_that_returns_is_stated_again(tmp_path):
    path = acled(tmp_path / "a.csv", *map(militia, NAMES, DAYS))
    read = importers.read(path, release="1", published="2020-01-01")
    events = list(read)
    assert names_of(events) == NAMES
    assert len({event.id for event in events}) == len(events)
    assert names_of(event for _, event in read.again().feed()) == NAMES
    assert read.report.actors == 3
    twice = acled(tmp_path / "b.csv", *map(militia, NAMES[:1] * 3, DAYS))
    assert names_of(importers.read(twice, release="1", published="unknown")) == NAMES[:1]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_rows_does_not_decide_what_an_actor_is_called(tmp_path, order):
    rows = [militia(NAMES[n], DAYS[n]) for n in order]
    events = list(
        importers.read(acled(tmp_path / "a.csv", *rows), release="1", published="unknown")
    )
    log = pt.MemoryLog()
    log.append("s", events)
    for actors in (pt.History(events).actors, log.history("s").actors):
        assert actors.name("ACLED:MADE-UP-MILITIA") == "Made-up Militia"


@pytest.mark.parametrize("way", ["append", "sync"])
def test_a_name_that_returns_in_a_later_release_is_stated_again(tmp_path, way):
    log = pt.MemoryLog()

    def take_in(number, name):
        row = militia(name, DAYS[0], "") | {
            "event_id_cnty": f"MUP{number if way == 'append' else 0}"
        }
        path = acled(tmp_path / f"{number}.csv", row)
        published = f"202{number}-01-01"
        read = importers.read(path, release=str(number), published=published)
        if way == "append":
            importers.append(log, None, read)
        else:
            importers.sync(log, None, read, published=published)

    for number, name in enumerate(NAMES, 1):
        take_in(number, name)
        (stream,) = [one.stream for one in log.streams() if not one.stream.startswith("releases:")]
        told = [record.event for record in log.read(stream, kinds=[ActorNamed])]
        assert names_of(told) == NAMES[:number]
        assert log.history(stream).actors.name("ACLED:MADE-UP-MILITIA") == name
        head = log.head()
        take_in(number, name)
        assert log.head() == head
    then = log.history(stream).state(known="2022-06-01").actors
    assert then.name("ACLED:MADE-UP-MILITIA") == NAMES[1]


def test_what_people_call_an_actor_is_not_taken_back_by_a_release_that_says_the_same(tmp_path):
    log = pt.MemoryLog()
    for number in (1, 2):
        rows = [militia(NAMES[0], day, "") for day in DAYS[: number + 1]]
        read = importers.read(
            acled(tmp_path / f"{number}.csv", *rows), release=str(number), published="unknown"
        )
        importers.sync(log, None, read, published=f"202{number}-01-01")
        ours = ActorNamed(occurred="2021-02-01", actor="ACLED:MADE-UP-MILITIA", names="Ours")
        log.append("ARM", [ours])
    assert log.history("ARM").actors.name("ACLED:MADE-UP-MILITIA") == "Ours"


# What is stated


def test_all_is_stated_of_an_actor_that_only_the_registry_of_a_study_has(tmp_path):
    sheet = tmp_path / "lake.csv"
    sheet.write_text(
        "code,name,names,group,organ_of,within,ids\n"
        "LAKE,Lake Front,Made-up Militia,armed_group,,ARM,ucdp-actor:999104\n"
    )
    registry = pt.world().with_actors(sheet)
    path = acled(tmp_path / "a.csv", militia(NAMES[0], DAYS[0]))
    read = importers.read(path, release="1", registry=registry, published="unknown")
    history = pt.History(read)
    lake = history.actors["LAKE"]
    assert (lake.name, lake.names) == ("Lake Front", ("Made-up Militia", "Lake Front"))
    assert (lake.sort, lake.organ_of, lake.within) == ("armed_group", None, "ARM")
    assert dict(lake.ids) == {"ucdp-actor": ("999104",)}
    assert "Lake Front" in history.state().summary()
    assert "LAKE" not in history.state().summary()
    assert history.actors.resolve("made-up militia") == "LAKE"
    assert read.report.unknown == ()
    log = pt.MemoryLog()
    importers.append(log, None, read.again())
    assert log.history("ARM").actors["LAKE"] == lake


def test_the_actor_of_a_study_is_stated_where_only_a_part_of_it_acts(tmp_path):
    registry = pt.world().with_actors(Actor("LAKE", "Lakeland", "state"))
    row = militia("Military Forces of Lakeland (2016-) Hill Faction", DAYS[0])
    events = list(
        importers.read(
            acled(tmp_path / "a.csv", row), release="1", registry=registry, published="unknown"
        )
    )
    actors = pt.History(events).actors
    assert actors.within("LAKE-HILL-FACTION") == "LAKE"
    assert actors.name("LAKE") == "Lakeland"


def test_the_actor_of_a_study_is_said_with_its_organ():
    registry = pt.world().with_actors(Actor("LAKE", "Lakeland", "territory", organ_of="ARM"))
    context, row = Context("made-up", registry=registry), Row([], [])
    context.part(row, "Army (Lakeland)", "LAKE-ARMY", "LAKE", slot="source", is_organ=True)
    army, lake = (named.said for named in row.named)
    assert (army.code, army.organ_of) == ("LAKE-ARMY", "LAKE")
    assert (lake.code, lake.name, lake.sort, lake.organ_of) == ("LAKE", "Lakeland", None, "ARM")


def test_whom_a_row_names_and_no_event_of_it_is_not_stated(tmp_path):
    def convert(rows, context):
        (row,) = rows
        named = context.local_code(row, "MINE:A", "The A Front", slot="one")
        context.local_code(row, "MINE:B", "The B Front", slot="other")
        context.body(row, "MINE", "The Office")
        yield AttackReported(id=context.id(row.key), occurred="2020", by=named)

    mine = Format(
        name="mine",
        title="Made up",
        publisher="The Office",
        licence="CC0",
        required=("id", "one"),
        key=lambda row: row.text_of("id"),
        convert=convert,
        streams={"all": lambda _rows, _context: "all"},
        default_stream="all",
    )
    path = tmp_path / "mine.csv"
    path.write_text("id,one\n1,A\n2,B\n")
    told = [
        e.actor
        for e in importers.read(path, mine, published="unknown")
        if isinstance(e, ActorNamed)
    ]
    assert told == ["MINE:A"]
    (first, _) = importers.read(path, mine, published="unknown").outcomes()
    assert [event.actor for event in first.actors] == ["MINE:A"]


def test_of_whom_everybody_knows_nothing_is_stated_but_new_ids(tmp_path):
    path = acled(tmp_path / "a.csv", militia("Military Forces of Azerbaijan (2003-)", DAYS[0]))
    told = [
        e.actor
        for e in importers.read(path, release="1", published="unknown")
        if isinstance(e, ActorNamed)
    ]
    assert set(told) <= {"ACLED"}


def test_a_body_that_no_event_names_is_not_stated(tmp_path):
    told = {}
    for dead in ("0", "3"):
        row = militia("Military Forces of Azerbaijan (2003-)", DAYS[0]) | {"fatalities": dead}
        events = importers.read(acled(tmp_path / "a.csv", row), release="1", published="unknown")
        told[dead] = [event.actor for event in events if isinstance(event, ActorNamed)]
    assert told == {"0": [], "3": ["ACLED"]}


def test_parties_of_prose_are_stated_and_nobody_else():
    events = list(importers.read(CASES / "A05-unread.csv", release="1", published="unknown"))
    facts = [event for event in events if not isinstance(event, ActorNamed)]
    named = {code for event in facts for code in event.parties or ()}
    assert {event.actor for event in events if isinstance(event, ActorNamed)} == named
