"""A sheet of actors, as the library's own tables and those of a study are written.

A CSV file in UTF-8, one actor per row. The columns, of which ``code`` and ``name`` are needed:

- ``code``, ``name``: as in ``Actor``.
- ``names``: other names, separated by ``;``.
- ``group``, or ``sort``: the list it stands on; ``other`` where the cell is empty.
- ``organ_of``, ``within``: the actor to which it belongs, at most one of the two.
- ``valid``: the days on which it existed, as ``1991-09-21/..``.
- ``ids``: its codes in other schemes, as ``gw:371@1991-12-21/.. ucdp:61``.
- ``source``, ``note``: for readers.

A row of an actor that is known adds to it: what it says takes the place of what was known, and the
names and the codes in other schemes that the actor had are kept.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol, cast

import attrs

from peacetalks.actors.actor import Actor, Alias, Group, is_code, to_when
from peacetalks.errors import InvalidValue, NotFound, none_of

__all__ = ["COLUMNS", "Known", "alias", "check", "merged", "read", "read_file"]

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
_UNSTATED: Final[Group] = "other"


class Known(Protocol):
    """What a sheet has to know of the actors outside it."""

    def get(self, code: str) -> Actor | None:
        """Return the actor of a code."""
        ...

    def suggest(self, text: str) -> tuple[str, ...]:
        """Return the codes that were perhaps meant."""
        ...


def read_file(path: str) -> list[tuple[int, Actor]]:
    """Return the actors of a file, each with its line.

    Raises:
        InvalidValue: if the file cannot be read, with the line and the column.
        NotFound: if there is no such file.
    """
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:  # noqa: PTH123 # the core has no pathlib
            return list(read(file, path))
    except FileNotFoundError as error:
        raise NotFound(f"no such file: {path!r}") from error
    except (OSError, UnicodeDecodeError) as error:
        hint = "a CSV file in UTF-8 is needed"
        what = "a sheet of actors that cannot be read"
        raise InvalidValue(what, value=path, hint=hint) from error


def merged(known: Actor | None, row: Actor, *, is_part: bool = False) -> Actor:
    """Return an actor as a row has it, with what the row does not say as it was known.

    Args:
        known: the actor of its code that was known; None: nobody was.
        row: what a row says.
        is_part: whether it was known only as a part of another: then nobody gave it its name.

    >>> known = Actor("AZE", "Azerbaijan", "state", aliases=[Alias("gw", "373")])
    >>> found = merged(known, Actor("AZE", "Azerbaycan", "other"))
    >>> found.name, found.names, found.group, found.aliases[0].code
    ('Azerbaycan', ('Azerbaijan',), 'state', '373')
    """
    if known is None:
        return row
    names = () if is_part else (known.name, *known.names)
    belongs = row if row.organ_of or row.within else known
    return attrs.evolve(
        known,
        name=row.name,
        group=known.group if row.group == _UNSTATED else row.group,
        names=tuple(name for name in dict.fromkeys((*row.names, *names)) if name != row.name),
        aliases=tuple(dict.fromkeys((*row.aliases, *known.aliases))),
        valid=row.valid or known.valid,
        part_of=belongs.part_of or known.part_of,
        organ_of=belongs.organ_of,
        within=belongs.within,
    )


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
        # The value of the cell is checked when the actor is made.
        group = cast("Group", row.get("group") or row.get("sort") or _UNSTATED)
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


def check(placed: Iterable[tuple[int, Actor]], name: str, known: Known) -> None:
    """Refuse two rows of one actor, and one that belongs to itself or to nobody who is known.

    Args:
        placed: the actors of a sheet, each with its line.
        name: what the sheet is called in errors.
        known: who is known without it.

    Raises:
        InvalidValue: at the first of them, with its line and column.
    """
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
        if above not in lines and known.get(above) is None:
            near = " or ".join(map(repr, known.suggest(above)))
            hint = f"did you mean {near}?" if near else "give it a row of its own"
            raise InvalidValue("no such actor", value=above, hint=hint, path=place)
    _check_chains(whose, lines, name, known)


def _check_chains(
    whose: Mapping[str, tuple[str, str]], lines: Mapping[str, int], name: str, known: Known
) -> None:
    ended: set[str] = set()
    for code, (column, _) in whose.items():
        way: dict[str, None] = {}
        above: str | None = code
        while above is not None and above not in ended:
            if above in way:
                value = " - ".join((*way, above))
                place = f"{name}:{lines[code]}:{column}"
                raise InvalidValue("an actor that belongs to itself", value=value, path=place)
            way[above] = None
            above = _above(above, whose, known)
        ended.update(way)


def _above(code: str, whose: Mapping[str, tuple[str, str]], known: Known) -> str | None:
    if code in whose:
        return whose[code][1]
    actor = known.get(code)
    return None if actor is None else actor.organ_of or actor.within


def _placed(error: InvalidValue, path: str) -> InvalidValue:
    return type(error)(
        error.what, value=error.value, accepted=error.accepted, hint=error.hint, path=path
    )
