"""``peacetalks actors``, and ``--actors FILE`` on the commands that read facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import peacetalks as pt
from commands import run
from peacetalks import views
from peacetalks.cli.own_actors import read_own_actors
from peacetalks.history.who import roster

TALKS = """\
actors:
  - {code: NORTH, name: Northern Alliance, within: AFG, ids: {ucdp-actor: 291}}
  - {code: SOUTH, names: {en: Southern Alliance, fa: Jabha}, sort: armed_group}
  - {code: WEST, name: Southern Alliance}
events:
  - {kind: attack-reported, id: raid, occurred: 2031-05-20, by: NORTH, against: SOUTH}
  - {kind: statement-made, id: said, occurred: 2031-05-21, by: NORTHS}
  - {kind: statement-made, id: again, occurred: 2031-05-22, by: AFG}
"""
OWN = "actors:\n  HILLS: {name: Hill Front, ids: {ucdp-actor: 7}, within: AFG}\n"
SAID = '{"kind": "statement-made", "id": "said", "occurred": "2021-05-21", "by": "HILLS"}\n'


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    path = tmp_path / "talks.yaml"
    path.write_text(TALKS, encoding="utf-8")
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


@pytest.fixture
def said(tmp_path: Path) -> Path:
    path = tmp_path / "said.jsonl"
    path.write_text(SAID, encoding="utf-8")
    return path


def test_who_is_on_record_is_listed_with_what_is_unresolved(talks: Path):
    code, out, err = run("actors", talks)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "AFG  Afghanistan  1 fact  state",
        "NORTH  Northern Alliance  1 fact  within AFG  ucdp-actor 291",
        "SOUTH  Southern Alliance  1 fact  armed_group  also Jabha",
        "WEST  Southern Alliance  0 facts",
        "without a name: 1",
        "  NORTHS  1 fact; did you mean NORTH?",
        "names of more than one actor: 1",
        "  Southern Alliance: SOUTH, WEST",
    ]


def test_contradictions_of_the_register_are_listed_with_their_lines(talks: Path):
    text = TALKS.replace("code: WEST, name: Southern", "code: NORTH, name: Southern")
    talks.write_text(text, encoding="utf-8")
    out = run("actors", talks)[1].splitlines()
    assert out[-2] == "contradictions: 1"
    assert out[-1].startswith(f"  {talks}:4: PT172 ")


def test_the_json_of_the_command_is_whole_and_the_answer_of_python(talks: Path):
    code, out, _ = run("actors", talks, "--json")
    plain = json.loads(out)
    assert code == 0
    assert set(plain) == {"actors", "unnamed", "ambiguous", "contradictions", "findings"}
    assert plain["actors"][1] == {
        "code": "NORTH",
        "name": "Northern Alliance",
        "facts": 1,
        "streams": [],
        "stated": True,
        "names": ["Northern Alliance"],
        "languages": {"en": "Northern Alliance"},
        "sort": None,
        "organ_of": None,
        "within": "AFG",
        "ids": {"ucdp-actor": ["291"]},
        "valid": None,
        "became": [],
        "because": [pt.read(talks)[0].id],
    }
    assert plain["unnamed"] == [
        {"code": "NORTHS", "facts": 1, "suggestions": ["NORTH"], "streams": []}
    ]
    told = views.roster_to_plain(roster(pt.History(pt.read(talks))))
    assert {name: plain[name] for name in told} == told


def test_a_roster_is_seen_from_a_viewpoint():
    named = pt.ActorNamed(occurred="2031", actor="HILLS", names="Hill Front", reported="2033")
    facts = [
        pt.StatementMade(id=day, occurred=day, by="HILLS") for day in ("2031-05-21", "2032-05-21")
    ]
    history = pt.History([named, *facts])
    then = roster(history, pt.Viewpoint(known="2032-12-31"))
    assert [(one.code, one.facts) for one in then.unnamed] == [("HILLS", 2)]
    early = roster(history, pt.Viewpoint(on="2031-12-31"))
    assert [(one.name, one.facts) for one in early.actors] == [("Hill Front", 1)]


@pytest.fixture
def log(tmp_path: Path, talks: Path) -> Path:
    path = tmp_path / "talks.db"
    with pt.open_log(path) as opened:
        opened.append("one", pt.read(talks))
        opened.append(
            "two",
            [
                pt.StatementMade(occurred="2031", by="ARM"),
                pt.StatementMade(occurred="2032", by=("AFG", "NORTHS")),
                pt.ActorNamed(occurred="2032", actor="WEST", names="Western Front"),
            ],
        )
    return path


def test_a_stream_of_a_log_is_named_as_with_other_commands_or_alone(log: Path):
    told = run("actors", log, "--stream", "two")
    assert told == run("actors", log, "two")
    assert told[1].splitlines()[0] == "AFG  Afghanistan  1 fact  state"
    assert run("actors", log, "two", "--stream", "two") == told
    code, _, err = run("actors", log, "two", "--stream", "one")
    assert code == 2
    assert "two streams are named, two and one" in err
    assert run("actors", log, "--stream", "three")[0] == 2


def test_without_a_stream_the_actors_of_all_streams_of_a_log_are_listed(log: Path):
    code, out, err = run("actors", log)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "AFG  Afghanistan  2 facts  state  in one, two",
        "ARM  Armenia  1 fact  state  in two",
        "NORTH  Northern Alliance  1 fact  within AFG  ucdp-actor 291  in one",
        "SOUTH  Southern Alliance  1 fact  armed_group  also Jabha  in one",
        "WEST  Western Front  0 facts  also Southern Alliance  in one, two",
        "without a name: 1",
        "  NORTHS  2 facts in one, two; did you mean NORTH?",
        "names of more than one actor: 1",
        "  Southern Alliance: SOUTH, WEST",
    ]
    plain = json.loads(run("actors", log, "--json")[1])
    assert [(one["code"], one["facts"], one["streams"]) for one in plain["actors"]][:2] == [
        ("AFG", 2, ["one", "two"]),
        ("ARM", 1, ["two"]),
    ]
    assert plain["unnamed"][0]["streams"] == ["one", "two"]


def test_what_is_asked_of_one_stream_alone_is_refused_for_several(log: Path):
    for words in (("--recorded", "@1"), ("--told-by", "ARM")):
        code, _, err = run("actors", log, *words)
        assert code == 2
        assert "hint: --stream NAME" in err
        assert run("actors", log, "two", *words)[0] == 0
    assert run("actors", log, "--recorded", "2100")[0] == 0


def test_when_all_have_a_name_that_is_said():
    assert run("actors", "south-caucasus")[1].endswith("\nall 21 actors have a name\n")


@pytest.mark.parametrize(
    "words", [("state",), ("timeline",), ("check",), ("actors",)], ids=lambda words: words[0]
)
def test_actors_of_a_file_are_known_to_the_command(words: tuple[str], said: Path, own: Path):
    bare = run(*words, said)[1]
    told = run(*words, said, "--actors", own)[1]
    assert "Hill Front" not in bare
    if words == ("check",):
        assert "PT171" in bare
        assert told == "nothing found in 1 event\n"
    else:
        assert "Hill Front" in told


def test_a_file_of_actors_that_is_none_is_refused(said: Path, tmp_path: Path):
    code, _, err = run("state", said, "--actors", said)
    assert code == 2
    assert "the file names no actors" in err
    code, _, err = run("state", said, "--actors", tmp_path / "own.txt")
    assert code == 2
    assert "unsupported file type for actors" in err
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("actors:\n  hills: Hill Front\n", encoding="utf-8")
    code, _, err = run("state", said, "--actors", wrong)
    assert code == 2
    assert f"{wrong}:2:3: $.code: not an actor's code: 'hills'" in err


def test_a_sheet_of_actors_is_known_to_the_command(said: Path, tmp_path: Path):
    sheet = tmp_path / "own.csv"
    sheet.write_text("code,name,within\nHILLS,Hill Front,AFG\n", encoding="utf-8")
    assert run("check", said, "--actors", sheet)[1] == "nothing found in 1 event\n"
    assert "by Hill Front" in run("timeline", said, "--actors", sheet)[1]
    sheet.write_text("code,name\nhills,Hill Front\n", encoding="utf-8")
    code, _, err = run("check", said, "--actors", sheet)
    assert code == 2
    assert f"{sheet}" in err


BAD = """\
actors:
  - {code: HILLS, name: Hill Front, organ_of: WEST}
  - {code: WEST, name: Western League, organ_of: HILLS}
  - {code: HILLS, name: Hill Block}
  - {code: LOST, name: Lost, within: NOBODY}
