"""``Rule``: what a code of a check means."""

from __future__ import annotations

from typing import Literal, final

from attrs import frozen

__all__ = ["Rule"]


@final
@frozen
class Rule:
    """What a code means.

    Attributes:
        code: the code.
        severity: how bad it is.
        title: what was found, in one line.
        example: events, one JSON object a line, in which it is found and nothing else.
        remedy: what to do about it.

    >>> from peacetalks.checks import CODES
    >>> CODES["PT101"].severity, CODES["PT101"].title
    ('warning', 'an answer to a meeting, or its postponement, that nobody proposed')
    """

    code: str
    severity: Literal["error", "warning", "note"]
    title: str
    example: str
    remedy: str
