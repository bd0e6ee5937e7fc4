"""Options and arguments that several commands share."""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs
import click
from attrs import AttrsInstance
from click.shell_completion import CompletionItem

from peacetalks import datasets
from peacetalks._text.characters import one_line
from peacetalks.errors import Finding, InvalidValue, did_you_mean
from peacetalks.events.kinds import CORE
from peacetalks.events.unknown import UnknownEvent
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.primitives.when import When

__all__ = [
    "DAY",
    "KIND",
    "KIND_ON_RECORD",
    "Option",
    "Parsed",
    "as_json",
    "force",
    "gathered",
    "known",
    "of_stream",
    "on",
    "print_findings",
    "recorded",
    "recorded_of",
    "refuse_to_overwrite",
    "stream",
    "today",
    "told_by",
    "vocabulary",
]

Option: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]
"""Adds an option to a command. (Any: the parameters of a command depend on its options.)"""


if TYPE_CHECKING:
    _Parameter = click.ParamType[object]
else:
    _Parameter = click.ParamType  # older releases of click have no parameter here


class Parsed(_Parameter):
    """A parameter that a function parses from a text, or refuses with ``InvalidValue``."""

    def __init__(self, name: str, parse: Callable[[str], object]) -> None:
        self.name = name
        self._parse = parse

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> object:
        """Return the parsed value."""
        try:
            return self._parse(str(value))
        except InvalidValue as error:
            self.fail(str(error), param, ctx)


class _Kind(_Parameter):
    """The tag of a kind in the vocabulary."""

    name = "kind"

    def __init__(self, *additional: str) -> None:
        self._additional = additional

    def _tags(self, ctx: click.Context | None) -> tuple[str, ...]:
        """Return the tags of the vocabulary that the command was called with."""
        vocabulary = None if ctx is None else ctx.params.get("vocabulary")
        return (*(vocabulary or CORE).tags, *self._additional)

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        tags = self._tags(ctx)
        if value not in tags:
            hint = did_you_mean(value, tags) or "peacetalks kinds lists all kinds"
            self.fail(f"there is no kind {value!r}; hint: {hint}", param, ctx)
        return str(value)

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 # as click calls it
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the tags that start with ``incomplete``."""
        return [CompletionItem(tag) for tag in self._tags(ctx) if tag.startswith(incomplete)]


_YEAR: Final = len("2023")


def recorded_of(text: str) -> When | int:
    """Return a day, an instant or a position; positions start with ``@``, since a number is a year.

    Raises:
        InvalidValue: if ``text`` is not a day, an instant or a position.
    """
    if text.startswith("@") and text[1:].isdecimal() and text.isascii():
        return int(text[1:])
    if text.isdecimal() and len(text) != _YEAR:
        raise InvalidValue(
            "not a day or position",
            value=text,
            accepted=f"2023, 2023-11-16, 2023-11-16T13:00Z; @{text} for a position of the stream",
        )
    return When(text)


def _vocabulary(text: str) -> Vocabulary:
    """Return the vocabulary ``study:OWN``, which may be in a module of the current folder.

    Raises:
        InvalidValue: if ``text`` does not name a vocabulary.
    """
    module, _, name = text.partition(":")
    accepted = "MODULE:NAME, such as study:OWN for OWN in study.py"
    here = str(Path.cwd())
    sys.path.insert(0, here)
    try:
        value = getattr(importlib.import_module(module), name, None)
    except Exception as error:
        # A user's module can raise anything; the error must name the module and the option.
        message = f"cannot import the module, {type(error).__name__}: {error}"
        raise InvalidValue(message, value=text, accepted=accepted) from error
    finally:
        sys.path.remove(here)
    if not isinstance(value, Vocabulary):
        raise InvalidValue("not a vocabulary", value=text, accepted=accepted)
    return value


def _or_core(_: click.Context, __: click.Parameter, vocabulary: Vocabulary | None) -> Vocabulary:
    return vocabulary or CORE


DAY: Final = Parsed("day", When)
KIND: Final = _Kind()
KIND_ON_RECORD: Final = _Kind(UnknownEvent.kind)
"""Any kind that a fact can have, including the kind of facts that cannot be read."""


def _streams(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the packaged streams that start with ``incomplete``, and let the shell add files."""
    packaged = [CompletionItem(name) for name in datasets.names() if name.startswith(incomplete)]
    return [*packaged, CompletionItem(incomplete, type="file")]


stream: Option = click.argument("stream", metavar="FILE", shell_complete=_streams)
of_stream: Option = click.option(
    "--stream", "of_stream", metavar="NAME", help="The stream to use, if a log has several."
)
on: Option = click.option("--on", type=DAY, help="The day to show; default: today.")
known: Option = click.option("--known", type=DAY, help="Count only what was public by this day.")
recorded: Option = click.option(
    "--recorded",
    type=Parsed("day", recorded_of),
    metavar="DAY|@N",
    help="For a log: count only what it held by this day, or up to position N of the stream.",
)
told_by: Option = click.option(
    "--told-by",
    multiple=True,
    metavar="CODE",
    help="Show only the account of this party; if repeated, what the accounts share.",
)
vocabulary: Option = click.option(
    "--vocabulary",
    type=Parsed("vocabulary", _vocabulary),
    metavar="MODULE:NAME",
    is_eager=True,
    callback=_or_core,
    help="A vocabulary with your own kinds, such as study:OWN for OWN in study.py.",
)
as_json: Option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
force: Option = click.option("--force", is_flag=True, help="Overwrite an existing file.")


def gathered(name: str, made: type[AttrsInstance], *declared: Option) -> Option:
    """Give a command one value in place of some parameters.

    Args:
        name: the parameter of the command that takes the value.
        made: the class of the value; its fields have the names of the parameters it takes.
        declared: options to add, in this order.
    """
    names = {field.name for field in attrs.fields(made)}

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def gathering(**given: Any) -> Any:
            taken = {key: given.pop(key) for key in names & given.keys()}
            return command(**{name: made(**taken)}, **given)

        decorated: Callable[..., Any] = gathering
        for option in reversed(declared):
            decorated = option(decorated)
        return decorated

    return decorate


def refuse_to_overwrite(path: str, source: str, *, force: bool) -> None:
    """Refuse to overwrite an existing file without ``force``, and always the file that is read.

    Raises:
        InvalidValue: if ``path`` must not be overwritten.
    """
    if source not in datasets.names() and _is_one_file(path, source):
        raise InvalidValue(
            "cannot overwrite the file that is read", value=path, hint="write to another file"
        )
    if not force and Path(path).is_file():
        raise InvalidValue("the file already exists", value=path, hint="--force overwrites it")


def _is_one_file(one: str, other: str) -> bool:
    paths = Path(one), Path(other)
    return all(path.is_file() for path in paths) and paths[0].samefile(paths[1])


def print_findings(findings: Iterable[Finding]) -> None:
    """Print findings on standard error, one per line."""
    for finding in findings:
        click.echo(one_line(" ".join(str(finding).splitlines())), err=True)


def today() -> When:
    """Return the current day, in UTC."""
    import pendulum  # noqa: PLC0415 # costs 50 ms, needed only where no day is named

    return When(pendulum.now("UTC").date())
