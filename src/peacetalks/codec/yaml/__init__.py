"""YAML for files written by hand: the same events, as a list that can have comments.

``items`` reads a file, ``lines`` writes one. Reading needs ruamel.yaml (the extra ``yaml``), which
is imported when a file is first read; writing does not need it.
"""

from __future__ import annotations

from peacetalks.codec.yaml.read import items
from peacetalks.codec.yaml.write import lines

__all__ = ["items", "lines"]
