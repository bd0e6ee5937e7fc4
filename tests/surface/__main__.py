"""``python -m tests.surface``: rewrite the snapshot of the public surface; read the difference before you commit it."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the places of the tests

from surface.api import text
from surface.deprecations import table
from surface.modules import public
from surface.test_deprecated import PAGE, TABLE

if __name__ == "__main__":
    Path(__file__).with_name("api.txt").write_text(text(public()), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(re.sub(TABLE, lambda _: table(), page), encoding="utf-8")
