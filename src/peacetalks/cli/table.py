"""Rows as a table for people at a terminal, and as plain lines for a pipe.

A table is as wide as the terminal at most. Only prose wraps in it: where the names and days
beside it do not fit, lines are shown, so that whatever is copied from a screen is whole. What
stands in data is text: no control character, no markup and no emoji code of it reaches the
terminal as such.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import click

from peacetalks.cli.page import plain, show, terminal_width

__all__ = ["show_table"]

_MOST_ROWS: Final = 1_000
"""More rows than that are shown as lines: they come at once, and nobody compares columns."""

_NARROWEST: Final = 24
"""The fewest columns in which prose is still read."""

_GAP: Final = 3


def show_table(
    heads: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
    lines: Iterable[str],
    *,
    prose: tuple[str, ...] = (),
    title: str | None = None,
) -> None:
    """Show rows as a table at a terminal where it fits, and as lines everywhere else.

    Args:
        heads: the names of the columns; those without a value in any row are left out.
        rows: the cells, a row each.
        lines: the same as text; not looked at where a table is shown.
        prose: the columns whose texts may be wrapped.
        title: what stands above the table.
    """
    width = terminal_width()
    listed = [tuple(map(plain, row)) for row in rows] if width else []
    kept = [at for at in range(len(heads)) if any(row[at] for row in listed)]
    cells = [[row[at] for at in kept] for row in listed]
    wrapping = [heads[at] in prose for at in kept]
    if not width or not 0 < len(cells) <= _MOST_ROWS or _narrowest(cells, wrapping) > width:
        show(lines)
        return
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 # costs 40 ms, and only those pay who look at a terminal
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
    """Return how many columns of the terminal the table needs at least."""
    from rich.cells import cell_len  # noqa: PLC0415 # as above; letters of the East are two wide

    longest = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    needed = [
        min(most, _NARROWEST) if wraps else most
        for most, wraps in zip(longest, wrapping, strict=True)
    ]
    return sum(needed) + _GAP * len(needed)
