"""Read and write files of events: JSON Lines or YAML, chosen by the file's suffix.

``.jsonl``, ``.ndjson`` and ``.json`` have one object per line, see ``codec.jsonl``; ``.yaml`` and
``.yml`` have a list of events, see ``codec.yaml``. A file is written completely or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from peacetalks._support.atomic_file import atomic_write
from peacetalks._text.secrets import address_shown
from peacetalks.codec import jsonl, yaml
from peacetalks.codec.parsed import Errors, check_choice, reading_of
from peacetalks.codec.reading import Reading
from peacetalks.errors import InvalidValue, NotFound, did_you_mean
from peacetalks.events.base import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import Vocabulary

__all__ = ["SUFFIXES", "existing", "read", "write"]

_FORMATS: Final = {
    ".jsonl": jsonl,
    ".ndjson": jsonl,
    ".json": jsonl,
    ".yaml": yaml,
    ".yml": yaml,
}
SUFFIXES: Final = tuple(_FORMATS)
"""The suffixes of files of events."""


def read(
    path: str | os.PathLike[str], *, vocabulary: Vocabulary = CORE, errors: Errors = "raise"
) -> Reading:
    """Return the events of a file.

    Args:
        path: a file of JSON Lines (``.jsonl``, ``.ndjson``, ``.json``) or YAML (``.yaml``,
            ``.yml``).
        vocabulary: the kinds that are understood; others are kept as ``UnknownEvent``.
        errors: ``"raise"``; or ``"collect"``, which returns the valid events with the findings.

    Raises:
        ReadError: with ``errors="raise"``, if anything is wrong; it lists all errors and warnings.
        NotFound: if the file does not exist.
        InvalidValue: if ``path`` is a folder or an unsupported file type.
        MissingExtra: if the file is YAML and ruamel.yaml is not installed.

    >>> import tempfile
    >>> from peacetalks.events import MeetingHeld
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "talks.jsonl")
    ...     write(path, [MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")])
    ...     read(path)[0].meeting
    'granada-2023-10'
    """
    check_choice(errors)
    if not Path(path).is_dir():
        _check_suffix(Path(path))
    file = existing(path)
    codec = _FORMATS[file.suffix.lower()]
    with file.open("rb") as data:
        return reading_of(codec.items(data, vocabulary), str(path), errors)


def write(path: str | os.PathLike[str], events: Iterable[Event]) -> None:
    """Write events to a file of JSON Lines or YAML, completely or not at all.

    The text is written to a temporary file, which then replaces ``path``; links are followed. An
    ``UnknownEvent`` is written to JSON Lines unchanged, and formatted again for YAML.

    Raises:
        InvalidValue: if an event could not be read back, or the file type is unsupported; the
            file stays as it was.
        NotFound: if the folder does not exist.

    >>> import tempfile
    >>> from peacetalks.events import MeetingHeld
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "talks.yaml")
    ...     write(path, [MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")])
    ...     [event.meeting for event in read(path)]
    ['granada-2023-10']
    """
    _check_suffix(Path(path))
    lines = _FORMATS[Path(path).suffix.lower()].lines(events)
    with atomic_write(path) as temporary, temporary.open("wb") as file:
        file.writelines(line.encode() for line in lines)


def _check_suffix(path: Path) -> None:
    if path.suffix.lower() not in SUFFIXES:
        raise InvalidValue(
            "unsupported file type", value=address_shown(str(path)), accepted=", ".join(SUFFIXES)
        )


def existing(path: str | os.PathLike[str]) -> Path:
    """Return the path of an existing file.

    Raises:
        NotFound: if the file does not exist.
        InvalidValue: if ``path`` is a folder.
    """
    file = Path(path)
    if file.is_dir():
        raise InvalidValue("a folder, not a file", value=address_shown(str(path)))
    if not file.exists():
        folder = file.parent
        names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
        near = did_you_mean(file.name, names)
        raise NotFound(
            f"no such file: {address_shown(str(path))!r}{f'; hint: {near}' if near else ''}"
        )
    return file
