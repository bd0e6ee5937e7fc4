r"""Whom prose names: signatories by the names that a registry has, or as actors of their own.

Names only: "AND" is no Andorra here and "PER" no Peru. A name that two actors have is neither.
A list of parties is whole or is none: half a list would look like a whole one.
"""

from __future__ import annotations

from typing import Final, final

from attrs import frozen

from peacetalks.errors import shown
from peacetalks.importers.codes import ACTOR
from peacetalks.importers.context import Context
from peacetalks.importers.names import code
from peacetalks.importers.prose.groups import is_government, is_initials
from peacetalks.importers.prose.signatories import read_signatories
from peacetalks.importers.prose.speakers import speaker
from peacetalks.importers.row import Row

__all__ = ["Parties", "parties_in", "party"]

_ORGANISATION: Final = "organisation"


@final
@frozen
class Parties:
    """The parties of a list of signatories.

    Attributes:
        codes: those that were read, in the order of the list, each once; where something is left,
            those of them whom the registry knows.
        left: what can be a party and was not read; empty: nothing.
    """

    codes: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether all parties were read, and there are some."""
        return bool(self.codes) and not self.left


def named(text: str, context: Context, on: str | None) -> tuple[str, ...]:
    """Return the codes of all whom a name can mean; the letters of an organisation are its name."""
    found = context.registry.meanings(text, on)
    if found or not text.isupper():
        return found
    actor = context.registry.get(text)
    return () if actor is None or actor.group != _ORGANISATION else (text,)


def party(
    row: Row,
    context: Context,
    scheme: str,
    name: str,
    on: str | None,
    *,
    otherwise: str | None = None,
    slot: str = "party",
) -> str:
    """Return the code of a party by its name: of the registry, or else one of its own, reported.

    Args:
        row: the row that names it, which keeps what it is called.
        context: the import.
        scheme: whose code an unknown one gets, as ``"PA-X"``.
        name: its name.
        on: the day.
        otherwise: the code that something else than its name gives, for an unknown name.
        slot: as what it is named.

    >>> row = Row(["part"], ["the Hill Valley Front"], line=2)
    >>> party(row, Context("pa-x"), "PA-X", "the Hill Valley Front", "2001-02-03")
    'PA-X:HILL-VALLEY-FRONT'
    >>> party(row, Context("mend"), "MEND", "Government of Sudan", "2023-02-01")
    'SDN'
    """
    spoken = speaker(name, lambda text: bool(named(text, context, on)))
    found = named(spoken, context, on)
    known = found[0] if len(found) == 1 else otherwise
    if known is not None:
        return context.known(row, name, known, slot=slot)
    own = code(scheme, spoken)
    if found and own not in context.unknown:
        row.find(ACTOR, f"{shown(name)} can be {' or '.join(found)}, and is taken for neither")
    return context.own(row, own, name, slot)


def parties_in(
    text: str,
    row: Row,
    context: Context,
    *,
    scheme: str,
    on: str | None,
    home: str | None = None,
    third: bool = False,
) -> Parties:
    r"""Return the parties that a list of signatories names.

    Args:
        text: the list.
        row: its row, in which unknown parties are reported.
        context: the import.
        scheme: whose codes unknown parties get.
        on: the day.
        home: the state that "the Government" means, where the row is about one state only.
        third: whether it is a list of third parties.

    Returns:
        All of them, with codes of their own for whom the registry does not know. Where something
        is left, only those whom it knows: an actor of one's own is made for a whole list alone.

    >>> row = Row(["part"], [""], line=2)
    >>> text = "For the Republic of Moldova: A. Jones;\r\nAND: THE HILL VALLEY FRONT"
    >>> parties_in(text, row, Context("pa-x"), scheme="PA-X", on="1994-10-21").codes
    ('MDA', 'PA-X:HILL-VALLEY-FRONT')
    >>> parties_in("Signed by the parties", row, Context("pa-x"), scheme="PA-X", on=None)
    Parties(codes=(), left=('the parties',))
    """
    read = read_signatories(text, lambda name: bool(named(name, context, on)), third=third)
    strange = [name for name in read.names if is_initials(name) and not named(name, context, on)]
    left = [*read.left]
    found: dict[str, str | None] = {}
    for name in read.names:
        meant = (home,) if is_government(name) and home else named(name, context, on)
        known = meant[0] if len(meant) == 1 else None
        if (is_government(name) and home is None) or _is_doubtful(name, known, context, strange):
            left.append(name)
        else:
            found[name] = known
    if left:
        found = {name: one for name, one in found.items() if one is not None}
    slot = "third party" if third else "party"
    codes = [
        context.known(row, name, one, slot=slot)
        if one is not None
        else party(row, context, scheme, name, on, slot=slot)
        for name, one in found.items()
    ]
    return Parties(tuple(dict.fromkeys(codes)), tuple(left))


def _is_doubtful(name: str, found: str | None, context: Context, strange: list[str]) -> bool:
    """Whether capitals could be a state's or a group's.

    They are a code of the registry and no name; or a state has them for a name (CAR), in a list
    of abbreviations that nobody knows.
    """
    if not is_initials(name):
        return False
    if found is None:
        actor = context.registry.get(name)
        return actor is not None and actor.part_of is None
    actor = context.registry.get(found)
    return bool(strange) and actor is not None and actor.group != _ORGANISATION
