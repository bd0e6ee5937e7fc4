#!/usr/bin/env bash
# One would believe that countrycode given a pandas Series answers with a Series of the same
# index, so that the answer can be put beside the column it was made from. It answers with a
# Series numbered from 0. After any filter (one conflict, one year) pandas lines the two up by
# index: rows get the state of another row, or none, without a word. In an event table this gives
# an act to a state that had no part in it. Pass a list (column.tolist()) or put the index back.
# Seen with countrycode 0.6.0 and pandas 3.1.1 on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check countrycode==0.6.0 pandas==3.1.1
PATH="$folder/venv/bin:$PATH" venv/bin/python -W ignore - <<'PROGRAM'
import sys
from importlib.metadata import version

import pandas as pd
from countrycode import countrycode

print("countrycode", version("countrycode"), "with pandas", version("pandas"))
acts = pd.DataFrame({"cow": [2, 345, 679, 640, 220], "place": ["NYC", "Novi Sad", "Sana", "Ankara", "Paris"]})
chosen = acts[acts.cow >= 600].copy()
chosen["as_series"] = countrycode(chosen.cow, "cown", "iso3c")
chosen["as_list"] = countrycode(chosen.cow.tolist(), "cown", "iso3c")
print("The answer to a filtered Series is numbered from 0, so rows 2 and 3 get nothing:")
print(chosen)

kept = acts[acts.cow.isin([345, 679, 640])].copy()
kept["as_series"] = countrycode(kept.cow, "cown", "iso3c")
print("With rows 1, 2 and 3 kept, the row of Serbia (345) gets Yemen, that of Yemen (679) gets Türkiye:")
print(kept)
as_stated = (
    chosen.as_list.tolist() == ["YEM", "TUR"]
    and chosen.as_series.isna().all()
    and kept.as_series.tolist()[:2] == ["YEM", "TUR"]
    and kept.as_series.isna().tolist() == [False, False, True]
)
sys.exit(0 if as_stated else "no longer as stated")
PROGRAM
