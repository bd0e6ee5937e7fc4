#!/usr/bin/env bash
# One would believe that a column of numbers is read in one scheme, or that a number with two
# meanings is refused. Without from_format, country-engine guesses the scheme of each value alone,
# and a number that ISO has counts as ISO, any other as Correlates of War. One column of COW
# numbers thus comes back half right: 640 and 645 are Turkey and Iraq, 652 (Syria) is Saint-
# Barthélemy, 678 (Yemen Arab Republic) is São Tomé, 710 (China) is South Africa. Nothing is
# missing, so no check on missing values finds it. Name the scheme each time. Seen with country-
# engine 0.1.0 and polars 2.1.0 on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check country-engine==0.1.0 polars==2.1.0
PATH="$folder/venv/bin:$PATH" venv/bin/python -W ignore - <<'PROGRAM'
import sys
from importlib.metadata import version

from country_engine import convert

print("country-engine", version("country-engine"))
column = [2, 640, 645, 652, 678, 679, 710]
guessed = [convert(number, to="country.name.en") for number in column]
named = [convert(number, to="country.name.en", from_format="cown") for number in column]
print("One column of COW numbers, the scheme guessed value by value, and the scheme named:")
for number, one, other in zip(column, guessed, named, strict=True):
    print(f"  {number:4} {one:25} {other:25} {'' if one == other else '<- differs'}")
differs = [number for number, one, other in zip(column, guessed, named, strict=True) if one != other]
sys.exit(0 if differs == [652, 678, 710] and None not in guessed else "no longer as stated")
PROGRAM
