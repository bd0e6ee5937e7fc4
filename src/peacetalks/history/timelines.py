"""The timelines of the viewpoints that were asked for last, each resolved once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias, final

from peacetalks.actors import Registry
from peacetalks.actors.code import Codes
from peacetalks.events import Event
from peacetalks.events.clocks import public
from peacetalks.history.kept import Kept
from peacetalks.history.resolution import Effective, Resolution, resolve
from peacetalks.history.timeline import Timeline
from peacetalks.primitives.when import When
from peacetalks.state.names import Names
from peacetalks.state.queries.arguments import seen_from
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["Timelines"]

_MOST_VIEWPOINTS: Final = 4
_Key: TypeAlias = tuple[int | None, When | int | None, Codes]


@final
class Timelines:
    """What counts from each viewpoint, whatever its day.

    Several threads may ask at once: only ``extend`` changes anything in place.

    Args:
        kept: the events.
        names: the names in the events.
        registry: the actors known without a statement; None: ``peacetalks.world()``.
    """

    __slots__ = ("_by_key", "_kept", "_names", "_registry")

    def __init__(self, kept: Kept, names: Names, registry: Registry | None) -> None:
        self._kept = kept
        self._names = names
        self._registry = registry
        self._by_key: dict[_Key, Timeline] = {}

    def of(self, viewpoint: Viewpoint | None) -> Timeline:
        """Return the effective facts of a viewpoint, in the one order."""
        key = self._key(viewpoint)
        timeline = self._by_key.get(key)
        if timeline is None:
            order = self._kept.order
            timeline = Timeline(self._resolve(key), order, self._names, self._registry)
        # The timeline that was asked for last is kept longest.
        others = [item for item in self._by_key.items() if item[0] != key]
        self._by_key = dict([*others, (key, timeline)][-_MOST_VIEWPOINTS:])
        return timeline

    def extend(self, added: Mapping[str, Event], *, plain: bool) -> None:
        """Take events that were added.

        Args:
            added: the events, by id.
            plain: whether all of them are new, and no bookkeeping is about any of them.
        """
        for key, timeline in self._by_key.items():
            known, recorded, told_by = key
            have_acts = told_by and any(event.act for event in added.values())
            if not plain or recorded is not None or have_acts:
                timeline.replace(self._resolve(key))
                continue
            facts = [
                Effective(event, event)
                for event in added.values()
                if known is None or public(event) <= known
            ]
            counting = [fact for fact in facts if _is_told_by(fact.event, told_by)]
            hidden = [fact for fact in facts if not _is_told_by(fact.event, told_by)]
            timeline.extend(counting, hidden)

    def _key(self, viewpoint: Viewpoint | None) -> _Key:
        seen = seen_from(self._names, viewpoint)
        known = None if seen.known is None else seen.known.hi
        return (known, seen.recorded, tuple(sorted(set(seen.told_by))))

    def _resolve(self, key: _Key) -> Resolution:
        known, recorded, told_by = key
        events: Iterable[Event] = self._kept.events.values()
        if recorded is not None:
            events = self._kept.recorded_by(recorded)
        return resolve(events, known=known, told_by=told_by, order=self._kept.order)


def _is_told_by(event: Event, parties: Codes) -> bool:
    return not event.claimed_by or set(parties) <= set(event.claimed_by)
