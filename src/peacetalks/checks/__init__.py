"""Findings about a stream: what in it contradicts itself, is missing or is worth a look.

``check`` never changes anything and never refuses data; each finding has a stable code, whose
meaning, example and remedy stand in one table, ``CODES``. The rules look at the facts as they
stand now, so what was corrected or retracted is found no more.
"""

from peacetalks.checks.checking import check
from peacetalks.checks.codes import CODES, Rule
from peacetalks.checks.findings import Findings

__all__ = ["CODES", "Findings", "Rule", "check"]
