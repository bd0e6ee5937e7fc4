"""What was done and said: each of it is found, by whom, on whom, about what and since when."""

import pytest

import peacetalks as pt
from peacetalks.reducer.folding import fold
from stories import flat

N, S, E = "NORTH", "SOUTH", "EAST"


def attack(name, on, by=None, against=None, **more):
    return pt.AttackReported(id=name, occurred=on, by=by, against=against, **more)


ATTACKS = [
    attack("directed", "2031-04-15", N, S, form="shelling"),
    attack("back", "2031-05-01", S, N, form="Raid"),
    attack("clash", "2031-05-10", (N, S), form="clash"),
    attack("together", "2031-05-20", (N, S), E),
    attack("unknown", "2031-05-25", None, S),
    attack("span", "2031-05"),
]


def found(**asked):
    return [event.id for event in fold(ATTACKS).attacks(**asked)]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["directed", "back", "clash", "together", "unknown", "span"]),
        # An attack that names both, on whichever side: those who attack a third together, too.
        ({"between": (N, S)}, ["directed", "back", "clash", "together"]),
        ({"between": (S, N)}, ["directed", "back", "clash", "together"]),
        ({"between": (N, E)}, ["together"]),
        ({"by": N}, ["directed", "together"]),
        ({"by": S}, ["back", "together"]),
        ({"against": S}, ["directed"]),
        ({"against": E}, ["together"]),
        ({"by": E}, []),
        ({"form": "raid"}, ["back"]),
        ({"since": "2031-05-10"}, ["clash", "together", "unknown", "span"]),
        ({"between": (N, S), "since": "2031-05-01", "form": "clash"}, ["clash"]),
    ],
    ids=str,
)
def test_attacks_are_found_by_what_is_on_record_of_them(asked, names):
    assert found(**asked) == names


def test_attacks_come_in_the_order_of_their_days_whatever_order_they_are_folded_in():
    assert [a.id for a in fold(ATTACKS[::-1]).attacks()] == found()


@pytest.mark.parametrize("between", ["NORTH", (N,), (N, N), (N, S, E), ()])
def test_attacks_are_between_two_different_actors(between):
    with pytest.raises(pt.InvalidValue, match="not two different actors"):
        fold([]).attacks(between=between)


def test_a_slip_in_a_question_is_an_error():
    with pytest.raises(pt.InvalidValue):
        fold([]).attacks(by="north or south")
    with pytest.raises(pt.InvalidValue):
        fold([]).attacks(since="yesterday")


def test_statements_are_found_by_whom_and_about_what():
    said = [
        pt.StatementMade(id="a", occurred="2031-01-01", by=N, subject="port"),
        pt.StatementMade(id="b", occurred="2031-01-02", by=N, topics=("The Port", "fish")),
        pt.StatementMade(id="c", occurred="2031-01-03", by=S, topics="fish"),
        pt.StatementMade(id="d", occurred="2031-01-04"),
    ]
    state = fold(said)
    assert [e.id for e in state.statements()] == ["a", "b", "c", "d"]
    assert [e.id for e in state.statements(by=N)] == ["a", "b"]
    assert [e.id for e in state.statements(about="port")] == ["a"]
    assert [e.id for e in state.statements(about="the port")] == ["b"]
    assert [e.id for e in state.statements(by=S, about="fish")] == ["c"]


def test_allegations_are_found_by_whom_against_whom_and_of_what():
    told = [
        pt.AllegationMade(
            id="a", occurred="2031-01-01", by=N, against=S, alleged="ethnic cleansing"
        ),
        pt.AllegationMade(id="b", occurred="2031-01-02", by=S, against=N, alleged="attack"),
        pt.AllegationMade(id="c", occurred="2031-01-03", by=N),
    ]
    state = fold(told)
    assert [e.id for e in state.allegations(by=N)] == ["a", "c"]
    assert [e.id for e in state.allegations(against=N)] == ["b"]
    assert [e.id for e in state.allegations(alleged="Ethnic cleansing")] == ["a"]


# In the brief


def test_the_brief_counts_attacks_by_pair_and_by_whom_where_that_is_on_record():
    brief = flat(*ATTACKS)
    told = "3 attacks between NORTH and SOUTH, the first on 15 April, the last on 10 May; "
    assert told + "1 by NORTH, 1 by SOUTH, 1 without a direction on record" in brief
    assert "1 attack between EAST and NORTH on 20 May; 1 by NORTH" in brief
    assert "1 attack on SOUTH, attacker not stated, on 25 May" in brief
    assert "1 attack, attacker and target not stated, in May 2031" in brief


def test_a_year_that_is_not_the_one_of_the_brief_is_written():
    brief = flat(attack("a", "2030-12-31", N, S), attack("b", "2031-01-01", N, S))
    assert (
        "2 attacks between NORTH and SOUTH, the first on 31 December 2030, the last on 1 January;"
        in brief
    )


def test_attacks_that_some_claim_are_told_so():
    claimed = attack("a", "2031-01-01", N, S, claimed_by=S)
    told = attack("b", "2031-01-02", N, S)
    assert "(claimed by SOUTH)" in flat(claimed)
    assert "1 of them claimed by SOUTH" in flat(claimed, told)
    assert "claimed" not in flat(told)


def test_the_words_of_a_source_stand_in_quotation_marks_and_those_of_the_coder_do_not():
    source = pt.Source("press", quote="not one step")
    quoted = pt.StatementMade(occurred="2031-01-02", by=N, text="refuses", sources=source)
    told = pt.StatementMade(occurred="2031-01-01", by=S, stance="regrets", subject="the port")
    brief = flat(quoted, told)
    assert '2031-01-02 NORTH: "not one step" [1]' in brief
    assert "2031-01-01 SOUTH: regrets the port: words not stated" in brief


def test_suspended_talks_stand_in_the_brief_with_what_would_resume_them():
    suspended = pt.NegotiationSuspended(
        occurred="2031-01-02", talks="port", by=S, resume_if="the boats are back"
    )
    resumed = pt.NegotiationResumed(occurred="2031-02-02", talks="port", by=S)
    brief = flat(suspended)
    assert "2031-01-02 port, talks SUSPENDED by SOUTH" in brief
    assert "until the boats are back" in brief
    assert "SUSPENDED by" not in flat(suspended, resumed)


def test_what_is_due_stands_in_the_brief_the_nearest_first():
    told = [
        pt.DeadlineSet(occurred="2031-01-01", deadline="later", due="2031-03-01"),
        pt.CommitmentMade(
            occurred="2031-01-01", commitment="c", by=N, content="free them", due="2031-01-31"
        ),
        pt.DeadlineSet(occurred="2031-01-01", deadline="hanging", due=pt.After("nothing", "P1M")),
        pt.CommitmentMade(occurred="2031-01-01", commitment="kept", by=N, due="2031-02-15"),
        pt.CommitmentStatusChanged(occurred="2031-01-02", commitment="kept", status="fulfilled"),
    ]
    due = flat(*told, on="2031-01-30").partition("DUE")[2].partition("SILENT")[0]
    assert "2031-01-31 NORTH promised: free them; 1 day left" in due
    assert "2031-03-01 later, deadline; 30 days left" in due
    assert due.index("free them") < due.index("later")
    assert "hanging, deadline" in due
    assert "kept" not in due
