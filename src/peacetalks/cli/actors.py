"""``peacetalks actors``: the actors on record, their names, and codes without a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import attrs
import click

from peacetalks._support.wording import count_noun, first_few
from peacetalks.checks import check
from peacetalks.cli import options, own_actors
from peacetalks.cli.output import show, show_json
from peacetalks.cli.question import Question, findings_json, gathered
from peacetalks.cli.table import show_table
from peacetalks.errors import Finding
from peacetalks.findings import checks_of_actors
from peacetalks.findings.findings import line_of
from peacetalks.findings.rule import rules_in
from peacetalks.history.who import Listed, Roster, Unnamed, roster
from peacetalks.views import roster_to_plain
from peacetalks.views.plain import to_plain

__all__ = ["actors_command"]

_HEADS: Final = (
    *("code", "name", "facts", "sort", "belongs to", "ids", "also called", "became"),
    "streams",
)
_MOST_STREAMS: Final = 5
_CONTRADICTIONS: Final = frozenset(rules_in(checks_of_actors)) - {
    checks_of_actors.UNKNOWN_ACTOR.code,
    checks_of_actors.SHARED_NAME.code,
}
"""Contradictions in the register; unknown actors and shared names have their own lists."""


@click.command("actors")
@options.stream
@click.argument("named", metavar="[STREAM]", required=False)
@options.of_stream
@options.known
@options.recorded
@options.told_by
@own_actors.actors
@options.vocabulary
@options.as_json
@gathered
def actors_command(question: Question, named: str | None) -> None:
    """List the actors on record, and codes without a name.

    FILE is a file of events, a log, or the name of a stream included in peacetalks.
    STREAM is the same as --stream NAME; without it, all streams of a log are counted
    together. Each line is an actor: its code, its name, the number of facts that name it,
    its sort, the actor it belongs to, its ids in data sets, its other names, what it
    became when it split or merged, and its streams. Then come codes without a name, names
    of more than one actor, and statements that contradict each other.

    \b
    Examples:
      peacetalks actors south-caucasus
      peacetalks actors talks.db
      peacetalks actors talks.db --stream SYR --known 2018-06-30
      peacetalks actors talks.yaml --actors own.yaml --json
    """
    if named is not None and question.of_stream not in {None, named}:
        both = f"{named} and {question.of_stream}"
        raise click.UsageError(f"two streams are named, {both}; hint: name one")
    question = attrs.evolve(question, of_stream=question.of_stream or named)
    readings = question.read_all()
    if question.told_by and len(readings) > 1:
        raise click.UsageError("--told-by needs one stream; hint: --stream NAME")
    histories = {
        name if len(readings) > 1 else "": question.history_of(reading)
        for name, reading in readings.items()
    }
    listing = roster(histories, question.viewpoint())
    contradictions = [
        finding
        for reading in readings.values()
        for finding in check(
            reading,
            registry=question.registry,
            vocabulary=question.vocabulary,
            actors=question.own_statements,
        )
        if finding.code in _CONTRADICTIONS
    ]
    if question.as_json:
        plain = roster_to_plain(listing) | {"contradictions": to_plain(contradictions)}
        show_json(plain | findings_json(*readings.values()))
        return
    if listing.actors:
        show_table(
            _HEADS,
            map(_row, listing.actors),
            map(_line, listing.actors),
            prose=("name", "also called", "streams"),
        )
    show([*_unresolved(listing, contradictions)])


def _row(one: Listed) -> tuple[str, ...]:
    facts = f"{one.facts:,}"
    known = (one.sort or "", _belongs(one), _ids(one), _others(one), _became(one))
    return (one.code, one.name, facts, *known, _streams(one))


def _line(one: Listed) -> str:
    """Return an actor as a line, without what is not known."""
    others, became, streams = _others(one), _became(one), _streams(one)
    parts = (
        *(one.sort, _belongs(one), _ids(one)),
        others and f"also {others}",
        became and f"became {became}",
        streams and f"in {streams}",
    )
    facts = count_noun(one.facts, "fact")
    return "  ".join((one.code, one.name, facts, *(part for part in parts if part)))


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
    """Return what an actor became, with the codes of one day together."""
    days: defaultdict[str, list[str]] = defaultdict(list)
    for when, code in () if one.stated is None else one.stated.became:
        days[str(when)].append(code)
    return "; ".join(f"{' and '.join(codes)}, {day}" for day, codes in days.items())


def _streams(one: Listed | Unnamed) -> str:
    return first_few(one.streams, _MOST_STREAMS)


def _others(one: Listed) -> str:
    return "; ".join(one.other_names)


def _unresolved(listing: Roster, contradictions: list[Finding]) -> Iterator[str]:
    if listing.unnamed:
        yield f"without a name: {len(listing.unnamed):,}"
        for one in listing.unnamed:
            near = " or ".join(one.suggestions)
            hint = f"; did you mean {near}?" if near else ""
            where = f" in {_streams(one)}" if one.streams else ""
            yield f"  {one.code}  {count_noun(one.facts, 'fact')}{where}{hint}"
    if listing.ambiguous:
        yield f"names of more than one actor: {len(listing.ambiguous):,}"
        yield from (f"  {name}: {', '.join(codes)}" for name, codes in listing.ambiguous)
    if contradictions:
        yield f"contradictions: {len(contradictions):,}"
        yield from (f"  {line_of(finding)}" for finding in contradictions)
    if not (listing.unnamed or listing.ambiguous or contradictions):
        yield f"all {count_noun(len(listing.actors), 'actor')} have a name"
