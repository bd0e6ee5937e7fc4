"""``Reading``: the events of a file with their lines, and the findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, final, overload

import attrs

from peacetalks._support.wording import count_noun
from peacetalks.errors import Finding
from peacetalks.events.base import Event
from peacetalks.findings import files
from peacetalks.findings.rule import rules_in
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["CODES", "Reading"]

CODES: Final = FrozenMap({code: rule.title for code, rule in rules_in(files).items()})
"""The codes of findings in files and logs, each with its meaning."""


@final
@attrs.frozen(repr=False, weakref_slot=False)
class Reading(Sequence[Event]):
    """The events of a file in file order, each once; the line of each, and the findings.

    Attributes:
        events: the events.
        lines: the line of each, counted from 1.
        findings: the findings, in line order; see ``CODES``.
        path: the file, as the caller named it; ``"<text>"`` for a text.

    >>> from peacetalks.codec import loads
    >>> reading = loads('{"kind": "meeting-held", "occurred": "2023-10-05", "meeting": "granada"}')
    >>> reading[0].meeting, reading.where(0), reading
    ('granada', '<text>:1', Reading('<text>': 1 event))
    """

    events: tuple[Event, ...]
    lines: tuple[int, ...]
    findings: tuple[Finding, ...] = ()
    path: str = "<text>"

    def where(self, index: int) -> str:
        """Return the file and the line of an event: ``"talks.jsonl:3"``.

        Raises:
            IndexError: if there is no such event.
        """
        return f"{self.path}:{self.lines[index]}"

    def __len__(self) -> int:
        return len(self.events)

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, index: int | slice) -> Event | tuple[Event, ...]:
        return self.events[index]

    def __repr__(self) -> str:
        counts = [count_noun(len(self), "event", thousands="")]
        for severity in ("error", "warning", "note"):
            number = sum(finding.severity == severity for finding in self.findings)
            counts += [count_noun(number, severity, thousands="")] if number else []
        return f"Reading({self.path!r}: {', '.join(counts)})"
