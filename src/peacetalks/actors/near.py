"""Suggestions: the actors whose names or codes are most similar to an unknown text."""

from __future__ import annotations

import difflib
import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from peacetalks.actors.actor import Actor
from peacetalks.actors.shipped_tables import shipped
from peacetalks.actors.spelling import likeness, plain

__all__ = ["nearest", "spelt_like"]

_MOST: Final = 3
_SHORT: Final = 4
_LONGEST: Final = 200  # no name is longer, and comparing takes the square of the length
_NEAR: Final = 0.8
_NEAR_SHORT: Final = 0.6  # one wrong letter of three leaves 0.67
_ROUNDING: Final = 1e-9
_COMMON: Final = 8  # a word in the names of this many actors distinguishes none of them


def nearest(
    text: str, actors: Mapping[str, Actor], names: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Return at most three codes, comparing the words of a text that are not common in names.

    Args:
        text: the unknown text.
        actors: the actors by code.
        names: the codes of the actors with each name, by the name in the form of ``plain``.

    >>> armenia = Actor("ARM", "Armenia", "state")
    >>> nearest("Republic of Armnia", {"ARM": armenia}, {"armenia": ("ARM",)})
    ('ARM',)
    """
    wanted = plain(text[:_LONGEST])
    words = [word for word in wanted.split() if word not in _common_words()]
    distinctive = " ".join(words)
    if not words or distinctive == wanted or wanted in names:
        return spelt_like(text, actors, names)
    if distinctive in names or len(distinctive) > _SHORT:
        codes = spelt_like(distinctive, actors, names)
        if codes:
            return codes
    codes = spelt_like(text, actors, names)
    return tuple(code for code in codes if _has_word_like(actors[code], words))


def spelt_like(
    text: str, actors: Mapping[str, Actor], names: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Return at most three codes, comparing the whole text; the arguments are as in ``nearest``.

    >>> spelt_like("Armnia", {}, {"armenia": ("ARM",), "chad": ("TCD",)})
    ('ARM',)
    """
    wanted = plain(text[:_LONGEST])
    spellings = {code.casefold(): (code,) for code in actors} | dict(names)
    if wanted in spellings:
        return spellings[wanted][:_MOST]
    cutoff = _NEAR_SHORT if len(wanted) <= _SHORT else _NEAR
    best: dict[str, float] = {}
    # Spellings in another script, or without most of the letters, cannot reach the cutoff.
    letters, is_ascii, half = set(wanted), wanted.isascii(), cutoff / 2
    candidates = [
        text
        for text in spellings
        if text.isascii() == is_ascii
        and len(letters.difference(text))
        <= len(wanted) - half * (len(wanted) + len(text)) + _ROUNDING
    ]
    for near in difflib.get_close_matches(wanted, candidates, n=30, cutoff=cutoff):
        score = likeness(wanted, near)
        best |= {code: max(score, best.get(code, 0.0)) for code in spellings[near]}
    return tuple(sorted(best, key=lambda code: (-best[code], code))[:_MOST])


def _has_word_like(actor: Actor, words: Sequence[str]) -> bool:
    of_actor = {word for name in (actor.name, *actor.names) for word in plain(name).split()}
    of_actor -= _common_words()
    return any(difflib.get_close_matches(word, of_actor, n=1, cutoff=_NEAR) for word in words)


@functools.cache
def _common_words() -> frozenset[str]:
    """Return the words that occur in the names of many actors and are not names themselves."""
    names: set[str] = set()
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for actor in shipped():
        for name in map(plain, (actor.name, *actor.names)):
            names.add(name)
            for word in name.split():
                holders[word].add(actor.code)
    return frozenset(
        word for word, codes in holders.items() if len(codes) >= _COMMON and word not in names
    )
