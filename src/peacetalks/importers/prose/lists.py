"""Split lists of names: "Georgia, Russia and the Front", "Government/ODM"."""

from __future__ import annotations

import re
from typing import Final

from peacetalks.importers.prose.groups import (
    abbreviates,
    goes_on,
    is_government,
    is_initials,
    without_article,
)
from peacetalks.importers.prose.line_splitting import is_outside_brackets, split_outside_brackets
from peacetalks.importers.prose.persons import words_of
from peacetalks.importers.prose.pieces import Piece, piece
from peacetalks.importers.prose.speakers import Known
from peacetalks.importers.prose.vocabulary import AND

__all__ = ["is_sure", "names", "without_joint"]

_MOST_JOINTS: Final = 12
_SLASH: Final = re.compile(r"\s*/\s*")
_DASH: Final = re.compile(r"\s-\s")
_JOINT: Final = re.compile(r"^(?:(?:and|et|y|e|и|&)\s+)?(?:(?:for|pour|por)\s+)?", re.IGNORECASE)


def names(text: str, knows: Known, *, opened: bool = False) -> list[Piece] | None:
    """Return the names in a text that consists only of names; None if it has something else.

    Args:
        text: the text.
        knows: says whether the registry has a name.
        opened: as for ``piece``.

    >>> [one.name for one in names("the Hill Front and the Lowland Movement", lambda name: False)]
    ['Hill Front', 'Lowland Movement']
    """
    whole = piece(text, knows, opened=opened)
    if whole.sort == "name" and whole.name is not None and knows(whole.name):
        return [whole]
    split = _split(text, knows)
    if split is not None:
        return split
    is_one = whole.sort in {"name", "unsigned"} and not _may_be_two(text, knows)
    return [whole] if is_one else None


def without_joint(text: str) -> str:
    """Return a text without "and" or "and for" before it.

    >>> without_joint("and for the Front")
    'the Front'
    """
    return _JOINT.sub("", text)


def is_sure(name: str, knows: Known) -> bool:
    """Whether a name is certain to be one, whatever comes next to it."""
    return knows(name) or is_government(name) or is_initials(name)


def _split(text: str, knows: Known) -> list[Piece] | None:
    """Return the names between commas, "and" and slashes, if every piece is a name."""
    by_comma = split_outside_brackets(text)
    if len(by_comma) <= 1:
        return _dashed(text, knows) or _joined(text, knows) or _slashed(text, knows)
    pieces: list[Piece] = []
    for part in by_comma:
        some = names(without_joint(part), knows)
        if some is None:
            return None
        pieces += some
    return pieces


def _joined(text: str, knows: Known) -> list[Piece] | None:
    """Return the names between "and"; None if there is something else, or if it is ambiguous.

    "Movement for Bread and Water and Valley Front" can be split into two names in two ways.
    """
    joints = [one for one in AND.finditer(text) if is_outside_brackets(text, one.start())]
    if not 0 < len(joints) <= _MOST_JOINTS:
        return None
    starts = [0, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), len(text)]
    # The readings of the text from each joint to its end; two of them mean that it is ambiguous.
    nothing: list[Piece] = []
    readings: list[list[list[Piece]]] = [*([] for _ in starts), [nothing]]
    for first in reversed(range(len(starts))):
        for last in range(first, len(starts)):
            part = without_joint(text[starts[first] : ends[last]])
            some = _read(part, knows) if readings[last + 1] else None
            if some is None:
                continue
            longer = [[*some, *rest] for rest in readings[last + 1]]
            if all(one.name is not None and knows(one.name) for one in some):
                readings[first] = longer
                break
            readings[first] = [*readings[first], *longer][:2]
    return readings[0][0] if len(readings[0]) == 1 and len(readings[0][0]) > 1 else None


def _read(text: str, knows: Known) -> list[Piece] | None:
    return _one(text, knows) or _dashed(text, knows) or _slashed(text, knows)


def _one(text: str, knows: Known) -> list[Piece] | None:
    one = piece(text, knows)
    if one.sort != "name" or one.name is None:
        return None
    return [one] if knows(one.name) or not _may_be_two(text, knows) else None


def _dashed(text: str, knows: Known) -> list[Piece] | None:
    """Return the names between dashes; a hyphen without blanks only separates two known names.

    "Hill Valley Front - HVF" is one name with its abbreviation.
    """
    sides: list[str] = []
    for side in split_outside_brackets(_DASH.sub("\0", text), "\0"):
        if sides and is_initials(side) and abbreviates(side, words_of(sides[-1])):
            sides[-1] += f" ({side})"
        else:
            sides.append(side)
    if len(sides) > 1:
        read = [names(without_joint(side), knows) for side in sides]
        return None if None in read else [one for some in read for one in some or ()]
    if text.count("-") > _MOST_JOINTS:
        return None
    for at, letter in enumerate(text):
        halves = [piece(text[:at], knows), piece(text[at + 1 :], knows)] if letter == "-" else []
        if halves and all(one.sort == "name" and knows(one.name or "") for one in halves):
            return halves
    return None


def _slashed(text: str, knows: Known) -> list[Piece] | None:
    """Return the names between slashes, if each of them is certain to be a name."""
    sides = [piece(part, knows) for part in _SLASH.split(text) if part]
    if len(sides) < 2 or is_initials(text):  # noqa: PLR2004 # no slash
        return None
    are_sure = all(one.sort == "name" and one.name and is_sure(one.name, knows) for one in sides)
    return sides if are_sure else None


def _may_be_two(text: str, knows: Known) -> bool:
    """Whether "and" in a name may separate two names, one of which cannot be read.

    "Justice and Equality Movement" and "Movement for Democracy and Justice" are one name each;
    "the Hill Front and Lowlanders" may be one or two.
    """
    for joint in AND.finditer(text):
        before, after = without_article(text[: joint.start()]), text[joint.end() :]
        first, second = piece(before, knows), piece(after, knows)
        if first.sort == "name" and (
            knows(first.name or "") or not goes_on(before) or second.sort in {"perhaps", "name"}
        ):
            return True
        if second.sort == "name" and (
            knows(second.name or "")
            or without_article(after) != after
            or (not goes_on(before) and (" " in before or is_initials(before)))
        ):
            return True
    return False
