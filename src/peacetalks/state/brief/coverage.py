"""Coverage in a brief: what it is silent on, and whether anybody looked.

Nothing on record is no answer by itself. A subject that somebody covers is "none", with who covers
it and when; of any other subject the brief says that nobody is known to cover it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from peacetalks._support.wording import first_few
from peacetalks.events import CoverageStated
from peacetalks.state.brief.days import column, on_day
from peacetalks.state.brief.page import Page
from peacetalks.state.brief.subjects import SUBJECTS, silent_on
from peacetalks.state.coverage import ASSUMED
from peacetalks.state.queries.coverage import looked_for
from peacetalks.state.snapshot import Snapshot

_STATEMENTS: Final = 3
_KINDS: Final = 4
_PLACES: Final = 3
_INDENT: Final = " " * 10


def write_silence(page: Page, state: Snapshot) -> None:
    """Write the common subjects with nothing on record, and which of them somebody covers."""
    subjects = silent_on(state)
    stated = {name: _about(state, SUBJECTS[name]) for name in subjects if name in SUBJECTS}
    unasked = [name for name in subjects if name not in stated]
    unknown = [name for name, statements in stated.items() if not statements]
    lead = "SILENT ON "
    if unasked:
        page.line(lead, ", ".join(unasked))
        lead = _INDENT
    if unknown:
        page.line(lead, f"{', '.join(unknown)}: nobody is known to cover {_them(unknown)}")
    none = [
        f"{name} ({first_few([*_briefly(page, statements, [SUBJECTS[name]])], _STATEMENTS)})"
        for name, statements in stated.items()
        if statements
    ]
    if none:
        page.line("NONE      ", "; ".join(none))


def write_coverage(page: Page, state: Snapshot) -> None:
    """Write what is covered, by the statements on record; or what is assumed, if there are none."""
    statements = looked_for(state).statements
    if not statements:
        return
    latest = statements[::-1][:_STATEMENTS]
    text = "; ".join(_in_full(page, stated) for stated in latest)
    more = len(statements) - len(latest)
    cited = [stated for stated in latest if stated.sources]
    page.line("COVERAGE  ", f"{text}; {more:,} more" if more else text, cited)


def _about(state: Snapshot, kind: str) -> tuple[CoverageStated, ...]:
    """Return the statements about a kind, or about a part of it."""
    return tuple(
        stated
        for stated in looked_for(state).statements
        if any(what.partition(":")[0] == kind for what in stated.counts)
    )


def coverage_in_words(state: Snapshot, *kinds: str) -> str:
    """Return who covers some kinds, or a part of them, and when; or that nobody is known to.

    >>> coverage_in_words(Snapshot(), "attack-reported")
    'nobody is known to cover it'
    """
    page = Page(state.actors)
    about = {id(one): one for kind in kinds for one in _about(state, kind)}
    texts = [*_briefly(page, tuple(about.values()), kinds)]
    return "; ".join(texts[:_STATEMENTS]) or f"nobody is known to cover {_them([*kinds])}"


def coverage_rows(state: Snapshot) -> Iterator[tuple[str, ...]]:
    """Yield a row for each statement: who covers what, where, when, and how much of it."""
    page = Page(state.actors)
    for stated in reversed(looked_for(state).statements):
        yield (
            _who(page, stated),
            ", ".join(map(_kind, stated.counts)),
            ", ".join(map(page.name, stated.places)) if stated.places is not None else "",
            column(stated.period),
            "assumed" if stated.coverage == ASSUMED else stated.complete,
        )


def _them(names: list[str]) -> str:
    return "it" if len(names) == 1 and not names[0].endswith("s") else "them"


def _briefly(
    page: Page, statements: tuple[CoverageStated, ...], kinds: Iterable[str]
) -> Iterator[str]:
    yield from dict.fromkeys(
        f"{_who(page, stated)} covers {_part(stated, {*kinds})}{_where(page, stated)}"
        for stated in reversed(statements)
    )


def _part(stated: CoverageStated, kinds: set[str]) -> str:
    """Return which measures are covered, if it is not the whole kind."""
    if not kinds.isdisjoint(stated.counts):
        return ""
    about = (what.partition(":") for what in stated.counts)
    parts = [part.replace("_", " ") for kind, _, part in about if kind in kinds]
    return f"{' and '.join(parts)}, "


def _in_full(page: Page, stated: CoverageStated) -> str:
    kinds = first_few([*map(_kind, stated.counts)], _KINDS)
    if stated.coverage == ASSUMED:
        return f"not stated; assumed from {_where(page, stated)} ({kinds})"
    return f"{_who(page, stated)} covers {_where(page, stated)} ({kinds})"


def _who(page: Page, stated: CoverageStated) -> str:
    if stated.body is not None:
        return page.name(stated.body)
    return stated.dataset or "this record"


def _where(page: Page, stated: CoverageStated) -> str:
    words = on_day(stated.period).removeprefix("in ").removeprefix("on ").removeprefix("from ")
    if stated.places is not None:
        words += f" in {first_few([*map(page.name, stated.places)], _PLACES)}"
    if stated.parties is not None:
        words += f" between {page.names(stated.parties)}"
    return f"a sample of {words}" if stated.complete == "sampled" else words


def _kind(what: str) -> str:
    kind, _, part = what.replace("_", " ").partition(":")
    return f"{kind.replace('-', ' ')}: {part}" if part else kind.replace("-", " ")
