"""Write the rows that produced no event to a file, unchanged and with the reason."""

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

__all__ = ["write_rejects"]

_ADDED: Final = ("rejected: line", "rejected: reason", "rejected: text")


@contextlib.contextmanager
def write_rejects(
    path: str | None, imports: Iterable[Import]
) -> Generator[Callable[[Outcome], None]]:
    """Give a function that writes the rows of outcomes without events.

    The file is CSV, with the columns of the imported files and three more: the line, the reason,
    and the text of a row that could not be split (for JSON, the row).

    Args:
        path: the file; None: nothing is written.
        imports: the imported files, all with the same columns.

    Raises:
        InvalidValue: if the file already exists or cannot be written.
        UsageError: if the imported files have different columns.
    """
    if path is None:
        yield _ignore
        return
    listed = list(imports)
    columns = {one.columns for one in listed}
    if len(columns) > 1:
        raise click.UsageError(
            "--rejects needs files with the same columns; import them one by one"
        )
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
    """Return a new file; an existing file, log or input is never overwritten."""
    try:
        return Path(path).open("x", encoding="utf-8", newline="")
    except FileExistsError:
        what = "the file already exists"
        raise InvalidValue(what, value=path, hint="choose another name for the rejects") from None
    except OSError as error:
        what = f"cannot write the file ({error.strerror})"
        raise InvalidValue(what, value=path) from None


def _ignore(outcome: Outcome) -> None:
    """Write nothing."""
