"""The formats that come with the library, one module each."""

from __future__ import annotations

from typing import Final

from peacetalks.importers.format import Format
from peacetalks.importers.formats.acled import ACLED
from peacetalks.importers.formats.acled_deleted import ACLED_DELETED
from peacetalks.importers.formats.gdelt import GDELT
from peacetalks.importers.formats.icews import ICEWS
from peacetalks.importers.formats.mend import MEND
from peacetalks.importers.formats.pax import PAX
from peacetalks.importers.formats.ucdp_ged import UCDP_GED
from peacetalks.importers.formats.ucdp_peace_agreements import UCDP_PEACE_AGREEMENTS
from peacetalks.importers.formats.unhcr import UNHCR

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
"""All of them."""
