"""Options that the commands about data sets share."""

from __future__ import annotations

from typing import Final, final

import click
from attrs import frozen

from peacetalks import importers
from peacetalks.cli import options, own_actors
from peacetalks.cli.log.parameters import STREAM
from peacetalks.cli.options import Option, Parsed
from peacetalks.cli.own_actors import OwnActors
from peacetalks.importers import Import, StreamOf
from peacetalks.importers.limits import Limits, limits_of
from peacetalks.importers.rows_of_files import NEVER_PUBLIC, UNKNOWN, day_of_publication
from peacetalks.importers.syncing.storage import check_dataset
from peacetalks.primitives.when import When

__all__ = [
    "Source",
    "by",
    "covers",
    "dataset",
    "format_",
    "log",
    "published",
    "source",
    "stream",
]

_DATASET: Final = Parsed("name", check_dataset)

log: Option = click.option(
    "--log", "place", metavar="LOG", help="The log: a file such as talks.db, or an address."
)
format_: Option = click.option(
    "--format", "format_", metavar="NAME", help="The format; default: recognised by the columns."
)
member: Option = click.option(
    "--member", metavar="NAME", help="The file to read, if a .zip has several."
)
encoding: Option = click.option(
    "--encoding",
    metavar="NAME",
    help="The encoding; default: UTF-8, with Windows-1252 for lines that are not UTF-8.",
)
published: Option = click.option(
    "--published",
    type=Parsed("day", day_of_publication),
    metavar="DAY|unknown",
    required=True,
    help="When the release was published: its facts are known from then on; unknown: on no day.",
)
covers: Option = click.option(
    "--covers",
    type=Parsed("places:period", limits_of),
    metavar="PLACES:PERIOD",
    help="What the release covers, if the file does not say, or says less or more: "
    "UKR,SYR:2015/2018; 2018-01; UKR:; everywhere:2018.",
)
dataset: Option = click.option(
    "--dataset",
    type=_DATASET,
    metavar="NAME",
    help="The name of the data set in the log; default: the name of its format.",
)
stream: Option = click.option(
    "--stream", type=STREAM, metavar="NAME", help="Put all facts into this stream."
)
by: Option = click.option(
    "--by",
    metavar="RULE",
    help="The rule that divides rows into streams; peacetalks formats lists them.",
)
recorded_by: Option = click.option(
    "--recorded-by", metavar="WHO", help="Who records the events, as free text."
)
packed: Option = click.option(
    "--packed",
    is_flag=True,
    help="Store the facts packed, in a third of the space, for whole data sets; SQL tools then "
    "need a function to see their fields.",
)


@final
@frozen(kw_only=True)
class Source:
    """How files of a data set are read and where their facts go, as the options say.

    Attributes:
        format_: the format; None: recognised by the columns.
        release: the name of the release.
        published: when the release was published.
        covers: what it covers; None: as the file says.
        member: the file to read, if an archive has several.
        encoding: the encoding of the files.
        own: the user's own actors.
        stream: the stream of all facts.
        by: the rule that divides rows into streams.
    """

    format_: str | None
    release: str | None
    published: When
    covers: Limits | None
    member: str | None
    encoding: str | None
    own: OwnActors | None
    stream: str | None
    by: str | None

    @property
    def stream_of(self) -> StreamOf:
        """The rule that assigns facts to streams.

        Raises:
            UsageError: if both ``stream`` and ``by`` are given.
        """
        stream = self.stream
        if stream is None:
            return self.by
        if self.by is not None:
            raise click.UsageError(
                "--stream names one stream and --by divides into several; use one of them"
            )
        return lambda _: stream

    def read(self, file: str) -> Import:
        """Return a file that is ready to be imported."""
        return importers.read(
            file,
            self.format_,
            release=self.release,
            published=UNKNOWN if self.published == NEVER_PUBLIC else self.published,
            covers=self.covers,
            member=self.member,
            encoding=self.encoding,
            registry=None if self.own is None else self.own.registry,
        )


def source(*declared: Option) -> Option:
    """Add options and those that end every command on files, and give the command a ``Source``."""
    shared = (covers, own_actors.actors, member, encoding, recorded_by, options.as_json)
    return options.gathered("source", Source, *declared, *shared)
