"""Boxes in layers with arrows from upper to lower ones, as an SVG file made of text alone.

The layers are those of Sugiyama, Tagawa and Toda (1981): a box is above all that it points to, an arrow
that passes layers bends around their boxes, and the order within a layer is the one with fewest crossings
that repeated averaging finds. Boxes are then put as near as they can be to the middle of their neighbours.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple, TypeAlias

WIDE = 760
BOX, SLIM = 330, 6
"""The width of a box that has room, and of an arrow that passes a layer."""
GAP, BETWEEN = 12, 24
MARGIN, HEAD, TEXT = 9, 18, 14
LETTER = 5.9
"""About how wide a letter is, in a wide font."""
MOST_LINES = 3
ROUNDS = 40
CSS = """\
svg{color-scheme:light dark}
.p{fill:#fff}.b{fill:#f2f6fa;stroke:#5b7083}
text{font:11px system-ui,sans-serif;fill:#3a444d}.n{font-size:13px;font-weight:600;fill:#111}
.now,.late,.back{fill:none;stroke:#0072b2;stroke-width:1.3}.late{stroke-dasharray:4 3}
.back{stroke:#d55e00}.h{fill:#0072b2}.hb{fill:#d55e00}
@media(prefers-color-scheme:dark){.p{fill:#14181c}.b{fill:#222b33;stroke:#8fa3b5}
text{fill:#c3ccd4}.n{fill:#fff}.now,.late{stroke:#56b4e9}.h{fill:#56b4e9}}"""

Place: TypeAlias = tuple[int, int]
Node: TypeAlias = tuple[str, str, int]
"""A box, as its name twice; or where an arrow passes a layer, as both ends and the layer."""


class Box(NamedTuple):
    """A box: its name, what is written after the name, and the sentence below."""

    name: str
    size: str
    text: str

    def lines(self, wide: float) -> list[str]:
        """Return the sentence in lines that fit; only its first part, where all of it does not."""
        letters = int((wide - 2 * MARGIN) / LETTER)
        whole = textwrap.wrap(self.text, letters)
        if len(whole) <= MOST_LINES:
            return whole
        return textwrap.wrap(re.split(r"[:;] ", self.text, maxsplit=1)[0], letters)

    def below(self, wide: float) -> list[str]:
        """Return the lines below the name, which begin with the size where it does not fit."""
        fits = LETTER * (1.4 * len(self.name) + len(self.size)) + 4 * MARGIN < wide
        return self.lines(wide) if fits else [self.size, *self.lines(wide)]

    def high(self, wide: float) -> int:
        """Return how high the box is."""
        return HEAD + TEXT * len(self.below(wide)) + MARGIN


class Picture(NamedTuple):
    """What is drawn: a title, the same in words, boxes, and a class of CSS for each arrow."""

    title: str
    words: str
    boxes: Sequence[Box]
    arrows: Mapping[tuple[str, str], str]


def drawn(picture: Picture) -> str:
    """Return a picture as an SVG file."""
    down = [arrow for arrow, style in picture.arrows.items() if style != "back"]
    levels = _levels([box.name for box in picture.boxes], down)
    rows, links = _rows(levels, down)
    rows = _ordered(rows, links)
    widths = [_widths(row) for row in rows]
    middles = _middles(rows, widths, links)
    boxes = {box.name: box for box in picture.boxes}
    tops, end = _tops(rows, widths, boxes)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {end}" role="img">',
        f"<title>{escape(picture.title)}</title>",
        f"<desc>{escape(picture.words)}</desc>",
        f"<style>{CSS}</style>",
        "<defs>",
        *(
            f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
            f'markerHeight="7" orient="auto"><path class="{name}" d="M0 0L8 4L0 8z"/></marker>'
            for name in ("h", "hb")
        ),
        "</defs>",
        f'<rect class="p" width="{WIDE}" height="{end}" rx="8"/>',
    ]
    places = _Places(levels, middles, widths, tops, boxes)
    lines += [_arrow(arrow, style, places) for arrow, style in sorted(picture.arrows.items())]
    for box in picture.boxes:
        lines += _drawn_box(box, places)
    return "\n".join([*lines, "</svg>", ""])


def _levels(names: Sequence[str], arrows: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Return the layer of each box, the top one 0; where several would do, the emptiest."""
    levels = dict.fromkeys(names, 0)
    for _ in names:
        for user, used in arrows:
            levels[used] = max(levels[used], levels[user] + 1)
    for _ in range(ROUNDS):
        for name in names:
            first = max((levels[user] + 1 for user, used in arrows if used == name), default=0)
            last = min((levels[used] - 1 for user, used in arrows if user == name), default=-1)
            if first < last:
                levels[name] = min(
                    range(first, last + 1),
                    key=lambda level, name=name: (_cost({**levels, name: level}, arrows), level),
                )
    return levels


def _cost(levels: Mapping[str, int], arrows: Sequence[tuple[str, str]]) -> int:
    """Return how full the layers are: boxes want room, arrows that pass want some."""
    boxes = Counter(levels.values())
    passing = sum(levels[used] - levels[user] - 1 for user, used in arrows)
    return sum(4 * count**2 for count in boxes.values()) + passing


def _rows(
    levels: Mapping[str, int], arrows: Sequence[tuple[str, str]]
) -> tuple[list[list[Node]], list[tuple[Node, Node]]]:
    """Return the nodes of each layer, and the links from layer to layer."""
    rows: list[list[Node]] = [[] for _ in range(max(levels.values()) + 1)]
    for name, level in sorted(levels.items()):
        rows[level].append((name, name, level))
    links: list[tuple[Node, Node]] = []
    for user, used in sorted(arrows):
        passed = [(user, used, level) for level in range(levels[user] + 1, levels[used])]
        for node in passed:
            rows[node[2]].append(node)
        links += pairwise([(user, user, levels[user]), *passed, (used, used, levels[used])])
    return rows, links


def _ordered(rows: list[list[Node]], links: Sequence[tuple[Node, Node]]) -> list[list[Node]]:
    """Return the layers in the order with fewest crossings that was found."""
    best, fewest = rows, _crossings(rows, links)
    for number in range(ROUNDS):
        rows = [list(row) for row in rows]
        downwards = number % 2 == 0
        for row in rows[1:] if downwards else rows[-2::-1]:
            places = {node: place for each in rows for place, node in enumerate(each)}
            middles = {
                node: _mean(
                    [places[other] for other in _neighbours(node, links, above=downwards)],
                    places[node],
                )
                for node in row
            }
            row.sort(key=lambda node, middles=middles: (middles[node], node))
        crossings = _crossings(rows, links)
        if crossings < fewest:
            best, fewest = rows, crossings
    return best


def _neighbours(node: Node, links: Sequence[tuple[Node, Node]], *, above: bool) -> list[Node]:
    return [a if above else b for a, b in links if (b if above else a) == node]


def _mean(numbers: Sequence[float], otherwise: float) -> float:
    return sum(numbers) / len(numbers) if numbers else otherwise


def _crossings(rows: Sequence[Sequence[Node]], links: Sequence[tuple[Node, Node]]) -> int:
    places = {node: place for row in rows for place, node in enumerate(row)}
    return sum(
        1
        for number, (a, b) in enumerate(links)
        for c, d in links[number + 1 :]
        if a[2] == c[2] and (places[a] - places[c]) * (places[b] - places[d]) < 0
    )


def _widths(row: Sequence[Node]) -> float:
    """Return how wide each box of a layer is."""
    boxes = sum(map(_is_box, row))
    free = WIDE - GAP * (len(row) + 1) - SLIM * (len(row) - boxes)
    return min(BOX, free / boxes)


def _is_box(node: Node) -> bool:
    return node[0] == node[1]


def _middles(
    rows: Sequence[Sequence[Node]], widths: Sequence[float], links: Sequence[tuple[Node, Node]]
) -> dict[Node, float]:
    """Return where the middle of each node is, from left to right."""
    middles = {
        node: WIDE * (place + 0.5) / len(row) for row in rows for place, node in enumerate(row)
    }
    layers = list(zip(rows, widths, strict=True))
    for number in range(ROUNDS):
        for row, wide in layers if number % 2 else reversed(layers):
            wanted = [_wanted(node, middles, links) for node in row]
            room = [wide if _is_box(node) else SLIM for node in row]
            middles |= dict(zip(row, _apart(wanted, room), strict=True))
    return middles


def _wanted(node: Node, middles: Mapping[Node, float], links: Sequence[tuple[Node, Node]]) -> float:
    """Return the middle of a node's neighbours; those along one arrow weigh more, to keep it straight."""
    others = [a if b == node else b for a, b in links if node in (a, b)]
    weighed = [
        middles[other]
        for other in others
        for _ in range(1 if _is_box(other) else 4 if _is_box(node) else 8)
    ]
    return _mean(weighed, middles[node])


def _apart(wanted: Sequence[float], wide: Sequence[float]) -> list[float]:
    """Return the places nearest to those wanted, in their order, in which nothing overlaps.

    Places less the room that is needed before them must not fall, so this is the regression that
    pools adjacent violators.
    """
    needed = [0.0]
    for left, right in pairwise(wide):
        needed.append(needed[-1] + (left + right) / 2 + GAP)
    pools: list[list[float]] = []
    for want, need in zip(wanted, needed, strict=True):
        pools.append([want - need])
        while len(pools) > 1 and _mean(pools[-2], 0) > _mean(pools[-1], 0):
            last = pools.pop()
            pools[-1] += last
    least = wide[0] / 2 + GAP
    most = WIDE - wide[-1] / 2 - GAP - needed[-1]
    starts = [min(max(_mean(pool, 0), least), most) for pool in pools for _ in pool]
    return [start + need for start, need in zip(starts, needed, strict=True)]


def _tops(
    rows: Sequence[Sequence[Node]], widths: Sequence[float], boxes: Mapping[str, Box]
) -> tuple[list[int], int]:
    """Return where each layer begins, and where the picture ends."""
    tops, y = [], GAP
    for row, wide in zip(rows, widths, strict=True):
        tops.append(y)
        y += max(boxes[node[0]].high(wide) for node in row if _is_box(node)) + BETWEEN
    return tops, y - BETWEEN + GAP


class _Places(NamedTuple):
    levels: Mapping[str, int]
    middles: Mapping[Node, float]
    widths: Sequence[float]
    tops: Sequence[int]
    boxes: Mapping[str, Box]

    def middle(self, name: str) -> float:
        return self.middles[name, name, self.levels[name]]

    def wide(self, name: str) -> float:
        return self.widths[self.levels[name]]

    def top(self, name: str) -> int:
        return self.tops[self.levels[name]]

    def bottom(self, name: str) -> int:
        return self.top(name) + self.boxes[name].high(self.wide(name))


def _arrow(arrow: tuple[str, str], style: str, places: _Places) -> str:
    user, used = arrow
    x, y = places.middle(user), places.bottom(user)
    if style == "back":
        y = places.top(user)
        end = places.middle(used), places.bottom(used) + 2
        return f'<path class="back" d="M{x:.0f} {y}L{end[0]:.0f} {end[1]}" marker-end="url(#hb)"/>'
    path = [f"M{x:.0f} {y}"]
    if y != (y := places.tops[places.levels[user] + 1] - BETWEEN):
        path.append(f"V{y}")
    for level in range(places.levels[user] + 1, places.levels[used] + 1):
        last = level == places.levels[used]
        node = (used, used, level) if last else (user, used, level)
        to, top = places.middles[node], places.tops[level]
        path.append(_bend(x, y, to, top - 2 * last))
        x, y = to, top
        if not last:
            y = places.tops[level + 1] - BETWEEN
            path.append(f"V{y}")
    return f'<path class="{style}" d="{"".join(path)}" marker-end="url(#h)"/>'


def _bend(x: float, y: float, to: float, end: float) -> str:
    half = (y + end) / 2
    return f"C{x:.0f} {half:.0f} {to:.0f} {half:.0f} {to:.0f} {end:.0f}"


def _drawn_box(box: Box, places: _Places) -> Iterable[str]:
    wide = places.wide(box.name)
    left, top = places.middle(box.name) - wide / 2, places.top(box.name)
    x, y = left + MARGIN, top + HEAD
    below = box.below(wide)
    size = "" if below[0] == box.size else f'<tspan dx="8">{escape(box.size)}</tspan>'
    yield (
        f'<rect class="b" x="{left:.0f}" y="{top}" width="{wide:.0f}" '
        f'height="{box.high(wide)}" rx="5"/>'
    )
    yield f'<text x="{x:.0f}" y="{y}"><tspan class="n">{escape(box.name)}</tspan>{size}</text>'
    for number, line in enumerate(below, 1):
        yield f'<text x="{x:.0f}" y="{y + number * TEXT}">{escape(line)}</text>'
