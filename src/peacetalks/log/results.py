"""What a log expects and returns: expectations, receipts, heads, verifications."""

from __future__ import annotations

import enum
import re
from typing import Final, Literal, TypeAlias, final

from attrs import field, frozen

from peacetalks._support.wording import count_noun
from peacetalks.errors import Finding, InvalidValue
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When

__all__ = [
    "ANY",
    "EXISTS",
    "NO_STREAM",
    "Examined",
    "Expectation",
    "Expected",
    "Head",
    "Receipt",
    "StreamSummary",
    "Verification",
]


class Expectation(enum.Enum):
    """The state in which a writer expects a stream, if not an exact position.

    >>> from peacetalks import MemoryLog, NO_STREAM
    >>> from peacetalks.events import MeetingHeld
    >>> held = MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")
    >>> MemoryLog().append("talks", [held], expected=NO_STREAM).appended
    1
    """

    ANY = "any"
    """Any state."""
    NO_STREAM = "no stream"
    """The stream has no records yet."""
    EXISTS = "an existing stream"
    """The stream has at least one record."""

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

    Its text (``str(head)``) fits in a footnote; keep it outside the log.

    Attributes:
        position: the global position of the last record; 0: the log is empty.
        digest: the last digest of the chain, as 64 hexadecimal digits.

    Raises:
        InvalidValue: if the position or the digest is not valid.

    >>> Head.of("2:" + "0f" * 32).position
    2
    """

    position: int
    digest: str

    def __attrs_post_init__(self) -> None:
        """Refuse an invalid position or digest."""
        if type(self.position) is not int or not _HEAD.fullmatch(str(self)):
            raise InvalidValue(
                "not the head of a log",
                value=str(self),
                accepted="a position from 0, and a digest of 64 hex digits",
            )

    @classmethod
    def of(cls, value: Head | str) -> Head:
        """Parse the text of a head, as returned by ``str(head)``; a head stays as it is.

        Raises:
            InvalidValue: if the text is not that of a head.
        """
        if isinstance(value, Head):
            return value
        match = _HEAD.fullmatch(value) if isinstance(value, str) else None  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        if match is None:
            raise InvalidValue(
                "not the head of a log",
                value=value,
                accepted="a result of log.head(), or its text: a position, a colon, 64 hex digits",
            )
        return cls(int(match[1]), match[2])

    def __str__(self) -> str:
        return f"{self.position}:{self.digest}"


@final
@frozen(kw_only=True)
class Receipt:
    """The result of an append. When it is returned, the batch is stored.

    Attributes:
        stream: the stream.
        appended: how many events were stored.
        duplicates: the ids of events that the stream already had, in the order of the batch.
        reordered: the ids of events that differ from another event only in the order of names,
            each with the id of the other; they are not stored either, because names are sets.
        first: the position of the first event stored; None: nothing was stored.
        last: the position of the last event stored; None: nothing was stored.
        position: the position of the stream afterwards, which the next append can expect.
        recorded_at: the instant recorded for the events; None: nothing was stored.
        head: the head of the whole log afterwards.

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
        text = f"{self.stream}: {self.appended} appended"
        if self.appended:
            text += f" ({self.first} to {self.last})"
        if self.duplicates:
            text += f", {len(self.duplicates)} already stored"
        if self.reordered:
            repeat = "repeats" if len(self.reordered) == 1 else "repeat"
            text += f", {len(self.reordered)} {repeat} another except for the order of names"
        return text


@final
@frozen
class StreamSummary:
    """One stream of a log.

    Attributes:
        stream: its name.
        records: how many records it has, which is the position of the last one.
        recorded_at: when the last one was recorded.

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
    """Whether a log is unaltered; true as a condition if it is.

    Attributes:
        records: how many records match, counted from the first.
        head: the end of the log, or of the part that matches.
        redacted: the global positions of records whose payload was erased by ``redact``.
        problem: the first mismatch; None: everything matches.
        unchecked: what could not be checked, and why, such as a view of a server that refuses
            temporary objects.

    >>> from peacetalks import MemoryLog
    >>> verified = MemoryLog().verify()
    >>> bool(verified), verified.records, verified.problem
    (True, 0, None)
    """

    records: int
    head: Head
    redacted: tuple[int, ...] = ()
    problem: Finding | None = field(default=None)
    unchecked: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.problem is None

    def __str__(self) -> str:
        if self.problem is not None:
            return str(self.problem)
        gaps = ", ".join(map(str, self.redacted))
        verb = "matches" if self.records == 1 else "match"
        text = f"{count_noun(self.records, 'record', thousands='')} {verb}, head {self.head}"
        text = f"{text}; redacted: {gaps}" if gaps else text
        return f"{text}; not checked: {'; '.join(self.unchecked)}" if self.unchecked else text


@final
@frozen
class Examined:
    """What a storage says of itself, apart from the records: its damage, and its schema.

    Attributes:
        problem: the first problem; None: none was found.
        unchecked: what could not be checked, and why.

    >>> Examined("the trigger peacetalks_no_update is missing").unchecked
    ()
    """

    problem: str | None = None
    unchecked: tuple[str, ...] = ()
