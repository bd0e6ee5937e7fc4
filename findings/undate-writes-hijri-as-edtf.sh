#!/usr/bin/env bash
# One would believe that a date read in the Islamic calendar is written to EDTF or ISO 8601, which
# are Gregorian by definition, as the Gregorian day, which undate knows (earliest and latest are
# right). It writes the Hijri numbers as they stand: 3 Ramadan 1442 becomes 1442-09-03, and is
# read back as a day in September 1442. No error, and the text is valid EDTF, so an agreement
# moves by 579 years in an exchange of files. Hebrew dates go the other way, into the year 5754.
# Write earliest and latest instead. Seen with undate 0.8.0 on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check undate==0.8.0
PATH="$folder/venv/bin:$PATH" venv/bin/python -W ignore - <<'PROGRAM'
import sys
from importlib.metadata import version

from undate import Undate

print("undate", version("undate"))
as_stated = True
for text, calendar, edtf in [
    ("3 Ramadan 1442", "Islamic", "1442-09-03"),
    ("Ramadan 1442", "Islamic", "1442-09"),
    ("12 Tishri 5754", "Hebrew", "5754-07-12"),
]:
    known = Undate.parse(text, calendar)
    written = known.format("EDTF")
    back = Undate.parse(written, "EDTF")
    print(f"  {text} ({calendar}): {known.earliest} to {known.latest}; EDTF {written}; read back: {back.earliest} to {back.latest}")
    as_stated = as_stated and written == edtf == known.format("ISO8601")
    as_stated = as_stated and int(str(back.earliest)[:4]) == int(edtf[:4]) and str(known.earliest) != str(back.earliest)
sys.exit(0 if as_stated else "no longer as stated")
PROGRAM
