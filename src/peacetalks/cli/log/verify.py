"""``peacetalks log verify``, and ``peacetalks verify``: is a log what was written?"""

from __future__ import annotations

import sys

import click

from peacetalks.checks.findings import line_of
from peacetalks.cli import options
from peacetalks.cli.log import words
from peacetalks.cli.page import show, show_json
from peacetalks.cli.progress import bar
from peacetalks.log import Head, Verification, open_log
from peacetalks.views import verification_to_plain

__all__ = ["verify"]


@click.command()
@words.place
@click.option(
    "--head",
    type=words.HEAD,
    help="A head printed on an earlier day: the log must hold that record still.",
)
@options.as_json
def verify(place: str, head: Head | None, *, as_json: bool) -> None:
    """Find out whether a log still is what was written.

    Each record seals the one before it, and all are looked at. The exit code is 0 if all
    match. It is 1 if not, and the first that does not is printed, with its position in the
    log, as talks.db:17: PT008 message. Without --head it cannot be seen whether records at
    the end were cut off, or the log was made anew: keep the head that is printed outside
    the log.

    \b
    Examples:
      peacetalks verify talks.db
      peacetalks verify talks.db --head 182:5f0c...
    """
    with (
        open_log(place, create=False) as log,
        bar("verifying", log.head().position) as done,
    ):
        name = log.name
        found = log.verify(head=head, progress=done)
    if as_json:
        show_json({"log": name} | verification_to_plain(found))
    else:
        show(_lines(found, head))
    sys.exit(0 if found else 1)


def _lines(found: Verification, head: Head | None) -> list[str]:
    if found.problem is not None:
        return [line_of(found.problem), f"{words.counted(found.records)} before it match"]
    told = [str(found)]
    if head is not None:
        told.append(f"the given head, of record {head.position}, is one of them")
    return [*told, "hint: keep the head outside the log, for verify --head"]
