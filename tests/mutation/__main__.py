"""``python tests/mutation``: change one thing of the core at a time, and see whether a test notices.

A sample, drawn by a seed, of all places where a comparison, a boolean, a number, a condition or a returned
value can be something else. Each mutant is written to a copy of the tree, the tests of its package
run there until one fails, and what survives is printed with its line. What is reported is a share of a
sample: with so many mutants its error is about ``1 / sqrt(sample)``.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "peacetalks"
GOLDEN = ["tests/golden/test_article.py", "tests/golden/test_south_caucasus.py"]
PACKAGES: dict[str, list[str]] = {
    "when": [f"tests/unit/test_{name}.py" for name in ("when", "when_refusals", "clocks", "edges")],
    "reducer": [
        *(f"tests/unit/test_{name}.py" for name in (
            "meetings", "meeting_refusals", "mediation", "agreements", "agreement_votes", "parts", "on_record",
            "words", "figures", "contacts_and_tellings", "phase", "questions", "missing_to",
            "acceptable_mediators", "edges", "rare_cases",
        )),
        *GOLDEN,
    ],
    "history": [
        *(f"tests/unit/test_{name}.py" for name in (
            "clocks", "edges", "history_edges", "rare_cases", "cards",
        )),
        "tests/golden/test_viewpoints.py", *GOLDEN, "tests/properties/test_viewpoint_laws.py",
        "tests/properties/test_order_laws.py", "tests/properties/test_walk_laws.py",
    ],
    "state/queries/phases": [
        "tests/unit/test_phase.py", "tests/unit/test_phase_talks.py",
        "tests/golden/test_phase_decisions.py", *GOLDEN,
        "tests/properties/test_phase_model.py",
    ],
    "state/queries": [
        *(f"tests/unit/test_{name}.py" for name in (
            "questions", "missing_to", "acceptable_mediators", "figures", "phase", "phase_talks",
            "rare_cases",
        )),
        "tests/properties/test_day_laws.py", *GOLDEN,
    ],
    "checks": [
        f"tests/unit/test_{name}.py"
        for name in ("checks", "checks_edges", "findings_of_files", "checkpoints", "identity", "edges")
    ],
}  # fmt: skip
"""The packages, and the tests that ought to notice; more of the suite would notice more."""

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_WHEN = ("when.py", "date_text.py")
"""What is no folder."""
_NO_TESTS = 5
_PATIENCE = 180
"""Seconds after which the tests of a mutant that hangs are stopped: it was noticed."""


def places(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Yield what can be changed, with what becomes of it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
            yield node, f"{type(node.ops[0]).__name__} to {COMPARED[type(node.ops[0])].__name__}"
        elif isinstance(node, ast.BoolOp):
            yield node, "And to Or" if isinstance(node.op, ast.And) else "Or to And"
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node, "not x to x"
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            yield node, f"{node.value} to {node.value + 1}"
        elif isinstance(node, ast.Constant) and type(node.value) is bool:
            yield node, f"{node.value} to {not node.value}"
        elif isinstance(node, ast.IfExp):
            yield node, "a if x else b to b if x else a"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            yield node, "+ to -" if isinstance(node.op, ast.Add) else "- to +"


def changed(node: ast.AST) -> ast.AST:
    """Change a node in place."""
    if isinstance(node, ast.Compare):
        node.ops[0] = COMPARED[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp):
        node.op = ast.UAdd()
    elif isinstance(node, ast.Constant):
        node.value = not node.value if type(node.value) is bool else node.value + 1  # type: ignore[operator] # a number
    elif isinstance(node, ast.IfExp):
        node.body, node.orelse = node.orelse, node.body
    elif isinstance(node, ast.BinOp):
        node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
    return node


def mutants(package: str) -> list[tuple[Path, int, int, str]]:
    """Return the mutants of a package: file, number of the place in it, line, what is changed."""
    files = sorted(SOURCES.glob(f"{package}/*.py")) or [SOURCES / name for name in _WHEN]
    return [
        (file, number, getattr(node, "lineno", 0), what)
        for file in files
        for number, (node, what) in enumerate(places(ast.parse(file.read_text(encoding="utf-8"))))
    ]


def mutated(file: Path, number: int) -> str:
    """Return the text of a file with one place changed."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    node = next(node for at, (node, _) in enumerate(places(tree)) if at == number)
    if isinstance(node, ast.UnaryOp):
        # "not x" becomes the truth of x.
        whole = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
        for parent in ast.walk(tree):
            for name, value in ast.iter_fields(parent):
                if value is node:
                    setattr(parent, name, whole)
                elif isinstance(value, list) and node in value:
                    value[value.index(node)] = whole
    else:
        changed(node)
    return ast.unparse(ast.fix_missing_locations(tree))


def noticed(tree: Path, package: str, file: Path, number: int) -> bool:
    """Return whether a test fails on a mutant, in a copy of the tree."""
    target = tree / file.relative_to(ROOT)
    before = target.read_text(encoding="utf-8")
    target.write_text(mutated(file, number), encoding="utf-8")
    try:
        return not passed(tree, package)
    except subprocess.TimeoutExpired:
        return True
    finally:
        target.write_text(before, encoding="utf-8")


def passed(tree: Path, package: str) -> bool:
    """Return whether the tests of a package pass in a copy of the tree.

    Raises:
        SystemExit: if pytest ran no test, which says nothing of a mutant.
    """
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-x", "-q", "-n0", "--no-header"),
            *("-p", "no:cacheprovider"),
            *PACKAGES[package],
        ],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
        env={
            **os.environ,
            "PYTHONPATH": str(tree / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HYPOTHESIS_PROFILE": "dev",
        },
    )
    # A mutant that cannot be imported ends pytest in other ways than by a failure, and is noticed.
    if done.returncode == _NO_TESTS:
        raise SystemExit(f"{package}: no tests were run")
    return done.returncode == 0


def main() -> None:
    """Draw mutants, try them, and print what survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=40, help="how many of each package")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=PACKAGES, help="one package")
    parser.add_argument("--workers", type=int, default=2)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trees = [Path(folder) / str(number) for number in range(told.workers)]
        for tree in trees:
            shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".*cache", "_build"))
        for package in [told.only] if told.only else PACKAGES:
            if not passed(trees[0], package):
                raise SystemExit(f"{package}: its tests fail on the tree as it is")
            every = mutants(package)
            drawn = random.Random(told.seed).sample(every, min(told.sample, len(every)))
            _tried(trees, package, drawn, len(every))


def _tried(
    trees: list[Path], package: str, drawn: list[tuple[Path, int, int, str]], of: int
) -> None:
    shares = [drawn[number :: len(trees)] for number in range(len(trees))]

    def each(tree: Path, share: list[tuple[Path, int, int, str]]) -> int:
        lived = 0
        for file, number, line, what in share:
            if not noticed(tree, package, file, number):
                lived += 1
                # At once, so that a run that is stopped has told what it found.
                print(f"  {file.relative_to(ROOT)}:{line}: {what}", flush=True)  # noqa: T201 # what was asked
        return lived

    print(f"{package}, survived:", flush=True)  # noqa: T201 # see above
    with ThreadPoolExecutor(len(trees)) as pool:
        lived = sum(pool.map(each, trees, shares))
    share = (len(drawn) - lived) / len(drawn)
    print(f"{package}: {len(drawn)} of {of} tried, {share:.0%} noticed", flush=True)  # noqa: T201 # see above


if __name__ == "__main__":
    main()
