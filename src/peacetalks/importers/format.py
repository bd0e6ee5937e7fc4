"""``Format`` describes a data set: how its files look, and what its rows mean.

A format is a value, not a class to inherit from. For a data set of your own, make another value
and pass it to ``read(path, format=MINE)``. If your package has an entry point for it in the group
``peacetalks.importers``, it is also found by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias, final

from attrs import frozen

from peacetalks.events.base import Event
from peacetalks.importers.context import Context
from peacetalks.importers.coverage import Scope
from peacetalks.importers.tables.delimited import Dialect
from peacetalks.importers.tables.row import Row
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["Convert", "Format", "Headless", "Rows", "StreamRule", "column"]

Rows: TypeAlias = tuple[Row, ...]
"""Rows that report one fact: nearly always a single row."""
Convert: TypeAlias = Callable[[Rows, Context], Iterable[Event]]
"""Makes events from rows; what cannot be converted becomes a finding of the row."""
StreamRule: TypeAlias = Callable[[Rows, Context], str]
"""Names the stream (the negotiation) that rows belong to."""


@final
@frozen(kw_only=True)
class Headless:
    """The layout of a file without a header.

    Attributes:
        columns: the names of its columns, in order.
        forms: regular expressions that the values of some columns match, in every row.
        dialect: how its values are separated.
        layout: the name of the layout.
    """

    columns: tuple[str, ...]
    forms: Mapping[str, str]
    dialect: Dialect
    layout: str

    def fits(self, values: list[str]) -> bool:
        """Whether a first row has this layout."""
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
        title: its full name.
        publisher: who publishes it.
        licence: the licence of its files, in short.
        citation: how to cite it, as its publisher asks.
        required: the columns by which its files are recognised, by the names used here.
        foreign: columns that rule this format out, since only another data set has them.
        spelt: other spellings of columns, in lower case, and the names used here.
        headless: the layouts of its files that have no header.
        key: gives the id of a row; None if it has none.
        convert: makes events from rows.
        group: groups rows that report one fact; None: each row is a group of its own.
        streams: the rules by which rows can be divided into streams.
        default_stream: the rule that is used if none is named.
        own_id: the column of ids that change from release to release; None: a row keeps its id.
        matched_by: what identifies a row whose id changes, in words.
        withdraws: the format whose rows are withdrawn by its rows; None: its rows report facts.
        layouts: the layouts that can be read, one line each, for people.
        scope: what the data set counts, where and when; None: it does not say, so that nothing
            is covered unless the user states it.
        rank: the rank of a release, given its name; None: it has none. In a log, a release is
            superseded by one of a higher rank, in the places and on the days that both cover.
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
    scope: Scope | None = None
    rank: Callable[[str], int | None] | None = None

    @property
    def stable_ids(self) -> bool:
        """Whether a row keeps its id from release to release."""
        return self.own_id is None

    def rank_of(self, release: str) -> int | None:
        """Return the rank of a release; None: it has none."""
        return None if self.rank is None else self.rank(release)

    def names(self, columns: Iterable[str]) -> list[str]:
        """Return the names used here for the columns of a file."""
        return [self.spelt.get(name, name) for name in map(column, columns)]

    def missing(self, columns: Iterable[str]) -> tuple[str, ...]:
        """Return the required columns that a file lacks."""
        present = set(self.names(columns))
        return tuple(name for name in self.required if name not in present)

    def fits(self, columns: Iterable[str]) -> bool:
        """Whether a file with these columns has this format."""
        listed = list(columns)
        return not self.missing(listed) and not set(self.foreign) & set(self.names(listed))


_BLANKS: Final = re.compile(r"\s+")


def column(text: str) -> str:
    """Return the name of a column as it is compared: lower case, single blanks, stripped.

    >>> column("\ufeff Event  Date ")
    'event date'
    """
    return _BLANKS.sub(" ", text.strip("\ufeff \t\r\n").lower())
