"""New, empty logs of each storage."""

import itertools
from pathlib import Path

import pytest

import peacetalks as pt
from contracts_places import POSTGRES, schema
from log_writers import said

PLACES = ("memory", "sqlite", POSTGRES)


@pytest.fixture
def address(server):
    """Return the address of an empty schema of its own."""
    return schema(server[0])


@pytest.fixture(params=PLACES)
def new(request, tmp_path):
    """Return what makes a new, empty log of each storage."""
    numbers = itertools.count()
    logs = []

    def make(**options):
        if request.param == "memory":
            log = pt.MemoryLog(**options)
        elif request.param == "sqlite":
            log = pt.open_log(Path(tmp_path, f"talks{next(numbers)}.db"), **options)
        else:
            log = pt.open_log(schema(request.getfixturevalue("server")[0]), **options)
        logs.append(log)
        return log

    yield make
    for log in logs:
        log.close()


@pytest.fixture
def place(tmp_path):
    """Return the path of a log of one event."""
    place = Path(tmp_path, "talks.db")
    with pt.open_log(place) as log:
        log.append("a", [said("a1")])
    return place
