#!/usr/bin/env bash
# One would believe that "14-15 Nov 1993" is a span of two days, the more so as "May 5-9, 1997" is
# read as five. With the days before the month timefhuman takes both for hours of the first day of
# the month: 14:00 to 15:00 on 1 November. Where a day is no hour ("21-25 May 1996") both days are
# lost and the first of the month is left. Rounds of talks are written just so outside the United
# States, and all of them move to the first of the month. Write the month before the days, or name
# it twice. Seen with timefhuman 0.1.5 on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check timefhuman==0.1.5
PATH="$folder/venv/bin:$PATH" venv/bin/python -W ignore - <<'PROGRAM'
import sys
from datetime import datetime
from importlib.metadata import version

from timefhuman import tfhConfig, timefhuman

print("timefhuman", version("timefhuman"))
setting = tfhConfig(now=datetime(2024, 6, 15))
stated = {
    "14-15 Nov 1993": [(datetime(1993, 11, 1, 14), datetime(1993, 11, 1, 15))],
    "5 to 9 May 1997": [(datetime(1997, 5, 1, 5), datetime(1997, 5, 1, 9))],
    "21-25 May 1996": [datetime(1996, 5, 1)],
    "May 5-9, 1997": [(datetime(1997, 5, 5), datetime(1997, 5, 9))],
    "28 May - 2 June 1999": [(datetime(1999, 5, 28), datetime(1999, 6, 2))],
}
print("Days before the month become hours of its first day; the last two are read right:")
as_stated = True
for text, expected in stated.items():
    seen = timefhuman(text, config=setting)
    print(f"  {text!r} -> {seen}")
    as_stated = as_stated and seen == expected
sys.exit(0 if as_stated else "no longer as stated")
PROGRAM
