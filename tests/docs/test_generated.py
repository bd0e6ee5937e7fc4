"""The generated pages are what the code says, and leave nothing out."""

import importlib
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import get_args

import attrs
import pytest

import peacetalks as pt
from import_fixtures import FILES
from peacetalks import importers
from peacetalks.events import KINDS, Stage
from peacetalks.importers import crosswalk
from peacetalks.reducer.mediation import TRANSITIONS
from peacetalks.state.meetings import STATUS
from peacetalks.state.parts import Parts

pytestmark = pytest.mark.house

ROOT = Path(__file__).parents[2]
GENERATED = ROOT / "docs/generated"
KINDS_PAGES = ROOT / "docs/reference/kinds"
DIAGRAMS = ROOT / "docs/reference/diagrams.md"
TESTING = ROOT / "docs/reference/testing.md"
COMMON = KINDS_PAGES / "common.md"
STATE = ROOT / "docs/reference/state.md"
TITLES = ("A meeting", "A mediator, to one party", "An agreement")
NAMES = {"not on record": "nothing on record"}
SCHEMES = {
    "acled": ("ACLED", "ACLED, CURRENT", "ACLED, OLD"),
    "acled-deleted": ("ACLED",),
    "gdelt": ("CAMEO", "CAMEO, GDELT"),
    "icews": ("CAMEO", "CAMEO, ICEWS"),
    "mend": ("MEND",),
    "pa-x": ("PA-X",),
    "ucdp-ged": ("UCDP GED",),
    "ucdp-peace-agreements": ("UCDP Peace Agreement",),
    "unhcr": ("UNHCR",),
}
"""The names on the pages of what each format tells in."""


