"""Split a list of signatories into lines, without numbers, bullets and marks of signatures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from peacetalks.importers.prose.vocabulary import OPENING

__all__ = ["is_outside_brackets", "lines", "split_outside_brackets"]

_BREAKS: Final = re.compile(r"[;\n\r\v\f\x85\u2028\u2029\u2022\u25cf\u00b7]+")
_BLANKS: Final = re.compile(r"[^\S\n\r\v\f\x85\u2028\u2029]+")
_BULLET: Final = re.compile(
    r"^(?:\s*(?:[-*+>.,:]+(?=\s|\w)|[(\[]?(?:\d{1,3}|[a-z]|[ivx]{1,4})[)\]](?=\s|$)|"
    r"(?:\d{1,3}|[a-z]|[ivx]{1,4})\.(?=\s|$)|\d{1,3}\.(?=[^\W\d])|[Pp](?:age|AGE)\s+\d+\s*[.,:]))+\s*"
)
_SIGNATURE: Final = re.compile(
    r"[(\[](?:sgd?|sd|signed|signatures?|stamp|seal|signatures?\s+illegible|name\s+illegible|firmado|"
    r"firma|sign[ée]|assinado|\u043f\u043e\u0434\u043f\u0438\u0441\u044c\b)[.:]?[)\]\[][:+]?|(?:^|\s)(?:sgd|sd)\.?\s*$",
    re.IGNORECASE,
)
_WRAPPED: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]\s*(:?)")
_INSIDE: Final = re.compile(
    r"\s+(?=(?:For and on behalf of|On behalf of|AND|BETWEEN|Au nom d|En nombre d)\b)"
)
_QUOTES: Final = (
    dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u02be\u02bf\u0060\u00b4"), "'")
    | dict.fromkeys(map(ord, "\u201c\u201d\u201e\u00ab\u00bb"), '"')
    | dict.fromkeys(range(0x2010, 0x2016), "-")
)
_SPACED: Final = re.compile(r"(?<=[A-Z]) - (?=([A-Z]{1,2})(?![\w.]))(?![A-Z]+ [A-Z])")
"""A dash before one or two letters, as in "FARC - EP": part of the name, unless they are a name."""


def lines(text: str, knows: Callable[[str], bool]) -> Iterator[str]:
    r"""Yield the lines, usually one per signatory or person.

    Args:
        text: the list.
        knows: says whether the registry has a name.

    >>> knows = {"Georgia"}.__contains__
    >>> list(lines("1. Georgia (Signed)\r\n\u2022 For the Front: A. Writer; [Signature]", knows))
    ['Georgia', 'For the Front: A. Writer']
    """
    plain = unicodedata.normalize("NFC", text).translate(_QUOTES)
    if not plain.isascii():
        plain = "".join(c for c in plain if unicodedata.category(c) != "Cf")
    for part in _BREAKS.split(plain):
        line = _BLANKS.sub(" ", _SIGNATURE.sub(" ", part)).strip()
        line = _BULLET.sub("", line).strip(" ,.-\t\"'")
        line = _SPACED.sub(lambda dash: dash[0] if knows(dash[1]) else "-", line)
        whole = _WRAPPED.fullmatch(line)
        if whole is not None:
            line = f"{whole[1].strip()}{whole[2]}"
        if not any(map(str.isalnum, line)):
            continue
        if OPENING.match(line):
            yield from _INSIDE.split(line)
        else:
            yield line


def split_outside_brackets(text: str, mark: str = ",") -> list[str]:
    """Split a text at marks that are outside brackets.

    >>> split_outside_brackets("Front (North, South), Georgia")
    ['Front (North, South)', 'Georgia']
    """
    if "(" not in text and "[" not in text:
        return [piece.strip() for piece in text.split(mark) if piece.strip()]
    pieces: list[str] = []
    depth, start = 0, 0
    if any(text.count(one) != text.count(other) for one, other in ("()", "[]")):
        text = text.translate({ord(one): " " for one in "()[]"})
    for at, letter in enumerate(text):
        depth = max(0, depth + (letter in "([") - (letter in ")]"))
        if letter == mark and not depth:
            pieces.append(text[start:at])
            start = at + 1
    return [piece.strip() for piece in (*pieces, text[start:]) if piece.strip()]


def is_outside_brackets(text: str, at: int) -> bool:
    """Whether a position in a text is outside brackets."""
    before = text[:at]
    return all(before.count(one) == before.count(other) for one, other in ("()", "[]"))
