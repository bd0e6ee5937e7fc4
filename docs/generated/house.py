"""The picture of the house: the rooms of peacetalks, and which of them imports which.

All of it is read from the code. A room is a package or a module directly in ``src/peacetalks``; its
purpose is the first sentence of its docstring. An import counts wherever it is written: at the top of a
module, in a function, or for type checkers alone. Only ``peacetalks/__init__.py`` is left out, which
gathers the public names of all rooms and which no room imports.
"""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from layers import Box, Picture, drawn

PACKAGE = Path(__file__).parents[2] / "src/peacetalks"
MOST_LETTERS = 110
"""A purpose is cut after a part of a sentence, if it is longer."""

Arrow: TypeAlias = tuple[str, str]
"""A room, and one that it imports."""


class Room(NamedTuple):
    """A package or module directly in peacetalks."""

    name: str
    purpose: str
    files: int
    lines: int


class Import(NamedTuple):
    """An import of one room by another; late: in a function, or for type checkers alone."""

    arrow: Arrow
    late: bool


def house_drawing(package: Path = PACKAGE) -> str:
    """Return the picture as an SVG file."""
    rooms = rooms_of(package)
    found = imports_of(package)
    circles = circling(found)
    shown = reduced({one.arrow for one in found} - circles)
    now = {one.arrow for one in found if not one.late}
    boxes = [Box(room.name, _size(room), room.purpose) for room in rooms]
    styles = {arrow: "now" if arrow in now else "late" for arrow in shown}
    styles |= dict.fromkeys(circles, "back")
    return drawn(Picture("The rooms of peacetalks", _in_words(shown, circles), boxes, styles))


def _size(room: Room) -> str:
    # Lines with two digits that count, so that the picture does not change with each line of code.
    last = 10 ** max(len(str(room.lines)) - 2, 0)
    lines = f"{round(room.lines / last) * last:,} lines"
    return f"{room.files} files, {lines}" if room.files > 1 else lines


def _in_words(shown: Iterable[Arrow], circles: Iterable[Arrow]) -> str:
    """Return what the picture shows, for those who cannot see it."""
    below: defaultdict[str, list[str]] = defaultdict(list)
    for user, used in sorted({*shown, *circles}):
        below[user].append(used)
    return "; ".join(f"{user} imports {', '.join(used)}" for user, used in below.items()) + "."


def rooms_of(package: Path) -> list[Room]:
    """Return the rooms, with how large they are and what they are for."""
    listed = []
    for path in sorted(package.iterdir()):
        first = path / "__init__.py" if path.is_dir() else path
        if path.name == "__init__.py" or first.suffix != ".py" or not first.exists():
            continue
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        texts = [file.read_text(encoding="utf-8") for file in files]
        listed.append(
            Room(path.stem, purpose(first), len(files), sum(text.count("\n") for text in texts))
        )
    return listed


def purpose(path: Path) -> str:
    """Return the first sentence of a docstring, without code marks and without its full stop."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    sentence = re.split(r"(?<=[a-z)`])\. |\n\n", said + "\n\n", maxsplit=1)[0]
    text = " ".join(sentence.replace("``", "").split()).rstrip(".")
    return text if len(text) <= MOST_LETTERS else re.split(r"[;:,.] ", text, maxsplit=1)[0]


def imports_of(package: Path) -> list[Import]:
    """Return every import of one room by another."""
    modules = {_name(path, package): path for path in sorted(package.rglob("*.py"))}
    rooms = {_room(module) for module in modules} - {""}
    found = []
    for module, path in modules.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        at_top = {id(node) for node in tree.body}
        user = _room(module)
        for node in ast.walk(tree):
            for name in _named(node):
                used = _room(name)
                if user and used != user and used in rooms and name.startswith("peacetalks."):
                    found.append(Import((user, used), id(node) not in at_top))
    return found


def _name(path: Path, package: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _room(module: str) -> str:
    return module.partition(".")[2].partition(".")[0]


def _named(node: ast.AST) -> Iterator[str]:
    """Yield the names of what a node may import; imports are absolute here."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        if "." in node.module:
            yield node.module
        else:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def circling(found: Sequence[Import]) -> set[Arrow]:
    """Return the arrows without which there is no circle: of each circle a late one, or the rarest."""
    counts = Counter(one.arrow for one in found)
    now = {one.arrow for one in found if not one.late}
    arrows, out = set(counts), set()
    while True:
        reach = reached(arrows)
        circle = [(user, used) for user, used in arrows if user in reach[used]]
        if not circle:
            return out
        weakest = min(circle, key=lambda arrow: (arrow in now, counts[arrow], arrow))
        arrows.remove(weakest)
        out.add(weakest)


def reached(arrows: Iterable[Arrow]) -> dict[str, set[str]]:
    """Return for each room all that it imports, by way of other rooms too."""
    below: defaultdict[str, set[str]] = defaultdict(set)
    for user, used in arrows:
        below[user].add(used)
        below[used].update()
    reach = {room: set(used) for room, used in below.items()}
    for middle in sorted(reach):
        for used in reach.values():
            if middle in used:
                used.update(reach[middle])
    return reach


def reduced(arrows: set[Arrow]) -> set[Arrow]:
    """Return the arrows that do not follow from others; there is no circle in them."""
    reach = reached(arrows)
    return {
        (user, used)
        for user, used in arrows
        if not any(used in reach[other] for of, other in arrows if of == user and other != used)
    }
