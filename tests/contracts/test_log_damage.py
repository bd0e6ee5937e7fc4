"""Damaged files of logs: whatever a byte or a column holds, nothing but our errors comes out.

The bytes of a file are changed at drawn places, and the values of its columns by SQL, past the
triggers and the types of the tables. Then everything that a log can be asked is asked.
"""

import contextlib
import itertools
import random
import re
import shutil
import sqlite3
import warnings

import pytest

import peacetalks as pt

SEED = 20_260_725
VALUES = {
    "nothing": "NULL",
    "an empty text": "''",
    "a text": "'x'",
    "a text with control characters": "char(27) || '[31m' || char(155) || char(8238)",
    "no UTF-8": "CAST(x'41C9' AS TEXT)",
    "a NUL inside": "CAST(x'410042' AS TEXT)",
    "half a surrogate pair": "CAST(x'EDA080' AS TEXT)",
    "an empty blob": "x''",
    "a blob": "x'00FF'",
    "a blob of sixteen bytes": "zeroblob(16)",
    "a blob of thirty-two bytes": "zeroblob(32)",
    "zero": "0",
    "a negative number": "-1",
    "the greatest number": "9223372036854775807",
    "the least number": "-9223372036854775808",
    "a fraction": "1.5",
    "an infinity": "9e999",
    "JSON that is a list": "'[]'",
    "JSON that is deep": "'" + "[" * 50_000 + "'",
    "JSON of another kind": """'{"kind": "meeting-held", "occurred": "2023"}'""",
}
FACTS = [
    pt.MeetingProposed(id="p", occurred="2023-11-10", meeting="w", note="seen"),
    pt.MeetingRefused(id="r", occurred="2023-11-16", meeting="w", by="AZE"),
    pt.Annotation(id="a", occurred="2023-11-17", namespace="n", payload={"x": (1, 2.5, None)}),
    pt.DisplacementReported(id="d", occurred="2023-11-18", series="s", measure="flow", count=3),
]


def asked(place, folder):
    """Ask a log everything, and yield what it is asked."""

    def opened():
        return pt.open_log(place, create=False)

    def with_log(ask):
        with opened() as log:
            return ask(log)

    head = "2:" + "00" * 32
    copies = itertools.count()
    yield "open", lambda: with_log(repr)
    yield "verify", lambda: with_log(lambda log: str(log.verify()))
    yield "verify a head", lambda: with_log(lambda log: str(log.verify(head=head)))
    yield "streams", lambda: with_log(lambda log: [str(one) for one in log.streams()])
    yield "head", lambda: with_log(lambda log: str(log.head()))
    yield "read", lambda: with_log(lambda log: [repr(r.event) for r in log.read("talks")])
    yield "read strictly", lambda: with_log(lambda log: list(log.read("talks", strict=True)))
    yield "read kinds", lambda: with_log(lambda log: list(log.read("talks", kinds=pt.MeetingHeld)))
    yield "follow", lambda: with_log(lambda log: list(log.follow(1)))
    yield "find", lambda: with_log(lambda log: list(log.find("talks", ["p", "r", "a"])))
    yield "rows", lambda: with_log(lambda log: list(log.rows()))
    yield "contains", lambda: with_log(lambda log: log.contains(log.head()))
    yield "fold", lambda: with_log(lambda log: str(log.history("talks").state()))
    yield "export", lambda: with_log(lambda log: pt.write(folder / "e.jsonl", _events(log)))
    yield "back up", lambda: with_log(lambda log: log.backup(folder / f"b{next(copies)}.db"))
    yield (
        "redact",
        lambda: with_log(lambda log: log.redact(folder / f"r{next(copies)}.db", [("talks", "p")])),
    )
    yield "append again", lambda: with_log(lambda log: log.append("talks", FACTS))
    yield (
        "append",
        lambda: with_log(
            lambda log: log.append("talks", [pt.MeetingHeld(occurred="2024", meeting="w")])
        ),
    )


def _events(log):
    return [record.event for record in log.read("talks")]


