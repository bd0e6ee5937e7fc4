"""The page of actors: the tables of the registry, and the rules by which a text leads to an actor."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import resources

from peacetalks.actors import SCHEMES, world

LANGUAGES = {
    "ar": "Arabic",
    "az": "Azerbaijani",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "hy": "Armenian",
    "ka": "Georgian",
    "ru": "Russian",
    "uk": "Ukrainian",
    "zh": "Chinese, simplified",
    "zh-Hant": "Chinese, traditional",
}

INTRODUCTION = """\
Events name actors by codes. `pt.world()` is the registry that comes with the library: it knows what a code is
called, what each data set calls it, and to whom it belongs. Codes that it does not know are allowed
everywhere. `registry.with_actors(...)` returns a larger one.

## Which actor a text means

`registry.resolve(text, scheme, on)` has one rule:

1. **Candidates by text.** With a scheme, the actors that have this code in it, on the day `on` if one is given.
   Without one, the actor of this code, or else all that have this name. Capitals, accents, punctuation
   and a leading "the" do not matter, in any script.
2. **Succession by day.** A candidate that continues another one, or is continued, is replaced by the one
   that existed on the day.
3. **One or none.** If one actor is left, it is the answer. If none or several are left, the answer is `None`.
   `registry.meanings(text, on)` gives all that a name can mean, `registry.suggest(text)` what was perhaps meant.

```python
>>> import peacetalks as pt
>>> registry = pt.world()
>>> registry.resolve("RUS", "iso3", "1990-06-01"), registry.resolve("Russia", on="1990-06-01")
('SUN', 'SUN')
>>> registry.meanings("Congo"), registry.resolve("Congo")
(('COD', 'COG'), None)

```

A code is not answered on a day on which it was not in use. For numbers and letters of the lists of states (`gw`,
`cow`, `cowc`) these are the days on which the list counts the state. For the others it is the time until the
code was withdrawn: data sets write the present code of a state for its past (`SSD` for South Sudan in 2005).
The name that only one actor has is not doubted on any day, since people speak of the past and the future.
On a span of days ("1991") in which one state followed another, each text keeps its own actor, and a number
that both had means neither.

## Successions

Where the second *continues* the first, one of the two is meant on each day, whatever the text. The other rows
say what happened; there both keep their codes, and no text is read as the other.
"""

DECISIONS = """\
Decisions that the lists leave open:

- **Germany** is `DEU` before 1990 too: the Federal Republic, as the number 260 has it. East Germany is `DDR`.
- **Yugoslavia** is `YUG` until 2003-02-03: the Socialist Federal Republic and then the Federal Republic, because
  both lists keep the number 345. The United Nations did not accept that the second continued the first.
- **Vietnam** is `VNM` from 1954 on, the Democratic Republic and then the Socialist Republic (816). South Vietnam is `RVN`.
- **Ethiopia** and **Sudan** keep their codes; Eritrea and South Sudan have their own from their first day.
- **The Soviet republics** are not read as the Soviet Union before their independence: "Armenia" in 1990 is `ARM`.

## Where the lists of states disagree

On each of these days the numbers of Gleditsch and Ward and of the Correlates of War differ, or one of the two
does not count the state. On all other days since 1946 they agree. The code of this library is the same by both.
"""

SCRIPTS = """\
## Other scripts

How many of the states have a name in each language. Short names are those of CLDR and of the United Nations. Official
names are there as far as a source with an open licence was found. Each of them resolves, whatever its form in Unicode.
"""

LIBRARIES = """\
Two libraries are made for names of countries. Both were tried on the short names of CLDR for the states:

