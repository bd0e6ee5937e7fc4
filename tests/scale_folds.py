"""What the tests of ``peacetalks.scale`` fold, and how they compare.

The folds are made inside functions, so that they travel to other processes as they are: a test
module cannot be imported there.
"""

import os
import signal
from pathlib import Path

import peacetalks as pt

__all__ = ["dying", "expected", "odd", "rows", "whole"]


def whole():
    """Return a fold that tells the whole state of a stream, as one text."""

    def fold(events):
        return {"events": len(events), "parts": repr(pt.fold(events).parts)}

    return fold


def dying(stream, marker=None):
    """Return a fold that kills its process at one stream: always, or until a file is there."""

    def fold(events):
        if any(event.note == stream for event in events) and not (marker and Path(marker).exists()):
            if marker:
                Path(marker).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return {"events": len(events), "parts": repr(pt.fold(events).parts)}

    return fold


def odd(stream, value, otherwise=1):
    """Return a fold that gives one stream of a simulation another value than the rest."""

    def fold(events):
        is_odd = events[0].id.startswith(f"{stream}-")
        if is_odd and isinstance(value, BaseException):
            raise value
        return {"v": value if is_odd else otherwise}

    return fold


def expected(streams, *, in_order=None):
    """Return what a plain fold makes of each stream, by name; in_order: as a log has them."""
    fold = whole()
    return {
        name: fold(pt.History(events, in_order=in_order).effective().events)
        for name, events in streams.items()
    }


def rows(folded):
    """Return the rows of results, by stream."""
    listed = folded.table().to_pylist()
    by_stream = {row.pop("stream"): row for row in listed}
    assert len(by_stream) == len(listed)
    return by_stream
