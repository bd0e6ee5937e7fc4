#!/usr/bin/env bash
# One would believe that naming Stata's monthly format among extra_date_formats gives the month as
# a date, as pandas does. pyreadstat then counts the stored number, which is months since January
# 1960, as days: November 1995 becomes 6 March 1961. Weeks, quarters and years go the same way; a
# year 1995 becomes a day in June 1965. No error, and the dates are plausible. Left out, they are
# bare numbers. Panels of conflict by month are kept in such files. Read them with pandas, or
# reckon from the number and the format in original_variable_types. Seen with pyreadstat 1.3.7 and
# pandas 3.1.1 on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check pyreadstat==1.3.7 pandas==3.1.1
PATH="$folder/venv/bin:$PATH" venv/bin/python -W ignore - <<'PROGRAM'
import sys
from importlib.metadata import version

import pandas as pd
import pyreadstat

print("pyreadstat", version("pyreadstat"), "and pandas", version("pandas"))
made = pd.DataFrame(
    {
        "month": pd.to_datetime(["1995-11-01", "2016-11-01"]),
        "quarter": pd.to_datetime(["1995-10-01", "2016-10-01"]),
        "year": pd.to_datetime(["1995-01-01", "2016-01-01"]),
        "day": pd.to_datetime(["1995-11-21", "2016-11-24"]),
    }
)
formats = {"month": "tm", "quarter": "tq", "year": "ty", "day": "td"}
made.to_stata("panel.dta", convert_dates=formats, write_index=False)
plain, _ = pyreadstat.read_dta("panel.dta")
asked, _ = pyreadstat.read_dta("panel.dta", extra_date_formats=["%tm", "%tq", "%ty"])
right = pd.read_stata("panel.dta")
for name, frame in [("pandas", right), ("pyreadstat", plain), ("pyreadstat, asked for dates", asked)]:
    print(f"{name}:")
    print(frame.to_string())
as_stated = (
    [str(day) for day in asked.month] == ["1961-03-06", "1961-11-13"]
    and str(asked.year[0]) == "1965-06-18"
    and str(asked.day[0]) == "1995-11-21"
    and right.month.tolist() == made.month.tolist()
    and plain.month.tolist() == [430.0, 682.0]
)
sys.exit(0 if as_stated else "no longer as stated")
PROGRAM
