"""Make identifiers and codes from the texts of data sets; the same text always gives the same."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from peacetalks._support.wording import first_few
from peacetalks.errors import shown

__all__ = ["code", "first_texts", "identifier", "listed", "slug", "unique"]

_LONGEST: Final = 120
_SHORT_DIGEST: Final = 8
_MOST_LISTED: Final = 8
_WIDEST: Final = 40
_NOT_IN_CODES: Final = re.compile(r"[^A-Z0-9]+")
_NOT_IN_SLUGS: Final = re.compile(r"[^a-z0-9]+")
_PLAIN: Final = re.compile(r"[!-~]{1,120}")


def _short(text: str, whole: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST - 17].rstrip('-')}-{_digest(whole)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _distinct(spelt: str, text: str) -> str:
    """Return a spelling in ASCII, with a digest if it lost letters of the text."""
    if text.isascii() or not spelt:
        return spelt
    letters = unicodedata.normalize("NFKD", text)
    if all(c.isascii() or not c.isalnum() for c in letters):
        return spelt
    return f"{spelt}-{_digest(letters)[:_SHORT_DIGEST]}"


def identifier(text: str) -> str:
    """Return an id of a data set as an identifier: blanks are escaped, long ids are shortened.

    >>> identifier("ARM1234"), identifier("two words")
    ('ARM1234', 'two%20words')
    """
    if _PLAIN.fullmatch(text):
        return text
    spelt = unicodedata.normalize("NFC", text)
    spelt = "".join(f"%{ord(c):02X}" if c.isspace() or not c.isprintable() else c for c in spelt)
    return _short(spelt, text)


@functools.lru_cache(maxsize=1 << 14)
def slug(text: str) -> str:
    """Return words as a part of an identifier: lower-case ASCII letters, digits and hyphens.

    If letters have no equivalent in ASCII, a digest is added, so that two names never give one slug.

    >>> slug("Ukraine: Donetsk"), slug("Côte d'Ivoire"), slug("Партия 1")
    ('ukraine-donetsk', 'cote-d-ivoire', '1-473dc8a3')
    """
    spelt = _ascii(text).lower()
    joined = _NOT_IN_SLUGS.sub("-", spelt).strip("-")
    return _short(_distinct(joined, text), text) or _digest(text)


@functools.lru_cache(maxsize=1 << 14)
def code(scheme: str, text: str) -> str:
    """Return a code for an actor that only a data set has.

    >>> code("UCDP", "6711"), code("ICEWS", "Kurdistan Workers' Party")
    ('UCDP:6711', 'ICEWS:KURDISTAN-WORKERS-PARTY')
    """
    spelt = _NOT_IN_CODES.sub("-", _ascii(text).upper().replace("'", "")).strip("-")
    return f"{scheme}:{(_short(_distinct(spelt, text), text) or _digest(text)).upper()}"


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Return names, as of columns, made unique: a repeated name gets a number.

    >>> unique(["id", "", "", "id", "id#2"])
    ('id', '', '#2', 'id#2', 'id#2#2')
    """
    made: dict[str, None] = {}
    seen: dict[str, int] = {}
    for name in names:
        free = name
        while free in made:
            seen[name] = seen.get(name, 1) + 1
            free = f"{name}#{seen[name]}"
        made[free] = None
    return tuple(made)


def listed(names: Iterable[str]) -> str:
    """Return names separated by commas; of many, only the first ones.

    >>> listed(["a.csv", "b.csv"])
    'a.csv, b.csv'
    """
    return first_few([_cut(name) for name in names], _MOST_LISTED)


def first_texts(texts: Sequence[str]) -> str:
    """Return the first few texts, as a finding shows them.

    >>> first_texts(["A. Writer", "others"])
    "'A. Writer', 'others'"
    """
    return first_few([shown(text) for text in texts], 3)


def _cut(name: str) -> str:
    return name if len(name) <= _WIDEST else f"{name[: _WIDEST - 3]}..."


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
