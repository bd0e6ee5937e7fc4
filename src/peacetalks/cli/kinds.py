"""``peacetalks kinds``: which kinds of event there are, and what their fields hold."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

import attrs
import click

from peacetalks import codec
from peacetalks.cli import options
from peacetalks.cli.page import show, show_json
from peacetalks.cli.table import show_table
from peacetalks.codec.plain import key_of
from peacetalks.events import CORE, KINDS, Event

__all__ = ["kinds"]

# Any: JSON values, of the schema and of what is shown of it.
_REF: Final = "#/$defs/"
_LIST: Final = "list of "
_EXPLAINED: Final = {
    "id": "its own name, unique in the file; left out: computed from the content.",
    "v": "the version of the kind's fields, always this.",
}
_SIMPLE: Final = {"string": "text", "integer": "whole number", "number": "number"}
_WORDS: Final = {"Identifier": "identifier", "Code": "code", "Area": "area", "When": "day"}
"""What the schema calls a text of a certain form, and how people call it."""


@click.command()
@click.argument("kind", type=options.KIND, required=False)
@options.as_json
def kinds(kind: str | None, *, as_json: bool) -> None:
    """List the kinds of event, or the fields of one.

    A kind goes by its tag, as meeting-refused, which stands under "kind" in a file.

    \b
    Examples:
      peacetalks kinds
      peacetalks kinds meeting-refused
    """
    if kind is None:
        families = list(_families())
        if as_json:
            show_json({"families": families})
        else:
            rows = ((f["family"], k["kind"], k["meaning"]) for f in families for k in f["kinds"])
            show_table(("family", "kind", "meaning"), rows, _listed(families), prose=("meaning",))
        return
    told = _told(kind)
    if as_json:
        show_json(told)
    else:
        show(_page(told))


def _families() -> Iterator[dict[str, Any]]:
    """Yield the families, each with its kinds, in the order of the vocabulary."""
    for module, members in groupby(KINDS, lambda kind: kind.__module__):
        yield {
            "family": module.rpartition(".")[2],
            "meaning": _first_line(sys.modules[module]),
            "kinds": [{"kind": kind.kind, "meaning": _first_line(kind)} for kind in members],
        }


def _listed(families: list[dict[str, Any]]) -> Iterator[str]:
    width = max(map(len, CORE.tags))
    for family in families:
        yield family["meaning"]
        yield from (f"  {kind['kind']:{width}}  {kind['meaning']}" for kind in family["kinds"])
        yield ""
    yield "The fields of one: peacetalks kinds KIND"


def _told(tag: str) -> dict[str, Any]:
    """Return what there is to say of a kind."""
    parts = codec.schema()["$defs"]
    common = {key_of(field) for field in attrs.fields(Event)}
    whole = parts[tag]
    fields = [
        field | {"meaning": field["meaning"] or _EXPLAINED.get(field["field"], "")}
        for field in _fields(whole)
        if field["field"] != "kind" and (field["field"] != "v" or field["required"])
    ]
    objects: dict[str, Any] = {}
    _find_objects(whole, parts, objects)
    return {
        "kind": tag,
        "meaning": whole["description"],
        "fields": [f for f in fields if f["required"] or f["field"] not in common],
        "of_every_kind": [f for f in fields if not f["required"] and f["field"] in common],
        "objects": [
            {"object": name, "meaning": each.get("description", ""), "fields": _fields(each)}
            for name, each in objects.items()
        ],
    }


def _fields(whole: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the fields of an object of the schema, the required ones first."""
    fields: list[dict[str, Any]] = []
    for name, form in whole["properties"].items():
        holds = list(dict.fromkeys(_holds(form)))
        fields.append(
            {
                "field": name,
                "meaning": form.get("description", ""),
                "required": name in whole["required"],
                # Of a list that may be written as its only item, the list says it all.
                "holds": [one for one in holds if _LIST + one not in holds],
                "words": list(dict.fromkeys(_words(form))),
            }
        )
    return sorted(fields, key=lambda field: not field["required"])


def _holds(form: dict[str, Any]) -> Iterator[str]:
    """Yield what a value can be, in words."""
    if "anyOf" in form:
        for one in form["anyOf"]:
            yield from _holds(one)
    elif "$ref" in form:
        name = str(form["$ref"]).removeprefix(_REF)
        yield "event" if name == "#" else _WORDS.get(name) or name
    elif "enum" in form:
        yield "word"
    elif "const" in form:
        yield str(form["const"])
    elif form.get("type") == "array":
        yield from (_LIST + one for one in _holds(form["items"]))
    elif form.get("type") == "boolean":
        yield "true or false"
    elif form.get("type") == "object":
        yield "object of " + " or ".join(_holds(form["additionalProperties"]))
    elif form.get("type") != "null":
        yield _SIMPLE.get(str(form.get("type")), "any value")


def _words(form: dict[str, Any]) -> Iterator[str]:
    """Yield the words that are accepted, where not every text is."""
    yield from form.get("enum", ())
    for inner in (*form.get("anyOf", ()), form.get("items"), form.get("propertyNames")):
        if inner:
            yield from _words(inner)


def _find_objects(form: Any, parts: dict[str, Any], found: dict[str, Any]) -> None:
    """Find the objects that stand in a form, and those that stand in them."""
    if isinstance(form, list):
        for item in form:  # pyright: ignore[reportUnknownVariableType] # of any
            _find_objects(item, parts, found)
    elif isinstance(form, dict):
        name = str(form.get("$ref", "")).removeprefix(_REF)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] # of any
        if name in parts and name not in found and "properties" in parts[name]:
            found[name] = parts[name]
            _find_objects(parts[name], parts, found)
        _find_objects(list(form.values()), parts, found)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] # of any


def _page(told: dict[str, Any]) -> Iterator[str]:
    yield f"{told['kind']}: {told['meaning']}"
    yield ""
    yield from map(_row, told["fields"])
    yield ""
    yield "Every kind may have, too:"
    yield from map(_row, told["of_every_kind"])
    for each in told["objects"]:
        yield ""
        yield f"{each['object']}: {each['meaning']}"
        yield from map(_row, each["fields"])


def _row(field: dict[str, Any]) -> str:
    required = "required; " if field["required"] else ""
    holds = " or ".join(field["holds"])
    words = f" One of: {', '.join(map(str, field['words']))}." if field["words"] else ""
    meaning = str(field["meaning"]).replace("``", "")
    return f"  {field['field']} ({required}{holds}): {meaning}{words}".rstrip()


def _first_line(documented: object) -> str:
    return (documented.__doc__ or "").partition("\n")[0].replace("``", "")
