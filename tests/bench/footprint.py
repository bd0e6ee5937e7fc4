"""Memory and the time of an import, each measured in processes of their own."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

from tests.bench.measuring import Figure

__all__ = ["footprints"]

_IMPORT = "import and memory"
# Of this process alone: what resource.getrusage tells, a process inherits.
_RSS = "print(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1])"
_STREAMING = """
import peacetalks as pt
from tests.bench.material import each
pt.fold(each({number}), {{pt.MeetingRefused: lambda n, _: n + 1}}, initial=0)
"""
_FULL = """
import peacetalks as pt
from tests.bench.material import each
pt.fold(each({number}))
"""
_KEPT = """
import peacetalks as pt
from tests.bench.material import each
kept = list(each({number}))
"""


def footprints(number: int, rounds: int) -> list[Figure]:
    """Return the cost of importing, of a streaming fold, and of an event that is kept."""
    bare = _peak("")
    base = _peak("import peacetalks as pt; from tests.bench.material import each")
    return [
        _import(rounds),
        _figure(
            f"a streaming fold of {number:,} events, MB above the empty interpreter",
            (_peak(_STREAMING.format(number=number)) - bare) / 1e6,
            most=120,
        ),
        _figure(
            "the same into the full state, which keeps who wrote each value, MB",
            (_peak(_FULL.format(number=number)) - bare) / 1e6,
        ),
        _figure(
            "bytes of an event that is kept, with one source",
            (_peak(_KEPT.format(number=number // 10)) - base) / (number // 10),
        ),
    ]


def _import(rounds: int) -> Figure:
    """Return what ``import peacetalks`` takes beside a bare interpreter, warm, interleaved."""
    taken = [(_seconds("import peacetalks") - _seconds("pass")) * 1000 for _ in range(rounds + 1)]
    low, middle, high = statistics.quantiles(taken[1:], n=4, method="inclusive")
    what = "import peacetalks, ms above the bare interpreter"
    return Figure(_IMPORT, what, middle, low, high, least=None, most=200)


def _figure(what: str, value: float, most: float | None = None) -> Figure:
    return Figure(_IMPORT, what, value, value, value, least=None, most=most)


def _seconds(code: str) -> float:
    # Warm means compiled, too.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    return time.perf_counter() - start


def _peak(code: str) -> int:
    """Return the most memory that a process with some code took, in bytes."""
    command = [sys.executable, "-c", f"import re\n{code}\n{_RSS}"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(told) * 1024
