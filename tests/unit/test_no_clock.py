"""The core does no I/O and reads no clock: held against its sources, not only its imports."""

import ast

import pytest

from core import SOURCE, core_files

pytestmark = pytest.mark.house

SOURCES = core_files()
# The library's own tables, and the sheet of actors that a study names: what opens a file is here.
OPENERS = {"actors/package_data.py", "actors/sheet.py"}
# What compiles functions of the names of fields, as attrs does.
COMPILERS = {"state/straight.py"}
CLOCKS = {"now", "today", "utcnow", "utctoday", "localtime", "gmtime", "monotonic", "perf_counter"}
CLOCKS |= {"time_ns", "perf_counter_ns", "monotonic_ns", "yesterday", "tomorrow", "sleep"}
DOORS = {"open", "print", "input", "exec", "eval", "compile", "__import__", "breakpoint"}
FILES = {"read_text", "write_text", "read_bytes", "write_bytes", "unlink", "mkdir", "urlopen"}
MODULES = {"time", "os", "io", "sys.stdin", "pathlib", "random", "secrets", "socket", "subprocess"}
MODULES |= {"urllib", "tempfile", "shutil", "logging", "asyncio", "uuid", "zoneinfo", "locale"}


def called(tree):
    """Yield the line and the name of everything that is called, or passed on to be called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr, True
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id, False


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def breaches(text):
    tree = ast.parse(text)
    for line, name, is_attribute in called(tree):
        if (name in CLOCKS | FILES and is_attribute) or (name in DOORS and not is_attribute):
            yield line, name
    for line, module in imported(tree):
        if module in MODULES or module.partition(".")[0] in MODULES:
            yield line, module


def test_every_module_of_the_core_is_looked_at():
    assert len(SOURCES) > 40
    assert all(path.is_file() for path in SOURCES)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_of_the_core_reads_no_clock_and_opens_nothing(source):
    name = source.relative_to(SOURCE).as_posix()
    allowed = {"open", "read_text"} if name in OPENERS else set()
    allowed |= {"exec"} if name in COMPILERS else set()
    found = [(line, name) for line, name in breaches(source.read_text(encoding="utf-8"))]
    assert [breach for breach in found if breach[1] not in allowed] == []


@pytest.mark.parametrize(
    "text",
    [
        "import datetime as dt\ndt.datetime.now()",
        "dt.date.today()",
        "import pendulum\nclock = pendulum.now",
        "import time",
        "from time import time",
        "from os.path import exists",
        "open('file')",
        "path.read_text()",
        "print('hello')",
    ],
)
def test_a_breach_would_be_seen(text):
    assert list(breaches(text))
