"""The page on tests lists every mark that the plain run leaves out, and where it is."""

import re
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.house

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/explanation/testing.md").read_text(encoding="utf-8")
OPTIONS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"][
    "ini_options"
]
MARKS = [marker.partition(":")[0] for marker in OPTIONS["markers"]]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| `")
]
PLACES = {
    mark.strip("`"): re.findall(r"`([^`]+)`", places) for mark, _, places, *_ in ROWS[: len(MARKS)]
}
IN_CI = [mark.strip("`") for mark, *_, in_ci in ROWS[: len(MARKS)] if in_ci == "yes"]
# A server and a cluster are asked for by fixtures.
MARKED = {mark: re.compile(rf"mark\.{mark}\b") for mark in MARKS} | {
    "engines": re.compile(r"mark\.engines\b|\bPOSTGRES\b|def test_\w+\(.*\b(?:server|cluster)\b")
}


def test_every_mark_is_on_the_page_and_left_out_of_the_plain_run():
    assert list(PLACES) == MARKS
    assert f"not ({' or '.join(MARKS)})" in OPTIONS["addopts"]


@pytest.mark.parametrize("mark", MARKS)
def test_the_page_says_where_the_tests_of_a_mark_are(mark):
    files = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("test_*.py")
        if path != Path(__file__) and MARKED[mark].search(path.read_text(encoding="utf-8"))
    ]
    assert [file for file in files if not file.startswith(tuple(PLACES[mark]))] == []
    for place in PLACES[mark]:
        assert (ROOT / place).exists()
        assert place.startswith("docs/") or any(file.startswith(place) for file in files), place


@pytest.mark.parametrize("file", [".ci/run", "noxfile.py", "CONTRIBUTING.md"])
def test_what_ci_runs_is_what_the_page_says(file):
    run = f"({' or '.join(IN_CI)}) and not long"
    assert run in PAGE
    assert run in (ROOT / file).read_text(encoding="utf-8")
