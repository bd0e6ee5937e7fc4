"""What a release may change in a log: it withdraws only what it covers, and yields to higher ranks.

A row that is missing is withdrawn if the release covers all of its days, in one of its places, and
if no release of a higher rank covers it too. Otherwise its facts stay. Where a format ranks its
releases (``Format.rank``), as UCDP's annual releases and its candidate events, the higher rank
supersedes the lower one where both cover, in all data sets of the format in the log: facts of the
lower one are retracted, and a lower one that comes later adds no facts there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, final

from attrs import define, frozen

from peacetalks._support.wording import count_noun
from peacetalks.errors import InvalidValue
from peacetalks.importers.api import Import
from peacetalks.importers.coverage import Covered, contains, example
from peacetalks.importers.report import Outcome
from peacetalks.importers.syncing.current import Facts, Holdings, holdings
from peacetalks.importers.syncing.planning import Plan, row_again
from peacetalks.importers.syncing.storage import PREFIX, is_kept
from peacetalks.log import Log
from peacetalks.primitives.when import When

__all__ = ["Lower", "Reach", "reach_of"]

_MOST_LISTED: Final = 5


@final
@frozen
class Lower:
    """A data set of the format in the log whose last release has a lower rank.

    Attributes:
        dataset: its name in the log.
        release: its last release.
        held: what the log holds of it.
    """

    dataset: str
    release: str
    held: Holdings


@final
@define
class Reach:
    """What a release may change.

    Attributes:
        areas: the places and days that it covers; empty: it is unknown.
        higher: the releases of a higher rank in the log, and what each covers.
        lower: the other data sets whose last release has a lower rank.
        is_promotion: whether the last release of the data set itself has a lower rank.
        reader: converts rows that the log holds.
        example: what its user could state that it covers.
    """

    areas: tuple[Covered, ...]
    higher: tuple[tuple[str, tuple[Covered, ...]], ...]
    lower: tuple[Lower, ...]
    is_promotion: bool
    reader: Import
    example: str

    def superseding(self, outcome: Outcome) -> str | None:
        """Return the release of a higher rank that covers rows; None: there is none."""
        for release, areas in self.higher:
            if self._contains(areas, outcome):
                return release
        return None

    def divide(self, changes: Plan, held: Holdings) -> None:
        """Move the missing rows that the release does not cover from ``withdrawn`` to ``kept``."""
        withdrawn: list[str] = []
        for name in changes.withdrawn:
            content = held.rows[name].content
            unit = held.units.get(content.unit, {name: content})
            outcome = self.reader.made_of(
                tuple(row_again(k.fields, self.reader) for k in unit.values())
            )
            makes_facts = content.stream or is_kept(held.rows[name].retraction)
            if makes_facts and not self._may_withdraw(outcome):
                changes.kept.append(name)
            else:
                withdrawn.append(name)
        changes.withdrawn = withdrawn

    def check_coverage(self, changes: Plan, held: Holdings, release: Import) -> None:
        """Refuse a release that lacks rows, but of which nobody knows what it covers.

        Raises:
            InvalidValue: if it does not say what it covers, and facts would be withdrawn.
        """
        missing = [name for name in changes.kept if not is_kept(held.rows[name].retraction)]
        if self.areas or not missing:
            return
        listed = ", ".join(missing[:_MOST_LISTED])
        raise InvalidValue(
            f"the release lacks {count_noun(len(missing), 'row')} ({listed}), and does not say "
            "which places and days it covers, so it is unknown whether they are withdrawn",
            value=release.path,
            accepted="covers=PLACES:PERIOD (--covers PLACES:PERIOD)",
            hint=f"if it covers the months of its rows: --covers {self.example}",
        )

    def superseded(
        self, log: Log, format_: str, seen: set[str]
    ) -> Iterator[tuple[Lower, str, Facts, tuple[str, ...]]]:
        """Yield the rows of lower ranks that the release covers: whose, their unit, facts and streams.

        Args:
            log: the log.
            format_: the name of the format.
            seen: the rows that the release has too; their facts are those of the release.
        """
        for lower in self.lower:
            facts = Facts(log, lower.dataset, format_, lower.held.units)
            for unit, rows in lower.held.units.items():
                if not seen.isdisjoint(rows):
                    continue
                streams = {kept.stream for kept in rows.values()} - {""}
                if not streams:
                    continue
                again = tuple(row_again(kept.fields, self.reader) for kept in rows.values())
                if self._contains(self.areas, self.reader.made_of(again)):
                    yield lower, unit, facts, tuple(sorted(streams))

    def _may_withdraw(self, outcome: Outcome) -> bool:
        return self._contains(self.areas, outcome) and self.superseding(outcome) is None

    def _contains(self, areas: tuple[Covered, ...], outcome: Outcome) -> bool:
        scope = self.reader.format.scope
        return contains(areas, scope, outcome.rows, outcome.events, self.reader.context)


def reach_of(
    log: Log, dataset: str, release: Import, held: Holdings, changes: Plan, when: When
) -> Reach:
    """Return what a release may change; its rows are read once more if that matters.

    Args:
        log: the log.
        dataset: the data set.
        release: the release.
        held: what the log holds of the data set.
        changes: what it changes by its rows alone.
        when: when it became known.
    """
    reader = release.again(published=when)
    rank = release.format.rank_of(release.release)
    higher: list[tuple[str, tuple[Covered, ...]]] = []
    lower: list[Lower] = []
    is_promotion = False
    if rank is not None:
        for name, other in _data_sets(log, dataset, held):
            ranked = [
                (mark, release.format.rank_of(mark.release))
                for mark in other.marks
                if mark.format == release.format.name
            ]
            higher += [
                (mark.release, mark.covers)
                for mark, one in ranked
                if one is not None and one > rank and mark.covers
            ]
            last = ranked[-1] if ranked else None
            if last is None or last[1] is None or last[1] >= rank:
                continue
            if name == dataset:
                is_promotion = True
            else:
                lower.append(Lower(name, last[0].release, other))
    areas: tuple[Covered, ...] = ()
    hint = ""
    if changes.withdrawn or lower:
        for _ in reader.outcomes():
            pass
        areas, hint = reader.covered(), example(reader.seen)
    return Reach(areas, tuple(higher), tuple(lower), is_promotion, reader, hint)


def _data_sets(log: Log, dataset: str, held: Holdings) -> Iterator[tuple[str, Holdings]]:
    """Yield the data sets in a log with what it holds of each."""
    yield dataset, held
    for summary in log.streams():
        name = summary.stream.removeprefix(PREFIX)
        if summary.stream.startswith(PREFIX) and name != dataset:
            yield name, holdings(log, name)
