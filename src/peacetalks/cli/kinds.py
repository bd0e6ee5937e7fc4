"""``peacetalks kinds``: the kinds of event, and the fields of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import attrs
import click

from peacetalks import codec
from peacetalks.cli import options
from peacetalks.cli.output import show, show_json
from peacetalks.cli.table import show_table
from peacetalks.codec.plain import key_of
from peacetalks.events import Event
from peacetalks.events.families import FAMILIES
from peacetalks.events.kinds import CORE

__all__ = ["kinds_command"]

# Any: JSON values of the schema, and of the answer made from it.
_REF: Final = "#/$defs/"
_LIST: Final = "list of "
_EXPLAINED: Final = {
    "id": "its own name, unique in the file; default: computed from the content.",
    "v": "the version of the kind's fields, always this.",
}
_SIMPLE: Final = {"string": "text", "integer": "whole number", "number": "number"}
_TEXT_TYPES: Final = {"Identifier": "identifier", "Code": "code", "Area": "area", "When": "day"}
"""The names that the schema gives to texts of certain types, and their everyday names."""


@click.command("kinds")
@click.argument("kind", type=options.KIND, required=False)
@options.as_json
def kinds_command(kind: str | None, *, as_json: bool) -> None:
    """List the kinds of event, or the fields of one.

    KIND is the tag that a file has under "kind", such as meeting-refused.

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
            show_table(("family", "kind", "meaning"), rows, _list(families), prose=("meaning",))
        return
    description = _describe(kind)
    if as_json:
        show_json(description)
    else:
        show(_page(description))


def _families() -> Iterator[dict[str, Any]]:
    """Yield the families, each with its kinds, in the order of the vocabulary."""
    for name, meaning, members in FAMILIES:
        yield {
            "family": name,
            "meaning": meaning.replace("``", ""),
            "kinds": [{"kind": kind.kind, "meaning": _first_line(kind)} for kind in members],
        }


def _list(families: list[dict[str, Any]]) -> Iterator[str]:
    width = max(map(len, CORE.tags))
    for family in families:
        yield family["meaning"]
        yield from (f"  {kind['kind']:{width}}  {kind['meaning']}" for kind in family["kinds"])
        yield ""
    yield "To see the fields of a kind: peacetalks kinds KIND"


def _describe(tag: str) -> dict[str, Any]:
    """Return the meaning of a kind, its fields, and the objects in them."""
    parts = codec.schema()["$defs"]
    common = {key_of(field) for field in attrs.fields(Event)}
    schema = parts[tag]
    fields = [
        field | {"meaning": field["meaning"] or _EXPLAINED.get(field["field"], "")}
        for field in _fields(schema)
        if field["field"] != "kind" and (field["field"] != "v" or field["required"])
    ]
    objects: dict[str, Any] = {}
    _find_objects(schema, parts, objects)
    return {
        "kind": tag,
        "meaning": schema["description"],
        "fields": [f for f in fields if f["required"] or f["field"] not in common],
        "of_every_kind": [f for f in fields if not f["required"] and f["field"] in common],
        "objects": [
            {"object": name, "meaning": each.get("description", ""), "fields": _fields(each)}
            for name, each in objects.items()
        ],
    }


def _fields(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the fields of an object in the schema, the required ones first."""
    fields: list[dict[str, Any]] = []
    for name, form in schema["properties"].items():
        holds = list(dict.fromkeys(_holds(form)))
        fields.append(
            {
                "field": name,
                "meaning": form.get("description", ""),
                "required": name in schema["required"],
                # Where a list may be written as its only item, the list alone is shown.
                "holds": [one for one in holds if _LIST + one not in holds],
                "words": list(dict.fromkeys(_accepted_words(form))),
            }
        )
    return sorted(fields, key=lambda field: not field["required"])


def _holds(form: dict[str, Any]) -> Iterator[str]:
    """Yield the types that a value can have, in everyday words."""
    if "anyOf" in form:
        for one in form["anyOf"]:
            yield from _holds(one)
    elif "$ref" in form:
        name = str(form["$ref"]).removeprefix(_REF)
        yield "event" if name == "#" else _TEXT_TYPES.get(name) or name
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


def _accepted_words(form: dict[str, Any]) -> Iterator[str]:
    """Yield the accepted words, if not every text is accepted."""
    yield from form.get("enum", ())
    for inner in (*form.get("anyOf", ()), form.get("items"), form.get("propertyNames")):
        if inner:
            yield from _accepted_words(inner)


def _find_objects(form: Any, parts: dict[str, Any], objects: dict[str, Any]) -> None:
    """Find the objects inside a part of the schema, and the objects inside them."""
    if isinstance(form, list):
        for item in form:  # pyright: ignore[reportUnknownVariableType] # any JSON value
            _find_objects(item, parts, objects)
    elif isinstance(form, dict):
        name = str(form.get("$ref", "")).removeprefix(_REF)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] # any JSON value
        if name in parts and name not in objects and "properties" in parts[name]:
            objects[name] = parts[name]
            _find_objects(parts[name], parts, objects)
        _find_objects(list(form.values()), parts, objects)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] # any JSON value


def _page(kind: dict[str, Any]) -> Iterator[str]:
    yield f"{kind['kind']}: {kind['meaning']}"
    yield ""
    yield from map(_row, kind["fields"])
    yield ""
    yield "Every kind can also have:"
    yield from map(_row, kind["of_every_kind"])
    for each in kind["objects"]:
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
