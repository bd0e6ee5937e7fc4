"""Bookkeeping: what became known about earlier facts; aliases, checkpoints and annotations.

These are about events, not about the world. What they do to facts (correct, retract, confirm,
dispute, merge) is worked out before the fold; a fold that meets them lists them as unresolved.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, final, get_args

from attrs import field, frozen

from peacetalks.construction import Code, Codes, Slug, as_codes, as_when, many_codes, many_texts
from peacetalks.errors import InvalidEvent
from peacetalks.events.base import Event
from peacetalks.frozenmap import FrozenMap
from peacetalks.values import as_names, as_payload, as_texts_by_key
from peacetalks.when import When

__all__ = [
    "ActorAliased",
    "ActorMerged",
    "ActorNamed",
    "ActorSort",
    "ActorSplit",
    "Annotation",
    "Checkpoint",
    "CorrectionOrigin",
    "EventConfirmed",
    "EventCorrected",
    "EventDisputed",
    "EventRetracted",
    "EventsMerged",
]

CorrectionOrigin: TypeAlias = Literal["source", "record"]
"""``source``: the world's correction, as of a ministry; ``record``: our own slip."""
ActorSort: TypeAlias = Literal[
    "state",
    "organisation",
    "armed_group",
    "faction",
    "organ",
    "office",
    "civilians",
    "other",
]
"""What sort of actor somebody is; it says nothing about recognition."""


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class EventCorrected(Event):
    """A fact was corrected; the replacement takes its place whole.

    In part after UCDP GED: a row that another release has otherwise.

    Attributes:
        target: the id of the event corrected.
        replacement: the event as it should read; it keeps the target's id and kind.
        origin: where the error arose; None: in the source.
        reason: why.
        by: who corrected it.

    >>> from peacetalks.events import CasualtiesReported
    >>> dead = CasualtiesReported(
    ...     id="dead", occurred="2023-09-25", series="depot", measure="killed", count=68
    ... )
    >>> EventCorrected(occurred="2023-09-27", target="dead", replacement=dead).origin is None
    True
    """

    target: Slug
    replacement: Event
    origin: CorrectionOrigin | None = None
    reason: str | None = None
    by: Codes | None = field(default=None, converter=as_codes)

    def check_whole(self) -> None:
        """Refuse a replacement under another id, and an origin given as ``basis``.

        ``basis`` is a field of every event: the ids that it rests on.

        Raises:
            InvalidEvent: if it is one.
        """
        if self.replacement.id != self.target:
            raise InvalidEvent(
                "EventCorrected: the replacement has another id than the event corrected",
                value=self.replacement.id,
                path="$.replacement.id",
                accepted=f"{self.target!r}, the target",
                hint="pt.correct(event, ...) keeps the id; for another fact, retract this one and "
                "append the other",
            )
        slips = [name for name in self.basis if name in get_args(CorrectionOrigin)]
        if slips:
            raise InvalidEvent(
                "EventCorrected: where the error arose is no basis",
                value=slips[0],
                path="$.basis",
                hint=f"write origin={slips[0]!r}",
            )


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class EventRetracted(Event):
    """A fact was withdrawn.

    In part after UCDP GED (a row that is gone) and ACLED (the file of deletions).

    Attributes:
        target: the id of the event withdrawn.
        reason: why.
        by: who withdrew it.

    >>> EventRetracted(occurred="2023-09-26", target="depot-125", reason="counted others too").target
    'depot-125'
    """

    target: Slug
    reason: str | None = None
    by: Codes | None = field(default=None, converter=as_codes)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class EventConfirmed(Event):
    """A party confirmed a fact.

    Attributes:
        target: the id of the event confirmed.
        by: who confirms it.

    >>> EventConfirmed(occurred="2023-11-17", target="washington-refusal", by="ARM").by
    ('ARM',)
    """

    target: Slug
    by: Codes | None = field(default=None, converter=as_codes)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class EventDisputed(Event):
    """A party disputed a fact.

    Attributes:
        target: the id of the event disputed.
        by: who disputes it.
        text: what it says instead.

    >>> EventDisputed(occurred="2022-12-13", target="lachin-closed", by="AZE").by
    ('AZE',)
    """

    target: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    text: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class EventsMerged(Event):
    """Several events turned out to be one fact.

    Attributes:
        canonical: the id of the event kept.
        duplicates: the ids of those merged into it.

    >>> EventsMerged(occurred="2023-11-17", canonical="a", duplicates=("b", "c")).duplicates
    ('b', 'c')
    """

    canonical: Slug
    duplicates: tuple[Slug, ...] = field(converter=many_texts)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class ActorAliased(Event):
    """A code of another scheme stands for an actor.

    Attributes:
        actor: the actor.
        scheme: the scheme.
        code: the code in it.
        valid: from when to when.

    >>> ActorAliased(occurred="2023", actor="AZE", scheme="fips", code="AJ").code
    'AJ'
    """

    actor: Code
    scheme: str
    code: str
    valid: When | None = field(default=None, converter=as_when)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class ActorSplit(Event):
    """An actor became several.

    Attributes:
        actor: the actor.
        into: what it became.

    >>> ActorSplit(occurred="2011-07-09", actor="SDN", into=("SDN", "SSD")).into
    ('SDN', 'SSD')
    """

    actor: Code
    into: Codes = field(converter=many_codes)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class ActorMerged(Event):
    """Several actors became one.

    Attributes:
        actors: those that merged.
        into: what they became.

    >>> ActorMerged(occurred="1990-10-03", actors=("DDR", "DEU"), into="DEU").into
    'DEU'
    """

    actors: Codes = field(converter=many_codes)
    into: Code


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class ActorNamed(Event):
    """Says what an actor is called, and what it belongs to, so that its name goes with its code.

    It is no fact about the world: it counts from when it was public and recorded, on every day.
    With ``occurred="../.."``, and no word of when it was reported, it is of no day and was always
    known: so a study names its own actors.
    Of several about one actor the last one names it; the names before it are kept.

    Attributes:
        actor: the code that events use.
        names: its names by language, as ``{"en": "Taliban", "ps": "..."}``; a text alone is
            English, and ``"und"`` a language that is not stated.
        sort: what sort of actor it is; None: not stated.
        organ_of: the actor for which its acts count: of a ministry or an air force, the state.
        within: the actor within which it stands, and for which its acts do not count: of a
            faction or a de facto authority, the state.
        ids: what it is called in other schemes, by scheme, as ``{"ucdp-actor": "303"}``.
        valid: when it existed, or was called so; None: not stated.

    >>> ActorNamed(occurred="2017-01-30", actor="UCDP:4456", names="Syrian insurgents").names["en"]
    'Syrian insurgents'
    """

    actor: Code
    names: FrozenMap[str, str] = field(converter=as_names)
    sort: ActorSort | None = None
    organ_of: Code | None = None
    within: Code | None = None
    ids: FrozenMap[str, str] = field(default=FrozenMap[str, str](), converter=as_texts_by_key)
    valid: When | None = field(default=None, converter=as_when)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Checkpoint(Event):
    """Says what a value of the state must be on its day: a test inside a file of events.

    Attributes:
        part: the part of the state, as "meetings/granada-2023-10".
        field: the field of that part.
        expected: the value it must have on that day.

    >>> Checkpoint(occurred="2023-11-17", part="meetings/granada-2023-10", field="status", expected="refused").field
    'status'
    """

    part: str
    field: str
    expected: object


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Annotation(Event):
    """Anything else, kept with its source and ignored by the fold.

    Attributes:
        namespace: whose annotation it is, as "my-project".
        payload: nested texts, numbers, lists and maps.

    >>> Annotation(occurred="2023", namespace="my-project", payload={"tags": ["a"]}).payload["tags"]
    ('a',)
    """

    namespace: str
    payload: FrozenMap[str, object] = field(converter=as_payload)
