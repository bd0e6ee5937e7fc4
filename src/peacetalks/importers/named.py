"""The actors that rows name: what is stated of them, and where two of their names became one.

Whether a format has looked well is not asked of the format: the context keeps with each row whom
it was asked for, and here is one check of that for all formats.
"""

from __future__ import annotations

from collections.abc import Iterable

from peacetalks.errors import shown
from peacetalks.importers.actors import same_text
from peacetalks.importers.codes import ONE_ACTOR
from peacetalks.importers.context import Context
from peacetalks.importers.row import Named, Row, Said
from peacetalks.when import When

__all__ = ["keep_apart", "named_in"]


def named_in(rows: tuple[Row, ...], context: Context, occurred: When) -> tuple[Said, ...]:
    """Return what rows say of their actors; two names of one actor in a row are a finding.

    Args:
        rows: the rows, of which events were made.
        context: the import.
        occurred: when the first of the events occurred.

    Raises:
        InvalidValue: if nothing can be stated of an actor, as of what is no code.
    """
    found: dict[Said, None] = {}
    for row in rows:
        codes = [code for slot, _, code, _ in row.named if slot is not None]
        if len(codes) > len(set(codes)):
            _find_one_actor(row)
        for _, _, _, said in row.named:
            if said is not None and context.hears(said, occurred):
                found[said] = None
    return tuple(found)


def _find_one_actor(row: Row) -> None:
    """Find where names that are not one text, or have not one id, became one actor."""
    first: dict[str, Named] = {}
    others: dict[str, list[Named]] = {}
    for named in row.named:
        if named.slot is not None:
            one = first.setdefault(named.code, named)
            if one.text != named.text or _ids(one) != _ids(named):
                others.setdefault(named.code, []).append(named)
    for code, several in others.items():
        names = [first[code]]
        for named in several:
            if not any(_is_one(named, name) for name in names):
                names.append(named)
        if len(names) > 1:
            row.find(ONE_ACTOR, f"{_and(map(_shown, names))} are one actor here: {code!r}")


def _ids(named: Named) -> tuple[tuple[str, str], ...]:
    return () if named.said is None else named.said.ids


def _is_one(one: Named, other: Named) -> bool:
    """Whether two names are one text, and no ids tell them apart."""
    ids = dict(_ids(one))
    apart = any(ids.get(scheme, id_) != id_ for scheme, id_ in _ids(other))
    return same_text(one.text, other.text) and not apart


def _shown(named: Named) -> str:
    ids = ", ".join(f"{scheme} {id_}" for scheme, id_ in _ids(named))
    return f"{shown(named.text)} ({ids})" if ids else shown(named.text)


def keep_apart(
    row: Row, context: Context, one: str, other: str, on: str | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes of both sides of an act, so that nobody is on both.

    Two names that are one actor are kept apart, with a finding: the name that is the actor's own
    keeps its code, and any other has a code of its own within that actor. One name that stands on
    both sides is what the file says, and stays; so do two names of its own. Who faces the actor
    that it is an organ of is none of its organs.

    Args:
        row: the row.
        context: the import.
        one: the slot of the one side.
        other: the slot of the other side.
        on: the day of the row, on which a name is an actor's own.

    >>> context, row = Context("acled"), Row([], [])
    >>> for side in ("Police", "Military"):
    ...     _ = context.actor(row, f"{side} Forces of Libya (2014-)", own="X", slot=side)
    >>> keep_apart(row, context, "Police", "Military")
    (('LBY-POLICE-FORCES-OF-LIBYA-2014',), ('LBY-MILITARY-FORCES-OF-LIBYA-2014',))
    """
    sides = (_codes(row, one), _codes(row, other))
    shared = [code for code in sides[0] if code in sides[1]]
    for code in shared:
        _split(row, context, code, (one, other), on)
    for at, (_, _, _, said) in enumerate(row.named):
        if said is not None and said.organ_of is not None and said.organ_of in sides[0] + sides[1]:
            row.named[at] = context.fell_out(row.named[at])
    return (_codes(row, one), _codes(row, other)) if shared else sides


def _split(row: Row, context: Context, code: str, slots: tuple[str, str], on: str | None) -> None:
    """Give several names of one actor, on both sides, codes of their own, but its own name none."""
    there = [named for named in row.named if named.code == code and named.slot in slots]
    if all(same_text(there[0].text, named.text) for named in there):
        return
    apart = {named: context.kept_apart(row, named, on) for named in there}
    row.named[:] = [apart.get(named, named) for named in row.named]
    told = dict.fromkeys(f"{shown(named.text)} as {named.code!r}" for named in apart.values())
    if len({named.code for named in apart.values()}) > 1:
        row.find(ONE_ACTOR, f"names of {code!r} on both sides are kept apart: {_and(told)}")


def _codes(row: Row, slot: str) -> tuple[str, ...]:
    codes = [code for there, _, code, _ in row.named if there == slot]
    return tuple(dict.fromkeys(codes)) if len(codes) > 1 else tuple(codes)


def _and(texts: Iterable[str]) -> str:
    return " and ".join(texts)
