"""Where a class is written: its ``__module__`` says who exports it, not who defines it."""

from __future__ import annotations

import ast
import functools
import inspect
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

__all__ = ["annotations", "definition"]


def definition(cls: type) -> ast.ClassDef | None:
    """Return the text of a class of the library, parsed; None: it has none."""
    found = (_classes(module).get(cls.__name__) for module in _having(cls))
    return next((one for one in found if one is not None), None)


def annotations(cls: type) -> dict[str, Any]:
    """Return the annotations of a class, as they are written where that is known."""
    written = definition(cls)
    own = {
        node.target.id: ast.unparse(node.annotation)
        for node in (written.body if written is not None else ())
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    # attrs adds those of cached properties.
    return {**inspect.get_annotations(cls), **own}


def _having(cls: type) -> Iterator[ModuleType]:
    for name, module in sorted(sys.modules.items()):
        if name.startswith("peacetalks") and vars(module).get(cls.__name__) is cls:
            yield module


@functools.cache
def _classes(module: ModuleType) -> dict[str, ast.ClassDef]:
    tree = ast.parse(inspect.getsource(module))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
