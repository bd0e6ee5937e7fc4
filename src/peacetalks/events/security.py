"""Security: ceasefires, blockades, peacekeepers, prisoners, disarmament."""

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
    "BlockadeEased",
    "BlockadeImposed",
    "CeasefireDeclared",
    "CeasefireEnded",
    "CeasefireExtended",
    "CeasefireViolationAlleged",
    "DisarmamentReported",
    "DisarmamentStage",
    "PeacekeepersDeployed",
    "PeacekeepersWithdrawn",
    "PrisonersReleased",
]

DisarmamentStage: TypeAlias = Literal[
    "agreed", "begun", "partly", "completed", "suspended", "refused"
]
"""How far disarmament has come."""


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class CeasefireDeclared(Event):
    """A ceasefire was declared.

    Corresponds to CAMEO 0871 (truce), PA-X (stage Cea) and PLOVER CONCEDE (ceasefire).

    Attributes:
        ceasefire: the ceasefire.
        parties: the parties to it.
        effective_from: when it takes effect.
        expires: when it ends; None: not stated.
        scope: what it covers.
        purpose: what it is for, such as "humanitarian".
        terms: its terms, one text per term.
        announced_by: who announced it.
        brokered_by: who brokered it.
        monitor: who monitors it.

    >>> CeasefireDeclared(occurred="2023-09-20", ceasefire="nk-2023", parties=("AZE", "NK"), effective_from="2023-09-20T13:00+04:00").effective_from.precision
    'minute'
    """

    family: ClassVar[str] = "security"

    ceasefire: Slug
    parties: Codes | None = field(default=None, converter=as_codes)
    effective_from: When | None = field(default=None, converter=as_when)
    expires: When | None = field(default=None, converter=as_when)
    scope: str | None = None
    purpose: str | None = None
    terms: Texts | None = field(default=None, converter=as_texts)
    announced_by: Codes | None = field(default=None, converter=as_codes)
    brokered_by: Codes | None = field(default=None, converter=as_codes)
    monitor: Code | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class CeasefireExtended(Event):
    """A ceasefire was extended.

    Corresponds to PA-X (stage Cea), if the agreement extends a ceasefire.

    Attributes:
        ceasefire: the ceasefire.
        expires: when it now ends.

    >>> CeasefireExtended(occurred="2020-10-18", ceasefire="moscow-2020", expires="2020-11-01").expires
    When('2020-11-01')
    """

    family: ClassVar[str] = "security"

    ceasefire: Slug
    expires: When | None = field(default=None, converter=as_when)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class CeasefireViolationAlleged(Event):
    """A party said that another broke a ceasefire.

    Corresponds to CAMEO 196 (violation), where it is stated as a fact, and PLOVER ASSAULT.

    Attributes:
        ceasefire: the ceasefire.
        by: who alleges it.
        against: who is said to have broken it.

    >>> CeasefireViolationAlleged(occurred="2020-12-12", ceasefire="nk-2020", by="ARM", against="AZE").by
    ('ARM',)
    """

    family: ClassVar[str] = "security"

    ceasefire: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    against: Codes | None = field(default=None, converter=as_codes)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class CeasefireEnded(Event):
    """A ceasefire ended or broke down.

    Attributes:
        ceasefire: the ceasefire.

    >>> CeasefireEnded(occurred="2022-09-13", ceasefire="border-2022").ceasefire
    'border-2022'
    """

    family: ClassVar[str] = "security"

    ceasefire: Slug


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class BlockadeImposed(Event):
    """A road, a port or an area was closed.

    Corresponds to CAMEO 191 (blockade) and PLOVER COERCE.

    Attributes:
        blockade: the blockade.
        route: what is closed.
        by: who closed it.

    >>> BlockadeImposed(occurred="2022-12-12", blockade="lachin", route="Lachin road", by="AZE").route
    'Lachin road'
    """

    family: ClassVar[str] = "security"

    blockade: Slug
    route: str | None = None
    by: Codes | None = field(default=None, converter=as_codes)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class BlockadeEased(Event):
    """A blockade was eased or lifted.

    Corresponds to CAMEO 0872 (blockade eased).

    Attributes:
        blockade: the blockade.
        route: what was opened.
        by: who opened it.

    >>> BlockadeEased(occurred="2023-09-24", blockade="lachin").blockade
    'lachin'
    """

    family: ClassVar[str] = "security"

    blockade: Slug
    route: str | None = None
    by: Codes | None = field(default=None, converter=as_codes)


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class PeacekeepersDeployed(Event):
    """Peacekeepers or observers were sent.

    Corresponds to CAMEO 074, 0861 and 0862 (peacekeeping, peacekeepers, inspectors).

    Attributes:
        force: the force.
        by: who sent them.
        count: how many persons.
        form: such as "peacekeepers" or "observers".

    >>> PeacekeepersDeployed(occurred="2020-11-10", force="rus-nk", by="RUS", count=1960).count.best
    1960
    """

    family: ClassVar[str] = "security"

    force: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    count: Count | None = field(default=None, converter=as_count)
    form: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class PeacekeepersWithdrawn(Event):
    """Peacekeepers or observers left.

    Corresponds to CAMEO 1661 and 1662 (peacekeepers or observers expelled or withdrawn).

    Attributes:
        force: the force.
        by: who withdrew them.
        count: how many persons.
        form: such as "peacekeepers" or "observers".

    >>> PeacekeepersWithdrawn(occurred="2024-04-17/2024-06-12", force="rus-nk", by="RUS").force
    'rus-nk'
    """

    family: ClassVar[str] = "security"

    force: Slug
    by: Codes | None = field(default=None, converter=as_codes)
    count: Count | None = field(default=None, converter=as_count)
    form: str | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class PrisonersReleased(Event):
    """A party released prisoners, captives or hostages.

    Corresponds to CAMEO 0841 (persons released) and PLOVER CONCEDE (release).

    Attributes:
        by: who released them.
        to: to whom.
        count: how many persons.
        exchange: whether it was an exchange; None: not stated.
        agreement: the agreement that it carries out.

    >>> PrisonersReleased(occurred="2023-12-13", by="AZE", to="ARM", count=32, exchange=True).count.best
    32
    """

    family: ClassVar[str] = "security"
    brief_line: ClassVar[str] = "prisoners released, {by|claimed_by}[ to {to}][: {count}]"

    by: Codes | None = field(default=None, converter=as_codes)
    to: Codes | None = field(default=None, converter=as_codes)
    count: Count | None = field(default=None, converter=as_count)
    exchange: bool | None = None
    agreement: Slug | None = None


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class DisarmamentReported(Event):
    """Forces were disarmed or disbanded.

    Corresponds to CAMEO 0873 (demobilise).

    Attributes:
        by: whose forces.
        stage: how far it has come.
        count: how many persons, or other units if its ``unit`` says so (weapons, vehicles).
        verifier: who verifies it.

    >>> DisarmamentReported(occurred="2023-09-21", by="NK", stage="begun").stage
    'begun'
    """

    family: ClassVar[str] = "security"
    brief_line: ClassVar[str] = "disarmament reported, {by|claimed_by}[: {stage|count}]"

    by: Codes | None = field(default=None, converter=as_codes)
    stage: DisarmamentStage | None = None
    count: Count | None = field(default=None, converter=as_count)
    verifier: Code | None = None
