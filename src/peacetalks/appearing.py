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

__all__ = ["appearing"]

_LONGEST: Final = 100
"""A name of so many letters may be made longer in every file system."""


@contextmanager
def appearing(path: str | os.PathLike[str]) -> Generator[Path]:
    """Yield a new file to write, beside the one of a path, which takes its place when it is written.

    A link is followed, and the rights of a file that is there already are kept. Where writing
    fails or is stopped, that file stays as it was, and nothing is left beside it.

    Raises:
        InvalidValue: if it is a folder, a device or a pipe.
        NotFound: if there is no such folder.
        OSError: if it cannot be written.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise InvalidValue("a folder, not a file", value=str(path))
    if target.exists() and not target.is_file():
        raise InvalidValue("no regular file: a device or a pipe would be replaced", value=str(path))
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
