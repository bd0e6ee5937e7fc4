"""The field's data sets as events: row by row, nothing lost; releases as corrections.

::

    from peacetalks import importers

    imported = importers.read("ged241-csv.zip", release="24.1")
    history = pt.History(imported)
    print(imported.report)

**Every row read ends as events or as findings**; the report says how many of which, and the end
of each import checks that none is missing.
"""

from peacetalks.importers.actors import Understood
from peacetalks.importers.context import Context, Remembers
from peacetalks.importers.duplicates import Duplicates, duplicates
from peacetalks.importers.format import Format, Headless
from peacetalks.importers.known import formats
from peacetalks.importers.named import keep_apart
from peacetalks.importers.reading import Import, read
from peacetalks.importers.releases.append import append
from peacetalks.importers.releases.appended import Appended
from peacetalks.importers.releases.changes import Change, Synced
from peacetalks.importers.releases.held import Release, release, releases
from peacetalks.importers.releases.kept import Mark
from peacetalks.importers.releases.streams import StreamOf
from peacetalks.importers.releases.sync import sync
from peacetalks.importers.report import LostRows, Outcome, Report
from peacetalks.importers.row import Named, Row, Said, UnknownActor
from peacetalks.importers.tables import Dialect

__all__ = [
    "Appended",
    "Change",
    "Context",
    "Dialect",
    "Duplicates",
    "Format",
    "Headless",
    "Import",
    "LostRows",
    "Mark",
    "Named",
    "Outcome",
    "Release",
    "Remembers",
    "Report",
    "Row",
    "Said",
    "StreamOf",
    "Synced",
    "Understood",
    "UnknownActor",
    "append",
    "duplicates",
    "formats",
    "keep_apart",
    "read",
    "release",
    "releases",
    "sync",
]
