"""How parties tell the story, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, final

from attrs import field, frozen

from peacetalks.construction import Codes
from peacetalks.events import Event
from peacetalks.events.identity import same_content
from peacetalks.frozenmap import FrozenMap
from peacetalks.plural import many
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.when import WhenLike

if TYPE_CHECKING:
    from peacetalks.history.history import History

__all__ = ["Accounts", "accounts"]


@final
@frozen
class Accounts:
    """The accounts of some parties.

    Attributes:
        parties: whose accounts.
        only: what each one tells and no other of them does.
        shared: what all of them tell.
        disputed: what each one disputes.
        labels: acts that they name differently, with each one's name for it.
        claimants: on whose word any fact rests, or who disputes one, whether asked for or not.

    >>> from peacetalks import History, datasets
    >>> told = History(datasets.south_caucasus()).accounts("ARM", "AZE")
    >>> sorted(told.only), len(told.shared) > 0
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
        """That no fact rests on the word of these parties, in words; None: one does.

        What is told as fact, and disputed by none of them, is the account of nobody.
        """
        if self.labels or not set(self.claimants).isdisjoint(self.parties):
            return None
        whom = " or ".join(map(self._actors.shown, self.parties)) if self.claimants else "a party"
        return f"no fact rests on the word of {whom}"

    def __str__(self) -> str:
        if self.silence:
            return self.silence
        count = many(len(self.shared), "fact", thousands="")
        lines = [f"shared by {self._actors.listed(self.parties)}: {count}"]
        for party in self.parties:
            name = self._actors.shown(party)
            lines.append(f"only {name} tells:")
            lines += [f"  {event.occurred}  {event.kind}  {event.id}" for event in self.only[party]]
            lines.append(f"{name} disputes:")
            lines += [f"  {e.occurred}  {e.kind}  {e.id}" for e in self.disputed[party]]
        for act, told in self.labels.items():
            words = (f"{self._actors.shown(who)}: {word}" for who, word in told.items())
            lines.append(f"{act}: {'; '.join(words)}")
        return "\n".join(lines)


def accounts(history: History, parties: Sequence[str], *, known: WhenLike | None) -> Accounts:
    """Answer ``History.accounts``, of a single party too."""
    told = {
        party: history.resolved(Viewpoint(known=known, told_by=party)).events for party in parties
    }
    by_id = {party: {event.id: event for event in events} for party, events in told.items()}

    def tells(party: str, event: Event) -> bool:
        own = by_id[party].get(event.id)
        return own is not None and same_content(own, event)

    shared = tuple(
        event
        for event in (told[parties[0]] if parties else ())
        if all(tells(party, event) for party in parties)
    )
    only = {
        party: tuple(
            event
            for event in events
            if not any(tells(other, event) for other in parties if other != party)
        )
        for party, events in told.items()
    }
    whole = history.resolved(Viewpoint(known=known))
    disputed = {
        party: tuple(e.event for e in whole.effectives() if party in e.disputed_by)
        for party in parties
    }
    state = whole.state_after(whole.upto(None))
    named = {
        act: FrozenMap({p: words[p] for p in parties if p in words})
        for act in (*state.parts.acts, *state.parts.offensives)
        if len({(words := state.labels(act)).get(p) for p in parties} - {None}) > 1
    }
    claimants = dict.fromkeys(
        code for e in whole.effectives() for code in (*e.event.claimed_by, *e.disputed_by)
    )
    return Accounts(
        tuple(parties),
        FrozenMap(only),
        shared,
        FrozenMap(disputed),
        FrozenMap(named),
        tuple(claimants),
        whole.actors,
    )
