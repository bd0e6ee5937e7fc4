"""The formats that come with the library, one module for each."""

from __future__ import annotations

from typing import Final

from peacetalks.importers.builtin.acled import ACLED
from peacetalks.importers.builtin.acled_deleted import ACLED_DELETED
from peacetalks.importers.builtin.gdelt import GDELT
from peacetalks.importers.builtin.icews import ICEWS
from peacetalks.importers.builtin.mend import MEND
from peacetalks.importers.builtin.pax import PAX
from peacetalks.importers.builtin.ucdp_ged import UCDP_GED
from peacetalks.importers.builtin.ucdp_peace_agreements import UCDP_PEACE_AGREEMENTS
from peacetalks.importers.builtin.unhcr import UNHCR
from peacetalks.importers.format import Format

__all__ = ["BUILT_IN"]

BUILT_IN: Final[tuple[Format, ...]] = (
    ACLED,
    ACLED_DELETED,
    GDELT,
    ICEWS,
    MEND,
    PAX,
    UCDP_GED,
    UCDP_PEACE_AGREEMENTS,
    UNHCR,
)
"""All built-in formats."""
