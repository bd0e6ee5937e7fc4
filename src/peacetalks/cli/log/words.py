"""Arguments and options that the commands about logs share."""

from __future__ import annotations

from typing import Final

import click

from peacetalks.cli.options import Option, Parsed
from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.log import ANY, EXISTS, NO_STREAM, Expected, Head
from peacetalks.log.batch import checked_stream
from peacetalks.plural import many
from peacetalks.when import When

__all__ = ["EXPECTED", "HEAD", "INSTANT", "STREAM", "counted", "place", "stream"]

_EXPECTATIONS: Final = {"any": ANY, "no-stream": NO_STREAM, "exists": EXISTS}


def _expected(text: str) -> Expected:
    """Return where a stream is expected to stand.

    Raises:
        InvalidValue: for what is neither a word for it nor a position.
    """
    if text in _EXPECTATIONS:
        return _EXPECTATIONS[text]
    if text.isascii() and text.isdecimal():
        return int(text)
    raise InvalidValue(
        "not where a stream can stand",
        value=text,
        accepted=f"{', '.join(_EXPECTATIONS)}, or the position of its last record",
        hint=did_you_mean(text, _EXPECTATIONS),
    )


def _stream(text: str) -> str:
    """Return the name of a stream.

    Raises:
        InvalidValue: for what is none, or an address: its password would stay in the log.
    """
    scheme, mark, _ = text.partition("://")
    if mark:
        raise InvalidValue("an address, where a stream is meant", value=f"{scheme}://...")
    return checked_stream(text)


STREAM: Final = Parsed("stream", _stream)
HEAD: Final = Parsed("head", Head.of)
EXPECTED: Final = Parsed("expected", _expected)
INSTANT: Final = Parsed("instant", When)

place: Option = click.argument("place", metavar="LOG")
stream: Option = click.argument("stream", metavar="STREAM", type=STREAM)


def counted(number: int) -> str:
    """Return how many records there are, in words.

    >>> counted(1), counted(2)
    ('1 record', '2 records')
    """
    return many(number, "record", thousands="")
