"""The page of findings has every code of the library, with the meaning that the code has."""

import re
from pathlib import Path

import pytest

from peacetalks.checks import CODES
from peacetalks.codec import codes as reading
from peacetalks.importers import codes as importing
from peacetalks.scale import codes as folding

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reference/findings.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (PT\d{3}) \| (error|warning|note) \| (.*) \|$", re.MULTILINE)
TOLD = re.compile(r"^``(PT\d{3})``  (error|warning|note) +(.*)$", re.MULTILINE)


def test_no_code_that_the_library_gives_is_missing_from_the_page():
    sources = (ROOT / "src").rglob("*.py")
    given = {
        code
        for source in sources
        for code in re.findall(r'"(PT\d{3})"', source.read_text(encoding="utf-8"))
    }
    assert given == {code for code, _, _ in ROW.findall(PAGE)}
    assert given > set(CODES)


@pytest.mark.parametrize("module", [reading, importing, folding], ids=lambda m: m.__name__)
def test_a_meaning_on_the_page_is_the_one_of_the_code(module):
    told = TOLD.findall(module.__doc__)
    assert {code for code, _, _ in told} == set(module.CODES)
    assert set(told) <= set(ROW.findall(PAGE))
