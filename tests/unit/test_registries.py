"""Registries as values: they are equal by what they hold, and a change makes another one."""

from __future__ import annotations

import pickle
from typing import get_args

import attrs
import pytest

from peacetalks.actors import Actor, Alias, Group, Registry, world
from peacetalks.errors import InvalidValue, NotFound

OLD = Actor("OLD", "Old Realm", "historic", valid="1900/1950")
NEW = Actor("NEW", "New Realm", "state", names=("Newland",), valid="1951/..")
REALMS = Registry([OLD, NEW])


def test_the_registry_of_the_world_is_built_once_and_iterates_over_its_actors():
    assert world() is world()
    assert len(world()) == len(list(world())) == len({actor.code for actor in world()})
    assert {actor.group for actor in world()} <= set(get_args(Group))


def test_with_alias_leaves_the_original_alone():
    before = world()
    after = before.with_alias("NK", "cameo", "AZEREB", valid="1991/2023")
    assert after.resolve("AZEREB", scheme="cameo", on="2020") == "NK"
    assert after.resolve("AZEREB", scheme="cameo", on="2024") is None
    assert before.resolve("AZEREB", scheme="cameo", on="2020") is None
    assert after != before
    assert after.with_alias("NK", "cameo", " azereb ", valid="1991/2023") == after
    assert len(after) == len(before)


def test_an_alias_of_a_part_makes_the_part_an_actor_of_its_own():
    registry = world().with_alias("AZE-MOD", "cameo", "AZEMIL")
    assert registry.resolve("AZEMIL", scheme="cameo") == "AZE-MOD"
    assert len(registry) == len(world()) + 1


def test_an_alias_of_an_unknown_actor_is_an_error_with_a_hint():
    with pytest.raises(NotFound, match="did you mean 'AZE'"):
        world().with_alias("aze", "cameo", "AZX")
    with pytest.raises(NotFound, match="with_actors"):
        world().with_alias("COMPLETELY DIFFERENT", "cameo", "XXX")


def test_a_code_of_a_scheme_cannot_be_given_away_while_another_holds_it():
    with pytest.raises(InvalidValue, match="AUS already has"):
        world().with_alias("ASM", "fips", "AS")
    registry = REALMS.with_alias("OLD", "cow", "1", valid="../1950")
    both = registry.with_alias("NEW", "cow", "1", valid="1951/..")
    assert both.resolve("1", "cow", on="1960") == "NEW"
    with pytest.raises(InvalidValue, match="days on which each is valid"):
        registry.with_alias("NEW", "cow", "1", valid="1949/..")


def test_with_actors_adds_and_replaces_in_a_new_registry():
    larger = REALMS.with_actors(Actor("XYZ", "Ex", "entity"), Actor("NEW", "Newest", "state"))
    assert [actor.code for actor in larger] == ["OLD", "NEW", "XYZ"]
    assert larger.name("NEW") == "Newest"
    assert larger.resolve("Newland") is None
    assert [actor.name for actor in REALMS] == ["Old Realm", "New Realm"]
    with pytest.raises(InvalidValue, match="two actors with the same code"):
        Registry([NEW, attrs.evolve(NEW, name="Newest")])


def test_nothing_in_a_registry_can_change():
    with pytest.raises(AttributeError, match="with_actors"):
        REALMS._actors = {}
    with pytest.raises(AttributeError):
        del REALMS._actors
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        NEW.name = "Other"
    assert Actor("EUMA", "EU Mission", "organisation", ["a", "b"]).names == ("a", "b")
    assert Actor("EUMA", "EU Mission", "organisation", "EUM").names == ("EUM",)


def test_registries_are_equal_hashable_and_picklable_by_value():
    assert Registry([NEW, OLD]) == REALMS
    assert hash(Registry([NEW, OLD])) == hash(REALMS)
    assert REALMS != "registry"
    copy = pickle.loads(pickle.dumps(world()))  # our own bytes
    assert copy == world()
    assert copy.resolve("AJ", scheme="fips") == "AZE"
    assert repr(REALMS) == "<Registry of 2 actors>"


def test_what_is_wrong_with_an_actor_is_an_error_when_it_is_made():
    for code in ("", "aze", "AZE MOD", "1AZE", "AZE-"):
        with pytest.raises(InvalidValue, match="not an actor code"):
            Actor(code, "Name", "state")
    with pytest.raises(InvalidValue, match="did you mean 'organisation'"):
        Actor("XYZ", "Name", "organization")
    with pytest.raises(InvalidValue, match="an empty code"):
        Alias("fips", " ")
