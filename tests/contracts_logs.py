"""Logs of each kind that is tampered with: new, redacted, old and continued."""

import shutil
from pathlib import Path

import peacetalks as pt
from log_writers import said

__all__ = ["OLD", "made"]

OLD = Path(__file__).parent / "fixtures" / "written-by-0.1" / "log.db"


def filled(place):
    """Write plain records at 1, 2 and 5, and packed ones at 3, 4 and 6."""
    with pt.open_log(place) as log:
        log.append("a", [said("a1", text="a plain text"), said("a2")], recorded_by="A. B.")
        log.append("b", [said("b1", text="a packed text"), said("b2")], packed=True, cause="job 7")
        log.append("a", [said("a3")])
        log.append("b", [said("b3")], packed=True)


def made(on, place, elsewhere):
    """Make a log of a kind; return its place, its id and its head."""
    if on in ("old", "continued"):
        shutil.copy(OLD, place)
    else:
        filled(place)
    if on == "redacted":
        with pt.open_log(place) as log:
            log.redact(elsewhere, [("b", "b1")])
        place = elsewhere
    with pt.open_log(place) as log:
        if on == "continued":
            log.append("c", [said("c1"), said("c2")])
        assert log.verify()
        return place, log.log_id, log.head()
