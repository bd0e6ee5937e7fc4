"""The pages of the kinds: one for each family."""

from __future__ import annotations

import csv
import inspect
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import attrs

import peacetalks as pt
from peacetalks.events import KINDS, Event
from peacetalks.importers import crosswalk

COUNTERPARTS = Path(__file__).with_name("counterparts.csv")
COMMON = {field.alias for field in attrs.fields(Event)} | {"v", "kind"}


def kind_pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each page."""
    listed = []
    codes = _codes()
    for module, members in groupby(KINDS, lambda kind: kind.__module__):
        name = module.rpartition(".")[2]
        kinds = list(members)
        title = _first(sys.modules[module].__doc__)
        yield f"{name}.md", _page(name, title, kinds, codes)
        listed.append((name, title, kinds))
    yield "index.md", _index(listed)


def _index(listed: list[tuple[str, str, list[type[Event]]]]) -> str:
    lines = [
        "# The kinds of event",
        "",
        "A kind goes by its tag in a file, and by its class in Python, `pt.MeetingRefused`. Every kind has",
        "the fields of [all events](../file-format.md) too: when it occurred, its sources, on whose word it",
        "rests. `peacetalks kinds` lists them on a terminal.",
        "",
    ]
    for name, title, kinds in listed:
        lines += [f"## [{name}]({name}.md)", "", title, ""]
        lines += ["| kind | meaning |", "|---|---|"]
        lines += [
            f"| [`{k.kind}`]({name}.md#{k.kind}) | {_cell(_first(k.__doc__))} |" for k in kinds
        ]
        lines += [""]
    names = [name for name, _, _ in listed]
    return "\n".join([*lines, "```{toctree}", ":hidden:", "", *names, "```", ""])


def _page(
    name: str,
    title: str,
    kinds: list[type[Event]],
    codes: dict[type[Event], list[tuple[str, str, str]]],
) -> str:
    lines = [f"# {name}", "", title, ""]
    for kind in kinds:
        lines += [f"## {kind.kind}", "", f"`pt.{kind.__name__}`. {_first(kind.__doc__)}", ""]
        lines += [*_fields(kind), *_example(kind), *_counterparts(codes.get(kind, []))]
    return "\n".join(lines).rstrip() + "\n"


def _fields(kind: type[Event]) -> Iterator[str]:
    form = pt.schema()["$defs"][kind.kind]
    own = {name: told for name, told in form["properties"].items() if name not in COMMON}
    if not own:
        yield from ("It has no fields of its own.", "")
        return
    yield from ("| field | | meaning |", "|---|---|---|")
    for name, told in own.items():
        required = "required" if name in form["required"] else ""
        yield f"| `{name}` | {required} | {_cell(told.get('description', ''))}{_words(told)} |"
    yield ""


def _words(form: object) -> str:
    """Return the words that a field accepts, where not every text is one."""
    words: list[str] = []
    ahead = [form]
    while ahead:
        one = ahead.pop(0)
        if isinstance(one, dict):
            words += [str(word) for word in one.get("enum", ()) if word is not None]
            ahead += [one[key] for key in ("anyOf", "items", "propertyNames") if key in one]
        elif isinstance(one, list):
            ahead += one
    return f" One of: {', '.join(f'`{word}`' for word in dict.fromkeys(words))}." if words else ""


def _example(kind: type[Event]) -> Iterator[str]:
    told = inspect.getdoc(kind) or ""
    found = re.search(r"^>>> .*\Z", told, re.MULTILINE | re.DOTALL)
    if found:
        names = sorted(set(re.findall(r"\b(?:[A-Z][A-Za-z]+)\b(?=[(.])", found[0])))
        known = [name for name in names if hasattr(pt, name)]
        yield from ("```python", f">>> from peacetalks import {', '.join(known)}")
        yield from (*found[0].rstrip().splitlines(), "", "```", "")


def _counterparts(codes: list[tuple[str, str, str]]) -> Iterator[str]:
    if not codes:
        yield from ("No data set has a code for it.", "")
        return
    yield from ("| elsewhere | codes | |", "|---|---|---|")
    by_scheme: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for scheme, code, remark in codes:
        by_scheme[scheme, remark].append(code)
    for (scheme, remark), found in by_scheme.items():
        yield f"| {scheme} | {', '.join(f'`{code}`' for code in found)} | {_cell(remark)} |"
    yield ""


def _codes() -> dict[type[Event], list[tuple[str, str, str]]]:
    """Return for each kind the scheme, the code and a remark of what corresponds to it elsewhere."""
    found: defaultdict[type[Event], list[tuple[str, str, str]]] = defaultdict(list)
    icews, gdelt = (crosswalk.rules("CAMEO", dialect) for dialect in ("icews", "gdelt"))
    for scheme, dialect in crosswalk.dialects():
        for code, rule in crosswalk.rules(scheme, dialect).items():
            same = scheme == "CAMEO" and icews.get(code) == gdelt.get(code)
            if same and dialect == "gdelt":
                continue
            named = scheme if same else f"{scheme}, {dialect.upper()}"
            for act in rule.acts:
                found[act.kind].append((named, code, ""))
    kinds = {kind.__name__: kind for kind in KINDS}
    with COUNTERPARTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[kinds[row["kind"]]].append((row["scheme"], row["code"], row["remark"]))
    return found


def _first(documented: str | None) -> str:
    return (documented or "").strip().partition("\n")[0].replace("``", "`")


def _cell(text: str) -> str:
    return " ".join(text.replace("``", "`").replace("|", "\\|").split())
