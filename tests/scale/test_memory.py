"""The memory that is given to a run is what it takes."""

import subprocess
import sys

import pytest

import peacetalks as pt
from peacetalks import scale

pytestmark = pytest.mark.engines

SCRIPT = """
import re, sys
from pathlib import Path
from peacetalks import scale
folded = scale.fold_streams(sys.argv[1], to=sys.argv[2], workers=0, memory=int(sys.argv[3]))
print(folded.events, re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
"""
# Less than the events take together, which a run that kept them would.
GIVEN = 340_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="what a process took at the most is told there")
def test_a_run_takes_no_more_memory_than_it_was_given(tmp_path):
    talks = pt.simulate(4, 200_000, negotiations=2_000)
    scale.write_events(talks.feed(), tmp_path / "events.parquet")
    command = [
        sys.executable,
        "-c",
        SCRIPT,
        tmp_path / "events.parquet",
        tmp_path / "run",
        str(GIVEN),
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert int(told[0]) > 150_000
    assert int(told[1]) * 1024 < GIVEN
