"""Actor sheets: the format of the library's own actor tables and of those of a study.

A sheet is a CSV file in UTF-8 with one actor per row. Only ``code`` and ``name`` are required:

- ``code``, ``name``: as in ``Actor``.
- ``names``: other names, separated by ``;``.
- ``group``, or ``sort``: the list it is on; ``other`` if the cell is empty.
- ``organ_of``, ``within``: the actor it belongs to, at most one of the two.
- ``valid``: the days on which it existed, such as ``1991-09-21/..``.
- ``ids``: its codes in other schemes, such as ``gw:371@1991-12-21/.. ucdp:61``.
- ``source``, ``note``: for readers.

A row for a known actor updates it: the cells that are filled in replace what was known, and the
actor keeps its earlier names and its codes in other schemes.
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
    """The actors that are known outside a sheet."""

    def get(self, code: str) -> Actor | None:
        """Return the actor of a code."""
        ...

    def suggest(self, text: str) -> tuple[str, ...]:
        """Return the codes that may be meant."""
        ...


def read_file(path: str) -> list[tuple[int, Actor]]:
    """Return the actors of a file, each with its line.

    Raises:
        InvalidValue: if the file cannot be read; names the line and the column.
        NotFound: if the file does not exist.
    """
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:  # noqa: PTH123 # the core has no pathlib
            return list(read(file, path))
    except FileNotFoundError as error:
        raise NotFound(f"no such file: {path!r}") from error
    except (OSError, UnicodeDecodeError) as error:
        hint = "save it as a CSV file in UTF-8"
        what = "an actor sheet that cannot be read"
        raise InvalidValue(what, value=path, hint=hint) from error


def merged(known: Actor | None, row: Actor, *, is_part: bool = False) -> Actor:
    """Return an actor as a row states it, completed with what was known.

    Args:
        known: the known actor with this code; None: there is none.
        row: the actor as the row states it.
        is_part: whether it was known only as a part of another, so that its name was made up.

    >>> known = Actor("AZE", "Azerbaijan", "state", aliases=[Alias("gw", "373")])
    >>> found = merged(known, Actor("AZE", "Azerbaycan", "other"))
    >>> found.name, found.names, found.group, found.aliases[0].code
    ('Azerbaycan', ('Azerbaijan',), 'state', '373')
    """
    if known is None:
        return row
    names = () if is_part else (known.name, *known.names)
    owner = row if row.organ_of or row.within else known
    return attrs.evolve(
        known,
        name=row.name,
        group=known.group if row.group == _UNSTATED else row.group,
        names=tuple(name for name in dict.fromkeys((*row.names, *names)) if name != row.name),
        aliases=tuple(dict.fromkeys((*row.aliases, *known.aliases))),
        valid=row.valid or known.valid,
        part_of=owner.part_of or known.part_of,
        organ_of=owner.organ_of,
        within=owner.within,
    )


def read(lines: Iterable[str], name: str) -> Iterator[tuple[int, Actor]]:
    """Yield the actors of a sheet, each with its line.

    Args:
        lines: the lines, the header first.
        name: the name of the sheet in errors.

    Raises:
        InvalidValue: if a row is not an actor; names the line and the column.

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
            error = none_of("not a column of actor sheets", column, COLUMNS)
            raise _with_path(error, f"{name}:1:{column}")
    for required in ("code", "name"):
        if required not in header:
            what = "an actor sheet without a required column"
            raise InvalidValue(what, value=required, path=f"{name}:1")
    repeated = [column for column in header if header.count(column) > 1]
    if repeated or {"group", "sort"} <= set(header):
        value = repeated[0] if repeated else "sort"
        raise InvalidValue("a column that occurs twice", value=value, path=f"{name}:1:{value}")


