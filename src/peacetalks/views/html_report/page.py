"""One self-contained HTML page: it fetches nothing, and nothing in the data can run.

A template escapes the texts of the data. The script gets them as JSON in which no tag can end, and
it writes text, not markup. A content security policy in the page forbids all requests, and all
styles and scripts except the two in the page, by their digests.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any, Final

from peacetalks._support.atomic_file import atomic_write
from peacetalks._support.optional import import_extra
from peacetalks._text.characters import without_hidden
from peacetalks.errors import InvalidValue
from peacetalks.history import History
from peacetalks.history.comparison import accounts
from peacetalks.history.resolution import visible
from peacetalks.primitives.when import When, WhenLike
from peacetalks.state.brief.coverage import coverage_in_words
from peacetalks.state.brief.subjects import title_of
from peacetalks.state.queries.arguments import actor
from peacetalks.views.html_report import rows
from peacetalks.views.html_report.states import states_of

__all__ = ["MOST_FACTS", "html_of", "report"]

MOST_FACTS: Final = 3_000
"""The most facts in the timeline. If there are more, it has the latest, and says so."""


def report(
    history: History,
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    parties: Iterable[str] = (),
    known: WhenLike | None = None,
) -> Path:
    """Write a negotiation as a single HTML file, and return its path.

    The file has the brief of every day, as known then and as known later; a timeline; figures with
    their sources; and the accounts of the parties side by side. It needs no network, so it can be
    sent by mail. The same events give the same bytes. The file is written atomically.

    Args:
        history: the events.
        path: the file; an existing file is replaced.
        title: the title of the page; None: the names of the parties.
        parties: the parties whose accounts are compared; empty: the parties that claim any fact.
        known: leave out what became public after this day; None: leave out nothing.

    Raises:
        InvalidValue: if ``history`` is not a history, or ``path`` is a folder.
        NotFound: if the folder of the file does not exist.
        MissingExtra: if jinja2 is not installed.
        OSError: if the file cannot be written.

    >>> import peacetalks as pt, tempfile
    >>> history = pt.History(pt.datasets.load("article-2023-11-16"))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     report(history, folder + "/talks.html").name
    'talks.html'
    """
    html = html_of(history, title=title, parties=parties, known=known)
    with atomic_write(path) as part:
        part.write_text(html, encoding="utf-8", newline="\n")
    return Path(path)


def html_of(
    history: History,
    *,
    title: str | None = None,
    parties: Iterable[str] = (),
    known: WhenLike | None = None,
) -> str:
    """Return the page as a text; the arguments are those of ``report``."""
    if not isinstance(history, History):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a history", value=history, hint="pt.History(events)")
    jinja2 = import_extra("report", "jinja2")
    listed = (parties,) if isinstance(parties, str) else parties
    parties = tuple(actor(history.names, party) for party in listed)
    if known is not None:
        history = history.only(visible(history.events, When(known).hi))
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["shown"] = history.actors.shown
    template = environment.from_string(_file("page.html.j2"))
    html: str = template.render(_content(history, title, parties))
    return html


def _content(history: History, title: str | None, parties: Iterable[str]) -> dict[str, Any]:
    # Any: the template is not typed.
    states, last = states_of(history), history.state()
    # The page opens on the last day on record; later days can be chosen.
    last_day = last.on.text if last.last is not None else states.days[-1][0]
    facts, actors = rows.facts(history), last.actors
    style, script = _file("report.css"), _file("report.js")
    sides = rows.parties_of_accounts(history, parties)
    return {
        "title": title or title_of(last, last.phase.pair) or "Nothing on record",
        "style": style,
        "script": script,
        "style_digest": _digest(style),
        "script_digest": _digest(script),
        "data": _as_json(states.plain()),
        "days": states.days,
        "left_out": states.left_out,
        "whole": states.whole,
        "last_day": last_day,
        "last_place": max(at for at, day in enumerate(states.days) if day[0] <= last_day),
        "brief": [list(rows.pieces(line)) for line in states.brief(last_day, "9999-12-31")],
        "facts": facts[-MOST_FACTS:],
        "all_facts": len(facts),
        "actors": sorted(
            (
                (code, actors.shown(code))
                for code in {code for fact in facts for code in fact.actors}
            ),
            key=lambda one: (one[1].casefold(), one[0]),
        ),
        "kinds": sorted({fact.kind for fact in facts}),
        "figures": rows.figures(last),
        "covered": coverage_in_words(last, "casualties-reported", "displacement-reported"),
        "parties": sides,
        "accounts": accounts(history, sides, known=None) if sides else None,
        "events": len(history),
    }


def _file(name: str) -> str:
    return (
        resources.files("peacetalks.views.html_report").joinpath(name).read_text(encoding="utf-8")
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _shown(value: object) -> object:
    """Return what a template shows: texts have no hidden characters; markup stays."""
    return without_hidden(value) if type(value) is str else value


def _as_json(value: object) -> Any:
    """Return JSON in which no tag or comment can begin or end.

    Any: text that the template does not escape; markupsafe is an extra.
    """
    text = without_hidden(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return import_extra("report", "markupsafe").Markup(text)
