"""Progress on long work: a bar on standard error, on a terminal only, gone when it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

__all__ = ["LONG", "bar", "counted", "rate"]

LONG: Final = 10_000
"""Work on fewer records than this is done before a bar could be read."""

_STEP: Final = 500

T = TypeVar("T")


@contextmanager
def bar(doing: str, total: int) -> Generator[Callable[[int], None]]:
    """Show progress while something is done; give what is told how many records are done.

    Until it is told something, the bar only says that the work goes on.

    Args:
        doing: what is done, in a word.
        total: how many records there are to do.
    """
    if total < LONG or not sys.stderr.isatty():
        yield _unseen
        return
    from rich.console import Console  # noqa: PLC0415 # costs 80 ms, and only those pay who wait longer anyway
    from rich.progress import (  # noqa: PLC0415 # as above
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    if console.is_dumb_terminal:
        # One that cannot take a line back.
        yield _unseen
        return
    progress = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
        console=console,
        transient=True,
        # What is printed meanwhile is printed as it is, and where it belongs.
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with progress:
        task = progress.add_task(doing, total=None)

        def done(number: int) -> None:
            progress.update(task, total=total, completed=number)

        yield done


@contextmanager
def rate(doing: str) -> Generator[Callable[[int], None]]:
    """Show how many rows are done and how many a second, where nobody knows how many there are.

    Args:
        doing: what is done, in a word.
    """
    if not sys.stderr.isatty():
        yield _unseen
        return
    from rich.console import Console  # noqa: PLC0415 # costs 80 ms, and only those pay who look at a terminal
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 # as above

    console = Console(stderr=True)
    if console.is_dumb_terminal:
        yield _unseen
        return
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.fields[told]}", markup=False),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with progress:
        task = progress.add_task(doing, total=None, told="")

        shown = 0

        def done(number: int) -> None:
            nonlocal shown
            # Rows that tell one fact are done together, so no number is sure to come.
            if number - shown >= _STEP:
                shown = number
                speed = progress.tasks[0].speed
                a_second = f", {speed:,.0f} a second" if speed else ""
                progress.update(task, completed=number, told=f"{number:,} rows{a_second}")

        yield done


def counted(items: Iterable[T], done: Callable[[int], None]) -> Iterator[T]:
    """Yield what is given, and tell now and then how many there were."""
    for number, item in enumerate(items, 1):
        yield item
        if number % _STEP == 0:
            done(number)


def _unseen(number: int) -> None:
    """Show nothing."""
