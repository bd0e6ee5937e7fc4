"""``peacetalks log``: making logs, writing to them, verifying them."""

import contextlib
import json
import re
import sqlite3

import pytest

import peacetalks as pt
from commands import HEAD, altered, error_of, made, run
from nobody import as_nobody, may_enter
from peacetalks.cli import command
from stories import held, proposed, refused


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def files():
    """Write two files of events."""
    pt.write("a.jsonl", [proposed(id="ask"), refused(id="no")])
    pt.write("b.jsonl", [held(id="met")])
    return "a.jsonl", "b.jsonl"


@pytest.fixture
def talks():
    """Make a log of one stream."""
    return made("talks.db")


# Help


@pytest.mark.parametrize("name", sorted(command.commands["log"].commands))
def test_every_command_about_logs_explains_itself_in_80_columns(name):
    code, out, _ = run("log", name, "--help")
    assert (code, "Example" in out) == (0, True)
    assert max(map(len, out.splitlines())) <= 80


def test_the_command_alone_names_logs_among_what_to_try_first():
    out = run()[1].partition("Try first:")[2]
    assert "  peacetalks log append talks.db aze-arm south-caucasus\n" in out
    assert "  peacetalks verify talks.db\n" in out


# Making


def test_init_makes_an_empty_log_and_tells_its_id():
    code, out, err = run("log", "init", "talks.db")
    assert (code, err) == (0, "")
    with pt.open_log("talks.db", create=False) as log:
        assert out == f"talks.db: a new, empty log, id {log.log_id}\n"
        assert log.head().position == 0


def test_init_leaves_a_log_that_is_there_as_it_is(talks):
    told = error_of("log", "init", talks)
    assert told == (
        "peacetalks: the log already exists: 'talks.db'; hint: choose another name, or use --exist-ok\n"
    )
    code, out, _ = run("log", "init", talks, "--exist-ok", "--json")
    assert (code, json.loads(out)["made"]) == (0, False)
    assert run("verify", talks)[1].startswith("3 records match")


# Appending


def test_append_makes_the_log_and_prints_a_receipt_with_the_head(files):
    code, out, err = run("log", "append", "talks.db", "aze-arm", *files)
    assert (code, err) == (0, "")
    receipt, recorded, head = out.splitlines()
    assert receipt == "aze-arm: 3 appended (1 to 3)"
    assert recorded.startswith("recorded at 20")
    with pt.open_log("talks.db", create=False) as log:
        assert head == f"head {log.head()}"


def test_append_sent_again_stores_nothing_again(talks):
    files = ("a.jsonl", "b.jsonl")
    code, out, _ = run("log", "append", talks, "aze-arm", *files, "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["appended"], told["duplicates"], told["position"]) == (0, ["ask", "no", "met"], 3)
    assert (told["recorded_at"], told["findings"]) == (None, [])
    assert run("log", "append", talks, "aze-arm", *files)[1].splitlines()[:2] == [
        "aze-arm: 0 appended, 3 already stored",
        "nothing new",
    ]


def test_append_takes_streams_that_come_with_the_package():
    code, out, _ = run("log", "append", "talks.db", "aze-arm", "article-2023-11-16")
    assert code == 0
    assert out.startswith(f"aze-arm: {len(pt.datasets.article_2023_11_16())} appended")


def test_append_keeps_who_recorded_when_and_why(files):
    run(
        "log", "append", "talks.db", "aze-arm", *files,
        "--recorded-by", "A. Petrosyan", "--cause", "review", "--recorded-at", "2024-01-31T10:00Z",
    )  # fmt: skip
    lines = run("log", "tail", "talks.db", "--json")[1].splitlines()
    (told,) = {(r["recorded_by"], r["cause"], r["recorded_at"]) for r in map(json.loads, lines)}
    assert told == ("A. Petrosyan", "review", "2024-01-31T10:00:00.000000Z")


def test_all_files_of_a_call_are_one_batch_and_a_conflict_names_its_line(talks):
    pt.write("new.jsonl", [held(id="again", meeting="other")])
    pt.write("bad.jsonl", [held(id="fine", meeting="fine"), held(id="no", meeting="else")])
    told = error_of("log", "append", talks, "aze-arm", "new.jsonl", "bad.jsonl")
    assert told.startswith("bad.jsonl:2: the id 'no' in stream 'aze-arm' belongs to record 2, ")
    assert run("verify", talks)[1].startswith("3 records match")


@pytest.mark.parametrize("expected", ["any", "exists", "3"])
def test_append_goes_on_where_the_stream_stands_as_expected(talks, expected):
    pt.write("c.jsonl", [held(id="new", meeting="new")])
    code, out, _ = run("log", "append", talks, "aze-arm", "c.jsonl", "--expected", expected)
    assert (code, out.splitlines()[0]) == (0, "aze-arm: 1 appended (4 to 4)")


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ("2", "peacetalks: stream 'aze-arm' is at position 3, but position 2 was expected; hint: "),
        ("no-stream", "peacetalks: stream 'aze-arm' is at position 3, but no stream was expected"),
        ("exist", "did you mean 'exists'?"),
        ("-1", "accepted: any, no-stream, exists, or the position of its last record"),
    ],
)
def test_append_is_refused_where_the_stream_stands_elsewhere(talks, expected, told):
    pt.write("c.jsonl", [held(id="new", meeting="new")])
    assert told in error_of("log", "append", talks, "aze-arm", "c.jsonl", "--expected", expected)
    assert run("verify", talks)[1].startswith("3 records match")


