"""A real PostgreSQL for the tests: given by PEACETALKS_TEST_POSTGRES, or carried by a wheel."""

import itertools
import os
from pathlib import Path

import pytest

import peacetalks as pt
from contracts_places import schema, start_server

PLACES = ("memory", "sqlite", "postgres")


@pytest.fixture(scope="session")
def server():
    """Return the address of a database, in a server that this run alone uses, and the server."""
    given = os.environ.get("PEACETALKS_TEST_POSTGRES")
    if given:
        return given, None
    started = start_server()
    return started.get_uri(driver="psycopg"), started


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
