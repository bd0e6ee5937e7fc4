"""Check a stream for contradictions, gaps and outliers.

``check`` never changes anything and never refuses data. Each finding has a stable code; one table,
``CODES``, gives its meaning, an example and the remedy. The rules look at the facts as they are
now, so they no longer report what has been corrected or retracted.

The words *finding* and *on record* are defined in ``docs/reference/glossary.md``.
"""

from peacetalks._support.public_names import publish_all
from peacetalks.checks.checking import CODES, check
from peacetalks.findings import Findings, Rule

__all__ = ["CODES", "Findings", "Rule", "check"]


def __dir__() -> list[str]:
    return sorted(__all__)


publish_all(__name__)
