"""The contract of a log catches what it is there to catch: each planted bug breaks a law."""

import pytest

import peacetalks as pt
from peacetalks.codec import rows
from peacetalks.history.kept import Kept
from peacetalks.log import (
    Receipt,
    StreamSummary,
    appending,
    batch,
    copies,
    erasures,
    first_chain,
    log,
    memory,
    projection,
    verification,
)
from peacetalks.log.memory import MemoryStore
from peacetalks.log.store import Query
from peacetalks.testing import BrokenLaw, check_log
from peacetalks.testing.broken import equal, holds, refuses
from planted import planting

pytestmark = pytest.mark.planted

BUGS, bug = planting()


@bug(caught_by="positions have no gaps")
def positions_are_given_in_steps_of_two(patch):
    last = MemoryStore.last
    patch.setattr(MemoryStore, "last", lambda self, stream: 2 * last(self, stream))


@bug(caught_by="positions have no gaps")
def a_reader_skips_the_last_record_of_a_batch(patch):
    rows = MemoryStore.readable
    patch.setattr(
        MemoryStore,
        "readable",
        lambda self, query, *, after, upto, limit=2000: rows(
            self, query, after=after, upto=upto, limit=limit
        )[:-1],
    )


@bug(caught_by="what is appended is read back equal")
def notes_are_lost(patch):
    whole = batch._draft

    def without(*told, **options):
        draft = whole(*told, **options)
        return draft._replace(payload=draft.payload.replace('"note":"n"', '"note":"m"'))

    patch.setattr(batch, "_draft", without)


@bug(caught_by="what is packed is read back equal")
def what_is_packed_is_cut(patch):
    whole = rows.packed
    patch.setattr(
        rows, "packed", lambda payload: whole(payload.replace(b'"note":"n"', b'"note":"m"'))
    )


@bug(caught_by="what is packed is read back equal")
def a_packed_payload_is_another_fact(patch):
    compare = batch._compare

    def bytes_alone(draft, row, reader):
        if type(row.payload) is not type(draft.payload):
            raise pt.ConflictingEvent(row.stream, row.id, row.position)
        compare(draft, row, reader)

    patch.setattr(batch, "_compare", bytes_alone)


@bug(caught_by="an event sent again")
def what_is_held_is_stored_again_under_another_id(patch):
    patch.setattr(MemoryStore, "held", lambda *_: {})


@bug(caught_by="an id may be in two streams")
def ids_are_unique_in_the_whole_log(patch):
    insert = MemoryStore.insert

    def once(self, rows):
        fresh = list(rows)
        if {row[3] for row in fresh} & {row.id for row in self._rows}:
            raise memory.Taken
        return insert(self, fresh)

    patch.setattr(MemoryStore, "insert", once)


@bug(caught_by="an id with other content is refused")
def the_content_of_what_is_held_is_not_looked_at(patch):
    patch.setattr(batch, "_compare", lambda *_: None)


@bug(caught_by="an id with other content is refused")
def a_batch_is_not_looked_through_for_conflicts(patch):
    patch.setattr(batch, "_same", lambda *_: True)


@bug(caught_by="a stream must be where it is expected")
def what_is_expected_is_not_checked(patch):
    patch.setattr(appending, "_is_expected", lambda *_: True)


@bug(caught_by="a stream must be where it is expected")
def an_empty_batch_is_not_checked(patch):
    stands = appending._is_expected
    patch.setattr(
        appending, "_is_expected", lambda last, expected: expected == 3 or stands(last, expected)
    )


@bug(caught_by="a batch whose receipt was lost")
def a_retry_is_stale(patch):
    patch.setattr(appending, "_is_retry", lambda *_: False)


@bug(caught_by="a batch whose receipt was lost")
def anything_held_is_a_retry(patch):
    patch.setattr(appending, "_is_retry", lambda _, held, *__: bool(held))


@bug(caught_by="a bad event anywhere")
def events_are_believed_to_be_checked(patch):
    patch.setattr(batch, "check_again", lambda _: True)


@bug(caught_by="an empty batch changes nothing")
def an_empty_batch_has_an_instant(patch):
    whole = appending._receipt

    def receipt(*told):
        return (
            Receipt(
                **{
                    name: getattr(whole(*told), name)
                    for name in ("stream", "appended", "position", "head")
                }
                | {"recorded_at": pt.When("2023")}
            )
            if told[1] == 0 and not told[2]
            else whole(*told)
        )

    patch.setattr(appending, "_receipt", receipt)


@bug(caught_by="recorded time never goes back")
def recorded_time_may_go_back(patch):
    patch.setattr(
        appending, "_recorded_at", lambda stamped, _: stamped.recorded_at or appending._now()
    )


@bug(caught_by="who recorded and why")
def the_cause_is_lost(patch):
    stamp = appending.Stamp
    patch.setattr(appending, "Stamp", lambda at, by, _: stamp(at, by, None))


