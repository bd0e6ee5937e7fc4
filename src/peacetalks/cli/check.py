"""``peacetalks check``: contradictions, gaps and outliers in a stream."""

from __future__ import annotations

import sys

import click

from peacetalks import checks
from peacetalks._support.wording import count_noun
from peacetalks.checks import Findings
from peacetalks.cli import options
from peacetalks.cli.output import show, show_json
from peacetalks.cli.question import Question, viewpoint
from peacetalks.findings.findings import line_of
from peacetalks.views.plain import to_plain

__all__ = ["check_command"]


@click.command("check")
@options.stream
@viewpoint(
    click.option(
        "--on", type=options.DAY, help="The day of the check; default: the last on record."
    ),
    options.recorded,
)
def check_command(question: Question) -> None:
    """Check for contradictions, gaps and outliers.

    FILE is a file of events, a log, or the name of a stream included in peacetalks.
    Each finding is one line, "file:line: code message"; lines that cannot be read are
    findings too. The exit code is 1 if any finding is an error.

    \b
    Examples:
      peacetalks check south-caucasus
      peacetalks check talks.db --recorded @100
    """
    reading = question.read("collect")
    findings = checks.check(
        reading,
        on=question.on,
        registry=question.registry,
        vocabulary=question.vocabulary,
        actors=question.own_statements,
    )
    if question.as_json:
        show_json(_plain(findings, len(reading)))
    else:
        events = count_noun(len(reading), "event", thousands="")
        show([*map(line_of, findings), f"{findings.counts} in {events}"])
    sys.exit(1 if findings.errors else 0)


def _plain(findings: Findings, events: int) -> dict[str, object]:
    return {
        "events": events,
        "errors": len(findings.errors),
        "warnings": len(findings.warnings),
        "notes": len(findings.notes),
        "findings": to_plain(list(findings)),
    }
