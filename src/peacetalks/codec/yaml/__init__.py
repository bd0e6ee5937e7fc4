"""YAML for people: the same events, as a list with comments.

``items`` reads a file, ``lines`` writes one. Reading needs ruamel.yaml (the extra ``yaml``),
which is imported by the first reading; writing needs nothing.
"""

from __future__ import annotations

from peacetalks.codec.yaml.read import items
from peacetalks.codec.yaml.write import lines

__all__ = ["items", "lines"]
