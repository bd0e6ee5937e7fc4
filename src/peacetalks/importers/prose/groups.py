"""Recognise names of groups that are not in the registry.

The name of a group contains a group noun ("Front", "Movimiento") or is an abbreviation. It is
**distinctive** (``is_own``) if it also has a word that few other names have: "the Opposition",
"armed groups" or "National Liberation Army" would turn many actors into one.
"""

from __future__ import annotations

import re
from typing import Final

from peacetalks.importers.prose.persons import (
    MOST_WORDS,
    has_group_noun,
    has_person,
    may_be_person,
    words_of,
)
from peacetalks.importers.prose.vocabulary import (
    ARTICLES,
    COMMON,
    HONOURS,
    OFFICES,
    PARTICLES,
    PERSON_PARTICLES,
    TITLES,
    folded,
)

__all__ = [
    "abbreviates",
    "goes_on",
    "has_noun_in_head",
    "is_government",
    "is_group",
    "is_group_initials",
    "is_initials",
    "is_own",
    "is_short",
    "without_article",
]

_MOST_LETTERS: Final = 8
_MOST_UNKNOWN: Final = 4
_INITIALS: Final = re.compile(
    r"[A-Z\u00c0-\u00de][A-Z0-9\u00c0-\u00de]{0,8}(?: ?[-/] ?[A-Z0-9]{1,7}){0,2}"
)
_HEAD: Final = re.compile(
    r"\s(?:of|for|in|to|against|on|de|du|des|del|d'|da|do|dos|pour|contre|para|por|pela?)"
    r"(?:\s|(?<='))",
    re.IGNORECASE,
)
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_OWN_GOVERNMENT: Final = re.compile(
    r"(?:(?:national|central|federal)\s+)?(?:government|govt\.?)|gobierno(?:\s+nacional)?|"
    r"gouvernement(?:\s+central)?|governo|правительство",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(r"\bgovernments$|\bgovernments of\b", re.IGNORECASE)
_NO_START: Final = PARTICLES - PERSON_PARTICLES - ARTICLES | {
    "de",
    "des",
    "du",
    "del",
    "delegation",
}


def without_article(text: str) -> str:
    """Return a name without the article before it.

    >>> without_article("The Hill Valley Front")
    'Hill Valley Front'
    """
    first, _, rest = text.partition(" ")
    if len(rest) > 1 and folded(first) in ARTICLES:
        return rest
    return text[2:] if folded(text[:2]) == "l'" else text


def is_government(name: str) -> bool:
    """Whether a name is that of a government, without naming the state.

    >>> is_government("National Government"), is_government("Government of Peru")
    (True, False)
    """
    return _OWN_GOVERNMENT.fullmatch(name) is not None


def is_initials(text: str) -> bool:
    """Whether a name is an abbreviation: capital letters, perhaps in several parts.

    >>> is_initials("SPLM/A"), is_initials("FARC-EP"), is_initials("Front")
    (True, True, False)
    """
    return len(text) > 1 and _INITIALS.fullmatch(text) is not None


def is_group_initials(text: str) -> bool:
    """Whether a name can be the abbreviation of a group: short, in capitals, and no other word.

    >>> is_group_initials("SPLM/A"), is_group_initials("MP"), is_group_initials("FRONT")
    (True, False, False)
    """
    if not is_initials(text) or sum(map(str.isalpha, text)) > _MOST_LETTERS:
        return False
    return folded(text) not in HONOURS | COMMON | OFFICES | TITLES


def is_short(text: str) -> bool:
    """Whether a text in brackets is an abbreviation: "GoSL", "RTGoNU".

    >>> is_short("GoSL"), is_short("Maoist")
    (True, False)
    """
    is_mixed = text.isalpha() and len(text) <= _MOST_LETTERS and not text[1:].islower()
    return is_mixed or is_initials(text)


def abbreviates(short: str, words: list[str]) -> bool:
    """Whether the letters of an abbreviation are initials of the words, in the same order.

    >>> abbreviates("HTS", ["Hayat", "Tahrir", "al-Sham"])
    True
    """
    letters = [folded(letter) for letter in short if letter.isalpha()]
    parts = (part for word in words for part in re.split(r"[-']", word) if part)
    firsts = iter([folded(part[0]) for part in parts])
    return len(letters) > 1 and all(letter in firsts for letter in letters)


def has_noun_in_head(name: str) -> bool:
    """Whether a group noun comes before the preposition that extends a name.

    >>> has_noun_in_head("Movement for Peace"), has_noun_in_head("Defence of the Republic")
    (True, False)
    """
    return has_group_noun(words_of(_HEAD.split(name)[0]))


def goes_on(name: str) -> bool:
    """Whether a preposition extends a name: "Movement for Democracy"."""
    return _HEAD.search(name) is not None


def is_own(name: str) -> bool:
    """Whether a name has a distinctive word.

    >>> is_own("Hill Valley Front"), is_own("National Liberation Army")
    (True, False)
    """
    words = (folded(word).removesuffix("'s").strip("'.") for word in words_of(name))
    distinctive = (word for word in words if word not in COMMON and word not in PARTICLES)
    return any(len(word) > 1 and not word.isdigit() for word in distinctive)


def is_group(name: str, short: str | None = None, *, opened: bool = False) -> bool:
    """Whether a text looks like the name of a group.

    Args:
        name: the text.
        short: the abbreviation after it.
        opened: whether the words before it announce a party ("For the").

    >>> is_group("Hill Valley Front"), is_group("Anna Writer"), is_group("Anna", opened=True)
    (True, False, True)
    """
    words = words_of(name)
    if is_initials(name):
        return is_group_initials(name)
    if not words or _SEVERAL.search(name) or has_person(words) or folded(words[0]) in _NO_START:
        return False
    if is_initials(words[0]) and len(words) > 2 and may_be_person(words[1:]):  # noqa: PLR2004 # "HVF Anna Writer"
        return False
    if words[0][0].islower() and not opened:
        return False
    small = [
        word for word in words if word[0].islower() and folded(word).split("-")[0] not in PARTICLES
    ]
    unknown = [word for word in small if folded(word) not in COMMON]
    if has_noun_in_head(name):
        return not unknown or (opened and len(words) <= _MOST_UNKNOWN)
    if short is not None and abbreviates(short, words):
        return not unknown
    # A Russian name is inflected after "\u0437\u0430", so the name of a state looks like another name.
    is_bare = opened and _CYRILLIC.search(name) is None
    return is_bare and words[0][0].isupper() and not small and len(words) <= MOST_WORDS
