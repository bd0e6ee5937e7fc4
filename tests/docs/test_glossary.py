"""The glossary defines every word with a special sense, and the pages and modules lead to it."""

import ast
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.house

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/glossary.md"
TEXT = PAGE.read_text(encoding="utf-8")
ENTRIES = {
    entry.partition("\n")[0]: entry.partition("\n")[2].strip() for entry in TEXT.split("\n## ")[1:]
}
OF_THE_CODE = {
    "account",
    "effective",
    "on record",
    "part",
    "settled",
    "standing",
    "stream",
    "viewpoint",
}
"""What modules are explained with; each is in the docstring of one that leads to the glossary."""
TERMS = OF_THE_CODE | {
    "act",
    "claim",
    "coverage",
    "event",
    "finding",
    "fold",
    "held",
    "known",
    "panel",
    "recorded",
    "register",
    "registry",
    "stage",
    "state",
    "told by",
    "upcast",
}
LEADS_HERE = "docs/reference/glossary.md"


def test_every_word_with_a_special_sense_is_defined_in_the_order_of_the_alphabet():
    assert {term.lower() for term in ENTRIES} == TERMS
    assert list(ENTRIES) == sorted(ENTRIES)


@pytest.mark.parametrize("term", ENTRIES)
def test_an_entry_begins_with_a_definition_and_leads_to_the_rules(term):
    words = ENTRIES[term].partition("```")[0]
    first = words.partition(". ")[0]
    assert len(first.split()) >= 2
    assert re.search(r"\]\([^)]+\)", words), "no link"


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)]+)\)", TEXT))))
def test_the_rules_are_where_the_entry_leads(link):
    path, _, anchor = link.partition("#")
    target = (PAGE.parent / path).resolve() if path else PAGE
    titles = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in titles}
    assert not anchor or anchor in anchors


@pytest.mark.parametrize("page", ["README.md", "docs/index.md"])
def test_a_reader_finds_the_glossary_from(page):
    assert "reference/glossary.md" in (ROOT / page).read_text(encoding="utf-8")


def test_modules_that_use_the_words_lead_to_the_glossary():
    docstrings = [
        ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        for path in (ROOT / "src/peacetalks").rglob("*.py")
    ]
    leading = " ".join(text.lower() for text in docstrings if LEADS_HERE in text)
    assert [term for term in sorted(OF_THE_CODE) if not re.search(rf"\b{term}", leading)] == []
