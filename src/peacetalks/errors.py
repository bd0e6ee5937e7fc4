"""Every error that peacetalks raises, under one base class.

::

    PeacetalksError
    ├── InvalidValue (ValueError)     a value that cannot be what it should be
    │   ├── InvalidWhen               a text that is no date of the grammar in ``peacetalks.when``
    │   └── InvalidEvent              an event, or a value inside one, that cannot be constructed
    ├── InvalidVocabulary (TypeError) event kinds that cannot stand together
    ├── ReadError (ValueError)        a file that could not be read whole; lists every bad line
    ├── LogError (RuntimeError)       what a log refuses, or cannot do
    │   ├── StaleStream               a stream that does not stand where it was expected to
    │   ├── ConflictingEvent          an id under which the stream holds another event
    │   ├── LogUnavailable            a log that cannot be opened, read or written now
    │   └── NotALog                   a file or database that is no log, or a newer one
    ├── RunStopped (RuntimeError)     a run over many streams that cannot go on now
    ├── NotFound (KeyError)           a data set, an actor or a part of a state that is not there
    └── MissingExtra (ImportError)    an optional dependency that is not installed

The text of an error is lower case: what is wrong, where, with which value, what is
accepted, then a hint. The same facts are attributes of the exception.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs

if TYPE_CHECKING:
    from typing import Self

__all__ = [
    "ConflictingEvent",
    "Finding",
    "InvalidEvent",
    "InvalidValue",
    "InvalidVocabulary",
    "InvalidWhen",
    "LogError",
    "LogUnavailable",
    "MissingExtra",
    "NotALog",
    "NotFound",
    "PeacetalksError",
    "ReadError",
    "RunStopped",
    "StaleStream",
    "did_you_mean",
]

_SHOWN = 80


def shown(value: object) -> str:
    """Return a value as an error shows it: its repr, cut to 80 characters."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 # the repr of a value is not ours, and Python's own can fail
        text = f"a value of type {type(value).__name__} that cannot be shown"
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


_LONGEST_SLIP: Final = 80
"""Longer texts are not compared: it takes the square of their length, and helps nobody."""


def did_you_mean(value: object, accepted: Iterable[str]) -> str | None:
    """Return a hint that names the nearest accepted word, or None.

    >>> did_you_mean("foreign_minister", ["leaders", "foreign_ministers"])
    "did you mean 'foreign_ministers'?"
    """
    if not isinstance(value, str) or len(value) > _LONGEST_SLIP:
        return None
    words = [word for word in accepted if len(word) <= _LONGEST_SLIP]
    spelt = value.strip().lower().replace(" ", "_").replace("-", "_")
    by_spelling = {word.lower().replace("-", "_"): word for word in words}
    near = difflib.get_close_matches(spelt, list(by_spelling), n=1, cutoff=0.6)
    return f"did you mean {by_spelling[near[0]]!r}?" if near else None


class PeacetalksError(Exception):
    """The base of every error raised by this library."""


class InvalidValue(PeacetalksError, ValueError):
    """A value that cannot be what it should be.

    Attributes:
        what: what is wrong, in lower case.
        value: the offending value itself.
        accepted: what would be accepted, if that can be said shortly.
        hint: a way out, if one is known.
        path: where the value stands, as ``$.reasons[0].category``; ``$`` is the thing itself.

    >>> print(InvalidValue("no such unit", value="kg", accepted="persons", hint="leave it out"))
    no such unit: 'kg'; accepted: persons; hint: leave it out
    """

    def __init__(
        self,
        what: str,
        *,
        value: object,
        accepted: str | None = None,
        hint: str | None = None,
        path: str = "$",
    ) -> None:
        super().__init__(what)
        self.what = what
        self.value = value
        self.accepted = accepted
        self.hint = hint
        self.path = path

    def __str__(self) -> str:
        place = "" if self.path == "$" else f"{self.path}: "
        return f"{place}{self.message}"

    @property
    def message(self) -> str:
        """The text without the place: what, with which value; accepted; hint."""
        parts = [f"{self.what}: {shown(self.value)}"]
        if self.accepted:
            parts.append(f"accepted: {self.accepted}")
        if self.hint:
            parts.append(f"hint: {self.hint}")
        return "; ".join(parts)

    def under(self, prefix: str) -> Self:
        """Return the same error, placed below ``prefix`` (``".reasons[0]"``)."""
        return type(self)(
            self.what,
            value=self.value,
            accepted=self.accepted,
            hint=self.hint,
            path=f"${prefix}{self.path[1:]}",
        )

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions with keyword-only arguments do not pickle by default; worker processes
        # must be able to hand these back.
        return (_revive, (type(self), self.what, self.__dict__))


def _revive(cls: type[InvalidValue], what: str, told: dict[str, Any]) -> InvalidValue:
    # Any: the attributes of the error.
    error = cls(what, value=told["value"])
    error.__dict__.update(told)
    return error


class InvalidWhen(InvalidValue):
    """A text or value that is no date of the accepted grammar."""


def none_of(what: str, value: object, words: Collection[str]) -> InvalidValue:
    """Return the error of a word that is none of those accepted, with the nearest as a hint.

    >>> str(none_of("no such side", "bouth", ["both", "none"]))
    "no such side: 'bouth'; accepted: both, none; hint: did you mean 'both'?"
    """
    hint = did_you_mean(value, words)
    return InvalidValue(what, value=value, accepted=", ".join(words), hint=hint)


class InvalidEvent(InvalidValue):
    """An event, or a value inside one, that cannot be constructed."""


