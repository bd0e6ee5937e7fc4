"""``__all__`` says what is there, and nothing else is promised."""

import builtins
import collections.abc
import inspect
import pickle
import re
import tomllib
import types
import typing
from pathlib import Path

import pytest
from hypothesis.stateful import RuleBasedStateMachine

from surface.api import text
from surface.modules import every, public

pytestmark = pytest.mark.house

ROOT = Path(__file__).parents[2]
PUBLIC = public()

UNREACHED = {
    "aliases of what a function takes": {
        *("Actors", "By", "Columns", "Dates", "Events", "Every", "Fold", "Given", "Handlers"),
        *("Kinds", "Known", "Negotiations", "NewLog", "OnProgress", "Progress"),
        *("Attributed", "Convert", "Move", "Rows", "Schema", "StreamRule", "Streams"),
        *("Upcast", "Upcasts"),
    },
    "what only a store of one's own meets": {"Readable", "Reader", "Writer"},
    "what only the library makes": {"Batch", "Bucket", "Carried", "PairActs", "Timeline", "World"},
}
"""Our types that signatures name and no public module exports, by what they are: this list may
only become shorter."""

ELSEWHERE = {
    *("AbstractContextManager", "Axes", "Bundle", "Date", "DateTime", "Duration", "Enum"),
    *("NOTHING", "Path", "PathLike", "RuleBasedStateMachine", "SearchStrategy"),
}
"""Types of other libraries."""


def names(modules):
    return [(module, name) for module in modules for name in getattr(module, "__all__", ())]


def test_every_name_of_every_module_exists():
    assert [f"{m.__name__}.{name}" for m, name in names(every()) if not hasattr(m, name)] == []


def test_no_name_is_listed_twice():
    listed = [module.__all__ for module in every() if hasattr(module, "__all__")]
    assert [each for each in listed if len(set(each)) < len(each)] == []


def test_every_public_module_lists_its_names_and_says_what_it_is():
    assert [m.__name__ for m in PUBLIC if not hasattr(m, "__all__")] == []
    assert [m.__name__ for m in PUBLIC if not (m.__doc__ or "").strip()] == []


@pytest.mark.parametrize("module", PUBLIC, ids=lambda module: module.__name__)
def test_a_module_offers_its_public_names_and_no_others(module):
    offered = set(module.__dir__())
    parts = [each.__name__.rpartition(".") for each in PUBLIC]
    # A package without names of its own offers its modules.
    names = module.__all__ or [name for package, _, name in parts if package == module.__name__]
    assert offered - {"__version__"} == set(names) != set()
    assert [name for name in offered if not hasattr(module, name)] == []


def test_no_public_name_is_private():
    assert [name for _, name in names(PUBLIC) if name.startswith("_")] == []


def test_no_class_or_function_of_another_library_is_passed_off_as_ours():
    found = [
        f"{module.__name__}.{name} is of {value.__module__}"
        for module, name in names(PUBLIC)
        if inspect.isclass(value := getattr(module, name)) or inspect.isfunction(value)
        if not value.__module__.startswith("peacetalks")
    ]
    assert found == []


def test_every_public_class_is_named_after_a_module_that_exports_it():
    exporting = {module.__name__: module for module in PUBLIC}
    for module, name in names(PUBLIC):
        cls = getattr(module, name)
        if isinstance(cls, type) and not isinstance(cls, types.GenericAlias):
            home = exporting[cls.__module__]
            assert cls.__name__ in home.__all__
            assert getattr(home, cls.__name__) is cls


def test_every_public_class_unpickles_from_the_module_it_is_named_after():
    for module, name in names(PUBLIC):
        cls = getattr(module, name)
        if isinstance(cls, type) and not isinstance(cls, types.GenericAlias):
            pickled = pickle.dumps(cls)
            assert cls.__module__.encode() in pickled
            assert pickle.loads(pickled) is cls  # our own bytes


def test_the_types_of_every_public_class_are_found_under_its_public_name():
    for module, name in names(PUBLIC):
        cls = getattr(module, name)
        # Hypothesis names types in its machines that it imports for type checkers only.
        if inspect.isclass(cls) and not issubclass(cls, RuleBasedStateMachine):
            typing.get_type_hints(cls, include_extras=True)


def test_no_further_type_of_a_signature_is_out_of_reach():
    listed = {name for _, name in names(PUBLIC)}
    known = listed.union(ELSEWHERE, dir(builtins), dir(typing), dir(collections.abc))
    surface = re.sub(r"'[^']*'|\"[^\"]*\"", "", text(PUBLIC))
    named = set(re.findall(r"(?<![\w.])[A-Z]\w+", surface))
    assert named - known == set().union(*UNREACHED.values()) - known


def test_the_supported_pythons_are_the_same_wherever_they_are_named():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    prefix = "Programming Language :: Python :: "
    promised = [each.removeprefix(prefix) for each in project["classifiers"] if prefix in each]
    tested = re.search(
        r"^PYTHONS = (\[.*\])$", (ROOT / "noxfile.py").read_text("utf-8"), re.MULTILINE
    )
    assert tested
    assert re.findall(r"[\d.]+", tested[1]) == promised
    assert project["requires-python"] == f">={promised[0]}"
    page = (ROOT / "docs/reference/stability.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (3\.\d+) \|", page, re.MULTILINE) == promised


def test_ci_runs_the_least_versions_on_the_first_python_and_the_unit_tests_on_the_newest():
    noxfile = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    on = dict(
        re.findall(r"^@nox\.session\(python=PYTHONS(\[.*?\]).*\)\ndef (\w+)", noxfile, re.MULTILINE)
    )
    assert on == {"[:1]": "least", "[-1:]": "unit"}
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (asked,) = re.findall(r"\bnox .*-s (.*)$", ci, re.MULTILINE)
    assert asked.split() == ["least", "unit"]
