"""Read the data sets of the field as events, row by row; a new release becomes corrections.

::

    from peacetalks import importers

    imported = importers.read("ged241-csv.zip", release="24.1")
    history = pt.History(imported)
    print(imported.report)

**Every row that is read becomes events or findings.** The report counts both, and at its end each
import checks that no row is missing.
"""

from peacetalks._support.public_names import publish_all
from peacetalks.importers.actors.in_rows import keep_apart
from peacetalks.importers.actors.resolution import Understood
from peacetalks.importers.api import Import, read
from peacetalks.importers.context import Context, Remembers
from peacetalks.importers.coverage import Covered, Scope, Seen, days_of_rows, years_of_rows
from peacetalks.importers.duplication import Duplicates, duplicates
from peacetalks.importers.format import Format, Headless
from peacetalks.importers.limits import Limits
from peacetalks.importers.registry import formats
from peacetalks.importers.report import LostRows, Outcome, Report
from peacetalks.importers.syncing.appending import append
from peacetalks.importers.syncing.past import Release, release, releases
from peacetalks.importers.syncing.results import Appended, Change, Superseded, Synced
from peacetalks.importers.syncing.run import sync
from peacetalks.importers.syncing.storage import Mark
from peacetalks.importers.syncing.streams import StreamOf
from peacetalks.importers.tables.delimited import Dialect
from peacetalks.importers.tables.row import Named, Row, Said, UnknownActor

__all__ = [
    "Appended",
    "Change",
    "Context",
    "Covered",
    "Dialect",
    "Duplicates",
    "Format",
    "Headless",
    "Import",
    "Limits",
    "LostRows",
    "Mark",
    "Named",
    "Outcome",
    "Release",
    "Remembers",
    "Report",
    "Row",
    "Said",
    "Scope",
    "Seen",
    "StreamOf",
    "Superseded",
    "Synced",
    "Understood",
    "UnknownActor",
    "append",
    "days_of_rows",
    "duplicates",
    "formats",
    "keep_apart",
    "read",
    "release",
    "releases",
    "sync",
    "years_of_rows",
]


def __dir__() -> list[str]:
    return sorted(__all__)


publish_all(__name__)
