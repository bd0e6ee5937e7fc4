"""``Appended``: what a file added to a log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, final

from attrs import frozen

from peacetalks.errors import Finding
from peacetalks.importers.report import Report
from peacetalks.plural import many

__all__ = ["Appended"]


@final
@frozen
class Appended:
    """What a file added to a log.

    Attributes:
        dataset: the data set, as it is called in the log.
        report: the report of the import.
        appended: how many facts, statements of actors and rows were appended.
        streams: how many events were appended to which stream of facts.
        left_out: rows that the log holds otherwise, or whose id is another's.
    """

    dataset: str
    report: Report
    appended: Mapping[str, int]
    streams: Mapping[str, int]
    left_out: tuple[Finding, ...]

    def __str__(self) -> str:
        told = ", ".join(many(n, what.removesuffix("s")) for what, n in self.appended.items() if n)
        lines = [str(self.report), f"appended: {told or 'nothing, the log holds it already'}"]
        lines += [f"  {stream}: {n:,}" for stream, n in _most(self.streams)]
        if self.left_out:
            lines.append(f"left out: {many(len(self.left_out), 'row')}; the findings say why")
        return "\n".join(lines)


_SHOWN: Final = 10


def _most(streams: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(streams.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]
