"""The house: arrows between modules, and what an import costs."""

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


def test_every_public_name_is_there_and_documented():
    import peacetalks as pt  # noqa: PLC0415

    assert len(set(pt.__all__)) == len(pt.__all__)
    for name in pt.__all__:
        assert hasattr(pt, name), name
        value = getattr(pt, name)
        if isinstance(value, type):
            assert value.__doc__, name
