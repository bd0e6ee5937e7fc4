"""The tables on the page of findings, made of the rules; the prose around them is kept by hand.

Comments on the page mark the places. Between ``<!-- rules: files -->`` and ``<!-- end of rules -->`` is the
table of the module ``peacetalks.findings.files``. Between ``<!-- examples: checks -->`` and
``<!-- end of examples -->`` is a section for each rule, with its example and remedy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import ModuleType
from typing import Final

from peacetalks.findings import Rule, checks, checks_of_actors, files, folds, imports
from peacetalks.findings.rule import rules_in

_TABLES: Final[dict[str, tuple[ModuleType, ...]]] = {
    "files": (files,),
    "checks": (checks, checks_of_actors),
    "imports": (imports,),
    "folds": (folds,),
}
_PLACE: Final = re.compile(
    r"(<!-- (rules|examples): (\w+) -->\n).*?(<!-- end of \2 -->\n)", re.DOTALL
)


def findings_page(page: str) -> str:
    """Return the page with its tables and examples as the rules have them now."""
    return _PLACE.sub(_filled, page)


def _filled(place: re.Match[str]) -> str:
    start, what, name, end = place.groups()
    rules = rules_in(*_TABLES[name]).values()
    text = _table(rules) if what == "rules" else "\n".join(map(_section, rules))
    return f"{start}\n{text}\n{end}"


def _table(rules: Iterable[Rule]) -> str:
    rows = [f"| {r.code} | {r.severity or 'depends'} | {r.meaning} |\n" for r in rules]
    return "".join(["| code | severity | meaning |\n|---|---|---|\n", *rows])


def _section(rule: Rule) -> str:
    return f"""\
## {rule.code}: {rule.title}

Severity: {rule.severity or "depends"}.

```json
{rule.example}
```

{rule.remedy}
"""
