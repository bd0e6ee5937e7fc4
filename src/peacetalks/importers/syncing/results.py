"""Results: ``Appended`` of adding a file to a log; ``Synced``, what a release changed, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, final

from attrs import frozen

from peacetalks._support.deprecation import renamed
from peacetalks._support.wording import count_noun
from peacetalks.errors import Finding
from peacetalks.importers.report import Report, spelt_coverage, title_of
from peacetalks.importers.tables import spellings
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When

__all__ = ["Appended", "Change", "Superseded", "Synced", "changed_fields"]

_SHOWN: Final = 10
_LONGEST: Final = 40


@final
@frozen
class Appended:
    """The result of appending a file to a log.

    Attributes:
        dataset: the name of the data set in the log.
        report: the report of the import.
        appended: how many facts, statements about actors and rows were appended.
        streams: how many events were appended to each stream of facts.
        left_out: findings for rows that the log holds with other content, or with a duplicate id.
    """

    dataset: str
    report: Report
    appended: Mapping[str, int]
    streams: Mapping[str, int]
    left_out: tuple[Finding, ...]

    def __str__(self) -> str:
        counts = ", ".join(
            count_noun(n, kind.removesuffix("s")) for kind, n in self.appended.items() if n
        )
        lines = [str(self.report), f"appended: {counts or 'nothing, the log has it already'}"]
        lines += [f"  {stream}: {n:,}" for stream, n in _largest_first(self.streams)]
        if self.left_out:
            lines.append(f"left out: {count_noun(len(self.left_out), 'row')}; the findings say why")
        return "\n".join(lines)


@final
@frozen
class Change:
    """A row that differs from the previous release.

    Attributes:
        row: its id.
        fields: the columns that changed, each with its old and new text.
    """

    row: str
    fields: Mapping[str, tuple[str, str]]

    @property
    def summary(self) -> str:
        """The changed columns, with old and new texts, in one line."""
        return "; ".join(
            f"{name}: {_short(before)} → {_short(after)}"
            for name, (before, after) in self.fields.items()
        )

    @property
    @renamed("Change.summary", since="0.1")
    def told(self) -> str:
        """The same, under its old name."""
        return self.summary

    def __str__(self) -> str:
        return f"{self.row}  {self.summary}"


@final
@frozen
class Superseded:
    """A row of a release of a lower rank whose facts were retracted.

    Attributes:
        dataset: its data set in the log.
        release: the last release of that.
        row: its id.

    >>> str(Superseded("ged-candidate", "18.0.1", "900"))
    '900  of ged-candidate, release 18.0.1'
    """

    dataset: str
    release: str
    row: str

    def __str__(self) -> str:
        return f"{self.row}  of {self.dataset}, release {self.release}"


@final
@frozen(repr=False)
class Synced:
    """What a release changed.

    Attributes:
        dataset: the data set.
        release: the release.
        number: its number among the releases of the data set in the log; None: the log was already
            at this release, and nothing was appended.
        before: the previous release; None if this is the first.
        public: when its bookkeeping became known.
        is_return: whether it was published before the release that was imported last.
        report: the report of the import.
        rows: the number of rows in the release.
        added: the ids of new rows.
        changed: the rows in which a column changed.
        withdrawn: the ids of rows that the release no longer has.
        kept: the ids of rows that it lacks, but does not cover: their facts stay.
        yielded: the ids of its rows that make no facts, since a release of a higher rank in the log
            covers them.
        superseded: the rows of releases of a lower rank whose facts were retracted, since this one
            covers them.
        rewritten: how many rows are only written differently: other columns, other zeros.
        renamed: how many rows only have a new id, in a data set that renames its ids.
        same: how many rows are the same.
        columns_added: columns that the previous release did not have.
        columns_dropped: columns that only the previous release had.
        appended: how many facts, corrections and retractions were appended to the streams of
            facts, and how many events to the stream of the data set.
        streams: how many events were appended to each stream.
        findings: rows with the id of another row; other problems of rows are in the report.
    """

    dataset: str
    release: str
    number: int | None
    before: str | None
    public: When
    is_return: bool
    report: Report
    rows: int
    added: tuple[str, ...]
    changed: tuple[Change, ...]
    withdrawn: tuple[str, ...]
    kept: tuple[str, ...]
    yielded: tuple[str, ...]
    superseded: tuple[Superseded, ...]
    rewritten: int
    renamed: int
    same: int
    columns_added: tuple[str, ...]
    columns_dropped: tuple[str, ...]
    appended: Mapping[str, int]
    streams: Mapping[str, int]
    findings: tuple[Finding, ...] = ()

    def __str__(self) -> str:
        before = f" after {self.before}" if self.before else ", the first"
        lines = [f"{self.dataset}, release {self.release}{before}"]
        if self.is_return and self.number is not None:
            lines.append(f"  a return to an earlier release: known from {self.public}")
        if self.number is None:
            lines.append("  the log already has this release: nothing was appended")
        lines += [
            f"  {self.rows:>9,} rows",
            f"  {len(self.added):>9,} added",
            f"  {len(self.changed):>9,} changed",
            f"  {len(self.withdrawn):>9,} withdrawn",
            *_if_any(self.kept, "missing but kept: the release does not cover them"),
            *_if_any(self.yielded, "without facts: a release of a higher rank covers them"),
            *_if_any(self.superseded, "superseded in other data sets"),
            *([f"  {self.renamed:>9,} renamed"] if self.renamed else []),
            f"  {self.same + self.rewritten:>9,} the same"
            + (
                f", {self.rewritten:,} of them written differently (columns, zeros)"
                if self.rewritten
                else ""
            ),
        ]
        lines += _listed("columns added", self.columns_added)
        lines += _listed("columns dropped", self.columns_dropped)
        if self.before:
            lines += _block("added", self.added)
        lines += _block("changed", tuple(map(str, self.changed)))
        lines += _block("withdrawn", self.withdrawn)
        lines += _block("missing but kept", self.kept)
        lines += _block("superseded", tuple(map(str, self.superseded)))
        lines += [spelt_coverage(self.report.covered)] if self.report.covered is not None else []
        lines += _findings(self.report)
        lines += [
            "appended: "
            + (
                ", ".join(
                    count_noun(n, what.removesuffix("s")) for what, n in self.appended.items() if n
                )
                or "nothing"
            )
        ]
        lines += map(str, self.findings[:_SHOWN])
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Synced {self.dataset} {self.release}: {count_noun(self.rows, 'row')}>"


def _if_any(rows: tuple[object, ...], what: str) -> list[str]:
    return [f"  {len(rows):>9,} {what}"] if rows else []


def _findings(report: Report) -> list[str]:
    """Return a line with the number of findings in the rows, by code."""
    codes = sorted(report.codes.items(), key=lambda item: (-item[1], item[0]))
    counts = "; ".join(f"{number:,} {code} {title_of(code)}" for code, number in codes)
    no_event = f", {count_noun(report.nothing, 'row')} made no event" if report.nothing else ""
    return [f"findings: {counts or 'none'}{no_event}"]


def _listed(what: str, names: tuple[str, ...]) -> list[str]:
    return [f"  {what}: {', '.join(names)}"] if names else []


def _block(what: str, items: tuple[str, ...]) -> list[str]:
    more = len(items) - _SHOWN
    lines = [f"{what}:", *(f"  {one}" for one in items[:_SHOWN])] if items else []
    return [*lines, f"  and {more:,} more"] if more > 0 else lines


def _short(text: str) -> str:
    spelt = " ".join(text.split()) or "(empty)"
    return spelt if len(spelt) <= _LONGEST else f"{spelt[: _LONGEST - 1]}…"


def changed_fields(
    before: Mapping[str, str], after: Mapping[str, str]
) -> Mapping[str, tuple[str, str]]:
    """Return the columns that both rows have and whose values differ.

    Different spellings of the same number or midnight do not count.

    >>> dict(changed_fields({"best": "5.0", "low": "4"}, {"best": "5", "low": "3", "high": "9"}))
    {'low': ('4', '3')}
    """
    return FrozenMap(
        {
            name: (before[name], text)
            for name, text in after.items()
            if name in before and text != before[name] and _value(text) != _value(before[name])
        }
    )


def _value(text: str) -> str:
    """Return a text that is the same for all spellings of one day or number."""
    spelt = text.strip()
    day = spellings.month_first(spelt)
    if day is not None:
        return day
    number = spellings.number(spelt)
    return spelt if number is None else repr(number + 0.0)


def _largest_first(streams: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(streams.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]
