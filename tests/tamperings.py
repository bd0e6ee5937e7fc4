"""The table of what can be done to a log behind its back, and whether ``verify`` finds it.

``python tests/tamperings.py`` writes it into ``docs/reference/log.md``; tests hold it to what
``verify`` says.
"""

from pathlib import Path

import tampered_records
import tampered_schemas

__all__ = ["PAGE", "TAMPERINGS", "table", "written"]

TAMPERINGS = (*tampered_records.TAMPERINGS, *tampered_schemas.TAMPERINGS)
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "log.md"


def table():
    """Return the table of the documentation."""
    lines = ["| what is done | `verify()` | `verify(head=...)` |", "|---|---|---|"]
    for one in TAMPERINGS:
        alone, kept = (
            "found" if said is not None else "**not found**" for said in (one.alone, one.kept)
        )
        if one.why:
            place = "alone" if one.kept is not None else "kept"
            alone, kept = (
                (f"{alone}: {one.why}", kept) if place == "alone" else (alone, f"{kept}: {one.why}")
            )
        lines.append(f"| {one.what} | {alone} | {kept} |")
    return "\n".join(lines)


START, END = "<!-- made by tests/tamperings.py -->\n\n", "\n\n<!-- until here -->"


def written(page):
    """Return the text of the page with the table of today."""
    before, rest = page.split(START)
    return before + START + table() + END + rest.split(END)[1]


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
