"""How several parties tell the story, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from attrs import field, frozen

from peacetalks._support.wording import count_noun
from peacetalks.actors.code import Codes
from peacetalks.events import Event
from peacetalks.events.identity import same_content
from peacetalks.history.chronicle import Chronicle
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import WhenLike
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["Accounts", "accounts"]


@final
@frozen
class Accounts:
    """The accounts of several parties.

    Attributes:
        parties: the parties.
        only: the facts that each party tells and none of the others does.
        shared: the facts that all of them tell.
        disputed: the facts that each party disputes.
        labels: the acts that they name differently, with each party's name for it.
        claimants: all actors that claim or dispute a fact, whether they are compared or not.

    >>> from peacetalks import History, datasets
    >>> accounts = History(datasets.south_caucasus()).accounts("ARM", "AZE")
    >>> sorted(accounts.only), len(accounts.shared) > 0
    (['ARM', 'AZE'], True)
    """

    parties: Codes
    only: FrozenMap[str, tuple[Event, ...]]
    shared: tuple[Event, ...]
    disputed: FrozenMap[str, tuple[Event, ...]]
    labels: FrozenMap[str, FrozenMap[str, str]]
    claimants: Codes = ()
    _actors: Register = field(default=Register(), repr=False, eq=False)

    @property
    def silence(self) -> str | None:
        """A sentence that no fact rests on the word of these parties; None if one does.

        Facts that nobody claims, and none of them disputes, are nobody's account.
        """
        if self.labels or not set(self.claimants).isdisjoint(self.parties):
            return None
        names = " or ".join(map(self._actors.shown, self.parties)) if self.claimants else "a party"
        return f"no fact rests on the word of {names}"

    def __str__(self) -> str:
        if self.silence:
            return self.silence
        count = count_noun(len(self.shared), "fact", thousands="")
        lines = [f"shared by {self._actors.listed(self.parties)}: {count}"]
        for party in self.parties:
            name = self._actors.shown(party)
            lines.append(f"told by {name} only:")
            lines += [f"  {event.occurred}  {event.kind}  {event.id}" for event in self.only[party]]
            lines.append(f"disputed by {name}:")
            lines += [f"  {e.occurred}  {e.kind}  {e.id}" for e in self.disputed[party]]
        for act, labels in self.labels.items():
            named = (f"{self._actors.shown(party)}: {label}" for party, label in labels.items())
            lines.append(f"{act}: {'; '.join(named)}")
        return "\n".join(lines)


def accounts(history: Chronicle, parties: Sequence[str], *, known: WhenLike | None) -> Accounts:
    """Answer ``History.accounts``, for a single party too."""
    facts = {
        party: history.effective(Viewpoint(known=known, told_by=party)).events for party in parties
    }
    by_id = {party: {event.id: event for event in events} for party, events in facts.items()}

    def has_in_account(party: str, event: Event) -> bool:
        own = by_id[party].get(event.id)
        return own is not None and same_content(own, event)

    shared = tuple(
        event
        for event in (facts[parties[0]] if parties else ())
        if all(has_in_account(party, event) for party in parties)
    )
    only = {
        party: tuple(
            event
            for event in events
            if not any(has_in_account(other, event) for other in parties if other != party)
        )
        for party, events in facts.items()
    }
    everyones = history.effective(Viewpoint(known=known))
    disputed = {
        party: tuple(e.event for e in everyones.in_order() if party in e.disputed_by)
        for party in parties
    }
    state = everyones.state_after(everyones.upto(None))
    labels = {
        act: FrozenMap({p: named[p] for p in parties if p in named})
        for act in (*state.parts.acts, *state.parts.offensives)
        if len({(named := state.labels(act)).get(p) for p in parties} - {None}) > 1
    }
    claimants = dict.fromkeys(
        code for e in everyones.in_order() for code in (*e.event.claimed_by, *e.disputed_by)
    )
    return Accounts(
        tuple(parties),
        FrozenMap(only),
        shared,
        FrozenMap(disputed),
        FrozenMap(labels),
        tuple(claimants),
        everyones.actors,
    )
