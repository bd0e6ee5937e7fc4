"""What holds of every registry of actors: one state has one code on one day, however it is named."""

import datetime as dt
from collections import defaultdict

from peacetalks.actors import Registry

FIRST = dt.date(1946, 1, 1)
LAST = dt.date(2025, 1, 1)
LISTS = ("gw", "cow")


def days(rows):
    """Return the first day of each year, and each day of a succession with those around it."""
    turns = [dt.date.fromisoformat(row["day"]) for row in rows]
    near = [turn + dt.timedelta(more) for turn in turns for more in (-1, 0, 1)]
    years = [dt.date(year, 1, 1) for year in range(FIRST.year, LAST.year + 1)]
    return sorted({*years, *near})


def lines(registry, rows):
    """Return the actors that continue each other by a table: each list is one state."""
    first = {}
    for row in rows:
        if row["how"] == "continues":
            first[row["successor"]] = first.get(row["predecessor"], row["predecessor"])
    found = defaultdict(list)
    for actor in registry:
        found[first.get(actor.code, actor.code)].append(actor)
    return list(found.values())


def is_in_use(alias, day):
    return alias.valid is None or alias.valid.overlaps(day)


def quarrels(registry: Registry, rows, sample):
    """Yield the days on which one state is named by two codes, and by what."""
    for line in lines(registry, rows):
        codes = {actor.code for actor in line}
        aliases = [alias for actor in line for alias in actor.aliases]
        names = [name for actor in line for name in (actor.code, actor.name, *actor.names)]
        own = [name for name in names if name in codes or set(registry.meanings(name)) <= codes]
        if len(line) == 1:
            assert {registry.resolve(name, None, FIRST.isoformat()) for name in own} == codes
            own = own[:1]
        for day in map(dt.date.isoformat, sample):
            told = {
                (alias.scheme, alias.code): registry.resolve(alias.code, alias.scheme, day)
                for alias in aliases
                if is_in_use(alias, day)
            }
            told |= {(None, name): registry.resolve(name, None, day) for name in own}
            if len(set(told.values())) > 1:
                yield day, told


def answers_out_of_use(registry: Registry, sample):
    """Yield the codes that are answered on a day on which nobody had them."""
    held = defaultdict(list)
    for actor in registry:
        for alias in actor.aliases:
            held[alias.scheme, alias.code].append(alias)
    for (scheme, code), aliases in held.items():
        if all(alias.valid is not None for alias in aliases):
            for day in map(dt.date.isoformat, sample):
                found = registry.resolve(code, scheme, day)
                if found and not any(is_in_use(alias, day) for alias in aliases):
                    yield scheme, code, day, found


def numbers_on(actor, day):
    """Return the numbers that the two lists of states give an actor on a day."""
    return tuple(
        " ".join(
            sorted(
                {
                    alias.code
                    for alias in actor.aliases
                    if alias.scheme == scheme and is_in_use(alias, day)
                }
            )
        )
        for scheme in LISTS
    )
