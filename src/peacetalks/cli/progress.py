"""Show progress of long work: a bar on standard error, on a terminal only, removed at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

__all__ = ["LONG", "bar", "rate", "track"]

LONG: Final = 10_000
"""Work on fewer records than this ends before anyone could read a bar."""

_STEP: Final = 500

T = TypeVar("T")


@contextmanager
def bar(doing: str, total: int) -> Generator[Callable[[int], None]]:
    """Show a bar during some work; give a function to call with the number of records done.

    Until the first call, the bar only shows that the work goes on.

    Args:
        doing: the work, in one word.
        total: the number of records to work on.
    """
    if total < LONG or not sys.stderr.isatty():
        yield _ignore
        return
    from rich.console import Console  # noqa: PLC0415 # costs 80 ms, paid only by work that takes longer anyway
    from rich.progress import (  # noqa: PLC0415 # as above
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    if console.is_dumb_terminal:
        # It cannot erase a line.
        yield _ignore
        return
    progress = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
        console=console,
        transient=True,
        # Output printed meanwhile must go unchanged to where it belongs.
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
    """Show the number of rows done and the speed, for work whose total is not known.

    Args:
        doing: the work, in one word.
    """
    if not sys.stderr.isatty():
        yield _ignore
        return
    from rich.console import Console  # noqa: PLC0415 # costs 80 ms, paid only on a terminal
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 # as above

    console = Console(stderr=True)
    if console.is_dumb_terminal:
        yield _ignore
        return
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.fields[rows]}", markup=False),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with progress:
        task = progress.add_task(doing, total=None, rows="")

        shown = 0

        def done(number: int) -> None:
            nonlocal shown
            # Rows of one fact are done together, so numbers can be skipped.
            if number - shown >= _STEP:
                shown = number
                speed = progress.tasks[0].speed
                per_second = f", {speed:,.0f} per second" if speed else ""
                progress.update(task, completed=number, rows=f"{number:,} rows{per_second}")

        yield done


def track(items: Iterable[T], done: Callable[[int], None]) -> Iterator[T]:
    """Yield items, and call ``done`` now and then with the number so far."""
    for number, item in enumerate(items, 1):
        yield item
        if number % _STEP == 0:
            done(number)


def _ignore(number: int) -> None:
    """Show nothing."""
