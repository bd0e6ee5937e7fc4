"""The page about many streams names every finding that a run can make."""

import re
from pathlib import Path

from peacetalks.scale.codes import CODES

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "fold-many-streams.md"


def test_the_page_names_every_code():
    assert set(re.findall(r"PT\d{3}", PAGE.read_text(encoding="utf-8"))) == set(CODES)
