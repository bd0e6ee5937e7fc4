"""Rows of which nothing was made, written as they were, with the reason."""

from __future__ import annotations

import contextlib
import csv
import json
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Final, TextIO

import click

from peacetalks.errors import InvalidValue
from peacetalks.importers import Import, Outcome

__all__ = ["rejected"]

_ADDED: Final = ("rejected: line", "rejected: reason", "rejected: text")


@contextlib.contextmanager
def rejected(path: str | None, imports: Iterable[Import]) -> Generator[Callable[[Outcome], None]]:
    """Give what writes a row of which nothing was made.

    The file is CSV, with the columns of the files that are imported and three more: the line,
    the reason, and the text of a row that could not be split (or, of JSON, the row).

    Args:
        path: the file; None: nothing is written.
        imports: the files, all of the same columns.

    Raises:
        InvalidValue: if the file is there already, or cannot be written.
        UsageError: if they have different columns.
    """
    if path is None:
        yield _pass_over
        return
    listed = list(imports)
    columns = {one.columns for one in listed}
    if len(columns) > 1:
        raise click.UsageError("--rejects wants files of the same columns; import them one by one")
    with _new(path) as file:
        writer = csv.writer(file)
        width = len(listed[0].columns)
        writer.writerow([*listed[0].columns, *_ADDED])

        def write(outcome: Outcome) -> None:
            for row in () if outcome.events else outcome.rows:
                reason = " | ".join(finding.message for finding in row.findings)
                values = list(row.values) if width and row.text is None else [""] * width
                text = row.text or ("" if width else json.dumps(row.raw, ensure_ascii=False))
                writer.writerow([*values, row.line, reason, text])

        yield write


def _new(path: str) -> TextIO:
    """Return a file that was not there: neither a log nor what is read is ever overwritten."""
    try:
        return Path(path).open("x", encoding="utf-8", newline="")
    except FileExistsError:
        what = "a file that is there already"
        raise InvalidValue(what, value=path, hint="give the rejects another name") from None
    except OSError as error:
        what = f"a file that cannot be written ({error.strerror})"
        raise InvalidValue(what, value=path) from None


def _pass_over(outcome: Outcome) -> None:
    """Write nothing."""
