"""The page of the importers says what formats there are; the codes are what they say."""

import re
from pathlib import Path

from peacetalks import importers
from peacetalks.importers import codes

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "importers.md"
TEXT = PAGE.read_text(encoding="utf-8")


def section(title: str) -> list[str]:
    part = TEXT.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return [line for line in part.splitlines() if line.startswith("|")]


def test_every_format_stands_in_the_table_with_its_layouts_streams_and_licence():
    lines = []
    for known in importers.formats():
        others = [name for name in known.streams if name != known.default_stream]
        streams = ", ".join([known.default_stream, *others])
        layouts = "; ".join(known.layouts)
        lines.append(
            f"| `{known.name}` | {known.title} | {layouts} | {streams} | {known.licence} |"
        )
    assert section("Formats")[2:] == lines


def test_no_code_has_another_severity_than_its_table_says():
    told = re.findall(r"^``(PT\d+)``\s+(\w+)\s", codes.__doc__ or "", re.MULTILINE)
    assert [code for code, _ in told] == sorted(codes.CODES)
    assert dict(told) == {code: codes.severity(code) for code in codes.CODES}


def test_every_code_that_formats_use_is_known():
    source = Path(importers.__file__).parent
    used = {
        code
        for path in source.rglob("*.py")
        for code in re.findall(r"PT2\d\d", path.read_text(encoding="utf-8"))
    }
    assert used == set(codes.CODES)
