"""Signatures, types and constants as words, the same on every Python."""

from __future__ import annotations

import enum
import inspect
import re
import textwrap
import typing
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from peacetalks.events import CORE

__all__ = ["constant", "default_of", "parameter", "plain", "signature", "wrapped"]

_WIDTH = 96
_LONGEST_DEFAULT = 40
_OWNER = re.compile(r"\b(?:[a-z_]\w*\.)+(?=[A-Za-z_])")


def constant(value: object) -> str:
    """Say what a constant holds: itself if it is text or a number, the keys of a table."""
    if isinstance(value, (str, int, enum.Enum, type(None))):
        return repr(value)
    if isinstance(value, (Mapping, AbstractSet)):
        # The order of a frozenset and of a FrozenMap is that of hashes, new in each process.
        return f"{type(value).__name__} of {', '.join(sorted(map(_key, value)))}"
    if isinstance(value, tuple):
        return f"tuple of {', '.join(map(_key, value))}"
    if type(value).__module__.startswith("peacetalks"):
        return type(value).__name__
    return plain(repr(value))


def _key(value: object) -> str:
    if isinstance(value, tuple):
        return _key(value[0])
    return getattr(value, "__name__", None) or repr(value)


def signature(function: Any, *, skip: int = 0, returns: bool = True) -> str:
    """Tell a signature without its first parameters. (Any: of a function of any signature.)"""
    found = inspect.signature(function)
    kept = list(found.parameters.values())[skip:]
    written: list[str] = []
    for index, each in enumerate(kept):
        before = {other.kind for other in kept[:index]}
        if each.kind is each.KEYWORD_ONLY and not {each.KEYWORD_ONLY, each.VAR_POSITIONAL} & before:
            written.append("*")
        written.append(parameter(each))
        after = {other.kind for other in kept[index + 1 :]}
        if each.kind is each.POSITIONAL_ONLY and each.kind not in after:
            written.append("/")
    returned = found.return_annotation
    arrow = f" -> {plain(returned)}" if returns and returned is not found.empty else ""
    return f"({', '.join(written)}){arrow}"


def parameter(told: inspect.Parameter) -> str:
    """Tell a parameter: its name, its type, its default."""
    stars = {told.VAR_POSITIONAL: "*", told.VAR_KEYWORD: "**"}.get(told.kind, "")
    accepted = plain(told.annotation)
    return stars + told.name + (f": {accepted}" if accepted else "") + default_of(told)


def default_of(told: inspect.Parameter) -> str:
    """Tell a default, with the sign before it; dots for one that is long or has no text."""
    value = told.default
    if value is told.empty:
        return ""
    if value is CORE:
        written = "CORE"  # its text has the number of kinds
    elif isinstance(value, frozenset):
        written = f"frozenset({sorted(value)!r})"  # in an order that stays
    else:
        written = getattr(value, "__name__", None) or repr(value)
    has_text = " at 0x" not in written and written != "<lambda>"
    return f" = {written if has_text and len(written) <= _LONGEST_DEFAULT else '...'}"


def plain(annotation: object) -> str:
    """Return a type as it is written, without the modules its names come from."""
    if annotation is inspect.Parameter.empty:
        return ""
    if annotation is None:
        return "None"
    if isinstance(annotation, typing.ForwardRef):
        return plain(annotation.__forward_arg__)
    told = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return _OWNER.sub("", told).replace("~", "").replace("NoneType", "None")


def wrapped(line: str) -> list[str]:
    """Break a long line between its words; what follows is indented further."""
    return textwrap.wrap(
        line,
        _WIDTH,
        subsequent_indent=" " * (len(line) - len(line.lstrip()) + 8),
        break_long_words=False,
        break_on_hyphens=False,
    )
