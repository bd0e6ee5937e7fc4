"""``UnknownEvent``: a fact of a kind that the vocabulary does not have."""

from __future__ import annotations

from typing import ClassVar, final

from attrs import field, frozen

from peacetalks._text.characters import escaped_in_json
from peacetalks.events.base import Event
from peacetalks.primitives.identifiers import Slug
from peacetalks.primitives.when import When

__all__ = ["UnknownEvent"]

UNKNOWN_TIME = When("../..")


def _escaped(raw: str) -> str:
    # Callers may be untyped; the check of the field refuses anything but a text.
    return escaped_in_json(raw) if type(raw) is str else raw


@final
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class UnknownEvent(Event):
    """A fact of a kind that the vocabulary does not have, kept unchanged.

    Its text is written as it was read, but for characters that are not seen, which are escaped. So
    a file survives a version of peacetalks that does not know all of its kinds. The common fields
    are read if possible; if ``occurred`` cannot be read, the time is unknown (``../..``).

    Attributes:
        tag: the tag of the unknown kind.
        raw: the JSON text of the fact, as it was read; control characters are escaped.

    >>> UnknownEvent(tag="summit-livestreamed", raw='{"kind":"summit-livestreamed"}').kind
    'unknown-event'
    """

    family: ClassVar[str] = "unknown"

    occurred: When = field(default=UNKNOWN_TIME, converter=When)
    tag: Slug
    raw: str = field(converter=_escaped)
