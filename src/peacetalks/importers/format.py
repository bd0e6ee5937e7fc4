"""``Format``: what is known of a data set: how its files look, and what its rows say.

A format is a value, not a class to inherit from. A data set of your own is one more value, given
to ``read(path, format=MINE)``, or found by its name when a package of yours has an entry point in
the group ``peacetalks.importers``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias, final

from attrs import frozen

from peacetalks.events.base import Event
from peacetalks.frozenmap import FrozenMap
from peacetalks.importers.context import Context
from peacetalks.importers.row import Row
from peacetalks.importers.tables import Dialect

__all__ = ["Convert", "Format", "Headless", "Rows", "StreamRule", "column"]

Rows: TypeAlias = tuple[Row, ...]
"""Rows that tell one fact: nearly always a single one."""
Convert: TypeAlias = Callable[[Rows, Context], Iterable[Event]]
"""Makes the events of rows; what cannot be made of them is a finding of the row."""
StreamRule: TypeAlias = Callable[[Rows, Context], str]
"""Names the stream, the negotiation, that rows belong to."""


@final
@frozen(kw_only=True)
class Headless:
    """How a file without a header looks.

    Attributes:
        columns: the names of its columns, in order.
        forms: regular expressions that the values of some columns match, in every row.
        dialect: how its values are told apart.
        layout: what the layout is called.
    """

    columns: tuple[str, ...]
    forms: Mapping[str, str]
    dialect: Dialect
    layout: str

    def fits(self, values: list[str]) -> bool:
        """Whether a first row is one of this layout."""
        if len(values) != len(self.columns):
            return False
        row = dict(zip(self.columns, values, strict=True))
        return all(re.fullmatch(form, row[name].strip()) for name, form in self.forms.items())


@final
@frozen(kw_only=True)
class Format:
    """A data set as it is published.

    Attributes:
        name: the name, as ``"ucdp-ged"``; its rows have ids of a scheme of this name.
        title: what it is called in full.
        publisher: who publishes it.
        licence: under which its files may be used, in short.
        citation: how to cite it, as its publisher asks.
        required: the columns by which its files are recognised, by the names used here.
        foreign: columns that another data set has and this one has not.
        spelt: other spellings of columns, in small letters, and the names used here.
        headless: how its files look that have no header.
        key: gives the id of a row; None: it has none.
        convert: makes events of rows.
        group: puts rows together that tell one fact; None: each row stands alone.
        streams: how rows can be divided into streams.
        default_stream: which of them is taken if none is named.
        own_id: the column of the ids that the data set gives anew in each release; None: a row
            keeps its id.
        matched_by: by what a row is known where it does not, in words.
        withdraws: the format whose rows its rows name as withdrawn; None: it tells facts.
        layouts: the layouts that are read, a line each, for people.
    """

    name: str
    title: str
    publisher: str
    licence: str
    citation: str = ""
    required: tuple[str, ...]
    foreign: tuple[str, ...] = ()
    spelt: Mapping[str, str] = FrozenMap[str, str]({})
    headless: tuple[Headless, ...] = ()
    key: Callable[[Row], str | None]
    convert: Convert
    group: Callable[[Iterator[Row]], Iterator[Rows]] | None = None
    streams: Mapping[str, StreamRule]
    default_stream: str
    own_id: str | None = None
    matched_by: str = ""
    withdraws: str | None = None
    layouts: tuple[str, ...] = ()

    @property
    def stable_ids(self) -> bool:
        """Whether a row keeps its id from release to release."""
        return self.own_id is None

    def names(self, columns: Iterable[str]) -> list[str]:
        """Return the names used here of the columns of a file."""
        return [self.spelt.get(found, found) for found in map(column, columns)]

    def missing(self, columns: Iterable[str]) -> tuple[str, ...]:
        """Return the columns that a file would need to be of this format, and has not."""
        there = set(self.names(columns))
        return tuple(name for name in self.required if name not in there)

    def fits(self, columns: Iterable[str]) -> bool:
        """Whether a file of these columns is of this format."""
        listed = list(columns)
        return not self.missing(listed) and not set(self.foreign) & set(self.names(listed))


_BLANKS: Final = re.compile(r"\s+")


def column(text: str) -> str:
    """Return a column's name as it is compared: small letters, single blanks, none around it.

    >>> column("\ufeff Event  Date ")
    'event date'
    """
    return _BLANKS.sub(" ", text.strip("\ufeff \t\r\n").lower())
