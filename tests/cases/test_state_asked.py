"""Questions and what they answer: names that are nowhere, words, figures, conduct.

Each test is named after a case that once got a wrong answer.
"""

import pickle
from pathlib import Path

import attrs
import pytest

import peacetalks as pt
from peacetalks import codec

INPUTS = Path(__file__).parent / "inputs"


def history_of(name):
    return pt.History(pt.read(INPUTS / name))


def findings_of(name):
    return pt.check(pt.read(INPUTS / name))


def test_s06_a_check_says_that_the_scope_which_the_phase_needs_is_missing():
    found = [f for f in findings_of("S06-final-without-scope.jsonl") if f.code != "PT171"]
    assert [(f.code, f.severity, f.path) for f in found] == [("PT125", "warning", "$.scope")]
    assert "the scope of 'lake-final' is not stated" in found[0].message


def test_s16_a_figure_settles_alike_with_and_without_a_dated_source():
    (figure,) = pt.read(INPUTS / "S16-settled.jsonl")
    for told in (figure, attrs.evolve(figure, reported="2031-01-07")):
        days = ("2031-01-03", "2031-01-04", "2031-01-05")
        assert [len(pt.History([told]).state(on=day).casualties()) for day in days] == [0, 1, 1]
        found = [f for f in pt.check([told]) if f.code != "PT171"]
        assert [(f.code, f.path) for f in found] == [("PT145", "$.as_of")]


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
    with pytest.raises(pt.InvalidValue, match="accounts needs two or more parties"):
        history_of("D01-talks.jsonl").accounts()
    with pytest.raises(pt.InvalidValue, match="accounts needs two or more parties"):
        history_of("D01-talks.jsonl").accounts("NORTH", "NORTH")


def test_d04_a_stream_without_claims_is_no_shared_account():
    views = pytest.importorskip("peacetalks.views")
    pytest.importorskip("matplotlib")
    history = history_of("D01-talks.jsonl")
    assert str(history.accounts("NORTH", "SOUTH")) == "no fact rests on the word of a party"
    drawn = views.plot_accounts(history, "NORTH", "SOUTH")
    assert [text.get_text() for text in drawn.texts] == ["no fact rests on the word of a party"]
    assert drawn.get_title(loc="left") == "Accounts of NORTH and SOUTH"


def test_d04_the_word_of_others_is_not_that_of_those_asked_for():
    told = [*pt.read(INPUTS / "D01-talks.jsonl")]
    told[4] = attrs.evolve(told[4], claimed_by="EAST")
    accounts = pt.History(told).accounts("NORTH", "SOUTH")
    assert str(accounts) == "no fact rests on the word of NORTH or SOUTH"
    assert "told by EAST only" in str(pt.History(told).accounts("NORTH", "EAST"))


@pytest.mark.parametrize("given", ["talks.jsonl", Path("talks.jsonl")])
@pytest.mark.parametrize("use", [pt.History, pt.History([]).extend, pt.fold, pt.check, codec.dumps])
def test_d10_a_file_where_events_are_wanted_is_to_be_read(use, given):
    with pytest.raises(pt.InvalidValue, match=r"a file name.* hint: pt.read\('talks.jsonl'\)"):
        use(given)


@pytest.mark.parametrize("given", [None, 5, b"x", pt.StatementMade(occurred="2031", by="NORTH")])
def test_d10_what_holds_no_events_is_said_to_be_no_list(given):
    with pytest.raises(pt.InvalidValue, match="not a list of events"):
        pt.History(given)


def test_s23_talks_under_a_mediator_and_texts_signed_before_one_are_conduct():
    talks, text = pt.read(INPUTS / "S23-met-under.jsonl")
    for told in ([talks], [text], [talks, text]):
        state = pt.History(told).state()
        for party in ("NORTH", "SOUTH"):
            standing = state.standing("USA", party)
            assert (standing.level, standing.inferred) == ("accepted", True)
        assert state.acceptable_mediators("NORTH", "SOUTH") == ("USA",)
    standing = pt.History([talks, text]).state().standing("USA", "NORTH")
    assert [change.what for change in standing.history] == ["presided", "witnessed"]
    assert pt.History([talks]).state().standing("USA", "NORTH").role == "active"
    assert pt.History([text]).state().standing("USA", "NORTH").role == "none"


def test_s23_conduct_is_of_two_parties_and_provisional_facts_move_nothing():
    talks, text = pt.read(INPUTS / "S23-met-under.jsonl")
    for told in (
        attrs.evolve(talks, parties="NORTH"),
        attrs.evolve(text, parties="NORTH"),
        attrs.evolve(text, parties=["NORTH", "USA"]),
        attrs.evolve(text, stage="initialled"),
        attrs.evolve(talks, certainty="provisional"),
        attrs.evolve(text, certainty="provisional"),
    ):
        assert pt.History([told]).state().standing("USA", "NORTH").level == "unknown"
    facilitated = attrs.evolve(talks, mediators=[pt.Participant("USA", "facilitator")])
    standing = pt.History([facilitated]).state().standing("USA", "NORTH")
    assert (standing.level, standing.role) == ("unknown", "offered")


