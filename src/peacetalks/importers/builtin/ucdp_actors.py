"""Resolve the actors of UCDP: governments by Gleditsch-Ward numbers, others by the ids of UCDP.

A number is looked up on the day of the row (365 is the Soviet Union until 1991, then Russia). If no
state has it on that day, the name decides; ``Russia (Soviet Union)`` means the state that existed
then. UCDP keeps 345 for Serbia after 2006. Several governments that act as one side are listed in
one value, ``Government of Australia, Government of United Kingdom``. Other actors are looked up by
id or name in the registry; if they are not in it, they get a code from their id, ``UCDP:6711``.

Several actors often share a one-word name ("ELN", "SDF"), so the id distinguishes them: if the
registry has the name with ids of UCDP and the row has a different id, it is a different actor. This
holds only for ids of the current numbering, the columns ``_new_id``: UCDP renumbered its actors,
and the older columns (``_dset_id``, ``_id``) have other numbers for the same actors. It does not
hold for names of several words, which are rarely shared: UCDP gave some of those actors a second id
(DPR is 5840 and 6711). Two ids in one row always mean two actors.
"""

from __future__ import annotations

import functools
import re
from typing import Final, TypeAlias

from peacetalks.errors import shown
from peacetalks.events import ActorSort
from peacetalks.findings.imports import CONTRADICTION
from peacetalks.importers import places
from peacetalks.importers.context import Context
from peacetalks.importers.identifiers import code
from peacetalks.importers.tables import spellings
from peacetalks.importers.tables.row import Named, Row
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["UCDP", "UPPSALA", "Sides", "country", "group", "named", "sides", "stated"]

UCDP: Final = "UCDP"
UPPSALA: Final = "Uppsala Conflict Data Program"
_Ids: TypeAlias = tuple[tuple[str, str], ...]
_ACTOR: Final = "ucdp-actor"
"""The scheme of UCDP's actor ids."""
_SORT: Final[ActorSort] = "armed_group"

Sides = tuple[str, ...] | None
"""The codes of the actors on a side; None: not stated."""

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
"""The columns of a side: its name, the number of its state, its ids."""
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
"""Names that only UCDP uses."""


def sides(row: Row, context: Context, letter: str, on: str) -> Sides:
    """Return the codes of side a or b of a row.

    Args:
        row: the row.
        context: the import.
        letter: which side.
        on: the day of the row, since some numbers of states have passed to other states.
    """
    column, numbers, ids = _COLUMNS[letter]
    name, id_ = row.text_of(column), stated(row, *ids)
    if name is None and id_ is None:
        return None
    is_new = id_ is not None and row.text_of(ids[0]) is not None
    if name is not None and name.startswith(_GOVERNMENT):
        states = row.text_of(numbers) or ""
        governments, problems = context.remembered(_governments, column, name, states, id_, on)
        for problem in problems:
            row.find(CONTRADICTION, problem)
        if governments:
            row.named += governments
            return tuple(dict.fromkeys([one.code for one in governments]))
    return (group(row, context, name, id_, on, slot=column, is_new=is_new),)


def group(
    row: Row,
    context: Context,
    name: str | None,
    id_: str | None,
    on: str,
    *,
    slot: str,
    is_new: bool = True,
) -> str:
    """Return the code of an actor that is not a government: by its id, its name, or a new code.

    Args:
        row: the row.
        context: the context of the import.
        name: its name in UCDP.
        id_: its id in UCDP, which distinguishes it from others with the same name.
        on: the day of the row.
        slot: its role in the row.
        is_new: whether the id belongs to UCDP's current numbering.
    """
    name, ids = name or id_ or "", _ids(id_)
    known, problem = context.remembered(_group, slot, name, id_, on, is_new)
    if known is not None and (other := _other_id_in_row(row, known)) is not None:
        known, problem = None, f"{shown(name)} has the ids {other} and {id_}: two actors"
    if problem is not None:
        row.find(CONTRADICTION, problem)
    if known is not None:
        row.named.append(known)
        return known.code
    local = code(UCDP, id_ or name)
    if problem is not None:
        return context.local_code(row, local, name, slot, ids=ids, sort=_SORT)
    return context.actor(row, name, own=local, slot=slot, on=on, ids=ids, sort=_SORT)


def _group(
    context: Context, slot: str, name: str, id_: str | None, on: str, is_new: bool
) -> tuple[Named | None, str | None]:
    """Return the known actor of an id and a name, and how they contradict one another.

    The actor is None if the name belongs to a different actor.
    """
    by_id = _registered(context, id_, on)
    by_name = context.understood(name, on).whole or _by_abbreviation(context, name)
    either = by_id or by_name
    if either is None:
        return None, None
    known = context.as_known(slot, name, either, _new_ids(context, id_, either))
    if by_name is None or by_id == by_name:
        return known, None
    if by_id is not None:
        return known, f"{shown(name)} is {by_name}, but the id {id_} is {by_id}; {by_id} was used"
    ids = _ids_of(context, by_name) if id_ is not None and is_new and " " not in name else ()
    if not ids:
        return known, None
    return None, f"{shown(name)} is {by_name}, whose id is {' or '.join(ids)}, not {id_}"


