"""``python -m tests.surface``: write the public surface anew, to be read before it is kept."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the places of the tests

from surface.api import text
from surface.modules import public

if __name__ == "__main__":
    Path(__file__).with_name("api.txt").write_text(text(public()), encoding="utf-8")
