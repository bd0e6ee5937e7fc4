"""``Synced``: what a release changed, row by row, in the words of the data set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, final

from attrs import frozen

from peacetalks.errors import Finding
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers import spellings
from peacetalks.importers.codes import CODES
from peacetalks.importers.report import Report
from peacetalks.plural import many
from peacetalks.when import When

__all__ = ["Change", "Synced", "changed_fields"]

_SHOWN: Final = 10
_LONGEST: Final = 40


@final
@frozen
class Change:
    """A row that a release has otherwise than the one before.

    Attributes:
        row: its id.
        fields: the columns that say something else: from what to what.
    """

    row: str
    fields: Mapping[str, tuple[str, str]]

    @property
    def told(self) -> str:
        """The columns, from what to what, as a text."""
        return "; ".join(
            f"{name}: {_short(before)} → {_short(after)}"
            for name, (before, after) in self.fields.items()
        )

    def __str__(self) -> str:
        return f"{self.row}  {self.told}"


@final
@frozen(repr=False)
class Synced:
    """What a release changed.

    Attributes:
        dataset: the data set.
        release: the release.
        number: its number among the releases of the data set in the log; None: the log stood
            at this release already, and nothing was appended.
        before: the release before it; None: it is the first.
        public: from when its bookkeeping counts as known.
        is_return: whether it was published before the one that was taken in last.
        report: the report of the import.
        rows: rows of the release.
        added: the ids of rows that are new.
        changed: the rows of which a column says something else.
        withdrawn: the ids of rows that it lacks.
        rewritten: how many rows are only written differently: other columns, other zeros.
        renamed: how many rows only have another id of the data set's own, which renames them.
        same: how many rows are the same.
        columns_added: columns that the release before had not.
        columns_dropped: columns that it had and this one has not.
        appended: how many facts, corrections and retractions were appended to the streams of
            facts, and how many events to that of the data set.
        streams: how many events were appended to which stream.
        findings: rows with the id of another; what is wrong with rows is in the report.
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
            lines.append(f"  a return to what was published before: known from {self.public}")
        if self.number is None:
            lines.append("  the log stands at this release: nothing was appended")
        lines += [
            f"  {self.rows:>9,} rows",
            f"  {len(self.added):>9,} added",
            f"  {len(self.changed):>9,} changed",
            f"  {len(self.withdrawn):>9,} withdrawn",
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
        lines += _findings(self.report)
        lines += [
            "appended: "
            + (
                ", ".join(many(n, what.removesuffix("s")) for what, n in self.appended.items() if n)
                or "nothing"
            )
        ]
        lines += map(str, self.findings[:_SHOWN])
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Synced {self.dataset} {self.release}: {many(self.rows, 'row')}>"


def _findings(report: Report) -> list[str]:
    """Return how many findings there are in the rows, by code."""
    most = sorted(report.codes.items(), key=lambda item: (-item[1], item[0]))
    told = "; ".join(f"{number:,} {code} {CODES.get(code, '')}" for code, number in most)
    nothing = f", {many(report.nothing, 'row')} made nothing" if report.nothing else ""
    return [f"findings: {told or 'none'}{nothing}"]


def _listed(what: str, names: tuple[str, ...]) -> list[str]:
    return [f"  {what}: {', '.join(names)}"] if names else []


def _block(what: str, told: tuple[str, ...]) -> list[str]:
    more = len(told) - _SHOWN
    lines = [f"{what}:", *(f"  {one}" for one in told[:_SHOWN])] if told else []
    return [*lines, f"  and {more:,} more"] if more > 0 else lines


def _short(text: str) -> str:
    spelt = " ".join(text.split()) or "(empty)"
    return spelt if len(spelt) <= _LONGEST else f"{spelt[: _LONGEST - 1]}…"


def changed_fields(
    before: Mapping[str, str], after: Mapping[str, str]
) -> Mapping[str, tuple[str, str]]:
    """Return the columns that both rows have and that say something else.

    How a number or a midnight is written says nothing.

    >>> dict(changed_fields({"best": "5.0", "low": "4"}, {"best": "5", "low": "3", "high": "9"}))
    {'low': ('4', '3')}
    """
    return FrozenMap(
        {
            name: (before[name], text)
            for name, text in after.items()
            if name in before and text != before[name] and _said(text) != _said(before[name])
        }
    )


def _said(text: str) -> str:
    spelt = text.strip()
    day = spellings.month_first(spelt)
    if day is not None:
        return day
    found = spellings.number(spelt)
    return spelt if found is None else repr(found + 0.0)
