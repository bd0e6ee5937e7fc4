#!/usr/bin/env bash
# One would believe that the first answer of search_fuzzy is the state whose name was asked for,
# letter by letter. Provinces count for the state they lie in and can outweigh the state itself:
# "Niger" gives Nigeria first (it has a state of that name), and a state that was renamed is found
# as a province elsewhere: "Zaire", the name of the Democratic Republic of the Congo until 1997,
# gives Angola alone. Taking the first answer moves a party over a border. Use countries.lookup,
# which wants a whole name, and a table of former names. Seen with pycountry 26.2.16 on
# 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check pycountry==26.2.16
PATH="$folder/venv/bin:$PATH" venv/bin/python -W ignore - <<'PROGRAM'
import sys
from importlib.metadata import version

import pycountry

print("pycountry", version("pycountry"))
stated = {"Niger": ["Nigeria", "Niger"], "Zaire": ["Angola"]}
print("search_fuzzy, in the order given; beside it what lookup says:")
as_stated = True
for name in ["Niger", "Zaire", "Mali", "Chad", "Gaza"]:
    seen = [state.name for state in pycountry.countries.search_fuzzy(name)]
    try:
        whole = pycountry.countries.lookup(name).name
    except LookupError:
        whole = None
    print(f"  {name:6} -> {seen} | lookup: {whole}")
    as_stated = as_stated and seen == stated.get(name, seen)
as_stated = as_stated and pycountry.countries.lookup("Niger").name == "Niger"
sys.exit(0 if as_stated else "no longer as stated")
PROGRAM
