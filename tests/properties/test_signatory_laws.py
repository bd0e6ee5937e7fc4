"""Laws of signatories: of whatever pieces a list is made, its parties are all read, or it says not.

Half a list is never told as a whole one, and letters that look like a code never are a state.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peacetalks.actors import world
from peacetalks.importers import Context
from peacetalks.importers.identifiers import code
from peacetalks.importers.prose import lists as names_in_lists
from peacetalks.importers.prose import parties as parties_in_prose
from peacetalks.importers.prose import parties_in
from peacetalks.importers.prose import signatories as lines_of_lists
from peacetalks.importers.tables.row import Row
from planted import assert_caught, planting
from signatory_lists import lists, marked_lists, plain_lists

WORLD = world()
CODES = sorted(
    actor.code
    for actor in WORLD
    if actor.group != "organisation" and not WORLD.meanings(actor.code)
)
DAY = "2001-02-03"
LAWS = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def read(text, home=None):
    row = Row(["part"], [text], line=2)
    return parties_in(text, row, Context("pa-x", registry=WORLD), scheme="PA-X", on=DAY, home=home)


def as_codes(parties):
    """Return parties as codes: states have those of the day, groups get their own."""
    codes = (WORLD.resolve(one, on=DAY) if one in WORLD else code("PA-X", one) for one in parties)
    return tuple(dict.fromkeys(codes))


def never_fewer_in_silence(made):
    found = read(made.text)
    if found.left:
        assert not found.is_whole
    else:
        assert found.codes == as_codes(made.parties)


def all_that_is_marked_is_read(made):
    found = read(made.text)
    assert found.left == ()
    assert found.codes == as_codes(made.parties)


def letters_that_are_codes_are_no_state(letters, made):
    for text in (letters, f"{made.text}\n{letters}", f"For {letters}: A. Writer\n{made.text}"):
        assert letters not in set(read(text).codes) - set(as_codes(made.parties))


@given(lists)
@LAWS
def test_a_list_is_read_whole_or_says_that_it_is_not(made):
    never_fewer_in_silence(made)


@given(plain_lists)
@LAWS
def test_a_group_that_is_written_as_a_person_is_not_forgotten(made):
    never_fewer_in_silence(made)


@given(marked_lists)
@LAWS
def test_a_list_in_which_each_party_is_marked_is_read_whole(made):
    all_that_is_marked_is_read(made)


@given(st.sampled_from(CODES), lists)
@LAWS
def test_capital_letters_that_are_a_code_never_become_a_state(letters, made):
    letters_that_are_codes_are_no_state(letters, made)


BUGS, bug = planting()


@bug(letters_that_are_codes_are_no_state, st.sampled_from(CODES), lists)
def letters_are_looked_up_as_codes(patch):
    def named(text, context, on):
        found = context.resolve(text, None, on)
        return () if found is None else (found,)

    patch.setattr(parties_in_prose, "named", named)


@bug(never_fewer_in_silence, lists)
def what_was_not_read_is_forgotten(patch):
    patch.setattr(lines_of_lists._Reader, "leave", lambda self, _: self.end())


@bug(never_fewer_in_silence, plain_lists)
def persons_of_whom_nothing_is_said_are_forgotten(patch):
    patch.setattr(lines_of_lists._Reader, "end", lambda self: self.waiting.clear())


@bug(never_fewer_in_silence, lists)
def a_party_in_the_block_of_another_is_taken_for_a_member(patch):
    patch.setattr(lines_of_lists._Reader, "is_new", lambda *_: False)


@bug(never_fewer_in_silence, lists)
def of_several_names_the_first_is_taken(patch):
    split = names_in_lists._split
    patch.setattr(
        names_in_lists, "_split", lambda text, knows: (split(text, knows) or [])[:1] or None
    )


@bug(all_that_is_marked_is_read, marked_lists)
def witnesses_are_parties(patch):
    patch.setattr(lines_of_lists, "WITNESSING", re.compile("(?!)"))


@bug(all_that_is_marked_is_read, marked_lists)
def an_opening_in_another_language_is_no_opening(patch):
    patch.setattr(lines_of_lists, "OPENING", re.compile(r"(?:For|On behalf of)\s+", re.IGNORECASE))


@pytest.mark.planted
@pytest.mark.parametrize("name", BUGS)
def test_a_planted_bug_breaks_a_law(name, monkeypatch):
    plant, law, *made = BUGS[name]
    assert_caught(plant, monkeypatch, given(*made)(law), examples=1000)
