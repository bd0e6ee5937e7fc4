"""The streams about which the golden questions are asked."""

from pathlib import Path

import peacetalks as pt

__all__ = ["STREAMS", "stream"]

FOLDER = Path(__file__).parent / "golden" / "streams"
STREAMS = sorted(path.stem for path in FOLDER.glob("*.jsonl"))


def stream(name):
    """Return what is read from a stream: its events and its findings."""
    return pt.read(FOLDER / f"{name}.jsonl")
