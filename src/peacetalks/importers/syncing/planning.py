"""Plan a sync: find what a release changes by its rows alone, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, final

from attrs import define, field, frozen

from peacetalks._support.wording import count_noun
from peacetalks.errors import Finding, InvalidValue
from peacetalks.findings.imports import REPEATED, SAME_ID
from peacetalks.importers.api import Import
from peacetalks.importers.format import Rows, column
from peacetalks.importers.syncing.current import Holdings
from peacetalks.importers.syncing.results import Change, changed_fields
from peacetalks.importers.syncing.storage import RowKept, is_kept, packed, row_id
from peacetalks.importers.tables.row import Row

__all__ = [
    "Names",
    "Plan",
    "Unit",
    "check_withdrawals",
    "fields_of",
    "plan",
    "repeated_row",
    "row_again",
]

_MOST_LISTED: Final = 5
_ALLOW: Final = "allow_withdrawals=True (--allow-withdrawals)"


@final
@frozen
class Unit:
    """A group of rows of a release that report the same facts.

    Attributes:
        id: the id under which the first of them is stored.
        rows: the rows by the ids under which they are stored.
        repeated: the rows with the id of an earlier row, and whether they have the same content.
    """

    id: str
    rows: dict[str, Row]
    repeated: dict[str, bool]

    @property
    def makes_facts(self) -> bool:
        """Whether facts are made of it; not if an earlier row has the same id."""
        return self.id not in self.repeated


@final
class Names:
    """Gives each row of a file the id to store it under, in the order of the file."""

    def __init__(self) -> None:
        self._seen: dict[str, list[int]] = {}

    def unit(self, rows: Rows) -> Unit:
        """Return rows under their ids; a second row with the same id gets a number."""
        named: dict[str, Row] = {}
        repeated: dict[str, bool] = {}
        for row in rows:
            name = row_id(row)
            seen = self._seen.setdefault(name, [])
            digest = hash(tuple(row.values))
            if seen:
                numbered = f"{name}~{len(seen) + 1}"
                repeated[numbered] = digest in seen
                named[numbered] = row
            else:
                named[name] = row
            seen.append(digest)
        return Unit(next(iter(named)), named, repeated)


@final
@define
class Plan:
    """What a release changes.

    Attributes:
        units: the units to be compared fact by fact, and why.
        touched: the ids of their rows, each of which may have reported facts of its own before.
        added: the ids of rows that are new, or back again.
        changed: the rows in which a column changed.
        withdrawn: the ids of rows that are missing.
        kept: the ids of rows that are missing, but that the release does not cover.
        seen: the ids of the rows of the release.
        left: the ids of rows that an interrupted sync withdrew; their facts may still be there.
        unreadable: rows without an id.
        lost: rows whose facts would be retracted because a value can no longer be read.
        findings: rows with the id of another row.
        rewritten: how many rows are only written differently.
        renamed: how many rows only have a new id, in a data set that renames its ids.
        same: how many rows are the same.
        rows: how many rows there are.
    """

    units: dict[str, str] = field(factory=dict[str, str])
    touched: set[str] = field(factory=set[str])
    added: list[str] = field(factory=list[str])
    changed: list[Change] = field(factory=list[Change])
    withdrawn: list[str] = field(factory=list[str])
    kept: list[str] = field(factory=list[str])
    left: list[str] = field(factory=list[str])
    seen: set[str] = field(factory=set[str])
    unreadable: list[Row] = field(factory=list[Row])
    lost: list[Row] = field(factory=list[Row])
    findings: list[Finding] = field(factory=list[Finding])
    rewritten: int = 0
    renamed: int = 0
    same: int = 0
    rows: int = 0

    @property
    def changes_nothing(self) -> bool:
        """Whether the log holds exactly the rows of the release."""
        return not (self.units or self.withdrawn or self.left)


def plan(release: Import, held: Holdings) -> Plan:
    """Return what a release changes.

    Args:
        release: the release; it is read to its end.
        held: what the log holds of the data set.
    """
    changes = Plan()
    converter = release.again()
    names = Names()
    own_id = release.format.own_id
    for rows in release.again().units():
        unit = names.unit(rows)
        changes.seen.update(unit.rows)
        changes.rows += len(rows)
        _compare(unit, held, changes, own_id)
        if changes.units.get(unit.id) and unit.id in held.units:
            _find_lost_facts(unit, held.units[unit.id], converter, changes)
    for name, entry in held.rows.items():
        if name in changes.seen:
            continue
        if entry.retraction is None or is_kept(entry.retraction):
            changes.withdrawn.append(name)
        elif name in held.unfinished:
            changes.left.append(name)
    return changes


def _compare(unit: Unit, held: Holdings, changes: Plan, own_id: str | None) -> None:
    """Add to the plan what a release changes in a unit."""
    reasons = [_reason(name, row, held, changes, own_id) for name, row in unit.rows.items()]
    for name, same in unit.repeated.items():
        changes.findings.append(repeated_row(name, unit.rows[name], same=same))
    if (
        any(reason is not None for reason in reasons)
        or held.units.get(unit.id, {}).keys() != unit.rows.keys()
    ):
        changes.touched.update(unit.rows)
        changes.units[unit.id] = "; ".join(filter(None, reasons))


def _reason(name: str, row: Row, held: Holdings, changes: Plan, own_id: str | None) -> str | None:
    """Return what changed in a row; empty if it is only written differently, None if it is the same."""
    if row.key is None:
        changes.unreadable.append(row)
    entry = held.rows.get(name)
    if entry is None or entry.retraction is not None:
        changes.added.append(name)
        return f"row {name} is added"
    if entry.content.packed == packed(fields_of(row)):
        changes.same += 1
        return "" if name in held.unfinished else None
    fields = changed_fields(entry.content.fields, fields_of(row))
    if not fields:
        changes.rewritten += 1
        return ""
    change = Change(name, fields)
    if own_id is not None and all(column(name) == own_id for name in fields):
        changes.renamed += 1
        return change.summary
    changes.changed.append(change)
    return change.summary


def _find_lost_facts(
    unit: Unit, before: Mapping[str, RowKept], converter: Import, changes: Plan
) -> None:
    """Add a unit to ``lost`` if it loses facts because the new release cannot be read."""
    new = converter.made_of(tuple(unit.rows.values()))
    if not any(finding.severity == "error" for finding in new.findings):
        return
    old = converter.made_of(tuple(row_again(kept.fields, converter) for kept in before.values()))
    if {event.id for event in old.events} - {event.id for event in new.events}:
        changes.lost.append(new.rows[0])


def row_again(fields: Mapping[str, str], release: Import) -> Row:
    """Return a stored row, to be converted again."""
    columns = list(fields)
    row = Row(columns, list(fields.values()), names=release.format.names(columns))
    row.key = release.format.key(row)
    return row


def fields_of(row: Row) -> Mapping[str, str]:
    """Return the texts to store for a row: its values, or its line if it could not be split."""
    return row.raw if row.text is None else {"": row.text}


def repeated_row(name: str, row: Row, *, same: bool) -> Finding:
    """Return the finding for a row with the id of an earlier row of the file."""
    rule = REPEATED if same else SAME_ID
    first, _, number = name.partition("~")
    what = "the same row" if same else "another row"
    kept = f"it is kept as {name!r}" if number else "it is left out"
    message = f"{what} with the id {first!r} comes earlier; {kept}, and no event is made"
    return rule.finding(message, file=row.file, line=row.line)


def check_withdrawals(
    changes: Plan, held: Holdings, release: Import, *, is_promotion: bool = False
) -> None:
    """Refuse a release that seems to be incomplete or damaged.

    Args:
        changes: what it changes.
        held: what the log holds of the data set.
        release: the release.
        is_promotion: whether the rows in the log are of a lower rank, so that it may lack all.

    Raises:
        InvalidValue: if the release lacks more than half of the rows; if it lacks some and has rows
            that cannot be read, which may be the same; if it has no rows at all; if facts would be
            retracted because a value cannot be read.
    """
    if not changes.rows:
        raise InvalidValue(
            "the release has no rows",
            value=release.path,
            hint=f"download it again; if it really has none: {_ALLOW}",
        )
    missing, total = len(changes.withdrawn), sum(map(len, held.units.values()))
    lacks = f"the release lacks {missing:,} of the {total:,} rows of the data set"
    if changes.unreadable and missing:
        lines = ", ".join(str(row.line) for row in changes.unreadable[:_MOST_LISTED])
        raise InvalidValue(
            f"{lacks}, and {len(changes.unreadable):,} of its rows cannot be read (line {lines}), "
            "which may be the missing ones",
            value=release.path,
            hint=f"repair the file; if the rows are withdrawn: {_ALLOW}",
        )
    if changes.lost:
        lines = ", ".join(str(row.line) for row in changes.lost[:_MOST_LISTED])
        raise InvalidValue(
            f"the release has {count_noun(len(changes.lost), 'row')} with a value that cannot be read "
            f"(line {lines}), so facts would be retracted",
            value=release.path,
            hint="peacetalks import without --log shows what is wrong; if the facts are "
            f"withdrawn: {_ALLOW}",
        )
    if missing * 2 > total and not is_promotion:
        raise InvalidValue(
            lacks,
            value=release.path,
            hint="if it is a part of the data set, give the part its own name: dataset=NAME "
            f"(--dataset NAME); if the rows are withdrawn: {_ALLOW}",
        )
