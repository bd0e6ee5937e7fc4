"""Whom UCDP means: governments by their Gleditsch-Ward numbers, others by UCDP's own ids.

A number counts on the day of the row (365 is the Soviet Union until 1991, then Russia); where it
is nobody's on that day, the name says who is meant, of ``Russia (Soviet Union)`` the state that
existed on it. UCDP keeps 345 for Serbia after 2006. Several governments that act as one side
stand in one value, ``Government of Australia, Government of United Kingdom``. Others are known by
their id or their name where the registry has it, else by a code of their id, ``UCDP:6711``.

A name of one word is often that of several ("ELN", "SDF"), so the id tells them apart: where the
registry has that name with ids of UCDP, and the row has another, it is another actor. That holds
for ids of the present numbering only, the columns ``_new_id``: UCDP numbered its actors anew, and
the ids of the older columns (``_dset_id``, ``_id``) are other numbers for the same actors. It
does not hold for names of several words: few share one, and UCDP gave some of those actors a
second id (DPR is 5840 and 6711). Two ids in one row are two actors under any name.
"""

from __future__ import annotations

import functools
import re
from typing import Final, TypeAlias

from peacetalks.errors import shown
from peacetalks.events import ActorSort
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers import places, spellings
from peacetalks.importers.codes import CONTRADICTION
from peacetalks.importers.context import Context
from peacetalks.importers.names import code
from peacetalks.importers.row import Named, Row

__all__ = ["UCDP", "UPPSALA", "Sides", "country", "group", "named", "sides", "stated"]

UCDP: Final = "UCDP"
UPPSALA: Final = "Uppsala Conflict Data Program"
_Ids: TypeAlias = tuple[tuple[str, str], ...]
_ACTOR: Final = "ucdp-actor"
"""The scheme of UCDP's ids of actors."""
_SORT: Final[ActorSort] = "armed_group"

Sides = tuple[str, ...] | None
"""The codes of those who stand on a side; None: not stated."""

_COLUMNS: Final = FrozenMap(
    {
        letter: (
            f"side_{letter}",
            f"gwno{letter}",
            (f"side_{letter}_new_id", f"side_{letter}_dset_id", f"side_{letter}_id"),
        )
        for letter in "ab"
    }
)
"""The columns of a side: its name, the number of its state, its own ids."""
_STATES: Final = frozenset({"state", "territory", "historic"})
_GOVERNMENT: Final = "Government of "
_NAMES: Final = re.compile(rf",\s*(?={_GOVERNMENT})")
_NUMBERS: Final = re.compile(r"[;,]")
_FORMER: Final = re.compile(r"(.+?) \((.+)\)")
_SPELT: Final = FrozenMap(
    {
        "Bosnia-Herzegovina": "Bosnia and Herzegovina",
        # The other Congo is "DR Congo (Zaire)" in all of UCDP.
        "Congo": "Republic of the Congo",
        "Macedonia, FYR": "North Macedonia",
    }
)
"""Names of UCDP that are nobody else's."""


def sides(row: Row, context: Context, letter: str, on: str) -> Sides:
    """Return the codes of side a or b of a row.

    Args:
        row: the row.
        context: the import.
        letter: which side.
        on: the day of the row: numbers of states were handed on.
    """
    column, numbers, ids = _COLUMNS[letter]
    name, own = row.text_of(column), stated(row, *ids)
    if name is None and own is None:
        return None
    is_new = own is not None and row.text_of(ids[0]) is not None
    if name is not None and name.startswith(_GOVERNMENT):
        states = row.text_of(numbers) or ""
        found, odd = context.remembered(_governments, column, name, states, own, on)
        for what in odd:
            row.find(CONTRADICTION, what)
        if found:
            row.named += found
            return tuple(dict.fromkeys([one.code for one in found]))
    return (group(row, context, name, own, on, slot=column, is_new=is_new),)


def group(
    row: Row,
    context: Context,
    name: str | None,
    own: str | None,
    on: str,
    *,
    slot: str,
    is_new: bool = True,
) -> str:
    """Return the code of an actor that is no government: by UCDP's id, by its name, or of its own.

    Args:
        row: the row.
        context: the import.
        name: what UCDP calls it.
        own: its id, which tells it from another of its name.
        on: the day of the row.
        slot: as what it is named.
        is_new: whether the id is of UCDP's present numbering.
    """
    called, ids = name or own or "", _ids(own)
    found, odd = context.remembered(_group, slot, called, own, on, is_new)
    if found is not None and (other := _with_another_id(row, found)) is not None:
        found, odd = None, f"{shown(called)} has the ids {other} and {own}: two actors"
    if odd is not None:
        row.find(CONTRADICTION, odd)
    if found is not None:
        row.named.append(found)
        return found.code
    made = code(UCDP, own or called)
    if odd is not None:
        return context.own(row, made, called, slot, ids=ids, sort=_SORT)
    return context.actor(row, called, own=made, slot=slot, on=on, ids=ids, sort=_SORT)


