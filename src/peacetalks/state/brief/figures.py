"""The figures in a brief: displacement, returns and casualties."""

from __future__ import annotations

import math
from functools import partial

from peacetalks.state.brief.days import in_words
from peacetalks.state.brief.page import Page
from peacetalks.state.figures import Figure
from peacetalks.state.queries import figures as queries
from peacetalks.state.queries.figures import FigureLine
from peacetalks.state.snapshot import Snapshot

_SLACK = 1e-9


def write_figures(page: Page, state: Snapshot) -> None:
    """Write the rows of the figures, with what they count and who counted."""
    page.rows(queries.lines(state, "displacement"), partial(_moved, page, "fled"), "figure")
    page.rows(queries.lines(state, "return"), partial(_moved, page, "returned"), "figure")
    page.rows(queries.casualties(state), partial(_casualties, page), "casualty figure")


def _moved(page: Page, word: str, line: FigureLine) -> None:
    page.line(f"  {word:<10} ", _figure(page, line), line.figure.because)


def _casualties(page: Page, figure: Figure) -> None:
    what = (figure.measure or "casualties").replace("_", " ")
    whose = f", {page.name(figure.group)}" if figure.group else ""
    page.line(
        f"  {what:<10} ",
        f"{figure.count} ({figure.series}{whose}){_counted(page, figure)}",
        figure.because,
    )


def _figure(page: Page, line: FigureLine) -> str:
    figure = line.figure
    base = ""
    if line.base is not None and line.base.count is not None:
        base = f" of {line.base.count} recorded{_share(line)}"
    share = f' ("{figure.share_text}")' if figure.share_text and not base else ""
    to = f", to {page.name(figure.destination)}" if figure.destination else ""
    measure = f", {figure.measure}" if figure.measure else ""
    older = ", older" if line.older else ""
    count = figure.count or "number not stated"
    return f"{count}{base}{share}{to}{measure}{_counted(page, figure)}{older}"


def _share(line: FigureLine) -> str:
    low, high = line.share
    if low is not None and high is not None:
        first, last = _percent(low), _percent(high)
        return f" ({first} %)" if first == last else f" ({first} to {last} %)"
    if low is not None:
        least = _percent(low)
        return f" ({'over' if low * 100 > least + _SLACK else 'at least'} {least} %)"
    if high is None:
        return ""
    most = _percent(high)
    return f" ({f'under {most + 1}' if high * 100 > most + _SLACK else f'at most {most}'} %)"


def _percent(share: float) -> int:
    """Return a share in whole percent, rounded down: 83.7 % becomes 83."""
    return math.floor(share * 100 + _SLACK)


def _counted(page: Page, figure: Figure) -> str:
    as_of = "date of the count not given"
    if figure.as_of is not None:
        as_of = f"as of {in_words(figure.as_of)}"
    source = "source of the count not given"
    if figure.counting_body is not None:
        source = f"counted by {page.name(figure.counting_body)}"
    return f", {as_of}; {source}"
