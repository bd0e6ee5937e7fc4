"""``peacetalks import``: files of data sets into a log."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Final

import click

from peacetalks import importers
from peacetalks.actors import Registry
from peacetalks.cli import options, own_actors
from peacetalks.cli.importers import words
from peacetalks.cli.importers.rejects import rejected
from peacetalks.cli.page import show, show_json
from peacetalks.cli.progress import rate
from peacetalks.errors import Finding
from peacetalks.importers import Appended, Import, Outcome, Report
from peacetalks.log import open_log
from peacetalks.views.imports import appended_to_plain, report_to_plain
from peacetalks.when import When

__all__ = ["import_"]

_TOLD: Final = 5


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@words.log
@words.format_
@click.option(
    "--release", metavar="NAME", help="What the release is called; left out: as the file."
)
@words.published
@words.dataset
@words.stream
@words.by
@click.option("--rejects", metavar="FILE", help="Write rows that made nothing here, as CSV.")
@own_actors.actors
@words.member
@words.encoding
@words.recorded_by
@options.as_json
def import_(
    files: tuple[str, ...],
    place: str | None,
    format_: str | None,
    release: str | None,
    published: When | None,
    dataset: str | None,
    stream: str | None,
    by: str | None,
    rejects: str | None,
    registry: Registry | None,
    member: str | None,
    encoding: str | None,
    recorded_by: str | None,
    *,
    as_json: bool,
) -> None:
    """Read files of data sets, and append their facts to a log.

    FILE is a file of UCDP, ACLED, GDELT, ICEWS, PA-X, UNHCR or MEND as it was
    downloaded, also .gz or .zip. What it is is known by its columns. Every row ends as
    events or as a finding; the report says how many did. Without --log nothing is
    stored: the report alone tells what would be.

    What the log holds is passed over, so that a call may be repeated; nothing in it is
    corrected or withdrawn. For a release that takes the place of an earlier one use
    `peacetalks sync`.

    \b
    Examples:
      peacetalks import ged241-csv.zip
      peacetalks import ged241-csv.zip --log talks.db --release 24.1
      peacetalks import 20201113.export.CSV.zip --log talks.db \\
          --by actors --rejects left.csv
    """
    where = words.stream_of(stream, by)
    imports = [
        words.read(f, format_, release, published, member, encoding, registry) for f in files
    ]
    for one in imports:
        if stream is None:
            one.rule(by)
    with contextlib.ExitStack() as stack:
        log = None if place is None else stack.enter_context(open_log(place))
        reject = stack.enter_context(rejected(rejects, imports))
        told: list[Appended | Report] = []
        for one in imports:
            with rate(f"importing {one.path}") as done:
                if log is not None:
                    told.append(
                        importers.append(
                            log,
                            where,
                            one,
                            dataset=dataset,
                            recorded_by=recorded_by,
                            progress=done,
                            seen=reject,
                        )
                    )
                    continue
                told.append(_read(one, reject, done))
    _show(told, as_json=as_json)


def _read(one: Import, reject: Callable[[Outcome], None], done: Callable[[int], None]) -> Report:
    rows = 0
    for outcome in one.outcomes():
        reject(outcome)
        rows += len(outcome.rows)
        done(rows)
    return one.report


def _show(told: list[Appended | Report], *, as_json: bool) -> None:
    if as_json:
        show_json(
            [
                appended_to_plain(one) if isinstance(one, Appended) else report_to_plain(one)
                for one in told
            ]
        )
        return
    for one in told:
        show(str(one).splitlines())
        findings = one.report.findings + one.left_out if isinstance(one, Appended) else one.findings
        options.tell(_first(findings))


def _first(findings: tuple[Finding, ...]) -> list[Finding]:
    """Return the first findings of each code: the rest is counted, and in --json."""
    shown: dict[str, int] = {}
    first: list[Finding] = []
    for finding in findings:
        shown[finding.code] = shown.get(finding.code, 0) + 1
        if shown[finding.code] <= _TOLD:
            first.append(finding)
    return first
