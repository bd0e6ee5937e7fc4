"""The formats that come with the library, one module each."""

from __future__ import annotations

from typing import Final

from peacetalks.importers.format import Format
from peacetalks.importers.formats.ucdp_ged import UCDP_GED

__all__ = ["BUILT_IN"]

BUILT_IN: Final[tuple[Format, ...]] = (UCDP_GED,)
"""All of them."""
