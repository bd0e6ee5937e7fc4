"""What UCDP's rows rest on: the articles of ``source_article``, each with whom it cites.

An article is written ``"Reuters News,2017-01-30,Title"``, several joined by semicolons; older
copies write one without quotation marks. Where the column is missing, the same stands in
``source_office``, ``source_date`` and ``source_headline``; these are taken where all of them
name as many articles, since titles may have semicolons too.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from peacetalks.importers import spellings
from peacetalks.importers.row import Row
from peacetalks.values import Source

__all__ = ["sources"]

_UCDP: Final = "UCDP"
_PIECES: Final = re.compile(r'"\s*;\s*"')
_ARTICLE: Final = re.compile(r"([^\n]*?),\s*(\d{4}-\d{2}-\d{2})[^,]*,(.*)", re.DOTALL)


def sources(row: Row) -> tuple[Source, ...]:
    """Return the articles that a row rests on; UCDP itself where it names none."""
    articles, citing = row.text_of("source_article"), row.text_of("source_original")
    if articles is not None:
        return _articles(articles, citing)
    offices, dates, titles = map(row.text_of, ("source_office", "source_date", "source_headline"))
    return _parts(offices, dates, titles, citing)


@functools.lru_cache(maxsize=1 << 10)
def _articles(articles: str, citing: str | None) -> tuple[Source, ...]:
    # One quotation mark alone: a title may end with its own.
    bare = articles.rstrip("; ").removeprefix('"').removesuffix('"')
    pieces = dict.fromkeys(piece.strip(" ;") for piece in _PIECES.split(bare))
    made = [_article(piece, citing) for piece in pieces if piece.strip('"')]
    return tuple(made) or (Source(_UCDP, citing=citing),)


def _article(piece: str, citing: str | None) -> Source:
    found = _ARTICLE.fullmatch(piece)
    published = None if found is None else spellings.iso_day(found[2])
    if found is None or published is None:
        return Source(piece, citing=citing)
    return Source(
        found[1].strip() or _UCDP,
        title=found[3].strip() or None,
        published=published,
        citing=citing,
    )


def _parts(
    offices: str | None, dates: str | None, titles: str | None, citing: str | None
) -> tuple[Source, ...]:
    if offices is None:
        return (Source(_UCDP, title=titles, citing=citing),)
    columns = [text.split(";") for text in (offices, dates or "", titles or "")]
    if len({len(column) for column in columns}) > 1:
        return (Source(offices, title=titles, citing=citing),)
    return tuple(
        Source(
            office.strip() or _UCDP,
            title=title.strip() or None,
            published=spellings.month_first(date),
            citing=citing,
        )
        for office, date, title in dict.fromkeys(zip(*columns, strict=True))
    )
