"""Law and relations: legal acts, rulings, and measures between states."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias, final

from attrs import field, frozen

from peacetalks.actors.code import Code, Codes
from peacetalks.events.base import Event
from peacetalks.fields.convert import as_codes, as_texts, as_when
from peacetalks.primitives.identifiers import Slug, Texts
from peacetalks.primitives.when import When
from peacetalks.values.count import Count, as_count

__all__ = [
    "LegalActAnnulled",
    "LegalActIssued",
    "MeasureStatus",
    "MeasureTaken",
    "RelationsMeasureTaken",
    "RulingIssued",
]

MeasureTaken: TypeAlias = Literal[
    "visits_cancelled",
    "ambassador_recalled",
    "sanctions",
    "aid_suspended",
    "arms_supplied",
    "visa_ban",
    "other",
]
"""What one actor did to its relations with another."""
MeasureStatus: TypeAlias = Literal["announced", "imposed", "eased", "lifted"]
"""The state of a measure."""


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class LegalActIssued(Event):
    """A law, decree, order or declaration was issued.

    Corresponds in part to CAMEO 172 (bans, curfew, emergency) and PLOVER COERCE.

    Attributes:
        legal_act: the act.
        by: who issued it.
        content: what it says.
        effective: when it takes effect, if later.

    >>> LegalActIssued(occurred="2023-09-28", legal_act="nk-dissolution", by="NK").legal_act
    'nk-dissolution'
    """

    family: ClassVar[str] = "law"

    legal_act: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    content: str | None = None
    effective: When | None = field(default=None, converter=as_when)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class LegalActAnnulled(Event):
    """A legal act was annulled or repealed.

    Attributes:
        legal_act: the act.
        by: who annulled it.
        effective: when the annulment takes effect, if later.

    >>> LegalActAnnulled(occurred="2023-10-19", legal_act="nk-dissolution", by="NK", reported="2023-12-22").reported
    When('2023-12-22')
    """

    family: ClassVar[str] = "law"

    legal_act: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    effective: When | None = field(default=None, converter=as_when)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class RulingIssued(Event):
    """A court or tribunal ruled.

    Corresponds in part to CAMEO 116 (found guilty or liable).

    Attributes:
        ruling: the ruling.
        court: the court.
        subject: what it is about.
        orders: what it orders, one text per order.

    >>> RulingIssued(occurred="2023-02-22", ruling="icj-lachin", court="ICJ", orders="unimpeded movement").court
    'ICJ'
    """

    family: ClassVar[str] = "law"
    last_word: ClassVar[tuple[str, ...]] = ("ruling", "claimed_by")
    brief_line: ClassVar[str] = "ruling issued[, {court|claimed_by}][: {subject}]"

    ruling: Slug
    court: Code | None = None
    subject: str | None = None
    orders: Texts | None = field(default=None, converter=as_texts)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class RelationsMeasureTaken(Event):
    """An actor changed its relations with another: visits, sanctions, aid, arms.

    Corresponds to CAMEO 160-163 and 166 (reduce relations, expel), 072 and 085 (military aid,
    sanctions eased) and PLOVER SANCTION (expel).

    Attributes:
        relations_measure: the measure.
        by: who took it.
        against: the other actor; for arms supplied, who received them.
        measure: what was done.
        status: the state of the measure.
        count: how many visits, or for other measures what its ``unit`` says.
        until: when it ends.
        linked_to: the event or condition it is linked to.

    >>> RelationsMeasureTaken(
    ...     occurred="[..2023-11-15]", relations_measure="us-visits", by="USA", against="AZE",
    ...     measure="visits_cancelled", count=Count.some("a number of"),
    ... ).count.text
    'a number of'
    """

    family: ClassVar[str] = "law"

    relations_measure: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    against: Codes | None = field(default=None, converter=as_codes)
    measure: MeasureTaken
    status: MeasureStatus | None = None
    count: Count | None = field(default=None, converter=as_count)
    until: When | None = field(default=None, converter=as_when)
    linked_to: Slug | None = None
