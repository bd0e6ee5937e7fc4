"""Which stream, which negotiation, the facts of a row belong to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from peacetalks.errors import InvalidValue
from peacetalks.importers.reading import Import
from peacetalks.importers.releases.kept import PREFIX
from peacetalks.importers.report import Outcome
from peacetalks.log.batch import checked_stream

__all__ = ["StreamOf", "naming", "rule_of"]

StreamOf: TypeAlias = str | Callable[[Outcome], str] | None
"""One of the format's own rules (``"country"``), a function of what became of a row, or None for
the format's default."""


def naming(stream_of: StreamOf, imported: Import) -> Callable[[Outcome], str]:
    """Return what names the stream of an outcome.

    Raises:
        InvalidValue: if the format has no such rule; and later, for a name that is none.
    """
    if callable(stream_of):
        return lambda outcome: _checked(stream_of(outcome))
    rule = imported.rule(stream_of)
    context = imported.context
    return lambda outcome: _checked(rule(outcome.rows, context))


def rule_of(stream_of: StreamOf, imported: Import) -> str:
    """Return the name of a rule; empty, if it is a function of the user's."""
    return "" if callable(stream_of) else stream_of or imported.format.default_stream


def _checked(name: str) -> str:
    if name.startswith(PREFIX):
        raise InvalidValue(
            "a stream that keeps the rows of a data set, not facts", value=name, hint="another name"
        )
    return checked_stream(name)
