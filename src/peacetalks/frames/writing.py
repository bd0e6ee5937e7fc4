"""Files that appear when they are whole."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["appearing"]


@contextmanager
def appearing(path: str | os.PathLike[str]) -> Generator[Path]:
    """Yield a path to write to, which takes its place when it was written."""
    whole = Path(path)
    part = whole.with_name(f"{whole.name}.part")
    try:
        yield part
        part.replace(whole)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
