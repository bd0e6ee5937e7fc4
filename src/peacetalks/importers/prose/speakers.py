"""For whom a text speaks: "Delegation of the Government of the Republic of Georgia" for Georgia."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from peacetalks.importers.prose.groups import without_article
from peacetalks.importers.prose.persons import may_be_person, words_of
from peacetalks.importers.prose.vocabulary import BODIES, GOVERNMENTS

__all__ = ["Known", "bare", "known_before_person", "speaker"]

Known: TypeAlias = Callable[[str], bool]
"""Whether the registry has actors of a name."""

_STATE: Final = re.compile(
    r"(?:(?:people's|democratic|federal|federative|islamic|arab|hashemite|bolivarian|royal) )*"
    r"(?:republic|kingdom|state)s? of (?:the )?|"
    r"(?:r[ée]publique|rep[úu]blica|royaume|reino)(?: \w+)? "
    r"(?:de la |de l'|du |de |del |da |do |d')|"
    r"республик[ауи] ",  # the name behind it keeps its form, in whatever case it stands
    re.IGNORECASE,
)
_ANOTHER: Final = frozenset(
    {"republic of china", "республика китай", "республики китай", "республику китай"}
)
"""Republics that are another state than the one of their short name."""
_BODY: Final = (
    r"(?:\s+(?:negotiating|peace|talks|technical))*\s+(?:delegation|representatives?|team|panel)"
)
_TRAILING: Final = re.compile(f"{_BODY}$", re.IGNORECASE)
_TAIL: Final = re.compile(
    rf"(?:'s)?(?:{_BODY}|\s+(?:government|govt\.?|side|authorities))$", re.IGNORECASE
)


def speaker(text: str, knows: Known) -> str:
    """Return those for whom a text says that it speaks: by a known name if it has one.

    A government, a delegation and a republic are the state, as far as the registry has it.
    "Interim Government of Georgia" is more than that, and stays what it is.

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
    """Return a name without its article, unless that is a part of it.

    >>> bare("El Salvador", {"El Salvador"}.__contains__)
    'El Salvador'
    """
    short = without_article(text)
    return short if knows(short) or not knows(text) else text


def known_before_person(text: str, knows: Known) -> str | None:
    """Return the known name with which a text begins that goes on with a person; None: with none.

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
    """Return the name that the registry has for a text, perhaps without "Republic of"."""
    name = bare(text, knows)
    if knows(name):
        return name
    found = _STATE.match(name)
    rest = name[found.end() :] if found else ""
    return rest if knows(rest) and name.casefold() not in _ANOTHER else None
