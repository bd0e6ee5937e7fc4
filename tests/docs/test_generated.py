"""The generated pages are what the code says, and leave nothing out."""

import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import peacetalks as pt
from peacetalks.events import KINDS
from peacetalks.importers import crosswalk
from peacetalks.reducer.mediation import TRANSITIONS
from peacetalks.state.meetings import STATUS
from peacetalks.state.parts import Parts
from peacetalks.state.texts import LADDER

ROOT = Path(__file__).parents[2]
KINDS_PAGES = ROOT / "docs/reference/kinds"
STATE = ROOT / "docs/reference/state.md"


def test_the_pages_are_as_the_code_has_them():
    done = subprocess.run(
        [sys.executable, ROOT / "docs/generated", "--check"],
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_has_a_section_with_its_fields_and_an_example(kind):
    page = (KINDS_PAGES / f"{kind.__module__.rpartition('.')[2]}.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## {kind.kind}\n")[2].partition("\n## ")[0]
    assert f"`pt.{kind.__name__}`" in section
    own = {field.alias for field in attrs.fields(kind)} - {
        field.alias for field in attrs.fields(pt.events.Event)
    }
    for name in own:
        assert f"| `{name.rstrip('_')}` |" in section or f"| `{name}` |" in section, name
    assert "```python\n>>> " in section


def test_every_code_of_the_crosswalk_is_on_a_page_where_it_makes_that_kind():
    pages = {page.stem: page.read_text(encoding="utf-8") for page in KINDS_PAGES.glob("*.md")}
    missing = []
    for scheme, dialect in crosswalk.dialects():
        for code, rule in crosswalk.rules(scheme, dialect).items():
            for act in rule.acts:
                page = pages[act.kind.__module__.rpartition(".")[2]]
                section = page.partition(f"\n## {act.kind.kind}\n")[2].partition("\n## ")[0]
                if f"`{code}`" not in section and " more |" not in section:
                    missing.append((scheme, code, act.kind.kind))
    assert missing == []


def test_every_part_and_every_question_is_on_the_page_of_the_state():
    page = STATE.read_text(encoding="utf-8")
    for field in attrs.fields(Parts):
        assert f"\n### {field.name}\n" in page
    for name, told in vars(pt.NegotiationState).items():
        if not name.startswith("_") and callable(told) and told.__doc__:
            assert f"`state.{name}(" in page, name


def test_the_diagrams_have_every_status_and_every_rule():
    page = (ROOT / "docs/reference/diagrams.md").read_text(encoding="utf-8")
    for what, levels in TRANSITIONS.items():
        for before, after in levels.items():
            row = next(
                (
                    line
                    for line in page.splitlines()
                    if line.startswith(f"| {before} | ") and line.endswith(f" | {after} |")
                ),
                "",
            )
            assert before == after or what in row
    for status, _ in STATUS:
        assert f" | {status} |" in page, status
    for stage in LADDER:
        assert f"| {stage} |" in page
