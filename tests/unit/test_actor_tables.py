"""The tables of actors: every row has its source, and every code and name its actor."""

from __future__ import annotations

import csv
import itertools
import re
import unicodedata
from importlib import resources

import pytest

from peacetalks.actors import world
from peacetalks.actors.shipped_tables import TABLES

FORMS = {
    **dict.fromkeys(("iso3", "cowc", "unhcr"), r"[A-Z]{3}"),
    **dict.fromkeys(("iso2", "fips"), r"[A-Z]{2}"),
    **dict.fromkeys(("gw", "cow"), r"[1-9][0-9]{0,2}"),
    "ucdp-actor": r"[1-9][0-9]{0,3}",
    "isonum": r"[0-9]{3}",
    "cameo": r"(?:[A-Z]{3}){1,4}",
}


def rows(table):
    text = resources.files("peacetalks.actors").joinpath(f"{table}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


@pytest.mark.parametrize("table", [*TABLES, "names", "succession", "disagreements", "parts"])
def test_every_row_of_every_table_names_a_source_that_is_listed(table):
    known = {row["source"] for row in rows("sources")}
    for row in rows(table):
        assert row["source"].split(), row
        assert set(row["source"].split()) <= known, row
        assert None not in {*row, *row.values()}, row


def test_every_source_that_is_listed_is_used():
    tables = (*TABLES, "names", "succession", "disagreements", "parts")
    used = {key for table in tables for row in rows(table) for key in row["source"].split()}
    assert {row["source"] for row in rows("sources")} == used


@pytest.mark.parametrize(
    "lang", ["ar", "az", "es", "fa", "fr", "hy", "ka", "ru", "uk", "zh", "zh-Hant"]
)
def test_every_state_has_a_name_in_each_language_which_leads_to_it(lang):
    states = {actor.code for actor in world() if actor.group == "state"}
    told = [row for row in rows("names") if row["lang"] == lang and row["code"] in states]
    # "Congo" alone, in Spanish, is two states.
    assert states - {row["code"] for row in told} <= {"COG"}
    assert {row["name"] for row in told if world().resolve(row["name"]) != row["code"]} == set()


def test_what_adds_to_an_actor_names_one_that_is_there():
    codes = {actor.code for actor in world()}
    assert {row["code"] for row in rows("names")} <= codes
    for row in rows("succession"):
        assert {row["predecessor"], row["successor"]} <= codes, row
        assert row["how"] in {"continues", "joins", "dissolves", "separates"}, row


def test_iso_3166_is_complete_and_each_of_its_countries_has_three_codes():
    countries = [actor for actor in world() if actor.group in {"state", "territory"}]
    assert len(countries) == 249
    for actor in countries:
        schemes = {alias.scheme for alias in actor.aliases}
        assert {"iso3", "iso2", "isonum", "cameo"} <= schemes, actor.code
        assert world().resolve(actor.code, scheme="iso3") == actor.code


def test_there_are_196_states_of_which_only_palestine_and_the_holy_see_lack_a_number():
    states = [actor for actor in world() if actor.group == "state"]
    without = [a.code for a in states if not any(alias.scheme == "gw" for alias in a.aliases)]
    assert len(states) == 196
    assert without == ["PSE", "VAT"]


def test_every_code_has_the_form_of_its_scheme():
    for actor in world():
        for alias in actor.aliases:
            assert re.fullmatch(FORMS[alias.scheme], alias.code), (actor.code, alias)


def test_no_code_of_a_scheme_stands_for_two_actors_on_one_day():
    held = [(alias, actor.code) for actor in world() for alias in actor.aliases]
    held.sort(key=lambda pair: (pair[0].scheme, pair[0].code))
    for _, group in itertools.groupby(held, key=lambda pair: (pair[0].scheme, pair[0].code)):
        for (one, code), (other, another) in itertools.combinations(group, 2):
            apart = one.valid and other.valid and not one.valid.overlaps(other.valid)
            assert code == another or apart, (one, code, another)


def test_every_code_of_a_scheme_leads_back_to_its_actor_on_its_days():
    for actor in world():
        for alias in actor.aliases:
            found = world().resolve(alias.code, scheme=alias.scheme, on=alias.valid)
            assert found == actor.code, (actor.code, alias)


def test_every_name_leads_to_its_actor_or_to_none_where_several_share_it():
    shared = set()
    for actor in world():
        for name in (actor.name, *actor.names):
            assert name == unicodedata.normalize("NFC", " ".join(name.split()))
            code = world().resolve(name)
            assert code in {actor.code, None}, name
            if code is None:
                shared.add(name)
            assert world().get(name) in {None, actor}, name
    assert shared == {"Congo", "Korea", "SRF", "Virgin Islands"}


def test_what_is_part_of_another_actor_names_one_that_is_there():
    parts = {actor.code: actor.part_of for actor in world() if actor.part_of}
    assert parts["UNSC"] == "UN"
    assert parts["MINSK-GROUP"] == "OSCE"
    assert all(part_of in world() for part_of in parts.values())
