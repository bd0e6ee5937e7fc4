r"""Look up the parties that prose names in the registry; unknown ones get codes of their own.

Only names are looked up: "AND" is not Andorra here, and "PER" is not Peru. A name that two actors
have means neither. A list of parties is used as a whole or not at all, since half a list would look
complete.
"""

from __future__ import annotations

from typing import Final, final

from attrs import frozen

from peacetalks.errors import shown
from peacetalks.findings.imports import ACTOR
from peacetalks.importers.context import Context
from peacetalks.importers.identifiers import code
from peacetalks.importers.prose.groups import is_government, is_initials
from peacetalks.importers.prose.signatories import read_signatories
from peacetalks.importers.prose.speakers import speaker
from peacetalks.importers.tables.row import Row

__all__ = ["Parties", "parties_in", "party"]

_ORGANISATION: Final = "organisation"


@final
@frozen
class Parties:
    """The parties of a list of signatories.

    Attributes:
        codes: the parties that were read, in the order of the list, each once; if something is
            left, only those that are in the registry.
        left: texts that may be parties but could not be read.
    """

    codes: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether there are parties, and all of them were read."""
        return bool(self.codes) and not self.left


def named(text: str, context: Context, on: str | None) -> tuple[str, ...]:
    """Return all codes that a name can mean; the abbreviation of an organisation is a name, too."""
    codes = context.registry.meanings(text, on)
    if codes or not text.isupper():
        return codes
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
    """Return the code of a party by its name; an unknown name gets a code and is reported.

    Args:
        row: the row that names it, which keeps the name.
        context: the context of the import.
        scheme: the scheme of the code for an unknown name, as ``"PA-X"``.
        name: its name.
        on: the day.
        otherwise: a code found by other means, used if the name is unknown.
        slot: its role in the row.

    >>> row = Row(["part"], ["the Hill Valley Front"], line=2)
    >>> party(row, Context("pa-x"), "PA-X", "the Hill Valley Front", "2001-02-03")
    'PA-X:HILL-VALLEY-FRONT'
    >>> party(row, Context("mend"), "MEND", "Government of Sudan", "2023-02-01")
    'SDN'
    """
    represented = speaker(name, lambda text: bool(named(text, context, on)))
    meanings = named(represented, context, on)
    known = meanings[0] if len(meanings) == 1 else otherwise
    if known is not None:
        return context.known(row, name, known, slot=slot)
    local = code(scheme, represented)
    if meanings and local not in context.unknown:
        row.find(ACTOR, f"{shown(name)} can mean {' or '.join(meanings)}, so neither is used")
    return context.local_code(row, local, name, slot)


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
        context: the context of the import.
        scheme: the scheme of the codes for unknown parties.
        on: the day.
        home: the state that "the Government" means, if the row is about one state only.
        third: whether it is a list of third parties.

    Returns:
        All parties; those that are not in the registry have codes of ``scheme``. If something is
        left, only parties in the registry: new codes are made only for a complete list.

    >>> row = Row(["part"], [""], line=2)
    >>> text = "For the Republic of Moldova: A. Jones;\r\nAND: THE HILL VALLEY FRONT"
    >>> parties_in(text, row, Context("pa-x"), scheme="PA-X", on="1994-10-21").codes
    ('MDA', 'PA-X:HILL-VALLEY-FRONT')
    >>> parties_in("Signed by the parties", row, Context("pa-x"), scheme="PA-X", on=None)
    Parties(codes=(), left=('the parties',))
    """
    read = read_signatories(text, lambda name: bool(named(name, context, on)), third=third)
    unknown = [name for name in read.names if is_initials(name) and not named(name, context, on)]
    left = [*read.left]
    by_name: dict[str, str | None] = {}
    for name in read.names:
        meanings = (home,) if is_government(name) and home else named(name, context, on)
        known = meanings[0] if len(meanings) == 1 else None
        if (is_government(name) and home is None) or _is_ambiguous(name, known, context, unknown):
            left.append(name)
        else:
            by_name[name] = known
    if left:
        by_name = {name: known for name, known in by_name.items() if known is not None}
    slot = "third party" if third else "party"
    codes = [
        context.known(row, name, known, slot=slot)
        if known is not None
        else party(row, context, scheme, name, on, slot=slot)
        for name, known in by_name.items()
    ]
    return Parties(tuple(dict.fromkeys(codes)), tuple(left))


def _is_ambiguous(name: str, code_: str | None, context: Context, unknown: list[str]) -> bool:
    """Whether an abbreviation could mean a state or a group.

    That is so if it is a code in the registry but not a name, or if it is the name of a state (CAR)
    in a list that has other, unknown abbreviations.
    """
    if not is_initials(name):
        return False
    if code_ is None:
        actor = context.registry.get(name)
        return actor is not None and actor.part_of is None
    actor = context.registry.get(code_)
    return bool(unknown) and actor is not None and actor.group != _ORGANISATION
