"""What a command is asked about: a stream, and the viewpoint from which it is seen."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias, final

import click
from attrs import frozen

from peacetalks import codec, datasets
from peacetalks.actors import Registry
from peacetalks.cli import options, own_actors, stored
from peacetalks.cli.options import Option
from peacetalks.cli.output import show_json
from peacetalks.cli.own_actors import OwnActors
from peacetalks.cli.stored import Stored
from peacetalks.codec import Errors, Reading
from peacetalks.events import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.frames.inputs import Negotiations
from peacetalks.history import History
from peacetalks.primitives.when import When
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views.plain import to_plain

__all__ = ["Question", "Read", "findings_json", "gathered", "read_file", "viewpoint"]

Read: TypeAlias = Reading | Stored
"""The input of a command: the events of a file, or the records of a stream of a log."""


@final
@frozen(kw_only=True)
class Question:
    """A stream and a viewpoint, as the options of a command name them.

    The stream is read when the command first needs it, so that it can refuse an output before.
    Findings go to standard error, one per line, so that a misspelt kind does not go unnoticed;
    with ``as_json`` they are part of the answer.

    Attributes:
        stream: a file of events, a stream included in peacetalks, or a log.
        of_stream: the stream of the log; None: its only one.
        on: the day; None: the option was not used.
        known: count only what was public by this day.
        recorded: count only what the log held by this day or position.
        told_by: the parties according to whom.
        own: the user's own actors.
        vocabulary: the kinds that are understood.
        as_json: whether the answer is JSON.
    """

    stream: str
    of_stream: str | None = None
    on: When | None = None
    known: When | None = None
    recorded: When | int | None = None
    told_by: tuple[str, ...] = ()
    own: OwnActors | None = None
    vocabulary: Vocabulary = CORE
    as_json: bool = False

    @property
    def registry(self) -> Registry | None:
        """The registry with the user's own actors."""
        return None if self.own is None else self.own.registry

    @property
    def own_statements(self) -> Sequence[Event]:
        """What the user's file says about actors, to be checked."""
        return () if self.own is None else self.own.statements

    def viewpoint(self, on: When | None = None) -> Viewpoint:
        """Return the viewpoint, on a day if one is given."""
        return Viewpoint(on=on, known=self.known, recorded=self.recorded, told_by=self.told_by)

    @cached_property
    def reading(self) -> Read:
        """The events of a file, of a stream included in peacetalks, or of a log.

        Raises:
            UsageError: if ``of_stream`` or ``recorded``, which need a log, is used with a file.
        """
        whole = self._read_whole("raise")
        if not self.as_json:
            options.print_findings(whole.findings)
        return self._as_recorded(whole)

    @cached_property
    def history(self) -> History:
        """The history of ``reading``."""
        return self.history_of(self.reading)

    def history_of(self, reading: Read) -> History:
        """Return the history of a stream."""
        return History(reading, vocabulary=self.vocabulary, registry=self.registry)

    def read(self, errors: Errors = "raise") -> Read:
        """Return the stream, for a command that shows the findings itself; raises as ``reading``."""
        return self._as_recorded(self._read_whole(errors))

    def read_all(self) -> dict[str, Read]:
        """Return every stream of a log by name; for a named stream or a file, only that one.

        Raises:
            UsageError: as ``reading``; also if ``recorded`` is a position and no stream is named.
        """
        if self.of_stream is not None or not _is_log(self.stream):
            return {self.of_stream or "": self.reading}
        streams = stored.read_all(self.stream, self.vocabulary)
        if isinstance(self.recorded, int) and len(streams) > 1:
            raise click.UsageError("a position needs one stream; hint: --stream NAME")
        if not self.as_json:
            options.print_findings(finding for one in streams.values() for finding in one.findings)
        return {name: one.within(self.recorded) for name, one in streams.items()}

    @property
    def negotiations(self) -> Negotiations:
        """Every stream of a log; for a named stream or a file, only that one.

        It is the name of the log itself if nothing limits what is seen of it, so that what is kept
        of the log need not be made again.
        """
        is_limited = self.of_stream is not None or self.recorded is not None or self.own is not None
        if _is_log(self.stream) and not is_limited and self.vocabulary is CORE:
            return self.stream
        return {name: self.history_of(one) for name, one in self.readings.items()}

    @cached_property
    def readings(self) -> dict[str, Read]:
        """What ``read_all`` returns."""
        return self.read_all()

    def require_log_for(self, recorded: When | int | None) -> None:
        """Refuse ``--recorded`` for a file of events, which does not say when events were recorded."""
        if recorded is not None and not _is_log(self.stream):
            raise click.UsageError(f"--recorded needs a log, but {self.stream} is a file of events")

    def _read_whole(self, errors: Errors) -> Read:
        if _is_log(self.stream):
            return stored.read(self.stream, self.of_stream, self.vocabulary)
        if self.of_stream is not None:
            raise click.UsageError(f"--stream needs a log, but {self.stream} is a file of events")
        reading = read_file(self.stream, errors, self.vocabulary)
        self.require_log_for(self.recorded)
        return reading

    def _as_recorded(self, reading: Read) -> Read:
        return reading.within(self.recorded) if isinstance(reading, Stored) else reading

    def show_json(self, answer: dict[str, object]) -> None:
        """Print an answer about ``reading``, with its findings."""
        show_json(answer | findings_json(self.reading))


gathered: Final[Option] = options.gathered("question", Question)
"""Gives a command a ``Question`` in place of the options that it is made of."""


def viewpoint(*limits: Option) -> Option:
    """Add the options of a question, and give the command the ``Question``.

    Args:
        limits: the options that limit what is seen, such as ``options.known``; after them come
            the user's actors, the stream of a log, the vocabulary and JSON.
    """
    shared = (own_actors.actors, options.of_stream, options.vocabulary, options.as_json)
    return options.gathered("question", Question, *limits, *shared)


def findings_json(*readings: Read) -> dict[str, object]:
    """Return the findings of files or logs, as part of a JSON answer."""
    return {"findings": to_plain([finding for one in readings for finding in one.findings])}


def read_file(name: str, errors: Errors = "raise", vocabulary: Vocabulary = CORE) -> Reading:
    """Return the events of a file, or of a stream included in peacetalks."""
    # No file in the current folder hides a packaged stream; "./south-caucasus" is the file.
    if name not in datasets.names() and _looks_like_a_path(name):
        return codec.read(name, errors=errors, vocabulary=vocabulary)
    return datasets.load(name)


def _is_log(name: str) -> bool:
    return name not in datasets.names() and stored.is_log(name)


def _looks_like_a_path(name: str) -> bool:
    path = Path(name)
    separated = any(mark in name for mark in (os.sep, os.altsep) if mark)
    return separated or bool(path.suffix) or path.exists()
