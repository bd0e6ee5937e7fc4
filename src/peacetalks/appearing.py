"""Files that appear when they are whole."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from peacetalks.errors import InvalidValue, NotFound

__all__ = ["SQLITE", "appearing"]

SQLITE: Final = b"SQLite format 3\x00"
"""What every SQLite database begins with."""
_LONGEST: Final = 100
"""A name of so many letters may be made longer in every file system."""


@contextmanager
def appearing(path: str | os.PathLike[str]) -> Generator[Path]:
    """Yield a new file to write, beside the one of a path, which takes its place when it is written.

    A link is followed, and the rights of a file that is there already are kept. Where writing
    fails or is stopped, that file stays as it was, and nothing is left beside it.

    Raises:
        InvalidValue: if it is a folder, a device, a pipe or a database.
        NotFound: if there is no such folder.
        OSError: if it cannot be written.
    """
    named = Path(path)
    if named.is_dir():
        raise InvalidValue("a folder, not a file", value=str(path))
    if named.exists() and not named.is_file():
        raise InvalidValue("no regular file: a device or a pipe would be replaced", value=str(path))
    if named.exists() and _is_database(named):
        raise InvalidValue(
            "a database, which may be a log: nothing is written over it", value=str(path)
        )
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise NotFound(f"no such folder: {str(target.parent)!r}")
    beside = target.with_name(f".{target.name[:_LONGEST]}.{secrets.token_hex(4)}")
    try:
        beside.touch(exist_ok=False)
        yield beside
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE
