"""Whom prose names: parties and third parties that stand in a text, each by a name and no more.

Only what is a name of an actor from end to end is taken: "For the Republic of Moldova: A. Jones",
"UN (observer)", and of a list, most of which are such names, "Georgia, Russia, South Ossetia".
Who is meant by "the President elect" or "Geneva, Switzerland" is not worked out.
"""

from __future__ import annotations

import re
from typing import Final

from peacetalks.importers.context import Context

__all__ = ["actors_in"]

_LINES: Final = re.compile(r"\s*[;\n\r]\s*")
_LISTED: Final = re.compile(r"\s*(?:,|\band\b|&)\s*")
_OPENING: Final = re.compile(
    r"(?:[\W\d_]*(?:\b(?:signed|witness(?:es|ed)?|observers?|present|by|for|in the presence of|"
    r"on behalf of|represent(?:ing|atives? of)|delegations? of|the|government of|govt\.? of)\b)?)*",
    re.IGNORECASE,
)
_END: Final = re.compile(r"\s*(?:[:(\[/]|\brepresented by\b|\s-\s).*", re.DOTALL)
_LONGEST: Final = 100
"""No name of an actor is longer; what is goes on in prose."""


def actors_in(text: str, context: Context, on: str | None) -> tuple[str, ...]:
    r"""Return the codes of the actors that a text names, each once, in its order.

    Args:
        text: names with what people write around them.
        context: the import.
        on: the day.

    >>> prose = "For the Russian Federation: V. Smith;\r\nFor the Republic of Moldova: A. Jones"
    >>> actors_in(prose, Context("pa-x"), "1994-10-21")
    ('RUS', 'MDA')
    >>> actors_in("Signed in Geneva, Switzerland;UN and OSCE", Context("pa-x"), None)
    ('UN', 'OSCE')
    """
    found: dict[str, None] = {}
    for line in _LINES.split(text):
        whole = _actor(line, context, on)
        if whole is not None:
            found[whole] = None
            continue
        names = [name for name in _LISTED.split(line) if name]
        codes = list(filter(None, (_actor(name, context, on) for name in names)))
        if 2 * len(codes) > len(names):
            found.update(dict.fromkeys(codes))
    return tuple(found)


def _actor(text: str, context: Context, on: str | None) -> str | None:
    """Return the code of an actor, if a text is its name."""
    told = _END.sub("", text.strip()[: 2 * _LONGEST])
    opening = _OPENING.match(told)
    names = (told, told if opening is None else told[opening.end() :])
    spelt = (name.strip(" \t.,'\"") for name in names)
    codes = (context.resolve(name, None, on) for name in spelt if 1 < len(name) <= _LONGEST)
    return next(filter(None, codes), None)
