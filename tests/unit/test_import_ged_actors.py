"""Whom a row of UCDP GED means, and what it rests on."""

import csv
from pathlib import Path

import pytest

from peacetalks import importers
from peacetalks.actors import Actor, world
from peacetalks.importers import Context, Row
from peacetalks.importers.builtin.ucdp_actors import country, named, sides
from peacetalks.importers.builtin.ucdp_sources import sources
from peacetalks.values.facts import Source

FIXTURES = Path(__file__).parents[1] / "fixtures" / "ucdp-ged"


# Actors


def of(**fields: str) -> Row:
    return Row(list(fields), list(fields.values()))


CONTEXT = Context("ucdp-ged")


@pytest.mark.parametrize(
    ("name", "on", "code"),
    [
        ("Russia (Soviet Union)", "1990-01-01", "SUN"),
        ("Russia (Soviet Union)", "1999-01-01", "RUS"),
        ("Serbia (Yugoslavia)", "1999-01-01", "YUG"),
        ("Serbia (Yugoslavia)", "2004-01-01", "SCG"),
        ("Serbia (Yugoslavia)", "2010-01-01", "SRB"),
        ("Yemen (North Yemen)", "1989-06-01", "YAR"),
        ("Yemen (North Yemen)", "2015-06-01", "YEM"),
        ("DR Congo (Zaire)", "1996-10-01", "COD"),
        ("Myanmar (Burma)", "2021-02-01", "MMR"),
        ("Cambodia (Kampuchea)", "1990-01-01", "KHM"),
        ("Bosnia-Herzegovina", "1993-01-01", "BIH"),
        ("Congo", "1997-06-01", "COG"),
        ("Macedonia, FYR", "2001-03-01", "MKD"),
        ("Atlantis", "2001-03-01", None),
    ],
)
def test_a_name_with_a_former_one_is_the_state_that_there_was_on_the_day(name, on, code):
    assert named(name, CONTEXT, on) == code


def test_a_number_says_who_a_government_was_where_its_name_does_not():
    row = of(side_a="Government of Serbia (Yugoslavia)", gwnoa="345")
    assert sides(row, CONTEXT, "a", "2004-05-05") == ("SCG",)


def test_a_number_that_is_nobodys_on_the_day_leaves_the_name():
    row = of(side_a="Government of Serbia (Yugoslavia)", gwnoa="345")
    assert sides(row, CONTEXT, "a", "2011-05-05") == ("SRB",)
    assert row.findings == []


def test_a_number_and_a_name_of_two_states_are_a_warning():
    row = of(side_a="Government of Ukraine", gwnoa="2")
    assert sides(row, CONTEXT, "a", "2014-05-05") == ("UKR",)
    assert [finding.code for finding in row.findings] == ["PT218"]
    assert "has the number 2, which is USA; UKR was used" in row.findings[0].message


def test_a_government_that_nobody_knows_has_the_id_of_ucdp():
    row = of(side_a="Government of Atlantis", side_a_new_id="777")
    assert sides(row, Context("ucdp-ged"), "a", "2014-05-05") == ("UCDP:777",)
    assert [finding.code for finding in row.findings] == ["PT207"]


@pytest.mark.parametrize("numbers", ["900;200;2", "900, 200, 2", "900", "", "junk"])
def test_a_coalition_is_known_with_and_without_its_numbers(numbers):
    name = "Government of Australia, Government of United Kingdom, Government of United States of America"
    row = of(side_a=name, gwnoa=numbers)
    assert sides(row, CONTEXT, "a", "2003-05-05") == ("AUS", "GBR", "USA")


def test_a_side_without_a_name_is_not_stated():
    assert sides(of(side_a="", side_a_new_id=""), CONTEXT, "a", "2014-05-05") is None


