"""Reading logs: ``peacetalks log tail``, and the commands that take a log for a file."""

import json
import shutil
import signal
import subprocess
import time

import pytest

import peacetalks as pt
from commands import altered, error_of, made, run, started
from stories import held, proposed, refused, said

REFERENCE = ("--on", "2023-11-17", "--known", "2023-11-17")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def talks():
    """Make a log of one stream."""
    return made("talks.db")


@pytest.fixture
def busy():
    """Make a log of two streams, in which other records come between."""
    with pt.open_log("busy.db") as log:
        for number in range(1, 31):
            log.append("a", [said("2023-10-01", id=f"a{number}", by=("ARM",))])
            log.append("b", [refused(id=f"b{number}", meeting=f"m{number}")], recorded_by="me")
    return "busy.db"


def ids(*words):
    """Return the ids of the records that are printed."""
    code, out, err = run("log", "tail", *words, "--json")
    assert (code, err) == (0, "")
    return [json.loads(line)["event"]["id"] for line in out.splitlines()]


# Tail


def test_tail_prints_the_last_ten_records_a_line_each(busy):
    code, out, err = run("log", "tail", busy)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [line.split("  ")[:2] for line in lines[-2:]] == [["59", "a 30"], ["60", "b 30"]]
    assert lines[-1].endswith("  2023-11-10  meeting-refused  b30  by AZE  (recorded by me)")
    assert len(lines) == 10
    timeline = run("timeline", busy, "--stream", "b", "--meeting", "m30")[1].strip()
    assert timeline.replace("Azerbaijan", "AZE") in lines[-1]  # a record keeps its codes


def test_tail_prints_json_lines_with_the_envelope(busy):
    told = json.loads(run("log", "tail", busy, "-n", "1", "--json")[1])
    assert {"global_position": 60, "stream": "b", "position": 30, "recorded_by": "me"}.items() <= (
        told.items()
    )
    assert (told["cause"], told["recorded_at"][:2], told["event"]["by"]) == (None, "20", ["AZE"])


def test_tail_takes_a_number_a_stream_a_kind_and_a_position(busy):
    assert ids(busy, "-n", "2") == ["a30", "b30"]
    assert ids(busy, "-n", "0") == []
    assert len(ids(busy, "-n", "100")) == 60
    assert ids(busy, "--after", "57") == ["b29", "a30", "b30"]
    assert ids(busy, "--after", "57", "-n", "1") == ["b30"]
    assert ids(busy, "--after", "60") == []
    assert ids(busy, "--stream", "a", "-n", "2") == ["a29", "a30"]
    assert ids(busy, "--stream", "a", "--after", "28") == ["a29", "a30"]
    assert ids(busy, "--kind", "meeting-refused", "-n", "3") == ["b28", "b29", "b30"]
    assert ids(busy, "--kind", "meeting-refused", "--stream", "a") == []
    assert ids(busy, "--kind", "meeting-refused", "--after", "58") == ["b30"]


def test_tail_finds_a_rare_kind_far_back():
    with pt.open_log("rare.db") as log:
        log.append("s", [refused(id="no")])
        log.append("s", [said("2023-10-01", id=f"s{number}") for number in range(500)])
    assert ids("rare.db", "--kind", "meeting-refused", "-n", "1") == ["no"]


def test_tail_reads_no_more_than_it_prints(busy, monkeypatch):
    asked = []

    def follow(log, after, **more):
        asked.append(after)
        return whole(log, after, **more)

    whole = pt.Log.follow
    monkeypatch.setattr(pt.Log, "follow", follow)
    assert len(ids(busy, "-n", "7")) == 7
    assert asked == [53]


