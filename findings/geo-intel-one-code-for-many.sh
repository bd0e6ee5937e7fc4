#!/usr/bin/env bash
# One would believe that a lookup of coordinates gives the ISO code of the state, or nothing where
# there is none. Where the map it was made from has no code, geo-intel-offline hands on the map's
# filler "-99" as iso2 and iso3, with a confidence as high as elsewhere. It does so for Pristina,
# Hargeisa and Kyrenia, and for Paris and Oslo too. Grouped by code, Kosovo, Somaliland, northern
# Cyprus, France and Norway are one actor, the last two known as hosts and mediators of talks.
# Treat "-99" as unknown and read the name. Taipei has a code with a hyphen, which is no ISO code
# either. Seen with geo-intel-offline 1.5.0 on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check geo-intel-offline==1.5.0
PATH="$folder/venv/bin:$PATH" venv/bin/python -W ignore - <<'PROGRAM'
import sys
from importlib.metadata import version

import geo_intel_offline

print("geo-intel-offline", version("geo-intel-offline"))
places = {
    "Pristina": (42.66, 21.17),
    "Hargeisa": (9.56, 44.06),
    "Kyrenia": (35.34, 33.32),
    "Paris": (48.85, 2.35),
    "Oslo": (59.91, 10.75),
    "Taipei": (25.03, 121.5),
    "Sana": (15.35, 44.2),
}
print("The filler of the map is given as the code of five states and territories:")
seen = {}
for place, (latitude, longitude) in places.items():
    answer = geo_intel_offline.resolve(latitude, longitude)
    seen[place] = answer.iso2
    print(f"  {place:9} iso2={answer.iso2} iso3={answer.iso3} name={answer.country} confidence={answer.confidence:.2f}")
as_stated = [seen[place] for place in list(places)[:5]] == ["-99"] * 5 and seen["Sana"] == "YE"
as_stated = as_stated and seen["Taipei"] == "CN-TW"
sys.exit(0 if as_stated else "no longer as stated")
PROGRAM