@pytest.mark.parametrize(
    "words",
    [
        ("aze-arm", "a.jsonl", "--expected", "exists"),
        ("aze-arm", "a.jsonl", "--expected", "3"),
        ("aze-arm", "a.jsonl", "--recorded-at", "2024"),
        ("aze-arm", "a.jsonl", "--recorded-at", "2999-01-01T10:00Z"),
        ("aze arm", "a.jsonl"),
        ("aze-arm", "nowhere.jsonl"),
        ("aze-arm",),
    ],
)
@pytest.mark.usefixtures("files")
def test_a_slip_leaves_no_empty_log_behind(folder, words):
    error_of("log", "append", "talks.db", *words)
    assert not (folder / "talks.db").exists()


@pytest.mark.usefixtures("files")
def test_append_tells_the_bad_lines_of_all_files_and_the_findings_of_good_ones(folder):
    (folder / "x.jsonl").write_text("{\n")
    (folder / "y.jsonl").write_text("[]\n")
    told = error_of("log", "append", "talks.db", "s", "x.jsonl", "a.jsonl", "y.jsonl")
    assert [line.split(" ")[0] for line in told.splitlines()] == ["x.jsonl:1:", "y.jsonl:1:"]
    (folder / "z.jsonl").write_text('{"kind": "goat-counted", "occurred": "2023"}\n')
    code, out, err = run("log", "append", "talks.db", "s", "z.jsonl")
    assert (code, err.startswith("z.jsonl:1: ")) == (0, True)
    assert out.startswith("s: 1 appended")
    told = json.loads(run("log", "append", "talks.db", "s", "z.jsonl", "--json")[1])
    assert [finding["code"] for finding in told["findings"]] == ["PT003"]


def test_append_takes_no_log_for_a_file_and_no_address_for_a_stream(talks):
    assert "expected a file of events, not a log" in error_of("log", "append", "x.db", "s", talks)
    address = "postgresql+psycopg://me:secret@localhost:1/talks"
    for words in (("x.db", address, "a.jsonl"), ("x.db", "s", address), (address, "s", "a.jsonl")):
        assert "secret" not in error_of("log", "append", *words)
    assert "secret" not in error_of("log", "streams", "x.db", address)


