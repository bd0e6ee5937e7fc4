"""The streams that are packaged with peacetalks.

``south-caucasus``: the talks between Armenia and Azerbaijan, November 2020 to September 2025.
``article-2023-11-16``: what one newspaper article of 16 November 2023 reports about them.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Final

from peacetalks.codec import Reading, read
from peacetalks.errors import NotFound, did_you_mean

__all__ = ["article_2023_11_16", "load", "names", "south_caucasus"]


def __dir__() -> list[str]:
    return sorted(__all__)


_NAMES: Final = ("article-2023-11-16", "south-caucasus")


def names() -> tuple[str, ...]:
    """Return the names of the packaged streams.

    >>> names()
    ('article-2023-11-16', 'south-caucasus')
    """
    return _NAMES


def load(name: str) -> Reading:
    """Return the events of a packaged stream.

    Raises:
        NotFound: if ``name`` is not one of ``names()``.

    >>> len(load("south-caucasus"))
    183
    """
    if name not in _NAMES:
        hint = did_you_mean(name, _NAMES) or f"choose from {', '.join(_NAMES)}"
        raise NotFound(f"no packaged stream {name!r}; hint: {hint}")
    with as_file(files("peacetalks") / "data" / f"{name}.jsonl") as path:
        return read(path)


def south_caucasus() -> Reading:
    """Return the talks between Armenia and Azerbaijan, 2020 to 2025, with a source for each fact.

    >>> len(south_caucasus()) > 100
    True
    """
    return load("south-caucasus")


def article_2023_11_16() -> Reading:
    """Return what one newspaper article of 16 November 2023 reports about those talks.

    >>> [event.kind for event in article_2023_11_16()][:2]
    ['population-reported', 'offensive-launched']
    """
    return load("article-2023-11-16")
