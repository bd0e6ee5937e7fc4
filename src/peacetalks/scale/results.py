"""The folder of a run: what it was asked, what is finished, and where a later run goes on.

::

    run.json                 the question: of which buckets, with which fold
    parts/00012.json         a bucket that is finished: how many streams, what was set aside
    results/00012.parquet    its results, if it has any
    aside.parquet            the events of the streams that were set aside
    buckets/                 the sorted events, unless they stand elsewhere
    .lock                    held by the process that runs

A part is written after its results, so what has a part is whole. Each file appears at once.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, final

from attrs import frozen

from peacetalks.errors import InvalidValue, RunStopped
from peacetalks.extras import needed
from peacetalks.scale import codes
from peacetalks.scale.buckets import Buckets
from peacetalks.scale.report import Folded
from peacetalks.scale.rows import EventRow, told_in, write_rows, written
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
    """A folder of a run.

    Attributes:
        to: where it is.
    """

    to: Path

    def check(self, question: dict[str, str], *, overwrite: bool) -> None:
        """Refuse a folder that holds something else, before anything is written into it.

        Raises:
            InvalidValue: if the folder holds a run that is finished, or another question's, or
                what no run has written.
        """
        asked = self._asked()
        if asked is None:
            self._refuse_what_is_not_ours()
        elif not overwrite:
            self._compare(asked, question)

    def begin(self, question: dict[str, str], *, overwrite: bool) -> None:
        """Begin anew, or go on with what was asked before, once it was checked."""
        if self._asked() is not None and not overwrite:
            return
        # Whatever stops the removal: what is still there answers no question.
        self._say({})
        for name in _OURS:
            (self.to / name).mkdir(exist_ok=True)
            for path in self._own(name):
                path.unlink()
        (self.to / _ASIDE).unlink(missing_ok=True)
        self._say(question)

    def done(self) -> dict[int, Part]:
        """Return the buckets that are finished, without their results."""
        parts: dict[int, Part] = {}
        for path in self._own("parts"):
            told, number = told_in(path) or {}, int(path.stem)
            # One that is damaged is not finished.
            with suppress(KeyError, TypeError, ValueError):
                aside = {stream: (code, text) for stream, (code, text) in told["aside"].items()}
                parts[number] = Part(number, None, told["streams"], told["events"], aside)
        return parts

    def keep(self, part: Part) -> None:
        """Write what became of a bucket."""
        name = f"{part.number:05}"
        target = self.to / "results" / f"{name}.parquet"
        if part.table is None:
            target.unlink(missing_ok=True)
        else:
            with needed("scale", "pyarrow").ipc.open_stream(io.BytesIO(part.table)) as reader:
                table = reader.read_all()
            sink = io.BytesIO()
            needed("scale", "pyarrow.parquet").write_table(table, sink, compression="zstd")
            written(target, sink.getvalue())
        told = {"streams": part.streams, "events": part.events, "aside": part.aside}
        written(self.to / "parts" / f"{name}.json", json.dumps(told).encode())

    def finish(
        self, buckets: Buckets, parts: Iterable[Part], earlier: Iterable[Part], seconds: float
    ) -> Folded:
        """Give the results one set of columns, set events aside, and say what came out.

        Args:
            buckets: the events.
            parts: what became of each bucket.
            earlier: those of the parts that an earlier run finished.
            seconds: how long this one took.

        Raises:
            RunStopped: if there is a bucket of which nothing became.
        """
        listed, before = list(parts), list(earlier)
        if {part.number for part in listed} != {bucket.number for bucket in buckets.buckets}:
            raise RunStopped(
                str(self.to),
                f"{len(listed)} of {len(buckets.buckets)} buckets were folded",
                "see that something folds them",
            )
        aside: Aside = {}
        for part in listed:
            aside |= part.aside
        numbers = {part.number for part in listed if part.aside}
        lost: Aside = {}
        for file, unlike in unify(self._own("results")).items():
            lost |= {stream: (codes.NO_ROW, text) for stream, text in unlike.items()}
            numbers |= {int(file.stem)} if unlike else set()
        aside |= lost
        counted = self._set_aside(buckets, numbers, aside) if aside else Counter[str]()
        question = self._asked() or {}
        self._say(question | {"finished": "yes"})
        return Folded(
            to=self.to,
            streams=sum(part.streams for part in listed) - len(lost),
            events=sum(part.events for part in listed) - sum(counted[name] for name in lost),
            set_aside={
                stream: codes.finding(code, stream, text) for stream, (code, text) in aside.items()
            },
            buckets=len(listed),
            resumed=len(before),
            seconds=seconds,
            before=sum(part.events for part in before),
        )

    def _set_aside(self, buckets: Buckets, numbers: set[int], aside: Aside) -> Counter[str]:
        """Write the rows of streams into a file of their own; return how many events each has."""
        counted: Counter[str] = Counter()

        def rows() -> Iterator[EventRow]:
            for bucket in buckets.buckets:
                if bucket.number not in numbers:
                    continue
                for row in rows_of_bucket(buckets.file, bucket):
                    if row[0] in aside:
                        counted[row[0]] += row[-1] is not None
                        yield row

        write_rows(rows(), self.to / _ASIDE)
        return counted

    def _own(self, name: str) -> list[Path]:
        """Return the files that a run has written into a folder."""
        return sorted(p for p in (self.to / name).glob("*") if _OURS[name].fullmatch(p.name))

    def _asked(self) -> dict[str, str] | None:
        return told_in(self.to / _QUESTION)

    def _say(self, question: dict[str, str]) -> None:
        written(self.to / _QUESTION, json.dumps(question, indent=1).encode())

    def _refuse_what_is_not_ours(self) -> None:
        held = [name for name in _OURS if next((self.to / name).glob("*"), None)]
        held += [_ASIDE] if (self.to / _ASIDE).exists() else []
        if held:
            raise InvalidValue(
                f"a folder with {' and '.join(held)} that are of no run",
                value=str(self.to),
                hint="another folder",
            )

    def _compare(self, asked: dict[str, str], question: dict[str, str]) -> None:
        if asked.get("finished"):
            raise InvalidValue(
                "a folder with the results of a run that is finished",
                value=str(self.to),
                hint="another folder, or overwrite=True",
            )
        changed = [name for name in question if asked.get(name) != question[name]]
        if changed:
            raise InvalidValue(
                f"a folder with a run that was interrupted, with another {' and '.join(changed)}",
                value=str(self.to),
                hint="another folder, or overwrite=True",
            )
