"""Every claim of ours on the page of coverage names a test that is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.house

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/reference/coverage.md").read_text(encoding="utf-8")
OURS = TEXT.partition("## What the others are for")[0]
ROWS = [line for line in OURS.splitlines() if line.startswith("| ") and "held by" not in line]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)(?:\[(\w+)\])?`")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_no_feature_of_ours_is_without_a_test_by_name(row):
    held_by = row.split("|")[3].strip()
    assert NAMED.sub("", held_by).strip(", ") == ""
    assert NAMED.search(held_by)


@pytest.mark.parametrize(
    ("file", "test", "law"), NAMED.findall(OURS), ids=lambda part: part.rpartition("/")[2]
)
def test_no_test_that_is_named_is_missing(file, test, law):
    assert test in _functions(ROOT / file)
    assert not law or law in _laws()


@cache
def _functions(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def _laws():
    """Return the names of the functions that parametrised tests are given."""
    files = [ROOT / "tests/viewpoint_laws.py", *(ROOT / "src/peacetalks/testing").glob("log_*.py")]
    return set().union(*map(_functions, files))