@pytest.mark.parametrize("writer", ["docs/generated", "docs/generated/union.py"])
def test_what_is_generated_is_as_the_code_has_it(writer):
    done = subprocess.run(
        [sys.executable, ROOT / writer, "--check"],
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_has_a_section_with_its_fields_and_an_example(kind):
    section = _section(kind)
    assert f"`pt.{kind.__name__}`" in section
    own = {field.alias for field in attrs.fields(kind)} - {
        field.alias for field in attrs.fields(pt.events.Event)
    }
    for name in own:
        assert f"| `{name.rstrip('_')}` |" in section or f"| `{name}` |" in section, name
    assert "```python\n>>> " in section


def test_no_field_of_every_event_and_no_value_in_one_is_without_its_meaning():
    fields = {row[0].strip("`") for row in _rows(COMMON.read_text(encoding="utf-8"))}
    assert {field.alias for field in attrs.fields(pt.events.Event)} <= fields
    for value in (
        pt.After,
        pt.Condition,
        pt.Count,
        pt.ExternalId,
        pt.Participant,
        pt.Place,
        pt.Reason,
        pt.Source,
    ):
        rows = _rows(_after(COMMON, f"\n## {value.__name__}\n"))
        assert rows[0] == ["field", "holds", "meaning"]
        told = {name.strip("`"): meaning for name, _, meaning in rows[1:]}
        assert set(told) == {field.alias for field in attrs.fields(value)}
        assert all(told.values())


def test_every_code_of_the_crosswalk_is_on_a_page_where_it_makes_that_kind():
    missing = [
        (scheme, code, act.kind.kind)
        for scheme, dialect in crosswalk.dialects()
        for code, rule in crosswalk.rules(scheme, dialect).items()
        for act in rule.acts
        if f"`{code}`" not in _section(act.kind)
    ]
    assert missing == []


def test_every_part_and_every_question_is_on_the_page_of_the_state():
    page = STATE.read_text(encoding="utf-8")
    for field in attrs.fields(Parts):
        assert f"\n### {field.name}\n" in page
    for name, told in vars(pt.NegotiationState).items():
        if not name.startswith("_") and callable(told) and told.__doc__:
            assert f"`state.{name}(" in page, name


def test_no_kind_that_an_import_makes_is_without_its_counterpart_in_that_data_set():
    reads = [importers.read(path, release="1", published="unknown") for path in FILES]
    outcomes = ((read.format.name, outcome) for read in reads for outcome in read.outcomes())
    made = {(name, type(event)) for name, outcome in outcomes for event in outcome.events}
    assert {name for name, _ in made} == set(SCHEMES)
    missing = [
        (name, kind.kind)
        for name, kind in made
        if not any(f"\n| {scheme} | " in _section(kind) for scheme in SCHEMES[name])
    ]
    assert missing == []


def test_the_diagrams_lack_no_status_and_no_rule():
    standings = _edges("A mediator, to one party")
    for what, levels in TRANSITIONS.items():
        for before, after in levels.items():
            assert before == after or what in standings[before, after]
    assert {status for status, _ in STATUS} <= _reached(_edges("A meeting"))
    assert set(get_args(Stage)) - {"resumed"} <= _reached(_edges("An agreement"))


@pytest.mark.parametrize(
    ("counted", "title"),
    [("a meeting went from", "A meeting"), ("the standing of a", "A mediator, to one party")],
)
def test_no_transition_that_stories_make_is_missing_from_its_diagram(counted, title):
    rows = _rows(_after(TESTING, counted))
    steps = {
        (NAMES.get(before, before), after)
        for before, *counts in rows[1:]
        for after, count in zip(rows[0][1:], counts, strict=True)
        if count and before != after
    }
    assert len(steps) > 15  # the page has more, if it was read well
    assert steps - set(_edges(title)) == set()


def test_no_stage_that_stories_reach_is_missing_from_the_diagram_of_agreements():
    counts = _after(TESTING, "reached a stage:").partition("\n## ")[0].strip()
    tables = [_rows(f"\n{table}") for table in counts.split("\n\n") if table.startswith("|")]
    counted = {stage.replace(" ", "_") for table in tables for stage in table[0]}
    assert counted == set(get_args(Stage))
    edges = _edges("An agreement")
    assert counted - {name for by in edges.values() for name in by} == set()


@pytest.mark.parametrize("diagram", ["meetings", "standings", "agreements"])
def test_no_story_longer_by_an_event_leads_where_no_edge_is(diagram, monkeypatch):
    monkeypatch.syspath_prepend(GENERATED)
    found = getattr(importlib.import_module("ways"), diagram)
    assert set(found(1)) == set(found())


@pytest.mark.parametrize(
    "step",
    [
        ("postponed", "put off to a new day", "proposed"),
        ("postponed", "proposed for a day", "proposed"),
        ("refused", "accepted by both", "agreed"),
        ("refused", "accepted by both", "mentioned"),
        ("conditional", "condition met", "accepted"),
        ("conditional", "condition refused", "warned"),
        ("conditional", "condition lapsed", "unknown"),
        ("suspended", "resumed", "signed"),
    ],
)
def test_what_an_event_does_after_a_longer_story_is_not_left_out(step):
    before, by, after = step
    edges = [_edges(title) for title in TITLES]
    assert any(by in one.get((before, after), ()) for one in edges)


@cache
def _section(kind):
    page = KINDS_PAGES / f"{kind.family}.md"
    return _after(page, f"\n## {kind.kind}\n").partition("\n## ")[0]


def _after(page, words):
    return page.read_text(encoding="utf-8").partition(words)[2]


def _rows(text):
    """Return the cells of the first table of a text, its head before its rows."""
    lines = text[text.index("\n|") + 1 :].partition("\n\n")[0].splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    return [rows[0], *rows[2:]]


def _edges(title):
    """Return what leads from one status to another, by the table of a diagram."""
    edges = {}
    for before, by, after, _ in _rows(_after(DIAGRAMS, f"## {title}\n"))[1:]:
        edges.setdefault((before, after), set()).update(by.split(", "))
    return edges


def _reached(edges):
    return {after for _, after in edges}