"""
SHEET = "code,name,organ_of,ids\nHILLS,Hill Front,WEST,\nWEST,League,HILLS,\nLOST,Lost,,gw:700\n"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("own.yaml", BAD, ["2: PT173", "4: PT172", "5: PT176"]),
        ("own.csv", SHEET, ["2: PT173", "4: PT175"]),
        ("own.csv", "code,name,organ_of\nAZE,Azerbaijan,AZE-MOD\nHILLS,H,\n", ["2: PT173"]),
        ("own.csv", "code,name\nHILLS,Hill Front\nHILLS,Hill Block\n", ["3: PT172"]),
    ],
)
def test_actors_that_contradict_themselves_are_findings_and_the_facts_are_read(
    said: Path, tmp_path: Path, name: str, text: str, told: list[str]
):
    own = tmp_path / name
    own.write_text(text, encoding="utf-8")
    found = run("check", said, "--actors", own)[1].splitlines()[:-1]
    assert [line.partition(" $")[0] for line in found] == [f"{own}:{each}" for each in told]
    out = run("actors", said, "--actors", own)[1]
    assert f"contradictions: {len(told)}" in out
    assert "HILLS" in run("state", said, "--actors", own, "--json")[1]
    registry = read_own_actors(str(own)).registry
    assert registry.principal("AZE-MOD") == "AZE"
    assert registry.principal("HILLS") == "HILLS"
    assert registry.resolve("700", "gw") == "AFG"


def test_actors_of_a_file_keep_what_it_does_not_say_of_those_who_are_known(tmp_path: Path):
    for name, text in (
        ("a.csv", "code,name\nAZE,Own name\n"),
        ("a.yaml", "actors: {AZE: Own name}\n"),
    ):
        own = tmp_path / name
        own.write_text(text, encoding="utf-8")
        registry = read_own_actors(str(own)).registry
        assert registry.name("AZE") == "Own name"
        assert registry.resolve("Azerbaijan") == registry.resolve("373", "gw") == "AZE"


def test_parts_are_parts_at_the_head_of_a_file_and_in_a_file_of_actors(tmp_path: Path):
    talks, own = tmp_path / "talks.yaml", tmp_path / "own.yaml"
    events = "- {kind: statement-made, id: said, occurred: 2031, by: EAST-MOD}\n"
    own.write_text("actors: {EAST: Eastern League}\n", encoding="utf-8")
    talks.write_text(events, encoding="utf-8")
    line = "EAST-MOD  Eastern League (MOD)  1 fact  organ  organ of EAST"
    assert line in run("actors", talks, "--actors", own)[1]
    talks.write_text("actors: {EAST: Eastern League}\nevents:\n" + events, encoding="utf-8")
    assert line in run("actors", talks)[1]


def test_a_sheet_that_is_not_there_is_told_as_such(said: Path):
    code, _, err = run("check", said, "--actors", "gone.csv")
    assert code == 2
    assert "no such file: 'gone.csv'" in err


def test_what_an_actor_became_is_listed(tmp_path: Path):
    talks = tmp_path / "talks.yaml"
    talks.write_text(
        "actors: {NORTH: Northern Alliance, SOUTH: Southern Alliance, UNITED: United Front}\n"
        "events:\n"
        "  - {kind: actor-merged, occurred: 2031-05-01, actors: [NORTH, SOUTH], into: UNITED}\n",
        encoding="utf-8",
    )
    lines = run("actors", talks)[1].splitlines()
    assert lines[0] == "NORTH  Northern Alliance  0 facts  became UNITED, 2031-05-01"
    plain = json.loads(run("actors", talks, "--json")[1])
    assert plain["actors"][1]["became"] == [{"occurred": "2031-05-01", "actor": "UNITED"}]