def test_append_waits_for_others_no_longer_than_it_is_told(talks):
    other = sqlite3.connect(talks, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        told = error_of("log", "append", talks, "s", "a.jsonl", "--timeout", "0.1")
    finally:
        other.close()
    assert "another process was writing for 0.1 seconds; nothing was written; hint: " in told
    assert "--timeout 300" in told


# Streams


def test_streams_are_listed_by_name_and_aligned(talks):
    run("log", "append", talks, "yemen", "b.jsonl")
    code, out, err = run("log", "streams", talks)
    assert (code, err) == (0, "")
    assert [line[:10] for line in out.splitlines()] == ["aze-arm  3", "yemen    1"]
    told = json.loads(run("log", "streams", talks, "--json")[1])
    assert [(s["stream"], s["records"]) for s in told["streams"]] == [("aze-arm", 3), ("yemen", 1)]


def test_streams_of_an_empty_log_are_none():
    run("log", "init", "talks.db")
    assert run("log", "streams", "talks.db") == (0, "", "talks.db: the log is empty\n")
    assert json.loads(run("log", "streams", "talks.db", "--json")[1])["streams"] == []


# Verifying


@pytest.mark.parametrize("words", [("verify",), ("log", "verify")])
def test_verify_tells_how_many_match_and_the_head_to_keep(talks, words):
    code, out, err = run(*words, talks)
    assert (code, err) == (0, "")
    first, hint = out.splitlines()
    assert re.fullmatch(r"3 records match, head 3:[0-9a-f]{64}", first)
    assert hint == "hint: keep the head outside the log, for verify --head"


def test_verify_finds_that_what_was_kept_is_there_still(talks):
    (head,) = HEAD.findall(run("verify", talks)[1])
    run("log", "append", talks, "other", "b.jsonl")
    code, out, _ = run("verify", talks, "--head", head)
    assert code == 0
    assert "the given head, of record 3, is one of them" in out.splitlines()
    altered("DELETE FROM peacetalks_records WHERE global_position > 2")
    assert run("verify", talks)[0] == 0
    code, out, _ = run("verify", talks, "--head", head)
    assert (code, out.splitlines()[0].startswith("talks.db:3: PT008 the log ends at record 2")) == (
        1,
        True,
    )


def test_verify_names_the_first_record_that_does_not_match(talks):
    altered("UPDATE peacetalks_records SET payload = payload || ' ' WHERE position > 1")
    code, out, err = run("verify", talks)
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "talks.db:2: PT008 aze-arm 2 (no): the record was altered after it was written",
        "1 record before it match",
    ]
    code, out, _ = run("verify", talks, "--json")
    told = json.loads(out)
    assert (code, told["verified"], told["records"]) == (1, False, 1)
    assert (told["problem"]["code"], told["problem"]["line"]) == ("PT008", 2)


def test_verify_names_a_guard_that_is_gone(talks):
    with contextlib.closing(sqlite3.connect(talks)) as connection:
        connection.execute("DROP TRIGGER peacetalks_no_delete")
    code, out, _ = run("verify", talks)
    assert code == 1
    assert out.splitlines() == [
        "talks.db: PT008 the trigger peacetalks_no_delete is missing",
        "3 records match",
    ]


@pytest.mark.parametrize("command", ["verify", "log tail", "log streams", "state", "check"])
def test_a_log_that_is_not_there_is_not_made(folder, command):
    told = error_of(*command.split(), "talks.db")
    assert told == "peacetalks: no such log: 'talks.db'; hint: peacetalks log init talks.db\n"
    assert not (folder / "talks.db").exists()


def test_a_head_that_is_none_is_refused(talks):
    told = error_of("verify", talks, "--head", "3:abc")
    assert "Invalid value for '--head': not the head of a log: '3:abc'" in told


# Errors


@pytest.mark.usefixtures("talks")
def test_what_is_no_log_is_said_in_a_line(folder):
    (folder / "text.db").write_text("not a database, whatever its name is")
    with sqlite3.connect("else.db") as other:
        other.execute("CREATE TABLE goats (name)")
    other.close()
    altered("UPDATE peacetalks_log SET schema_version = 99")
    for place, told in (
        ("text.db", "text.db: not an SQLite database; hint: "),
        ("else.db", "else.db: an SQLite database that is not a log; hint: it has the tables goats"),
        (
            "talks.db",
            "a log of schema version 99, but only versions up to 2 are supported; hint: install",
        ),
        ("no/such/talks.db", "no such folder: 'no/such'"),
        ("mysql://me:secret@localhost/talks", "not a supported storage: 'mysql://...'"),
        (
            "postgresql://me:secret@localhost:1/talks",
            "me:***@localhost:1/talks: the database cannot",
        ),
    ):
        error = error_of("verify", place)
        assert error.startswith("peacetalks: ")
        assert told in error
        assert len(error.splitlines()) == 1
        assert "secret" not in error


def test_a_log_that_cannot_be_written_can_be_read(folder, talks):
    (folder / talks).chmod(0o444)
    may_enter(folder)
    with as_nobody():
        assert "not writable, and nothing was written" in error_of(
            "log", "append", talks, "s", "a.jsonl"
        )
        assert run("verify", talks)[0] == 0


def test_a_stream_that_is_not_there_is_said_with_the_nearest(talks):
    for words in (("export", talks, "aze-amr"), ("tail", talks, "--stream", "aze-amr")):
        told = error_of("log", *words)
        assert told == "peacetalks: talks.db: no stream 'aze-amr'; hint: did you mean 'aze-arm'?\n"
