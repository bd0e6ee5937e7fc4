"""How answers are shown: wrapped for people at a terminal, plain for a pipe, or JSON."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable
from typing import cast

import click

from peacetalks.events import Event
from peacetalks.state.brief.page import WIDTH, plain

__all__ = ["fact_line", "plain", "show", "show_json", "show_json_line"]

_HANGING = "    "


def show(lines: Iterable[str]) -> None:
    """Print lines; on a terminal those over 80 columns are wrapped under their indentation."""
    wrapped = sys.stdout.isatty()
    for line in lines:
        text = plain(line)
        for row in _wrapped(text) if wrapped else [text]:
            click.echo(row)


def show_json(value: object) -> None:
    """Print plain JSON values."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def show_json_line(value: object) -> None:
    """Print plain JSON values as one line of JSON Lines."""
    click.echo(json.dumps(value, ensure_ascii=False))


def fact_line(event: Event) -> str:
    """Return an event as a line: when, what kind, its id, by whom, and who claims it."""
    by = getattr(event, "by", None)
    codes = cast("tuple[str, ...]", by) if isinstance(by, tuple) else (by,)
    who = f"  by {', '.join(map(str, codes))}" if by else ""
    claimed = f"  (claimed by {', '.join(event.claimed_by)})" if event.claimed_by else ""
    return f"{event.occurred}  {event.kind}  {event.id}{who}{claimed}"


def _wrapped(text: str) -> list[str]:
    indent = " " * (len(text) - len(text.lstrip())) + _HANGING
    return textwrap.wrap(
        text,
        WIDTH,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
        replace_whitespace=False,
        drop_whitespace=True,
    ) or [text]
