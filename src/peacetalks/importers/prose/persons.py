"""Recognise persons in lists of signatories: surely by titles or initials, perhaps by capitals."""

from __future__ import annotations

import re
from typing import Final

from peacetalks.importers.prose.vocabulary import (
    ENGLISH_GROUPS,
    GROUPS,
    OFFICES,
    PARTICLES,
    PERSON_PARTICLES,
    STRONG_TITLES,
    TITLES,
    folded,
)

__all__ = [
    "MOST_WORDS",
    "cut_before_person",
    "has_group_noun",
    "has_person",
    "is_person",
    "may_be_person",
    "words_of",
]

MOST_WORDS: Final = 7
"""The most words that the name of a person has."""

_WORDS: Final = re.compile(r"[^\W_][\w'.-]*")
_INITIAL: Final = re.compile(r"(?:[^\W\d_]\.-?){1,4}")
_BEFORE_OFFICES: Final = frozenset({"of", "des", "de"})


def words_of(text: str) -> list[str]:
    """Return the words of a text, initials with their full stops.

    >>> words_of("A. Writer (Hill Front)")
    ['A.', 'Writer', 'Hill', 'Front']
    """
    return _WORDS.findall(text)


def has_group_noun(words: list[str]) -> bool:
    """Whether one of the words is a group noun, of which names of groups are made."""
    return any(folded(word).removesuffix("'s") in GROUPS for word in words)


def is_person(words: list[str]) -> bool:
    """Whether words begin with a title or have an initial, and are not the name of a group.

    >>> is_person(["Dr", "Anna", "Writer"]), is_person(["Anna", "Writer"])
    (True, False)
    """
    if len(words) > 1 and (folded(words[1]) in PARTICLES or has_group_noun(words)):
        return False
    is_initialled = len(words) > 1 and any(map(_INITIAL.fullmatch, words))
    return is_initialled or folded(words[0]).strip(".") in TITLES


def may_be_person(words: list[str]) -> bool:
    """Whether words look like the name of a person; names of groups can look the same.

    >>> may_be_person(["Anna", "Writer"]), may_be_person(["Hill", "Front"])
    (True, False)
    """
    if not 1 < len(words) <= MOST_WORDS or has_group_noun(words) or not words[0][0].isupper():
        return False
    if any(folded(word) in PARTICLES - PERSON_PARTICLES for word in words):
        return False
    return all(
        word[0].isupper() or folded(word).split("-")[0] in PERSON_PARTICLES for word in words
    )


def has_person(words: list[str]) -> bool:
    """Whether words that could be the name of a group contain a person or an office.

    >>> has_person(["Hill", "Front", "A.", "Writer"]), has_person(["House", "of", "Representatives"])
    (True, False)
    """
    plain = [folded(word).rstrip(".") for word in words]
    if any(map(_INITIAL.fullmatch, words)) or not STRONG_TITLES.isdisjoint(plain):
        return True
    for before, word in zip(("", *plain), plain, strict=False):
        if word in OFFICES and before not in _BEFORE_OFFICES:
            return True
    last = max((at for at, word in enumerate(plain) if word in ENGLISH_GROUPS), default=len(plain))
    rest = words[last + 1 :]
    return may_be_person(rest) and folded(rest[0]) not in PARTICLES


def cut_before_person(text: str) -> str:
    """Return the text before a person that is recognised by a title or an initial.

    >>> cut_before_person("Georgian Side A. Writer"), cut_before_person("Hill Front")
    ('Georgian Side', 'Hill Front')
    """
    words = text.split()
    for at, word in enumerate(words[1:], 1):
        if _INITIAL.fullmatch(word) or folded(word).rstrip(".") in STRONG_TITLES:
            return " ".join(words[:at])
    return text
