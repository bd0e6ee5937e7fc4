"""The page of the state: its parts, and the questions it answers."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import get_args, get_type_hints

import attrs

from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.part import Part
from peacetalks.state.parts import Parts
from peacetalks.state.snapshot import Snapshot


def state_page() -> str:
    """Return the page."""
    lines = [
        "# The state: parts and questions",
        "",
        "`history.state(...)` and `pt.fold(events)` give a `pt.NegotiationState`. What it holds are parts, in",
        "tables (`state.parts.meetings`); each value is None where no source states it, and each part says",
        "which events it rests on (`part.because`, `part.because_of(field)`, `part.claimed_by`).",
        "Every question is asked, and answered, on the page of [questions](questions.md).",
        "",
        "## Questions",
        "",
        *_questions(),
        "## Parts",
        "",
    ]
    for field in attrs.fields(Parts):
        kind = get_args(get_type_hints(Parts)[field.name])[1]
        lines += [f"### {field.name}", "", f"{_first(kind.__doc__)} (`{kind.__name__}`)", ""]
        lines += [*_fields(kind), ""]
    return "\n".join(lines).rstrip() + "\n"


def _questions() -> Iterator[str]:
    yield from ("| question | answer |", "|---|---|")
    for name, told in {**vars(Snapshot), **vars(NegotiationState)}.items():
        if name.startswith("_") or not inspect.getdoc(told) or hasattr(told, "__deprecated__"):
            continue
        if inspect.isfunction(told):
            yield f"| `state.{name}{_signature(told)}` | {_cell(_first(inspect.getdoc(told)))} |"
        elif isinstance(told, property) or hasattr(told, "func"):
            yield f"| `state.{name}` | {_cell(_first(inspect.getdoc(told)))} |"
    yield ""


def _signature(function: object) -> str:
    given = list(inspect.signature(function).parameters.values())[1:]  # type: ignore[arg-type] # a function
    shown = []
    for one in given:
        mark = {one.VAR_POSITIONAL: "*", one.VAR_KEYWORD: "**"}.get(one.kind, "")
        default = "" if one.default is one.empty else f"={one.default!r}"
        shown.append(f"{mark}{one.name}{default}")
    return f"({', '.join(shown)})"


def _fields(kind: type[Part]) -> Iterator[str]:
    told = inspect.getdoc(kind) or ""
    listed = told.partition("Attributes:\n")[2].partition("\n\n")[0]
    meanings: dict[str, str] = {}
    name = ""
    for line in listed.splitlines():
        found = re.match(r" {4}(\w+): (.*)", line)
        if found:
            name = found[1]
            meanings[name] = found[2]
        elif name and line.strip():
            meanings[name] += f" {line.strip()}"
    yield from ("| value | meaning |", "|---|---|")
    yield from (f"| `{name}` | {_cell(meaning)} |" for name, meaning in meanings.items())


def _first(documented: str | None) -> str:
    return (documented or "").strip().partition("\n")[0].replace("``", "`")


def _cell(text: str) -> str:
    return " ".join(text.replace("``", "`").replace("|", "\\|").split())
