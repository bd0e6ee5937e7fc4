#!/usr/bin/env bash
# One would believe that a library which knows "General", "Brigadier General" and "Lieutenant
# General" as titles knows "Major General", and that what follows a comma is an office. "Major"
# may be a first name, so the major general's first name is Major and his middle name begins with
# General; "Field Marshal" is half a title. After a comma "President" is a title, but "Chairman",
# "Spokesperson" and "Head of Delegation" are first names, the whole name before it the last name.
# Sorted or matched by first name, signatories of armed groups are other people than in the next
# agreement. Take off rank and office before. Seen with nameparser 2.6.0 on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check nameparser==2.6.0
PATH="$folder/venv/bin:$PATH" venv/bin/python -W ignore - <<'PROGRAM'
import sys
from importlib.metadata import version

from nameparser import HumanName

print("nameparser", version("nameparser"))
stated = {
    "Brigadier General Ana Ruiz": ("Brigadier General", "Ana", "Ruiz"),
    "Major General Ana Ruiz": ("", "Major", "Ruiz"),
    "Field Marshal Ana Ruiz": ("Field", "Marshal", "Ruiz"),
    "Ana Ruiz, President": ("President", "Ana", "Ruiz"),
    "Ana Ruiz, Chairman": ("", "Chairman", "Ana Ruiz"),
    "Ana Ruiz, Spokesperson": ("", "Spokesperson", "Ana Ruiz"),
    "Ana Ruiz, Chief Negotiator": ("Chief", "Negotiator", "Ana Ruiz"),
    "Ana Ruiz, Head of Delegation": ("", "Head of Delegation", "Ana Ruiz"),
}
print("title, first name, last name:")
as_stated = True
for text, expected in stated.items():
    name = HumanName(text)
    seen = name.title, name.first, name.last
    print(f"  {text:30} -> {seen}")
    as_stated = as_stated and seen == expected
sys.exit(0 if as_stated else "no longer as stated")
PROGRAM
