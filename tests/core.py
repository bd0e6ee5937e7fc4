"""The core, as ``.importlinter`` lists it: the one list that every check of the core reads."""

import configparser
from pathlib import Path

import peacetalks

__all__ = ["core_files", "core_modules"]

ROOT = Path(__file__).parents[1]
SOURCE = Path(peacetalks.__file__).parent


def core_modules():
    """Return the dotted names of the rooms and modules of the core."""
    rooms = configparser.ConfigParser()
    rooms.read(ROOT / ".importlinter", encoding="utf-8")
    return tuple(rooms["importlinter:contract:core"]["source_modules"].split())


def core_files():
    """Return every file of the core, sorted."""
    files = set()
    for name in core_modules():
        path = SOURCE.joinpath(*name.split(".")[1:])
        files |= set(path.rglob("*.py")) if path.is_dir() else {path.with_suffix(".py")}
    return sorted(files)
