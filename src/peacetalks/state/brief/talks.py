"""The talks in a brief: open, suspended and ended."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from peacetalks.state.brief.days import dated
from peacetalks.state.brief.page import Item, Page, once
from peacetalks.state.snapshot import Snapshot
from peacetalks.state.talks import Talks

_LEAD = "      "


def talks_rows(page: Page, state: Snapshot) -> Iterator[Item]:
    """Yield a row for each of the talks."""
    for each in state.parts.talks.values():
        yield each.suspended or each.ended or each.opened, partial(_talks, page, each)


def _talks(page: Page, talks: Talks) -> None:
    if talks.status == "suspended":
        _suspended(page, talks)
        return
    between = f" of {page.names(talks.parties)}" if talks.parties else ""
    when, word = talks.opened, "opened"
    if talks.status == "ended":
        when, word = talks.ended, "ENDED" + (f": {talks.outcome}" if talks.outcome else "")
    if when is None:
        word = "mentioned"
    events = [e for name in ("ended", "opened") if (e := talks.because_of(name))][:1]
    page.line(dated(when), f"{talks.talks}, talks{between}  {word}", events or talks.because)


def _suspended(page: Page, talks: Talks) -> None:
    who = "for all" if talks.suspended_for_all else ""
    by = f"by {page.names(talks.suspended_by)}" if talks.suspended_by else ""
    between = f" of {page.names(talks.parties)}" if talks.parties else ""
    status = " ".join(part for part in ("SUSPENDED", who, by) if part)
    events = once([e for name in ("suspended", "suspended_by") if (e := talks.because_of(name))])
    page.line(
        dated(talks.suspended), f"{talks.talks}, talks{between}  {status}", events or talks.because
    )
    for condition in talks.resume_if or ():
        page.line(f"{_LEAD}until    ", condition, events)
