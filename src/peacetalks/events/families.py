"""The families of kinds, in the order of the vocabulary, with their subjects.

Each family is a module of this package, which defines its kinds. The first line of the module's
docstring says what the family is about.

>>> name, meaning, kinds = FAMILIES[0]
>>> name, meaning, kinds[0].kind
('meetings', 'Meetings: proposed, accepted, refused, postponed, cancelled, held; contacts and readouts.', 'meeting-proposed')
"""

from __future__ import annotations

from importlib import import_module
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple, final

from peacetalks.events import KINDS, Event

__all__ = ["FAMILIES", "Family"]


@final
class Family(NamedTuple):
    """A family of kinds.

    Attributes:
        name: its name; ``Event.family`` of each of its kinds.
        meaning: what it is about, in one line.
        kinds: its kinds, in the order of the vocabulary.
    """

    name: str
    meaning: str
    kinds: tuple[type[Event], ...]


def _meaning(name: str) -> str:
    module = import_module(f"{__package__}.{name}")
    return (module.__doc__ or "").partition("\n")[0]


FAMILIES: Final = tuple(
    Family(name, _meaning(name), tuple(kinds))
    for name, kinds in groupby(KINDS, attrgetter("family"))
)
"""The families of the kinds that peacetalks comes with."""
