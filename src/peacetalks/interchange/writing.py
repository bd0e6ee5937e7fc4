"""Write files in other formats; a file appears only when it is complete."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Literal, TypeAlias, final

from attrs import frozen

from peacetalks._support.atomic_file import atomic_write
from peacetalks._support.optional import import_extra
from peacetalks._text.characters import escaped_in_json
from peacetalks.errors import InvalidValue, none_of
from peacetalks.interchange.agenda import calendar
from peacetalks.interchange.cloud import cloud_events, cloud_text
from peacetalks.interchange.inputs import Given
from peacetalks.interchange.provenance import prov
from peacetalks.primitives.when import WhenLike

__all__ = ["SUFFIXES", "Form", "Written", "form_of", "write"]

Form: TypeAlias = Literal["cloudevents", "prov", "icalendar"]
"""The formats that can be written."""

SUFFIXES: Final[dict[str, Form]] = {
    ".cloudevents.json": "cloudevents",
    ".prov.json": "prov",
    ".ics": "icalendar",
}
"""The suffixes of files in these formats."""


@final
@frozen
class Written:
    """What was written.

    Attributes:
        form: the format.
        entries: the number of events, entities or calendar entries in the file.
        undated: for a calendar, the addresses of what is not in it, since its day is not known.
    """

    form: Form
    entries: int
    undated: tuple[str, ...] = ()


def form_of(path: str | os.PathLike[str]) -> Form | None:
    """Return the format that the suffix of a file names, or None if it is not one of these.

    >>> form_of("talks.prov.json"), form_of("talks.json")
    ('prov', None)
    """
    name = Path(path).name.lower()
    return next((form for suffix, form in SUFFIXES.items() if name.endswith(suffix)), None)


def write(
    path: str | os.PathLike[str],
    given: Given,
    *,
    form: Form | None = None,
    on: WhenLike | None = None,
    known: WhenLike | None = None,
    source: str | None = None,
) -> Written:
    """Write a history to a file in another format, completely or not at all.

    Args:
        path: the file.
        given: a history, or its events or records.
        form: ``"cloudevents"``, ``"prov"`` or ``"icalendar"``; None: the format that the suffix
            names (``.cloudevents.json``, ``.prov.json``, ``.ics``).
        on: for a calendar, count what had happened by the end of this day; None: all.
        known: for a calendar, count what was public by the end of this day; None: all.
        source: the URI of the stream; see ``cloud_events``.

    Raises:
        InvalidValue: if the format is not supported, or cannot represent the events; the file
            does not change.
        NotFound: if there is no such folder.
        MissingExtra: if the package that the format needs is not installed.

    >>> import tempfile
    >>> from peacetalks.events import MeetingHeld
    >>> held = MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(Path(folder, "talks.ics"), [held])
    Written(form='icalendar', entries=1, undated=())
    """
    kind = _format(path, form)
    if kind != "icalendar" and (on is not None or known is not None):
        raise InvalidValue(
            "on and known work only for a calendar; other formats have all that is known",
            value=str(on if on is not None else known),
        )
    data, written = _encode(kind, given, on, known, source)
    with atomic_write(path) as part:
        part.write_bytes(data)
    return written


def _format(path: str | os.PathLike[str], form: Form | None) -> Form:
    forms = tuple(SUFFIXES.values())
    if form is not None and form not in forms:
        raise none_of("unsupported format", form, forms)
    kind = form or form_of(path)
    if kind is None:
        raise InvalidValue("unsupported file type", value=str(path), accepted=", ".join(SUFFIXES))
    return kind


def _encode(
    form: Form, given: Given, on: WhenLike | None, known: WhenLike | None, source: str | None
) -> tuple[bytes, Written]:
    if form == "cloudevents":
        batch = cloud_events(given, source=source)
        return cloud_text(batch).encode(), Written(form, len(batch))
    if form == "prov":
        document = prov(given, source=source)
        entities = document.get_records(import_extra("interchange", "prov.model").ProvEntity)
        text: str = document.serialize(format="json", indent=1)
        return f"{escaped_in_json(text)}\n".encode(), Written(form, len(list(entities)))
    agenda = calendar(given, on=on, known=known, source=source)
    if not agenda.shown:
        raise InvalidValue(
            "nothing has a known day, and a calendar cannot be empty (RFC 5545, 3.6)",
            value=list(agenda.undated),
        )
    return agenda.calendar.to_ical(), Written(form, len(agenda), agenda.undated)
