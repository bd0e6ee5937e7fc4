"""The page of the importers says what formats there are."""

from pathlib import Path

import pytest

from peacetalks import importers

pytestmark = pytest.mark.house

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "importers.md"
TEXT = PAGE.read_text(encoding="utf-8")


def section(title: str) -> list[str]:
    part = TEXT.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return [line for line in part.splitlines() if line.startswith("|")]


def counted(scope: importers.Scope) -> str:
    """Return what a data set counts, as the page lists it; machines count whatever they code."""
    named = ", ".join(f"`{what}`" for what in scope.counts)
    if not named:
        return "sampled: all kinds that it makes"
    sampled = ", ".join(f"`{what}`" for what in scope.sampled)
    return f"{named}; sampled: {sampled}" if sampled else named


def test_every_format_states_in_the_table_what_it_covers_and_where_that_is_documented():
    lines = []
    for known in importers.formats():
        scope = known.scope
        if scope is not None:
            source = f"[{scope.source.title}]({scope.source.url})"
            lines.append(
                f"| `{known.name}` | {scope.summary} | {counted(scope)} | {scope.zero} | {source} |"
            )
    assert section("Coverage")[2:] == lines


def test_every_format_of_facts_has_a_scope():
    without = {known.name for known in importers.formats() if known.scope is None}
    assert without == {"acled-deleted"}


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
