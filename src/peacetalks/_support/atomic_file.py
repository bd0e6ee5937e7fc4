"""Write files atomically: a file appears only when it is complete."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from peacetalks._text.secrets import address_shown
from peacetalks.errors import InvalidValue, NotFound

__all__ = ["SQLITE", "atomic_write"]

SQLITE: Final = b"SQLite format 3\x00"
"""The first bytes of every SQLite database."""
_LONGEST: Final = 100
"""How much of a file name a temporary name keeps; longer ones could exceed what systems allow."""


@contextmanager
def atomic_write(path: str | os.PathLike[str]) -> Generator[Path]:
    """Yield a temporary file to write, which replaces ``path`` when the block ends.

    Links are followed, and the permissions of an existing file are kept. If writing fails or is
    interrupted, the existing file stays as it was and the temporary file is removed.

    Raises:
        InvalidValue: if ``path`` is a folder, a device, a pipe or a database.
        NotFound: if its folder does not exist.
        OSError: if the file cannot be written.
    """
    requested = Path(path)
    if requested.is_dir():
        raise InvalidValue("a folder, not a file", value=address_shown(str(path)))
    if requested.exists() and not requested.is_file():
        raise InvalidValue(
            "not a regular file: a device or a pipe would be replaced",
            value=address_shown(str(path)),
        )
    if requested.exists() and _is_database(requested):
        raise InvalidValue(
            "a database, which may be a log and is not overwritten", value=address_shown(str(path))
        )
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise NotFound(f"no such folder: {address_shown(str(target.parent))!r}")
    temporary = target.with_name(f".{target.name[:_LONGEST]}.{secrets.token_hex(4)}")
    try:
        temporary.touch(exist_ok=False)
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE
