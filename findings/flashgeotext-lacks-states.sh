#!/usr/bin/env bash
# One would believe that the list of countries that comes with flashgeotext holds the states of
# the world, so that a text in which it finds none names none. The list has 140 entries; over a
# hundred names of ISO 3166 are not found, among them Mali, Yemen, Liberia, Sierra Leone,
# Mozambique, Uganda, Nigeria and El Salvador. Worse, where a missing state has a name that holds
# a listed one, the listed one is counted: South Sudan as Sudan, Papua New Guinea and Guinea as
# Guinea-Bissau. A table of who is named in agreements then has gaps and wrong parties where wars
# were ended. Give the library your own list (LookupData). Seen with flashgeotext 0.5.5 and
# pycountry 26.2.16 on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check flashgeotext==0.5.5 pycountry==26.2.16
PATH="$folder/venv/bin:$PATH" venv/bin/python -W ignore - <<'PROGRAM'
import sys
from importlib.metadata import version

from loguru import logger

logger.remove()

import pycountry
from flashgeotext.geotext import GeoText

print("flashgeotext", version("flashgeotext"))
finder = GeoText()

def found(text):
    return {name: hits["count"] for name, hits in finder.extract(text)["countries"].items()}

absent = [state.name for state in pycountry.countries if not found(f"talks in {state.name} today")]
print(f"{len(absent)} of {len(pycountry.countries)} names of ISO 3166 are not found, among them:")
party = ["Mali", "Yemen", "Liberia", "Sierra Leone", "Mozambique", "Uganda", "Nigeria", "El Salvador"]
print(" ", [name for name in party if name in absent])
texts = {
    "Agreement between Sudan and South Sudan": {"Sudan": 2},
    "Papua New Guinea and the Bougainville leaders": {"Guinea-Bissau": 1},
    "Guinea hosted the talks": {"Guinea-Bissau": 1},
    "Chad, Mali and Niger": {"Chad": 1},
}
print("A missing state is taken for the one whose name it holds, or left out:")
for text in texts:
    print(f"  {text:48} -> {found(text)}")
as_stated = len(absent) > 100 and set(party) <= set(absent)
as_stated = as_stated and all(found(text) == hits for text, hits in texts.items())
sys.exit(0 if as_stated else "no longer as stated")
PROGRAM
