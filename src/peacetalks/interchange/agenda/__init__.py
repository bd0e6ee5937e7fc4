"""iCalendar: planned meetings and deadlines, for the calendars that people keep.

Source: RFC 5545 (iCalendar, 2009); RFC 7986 for identifiers that are UUIDs. The ``icalendar``
library writes it, and escapes and folds what texts hold.

Deadlines are events of a day (``VEVENT``), not tasks (``VTODO``): calendars that import a file
leave tasks out, or show them in another program.
"""

from peacetalks.interchange.agenda.calendar import Agenda, calendar

__all__ = ["Agenda", "calendar"]
