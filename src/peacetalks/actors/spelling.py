"""Normalise names for comparison: any script, ignoring capitals, accents and punctuation."""

from __future__ import annotations

import functools
import re
import unicodedata
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final

__all__ = ["likeness", "plain"]

_SILENT: Final = re.compile(
    "[.'`\N{ACUTE ACCENT}\N{LEFT SINGLE QUOTATION MARK}"
    "\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
    "\N{MODIFIER LETTER TURNED COMMA}\N{ARABIC TATWEEL}]"
)
_BETWEEN: Final = re.compile(r"[\W_]+")
_ONE_LETTER: Final = str.maketrans(
    {
        # One letter with two code points, which Persian and Arabic keyboards type differently.
        "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
        # Its capital is I, like that of the dotted i in other languages.
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)
_VARIANTS: Final = re.compile(f"[{''.join(map(chr, _ONE_LETTER))}]")
_ACCENTS: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
"""Marks on Latin, Greek, Cyrillic, Hebrew and Arabic letters, which many writers omit."""

_VOWEL_SIGNS: Final = re.compile("[\u0900-\u109f\u1700-\u1cff\ua800-\uabff]")
"""In the scripts of India and its neighbours marks are letters, which ``\\w`` does not match."""


@functools.lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """Return a name in the form used for comparison: lower case, no accents or punctuation.

    >>> plain("The U.K."), plain("Côte d'Ivoire"), plain("AZƏRBAYCAN"), plain("أذربيجان")
    ('uk', 'cote divoire', 'azərbaycan', 'اذربيجان')
    """
    folded = text.casefold()
    letters = folded if folded.isascii() else _unaccented(folded)
    words = (letters if letters.replace(" ", "").isalnum() else _words(letters)).split()
    if "st" in words:
        words = ["saint" if word == "st" else word for word in words]
    return " ".join(words).removeprefix("the ")


def _unaccented(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    bare = _ACCENTS.sub("", parts.translate(_ONE_LETTER) if _VARIANTS.search(parts) else parts)
    return unicodedata.normalize("NFC", bare)


def _words(text: str) -> str:
    """Replace everything that is not a letter, digit or mark with a blank."""
    audible = _SILENT.sub("", text.replace("&", " and "))
    if _VOWEL_SIGNS.search(audible) is None:
        return _BETWEEN.sub(" ", audible)
    return "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in audible)


def likeness(wanted: str, spelling: str) -> float:
    """Return how similar two spellings are; a common beginning adds to the score."""
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(wanted, spelling, strict=False))
    ratio = SequenceMatcher(None, wanted, spelling).ratio()
    return ratio + 0.2 * len(list(shared)) / max(len(wanted), len(spelling))
