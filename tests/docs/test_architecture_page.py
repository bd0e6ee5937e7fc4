"""The page of the architecture names things that are there, and tells the way that is gone."""

import importlib
import re
from pathlib import Path

import pytest

import peacetalks as pt

PAGE = Path(__file__).parents[2] / "docs/explanation/architecture.md"
TEXT = PAGE.read_text(encoding="utf-8")
NAMES = sorted(set(re.findall(r"`(peacetalks(?:\.\w+)+)`", TEXT)))


def found(name):
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            thing = getattr(thing, part)
        return thing
    raise ModuleNotFoundError(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_the_page_names_is_there(name):
    assert found(name) is not None


def test_the_way_of_the_line_is_the_one_that_the_page_tells(tmp_path):
    (line,) = re.findall(r"```json\n(.*)\n```", TEXT)
    path = tmp_path / "talks.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    state = pt.History(pt.read(path)).state(on="2023-11-17", known="2023-11-17")
    (refusal,) = state.refusals()
    assert (refusal.by, refusal.meeting) == ("AZE", "washington-2023-11")
    assert refusal.event in state.meeting("washington-2023-11").because
