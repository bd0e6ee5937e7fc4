"""``peacetalks import``, ``sync``, ``release``, ``duplicates``, ``formats``: the field's data sets, into a log."""

from peacetalks.cli.importers.duplicates import duplicates
from peacetalks.cli.importers.formats import formats
from peacetalks.cli.importers.import_ import import_
from peacetalks.cli.importers.release import release
from peacetalks.cli.importers.sync import sync

__all__ = ["duplicates", "formats", "import_", "release", "sync"]
