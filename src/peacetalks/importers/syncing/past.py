"""``release`` gives back a past release of a data set from a log, row by row."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import final

from attrs import frozen

from peacetalks._support.wording import count_noun
from peacetalks.errors import NotFound, did_you_mean
from peacetalks.importers.syncing.current import holdings
from peacetalks.importers.syncing.storage import PREFIX, Mark
from peacetalks.log import Log
from peacetalks.primitives.when import When

__all__ = ["Release", "release", "releases"]


@final
@frozen(repr=False)
class Release:
    """A release of a data set, as stored in a log.

    Iterate over it for the rows as they were in the file: mappings from the file's column names to
    texts, in the order in which the log first got them.

    Attributes:
        dataset: the name of the data set in the log.
        name: the release.
        format: the format of its file.
        number: its number among the releases of the data set in the log.
        published: when it was published, as stated at its import.
        public: when its bookkeeping became known.
        recorded_at: when it was imported, as ``history.state(recorded=...)`` takes it.
        columns: the columns of its file; empty: its rows name their own.
        hxl: the second header of its file, of HXL tags; empty if it had none.
        keys: the ids of its rows.
        rows: its rows.
    """

    dataset: str
    name: str
    format: str
    number: int
    published: When | None
    public: When
    recorded_at: When
    columns: tuple[str, ...]
    hxl: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[dict[str, str], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str]]:
        return iter(self.rows)

    def row(self, key: str) -> dict[str, str]:
        """Return a row by its id.

        Raises:
            NotFound: if the release has no such row.
        """
        try:
            return self.rows[self.keys.index(key)]
        except ValueError:
            near = did_you_mean(key, self.keys)
            hint = f"; hint: {near}" if near else ""
            raise NotFound(f"release {self.name} of {self.dataset}: no row {key!r}{hint}") from None

    def __repr__(self) -> str:
        return f"<Release {self.name} of {self.dataset}, {count_noun(len(self), 'row')}>"


def releases(log: Log) -> tuple[tuple[str, Mark], ...]:
    r"""Return the releases in a log, each with its data set, in the order of their import.

    >>> import pathlib, tempfile
    >>> from peacetalks import MemoryLog, importers
    >>> log = MemoryLog()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "population.csv")
    ...     _ = path.write_text("year,coo,coo_iso,coa,coa_iso,refugees\n2023,AZE,AZE,ARM,ARM,143054\n")
    ...     _ = importers.sync(log, None, importers.read(path, release="2024"), published="2024-06")
    >>> [(dataset, mark.release, mark.rows) for dataset, mark in releases(log)]
    [('unhcr', '2024', 1)]
    """
    marks = [
        (summary.stream.removeprefix(PREFIX), mark)
        for summary in log.streams()
        if summary.stream.startswith(PREFIX)
        for mark in holdings(log, summary.stream.removeprefix(PREFIX)).marks
    ]
    return tuple(sorted(marks, key=lambda item: (item[1].recorded_at, item[0], item[1].number)))


def release(log: Log, name: str, *, dataset: str | None = None) -> Release:
    r"""Return a release as it was, row by row; for an appended file, the rows that it added.

    Args:
        log: the log.
        name: the release; if several syncs have this name, the last one.
        dataset: the data set; None: the one that has a release of this name.

    Raises:
        NotFound: if the log has no such release, or several data sets have one.
        ReadError: if the log cannot be read.

    >>> import pathlib, tempfile
    >>> from peacetalks import MemoryLog, importers
    >>> log = MemoryLog()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "population.csv")
    ...     _ = path.write_text("year,coo,coo_iso,coa,coa_iso,refugees\n2023,AZE,AZE,ARM,ARM,143054\n")
    ...     _ = importers.sync(log, None, importers.read(path, release="2024"), published="2024-06")
    >>> [row["refugees"] for row in release(log, "2024")]
    ['143054']
    """
    known = releases(log)
    matching = [(of, mark) for of, mark in known if mark.release == name and dataset in {None, of}]
    if not matching:
        names = [mark.release for _, mark in known]
        hint = did_you_mean(name, names) or (
            f"choose from {', '.join(dict.fromkeys(names))}" if names else "peacetalks sync"
        )
        raise NotFound(f"{log.name}: no release {name!r}; hint: {hint}")
    sets = list(dict.fromkeys(of for of, _ in matching))
    if len(sets) > 1:
        raise NotFound(
            f"{log.name}: several data sets have a release {name!r}: {', '.join(sets)}; "
            "hint: dataset=NAME says which one"
        )
    of, mark = matching[-1]
    before = _before(log, of, mark, known)
    rows = {
        key: entry.content.fields
        for key, entry in holdings(log, of, mark.position).rows.items()
        if entry.retraction is None and key not in before
    }
    return Release(
        of,
        mark.release,
        mark.format,
        mark.number,
        mark.published,
        mark.public,
        mark.recorded_at,
        mark.columns,
        mark.hxl,
        tuple(rows),
        tuple(_in_order(fields, mark.columns) for fields in rows.values()),
    )


def _before(
    log: Log, dataset: str, mark: Mark, known: Iterable[tuple[str, Mark]]
) -> Container[str]:
    """Return the rows that the log had before a file was appended, which the file did not add."""
    earlier = [m.position for of, m in known if of == dataset and m.number < mark.number]
    if not mark.part or not earlier:
        return ()
    rows = holdings(log, dataset, max(earlier)).rows
    return {key for key, entry in rows.items() if entry.retraction is None}


def _in_order(fields: dict[str, str], columns: tuple[str, ...]) -> dict[str, str]:
    """Return a row in the order of the columns of its file."""
    listed = [name for name in columns if name in fields]
    return {name: fields[name] for name in (*listed, *(set(fields) - set(listed)))}