def test_tail_tells_what_was_erased_or_cannot_be_read(busy):
    altered("UPDATE peacetalks_records SET payload = '{' WHERE id IN ('a1', 'b29')", busy)
    code, out, err = run("log", "tail", busy, "-n", "3")
    assert (code, len(out.splitlines()), len(err.splitlines())) == (0, 2, 1)
    assert err.startswith("busy.db:58: b 29 (b29): not JSON")
    assert len(run("log", "tail", busy, "--after", "0")[2].splitlines()) == 2
    _, out, err = run("log", "tail", busy, "--kind", "meeting-refused", "-n", "2")
    assert (len(out.splitlines()), len(err.splitlines())) == (2, 1)


def test_tail_refuses_a_kind_that_is_a_slip_and_tells_of_one_that_is_not_known(busy):
    told = error_of("log", "tail", busy, "--kind", "meeting-refusal")
    assert "did you mean 'meeting-refused'?" in told
    assert run("log", "tail", busy, "--kind", "xyzzy") == (
        0,
        "",
        "unknown kind: 'xyzzy'; hint: peacetalks kinds lists the known kinds\n",
    )


@pytest.mark.parametrize("words", [("-n", "2"), ("--stream", "aze-arm", "-n", "2")])
def test_tail_follows_and_prints_each_record_once_until_it_is_interrupted(talks, words):
    process = started(
        "log", "tail", talks, "--follow", *words, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    seen = [process.stdout.readline(), process.stdout.readline()]
    pt.write("c.jsonl", [held(id="new", meeting="new")])
    run("log", "append", talks, "other", "a.jsonl")
    run("log", "append", talks, "aze-arm", "c.jsonl")
    while not seen[-1].startswith("6  "):
        seen.append(process.stdout.readline())
    # It waits for more by now.
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")
    places = [line.split("  ")[0] for line in seen]
    assert places == (["2", "3", "6"] if "--stream" in words else ["2", "3", "4", "5", "6"])


# Logs where files are meant


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """Make a log of the packaged stream."""
    place = tmp_path_factory.mktemp("recorded") / "caucasus.db"
    with pt.open_log(place) as log:
        log.append("aze-arm", pt.datasets.south_caucasus())
    return place


@pytest.mark.parametrize(
    "words",
    [
        ("state", *REFERENCE),
        ("state", *REFERENCE, "--json"),
        ("why", "granada", "--on", "2023-11-17"),
        ("diff", "--from", "2023-11-17", "--to", "on=2023-11-17,known=2023-12-23"),
        ("timeline", "--kind", "meeting-refused", "--json"),
    ],
)
def test_a_log_is_answered_as_the_file_that_was_appended(recorded, words):
    command, *more = words
    assert run(command, recorded, *more) == run(command, "south-caucasus", *more)


def test_check_names_the_log_and_the_global_position(recorded):
    told = run("check", recorded)[1].splitlines()
    filed = run("check", "south-caucasus")[1].splitlines()
    assert len(told) == len(filed)
    assert all(line.startswith(f"{recorded}:") for line in told[:-1])
    messages = [sorted(line.split(" ", 1)[1] for line in lines) for lines in (told, filed)]
    assert messages[0] == messages[1]
    number = int(told[0].removeprefix(f"{recorded}:").split(":")[0])
    with pt.open_log(recorded) as log:
        record = next(log.follow(number - 1))
    assert record.event.id in told[0]


def test_the_only_stream_is_taken_and_of_several_one_has_to_be_named(talks):
    assert "WASHINGTON" not in run("state", talks)[1]
    run("log", "append", talks, "yemen", "b.jsonl")
    told = error_of("state", talks)
    assert (
        told
        == "peacetalks: talks.db has several streams; hint: --stream NAME, one of aze-arm, yemen\n"
    )
    lines = run("timeline", talks, "--stream", "yemen")[1].splitlines()
    assert [line.split("  ")[2] for line in lines] == ["met"]
    assert "did you mean 'yemen'?" in error_of("check", talks, "--stream", "yemem")
    with pt.open_log(talks) as log:
        for number in range(10):
            log.append(f"s{number}", [held()])
    assert "and 2 more" in error_of("state", talks)


def test_an_empty_log_says_how_to_fill_it():
    run("log", "init", "talks.db")
    assert error_of("state", "talks.db") == (
        "peacetalks: talks.db: the log is empty; hint: peacetalks log append\n"
    )


def test_a_log_is_known_by_its_first_bytes_its_suffix_or_as_an_address(talks):
    shutil.copy(talks, "anything")
    shutil.copy(talks, "south-caucasus")
    whole = run("timeline", talks)
    assert whole[0] == 0
    for place in ("anything", "./south-caucasus", "sqlite:///talks.db"):
        assert run("timeline", place) == whole
    # Nothing in the folder hides a packaged stream.
    assert run("timeline", "south-caucasus") != whole
    for place in ("nowhere.db", "nowhere.sqlite3"):
        assert "no such log" in error_of("timeline", place)


def test_what_only_logs_have_is_not_asked_of_files(talks):
    assert "--stream needs a log" in error_of("state", "a.jsonl", "--stream", "x")
    assert "--recorded needs a log" in error_of("timeline", "a.jsonl", "--recorded", "2024")
    assert run("timeline", talks, "--recorded", "2999")[0] == 0


def test_a_log_is_seen_as_it_stood_on_a_day_or_at_a_position():
    for day, name in ((1, "a"), (2, "b"), (3, "c")):
        event = proposed(id=name, meeting=name)
        with pt.open_log("days.db") as log:
            log.append("s", [event], recorded_at=f"2024-01-0{day}T10:00Z")

    def seen(recorded):
        code, out, _ = run("timeline", "days.db", "--recorded", recorded)
        assert code == 0
        return [line.split("  ")[2] for line in out.splitlines()]

    assert seen("2023-12-31") == []
    assert seen("2024-01-02") == seen("2024-01-02T10:00Z") == seen("@2") == ["a", "b"]
    assert seen("2024") == seen("@3") == ["a", "b", "c"]
    told = json.loads(run("state", "days.db", "--recorded", "@1", "--json")[1])
    assert told["viewpoint"]["recorded"] == 1
    assert [part["meeting"] for part in told["parts"]["meetings"]] == ["a"]


@pytest.mark.parametrize("recorded", ["17", "@x", "@", "@-1", "yesterday"])
def test_what_is_neither_a_day_nor_a_position_is_refused(talks, recorded):
    told = error_of("state", talks, "--recorded", recorded)
    assert "Invalid value for '--recorded'" in told
    assert recorded != "17" or "@17 for a position of the stream" in told


@pytest.mark.parametrize(
    ("command", "more"),
    [
        ("state", ()),
        ("why", ("meetings/m",)),
        ("diff", ("--from", "2023-11-01", "--to", "2023-11-30")),
        ("timeline", ()),
    ],
)
def test_damaged_and_unknown_records_are_told_beside_the_answer(talks, command, more):
    with open("c.jsonl", "w") as file:  # noqa: PTH123 # in the folder of the test
        file.write('{"kind": "goat-counted", "occurred": "2023-11-16"}\n')
    run("log", "append", talks, "aze-arm", "c.jsonl")
    altered("UPDATE peacetalks_records SET payload = '{' WHERE id = 'met'")
    code, out, err = run(command, talks, *more)
    assert (code, bool(out)) == (0, True)
    assert [line.split(" ")[0] for line in err.splitlines()] == ["talks.db:3:", "talks.db:4:"]
    code, out, err = run(command, talks, *more, "--json")
    found = json.loads(out)["findings"]
    assert (code, err) == (0, "")
    assert [(f["line"], f["severity"]) for f in found] == [(3, "error"), (4, "note")]


def test_a_damaged_record_is_an_error_of_check(talks):
    altered("UPDATE peacetalks_records SET payload = '{' WHERE id = 'met'")
    code, out, err = run("check", talks)
    assert (code, err) == (1, "")
    assert "talks.db:3: PT001 aze-arm 3 (met): not JSON" in out