def test_s23_each_signs_the_text_of_both_before_the_witness():
    _, text = pt.read(INPUTS / "S23-met-under.jsonl")
    alone = pt.History([attrs.evolve(text, by="NORTH")]).state()
    assert alone.standing("USA", "NORTH").level == "accepted"
    assert alone.standing("USA", "SOUTH").level == "unknown"


def test_s23_whoever_was_rejected_and_is_accepted_by_conduct_is_reported():
    talks, text = pt.read(INPUTS / "S23-met-under.jsonl")
    no = pt.MediationRejected(occurred="2031-05-01", by="NORTH", mediator="USA")
    for told, did in (
        (talks, "came to talks under its mediation"),
        (text, "signed a text with it as witness"),
    ):
        (found,) = [f for f in pt.check([no, told]) if f.code == "PT111"]
        assert did in found.message


def test_s22_the_figure_of_standing_says_what_the_state_says():
    views = pytest.importorskip("peacetalks.views")
    pytest.importorskip("matplotlib")
    history = history_of("S22-standing.jsonl")
    drawn = views.plot_standing(history)
    lanes = [label.get_text() for label in drawn.get_yticklabels()]
    meanings = [text.get_text() for text in drawn.get_legend().get_texts()]
    assert lanes == [
        "European Union with NORTH",
        "European Union with SOUTH",
        "United States with SOUTH",
    ]
    assert meanings == ["accepted, inferred from conduct", "warned"]
    bars = {patch.get_gid() for patch in drawn.patches}
    assert {"standing:EU:NORTH:0", "standing:EU:SOUTH:0", "standing:USA:SOUTH:0"} <= bars


@pytest.fixture(scope="module")
def caucasus():
    return pt.History(pt.datasets.south_caucasus())


NOWHERE = {
    "by": lambda state: state.refusals(by="XYZ"),
    "citing": lambda state: state.refusals(citing="XYZ"),
    "mediator": lambda state: state.refusals(mediator="XYZ"),
    "awaiting": lambda state: state.awaiting("XYZ"),
    "contact": lambda state: state.last_contact("ARM", "XYZ"),
    "days": lambda state: state.days_since_contact("XYZ", "ARM"),
    "standing": lambda state: state.standing("XYZ", "AZE"),
    "of whom": lambda state: state.standing("EU", "XYZ"),
    "history": lambda state: state.standing_history("EU", "XYZ"),
    "acceptable": lambda state: state.acceptable_mediators("AZE", "XYZ"),
    "commitments": lambda state: state.commitments(by="XYZ"),
    "violations": lambda state: state.violations(alleged_by="XYZ"),
    "control": lambda state: state.control("nope"),
    "populations": lambda state: state.populations("nope"),
    "displacement": lambda state: state.displacement("nope"),
    "returns": lambda state: state.returns("nope"),
    "casualties": lambda state: state.casualties(series="nope"),
    "side": lambda state: state.casualties(side="nope"),
    "body": lambda state: state.casualties(counting_body="XYZ"),
    "labels": lambda state: state.labels("nope"),
    "preconditions": lambda state: state.open_preconditions(needed_for="nope"),
}


@pytest.mark.parametrize("question", NOWHERE.values(), ids=NOWHERE)
@pytest.mark.parametrize("day", ["2020-01-01", "2023-11-17", None])
def test_s21_a_name_that_is_nowhere_is_no_empty_answer(caucasus, question, day):
    with pytest.raises(pt.NotFound, match=r"no event names the .*'(XYZ|nope)', on any day"):
        question(caucasus.state(on=day))


@pytest.mark.parametrize(
    "asked",
    [
        lambda history: history.state(told_by="XYZ"),
        lambda history: history.at(pt.Viewpoint(told_by=("AZE", "XYZ"))),
        lambda history: history.effective(pt.Viewpoint(told_by="XYZ")),
        lambda history: history.why(
            "meetings/granada-2023-10", viewpoint=pt.Viewpoint(told_by="XYZ")
        ),
        lambda history: history.diff(pt.Viewpoint(), pt.Viewpoint(told_by="XYZ")),
        lambda history: history.accounts("AZE", "XYZ"),
        lambda history: history.timeline(actor="XYZ"),
        lambda history: history.timeline(meeting="nope"),
        lambda history: history.timeline(part="meetings/nope"),
    ],
)
def test_s21_a_history_is_asked_of_no_name_that_is_nowhere(caucasus, asked):
    with pytest.raises(pt.NotFound, match=r"no event (names|writes to) the .*on any day"):
        asked(caucasus)


