"""The public surface is the one that was read and agreed to."""

import difflib
from pathlib import Path

import pytest

from surface.api import text
from surface.modules import public

pytestmark = pytest.mark.house

SNAPSHOT = Path(__file__).with_name("api.txt")


def test_the_public_surface_is_the_one_that_was_reviewed():
    reviewed = SNAPSHOT.read_text(encoding="utf-8").splitlines()
    found = text(public()).splitlines()
    changed = list(difflib.unified_diff(reviewed, found, "reviewed", "found", lineterm="", n=1))
    assert changed == [], "\n".join(
        [*changed, "", "if it is meant: nox -s generate, and a line in CHANGELOG.md"]
    )
