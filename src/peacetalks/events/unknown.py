"""``UnknownEvent``: a fact of a kind that this vocabulary does not have."""

from __future__ import annotations

from typing import final

from attrs import field, frozen

from peacetalks.construction import Slug
from peacetalks.events.base import Event
from peacetalks.when import When

__all__ = ["UnknownEvent"]

UNKNOWN_TIME = When("../..")


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class UnknownEvent(Event):
    """A fact of a kind that this vocabulary does not have, kept whole.

    Its text is written back as it was read, so that a file passes unharmed through a version
    that does not know all of it. Common fields are read where they can be; where ``occurred``
    cannot, the time is unknown (``../..``).

    Attributes:
        tag: the unknown kind's tag.
        raw: the JSON text of the fact, as it was read.

    >>> UnknownEvent(tag="summit-livestreamed", raw='{"kind":"summit-livestreamed"}').kind
    'unknown-event'
    """

    occurred: When = field(default=UNKNOWN_TIME, converter=When)
    tag: Slug
    raw: str
