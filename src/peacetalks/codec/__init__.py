"""Events in files: JSON Lines and YAML; single objects of JSON, and the JSON Schema of both.

::

    reading = read("talks.jsonl")        # raises one ReadError that lists every bad line
    write("talks.yaml", reading)         # whole or not at all
    decode(line), encode(event)          # one event, one line

cattrs and ruamel.yaml are imported by the first reading, not by the import of this package.
"""

from __future__ import annotations

from peacetalks.codec.codes import CODES
from peacetalks.codec.decode import decode
from peacetalks.codec.files import read, write
from peacetalks.codec.items import Errors
from peacetalks.codec.jsonl import dumps, loads
from peacetalks.codec.plain import encode, to_plain
from peacetalks.codec.reading import Reading
from peacetalks.codec.schema import schema

__all__ = [
    "CODES",
    "Errors",
    "Reading",
    "decode",
    "dumps",
    "encode",
    "loads",
    "read",
    "schema",
    "to_plain",
    "write",
]
