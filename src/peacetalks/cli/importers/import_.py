"""``peacetalks import``: read files of data sets into a log."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Final

import click

from peacetalks import importers
from peacetalks.cli import options
from peacetalks.cli.importers import parameters
from peacetalks.cli.importers.parameters import Source
from peacetalks.cli.importers.rejects import write_rejects
from peacetalks.cli.output import show, show_json
from peacetalks.cli.progress import rate
from peacetalks.errors import Finding
from peacetalks.importers import Appended, Import, Outcome, Report
from peacetalks.log import open_log
from peacetalks.views.imports import import_to_plain

__all__ = ["import_command"]

_MOST_SHOWN: Final = 5


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@parameters.log
@parameters.format_
@click.option(
    "--release", metavar="NAME", help="The name of the release; default: the name of the file."
)
@parameters.published
@parameters.dataset
@parameters.stream
@parameters.by
@parameters.packed
@parameters.source(
    click.option(
        "--rejects",
        metavar="FILE",
        help="A CSV file to write, with the rows that produced no event.",
    )
)
def import_command(
    source: Source,
    files: tuple[str, ...],
    place: str | None,
    dataset: str | None,
    rejects: str | None,
    recorded_by: str | None,
    *,
    packed: bool,
    as_json: bool,
) -> None:
    """Read files of data sets, and append their facts to a log.

    FILE is a file of UCDP, ACLED, GDELT, ICEWS, PA-X, UNHCR or MEND as downloaded, also
    as .gz or .zip. Its columns identify the data set. Every row becomes events or a
    finding, and the report counts both. Without --log nothing is stored; the report
    shows what would be.

    Without the day of its publication, what a release says would seem to be known on the
    day on which it happened, so --published is required. The report says which places and
    days the file covers; there, nothing found means zero. If the file cannot say, state it
    with --covers.

    Events that the log already holds are skipped, so you can repeat a call; nothing in
    the log is corrected or withdrawn. For a release that replaces an earlier one, use
    `peacetalks sync`.

    \b
    Examples:
      peacetalks import ged241-csv.zip --published 2024-06
      peacetalks import ged241-csv.zip --log talks.db --release 24.1 \\
          --published 2024-06
      peacetalks import 20201113.export.CSV.zip --log talks.db \\
          --published 2020-11-14 --by actors --rejects left.csv
    """
    where = source.stream_of
    imports = [source.read(file) for file in files]
    for one in imports:
        if source.stream is None:
            one.rule(source.by)
    with contextlib.ExitStack() as stack:
        log = None if place is None else stack.enter_context(open_log(place))
        reject = stack.enter_context(write_rejects(rejects, imports))
        results: list[Appended | Report] = []
        for one in imports:
            with rate(f"importing {one.path}") as done:
                if log is not None:
                    results.append(
                        importers.append(
                            log,
                            where,
                            one,
                            dataset=dataset,
                            recorded_by=recorded_by,
                            packed=packed,
                            progress=done,
                            seen=reject,
                        )
                    )
                    continue
                results.append(_read(one, reject, done))
    _show(results, as_json=as_json)


def _read(one: Import, reject: Callable[[Outcome], None], done: Callable[[int], None]) -> Report:
    rows = 0
    for outcome in one.outcomes():
        reject(outcome)
        rows += len(outcome.rows)
        done(rows)
    return one.report


def _show(results: list[Appended | Report], *, as_json: bool) -> None:
    if as_json:
        show_json(import_to_plain(results))
        return
    for one in results:
        show(str(one).splitlines())
        findings = one.report.findings + one.left_out if isinstance(one, Appended) else one.findings
        options.print_findings(_first(findings))


def _first(findings: tuple[Finding, ...]) -> list[Finding]:
    """Return the first findings of each code; the report counts all, and --json has all."""
    shown: dict[str, int] = {}
    first: list[Finding] = []
    for finding in findings:
        shown[finding.code] = shown.get(finding.code, 0) + 1
        if shown[finding.code] <= _MOST_SHOWN:
            first.append(finding)
    return first
