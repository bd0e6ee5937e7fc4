"""All errors that peacetalks raises, under one base class.

::

    PeacetalksError
    ├── InvalidValue (ValueError)     a value that is not valid
    │   ├── InvalidWhen               not a date in the grammar of ``peacetalks.primitives.when``
    │   └── InvalidEvent              an event, or a value in one, that cannot be constructed
    ├── InvalidVocabulary (TypeError) event kinds that cannot be used together
    ├── ReadError (ValueError)        a file with lines that could not be read; lists all of them
    ├── LogError (RuntimeError)       a log refused an operation, or could not perform it
    │   ├── StaleStream               the stream is not at the expected position
    │   ├── ConflictingEvent          the id already belongs to a different event
    │   ├── LogUnavailable            the log cannot be opened, read or written at the moment
    │   └── NotALog                   a file or database that is not a log, or is a newer one
    ├── RunStopped (RuntimeError)     a run over many streams that cannot continue
    ├── NotFound (KeyError)           a data set, an actor or a part of a state is missing
    └── MissingExtra (ImportError)    an optional dependency is not installed

The text of an error is lower case: what is wrong, where, the value, what is accepted, then a
hint. The exception has the same facts as attributes.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs

from peacetalks._text.secrets import without_secrets

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


def __dir__() -> list[str]:
    return sorted(__all__)


_SHOWN = 80


def shown(value: object) -> str:
    """Return the repr of a value for an error text, cut to 80 characters."""
    try:
        text = repr(without_secrets(value) if type(value) is str else value)
    except Exception:  # noqa: BLE001 # any repr can raise anything, even those of Python
        text = f"a value of type {type(value).__name__} that cannot be shown"
    text = without_secrets(text)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


_LONGEST_SLIP: Final = 80
"""Longer texts are not compared: the time grows with the square of their length."""


def did_you_mean(value: object, accepted: Iterable[str]) -> str | None:
    """Return a hint with the most similar accepted word, or None.

    >>> did_you_mean("foreign_minister", ["leaders", "foreign_ministers"])
    "did you mean 'foreign_ministers'?"
    """
    if not isinstance(value, str) or len(value) > _LONGEST_SLIP:
        return None
    words = [word for word in accepted if len(word) <= _LONGEST_SLIP]
    spelling = value.strip().lower().replace(" ", "_").replace("-", "_")
    by_spelling = {word.lower().replace("-", "_"): word for word in words}
    closest = difflib.get_close_matches(spelling, list(by_spelling), n=1, cutoff=0.6)
    return f"did you mean {by_spelling[closest[0]]!r}?" if closest else None


class PeacetalksError(Exception):
    """The base class of all errors raised by this library; no text of them shows a password."""

    def __init__(self, *args: object) -> None:
        super().__init__(*(without_secrets(arg) if type(arg) is str else arg for arg in args))


class InvalidValue(PeacetalksError, ValueError):
    """A value that is not valid.

    Attributes:
        what: what is wrong, in lower case.
        value: the invalid value.
        accepted: what would be accepted, if it can be put briefly.
        hint: how to correct it, if known.
        path: where the value is, such as ``$.reasons[0].category``; ``$`` is the object itself.

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
        """The text without the location: what is wrong and the value; accepted; hint."""
        parts = [f"{self.what}: {shown(self.value)}"]
        if self.accepted:
            parts.append(f"accepted: {self.accepted}")
        if self.hint:
            parts.append(f"hint: {self.hint}")
        return "; ".join(parts)

    def under(self, prefix: str) -> Self:
        """Return the same error with ``prefix`` (``".reasons[0]"``) at the start of its path."""
        return type(self)(
            self.what,
            value=self.value,
            accepted=self.accepted,
            hint=self.hint,
            path=f"${prefix}{self.path[1:]}",
        )

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions with keyword-only arguments do not pickle by default, and worker processes
        # must be able to return these.
        return (_unpickle, (type(self), self.what, self.__dict__))


def _unpickle(cls: type[InvalidValue], what: str, attributes: dict[str, Any]) -> InvalidValue:
    # Any: the attributes of the error.
    error = cls(what, value=attributes["value"])
    error.__dict__.update(attributes)
    return error