def foreign(place, folder):
    """Return what came out of a log that is not an error of ours."""
    out = []
    for name, ask in asked(place, folder):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)
                ask()
        except pt.PeacetalksError as error:
            str(error).encode()
        except Exception as error:  # noqa: BLE001 # that is what is looked for
            out.append(f"{name}: {type(error).__name__}: {str(error)[:200]}")
    return out


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return the path of a sound log."""
    path = tmp_path_factory.mktemp("whole") / "t.db"
    with pt.open_log(path) as log:
        log.append("talks", FACTS, recorded_by="A. B.", cause="the news")
        log.append("other", FACTS[:1])
    assert not path.with_name("t.db-wal").exists()
    return path


def test_a_sound_log_answers_everything(whole, tmp_path):
    place = shutil.copy(whole, tmp_path / "t.db")
    for _, ask in asked(place, tmp_path):
        ask()


# Bytes


def overwritten(dice, data):
    at = dice.randrange(len(data))
    length = dice.choice([1, 1, 1, 4, 64])
    return data[:at] + dice.randbytes(length) + data[at + length :]


def flipped(dice, data):
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]


def cut(dice, data):
    return data[: dice.randrange(len(data))]


def word_changed(dice, data):
    """Change a letter of a text in the file: of the schema, or of an event."""
    words = list(re.finditer(rb"[A-Za-z_]{4,}", data))
    at = dice.choice(words).start() + dice.randrange(4)
    return data[:at] + bytes([dice.choice([0, 0x20, 0x27, 0x7F, 0xC9, 0xFF])]) + data[at + 1 :]


DAMAGES = (overwritten, flipped, cut, word_changed)


def damaged_bytes(whole, folder, rounds):
    """Yield what came out that is not ours, for each damage."""
    data = whole.read_bytes()
    for number, damage in enumerate(itertools.islice(itertools.cycle(DAMAGES), rounds)):
        dice = random.Random(f"{SEED} {number}")
        inside = folder / str(number)
        inside.mkdir()
        place = inside / "t.db"
        place.write_bytes(damage(dice, data))
        yield from (f"{damage.__name__} {number}: {one}" for one in foreign(place, inside))
        shutil.rmtree(inside)


def test_a_damaged_byte_ends_in_an_error_of_ours(whole, tmp_path):
    assert list(damaged_bytes(whole, tmp_path, 60)) == []


@pytest.mark.long
def test_many_damaged_bytes_end_in_errors_of_ours(whole, tmp_path):
    assert list(damaged_bytes(whole, tmp_path, 1_500)) == []


# Values


def loosened(place):
    """Open a file of a log with SQL, so that its columns hold anything."""
    raw = sqlite3.connect(place, isolation_level=None)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f'DROP TRIGGER "{name}"')
    raw.execute("PRAGMA writable_schema = ON")
    tables = raw.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name LIKE 'peacetalks%'"
    ).fetchall()
    for name, sql in tables:
        loose = re.sub(r"\bSTRICT\b|\bNOT NULL\b", "", sql)
        loose = re.sub(r"\bCHECK *\((?:[^()]|\([^()]*\))*\)", "CHECK (1)", loose)
        # Without a type, a column holds what it is given. The first is the key of the table.
        first, *others = loose.split(",")
        loose = ",".join(
            [first, *(re.sub(r"\b(?:INTEGER|TEXT|BLOB)\b", "", one) for one in others)]
        )
        raw.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (loose, name))
    version = raw.execute("PRAGMA schema_version").fetchone()[0]
    raw.execute(f"PRAGMA schema_version = {version + 1}")
    raw.close()
    return sqlite3.connect(place, isolation_level=None)


def columns(place):
    with contextlib.closing(sqlite3.connect(place)) as raw:
        tables = raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'peacetalks%'"
        ).fetchall()
        return [
            (table, row[1])
            for (table,) in tables
            for row in raw.execute(f'PRAGMA table_info("{table}")')
        ]


def damaged_values(whole, folder, chosen):
    for number, ((table, column), value, rows) in enumerate(chosen):
        inside = folder / str(number)
        inside.mkdir()
        place = shutil.copy(whole, inside / "t.db")
        raw = loosened(place)
        with contextlib.closing(raw), contextlib.suppress(sqlite3.IntegrityError):
            raw.execute(f'UPDATE "{table}" SET "{column}" = {VALUES[value]} WHERE {rows}')
        yield from (
            f"{table}.{column} is {value} where {rows}: {one}" for one in foreign(place, inside)
        )
        shutil.rmtree(inside)


def _changes(whole):
    return list(itertools.product(columns(whole), VALUES, ["1", "rowid = 2", "rowid = 5"]))


def test_a_column_of_another_type_ends_in_an_error_of_ours(whole, tmp_path):
    chosen = random.Random(SEED).sample(_changes(whole), 30)
    assert list(damaged_values(whole, tmp_path, chosen)) == []


@pytest.mark.long
def test_every_column_with_every_value_ends_in_an_error_of_ours(whole, tmp_path):
    assert list(damaged_values(whole, tmp_path, _changes(whole))) == []
