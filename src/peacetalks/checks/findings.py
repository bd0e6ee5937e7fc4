"""``Findings``: what a check found, in the order of files and lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import final, overload

from attrs import field, frozen

from peacetalks.errors import Finding
from peacetalks.markup import Table, card
from peacetalks.plural import many

__all__ = ["Findings", "line_of", "message_of", "place_of"]


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=_place))


def _place(finding: Finding) -> tuple[str, int, str, str, str]:
    line = -1 if finding.line is None else finding.line
    return finding.file or "", line, finding.code, finding.path, finding.message


@final
@frozen(repr=False)
class Findings(Sequence[Finding]):
    """What a check found, sorted by file, line and code; cannot change.

    Attributes:
        findings: all of them.

    >>> late = Finding(code="PT103", message="refused after it was held", file="t.jsonl", line=4)
    >>> found = Findings([late])
    >>> print(found)
    t.jsonl:4: PT103 refused after it was held
    >>> found, len(found.errors)
    (Findings(1 error), 1)
    """

    findings: tuple[Finding, ...] = field(default=(), converter=_sorted)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Those that cannot be right."""
        return self._of("error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Those that are probably not right, or not whole."""
        return self._of("warning")

    @property
    def notes(self) -> tuple[Finding, ...]:
        """Those that are worth knowing."""
        return self._of("note")

    @property
    def counts(self) -> str:
        """How many there are of each severity, in words."""
        told = [
            many(len(self._of(severity)), severity, thousands="")
            for severity in ("error", "warning", "note")
            if self._of(severity)
        ]
        return ", ".join(told) or "nothing found"

    def _of(self, severity: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == severity)

    def __len__(self) -> int:
        return len(self.findings)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        return self.findings[index]

    def __str__(self) -> str:
        return "\n".join(line_of(finding) for finding in self.findings)

    def __repr__(self) -> str:
        return f"Findings({self.counts})"

    def _repr_html_(self) -> str:
        """Return them as a card, errors first, for notebooks, which look for this name."""
        listed = (*self.errors, *self.warnings, *self.notes)
        rows = tuple((one.severity, one.code, place_of(one), message_of(one)) for one in listed)
        heads = ("severity", "code", "place", "message")
        return card(self.counts, tables=[Table("Findings", heads, rows)])


def line_of(finding: Finding) -> str:
    """Return a finding as one line that editors can jump from: ``file:line: code message``.

    Where a line holds less than an event, as in YAML, the column follows the line.

    >>> line_of(Finding(code="PT131", message="low is above high", path="$.count"))
    'PT131 $.count: low is above high'
    """
    place = place_of(finding)
    told = f"{finding.code} {message_of(finding)}"
    return f"{place}: {told}" if place else told


def place_of(finding: Finding) -> str:
    """Return the file, line and column, as far as they are known."""
    parts = (finding.file, finding.line, finding.column)
    return ":".join(str(part) for part in parts if part is not None)


def message_of(finding: Finding) -> str:
    """Return the message as one line, with the place inside the event where there is one."""
    inside = "" if finding.path == "$" else f"{finding.path}: "
    return " ".join(f"{inside}{finding.message}".splitlines())
