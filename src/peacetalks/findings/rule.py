"""``Rule``: what the code of a finding means, and how severe it is."""

from __future__ import annotations

from types import ModuleType
from typing import Literal, TypeAlias, final

from attrs import Factory, field, frozen

from peacetalks.errors import Finding, InvalidValue
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["Rule", "Severity", "rules_in"]

Severity: TypeAlias = Literal["error", "warning", "note"]


@final
@frozen
class Rule:
    """What the code of a finding means.

    Attributes:
        code: the code.
        severity: ``"error"``, ``"warning"`` or ``"note"``; None: each finding has its own.
        title: what is wrong, in one line.
        example: events, one JSON object per line, that have this finding and no other; empty for
            findings that are not about events.
        remedy: what to do about it; empty if the message of the finding states it.
        meaning: what is wrong, in full.

    >>> from peacetalks.findings import RULES
    >>> RULES["PT101"].severity, RULES["PT101"].title
    ('warning', 'an answer to, or postponement of, a meeting that nobody proposed')
    """

    code: str
    severity: Severity | None
    title: str
    example: str = ""
    remedy: str = ""
    meaning: str = field(default=Factory(lambda rule: rule.title, takes_self=True), kw_only=True)

    def finding(
        self,
        message: str,
        *,
        severity: Severity | None = None,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        path: str = "$",
    ) -> Finding:
        """Return a finding with the code of this rule.

        Args:
            message: what was found, the value, and a hint.
            severity: the severity, for a rule that has none.
            file: the file or log.
            line: the line, counted from 1; in a log, the global position of the record.
            column: the column in that line, counted from 1.
            path: the location inside the event.

        Raises:
            InvalidValue: if both the rule and the call have a severity, or neither has one.

        >>> from peacetalks.findings import RULES
        >>> RULES["PT001"].finding("not JSON", file="talks.jsonl", line=3).severity
        'error'
        """
        used = self.severity or severity
        if used is None or (self.severity and severity):
            accepted = "no severity" if self.severity else "'error', 'warning', 'note'"
            what = f"not the severity of a {self.code}"
            raise InvalidValue(what, value=severity, accepted=accepted)
        return Finding(
            code=self.code,
            message=message,
            severity=used,
            file=file,
            line=line,
            column=column,
            path=path,
        )


def rules_in(*tables: ModuleType) -> FrozenMap[str, Rule]:
    """Return the rules of modules by code, sorted by code.

    >>> from peacetalks.findings import folds
    >>> list(rules_in(folds))[:2]
    ['PT301', 'PT302']
    """
    rules = (value for table in tables for value in vars(table).values() if isinstance(value, Rule))
    return FrozenMap({rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)})
