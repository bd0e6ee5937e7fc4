"""Old names work, warn at the line that uses them, and are nowhere offered."""

import importlib
import re
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from peacetalks._support.deprecation import DEPRECATED
from surface.deprecations import every, table

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "stability.md"
TABLE = re.compile(r"\| old name \|.*\n(?:\|.*\n)+")


def parts(name):
    module, _, attribute = name.rpartition(".")
    return importlib.import_module(module), attribute


@pytest.mark.parametrize("old", DEPRECATED)
def test_an_old_name_is_what_the_new_one_is_and_warns_at_the_line_that_asks(old):
    module, name = parts(old)
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        value = getattr(module, name)
        value = getattr(module, name)
    home, new = parts(DEPRECATED[old].new)
    assert value is getattr(home, new)
    assert [(each.category, each.filename) for each in found] == [
        (DeprecationWarning, __file__),
        (DeprecationWarning, __file__),
    ]
    assert found[1].lineno == found[0].lineno + 1
    assert str(found[0].message).startswith(f"{old} is deprecated since peacetalks ")
    assert str(found[0].message).endswith(f"; use {DEPRECATED[old].new}")


@pytest.mark.parametrize("old", DEPRECATED)
def test_an_old_name_that_is_imported_warns_once_at_the_import(old):
    module, _, name = old.rpartition(".")
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        exec(compile(f"\nfrom {module} import {name}", "a script", "exec"), {})  # noqa: S102 # our own line
    assert [(each.filename, each.lineno) for each in found] == [("a script", 2)]


@pytest.mark.parametrize("old", DEPRECATED)
def test_an_old_name_is_not_offered(old):
    module, name = parts(old)
    assert name not in dir(module)
    assert name not in module.__all__


def test_a_name_goes_two_minor_versions_after_it_was_deprecated():
    assert {(each.since, each.removed_in) for each in every()} == {("0.1", "0.3")}


def test_a_name_that_never_was_is_refused_without_a_warning():
    for module in {old.rpartition(".")[0] for old in DEPRECATED}:
        with pytest.raises(AttributeError, match=f"module '{module}' has no attribute 'nothing'"):
            _ = importlib.import_module(module).nothing


def test_importing_everything_warns_of_nothing():
    modules = sorted({old.rpartition(".")[0] for old in DEPRECATED})
    code = "\n".join(f"from {module} import *" for module in modules)
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_page_on_stability_lists_every_deprecated_name():
    assert TABLE.findall(PAGE.read_text(encoding="utf-8")) == [table()], "python -m tests.surface"
    assert {"peacetalks.Receipt", "peacetalks.History.resolved"} <= {each.old for each in every()}
    assert "| `peacetalks.when` | `peacetalks.primitives` |" in table()
