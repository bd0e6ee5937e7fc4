"""Options and arguments that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import click
from click.shell_completion import CompletionItem

from peacetalks import codec, datasets
from peacetalks.cli import stored
from peacetalks.cli.page import plain
from peacetalks.cli.stored import Stored
from peacetalks.codec import Errors, Reading
from peacetalks.errors import Finding, InvalidValue, did_you_mean
from peacetalks.events import CORE, UnknownEvent
from peacetalks.views import finding_to_plain
from peacetalks.when import When

__all__ = [
    "DAY",
    "KIND",
    "KIND_ON_RECORD",
    "Option",
    "Parsed",
    "Read",
    "as_json",
    "collect",
    "findings",
    "force",
    "free",
    "known",
    "of_stream",
    "on",
    "only_of_logs",
    "read",
    "read_file",
    "recorded",
    "recorded_of",
    "stream",
    "tell",
    "today",
    "told_by",
]

Read: TypeAlias = Reading | Stored
"""What a command is asked about: the events of a file, or the records of a stream of a log."""

Option: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]
"""What adds an option to a command. (Any: commands take what their options say.)"""


if TYPE_CHECKING:
    _Parameter = click.ParamType[object]
else:
    _Parameter = click.ParamType  # older releases of click have no parameter here


class Parsed(_Parameter):
    """A value that a function makes of a text, or refuses with an ``InvalidValue``."""

    def __init__(self, name: str, parse: Callable[[str], object]) -> None:
        self.name = name
        self._parse = parse

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> object:
        """Return the value of a text."""
        try:
            return self._parse(str(value))
        except InvalidValue as error:
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

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 # as click calls it
        param: click.Parameter,  # noqa: ARG002 # as click calls it
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the tags that begin so, for the shell."""
        return [CompletionItem(tag) for tag in self._tags if tag.startswith(incomplete)]


_YEAR: Final = len("2023")


def recorded_of(text: str) -> When | int:
    """Return a day or instant, or a position: a bare number would be taken for a year.

    Raises:
        InvalidValue: for what is none of these.
    """
    if text.startswith("@") and text[1:].isdecimal() and text.isascii():
        return int(text[1:])
    if text.isdecimal() and len(text) != _YEAR:
        raise InvalidValue(
            "neither a day nor a position",
            value=text,
            accepted=f"2023, 2023-11-16, 2023-11-16T13:00Z; @{text} for a position of the stream",
        )
    return When(text)


DAY: Final = Parsed("day", When)
KIND: Final = _Kind(*CORE.tags)
KIND_ON_RECORD: Final = _Kind(*CORE.tags, UnknownEvent.kind)
"""A kind that facts can be of: those that cannot be read have one too."""


def _streams(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the packaged streams that begin so, and let the shell add files."""
    packaged = [CompletionItem(name) for name in datasets.names() if name.startswith(incomplete)]
    return [*packaged, CompletionItem(incomplete, type="file")]


stream: Option = click.argument("stream", metavar="FILE", shell_complete=_streams)
of_stream: Option = click.option(
    "--stream", "of_stream", metavar="NAME", help="Which stream, of a log that has several."
)
on: Option = click.option("--on", type=DAY, help="The day to ask about; left out: today.")
known: Option = click.option("--known", type=DAY, help="Count only what was public by this day.")
recorded: Option = click.option(
    "--recorded",
    type=Parsed("day", recorded_of),
    metavar="DAY|@N",
    help="Of a log: count only what it held by this day, or up to position N of the stream.",
)
told_by: Option = click.option(
    "--told-by",
    multiple=True,
    metavar="CODE",
    help="As this party tells it; given again: what their accounts share.",
)
as_json: Option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
force: Option = click.option("--force", is_flag=True, help="Replace a file that is there already.")


def read(
    name: str,
    of_stream: str | None = None,
    *,
    as_json: bool = False,
    recorded: When | int | None = None,
) -> Read:
    """Return the events of a file, of a stream that comes with peacetalks, or of a log.

    What was found in it goes to standard error, a line each, so that a misspelt kind is not
    passed over in silence; with ``as_json`` the command shows it under ``findings``.

    Raises:
        UsageError: if what only a log has is asked of a file: ``of_stream``, ``recorded``.
    """
    reading = _read(name, of_stream, "raise")
    only_of_logs(name, reading, recorded)
    if not as_json:
        tell(reading.findings)
    return reading.within(recorded) if isinstance(reading, Stored) else reading


def collect(name: str, of_stream: str | None = None, recorded: When | int | None = None) -> Read:
    """Return what of a file or log can be read, for a command that shows the findings.

    Raises:
        UsageError: if what only a log has is asked of a file: ``of_stream``, ``recorded``.
    """
    reading = _read(name, of_stream, "collect")
    only_of_logs(name, reading, recorded)
    return reading.within(recorded) if isinstance(reading, Stored) else reading


def only_of_logs(name: str, reading: Read, recorded: object) -> None:
    """Refuse to ask what was recorded when of a file of events."""
    if recorded is not None and not isinstance(reading, Stored):
        raise click.UsageError(f"--recorded is asked of logs, and {name} is a file of events")


def read_file(name: str, errors: Errors = "raise") -> Reading:
    """Return the events of a file, or of a stream that comes with peacetalks."""
    # Nothing in the current folder hides a stream; a file of its name is "./south-caucasus".
    if name not in datasets.names() and _looks_like_a_path(name):
        return codec.read(name, errors=errors)
    return datasets.load(name)


def free(path: str, source: str, *, force: bool) -> None:
    """Refuse to write over a file, unless that is wanted, and ever over the one that is read.

    Raises:
        InvalidValue: if it is there already.
    """
    if source not in datasets.names() and _is_one_file(path, source):
        raise InvalidValue("the file that is read", value=path, hint="name another one to write")
    if not force and Path(path).is_file():
        raise InvalidValue("a file that is there already", value=path, hint="--force replaces it")


def _is_one_file(one: str, other: str) -> bool:
    paths = Path(one), Path(other)
    return all(path.is_file() for path in paths) and paths[0].samefile(paths[1])


def tell(found: Iterable[Finding]) -> None:
    """Print findings on standard error, a line each."""
    for finding in found:
        click.echo(plain(" ".join(str(finding).splitlines())), err=True)


def findings(reading: Read) -> dict[str, object]:
    """Return what was found in a file or log, as the part of a JSON answer."""
    return {"findings": [finding_to_plain(finding) for finding in reading.findings]}


def _read(name: str, of_stream: str | None, errors: Errors) -> Read:
    if name not in datasets.names() and stored.is_log(name):
        return stored.read(name, of_stream)
    if of_stream is not None:
        raise click.UsageError(f"--stream is asked of logs, and {name} is a file of events")
    return read_file(name, errors)


def _looks_like_a_path(name: str) -> bool:
    path = Path(name)
    separated = any(mark in name for mark in (os.sep, os.altsep) if mark)
    return separated or bool(path.suffix) or path.exists()


def today() -> When:
    """Return this day, in UTC."""
    import pendulum  # noqa: PLC0415 # costs 50 ms, and only those who name no day pay

    return When(pendulum.now("UTC").date())
