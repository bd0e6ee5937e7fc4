"""Pages send nobody to a name that is not public, but for the page that walks through the code."""

import re
from pathlib import Path

import pytest

from surface.deprecations import every, modules
from surface.modules import public

pytestmark = pytest.mark.house

ROOT = Path(__file__).parents[2]
WALK = ROOT / "docs/explanation/architecture.md"
FOR_DEVELOPERS = {WALK, ROOT / "CONTRIBUTING.md"}
PAGES = sorted({ROOT / "README.md", *(ROOT / "docs").rglob("*.md")} - FOR_DEVELOPERS)
PUBLIC = {module.__name__: set(getattr(module, "__all__", ())) for module in public()}
IMPORT = re.compile(r"from (peacetalks[\w.]*) import ([\w, ]+)")
NAMED = re.compile(r"`(peacetalks(?:\.\w+)+)")


def is_public(name):
    """Return whether a dotted name is a public module, or what one exports, or a part of that."""
    module = max((one for one in PUBLIC if f"{name}.".startswith(f"{one}.")), key=len)
    rest = name[len(module) + 1 :]
    return not rest or rest.partition(".")[0] in PUBLIC[module]


def unknown(text):
    imported = {
        f"{module}.{name.strip().partition(' as ')[0]}"
        for module, names in IMPORT.findall(text)
        for name in names.split(",")
        if name.strip()
    }
    return sorted(name for name in imported | set(NAMED.findall(text)) if not is_public(name))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_page_sends_a_reader_to_a_name_that_is_not_public(page):
    listed = [*every(), *modules()] if page.name == "stability.md" else ()
    old = {each.old for each in listed}
    assert [name for name in unknown(page.read_text(encoding="utf-8")) if name not in old] == []


def test_a_private_name_on_a_page_is_found():
    text = "from peacetalks.history.resolution import resolve\n`peacetalks.scale.rows` `pt.read`"
    assert unknown(text) == ["peacetalks.history.resolution.resolve", "peacetalks.scale.rows"]
