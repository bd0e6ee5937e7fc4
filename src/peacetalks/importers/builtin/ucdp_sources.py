"""Read the sources of UCDP rows: the articles of ``source_article``, with the sources they cite.

An article is written ``"Reuters News,2017-01-30,Title"``, several are joined by semicolons; older
copies write a single one without quotation marks. If the column is missing, ``source_office``,
``source_date`` and ``source_headline`` have the same. They are split only if all of them have the
same number of articles, since titles may contain semicolons.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from peacetalks.importers.tables import spellings
from peacetalks.importers.tables.row import Row
from peacetalks.values.facts import Source

__all__ = ["sources"]

_UCDP: Final = "UCDP"
_PIECES: Final = re.compile(r'"\s*;\s*"')
_ARTICLE: Final = re.compile(r"([^\n]*?),\s*(\d{4}-\d{2}-\d{2})[^,]*,(.*)", re.DOTALL)


def sources(row: Row) -> tuple[Source, ...]:
    """Return the articles that a row cites; UCDP itself if it cites none."""
    articles, citing = row.text_of("source_article"), row.text_of("source_original")
    if articles is not None:
        return _articles(articles, citing)
    offices, dates, titles = map(row.text_of, ("source_office", "source_date", "source_headline"))
    return _parts(offices, dates, titles, citing)


@functools.lru_cache(maxsize=1 << 10)
def _articles(articles: str, citing: str | None) -> tuple[Source, ...]:
    # Only one quotation mark is removed, since a title may end with one.
    bare = articles.rstrip("; ").removeprefix('"').removesuffix('"')
    pieces = dict.fromkeys(piece.strip(" ;") for piece in _PIECES.split(bare))
    read = [_article(piece, citing) for piece in pieces if piece.strip('"')]
    return tuple(read) or (Source(_UCDP, citing=citing),)


def _article(piece: str, citing: str | None) -> Source:
    match = _ARTICLE.fullmatch(piece)
    published = None if match is None else spellings.iso_day(match[2])
    if match is None or published is None:
        return Source(piece, citing=citing)
    return Source(
        match[1].strip() or _UCDP,
        title=match[3].strip() or None,
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
