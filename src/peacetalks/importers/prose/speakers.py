"""Find the party a text acts for: "Delegation of the Government of Georgia" acts for Georgia."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from peacetalks.importers.prose.groups import without_article
from peacetalks.importers.prose.persons import may_be_person, words_of
from peacetalks.importers.prose.vocabulary import BODIES, GOVERNMENTS

__all__ = ["Known", "bare", "known_before_person", "speaker"]

Known: TypeAlias = Callable[[str], bool]
"""Says whether the registry has an actor of a name."""

_STATE: Final = re.compile(
    r"(?:(?:people's|democratic|federal|federative|islamic|arab|hashemite|bolivarian|royal) )*"
    r"(?:republic|kingdom|state)s? of (?:the )?|"
    r"(?:r[ée]publique|rep[úu]blica|royaume|reino)(?: \w+)? "
    r"(?:de la |de l'|du |de |del |da |do |d')|"
    r"республик[ауи] ",  # the name after it is not inflected
    re.IGNORECASE,
)
_ANOTHER: Final = frozenset(
    {"republic of china", "республика китай", "республики китай", "республику китай"}
)
"""Republics that are a different state from the one with their short name."""
_BODY: Final = (
    r"(?:\s+(?:negotiating|peace|talks|technical))*\s+(?:delegation|representatives?|team|panel)"
)
_TRAILING: Final = re.compile(f"{_BODY}$", re.IGNORECASE)
_TAIL: Final = re.compile(
    rf"(?:'s)?(?:{_BODY}|\s+(?:government|govt\.?|side|authorities))$", re.IGNORECASE
)


def speaker(text: str, knows: Known) -> str:
    """Return the party that a text acts for, by a known name if there is one.

    A government, a delegation and a republic mean the state, if the registry has it. "Interim
    Government of Georgia" says more than that, and stays as it is.

    >>> knows = {"Georgia"}.__contains__
    >>> speaker("Delegation of the Government of the Republic of Georgia", knows)
    'Georgia'
    >>> speaker("the Hill Front Negotiating Panel", knows)
    'Hill Front'
    """
    name = bare(text, knows)
    while not knows(name):
        body = BODIES.match(name)
        if body is None:
            break
        name = bare(name[body.end() :], knows)
    trailing = _TRAILING.search(name)
    if trailing and not knows(name):
        name = name[: trailing.start()]
    government, tail = GOVERNMENTS.match(name), _TAIL.search(text)
    ends = (name, government and name[government.end() :], tail and text[: tail.start()])
    states = (_state(end, knows) for end in ends if end)
    return next(filter(None, states), name)


def bare(text: str, knows: Known) -> str:
    """Return a name without its article, unless the article is part of the name.

    >>> bare("El Salvador", {"El Salvador"}.__contains__)
    'El Salvador'
    """
    short = without_article(text)
    return short if knows(short) or not knows(text) else text


def known_before_person(text: str, knows: Known) -> str | None:
    """Return the known name at the start of a text that continues with a person; None: no such name.

    >>> known_before_person("Georgia Anna Writer", {"Georgia"}.__contains__)
    'Georgia'
    """
    words = text.split()
    for end in range(len(words) - 2, 0, -1):
        name = speaker(" ".join(words[:end]), knows)
        if knows(name) and may_be_person(words_of(" ".join(words[end:]))):
            return name
    return None


def _state(text: str, knows: Known) -> str | None:
    """Return the name in the registry for a text, perhaps without "Republic of"."""
    name = bare(text, knows)
    if knows(name):
        return name
    prefix = _STATE.match(name)
    rest = name[prefix.end() :] if prefix else ""
    return rest if knows(rest) and name.casefold() not in _ANOTHER else None
