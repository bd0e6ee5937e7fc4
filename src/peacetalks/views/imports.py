"""Imports as plain JSON values: reports of files, changes of releases, formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from peacetalks.importers import Appended, Duplicates, Format, Report, Synced
from peacetalks.importers.coverage import Covered, Scope
from peacetalks.importers.syncing.results import Change, Superseded
from peacetalks.importers.syncing.storage import Mark
from peacetalks.importers.tables.row import UnknownActor
from peacetalks.views.plain import ANSWERS, Shown, fields, to_plain

__all__ = ["import_to_plain"]


def _change(change: Change) -> dict[str, object]:
    changed = {
        name: {"from": before, "to": after} for name, (before, after) in change.fields.items()
    }
    return {"row": change.row, "fields": changed}


_IMPORTS: Final[Mapping[type, Shown]] = {
    **ANSWERS,
    Appended: fields("dataset appended streams left_out report"),
    Change: _change,
    Duplicates: fields("by events facts repetitions without kinds proposals"),
    Format: lambda data: {
        **fields("name title publisher licence citation columns=required layouts")(data),
        "streams": list(data.streams),
        **fields("default_stream stable_ids scope")(data),
    },
    Mark: fields("release number format published public recorded_at rows part covers"),
    Report: fields(
        "file format release rows rows_with_events=made rows_with_findings_only=nothing events "
        "kinds actors codes findings unknown_actors=unknown is_whole covered"
    ),
    Synced: fields(
        "dataset release number before public is_return rows added changed withdrawn kept yielded "
        "superseded rewritten renamed same columns_added columns_dropped appended streams findings report"
    ),
    Covered: fields("places period"),
    Scope: fields("body counts sampled zero source summary"),
    Superseded: fields("dataset release row"),
    UnknownActor: fields("code name line"),
}


def import_to_plain(value: object) -> Any:
    """Return what an import, a sync or a search for duplicates reports as plain JSON values.

    Any: JSON values.
    """
    return to_plain(value, _IMPORTS)
