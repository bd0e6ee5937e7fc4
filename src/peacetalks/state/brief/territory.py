"""The areas in a brief, with the actors that took them over."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from peacetalks.state.brief.days import dated
from peacetalks.state.brief.page import Item, Page
from peacetalks.state.snapshot import Snapshot
from peacetalks.state.territory import Control


def territory_rows(page: Page, state: Snapshot) -> Iterator[Item]:
    """Yield a row for each area whose control is on record."""
    for control in state.parts.controls.values():
        yield control.since, partial(_control, page, control)


def _control(page: Page, control: Control) -> None:
    took, to = "control passed", ", to whom is not stated"
    if control.holder is not None:
        took, to = f"{page.name(control.holder)} took over", ""
    from_ = f" from {page.name(control.from_)}" if control.from_ else ""
    mode = f" by {control.mode}" if control.mode else ""
    contested = f"; contested by {page.names(control.contested_by)}" if control.contested_by else ""
    page.line(
        dated(control.since),
        f"{page.name(control.area)}: {took}{from_}{mode}{to}{contested}",
        control.because,
    )
