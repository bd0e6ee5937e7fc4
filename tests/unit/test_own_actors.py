"""A study's own actors: at the head of a file of YAML, or in a file given to the command."""

from __future__ import annotations

from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import codec, frames
from peacetalks.views.html_report.states import days_of

EVENTS = """\
events:
  - {kind: meeting-held, id: held, occurred: 2031-01-02, meeting: m, participants: [NORTH, SOUTH]}
"""
HEAD = """\
actors:
  - {code: NORTH, name: Northern Alliance, within: AFG, ids: {ucdp-actor: 291}}
  - code: SOUTH
    names: {en: Southern Alliance, fa: Jabha}
    sort: armed_group
"""


def read(folder: Path, text: str) -> codec.Reading:
    path = folder / "talks.yaml"
    path.write_text(text, encoding="utf-8")
    return pt.read(path, errors="collect")


def found(folder: Path, text: str) -> list[str]:
    reading = read(folder, text)
    return [str(finding).removeprefix(f"{reading.path}:") for finding in reading.findings]


def test_actors_at_the_head_are_statements_before_the_events(tmp_path: Path) -> None:
    reading = read(tmp_path, HEAD + EVENTS)
    assert [event.kind for event in reading] == ["actor-named", "actor-named", "meeting-held"]
    assert reading.lines == (2, 3, 7)
    assert reading.findings == ()
    north, south = (pt.History(reading).actors[code] for code in ("NORTH", "SOUTH"))
    assert (north.name, north.within, dict(north.ids)) == (
        "Northern Alliance",
        "AFG",
        {"ucdp-actor": ("291",)},
    )
    assert (south.name, south.sort, dict(south.languages)) == (
        "Southern Alliance",
        "armed_group",
        {"en": "Southern Alliance", "fa": "Jabha"},
    )


def test_actors_stand_under_their_codes_too(tmp_path: Path) -> None:
    head = (
        "actors:\n  NORTH: Northern Alliance\n  SOUTH: {name: Southern Alliance, organ_of: NORTH}\n"
    )
    actors = pt.History(read(tmp_path, head + EVENTS)).actors
    assert (actors.name("NORTH"), actors.name("SOUTH")) == (
        "Northern Alliance",
        "Southern Alliance",
    )
    assert actors.principal("SOUTH") == "NORTH"


def test_a_name_without_a_day_counts_on_every_day_and_makes_no_story_longer(tmp_path: Path) -> None:
    history = pt.History(read(tmp_path, HEAD + EVENTS))
    bare = pt.History(read(tmp_path, EVENTS))
    assert history.state(known="1950-01-01").actors.name("NORTH") == "Northern Alliance"
    for known in (False, True):
        assert history.span(known=known) == bare.span(known=known)
    assert history.timeline() == bare.timeline()
    assert days_of(history) == days_of(bare)
    for known in ("then", None):
        named, codes = (frames.panel(one, every="month", known=known) for one in (history, bare))
        same = [name for name in named.names if not name.endswith("_name")]
        assert [[row[name] for name in same] for row in named.rows()] == [
            [row[name] for name in same] for row in codes.rows()
        ]
        assert named.column("phase_pair_name") == ["Northern Alliance and Southern Alliance"]
    assert [row["public"] for row in frames.events(history).rows()][1:] == [None, None]


def test_a_name_of_a_day_makes_no_story_longer(tmp_path: Path) -> None:
    head = "actors:\n  - {code: NORTH, name: Northern Alliance, occurred: 2029, reported: 2033}\n"
    history = pt.History(read(tmp_path, head + EVENTS))
    bare = pt.History(read(tmp_path, EVENTS))
    assert history.span() == bare.span()
    assert history.span(known=True) == bare.span(known=True)
    assert days_of(history).on == days_of(bare).on
    # From when it was public on, the same day is told with the name.
    assert len(days_of(history).known[0]) == 2
    assert history.state(known="2031-02").actors.name("NORTH") == "NORTH"
    assert history.state(known="2034").actors.name("NORTH") == "Northern Alliance"


def test_actors_that_were_read_are_written_and_read_again(tmp_path: Path) -> None:
    reading = read(tmp_path, HEAD + EVENTS)
    for name in ("again.yaml", "again.jsonl"):
        pt.write(tmp_path / name, reading)
        assert list(pt.read(tmp_path / name)) == list(reading)


def test_a_file_may_have_a_head_alone_and_parts_in_any_order(tmp_path: Path) -> None:
    assert len(read(tmp_path, HEAD)) == 2
    assert len(read(tmp_path, HEAD + "events:\n")) == 2
    assert len(read(tmp_path, "actors: []\nevents: []\n")) == 0
    assert read(tmp_path, EVENTS + HEAD)[0].kind == "meeting-held"


