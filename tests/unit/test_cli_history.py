"""The command: findings, what stands behind a part, differences, timelines, accounts."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks.cli import command, main
from peacetalks.cli.parts import match_address
from stories import proposed, refused, said

STREAM = "south-caucasus"


@pytest.fixture
def run(monkeypatch, capsys):
    """Return what runs the command as a user would: exit code, output, errors."""

    def run_it(*arguments, terminal=False):
        monkeypatch.setattr(sys, "argv", ["peacetalks", *map(str, arguments)])
        monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
        with pytest.raises(SystemExit) as left:
            main()
        shown = capsys.readouterr()
        assert "Traceback" not in shown.err
        return left.value.code, shown.out, shown.err

    return run_it


@pytest.fixture
def talks(tmp_path):
    """Return a file in which a refusal is corrected later."""
    path = tmp_path / "talks.jsonl"
    no = refused(
        id="no", meeting="washington-2023-11", claimed_by="ARM", reported="2023-11-10", by="AZE"
    )
    pt.write(
        path,
        [
            proposed(id="ask", meeting="washington-2023-11"),
            no,
            refused(id="gone", meeting="brussels-2023-07", on="2023-07-01"),
            pt.EventRetracted(id="undo", occurred="2023-07-05", target="gone", reason="misread"),
            pt.correct(no, corrected_on="2023-12-01", occurred="2023-11-09", reason="a slip"),
        ],
    )
    return path


def test_check_prints_findings_and_counts_and_exits_0_without_errors(run):
    code, out, _ = run("check", STREAM)
    *found, count = out.splitlines()
    assert code == 0
    assert (
        count
        == f"{pt.check(pt.datasets.south_caucasus()).counts} in {len(pt.datasets.south_caucasus())} events"
    )
    assert all(re.match(r".+\.jsonl:\d+: PT1\d\d ", line) for line in found)


def test_check_exits_1_on_errors_and_tells_lines_that_cannot_be_read(run, tmp_path):
    path = tmp_path / "talks.jsonl"
    pt.write(path, [said("2023-10-05", id="a", reported="2023-10-01")])
    path.write_text(path.read_text() + "{\n")
    code, out, _ = run("check", path)
    assert code == 1
    assert out.splitlines()[0].startswith(f"{path}:1: PT144 $.reported: statement-made 'a'")
    assert out.splitlines()[1].startswith(f"{path}:2: PT001 ")
    assert out.splitlines()[2] == "2 errors in 1 event"
    code, out, _ = run("check", path, "--json")
    told = json.loads(out)
    assert (code, told["errors"], told["warnings"], told["events"]) == (1, 2, 0, 1)
    assert [(f["code"], f["line"], f["severity"]) for f in told["findings"]] == [
        ("PT144", 1, "error"),
        ("PT001", 2, "error"),
    ]


def test_check_takes_the_day_of_the_check(run, tmp_path):
    path = tmp_path / "talks.jsonl"
    pt.write(path, [proposed(planned_for="2023-11-20")])
    assert run("check", path)[1] == "nothing found in 1 event\n"
    assert "PT105" in run("check", path, "--on", "2024-01-20")[1]


@pytest.mark.parametrize("part", ["granada", "granada-2023-10", "meetings/granada", "GRANADA"])
def test_why_takes_any_piece_that_only_one_part_has(run, part):
    code, out, _ = run("why", STREAM, part, "--on", "2023-11-17")
    assert code == 0
    assert out.splitlines()[0] == "meetings/granada-2023-10"
    assert "meeting-refused granada-refusal" in out


def test_why_tells_corrections_and_accounts(run, talks):
    _, now, _ = run("why", talks, "washington")
    assert "2023-11-09  meeting-refused no" in now
    assert "event-corrected" in now
    _, then, _ = run("why", talks, "washington", "--on", "2023-11-30", "--known", "2023-11-30")
    assert "2023-11-10  meeting-refused no" in then
    assert "event-corrected" not in then
    _, theirs, _ = run("why", talks, "washington", "--told-by", "AZE", "--json")
    assert [fact["id"] for fact in json.loads(theirs)["facts"]] == ["ask"]


def test_why_tells_what_was_withdrawn(run, talks):
    code, out, _ = run("why", talks, "meetings/brussels-2023-07")
    assert code == 0
    assert "does not count: meeting-refused gone" in out
    assert "event-retracted undo of gone: misread" in out


def test_why_lists_near_parts_for_a_wrong_one(run):
    code, out, err = run("why", STREAM, "granda-2023-10")
    assert (code, out) == (2, "")
    assert "there is no part 'granda-2023-10' on record; hint: did you mean" in err
    assert "  meetings/granada-2023-10" in err.splitlines()
    code, _, err = run("why", STREAM, "brussels")
    assert code == 2
    assert "'brussels' matches several parts" in err
    assert "  meetings/brussels-2022-12" in err.splitlines()


def test_a_part_is_meant_by_the_closest_way_only():
    addresses = ["meetings/a", "meetings/a-2", "talks/b-a", "standings/FRA/AZE"]
    assert match_address("meetings/a", addresses) == "meetings/a"
    assert match_address("a", addresses) == "meetings/a"
    assert match_address("b", addresses) == "talks/b-a"
    assert match_address("fra", addresses) == "standings/FRA/AZE"
    with pytest.raises(pt.NotFound, match=r"on record$"):
        match_address("", addresses)
    with pytest.raises(pt.NotFound, match="and 4 more"):
        match_address("m", [f"meetings/{number}" for number in range(10)])


def test_diff_tells_what_became_known(run):
    code, out, _ = run(
        "diff", STREAM, "--from", "2023-11-17", "--to", "on=2023-11-17,known=2023-12-23"
    )
    assert code == 0
    assert out.splitlines()[0] == "from  on 2023-11-17, knowing what was public then"
    assert "  annulled: not stated → 2023-10-19" in out.splitlines()
    code, out, _ = run("diff", STREAM, "--from", "2023-11-17", "--to", "2023-11-17")
    assert out.splitlines()[-1] == "no difference"


def test_diff_reads_dates_with_commas_and_accounts(run, talks):
    _, out, _ = run(
        "diff", talks, "--from", "told_by=AZE,told-by=ARM", "--to", "on=[2023-11-10,2023-11-11]",
        "--json",
    )  # fmt: skip
    told = json.loads(out)
    assert told["from"]["told_by"] == ["AZE", "ARM"]
    assert told["to"]["on"] == "[2023-11-10,2023-11-11]"
    (difference,) = (d for d in told["differences"] if d["part"].startswith("meetings/"))
    assert difference["part"] == "meetings/washington-2023-11"
    assert "no" in {event["id"] for event in difference["by"]}


@pytest.mark.parametrize(
    ("view", "told"),
    [
        ("onn=2023", "did you mean 'on'?"),
        ("on=tomorrow", "not a date"),
        ("tomorrow", "not a date"),
        ("on=2023,on=2024", "on is given twice"),
        ("told_by=aze", "did you mean 'AZE'?"),
    ],
)
def test_a_wrong_view_says_what_is_accepted(run, view, told):
    code, out, err = run("diff", STREAM, "--from", view, "--to", "2023")
    assert (code, out) == (2, "")
    assert told in err


def test_timeline_prints_facts_that_pass_all_filters(run):
    code, out, _ = run("timeline", STREAM, "--kind", "meeting-refused", "--actor", "AZE")
    assert code == 0
    assert [line.split("  ")[:2] for line in out.splitlines()][:3] == [
        ["2022-11-25", "meeting-refused"],
        ["2023-10-04", "meeting-refused"],
        ["2023-11-16", "meeting-refused"],
    ]
    _, out, _ = run("timeline", STREAM, "--meeting", "granada-2023-10", "--json")
    assert [fact["id"] for fact in json.loads(out)["facts"]] == [
        "granada-planned",
        "granada-refusal",
        "granada-held-without-azerbaijan",
    ]


def test_timeline_takes_days_words_and_viewpoints(run, talks):
    lines = run("timeline", talks, "--since", "2023-11-05", "--until", "2023-11-30")[1]
    assert lines == "2023-11-09  meeting-refused  no  by Azerbaijan  (claimed by Armenia)\n"
    assert run("timeline", talks, "--text", "WASHINGTON", "--known", "2023-11-05")[1] == (
        "2023-11-01  meeting-proposed  ask\n"
    )
    assert run("timeline", talks, "--told-by", "AZE", "--told-by", "ARM")[1] == (
        "2023-11-01  meeting-proposed  ask\n"
    )


def test_timeline_names_the_nearest_kind_to_one_that_is_not_there(run):
    code, _, err = run("timeline", STREAM, "--kind", "meeting-refusal")
    assert code == 2
    assert "did you mean 'meeting-refused'?" in err


def test_state_is_told_as_a_party_tells_it(run, talks):
    assert "REFUSED" in run("state", talks)[1]
    theirs = run("state", talks, "--told-by", "AZE")[1]
    assert "as told by Azerbaijan" in theirs
    assert "REFUSED" not in theirs
    told = json.loads(run("state", talks, "--told-by", "AZE", "--told-by", "ARM", "--json")[1])
    assert told["viewpoint"]["told_by"] == ["AZE", "ARM"]


def test_on_a_terminal_lines_keep_to_80_columns_and_piped_they_stay_whole(run, talks):
    pt.write(talks, [*pt.read(talks), said("2023-10-01", id="x" * 50, by=("XXW", "XXV"))])
    for words in (["check", talks], ["why", talks, "washington"], ["timeline", talks]):
        rows = run(*words, terminal=True)[1].splitlines()
        whole = run(*words)[1].splitlines()
        assert "".join("".join(rows).split()) == "".join("".join(whole).split())
        long = [row for row in rows if len(row) > 80]
        assert all(len(row.split()) == 1 for row in long)
    assert len(run("check", talks, terminal=True)[1].splitlines()) > 3


def test_control_characters_of_a_source_never_reach_the_terminal(run, tmp_path):
    path = tmp_path / "talks.jsonl"
    source = pt.Source("\x1b[31mred\u202e", url="https://example.org/\r\nx")
    pt.write(path, [proposed(sources=source)])
    assert not {"\x1b", "\r", "\u202e"} & set(run("why", path, "meetings/m")[1])


@pytest.mark.parametrize(
    "words",
    [
        ["check", "nowhere.jsonl"],
        ["check", "south-caucasas"],
        ["why", STREAM],
        ["why", "nowhere.jsonl", "granada"],
        ["diff", STREAM, "--from", "2023"],
        ["timeline", STREAM, "--since", "yesterday"],
        ["timeline", STREAM, "--told-by", "aze"],
        ["state", STREAM, "--told-by", "aze"],
        ["stat", STREAM],
    ],
)
def test_what_cannot_be_used_is_said_with_exit_code_2(run, words):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err


def test_a_broken_line_is_an_error_of_input_for_all_but_check(run, tmp_path):
    path = tmp_path / "talks.jsonl"
    path.write_text("{\n")
    for words in (["state", path], ["why", path, "x"], ["timeline", path]):
        code, _, err = run(*words)
        assert code == 2
        assert f"{path}:1" in err


MISSPELT = '{"kind": "meeting-refussed", "occurred": "2023-11-16", "meeting": "m", "by": "AZE"}'
OTHER = '{"kind": "goat-counted", "occurred": "2023-11-16"}'
COMMANDS = {
    "state": [],
    "why": ["meetings/m"],
    "diff": ["--from", "2023-11-01", "--to", "2023-11-30"],
    "timeline": [],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_what_was_found_in_a_file_is_told_beside_the_answer(run, tmp_path, name):
    path = tmp_path / "talks.jsonl"
    pt.write(path, [proposed(id="ask")])
    clean = run(name, path, *COMMANDS[name])
    assert (clean[0], clean[2]) == (0, "")
    assert json.loads(run(name, path, *COMMANDS[name], "--json")[1])["findings"] == []
    path.write_text(path.read_text() + f"{MISSPELT}\n{OTHER}\n{path.read_text()}")
    code, out, err = run(name, path, *COMMANDS[name])
    assert code == 0
    assert name in {"timeline", "state", "diff"} or out == clean[1]
    first, *others = err.splitlines()
    assert first.startswith(f"{path}:2: ")
    assert "did you mean 'meeting-refused'?" in first
    assert [line.split(" ")[0] for line in others] == [f"{path}:3:", f"{path}:4:"]
    code, out, err = run(name, path, *COMMANDS[name], "--json")
    assert (code, err) == (0, "")
    told = [(f["code"], f["severity"], f["line"]) for f in json.loads(out)["findings"]]
    assert told[:2] == [("PT003", "warning", 2), ("PT003", "note", 3)]
    assert told[2:] == [("PT005", "warning", 4)]


def test_what_was_found_brings_no_control_characters_to_the_terminal(run, tmp_path):
    path = tmp_path / "talks.jsonl"
    path.write_text('{"kind": "goat\\u001b[31m", "occurred": "2023"}\n')
    code, _, err = run("state", path)
    assert code == 0
    assert "\x1b" not in err


def test_check_tells_its_findings_once(run, tmp_path):
    path = tmp_path / "talks.jsonl"
    path.write_text(f"{MISSPELT}\n")
    code, out, err = run("check", path)
    assert (code, err) == (0, "")
    assert out.count("PT003") == 1


def test_kinds_are_listed_by_family_with_a_line_each(run):
    code, out, _ = run("kinds")
    assert code == 0
    listed = [line.split()[0] for line in out.splitlines() if line.startswith("  ")]
    assert listed == [kind.kind for kind in pt.events.KINDS]
    rows = out.splitlines()
    assert rows[0].startswith("Meetings: ")
    assert "  meeting-held                 A meeting took place." in rows
    families = json.loads(run("kinds", "--json")[1])["families"]
    assert families[0]["family"] == "meetings"
    assert [kind["kind"] for family in families for kind in family["kinds"]] == listed
    assert all(kind["meaning"] for family in families for kind in family["kinds"])


def test_a_kind_tells_its_fields_what_they_hold_and_which_words_are_accepted(run):
    code, out, _ = run("kinds", "meeting-refused")
    assert code == 0
    rows = out.splitlines()
    assert (
        rows[0] == "meeting-refused: An invitee refused to meet. A postponement is not a refusal."
    )
    assert "  meeting (required; identifier): the meeting." in rows
    assert "  occurred (required; day): when it happened." in rows
    assert "  by (list of code): who refused." in rows
    (reasons,) = (row for row in rows if row.startswith("  reasons "))
    assert "One of: mediator_bias, mediator_composition, venue" in reasons
    (publisher,) = (row for row in rows if row.startswith("  publisher "))
    assert "required" in publisher


@pytest.mark.parametrize("kind", pt.events.KINDS, ids=lambda kind: kind.kind)
def test_every_kind_tells_every_field_as_files_have_it(run, kind):
    plain = json.loads(run("kinds", kind.kind, "--json")[1])
    told = {field["field"]: field for field in plain["fields"] + plain["of_every_kind"]}
    properties = pt.schema()["$defs"][kind.kind]
    assert set(told) - {"v"} == set(properties["properties"]) - {"kind", "v"}
    required = {name for name, field in told.items() if field["required"]}
    assert required == set(properties["required"]) - {"kind"}
    assert all(field["meaning"] and field["holds"] for field in told.values())
    assert run("kinds", kind.kind)[0] == 0


def test_a_kind_that_is_none_is_refused_with_the_nearest(run):
    for words, hint in (
        ("meeting-refusal", "did you mean 'meeting-refused'?"),
        ("xyzzy", "peacetalks kinds lists all kinds"),
    ):
        code, out, err = run("kinds", words)
        assert (code, out) == (2, "")
        assert hint in err


@pytest.mark.parametrize("name", [None, *sorted(command.commands)])
def test_every_command_explains_itself_in_80_columns(run, name):
    code, out, _ = run(*([name] if name else []), "--help")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert name is None or "Example" in out


def test_the_installed_command_runs():
    peacetalks = Path(sys.executable).with_name("peacetalks")
    ran = subprocess.run(
        [peacetalks, "check", "article-2023-11-16"], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    events = len(pt.datasets.article_2023_11_16())
    assert ran.stdout.splitlines()[-1].endswith(f"in {events} events")
