"""The page of findings has every rule once, with its severity and meaning."""

import re
from pathlib import Path

from peacetalks.findings import RULES

PAGE = (Path(__file__).parents[2] / "docs/reference/findings.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (PT\d{3}) \| (error|warning|note|depends) \| (.*) \|$", re.MULTILINE)


def test_every_rule_is_on_the_page_with_its_severity_and_meaning():
    assert ROW.findall(PAGE) == [
        (code, rule.severity or "depends", rule.meaning) for code, rule in RULES.items()
    ]
