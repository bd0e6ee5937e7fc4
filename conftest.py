"""The examples of README.md and docs/ run as tests; profiles of Hypothesis."""

import os
import shutil
from contextlib import contextmanager
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from pathlib import Path

import pytest
from hypothesis import settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.sybil import SybilCollection

# How hard the property tests look: HYPOTHESIS_PROFILE is dev, ci or deep. What ci finds it finds
# again, so there is no need for a blob by which to do so.
settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=200, deadline=None, derandomize=True, print_blob=False)
settings.register_profile("deep", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))

PARSERS = [
    PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE),
    SkipParser(),
]
ON_A_SERVER = "docs/howto/run-on-postgresql.md"


@contextmanager
def empty_database(server, name):
    """Make ``postgresql+psycopg:///name`` mean an empty database."""
    import psycopg  # noqa: PLC0415 # only those pages that need a server pay
    from sqlalchemy import make_url  # noqa: PLC0415 # as above

    url = make_url(server[0])
    where = {
        "PGHOST": url.host or url.query.get("host"),
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
    }
    with (
        pytest.MonkeyPatch.context() as patch,
        psycopg.connect(server[0].replace("+psycopg", ""), autocommit=True) as connection,
    ):
        for variable, value in where.items():
            if value:
                patch.setenv(variable, str(value))
        connection.execute(f"CREATE DATABASE {name}")
        yield
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def database(server):
    """Make ``postgresql+psycopg:///talks`` mean an empty database."""
    with empty_database(server, "talks"):
        yield


@pytest.fixture(scope="session")
def border(server):
    """Do so for another page, whose worker may share the server with that of the README."""
    with empty_database(server, "border"):
        yield


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """Run a page in a folder that has nothing but the small files of docs/data."""
    before = Path.cwd()
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(Path(__file__).parent / "docs" / "data", folder / "docs" / "data")
    os.chdir(folder)
    yield
    os.chdir(before)


pytest_collect_file = SybilCollection(
    [
        Sybil(parsers=PARSERS, patterns=["README.md"], fixtures=["database", "elsewhere"]),
        Sybil(parsers=PARSERS, patterns=[ON_A_SERVER], fixtures=["border", "elsewhere"]),
        Sybil(
            parsers=PARSERS,
            patterns=["docs/*.md", "docs/*/*.md", "docs/*/*/*.md"],
            excludes=[ON_A_SERVER],
            fixtures=["elsewhere"],
        ),
    ]
).pytest()


@pytest.fixture(scope="session")
def server():
    """Return the address of a PostgreSQL database, and the server if it is our own.

    ``PEACETALKS_TEST_POSTGRES`` gives the address; otherwise a server is started from the wheel
    that carries one.
    """
    given = os.environ.get("PEACETALKS_TEST_POSTGRES")
    if given:
        return given, None
    from contracts_places import start_server  # noqa: PLC0415 # not for pages that need none

    started = start_server()
    return started.get_uri(driver="psycopg"), started