def _by_abbreviation(context: Context, name: str) -> str | None:
    """Return the armed group whose code is a name: UCDP names most groups by abbreviations."""
    actor = context.registry.get(name)
    return name if actor is not None and actor.group == "armed_group" else None


def _ids_of(context: Context, code_: str) -> tuple[str, ...]:
    """Return UCDP's ids of an actor in the registry, unless it is a state."""
    actor = context.registry.get(code_)
    aliases = () if actor is None or actor.group in _STATES else actor.aliases
    return tuple(alias.code for alias in aliases if alias.scheme == _ACTOR)


def _other_id_in_row(row: Row, actor: Named) -> str | None:
    """Return a different id under which the row has already named the same actor."""
    if actor.said is None:
        return None
    ids = actor.said.ids
    for named_ in row.named:
        if named_.code == actor.code and named_.said is not None:
            for scheme, id_ in named_.said.ids:
                if scheme == _ACTOR and (scheme, id_) not in ids:
                    return id_
    return None


def _new_ids(context: Context, id_: str | None, code_: str) -> _Ids:
    """Return UCDP's id of an actor, unless the registry has it."""
    return () if _registered(context, id_, None) == code_ else _ids(id_)


def _registered(context: Context, id_: str | None, on: str | None) -> str | None:
    """Return the code of the actor that the registry has under an id of UCDP, if any."""
    return context.resolve(id_, _ACTOR, on) if id_ else None


@functools.lru_cache(maxsize=1 << 10)
def _ids(id_: str | None) -> _Ids:
    return () if id_ is None else ((_ACTOR, id_),)


def stated(row: Row, *columns: str) -> str | None:
    """Return the first id that the columns state, as a whole number if it is one."""
    for name in columns:
        text = row.text_of(name)
        if text is not None:
            return spellings.coded(text)
    return None


def _governments(
    context: Context, slot: str, name: str, numbers: str, id_: str | None, on: str
) -> tuple[tuple[Named, ...], tuple[str, ...]]:
    """Return governments with their codes and ids, and what contradicts their names.

    If one of them is not in the registry, none is returned.
    """
    governments: list[Named] = []
    problems: list[str] = []
    pairs = _pairs(name, numbers)
    for one, number in pairs:
        by_name = named(one, context, on)
        by_number = None if number is None else context.resolve(number, "gw", on)
        if by_name is not None and by_number is not None and by_name != by_number:
            number_ = f"the number {number}, which is {by_number}"
            problems.append(f"{shown(one)} has {number_}; {by_name} was used")
        either = by_name or by_number
        if either is None:
            return (), tuple(problems)
        ids = _new_ids(context, id_, either) if len(pairs) == 1 else ()
        governments.append(context.as_known(slot, f"{_GOVERNMENT}{one}", either, ids))
    return tuple(governments), tuple(problems)


@functools.lru_cache(maxsize=1 << 10)
def _pairs(name: str, numbers: str) -> tuple[tuple[str, str | None], ...]:
    """Return the names of states, each with its number if there is one for each name."""
    names = [one.strip().removeprefix(_GOVERNMENT) for one in _NAMES.split(name)]
    wholes = [spellings.whole(text.strip()) for text in _NUMBERS.split(numbers)]
    if len(wholes) != len(names):
        wholes = [None] * len(names)
    texts = [None if whole is None else str(whole) for whole in wholes]
    return tuple(zip(names, texts, strict=True))


def named(name: str, context: Context, on: str | None) -> str | None:
    """Return the code of a country by its name in UCDP, which may have a former name in brackets."""
    names = _names(name)
    if len(names) == 1:
        return context.resolve(names[0], None, on)
    codes = dict.fromkeys(filter(None, (context.resolve(one, None, on) for one in names)))
    existing = [code_ for code_ in codes if _existed(code_, context, on)]
    return existing[0] if len(existing) == 1 else None


@functools.lru_cache(maxsize=1 << 10)
def _names(name: str) -> tuple[str, ...]:
    former = _FORMER.fullmatch(name)
    return (_SPELT.get(name, name),) if former is None else former.groups()


def _existed(code_: str, context: Context, on: str | None) -> bool:
    actor = context.registry.get(code_)
    valid = None if actor is None else actor.valid
    return valid is None or on is None or valid.overlaps(on)


def country(row: Row, context: Context, on: str | None) -> str | None:
    """Return the code of the country of a row; None: not stated."""
    number, name = stated(row, "country_id"), row.text_of("country")
    codes = (("iso3", row.text_of("iso3")), ("gw", number))
    known = places.country(row, context, codes, name, on, named=named)
    if known is None and (number or name):
        local = code("UCDP-COUNTRY", number or name or "")
        return context.local_code(row, local, name or number or "", slot=None)
    return known
