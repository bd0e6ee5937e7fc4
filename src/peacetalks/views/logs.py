"""Logs as plain JSON values: records with their envelope, receipts, verifications."""

from __future__ import annotations

from typing import Any

from peacetalks.history import Record
from peacetalks.log import Receipt, StreamSummary, Verification
from peacetalks.views.answers import event_to_plain, finding_to_plain

__all__ = ["receipt_to_plain", "record_to_plain", "summary_to_plain", "verification_to_plain"]

# Any: JSON values.


def record_to_plain(record: Record) -> dict[str, Any]:
    """Return a record as plain JSON values: the envelope, and the event in it.

    >>> from peacetalks.events import MeetingHeld
    >>> record = Record(MeetingHeld(occurred="2023", meeting="m"), 1, "2024-01-02T10:00Z")
    >>> plain = record_to_plain(record)
    >>> plain["position"], plain["recorded_at"], plain["event"]["meeting"]
    (1, '2024-01-02T10:00Z', 'm')
    """
    return {
        "global_position": record.global_position,
        "stream": record.stream,
        "position": record.position,
        "recorded_at": record.recorded_at.text,
        "recorded_by": record.recorded_by,
        "cause": record.cause,
        "event": event_to_plain(record.event),
    }


def receipt_to_plain(receipt: Receipt) -> dict[str, Any]:
    """Return what an append did as plain JSON values.

    >>> from peacetalks.log import MemoryLog
    >>> receipt_to_plain(MemoryLog().append("talks", []))["appended"]
    0
    """
    return {
        "stream": receipt.stream,
        "appended": receipt.appended,
        "duplicates": list(receipt.duplicates),
        "reordered": dict(receipt.reordered),
        "first": receipt.first,
        "last": receipt.last,
        "position": receipt.position,
        "recorded_at": receipt.recorded_at and receipt.recorded_at.text,
        "head": str(receipt.head),
    }


def summary_to_plain(summary: StreamSummary) -> dict[str, Any]:
    """Return a stream of a log as plain JSON values.

    >>> from peacetalks.when import When
    >>> summary_to_plain(StreamSummary("talks", 3, When("2024-01-02T10:00Z")))["records"]
    3
    """
    return {
        "stream": summary.stream,
        "records": summary.records,
        "recorded_at": summary.recorded_at.text,
    }


def verification_to_plain(found: Verification) -> dict[str, Any]:
    """Return whether a log is what was written, as plain JSON values.

    >>> from peacetalks.log import MemoryLog
    >>> verification_to_plain(MemoryLog().verify())["verified"]
    True
    """
    return {
        "verified": bool(found),
        "records": found.records,
        "head": str(found.head),
        "redacted": list(found.redacted),
        "problem": found.problem and finding_to_plain(found.problem),
    }