@bug(caught_by="filters choose")
def a_day_filter_looks_at_the_start_alone(patch):
    patch.setattr(
        memory.Query,
        "admits",
        lambda self, row: (
            self.occurred is None or self.occurred[0] <= row.occurred_from <= self.occurred[1]
        ),
    )


@bug(caught_by="a feed gives every record once")
def a_feed_repeats_where_it_was(patch):
    def feed(kept, query, after, *_):
        yield from log.readable(kept, query, max(0, after - 1), 1 << 60)

    patch.setattr(log, "feed", feed)


@bug(caught_by="streams are listed by name")
def streams_are_listed_as_they_came(patch):
    patch.setattr(
        MemoryStore,
        "streams",
        lambda self: [(n, len(r), r[-1].recorded_at) for n, r in self._streams.items()],
    )


@bug(caught_by="a log verifies")
def a_head_kept_is_not_looked_for(patch):
    patch.setattr(verification, "_check_kept", lambda *_: None)


@bug(caught_by="a log verifies")
def a_tail_cut_off_is_not_looked_for(patch):
    patch.setattr(verification, "_tail", lambda *_: None)


@bug(caught_by="a history tells")
def what_was_recorded_later_counts(patch):
    patch.setattr(Kept, "recorded_by", lambda self, _: list(self.events.values()))


@bug(caught_by="a fold of a stream")
def a_fold_leaves_the_last_event_out(patch):
    whole = projection.events_of_rows
    patch.setattr(
        projection, "events_of_rows", lambda *told, **more: list(whole(*told, **more))[:-1]
    )


@bug(caught_by="a fold of a stream")
def a_fold_is_of_all_streams(patch):
    whole = MemoryStore.stored

    def stored(self, query, **told):
        return whole(self, Query(kinds=query.kinds), **told)

    patch.setattr(MemoryStore, "stored", stored)


@bug(caught_by="a copy has the same chain")
def an_erasure_leaves_no_trace(patch):
    patch.setattr(copies, "append_trace", lambda *_: None)


@bug(caught_by="an erasure leaves a trace")
def the_trace_is_written_to_another_stream(patch):
    patch.setattr(erasures, "STREAM", "erasures")


@bug(caught_by="an erasure leaves a trace")
def the_trace_names_the_wrong_records(patch):
    whole = erasures.trace
    patch.setattr(erasures, "trace", lambda positions, day: whole({*positions, 2}, day))


@bug(caught_by="an erasure leaves a trace")
def the_stream_of_traces_is_listed(patch):
    patch.setattr(
        log.Log,
        "streams",
        lambda self: tuple(
            StreamSummary(name, count, pt.When("2023")) for name, count, _ in _streams(self)
        ),
    )


def _streams(one):
    with one._store.reading() as reader:
        return reader.streams()


@bug(caught_by="a copy has the same chain")
def an_erased_event_is_copied(patch):
    patch.setattr(copies, "_erased", lambda rows, _: rows)


def test_the_contract_is_tried_on_more_than_twenty_planted_bugs():
    assert len(BUGS) > 20


@pytest.fixture(scope="module")
def sound():
    """See that the contract holds before anything is planted."""
    check_log(pt.MemoryLog)


@pytest.mark.usefixtures("sound")
@pytest.mark.parametrize(("plant", "caught_by"), BUGS.values(), ids=BUGS)
def test_a_planted_bug_is_caught_by_the_law_named_for_it(plant, caught_by, monkeypatch):
    plant(monkeypatch)
    with pytest.raises(BrokenLaw) as broken:
        check_log(pt.MemoryLog)
    assert str(broken.value).startswith(caught_by), str(broken.value)


def test_a_law_that_is_broken_shows_what_was_expected_and_found():
    with pytest.raises(BrokenLaw, match="a sum\n  expected: 5\n  found:    4"):
        equal(2 + 2, 5, "a sum")
    with pytest.raises(BrokenLaw, match="nothing was raised"), refuses(ValueError):
        pass
    with pytest.raises(ZeroDivisionError), refuses(ValueError):
        1 / 0  # noqa: B018 # that is the case
    with pytest.raises(AssertionError, match="told"):
        holds(0, "told")


def test_the_chain_covers_every_column():
    with pt.MemoryLog() as told:
        told.append("a", [pt.MeetingHeld(occurred="2023", meeting="m")], recorded_by="x", cause="y")
        with told._store.reading() as reader:
            (row,) = reader.rows(Query(), after=0, upto=1)
    outside = {"payload", "salt", "sealed", "digest"}  # they have digests of their own
    for name in set(row._fields) - outside:
        value = getattr(row, name)
        other = value + 1 if isinstance(value, int) else f"{value}x"
        altered = row._replace(**{name: other})
        assert first_chain.envelope(altered) != first_chain.envelope(row), name
        assert verification._digest(b"", altered) != verification._digest(b"", row), name
