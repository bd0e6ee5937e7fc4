#!/usr/bin/env bash
# One would believe that a full date with a year of four digits is the surest thing to read.
# ctparse weighs readings of a text, and "2020" may also be 20:20 on a clock. For every year from
# 2000 that is divisible by five, that reading wins: the day moves to the next such day after the
# time of asking, in the evening. Other years are read right, so a sample of dates looks fine
# while all agreements of 2000, 2005, 2010, 2015, 2020 and 2025 are years off. Compare the year
# with the text. Seen with ctparse 0.3.6 on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check ctparse==0.3.6
PATH="$folder/venv/bin:$PATH" venv/bin/python -W ignore - <<'PROGRAM'
import sys
from datetime import datetime
from importlib.metadata import version

from ctparse import ctparse

print("ctparse", version("ctparse"))
asked_at = datetime(2024, 6, 15)
wrong = set()
for year in range(1990, 2026):
    for day, month, name in [(9, 1, "January"), (31, 8, "August"), (10, 11, "November")]:
        seen = ctparse(f"{day} {name} {year}", ts=asked_at).resolution
        if (seen.year, seen.month, seen.day) != (year, month, day):
            wrong.add(year)
for text in ["signed on 31 August 2020", "9 January 2005", "24 November 2016"]:
    print(f"  {text!r} -> {ctparse(text, ts=asked_at).resolution}")
print("Years between 1990 and 2025 in which days are misread:", sorted(wrong))
sys.exit(0 if wrong == set(range(2000, 2026, 5)) else "no longer as stated")
PROGRAM
