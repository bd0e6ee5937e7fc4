"""Actors are shown by their names: no view for readers has a code where a name is on record."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, settings

import peacetalks as pt
from commands import run
from peacetalks import interchange, views
from peacetalks.actors.code import PRESS
from peacetalks.codec import decode, to_plain
from peacetalks.state.names import named_in
from peacetalks.testing.strategies import histories
from peacetalks.views.html_report.page import html_of
from texts_seen import figure_texts, visible

pytest.importorskip("matplotlib")

CODE = re.compile(r"\bQZ[A-Z]{2}\b")
"""The codes that actors get here: no word of any text, and no part of a name."""
ANIMALS = (
    *("Ants", "Bees", "Cats", "Dogs", "Eels", "Foxes", "Geese", "Hares", "Ibexes", "Jays"),
    *("Kites", "Larks", "Mice", "Newts", "Owls", "Pikes", "Quails", "Rats", "Seals", "Toads"),
    *("Urchins", "Voles", "Wolves", "Yaks", "Zebras", "Adders", "Bats", "Crows", "Doves", "Elks"),
)


def recoded(value: object, codes: dict[str, str]) -> object:
    """Return plain values in which every code is another one."""
    if isinstance(value, str):
        return codes.get(value, value)
    if isinstance(value, list):
        return [recoded(item, codes) for item in value]
    if isinstance(value, dict):
        return {
            codes.get(key, key): item if key in {"publisher", "text"} else recoded(item, codes)
            for key, item in value.items()
        }
    return value


def told_of_animals(events: tuple[pt.Event, ...]) -> list[pt.Event]:
    """Return events about actors with made-up codes, and the statements that name those."""
    named = {one for event in events for one in named_in(event)}
    found = sorted({name for what, name in named if what == "actor"} - {PRESS})
    letters = map("".join, itertools.product("ABCDEFGHIJ", repeat=2))
    codes = {code: f"QZ{end}" for code, end in zip(found, letters, strict=False)}
    names = [f"{animal} {n}".removesuffix(" 1") for n in range(1, 5) for animal in ANIMALS]
    statements = [
        pt.ActorNamed(occurred="../..", actor=code, names=name)
        for code, name in zip(codes.values(), names, strict=False)
    ]
    told = [decode(recoded(to_plain(event) | {"id": event.id}, codes)) for event in events]
    return [*statements, *told]


@pytest.fixture(scope="module")
def history() -> pt.History:
    return pt.History(told_of_animals(pt.datasets.south_caucasus().events))


def test_no_code_is_shown_on_the_timeline(history: pt.History, tmp_path: Path):
    path = tmp_path / "talks.jsonl"
    pt.write(path, history.events)
    told = {
        "timeline": run("timeline", path)[1],
        "state": run("state", path, "--on", "2023-11-17")[1],
        "diff": run("diff", path, "--from", "2023-11-01", "--to", "2023-11-17")[1],
        "report": visible(html_of(history)),
    }
    assert [name for name, text in told.items() if CODE.search(text)] == []
    assert "Bees" in told["timeline"]
    assert "according to" in told["report"]


def test_no_code_is_shown_behind_a_part(history: pt.History):
    for table, key, part in history.state().parts:
        _, *lines = str(history.why(part)).split("\n")
        assert CODE.findall("\n".join(lines)) == [], (table, key)


FIGURES = {
    "timeline": views.plot_timeline,
    "timeline by actor": lambda history: views.plot_timeline(history, by="actor"),
    "phases": views.plot_phases,
    "standing": views.plot_standing,
    "series": lambda history: views.plot_series(history, "nk-exodus-2023"),
    "accounts": lambda history: views.plot_accounts(history, *sides(history)),
}


def sides(history: pt.History) -> list[str]:
    return sorted({code for event in history.events for code in event.claimed_by})[:2]


@pytest.mark.parametrize("name", FIGURES)
def test_no_code_is_shown_in_a_figure(history: pt.History, name: str):
    texts = figure_texts(FIGURES[name](history))
    assert [text for text in texts if CODE.search(text)] == []
    assert any(animal in text for animal in ANIMALS for text in texts) or name == "series"


def test_no_code_is_shown_in_a_calendar(history: pt.History):
    pytest.importorskip("icalendar")
    agenda = interchange.calendar(history)
    entries = agenda.calendar.walk("VEVENT")
    texts = [str(entry.get(name, "")) for entry in entries for name in ("summary", "description")]
    assert texts
    assert [text for text in texts if CODE.search(text)] == []


@settings(max_examples=25, deadline=None)
@given(histories(max_size=15, with_corrections=True, with_disputes=True))
def test_no_report_and_no_timeline_of_any_story_shows_a_code(told: pt.History):
    history = pt.History(told_of_animals(told.events))
    assert CODE.findall(visible(html_of(history))) == []
    assert CODE.findall(str(history.state().summary())) == []


def test_the_json_of_an_answer_has_codes_and_their_names_once(history: pt.History):
    plain = views.state_to_plain(history.state())
    assert set(CODE.findall(str(plain["facts"]))) <= plain["actors"].keys()
    assert None not in plain["actors"].values()


def test_a_file_of_ucdp_shows_the_names_that_it_has():
    rebels = pt.ActorNamed(occurred="2017-01-30", actor="UCDP:4456", names="Hill Valley insurgents")
    clash = pt.AttackReported(id="1", occurred="2017-01-30", by=("SYR", "UCDP:4456"))
    history = pt.History([rebels, clash])
    texts = [*figure_texts(views.plot_timeline(history, by="actor")), visible(html_of(history))]
    assert [text for text in texts if "UCDP:" in text] == []
    assert "Hill Valley insurgents" in texts[-1]
