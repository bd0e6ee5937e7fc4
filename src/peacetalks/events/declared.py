"""What the class of a kind declares next to its fields: its last word and its line in a brief.

Both name fields of the kind. They are checked when the class is defined, so a misspelt field is an
error there, and never in a fold or a brief.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, cast

import attrs

from peacetalks.errors import InvalidVocabulary, did_you_mean

__all__ = ["check_declared", "fill"]

_SLOT: Final = re.compile(r"\{(\w+(?:\|\w+)*)\}")
_PIECE: Final = re.compile(rf"\[([^\[\]]*)\]|{_SLOT.pattern}")
_MARKS: Final = re.compile(r"[\[\]{}]")
_DECLARED: Final = ("last_word", "brief_line")
_LINE: Final = "text with fields, such as 'offer of {by|office}[ to {to}]'"


def fill(line: str, stated: Callable[[str], str]) -> str:
    """Return a brief line with the values of its fields.

    Args:
        line: the line, as a kind declares it (``Event.brief_line``).
        stated: returns the value of a field in words; empty: it is not stated.

    >>> values = {"by": "Armenia", "content": "", "to": ""}
    >>> fill("offer of {by}[ to {to}], about {content}", values.__getitem__)
    'offer of Armenia, about not stated'
    """

    def first_of(names: str) -> str:
        return next((text for name in names.split("|") if (text := stated(name))), "")

    def piece(found: re.Match[str]) -> str:
        part, names = found.groups()
        if names:
            return first_of(names) or "not stated"
        is_stated = all(first_of(slot[1]) for slot in _SLOT.finditer(part))
        return _SLOT.sub(lambda slot: first_of(slot[1]), part) if is_stated else ""

    return _PIECE.sub(piece, line)


def check_declared(kind: Any) -> None:
    """Check what the class of a kind declares.

    Args:
        kind: the class. (Any: ``Event`` itself is defined with the help of this module.)

    Raises:
        InvalidVocabulary: if ``last_word`` is not a tuple of fields, ``brief_line`` is not a line
            with fields, or a field has one of these names.
    """
    fields = {field.name.lstrip("_"): field for field in attrs.fields(kind)}
    for name in _DECLARED:
        if name in fields:
            raise InvalidVocabulary(f"{kind.__qualname__}: a field may not be named {name!r}")
    if kind.last_word != ():
        _check_last_word(kind, kind.last_word, fields)
    if kind.brief_line != "":
        _check_line(kind, kind.brief_line, fields)


def _check_last_word(kind: Any, last_word: object, fields: dict[str, Any]) -> None:
    if not isinstance(last_word, tuple):
        hint = f"; hint: ({last_word!r},)" if isinstance(last_word, str) else ""
        raise _refused(kind, "last_word", f"not a tuple of fields: {last_word!r}{hint}")
    names = cast("tuple[object, ...]", last_word)
    _check_names(kind, "last_word", names, fields)
    if len(names) == 1 and fields[str(names[0])].default is not attrs.NOTHING:
        # A fact that does not name its thing is kept under its id, which another may have as name.
        alone = f"{names[0]!r} alone may not be stated"
        raise _refused(kind, "last_word", f"{alone}; hint: ({names[0]!r}, 'claimed_by')")


def _check_line(kind: Any, line: object, fields: dict[str, Any]) -> None:
    if not isinstance(line, str) or _MARKS.search(
        _PIECE.sub(lambda found: _SLOT.sub("", found[1] or ""), line)
    ):
        raise _refused(kind, "brief_line", f"not a line: {line!r}; accepted: {_LINE}")
    names = (name for slot in _SLOT.finditer(line) for name in slot[1].split("|"))
    _check_names(kind, "brief_line", names, fields)


def _check_names(kind: Any, where: str, names: Iterable[object], fields: dict[str, Any]) -> None:
    for name in names:
        if name not in fields:
            hint = did_you_mean(name, fields)
            raise _refused(
                kind, where, f"not a field: {name!r}" + (f"; hint: {hint}" if hint else "")
            )


def _refused(kind: Any, where: str, what: str) -> InvalidVocabulary:
    return InvalidVocabulary(f"{kind.__qualname__}.{where}: {what}")
