"""What people read of figures and reports: the texts, without what is drawn and marked up."""

from __future__ import annotations

import html
import re

__all__ = ["figure_texts", "visible"]


def figure_texts(ax: object) -> list[str]:
    legend = ax.get_legend()
    return [
        ax.get_title(loc="left"),
        ax.get_ylabel(),
        *(text.get_text() for text in ax.texts),
        *(label.get_text() for label in (*ax.get_xticklabels(), *ax.get_yticklabels())),
        *(text.get_text() for text in (legend.get_texts() if legend else ())),
    ]


def visible(page: str) -> str:
    """Return what a reader of a report sees: no tags, no styles, and the briefs of every day."""
    page = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", page))
