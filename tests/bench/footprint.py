"""Memory, and the time of an import, each measured in separate processes."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

from tests.bench.measuring import Figure

__all__ = ["footprints"]

_IMPORT = "import and memory"
# resource.getrusage would include what the process inherited; VmHWM does not.
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
    """Return the costs of importing, of a streaming fold, and of an event in memory."""
    bare = _peak("")
    base = _peak("import peacetalks as pt; from tests.bench.material import each")
    return [
        _import(rounds, "import peacetalks", "import peacetalks", most=150),
        _import(
            rounds, "import peacetalks as pt; pt.History", "the same, and the first use of History"
        ),
        _figure(
            f"a streaming fold of {number:,} events, MB above the empty interpreter",
            (_peak(_STREAMING.format(number=number)) - bare) / 1e6,
            most=120,
        ),
        _figure(
            "the same into the full state, with the events behind each value, MB",
            (_peak(_FULL.format(number=number)) - bare) / 1e6,
        ),
        _figure(
            "bytes of an event in memory, with one source",
            (_peak(_KEPT.format(number=number // 10)) - base) / (number // 10),
        ),
    ]


def _import(rounds: int, code: str, what: str, most: float | None = None) -> Figure:
    """Return the time of some code minus that of a bare interpreter, warm."""
    taken = [(_seconds(code) - _seconds("pass")) * 1000 for _ in range(rounds + 1)]
    low, middle, high = statistics.quantiles(taken[1:], n=4, method="inclusive")
    what = f"{what}, ms above the bare interpreter"
    return Figure(_IMPORT, what, middle, low, high, least=None, most=most)


def _figure(what: str, value: float, most: float | None = None) -> Figure:
    return Figure(_IMPORT, what, value, value, value, least=None, most=most)


def _seconds(code: str) -> float:
    # Warm includes compiled bytecode.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    return time.perf_counter() - start


def _peak(code: str) -> int:
    """Return the peak memory of a process that runs some code, in bytes."""
    command = [sys.executable, "-c", f"import re\n{code}\n{_RSS}"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(output) * 1024