def _group(
    context: Context, slot: str, name: str, own: str | None, on: str, is_new: bool
) -> tuple[Named | None, str | None]:
    """Return whom an id and a name mean, and how they contradict one another.

    Nobody, if the name is that of another.
    """
    by_id = _registered(context, own, on)
    by_name = context.understood(name, on).whole or _by_letters(context, name)
    either = by_id or by_name
    if either is None:
        return None, None
    found = context.as_known(slot, name, either, _new_ids(context, own, either))
    if by_name is None or by_id == by_name:
        return found, None
    if by_id is not None:
        return found, f"{shown(name)} is {by_name}, and the id {own} {by_id}; read as {by_id}"
    there = _ids_of(context, by_name) if own is not None and is_new and " " not in name else ()
    if not there:
        return found, None
    return None, f"{shown(name)} is {by_name}, whose id is {' or '.join(there)}, and not {own}"


def _by_letters(context: Context, name: str) -> str | None:
    """Return the armed group whose code is a name: UCDP writes most of them by their letters."""
    actor = context.registry.get(name)
    return name if actor is not None and actor.group == "armed_group" else None


def _ids_of(context: Context, code_: str) -> tuple[str, ...]:
    """Return the ids of UCDP that the registry has of an actor that is no state: those have names."""
    actor = context.registry.get(code_)
    aliases = () if actor is None or actor.group in _STATES else actor.aliases
    return tuple(alias.code for alias in aliases if alias.scheme == _ACTOR)


def _with_another_id(row: Row, found: Named) -> str | None:
    """Return the id under which the row names the same actor before, if it is another one."""
    if found.said is None:
        return None
    ids = found.said.ids
    for named_ in row.named:
        if named_.code == found.code and named_.said is not None:
            for scheme, id_ in named_.said.ids:
                if scheme == _ACTOR and (scheme, id_) not in ids:
                    return id_
    return None


def _new_ids(context: Context, own: str | None, code_: str) -> _Ids:
    """Return UCDP's id of an actor, unless the registry has it."""
    return () if _registered(context, own, None) == code_ else _ids(own)


def _registered(context: Context, own: str | None, on: str | None) -> str | None:
    """Return whom the registry has under an id of UCDP; None: nobody."""
    return context.resolve(own, _ACTOR, on) if own else None


@functools.lru_cache(maxsize=1 << 10)
def _ids(own: str | None) -> _Ids:
    return () if own is None else ((_ACTOR, own),)


def stated(row: Row, *columns: str) -> str | None:
    """Return the first id that is stated: as a whole number, if it is one."""
    for name in columns:
        found = row.text_of(name)
        if found is not None:
            return spellings.coded(found)
    return None


def _governments(
    context: Context, slot: str, name: str, numbers: str, own: str | None, on: str
) -> tuple[tuple[Named, ...], tuple[str, ...]]:
    """Return governments with their codes and ids, and what contradicts their names.

    None of them, if one of them is nobody the registry knows.
    """
    found: list[Named] = []
    odd: list[str] = []
    pairs = _pairs(name, numbers)
    for one, number in pairs:
        by_name = named(one, context, on)
        by_number = None if number is None else context.resolve(number, "gw", on)
        if by_name is not None and by_number is not None and by_name != by_number:
            what = f"{shown(one)} has the number {number}, which is {by_number}; read as {by_name}"
            odd.append(what)
        either = by_name or by_number
        if either is None:
            return (), tuple(odd)
        told = _new_ids(context, own, either) if len(pairs) == 1 else ()
        found.append(context.as_known(slot, f"{_GOVERNMENT}{one}", either, told))
    return tuple(found), tuple(odd)


@functools.lru_cache(maxsize=1 << 10)
def _pairs(name: str, numbers: str) -> tuple[tuple[str, str | None], ...]:
    """Return the names of states, each with its number, if there are as many."""
    names = [one.strip().removeprefix(_GOVERNMENT) for one in _NAMES.split(name)]
    wholes = [spellings.whole(text.strip()) for text in _NUMBERS.split(numbers)]
    if len(wholes) != len(names):
        wholes = [None] * len(names)
    told = [None if whole is None else str(whole) for whole in wholes]
    return tuple(zip(names, told, strict=True))


def named(name: str, context: Context, on: str | None) -> str | None:
    """Return the code of a country by UCDP's name, which may add a former one in brackets."""
    names = _names(name)
    if len(names) == 1:
        return context.resolve(names[0], None, on)
    found = dict.fromkeys(filter(None, (context.resolve(one, None, on) for one in names)))
    there = [code_ for code_ in found if _existed(code_, context, on)]
    return there[0] if len(there) == 1 else None


@functools.lru_cache(maxsize=1 << 10)
def _names(name: str) -> tuple[str, ...]:
    former = _FORMER.fullmatch(name)
    return (_SPELT.get(name, name),) if former is None else former.groups()


def _existed(code_: str, context: Context, on: str | None) -> bool:
    actor = context.registry.get(code_)
    valid = None if actor is None else actor.valid
    return valid is None or on is None or valid.overlaps(on)


def country(row: Row, context: Context, on: str | None) -> str | None:
    """Return the code of the country that a row lies in; None: not stated."""
    own, name = stated(row, "country_id"), row.text_of("country")
    codes = (("iso3", row.text_of("iso3")), ("gw", own))
    found = places.country(row, context, codes, name, on, named=named)
    if found is None and (own or name):
        made = code("UCDP-COUNTRY", own or name or "")
        found = context.own(row, made, name or own or "", slot=None)
    return found
