"""Another user: for tests of what may not be written, which root may write all the same."""

import contextlib
import os
import tempfile
from pathlib import Path

NOBODY = 65534


@contextlib.contextmanager
def as_nobody():
    """Run as a user who may read and not write, where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def may_enter(folder):
    """Let others enter a folder of the tests, and those above it."""
    top = Path(tempfile.gettempdir())
    for inside in (folder, *folder.parents):
        if top in inside.parents:
            inside.chmod(0o755)
