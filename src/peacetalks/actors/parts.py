"""Undeclared parts of an actor: "AZE-MOD" is an organ of AZE, "AZE-OPP" an actor within it.

``parts.csv`` lists the suffixes of organs, whose acts count as acts of the whole, and those of
other roles in CAMEO. A suffix is an organ only if all of it is, as a whole ("AIR-FORCE") or piece
by piece ("GOV-MIL"). Any other part is an actor within the whole: nothing is taken for the state
unless it is listed as an organ. "MILITARY-COUNCIL" and "GOVERNMENT-OF-NATIONAL-ACCORD" begin like
organs, but are rivals of their states.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Final, NamedTuple, cast

from peacetalks.actors.actor import Actor, Group
from peacetalks.actors.package_data import rows_of

__all__ = ["made_up"]


class _Relation(NamedTuple):
    is_organ: bool
    group: Group


_UNLISTED: Final = _Relation(is_organ=False, group="other")


@functools.cache
def _suffixes() -> Mapping[str, _Relation]:
    return {
        suffix: _Relation(relation == "organ_of", cast("Group", group))
        for suffix, relation, group, _ in rows_of("parts.csv")
    }


def made_up(code: str, whole: Actor) -> Actor:
    """Return the actor for a code that begins with the code of a known actor.

    Args:
        code: the code of the part.
        whole: the actor to which it belongs.

    >>> aze = Actor("AZE", "Azerbaijan", "state")
    >>> made_up("AZE-MOD", aze).organ_of, made_up("AZE-OPP", aze).within
    ('AZE', 'AZE')
    """
    part = code.removeprefix(f"{whole.code}-")
    relation = _relation(part)
    organ_of, within = (whole.code, None) if relation.is_organ else (None, whole.code)
    return Actor(
        code,
        f"{whole.name} ({part})",
        relation.group,
        part_of=whole.code,
        organ_of=organ_of,
        within=within,
    )


def _relation(part: str) -> _Relation:
    """Return the relation of a suffix: its own, or that of its first piece that is not an organ."""
    relations = _suffixes()
    whole = relations.get(part)
    if whole is not None:
        return whole
    pieces = [relations.get(piece, _UNLISTED) for piece in part.split("-")]
    return next((piece for piece in pieces if not piece.is_organ), pieces[0])
