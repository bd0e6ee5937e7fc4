"""``python -m tests.generate`` writes every text that is made of the code; read what changed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
WRITERS = (
    ("docs/generated/union.py",),  # first: the others import the kinds that it lists
    ("docs/generated",),
    ("tests/tamperings.py",),
    ("-m", "tests.surface"),
    ("tests/frames/test_schemas.py",),
    ("tests/unit/test_simulate.py",),
)

if __name__ == "__main__":
    for writer in WRITERS:
        subprocess.run([sys.executable, *writer], cwd=ROOT, check=True)
