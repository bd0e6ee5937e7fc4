"""The house: arrows between modules, what an import costs, and why a rule is silenced."""

import ast
import configparser
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from types import ModuleType

import pytest

import peacetalks
from core import SOURCE, core_files
from import_arrows import arrows, circle
from surface.modules import every

pytestmark = pytest.mark.house

ROOT = Path(__file__).parents[2]


def test_arrows_point_one_way():
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "0 broken" in ran.stdout, ran.stdout + ran.stderr
    assert ran.returncode == 0


def test_no_module_imports_in_a_circle_not_even_for_type_checkers_or_inside_a_function():
    assert circle(arrows(ROOT / "src")) == []


@pytest.mark.parametrize(
    "back",
    [
        "from house.roof import tiles",
        "import house.roof",
        "if TYPE_CHECKING:\n    from house.roof import Tile",
        "def dig():\n    from house import roof",
    ],
)
def test_a_circle_is_seen_wherever_an_import_stands(tmp_path, back):
    house = tmp_path / "house"
    house.mkdir()
    (house / "__init__.py").write_text("")
    (house / "roof.py").write_text("from house.wall import height")
    (house / "wall.py").write_text("from house.ground import depth")
    (house / "ground.py").write_text("import os")
    assert circle(arrows(tmp_path)) == []
    (house / "ground.py").write_text(f"import os\n{back}")
    assert set(circle(arrows(tmp_path))) == {"house.roof", "house.wall", "house.ground"}


def test_no_import_is_relative_so_that_every_arrow_is_read():
    relative = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "src").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_importing_draws_no_card_and_writes_no_brief():
    code = "import sys, peacetalks; peacetalks.NegotiationState; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert "peacetalks.state.negotiation" in loaded
    assert not {"peacetalks.notebook.event", "peacetalks.notebook.history"} & loaded
    assert not {name for name in loaded if name.startswith("peacetalks.state.brief")}


def test_importing_loads_the_facts_and_what_is_used_of_the_rest():
    code = (
        "import sys, peacetalks; print('peacetalks.events.meetings' in sys.modules, "
        "*(room for room in ('codec', 'history', 'log', 'reducer', 'state') "
        "if f'peacetalks.{room}' in sys.modules)); "
        "peacetalks.read; print(*(room for room in ('codec', 'history', 'log') "
        "if f'peacetalks.{room}' in sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["True", "codec"]


def test_names_loaded_on_first_use_are_those_that_type_checkers_see():
    tree = ast.parse(Path(peacetalks.__file__).read_text(encoding="utf-8"))
    typed = next(
        node for node in tree.body if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node)
    )
    seen = {
        alias.name: node.module.removeprefix("peacetalks").lstrip(".")
        for node in typed.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == peacetalks._HOME | {"datasets": ""}


@pytest.mark.parametrize("name", [*sorted(peacetalks._HOME), *sorted(peacetalks._PACKAGES)])
def test_a_name_loaded_on_first_use_is_kept(name):
    assert getattr(peacetalks, name) is vars(peacetalks)[name]


def test_importing_loads_nothing_heavy():
    heavy = [
        "sqlalchemy",
        "pyarrow",
        "hypothesis",
        "rich",
        "click",
        "matplotlib",
        "cattrs",
        "pendulum",
        "ruamel",
    ]
    code = f"import sys, peacetalks; print([m for m in {heavy} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_rule_is_silenced_only_with_a_reason():
    silenced = re.compile(r"# (?:noqa|type: ignore|pyright: ignore)\b[^#]*#?\s*$")
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "src").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if silenced.search(line)
    ]
    assert bare == []


def test_no_file_of_the_core_is_left_out_of_what_is_measured_whole():
    session = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    (reader,) = (one for one in session.body if getattr(one, "name", "") == "core_files")
    names = {"Path": Path, "configparser": configparser, "__file__": str(ROOT / "noxfile.py")}
    exec(compile(ast.Module([reader], []), "noxfile.py", "exec"), names)  # noqa: S102 # nox itself is not installed with the tests
    patterns = names["core_files"]()
    measured = {
        path
        for path in SOURCE.rglob("*.py")
        if any(fnmatch(path.as_posix(), pattern) for pattern in patterns)
    }
    assert measured == set(core_files())


@pytest.mark.parametrize("module", every()[1:], ids=lambda module: module.__name__)
def test_the_name_of_a_module_gives_the_module(module):
    """As ``import a.b.c as x`` does not, where a package has a function of that name."""
    package, _, name = module.__name__.rpartition(".")
    assert getattr(sys.modules[package], name) is module
    own = vars(module).get(name)
    assert own is None or isinstance(own, ModuleType), f"give the module or {name}() another name"