class InvalidVocabulary(PeacetalksError, TypeError):
    """Event kinds that cannot stand together: two of one tag, a gap between schema versions."""


@attrs.frozen(kw_only=True)
class Finding:
    """Something worth a person's attention in data that were read; never an exception.

    Attributes:
        code: a stable code; codes never change their meaning.
        message: what was found, with which value, and a hint.
        severity: ``"error"``, ``"warning"`` or ``"note"``.
        file: the file or log it was found in, if it came from one.
        line: the line, counted from 1; in a log, the global position of the record.
        column: the column in that line, counted from 1, where lines are longer than one fact.
        path: the place inside the event, as ``$.reasons[0].category``.

    >>> print(Finding(code="PT001", message="unreadable line", file="talks.jsonl", line=3))
    talks.jsonl:3: unreadable line
    """

    code: str
    message: str
    severity: Literal["error", "warning", "note"] = "error"
    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str = "$"

    def __str__(self) -> str:
        place = ":".join(
            str(part) for part in (self.file, self.line, self.column) if part is not None
        )
        inside = "" if self.path == "$" else f"{self.path}: "
        return f"{place}: {inside}{self.message}" if place else f"{inside}{self.message}"


class ReadError(PeacetalksError, ValueError):
    """A file that could not be read whole.

    Attributes:
        findings: one for every line that is wrong, in the order of the lines.

    >>> try:
    ...     raise ReadError([Finding(code="PT001", message="unreadable line", line=3)])
    ... except ReadError as error:
    ...     print(error.findings[0].line)
    3
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings)


class LogError(PeacetalksError, RuntimeError):
    """What a log refuses, or cannot do; nothing of the batch was written."""


class StaleStream(LogError):
    """A stream that does not stand where the writer expected: somebody wrote in between.

    Attributes:
        stream: the stream.
        expected: the position, or the word, that was expected.
        actual: the position at which the stream stands; 0: it has no records.

    >>> StaleStream("talks", expected=3, actual=4).actual
    4
    """

    def __init__(self, stream: str, expected: int | str, actual: int) -> None:
        stands = f"stands at {actual}" if actual else "has no records"
        wanted = f"position {expected}" if isinstance(expected, int) else expected
        super().__init__(
            f"stream {stream!r} {stands}, and {wanted} was expected; "
            "hint: read what was added, decide again, and append with the position read"
        )
        self.stream = stream
        self.expected = expected
        self.actual = actual

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.stream, self.expected, self.actual))


class ConflictingEvent(LogError):
    """An id under which the stream, or the batch itself, holds another event.

    Attributes:
        stream: the stream.
        id: the id.
        held: the position of the record that holds the id; None: an earlier event of the batch.

    >>> ConflictingEvent("talks", "granada-held", held=3).id
    'granada-held'
    """

    def __init__(self, stream: str, id: str, held: int | None, what: str = "") -> None:  # noqa: A002 # the event's own word
        where = "an earlier event of the batch" if held is None else f"record {held}"
        super().__init__(
            f"the id {id!r} in stream {stream!r} belongs to {where}, "
            f"{what or 'which says something else'}; "
            "hint: a change of an earlier fact is an EventCorrected, another fact has another id"
        )
        self.stream = stream
        self.id = id
        self.held = held
        self.what = what

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.stream, self.id, self.held, self.what))


class LogUnavailable(LogError):
    """A log that cannot be opened, read or written now; the same call may succeed later.

    Attributes:
        log: the file or database.
        reason: why: somebody else writes, no room, no right to write, no connection, it was
            closed, or the storage answered with an error of its own.
    """

    Reason = Literal["locked", "full", "read-only", "unreachable", "closed", "storage"]

    def __init__(self, log: str, reason: Reason, what: str, hint: str | None = None) -> None:
        super().__init__(f"{log}: {what}" + (f"; hint: {hint}" if hint else ""))
        self.log = log
        self.reason: LogUnavailable.Reason = reason
        self.what = what
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.log, self.reason, self.what, self.hint))


class NotALog(LogError):
    """A file or database that is no log, or one that a newer peacetalks made.

    Attributes:
        log: the file or database.
        version: the version of its schema, where it is a log.
    """

    def __init__(
        self, log: str, what: str, hint: str | None = None, version: int | None = None
    ) -> None:
        super().__init__(f"{log}: {what}" + (f"; hint: {hint}" if hint else ""))
        self.log = log
        self.what = what
        self.hint = hint
        self.version = version

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.log, self.what, self.hint, self.version))


class RunStopped(PeacetalksError, RuntimeError):
    """A run over many streams that could not go on; what it had finished is kept.

    Attributes:
        folder: the folder of the run.
        what: what stopped it.
    """

    def __init__(self, folder: str, what: str, hint: str) -> None:
        self.folder = folder
        self.what = what
        self.hint = hint
        super().__init__(f"{folder}: {what}; hint: {hint}, and run it again")

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.folder, self.what, self.hint))


class NotFound(PeacetalksError, KeyError):
    """Something asked for by name that is not there."""

    def __str__(self) -> str:
        # KeyError would show the repr of its argument.
        return str(self.args[0])


class MissingExtra(PeacetalksError, ModuleNotFoundError):
    """An optional dependency that is not installed; the text names the extra to install.

    >>> print(MissingExtra("plot", "matplotlib"))
    matplotlib is not installed; hint: pip install 'peacetalks[plot]'
    """

    def __init__(self, extra: str, package: str) -> None:
        super().__init__(
            f"{package} is not installed; hint: pip install 'peacetalks[{extra}]'",
            name=package,
        )
        self.extra = extra
        self.package = package

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.extra, self.package))
