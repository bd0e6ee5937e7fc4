#!/usr/bin/env bash
# One would believe that a column of country codes stays text when csvkit guesses types. A column
# that holds nothing but MAR (Morocco) is a column of Marches in the year 1, even with SUN (the
# Soviet Union) in it; one that holds nothing but NO (Norway, a mediator) is a column of false.
# One more state in the column and it is text again. So a file of one conflict is read otherwise
# than the same file of two. It concerns every csvkit command that guesses (csvjson, csvsort,
# csvsql, in2csv). Switch it off with --no-inference. Seen with csvkit 2.2.0, agate 1.14.2 and
# parsedatetime 2.6 on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check csvkit==2.2.0 agate==1.14.2 parsedatetime==2.6
PATH="$folder/venv/bin:$PATH" venv/bin/python -W ignore - <<'PROGRAM'
import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

print("csvkit", version("csvkit"), "with agate", version("agate"))

def read(codes, *options):
    Path("acts.csv").write_text("actor,deaths\n" + "".join(f"{code},3\n" for code in codes))
    ran = subprocess.run(["csvjson", *options, "acts.csv"], capture_output=True, text=True, check=True)
    return [row["actor"] for row in json.loads(ran.stdout)]

stated = [
    (["MAR", "MAR"], ["0001-03-01", "0001-03-01"]),
    (["MAR", "SUN"], ["0001-03-01", "0001-01-07"]),
    (["NO", "NO"], [False, False]),
    (["MAR", "DZA"], ["MAR", "DZA"]),
    (["NO", "LK"], ["NO", "LK"]),
]
print("What csvjson makes of a column of codes:")
as_stated = read(["MAR"], "--no-inference") == ["MAR"]
for codes, expected in stated:
    seen = read(codes)
    print(f"  {codes} -> {seen}")
    as_stated = as_stated and seen == expected
sys.exit(0 if as_stated else "no longer as stated")
PROGRAM
