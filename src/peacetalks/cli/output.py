"""Print answers: wrapped on a terminal, plain in a pipe, or as JSON."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable
from typing import cast

import click

from peacetalks._text.characters import escaped_in_json, one_line
from peacetalks.events import Event
from peacetalks.state.brief.page import WIDTH

__all__ = ["by_of", "fact_line", "show", "show_json", "show_json_line", "terminal_width"]

_HANGING = "    "
_NARROWEST = 20


def terminal_width() -> int:
    """Return the number of columns of the terminal; 0 if standard output is not a terminal."""
    # A program that was started with its output closed has no standard output.
    if sys.stdout is None or not sys.stdout.isatty():
        return 0
    return max(shutil.get_terminal_size((WIDTH, 0)).columns, _NARROWEST)


def show(lines: Iterable[str]) -> None:
    """Print lines; on a terminal, wrap long lines and indent what follows."""
    width = terminal_width()
    for line in lines:
        text = one_line(line)
        for row in _wrapped(text, width) if width else [text]:
            click.echo(row)


def show_json(value: object) -> None:
    """Print plain JSON values."""
    click.echo(_json(value, indent=2))


def show_json_line(value: object) -> None:
    """Print plain JSON values as one line of JSON Lines."""
    click.echo(_json(value))


def _json(value: object, indent: int | None = None) -> str:
    # Where standard output cannot encode every letter, JSON escapes are used.
    is_unicode = (
        (getattr(sys.stdout, "encoding", None) or "utf-8")
        .casefold()
        .replace("-", "")
        .startswith("utf")
    )
    return escaped_in_json(json.dumps(value, ensure_ascii=not is_unicode, indent=indent))


def by_of(event: Event, shown: Callable[[str], str] = str) -> str:
    """Return the actors that an event is by, separated by commas; empty if not stated.

    Args:
        event: the event.
        shown: returns the text for a code; default: the code.
    """
    by = getattr(event, "by", None)
    codes = cast("tuple[str, ...]", by) if isinstance(by, tuple) else (by,)
    return ", ".join(shown(str(code)) for code in codes) if by else ""


def fact_line(event: Event, shown: Callable[[str], str] = str) -> str:
    """Return an event as a line: its date, kind and id, who it is by, and who claims it."""
    by = by_of(event, shown)
    who = f"  by {by}" if by else ""
    claimed = (
        f"  (claimed by {', '.join(map(shown, event.claimed_by))})" if event.claimed_by else ""
    )
    return f"{event.occurred}  {event.kind}  {event.id}{who}{claimed}"


def _wrapped(text: str, width: int) -> list[str]:
    indent = " " * (len(text) - len(text.lstrip())) + _HANGING
    return textwrap.wrap(
        text,
        width,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
        replace_whitespace=False,
        drop_whitespace=True,
    ) or [text]
