"""``Page``: the lines of a brief, and the numbering of its sources."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from peacetalks.events import Event
from peacetalks.plural import many
from peacetalks.state.queries.provenance import document
from peacetalks.values import Source

__all__ = ["WIDTH", "Page", "plain"]

WIDTH = 80
_MOST_CITED = 3
_PARAGRAPH = re.compile(r"(?:paragraph|para\.?|§)\s*(\d{1,4})(?!\d)")
_LONGEST_LEAD = 40
_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_REORDERING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Page:
    """A brief while it is written: lines of at most 80 characters, each with its sources."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._numbers: dict[tuple[str | None, ...], int] = {}
        self._shown: list[Source] = []
        self._key_at: int | None = None
        self._paragraphs: tuple[str, str] | None = None

    @property
    def documents(self) -> int:
        """How many documents have been cited."""
        return len(self._numbers)

    def heading(self, title: str, right: str) -> None:
        """Write the title, and the viewpoint at the right or below."""
        title, right = plain(title), plain(right)
        gap = WIDTH - len(title) - len(right)
        if gap >= 1:
            self._lines.append(f"{title}{' ' * gap}{right}")
        else:
            self._lines += [*textwrap.wrap(title, WIDTH), *textwrap.wrap(right, WIDTH)]

    def text_later(self) -> None:
        """Leave room for the line that counts facts and sources, known only at the end."""
        self._key_at = len(self._lines)
        self.blank()

    def blank(self) -> None:
        """Write an empty line, unless the last one is."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def section(self, title: str, rest: str = "") -> None:
        """Begin a section."""
        self.blank()
        self._lines.append(f"{title}{rest}".rstrip())

    def laid_out(self, lines: Iterable[str]) -> None:
        """Write lines that are laid out already."""
        self._lines += lines

    def line(self, lead: str, text: str, because: Iterable[Event] = ()) -> None:
        """Write a line that wraps under its lead and ends with its sources."""
        events = list(because)
        if len(lead) > _LONGEST_LEAD:
            lead, text = lead[: len(lead) - len(lead.lstrip())], f"{lead.strip()}  {text}"
        marked = f"{plain(text)}{_marks(events)}"
        cited = self.cite(source for event in events for source in event.sources)
        if events and not cited:
            cited = "[no source]"
        wrapped = textwrap.wrap(
            marked,
            WIDTH,
            initial_indent=lead,
            subsequent_indent=" " * len(lead),
            break_on_hyphens=False,
        ) or [lead.rstrip()]
        if cited and len(wrapped[-1]) + len(cited) < WIDTH:
            wrapped[-1] = f"{wrapped[-1]:<{WIDTH - len(cited)}}{cited}"
        elif cited:
            wrapped.append(f"{cited:>{WIDTH}}")
        self._lines += [line.rstrip() for line in wrapped]

    def cite(self, sources: Iterable[Source]) -> str:
        """Return the numbers of sources, as ``[1.9, 2]``: document 1, paragraph 9; document 2."""
        labels: list[str] = []
        for source in sources:
            key = document(source)
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            if number > len(self._shown):
                self._shown.append(source)
            paragraph = _PARAGRAPH.search(source.locator or "")
            label = f"{number}.{paragraph[1]}" if paragraph else f"{number}"
            if paragraph and self._paragraphs is None:
                self._paragraphs = (str(number), paragraph[1])
            if label not in labels:
                labels.append(label)
        if len(labels) > _MOST_CITED:
            labels = [*labels[:_MOST_CITED], "…"]
        return f"[{', '.join(labels)}]" if labels else ""

    def sources(self, facts: int) -> None:
        """List the documents cited, and fill in the line that counts them."""
        self.blank()
        for number, source in enumerate(self._shown, 1):
            told = [
                f'"{source.title}"' if source.title else None,
                source.publisher,
                str(source.published) if source.published else "undated",
            ]
            lines = textwrap.wrap(
                plain(", ".join(part for part in told if part)) + ",",
                WIDTH,
                initial_indent=f"[{number}] ",
                subsequent_indent="    ",
                break_on_hyphens=False,
            )
            # An address is never broken: one that is too long runs over.
            url = plain(source.url or "no url")
            if len(lines[-1]) + 1 + len(url) <= WIDTH:
                lines[-1] += f" {url}"
            else:
                lines.append(f"    {url}")
            self._lines += lines
        if self._key_at is not None:
            self._lines[self._key_at : self._key_at + 1] = [*self._counts(facts), ""]

    def _counts(self, facts: int) -> list[str]:
        told = f"{many(facts, 'fact')}, {many(len(self._shown), 'source')}."
        key = "~ inferred  ? provisional"
        if self._paragraphs:
            number, paragraph = self._paragraphs
            key += f"  [{number}.{paragraph}] source {number}, paragraph {paragraph}"
        line = f"{told}  {key}"
        return [line] if len(line) <= WIDTH else [told, *textwrap.wrap(key, WIDTH)]

    def text(self) -> str:
        """Return the whole page."""
        return "\n".join(self._lines).rstrip()


def _marks(events: list[Event]) -> str:
    certainties = {event.certainty for event in events}
    return (" ~" if "inferred" in certainties else "") + (
        " ?" if "provisional" in certainties else ""
    )


def plain(text: str) -> str:
    """Return a text without what breaks a line or turns the direction of the rest of it."""
    return _REORDERING.sub("", _BREAKING.sub(" ", text))


def listed(codes: Iterable[str] | None) -> str:
    """Return actors as a brief names them; "not stated" where the source is silent."""
    return " and ".join(code or "not stated" for code in codes or ()) or "not stated"
