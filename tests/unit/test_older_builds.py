"""What the first build wrote is read: a log, JSON Lines, and pickles that name modules that moved.

``tests/fixtures/written-by-0.1`` was written by the build before the rooms moved: one event of
each kind, a log of them, a story, and pickles of events, states, answers and findings.
"""

import importlib
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks._support.moved import MOVED
from peacetalks.codec import dumps

OLD = Path(__file__).parents[1] / "fixtures" / "written-by-0.1"
RANKS = Path(__file__).parents[1] / "golden" / "ranks_of_kinds.txt"
"""The kinds of the first build."""
HEAD = "81:0f4fe9ad9a7c79c595f59baf10fdb304ee1d75807249b92a8832f4f9e78c616b"


@pytest.fixture(scope="module")
def unpickled():
    forget_old_names()
    with pytest.warns(DeprecationWarning, match="is deprecated since"):
        return pickle.loads((OLD / "values.pickle").read_bytes())


def forget_old_names():
    """Forget that modules were imported under their old names, so that they warn again."""
    for name in [name for name in sys.modules if name.removeprefix("peacetalks.") in MOVED]:
        del sys.modules[name]


def test_every_kind_written_as_json_lines_is_read_and_written_with_the_same_bytes():
    events = pt.read(OLD / "kinds.jsonl")
    assert {event.kind for event in events} == set(RANKS.read_text(encoding="utf-8").split())
    assert dumps(events) == (OLD / "kinds.jsonl").read_text(encoding="utf-8")


def test_pickled_events_equal_those_of_the_file(unpickled):
    events = list(pt.read(OLD / "kinds.jsonl"))
    assert unpickled["events"] == events
    assert [event.id for event in unpickled["events"]] == [event.id for event in events]


def test_pickled_states_equal_those_folded_today(unpickled):
    state = pt.History(unpickled["events"]).state()
    assert unpickled["state of kinds"] == state
    assert str(unpickled["state of kinds"]) == str(state)
    story = pt.History(list(pt.read(OLD / "story.jsonl"))).state()
    assert unpickled["state of a story"] == story
    assert str(unpickled["state of a story"]) == str(story)


def test_pickled_answers_equal_those_given_today(unpickled):
    history = pt.History(pt.datasets.south_caucasus())
    state = history.state(on="2023-11-17", known="2023-11-17")
    assert unpickled["viewpoint"] == state.viewpoint
    assert unpickled["answers"][:5] == (
        state.refusals(by="AZE"),
        state.phase,
        state.commitments(),
        state.standing("USA", "AZE"),
        state.displacement("nk-exodus-2023"),
    )


def test_pickled_actors_and_findings_equal_those_of_today(unpickled):
    world = pt.world()
    assert unpickled["actors"] == [a for a in world if a.code in ("AZE", "ARM", "RUS")]
    later = {"PT135", "PT136", "PT157", "PT158", "PT159", "PT160"}  # rules that came after 0.1
    today = [f for f in pt.check(unpickled["events"]) if f.code not in later]
    assert [(f.code, f.severity, f.path) for f in unpickled["findings"]] == [
        (f.code, f.severity, f.path) for f in today
    ]


def test_a_log_is_verified_read_and_goes_on(tmp_path):
    place = shutil.copy(OLD / "log.db", tmp_path / "log.db")
    with pt.open_log(place) as log:
        assert str(log.verify(head=HEAD)).startswith("81 records match")
        events = pt.read(OLD / "kinds.jsonl")
        assert {event.id: event for event in log.history("kinds").events} == {
            e.id: e for e in events
        }
        assert str(log.append("kinds", events)) == "kinds: 0 appended, 81 already stored"


IMPORTING = """
import importlib, sys, warnings
for name in sys.argv[1:]:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        importlib.import_module(f"peacetalks.{name}")
    print(name, *(f"{each.category.__name__}: {each.message}" for each in told), sep="\\t")
"""


@pytest.fixture(scope="module")
def told_on_import():
    """Return what a new process hears that imports one old name after the other."""
    command = [sys.executable, "-c", IMPORTING, *sorted(MOVED)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(line.split("\t", 1) for line in ran.stdout.splitlines())


@pytest.mark.parametrize("name", sorted(MOVED))
def test_an_old_name_of_a_module_can_be_imported_with_a_warning(name, told_on_import):
    assert f"DeprecationWarning: peacetalks.{name} is deprecated" in told_on_import[name]


def test_an_old_name_of_a_module_gives_what_the_new_one_has_and_nothing_else():
    forget_old_names()
    with pytest.warns(DeprecationWarning, match="use peacetalks.primitives"):
        module = importlib.import_module("peacetalks.when")
    assert module.When is pt.When
    with pytest.raises(AttributeError, match="Wann"):
        module.Wann  # noqa: B018 # asking for it raises


@pytest.mark.parametrize(
    ("old", "attribute"),
    [("importers.duplicates", "Duplicates"), ("importers.releases", "Mark")],
)
def test_an_old_name_of_a_module_does_not_replace_the_function_of_that_name(old, attribute):
    forget_old_names()
    package, _, name = f"peacetalks.{old}".rpartition(".")
    function = getattr(importlib.import_module(package), name)
    with pytest.warns(DeprecationWarning, match=f"{name} is deprecated"):
        module = importlib.import_module(f"peacetalks.{old}")
    assert getattr(module, attribute) is getattr(sys.modules[package], attribute)
    assert callable(function)
    assert getattr(sys.modules[package], name) is function
