"""``Event``: what every fact has in common.

An event is frozen, slotted, deeply immutable, hashable and picklable; constructing one checks
it whole. The family modules beside this one add the fields of each kind; ``vocabulary.py``
lists the kinds.

Of every kind: ``by`` is the acting party or parties, ``against``, ``to`` or ``invitees`` the
other side; a day that lies ahead is ``planned_for``, ``due``, ``effective_from`` or ``expires``;
a thing's identifier bears its name (``meeting``), and the writer makes it up. ``None``: the
source tells nothing of it; ``()``: it tells that there is none. ``claimed_by`` names those on
whose word the event rests, which the speaker of a speech is not.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from operator import attrgetter
from typing import Any, ClassVar, Literal, TypeAlias, cast

import attrs
from attrs import field, frozen

from peacetalks.construction import Codes, Slug, as_when, checked, many_codes, many_texts
from peacetalks.errors import InvalidVocabulary
from peacetalks.events.identity import content_id, holds_anything
from peacetalks.values import (
    ExternalId,
    Place,
    Source,
    as_place,
    many_external_ids,
    many_sources,
)
from peacetalks.when import When

__all__ = ["Certainty", "Event"]

Certainty: TypeAlias = Literal["confirmed", "reported", "provisional", "inferred"]
"""How sure the coder is; ``inferred``: by the coder, who says from what in ``basis`` or ``note``."""


class _Remembers:
    """Room for what is known of an event and is no part of the fact: outside the attrs fields."""

    __slots__ = ("_content_id", "_was_checked")
    _content_id: str
    _was_checked: bool


@checked
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Event(_Remembers):
    """A fact: what happened, when, who says so, and where it was read.

    Attributes:
        occurred: when it happened.
        reported: when it became public; None: when the first of its sources was
            ``published``.
        claimed_by: the parties on whose word it rests; empty: it is told as fact.
        certainty: how sure the coder is.
        basis: ids of the facts it rests on.
        trigger: ids of the facts it is a reaction to.
        act: the act that this is one account of, where several accounts are kept.
        speaker: the person who gave the act its voice.
        office: the office of the speaker, as ``"prime minister"``.
        sources: where it was read.
        place: where it happened; of a meeting, where it is to be or was held.
        external_ids: its ids in other data sets.
        note: a remark of the coder; no part of the fact and of the computed id.
    """

    kind: ClassVar[str] = "event"
    """The tag of the kind, as ``"meeting-refused"``."""
    schema: ClassVar[int] = 1
    """The version of the kind's fields, raised when they change."""

    occurred: When = field(converter=When)
    _id: Slug | None = field(default=None, alias="id")
    reported: When | None = field(default=None, converter=as_when)
    claimed_by: Codes = field(default=(), converter=many_codes)
    certainty: Certainty = "reported"
    basis: tuple[Slug, ...] = field(default=(), converter=many_texts)
    trigger: tuple[Slug, ...] = field(default=(), converter=many_texts)
    act: Slug | None = None
    speaker: str | None = None
    office: str | None = None
    sources: tuple[Source, ...] = field(default=(), converter=many_sources)
    place: Place | None = field(default=None, converter=as_place)
    external_ids: tuple[ExternalId, ...] = field(default=(), converter=many_external_ids)
    note: str | None = None

    def __init_subclass__(cls) -> None:
        final = next((base for base in cls.__bases__ if "__final__" in vars(base)), None)
        if final is not None:
            raise InvalidVocabulary(
                f"{final.__name__} is final; hint: make a kind of its own from pt.Event"
            )

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        # Called by attrs on every finished subclass, a user's own kinds included.
        if "kind" not in cls.__dict__:
            cls.kind = tag_of(cls.__name__)
        cls.__eq__ = Event.__eq__  # type: ignore[method-assign] # the id is compared with care
        cls.__hash__ = Event.__hash__  # type: ignore[method-assign] # equal events hash alike
        cls.__repr__ = Event.__repr__  # type: ignore[method-assign] # what is not stated is left out
        checked(cls)

    @property
    def id(self) -> str:
        """The identifier: as given, or computed from the content (``content_id``)."""
        if self._id is not None:
            return self._id
        try:
            return self._content_id
        except AttributeError:
            object.__setattr__(self, "_content_id", content_id(self))
            return self._content_id

    @property
    def has_own_id(self) -> bool:
        """Whether the id was given, not computed from the content."""
        return self._id is not None

    @property
    def was_checked(self) -> bool:
        """Whether its constructor made it; events decoded from a log or unpickled were not."""
        return getattr(self, "_was_checked", False)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other) or not isinstance(other, Event):
            return NotImplemented
        values = _values_of(type(self))
        if values(self) != values(other) or (self._id != other._id and self.id != other.id):
            return False
        # Python takes 1, 1.0 and True for one another; a fact must not, wherever they stand.
        return not holds_anything(type(self)) or content_id(self) == content_id(other)

    def __hash__(self) -> int:
        return hash((self.kind, _values_of(type(self))(self)))

    def __repr__(self) -> str:
        return _written(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # as it is called
        """Print as ``repr`` does: IPython and Hypothesis look for a method of this name.

        Any: both have a printer of their own, with this method.
        """
        printer.text("..." if cycle else repr(self))

    def _repr_html_(self) -> str:
        """Return it as a card, for notebooks, which look for a method of this name."""
        from peacetalks.events.card import card_of  # noqa: PLC0415 # the card reads events

        return card_of(self)


def written(value: object) -> str:
    """Return the Python of a value, as short as a person would write it."""
    if isinstance(value, When):
        return repr(str(value))
    if isinstance(value, tuple):
        inside = [written(item) for item in cast("tuple[object, ...]", value)]
        return f"({', '.join(inside)}{',' if len(inside) == 1 else ''})"
    if isinstance(value, Event) or not attrs.has(type(value)):  # pyright: ignore[reportUnknownArgumentType] # any class
        return repr(value)
    return _written(cast("attrs.AttrsInstance", value))


def _written(value: attrs.AttrsInstance) -> str:
    told = (
        f"{f.alias}={written(getattr(value, f.name))}"
        for f in attrs.fields(type(value))
        if f.default is attrs.NOTHING or getattr(value, f.name) != f.default
    )
    return f"{type(value).__name__}({', '.join(told)})"


def _getter(cls: type[Event]) -> Callable[[Event], tuple[object, ...]]:
    """Return the getter of all fields of a kind but its id."""
    return attrgetter(*(f.name for f in attrs.fields(cls) if f.name != "_id"))


_values_of = cast(
    "Callable[[type[Event]], Callable[[Event], tuple[object, ...]]]", functools.cache(_getter)
)


_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def tag_of(name: str) -> str:
    """Return the tag of a class name.

    >>> tag_of("MeetingRefused")
    'meeting-refused'
    >>> tag_of("UNMandateRenewed")
    'un-mandate-renewed'
    """
    return _WORDS.sub("-", name).lower()
