"""The words of a log: what a writer expects, what it gets back, where a log stands."""

from __future__ import annotations

import enum
import re
from typing import Final, Literal, TypeAlias, final

from attrs import field, frozen

from peacetalks.errors import Finding, InvalidValue
from peacetalks.frozenmap import FrozenMap
from peacetalks.plural import many
from peacetalks.when import When

__all__ = [
    "ANY",
    "EXISTS",
    "NO_STREAM",
    "Expectation",
    "Expected",
    "Head",
    "Receipt",
    "StreamSummary",
    "Verification",
]


class Expectation(enum.Enum):
    """Where a writer expects a stream to stand, if not at one exact position.

    >>> from peacetalks import MemoryLog, NO_STREAM
    >>> from peacetalks.events import MeetingHeld
    >>> held = MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")
    >>> MemoryLog().append("talks", [held], expected=NO_STREAM).appended
    1
    """

    ANY = "any"
    """Anywhere."""
    NO_STREAM = "no stream"
    """Nowhere: the stream has no records yet."""
    EXISTS = "an existing stream"
    """Anywhere but nowhere."""

    def __repr__(self) -> str:
        return self.name


ANY: Final = Expectation.ANY
NO_STREAM: Final = Expectation.NO_STREAM
EXISTS: Final = Expectation.EXISTS

Expected: TypeAlias = Literal[Expectation.ANY, Expectation.NO_STREAM, Expectation.EXISTS] | int
"""An expectation, or the exact position of the stream's last record."""

_HEAD: Final = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


@final
@frozen
class Head:
    """Where a log ends: enough to prove later that nothing before it was altered or cut off.

    Its text (``str(head)``) fits a footnote; keep it outside the log.

    Attributes:
        position: the global position of the last record; 0: the log is empty.
        digest: the end of the digest chain, as 64 hexadecimal digits.

    Raises:
        InvalidValue: for what no log has.

    >>> Head.of("2:" + "0f" * 32).position
    2
    """

    position: int
    digest: str

    def __attrs_post_init__(self) -> None:
        """Refuse what no log has."""
        if type(self.position) is not int or not _HEAD.fullmatch(str(self)):
            raise InvalidValue(
                "not the head of a log",
                value=str(self),
                accepted="a position from 0, and a digest of 64 hex digits",
            )

    @classmethod
    def of(cls, value: Head | str) -> Head:
        """Return the head of a text, as ``str(head)`` writes it.

        Raises:
            InvalidValue: for a text that is none.
        """
        if isinstance(value, Head):
            return value
        match = _HEAD.fullmatch(value) if isinstance(value, str) else None  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        if match is None:
            raise InvalidValue(
                "not the head of a log",
                value=value,
                accepted="what log.head() gave, or its text: a position, a colon, 64 hex digits",
            )
        return cls(int(match[1]), match[2])

    def __str__(self) -> str:
        return f"{self.position}:{self.digest}"


@final
@frozen(kw_only=True)
class Receipt:
    """What an append did. When it is returned, the batch is stored.

    Attributes:
        stream: the stream.
        appended: how many events were stored.
        duplicates: the ids of those that the stream holds already, in the order of the batch.
        reordered: the ids of those that repeat another event but for the order of names, each
            with the id of that one; they are not stored either, since names are sets.
        first: the position of the first event stored; None: nothing was.
        last: the position of the last event stored; None: nothing was.
        position: where the stream stands now: what a next append may expect.
        recorded_at: the instant recorded for the events; None: nothing was stored.
        head: where the whole log stood then.

    >>> from peacetalks import MemoryLog
    >>> from peacetalks.events import MeetingHeld
    >>> log, held = MemoryLog(), MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")
    >>> receipt = log.append("talks", [held])
    >>> receipt.appended, receipt.position, log.append("talks", [held]).duplicates == (held.id,)
    (1, 1, True)
    """

    stream: str
    appended: int
    duplicates: tuple[str, ...] = ()
    reordered: FrozenMap[str, str] = FrozenMap()
    first: int | None = None
    last: int | None = None
    position: int
    recorded_at: When | None = None
    head: Head

    def __str__(self) -> str:
        told = f"{self.stream}: {self.appended} appended"
        if self.appended:
            told += f" ({self.first} to {self.last})"
        if self.duplicates:
            told += f", {len(self.duplicates)} held already"
        if self.reordered:
            repeating = "repeats" if len(self.reordered) == 1 else "repeat"
            told += f", {len(self.reordered)} {repeating} another but for the order of names"
        return told


@final
@frozen
class StreamSummary:
    """One stream of a log.

    Attributes:
        stream: its name.
        records: how many records it has; the position of the last.
        recorded_at: when the last was recorded.

    >>> from peacetalks import MemoryLog
    >>> from peacetalks.events import MeetingHeld
    >>> log = MemoryLog()
    >>> _ = log.append("talks", [MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")])
    >>> [(summary.stream, summary.records) for summary in log.streams()]
    [('talks', 1)]
    """

    stream: str
    records: int
    recorded_at: When


@final
@frozen(kw_only=True)
class Verification:
    """Whether a log is what was written; true in a condition when it is.

    Attributes:
        records: how many records match, from the first on.
        head: where the log ends, as far as it matches.
        redacted: the global positions of records whose payload was erased by ``redact``.
        problem: the first thing that does not match; None: all does.

    >>> from peacetalks import MemoryLog
    >>> verified = MemoryLog().verify()
    >>> bool(verified), verified.records, verified.problem
    (True, 0, None)
    """

    records: int
    head: Head
    redacted: tuple[int, ...] = ()
    problem: Finding | None = field(default=None)

    def __bool__(self) -> bool:
        return self.problem is None

    def __str__(self) -> str:
        if self.problem is not None:
            return str(self.problem)
        gaps = ", ".join(map(str, self.redacted))
        told = f"{many(self.records, 'record', thousands='')} {'matches' if self.records == 1 else 'match'}, head {self.head}"
        return f"{told}; redacted: {gaps}" if gaps else told
