"""Whatever is altered behind a log's back, verify finds, and names the first record."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import psycopg
import pytest

import peacetalks as pt
from contracts_places import POSTGRES
from log_writers import said
from peacetalks.log.chain import Row


def filled(place, number=6):
    """Write a small log, and return its head."""
    with pt.open_log(place) as log:
        for index in range(number // 2):
            log.append("a", [said(f"a{index}", text=f"text {index}")], recorded_by="A. B.")
            receipt = log.append("b", [said(f"b{index}", text="the same")], cause="job 7")
        return receipt.head


def verified(place, **options):
    with pt.open_log(place) as log:
        return log.verify(**options)


@pytest.fixture(params=["sqlite", POSTGRES])
def tampered(request, tmp_path):
    """Return the place of a log, its head, and what runs statements past its triggers."""
    if request.param == "sqlite":
        place = str(Path(tmp_path, "talks.db"))
        head = filled(place)

        def run(*statements):
            with contextlib.closing(sqlite3.connect(place, isolation_level=None)) as connection:
                made = connection.execute(
                    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
                ).fetchall()
                for name, _ in made:
                    connection.execute(f"DROP TRIGGER {name}")
                try:
                    for statement in statements:
                        connection.execute(statement)
                finally:
                    for _, sql in made:
                        connection.execute(sql)
    else:
        place = request.getfixturevalue("address")
        head = filled(place)

        def run(*statements):
            plain = place.replace("+psycopg", "")
            with psycopg.connect(plain, autocommit=True) as connection:
                for table in ("records", "log"):
                    connection.execute(f"ALTER TABLE peacetalks_{table} DISABLE TRIGGER ALL")
                try:
                    for statement in statements:
                        connection.execute(statement)
                finally:
                    for table in ("records", "log"):
                        connection.execute(f"ALTER TABLE peacetalks_{table} ENABLE TRIGGER ALL")

    return place, head, run


RECORDS = "peacetalks_records"
PAGE = 16_384
ALTERED = {
    "payload": "payload = replace(payload, 'text 1', 'text 9')",
    "payload by white space": "payload = payload || ' '",
    "id": "id = 'a9'",
    "kind": "kind = 'meeting-held'",
    "kind_version": "kind_version = 2",
    "form": "form = 'line'",
    "occurred": "occurred = '2023-11-17'",
    "occurred_from": "occurred_from = occurred_from + 1",
    "occurred_to": "occurred_to = occurred_to - 1",
    "public": "public = public + 1",
    "recorded_at": "recorded_at = recorded_at - 1",
    "recorded_by": "recorded_by = 'C. D.'",
    "recorded_by taken away": "recorded_by = NULL",
    "cause": "cause = 'job 8'",
    "stream": "stream = 'c', position = 1",
    "position": "position = 9",
    "erased without redaction": "payload = NULL, salt = NULL",
}


@pytest.mark.parametrize("change", ALTERED.values(), ids=ALTERED)
def test_an_altered_column_is_found_and_the_record_named(tampered, change):
    place, _, run = tampered
    run(f"UPDATE {RECORDS} SET {change} WHERE global_position = 3")
    found = verified(place)
    assert not found
    assert (found.records, found.problem.line, found.problem.code) == (2, 3, "PT008")


def test_an_erasure_shows_as_a_gap_and_cannot_be_undone_unseen(tampered):
    place, _, run = tampered
    run(
        f"UPDATE {RECORDS} SET payload = 'x', salt = digest, sealed = digest WHERE global_position = 3"
    )
    assert "has reappeared" in str(verified(place))


def test_a_removed_record_is_found(tampered):
    place, _, run = tampered
    run(f"DELETE FROM {RECORDS} WHERE global_position = 3")
    assert "record 3 is missing" in str(verified(place))


def test_a_removed_record_is_found_also_where_the_others_move_up(tampered):
    place, _, run = tampered
    run(
        f"DELETE FROM {RECORDS} WHERE global_position = 3",
        f"UPDATE {RECORDS} SET position = position - 1 WHERE stream = 'a' AND global_position > 3",
        *(
            f"UPDATE {RECORDS} SET global_position = {n - 1} WHERE global_position = {n}"
            for n in (4, 5, 6)
        ),
    )
    assert verified(place).problem.line == 3


def test_two_records_that_changed_places_are_found(tampered):
    place, _, run = tampered
    run(
        f"UPDATE {RECORDS} SET global_position = 99, position = 99 WHERE global_position = 1",
        f"UPDATE {RECORDS} SET global_position = 1, position = 1 WHERE global_position = 3",
        f"UPDATE {RECORDS} SET global_position = 3, position = 2 WHERE global_position = 99",
    )
    assert verified(place).problem.line == 1


def test_a_forged_record_at_the_end_is_found(tampered):
    place, _, run = tampered
    columns = "id, kind, kind_version, form, occurred, occurred_from, occurred_to, public"
    run(
        f"INSERT INTO {RECORDS} (global_position, stream, position, {columns}, recorded_at, "
        f"payload, salt, digest) SELECT 7, 'c', 1, {columns}, recorded_at, payload, salt, digest "
        f"FROM {RECORDS} WHERE global_position = 6"
    )
    assert verified(place).problem.line == 7


def test_a_tail_cut_off_is_found_against_a_head_that_was_kept_and_only_then(tampered):
    place, head, run = tampered
    run(f"DELETE FROM {RECORDS} WHERE global_position > 4")
    assert verified(place)
    found = verified(place, head=head)
    assert (found.problem.line, found.records) == (5, 4)
    assert "the tail was cut off" in str(found)


def test_a_log_made_anew_with_other_content_is_found_against_a_head_that_was_kept(tampered):
    place, head, run = tampered
    run(f"DELETE FROM {RECORDS}")
    filled(place)
    assert verified(place)
    assert "not the record of the given head" in str(verified(place, head=head))


def test_the_id_of_a_log_is_part_of_its_chain(tampered):
    place, _, run = tampered
    run("UPDATE peacetalks_log SET log_id = 'another'")
    assert verified(place).problem.line == 1


def test_a_salt_that_took_a_piece_of_its_payload_is_found(tampered):
    place, _, run = tampered
    piece = (
        "CAST(substr(payload, 1, 5) AS blob)"
        if place.endswith(".db")
        else ("convert_to(substr(payload, 1, 5), 'UTF8')")
    )
    salt = f"CAST(salt || {piece} AS blob)" if place.endswith(".db") else f"salt || {piece}"
    run(
        f"UPDATE {RECORDS} SET salt = {salt}, payload = substr(payload, 6) WHERE global_position = 3"
    )
    assert verified(place).problem.line == 3


def test_a_record_cannot_stand_below_the_first_position(tampered):
    place, head, run = tampered
    row = ", ".join("-5" if n == "global_position" else n for n in Row._fields)
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.CheckViolation)):
        run(
            f"INSERT INTO {RECORDS} ({', '.join(Row._fields)}) SELECT {row} FROM {RECORDS} "
            "WHERE global_position = 6"
        )
    assert verified(place, head=head)


@pytest.mark.parametrize("at", [1 << 62, -(1 << 62)])
def test_an_instant_that_no_calendar_has_is_told_wherever_it_stands(tampered, at):
    place, _, run = tampered
    run(f"UPDATE {RECORDS} SET recorded_at = {at} WHERE global_position = 6")
    with pt.open_log(place) as log:
        assert log.verify().problem.line == 6
        for ask in (log.head, log.streams, lambda: log.append("a", [said("new")])):
            with pytest.raises(pt.LogUnavailable, match="damaged"):
                ask()


@pytest.mark.parametrize("head", ["0:" + "0" * 64, "1:" + "0" * 64])
def test_a_head_that_is_not_of_this_log_is_not_accepted(tampered, head):
    assert not verified(tampered[0], head=head)
    with pt.MemoryLog() as other:
        assert not verified(tampered[0], head=other.head())


def test_a_copy_of_a_log_with_a_gap_is_not_made(tampered, tmp_path):
    place, _, run = tampered
    run(f"DELETE FROM {RECORDS} WHERE global_position = 3")
    with pt.open_log(place) as log, pytest.raises(pt.LogError, match="does not verify"):
        log.backup(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_what_cannot_be_read_is_told_and_the_rest_is_read(tampered):
    place, _, run = tampered
    run(f"UPDATE {RECORDS} SET payload = 'no json' WHERE global_position = 3")
    with pt.open_log(place) as log:
        records = log.read("a")
        assert [r.event.id for r in records] == ["a0", "a2"]
        (finding,) = records.findings
        assert (finding.code, finding.line) == ("PT001", 3)
        assert "a 2 (a1): not JSON" in str(finding)
        with pytest.warns(UserWarning, match="records that cannot be read"):
            assert len(log.history("a")) == 2
        with pytest.raises(pt.ReadError, match="not JSON"):
            log.history("a", strict=True)
        with pytest.raises(pt.ReadError, match="not JSON"):
            list(log.follow(strict=True))


# Bytes of a file


def pages_with(data, words):
    """Return the pages of a file that hold some words, as (start, first byte in use)."""
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        if page[0] == 13 and words in page:
            yield start, int.from_bytes(page[5:7], "big")


def unharmed(place):
    """Return whether a log verifies; a file that cannot even be opened does not."""
    try:
        return bool(verified(place))
    except pt.LogError:
        return False


@pytest.fixture
def small(tmp_path):
    place = Path(tmp_path, "talks.db")
    filled(place, number=4)
    return place


def flipped(tmp_path, data, position, mask):
    other = Path(tmp_path, "flipped.db")
    altered = bytearray(data)
    altered[position] ^= mask
    other.write_bytes(altered)
    return other


def test_any_byte_of_a_record_that_changes_is_found(small, tmp_path):
    data = small.read_bytes()
    missed = []
    ((start, used),) = pages_with(data, b'"text":"the same"')
    for position in range(start + used, start + PAGE):
        mask = 1 << position % 8
        if unharmed(flipped(tmp_path, data, position, mask)):
            missed.append(position)
    assert missed == []
    assert PAGE - used > 4 * 150, "the records were not where they were looked for"


def test_a_byte_of_an_index_that_changes_is_found(small, tmp_path):
    data = small.read_bytes()
    leaves = [start for start in range(0, len(data), PAGE) if data[start] == 10]
    checked = 0
    for start in leaves:
        used = int.from_bytes(data[start + 5 : start + 7], "big")
        for position in range(start + used, start + PAGE):
            checked += 1
            assert not unharmed(flipped(tmp_path, data, position, 1)), position
    assert checked > 20


def test_a_byte_in_the_middle_of_a_long_payload_is_found(tmp_path):
    place = Path(tmp_path, "long.db")
    with pt.open_log(place) as log:
        log.append("a", [said("long", text="peace " * 5000)])
    data = place.read_bytes()
    places = [p for p in range(len(data)) if data[p : p + 6] == b"peace "]
    assert len(places) > 4900
    for position in places[::400]:
        assert not unharmed(flipped(tmp_path, data, position, 1)), position


def test_texts_that_are_no_utf8_any_more_do_not_hide_the_rest(small):
    data = small.read_bytes()
    small.write_bytes(data.replace(b"text 1", b"text \xff"))
    with pt.open_log(small) as log:
        records = log.read("a")
        assert [r.event.id for r in records] == ["a0"]
        assert [f.code for f in records.findings] == ["PT002"]
        assert [r.event.id for r in log.follow()] == ["a0", "b0", "b1"]
        assert log.verify().problem.line == 3


def test_a_copy_of_a_log_that_does_not_verify_is_not_made(small, tmp_path):
    data = small.read_bytes()
    small.write_bytes(data.replace(b"text 1", b"text 9"))
    with pt.open_log(small) as log, pytest.raises(pt.LogError, match="does not verify"):
        log.backup(tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir() if path.name != small.name] == []


def test_a_copy_of_a_log_with_a_text_that_is_none_is_not_made(small, tmp_path):
    small.write_bytes(small.read_bytes().replace(b"text 1", b"text \xff"))
    with pt.open_log(small) as log, pytest.raises(pt.LogError, match="does not verify"):
        log.redact(tmp_path / "copy.db", [("a", "a1")])


def test_a_copied_file_is_the_same_log(small, tmp_path):
    shutil.copy(small, tmp_path / "copy.db")
    with pt.open_log(small) as one, pt.open_log(tmp_path / "copy.db") as other:
        assert (one.log_id, one.head()) == (other.log_id, other.head())
