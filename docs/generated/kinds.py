"""The pages of the kinds: one for each family."""

from __future__ import annotations

import csv
import functools
import inspect
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
from click.testing import CliRunner

import peacetalks as pt
from peacetalks.cli import command
from peacetalks.events import KINDS, Event
from peacetalks.events.families import FAMILIES
from peacetalks.importers import crosswalk

COUNTERPARTS = Path(__file__).with_name("counterparts.csv")
VALUES = re.compile(r"\b(After|Condition|Count|ExternalId|Participant|Place|Reason|Source)\b")
COMMON = {field.alias for field in attrs.fields(Event)} | {"v", "kind"}


def kind_pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each page."""
    listed = []
    codes = _codes()
    for name, meaning, members in FAMILIES:
        kinds = list(members)
        title = _first(meaning)
        yield f"{name}.md", _page(name, title, kinds, codes)
        listed.append((name, title, kinds))
    yield "common.md", _common()
    yield "index.md", _index(listed)


def _index(listed: list[tuple[str, str, list[type[Event]]]]) -> str:
    lines = [
        "# The kinds of event",
        "",
        "A kind goes by its tag in a file, and by its class in Python, `pt.MeetingRefused`. Every kind has",
        "the fields of [all events](common.md) too: when it occurred, its sources, on whose word it",
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
    return "\n".join([*lines, "```{toctree}", ":hidden:", "", "common", *names, "```", ""])


def _page(
    name: str,
    title: str,
    kinds: list[type[Event]],
    codes: dict[type[Event], list[tuple[str, str, str]]],
) -> str:
    lines = [f"# {name}", "", title, ""]
    for kind in kinds:
        lines += [f"## {kind.kind}", "", f"`pt.{kind.__name__}`. {_first(kind.__doc__)}", ""]
        lines += [*_last_word(kind), *_fields(kind), *_example(kind)]
        lines += _counterparts(codes.get(kind, []))
    return "\n".join(lines).rstrip() + "\n"


def _last_word(kind: type[Event]) -> Iterator[str]:
    if kind.last_word:
        *others, last = (f"`{name.rstrip('_')}`" for name in kind.last_word)
        same = f"{', '.join(others)} and {last}" if others else last
        yield from (f"It is on record until a later fact with the same {same} replaces it.", "")


def _fields(kind: type[Event]) -> Iterator[str]:
    own = [field for field in _described(kind)["fields"] if field["field"] not in COMMON]
    if not own:
        yield from ("It has no fields of its own.", "")
        return
    yield from _rows(own)


def _rows(fields: list[dict[str, Any]]) -> Iterator[str]:
    yield from ("| field | holds | meaning |", "|---|---|---|")
    for field in fields:
        held = VALUES.sub(_linked, " or ".join(field["holds"]))
        holds = "; ".join(["required"] * field["required"] + [held])
        words = ", ".join(f"`{word}`" for word in field["words"])
        one_of = f" One of: {words}." if words else ""
        yield f"| `{field['field']}` | {holds} | {_cell(field['meaning'])}{one_of} |"
    yield ""


def _linked(found: re.Match[str]) -> str:
    return f"[{found[0]}](common.md#{found[0].lower()})"


@functools.cache
def _described(kind: type[Event]) -> dict[str, Any]:
    """Return what ``peacetalks kinds KIND --json`` says of a kind; Any, for it is JSON."""
    ran = CliRunner().invoke(command, ["kinds", kind.kind, "--json"])
    return json.loads(ran.stdout)


def _common() -> str:
    told = [_described(kind) for kind in KINDS]
    given = {field["field"]: field for each in told for field in each["fields"]}
    objects = {each["object"]: each for kind in told for each in kind["objects"]}
    lines = ["# Fields of every event, and the values in them", ""]
    lines += ["Every event may have these fields; what is left out is not stated.", ""]
    lines += [
        "A `day` is a date of [the file format](../file-format.md), a `code` that of an actor, an",
        "`identifier` a name of your choice. Where a list is allowed, its only item may be written alone.",
        "",
        *_rows([given["occurred"], *told[0]["of_every_kind"]]),
    ]
    for name, each in sorted(objects.items()):
        lines += [f"## {name}", "", f"`pt.{name}`. {_cell(each['meaning'])}", ""]
        lines += _rows(each["fields"])
    return "\n".join(lines).rstrip() + "\n"


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
    """Return for each kind the scheme, the code and a note of what corresponds to it elsewhere."""
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
