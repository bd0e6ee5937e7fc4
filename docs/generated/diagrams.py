"""The diagrams of meetings, mediators and agreements: what the reducer does, found by asking it.

From each status that can be reached, one of each event is folded on, and where that leads is an
edge. Nothing is drawn that the reducer does not do. The drawing is an SVG file made of text alone, so
that a change of a rule is a change of a line.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from html import escape

import peacetalks as pt
from peacetalks.events import Event
from peacetalks.reducer.mediation import TRANSITIONS
from peacetalks.state.texts import LADDER

Edges = dict[tuple[str, str], list[str]]
"""What leads from one status to another."""

DEEPEST = 4
WIDE, HIGH = 720, 470
BOX = 120, 30
MARKER = (
    '<defs><marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
    'orient="auto"><path d="M0 0L8 4L0 8z" fill="#0072B2"/></marker></defs>'
)
CSS = "text{font:12px sans-serif;fill:#222}.n{fill:#fff;stroke:#222}.e{fill:none;stroke:#0072B2}"


def diagrams_page() -> str:
    """Return the page."""
    lines = ["# State diagrams", ""]
    lines += [
        "What each event does to a meeting, to how a party holds a mediator, and to an agreement. The edges",
        "are those of the reducer: from every status that can be reached, each event was folded on. What may",
        "be reached at once and step by step is drawn step by step; the table has both. Each status was reached",
        "by one way, the shortest: what an event does may hang on what came before, as a refused meeting that",
        "both sides accept is agreed where it had been proposed. Such ways back are counted on the page of",
        "[testing](testing.md), and are not all drawn here.",
        "",
    ]
    for name, title, edges in diagrams():
        lines += [f"## {title}", "", f"![{title}](images/{name}.svg)", ""]
        lines += ["| from | by | to |", "|---|---|---|"]
        lines += [f"| {a} | {', '.join(by)} | {b} |" for (a, b), by in edges.items()]
        lines += [""]
    return "\n".join(lines).rstrip() + "\n"


def diagrams() -> Iterator[tuple[str, str, Edges]]:
    """Yield the name, the title and the edges of each diagram."""
    yield "meetings", "A meeting", _found(_meeting_events(), _status_of_meeting)
    mediators: Edges = defaultdict(list)
    for what, levels in TRANSITIONS.items():
        for before, after in levels.items():
            if before != after:
                mediators[before, after].append(what)
    yield "standing", "A mediator, to one party", dict(mediators)
    yield "agreements", "An agreement", _found(_agreement_events(), _stage_of_agreement)


def _meeting_events() -> Mapping[str, Callable[[int], Event]]:
    def event(kind: type[Event], **fields: object) -> Callable[[int], Event]:
        return lambda day: kind(occurred=f"2023-01-{day:02}", meeting="m", **fields)  # type: ignore[call-arg] # of each kind

    both = ("ARM", "AZE")
    return {
        "proposed": event(pt.MeetingProposed, invitees=both),
        "accepted by both": event(pt.MeetingAccepted, by=both),
        "accepted on conditions": event(
            pt.MeetingAccepted, by="AZE", conditions=pt.Condition("the road is open")
        ),
        "refused": event(pt.MeetingRefused, by="AZE"),
        "postponed": event(pt.MeetingPostponed),
        "cancelled": event(pt.MeetingCancelled),
        "held": event(pt.MeetingHeld),
    }


def _status_of_meeting(events: list[Event]) -> str:
    return str(pt.fold(events).meeting("m").status)


def _agreement_events() -> Mapping[str, Callable[[int], Event]]:
    stages = (*LADDER, "rejected", "denounced", "expired")

    def reached(stage: str) -> Callable[[int], Event]:
        return lambda day: pt.AgreementStageReached(
            occurred=f"2023-01-{day:02}", agreement="a", stage=stage
        )  # fmt: skip

    return {stage: reached(stage) for stage in stages}


def _stage_of_agreement(events: list[Event]) -> str:
    return str(pt.fold(events).stage("a"))


def _found(
    events: Mapping[str, Callable[[int], Event]], status: Callable[[list[Event]], str]
) -> Edges:
    """Return where each event leads from each status, by the shortest way there."""
    edges: Edges = defaultdict(list)
    ways: dict[str, list[Event]] = {"nothing on record": []}
    ahead = list(ways)
    while ahead:
        before = ahead.pop(0)
        way = ways[before]
        for name, made in events.items():
            after = status([*way, made(len(way) + 1)])
            if after != before:
                edges[before, after].append(name)
            if after not in ways and len(way) < DEEPEST:
                ways[after] = [*way, made(len(way) + 1)]
                ahead.append(after)
    return dict(edges)


def drawn(edges: Edges) -> str:
    """Return a diagram as SVG: the nodes on an ellipse, an arrow for each edge."""
    nodes = list(dict.fromkeys(node for pair in edges for node in pair))
    places = {node: _place(number, len(nodes)) for number, node in enumerate(nodes)}
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img">',
        f"<style>{CSS}</style>",
        MARKER,
        f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>',
    ]
    lines += [_arrow(places[a], places[b]) for a, b in edges if not _skips(edges, a, b)]
    for node, (x, y) in places.items():
        lines.append(
            f'<rect class="n" x="{x - BOX[0] / 2:.0f}" y="{y - BOX[1] / 2:.0f}" width="{BOX[0]}" '
            f'height="{BOX[1]}" rx="6"/><text x="{x:.0f}" y="{y + 4:.0f}" text-anchor="middle">'
            f"{escape(node.replace('_', ' '))}</text>"
        )
    return "\n".join([*lines, "</svg>", ""])


def _skips(edges: Edges, start: str, end: str) -> bool:
    """Return whether an edge jumps over rungs of the ladder of agreements, which lead there too."""
    ladder = ["nothing on record", *LADDER]
    if start not in ladder or end not in ladder:
        return False
    between = ladder[ladder.index(start) + 1 : ladder.index(end)]
    return any((start, one) in edges and (one, end) in edges for one in between)


def _place(number: int, of: int) -> tuple[float, float]:
    angle = 2 * math.pi * number / of - math.pi / 2
    return (
        WIDE / 2 + (WIDE / 2 - BOX[0] * 0.6) * math.cos(angle),
        HIGH / 2 + (HIGH / 2 - BOX[1]) * math.sin(angle),
    )


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x0, y0), (x1, y1) = _edge(start, end), _edge(end, start)
    # Bent to one side, so that the way back is another line.
    mx, my = (x0 + x1) / 2 + (y1 - y0) * 0.12, (y0 + y1) / 2 - (x1 - x0) * 0.12
    return (
        f'<path class="e" d="M{x0:.0f} {y0:.0f}Q{mx:.0f} {my:.0f} {x1:.0f} {y1:.0f}" '
        'marker-end="url(#to)"/>'
    )


def _edge(at: tuple[float, float], to: tuple[float, float]) -> tuple[float, float]:
    """Return where a line from the middle of a box leaves it."""
    dx, dy = to[0] - at[0], to[1] - at[1]
    across = BOX[0] / 2 / abs(dx) if dx else math.inf
    down = BOX[1] / 2 / abs(dy) if dy else math.inf
    share = min(across, down)
    return at[0] + dx * share, at[1] + dy * share
