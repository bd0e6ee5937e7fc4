"""Each line of the table of tamperings in the documentation is done, on every kind of log."""

import contextlib
import re
import shutil
from pathlib import Path

import pytest

import peacetalks as pt
import tamperings
from contracts_logs import OLD, made
from contracts_places import POSTGRES, schema
from log_writers import said
from peacetalks.log import verification
from peacetalks.log.filters import MOST
from peacetalks.log.store import Query, pages
from tampering_hands import hand_in

CASES = [
    pytest.param(one, on, id=f"{one.what}-{on}") for one in tamperings.TAMPERINGS for on in one.on
]


@pytest.fixture(params=["sqlite", POSTGRES])
def places(request, tmp_path):
    """Return the places of two logs."""
    if request.param == "sqlite":
        return tmp_path / "talks.db", tmp_path / "without.db"
    server = request.getfixturevalue("server")[0]
    return schema(server), schema(server)


@pytest.mark.parametrize(("one", "on"), CASES)
def test_a_tampering_is_found_as_the_table_says(one, on, places):
    is_file = isinstance(places[0], Path)
    if not is_file and (one.only == "sqlite" or on in ("old", "continued")):
        pytest.skip("a file alone has this")
    place, log_id, head = made(on, *places)
    with hand_in(place, log_id, past_guards=one.past_guards) as hand:
        one.do(hand)
    with pt.open_log(place) as log:
        for found, said_of_it in ((log.verify(), one.alone), (log.verify(head=head), one.kept)):
            assert bool(found) == (said_of_it is None), str(found)
            assert re.search(said_of_it or "", str(found)), str(found)


def test_the_documentation_has_the_table():
    page = tamperings.PAGE.read_text("utf-8")
    assert tamperings.written(page) == page, "python tests/tamperings.py"


def test_what_is_not_found_is_named_with_its_reason():
    for one in tamperings.TAMPERINGS:
        assert (one.alone is None or one.kept is None) == bool(one.why), one.what
        assert one.kept is not None or one.alone is None, one.what


def test_an_erasure_before_the_first_record_of_this_version_is_listed_as_redacted(tmp_path):
    place = shutil.copy(OLD, tmp_path / "talks.db")
    with pt.open_log(place) as log:
        head, log_id = log.head(), log.log_id
    with hand_in(place, log_id) as hand:
        hand.erase(5)
    with pt.open_log(place) as log:
        log.append("c", [said("c1")])
        found = log.verify(head=head)
        assert found
        assert found.redacted == (5,)
    with hand_in(place, log_id) as hand:
        hand.erase(6)
    assert "other means" in str(verified(place, head=head))


# Every byte


def verified(place, **options):
    with pt.open_log(place) as log:
        return log.verify(**options)


def flipped(value):
    """Yield a value with each of its bytes changed, and what else it can be altered to."""
    if isinstance(value, int):
        yield from (value ^ (1 << 8 * byte) for byte in range(7))
        yield -value or -1
        return
    if value is None:
        yield from ("x", b"x", "", b"")
        return
    data = value.encode() if isinstance(value, str) else value
    for at in range(len(data)):
        other = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        yield other.decode() if isinstance(value, str) else other
    yield from (value + value[:1], value[1:], None)
    yield data if isinstance(value, str) else data.decode("latin-1").replace("\0", "x")


def missed(hand, verify, at):
    """Return the columns of a record, and the values, that were altered without being found."""
    row = hand.row(at)
    seen = 0
    for name in hand.columns():
        for value in flipped(row[name]):
            try:
                hand.set(at, **{name: value})
            except hand.refusals:
                continue
            seen += 1
            if verify():
                yield name, row[name], value
            # What was altered may be its place.
            hand.run(
                f"UPDATE peacetalks_records SET {name} = ? WHERE digest = ?"
                if name != "digest"
                else "UPDATE peacetalks_records SET digest = ? WHERE global_position = ?",
                row[name],
                row["digest"] if name != "digest" else at,
            )
    assert seen > 150, "the database refused what was to be tried"


@pytest.mark.parametrize("at", [1, 3])
def test_no_byte_of_a_record_changes_unseen(places, at):
    place, log_id, _ = made("new", *places)
    with without_triggers(place, log_id) as (hand, verify):
        assert verify()
        assert list(missed(hand, verify, at)) == []
        assert verify()


@pytest.mark.parametrize("at", [2, 81])
def test_no_byte_of_a_record_of_older_versions_changes_unseen(tmp_path, at):
    place, log_id, _ = made("continued", tmp_path / "talks.db", None)
    with without_triggers(place, log_id) as (hand, verify):
        assert verify()
        assert list(missed(hand, verify, at)) == []
        assert verify()


def test_no_byte_of_the_trace_of_an_erasure_and_of_what_it_erased_changes_unseen(places):
    place, log_id, _ = made("redacted", *places)
    with without_triggers(place, log_id) as (hand, verify):
        for at in (3, 7):
            assert list(missed(hand, verify, at)) == []
        assert verify()


@contextlib.contextmanager
def without_triggers(place, log_id):
    """Give a hand past the guards, and what says whether the records verify by themselves."""
    with pt.open_log(place) as log, hand_in(place, log_id) as hand:

        def verify():
            rows = pages(log._store, Query(), -MOST, MOST - 1)
            return bool(verification.verify(rows, name=log.name, log_id=log_id))

        yield hand, verify
