"""Choose the stream (the negotiation) that the facts of a row belong to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from peacetalks.errors import InvalidValue
from peacetalks.importers.api import Import
from peacetalks.importers.report import Outcome
from peacetalks.importers.syncing.storage import PREFIX
from peacetalks.log.batch import checked_stream

__all__ = ["StreamOf", "naming", "rule_of"]

StreamOf: TypeAlias = str | Callable[[Outcome], str] | None
"""The name of one of the format's rules (``"country"``), a function of an ``Outcome``, or None for
the format's default."""


def naming(stream_of: StreamOf, imported: Import) -> Callable[[Outcome], str]:
    """Return a function that names the stream of an outcome.

    Raises:
        InvalidValue: if the format has no such rule; and when called, if the name is not valid.
    """
    if callable(stream_of):
        return lambda outcome: _checked(stream_of(outcome))
    rule = imported.rule(stream_of)
    context = imported.context
    return lambda outcome: _checked(rule(outcome.rows, context))


def rule_of(stream_of: StreamOf, imported: Import) -> str:
    """Return the name of a rule; empty if it is a function of the user."""
    return "" if callable(stream_of) else stream_of or imported.format.default_stream


def _checked(name: str) -> str:
    if name.startswith(PREFIX):
        raise InvalidValue(
            "this stream is reserved for the rows of a data set",
            value=name,
            hint="choose another name",
        )
    return checked_stream(name)
