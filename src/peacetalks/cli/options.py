"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from peacetalks import codec, datasets
from peacetalks.codec import Reading
from peacetalks.codec.jsonl import Errors
from peacetalks.errors import InvalidWhen
from peacetalks.when import When

__all__ = ["DAY", "as_json", "known", "on", "read", "stream", "today", "told_by"]

Option: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]
"""What adds an option to a command. (Any: commands take what their options say.)"""


if TYPE_CHECKING:
    _Parameter = click.ParamType[object]
else:
    _Parameter = click.ParamType  # older releases of click have no parameter here


class _Day(_Parameter):
    """A day or instant in the words of ``When``."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> When:
        try:
            return When(str(value))
        except InvalidWhen as error:
            self.fail(str(error), param, ctx)


DAY = _Day()

stream: Option = click.argument("stream", metavar="FILE")
on: Option = click.option("--on", type=DAY, help="The day to ask about; left out: today.")
known: Option = click.option("--known", type=DAY, help="Count only what was public by this day.")
told_by: Option = click.option(
    "--told-by",
    multiple=True,
    metavar="CODE",
    help="As this party tells it; given again: what their accounts share.",
)
as_json: Option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def read(name: str, *, errors: Errors = "raise") -> Reading:
    """Return the events of a file, or of a stream that comes with peacetalks."""
    path = Path(name)
    # A folder of the name of a stream does not hide the stream.
    if path.is_file() or (name not in datasets.names() and _looks_like_a_path(path)):
        return codec.read(path, errors=errors)
    return datasets.load(name)


def _looks_like_a_path(path: Path) -> bool:
    return path.exists() or bool(path.suffix) or len(path.parts) > 1


def today() -> When:
    """Return this day, in UTC."""
    import pendulum  # noqa: PLC0415 # costs 50 ms, and only those who name no day pay

    return When(pendulum.now("UTC").date())
