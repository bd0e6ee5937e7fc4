"""Options and arguments that several commands share."""

from __future__ import annotations

import importlib
import os
import sys
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
from peacetalks.events.vocabulary import Vocabulary
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
    "read_all",
    "read_file",
    "recorded",
    "recorded_of",
    "stream",
    "tell",
    "today",
    "told_by",
    "vocabulary",
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

    def __init__(self, *more: str) -> None:
        self._more = more

    def _tags(self, ctx: click.Context | None) -> tuple[str, ...]:
        """Return the tags of the vocabulary that the command was given."""
        given = None if ctx is None else ctx.params.get("vocabulary")
        return (*(given or CORE).tags, *self._more)

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        tags = self._tags(ctx)
        if value not in tags:
            hint = did_you_mean(value, tags) or "peacetalks kinds lists them"
            self.fail(f"no such kind: {value!r}; hint: {hint}", param, ctx)
        return str(value)

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 # as click calls it
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the tags that begin so, for the shell."""
        return [CompletionItem(tag) for tag in self._tags(ctx) if tag.startswith(incomplete)]


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


def _vocabulary(text: str) -> Vocabulary:
    """Return the vocabulary of a name, as ``study:OWN``; modules of this folder are found.

    Raises:
        InvalidValue: for what names none.
    """
    module, _, name = text.partition(":")
    accepted = "MODULE:NAME, as study:OWN for OWN in study.py"
    here = str(Path.cwd())
    sys.path.insert(0, here)
    try:
        found = getattr(importlib.import_module(module), name, None)
    except Exception as error:
        # Whatever a module of people's own raises, they are told what and where they asked.
        told = f"a module that cannot be imported, {type(error).__name__}: {error}"
        raise InvalidValue(told, value=text, accepted=accepted) from error
    finally:
        sys.path.remove(here)
    if not isinstance(found, Vocabulary):
        raise InvalidValue("not a vocabulary", value=text, accepted=accepted)
    return found


def _or_core(_: click.Context, __: click.Parameter, given: Vocabulary | None) -> Vocabulary:
    return given or CORE


DAY: Final = Parsed("day", When)
KIND: Final = _Kind()
KIND_ON_RECORD: Final = _Kind(UnknownEvent.kind)
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
vocabulary: Option = click.option(
    "--vocabulary",
    type=Parsed("vocabulary", _vocabulary),
    metavar="MODULE:NAME",
    is_eager=True,
    callback=_or_core,
    help="The vocabulary with your own kinds, as study:OWN for OWN in study.py.",
)
as_json: Option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
force: Option = click.option("--force", is_flag=True, help="Replace a file that is there already.")


def read(
    name: str,
    of_stream: str | None = None,
    *,
    as_json: bool = False,
    recorded: When | int | None = None,
    vocabulary: Vocabulary = CORE,
) -> Read:
    """Return the events of a file, of a stream that comes with peacetalks, or of a log.

    What was found in it goes to standard error, a line each, so that a misspelt kind is not
    passed over in silence; with ``as_json`` the command shows it under ``findings``.

    Raises:
        UsageError: if what only a log has is asked of a file: ``of_stream``, ``recorded``.
    """
    reading = _read(name, of_stream, "raise", vocabulary)
    only_of_logs(name, reading, recorded)
    if not as_json:
        tell(reading.findings)
    return reading.within(recorded) if isinstance(reading, Stored) else reading


def read_all(
    name: str,
    of_stream: str | None = None,
    *,
    as_json: bool = False,
    recorded: When | int | None = None,
    vocabulary: Vocabulary = CORE,
) -> dict[str, Read]:
    """Return what ``read`` does; of a log of which no stream is named, each by its name.

    Raises:
        UsageError: as ``read``, and for a position where no stream is named.
    """
    if of_stream is not None or not _is_log(name):
        one = read(name, of_stream, as_json=as_json, recorded=recorded, vocabulary=vocabulary)
        return {of_stream or "": one}
    every = stored.read_all(name, vocabulary)
    if isinstance(recorded, int) and len(every) > 1:
        raise click.UsageError("a position is one of a stream; hint: --stream NAME")
    if not as_json:
        tell(finding for one in every.values() for finding in one.findings)
    return {stream: one.within(recorded) for stream, one in every.items()}


def collect(
    name: str,
    of_stream: str | None = None,
    recorded: When | int | None = None,
    vocabulary: Vocabulary = CORE,
) -> Read:
    """Return what of a file or log can be read, for a command that shows the findings.

    Raises:
        UsageError: if what only a log has is asked of a file: ``of_stream``, ``recorded``.
    """
    reading = _read(name, of_stream, "collect", vocabulary)
    only_of_logs(name, reading, recorded)
    return reading.within(recorded) if isinstance(reading, Stored) else reading


def only_of_logs(name: str, reading: Read, recorded: object) -> None:
    """Refuse to ask what was recorded when of a file of events."""
    if recorded is not None and not isinstance(reading, Stored):
        raise click.UsageError(f"--recorded is asked of logs, and {name} is a file of events")


def read_file(name: str, errors: Errors = "raise", vocabulary: Vocabulary = CORE) -> Reading:
    """Return the events of a file, or of a stream that comes with peacetalks."""
    # Nothing in the current folder hides a stream; a file of its name is "./south-caucasus".
    if name not in datasets.names() and _looks_like_a_path(name):
        return codec.read(name, errors=errors, vocabulary=vocabulary)
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


def findings(*readings: Read) -> dict[str, object]:
    """Return what was found in files or logs, as the part of a JSON answer."""
    found = (finding for reading in readings for finding in reading.findings)
    return {"findings": list(map(finding_to_plain, found))}


def _read(name: str, of_stream: str | None, errors: Errors, vocabulary: Vocabulary) -> Read:
    if _is_log(name):
        return stored.read(name, of_stream, vocabulary)
    if of_stream is not None:
        raise click.UsageError(f"--stream is asked of logs, and {name} is a file of events")
    return read_file(name, errors, vocabulary)


def _is_log(name: str) -> bool:
    return name not in datasets.names() and stored.is_log(name)


def _looks_like_a_path(name: str) -> bool:
    path = Path(name)
    separated = any(mark in name for mark in (os.sep, os.altsep) if mark)
    return separated or bool(path.suffix) or path.exists()


def today() -> When:
    """Return this day, in UTC."""
    import pendulum  # noqa: PLC0415 # costs 50 ms, and only those who name no day pay

    return When(pendulum.now("UTC").date())
