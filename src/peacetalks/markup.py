"""Small pieces of HTML for notebooks: a card with a title and a few short tables.

What comes from data is text and becomes text: every value is escaped, shortened and put into
an element of its own. No tag, attribute or style comes from a value but the address of a link,
and that only where it begins with ``http://`` or ``https://``. Colours are mixed from the
colour of the notebook's own text, so that a card is legible in light and in dark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final, TypeAlias, final

from attrs import frozen

__all__ = ["MOST_ROWS", "Cell", "Link", "Table", "card", "web_address"]

MOST_ROWS: Final = 20
"""How many rows of a table are shown; the others are counted."""

_MOST_LETTERS: Final = 240
_LONGEST_URL: Final = 2_000
_SHORT: Final = 16
"""A text of no more letters, as a day, stays on one line."""
_MOST_LINKS: Final = 3
# Neither quotes, angles, backslashes and backticks, nor what turns the direction of a line.
_WEB: Final = re.compile(
    r"https?://[^\s<>\"'`\\\x00-\x1f\u202a-\u202e\u2066-\u2069]+", re.IGNORECASE
)
# Controls, and halves of pairs, which no file and no socket takes.
_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")

# Everything is under a class of its own: nothing else in the notebook is styled.
_STYLE: Final = """\
<style>
.peacetalks-card {max-width: 64rem; padding: .6em .8em; border-radius: 6px; overflow-x: auto;
 border: 1px solid color-mix(in srgb, currentColor 25%, transparent); color: inherit;
 font-size: .92em; line-height: 1.4; text-align: start}
.peacetalks-card .pt-title {font-weight: 600; font-size: 1.05em}
.peacetalks-card .pt-said {opacity: .8}
.peacetalks-card table {border-collapse: collapse; margin: .7em 0 0; width: 100%; border: 0;
 font-size: inherit; color: inherit}
.peacetalks-card caption {text-align: start; font-weight: 600; padding: 0 0 .15em;
 color: inherit; caption-side: top}
.peacetalks-card th, .peacetalks-card td {text-align: start; vertical-align: top; border: 0;
 padding: .2em .8em .2em 0; white-space: normal; overflow-wrap: break-word; max-width: 32em;
 background: none; color: inherit}
.peacetalks-card td.pt-whole {white-space: nowrap}
.peacetalks-card th {font-weight: 500; opacity: .75}
.peacetalks-card tbody tr {background: none;
 border-top: 1px solid color-mix(in srgb, currentColor 14%, transparent)}
.peacetalks-card a {color: inherit; text-decoration: underline}
</style>"""


@final
@frozen
class Link:
    """A text that leads to an address, where the address is one of the web.

    Attributes:
        shown: the text.
        url: the address; None, or of another scheme: the text stands alone.
    """

    shown: str
    url: str | None = None


Cell: TypeAlias = str | tuple[Link, ...]
"""What a cell holds: a text, or links, of which three are shown."""


@final
@frozen
class Table:
    """A table of a card.

    Attributes:
        title: what stands above it.
        heads: the names of the columns.
        rows: the cells, a row each; of those only the first ``MOST_ROWS`` are shown.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def card(title: str, said: Iterable[str] = (), tables: Iterable[Table] = ()) -> str:
    """Return a card as HTML; tables without rows are left out.

    Args:
        title: what it is about.
        said: lines below the title.
        tables: the tables, in order.

    >>> html = card("<b>", ["a & b"], [Table("Who", ("code",), (("AZE",), ("ARM",)))])
    >>> "<b>" in html, "&lt;b&gt;" in html, html.count("<td ")
    (False, True, 2)
    """
    lines = [
        _STYLE,
        '<div class="peacetalks-card">',
        f'<div class="pt-title" dir="auto">{_text(title)}</div>',
        *(f'<div class="pt-said" dir="auto">{_text(line)}</div>' for line in said),
        *(_table(table) for table in tables if table.rows),
        "</div>",
    ]
    return "\n".join(lines)


def web_address(url: str | None) -> str | None:
    """Return an address that may be made a link: one of the web, not longer than pages take.

    >>> web_address("https://example.org/a?b=1"), web_address("javascript:alert(1)")
    ('https://example.org/a?b=1', None)
    """
    if url is None or len(url) > _LONGEST_URL or _WEB.fullmatch(url) is None:
        return None
    return url


def _table(table: Table) -> str:
    heads = "".join(f'<th dir="auto">{_text(head)}</th>' for head in table.heads)
    rows = [f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows[:MOST_ROWS]]
    more = len(table.rows) - MOST_ROWS
    if more > 0:
        rows.append(f'<tr><td colspan="{len(table.heads)}">and {more:,} more</td></tr>')
    return "\n".join(
        [
            f'<table><caption dir="auto">{_text(table.title)}</caption>',
            f"<thead><tr>{heads}</tr></thead>",
            "<tbody>",
            *rows,
            "</tbody></table>",
        ]
    )


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        whole = ' class="pt-whole"' if len(cell) <= _SHORT else ""
        return f'<td dir="auto"{whole}>{_text(cell)}</td>'
    shown = [_link(link) for link in cell[:_MOST_LINKS]]
    more = len(cell) - _MOST_LINKS
    told = "; ".join([*shown, f"and {more:,} more"] if more > 0 else shown)
    return f'<td dir="auto">{told}</td>'


def _link(link: Link) -> str:
    text, url = _text(link.shown), web_address(link.url)
    if url is None:
        return text
    return f'<a href="{escape(url)}" rel="noopener noreferrer" target="_blank">{text}</a>'


def _text(value: str) -> str:
    # Cut first: what is long is not read through.
    short = value if len(value) <= _MOST_LETTERS else f"{value[: _MOST_LETTERS - 1]}…"
    return escape(_UNPRINTABLE.sub(" ", short))
