"""What can be wrong with data: findings, and the rules behind their codes.

A *finding* is about one place in the data; its *rule* has the code, the severity and the meaning. A
code never changes its meaning. The rules are in one module per range of codes::

    files             PT001   reading files and logs
    checks            PT101   contradictions, gaps and outliers in a stream
    checks_of_actors  PT171   what a register says about actors
    imports           PT201   importing data sets
    folds             PT301   folding many streams

An *error* cannot be right; a *warning* is probably wrong or incomplete; a *note* is worth knowing.
The word *finding* is defined in ``docs/reference/glossary.md``.
"""

from typing import Final

from peacetalks._support.public_names import publish_all
from peacetalks.errors import Finding
from peacetalks.findings import checks, checks_of_actors, files, folds, imports
from peacetalks.findings.findings import Findings
from peacetalks.findings.rule import Rule, Severity, rules_in

__all__ = ["RULES", "Finding", "Findings", "Rule", "Severity"]

RULES: Final = rules_in(files, checks, checks_of_actors, imports, folds)
"""Every rule, by its code."""


def __dir__() -> list[str]:
    return sorted(__all__)


publish_all(__name__)