| | rigour 2.6.1 | countrynames 1.17.0 | `names.csv` |
|---|---|---|---|
| licence | MIT | MIT | MIT; the sources of its rows are below |
| size, and the time to the first name | 13 MB, 1.5 s | 1.2 MB, 0.35 s, and PyICU, which has to be compiled | 0.15 MB, read with the registry |
| Armenian | 191 of 196 | 180 of 196 | 196 |
| Azerbaijani | 183 | 182 | 196 |
| Arabic | 181 | 183 | 196 |
| Persian | 185 | 189 | 196 |
| Georgian | 187 | 188 | 196 |
| Russian | 193 | 192 | 196 |
| Chinese, simplified | 194 | 194 | 196 |
| official names in the state's own languages, of 81 | 37 | 7 | 81 |

Names by countrynames are counted in its data file. `names.csv` has what it is measured by, so its column says that nothing
of it is lost, and not that it knows every spelling. Neither library knows a succession by day, both read some parts
of a state as the state, and their search for similar names takes "Taliban" for a country. The library therefore has a
table of its own, and no dependency.
"""

PARTS = """\
## Parts of an actor

A code that begins with the code of a known actor is known: `AZE-MOD` is a part of `AZE`. This list says which parts
are organs, whose acts count for the whole. All other parts are *within* it, and their acts are their own.
`registry.principal(code)` is the actor for which the acts of a code count.
"""

SHEETS = """\
## A study's own actors

`registry.with_actors("own.csv")` reads a sheet in UTF-8, one actor per row. Errors name line and column.
A row of a known actor replaces what it says, and keeps the actor's other names and codes; an `Actor`
that is given in Python replaces the whole.

| column | what it holds |
|---|---|
| `code`, `name` | needed |
| `names` | other names, separated by `;` |
| `group`, or `sort` | state, territory, organisation, entity, historic, armed_group, faction, organ, office, civilians or other; empty is other |
| `organ_of` | the actor for which its acts count |
| `within` | the actor that it is a part of; a row has at most one of the two |
| `valid` | the days on which it existed, as `1991-09-21/..` |
| `ids` | its codes elsewhere, separated by blanks, as `gw:371@1991-12-21/.. ucdp-actor:61` |
| `source`, `note` | for readers |
"""


def actors_page() -> str:
    """Return the page."""
    return "".join(_page())


def _page() -> Iterator[str]:
    yield f"# Actors: who is known\n\n{INTRODUCTION}\n"
    head = ("day", "first", "second", "how", "remark", "source")
    yield _table(head, (row.values() for row in _rows("succession")))
    yield f"\n{DECISIONS}\n"
    rows = _rows("disagreements")
    yield _table(("code", "name", "days", "GW", "COW"), (list(row.values())[:5] for row in rows))
    yield f"\n{SCRIPTS}\n"
    yield _table(("language", "short", "official", "of"), _shares())
    yield f"\n{LIBRARIES}\n{PARTS}\n"
    organs = ", ".join(f"`{r['suffix']}`" for r in _rows("parts") if r["relation"] == "organ_of")
    yield f"Organs: {organs}.\n\n{SHEETS}\n"
    yield "## What comes with the library\n\n"
    yield _table(("group", "actors"), Counter(actor.group for actor in world()).items())
    aliases = [alias.scheme for actor in world() for alias in actor.aliases]
    yield "\n"
    yield _table(("scheme", "codes"), ((f"`{s}`", aliases.count(s)) for s in SCHEMES))
    yield "\n## Sources\n\nEach row of each table names its source by one of these words.\n\n"
    head = ("word", "publication", "place", "licence")
    yield _table(head, (row.values() for row in _rows("sources")))


def _shares() -> Iterator[tuple[object, ...]]:
    states = {actor.code for actor in world() if actor.group == "state"}
    for lang, language in LANGUAGES.items():
        rows = [row for row in _rows("names") if row["lang"] == lang and row["code"] in states]
        short = {row["code"] for row in rows if row["kind"] != "official"}
        official = {row["code"] for row in rows if row["kind"] == "official"}
        yield language, len(short), len(official), len(states)


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("peacetalks.actors").joinpath(f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *([str(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