class InvalidWhen(InvalidValue):
    """A text or value that is not a date in the accepted grammar."""


def none_of(what: str, value: object, words: Collection[str]) -> InvalidValue:
    """Return the error for a word that is not accepted, with the most similar one as a hint.

    >>> str(none_of("no such side", "bouth", ["both", "none"]))
    "no such side: 'bouth'; accepted: both, none; hint: did you mean 'both'?"
    """
    hint = did_you_mean(value, words)
    return InvalidValue(what, value=value, accepted=", ".join(words), hint=hint)


class InvalidEvent(InvalidValue):
    """An event, or a value in one, that cannot be constructed."""


class InvalidVocabulary(PeacetalksError, TypeError):
    """Event kinds that cannot be used together: one tag used twice, or a missing schema version."""


@attrs.frozen(kw_only=True)
class Finding:
    """Something in the data that a person should look at; a value, not an exception.

    Attributes:
        code: a stable code; codes never change their meaning.
        message: what was found, the value, and a hint.
        severity: ``"error"``, ``"warning"`` or ``"note"``.
        file: the file or log, if the data came from one.
        line: the line, counted from 1; in a log, the global position of the record.
        column: the column in that line, counted from 1, in formats where it matters.
        path: the location inside the event, such as ``$.reasons[0].category``.

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
    """A file that could not be read completely.

    Attributes:
        findings: one for each invalid line, in line order.

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
    """A log refused an operation or could not perform it; nothing from the batch was written."""


class StaleStream(LogError):
    """A stream is not at the expected position: someone else has written to it.

    Attributes:
        stream: the stream.
        expected: the expected position, or the expectation in words.
        actual: the current position of the stream; 0: it has no records.

    >>> StaleStream("talks", expected=3, actual=4).actual
    4
    """

    def __init__(self, stream: str, expected: int | str, actual: int) -> None:
        current = f"is at position {actual}" if actual else "has no records"
        wanted = f"position {expected}" if isinstance(expected, int) else expected
        super().__init__(
            f"stream {stream!r} {current}, but {wanted} was expected; "
            "hint: read the new records, decide again, and append at the new position"
        )
        self.stream = stream
        self.expected = expected
        self.actual = actual

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.stream, self.expected, self.actual))


class ConflictingEvent(LogError):
    """An id that already belongs to a different event of the stream or of the batch itself.

    Attributes:
        stream: the stream.
        id: the id.
        held: the position of the record with this id; None: an earlier event of the batch.

    >>> ConflictingEvent("talks", "granada-held", held=3).id
    'granada-held'
    """

    def __init__(self, stream: str, id: str, held: int | None, what: str = "") -> None:  # noqa: A002 # named as the field of an event
        where = "an earlier event of the batch" if held is None else f"record {held}"
        super().__init__(
            f"the id {id!r} in stream {stream!r} belongs to {where}, "
            f"{what or 'which has different content'}; "
            "hint: use EventCorrected to change an earlier fact, and a new id for a new fact"
        )
        self.stream = stream
        self.id = id
        self.held = held
        self.what = what

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.stream, self.id, self.held, self.what))


class LogUnavailable(LogError):
    """A log that cannot be opened, read or written at the moment; trying later may succeed.

    Attributes:
        log: the file or database.
        reason: why: another writer has the lock, there is no space, no permission or no
            connection, the log was closed, or the storage reported an error.
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
    """A file or database that is not a log, or was written by a newer peacetalks.

    Attributes:
        log: the file or database.
        version: its schema version, if it is a log.
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
    """A run over many streams that could not continue; finished work is kept.

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
    """Something requested by name does not exist."""

    def __str__(self) -> str:
        # KeyError would show the repr of its argument.
        return str(self.args[0])


class MissingExtra(PeacetalksError, ModuleNotFoundError):
    """An optional dependency is not installed; the text names the extra to install.

    >>> print(MissingExtra("plot", "matplotlib"))
    matplotlib is not installed; hint: pip install 'peacetalks[plot]'
    """

    def __init__(self, extra: str, package: str) -> None:
        ModuleNotFoundError.__init__(
            self,
            f"{package} is not installed; hint: pip install 'peacetalks[{extra}]'",
            name=package,
        )
        self.extra = extra
        self.package = package

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.extra, self.package))
