"""Files in the forms of others: they appear when they are whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Literal, TypeAlias, final

from attrs import frozen

from peacetalks.appearing import appearing
from peacetalks.errors import InvalidValue, none_of
from peacetalks.extras import needed
from peacetalks.interchange.agenda import calendar
from peacetalks.interchange.cloud import cloud_events, cloud_text
from peacetalks.interchange.given import Given
from peacetalks.interchange.provenance import prov
from peacetalks.when import WhenLike

__all__ = ["SUFFIXES", "Form", "Written", "form_of", "write"]

Form: TypeAlias = Literal["cloudevents", "prov", "icalendar"]
"""The forms of others that are written."""

SUFFIXES: Final[dict[str, Form]] = {
    ".cloudevents.json": "cloudevents",
    ".prov.json": "prov",
    ".ics": "icalendar",
}
"""How the names of files in these forms end."""


@final
@frozen
class Written:
    """What was written.

    Attributes:
        form: the form.
        entries: how many events, entities or entries of a calendar the file holds.
        undated: of a calendar, the addresses of what is not in it, since its day is not known.
    """

    form: Form
    entries: int
    undated: tuple[str, ...] = ()


def form_of(path: str | os.PathLike[str]) -> Form | None:
    """Return the form that the end of a file's name says; None: none of these.

    >>> form_of("talks.prov.json"), form_of("talks.json")
    ('prov', None)
    """
    name = Path(path).name.lower()
    return next((form for end, form in SUFFIXES.items() if name.endswith(end)), None)


def write(
    path: str | os.PathLike[str],
    given: Given,
    *,
    form: Form | None = None,
    on: WhenLike | None = None,
    known: WhenLike | None = None,
    source: str | None = None,
) -> Written:
    """Write a history to a file in the form of others, whole or not at all.

    Args:
        path: the file.
        given: a history, or its events or records.
        form: ``"cloudevents"``, ``"prov"`` or ``"icalendar"``; None: what the end of the name
            says (``.cloudevents.json``, ``.prov.json``, ``.ics``).
        on: of a calendar, the day it is of; None: all that is on record.
        known: of a calendar, the day by whose end things were public; None: all.
        source: the URI of the stream; see ``cloud_events``.

    Raises:
        InvalidValue: for a form that is not written, or for what it cannot hold; the file stays
            as it was.
        NotFound: if there is no such folder.
        MissingExtra: if the package that a form needs is not installed.

    >>> import tempfile
    >>> from peacetalks.events import MeetingHeld
    >>> held = MeetingHeld(occurred="2023-10-05", meeting="granada-2023-10")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(Path(folder, "talks.ics"), [held])
    Written(form='icalendar', entries=1, undated=())
    """
    kind = _checked(path, form)
    if kind != "icalendar" and (on is not None or known is not None):
        raise InvalidValue(
            "a day, which only a calendar is of; all else holds all that is known",
            value=str(on if on is not None else known),
        )
    data, written = _made(kind, given, on, known, source)
    with appearing(path) as part:
        part.write_bytes(data)
    return written


def _checked(path: str | os.PathLike[str], form: Form | None) -> Form:
    forms = tuple(SUFFIXES.values())
    if form is not None and form not in forms:
        raise none_of("no such form", form, forms)
    kind = form or form_of(path)
    if kind is None:
        raise InvalidValue(
            "a file of a form that is not written", value=str(path), accepted=", ".join(SUFFIXES)
        )
    return kind


def _made(
    form: Form, given: Given, on: WhenLike | None, known: WhenLike | None, source: str | None
) -> tuple[bytes, Written]:
    if form == "cloudevents":
        batch = cloud_events(given, source=source)
        return cloud_text(batch).encode(), Written(form, len(batch))
    if form == "prov":
        document = prov(given, source=source)
        entities = document.get_records(needed("interchange", "prov.model").ProvEntity)
        text: str = document.serialize(format="json", indent=1)
        return f"{text}\n".encode(), Written(form, len(list(entities)))
    agenda = calendar(given, on=on, known=known, source=source)
    if not agenda.shown:
        raise InvalidValue(
            "nothing with a day for a calendar, which cannot be empty (RFC 5545, 3.6)",
            value=list(agenda.undated),
        )
    return agenda.calendar.to_ical(), Written(form, len(agenda), agenda.undated)
