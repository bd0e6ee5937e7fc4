"""``peacetalks formats``: the data sets that can be imported."""

from __future__ import annotations

import click

from peacetalks import importers
from peacetalks.cli import options
from peacetalks.cli.output import show, show_json
from peacetalks.cli.table import show_table
from peacetalks.importers import Format
from peacetalks.importers.registry import format_of
from peacetalks.views.imports import import_to_plain

__all__ = ["formats_command"]


@click.command("formats")
@click.argument("name", required=False)
@options.as_json
def formats_command(name: str | None, *, as_json: bool) -> None:
    """List the data sets that can be imported, or describe one.

    NAME is the name of a format, as the list has it.

    \b
    Examples:
      peacetalks formats
      peacetalks formats ucdp-ged
    """
    if name is not None:
        format_ = format_of(name)
        if as_json:
            show_json(import_to_plain(format_))
        else:
            show(_describe(format_))
        return
    known = importers.formats()
    if as_json:
        show_json(import_to_plain(known))
        return
    width = max(len(one.name) for one in known)
    show_table(
        ("name", "title", "licence"),
        ((one.name, one.title, one.licence) for one in known),
        (f"{one.name:{width}}  {one.title} ({one.licence})" for one in known),
        prose=("title", "licence"),
    )


def _describe(data: Format) -> list[str]:
    lines = [
        f"{data.name}: {data.title}",
        f"  published by {data.publisher}; {data.licence}",
        *([f"  cite as {data.citation}"] if data.citation else []),
        "  recognised by its columns " + ", ".join(data.required),
        *(f"  reads {layout}" for layout in data.layouts),
    ]
    rules = (
        f"{rule} (the default)" if rule == data.default_stream else rule for rule in data.streams
    )
    lines.append("  streams by " + ", ".join(rules))
    scope = data.scope
    if scope is not None:
        lines.append(f"  covers {scope.summary}")
        for how, counts in (("counts", scope.counts), ("has a sample of", scope.sampled)):
            lines += [f"  {how} " + ", ".join(counts)] if counts else []
        lines.append(f"  zero means: {scope.zero}")
        lines.append(f"  as documented in {scope.source.title}, {scope.source.url}")
    if not data.stable_ids:
        lines.append("  its ids change between releases, so rows are matched by content")
    return lines
