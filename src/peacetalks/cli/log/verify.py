"""``peacetalks log verify`` and ``peacetalks verify``: verify that a log has not been altered."""

from __future__ import annotations

import sys

import click

from peacetalks.cli import options
from peacetalks.cli.log import parameters
from peacetalks.cli.output import show, show_json
from peacetalks.cli.progress import bar
from peacetalks.findings.findings import line_of
from peacetalks.log import Head, Verification, open_log
from peacetalks.views import verification_to_plain

__all__ = ["verify_command"]


@click.command("verify")
@parameters.place
@click.option(
    "--head",
    type=parameters.HEAD,
    help="A head printed earlier; the log must still have that record.",
)
@options.as_json
def verify_command(place: str, head: Head | None, *, as_json: bool) -> None:
    """Verify that a log has not been altered.

    Each record seals the one before it, and every record is checked. The exit code is 0 if
    all match. Otherwise it is 1, and the first record that does not match is printed with
    its position in the log ("talks.db:17: PT008 message"). The tables, the triggers and the
    view are compared with what peacetalks creates. Only --head reveals that records at the
    end were removed, or that the log was rewritten from scratch: keep the printed head
    outside the log.

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
        verification = log.verify(head=head, progress=done)
    if as_json:
        show_json({"log": name} | verification_to_plain(verification))
    else:
        show(_lines(verification, head))
    sys.exit(0 if verification else 1)


def _lines(verification: Verification, head: Head | None) -> list[str]:
    if verification.problem is not None:
        # A problem without a line is of the schema, and all records match.
        before = "" if verification.problem.line is None else "before it "
        return [
            line_of(verification.problem),
            f"{parameters.record_count(verification.records)} {before}match",
        ]
    lines = [str(verification)]
    if head is not None:
        lines.append(f"the given head, of record {head.position}, is one of them")
    return [*lines, "hint: keep the head outside the log, for verify --head"]
