"""Who is on record, as plain JSON values: for ``peacetalks actors --json``."""

from __future__ import annotations

from typing import Any

from peacetalks.history.who import Listed, Roster
from peacetalks.state.on_record import OnRecord
from peacetalks.views.plain import value_to_plain

__all__ = ["roster_to_plain"]


def roster_to_plain(found: Roster) -> dict[str, Any]:
    """Return who is on record as plain JSON values.

    Any: JSON values.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.history import History, roster
    >>> refused = MeetingRefused(occurred="2023-11-16", meeting="m", by="AZE")
    >>> plain = roster_to_plain(roster(History([refused])))
    >>> [(one["code"], one["name"], one["facts"]) for one in plain["actors"]]
    [('AZE', 'Azerbaijan', 1)]
    """
    return {
        "actors": [_plain(one) for one in found.actors],
        "unnamed": value_to_plain(found.unnamed),
        "ambiguous": [{"name": name, "codes": list(codes)} for name, codes in found.ambiguous],
    }


def _plain(one: Listed) -> dict[str, Any]:
    stated = one.stated or OnRecord(code=one.code)
    return {
        "code": one.code,
        "name": one.name,
        "facts": one.facts,
        "streams": list(one.streams),
        "stated": one.stated is not None,
        "names": list(stated.names),
        "languages": dict(stated.languages),
        "sort": one.sort,
        "organ_of": one.organ_of,
        "within": one.within,
        "ids": {scheme: list(ids) for scheme, ids in stated.ids.items()},
        "valid": value_to_plain(stated.valid),
        "became": [{"occurred": str(when), "actor": code} for when, code in stated.became],
        "because": [event.id for event in stated.because],
    }
