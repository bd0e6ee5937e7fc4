"""iCalendar: planned meetings and deadlines, for calendar programs.

Source: RFC 5545 (iCalendar, 2009); RFC 7986 for identifiers that are UUIDs. The ``icalendar``
library writes the calendar, and escapes and folds its texts.

Deadlines are all-day events (``VEVENT``), not tasks (``VTODO``): calendar programs that import a
file leave tasks out, or show them in another program.
"""

from peacetalks.interchange.agenda.ics import Agenda, calendar

__all__ = ["Agenda", "calendar"]
