"""``peacetalks formats``: the data sets that can be imported."""

from __future__ import annotations

import click

from peacetalks import importers
from peacetalks.cli import options
from peacetalks.cli.page import show, show_json
from peacetalks.cli.table import show_table
from peacetalks.importers import Format
from peacetalks.importers.known import format_of
from peacetalks.views.imports import format_to_plain

__all__ = ["formats"]


@click.command()
@click.argument("name", required=False)
@options.as_json
def formats(name: str | None, *, as_json: bool) -> None:
    """List the data sets that can be imported, or tell of one.

    \b
    Examples:
      peacetalks formats
      peacetalks formats ucdp-ged
    """
    if name is not None:
        found = format_of(name)
        if as_json:
            show_json(format_to_plain(found))
        else:
            show(_whole(found))
        return
    known = importers.formats()
    if as_json:
        show_json([format_to_plain(one) for one in known])
        return
    width = max(len(one.name) for one in known)
    show_table(
        ("name", "title", "licence"),
        ((one.name, one.title, one.licence) for one in known),
        (f"{one.name:{width}}  {one.title} ({one.licence})" for one in known),
        prose=("title", "licence"),
    )


def _whole(data: Format) -> list[str]:
    lines = [
        f"{data.name}: {data.title}",
        f"  published by {data.publisher}; {data.licence}",
        *([f"  cite as {data.citation}"] if data.citation else []),
        "  known by its columns " + ", ".join(data.required),
        *(f"  reads {layout}" for layout in data.layouts),
    ]
    rules = (
        f"{rule} (the default)" if rule == data.default_stream else rule for rule in data.streams
    )
    lines.append("  streams by " + ", ".join(rules))
    if not data.stable_ids:
        lines.append("  its ids change from release to release: rows are matched by content")
    return lines
