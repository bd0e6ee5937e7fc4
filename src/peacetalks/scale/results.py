"""The folder of a run: what it was asked, what is finished, and where a later run goes on.

::

    run.json                 the question: of which buckets, with which fold
    parts/00012.json         a bucket that is finished: how many streams, what was set aside
    results/00012.parquet    its results, if it has any
    aside.parquet            the events of the streams that were set aside
    buckets/                 the sorted events, unless they stand elsewhere

A part is written after its results, so what has a part is whole. Each file appears at once.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final, final

from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.scale import codes
from peacetalks.scale.buckets import Buckets, written
from peacetalks.scale.extras import needed
from peacetalks.scale.report import Folded
from peacetalks.scale.rows import write_rows
from peacetalks.scale.tables import unify
from peacetalks.scale.tasks import Aside, Part, rows_of_bucket

__all__ = ["Run"]

_ASIDE: Final = "aside.parquet"


@final
@frozen
class Run:
    """A folder of a run.

    Attributes:
        to: where it is.
    """

    to: Path

    def begin(self, question: dict[str, str], *, overwrite: bool) -> None:
        """Begin anew, or go on with what was asked before.

        Raises:
            InvalidValue: if the folder holds a run that is finished, or another question's.
        """
        asked = self._asked()
        if asked is not None and not overwrite:
            self._check(asked, question)
            return
        for name in ("parts", "results"):
            shutil.rmtree(self.to / name, ignore_errors=True)
            (self.to / name).mkdir()
        (self.to / _ASIDE).unlink(missing_ok=True)
        self._say(question)

    def done(self) -> dict[int, Part]:
        """Return the buckets that are finished, without their results."""
        parts: dict[int, Part] = {}
        for path in (self.to / "parts").glob("*.json"):
            told = json.loads(path.read_text(encoding="utf-8"))
            aside = {stream: (code, text) for stream, (code, text) in told["aside"].items()}
            number = int(path.stem)
            parts[number] = Part(number, None, told["streams"], told["events"], aside)
        return parts

    def keep(self, part: Part) -> None:
        """Write what became of a bucket."""
        name = f"{part.number:05}"
        if part.table is not None:
            with needed("pyarrow").ipc.open_stream(io.BytesIO(part.table)) as reader:
                table = reader.read_all()
            target = self.to / "results" / f"{name}.parquet"
            sink = io.BytesIO()
            needed("pyarrow.parquet").write_table(table, sink, compression="zstd")
            written(target, sink.getvalue())
        told = {"streams": part.streams, "events": part.events, "aside": part.aside}
        written(self.to / "parts" / f"{name}.json", json.dumps(told).encode())

    def finish(
        self, buckets: Buckets, parts: Iterable[Part], resumed: int, seconds: float
    ) -> Folded:
        """Give the results one set of columns, set events aside, and say what came out."""
        listed = list(parts)
        unify(sorted((self.to / "results").glob("*.parquet")))
        aside: Aside = {}
        for part in listed:
            aside |= part.aside
        if aside:
            self._set_aside(buckets, {p.number for p in listed if p.aside}, aside)
        question = self._asked() or {}
        self._say(question | {"finished": "yes"})
        return Folded(
            to=self.to,
            streams=sum(part.streams for part in listed),
            events=sum(part.events for part in listed),
            set_aside={
                stream: codes.finding(code, stream, text) for stream, (code, text) in aside.items()
            },
            buckets=len(listed),
            resumed=resumed,
            seconds=seconds,
        )

    def _set_aside(self, buckets: Buckets, numbers: set[int], aside: Aside) -> None:
        rows = (
            row
            for bucket in buckets.buckets
            if bucket.number in numbers
            for row in rows_of_bucket(buckets.file, bucket)
            if row[0] in aside
        )
        write_rows(rows, self.to / _ASIDE)

    def _asked(self) -> dict[str, str] | None:
        try:
            asked: dict[str, str] = json.loads((self.to / "run.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return asked

    def _say(self, question: dict[str, str]) -> None:
        written(self.to / "run.json", json.dumps(question, indent=1).encode())

    def _check(self, asked: dict[str, str], question: dict[str, str]) -> None:
        if asked.pop("finished", None):
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