def test_a_registry_of_ones_own_knows_the_actors_of_ucdp():
    registry = world().with_actors(Actor("UCDP:6711", "Donetsk People's Republic", "entity"))
    read = importers.read(FIXTURES / "hdx-45.csv", registry=registry, published="unknown")
    list(read)
    assert read.report.unknown == ()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"side_b": "ELN", "side_b_new_id": "999111"}, "UCDP:999111"),
        ({"side_b": "Hezbollah", "side_b_new_id": "77777"}, "UCDP:77777"),
        ({"side_b": "ELN", "side_b_new_id": "744"}, "ELN"),
        ({"side_b": "DPR", "side_b_new_id": "5840"}, "DPR"),
        ({"side_b": "DPR", "side_b_new_id": "6711"}, "DPR"),
        # Ids of the older numbering, which the registry does not have.
        ({"side_b": "ELN", "side_b_dset_id": "31"}, "ELN"),
        ({"side_b": "ELN", "side_b_id": "31"}, "ELN"),
        ({"side_b": "ELN", "side_b_dset_id": "31", "side_b_new_id": "744"}, "ELN"),
        ({"side_b": "ELN", "side_b_dset_id": "744", "side_b_new_id": "999111"}, "UCDP:999111"),
        # Names of several words, actors without an id of UCDP, and states.
        ({"side_b": "Syrian insurgents", "side_b_new_id": "9104"}, "SYRIAN-INSURGENTS"),
        ({"side_b": "Republic of Artsakh", "side_b_new_id": "1119"}, "NK"),
        ({"side_b": "Artsakh", "side_b_new_id": "1119"}, "NK"),
        ({"side_b": "TPLF", "side_b_new_id": "999222"}, "TPLF"),
        ({"side_b": "Cameroon", "side_b_new_id": "9003"}, "CMR"),
        ({"side_b": "ELN"}, "ELN"),
    ],
)
def test_an_id_of_the_present_numbering_tells_a_short_name_from_that_of_another(fields, code):
    row = of(**fields)
    assert sides(row, Context("ucdp-ged"), "b", "2017-05-05") == (code,)
    told = [finding.code for finding in row.findings]
    assert told == (["PT218", "PT207"] if code.startswith("UCDP:") else [])
    if told:
        (named_,) = row.named
        assert (named_.said.name, dict(named_.said.ids)) == (
            fields["side_b"],
            {"ucdp-actor": fields["side_b_new_id"]},
        )


@pytest.mark.parametrize("name", ["Artsakh", "Republic of Artsakh", "Syrian insurgents"])
def test_two_ids_of_one_name_in_a_row_are_two_actors(name):
    row = of(side_a=name, side_a_new_id="77777", side_b=name, side_b_new_id="77778")
    context = Context("ucdp-ged")
    one, other = (sides(row, context, letter, "2017-05-05") for letter in "ab")
    assert other == ("UCDP:77778",)
    assert one != other
    assert "has the ids 77777 and 77778: two actors" in row.findings[0].message


def test_one_name_and_id_on_both_sides_is_what_the_file_says():
    row = of(side_a="Artsakh", side_a_new_id="7", side_b="Artsakh", side_b_new_id="7")
    context = Context("ucdp-ged")
    assert sides(row, context, "a", "2017-05-05") == sides(row, context, "b", "2017-05-05")
    assert row.findings == []


def test_one_government_with_two_ids_is_a_finding(tmp_path):
    with (FIXTURES / "global-49.csv").open(newline="", encoding="utf-8") as file:
        made = next(csv.DictReader(file))
    ours = {"side_a": "Government of Ukraine", "gwnoa": "369", "side_a_new_id": "9998"}
    theirs = {"side_b": "Government of Ukraine", "gwnob": "369", "side_b_new_id": "9999"}
    path = tmp_path / "ged.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(made))
        writer.writeheader()
        writer.writerow(made | ours | theirs)
    (outcome,) = importers.read(path, published="unknown").outcomes()
    (told,) = [finding for finding in outcome.findings if finding.code == "PT219"]
    assert "'Government of Ukraine' (ucdp-actor 9999)" in told.message


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"iso3": "UKR", "country_id": "652"}, "UKR"),
        ({"country_id": "652", "country": "Ukraine"}, "SYR"),
        ({"country_id": "652.0"}, "SYR"),
        ({"country": "Yemen (North Yemen)"}, "YEM"),
        ({}, None),
        ({"country_id": "9999", "country": "Atlantis"}, "UCDP-COUNTRY:9999"),
        ({"country": "Atlantis"}, "UCDP-COUNTRY:ATLANTIS"),
    ],
)
def test_a_country_is_known_by_code_number_or_name(fields, code):
    assert country(of(**fields), Context("ucdp-ged"), "2016-05-05") == code


# Sources


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, (Source("UCDP"),)),
        ({"source_original": "SOHR"}, (Source("UCDP", citing="SOHR"),)),
        ({"source_article": '";"'}, (Source("UCDP"),)),
        ({"source_article": "a book without a date"}, (Source("a book without a date"),)),
        (
            {"source_article": "SOHR,2016-01-01,Shelling, again"},
            (Source("SOHR", title="Shelling, again", published="2016-01-01"),),
        ),
        ({"source_article": "SOHR,2016-02-30,Shelling"}, (Source("SOHR,2016-02-30,Shelling"),)),
        (
            {"source_article": '"A,2016-01-01,x";"A,2016-01-01,x"'},
            (Source("A", title="x", published="2016-01-01"),),
        ),
        (
            {"source_office": "A;B", "source_date": "2016-01-01;", "source_headline": "x;y"},
            (Source("A", title="x", published="2016-01-01"), Source("B", title="y")),
        ),
        (
            {"source_office": "A;B", "source_headline": "x; and more; y"},
            (Source("A;B", title="x; and more; y"),),
        ),
    ],
)
def test_sources_are_what_a_row_names(fields, expected):
    assert sources(of(**fields)) == expected
