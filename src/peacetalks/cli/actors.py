"""``peacetalks actors``: who is on record, under which names, and who is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import click

from peacetalks.checks import check
from peacetalks.checks.actor_codes import ACTORS
from peacetalks.checks.findings import line_of
from peacetalks.cli import options, own_actors
from peacetalks.cli.own_actors import OwnActors
from peacetalks.cli.page import show, show_json
from peacetalks.cli.table import show_table
from peacetalks.errors import Finding
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import History
from peacetalks.history.who import Listed, Roster, Unnamed, roster
from peacetalks.plural import first_of, many
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.views import finding_to_plain
from peacetalks.views.who import roster_to_plain
from peacetalks.when import When

__all__ = ["actors"]

_HEADS: Final = (
    *("code", "name", "facts", "sort", "belongs to", "ids", "also called", "became"),
    "streams",
)
_MOST_STREAMS: Final = 5
_UNKNOWN: Final = "PT171"
_CONTRADICTIONS: Final = frozenset(rule.code for rule in ACTORS) - {_UNKNOWN, "PT177"}
"""What a check finds about the register; who is unknown or shares a name is listed apart."""


@click.command()
@options.stream
@click.argument("named", metavar="[STREAM]", required=False)
@options.of_stream
@options.known
@options.recorded
@options.told_by
@own_actors.checked_actors
@options.vocabulary
@options.as_json
def actors(
    stream: str,
    named: str | None,
    of_stream: str | None,
    known: When | None,
    recorded: When | int | None,
    told_by: tuple[str, ...],
    own: OwnActors | None,
    vocabulary: Vocabulary,
    *,
    as_json: bool,
) -> None:
    """List who is on record, under which names, and who is not.

    FILE is a file of events, a log, or the name of a stream that comes with peacetalks;
    STREAM is the same as --stream NAME; without it all streams of a log are counted
    together. An actor is a line: its code, its name, in how many facts it is named, what
    sort of actor it is, whose organ it is or within whom it stands, its ids in data sets,
    its other names, what it became when it split or merged, and in which streams it is.
    Below stand codes that have no name, names that mean two, and statements that
    contradict each other.

    \b
    Examples:
      peacetalks actors south-caucasus
      peacetalks actors talks.db
      peacetalks actors talks.db --stream SYR --known 2018-06-30
      peacetalks actors talks.yaml --actors own.yaml --json
    """
    if named is not None and of_stream not in {None, named}:
        raise click.UsageError(f"two streams, {named} and {of_stream}; name one")
    readings = options.read_all(
        stream, of_stream or named, as_json=as_json, recorded=recorded, vocabulary=vocabulary
    )
    if told_by and len(readings) > 1:
        raise click.UsageError("--told-by is asked of one stream; hint: --stream NAME")
    registry = None if own is None else own.registry
    stated = () if own is None else own.statements
    histories = {
        name if len(readings) > 1 else "": History(
            reading, vocabulary=vocabulary, registry=registry
        )
        for name, reading in readings.items()
    }
    found = roster(histories, Viewpoint(known=known, recorded=recorded, told_by=told_by))
    contradictions = [
        finding
        for reading in readings.values()
        for finding in check(reading, registry=registry, vocabulary=vocabulary, actors=stated)
        if finding.code in _CONTRADICTIONS
    ]
    if as_json:
        plain = {"contradictions": [finding_to_plain(finding) for finding in contradictions]}
        show_json(roster_to_plain(found) | plain | options.findings(*readings.values()))
        return
    if found.actors:
        show_table(
            _HEADS,
            map(_row, found.actors),
            map(_line, found.actors),
            prose=("name", "also called", "streams"),
        )
    show([*_unresolved(found, contradictions)])


def _row(one: Listed) -> tuple[str, ...]:
    facts = f"{one.facts:,}"
    known = (one.sort or "", _belongs(one), _ids(one), _others(one), _became(one))
    return (one.code, one.name, facts, *known, _streams(one))


def _line(one: Listed) -> str:
    """Return an actor as a line; what is not known is left out."""
    others, became, streams = _others(one), _became(one), _streams(one)
    told = (
        *(one.sort, _belongs(one), _ids(one)),
        others and f"also {others}",
        became and f"became {became}",
        streams and f"in {streams}",
    )
    facts = many(one.facts, "fact")
    return "  ".join((one.code, one.name, facts, *(part for part in told if part)))


def _belongs(one: Listed) -> str:
    if one.organ_of is not None:
        return f"organ of {one.organ_of}"
    return "" if one.within is None else f"within {one.within}"


def _ids(one: Listed) -> str:
    if one.stated is None:
        return ""
    ids = one.stated.ids.items()
    return ", ".join(f"{scheme} {name}" for scheme, names in ids for name in names)


def _became(one: Listed) -> str:
    """Return what an actor became, each day with all of it."""
    days: defaultdict[str, list[str]] = defaultdict(list)
    for when, code in () if one.stated is None else one.stated.became:
        days[str(when)].append(code)
    return "; ".join(f"{' and '.join(codes)}, {day}" for day, codes in days.items())


def _streams(one: Listed | Unnamed) -> str:
    return first_of(one.streams, _MOST_STREAMS)


def _others(one: Listed) -> str:
    return "; ".join(one.other_names)


def _unresolved(found: Roster, contradictions: list[Finding]) -> Iterator[str]:
    if found.unnamed:
        yield f"without a name: {len(found.unnamed):,}"
        for one in found.unnamed:
            near = " or ".join(one.suggestions)
            hint = f"; did you mean {near}?" if near else ""
            where = f" in {_streams(one)}" if one.streams else ""
            yield f"  {one.code}  {many(one.facts, 'fact')}{where}{hint}"
    if found.ambiguous:
        yield f"names that mean several: {len(found.ambiguous):,}"
        yield from (f"  {name}: {', '.join(codes)}" for name, codes in found.ambiguous)
    if contradictions:
        yield f"contradictions: {len(contradictions):,}"
        yield from (f"  {line_of(finding)}" for finding in contradictions)
    if not (found.unnamed or found.ambiguous or contradictions):
        yield f"all {many(len(found.actors), 'actor')} have a name"
