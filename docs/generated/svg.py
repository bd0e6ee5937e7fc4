"""A diagram as an SVG file made of text alone, so that a change of a rule is a change of a line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple, TypeAlias

from ways import Edges

Frames: TypeAlias = Mapping[str, Sequence[str]]
"""The statuses that are drawn in one frame, in their order."""
Pairs: TypeAlias = set[tuple[str, str]]

WIDE, HIGH = 720, 470
BOX = 120, 30
MARGIN = 22, 14
BEND, LEAST_BEND = 0.12, 16
MARKER = (
    '<defs><marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
    'orient="auto"><path d="M0 0L8 4L0 8z" fill="#0072B2"/></marker></defs>'
)
CSS = (
    "text{font:12px sans-serif;fill:#222}.n{fill:#fff;stroke:#222}.f{fill:#f4f4f4;stroke:#999}"
    ".e{fill:none;stroke:#0072B2}.s{stroke-dasharray:5 4}"
)


class Box(NamedTuple):
    """A box by its middle and its size."""

    x: float
    y: float
    wide: float = BOX[0]
    high: float = BOX[1]


def drawn(edges: Edges, frames: Frames) -> str:
    """Return a diagram: its nodes on an ellipse or in frames, an arrow for each edge."""
    nodes = list(dict.fromkeys(node for pair in edges for node in pair))
    places = _framed(nodes, frames) if frames else _around(nodes)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img">',
        f"<style>{CSS}</style>",
        MARKER,
        f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>',
    ]
    lines += [_rectangle(places[frame], "f") for frame in frames]
    seldom = _seldom(edges)
    pairs = _together(set(edges), nodes, frames)
    lines += [
        _arrow(places[pair[0]], places[pair[1]], "e s" if pair in seldom else "e")
        for pair in sorted(pairs)
    ]
    for node in nodes:
        place = places[node]
        lines.append(
            f'{_rectangle(place, "n")}<text x="{place.x:.0f}" y="{place.y + 4:.0f}" '
            f'text-anchor="middle">{escape(node.replace("_", " "))}</text>'
        )
    return "\n".join([*lines, "</svg>", ""])


def _seldom(edges: Edges) -> Pairs:
    """Return the edges that the shortest story to where they start does not open."""
    shortest: dict[str, int] = {}
    for (before, _), ways in edges.items():
        least = min(map(len, ways.values()))
        shortest[before] = min(least, shortest.get(before, least))
    return {
        pair for pair, ways in edges.items() if min(map(len, ways.values())) > shortest[pair[0]]
    }


def _together(pairs: Pairs, nodes: list[str], frames: Frames) -> Pairs:
    """Return the pairs with one for all those between a frame and what is outside of it."""
    for frame, members in frames.items():
        far = {
            (a, b)
            for a in members
            for b in members
            if abs(members.index(a) - members.index(b)) != 1
        }
        pairs = pairs - far
        for other in (*nodes, *frames):
            if other in members:
                continue
            for several, one in (
                ({(node, other) for node in members}, (frame, other)),
                ({(other, node) for node in members}, (other, frame)),
            ):
                if several <= pairs:
                    pairs = pairs - several | {one}
    return pairs


def _around(nodes: list[str]) -> dict[str, Box]:
    """Return places on an ellipse."""
    angles = [2 * math.pi * number / len(nodes) - math.pi / 2 for number in range(len(nodes))]
    return {
        node: Box(
            WIDE / 2 + (WIDE / 2 - BOX[0] * 0.6) * math.cos(angle),
            HIGH / 2 + (HIGH / 2 - BOX[1]) * math.sin(angle),
        )
        for node, angle in zip(nodes, angles, strict=True)
    }


def _framed(nodes: list[str], frames: Frames) -> dict[str, Box]:
    """Return places in two columns, each in a frame, and one between them for the others."""
    left, right = frames
    inside = {node for members in frames.values() for node in members}
    between = [node for node in nodes if node not in inside]
    places = _column(110, frames[left]) | _column(WIDE - 110, frames[right])
    # The middle is left to the arrows from frame to frame.
    half = len(between) // 2 + 1
    places |= _column(WIDE / 2, [*between[:half], "", "", *between[half:]])
    for frame, members in frames.items():
        places[frame] = _frame([places[node] for node in members])
    return places


def _column(x: float, nodes: Sequence[str]) -> dict[str, Box]:
    step = (HIGH - 30) / len(nodes)
    return {node: Box(x, 15 + step * (number + 0.5)) for number, node in enumerate(nodes)}


def _frame(boxes: Iterable[Box]) -> Box:
    boxes = list(boxes)
    top, bottom = min(box.y for box in boxes), max(box.y for box in boxes)
    return Box(
        boxes[0].x, (top + bottom) / 2, BOX[0] + 2 * MARGIN[0], bottom - top + BOX[1] + 2 * MARGIN[1]
    )  # fmt: skip


def _rectangle(box: Box, looks: str) -> str:
    return (
        f'<rect class="{looks}" x="{box.x - box.wide / 2:.0f}" y="{box.y - box.high / 2:.0f}" '
        f'width="{box.wide:.0f}" height="{box.high:.0f}" rx="6"/>'
    )


def _arrow(start: Box, end: Box, looks: str) -> str:
    # Bent to one side, so that the way back is another line; short ones no less.
    dx, dy = end.x - start.x, end.y - start.y
    bend = max(BEND, LEAST_BEND / math.hypot(dx, dy))
    by = Box((start.x + end.x) / 2 + dy * bend, (start.y + end.y) / 2 - dx * bend)
    (x0, y0), (x1, y1) = _leaving(start, by), _leaving(end, by)
    return (
        f'<path class="{looks}" d="M{x0:.0f} {y0:.0f}Q{by.x:.0f} {by.y:.0f} {x1:.0f} {y1:.0f}" '
        'marker-end="url(#to)"/>'
    )


def _leaving(box: Box, to: Box) -> tuple[float, float]:
    """Return where a line from the middle of a box leaves it."""
    dx, dy = to.x - box.x, to.y - box.y
    across = box.wide / 2 / abs(dx) if dx else math.inf
    down = box.high / 2 / abs(dy) if dy else math.inf
    share = min(across, down)
    return box.x + dx * share, box.y + dy * share
