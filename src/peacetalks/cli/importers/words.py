"""Options that the commands about data sets share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import click

from peacetalks import importers
from peacetalks.actors import Registry
from peacetalks.cli.log.words import STREAM
from peacetalks.cli.options import DAY, Option, Parsed
from peacetalks.importers import Import, Outcome, StreamOf
from peacetalks.importers.releases.kept import check_dataset
from peacetalks.when import When

__all__ = [
    "by",
    "dataset",
    "encoding",
    "format_",
    "log",
    "member",
    "published",
    "read",
    "recorded_by",
    "stream",
    "stream_of",
]

_DATASET: Final = Parsed("name", check_dataset)

log: Option = click.option(
    "--log", "place", metavar="LOG", help="The log: talks.db, or an address."
)
format_: Option = click.option(
    "--format", "format_", metavar="NAME", help="The format; left out: by the columns."
)
member: Option = click.option("--member", metavar="NAME", help="Which file of a .zip of several.")
encoding: Option = click.option(
    "--encoding", metavar="NAME", help="Left out: UTF-8, and lines that are not as Windows-1252."
)
published: Option = click.option(
    "--published", type=DAY, metavar="DAY", help="When the release was published."
)
dataset: Option = click.option(
    "--dataset",
    type=_DATASET,
    metavar="NAME",
    help="What the data set is called in the log; left out: as its format.",
)
stream: Option = click.option(
    "--stream", type=STREAM, metavar="NAME", help="The one stream that all facts go to."
)
by: Option = click.option(
    "--by", metavar="RULE", help="How rows are divided into streams; peacetalks formats lists them."
)
recorded_by: Option = click.option(
    "--recorded-by", metavar="WHO", help="Who records, in words of your own."
)


def stream_of(stream: str | None, by: str | None) -> StreamOf:
    """Return which stream facts belong to.

    Raises:
        UsageError: if both ways to say it are used.
    """
    if stream is None:
        return by
    if by is not None:
        raise click.UsageError("--stream names one stream, --by divides into several: not both")
    return _always(stream)


def _always(name: str) -> Callable[[Outcome], str]:
    return lambda _: name


def read(
    file: str,
    format_: str | None,
    release: str | None,
    published: When | None,
    member: str | None,
    encoding: str | None,
    registry: Registry | None,
) -> Import:
    """Return a file as it is to be imported."""
    return importers.read(
        file,
        format_,
        release=release,
        published=published,
        member=member,
        encoding=encoding,
        registry=registry,
    )
