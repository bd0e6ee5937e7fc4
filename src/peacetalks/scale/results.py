"""The folder of a run: its question, and its results so far, from which a later run continues.

::

    run.json                 the question: the buckets and the fold
    parts/00012.json         a finished bucket: its number of streams, and what was set aside
    results/00012.parquet    its results, if it has any
    aside.parquet            the events of the streams that were set aside
    buckets/                 the sorted events, unless they are in another folder
    .lock                    held by the process that runs

A part is written after its results, so a bucket with a part is complete. Files are written
atomically.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, final

from attrs import frozen

from peacetalks.errors import InvalidValue, RunStopped
from peacetalks.findings import RULES, folds
from peacetalks.scale.arrow import from_stream, write_table
from peacetalks.scale.buckets import Buckets
from peacetalks.scale.folders import read_json, write_file
from peacetalks.scale.report import Folded
from peacetalks.scale.rows import EventRow, write_rows
from peacetalks.scale.tables import unify
from peacetalks.scale.tasks import Aside, Part, rows_of_bucket

__all__ = ["Run"]

_QUESTION: Final = "run.json"
_ASIDE: Final = "aside.parquet"
_OURS: Final = {
    "parts": re.compile(r"\d{5,}\.json"),
    "results": re.compile(r"\d{5,}\.parquet"),
}
"""The folders of a run, and the files that it writes into them."""


@final
@frozen
class Run:
    """The folder of a run.

    Attributes:
        to: its path.
    """

    to: Path

    def check(self, question: dict[str, str], *, overwrite: bool) -> None:
        """Check, before anything is written, that the folder can be used for a question.

        Raises:
            InvalidValue: if the folder has a finished run, a run with another question, or files
                that no run has written.
        """
        before = self._question()
        if before is None:
            self._check_for_other_files()
        elif not overwrite:
            self._compare(before, question)

    def begin(self, question: dict[str, str], *, overwrite: bool) -> None:
        """Start a run, or continue the run of the same question; call ``check`` first."""
        if self._question() is not None and not overwrite:
            return
        # If the removal is interrupted, the files that are left belong to no question.
        self._write_question({})
        for name in _OURS:
            (self.to / name).mkdir(exist_ok=True)
            for path in self._own(name):
                path.unlink()
        (self.to / _ASIDE).unlink(missing_ok=True)
        self._write_question(question)

    def done(self) -> dict[int, Part]:
        """Return the finished buckets, without their results."""
        parts: dict[int, Part] = {}
        for path in self._own("parts"):
            plain, number = read_json(path) or {}, int(path.stem)
            # A damaged part counts as not finished.
            with suppress(KeyError, TypeError, ValueError):
                aside = {
                    stream: (RULES[code], text) for stream, (code, text) in plain["aside"].items()
                }
                parts[number] = Part(number, None, plain["streams"], plain["events"], aside)
        return parts

    def keep(self, part: Part) -> None:
        """Write the results of a bucket, then its part."""
        name = f"{part.number:05}"
        target = self.to / "results" / f"{name}.parquet"
        if part.table is None:
            target.unlink(missing_ok=True)
        else:
            write_table(from_stream(part.table), target)
        aside = {stream: (rule.code, text) for stream, (rule, text) in part.aside.items()}
        plain = {"streams": part.streams, "events": part.events, "aside": aside}
        write_file(self.to / "parts" / f"{name}.json", json.dumps(plain).encode())

    def finish(
        self, buckets: Buckets, parts: Iterable[Part], earlier: Iterable[Part], seconds: float
    ) -> Folded:
        """Give all results the same columns, set events aside, and return the outcome.

        Args:
            buckets: the events.
            parts: the parts of all buckets.
            earlier: the parts that an earlier run had finished.
            seconds: the duration of this run.

        Raises:
            RunStopped: if a bucket has no part.
        """
        listed, before = list(parts), list(earlier)
        if {part.number for part in listed} != {bucket.number for bucket in buckets.buckets}:
            raise RunStopped(
                str(self.to),
                f"{len(listed)} of {len(buckets.buckets)} buckets were folded",
                "run it again to fold the others",
            )
        aside = {part.number: dict(part.aside) for part in listed}
        lost: set[str] = set()
        for file, unlike in unify(self._own("results")).items():
            found = {stream: (folds.NO_ROW, text) for stream, text in unlike.items()}
            aside.setdefault(int(file.stem), {}).update(found)
            lost.update(unlike)
        counted = self._set_aside(buckets, aside) if any(aside.values()) else Counter[str]()
        self._write_question((self._question() or {}) | {"finished": "yes"})
        return Folded(
            to=self.to,
            streams=sum(part.streams for part in listed) - len(lost),
            events=sum(part.events for part in listed) - sum(counted[name] for name in lost),
            set_aside={
                stream: rule.finding(f"{stream}: {text}")
                for streams in aside.values()
                for stream, (rule, text) in streams.items()
            },
            buckets=len(listed),
            resumed=len(before),
            seconds=seconds,
            before=sum(part.events for part in before),
        )

    def _set_aside(self, buckets: Buckets, aside: dict[int, Aside]) -> Counter[str]:
        """Write the rows of streams to ``aside.parquet``; return the number of events of each."""
        counted: Counter[str] = Counter()

        def rows() -> Iterator[EventRow]:
            for bucket in buckets.buckets:
                streams = aside[bucket.number]
                for row in rows_of_bucket(buckets.file, bucket) if streams else ():
                    if row[0] in streams:
                        counted[row[0]] += row[-1] is not None
                        yield row

        write_rows(rows(), self.to / _ASIDE)
        return counted

    def _own(self, name: str) -> list[Path]:
        """Return the files of a subfolder that a run has written."""
        return sorted(p for p in (self.to / name).glob("*") if _OURS[name].fullmatch(p.name))

    def _question(self) -> dict[str, str] | None:
        return read_json(self.to / _QUESTION)

    def _write_question(self, question: dict[str, str]) -> None:
        write_file(self.to / _QUESTION, json.dumps(question, indent=1).encode())

    def _check_for_other_files(self) -> None:
        others = [name for name in _OURS if next((self.to / name).glob("*"), None)]
        others += [_ASIDE] if (self.to / _ASIDE).exists() else []
        if others:
            raise InvalidValue(
                f"a folder with {' and '.join(others)} that no run has written",
                value=str(self.to),
                hint="use another folder",
            )

    def _compare(self, before: dict[str, str], question: dict[str, str]) -> None:
        if before.get("finished"):
            raise InvalidValue(
                "a folder with the results of a finished run",
                value=str(self.to),
                hint="use another folder, or overwrite=True",
            )
        changed = [name for name in question if before.get(name) != question[name]]
        if changed:
            raise InvalidValue(
                f"a folder with an interrupted run, with another {' and '.join(changed)}",
                value=str(self.to),
                hint="use another folder, or overwrite=True",
            )
