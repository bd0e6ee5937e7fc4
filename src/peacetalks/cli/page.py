"""How answers are shown: wrapped for people at a terminal, plain for a pipe, or JSON."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable

import click

from peacetalks.state.brief.page import WIDTH, plain

__all__ = ["plain", "show", "show_json"]

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
