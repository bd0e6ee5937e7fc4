"""The cache of a log has what its streams have, also where it is extended; planted bugs show it."""

import pytest
from hypothesis import HealthCheck, given, settings

from panel_cache_laws import LAWS, appended
from peacetalks.frames.panels import contents
from peacetalks.frames.panels.covered import stated
from planted import assert_caught, planting


def checked(name, patch):
    """Return a law as a function of what is appended, with portions of the drawn size."""

    def holds(drawn):
        with patch.context() as within:
            within.setattr(contents, "_PORTION", drawn[1])
            LAWS[name](drawn)

    return given(appended())(holds)


@pytest.mark.parametrize("name", LAWS)
def test_the_law_of_caches_holds(name, monkeypatch):
    settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))(
        checked(name, monkeypatch)
    )()


@pytest.mark.long
@pytest.mark.parametrize("name", LAWS)
def test_the_law_of_caches_holds_in_many_stories(name, monkeypatch):
    settings(max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))(
        checked(name, monkeypatch)
    )()


BUGS, bug = planting()


@bug(caught_by="extended_is_rebuilt")
def groups_are_not_joined_with_those_before(patch):
    patch.setattr(contents._Filling, "join", lambda *_: None)


@bug(caught_by="extended_is_rebuilt")
def only_the_groups_before_are_joined(patch):
    query = contents._PARTED.replace("hash(key) IN (SELECT", "hash(key) NOT IN (SELECT")
    patch.setattr(contents, "_PARTED", query)


@bug(caught_by="cached_is_in_memory")
def a_fact_that_comes_after_its_correction_is_not_found(patch):
    keys_of = contents._keys_of
    patch.setattr(contents, "_keys_of", lambda event: (event.id, *keys_of(event)[2:]))


@bug(caught_by="cached_is_in_memory")
def acts_do_not_join_their_tellings(patch):
    keys_of = contents._keys_of
    patch.setattr(
        contents, "_keys_of", lambda e: tuple(k for k in keys_of(e) if not k.startswith("act "))
    )


@bug(caught_by="cached_is_in_memory")
def the_order_of_names_makes_another_fact(patch):
    patch.setattr(contents, "names_in", lambda _: None)


@bug(caught_by="cached_is_in_memory")
def plain_facts_have_no_days(patch):
    patch.setattr(contents, "_with", lambda window, day: window or (day, day))


@bug(caught_by="cached_is_in_memory")
def what_is_assumed_begins_with_the_last_append(patch):
    assumed = contents.assumed
    patch.setattr(
        contents, "assumed", lambda since, span: assumed(dict.fromkeys(since, 22_500), span)
    )


@bug(caught_by="cached_is_in_memory")
def corrections_of_a_coverage_are_not_read(patch):
    def uncorrected(history):
        kept = [event for event in history.events if event.kind == "coverage-stated"]
        return stated(history.only(kept))

    patch.setattr(contents, "stated", uncorrected)


@pytest.mark.planted
@pytest.mark.parametrize("name", BUGS)
def test_the_laws_catch(name, monkeypatch):
    plant, caught_by = BUGS[name]
    assert_caught(plant, monkeypatch, checked(caught_by, monkeypatch), examples=300)
