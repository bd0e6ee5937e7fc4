"""``__all__`` says what is there, and nothing else is promised."""

import builtins
import collections.abc
import inspect
import re
import tomllib
import typing
from pathlib import Path

from surface.api import text
from surface.modules import every, public

ROOT = Path(__file__).parents[2]
PUBLIC = public()

UNREACHED = {
    "aliases of what a function takes": {
        *("Actors", "By", "Columns", "Dates", "Events", "Every", "Fold", "Given", "Handlers"),
        *("Kinds", "Known", "Negotiations", "NewLog", "Own", "Progress", "Told", "Upcast"),
        *("Convert", "Move", "Rows", "Schema", "StreamRule", "Streams", "Upcasts"),
    },
    "what only a store of one's own meets": {"Readable", "Reader", "Writer"},
    "what only the library makes": {"Batch", "Bucket", "Timeline", "World"},
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
