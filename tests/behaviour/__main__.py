"""``python -m tests.behaviour FOLDER``: write what the library answers, to be compared.

Run it before code moves and after, and compare the folders (``diff -r before after``): they are
equal if the moves did not change behaviour. It uses public names and the command
alone, so that it runs on both sides of a move. What a time of the run or a random salt decides is
left out. It takes about a minute and needs the extras of the tests.
"""

from __future__ import annotations

import contextlib
import io
import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from unittest import mock

import attrs

import peacetalks as pt
from peacetalks import codec, frames, importers, interchange, views
from peacetalks.events import KINDS

TESTS: Final = Path(__file__).parents[1]
DAYS: Final = 5
Texts = Iterator[tuple[str, str]]
"""Names of files, and what stands in them."""


def streams() -> Iterator[tuple[str, list[pt.Event]]]:
    """Yield the streams that come with the library and its tests, and stories of a simulation."""
    for name in pt.datasets.names():
        yield name, list(pt.datasets.load(name))
    for path in sorted((TESTS / "golden" / "streams").glob("*.jsonl")):
        yield path.stem, list(pt.read(path))
    for seed in (1, 2, 3):
        yield f"simulated-{seed}", list(pt.simulate(seed, 150))


def days_of(history: pt.History) -> list[str]:
    """Return some days, from the first to the last."""
    first, last = history.span() or (0, 0)
    step = max(1, (last - first) // DAYS)
    epoch = 719_163  # the ordinal of 1970-01-01
    import datetime as dt  # noqa: PLC0415 # nothing else here asks for days

    return [dt.date.fromordinal(epoch + day).isoformat() for day in range(first, last + 1, step)]


def plain(value: object) -> str:
    """Return a plain value as JSON that can be compared line by line."""
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n"


def lines(values: object) -> str:
    """Return values, one per line."""
    return "".join(f"{value}\n" for value in values)  # type: ignore[attr-defined] # any iterable


def of_stream(events: list[pt.Event]) -> Texts:
    """Yield what is answered about a stream."""
    history = pt.History(events)
    yield "ids", lines(f"{event.kind} {event.id}" for event in history.events)
    yield "events.jsonl", codec.dumps(history.events)
    yield "timeline", lines(repr(event) for event in history.timeline())
    yield "check", lines(pt.check(events))
    for day in days_of(history):
        for known in (None, day):
            state = history.state(on=day, known=known)
            told = f"{day}{'-known-then' if known else ''}"
            yield f"brief-{told}", state.summary()
            yield f"state-{told}.json", plain(views.state_to_plain(state))
            yield f"phases-{told}", lines(state.phases())
            yield f"card-{told}.html", state._repr_html_()
    yield "states", lines(repr(state) for state in history.states(days_of(history), known="then"))
    now = history.state()
    for table, key, _ in now.parts:
        address = f"{table}/{key}" if isinstance(key, str) else None
        if address is not None:
            with contextlib.suppress(pt.PeacetalksError):
                yield f"why-{address.replace('/', '-')}", str(history.why(address))
    first, last = (pt.Viewpoint(on=day) for day in (days_of(history)[0], days_of(history)[-1]))
    yield "diff", str(history.diff(first, last))


def of_tables(name: str, events: list[pt.Event]) -> Texts:
    """Yield what is made of a stream for other programs."""
    history = pt.History(events)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        tables: dict[str, Callable[[], frames.Table]] = {
            "events": lambda: frames.events(history),
            "panel": lambda: frames.panel(history, every="year"),
            "dyads": lambda: frames.panel(history, every="year", by="dyad"),
            "actors": lambda: frames.actors(history),
        }
        for table, make in tables.items():
            made = make()
            yield f"{table}.schema", str(made.schema)
            with contextlib.suppress(pt.PeacetalksError):  # CSV holds no maps
                made.to_csv(place / "table.csv")
                yield f"{table}.csv", (place / "table.csv").read_text("utf-8")
        views.report(history, place / "report.html", title=name)
        yield "report.html", (place / "report.html").read_text("utf-8")
        for suffix in (".ics", ".prov.json", ".cloudevents.json"):
            path = place / f"out{suffix}"
            with contextlib.suppress(pt.PeacetalksError):
                interchange.write(path, history, source="urn:behaviour")
                yield f"out{suffix}", path.read_text("utf-8")
        pt.write(place / "out.yaml", history.events)
        yield "out.yaml", (place / "out.yaml").read_text("utf-8")
        yield "log", _rows_of_a_log(place / "log.db", events)


def _rows_of_a_log(path: Path, events: list[pt.Event]) -> str:
    """Return the rows of a log without their times, salts and digests."""
    with pt.open_log(str(path)) as log:
        log.append("s", events)
    with contextlib.closing(sqlite3.connect(path)) as rows:
        schema = [text for (text,) in rows.execute("select sql from sqlite_master order by name")]
        names = [column[1] for column in rows.execute("pragma table_info(peacetalks_records)")]
        kept = [n for n in names if n not in {"recorded_at", "salt", "sealed", "digest"}]
        stored = rows.execute(
            f"select {', '.join(kept)} from peacetalks_records order by 1"
        ).fetchall()  # names of columns
    return lines([*schema, kept, *stored])


def of_imports() -> Texts:
    """Yield what is made of each fixture of each data set."""
    for path in sorted((TESTS / "fixtures").glob("*/*.*")):
        if path.parent.name.startswith("written-by"):  # those are no data sets
            continue
        try:
            read = importers.read(path, release="1", published="2024-01-01")
            told = [
                f"{outcome.key}: {[*outcome.actors, *outcome.events]} {[*map(str, outcome.findings)]}"
                for outcome in read.outcomes()
            ]
            report = str(read.report)
        except pt.PeacetalksError as error:
            told, report = [], f"{type(error).__name__}: {error}"
        text = lines([*told, report]).replace(str(TESTS), "tests")
        yield f"{path.parent.name}-{path.name}", text


def of_surface() -> Texts:
    """Yield what is public: the schema of files, the kinds, the actors, the help of the command."""
    yield "schema.json", plain(pt.schema())
    yield (
        "kinds",
        lines(
            f"{kind.kind} {kind.schema} {[field.name for field in attrs.fields(kind)]}"
            for kind in KINDS
        ),
    )
    yield "actors", lines(pt.world())
    from peacetalks.cli import main  # noqa: PLC0415 # the command is an extra door

    for words in (["--help"], ["state", "article-2023-11-16", "--on", "2023-11-17"], ["kinds"]):
        with (
            mock.patch.object(sys, "argv", ["peacetalks", *words]),
            contextlib.redirect_stdout(io.StringIO()) as out,
            contextlib.suppress(SystemExit),
        ):
            main()
        yield "-".join(["command", *words]), out.getvalue()


def write(folder: Path) -> int:
    """Write all texts into a folder, and return how many there are."""
    count = 0
    parts: list[tuple[str, Texts]] = [("surface", of_surface()), ("imports", of_imports())]
    for name, events in streams():
        parts += [(name, of_stream(events)), (name, of_tables(name, events))]
    for part, texts in parts:
        place = folder / part
        place.mkdir(parents=True, exist_ok=True)
        for name, text in texts:
            (place / name.replace("/", "-")[:200]).write_text(text, encoding="utf-8")
            count += 1
    return count


if __name__ == "__main__":
    if len(sys.argv) != 2:  # itself and the folder
        sys.exit("usage: python -m tests.behaviour FOLDER")
    count = write(Path(sys.argv[1]))
    sys.stdout.write(f"{count:,} texts written to {sys.argv[1]}\n")
