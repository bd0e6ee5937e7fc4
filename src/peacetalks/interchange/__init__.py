"""Export a history to other formats: CloudEvents, PROV and iCalendar.

::

    from peacetalks import interchange

    interchange.write("talks.cloudevents.json", history)
    interchange.write("talks.prov.json", history)
    interchange.write("talks.ics", history, on="2023-11-17", known="2023-11-17")

``cloud_events``, ``prov`` and ``calendar`` return the same as Python values, and ``events_of``
reads CloudEvents back. PROV and iCalendar need ``peacetalks[interchange]``.
"""

from peacetalks._support.public_names import publish_all
from peacetalks.interchange.agenda import Agenda, calendar
from peacetalks.interchange.cloud import BATCH, cloud_events, events_of
from peacetalks.interchange.inputs import stream_uri
from peacetalks.interchange.provenance import prov
from peacetalks.interchange.writing import SUFFIXES, Form, Written, form_of, write

__all__ = [
    "BATCH",
    "SUFFIXES",
    "Agenda",
    "Form",
    "Written",
    "calendar",
    "cloud_events",
    "events_of",
    "form_of",
    "prov",
    "stream_uri",
    "write",
]


def __dir__() -> list[str]:
    return sorted(__all__)


publish_all(__name__)
