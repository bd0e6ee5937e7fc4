"""``sync`` appends what a new release of a data set changed: additions, corrections, retractions."""

from __future__ import annotations

from attrs import evolve

from peacetalks.errors import InvalidValue
from peacetalks.importers.api import Import
from peacetalks.importers.rows_of_files import NEVER_PUBLIC, day_of_publication
from peacetalks.importers.syncing.actor_statements import registered
from peacetalks.importers.syncing.current import Holdings, holdings
from peacetalks.importers.syncing.planning import (
    check_withdrawals,
    plan,
)
from peacetalks.importers.syncing.reach import reach_of
from peacetalks.importers.syncing.results import Synced
from peacetalks.importers.syncing.storage import (
    check_dataset,
)
from peacetalks.importers.syncing.streams import StreamOf, naming, rule_of
from peacetalks.importers.syncing.work import Progress, Work
from peacetalks.importers.syncing.writing import Batches
from peacetalks.log import Log
from peacetalks.primitives.when import When, WhenLike
from peacetalks.values.facts import Source

__all__ = ["Progress", "sync", "today"]


def sync(
    log: Log,
    stream_of: StreamOf,
    release: Import,
    *,
    published: WhenLike,
    dataset: str | None = None,
    allow_withdrawals: bool = False,
    today: WhenLike | None = None,
    recorded_by: str | None = None,
    packed: bool = False,
    progress: Progress | None = None,
) -> Synced:
    r"""Append to a log only what a release changes in its data set.

    Rows are compared by their ids (by content, if the data set renames its ids), first as a whole
    and then fact by fact. New facts are added; changed facts are corrected, with the changed columns
    as the reason; missing facts are retracted. All of this counts as known from ``published``. A
    release that was published before the one imported last is a return: its bookkeeping is known
    from ``today``, and does not change what was known before.

    A missing row is withdrawn only if the release covers its places and days (``covers`` of
    ``read`` states them, if the file does not); otherwise its facts stay. Where the format ranks
    its releases, as UCDP's annual releases and candidate events, a release of a higher rank
    supersedes one of a lower rank in all data sets of the format, where both cover.

    Nothing is appended before the whole file has been read. A second sync of a release appends
    nothing; an interrupted sync is completed by the next one. If the rows of a release are the same
    as those of the last one, its facts stay unchanged and in their streams.

    Memory: the rows that the log holds, packed (about the size of the file), and the facts of
    the rows that changed.

    Args:
        log: the log.
        stream_of: which stream the facts of a row belong to: the name of one of the format's rules
            (``"country"``), a function of an ``Outcome``, or None for the format's default.
        release: the file, as returned by ``read``, with the name of the release.
        published: when the release was published; "unknown": its changes count in hindsight only.
        dataset: the name of the data set in this log; None: the name of its format. Give each part
            of a data set that is published in parts its own name, as ``"ged-ukraine"``.
        allow_withdrawals: whether to accept a release in which more than half of the rows are
            missing, or in which unreadable rows may be the missing ones.
        today: the day of the sync; None: the current day.
        recorded_by: who records it, as free text.
        packed: whether to store the facts packed, in a third of the space; SQL tools then need
            ``peacetalks.log.unpacked`` to see their fields. Rows are always packed.
        progress: called with the number of rows done.

    Raises:
        InvalidValue: if the release lacks more than half of the rows, or lacks some and has rows
            that cannot be read, or some and does not say what it covers; if it is a feed of deletions; if ``dataset`` or a stream does not
            have a valid name.
        ReadError: if the file or the log cannot be read.
        LogError: if the log cannot be written.

    >>> import pathlib, tempfile
    >>> from peacetalks import MemoryLog, importers
    >>> rows = "year,coo,coo_iso,coa,coa_iso,refugees\n2023,AZE,AZE,ARM,ARM,143054\n"
    >>> log = MemoryLog()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "population.csv")
    ...     _ = path.write_text(rows)
    ...     first = importers.read(path, release="2024")
    ...     synced = sync(log, None, first, published="2024-06")
    ...     _ = path.write_text(rows.replace("143054", "144000"))
    ...     second = importers.read(path, release="2024-revised")
    ...     revised = sync(log, None, second, published="2024-10")
    >>> len(synced.added), [change.summary for change in revised.changed]
    (1, ['refugees: 143054 → 144000'])
    """
    if release.format.withdraws is not None:
        raise InvalidValue(
            "a feed of deletions is not a release",
            value=release.path,
            hint="use append (peacetalks import)",
        )
    name = check_dataset(dataset or release.format.name)
    published_at = day_of_publication(published)
    held = holdings(log, name)
    by = rule_of(stream_of, release)
    _check_rule(by, held)
    changes = plan(release, held)
    when = _known_from(published_at, held, today)
    reach = reach_of(log, name, release, held, changes, when)
    if reach.areas:
        reach.divide(changes, held)
    if not allow_withdrawals:
        check_withdrawals(changes, held, release, is_promotion=reach.is_promotion)
    if not reach.areas:
        reach.divide(changes, held)
        reach.check_coverage(changes, held, release)
    imported = release.again(published=when)
    source = _source(release, published_at)
    unstated = registered(log, imported.format.name)
    known = None if published_at == NEVER_PUBLIC else published_at
    work = Work(log, name, imported, held, changes, reach, by, known, when, source, unstated)
    stream = naming(stream_of, imported)
    done = progress or _no_progress
    if changes.changes_nothing and work.is_done:
        rows = 0
        for outcome in imported.outcomes():
            rows += len(outcome.rows)
            done(rows)
        if imported.covered() == held.marks[-1].covers:
            return work.synced(None, None)
        work = evolve(work, release=release.again(published=when))
    batches = Batches(
        log, name, f"{name}, release {release.release}", recorded_by, held.position, packed=packed
    )
    work.write(batches, stream, done)
    batches.mark(work.mark(work.state_coverage(batches)))
    return work.synced(held.last + 1, batches)


def _no_progress(number: int) -> None:
    """Show nothing."""


def _known_from(published: When, held: Holdings, day: WhenLike | None) -> When:
    """Return when bookkeeping becomes known: never before that of the last release."""
    last = held.public
    if last is None or published.hi >= last.hi or published == NEVER_PUBLIC:
        return published
    now = today() if day is None else When(day)
    return now if now.hi >= last.hi else last


def today() -> When:
    """Return the current day, in UTC."""
    import pendulum  # noqa: PLC0415 # takes 50 ms, and is needed only to return to a release

    return When(pendulum.now("UTC").date())


def _check_rule(by: str, held: Holdings) -> None:
    """Refuse to divide the rows of one data set into streams by two rules.

    Raises:
        InvalidValue: if the rows in the log were divided by another rule.
    """
    before = held.marks[-1].by if held.marks else ""
    if by and before and by != before:
        raise InvalidValue(
            "the rows of the data set were divided into streams by another rule",
            value=by,
            accepted=before,
            hint="to use a new rule, import the data set under another name (--dataset NAME)",
        )


def _source(release: Import, published: When) -> Source:
    data = release.format
    return Source(
        data.publisher,
        title=f"{data.title}, release {release.release}",
        published=None if published == NEVER_PUBLIC else published,
        licence=data.licence,
    )
