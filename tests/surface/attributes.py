"""The attributes of a class that it declares, or that its making sets."""

from __future__ import annotations

import ast
from typing import Any

from surface.definitions import annotations, definition

__all__ = ["attributes"]


def attributes(cls: type) -> dict[str, Any]:
    """Return the public attributes of a class: those it declares and those its making sets."""
    found = {
        name: annotation
        for name, annotation in annotations(cls).items()
        if not name.startswith("_") and "ClassVar" not in str(annotation)
    }
    written = definition(cls)
    for node in ast.walk(written) if written is not None else ():
        if isinstance(node, ast.FunctionDef) and node.name == "__init__":
            found = {**_set_in(node), **found}
    return found


def _set_in(init: ast.FunctionDef) -> dict[str, str]:
    """Return what a making sets on itself; of what it was given, the type that was asked for."""
    given = {
        arg.arg: ast.unparse(arg.annotation)
        for arg in [*init.args.posonlyargs, *init.args.args, *init.args.kwonlyargs]
        if arg.annotation
    }
    found: dict[str, str] = {}
    for node in ast.walk(init):
        if isinstance(node, ast.AnnAssign):
            targets, annotation = [node.target], ast.unparse(node.annotation)
        elif isinstance(node, ast.Assign):
            targets, annotation = node.targets, given.get(ast.unparse(node.value), "")
        else:
            continue
        for target in targets:
            is_own = isinstance(target, ast.Attribute) and ast.unparse(target.value) == "self"
            if is_own and not target.attr.startswith("_"):
                found[target.attr] = annotation
    return found
