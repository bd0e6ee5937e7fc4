"""Which module imports which: at its head, for type checkers alone, and inside functions."""

import ast
import graphlib
from pathlib import Path


def arrows(root):
    """Return the modules below a folder, each with those of them that it imports."""
    paths = {_name(path.relative_to(root)): path for path in Path(root).rglob("*.py")}
    return {name: set(_imported(path, paths)) - {name} for name, path in paths.items()}


def circle(graph):
    """Return the names of a circle, the first one again at the end; empty: there is none."""
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as found:
        return found.args[1]
    return []


def _name(path):
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(path, modules):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            # Of a name that is no module, the package that has it is imported.
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            named = [name if name in modules else node.module for name in inside]
        else:
            continue
        yield from (name for name in named if name in modules)
