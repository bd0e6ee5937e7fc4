"""``python docs/generated`` writes the pages that are made of the code; ``--check`` compares them.

The pages of the kinds are made of the vocabulary, the schema of files and the crosswalk of codes;
``counterparts.csv`` has the schemes that the crosswalk does not need, since no file names their
codes. The page of the state is made of the parts and of the questions of ``NegotiationState``, the
diagrams by folding every short story of some events, the page of phases of their rules,
the page of actors of the tables of the registry, the tables of findings of their rules. The picture of the
house is drawn from the imports of the modules.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from actors import actors_page
from diagrams import diagrams_page, drawings
from findings import findings_page
from house import house_drawing
from kinds import kind_pages
from phases import phases_page
from state import state_page

PAGES = Path(__file__).parents[1] / "reference"


def pages() -> Iterator[tuple[Path, str]]:
    """Yield the generated pages with their texts."""
    for name, text in kind_pages():
        yield PAGES / "kinds" / name, text
    yield PAGES / "actors.md", actors_page()
    yield PAGES / "state.md", state_page()
    yield PAGES / "phases.md", phases_page()
    yield PAGES / "diagrams.md", diagrams_page()
    findings = PAGES / "findings.md"
    yield findings, findings_page(findings.read_text(encoding="utf-8"))
    for name, drawing in drawings().items():
        yield PAGES / "images" / f"{name}.svg", drawing
    yield PAGES / "images/house.svg", house_drawing()


def main() -> None:
    """Write the pages, or exit with 1 where one is another than it would be."""
    differing = [
        (path, text)
        for path, text in pages()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv:
        for path, _ in differing:
            print(f"{path}: not as the code has it; hint: nox -s generate")  # noqa: T201 # what was asked
        sys.exit(bool(differing))
    for path, text in differing:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
