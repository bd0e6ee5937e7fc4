"""Releases in every storage: what holds in memory holds in SQLite and PostgreSQL."""

from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import importers
from releases import TALLY, row, write

RELEASES = (
    [row(1), row(2, dead="3"), row(3, where="there", what="explosion", dead="0")],
    [row(1, dead="7"), row(3, where="there", dead="2"), row(4)],
    [row(1), row(2, dead="3"), row(3, where="there", what="explosion", dead="0")],
)


def figures(log, release):
    """Return the figures that a log gives for a release, by recorded time and by known time."""
    given_back = importers.release(log, release)
    return [
        {
            figure.series: figure.count.best
            for stream in ("here", "there")
            for figure in log.history(stream).state(**{by: when}).parts.figures.values()
        }
        for by, when in (("recorded", given_back.recorded_at), ("known", given_back.public))
    ]


@pytest.fixture
def taken_in(new, tmp_path):
    """Return a log that took in three releases, and a copy made from it."""
    log = new()
    for number, rows in enumerate(RELEASES):
        path = write(Path(tmp_path, f"{number}.csv"), rows)
        imported = importers.read(path, TALLY, release=str(number))
        importers.sync(log, None, imported, published=f"202{number}-01-01")
    return log


def test_every_storage_gives_back_every_release(taken_in):
    for number, rows in enumerate(RELEASES):
        assert list(importers.release(taken_in, str(number))) == rows
    first, second = figures(taken_in, "0")
    assert first == second == {"tally:1": 1, "tally:2": 3}
    first, second = figures(taken_in, "1")
    assert first == second == {"tally:1": 7, "tally:3": 2, "tally:4": 1}
    assert figures(taken_in, "2") == figures(taken_in, "0")


def test_second_sync_appends_nothing_in_any_storage(taken_in, tmp_path):
    head = taken_in.head()
    imported = importers.read(Path(tmp_path, "2.csv"), TALLY, release="2")
    importers.sync(taken_in, None, imported, published="2022-01-01")
    assert taken_in.head() == head
    assert taken_in.verify()


def test_releases_survive_a_backup(taken_in, tmp_path):
    copy = tmp_path / "copy.db"
    taken_in.backup(copy)
    with pt.open_log(copy, create=False) as log:
        assert list(importers.release(log, "1")) == RELEASES[1]
