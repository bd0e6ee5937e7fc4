"""The page of the diagrams of meetings, mediators and agreements: what the reducer does, found by asking it.

Nothing is drawn that the reducer does not do.
"""

from __future__ import annotations

import functools
from collections import defaultdict

from svg import Frames, drawn
from ways import Edges, Way, agreements, meetings, standings

from peacetalks.reducer.agreements import ENDS
from peacetalks.state.agreements import LADDER

INTRODUCTION = """\
What each event does to a meeting, to how a party holds a mediator, and to an agreement. The edges
are those of the reducer: every story of up to four of the events named below was folded, of agreements up to
three, and each change of status that it brought is a row. What an event does may hang on more than
the status before it, as a refused meeting that both sides accept is agreed if it had been proposed; so
each row has the shortest story after which it was found.

A dashed arrow is of what happens after some of the stories only that lead to a status. In the drawing of
agreements, an arrow from or to a frame is one from or to each status in it, and within a frame only the
steps between neighbours are drawn; the table has all.
"""
STAGES: Frames = {"the ladder": LADDER, "the ends": ENDS}


def diagrams_page() -> str:
    """Return the page."""
    lines = ["# State diagrams", "", INTRODUCTION]
    for name, title, edges, _ in diagrams():
        lines += [f"## {title}", "", f"![{title}](images/{name}.svg)", ""]
        lines += ["| from | by | to | found after |", "|---|---|---|---|"]
        lines += [
            f"| {before} | {', '.join(by)} | {after} | {', then '.join(way)} |"
            for before, by, after, way in _rows(edges)
        ]
        lines += [""]
    return "\n".join(lines).rstrip() + "\n"


def _rows(edges: Edges) -> list[tuple[str, list[str], str, Way]]:
    """Return the edges in order of where they start, with what leads along them after one story."""
    by: defaultdict[tuple[str, str, Way], list[str]] = defaultdict(list)
    for (before, after), ways in edges.items():
        for name, way in ways.items():
            by[before, after, way].append(name)
    starts = list(dict.fromkeys(before for before, _ in edges))
    rows = [(before, names, after, way) for (before, after, way), names in by.items()]
    return sorted(rows, key=lambda row: starts.index(row[0]))


@functools.cache
def diagrams() -> tuple[tuple[str, str, Edges, Frames], ...]:
    """Return the name, the title, the edges and the frames of each diagram."""
    return (
        ("meetings", "A meeting", meetings(), {}),
        ("standing", "A mediator, to one party", standings(), {}),
        ("agreements", "An agreement", agreements(), STAGES),
    )


def drawings() -> dict[str, str]:
    """Return the name and the SVG of each diagram."""
    return {name: drawn(edges, frames) for name, _, edges, frames in diagrams()}
