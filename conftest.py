"""The examples of README.md and docs/ run as tests; profiles of Hypothesis."""

import gc
import importlib
import inspect
import os
import re
import shutil
import sys
from contextlib import contextmanager
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from pathlib import Path

import pytest
from _pytest.doctest import DoctestModule
from hypothesis import settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.sybil import SybilCollection

# How hard the property tests look: HYPOTHESIS_PROFILE is dev, few, ci or deep. What few and ci find they find
# again, so there is no need for a blob by which to do so. dev is for the run that people wait for.
# 100 in CI: two cores draw examples for two thirds of its time, each planted bug is found with fewer,
# and deep is there for what needs more.
settings.register_profile("dev", max_examples=30, deadline=None)
settings.register_profile("few", max_examples=30, deadline=None, derandomize=True, print_blob=False)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=False)
settings.register_profile("deep", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))

PARSERS = [
    PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE),
    SkipParser(),
]
SOURCES = Path(__file__).parent / "src"
ON_A_SERVER = "docs/howto/run-on-postgresql.md"


ENGINES = {"server", "cluster"}
"""The fixtures that start what is not needed to use the library."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what needs a server or a cluster, before marks are asked for."""
    for item in items:
        if ENGINES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("engines")


@pytest.fixture(autouse=True)
def nothing_kept_of_a_bug(request):
    """Forget what was computed by class before a bug is planted, and after it.

    A function changed by a bug is not asked about a class that it was asked about before; and an
    answer that it gave would be there in the tests that follow.
    """
    if request.node.get_closest_marker("planted") is None:
        yield
        return
    forget_answers_by_class()
    yield
    forget_answers_by_class()


def forget_answers_by_class():
    """Empty what functions of a class keep of their answers; what is loaded of files stays."""
    modules = [module for name, module in sys.modules.items() if name.startswith("peacetalks")]
    values = [value for module in modules for value in vars(module).values()]
    for function in (value for value in values if hasattr(value, "cache_clear")):
        hints = [p.annotation for p in inspect.signature(function).parameters.values()]
        if len(hints) == 1 and re.match(r"(<class ')?type\b", str(hints[0])):
            function.cache_clear()


def pytest_collection_finish():
    """Spare the garbage collector the tests: a million objects that stay as long as the run."""
    gc.collect()
    gc.freeze()


@contextmanager
def named_by_source(module):
    """Name the classes of a module after it where it defines them, and after nothing where not.

    A public class is named after the module that exports it, where doctest would find neither its
    methods nor the names that its examples use.
    """
    written = set(re.findall(r"^class (\w+)", inspect.getsource(module), re.MULTILINE))
    classes = {name: value for name, value in vars(module).items() if isinstance(value, type)}
    renamed = {
        value: module.__name__ if name in written else ""
        for name, value in classes.items()
        if (name in written) != (value.__module__ == module.__name__)
    }
    public = {cls: cls.__module__ for cls in renamed}
    for cls, name in renamed.items():
        cls.__module__ = name
    yield
    for cls, name in public.items():
        cls.__module__ = name


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """Find the examples of a class in the module that defines it."""
    if not (isinstance(collector, DoctestModule) and collector.path.is_relative_to(SOURCES)):
        return (yield)
    place = collector.path.relative_to(SOURCES).with_suffix("")
    parts = place.parent.parts if place.name == "__init__" else place.parts
    with named_by_source(importlib.import_module(".".join(parts))):
        return (yield)


@pytest.fixture(scope="session")
def database(server):
    """Make ``postgresql+psycopg:///border`` mean an empty database."""
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
        connection.execute("CREATE DATABASE border")
        yield
        connection.execute("DROP DATABASE border WITH (FORCE)")


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
        Sybil(parsers=PARSERS, patterns=[ON_A_SERVER], fixtures=["database", "elsewhere"]),
        Sybil(
            parsers=PARSERS,
            patterns=["README.md", "docs/*.md", "docs/*/*.md", "docs/*/*/*.md"],
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
