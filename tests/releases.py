"""A data set of a few columns, for tests of releases: made up, with every turn a row can take."""

import csv

from peacetalks.events.bookkeeping import CoverageStated, EventRetracted
from peacetalks.events.force import AttackReported, CasualtiesReported, IncidentReported
from peacetalks.importers import Format, Scope
from peacetalks.importers.identifiers import identifier
from peacetalks.primitives.when import When
from peacetalks.values.count import Count
from peacetalks.values.facts import Source

COLUMNS = ("id", "day", "what", "where", "dead", "with")


def _convert(rows, context):
    row = rows[0]
    day = row.day("day")
    if day is None:
        row.find("PT208", "no day, so nothing is made of it")
        return
    told = tuple(context.external(one.key) for one in rows)
    common = {"occurred": day, "reported": context.published, "external_ids": told}
    name = context.id(row.key)
    if row.text_of("what") == "attack":
        yield AttackReported(id=name, form="attack", **common)
    else:
        yield IncidentReported(id=name, incident=name, what=row.text_of("what"), **common)
    dead = row.persons("dead")
    if dead:
        yield CasualtiesReported(
            id=context.id(row.key, "killed"),
            series=name,
            measure="killed",
            count=Count(best=dead),
            **common,
        )


def _group(rows):
    """Put a row together with the one before it, if it says so."""
    waiting = None
    for row in rows:
        if waiting is not None and row.text is None and row.text_of("with") == waiting[0].key:
            waiting = (*waiting, row)
            continue
        if waiting is not None:
            yield waiting
        waiting = (row,)
    if waiting is not None:
        yield waiting


TALLY = Format(
    name="tally",
    title="A made-up tally",
    publisher="Nobody",
    licence="CC0",
    required=("id", "day", "what", "where", "dead"),
    key=lambda row: row.text_of("id"),
    convert=_convert,
    group=_group,
    streams={"where": lambda rows, _context: identifier(rows[0].text_of("where") or "nowhere")},
    default_stream="where",
    scope=Scope(
        body=None,
        counts=("attack-reported", "casualties-reported:killed", "incident-reported"),
        zero="nobody made anything up",
        source=Source("Nobody"),
        period=lambda _seen, _place: When("2000/2030"),
        everywhere=lambda _seen: True,
        summary="everything",
    ),
)


def write(path, rows, columns=COLUMNS):
    """Write rows, given as mappings, to a file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def row(number, day="2020-01-01", what="attack", where="here", dead="1", joined=""):
    """Return a row."""
    return {
        "id": str(number),
        "day": day,
        "what": what,
        "where": where,
        "dead": dead,
        "with": joined,
    }


def _deletion(rows, _context):
    (one,) = rows
    yield EventRetracted(occurred=one.day("deleted"), target=f"tally:{one.key}")


TALLY_DELETED = Format(
    name="tally-deleted",
    title="Deletions from a made-up tally",
    publisher="Nobody",
    licence="CC0",
    required=("id", "deleted"),
    key=lambda row: row.text_of("id"),
    convert=_deletion,
    streams={"none": lambda _rows, _context: "nowhere"},
    default_stream="none",
    withdraws="tally",
)


ROWS = [row(1), row(2, dead="3"), row(3, where="there", what="explosion", dead="0")]


def facts(log, stream):
    """Return what a stream says now, without the coverage that it states."""
    effective = [told.event for told in log.history(stream).effective().facts]
    return [event for event in effective if not isinstance(event, CoverageStated)]


def deaths(log, stream="here", **viewpoint):
    """Return how many died in each incident, from a viewpoint."""
    state = log.history(stream).state(**viewpoint)
    return {f.series: f.count.best for f in state.parts.figures.values()}
