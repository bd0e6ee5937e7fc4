"""Arguments and options that the commands about logs share."""

from __future__ import annotations

from typing import Final

import click

from peacetalks._support.wording import count_noun
from peacetalks.cli.options import Option, Parsed
from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.log import ANY, EXISTS, NO_STREAM, Expected, Head
from peacetalks.log.batch import checked_stream
from peacetalks.primitives.when import When

__all__ = ["EXPECTED", "HEAD", "INSTANT", "STREAM", "place", "record_count", "stream"]

_EXPECTATIONS: Final = {"any": ANY, "no-stream": NO_STREAM, "exists": EXISTS}


def _expected(text: str) -> Expected:
    """Return the required state of a stream.

    Raises:
        InvalidValue: if ``text`` is neither ``any``, ``no-stream``, ``exists`` nor a position.
    """
    if text in _EXPECTATIONS:
        return _EXPECTATIONS[text]
    if text.isascii() and text.isdecimal():
        return int(text)
    raise InvalidValue(
        "not a valid state of a stream",
        value=text,
        accepted=f"{', '.join(_EXPECTATIONS)}, or the position of its last record",
        hint=did_you_mean(text, _EXPECTATIONS),
    )


def _stream(text: str) -> str:
    """Return the name of a stream.

    Raises:
        InvalidValue: if ``text`` is not a valid stream name, or is an address, whose password
            would stay in the log.
    """
    scheme, mark, _ = text.partition("://")
    if mark:
        raise InvalidValue("expected the name of a stream, not an address", value=f"{scheme}://...")
    return checked_stream(text)


STREAM: Final = Parsed("stream", _stream)
HEAD: Final = Parsed("head", Head.of)
EXPECTED: Final = Parsed("expected", _expected)
INSTANT: Final = Parsed("instant", When)

place: Option = click.argument("place", metavar="LOG")
stream: Option = click.argument("stream", metavar="STREAM", type=STREAM)


def record_count(number: int) -> str:
    """Return a number of records as text.

    >>> record_count(1), record_count(2)
    ('1 record', '2 records')
    """
    return count_noun(number, "record", thousands="")
