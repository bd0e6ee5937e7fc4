"""The page about many streams names every finding that a run can make."""

import re
from pathlib import Path

from peacetalks.findings import folds
from peacetalks.findings.rule import rules_in

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "fold-many-streams.md"


def test_the_page_names_every_code():
    assert set(re.findall(r"PT\d{3}", PAGE.read_text(encoding="utf-8"))) == set(rules_in(folds))
