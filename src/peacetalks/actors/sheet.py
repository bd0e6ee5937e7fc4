"""A sheet of actors, as the library's own tables and those of a study are written.

A CSV file in UTF-8, one actor per row. The columns, of which ``code`` and ``name`` are needed:

- ``code``, ``name``: as in ``Actor``.
- ``names``: other names, separated by ``;``.
- ``group``, or ``sort``: the list it stands on; ``other`` where the cell is empty.
- ``organ_of``, ``within``: the actor to which it belongs, at most one of the two.
- ``valid``: the days on which it existed, as ``1991-09-21/..``.
- ``ids``: its codes in other schemes, as ``gw:371@1991-12-21/.. ucdp:61``.
- ``source``, ``note``: for readers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol, cast

from peacetalks.actors.actor import Actor, Alias, Group, is_code, to_when
from peacetalks.errors import InvalidValue, none_of

__all__ = ["COLUMNS", "Known", "alias", "read", "read_file"]

COLUMNS: Final = (
    "code",
    "name",
    "names",
    "group",
    "sort",
    "organ_of",
    "within",
    "valid",
    "ids",
    "source",
    "note",
)


class Known(Protocol):
    """What a sheet has to know of the actors outside it."""

    def __contains__(self, code: object) -> bool: ...

    def suggest(self, text: str) -> tuple[str, ...]:
        """Return the codes that were perhaps meant."""
        ...


def read_file(path: str, known: Known) -> list[tuple[int, Actor]]:
    """Return the actors of a file, each with its line and belonging to one that is known.

    Raises:
        InvalidValue: if the file cannot be read, with the line and the column.
    """
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:  # noqa: PTH123 # the core has no pathlib
            placed = list(read(file, path))
    except (OSError, UnicodeDecodeError) as error:
        hint = "a CSV file in UTF-8 is needed"
        what = "a sheet of actors that cannot be read"
        raise InvalidValue(what, value=path, hint=hint) from error
    _check(placed, path, known)
    return placed


def read(lines: Iterable[str], name: str) -> Iterator[tuple[int, Actor]]:
    """Yield the actors of a sheet, each with its line.

    Args:
        lines: the lines, the header first.
        name: what the sheet is called in errors.

    Raises:
        InvalidValue: at what is no actor, with the line and the column.

    >>> [actor for _, actor in read(["code,name,within", "OPP,Opposition,AZE"], "own.csv")][0].within
    'AZE'
    """
    reader = csv.reader(lines, strict=True)
    try:
        header = [cell.strip() for cell in next(reader, ())]
        _check_header(header, name)
        for cells in reader:
            if any(cells):
                if len(cells) > len(header):
                    what, hint = "more cells than columns", "put commas in quotes"
                    value = cells[len(header)]
                    raise InvalidValue(
                        what, value=value, hint=hint, path=f"{name}:{reader.line_num}"
                    )
                row = dict(zip(header, map(str.strip, cells), strict=False))
                yield reader.line_num, _actor(row, name, reader.line_num)
    except csv.Error as error:
        path = f"{name}:{reader.line_num}"
        raise InvalidValue("not a row of CSV", value=str(error), path=path) from error


def _check_header(header: list[str], name: str) -> None:
    for column in header:
        if column not in COLUMNS:
            error = none_of("no such column of a sheet of actors", column, COLUMNS)
            raise _placed(error, f"{name}:1:{column}")
    for needed in ("code", "name"):
        if needed not in header:
            what = "a sheet of actors without a column that it needs"
            raise InvalidValue(what, value=needed, path=f"{name}:1")
    doubled = [column for column in header if header.count(column) > 1]
    if doubled or {"group", "sort"} <= set(header):
        value = doubled[0] if doubled else "sort"
        raise InvalidValue("a column that is there twice", value=value, path=f"{name}:1:{value}")


def _actor(row: dict[str, str], name: str, line: int) -> Actor:
    column = "code"
    try:
        code = _needed(row, "code")
        column = "name"
        called = _needed(row, "name")
        column = "ids"
        aliases = [alias(text) for text in row.get("ids", "").split()]
        column = "within"
        organ_of, within = _belongs(row)
        column = "valid"
        valid = to_when(row.get("valid") or None)
        names = row.get("names", "")
        column = "group"
        # What stands in the cell is checked where the actor is made.
        group = cast("Group", row.get("group") or row.get("sort") or "other")
        return Actor(
            code,
            called,
            group,
            filter(None, map(str.strip, names.split(";"))) if names else (),
            aliases,
            valid,
            organ_of=organ_of,
            within=within,
        )
    except InvalidValue as error:
        if column == "group" and not is_code(row["code"]):
            column = "code"
        raise _placed(error, f"{name}:{line}:{column}") from None


def _needed(row: dict[str, str], column: str) -> str:
    if not row.get(column):
        raise InvalidValue(f"an actor without a {column}", value="")
    return row[column]


def _belongs(row: dict[str, str]) -> tuple[str | None, str | None]:
    organ_of, within = row.get("organ_of") or None, row.get("within") or None
    if organ_of and within:
        hint = "its acts count for the other, or they do not: leave one"
        raise InvalidValue("an organ that also stands within", value=within, hint=hint)
    return organ_of, within


def alias(text: str) -> Alias:
    """Return the code of another scheme that a text tells, as ``gw:365@1991-12-26/..``.

    >>> alias("ucdp-actor:234")
    Alias(scheme='ucdp-actor', code='234', valid=None)
    """
    scheme, colon, rest = text.partition(":")
    if not colon:
        accepted = "scheme:code, or scheme:code@days"
        raise InvalidValue("not a code of another scheme", value=text, accepted=accepted)
    code, _, valid = rest.partition("@")
    return Alias(scheme, code, valid or None)


def _check(placed: Iterable[tuple[int, Actor]], name: str, known: Known) -> None:
    """Refuse two rows of one actor, and one that belongs to itself or to nobody who is known."""
    lines: dict[str, int] = {}
    whose: dict[str, tuple[str, str]] = {}
    for line, actor in placed:
        if actor.code in lines:
            what, hint = "two rows of one code", f"the other is line {lines[actor.code]}"
            raise InvalidValue(what, value=actor.code, hint=hint, path=f"{name}:{line}:code")
        lines[actor.code] = line
        if actor.organ_of is not None:
            whose[actor.code] = "organ_of", actor.organ_of
        elif actor.within is not None:
            whose[actor.code] = "within", actor.within
    for code, (column, above) in whose.items():
        place = f"{name}:{lines[code]}:{column}"
        if above not in lines and above not in known:
            near = " or ".join(map(repr, known.suggest(above)))
            hint = f"did you mean {near}?" if near else "give it a row of its own"
            raise InvalidValue("no such actor", value=above, hint=hint, path=place)
        _check_chain(code, whose, place)


def _check_chain(code: str, whose: Mapping[str, tuple[str, str]], place: str) -> None:
    seen = [code]
    while (found := whose.get(seen[-1])) is not None:
        above = found[1]
        if above in seen:
            value = " - ".join((*seen, above))
            raise InvalidValue("an actor that belongs to itself", value=value, path=place)
        seen.append(above)


def _placed(error: InvalidValue, path: str) -> InvalidValue:
    return type(error)(
        error.what, value=error.value, accepted=error.accepted, hint=error.hint, path=path
    )
