"""``check_importer``: the laws of a format of data sets.

- *never raises*: junk in a field is a finding of its row, not an error of the import.
- *balance*: rows read = rows that made events + rows that made only findings.
- *reasons*: if a row makes no event, a finding of the format says why.
- *lines*: a finding has the line of its row.
- *neighbours*: junk in one row does not change the events of other rows.
- *streams*: every row that makes events has a stream, by each rule of the format.
- *names*: two names in a row that become one actor are a finding. No actor is on both sides of an
  act of force, unless the row has the same name on both sides or all the names are names of it.
"""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import Final, TypeAlias, final

from attrs import frozen
from hypothesis import strategies as st

from peacetalks import importers
from peacetalks.errors import PeacetalksError, shown
from peacetalks.events.base import Event
from peacetalks.importers import Format, Import, LostRows, Outcome
from peacetalks.importers.api import UNSAID
from peacetalks.log.batch import checked_stream
from peacetalks.testing.broken import BrokenLaw
from peacetalks.testing.difference import differences
from peacetalks.testing.laws.junk_values import JUNK, junk
from peacetalks.testing.laws.names import merged_names
from peacetalks.testing.laws.sample import Sample, SampleRow, sample_of
from peacetalks.testing.laws.searching import broken_by, checked_number, search
from peacetalks.testing.verdict import broken, describe

__all__ = ["check_importer"]

_Case: TypeAlias = tuple[int, int, str]
"""A row, a column, and its new value."""
_Made: TypeAlias = dict[int, tuple[frozenset[int], tuple[Event, ...]]]
"""For each row: the rows that report the same fact, and the events made from them."""

_RAISES: Final = "report what is wrong with a row by row.find(code, message), and skip the row"
_BALANCE: Final = "group has to yield every row exactly once"
_LINE: Final = "call find() on the row that the finding is about; it sets the line"
_STREAM: Final = "a stream is a name without blanks; every row needs one, also if it does not say"
_NAME: Final = (
    "use context.actor(row, name, ...), which remembers the names of a row, and "
    "keep_apart(row, context, one, other), which separates the two sides of an act of force"
)
_REASON: Final = "call row.find(NOTHING, why) in convert before returning no events"
_SHOWN: Final = 4_000
_FEW: Final = 1


def check_importer(
    sample: str | PathLike[str],
    format: str | Format | None = None,  # noqa: A002 # as importers.read calls it
    *,
    release: str = "sample",
    max_examples: int = 100,
) -> None:
    r"""Check the laws of a format: every row becomes an event or a finding, whatever it has.

    Each field of a row is filled with junk in turn: empty values, texts instead of numbers,
    impossible dates, punctuation. Junk must not make the import raise, lose a row, or change the
    events of other rows, and findings must have the line of their row.

    Args:
        sample: a file with at least one row that makes events; a few are better.
        format: a user-defined format, or the name of a format; None: detect it by the columns.
        release: the name of the release.
        max_examples: the number of values to try, besides a fixed list.

    Raises:
        BrokenLaw: if a law does not hold, with the file.
        InvalidValue: if the sample makes no events.

    >>> import tempfile
    >>> rows = "year,coo,coo_iso,coa,coa_iso,refugees\n2023,AZE,AZE,ARM,ARM,143054\n"
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "population.csv")
    ...     _ = path.write_text(rows)
    ...     check_importer(path, max_examples=10)
    """
    __tracebackhide__ = True
    number = checked_number(max_examples)
    path = Path(sample)
    with tempfile.TemporaryDirectory() as folder:
        laws = _Laws(_whole(path, format, release), Path(folder), release)
        error = laws.try_known_junk() or search(laws.cases(), laws.hold, max_examples=number)
    if error is not None:
        raise error


def _whole(path: Path, format_: str | Format | None, release: str) -> Sample:
    """Return the sample; a format that fails on intact rows already breaks a law."""
    __tracebackhide__ = True
    try:
        return sample_of(path, format_, release)
    except LostRows as error:
        raise broken("balance", str(error), hint=_BALANCE) from error
    except PeacetalksError:
        raise  # the file does not exist, or is not of this format
    except Exception as error:
        what = f"reading {path} raises {describe(error)}"
        raise broken("never raises", what, hint=_RAISES) from error


