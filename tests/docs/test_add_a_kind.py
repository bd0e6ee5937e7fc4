"""The page "add a kind" is followed in a copy of the tree: one edit, one command, and all know it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = "docs/howto/add-a-kind.md"
FILE = "src/peacetalks/events/law.py"
PICTURE = "docs/reference/images/house.svg"
"""It has the number of lines in hundreds, which one kind need not change."""
BLOCK = re.compile(
    r"^```python\n(@final\n.*?^class (\w+)\(Event\):\n.*?)^```", re.DOTALL | re.MULTILINE
)
COPIED = ("src", "docs", "tests", "pyproject.toml", "conftest.py", "README.md", ".importlinter")
KNOWN = """
import subprocess, sys
from collections import Counter
from pathlib import Path

from click.testing import CliRunner
from hypothesis import find

import peacetalks as pt
from peacetalks import frames
from peacetalks.cli import command
from peacetalks.events import KINDS
from peacetalks.testing import laws, strategies
from peacetalks.testing.simulation.moves import PLAYING

Kind = pt.InquiryReported
assert Path(pt.__file__).is_relative_to(Path.cwd()), pt.__file__

# Lists, pages and commands
assert KINDS[KINDS.index(pt.RelationsMeasureTaken) + 1] is Kind
assert "[`inquiry-reported`](law.md#inquiry-reported)" in Path("docs/reference/kinds/index.md").read_text()
page = Path("docs/reference/kinds/law.md").read_text().partition("\\n## inquiry-reported\\n")[2]
assert ">>> InquiryReported(" in page and "`inquiry` and `claimed_by` replaces it" in page
for asked, told in ((["kinds"], "inquiry-reported"), (["kinds", "inquiry-reported"], "into")):
    assert told in CliRunner().invoke(command, asked).output

# What is read, written and asked
assert "into" in pt.schema()["$defs"]["inquiry-reported"]["properties"]
columns = [field.name for field in frames.events([], kind=Kind).schema]
assert {"inquiry", "by", "into", "status"} <= set(columns)
assert "events of kind inquiry-reported" in Path("tests/frames/schemas.txt").read_text()
assert "class InquiryReported(Event)" in Path("tests/surface/api.txt").read_text()

# Answers
opened = Kind(id="a", occurred="2023-11-02", inquiry="road", by="UN", into="the road", status="opened")
closed = Kind(id="b", occurred="2023-12-02", inquiry="road", by="UN", status="closed")
history = pt.History([opened, closed])
before, after = history.state(on="2023-11-03"), history.state()
assert [part.event for part in after.parts.on_record.values()] == [closed]
assert "inquiry road, United Nations: opened, into the road" in before.summary()
assert after.summary().count("inquiry road") == 1
assert history.why("on_record/inquiry-reported/road/()").events == (closed,)

# Strategies and stories
assert isinstance(find(strategies.events(Kind), lambda event: event.into), Kind)
assert Kind in {move.kind for move in PLAYING}
story = list(pt.simulate(1, 3000))
inquiries = Counter(event.inquiry for event in story if isinstance(event, Kind))
assert max(inquiries.values()) > 1
assert not pt.check(story).errors
laws.check_kind(Kind, max_examples=10)
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """Return a copy of the tree."""
    copy = tmp_path_factory.mktemp("tree")
    passed_over = shutil.ignore_patterns("__pycache__", ".hypothesis", "_build", "*.egg-info")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=passed_over)
        else:
            shutil.copy(ROOT / name, copy / name)
    return copy


def run(tree, *command):
    path = os.pathsep.join([str(tree / "src"), str(tree)])
    ran = subprocess.run(
        [sys.executable, "-B", *command],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def changed(tree):
    """Return the files of a copy that differ from those of the tree."""
    files = (path for path in tree.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    names = {path.relative_to(tree).as_posix(): path.read_bytes() for path in files}
    return {
        name
        for name, text in names.items()
        if not (ROOT / name).exists() or (ROOT / name).read_bytes() != text
    }


def test_a_kind_is_one_edit_and_one_command_and_nothing_that_knows_kinds_lacks_it(tree):
    block, name = BLOCK.search((ROOT / PAGE).read_text(encoding="utf-8")).groups()
    family = tree / FILE
    text = family.read_text(encoding="utf-8").rstrip()
    text = text.replace("__all__ = [\n", f'__all__ = [\n    "{name}",\n', 1)
    family.write_text(f"{text}\n\n\n{block}", encoding="utf-8")
    assert changed(tree) == {FILE}

    run(tree, "-m", "tests.generate")
    assert changed(tree) - {PICTURE} == {
        FILE,
        "src/peacetalks/events/kinds.py",
        "docs/reference/kinds/index.md",
        "docs/reference/kinds/law.md",
        "tests/frames/schemas.txt",
        "tests/golden/stories_of_seeds.txt",
        "tests/surface/api.txt",
    }
    run(tree, "-c", KNOWN)
    lists = "inquiry or list or rank or vocabulary"
    run(
        tree,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/unit/test_every_kind.py",
        "-k",
        lists,
    )
