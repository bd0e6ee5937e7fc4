"""HTML for notebooks: a card with a title and a few short tables.

Values from data are shown as plain text: each is escaped, shortened and put into its own
element. The only value used in an attribute is the address of a link, and only if it starts
with ``http://`` or ``https://``. Colours are mixed from the text colour of the notebook, so that
cards are legible in light and dark themes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final, TypeAlias, final

from attrs import frozen

from peacetalks._text.characters import one_line

__all__ = ["MOST_ROWS", "Cell", "Link", "Table", "card", "web_address"]

MOST_ROWS: Final = 20
"""How many rows of a table are shown; the card states how many more there are."""

_MOST_LETTERS: Final = 240
_LONGEST_URL: Final = 2_000
_SHORT: Final = 16
"""Texts up to this length, such as a date, are not broken across lines."""
_MOST_LINKS: Final = 3
# Without quotes, angle brackets, backslashes, backticks, and characters that change direction.
_WEB: Final = re.compile(
    r"https?://[^\s<>\"'`\\\x00-\x1f\u202a-\u202e\u2066-\u2069]+", re.IGNORECASE
)

# All rules use our own class, so that nothing else in the notebook is styled.
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
    """A text that links to a web address.

    Attributes:
        shown: the text.
        url: the address; if it is None or not a web address, the text is not a link.
    """

    shown: str
    url: str | None = None


Cell: TypeAlias = str | tuple[Link, ...]
"""The content of a cell: a text, or links, of which three are shown."""


@final
@frozen
class Table:
    """A table of a card.

    Attributes:
        title: its caption.
        heads: the names of the columns.
        rows: the cells of each row; only the first ``MOST_ROWS`` rows are shown.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def card(title: str, subtitle: Iterable[str] = (), tables: Iterable[Table] = ()) -> str:
    """Return a card as HTML; tables without rows are left out.

    Args:
        title: the title of the card.
        subtitle: lines below the title.
        tables: the tables, in order.

    >>> html = card("<b>", ["a & b"], [Table("Who", ("code",), (("AZE",), ("ARM",)))])
    >>> "<b>" in html, "&lt;b&gt;" in html, html.count("<td ")
    (False, True, 2)
    """
    html = [
        _STYLE,
        '<div class="peacetalks-card">',
        f'<div class="pt-title" dir="auto">{_text(title)}</div>',
        *(f'<div class="pt-said" dir="auto">{_text(line)}</div>' for line in subtitle),
        *(_table(table) for table in tables if table.rows),
        "</div>",
    ]
    return "\n".join(html)


def web_address(url: str | None) -> str | None:
    """Return an address that is safe to link: a web address that is not too long; else None.

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
    links = "; ".join([*shown, f"and {more:,} more"] if more > 0 else shown)
    return f'<td dir="auto">{links}</td>'


def _link(link: Link) -> str:
    text, url = _text(link.shown), web_address(link.url)
    if url is None:
        return text
    return f'<a href="{escape(url)}" rel="noopener noreferrer" target="_blank">{text}</a>'


def _text(value: str) -> str:
    # Cut first, so that a long text is not escaped as a whole.
    short = value if len(value) <= _MOST_LETTERS else f"{value[: _MOST_LETTERS - 1]}…"
    return escape(one_line(short))
