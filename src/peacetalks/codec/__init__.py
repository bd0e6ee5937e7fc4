"""Read and write events: JSON Lines and YAML files, single JSON objects, and their JSON Schema.

::

    reading = read("talks.jsonl")        # raises one ReadError that lists every invalid line
    write("talks.yaml", reading)         # the complete file or nothing
    decode(line), encode(event)          # one event, one line

cattrs and ruamel.yaml are imported when a file is first read, not with this package.
"""

from __future__ import annotations

from peacetalks._support.public_names import publish_all
from peacetalks.codec.decoding import decode
from peacetalks.codec.files import read, write
from peacetalks.codec.json_schema import schema
from peacetalks.codec.jsonl import dumps, loads
from peacetalks.codec.parsed import Errors
from peacetalks.codec.plain import encode, to_plain
from peacetalks.codec.reading import CODES, Reading

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


def __dir__() -> list[str]:
    return sorted(__all__)


publish_all(__name__)