def _actor(row: dict[str, str], name: str, line: int) -> Actor:
    column = "code"
    try:
        code = _required(row, "code")
        column = "name"
        actor_name = _required(row, "name")
        column = "ids"
        aliases = [alias(text) for text in row.get("ids", "").split()]
        column = "within"
        organ_of, within = _owner(row)
        column = "valid"
        valid = to_when(row.get("valid") or None)
        names = row.get("names", "")
        column = "group"
        # The constructor of the actor checks the cell.
        group = cast("Group", row.get("group") or row.get("sort") or _UNSTATED)
        return Actor(
            code,
            actor_name,
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
        raise _with_path(error, f"{name}:{line}:{column}") from None


def _required(row: dict[str, str], column: str) -> str:
    if not row.get(column):
        raise InvalidValue(f"an actor without a {column}", value="")
    return row[column]


def _owner(row: dict[str, str]) -> tuple[str | None, str | None]:
    organ_of, within = row.get("organ_of") or None, row.get("within") or None
    if organ_of and within:
        hint = "fill in organ_of if its acts count as acts of the other actor, else within"
        raise InvalidValue("both organ_of and within are filled in", value=within, hint=hint)
    return organ_of, within


def alias(text: str) -> Alias:
    """Parse the code of another scheme, such as ``gw:365@1991-12-26/..``.

    >>> alias("ucdp-actor:234")
    Alias(scheme='ucdp-actor', code='234', valid=None)
    """
    scheme, colon, rest = text.partition(":")
    if not colon:
        accepted = "scheme:code, or scheme:code@days"
        raise InvalidValue("not a code of another scheme", value=text, accepted=accepted)
    code, _, valid = rest.partition("@")
    return Alias(scheme, code, valid or None)


def check(rows: Iterable[tuple[int, Actor]], name: str, known: Known) -> None:
    """Refuse two rows for one actor, and an actor that belongs to itself or to an unknown actor.

    Args:
        rows: the actors of a sheet, each with its line.
        name: the name of the sheet in errors.
        known: the actors that are known outside the sheet.

    Raises:
        InvalidValue: if there is such a row; names the line and column of the first.
    """
    lines: dict[str, int] = {}
    owners: dict[str, tuple[str, str]] = {}
    for line, actor in rows:
        if actor.code in lines:
            what, hint = "two rows with the same code", f"the other is line {lines[actor.code]}"
            raise InvalidValue(what, value=actor.code, hint=hint, path=f"{name}:{line}:code")
        lines[actor.code] = line
        if actor.organ_of is not None:
            owners[actor.code] = "organ_of", actor.organ_of
        elif actor.within is not None:
            owners[actor.code] = "within", actor.within
    for code, (column, owner) in owners.items():
        place = f"{name}:{lines[code]}:{column}"
        if owner not in lines and known.get(owner) is None:
            near = " or ".join(map(repr, known.suggest(owner)))
            hint = f"did you mean {near}?" if near else "add a row for it"
            raise InvalidValue("no such actor", value=owner, hint=hint, path=place)
    _check_chains(owners, lines, name, known)


def _check_chains(
    owners: Mapping[str, tuple[str, str]], lines: Mapping[str, int], name: str, known: Known
) -> None:
    checked: set[str] = set()
    for code, (column, _) in owners.items():
        chain: dict[str, None] = {}
        owner: str | None = code
        while owner is not None and owner not in checked:
            if owner in chain:
                value = " - ".join((*chain, owner))
                place = f"{name}:{lines[code]}:{column}"
                raise InvalidValue("an actor that belongs to itself", value=value, path=place)
            chain[owner] = None
            owner = _owner_of(owner, owners, known)
        checked.update(chain)


def _owner_of(code: str, owners: Mapping[str, tuple[str, str]], known: Known) -> str | None:
    if code in owners:
        return owners[code][1]
    actor = known.get(code)
    return None if actor is None else actor.organ_of or actor.within


def _with_path(error: InvalidValue, path: str) -> InvalidValue:
    return type(error)(
        error.what, value=error.value, accepted=error.accepted, hint=error.hint, path=path
    )
