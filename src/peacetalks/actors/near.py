"""Suggestions: the actors whose names or codes are nearest to an unknown text."""

from __future__ import annotations

import difflib
import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from peacetalks.actors.actor import Actor
from peacetalks.actors.shipped import shipped
from peacetalks.actors.spelling import likeness, plain

__all__ = ["nearest", "spelt_like"]

_MOST: Final = 3
_SHORT: Final = 4
_LONGEST: Final = 200  # no name is longer, and to compare takes the square of it
_NEAR: Final = 0.8
_NEAR_SHORT: Final = 0.6  # one wrong letter of three leaves 0.67
_ROUNDING: Final = 1e-9
_COMMON: Final = 8  # names of so many actors have a word that tells none of them apart


def nearest(
    text: str, actors: Mapping[str, Actor], names: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Return at most three codes, by the words that tell names apart where a text has others too.

    Args:
        text: what was written.
        actors: the actors by their codes.
        names: the codes of those who have a name, by the name as ``plain`` has it.

    >>> armenia = Actor("ARM", "Armenia", "state")
    >>> nearest("Republic of Armnia", {"ARM": armenia}, {"armenia": ("ARM",)})
    ('ARM',)
    """
    wanted = plain(text[:_LONGEST])
    words = [word for word in wanted.split() if word not in _common_words()]
    alone = " ".join(words)
    if not words or alone == wanted or wanted in names:
        return spelt_like(text, actors, names)
    if alone in names or len(alone) > _SHORT:
        found = spelt_like(alone, actors, names)
        if found:
            return found
    found = spelt_like(text, actors, names)
    return tuple(code for code in found if _has_word_like(actors[code], words))


def spelt_like(
    text: str, actors: Mapping[str, Actor], names: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Return at most three codes, by all letters of a text; the arguments are as in ``nearest``.

    >>> spelt_like("Armnia", {}, {"armenia": ("ARM",), "chad": ("TCD",)})
    ('ARM',)
    """
    wanted = plain(text[:_LONGEST])
    spelt = {code.casefold(): (code,) for code in actors} | dict(names)
    if wanted in spelt:
        return spelt[wanted][:_MOST]
    cutoff = _NEAR_SHORT if len(wanted) <= _SHORT else _NEAR
    best: dict[str, float] = {}
    # Neither in another script nor without most of its letters is a spelling near.
    letters, is_ascii, half = set(wanted), wanted.isascii(), cutoff / 2
    perhaps = [
        text
        for text in spelt
        if text.isascii() == is_ascii
        and len(letters.difference(text))
        <= len(wanted) - half * (len(wanted) + len(text)) + _ROUNDING
    ]
    for near in difflib.get_close_matches(wanted, perhaps, n=30, cutoff=cutoff):
        score = likeness(wanted, near)
        best |= {code: max(score, best.get(code, 0.0)) for code in spelt[near]}
    return tuple(sorted(best, key=lambda code: (-best[code], code))[:_MOST])


def _has_word_like(actor: Actor, words: Sequence[str]) -> bool:
    own = {word for name in (actor.name, *actor.names) for word in plain(name).split()}
    own -= _common_words()
    return any(difflib.get_close_matches(word, own, n=1, cutoff=_NEAR) for word in words)


@functools.cache
def _common_words() -> frozenset[str]:
    """Return the words that names of many actors have, and that are no name by themselves."""
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
