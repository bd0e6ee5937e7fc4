"""Ties and sets: what the place of a record decides, and what the order of names does not."""

import importlib.util
from pathlib import Path

import pytest

import peacetalks as pt
from commands import run

INPUTS = Path(__file__).parent / "inputs"


def read(name):
    return pt.read(INPUTS / name)


def module(name):
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), INPUTS / f"{name}.py")
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def codes_of(events):
    return {finding.code for finding in pt.check(events)} - {"PT101", "PT171"}


def messages(events, code):
    return [finding.message for finding in pt.check(events) if finding.code == code]


def best(history):
    return [figure.count.best for figure in history.state().casualties()]


def test_s12_of_two_corrections_of_one_day_the_one_recorded_later_holds():
    (figure,) = read("S12-figure.jsonl")
    for number in range(40):
        log = pt.MemoryLog()
        log.append("s", [figure])
        for count in (200 + number, 300 - number):
            log.append("s", [pt.correct(figure, corrected_on="2031-12-01", count=count)])
        assert best(log.history("s")) == [300 - number]
        assert codes_of(log.read("s")) == set()


def test_s12_of_two_corrections_in_a_list_a_finding_says_that_nobody_states_which_is_later():
    (figure,) = read("S12-figure.jsonl")
    fixes = [pt.correct(figure, corrected_on="2031-12-01", count=count) for count in (200, 300)]
    assert codes_of([figure, *fixes]) == {"PT185"}
    assert "the later one counts" in messages([figure, *fixes], "PT185")[0]
    assert codes_of(pt.History([figure, *fixes], in_order=True)) == set()
    assert best(pt.History([figure, *fixes], in_order=True)) == [300]
    assert best(pt.History([figure, *fixes[::-1]], in_order=True)) == [200]


def test_s13_of_two_figures_of_one_day_the_one_recorded_later_is_shown():
    two = read("S13-two-figures-a-day.jsonl")
    for number in range(40):
        first, second = (
            pt.CasualtiesReported(
                occurred=event.occurred,
                series=event.series,
                measure="killed",
                counting_body="NORTH",
                sources=event.sources,
                count=count,
            )
            for event, count in zip(two, (20 + number, 200 + number), strict=True)
        )
        log = pt.MemoryLog()
        log.append("s", [first])
        log.append("s", [second])
        assert best(log.history("s")) == [200 + number]
    assert codes_of(two) == set()
    assert best(pt.History(two)) == [200]
    assert codes_of([*two]) == {"PT185"}


def test_s14_claimants_in_another_order_share_the_fact():
    history = pt.History(read("S14-claimants.jsonl"))
    told = history.accounts("NORTH", "SOUTH")
    assert [event.id for event in told.shared] == ["f0"]
    assert set(told.shared[0].claimed_by) == {"NORTH", "EAST", "SOUTH"}
    assert not any(told.only.values())
    assert [e.id for e in history.state(told_by=("NORTH", "SOUTH")).facts] == ["f0"]


def test_s15_what_repeats_another_but_for_the_order_of_names_is_named_and_counts_once():
    reading = read("S15-by-order.jsonl")
    one, other = reading
    assert one != other
    assert [event.id for event in reading] == [
        "e1-cd87d805fdaa1ba40922968353088193",
        "e1-f07c9d5374d8e241772d0191e2a03492",
    ]
    log = pt.MemoryLog()
    wanted = "s: 1 appended (1 to 1), 1 repeats another except for the order of names"
    assert str(log.append("s", [one, other])) == wanted
    assert str(log.append("s", [other])) == (
        "s: 0 appended, 1 repeats another except for the order of names"
    )
    told = f"repeats meeting-refused {one.id!r} with the names in another order"
    assert [told in message for message in messages(reading, "PT182")] == [True]
    for history in (pt.History(reading), log.history("s")):
        assert sorted(refusal.by for refusal in history.state().refusals()) == ["NORTH", "SOUTH"]


def test_s17_own_kinds_rank_as_their_vocabulary_lists_them():
    own = module("S17-own-kinds")
    history = pt.History(own.EVENTS, vocabulary=own.OWN)
    assert [event.kind for event in history.events] == ["request-filed", "answer-given"]
    log = pt.MemoryLog(vocabulary=own.OWN)
    log.append("s", own.EVENTS[::-1])
    assert [e.kind for e in log.history("s").timeline()] == ["request-filed", "answer-given"]


def test_s17_the_command_takes_a_vocabulary(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    own = module("S17-own-kinds")
    text = (INPUTS / "S17-own-kinds.py").read_text(encoding="utf-8")
    Path("study_of_s17.py").write_text(text, encoding="utf-8")
    pt.write("own.jsonl", own.EVENTS)
    named = ("--vocabulary", "study_of_s17:OWN")
    code, out, err = run("timeline", "own.jsonl", *named, "--json")
    assert (code, err) == (0, "")
    assert out.index("request-filed") < out.index("answer-given")
    code, out, _ = run("timeline", "own.jsonl", *named, "--kind", "answer-given")
    assert code == 0
    assert "answer-given" in out
    assert "request-filed" not in out
    assert run("check", "own.jsonl")[1].count("PT003") == 2
    assert run("check", "own.jsonl", *named)[:2] == (0, "nothing found in 2 events\n")
    assert run("log", "append", "own.db", "s", "own.jsonl", *named)[0] == 0
    code, out, err = run("timeline", "own.db", *named)
    assert (code, err) == (0, "")
    assert out.index("request-filed") < out.index("answer-given")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nowhere_to_be_found:OWN", "cannot import the module, ModuleNotFoundError"),
        ("json:loads", "not a vocabulary"),
        ("json", "not a vocabulary"),
        ("", "cannot import the module"),
    ],
)
def test_s17_what_names_no_vocabulary_is_refused(name, told):
    code, out, err = run("state", "south-caucasus", "--vocabulary", name)
    assert (code, out) == (2, "")
    assert told in err
    assert "MODULE:NAME" in err


def test_s25_two_codings_that_differ_in_the_reason_are_named_as_such():
    (told,) = messages(read("S25-near.jsonl"), "PT182")
    assert "describes the same fact as meeting-refused 'r1', but differs in reasons" in told
    assert "repeats" not in told


def test_s25_two_refusals_on_neighbouring_days_may_be_one():
    assert codes_of(read("S25-two-days.jsonl")) == {"PT186"}
    (told,) = messages(read("S25-two-days.jsonl"), "PT186")
    assert "may be the same answer as meeting-refused 'r1', one day later" in told


def test_s28_events_are_equal_exactly_where_their_ids_are():
    nested = module("S28-nested")
    assert nested.A.id != nested.B.id
    assert nested.A != nested.B
