"""Files of events: JSON Lines, one event to a line.

Read are UTF-8 files (a byte order mark and Windows line ends do no harm) named ``.jsonl``,
``.ndjson``, or ``.json`` with one object to a line. Blank lines and lines that start with ``#``
are for people and are passed over; writing does not bring them back.

A bad line never hides the others: each becomes findings, and with ``errors="raise"`` one
``ReadError`` lists them all. A reading holds each event once: a line that repeats an event is
left out with a warning, a line that gives an id to another event is left out with an error.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Literal, TypeAlias

import attrs

from peacetalks.codec import codes
from peacetalks.codec.decode import decoded, text_of_utf8
from peacetalks.codec.plain import encode
from peacetalks.codec.reading import Reading
from peacetalks.errors import (
    Finding,
    InvalidValue,
    NotFound,
    ReadError,
    did_you_mean,
)
from peacetalks.events import CORE
from peacetalks.events.base import Event
from peacetalks.events.identity import content_id
from peacetalks.events.vocabulary import Vocabulary

__all__ = ["Errors", "dumps", "loads", "read", "write"]

Errors: TypeAlias = Literal["raise", "collect"]
"""What is done about bad lines: one error for all of them, or findings beside the good ones."""

SUFFIXES: Final = (".jsonl", ".ndjson", ".json")
_BOM: Final = b"\xef\xbb\xbf"
_TEXT: Final = "<text>"


def read(
    path: str | os.PathLike[str], *, vocabulary: Vocabulary = CORE, errors: Errors = "raise"
) -> Reading:
    """Return the events of a file.

    Args:
        path: a file of JSON Lines.
        vocabulary: the kinds that are understood; others are kept as ``UnknownEvent``.
        errors: ``"raise"``, or ``"collect"``: the good lines with the findings.

    Raises:
        ReadError: with ``errors="raise"``, if any line is wrong; it lists all that are, and the
            warnings.
        NotFound: if there is no such file.
        InvalidValue: if it is a folder, or of a form that is not read.

    >>> import tempfile
    >>> from peacetalks.events import MeetingHeld
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "talks.jsonl")
    ...     write(path, [MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")])
    ...     read(path)[0].meeting
    'granada-2023-10'
    """
    _check_choice(errors)
    file = _readable(path)
    with file.open("rb") as lines:
        return _reading(lines, str(path), vocabulary, errors)


def loads(text: str, *, vocabulary: Vocabulary = CORE, errors: Errors = "raise") -> Reading:
    """Return the events of a text of JSON Lines; as ``read``, with ``"<text>"`` as the file.

    Raises:
        ReadError: with ``errors="raise"``, if any line is wrong.

    >>> loads('# nothing yet')
    Reading('<text>': 0 events)
    """
    _check_choice(errors)
    data = text.encode("utf-8", "surrogatepass")
    return _reading(data.split(b"\n"), _TEXT, vocabulary, errors)


def dumps(events: Iterable[Event]) -> str:
    """Return events as a text of JSON Lines, each line ended.

    Raises:
        InvalidValue: for what could not be read back: no event, or two of one id that differ.

    >>> from peacetalks.events import MeetingHeld
    >>> print(dumps([MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")]), end="")
    {"kind": "meeting-held", "occurred": "2023-10-05", "meeting": "granada-2023-10"}
    """
    return "".join(_written(events))


def write(path: str | os.PathLike[str], events: Iterable[Event]) -> None:
    """Write events to a file of JSON Lines, whole or not at all.

    The text goes to a new file beside it, which then takes its place; a link is followed.

    Raises:
        InvalidValue: for what could not be read back, or a form that is not written; the file
            stays as it was.
        NotFound: if there is no such folder.
    """
    _check_suffix(Path(path), "written")
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise InvalidValue("a folder, not a file", value=str(path))
    if not target.parent.is_dir():
        raise NotFound(f"no such folder: {str(target.parent)!r}")
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.writelines(line.encode() for line in _written(events))
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()


def _written(events: Iterable[Event]) -> Iterator[str]:
    seen: dict[str, Event] = {}
    for event in events:
        line = encode(event)
        earlier = seen.setdefault(event.id, event)
        if not _same(earlier, event):
            raise InvalidValue("two events of one id that differ", value=event.id)
        yield f"{line}\n"


def _same(one: Event, other: Event) -> bool:
    """Return whether two events of one id say the same."""
    return one is other or content_id(one) == content_id(other)


def _check_choice(errors: str) -> None:
    if errors not in {"raise", "collect"}:
        raise InvalidValue("not a way to treat errors", value=errors, accepted="'raise', 'collect'")


def _check_suffix(path: Path, done: str) -> None:
    suffix = path.suffix.lower()
    if suffix in {".yaml", ".yml"}:
        raise InvalidValue(
            f"YAML is not {done} yet", value=str(path), hint="use JSON Lines (.jsonl)"
        )
    if suffix not in SUFFIXES:
        raise InvalidValue(
            f"a file of a form that is not {done}", value=str(path), accepted=", ".join(SUFFIXES)
        )


def _readable(path: str | os.PathLike[str]) -> Path:
    file = Path(path)
    if file.is_dir():
        raise InvalidValue("a folder, not a file", value=str(path))
    _check_suffix(file, "read")
    if not file.exists():
        folder = file.parent
        names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
        near = did_you_mean(file.name, names)
        raise NotFound(f"no such file: {str(path)!r}{f'; hint: {near}' if near else ''}")
    return file


def _reading(lines: Iterable[bytes], name: str, vocabulary: Vocabulary, errors: Errors) -> Reading:
    kept: dict[str, tuple[int, Event]] = {}
    findings: list[Finding] = []
    for number, line in enumerate(lines, 1):
        event, found = _line(line.removeprefix(_BOM) if number == 1 else line, vocabulary)
        if event is not None:
            earlier = kept.setdefault(event.id, (number, event))
            if earlier[1] is not event:
                found.append(_again(event, *earlier))
        findings += [attrs.evolve(finding, file=name, line=number) for finding in found]
    told = [finding for finding in findings if finding.severity != "note"]
    if errors == "raise" and any(finding.severity == "error" for finding in told):
        raise ReadError(told)
    return Reading(
        events=tuple(event for _, event in kept.values()),
        lines=tuple(number for number, _ in kept.values()),
        findings=tuple(findings),
        path=name,
    )


def _line(line: bytes, vocabulary: Vocabulary) -> tuple[Event | None, list[Finding]]:
    bare = line.strip()
    if not bare or bare.startswith(b"#"):
        return None, []
    try:
        text = text_of_utf8(line)
    except InvalidValue as error:
        return None, [Finding(code=codes.UNREADABLE, message=error.message)]
    return decoded(text.rstrip("\r\n"), vocabulary)


def _again(event: Event, line: int, earlier: Event) -> Finding:
    if _same(earlier, event):
        said = InvalidValue(f"the same event as on line {line}, left out", value=event.id)
        return Finding(code=codes.REPEATED, message=said.message, severity="warning")
    said = InvalidValue(
        f"an id that line {line} gives to another event",
        value=event.id,
        hint="a change of an earlier fact is an EventCorrected",
    )
    return Finding(code=codes.CONFLICT, message=said.message, path="$.id")
