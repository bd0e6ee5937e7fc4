#!/usr/bin/env bash
# One would believe that search_dates finds in a text the date that parse reads when it is given
# that date alone. For the first of a month in French, written "1er" as it has to be, parse is
# right while search_dates drops "1er", cuts the rest in two and gives two dates: the month with
# the year of asking, and the year with the month of asking, both with the day of asking. Any
# other day of the month is found whole. Agreements of francophone states say "Fait à ..., le 1er
# août 2003". Cut the date out first and use parse. Seen with dateparser 1.5.0 on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check dateparser==1.5.0
PATH="$folder/venv/bin:$PATH" venv/bin/python -W ignore - <<'PROGRAM'
import sys
from datetime import datetime
from importlib.metadata import version

import dateparser
from dateparser.search import search_dates

print("dateparser", version("dateparser"))
setting = {"RELATIVE_BASE": datetime(2024, 6, 15)}
print("parse alone, and search_dates, asked on 15 June 2024:")
seen = {}
for text in ["1er août 2003", "2 août 2003", "1er mars 1994"]:
    whole = dateparser.parse(text, languages=["fr"], settings=setting)
    parts = search_dates(f"Fait à Lomé, le {text}", languages=["fr"], settings=setting)
    seen[text] = whole.date().isoformat(), [day.date().isoformat() for _, day in parts]
    print(f"  {text!r} -> parse {seen[text][0]}; search_dates {parts}")
as_stated = (
    seen["1er août 2003"] == ("2003-08-01", ["2024-08-15", "2003-06-15"])
    and seen["1er mars 1994"] == ("1994-03-01", ["2024-03-15", "1994-06-15"])
    and seen["2 août 2003"] == ("2003-08-02", ["2003-08-02"])
)
sys.exit(0 if as_stated else "no longer as stated")
PROGRAM
