"""The statements in a brief: the speaker, the office and the words, the newest first."""

from __future__ import annotations

from functools import partial

from peacetalks.events.statements import StatementMade
from peacetalks.state.brief.days import dated
from peacetalks.state.brief.page import Page
from peacetalks.state.queries import statements as queries
from peacetalks.state.snapshot import Snapshot


def write_statements(page: Page, state: Snapshot) -> None:
    """Write the section, if any statement is on record."""
    page.section("SAID")
    page.newest(
        ((made.occurred, partial(_statement, page, made)) for made in queries.statements_by(state)),
        "statement",
    )


def _statement(page: Page, statement: StatementMade) -> None:
    who = ", ".join(part for part in (_speaker(statement), page.names(statement.by)) if part)
    stance = (statement.stance or "").replace("_", " ")
    about = " ".join(part for part in (stance, _subject(statement)) if part)
    text = ": ".join(part for part in (who, about, _words(statement)) if part)
    page.line(dated(statement.occurred), text, [statement])


def _speaker(statement: StatementMade) -> str:
    if statement.speaker and statement.office:
        return f"{statement.speaker} ({statement.office})"
    return statement.speaker or statement.office or ""


def _subject(statement: StatementMade) -> str:
    return statement.subject or ", ".join(statement.topics or ())


def _words(statement: StatementMade) -> str:
    """Return the quotes of the sources, or else the summary of the coder."""
    quotes = dict.fromkeys(source.quote for source in statement.sources if source.quote)
    return "; ".join(f'"{quote}"' for quote in quotes) or statement.text or "words not stated"
