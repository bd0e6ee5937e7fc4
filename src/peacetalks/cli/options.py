"""Options and arguments that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from peacetalks import codec, datasets
from peacetalks.cli.page import plain
from peacetalks.codec import Reading
from peacetalks.codec.jsonl import Errors
from peacetalks.errors import InvalidWhen, did_you_mean
from peacetalks.events import CORE, UnknownEvent
from peacetalks.views import finding_to_plain
from peacetalks.when import When

__all__ = [
    "DAY",
    "KIND",
    "KIND_ON_RECORD",
    "as_json",
    "collect",
    "findings",
    "known",
    "on",
    "read",
    "stream",
    "today",
    "told_by",
]

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


class _Kind(_Parameter):
    """The tag of a kind, one of some."""

    name = "kind"

    def __init__(self, *tags: str) -> None:
        self._tags = tags

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        if value not in self._tags:
            hint = did_you_mean(value, self._tags) or "peacetalks kinds lists them"
            self.fail(f"no such kind: {value!r}; hint: {hint}", param, ctx)
        return str(value)


DAY = _Day()
KIND = _Kind(*CORE.tags)
KIND_ON_RECORD = _Kind(*CORE.tags, UnknownEvent.kind)
"""A kind that facts can be of: those that cannot be read have one too."""

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


def read(name: str, *, as_json: bool = False) -> Reading:
    """Return the events of a file, or of a stream that comes with peacetalks.

    What was found in it goes to standard error, a line each, so that a misspelt kind is not
    passed over in silence; with ``as_json`` the command shows it under ``findings``.
    """
    reading = _read(name, "raise")
    if not as_json:
        for finding in reading.findings:
            click.echo(plain(" ".join(str(finding).splitlines())), err=True)
    return reading


def collect(name: str) -> Reading:
    """Return what of a file can be read, or a stream, for a command that shows the findings."""
    return _read(name, "collect")


def findings(reading: Reading) -> dict[str, object]:
    """Return what was found in a file, as the part of a JSON answer."""
    return {"findings": [finding_to_plain(finding) for finding in reading.findings]}


def _read(name: str, errors: Errors) -> Reading:
    # Nothing in the current folder hides a stream; a file of its name is "./south-caucasus".
    if name not in datasets.names() and _looks_like_a_path(name):
        return codec.read(name, errors=errors)
    return datasets.load(name)


def _looks_like_a_path(name: str) -> bool:
    path = Path(name)
    separated = any(mark in name for mark in (os.sep, os.altsep) if mark)
    return separated or bool(path.suffix) or path.exists()


def today() -> When:
    """Return this day, in UTC."""
    import pendulum  # noqa: PLC0415 # costs 50 ms, and only those who name no day pay

    return When(pendulum.now("UTC").date())
