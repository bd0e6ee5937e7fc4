"""Show rows as a table on a terminal, and as plain lines in a pipe.

A table is at most as wide as the terminal. Only prose wraps in it. If the other columns do not
fit, lines are shown instead, so that names and days copied from the screen are complete. Data are
shown as plain text: no control character, markup or emoji code in them takes effect.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import click

from peacetalks._text.characters import one_line
from peacetalks.cli.output import show, terminal_width

__all__ = ["show_table"]

_MOST_ROWS: Final = 1_000
"""More rows than this are shown as lines, which appear at once; nobody compares columns then."""

_NARROWEST: Final = 24
"""The narrowest column in which prose is still readable."""

_GAP: Final = 3


def show_table(
    heads: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
    lines: Iterable[str],
    *,
    prose: tuple[str, ...] = (),
    title: str | None = None,
) -> None:
    """Show rows as a table on a terminal if it fits, and as lines otherwise.

    Args:
        heads: the names of the columns; columns without any value are left out.
        rows: the cells of each row.
        lines: the rows as text; not consumed when a table is shown.
        prose: the columns whose text may wrap.
        title: the title above the table.
    """
    width = terminal_width()
    listed = [tuple(map(one_line, row)) for row in rows] if width else []
    kept = [at for at in range(len(heads)) if any(row[at] for row in listed)]
    cells = [[row[at] for at in kept] for row in listed]
    wrapping = [heads[at] in prose for at in kept]
    if not width or not 0 < len(cells) <= _MOST_ROWS or _narrowest(cells, wrapping) > width:
        show(lines)
        return
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 # costs 40 ms, paid only on a terminal
    from rich.console import Console  # noqa: PLC0415 # as above
    from rich.table import Table  # noqa: PLC0415 # as above
    from rich.text import Text  # noqa: PLC0415 # as above

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for at, wraps in zip(kept, wrapping, strict=True):
        table.add_column(heads[at], overflow="fold", no_wrap=not wraps)
    for row in cells:
        table.add_row(*map(Text, row))
    if title is not None:
        show([title])
    Console(width=width, highlight=False, markup=False, emoji=False).print(table)
    click.echo()


def _narrowest(cells: list[list[str]], wrapping: list[bool]) -> int:
    """Return the smallest width of a terminal that the table fits in."""
    from rich.cells import cell_len  # noqa: PLC0415 # as above; East Asian characters are two columns wide

    longest = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    needed = [
        min(most, _NARROWEST) if wraps else most
        for most, wraps in zip(longest, wrapping, strict=True)
    ]
    return sum(needed) + _GAP * len(needed)
