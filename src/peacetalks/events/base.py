"""``Event``: what every fact has in common.

An event is frozen, slotted, deeply immutable, hashable and picklable. Its constructor checks all
of its fields. The modules of the families, next to this one, add the fields of each kind;
``vocabulary.py`` lists the kinds.

The fields of all kinds follow the same rules:

- ``by`` is the acting party or parties; ``against``, ``to`` or ``invitees`` is the other side;
- a day in the future is ``planned_for``, ``due``, ``effective_from`` or ``expires``;
- the identifier of a thing has the name of the thing (``meeting``), and the writer makes it up;
- ``None`` means that the source does not say; ``()`` means that it says there are none;
- ``claimed_by`` names the parties on whose word the event rests. The speaker of a speech is not
  one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import attrgetter
from typing import Any, ClassVar, Literal, TypeAlias, cast

import attrs
from attrs import field, frozen

from peacetalks.actors.code import Codes
from peacetalks.errors import InvalidVocabulary
from peacetalks.events.content import compares_loosely, computed_id, same_values
from peacetalks.events.declared import check_declared
from peacetalks.fields.check import checked
from peacetalks.fields.convert import as_when, many_codes, many_texts
from peacetalks.fields.shape import by_class
from peacetalks.fields.unchanged import is_unchanged
from peacetalks.notebook.python import call_of
from peacetalks.primitives.identifiers import Slug
from peacetalks.primitives.when import When
from peacetalks.values.facts import (
    ExternalId,
    Place,
    Source,
    as_place,
    many_external_ids,
    many_sources,
)

__all__ = ["Certainty", "Event"]

Certainty: TypeAlias = Literal["confirmed", "reported", "provisional", "inferred"]
"""How sure the coder is; ``inferred``: concluded by the coder, as ``basis`` or ``note`` says."""


class _Cached:
    """Slots for values about an event that are not part of the fact, and so not attrs fields."""

    __slots__ = ("_checked", "_content_id")
    _content_id: str
    _checked: int | None
    """The fingerprint of the values that the constructor checked."""


@checked
@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Event(_Cached):
    """A fact: what happened, when, who says so, and where it was read.

    Attributes:
        occurred: when it happened.
        reported: when it became public; None: when the first of its sources was
            ``published``.
        claimed_by: the parties on whose word it rests; empty: it is stated as fact.
        certainty: how sure the coder is.
        basis: ids of the facts it rests on.
        trigger: ids of the facts it is a reaction to.
        act: the act of which this is one account, if there are several accounts of it.
        speaker: the person who spoke for the actor.
        office: the office of the speaker, such as ``"prime minister"``.
        sources: where it was read.
        place: where it happened; for a meeting, where it is to be or was held.
        external_ids: its ids in other data sets.
        note: a note by the coder; not part of the fact or of the computed id.

    >>> from peacetalks.events import MeetingRefused
    >>> MeetingRefused.kind, MeetingRefused.family, Event.family
    ('meeting-refused', 'meetings', 'other')
    """

    kind: ClassVar[str] = "event"
    """The tag of the kind, such as ``"meeting-refused"``."""
    schema: ClassVar[int] = 1
    """The version of the kind's fields; it is raised when they change."""
    family: ClassVar[str] = "other"
    """The family of the kind, such as ``"meetings"``; user-defined kinds have ``"other"``."""
    last_word: ClassVar[tuple[str, ...]] = ()
    """The fields that identify its thing, such as ``("ruling", "claimed_by")``.

    A later fact in which they are the same replaces an earlier one on record; empty: no fact does.
    The first of them names the thing: if it is not stated, nothing is replaced.
    """
    brief_line: ClassVar[str] = ""
    """Its line in a brief, such as ``"ruling issued[, {court|claimed_by}][: {subject}]"``.

    ``{a|b}`` is the first of these fields that is stated, or "not stated". A part in brackets is
    left out if a field in it is not stated. Empty: the line lists all fields.
    """

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
                f"{final.__name__} is final; hint: define a new kind as a subclass of pt.Event"
            )

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        # attrs calls this for every finished subclass, user-defined kinds included.
        if "kind" not in cls.__dict__:
            cls.kind = tag_of(cls.__name__)
        cls.__eq__ = Event.__eq__  # type: ignore[method-assign] # ids need a comparison of their own
        cls.__hash__ = Event.__hash__  # type: ignore[method-assign] # equal events have equal hashes
        cls.__repr__ = Event.__repr__  # type: ignore[method-assign] # fields not stated are left out
        _restore_with_defaults(cls)
        check_declared(cls)
        checked(cls)

    @property
    def id(self) -> str:
        """The identifier: the one given, or one computed from the content (``content_id``)."""
        if self._id is not None:
            return self._id
        try:
            return self._content_id
        except AttributeError:
            object.__setattr__(self, "_content_id", computed_id(self))
            return self._content_id

    @property
    def has_own_id(self) -> bool:
        """Whether the id was given rather than computed from the content."""
        return self._id is not None

    @property
    def was_checked(self) -> bool:
        """Whether it is as its constructor checked it.

        Not so if it was decoded from a log, unpickled, or changed with ``object.__setattr__``.
        """
        return is_unchanged(self)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other) or not isinstance(other, Event):
            return NotImplemented
        if compares_loosely(type(self)):
            same = same_values(self, other)
        else:
            values_of = _getter_of(type(self))
            same = values_of(self) == values_of(other)
        return same and (self._id == other._id or self.id == other.id)

    def __hash__(self) -> int:
        # Equal events have one id, even if their values compare and hash as a user defined it.
        values = self.id if compares_loosely(type(self)) else _getter_of(type(self))(self)
        return hash((self.kind, values))

    def __repr__(self) -> str:
        return call_of(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # the signature that IPython calls
        """Print as ``repr`` does: IPython and Hypothesis look for a method of this name.

        Any: each of them passes a printer of its own; both printers have a method ``text``.
        """
        printer.text("..." if cycle else repr(self))

    def _repr_html_(self) -> str:
        """Return the event as a card: notebooks look for a method of this name."""
        from peacetalks.notebook.event import card_of  # noqa: PLC0415 # only notebooks draw cards

        shown_elsewhere = {"occurred", "sources"}
        stated = {
            f.alias or f.name: value
            for f in attrs.fields(type(self))
            if f.name not in shown_elsewhere and (value := getattr(self, f.name)) != f.default
        }
        computed = None if self.has_own_id else self.id
        return card_of(f"{self.kind} {self.occurred}", computed, stated, self.sources)


def _restore_with_defaults(cls: type[Event]) -> None:
    """Let a kind read pickles of builds in which it had fewer fields: the others are not stated."""
    restore: Callable[[Event, object], None] = cls.__setstate__  # type: ignore[attr-defined] # made by attrs
    defaults = {
        f.name: f.default
        for f in attrs.fields(cls)
        if f.default is not attrs.NOTHING and not isinstance(f.default, attrs.Factory)  # type: ignore[arg-type] # a class to users
    }

    def __setstate__(self: Event, state: object) -> None:  # noqa: N807 # takes the place of the one of attrs
        restore(self, state)
        for name in defaults.keys() - cast("dict[str, object]", state):
            object.__setattr__(self, name, defaults[name])

    cls.__setstate__ = __setstate__  # type: ignore[attr-defined] # as above


@by_class
def _getter_of(cls: type[Event]) -> Callable[[Event], tuple[object, ...]]:
    """Return a getter of all fields of a kind except its id."""
    return attrgetter(*(f.name for f in attrs.fields(cls) if f.name != "_id"))


_BETWEEN_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def tag_of(name: str) -> str:
    """Return the tag for a class name.

    >>> tag_of("MeetingRefused")
    'meeting-refused'
    >>> tag_of("UNMandateRenewed")
    'un-mandate-renewed'
    """
    return _BETWEEN_WORDS.sub("-", name).lower()