WRONG = {
    "a code": (
        "actors:\n  - {code: north, name: x}\n",
        [
            "2:12: $.code: not an actor's code: 'north'; accepted: capital letters and digits, as in 'AZE', 'EU', 'AZE-MOD'"
        ],
    ),
    "no name": (
        "actors:\n  NORTH:\n",
        ["2:3: $.names.en: not a text: None"],
    ),
    "a relation": (
        "actors:\n  NORTH:\n    name: x\n    within: afg\n",
        [
            "4:13: $.within: not an actor's code: 'afg'; accepted: capital letters and digits, as in 'AZE', 'EU', 'AZE-MOD'; hint: did you mean 'AFG'?"
        ],
    ),
    "a code twice": (
        "actors:\n  NORTH: {code: SOUTH, name: x}\n",
        ["2:3: a field that is given twice: 'code'"],
    ),
    "one key twice": (
        "actors:\n  NORTH: x\n  NORTH: y\n",
        ["3:3: a key that occurs twice in one object: 'NORTH'"],
    ),
    "a kind": (
        "actors:\n  - {kind: meeting-held, code: N}\n",
        ["2:5: an event among the actors: ['kind', 'code']; hint: put events under 'events:'"],
    ),
    "a bare code": (
        "actors:\n  - NORTH\n",
        ["2:5: not an actor: 'NORTH'; accepted: code: ..., name: ..."],
    ),
    "a part": (
        "actor: []\nevents: []\n",
        [
            "1:1: not a part of a file: 'actor'; accepted: actors and events; hint: did you mean 'actors'?"
        ],
    ),
    "no list": (
        "actors: [{code: N, name: x}]\nevents: none\n",
        ["2:1: not a list: 'events'; accepted: a list with '- kind: ...' for each event"],
    ),
    "a part twice": (
        "events: []\nevents: []\n",
        ["2:1: a key that occurs twice in one object: 'events'"],
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_in_a_head_is_told_with_its_place(tmp_path: Path, what: str) -> None:
    text, told = WRONG[what]
    assert found(tmp_path, text) == told


def test_a_wrong_actor_hides_neither_the_others_nor_the_events(tmp_path: Path) -> None:
    reading = read(tmp_path, "actors:\n  - {code: north}\n  - {code: S, name: South}\n" + EVENTS)
    assert [event.kind for event in reading] == ["actor-named", "meeting-held"]
    assert {finding.line for finding in reading.findings} == {2}


RAID = "{kind: attack-reported, occurred: 2031-05-20, by: Hill Front, against: AZE}"
FRONT = "  HILL: Hill Front\n"


@pytest.mark.parametrize(
    "text",
    [
        f"actors:\n{FRONT}events:\n  - {RAID}\n",
        f"events:\n  - {RAID}\nactors:\n{FRONT}",
        f"actors:\n{FRONT}events:\n  - {RAID.replace('Hill Front', '[hill  front]')}\n",
        "- {kind: actor-named, occurred: 2031, actor: HILL, names: {en: Hill Front}}\n- " + RAID,
    ],
    ids=["head", "head at the end", "spelling", "event"],
)
def test_a_name_in_place_of_a_code_is_told_with_the_code_that_the_file_gives_it(text, tmp_path):
    path = tmp_path / "talks.yaml"
    path.write_text(text, encoding="utf-8")
    (finding,) = pt.read(path, errors="collect").findings
    assert finding.code == "PT002"
    assert finding.message.endswith("hint: did you mean 'HILL' (Hill Front)?")


def test_a_line_that_names_an_actor_is_told_the_code_of_an_earlier_one(tmp_path):
    path = tmp_path / "talks.jsonl"
    named = [
        f'{{"kind": "actor-named", "occurred": "2031", "actor": "{code}", "names": {{"en": "Hill Front"}}}}\n'
        for code in ("HILL", "HILLS")
    ]
    raid = '{"kind": "attack-reported", "occurred": "2031-05-20", "by": "Hill Front"}\n'
    path.write_text("".join([*named, raid]), encoding="utf-8")
    (finding,) = pt.read(path, errors="collect").findings
    assert finding.line == 3
    assert "did you mean 'HILL' (Hill Front) or 'HILLS' (Hill Front)?" in finding.message


def test_a_name_that_the_registry_has_is_told_with_its_code(tmp_path):
    path = tmp_path / "talks.yaml"
    path.write_text(f"- {RAID.replace('Hill Front', 'Azerbaijan')}\n", encoding="utf-8")
    (finding,) = pt.read(path, errors="collect").findings
    assert finding.message.endswith("hint: did you mean 'AZE'?")


def test_a_name_stands_beside_names_in_other_languages(tmp_path: Path) -> None:
    head = "actors:\n  - {code: NORTH, name: Northern Alliance, names: {fr: Alliance du Nord}}\n"
    north = pt.History(read(tmp_path, head + EVENTS)).actors["NORTH"]
    assert dict(north.languages) == {"en": "Northern Alliance", "fr": "Alliance du Nord"}
    twice = head.replace("fr: Alliance", "en: Alliance")
    assert found(tmp_path, twice) == [
        "2:5: a name that is given twice: 'en'; hint: give the English name in name: or in names:, not in both"
    ]
