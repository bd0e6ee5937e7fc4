"""What a release changes, found by its rows alone: nothing is converted and nothing written yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, final

from attrs import define, field, frozen

from peacetalks.errors import Finding, InvalidValue
from peacetalks.importers.codes import REPEATED, SAME_ID, finding
from peacetalks.importers.format import Rows, column
from peacetalks.importers.reading import Import
from peacetalks.importers.releases.changes import Change, changed_fields
from peacetalks.importers.releases.kept import RowKept, packed, row_id
from peacetalks.importers.releases.standing import Standing
from peacetalks.importers.row import Row
from peacetalks.plural import many

__all__ = ["Names", "Plan", "Unit", "check_withdrawals", "fields_of", "plan", "repeated_row"]

_MOST_TOLD: Final = 5


@final
@frozen
class Unit:
    """Rows of a release that tell their facts together.

    Attributes:
        id: the id under which the first of them is kept.
        rows: the rows by the ids under which they are kept.
        repeated: those whose id an earlier row of the file has, and whether it is the same row.
    """

    id: str
    rows: dict[str, Row]
    repeated: dict[str, bool]

    @property
    def tells_facts(self) -> bool:
        """Whether facts are made of it: not if an earlier row has made them."""
        return self.id not in self.repeated


@final
class Names:
    """Gives each row of a file an id to be kept under, in the order of the file."""

    def __init__(self) -> None:
        self._seen: dict[str, list[int]] = {}

    def unit(self, rows: Rows) -> Unit:
        """Return rows under their ids; the second row of an id is numbered."""
        named: dict[str, Row] = {}
        repeated: dict[str, bool] = {}
        for row in rows:
            name = row_id(row)
            seen = self._seen.setdefault(name, [])
            told = hash(tuple(row.values))
            if seen:
                numbered = f"{name}~{len(seen) + 1}"
                repeated[numbered] = told in seen
                named[numbered] = row
            else:
                named[name] = row
            seen.append(told)
        return Unit(next(iter(named)), named, repeated)


@final
@define
class Plan:
    """What a release changes.

    Attributes:
        units: the units to be compared fact by fact, and why.
        touched: the ids of their rows: each may have told facts of its own before.
        added: the ids of rows that are new, or there again.
        changed: the rows of which a column says something else.
        withdrawn: the ids of rows that are missing.
        left: the ids of rows that a sync which was stopped had withdrawn: their facts may stand.
        unreadable: rows without an id.
        lost: rows of which facts would be retracted because a value in them cannot be read.
        findings: rows with the id of another.
        rewritten: how many rows are only written differently.
        renamed: how many rows only have another id of the data set's own, which renames them.
        same: how many are the same.
        rows: how many there are.
    """

    units: dict[str, str] = field(factory=dict[str, str])
    touched: set[str] = field(factory=set[str])
    added: list[str] = field(factory=list[str])
    changed: list[Change] = field(factory=list[Change])
    withdrawn: list[str] = field(factory=list[str])
    left: list[str] = field(factory=list[str])
    unreadable: list[Row] = field(factory=list[Row])
    lost: list[Row] = field(factory=list[Row])
    findings: list[Finding] = field(factory=list[Finding])
    rewritten: int = 0
    renamed: int = 0
    same: int = 0
    rows: int = 0

    @property
    def changes_nothing(self) -> bool:
        """Whether the log holds the rows of the release, and no others."""
        return not (self.units or self.withdrawn or self.left)


def plan(release: Import, held: Standing) -> Plan:
    """Return what a release changes.

    Args:
        release: the release; it is read to its end.
        held: what the log holds of the data set.
    """
    found = Plan()
    again = release.again()
    names = Names()
    seen: set[str] = set()
    own_id = release.format.own_id
    for rows in release.again().units():
        unit = names.unit(rows)
        seen.update(unit.rows)
        found.rows += len(rows)
        _look_at(unit, held, found, own_id)
        if found.units.get(unit.id) and unit.id in held.units:
            _look_for_losses(unit, held.units[unit.id], again, found)
    for name, entry in held.rows.items():
        if name in seen:
            continue
        if entry.retraction is None:
            found.withdrawn.append(name)
        elif name in held.unfinished:
            found.left.append(name)
    return found


def _look_at(unit: Unit, held: Standing, found: Plan, own_id: str | None) -> None:
    reasons = [_reason(name, row, held, found, own_id) for name, row in unit.rows.items()]
    for name, same in unit.repeated.items():
        found.findings.append(repeated_row(name, unit.rows[name], same=same))
    if (
        any(reason is not None for reason in reasons)
        or held.units.get(unit.id, {}).keys() != unit.rows.keys()
    ):
        found.touched.update(unit.rows)
        found.units[unit.id] = "; ".join(filter(None, reasons))


def _reason(name: str, row: Row, held: Standing, found: Plan, own_id: str | None) -> str | None:
    """Return what a release says of a row, empty if it only writes it differently; None: nothing."""
    if row.key is None:
        found.unreadable.append(row)
    entry = held.rows.get(name)
    if entry is None or entry.retraction is not None:
        found.added.append(name)
        return f"row {name} is added"
    if entry.stands.packed == packed(fields_of(row)):
        found.same += 1
        return "" if name in held.unfinished else None
    fields = changed_fields(entry.stands.fields, fields_of(row))
    if not fields:
        found.rewritten += 1
        return ""
    change = Change(name, fields)
    if own_id is not None and all(column(name) == own_id for name in fields):
        found.renamed += 1
        return change.told
    found.changed.append(change)
    return change.told


def _look_for_losses(
    unit: Unit, there: Mapping[str, RowKept], release: Import, found: Plan
) -> None:
    """Find out whether what the release writes cannot be read where it could be before."""
    now = release.made_of(tuple(unit.rows.values()))
    if not any(finding.severity == "error" for finding in now.findings):
        return
    before = release.made_of(tuple(_row(kept.fields, release) for kept in there.values()))
    if {event.id for event in before.events} - {event.id for event in now.events}:
        found.lost.append(now.rows[0])


def _row(fields: Mapping[str, str], release: Import) -> Row:
    """Return a row as it is kept, to be read anew."""
    columns = list(fields)
    row = Row(columns, list(fields.values()), names=release.format.names(columns))
    row.key = release.format.key(row)
    return row


def fields_of(row: Row) -> Mapping[str, str]:
    """Return the texts by which a row is kept: all it has, or its line if it could not be split."""
    return row.raw if row.text is None else {"": row.text}


def repeated_row(name: str, row: Row, *, same: bool) -> Finding:
    """Return the finding of a row whose id an earlier row of the file has."""
    code = REPEATED if same else SAME_ID
    first, _, number = name.partition("~")
    what = "the same row" if same else "another row"
    kept = f"this one is kept as {name!r}, and" if number else "this one is left out:"
    message = f"{what} of the id {first!r} stands before; {kept} no event is made of it"
    return finding(code, message, row.file, row.line)


def check_withdrawals(found: Plan, held: Standing, release: Import) -> None:
    """Refuse a release that seems to be a part of the data set, or damaged.

    Raises:
        InvalidValue: if it lacks more than half of the rows, or some, and has rows that cannot
            be read: they may be those.
    """
    if not found.rows:
        raise InvalidValue(
            "a release without rows",
            value=release.path,
            hint="download it again; if it is meant: allow_withdrawals=True (--allow-withdrawals)",
        )
    missing, there = len(found.withdrawn), sum(map(len, held.units.values()))
    lacks = f"a release that lacks {missing:,} of the {there:,} rows of the data set"
    if found.unreadable and missing:
        lines = ", ".join(str(row.line) for row in found.unreadable[:_MOST_TOLD])
        raise InvalidValue(
            f"{lacks}, and has {len(found.unreadable):,} that cannot be read (line {lines}), "
            "which may be those",
            value=release.path,
            hint="mend the file; if they are withdrawn: allow_withdrawals=True "
            "(--allow-withdrawals)",
        )
    if found.lost:
        lines = ", ".join(str(row.line) for row in found.lost[:_MOST_TOLD])
        raise InvalidValue(
            f"a release with {many(len(found.lost), 'row')} in which a value cannot be read (line "
            f"{lines}), so that facts of theirs would be retracted",
            value=release.path,
            hint="peacetalks import without --log tells what is wrong; if they are withdrawn: "
            "allow_withdrawals=True (--allow-withdrawals)",
        )
    if missing * 2 > there:
        raise InvalidValue(
            lacks,
            value=release.path,
            hint="a part of a data set has a name of its own: dataset=NAME (--dataset NAME); "
            "if they are withdrawn: allow_withdrawals=True (--allow-withdrawals)",
        )
