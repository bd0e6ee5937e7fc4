"""The house: arrows between modules, what an import costs, and why a rule is silenced."""

import ast
import configparser
import re
import subprocess
import sys
from pathlib import Path

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


def test_no_module_of_the_core_is_left_out_of_what_is_measured_whole():
    linted = configparser.ConfigParser()
    linted.read(ROOT / ".importlinter")
    core = linted["importlinter:contract:core"]["source_modules"].split()
    session = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    (told,) = (
        node.value
        for node in session.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "CORE"
    )
    measured = [node.value for node in ast.walk(told) if isinstance(node, ast.Constant)]
    assert {f"peacetalks.{name.removesuffix('/*')}" for name in measured} == set(core)
