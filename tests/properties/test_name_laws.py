"""The laws of names and organs hold, and catch the bugs that are planted against them."""

import pytest
from hypothesis import given

from name_laws import LAWS
from peacetalks.errors import NotFound, PeacetalksError
from peacetalks.history import differences
from peacetalks.state import acts_by_pair, carried, pairs
from peacetalks.state.brief import page
from peacetalks.state.names import Names
from peacetalks.state.queries import mediation
from peacetalks.state.queries.phases import dyads, meetings
from peacetalks.state.register import Register
from planted import assert_caught, planting

BUGS, bug = planting()


@pytest.mark.parametrize("name", LAWS)
def test_it_is_a_law_that(name):
    says, cases = LAWS[name]

    @given(cases)
    def holds(case):
        says(case)

    holds()


READ = "what_a_person_reads_names_nobody_by_a_code"
COUNTED = "a_question_about_a_state_is_one_about_its_organs_too"
PHASES = "the_phase_of_a_pair_counts_organs_for_their_state"


@bug(caught_by=READ)
def a_section_joins_codes(patch):
    patch.setattr(page.Page, "names", lambda _, codes: " and ".join(codes or ()) or "not stated")


@bug(caught_by=READ)
def a_doubt_names_codes(patch):
    patch.setattr(Register, "listed", lambda _, codes: " and ".join(codes or ()) or "not stated")


@bug(caught_by=READ)
def a_difference_shows_values_as_they_are(patch):
    patch.setattr(differences, "in_words", lambda value, *_: str(value))


@bug(caught_by=READ)
def the_address_of_a_difference_has_codes(patch):
    patch.setattr(differences, "address_in_words", lambda table, key, *_: f"{table}/{key}")


@bug(caught_by="a_name_asks_what_its_code_asks")
def names_are_looked_up_in_the_registry_alone(patch):
    patch.setattr(Names, "actors", property(lambda _: Register()))


@bug(caught_by="a_statement_of_a_name_changes_no_answer")
def whoever_is_named_is_one_side(patch):
    chain = Register._chain
    patch.setattr(
        Register, "_chain", lambda self, code: ("QXZ1",) if code in self else chain(self, code)
    )


@bug(caught_by="a_faction_counts_for_nobody_but_itself")
def what_stands_within_a_state_counts_for_it(patch):
    patch.setattr(
        Register,
        "organ_of",
        lambda self, code: (one := self.get(code)) and (one.organ_of or one.within),
    )


@bug(caught_by=COUNTED)
def a_question_asks_for_one_code_alone(patch):
    patch.setattr(Register, "is_meant", lambda _, whom, *codes: whom is None or whom in codes)


@bug(caught_by=COUNTED)
def an_organ_of_an_organ_is_its_own(patch):
    chain = Register._chain
    patch.setattr(Register, "_chain", lambda self, code: chain(self, code)[:2])


@bug(caught_by=COUNTED)
def a_standing_is_that_of_the_state_alone(patch):
    def standing(state, mediator, party):
        return state.parts.standings.get((mediator, party))

    patch.setattr(mediation, "_standing", standing)


@bug(caught_by=COUNTED)
def the_first_of_several_standings_counts(patch):
    patch.setattr(mediation, "_joined", lambda several, *_: several[0])


@bug(caught_by=PHASES)
def a_pair_is_made_of_organs(patch):
    for module in (acts_by_pair, carried):
        patch.setattr(module, "pairs_of", lambda event, _: pairs.pairs_of(event))


@bug(caught_by=PHASES)
def what_an_organ_answers_is_no_word_of_its_state(patch):
    answers = meetings._answers

    def own(state, meeting, pair):
        return answers(state.evolve(actors=Register()), meeting, pair)

    patch.setattr(meetings, "_answers", own)


@bug(caught_by=PHASES)
def a_ceasefire_binds_whom_it_spells(patch):
    found = dyads._ceasefires
    patch.setattr(
        dyads, "_ceasefires", lambda state, several: found(state.evolve(actors=Register()), several)
    )


@pytest.mark.planted
@pytest.mark.parametrize("name", BUGS)
def test_the_planted_bug_is_caught_by_its_law(name, monkeypatch):
    plant, caught_by = BUGS[name]
    says, cases = LAWS[caught_by]

    def holds(case):
        says(case)

    assert_caught(
        plant,
        monkeypatch,
        given(cases)(holds),
        examples=4_000,
        by=(AssertionError, NotFound, PeacetalksError),
    )
