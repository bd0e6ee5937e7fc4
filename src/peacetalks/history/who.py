"""``roster``: who is on record, how often facts name each actor, and which codes have no name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import final

from attrs import frozen

from peacetalks.actors.code import PRESS
from peacetalks.events import Event
from peacetalks.history.history import History
from peacetalks.state.names import named_in
from peacetalks.state.on_record import OnRecord
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint

__all__ = ["Listed", "Roster", "Unnamed", "roster"]


@final
@frozen
class Listed:
    """An actor that facts name, or about which a statement is on record.

    Attributes:
        code: the code that events use.
        name: the name to show.
        facts: how many facts name it.
        stated: what is stated about it on record; None: only the registry names it.
        sort: its sort; None: not known.
        organ_of: the actor to which its acts are ascribed; None: none, as far as is known.
        within: the actor to which it belongs; None: none, as far as is known.
        streams: the streams that name it, if the streams have names.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.history import History
    >>> refused = MeetingRefused(occurred="2023-11-16", meeting="m", by="AZE")
    >>> (one,) = roster(History([refused])).actors
    >>> one.code, one.name, one.facts, one.other_names
    ('AZE', 'Azerbaijan', 1, ())
    """

    code: str
    name: str
    facts: int
    stated: OnRecord | None
    sort: str | None
    organ_of: str | None
    within: str | None
    streams: tuple[str, ...] = ()

    @property
    def other_names(self) -> tuple[str, ...]:
        """The names stated for it other than the one to show, the latest first."""
        names = () if self.stated is None else self.stated.names
        return tuple(name for name in names if name != self.name)


@final
@frozen
class Unnamed:
    """A code that no statement and no registry names.

    Attributes:
        code: the code.
        facts: how many facts use it.
        suggestions: codes that may have been meant, the nearest first.
        streams: the streams that use it, if the streams have names.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.history import History
    >>> refused = MeetingRefused(occurred="2023-11-16", meeting="m", by="AZR")
    >>> roster(History([refused])).unnamed[0].suggestions[0]
    'AZE'
    """

    code: str
    facts: int
    suggestions: tuple[str, ...]
    streams: tuple[str, ...] = ()


@final
@frozen
class Roster:
    """Who is on record, from a viewpoint.

    Attributes:
        actors: the actors with a name; those that most facts name come first.
        unnamed: the codes without a name.
        ambiguous: names that mean several actors on record, with their codes.

    >>> from peacetalks.events import ActorNamed
    >>> from peacetalks.history import History
    >>> named = [ActorNamed(occurred="2031", actor=one, names="Hill Front") for one in ("A1", "B1")]
    >>> roster(History(named)).ambiguous
    (('Hill Front', ('A1', 'B1')),)
    """

    actors: tuple[Listed, ...]
    unnamed: tuple[Unnamed, ...]
    ambiguous: tuple[tuple[str, tuple[str, ...]], ...]


def roster(history: History | Mapping[str, History], viewpoint: Viewpoint | None = None) -> Roster:
    """Return who is on record: the actors, how often facts name each, and codes without a name.

    Args:
        history: the events, or several histories by the names of their streams. Then facts are
            counted over all of them, and if two streams name an actor, the later one counts.
        viewpoint: the viewpoint; None: everything is known.

    Raises:
        InvalidValue: as ``History.at`` does.

    >>> from peacetalks.events import ActorNamed, AttackReported
    >>> from peacetalks.history import History
    >>> front = ActorNamed(occurred="2031", actor="FRONT", names="Hill Front", within="AFG")
    >>> raid = AttackReported(occurred="2031-05-20", by="FRONT", against="HILLS")
    >>> listed = roster(History([front, raid]))
    >>> [(one.code, one.name, one.within, one.facts) for one in listed.actors]
    [('FRONT', 'Hill Front', 'AFG', 1)]
    >>> [(one.code, one.suggestions) for one in listed.unnamed]
    [('HILLS', ())]
    """
    seen = viewpoint or Viewpoint()
    histories = history if isinstance(history, Mapping) else {"": history}
    actors = Register()
    facts: Counter[str] = Counter()
    streams: defaultdict[str, list[str]] = defaultdict(list)
    for stream, one in histories.items():
        stated = one.at(seen).actors
        actors = Register((*actors.statements, *stated.statements), stated.base)
        counted = _facts_by_actor(one, seen)
        facts += counted
        for code in {*counted, *stated} if stream else ():
            streams[code].append(stream)
    codes = sorted({*facts, *actors}, key=lambda code: (-facts[code], code))
    named = [code for code in codes if actors.is_named(code)]
    listed = tuple(
        Listed(
            code=code,
            name=actors.name(code),
            facts=facts[code],
            stated=actors.get(code),
            sort=actors.sort(code),
            organ_of=actors.organ_of(code),
            within=actors.within(code),
            streams=tuple(streams[code]),
        )
        for code in named
    )
    rest = (code for code in codes if code not in set(named))
    unnamed = tuple(
        Unnamed(code, facts[code], actors.suggest(code), tuple(streams[code])) for code in rest
    )
    names = dict.fromkeys(name for one in listed for name in (one.name, *one.other_names))
    on_record = (
        (name, tuple(code for code in actors.meanings(name) if code in set(codes)))
        for name in names
    )
    return Roster(listed, unnamed, tuple(each for each in on_record if len(each[1]) > 1))


def _facts_by_actor(history: History, seen: Viewpoint) -> Counter[str]:
    """Return how many facts name each actor."""
    timeline = history.effective(seen)
    facts = timeline.between(0, timeline.upto(None if seen.on is None else seen.on.last_day))
    return Counter(code for event in facts for code in _actors_in(event))


def _actors_in(event: Event) -> set[str]:
    return {name for what, name in named_in(event) if what == "actor"} - {PRESS}
