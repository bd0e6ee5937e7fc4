"""Collect what rows say about their actors, and find two names that resolved to one actor.

The context keeps with each row the actors that the format asked for, so one check here covers all
formats.
"""

from __future__ import annotations

from collections.abc import Iterable

from peacetalks.errors import shown
from peacetalks.findings.imports import ONE_ACTOR
from peacetalks.importers.actors.resolution import same_text
from peacetalks.importers.context import Context
from peacetalks.importers.tables.row import Named, Row, Said
from peacetalks.primitives.when import When

__all__ = ["keep_apart", "named_in"]


def named_in(rows: tuple[Row, ...], context: Context, occurred: When) -> tuple[Said, ...]:
    """Return what rows say about their actors; two names of one actor in a row become a finding.

    Args:
        rows: the rows of which events were made.
        context: the context of the import.
        occurred: when the first of the events occurred.

    Raises:
        InvalidValue: if no valid statement can be made about an actor, as with an invalid code.
    """
    statements: dict[Said, None] = {}
    for row in rows:
        codes = [code for slot, _, code, _ in row.named if slot is not None]
        if len(codes) > len(set(codes)):
            _find_one_actor(row)
        for _, _, _, said in row.named:
            if said is not None and context.hears(said, occurred):
                statements[said] = None
    return tuple(statements)


def _find_one_actor(row: Row) -> None:
    """Add a finding if different names, or names with different ids, resolved to one actor."""
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
            if not any(_is_same_name(named, name) for name in names):
                names.append(named)
        if len(names) > 1:
            row.find(ONE_ACTOR, f"{_and(map(_shown, names))} are one actor: {code!r}")


def _ids(named: Named) -> tuple[tuple[str, str], ...]:
    return () if named.said is None else named.said.ids


def _is_same_name(one: Named, other: Named) -> bool:
    """Whether two names are the same text without contradicting ids."""
    ids = dict(_ids(one))
    differ = any(ids.get(scheme, id_) != id_ for scheme, id_ in _ids(other))
    return same_text(one.text, other.text) and not differ


def _shown(named: Named) -> str:
    ids = ", ".join(f"{scheme} {id_}" for scheme, id_ in _ids(named))
    return f"{shown(named.text)} ({ids})" if ids else shown(named.text)


def keep_apart(
    row: Row, context: Context, one: str, other: str, on: str | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes of both sides of an act, so that no actor is on both sides.

    If two names on opposite sides mean one actor, they get different codes, with a finding: a name
    that the registry has for the actor keeps its code, any other gets a new code within the actor.
    One name on both sides is left as the file says, and so are two names that the registry has. An
    organ that faces its own actor no longer counts as its organ.

    Args:
        row: the row.
        context: the context of the import.
        one: the slot of the one side.
        other: the slot of the other side.
        on: the day of the row, on which names are looked up.

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
    """Give different codes to the names of one actor on both sides, except to its own name."""
    names = [named for named in row.named if named.code == code and named.slot in slots]
    if all(same_text(names[0].text, named.text) for named in names):
        return
    apart = {named: context.kept_apart(row, named, on) for named in names}
    row.named[:] = [apart.get(named, named) for named in row.named]
    texts = dict.fromkeys(f"{shown(named.text)} as {named.code!r}" for named in apart.values())
    if len({named.code for named in apart.values()}) > 1:
        row.find(ONE_ACTOR, f"names of {code!r} on both sides are kept apart: {_and(texts)}")


def _codes(row: Row, slot: str) -> tuple[str, ...]:
    codes = [code for side, _, code, _ in row.named if side == slot]
    return tuple(dict.fromkeys(codes)) if len(codes) > 1 else tuple(codes)


def _and(texts: Iterable[str]) -> str:
    return " and ".join(texts)
