"""Classify a piece of a line: the name of a party, a person, an office, or something else."""

from __future__ import annotations

import functools
import re
from typing import Final, Literal, TypeAlias, final

from attrs import frozen

from peacetalks.importers.prose.groups import (
    abbreviates,
    is_government,
    is_group,
    is_initials,
    is_own,
    is_short,
)
from peacetalks.importers.prose.offices import office
from peacetalks.importers.prose.persons import (
    has_group_noun,
    is_person,
    may_be_person,
    words_of,
)
from peacetalks.importers.prose.speakers import Known, speaker
from peacetalks.importers.prose.vocabulary import AND, WITNESSING

__all__ = ["Piece", "Sort", "piece"]

Sort: TypeAlias = Literal[
    "name", "office", "unclear", "person", "perhaps", "third", "unsigned", "other"
]

_LONGEST: Final = 160
_MOST_WORDS: Final = 14
_MOST_IN_BRACKETS: Final = 5
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]|\s*[(\[]([\w/-]*)$")
_UNSIGNED: Final = re.compile(
    r"\b(?:not|no|un)\b.*sign|\bunsigned|sign\w* not|illegib|\?", re.IGNORECASE
)
_SIGNED: Final = re.compile(r"sign|\d{4}|illegib|\?", re.IGNORECASE)
_SHORT_AFTER: Final = re.compile(r"\s-\s([A-Z][A-Z0-9/-]{1,9})$")
_INFLECTED_STATE: Final = re.compile(r"(?:правительство|республик[ауи])\s", re.IGNORECASE)
_NO_NAME: Final = re.compile(r"[,(\[]|\s-\s")


@final
@frozen
class Piece:
    """A piece of a line.

    Attributes:
        sort: what it is: the *name* of a party; an *office*; an office whose party is *unclear*; a
            *person*; *perhaps* a person; a *third* party; a party that has not signed (*unsigned*);
            something *other*.
        name: the party, or the party of an office; None: not stated.
    """

    sort: Sort
    name: str | None = None


@functools.lru_cache(maxsize=1 << 10)
def piece(text: str, knows: Known, *, opened: bool = False) -> Piece:
    """Return what a piece of a line is.

    Args:
        text: the piece.
        knows: says whether the registry has a name.
        opened: whether the words before it announce a party ("For the"), so that a name does not
            need a group noun.

    >>> piece("President of the Republic of Georgia", {"Republic of Georgia"}.__contains__)
    Piece(sort='office', name='Republic of Georgia')
    >>> piece("Hill Front (observer)", lambda name: False)
    Piece(sort='third', name=None)
    """
    short = _SHORT_AFTER.search(text)
    if short is not None and abbreviates(short[1], words_of(text[: short.start()])):
        text = f"{text[: short.start()]} ({short[1]})"
    brackets = [(one or other).strip() for one, other in _BRACKETS.findall(text)]
    plain = _BRACKETS.sub("", text).strip(" .,:'\"-")
    if any(map(WITNESSING.match, brackets)):
        return Piece("third")
    outside = _outside_brackets(plain, brackets, knows, opened=opened)
    if outside.name is not None and any(map(_UNSIGNED.search, brackets)):
        return Piece("unsigned", outside.name)
    return outside


def _outside_brackets(plain: str, brackets: list[str], knows: Known, *, opened: bool) -> Piece:
    name = speaker(plain, knows)
    details = [one for one in brackets if not is_short(one) and any(map(str.isalpha, one))]
    details = [one for one in details if not _SIGNED.search(one)]
    if knows(name) or is_government(name):
        # "Libya (House of Representatives)" is a different actor.
        is_other = any(has_group_noun(words_of(one)) for one in details)
        return Piece("other") if is_other else Piece("name", name)
    if _INFLECTED_STATE.match(name):
        return Piece("other")  # a state whose name cannot be looked up
    words = words_of(plain)
    if not words or len(plain) > _LONGEST or _NO_NAME.search(plain):
        return Piece("other")
    short = next(filter(is_short, brackets), None)
    held = office(plain, short, knows)
    if held is not None:
        return Piece("office" if held.is_clear else "unclear", held.party)
    if is_person(words):
        return Piece("other" if AND.search(plain) else "person")
    if len(words) <= _MOST_WORDS and is_group(name, short, opened=opened):
        whole = _whole(name, short, details)
        return Piece("other") if whole is None else Piece("name", whole)
    return Piece("perhaps" if may_be_person(words) else "other")


def _whole(name: str, short: str | None, details: list[str]) -> str | None:
    """Return the name of a group with the text that distinguishes it: "SPLM (in Opposition)"."""
    if details and not (is_initials(name) and abbreviates(name, words_of(details[0]))):
        return None if len(details[0].split()) > _MOST_IN_BRACKETS else f"{name} ({details[0]})"
    if is_own(name) and (short is None or not is_initials(name)):
        return name
    return None if short is None else f"{name} ({short})"
