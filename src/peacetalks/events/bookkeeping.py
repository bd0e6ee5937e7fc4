"""Bookkeeping: corrections and the like; names of actors, checkpoints and annotations.

These are about events, not about the world. A history applies them (corrects, retracts, confirms,
disputes, merges) before the fold; a fold that meets one lists it as unresolved.
"""

from __future__ import annotations

from typing import ClassVar, Final, Literal, TypeAlias, final, get_args

from attrs import field, frozen

from peacetalks.actors.code import Code, Codes
from peacetalks.errors import InvalidEvent
from peacetalks.events.base import Event
from peacetalks.fields.convert import as_codes, as_texts, as_when, many_codes, many_texts
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.identifiers import Area, Slug, Texts
from peacetalks.primitives.when import When
from peacetalks.values.facts import as_names, as_payload, as_texts_by_key

__all__ = [
    "ActorAliased",
    "ActorMerged",
    "ActorNamed",
    "ActorSort",
    "ActorSplit",
    "Annotation",
    "Checkpoint",
    "Completeness",
    "CorrectionOrigin",
    "CoverageStated",
    "EventConfirmed",
    "EventCorrected",
    "EventDisputed",
    "EventRetracted",
    "EventsMerged",
]

CorrectionOrigin: TypeAlias = Literal["source", "record"]
"""``source``: corrected in the world, such as by a ministry; ``record``: an error of the coder."""
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
"""The sort of an actor; it says nothing about recognition."""
_MOST_INSIDE: Final = 32
"""How many corrections can be in one another; the levels of JSON, and Python's own, have an end."""
Completeness: TypeAlias = Literal["complete", "sampled"]
"""``complete``: everything that was looked for and found is there; ``sampled``: a part of it."""


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class EventCorrected(Event):
    """A fact was corrected; the replacement takes its place entirely.

    Corresponds in part to UCDP GED (a row that differs between two releases).

    Attributes:
        target: the id of the event corrected.
        replacement: the event as it should read, with the id and kind of the target.
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

    family: ClassVar[str] = "bookkeeping"

    target: Slug
    replacement: Event
    origin: CorrectionOrigin | None = None
    reason: str | None = None
    by: Codes | None = field(default=None, converter=as_codes)

    def check_whole(self) -> None:
        """Refuse a replacement with another id, and an origin given as ``basis``.

        ``basis`` is a field of every event: the ids of the facts it rests on.

        Raises:
            InvalidEvent: if the replacement has another id, is a correction of too many
                corrections, or ``basis`` holds an origin.
        """
        if _depth(self) > _MOST_INSIDE:
            raise InvalidEvent(
                "EventCorrected: nested too deeply",
                value=self.target,
                path="$.replacement",
                accepted=f"at most {_MOST_INSIDE} corrections in one another",
            )
        if self.replacement.id != self.target:
            raise InvalidEvent(
                "EventCorrected: the id of the replacement differs from the id of the target",
                value=self.replacement.id,
                path="$.replacement.id",
                accepted=f"{self.target!r}, the target",
                hint="pt.correct(event, ...) keeps the id; if it is a different fact, retract this "
                "one and append the other",
            )
        origins = [name for name in self.basis if name in get_args(CorrectionOrigin)]
        if origins:
            raise InvalidEvent(
                "EventCorrected: basis is for ids of events, not for where the error arose",
                value=origins[0],
                path="$.basis",
                hint=f"write origin={origins[0]!r}",
            )


def _depth(correction: EventCorrected) -> int:
    """Return how many corrections are in one another."""
    number, inside = 1, correction.replacement
    while isinstance(inside, EventCorrected):
        number, inside = number + 1, inside.replacement
    return number


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class EventRetracted(Event):
    """A fact was withdrawn.

    Corresponds in part to UCDP GED (a row that a release drops) and ACLED (the file of deletions).

    Attributes:
        target: the id of the event withdrawn.
        reason: why.
        by: who withdrew it.

    >>> EventRetracted(occurred="2023-09-26", target="depot-125", reason="counted others too").target
    'depot-125'
    """

    family: ClassVar[str] = "bookkeeping"

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

    family: ClassVar[str] = "bookkeeping"

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

    family: ClassVar[str] = "bookkeeping"

    target: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    text: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class EventsMerged(Event):
    """Several events turned out to be one fact.

    Attributes:
        canonical: the id of the event that is kept.
        duplicates: the ids of the events merged into it.

    >>> EventsMerged(occurred="2023-11-17", canonical="a", duplicates=("b", "c")).duplicates
    ('b', 'c')
    """

    family: ClassVar[str] = "bookkeeping"

    canonical: Slug
    duplicates: tuple[Slug, ...] = field(converter=many_texts)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class ActorAliased(Event):
    """A code of another scheme stands for an actor.

    Attributes:
        actor: the actor.
        scheme: the scheme.
        code: the code in that scheme.
        valid: the period in which it does.

    >>> ActorAliased(occurred="2023", actor="AZE", scheme="fips", code="AJ").code
    'AJ'
    """

    family: ClassVar[str] = "bookkeeping"

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
        into: the actors that it became.

    >>> ActorSplit(occurred="2011-07-09", actor="SDN", into=("SDN", "SSD")).into
    ('SDN', 'SSD')
    """

    family: ClassVar[str] = "bookkeeping"

    actor: Code
    into: Codes = field(converter=many_codes)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class ActorMerged(Event):
    """Several actors became one.

    Attributes:
        actors: the actors that merged.
        into: the actor that they became.

    >>> ActorMerged(occurred="1990-10-03", actors=("DDR", "DEU"), into="DEU").into
    'DEU'
    """

    family: ClassVar[str] = "bookkeeping"

    actors: Codes = field(converter=many_codes)
    into: Code


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Checkpoint(Event):
    """States what a value of the state must be on a day: a test inside a file of events.

    Attributes:
        part: the part of the state, such as "meetings/granada-2023-10".
        field: the field of that part.
        expected: the value it must have on that day.

    >>> Checkpoint(occurred="2023-11-17", part="meetings/granada-2023-10", field="status", expected="refused").field
    'status'
    """

    family: ClassVar[str] = "bookkeeping"

    part: str
    field: str
    expected: object


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Annotation(Event):
    """Anything else; it is kept with its source and ignored by the fold.

    Attributes:
        namespace: whose annotation it is, such as "my-project".
        payload: nested texts, numbers, lists and maps.

    >>> Annotation(occurred="2023", namespace="my-project", payload={"tags": ["a"]}).payload["tags"]
    ('a',)
    """

    family: ClassVar[str] = "bookkeeping"

    namespace: str
    payload: FrozenMap[str, object] = field(converter=as_payload)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class ActorNamed(Event):
    """Gives an actor a name, and says what it belongs to, so that names travel with codes.

    It is not a fact about the world: once public and recorded, it counts on every day. With
    ``occurred="../.."`` and no ``reported`` it has no day and was always known; a study names its
    own actors this way. If there are several for one actor, the last one gives the name, and the
    earlier names are kept.

    Attributes:
        actor: the code that events use.
        names: its names by language, such as ``{"en": "Taliban", "ps": "..."}``; a text alone is
            in English, and ``"und"`` is a language that is not stated.
        sort: its sort; None: not stated.
        organ_of: the actor to which its acts are ascribed; for a ministry or an air force this is
            the state.
        within: the actor to which it belongs, but to which its acts are not ascribed; for a faction
            or a de facto authority this is the state.
        ids: its ids in other schemes, by scheme, such as ``{"ucdp-actor": "303"}``.
        valid: when it existed or had this name; None: not stated.

    >>> ActorNamed(occurred="2017-01-30", actor="UCDP:4456", names="Syrian insurgents").names["en"]
    'Syrian insurgents'
    """

    family: ClassVar[str] = "bookkeeping"

    actor: Code
    names: FrozenMap[str, str] = field(converter=as_names)
    sort: ActorSort | None = None
    organ_of: Code | None = None
    within: Code | None = None
    ids: FrozenMap[str, str] = field(default=FrozenMap[str, str](), converter=as_texts_by_key)
    valid: When | None = field(default=None, converter=as_when)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class CoverageStated(Event):
    """States what somebody set out to count, where and when, so that nothing found means zero.

    It is not a fact about the world: once public and recorded, it counts on every day, like
    ``ActorNamed``. A later statement with the same ``coverage`` replaces an earlier one. Without a
    statement of coverage, no fact on record says only that nobody is known to have looked.

    Attributes:
        coverage: the name of the statement, such as "ucdp-ged-25.1-ukr".
        dataset: the data set, such as "ucdp-ged"; None: the record of the people who coded it.
        release: its release, such as "25.1".
        body: who counts; None: not stated.
        counts: what is counted: kinds of event by tag, or a kind and a measure with a colon
            between them, such as "casualties-reported:killed".
        places: the places where it is counted; None: everywhere.
        parties: the parties between whom it is counted, each with each; None: anybody.
        period: the days for which it is counted.
        complete: whether all that was found is there, or a sample.
        zero: what it means that nothing is found, such as "no event with a death".

    >>> CoverageStated(
    ...     occurred="2025-06-01", coverage="ucdp-ged-25.1", dataset="ucdp-ged", release="25.1",
    ...     body="UCDP", counts="casualties-reported:killed", places="UKR", period="1989/2024",
    ...     complete="complete", zero="no event with a death",
    ... ).places
    ('UKR',)
    """

    family: ClassVar[str] = "bookkeeping"

    coverage: Slug
    dataset: str | None = None
    release: str | None = None
    body: Code | None = None
    counts: Texts = field(converter=many_texts)
    places: tuple[Area, ...] | None = field(default=None, converter=as_texts)
    parties: Codes | None = field(default=None, converter=as_codes)
    period: When = field(converter=When)
    complete: Completeness
    zero: str | None = None
