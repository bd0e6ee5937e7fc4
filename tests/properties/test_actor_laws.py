"""Laws of the registry of actors, on every state and on samples of all days since 1946."""

import csv
import datetime as dt
import difflib
import unicodedata
from importlib import resources

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actor_laws import FIRST, LISTS, answers_out_of_use, days, lines, numbers_on, quarrels
from peacetalks.actors import Actor, Alias, Registry, world
from peacetalks.actors.spelling import plain
from peacetalks.primitives.when import When


def rows(table):
    text = resources.files("peacetalks.actors").joinpath(f"{table}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


SUCCESSION = rows("succession")
SAMPLE = days(SUCCESSION)


def changed(code, **fields):
    actor = world().get(code)
    assert actor is not None
    return world().with_actors(attrs.evolve(actor, **fields))


# One state, one code


def test_one_state_has_one_code_on_one_day_whatever_names_it():
    assert list(quarrels(world(), SUCCESSION, SAMPLE)) == []


@pytest.mark.parametrize(
    "planted",
    [
        ("RUS", {"continues": None}),
        ("YEM", {"continues": None}),
        ("SRB", {"valid": "2006-06-08/.."}),
    ],
    ids=lambda planted: planted[0],
)
def test_a_succession_that_is_forgotten_would_be_seen(planted):
    code, fields = planted
    line = [actor for line in lines(world(), SUCCESSION) for actor in line if len(line) > 1]
    few = Registry(line).with_actors(changed(code, **fields).get(code))
    assert list(quarrels(Registry(line), SUCCESSION, SAMPLE)) == []
    assert list(quarrels(few, SUCCESSION, SAMPLE))


def test_no_code_answers_on_a_day_on_which_nobody_had_it():
    assert list(answers_out_of_use(world(), SAMPLE)) == []


def test_the_days_of_a_succession_are_the_first_days_of_the_actors():
    told = {row["successor"]: row for row in SUCCESSION if row["how"] == "continues"}
    assert told
    for line in lines(world(), SUCCESSION):
        for actor in line:
            if actor.continues is None:
                assert actor.code not in told
                continue
            row = told.pop(actor.code)
            before = world().get(actor.continues)
            assert row["predecessor"] == actor.continues
            assert actor.valid is not None
            assert str(actor.valid).startswith(row["day"])
            last = dt.date.fromisoformat(row["day"]) - dt.timedelta(1)
            assert str(before.valid).endswith(last.isoformat())
    assert told == {}


def test_what_ended_or_began_by_a_succession_did_so_on_its_day():
    for row in SUCCESSION:
        day, before = When(row["day"]), str(dt.date.fromisoformat(row["day"]) - dt.timedelta(1))
        if row["how"] in {"joins", "dissolves"}:
            assert str(world().get(row["predecessor"]).valid).endswith(before), row
        if row["how"] == "separates":
            gw = [a for a in world().get(row["successor"]).aliases if a.scheme == "gw"]
            assert any(str(a.valid).startswith(str(day)) for a in gw), row


# Where the lists of states differ


def test_the_two_lists_of_states_agree_but_for_the_table_of_their_disagreements():
    table = {
        (row["code"], When(row["days"])): (row["gw"], row["cow"]) for row in rows("disagreements")
    }
    seen = set()
    for actor in world():
        if not any(alias.scheme in LISTS for alias in actor.aliases):
            continue
        for day in SAMPLE:
            found = numbers_on(actor, day.isoformat())
            spans = [span for code, span in table if code == actor.code and span.overlaps(day)]
            if len(spans) == 1:
                seen.add((actor.code, spans[0]))
                assert found == table[actor.code, spans[0]], (actor.code, day)
            else:
                assert spans == []
                assert found[0] == found[1], (actor.code, day, found)


def test_every_disagreement_is_one_on_its_first_and_its_last_day():
    for row in rows("disagreements"):
        actor = world().get(row["code"])
        assert actor.name == row["name"]
        assert row["gw"] != row["cow"]
        for day in row["days"].split("/"):
            if day != "..":
                assert numbers_on(actor, day) == (row["gw"], row["cow"]), (row, day)


# Spellings


def test_a_name_is_the_same_in_capitals_and_in_every_form_of_unicode():
    for actor in world():
        for name in (actor.name, *actor.names):
            wanted = plain(name)
            assert wanted, (actor.code, name)
            assert plain(name.upper()) == wanted, name
            for form in ("NFC", "NFD", "NFKC", "NFKD"):
                assert plain(unicodedata.normalize(form, name)) == wanted, (form, name)


def test_no_letter_of_a_script_is_lost_but_accents():
    for name in (
        "Հայաստան և Արցախ",
        "საქართველო",
        "中华人民共和国",
        "azərbaycan",
        "भारत",
        "ガーナ",
    ):
        assert plain(name) == unicodedata.normalize("NFC", name).casefold().replace("և", "եւ")


LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@given(LETTERS)
def test_a_plain_name_has_no_blanks_at_its_ends_and_no_capitals(text):
    found = plain(text)
    assert found == " ".join(found.split())
    assert plain(f"  {text}\t") == found


@given(st.lists(st.sampled_from(sorted(a.code for a in world())), min_size=1, unique=True))
def test_an_extended_registry_answers_for_all_others_as_before(codes):
    own = Actor("OWN-STUDY", "A study's own actor", "other", aliases=[Alias("ucdp-actor", "9999")])
    larger = world().with_actors(own)
    for code in codes:
        actor = world().get(code)
        assert larger.get(code) == actor
        assert larger.resolve(actor.name) == world().resolve(actor.name)
    assert larger.resolve("9999", "ucdp-actor") == "OWN-STUDY"


@settings(max_examples=20)
@given(st.lists(st.sampled_from([*world()]), max_size=4, unique=True))
def test_a_registry_that_was_extended_is_the_one_made_at_once(actors):
    others = [
        attrs.evolve(actor, code=f"OWN-{actor.code}", aliases=(), continues=None)
        for actor in actors
    ]
    renamed = [attrs.evolve(actor, name="Somebody") for actor in actors[:1]]
    for added in (others, renamed, others + renamed):
        larger = world().with_actors(*added)
        anew = Registry(larger)
        assert (larger._aliases, larger._names) == (anew._aliases, anew._names)
        assert larger._lines == anew._lines


@given(st.sampled_from([a for a in world() if a.continues]), st.dates(FIRST, dt.date(2025, 1, 1)))
def test_of_two_that_continue_each_other_one_is_meant_on_each_day(actor, day):
    other = actor.continues
    found = {world().resolve(code, on=day) for code in (actor.code, other)}
    assert len(found) == 1


def test_an_actor_cannot_continue_itself_nor_be_continued_twice():
    one = Actor("ONE", "One", "state", continues="TWO")
    for others in (
        [Actor("TWO", "Two", "state", continues="ONE")],
        [Actor("TWO", "Two", "state"), Actor("THREE", "Three", "state", continues="TWO")],
    ):
        with pytest.raises(ValueError, match="continue"):
            Registry([one, *others])


KEYS = sorted({plain(name) for a in world() for name in (a.name, *a.names)})


@given(
    st.sampled_from(KEYS),
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from("aeiourstn аи")), max_size=3),
)
def test_who_is_suggested_is_who_is_nearest_of_all(name, slips):
    for place, letter in slips:
        at = place % (len(name) + 1)
        name = name[:at] + letter + name[at + 1 :]
    wanted = plain(name)
    spelt = {a.code.casefold() for a in world()} | set(KEYS)
    near = difflib.get_close_matches(wanted, spelt, n=30, cutoff=0.6 if len(wanted) <= 4 else 0.8)
    script = [text for text in near if text.isascii() == wanted.isascii()]
    assert bool(world()._nearest(name)) is bool(wanted in spelt or script)
    for code in world()._nearest(name):
        actor = world().get(code)
        names = {code.casefold(), *map(plain, (actor.name, *actor.names))}
        assert names & {wanted, *script}, (name, code)
