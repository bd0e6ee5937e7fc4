"""Panels of a whole data set from a log: by a cache, as it is made, known then, and extended.

Seconds are CPU seconds, as DuckDB works in several threads. The floor is the same totals, which are
checked to be equal, by DuckDB from the CSV.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import attrs
import duckdb
from tests.bench.ged_like import COUNTRIES, FIRST, LAST, write_ged_like
from tests.bench.measuring import Figure

import peacetalks as pt
from peacetalks import frames, importers
from peacetalks.actors import world
from peacetalks.importers.syncing.storage import PREFIX
from peacetalks.log.garbage import gc_paused

__all__ = ["ASKED", "counted_figures", "grown_figures"]

_COLUMNS: Final = [f"deaths{w}_{b}" for w in ("", "_30d", "_90d") for b in ("low", "best", "high")]
ASKED: Final[dict[str, Any]] = {
    "by": "country",
    "columns": _COLUMNS,
    "known": None,
    "start": FIRST,
    "end": LAST,
}
_EVERY_LATE, _EVERY_CORRECTED, _APPENDED = 10, 20, 1_000
_BATCH: Final = 10_000
_NUMBERS: Final = itertools.count()
_SQL: Final = """
WITH ged AS (
  SELECT country, date_start::DATE AS first, date_end::DATE AS last, low, best, high FROM '{csv}'
), ends AS (
  SELECT start::DATE AS start, (start + INTERVAL 1 MONTH - INTERVAL 1 DAY)::DATE AS until
  FROM range(DATE '{first}', DATE '{last}', INTERVAL 1 MONTH) t(start)
), windows AS (
  SELECT until, unnest([0, 30, 90]) AS days FROM ends
), spans AS (
  SELECT until, days, CASE days WHEN 0 THEN date_trunc('month', until)::DATE ELSE until - days + 1 END AS since
  FROM windows
)
SELECT country, until, days, {sums}
FROM ged JOIN spans ON ged.first <= until AND ged.last >= since GROUP BY ALL
"""
_SHARE: Final = (
    "sum(({n} * (least(last, until) - first + 1)) // (last - first + 1)"
    " - ({n} * (greatest(first, since) - first)) // (last - first + 1))::BIGINT"
)


def counted_figures(rows: int, folder: str, rounds: int) -> list[Figure]:
    """Return the figures for n rows."""
    name = f"a panel of GED-like data, {rows:,} rows, 20 countries, 240 months (CPU seconds)"
    csv = write_ged_like(Path(folder, f"ged-{rows}.csv"), rows)
    plain, mended = Path(folder, f"ged-{rows}.db"), Path(folder, f"mended-{rows}.db")
    _import(csv, plain)
    _mend(plain, mended)
    sql = _SQL.format(
        csv=csv,
        first=FIRST,
        last=LAST,
        sums=", ".join(_SHARE.format(n=n) for n in ("low", "best", "high")),
    )
    _check(plain, sql)
    frames.panel(mended, **ASKED)
    measured: dict[str, list[float]] = {}
    for _ in range(rounds):
        for what, work in {
            "duckdb": lambda: duckdb.sql(sql).fetchall(),
            "read": lambda: _read(plain),
            "all": lambda: _read(plain, everything=True),
            "kept": lambda: frames.panel(plain, **ASKED),
            "hindsight": lambda: frames.panel(mended, **ASKED),
            "then": lambda: frames.panel(mended, **{**ASKED, "known": "then"}),
        }.items():
            measured.setdefault(what, []).append(_seconds(work))
        _forget(plain)
        measured.setdefault("first", []).append(_seconds(lambda: frames.panel(plain, **ASKED)))
        more = Path(folder, f"more-{next(_NUMBERS)}.db")
        shutil.copyfile(plain, more)
        frames.panel(more, **ASKED)
        _append(more)
        again = _seconds(functools.partial(frames.panel, more, **ASKED))
        measured.setdefault("again", []).append(again)
        _forget(more)
        more.unlink()
    best = {what: min(seconds) for what, seconds in measured.items()}

    def figure(what: str, one: str, other: str, most: float | None) -> Figure:
        ratios = sorted(a / b for a, b in zip(measured[one], measured[other], strict=True))
        return Figure(name, what, best[one] / best[other], ratios[0], ratios[-1], None, most)

    return [
        figure("from a cache, of DuckDB on the CSV", "kept", "duckdb", 5),
        figure("with the cache made first, of reading the records counted", "first", "read", 1.5),
        figure("the same, of reading all records of the log", "first", "all", None),
        figure(
            "known then, a tenth late and a twentieth corrected, of hindsight",
            "then",
            "hindsight",
            1.5,
        ),
        figure(
            f"after an append of {_APPENDED:,} facts, of the first panel", "again", "first", 0.1
        ),
    ]


def _seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _import(csv: Path, path: Path) -> None:
    with pt.open_log(path) as log:
        importers.append(log, "country", importers.read(csv, published="2020-06"))


def _streams(log: pt.Log) -> list[str]:
    return [one.stream for one in log.streams() if not one.stream.startswith(PREFIX)]


def _read(path: Path, *, everything: bool = False) -> None:
    with pt.open_log(path) as log, gc_paused():
        if everything:
            for _ in log.follow():
                pass
            return
        for stream in _streams(log):
            for _ in log.read(stream):
                pass


def _mend(path: Path, into: Path) -> None:
    """Write the facts as reported on their days, a tenth of them late and a twentieth corrected."""
    with pt.open_log(path) as log, pt.open_log(into) as mended:
        for stream in _streams(log):
            events = [record.event for record in log.read(stream)]
            told = [_reported(number, event) for number, event in enumerate(events)]
            # As many as a twentieth of all facts, though only figures have a number to correct.
            figures = [event for event in told if _is_figure(event)]
            every = max(1, _EVERY_CORRECTED * len(figures) // len(told))
            books = [_corrected(event) for event in figures[::every]]
            mended.append(stream, [*told, *books])


def _reported(number: int, event: pt.Event) -> pt.Event:
    if not _is_figure(event) and event.kind != "attack-reported":
        return event
    last = dt.date.fromisoformat(str(event.occurred.latest)[:10])
    late = dt.timedelta(400 if number % _EVERY_LATE == 0 else 1)
    return attrs.evolve(event, reported=str(last + late))


def _corrected(event: Any) -> pt.Event:
    # Any: a figure.
    better = attrs.evolve(event, count=pt.Count(best=event.count.best + 1))
    day = dt.date.fromisoformat(str(event.reported)[:10]) + dt.timedelta(100)
    return pt.EventCorrected(occurred=str(day), target=event.id, replacement=better)


def _is_figure(event: pt.Event) -> bool:
    return event.kind == "casualties-reported"


def _append(path: Path) -> None:
    with pt.open_log(path) as log:
        stream = _streams(log)[0]
        facts = [
            pt.AttackReported(id=f"more-{n}", occurred=LAST, reported="2020-06", by="UCDP:1")
            for n in range(_APPENDED)
        ]
        log.append(stream, facts)


def _forget(path: Path) -> None:
    for cache in path.parent.glob(f"{path.name}.spans-*"):
        cache.unlink()


def _check(path: Path, sql: str) -> None:
    """Raise if the panel and DuckDB have other totals."""
    theirs = {
        (world().resolve(country), until, days): tuple(totals)
        for country, until, days, *totals in duckdb.sql(sql).fetchall()
    }
    for row in frames.panel(path, **ASKED).rows():
        for days, window in ((0, ""), (30, "_30d"), (90, "_90d")):
            ours = tuple(row[f"deaths{window}_{bound}"] or 0 for bound in ("low", "best", "high"))
            found = theirs.get((row["country"], row["period_end"], days), (0, 0, 0))
            if ours != found:
                raise AssertionError(f"{row['country']} {row['period_end']}: {ours}, not {found}")


def grown_figures(few: int, many: int, folder: str) -> list[Figure]:
    """Return how time grows with the rows, and the memory of the many, in processes of their own."""
    name = f"a panel of GED-like data, {few:,} and {many:,} rows, the cache made first"
    seconds, megabytes = {}, {}
    for rows in (few, many):
        path = Path(folder, f"grown-{rows}.db")
        _write(path, rows)
        said = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", _CHILD, str(path)],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        seconds[rows], megabytes[rows] = float(said[0]), float(said[1])
        _forget(path)
        path.unlink()
    linear = seconds[many] / seconds[few] / (many / few)
    size = megabytes[many]
    return [
        Figure(name, "times linear", linear, linear, linear, None, 1.3),
        Figure(name, "MB of the process, of the many rows", size, size, size, None, 1_000),
    ]


# resource.getrusage would include what the process inherited; VmHWM does not.
_CHILD: Final = """
import re, sys, time
from tests.bench.counted_cases import ASKED
from peacetalks import frames
start = time.process_time()
frames.panel(sys.argv[1], **ASKED)
taken = time.process_time() - start
most = re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())
print(taken, int(most[1]) / 1000)
"""


def _write(path: Path, rows: int) -> None:
    """Write a log of n rows as an import has them, with no stream of releases."""
    dice = random.Random(rows)
    first = dt.date.fromisoformat(FIRST)
    days = (dt.date.fromisoformat(LAST) - first).days
    codes = [world().resolve(name) or name for name in COUNTRIES]
    with pt.open_log(path) as log:
        for start in range(0, rows, _BATCH):
            batches: dict[str, list[pt.Event]] = {}
            for number in range(start, min(start + _BATCH, rows)):
                country = dice.choice(codes)
                day = str(first + dt.timedelta(dice.randrange(days)))
                batches.setdefault(country, []).extend(_row(number, country, day))
            for country, events in batches.items():
                log.append(country, events)


def _row(number: int, country: str, day: str) -> tuple[pt.Event, ...]:
    source = pt.Source("Agency", title=f"Clash near town {number % 97}", published=day)
    place = pt.Place(f"Town {number % 97}", country=country)
    common: dict[str, Any] = {
        "occurred": day,
        "reported": "2020-06",
        "sources": source,
        "place": place,
    }
    name = f"ucdp-ged:{number}"
    deaths: dict[str, Any] = common | {
        "series": name, "incident": name, "measure": "killed", "counting": "flow", "counting_body": "UCDP",
    }  # fmt: skip
    sides = (country, f"UCDP:{5_000 + number % 80}")
    return (
        pt.AttackReported(id=name, by=sides, **common),
        pt.CasualtiesReported(id=f"{name}:killed", count=pt.Count(1, 2, 4), **deaths),
        pt.CasualtiesReported(id=f"{name}:b", count=pt.Count(best=2), group=sides[1], **deaths),
    )
