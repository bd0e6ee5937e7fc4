"""One self-contained HTML page: nothing is fetched, and nothing in the data can run.

Texts of the data reach the page through a template that escapes them, and the script as JSON in
which no tag can end; the script writes text and no markup. A policy in the page forbids every
request, and every style and script but the two that stand in it, by their digests.
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

from peacetalks.appearing import appearing
from peacetalks.errors import InvalidValue
from peacetalks.extras import needed
from peacetalks.history import History
from peacetalks.history.accounts import accounts
from peacetalks.history.resolve import visible
from peacetalks.state.brief.subjects import title_of
from peacetalks.state.queries.asked import actor
from peacetalks.views.report import rows
from peacetalks.views.report.states import states_of
from peacetalks.when import When, WhenLike

__all__ = ["MOST_FACTS", "html_of", "report"]

MOST_FACTS: Final = 3_000
"""The timeline has so many facts at the most: the latest of them, and says so."""


def report(
    history: History,
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    parties: Iterable[str] = (),
    known: WhenLike | None = None,
) -> Path:
    """Write a negotiation as one HTML file that can be mailed, and return its path.

    The file has the brief of every day, with what was public by then and later; a timeline, figures with their sources, and the accounts of the parties side by
    side. It needs no network. The same events make the same bytes. It appears when it is whole.

    Args:
        history: the events.
        path: the file; one that is there is replaced.
        title: of the page; None: the names of the parties.
        parties: whose accounts stand side by side; empty: the parties on whose word facts rest.
        known: leave out what became public after this day; None: nothing.

    Raises:
        InvalidValue: for no history, and for a folder.
        NotFound: if there is no such folder to write to.
        MissingExtra: without jinja2.
        OSError: if the file cannot be written.

    >>> import peacetalks as pt, tempfile
    >>> history = pt.History(pt.datasets.load("article-2023-11-16"))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     report(history, folder + "/talks.html").name
    'talks.html'
    """
    html = html_of(history, title=title, parties=parties, known=known)
    with appearing(path) as part:
        part.write_text(html, encoding="utf-8", newline="\n")
    return Path(path)


def html_of(
    history: History,
    *,
    title: str | None = None,
    parties: Iterable[str] = (),
    known: WhenLike | None = None,
) -> str:
    """Return the page as a text; arguments as in ``report``."""
    if not isinstance(history, History):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a history", value=history, hint="pt.History(events)")
    jinja2 = needed("report", "jinja2")
    given = (parties,) if isinstance(parties, str) else parties
    parties = tuple(actor(history.names, party) for party in given)
    if known is not None:
        history = history.only(visible(history.events, When(known).hi))
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["shown"] = history.actors.shown
    template = environment.from_string(_file("page.html.j2"))
    html: str = template.render(_content(history, title, parties))
    return html


def _content(history: History, title: str | None, parties: Iterable[str]) -> dict[str, Any]:
    # Any: what the template names.
    states, last = states_of(history), history.state()
    # The page opens on the last day on record; later ones can be asked for.
    last_day = last.on.text if last.last is not None else states.days[-1][0]
    told, actors = rows.facts(history), last.actors
    style, script = _file("report.css"), _file("report.js")
    sides = rows.tellers(history, parties)
    return {
        "title": title or title_of(last) or "Nothing on record",
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
        "facts": told[-MOST_FACTS:],
        "all_facts": len(told),
        "actors": sorted(
            (
                (code, actors.shown(code))
                for code in {code for fact in told for code in fact.actors}
            ),
            key=lambda one: (one[1].casefold(), one[0]),
        ),
        "kinds": sorted({fact.kind for fact in told}),
        "figures": rows.figures(last),
        "parties": sides,
        "accounts": accounts(history, sides, known=None) if sides else None,
        "events": len(history),
    }


def _file(name: str) -> str:
    return resources.files("peacetalks.views.report").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _as_json(value: object) -> Any:
    """Return JSON in which no tag and no comment can begin or end.

    Any: text that the template takes as it is.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return needed("report", "markupsafe").Markup(text)