def test_s21_figures_reports_and_panels_are_made_of_no_party_that_is_nowhere(caucasus, tmp_path):
    pytest.importorskip("matplotlib")
    pytest.importorskip("pyarrow")
    from peacetalks import frames, views  # noqa: PLC0415 # extras

    other = pt.History([pt.StatementMade(occurred="2023", by="NORTH")])
    for made in (
        lambda party: views.plot_timeline(caucasus, actors=party),
        lambda party: views.plot_standing(caucasus, parties=["AZE", party]),
        lambda party: views.plot_accounts(caucasus, "AZE", party),
        lambda party: views.report(caucasus, tmp_path / "r.html", parties=["AZE", party]),
        lambda party: frames.panel(caucasus, every="year", parties=["AZE", party]),
        lambda party: frames.panel({"a": caucasus, "b": caucasus}, parties=["AZE", party]),
    ):
        with pytest.raises(pt.NotFound, match=r"no event names the .*'XYZ', on any day"):
            made("XYZ")
    several = {"caucasus": caucasus, "other": other}
    assert len(frames.panel(several, every="year", parties=["AZE", "NORTH"])) > 0


def test_s21_sides_that_were_swapped_are_said_to_be(caucasus):
    state = caucasus.state(on="2023-11-17")
    with pytest.raises(pt.NotFound, match="'EU' is on record as mediator of 'AZE'; did you swap"):
        state.standing("AZE", "EU")
    assert state.standing("EU", "AZE").level == "accepted"
    assert state.standing("EU", "USA").level == "unknown"


def test_s21_the_nearest_name_is_a_hint(caucasus):
    state = caucasus.state()
    for ask, meant in (
        (lambda: state.displacement("nk-exodus-2032"), "nk-exodus-2023"),
        (lambda: state.control("aghdm"), "Aghdam"),
        (lambda: state.refusals(by="AZB"), "AZE"),
        (lambda: caucasus.timeline(meeting="granada-2032-10"), "granada-2023-10"),
        (lambda: caucasus.timeline(part="meetings/granada-2032-10"), "meetings/granada-2023-10"),
    ):
        with pytest.raises(pt.NotFound, match=f"did you mean '{meant}'"):
            ask()


def test_s21_what_is_known_and_not_yet_on_record_gives_an_empty_answer(caucasus):
    early = caucasus.state(on="2020-01-01")
    assert early.refusals(by="AZE") == early.awaiting("NK") == ()
    assert early.displacement("nk-exodus-2023") == early.casualties(series="war-2020") == ()
    assert early.control("Aghdam") is None
    # The registry knows France and Chile, of which no event has to speak.
    assert early.refusals(by="CHL") == early.standing("FRA", "CHL").history == ()
    assert caucasus.timeline(meeting="granada-2023-10", kind="statement-made") == ()
    assert caucasus.timeline(part="meetings/granada-2023-10", kind="vote-held") == ()


def test_s21_a_plain_fold_knows_its_own_facts_alone():
    first = pt.MeetingRefused(occurred="2031-01-01", meeting="a", by="NORTH")
    state = pt.fold([first])
    assert len(state.refusals(by="NORTH")) == 1
    with pytest.raises(pt.NotFound):
        state.refusals(by="SOUTH")
    second = pt.MeetingRefused(occurred="2031-01-02", meeting="a", by="SOUTH")
    assert len(pt.evolve(pt.History([first]).state(), second).refusals(by="SOUTH")) == 1


def test_s21_what_a_history_takes_later_is_known_to_all_its_states():
    history = pt.History([pt.MeetingRefused(occurred="2031-01-01", meeting="a", by="NORTH")])
    state = history.state()
    with pytest.raises(pt.NotFound):
        state.refusals(by="SOUTH")
    history.extend([pt.MeetingRefused(occurred="2031-01-02", meeting="a", by="SOUTH")])
    assert state.refusals(by="SOUTH") == ()
    assert len(history.state().refusals(by="SOUTH")) == 1


def test_s21_a_state_that_left_its_history_takes_any_name_for_known():
    state = history_of("D01-talks.jsonl").state(on="2031-10-01")
    copied = pickle.loads(pickle.dumps(state))  # our own bytes
    assert copied == state
    assert copied.refusals(by="EAST") == copied.refusals(by="XYZ") == ()
    again = pickle.loads(pickle.dumps(history_of("D01-talks.jsonl")))  # our own bytes
    with pytest.raises(pt.NotFound):
        again.state().refusals(by="XYZ")
