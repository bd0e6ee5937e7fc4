"""What unit tests share."""

import pytest

import peacetalks as pt
from peacetalks import importers
from releases import COLUMNS, TALLY, write


@pytest.fixture
def take_in(tmp_path):
    """Return what syncs rows, as a release, into one log."""
    log = pt.MemoryLog()

    def sync(rows, release, published="2021-01-01", columns=COLUMNS, **options):
        path = write(tmp_path / f"{release}.csv", rows, columns)
        imported = importers.read(path, TALLY, release=release)
        stream_of = options.pop("stream_of", None)
        return importers.sync(log, stream_of, imported, published=published, **options)

    sync.log = log
    return sync
