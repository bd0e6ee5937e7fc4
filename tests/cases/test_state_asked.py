"""Questions and what they answer: names that are nowhere, words, figures, conduct.

Each test is named after a case that once got a wrong answer.
"""

from pathlib import Path

import attrs
import pytest

import peacetalks as pt

INPUTS = Path(__file__).parent / "inputs"


def history_of(name):
    return pt.History(pt.read(INPUTS / name))


def test_s18_text_search_looks_at_values_and_not_at_names_of_fields():
    history = pt.History(pt.datasets.south_caucasus())
    found = {
        word: len(history.timeline(text=word)) for word in ("note", "sources", "talks", "place")
    }
    assert found == {"note": 0, "sources": 7, "talks": 26, "place": 6}


def test_s18_quotes_and_line_breaks_are_found_as_they_are_written():
    said = pt.StatementMade(occurred="2031", by="NORTH", text='He said "we won\'t".\nNo talks.')
    history = pt.History([said])
    assert history.timeline(text='"we won\'t"') == (said,)
    assert history.timeline(text="won't\". no TALKS") == (said,)
    assert history.timeline(text="\\n") == ()


def test_d04_accounts_of_nobody_are_no_answer():
    with pytest.raises(pt.InvalidValue, match="of two parties or more"):
        history_of("D01-talks.jsonl").accounts()
    with pytest.raises(pt.InvalidValue, match="of two parties or more"):
        history_of("D01-talks.jsonl").accounts("NORTH", "NORTH")


def test_d04_a_stream_without_claims_is_no_shared_account():
    views = pytest.importorskip("peacetalks.views")
    pytest.importorskip("matplotlib")
    history = history_of("D01-talks.jsonl")
    assert str(history.accounts("NORTH", "SOUTH")) == "no fact rests on the word of a party"
    drawn = views.accounts(history, "NORTH", "SOUTH")
    assert [text.get_text() for text in drawn.texts] == ["no fact rests on the word of a party"]
    assert drawn.get_title(loc="left") == "Accounts of NORTH and SOUTH"


def test_d04_the_word_of_others_is_not_that_of_those_asked_for():
    told = [*pt.read(INPUTS / "D01-talks.jsonl")]
    told[4] = attrs.evolve(told[4], claimed_by="EAST")
    accounts = pt.History(told).accounts("NORTH", "SOUTH")
    assert str(accounts) == "no fact rests on the word of NORTH or SOUTH"
    assert "only EAST tells" in str(pt.History(told).accounts("NORTH", "EAST"))


@pytest.mark.parametrize("given", ["talks.jsonl", Path("talks.jsonl")])
@pytest.mark.parametrize("use", [pt.History, pt.History([]).extend, pt.fold, pt.check, pt.dumps])
def test_d10_a_file_where_events_are_wanted_is_to_be_read(use, given):
    with pytest.raises(pt.InvalidValue, match=r"a file's name.* hint: pt.read\('talks.jsonl'\)"):
        use(given)


@pytest.mark.parametrize("given", [None, 5, b"x", pt.StatementMade(occurred="2031", by="NORTH")])
def test_d10_what_holds_no_events_is_said_to_be_no_list(given):
    with pytest.raises(pt.InvalidValue, match="not a list of events"):
        pt.History(given)
