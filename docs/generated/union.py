"""``python docs/generated/union.py`` writes ``events/kinds.py`` from the modules of the families.

It reads their text and imports nothing of the library, which needs ``kinds.py`` to be imported:
so a kind may be added, renamed or removed. ``--check`` compares the file with what it would be.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable
from pathlib import Path

EVENTS = Path(__file__).parents[2] / "src/peacetalks/events"
KINDS = EVENTS / "kinds.py"
FAMILIES = (
    "meetings",
    "talks",
    "mediation",
    "agreements",
    "statements",
    "force",
    "security",
    "territory",
    "law",
    "bookkeeping",
)
"""The families in the order that breaks ties between facts of one day; so does that of a file."""

HEAD = '''\
"""The kinds of peacetalks, and their union. Written by ``nox -s generate``: do not edit.

The kinds come from the modules of the families, in the order of the families and of the classes in
each file. The position of a kind is its rank in the one order of events.
"""

from __future__ import annotations

from typing import Final, TypeAlias, cast, get_args
'''

TAIL = '''\
"""The union of the kinds, for an exhaustive ``match``."""

KINDS: Final = cast("tuple[type[Event], ...]", get_args(CoreEvent)[:-1])
"""The kinds, in the order of the union, which is their rank; without ``UnknownEvent``."""

CORE: Final = Vocabulary(KINDS)
"""The vocabulary that peacetalks comes with."""
'''


def kinds_module(families: dict[str, list[str]]) -> str:
    """Return the text of ``kinds.py``.

    Args:
        families: the names of the classes of each family, in order.
    """
    kinds = [name for names in families.values() for name in names]
    imported = {
        **families,
        "base": ["Event"],
        "unknown": ["UnknownEvent"],
        "vocabulary": ["Vocabulary"],
    }
    exported = ["CORE", *sorted([*kinds, "CoreEvent", "UnknownEvent"])]
    lines = [
        HEAD,
        *(_import(module, imported[module]) for module in sorted(imported)),
        "",
        "__all__ = [",
        *(f'    "{name}",' for name in exported),
        "]",
        "",
        "CoreEvent: TypeAlias = (",
        "    " + "\n    | ".join([*kinds, "UnknownEvent"]),
        ")",
        TAIL,
    ]
    return "\n".join(lines)


def _import(module: str, names: Iterable[str]) -> str:
    what = "*" if module in FAMILIES else ", ".join(names)
    return f"from peacetalks.events.{module} import {what}"


def kinds_of(family: str) -> list[str]:
    """Return the names of the kinds that the module of a family defines, in order."""
    module = ast.parse((EVENTS / f"{family}.py").read_text(encoding="utf-8"))
    classes = (node for node in module.body if isinstance(node, ast.ClassDef))
    return [each.name for each in classes if "Event" in map(ast.unparse, each.bases)]


def main() -> None:
    """Write the file, or exit with 1 if it is not what it would be."""
    text = kinds_module({family: kinds_of(family) for family in FAMILIES})
    if "--check" not in sys.argv:
        KINDS.write_text(text, encoding="utf-8")
    elif KINDS.read_text(encoding="utf-8") != text:
        print(f"{KINDS}: not as the families have it; hint: nox -s generate")  # noqa: T201 # what was asked
        sys.exit(1)


if __name__ == "__main__":
    main()
