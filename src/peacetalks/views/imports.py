"""Imports as plain JSON values: what became of a file, what a release changed, formats."""

from __future__ import annotations

from typing import Any

from peacetalks.importers import Appended, Duplicates, Format, Report, Synced
from peacetalks.importers.releases.kept import Mark
from peacetalks.views.answers import event_to_plain, finding_to_plain

__all__ = [
    "appended_to_plain",
    "duplicates_to_plain",
    "format_to_plain",
    "mark_to_plain",
    "report_to_plain",
    "synced_to_plain",
]

# Any: JSON values.


def report_to_plain(report: Report) -> dict[str, Any]:
    """Return what became of the rows of a file as plain JSON values."""
    return {
        "file": report.file,
        "format": report.format,
        "release": report.release,
        "rows": report.rows,
        "rows_with_events": report.made,
        "rows_with_findings_only": report.nothing,
        "events": report.events,
        "kinds": dict(report.kinds),
        "actors": report.actors,
        "codes": dict(report.codes),
        "findings": [finding_to_plain(finding) for finding in report.findings],
        "unknown_actors": [
            {"code": actor.code, "name": actor.name, "line": actor.line} for actor in report.unknown
        ],
        "is_whole": report.is_whole,
    }


def appended_to_plain(appended: Appended) -> dict[str, Any]:
    """Return what a file added to a log as plain JSON values."""
    return {
        "dataset": appended.dataset,
        "appended": dict(appended.appended),
        "streams": dict(appended.streams),
        "left_out": [finding_to_plain(finding) for finding in appended.left_out],
        "report": report_to_plain(appended.report),
    }


def synced_to_plain(synced: Synced) -> dict[str, Any]:
    """Return what a release changed as plain JSON values."""
    return {
        "dataset": synced.dataset,
        "release": synced.release,
        "number": synced.number,
        "before": synced.before,
        "public": synced.public.text,
        "is_return": synced.is_return,
        "rows": synced.rows,
        "added": list(synced.added),
        "changed": [
            {
                "row": change.row,
                "fields": {
                    name: {"from": before, "to": after}
                    for name, (before, after) in change.fields.items()
                },
            }
            for change in synced.changed
        ],
        "withdrawn": list(synced.withdrawn),
        "rewritten": synced.rewritten,
        "renamed": synced.renamed,
        "same": synced.same,
        "columns_added": list(synced.columns_added),
        "columns_dropped": list(synced.columns_dropped),
        "appended": dict(synced.appended),
        "streams": dict(synced.streams),
        "findings": [finding_to_plain(finding) for finding in synced.findings],
        "report": report_to_plain(synced.report),
    }


def duplicates_to_plain(found: Duplicates) -> dict[str, Any]:
    """Return what a data set wrote again as plain JSON values."""
    return {
        "by": found.by,
        "events": found.events,
        "facts": found.facts,
        "repetitions": found.repetitions,
        "without": found.without,
        "kinds": dict(found.kinds),
        "proposals": [event_to_plain(event) for event in found],
    }


def format_to_plain(data: Format) -> dict[str, Any]:
    """Return a format as plain JSON values."""
    return {
        "name": data.name,
        "title": data.title,
        "publisher": data.publisher,
        "licence": data.licence,
        "citation": data.citation,
        "columns": list(data.required),
        "layouts": list(data.layouts),
        "streams": list(data.streams),
        "default_stream": data.default_stream,
        "stable_ids": data.stable_ids,
    }


def mark_to_plain(dataset: str, mark: Mark) -> dict[str, Any]:
    """Return a release that a log has taken in as plain JSON values."""
    return {
        "dataset": dataset,
        "release": mark.release,
        "number": mark.number,
        "format": mark.format,
        "published": None if mark.published is None else mark.published.text,
        "public": mark.public.text,
        "recorded_at": mark.recorded_at.text,
        "rows": mark.rows,
        "part": mark.part,
    }
