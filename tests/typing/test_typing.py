"""What type checkers accept and refuse, in the README too, and that no public name is without a type."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from typing_pages import code_of

pytestmark = pytest.mark.house

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RIGHT, WRONG = HERE / "right.py", HERE / "wrong.py"
README = code_of((ROOT / "README.md").read_text(encoding="utf-8"))
MARKED = {
    number
    for number, line in enumerate(WRONG.read_text(encoding="utf-8").splitlines(), 1)
    if "  # wrong" in line
}
MYPY = re.compile(r"^(\S+\.py):(\d+): error: (.*)$", re.MULTILINE)


def run(*command):
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )


def by_mypy(*files):
    ran = run("mypy", "--strict", "--warn-unreachable", f"--cache-dir={files[0].parent}", *files)
    assert ran.returncode < 2, ran.stdout + ran.stderr
    found = [(Path(file).name, int(line), text) for file, line, text in MYPY.findall(ran.stdout)]
    assert found, ran.stdout + ran.stderr
    return found


def by_pyright(*files):
    ran = run("pyright", "--outputjson", "--pythonpath", sys.executable, *files)
    assert ran.returncode < 2, ran.stdout + ran.stderr
    return [
        (Path(each["file"]).name, each["range"]["start"]["line"] + 1, each["message"])
        for each in json.loads(ran.stdout)["generalDiagnostics"]
    ]


@pytest.fixture(scope="module", params=[by_mypy, by_pyright], ids=["mypy", "pyright"])
def refused(request, tmp_path_factory):
    """Return what a checker refuses, all files looked at at once: file, line, what it says."""
    folder = tmp_path_factory.mktemp("readme")
    readme, slip = folder / "readme.py", folder / "slip.py"
    readme.write_text(README, encoding="utf-8")
    slip.write_text(README + "\nstate.refusals(of='AZE')\n", encoding="utf-8")
    return request.param(readme, slip, RIGHT, WRONG)


def test_what_is_right_is_accepted_and_has_the_type_that_is_said(refused):
    assert [each for each in refused if each[0] == RIGHT.name] == []


def test_every_line_that_is_wrong_is_refused(refused):
    assert MARKED - {line for file, line, _ in refused if file == WRONG.name} == set()


def test_nothing_else_is_refused_than_what_is_wrong(refused):
    assert [each for each in refused if each[0] == WRONG.name and each[1] not in MARKED] == []


def test_the_code_of_the_readme_has_the_right_types(refused):
    assert [each for each in refused if each[0] == "readme.py"] == []


def test_a_slip_in_the_readme_would_be_found(refused):
    last = README.count("\n") + 2
    told = [text for file, line, text in refused if (file, line) == ("slip.py", last)]
    assert told
    assert all("of" in text for text in told)


def test_no_public_name_is_without_a_type():
    ran = run(
        "pyright",
        "--verifytypes=peacetalks",
        "--ignoreexternal",
        "--outputjson",
        f"--pythonpath={sys.executable}",
    )
    found = json.loads(ran.stdout)["typeCompleteness"]
    lacking = {
        each["name"]: [told["message"] for told in each["diagnostics"]]
        for each in found["symbols"]
        if each["isExported"] and not (each["isTypeKnown"] and not each["isTypeAmbiguous"])
    }
    assert lacking == {}
    assert found["completenessScore"] == 1
    assert found["exportedSymbolCounts"]["withKnownType"] > 5000  # it looked at the library


def test_prompts_go_and_what_is_printed_too():
    page = """
Text.

```python
>>> def count(number):
...     return number + 1
>>> count(1)
2
>>> count(None)
Traceback (most recent call last):
...
TypeError: not a number

```

```python
plain = 1
```
"""
    assert code_of(page).splitlines()[1:] == [
        "def count(number):",
        "    return number + 1",
        "count(1)",
        "count(None)",
        "",
        "plain = 1",
    ]
