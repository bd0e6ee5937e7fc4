"""``Findings``: what a check found, ordered by file and line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import final, overload

from attrs import field, frozen

from peacetalks._support.wording import count_noun
from peacetalks.errors import Finding
from peacetalks.notebook.markup import Table, card

__all__ = ["Findings", "line_of", "message_of", "place_of"]


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=_place))


def _place(finding: Finding) -> tuple[str, int, str, str, str]:
    line = -1 if finding.line is None else finding.line
    return finding.file or "", line, finding.code, finding.path, finding.message


@final
@frozen(repr=False)
class Findings(Sequence[Finding]):
    """What a check found, sorted by file, line and code; immutable.

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
        """Findings that cannot be right."""
        return self._of("error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Findings that are probably wrong or incomplete."""
        return self._of("warning")

    @property
    def notes(self) -> tuple[Finding, ...]:
        """Findings that are worth knowing."""
        return self._of("note")

    @property
    def counts(self) -> str:
        """The number of findings of each severity, as text."""
        counts = [
            count_noun(len(self._of(severity)), severity, thousands="")
            for severity in ("error", "warning", "note")
            if self._of(severity)
        ]
        return ", ".join(counts) or "nothing found"

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
        """Return the findings as a card, errors first; notebooks look for this name."""
        listed = (*self.errors, *self.warnings, *self.notes)
        rows = tuple((one.severity, one.code, place_of(one), message_of(one)) for one in listed)
        heads = ("severity", "code", "place", "message")
        return card(self.counts, tables=[Table("Findings", heads, rows)])


def line_of(finding: Finding) -> str:
    """Return a finding as one line, ``file:line: code message``, which editors can jump from.

    The column follows the line where an event spans several lines, as in YAML.

    >>> line_of(Finding(code="PT131", message="low is above high", path="$.count"))
    'PT131 $.count: low is above high'
    """
    place = place_of(finding)
    text = f"{finding.code} {message_of(finding)}"
    return f"{place}: {text}" if place else text


def place_of(finding: Finding) -> str:
    """Return the file, line and column, as far as known."""
    parts = (finding.file, finding.line, finding.column)
    return ":".join(str(part) for part in parts if part is not None)


def message_of(finding: Finding) -> str:
    """Return the message as one line, with the path inside the event if there is one."""
    inside = "" if finding.path == "$" else f"{finding.path}: "
    return " ".join(f"{inside}{finding.message}".splitlines())
