"""``Page``: the lines of a brief, the limits on their number, and the numbers of the sources.

A section writes its rows with ``Page.rows``, the newest first. All limits of a brief are applied
here: each group shows at most ten rows, and a page has at most 120 lines. If there are more, each
group keeps its newest rows and states the number of the others.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias, TypeVar, final

from attrs import define, field, frozen

from peacetalks._support.wording import count_noun
from peacetalks._text.characters import one_line
from peacetalks.events import Event
from peacetalks.primitives.when import When
from peacetalks.state.brief.counters import GAP
from peacetalks.state.brief.days import column, latest
from peacetalks.state.queries.provenance import document
from peacetalks.state.register import Register
from peacetalks.values.facts import Source

__all__ = ["LONGEST", "WIDTH", "Item", "Page", "once"]

T = TypeVar("T")

Item: TypeAlias = tuple[When | None, Callable[[], None]]
"""A row to write: its date, and the function that writes its lines."""

WIDTH = 80
LONGEST: Final = 120
"""The greatest number of lines of a page."""
_ROWS: Final = 10
_LINES_OF_A_TEXT: Final = 8
_LINES_OF_A_ROW: Final = 14
_LINES_OF_A_TITLE: Final = 3
_LINES_FOR_SOURCES: Final = 20
"""The number of lines that are reserved for the list of sources, if it needs as many."""
_LINES_OF_A_SOURCE: Final = 3
_LINES_OF_COUNTS: Final = 3
_MOST_CITED = 3
_PARAGRAPH = re.compile(r"(?:paragraph|para\.?|§)\s*(\d{1,4})(?!\d)")
_LONGEST_LEAD = 40
_MORE: Final = " …"


@final
@frozen
class _Line:
    lead: str
    text: str
    because: tuple[Event, ...]


@final
@define
class _Rows:
    """A group of rows: the rows that may be shown, the number of all rows, and a noun for them."""

    rows: list[list[_Line]]
    number: int
    noun: str
    shown: int = 0


@final
@frozen
class _Counts:
    """The line that counts facts and sources."""

    facts: int
    sources: int


_Entry: TypeAlias = str | _Line | _Rows | _Counts


@final
@define
class _Citations:
    """The numbers of the cited documents, in the order of the page."""

    numbers: dict[tuple[str | None, ...], int] = field(factory=dict[tuple[str | None, ...], int])
    listed: list[Source] = field(factory=list[Source])
    paragraph: tuple[str, str] | None = None

    def cite(self, sources: Iterable[Source]) -> str:
        """Return the numbers of sources: ``[1.9, 2]`` is paragraph 9 of document 1, and document 2."""
        labels: list[str] = []
        for source in sources:
            key = document(source)
            paragraph = _PARAGRAPH.search(source.locator or "")
            number = self.numbers.get(key, len(self.numbers) + 1)
            label = f"{number}.{paragraph[1]}" if paragraph else f"{number}"
            if label in labels:
                continue
            if len(labels) == _MOST_CITED:
                labels.append("…")
                break
            labels.append(label)
            if key not in self.numbers:
                self.numbers[key] = number
                self.listed.append(source)
            if paragraph and self.paragraph is None:
                self.paragraph = (str(number), paragraph[1])
        return f"[{', '.join(labels)}]" if labels else ""


class Page:
    """A brief that is being written: lines of at most 80 characters, each with its sources.

    Args:
        actors: the register that gives the names of actors; None: only the registry does.
    """

    def __init__(self, actors: Register | None = None) -> None:
        self._actors = Register() if actors is None else actors
        self._entries: list[_Entry] = []
        self._title: str | None = None
        self._row: list[_Line] | None = None

    def name(self, code: str | None) -> str:
        """Return the name of an actor or area; "not stated" if there is none."""
        return self.names((code,) if code else ())

    def names(self, codes: Iterable[str] | None) -> str:
        """Return the names of actors, joined by "and"; "not stated" if there are none."""
        return self._actors.listed(codes)

    def heading(self, title: str, right: str) -> None:
        """Write the title, with the viewpoint at the right or below."""
        title, right = one_line(title), one_line(right)
        if len(title) + len(right) < WIDTH:
            self._entries.append(f"{title}{GAP}{right}")
        else:
            for text in (title, right):
                self._entries += textwrap.wrap(
                    text, WIDTH, max_lines=_LINES_OF_A_TITLE, placeholder=_MORE
                )

    def counts(self, facts: int, sources: int) -> None:
        """Write the line that counts facts and sources, with the key to the marks."""
        self._entries += [_Counts(facts, sources), ""]

    def laid_out(self, lines: Iterable[str]) -> None:
        """Write lines that already have their layout."""
        self._entries += lines

    def blank(self) -> None:
        """Write an empty line, unless the last line is empty, and end the section."""
        self._title = None
        if self._entries and self._entries[-1] != "":
            self._entries.append("")

    def section(self, title: str) -> None:
        """Begin a section; a section without rows is left out."""
        self.blank()
        self._title = title

    def rows(self, items: Sequence[T], write: Callable[[T], None], noun: str = "") -> None:
        """Write a row for each item, as far as there is room.

        Args:
            items: the items, the newest first.
            write: writes the lines of an item.
            noun: the noun in the line with the number of the other items.
        """
        if not items:
            return
        self._begin()
        group = _Rows([], len(items), noun)
        for item in items[:_ROWS]:
            self._row = []
            write(item)
            group.rows.append(self._row)
        self._row = None
        self._entries.append(group)

    def newest(self, items: Iterable[Item], noun: str = "") -> None:
        """Write rows as ``rows`` does, but from items in any order."""
        ordered = sorted(items, key=lambda item: latest(item[0]), reverse=True)
        self.rows(ordered, lambda item: item[1](), noun)

    def line(self, lead: str, text: str, because: Iterable[Event] = ()) -> None:
        """Write a line that starts with a lead, wraps after it, and ends with its sources."""
        events = tuple(because)
        if len(lead) > _LONGEST_LEAD:
            lead, text = lead[: len(lead) - len(lead.lstrip())], f"{lead.strip()}  {text}"
        if self._row is not None:
            if not self._row:
                text = f"{text}{self._attribution(events)}"
            self._row.append(_Line(lead, text, events))
        else:
            self._begin()
            self._entries.append(_Line(lead, text, events))

    def _attribution(self, events: Sequence[Event]) -> str:
        """Return who claims a line, if all events behind it are claims."""
        if not events or not all(event.claimed_by for event in events):
            return ""
        claimants = dict.fromkeys(code for event in events for code in event.claimed_by)
        is_joint = len({frozenset(event.claimed_by) for event in events}) == 1
        return f" ({'claimed by' if is_joint else 'claims of'} {self.names(claimants)})"

    def _begin(self) -> None:
        if self._title is not None:
            self._entries.append(self._title)
            self._title = None

    # The layout

    def text(self) -> str:
        """Return the whole page, with marks for the counters of days (``counters.py``)."""
        self._choose()
        cited = _Citations()
        bodies = [(entry, self._laid_out(entry, cited)) for entry in self._entries]
        lines: list[str] = []
        for entry, body in bodies:
            lines += _counted(entry, cited) if isinstance(entry, _Counts) else body
        lines += _sources(cited.listed, LONGEST - len(lines))
        return "\n".join(line.rstrip() for line in lines).rstrip()

    def _choose(self) -> None:
        """Choose the number of rows that each group shows: first the newest row of each, and so on.

        The heights are computed with the sources of all rows. The numbers of the sources of fewer
        rows are not greater, so the final page never has more lines.
        """
        cited = _Citations()
        groups: list[tuple[_Rows, list[int]]] = []
        room = LONGEST
        for entry in self._entries:
            if isinstance(entry, _Rows):
                groups.append((entry, [len(_row(row, cited)) for row in entry.rows]))
                room -= 1
            else:
                room -= len(self._laid_out(entry, cited))
        room -= min(_LINES_FOR_SOURCES, 1 + _LINES_OF_A_SOURCE * len(cited.listed))
        for index in range(_ROWS):
            for group, heights in groups:
                if group.shown == index < len(heights) and heights[index] <= room:
                    group.shown += 1
                    room -= heights[index]

    def _laid_out(self, entry: _Entry, cited: _Citations) -> list[str]:
        if isinstance(entry, str):
            return [entry]
        if isinstance(entry, _Counts):
            return [""] * _LINES_OF_COUNTS
        if isinstance(entry, _Line):
            return _wrapped(entry, cited)
        lines = [line for row in entry.rows[: entry.shown] for line in _row(row, cited)]
        hidden = entry.number - entry.shown
        if hidden:
            more = count_noun(hidden, f"more {entry.noun}") if entry.noun else f"{hidden:,} more"
            lines.append(f"  and {more}")
        return lines


def _row(row: list[_Line], cited: _Citations) -> list[str]:
    lines: list[str] = []
    for line in row:
        lines += _wrapped(line, cited)
    if len(lines) > _LINES_OF_A_ROW:
        hidden = len(lines) - _LINES_OF_A_ROW + 1
        lines[_LINES_OF_A_ROW - 1 :] = [f"      and {hidden:,} more lines"]
    return lines


def _wrapped(line: _Line, cited: _Citations) -> list[str]:
    label = cited.cite(source for event in line.because for source in event.sources)
    if line.because and not label:
        label = "[no source]"
    wrapped = textwrap.wrap(
        f"{one_line(line.text)}{_marks(line.because)}",
        WIDTH,
        initial_indent=line.lead,
        subsequent_indent=" " * len(line.lead),
        break_on_hyphens=False,
        max_lines=_LINES_OF_A_TEXT,
        placeholder=_MORE,
    ) or [line.lead.rstrip()]
    if label and len(wrapped[-1]) + len(label) < WIDTH:
        wrapped[-1] = f"{wrapped[-1]}{GAP}{label}"
    elif label:
        wrapped.append(f"{label:>{WIDTH}}")
    return [text.rstrip() for text in wrapped]


def _counted(counts: _Counts, cited: _Citations) -> list[str]:
    numbers = f"{count_noun(counts.facts, 'fact')}, {count_noun(counts.sources, 'source')}."
    key = "~ inferred  ? provisional"
    if cited.paragraph:
        number, paragraph = cited.paragraph
        key += f"  [{number}.{paragraph}] source {number}, paragraph {paragraph}"
    line = f"{numbers}  {key}"
    return [line] if len(line) <= WIDTH else [numbers, *textwrap.wrap(key, WIDTH)]


def _sources(listed: Sequence[Source], room: int) -> list[str]:
    """Return the list of the cited documents, as far as there is room."""
    lines = [""]
    for number, source in enumerate(listed, 1):
        entry = list(_source(number, source))
        is_last = number == len(listed)
        if len(lines) + len(entry) + (not is_last) > room:
            return [*lines, f"and {count_noun(len(listed) - number + 1, 'more source')}"]
        lines += entry
    return lines


def _source(number: int, source: Source) -> Iterator[str]:
    parts = [
        f'"{source.title}"' if source.title else None,
        source.publisher,
        column(source.published) if source.published else "undated",
    ]
    *lines, last = textwrap.wrap(
        one_line(", ".join(part for part in parts if part)) + ",",
        WIDTH,
        initial_indent=f"[{number}] ",
        subsequent_indent="    ",
        break_on_hyphens=False,
        max_lines=_LINES_OF_A_SOURCE - 1,
        placeholder=_MORE,
    )
    yield from lines
    # An address is never broken; a long one exceeds the width.
    url = one_line(source.url or "no url")
    if len(last) + 1 + len(url) <= WIDTH:
        yield f"{last} {url}"
    else:
        yield last
        yield f"    {url}"


def _marks(events: Iterable[Event]) -> str:
    certainties = {event.certainty for event in events}
    return (" ~" if "inferred" in certainties else "") + (
        " ?" if "provisional" in certainties else ""
    )


def once(events: Iterable[Event]) -> list[Event]:
    """Return events in order, without repetitions."""
    return list({id(event): event for event in events}.values())
