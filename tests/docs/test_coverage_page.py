"""Every claim of ours on the page of coverage names a test that is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/reference/coverage.md").read_text(encoding="utf-8")
OURS = TEXT.partition("## What the others are for")[0]
ROWS = [line for line in OURS.splitlines() if line.startswith("| ") and "held by" not in line]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py(?:::\w+)?)`", OURS)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_every_feature_of_ours_names_a_test(row):
    assert re.search(r"`tests/[\w/]+\.py", row)


@pytest.mark.parametrize("name", NAMED)
def test_the_test_that_is_named_is_there(name):
    file, _, test = name.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    tests = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert any(one.startswith("test_") for one in tests)
    assert not test or test in tests
