"""The commands about data sets: ``import``, ``sync``, ``release``, ``duplicates``, ``formats``."""

from peacetalks.cli.importers.duplicates import duplicates_command
from peacetalks.cli.importers.formats import formats_command
from peacetalks.cli.importers.import_ import import_command
from peacetalks.cli.importers.release import release_command
from peacetalks.cli.importers.sync import sync_command

__all__ = [
    "duplicates_command",
    "formats_command",
    "import_command",
    "release_command",
    "sync_command",
]