@final
@frozen
class _Laws:
    """The laws of a format, tried on a sample."""

    sample: Sample
    folder: Path
    release: str

    def cases(self) -> st.SearchStrategy[_Case]:
        """Draw junk in any field of any row."""
        rows = st.integers(self.sample.first, len(self.sample.rows) - 1)
        return rows.flatmap(
            lambda row: st.tuples(
                st.just(row), st.integers(0, len(self.sample.rows[row].values) - 1), junk()
            )
        )

    def try_known_junk(self) -> BrokenLaw | None:
        """Try known junk in every field of a row: all in one file, then some among other rows."""
        number = self.sample.fullest
        columns = range(len(self.sample.rows[number].values))
        error = self._narrowed([(number, column, value) for column in columns for value in JUNK])
        if error is not None:
            return error
        some = ((number, column, value) for column in columns for value in JUNK[:_FEW])
        tried = (broken_by(self.hold, case) for case in some)
        return next((broken for broken in tried if broken is not None), None)

    def _narrowed(self, cases: list[_Case]) -> BrokenLaw | None:
        """Return the law that the fewest of these cases break when read from one file."""
        error = broken_by(self._hold_together, cases)
        if error is None:
            return None
        half = len(cases) // 2
        if not half:
            return broken_by(self.hold, cases[0]) or error
        return self._narrowed(cases[:half]) or self._narrowed(cases[half:]) or error

    def _hold_together(self, cases: list[_Case]) -> None:
        spoilt = [self.sample.spoilt(*case)[case[0]] for case in cases]
        self._outcomes([*self.sample.rows[: self.sample.first], *spoilt])

    def hold(self, case: _Case) -> None:
        """Raise for the first law that does not hold with junk in a field."""
        number, column, value = case
        rows = self.sample.spoilt(number, column, value)
        name, was = (of[column] for of in (self.sample.rows[number].columns, self.sample.rows[number].values))  # fmt: skip
        marks = [f"{shown(value)} instead of {shown(was)} in the column {name!r}"]
        outcomes: list[Outcome] = []
        error = broken_by(lambda some: outcomes.extend(self._outcomes(some, marks)), rows)
        if error is not None:
            # A smaller case may do: the row without its neighbours.
            alone = rows[: self.sample.first] + rows[number : number + 1]
            raise broken_by(lambda some: self._outcomes(some, marks), alone) or error
        clean, dirty = self._clean, self._made(outcomes)
        touched = _touched({number}, clean, dirty)
        for row in range(len(rows)):
            if row not in touched and clean[row][1] != dirty[row][1]:
                raise self._error(
                    "neighbours",
                    "junk in one row changes the events of another (without → with it)",
                    [*marks, *differences(clean[row][1], dirty[row][1], whole="the events")],
                    rows,
                    "look for state that is kept from row to row: a global, a cache",
                )

    @functools.cached_property
    def _clean(self) -> _Made:
        return self._made(self._outcomes(self.sample.rows))

    def _outcomes(self, rows: Sequence[SampleRow], marks: Sequence[str] = ()) -> list[Outcome]:
        """Read rows, and raise if the import breaks a law."""
        path = self.folder / ("rows.json" if self.sample.dialect is None else "rows.csv")
        path.write_bytes(self.sample.written(rows).encode())
        try:
            read = importers.read(
                path, self.sample.format, release=self.release, published="unknown"
            )
            outcomes = list(read.outcomes())
        except LostRows as error:
            raise self._error("balance", str(error), marks, rows, _BALANCE) from error
        except Exception as error:
            what = f"the import raises {describe(error)}"
            raise self._error("never raises", what, marks, rows, _RAISES) from error
        if read.report.rows != len(rows):
            what = f"{len(rows)} rows were written, but {read.report.rows} were read"
            raise self._error("balance", what, marks, rows, _BALANCE)
        for outcome in outcomes:
            self._check(read, outcome, marks, rows)
        return outcomes

    def _check(
        self, read: Import, outcome: Outcome, marks: Sequence[str], rows: Sequence[SampleRow]
    ) -> None:
        lines = {row.line for row in outcome.rows}
        if not outcome.events and any(f.message == UNSAID for f in outcome.findings):
            what = f"the row of line {min(map(str, lines))} makes no event, but no finding says why"
            raise self._error("reasons", what, marks, rows, _REASON)
        for finding in outcome.findings:
            if finding.line not in lines:
                what = f"a finding of the row of line {min(map(str, lines))} has another line"
                raise self._error("lines", what, [*marks, str(finding)], rows, _LINE)
        if (merged := merged_names(outcome, read.context.registry)) is not None:
            raise self._error("names", merged, marks, rows, _NAME)
        for name, rule in read.format.streams.items() if outcome.events else ():
            try:
                checked_stream(rule(outcome.rows, read.context))
            except Exception as error:
                what = f"the rule {name!r} gives no stream for a row with events: {describe(error)}"
                raise self._error("streams", what, marks, rows, _STREAM) from error

    def _made(self, outcomes: list[Outcome]) -> _Made:
        """Return the events of each row, and the rows that report the same fact.

        If the ids of a data set are not stable, rows that report the same are numbered, and they
        share the stem of their keys.
        """
        lines = sorted(row.line or 0 for outcome in outcomes for row in outcome.rows)
        place = {line: number for number, line in enumerate(lines)}
        made: _Made = {}
        same: dict[str, frozenset[int]] = {}
        for outcome in outcomes:
            rows = frozenset(place[row.line or 0] for row in outcome.rows)
            for row in rows:
                made[row] = (rows, outcome.events)
            if not self.sample.format.stable_ids and outcome.key is not None:
                stem = outcome.key.split("-")[0]
                same[stem] = same.get(stem, frozenset()) | rows
        for together in same.values():
            for row in together:
                made[row] = (made[row][0] | together, made[row][1])
        return made

    def _error(
        self,
        law: str,
        what: str,
        details: Sequence[str],
        rows: Sequence[SampleRow],
        hint: str,
    ) -> BrokenLaw:
        text = self.sample.written(rows)
        shown_text = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
        return broken(
            law, what, details=[*details, "the file:", *shown_text.splitlines()], hint=hint
        )


def _touched(rows: set[int], *made: _Made) -> set[int]:
    """Return the rows that report the same fact as these, directly or through other rows."""
    touched = set(rows)
    while True:
        more = {
            row for one in made for together, _ in one.values() if together & touched for row in together
        }  # fmt: skip
        if more <= touched:
            return touched
        touched |= more
