"""Facts that change no other part: what was said and done stays on record.

Most facts do not replace one another, and each of them is kept under its id. An attack does not
undo the attack of the day before. A second call-up adds to the first, and those who were released
earlier stay free. What a statement or a readout said, it said, even if it is taken back. The rounds
of talks in June are not the rounds in March, and each finding of a monitor is about its own day.

A kind with a last word (``Event.last_word``) gives the state of one thing: what one ruling says,
what is known about one incident, whether one route is open. A later fact about the same thing
replaces the earlier one. A claim never replaces what others claim, or what is stated as fact: where
accounts may differ, those who claim the fact are among the fields of the last word.

Every kind without a handler of its own stays on record in this way, user-defined kinds included.
"""

from __future__ import annotations

from typing import cast

from peacetalks.events import Event
from peacetalks.events.territory import TerritorialControlChanged
from peacetalks.reducer.draft import Draft
from peacetalks.state.record import OnRecordDraft

__all__ = ["keep", "keep_use_of_force"]


def keep(draft: Draft, event: Event) -> Draft:
    """Keep a fact until the next one about the same thing, or else for good, under its id."""
    key: tuple[object, ...] = (event.id,)
    if event.last_word:
        thing = tuple(_unordered(getattr(event, name)) for name in event.last_word)
        key = key if thing[0] is None else thing
    draft.part(OnRecordDraft, (event.kind, *key), event.kind, key, event).event = event
    return draft


def keep_use_of_force(draft: Draft, event: TerritorialControlChanged) -> Draft:
    """Keep a change of control for good if it was by force.

    The act stays when the area changes hands again; who holds the area now is a separate part.
    """
    return keep(draft, event) if event.mode == "force" else draft


def _unordered(value: object) -> object:
    # Actors that act or claim together are a set: their order means nothing.
    return (
        tuple(sorted(cast("tuple[object, ...]", value), key=str))
        if isinstance(value, tuple)
        else value
    )
