"""Files of events, by the end of their names: JSON Lines or YAML.

``.jsonl``, ``.ndjson`` and ``.json`` hold one object to a line, see ``codec.jsonl``; ``.yaml``
and ``.yml`` a list of events, see ``codec.yaml``. Files are written whole or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from peacetalks.appearing import appearing
from peacetalks.codec import jsonl, yaml
from peacetalks.codec.items import Errors, check_choice, reading_of
from peacetalks.codec.reading import Reading
from peacetalks.errors import InvalidValue, NotFound, did_you_mean
from peacetalks.events import CORE
from peacetalks.events.base import Event
from peacetalks.events.vocabulary import Vocabulary

__all__ = ["SUFFIXES", "existing", "read", "write"]

_FORMS: Final = {
    ".jsonl": jsonl,
    ".ndjson": jsonl,
    ".json": jsonl,
    ".yaml": yaml,
    ".yml": yaml,
}
SUFFIXES: Final = tuple(_FORMS)
"""How the names of files of events can end."""


def read(
    path: str | os.PathLike[str], *, vocabulary: Vocabulary = CORE, errors: Errors = "raise"
) -> Reading:
    """Return the events of a file.

    Args:
        path: a file of JSON Lines (``.jsonl``, ``.ndjson``, ``.json``) or YAML (``.yaml``,
            ``.yml``).
        vocabulary: the kinds that are understood; others are kept as ``UnknownEvent``.
        errors: ``"raise"``, or ``"collect"``: the good events with the findings.

    Raises:
        ReadError: with ``errors="raise"``, if anything is wrong; it lists all that is, and the
            warnings.
        NotFound: if there is no such file.
        InvalidValue: if it is a folder, or of a form that is not read.
        MissingExtra: for YAML, if ruamel.yaml is not installed.

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
        _check_suffix(Path(path), "read")
    file = existing(path)
    form = _FORMS[file.suffix.lower()]
    with file.open("rb") as data:
        return reading_of(form.items(data, vocabulary), str(path), errors)


def write(path: str | os.PathLike[str], events: Iterable[Event]) -> None:
    """Write events to a file of JSON Lines or YAML, whole or not at all.

    The text goes to a new file beside it, which then takes its place; a link is followed. An
    ``UnknownEvent`` is written as it was read to JSON Lines, and laid out anew in YAML.

    Raises:
        InvalidValue: for what could not be read back, or a form that is not written; the file
            stays as it was.
        NotFound: if there is no such folder.

    >>> import tempfile
    >>> from peacetalks.events import MeetingHeld
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "talks.yaml")
    ...     write(path, [MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")])
    ...     [event.meeting for event in read(path)]
    ['granada-2023-10']
    """
    _check_suffix(Path(path), "written")
    lines = _FORMS[Path(path).suffix.lower()].lines(events)
    with appearing(path) as beside, beside.open("wb") as file:
        file.writelines(line.encode() for line in lines)


def _check_suffix(path: Path, done: str) -> None:
    if path.suffix.lower() not in SUFFIXES:
        raise InvalidValue(
            f"a file of a form that is not {done}", value=str(path), accepted=", ".join(SUFFIXES)
        )


def existing(path: str | os.PathLike[str]) -> Path:
    """Return the path of a file that is there.

    Raises:
        NotFound: if there is no such file.
        InvalidValue: if it is a folder.
    """
    file = Path(path)
    if file.is_dir():
        raise InvalidValue("a folder, not a file", value=str(path))
    if not file.exists():
        folder = file.parent
        names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
        near = did_you_mean(file.name, names)
        raise NotFound(f"no such file: {str(path)!r}{f'; hint: {near}' if near else ''}")
    return file
