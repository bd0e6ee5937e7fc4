"""What was said, in a brief: who said it, in what office, and the words; the newest first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from peacetalks.events import StatementMade
from peacetalks.state.brief.page import Page

if TYPE_CHECKING:
    from peacetalks.state.negotiation import NegotiationState


def words(page: Page, state: NegotiationState) -> None:
    """Write the section, if any statement is on record."""
    page.section("SAID")
    page.newest(
        ((said.occurred, partial(_statement, page, said)) for said in state.statements()),
        "statement",
    )


def _statement(page: Page, said: StatementMade) -> None:
    who = ", ".join(part for part in (_speaker(said), page.names(said.by)) if part)
    stance = (said.stance or "").replace("_", " ")
    about = " ".join(part for part in (stance, _about(said)) if part)
    told = ": ".join(part for part in (who, about, _words(said)) if part)
    page.line(f"  {said.occurred!s:<10} ", told, [said])


def _speaker(said: StatementMade) -> str:
    if said.speaker and said.office:
        return f"{said.speaker} ({said.office})"
    return said.speaker or said.office or ""


def _about(said: StatementMade) -> str:
    return said.subject or ", ".join(said.topics or ())


def _words(said: StatementMade) -> str:
    """Return the words themselves where a source is quoted, else what the coder made of them."""
    quoted = dict.fromkeys(source.quote for source in said.sources if source.quote)
    return "; ".join(f'"{quote}"' for quote in quoted) or said.text or "words not stated"
